#!/bin/sh
# SPDX-License-Identifier: MIT
# An application's own allocator against the installed library, shared and
# static: its functions are reached from a file compiled without the define
# and through Juno_MemoryApi(), and nothing is defined twice.
# shellcheck disable=SC2086,SC2046 # compilers, flags and lists of files are several words
set -eu
. "$top_srcdir/tests/installed.sh"
example=$top_srcdir/doc/examples

# compile NAME FLAGS...
compile()
{
    name=$1
    shift
    $CC -std=c11 -Wall -Wextra -Werror $($PKG_CONFIG --cflags juno-memory) ${CPPFLAGS:-} ${CFLAGS:-} "$@" \
        -c "$example/custom_allocator/$name.c" -o "$dir/$name.o"
}

compile app
compile downstream
for kind in $(kinds); do
    build "$kind" "$dir/app-$kind" "$dir/app.o" "$dir/downstream.o"
    run "$kind" "$dir/app-$kind" >"$dir/output"
    diff -u "$example/custom_allocator.expected" "$dir/output"
    for symbol in Get Update Put GetRef PutRef; do
        count=$(${NM:-nm} "$dir/app-$kind" | grep -c " T Juno_Memory$symbol\$") || true
        if [ "$count" != 1 ]; then
            echo "$kind: Juno_Memory$symbol is defined $count times in the program"
            exit 1
        fi
    done
    echo "$kind: the application's own allocator is reached"
done
