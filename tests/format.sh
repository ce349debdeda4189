#!/bin/sh
# SPDX-License-Identifier: MIT
# All C files have the form that .clang-format describes.
exec "$srcdir/scripts/format" --check
