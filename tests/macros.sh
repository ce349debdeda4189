#!/bin/sh
# SPDX-License-Identifier: MIT
# The public macros, each with a semicolon after it, compile without a warning
# as C99 to C23 and C++11 to C++20 with every compiler that is here; and the
# program that uses them works.
# shellcheck disable=SC2086 # compilers, flags and lists of files are several words
set -eu
. "$top_srcdir/tests/once.sh"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
warnings="-Wall -Wextra -Wpedantic -Werror"
echo "int juno_empty;" >"$dir/empty"
runs=0

modes=-UJUNO_MEMORY_TRACE
test -z "${WITH_TRACE:-}" || modes="$modes -DJUNO_MEMORY_TRACE"

# compile COMPILER LANGUAGE STANDARD
compile()
{
    if "$1" -x "$2" -std="$3" -c "$dir/empty" -o "$dir/empty.o" 2>/dev/null; then
        for mode in $modes; do
            if ! "$1" -x "$2" -std="$3" $warnings $mode -I"$top_srcdir/include" \
                -c "$top_srcdir/tests/macros.c" -o "$dir/macros.o"; then
                echo "the macros do not compile: $1 -std=$3 $mode"
                exit 1
            fi
            runs=$((runs + 1))
        done
    fi
}

for compiler in gcc clang; do
    for standard in c99 c11 c17 c2x c23 gnu99 gnu17; do
        compile $compiler c $standard
    done
done
for compiler in g++ clang++; do
    for standard in c++11 c++14 c++17 c++20 gnu++17; do
        compile $compiler c++ $standard
    done
done

if [ $runs -eq 0 ]; then
    echo "no compiler"
    exit 77
fi
$LIBTOOL --silent --tag=CC --mode=link $CC -I"$top_srcdir/include" ${CPPFLAGS:-} \
    ${CFLAGS:-} ${LDFLAGS:-} -o "$dir/macros" \
    "$top_srcdir/tests/macros.c" "$top_builddir/lib/libjuno-memory.la"
"$dir/macros" || {
    echo "the program that uses the macros ended with $?"
    exit 1
}
echo "$runs compilations, 1 run"
