#!/bin/sh
# SPDX-License-Identifier: MIT
# Every installed header compiles alone, pedantically, as every C and C++ from
# C99 and C++11 on, with every compiler that is here.
# shellcheck disable=SC2086 # compilers, flags and lists of files are several words
set -eu
. "$top_srcdir/tests/once.sh"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
warnings="-Wall -Wextra -Wpedantic -Werror"
runs=0

# compile COMPILER LANGUAGE STANDARD HEADER [FLAGS]
compile()
{
    compiler=$1 language=$2 standard=$3 header=$4
    shift 4
    if ! "$compiler" -x "$language" -std="$standard" $warnings "$@" -I"$top_srcdir/include" \
        -include "$header" -c "$dir/empty" -o "$dir/empty.o"; then
        echo "$header does not compile: $compiler -std=$standard $*"
        exit 1
    fi
    runs=$((runs + 1))
}

# takes COMPILER LANGUAGE STANDARD: whether there is such a compiler
takes()
{
    "$1" -x "$2" -std="$3" -c "$dir/empty" -o "$dir/empty.o" 2>/dev/null
}

headers=$(cd "$top_srcdir/include" && find juno -name '*.h' | LC_ALL=C sort)
if [ -z "${WITH_TRACE:-}" ]; then
    headers=$(echo "$headers" | grep -v '/trace')
fi
echo "int juno_empty;" >"$dir/empty"

for header in $headers; do
    for compiler in gcc clang; do
        for standard in c99 c11 c17 c2x gnu11; do
            if takes $compiler c $standard; then
                compile $compiler c $standard "$header"
            fi
        done
        if takes $compiler c c11; then
            case $header in
                */memory.h | */alloc.h | */memory_types.h) compile $compiler c c11 "$header" -DJUNO_CUSTOM_ALLOC ;;
            esac
            if [ -n "${WITH_TRACE:-}" ]; then
                compile $compiler c c99 "$header" -DJUNO_MEMORY_TRACE
            fi
        fi
    done
    for compiler in g++ clang++; do
        for standard in c++11 c++14 c++17 c++20; do
            if takes $compiler c++ $standard; then
                compile $compiler c++ $standard "$header"
            fi
        done
    done
done

echo "$runs compilations"
test "$runs" -gt 0 || exit 77
