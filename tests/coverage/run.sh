#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: tests/coverage/run.sh DIRECTORY [core]
# Whether the tests that ran in DIRECTORY/build, made with --coverage from
# DIRECTORY/src, ran enough of it: all of the core, 95 % of the lines and of the branches
# of the rest. What is too little of each must be noticed. $GCOVR and $CC may name others.
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

# covered_rest DIRECTORY OPTIONS...
covered_rest()
{
    where=$1
    shift
    covered "$where" "$rest" --fail-under-line 95 --fail-under-branch 95 "$@"
}

# noticed BIT WHAT FILE COMMAND...: the file's coverage must be refused, with gcovr's bit in
# the exit code for what is missing: 2 for lines, 4 for branches
noticed()
{
    wanted=$1 what=$2 file=$3
    shift 3
    rm -rf "$work/src" "$work/build"
    mkdir -p "$work/src/lib" "$work/src/tools" "$work/build/lib" "$work/build/tools"
    cp "$bad" "$work/src/$file"
    (cd "$work/build" && ${CC:-cc} -O0 -g --coverage "../src/$file" -o lib/bad && lib/bad)
    status=0
    ("$@") >"$work/log" 2>&1 || status=$?
    if [ $status -gt 6 ] || [ $((status & wanted)) = 0 ]; then
        cat "$work/log"
        echo "FAIL: coverage: $what is not noticed: $status" >&2
        exit 1
    fi
}

noticed 4 "a branch that nothing takes" lib/memory_bad.c covered_core "$work"

echo "The core: all lines, all branches"
(covered_core "$directory")
test "${2:-}" != core || exit 0
noticed 4 "that branches were never taken" tools/bad.c covered_rest "$work"
bad=${bad%.c}_rest.c
noticed 2 "that lines never ran" tools/bad.c covered_rest "$work"
echo "The rest: 95 % of the lines and of the branches"
(covered_rest "$directory" --html-details coverage.html --print-summary --txt)
