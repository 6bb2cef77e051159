#!/bin/sh
# Installs by package name what entente needs and this machine lacks, and says what it installs.
#   sh examples/setup.sh main     to build, ask and draw
#   sh examples/setup.sh tests    and to run every test
set -eu

packages="gcc libc6-dev cmake ninja-build pkg-config libigraph-dev libcjson-dev libutf8proc-dev graphviz fonts-dejavu-core python3"
if [ "${1:-main}" = tests ]; then
    packages="$packages g++ clang valgrind doxygen locales libcmocka-dev groff-base python3-pip python3-venv python3-networkx python3-igraph
              python3-pandas python3-jsonschema git"
fi

is_there() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

install() {
    root=""
    [ "$(id -u)" = 0 ] || root=sudo
    echo "installing: $*"
    $root apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

missing=""
for package in $packages; do
    is_there "$package" || missing="$missing $package"
done
# shellcheck disable=SC2086 # a list of names
[ -z "$missing" ] || install $missing

# The sanitizers' runtime of clang has clang's version in its package's name.
if [ "${1:-main}" = tests ]; then
    runtime="libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
    is_there "$runtime" || install "$runtime"
fi
