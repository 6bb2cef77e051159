#!/bin/sh
# From a file of events to a graph, beside DuckDB, Polars and pandas on the same file: builds, installs the peers, generates
# the file, checks that the answers agree, and runs all in turn. Prints medians and ratios.
#
#     tests/bench/ingest/run.sh [ROWS [REPETITIONS]]
#
# Everything goes to build/bench. Needs Debian's node, npm and python3 (pandas is its package, DuckDB and Polars npm's); the machine should have nothing else to do.
set -eu
rows=${1:-2000000} repetitions=${2:-7}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$root/build/bench
file=$work/events-$rows.csv
mkdir -p "$work"

cmake -S "$root" -B "$work/entente" -G Ninja -DCMAKE_BUILD_TYPE=Release > "$work/log"
ninja -C "$work/entente" bench_generate bench_ingest all >> "$work/log"
ingest=$work/entente/tests/bench_ingest
if [ ! -d "$work/node_modules/nodejs-polars" ]; then
    npm install --silent --no-audit --no-fund --prefix "$work" @duckdb/node-api nodejs-polars@0.25.2 \
        nodejs-polars-linux-x64-gnu@0.25.2 >> "$work/log"
fi
/usr/bin/python3 -c 'import pandas' 2> "$work/log" || sudo apt-get install -y python3-pandas >> "$work/log"
cp "$here/duckdb.mjs" "$here/polars.mjs" "$work/"
[ -s "$file" ] || "$work/entente/tests/bench_generate" "$rows" > "$file"
cat "$file" > /dev/null

node "$work/duckdb.mjs" "$file" groups "$work/groups.tsv"
"$ingest" "$file" 2 dyads > "$work/dyads.tsv"
PYTHONPATH=$root/bindings/python ENTENTE_LIBRARY=$work/entente/libentente.so \
    /usr/bin/python3 "$here/check.py" "$work/groups.tsv" "$work/dyads.tsv"

# One line a run: what, seconds and what else it prints.
: > "$work/runs"
once() {
    name=$1
    shift
    figures=$("$@")
    printf '%s %s\n' "$name" "$figures" >> "$work/runs"
}
count_lines() {
    python3 -c 'import subprocess, sys, time
start = time.perf_counter(); subprocess.run(["wc", "-l", sys.argv[1]], stdout=subprocess.DEVNULL)
print("%.4f" % (time.perf_counter() - start))' "$file"
}
for repetition in $(seq "$repetitions"); do
    once entente "$ingest" "$file" 2
    once entente-1-thread "$ingest" "$file" 1
    once entente+network "$ingest" "$file" 2 network
    once duckdb-load node "$work/duckdb.mjs" "$file" load
    once duckdb-aggregate node "$work/duckdb.mjs" "$file" aggregate
    once polars node "$work/polars.mjs" "$file"
    once pandas /usr/bin/python3 "$here/with_pandas.py" "$file"
    once scan-2-threads "$ingest" "$file" 2 scan
    once wc-l count_lines
done
python3 "$here/table.py" "$work/runs" "$file"
