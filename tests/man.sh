#!/bin/sh
# SPDX-License-Identifier: MIT
# mandoc finds nothing to complain about in the man pages.
set -eu
. "$top_srcdir/tests/once.sh"

if ! command -v mandoc >/dev/null; then
    echo "mandoc is missing"
    exit 77
fi
mandoc -T lint -W warning "$srcdir"/doc/man/*.[1-9]
