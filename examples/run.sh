#!/bin/sh
# The main job: installs what is missing, builds entente, asks who mediates between Pakistan and Iran, and draws it.
set -eu
cd "$(dirname "$0")/.."
sh examples/setup.sh main

echo "building entente in build/"
mkdir -p build
{ cmake -S . -B build -G Ninja -DENTENTE_TESTS=OFF && ninja -C build; } >build/run.log 2>&1 || { cat build/run.log; exit 1; }

graph=examples/data/pakistan-iran-2024.json
ask() {
    echo
    echo "\$ entente $*"
    build/entente "$@"
}
ask mediators $graph --between Pakistan Iran --on 2024-01-29
ask paths $graph --from Munir --to Fidan -k 2

echo
for days in 2024-01-16/2024-01-18 2024-01-19/2024-01-29; do
    since=${days%/*} until=${days#*/}
    picture="build/crisis-$since-to-$until"
    build/entente dot $graph --since "$since" --until "$until" -o "$picture.dot"
    dot -Tsvg "$picture.dot" -o "$picture.svg"
    dot -Tpng "$picture.dot" -o "$picture.png"
    echo "drew $picture.svg and .png"
done
