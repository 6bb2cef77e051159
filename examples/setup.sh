#!/bin/sh
# Installs by package name what entente needs and this machine lacks, and says what it installs.
#   sh examples/setup.sh main     to build, ask and draw
#   sh examples/setup.sh tests    and to run every test
set -eu

packages="gcc libc6-dev cmake ninja-build pkg-config libigraph-dev libcjson-dev libutf8proc-dev libarchive-dev libxxhash-dev graphviz fonts-dejavu-core python3"
if [ "${1:-main}" = tests ]; then
    packages="$packages g++ clang valgrind doxygen locales libcmocka-dev groff-base python3-pip python3-venv python3-networkx python3-igraph
              python3-pandas python3-jsonschema git"
fi

is_there() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

install() {
    root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "not root, and no sudo; install first: $*" >&2; exit 1; }
        root=sudo
    fi
    echo "installing: $*"
    $root apt-get update -q >/dev/null
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

missing=""
for package in $packages; do
    is_there "$package" || missing="$missing $package"
done
# shellcheck disable=SC2086 # a list of names
[ -z "$missing" ] || install $missing

# The sanitizers' runtime of clang: with clang itself on some systems, else in a package named after clang's version.
if [ "${1:-main}" = tests ] && ! ls "$(clang -print-runtime-dir)"/libclang_rt.asan* >/dev/null 2>&1; then
    install "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
fi
