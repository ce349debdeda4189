#!/bin/sh
# SPDX-License-Identifier: MIT
# The completions in the source are what the tables of commands and options give.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

make=$(dirname "$tool")/make_completions
if ! test -x "$make"; then
    echo "no $make"
    exit 77
fi
for shells in '' tcsh 'bash zsh'; do
    code=0
    # shellcheck disable=SC2086 # none, one or two words
    "$make" $shells >out 2>err || code=$?
    test "$code" = 2 || fail "$shells: exits with $code: $(cat out)"
    says 'usage: make_completions bash|zsh|fish'
done
if test -w /dev/full; then
    code=0
    "$make" zsh >/dev/full || code=$?
    test "$code" = 1 || fail "what cannot be written: exits with $code"
fi
for file in bash/junomemstat zsh/_junomemstat fish/junomemstat.fish; do
    "$make" "${file%%/*}" >made
    cmp made "$top_srcdir/tools/completions/$file" ||
        fail "tools/completions/$file is not what the tables give: run make completions"
done
