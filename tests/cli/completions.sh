#!/bin/sh
# SPDX-License-Identifier: MIT
# The completions in the source are what the tables of commands and options give.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

make=$(dirname "$tool")/make_completions
if ! test -x "$make"; then
    echo "no $make"
    exit 77
fi
for file in bash/junomemstat zsh/_junomemstat fish/junomemstat.fish; do
    "$make" "${file%%/*}" >made
    cmp made "$top_srcdir/tools/completions/$file" ||
        fail "tools/completions/$file is not what the tables give: run make completions"
done
