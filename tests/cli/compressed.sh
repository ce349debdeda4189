#!/bin/sh
# SPDX-License-Identifier: MIT
# Traces compressed with gzip and zstd, told by content.
# shellcheck disable=SC2238,SC2002 # files have names of commands; cat makes a pipe
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# reads FILE ORIGINAL: FILE gives the report of ORIGINAL, as a file and from a pipe.
reads()
{
    stat report --format json "$2" >wanted
    exits 0 report --format json "$1"
    cmp -s out wanted || fail "$1 gives another report than $2"
    cat "$1" | stat report --format json - >out
    cmp -s out wanted || fail "$1 gives another report than $2 from a pipe"
}

# cut FILE WHY: FILE is read as far as it goes, and is cut; 3 with --strict.
cut_short()
{
    exits 0 validate "$1"
    grep -q "$2" out || fail "validate $1 does not say '$2': $(cat out)"
    exits 3 report -q --strict "$1"
    grep -q "^junomemstat: $1: incomplete: at byte [0-9]*: $2" err || fail "$1: $(cat err)"
}

# damaged FORMAT COMMAND: what both formats have in common.
damaged()
{
    name=$1
    shift
    "$@" <whole.jmt >packed
    size=$(wc -c <packed)
    cat packed >more
    echo "console text" >>more
    cut_short more "the $name data are followed by something else at their byte $size"
    head -c $((size - 3)) packed >short
    cut_short short "the $name data end too early at their byte $((size - 3))"
    # A trace of which nothing can be had is none.
    head -c 12 packed >stub
    exits 2 report stub
    says "junomemstat: stub: not a trace: the $name data end too early at their byte 12"
    # Damage in the middle: what comes before is read.
    "$@" <second >packed.2
    head -c $((size / 2)) packed.2 >half
    cat packed half >more
    cut_short more "the $name data end too early"
    # The last bytes are a sum of the whole.
    { head -c $((size - 4)) packed && printf 'abcd'; } >more
    cut_short more "the $name data are damaged at their byte"
}

cp whole.jmt second
tried=0
for format in gzip zstd; do
    library=$(test $format = gzip && echo zlib || echo libzstd)
    if ! command -v $format >/dev/null; then
        continue
    fi
    $format -c -q <whole.jmt >whole.packed
    if stat report whole.packed 2>&1 | grep -q "was built without"; then
        exits 2 report whole.packed
        says "junomemstat: whole.packed: not a trace: compressed with $format: this junomemstat was built without $library; decompress it first"
        continue
    fi
    tried=$((tried + 1))
    reads whole.packed whole.jmt
    $format -c -q <router.txt >router.packed
    reads router.packed router.txt
    # Cut within a line of a text it is that the data end, not the text.
    if test $format = gzip; then
        head -c $(($(wc -c <router.packed) / 2)) router.packed >half
        cut_short half 'the gzip data end too early'
        grep -q 'inside a line' out && fail "a line's end is missing too: $(cat out)"
    fi
    # A megabyte of comments, much in few bytes: cut anywhere, it is the data that end.
    {
        cat router.txt
        awk 'BEGIN { for (i = 0; i < 20000; i++) print "# and nothing else, in fifty bytes or a few more, say" }'
    } >comments.txt
    $format -c -q <comments.txt >comments.packed
    reads comments.packed comments.txt
    for less in 1 5 9 20; do
        head -c $(($(wc -c <comments.packed) - less)) comments.packed >half
        cut_short half "the $format data end too early"
    done
    # In pieces, cut anywhere, one of them empty; and filled up with zeros.
    {
        head -c 100 whole.jmt | $format -c -q
        $format -c -q </dev/null
        tail -c +101 whole.jmt | $format -c -q
    } >pieces
    reads pieces whole.jmt
    { cat pieces && head -c 1000 /dev/zero; } >filled
    reads filled whole.jmt
    $format -c -q <whole.packed >twice
    exits 2 report twice
    says 'junomemstat: twice: not a trace: compressed more than once: decompress it first'
    if test $format = gzip; then
        damaged gzip gzip -c
    else
        damaged zstd zstd -c -q --check
    fi
    # Each of several gets its section, the one from a pipe too.
    stat report whole.packed - router.packed <pieces >out
    test "$(grep -c 'complete' out)" = 3 || fail "three traces are not three sections: $(cat out)"
done
test $tried -gt 0 || exit 77

# One format after the other.
if test $tried = 2; then
    { head -c 60 whole.jmt | gzip -c && tail -c +61 whole.jmt | zstd -c -q; } >mixed
    reads mixed whole.jmt
    # A frame to be skipped comes first.
    { printf '\120\052\115\030\003\000\000\000abc' && zstd -c -q <whole.jmt; } >skipped
    reads skipped whole.jmt
fi

# A byte of the trace itself that is damaged is told by its place in the trace.
{ head -c 130 whole.jmt && printf 'x' && tail -c +132 whole.jmt; } | { gzip -c || zstd -c -q; } >inner
exits 0 validate inner
grep -q 'byte 106' out || fail "the offset is not that in the trace: $(cat out)"
