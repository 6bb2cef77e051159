#!/bin/sh
# Opening a graph file against reading the events it was made from, and against the same store in SQLite: builds, generates the
# events (those of tests/bench/ingest), runs all in turn, checks that the graphs are equal, prints medians and ratios.
#
#     tests/bench/graph_file/run.sh [ROWS... [-r REPETITIONS]]      2000000 and 20000000 rows, 7 repetitions, if not given
#
# Everything goes to build/bench: 8.2 GB of events and 2 GB of graphs for 20 million rows, which should fit into the page cache.
# Needs Debian's libsqlite3-dev; the machine should have nothing else to do.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$root/build/bench
repetitions=7 all=
while [ $# -gt 0 ]; do
    case $1 in
        -r) repetitions=$2; shift 2 ;;
        *) all="$all $1"; shift ;;
    esac
done
mkdir -p "$work"
cmake -S "$root" -B "$work/entente" -G Ninja -DCMAKE_BUILD_TYPE=Release > "$work/log"
ninja -C "$work/entente" bench_generate bench_graph_file bench_sqlite >> "$work/log"
programs=$work/entente/tests
for rows in ${all:-2000000 20000000}; do
    events=$work/events-$rows.csv
    [ -s "$events" ] || "$programs/bench_generate" "$rows" > "$events"
    cat "$events" > /dev/null
    "$programs/bench_graph_file" "$events" "$work/graph-$rows.entente" 2 "$repetitions" > "$work/runs"
    "$programs/bench_sqlite" "$work/graph-$rows.entente" "$work/graph-$rows.sqlite" "$repetitions" >> "$work/runs"
    python3 "$here/table.py" "$work/runs" "$rows"
    rm -f "$work/graph-$rows.entente" "$work/graph-$rows.sqlite"
done
