#!/bin/sh
# SPDX-License-Identifier: MIT
# make installcheck: programs against the installed library, shared and static,
# found through pkg-config alone.
# shellcheck disable=SC2086,SC2046 # compilers, flags and lists of files are several words
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
PKG_CONFIG_LIBDIR=$DESTDIR$pkgconfigdir
PKG_CONFIG_SYSROOT_DIR=$DESTDIR
PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH
PKG_CONFIG=${PKG_CONFIG:-pkg-config}
lib=$DESTDIR$libdir
printf '1 out\nJUNO_STATUS_SUCCESS\n' >"$dir/consumer.expected"
: >"$dir/custom.expected"

# build_and_run NAME SOURCES MODULE LIBRARIES
build_and_run()
{
    $CC -std=c11 -Wall -Wextra -Wpedantic -Werror $(${PKG_CONFIG} --cflags "$3") $CPPFLAGS $CFLAGS $2 \
        $LDFLAGS $4 -o "$dir/$1"
    LD_LIBRARY_PATH=$lib "$dir/$1" >"$dir/out"
    case $1 in
        custom*) diff -u "$dir/custom.expected" "$dir/out" ;;
        *) diff -u "$dir/consumer.expected" "$dir/out" ;;
    esac
    echo "installcheck: $1 passed"
}

# both SUFFIX LIBRARIES: the consumer, with and without sites, and an
# application with its own allocator
both()
{
    build_and_run "consumer-$1" "$srcdir/tests/install/consumer.c" juno-memory "$2"
    if [ -n "${WITH_TRACE:-}" ]; then
        build_and_run "traced-$1" "$srcdir/tests/install/consumer.c" juno-memory-trace "$2"
    fi
    build_and_run "custom-$1" "$srcdir/tests/interpose/custom.c $srcdir/tests/interpose/downstream.c" \
        juno-memory "$2"
}

if [ -n "${WITH_SHARED:-}" ]; then
    both shared "$($PKG_CONFIG --libs juno-memory)"
fi
if [ -e "$lib/libjuno-memory.a" ]; then
    both static "$($PKG_CONFIG --static --libs juno-memory | sed "s|-ljuno-memory|$lib/libjuno-memory.a|")"
fi
