#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs each example that has a .expected file and compares what it prints. The
# one argument that all are given is a file to record to.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

for expected in "$top_srcdir"/doc/examples/*.expected; do
    name=$(basename "$expected" .expected)
    program=$name
    case $name in
        custom_allocator) program=custom_allocator/app ;;
        router | tracing)
            if [ -z "${WITH_TRACE:-}" ]; then
                echo "$name: left out, this build has no recorder"
                continue
            fi
            ;;
    esac
    ending=0
    ${RUN_UNDER:-} "$top_builddir/doc/examples/$program" "$dir/$name.trace" >"$dir/output" || ending=$?
    if [ $ending -ne 0 ]; then
        echo "$name: ended with $ending"
        failed=1
    elif ! diff -u "$expected" "$dir/output"; then
        echo "$name: printed something else"
        failed=1
    else
        echo "$name: as expected"
    fi
done
exit $failed
