#!/bin/sh
# SPDX-License-Identifier: MIT
# The shared library exports what tests/exports.* list, under its version, and
# nothing else.
set -eu

if [ -z "${WITH_SHARED:-}" ] || [ -z "${WITH_MAP:-}" ]; then
    echo "no shared library, or no version script"
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat "$srcdir/tests/exports.core" ${WITH_TRACE:+"$srcdir/tests/exports.trace"} |
    sed 's/$/@@JUNO_MEMORY_1.0/' | LC_ALL=C sort >"$dir/expected"
$NM -D --defined-only "$top_builddir/lib/.libs/libjuno-memory.so" |
    awk '$2 != "A" { print $3 }' | LC_ALL=C sort >"$dir/exported"
test -s "$dir/exported"
diff -u "$dir/expected" "$dir/exported"
