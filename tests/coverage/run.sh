#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tests/coverage/run.sh DIRECTORY [core]
# Whether the tests that ran in DIRECTORY/build, made with --coverage from
# DIRECTORY/src, ran enough of it. A branch that nothing takes must be noticed.
# $GCOVR and $CC may name others.
set -eu
directory=$(cd "$1" && pwd)
bad=$(cd "$(dirname "$0")" && pwd)/bad.c
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# What the guard does is no part of the core; that it is asked is.
core='../src/lib/(memory(?!_guard)|status)[a-z_]*\.[ch]$'
rest='../src/(lib/(?!(memory(?!_guard)|status)[a-z_]*\.[ch]$)|tools/)'

# covered DIRECTORY FILTER OPTIONS...
covered()
{
    cd "$1/build"
    filter=$2
    shift 2
    ${GCOVR:-gcovr} -r ../src --exclude-unreachable-branches --filter "$filter" lib tools "$@"
}

# covered_core DIRECTORY
covered_core()
{
    covered "$1" "$core" --branches --fail-under-line 100 --fail-under-branch 100
}

mkdir -p "$work/src/lib" "$work/build/lib" "$work/build/tools"
cp "$bad" "$work/src/lib/memory_bad.c"
(cd "$work/build" && ${CC:-cc} -O0 -g --coverage ../src/lib/memory_bad.c -o lib/bad && lib/bad)
status=0
(covered_core "$work") >"$work/log" 2>&1 || status=$?
if [ $status != 4 ]; then # a branch is missing, no line: gcovr(1)
    cat "$work/log"
    echo "FAIL: coverage: a branch that nothing takes is not noticed: $status" >&2
    exit 1
fi

echo "The core: all lines, all branches"
(covered_core "$directory")
test "${2:-}" != core || exit 0
echo "The rest: 95 % of the lines"
(covered "$directory" "$rest" --fail-under-line 95 --html-details coverage.html --print-summary --txt)
