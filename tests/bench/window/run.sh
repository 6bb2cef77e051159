#!/bin/sh
# Networks of windows from an index, beside DuckDB grouping the same events by pair: builds, installs DuckDB, makes the events,
# checks that every tie agrees, and times both. Prints medians and ratios.
#
#     tests/bench/window/run.sh [ROWS [ACTORS [REPETITIONS]]]      (one size; without any: 2 and 20 million events of 500 actors, and
#                                                              2 million of 10,000)
#
# DuckDB is asked for less: a count and one sum a pair, no rows, days, kinds or evidence. Everything goes to build/bench. Needs
# Debian's node, npm and python3; the machine should have nothing else to do.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    "$0" 2000000
    "$0" 20000000
    exec "$0" 2000000 10000
fi
rows=$1 actors=${2:-500} repetitions=${3:-5}
root=$(cd "$here/../../.." && pwd)
work=$root/build/bench
events=$work/windows-$rows-$actors.csv
mkdir -p "$work/ties"

cmake -S "$root" -B "$work/entente" -G Ninja -DCMAKE_BUILD_TYPE=Release > "$work/log"
ninja -C "$work/entente" bench_window >> "$work/log"
bench=$work/entente/tests/bench_window
if [ ! -d "$work/node_modules/@duckdb" ]; then
    npm install --silent --no-audit --no-fund --prefix "$work" @duckdb/node-api >> "$work/log"
fi
cp "$here/duckdb.mjs" "$work/duckdb-windows.mjs"
[ -s "$events" ] || "$bench" events "$rows" "$actors" > "$events"

# Ten windows of each width, spread over the ten years.
python3 - > "$work/windows" <<'WINDOWS'
print("full 0 3649")
for i in range(1, 11):
    print("all-but-days", i, 3649 - i)
for name, days in (("half", 1825), ("year", 365), ("month", 30), ("week", 7), ("day", 1)):
    for i in range(10):
        since = i * (3650 - days) // 9
        print(name, since, since + days - 1)
WINDOWS

node "$work/duckdb-windows.mjs" "$events" ties "$work/windows" "$work/ties"
awk '!seen[$1]++' "$work/windows" | while read -r name since until; do
    "$bench" ties "$rows" "$actors" "$since" "$until" | cmp - "$work/ties/$name.tsv"
    echo "$name: $(wc -l < "$work/ties/$name.tsv") ties, equal"
done
"$bench" time "$rows" "$actors" "$work/windows" "$repetitions" > "$work/runs"
node "$work/duckdb-windows.mjs" "$events" time "$work/windows" "$repetitions" >> "$work/runs"
python3 "$here/table.py" "$work/runs" "$rows"
