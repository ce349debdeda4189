#!/bin/sh
# SPDX-License-Identifier: MIT
# All C files have the form that .clang-format describes.
. "$top_srcdir/tests/once.sh"
exec "$srcdir/scripts/format" --check
