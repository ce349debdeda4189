#!/bin/sh
# SPDX-License-Identifier: MIT
# What the library tells memcheck and AddressSanitizer costs nothing where the
# program runs under neither: as many instructions a call with it as without, as
# callgrind counts them (which is not memcheck). A library whose calls all go the
# long way must be noticed.
# shellcheck disable=SC2086 # compilers, flags and lists of files are several words
set -eu
. "$top_srcdir/tests/once.sh"
calls=100 # unattached.c

if ! valgrind --tool=callgrind --version >/dev/null 2>&1; then
    echo "valgrind is missing"
    exit 77
fi
dir=$(mktemp -d)
core=$(for file in $JUNO_CORE $JUNO_GUARD; do echo "$top_srcdir/$file"; done | grep '\.c$')
trap 'rm -rf "$dir"' EXIT

# build PROGRAM FLAGS...
build()
{
    program=$1
    shift
    $CC -std=c11 -O2 -I"$top_srcdir/include" -DPACKAGE_VERSION="\"$VERSION\"" -DJUNO_MEMORY_NO_OBSERVER=1 "$@" \
        "$top_srcdir/tests/unattached.c" $core -Wl,-z,now -o "$dir/$program"
}

# count PROGRAM FUNCTION: instructions of all calls of a function
count()
{
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$2" "$dir/$1" >"$dir/log" 2>&1 ||
        { cat "$dir/log" >&2; exit 1; }
    sed -n 's/.*Collected : *//p' "$dir/log"
}

build without
build with -DJUNO_MEMORY_GUARD=1 ${WITH_VALGRIND:+-DHAVE_VALGRIND=1}
build long -D__OPTIMIZE_SIZE__=1
differ=0
printf '%-6s %8s %8s\n' call without with
for call in Get Update Put GetRef PutRef; do
    without=$(count without Juno_Memory$call)
    with=$(count with Juno_Memory$call)
    printf '%-6s %8d %8d\n' $call $((without / calls)) $((with / calls))
    test "${without:-0}" -gt 0 && test "$without" = "$with" || differ=1
done
printf '%-6s %8d %8d\n' Init "$(count without Juno_MemoryBlkInit)" "$(count with Juno_MemoryBlkInit)"
if [ $differ != 0 ]; then
    echo "with and without are not the same"
    exit 1
fi
long=$(count long Juno_MemoryGet)
without=$(count without Juno_MemoryGet)
if [ "${long:-0}" -le "${without:-0}" ]; then
    echo "the long way is not noticed"
    exit 1
fi
