#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints how many instructions each operation of tests/bench/instructions.c
# takes, without the loop around it, by callgrind.
set -eu

program=$top_builddir/tests/bench/instructions
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# total OPERATION COUNT: instructions of a whole run
total()
{
    $LIBTOOL --mode=execute valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" \
        >"$out" 2>&1 || { cat "$out" >&2; exit 1; }
    sed -n 's/.*Collected : //p' "$out"
}

# each OPERATION: instructions of one
each()
{
    few=$(total "$1" 1000)
    many=$(total "$1" 2000)
    echo $(((many - few) / 1000))
}

loop=$(each nothing)
for operation in $("$program"); do
    test "$operation" = nothing || printf '%-16s %5d instructions\n' "$operation" $(($(each "$operation") - loop))
done
