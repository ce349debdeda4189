#!/bin/sh
# SPDX-License-Identifier: MIT
# Off means off: in a library that can record, a pool that is not attached
# spends at most two instructions a call more than in one that cannot, as
# callgrind counts them, whether the caller names its source line or not. (Pools
# with a lock, or that clear, go another way: they prepare the event even so.)
# 32-bit x86 hands arguments over on the stack, and compilers fetch those that
# name the line before they know that nobody asks: twelve are allowed for it there.
# shellcheck disable=SC2086,SC2046 # compilers, flags and lists of files are several words
set -eu
. "$top_srcdir/tests/once.sh"
limit=2 sited_limit=2 # without a site, and with one
calls=100 # unattached.c

if [ -z "${WITH_TRACE:-}" ]; then
    echo "this build has no recorder"
    exit 77
fi
if ! valgrind --tool=callgrind --version >/dev/null 2>&1; then
    echo "valgrind is missing"
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# build PROGRAM FLAGS SOURCES...
build()
{
    program=$1 flags=$2
    shift 2
    $CC -std=c11 -O2 -I"$top_srcdir/include" $flags -c "$top_srcdir/tests/unattached.c" -o "$dir/$program.o"
    # The library's own sources are not told JUNO_MEMORY_TRACE.
    $CC -std=c11 -O2 -I"$top_srcdir/include" -DPACKAGE_VERSION="\"$VERSION\"" \
        $(echo " $flags " | sed 's/ -DJUNO_MEMORY_TRACE / /') "$dir/$program.o" "$@" -o "$dir/$program"
}

# count PROGRAM FUNCTION: instructions in one call of a function
count()
{
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$2" "$dir/$1" >"$dir/log" 2>&1 ||
        { cat "$dir/log" >&2; exit 1; }
    counted=$(sed -n 's/.*Collected : *//p' "$dir/log")
    test "${counted:-0}" -gt 0 || { echo "$1: no call of $2 was counted" >&2; exit 1; }
    echo $((counted / calls))
}

# shellcheck disable=SC2010 # names without blanks
core=$(ls "$top_srcdir"/lib/memory*.c "$top_srcdir/lib/status.c" | grep -v /memory_at.c)
recorder=$(grep -L '^#define _[A-Z]*_SOURCE' "$top_srcdir"/lib/*.c)
build without "-DJUNO_MEMORY_NO_OBSERVER=1" $core
build with "" $recorder
build sited "-DJUNO_MEMORY_TRACE" $recorder

if $CC -dM -E -x c /dev/null | grep -q '__i386__'; then
    sited_limit=12
fi
failed=0
printf '%-8s %8s %8s %8s\n' call without with sited
for call in Get Update Put GetRef PutRef; do
    without=$(count without Juno_Memory$call)
    with=$(count with Juno_Memory$call)
    sited=$(count sited Juno_Memory${call}At)
    printf '%-8s %8d %8d %8d\n' $call "$without" "$with" "$sited"
    test $((with - without)) -le $limit && test $((sited - without)) -le $sited_limit || failed=1
done
echo "at most $limit instructions more are allowed, $sited_limit with a site"
test $failed = 0
