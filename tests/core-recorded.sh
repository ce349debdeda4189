#!/bin/sh
# SPDX-License-Identifier: MIT
# The core's suites once more, while every pool is recorded: a recorder that
# watches changes no outcome.
set -eu

if [ -z "${WITH_TRACE:-}" ]; then
    echo "this build has no recorder"
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
suites=0

for suite in "$top_builddir"/tests/test_*_traced; do
    test -x "$suite" || continue
    name=$(basename "$suite")
    CK_FORK=no JUNO_MEMORY_TRACE_FILE="$dir/$name.trace" "$suite" >"$dir/output" 2>&1 || {
        echo "$name fails while it is recorded:"
        cat "$dir/output"
        exit 1
    }
    if [ ! -s "$dir/$name.trace" ]; then
        echo "$name: nothing was recorded"
        exit 1
    fi
    suites=$((suites + 1))
done
if [ $suites -eq 0 ]; then
    echo "no suites: they need Check"
    exit 77
fi
echo "$suites suites passed while they were recorded"
