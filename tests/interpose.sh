#!/bin/sh
# SPDX-License-Identifier: MIT
# An application's own allocator is reached everywhere: linked with the shared
# library as it is, with one linked by -Bsymbolic-functions, and static.
# shellcheck disable=SC2086 # compilers, flags and lists of files are several words
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
sources="$srcdir/tests/interpose/custom.c $srcdir/tests/interpose/downstream.c"

# reach NAME LIBRARY [LINKER FLAGS]
reach()
{
    name=$1 library=$2
    shift 2
    $LIBTOOL --silent --tag=CC --mode=link $CC -I"$top_srcdir/include" $CPPFLAGS $CFLAGS "$@" $LDFLAGS \
        -o "$dir/$name" $sources "$library"
    if ! "$dir/$name"; then
        echo "$name: the application's functions were not reached"
        exit 1
    fi
    echo "$name: reached"
}

test -z "${WITH_SHARED:-}" || reach shared "$top_builddir/lib/libjuno-memory.la"
test -z "${WITH_SHARED:-}" || reach symbolic "$top_builddir/tests/interpose/libjuno-symbolic.la"
test ! -e "$top_builddir/lib/.libs/libjuno-memory.a" || reach static "$top_builddir/lib/libjuno-memory.la" -static
