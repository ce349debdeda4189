#!/bin/sh
# SPDX-License-Identifier: MIT
# A second decoder, written from doc/trace-format.md alone, reads every trace as
# `junomemstat dump` does: the document's example, what this build's programs
# record, packets made by hand, and variants by a seed. Each run without SEED is the
# same: what programs record differs each time, and is varied only with a SEED.
set -eu

if ! command -v python3 >/dev/null; then
    echo "no python3 for the other decoder"
    exit 77
fi
if [ -z "${WITH_TOOLS:-}" ]; then
    echo "this build has no junomemstat"
    exit 77
fi
builddir=$(cd "$top_builddir" && pwd)
# Leaves the shell in a directory of its own, with whole.jmt in it.
. "$top_srcdir/tests/cli/lib.sh"

# The pools of a program that does not end well are recorded all the same.
record()
{
    name=$(basename "$1")-$((count = count + 1)).jmt
    CK_FORK=no JUNO_MEMORY_TRACE_FILE=$dir/$name "$@" >/dev/null 2>&1 || :
}

# Which of them there are depends on the configuration.
count=0
if [ -n "${WITH_TRACE:-}" ]; then
    for program in "$builddir"/tests/test_*_traced "$builddir"/tests/test_refs "$builddir"/tests/test_put \
        "$builddir"/tests/env_plain "$builddir"/tests/env_traced "$builddir"/doc/examples/*; do
        if [ -f "$program" ] && [ -x "$program" ]; then
            record "$program" "$dir/file-$count.jmt"
        fi
    done
    for mode in fork gone; do
        if [ -x "$builddir/tests/env_traced" ]; then
            record "$builddir/tests/env_traced" $mode
        fi
    done
fi

# Nothing is written beside the sources.
variants=1200
test -z "${JUNO_BRIEF:-}" || variants=40
PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/tests/jmt_compare.py" "$tool" "${SEED:-0}" "${VARIANTS:-$variants}" \
    "$builddir/tests/decoder-difference.jmt" "$dir"/*.jmt

# The script by itself, from a file, from a pipe, and with what is no trace.
decode="python3 $top_srcdir/tests/jmt_decode.py"
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
stat dump whole.jmt >expected
$decode whole.jmt | cmp - expected || fail "reads a file differently"
$decode - <whole.jmt | cmp - expected || fail "reads a pipe differently"
code=0
$decode router.txt >out 2>err || code=$?
test $code = 2 || fail "a file without a packet: exit code $code"
