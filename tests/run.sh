#!/bin/sh
# Every test: installs what is missing, builds with gcc and clang, runs all tests plain, under sanitizers and valgrind.
# Closes with one line, `N passed, N failed`. Logs: build/tests/*.log
set -eu
cd "$(dirname "$0")/.."
sh examples/setup.sh tests
exec /usr/bin/python3 tests/run.py "$@"
