#!/bin/sh
# Times compiling views against one radix sort of the arcs that pass, on seeded events:
#   tests/bench/compile/run.sh [REPETITIONS]
set -eu
cd "$(dirname "$0")/../../.."
cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DENTENTE_TESTS=ON >/dev/null
ninja -C build/bench bench_compile | tail -1
for size in "2000000 10000" "20000000 10000" "20000000 1000000"; do
    # shellcheck disable=SC2086
    build/bench/tests/bench_compile $size "${1:-5}"
done
