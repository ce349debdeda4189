#!/bin/sh
# SPDX-License-Identifier: MIT
# Every command, as memcheck.txt calls it, given what is no trace: one line says why, and
# the exit code is 2. And a trace with much behind it, of which it is read quickly.
# shellcheck disable=SC2086,SC2046,SC3045 # arguments are several words; where ulimit has no -v, it is not used
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

lines=$top_srcdir/tests/cli/memcheck.txt
: >empty
cp "$tool" elf
printf '\211PNG\r\n\032\n\000\000\000\rIHDR\000\000\000\001\000\000\000\001\b\002\000\000\000' >image.png
printf 'This is a text, and no trace.\nIt has two lines.\n' >text
head -c 25 whole.jmt >stub
mkdir directory
. "$top_srcdir/tests/cli/memcheck_files.sh"

# Ten gigabytes that take no room, where the file system and the machine's limits let them be.
sparse=
if truncate -s 10G sparse 2>/dev/null && test "$(du -k sparse | cut -f 1)" -lt 1000; then
    sparse=sparse
    for file in demo.txt router.txt cut.txt whole.jmt cut.jmt; do
        cp $file tail-$file
        truncate -s +10G tail-$file
    done
fi

# quickly COMMAND...: in bounded time and memory.
quickly()
{
    if (ulimit -v 1000000 && "$tool" --version) >/dev/null 2>&1; then
        (ulimit -v 1000000 && exec timeout 60 "$tool" "$@")
    else
        timeout 60 "$tool" "$@"
    fi
}

# with FILE ARGUMENT...: the arguments with FILE in place of each trace; `tail-` goes before it.
with()
{
    file=$1
    shift
    for word in "$@"; do
        case $file$word in
            tail-*.jmt | tail-demo.txt | tail-router.txt | tail-cut.txt) word=$file$word ;;
            tail-*) ;;
            *.jmt | *demo.txt | *router.txt | *cut.txt) word=$file ;;
        esac
        printf '%s\n' "$word"
    done
}

stat --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' >commands
tried=0
while read -r code arguments; do
    case $code in [0-9]) ;; *) continue ;; esac
    set -f
    grep -q "^${arguments%% *}\$" commands || continue # built without it
    for file in missing empty elf image.png text stub directory $sparse; do
        with $file $arguments >words
        got=0
        quickly $(cat words) >out 2>err </dev/null || got=$?
        test $got = 2 || fail "$arguments with $file exits with $got: $(cat err)"
        test "$(grep -c '^junomemstat: ' err)" = 1 || fail "$arguments with $file says: $(cat err)"
    done
    tried=$((tried + 1))
done <"$lines"
test $tried -ge 20 || fail "no more than $tried lines"

# One message for each kind of file.
exits 2 report missing
says 'junomemstat: missing: No such file or directory'
exits 2 report image.png
says "junomemstat: image.png: not a trace: no intact packet in $(wc -c <image.png) bytes, nor a text trace's first line"
exits 2 report directory
says 'junomemstat: directory: Is a directory (at byte 0)'
exits 2 report --image text
grep -q '^junomemstat: text: no flight recorder ' err || fail "an image that is none: $(cat err)"
exits 2 report --image directory
says 'junomemstat: directory: Is a directory'
# Such as has no holes, nor a size that is told.
if test -r /proc/version; then
    exits 2 report /proc/version
    says "junomemstat: /proc/version: not a trace: no intact packet in $(wc -c </proc/version) bytes, nor a text trace's first line"
fi
# What begins nearly like something compressed is taken for nothing of the kind.
for bytes in '\037\200' '\050\264\057\375' '\050\265\056\375' '\050\265\057\374' '\120\050\115\030' '\120\052\114\030' '\120\052\115\031'; do
    # shellcheck disable=SC2059 # escapes are meant
    { printf "$bytes" && cat text; } >nearly
    exits 2 report nearly
    says "junomemstat: nearly: not a trace: no intact packet in $(wc -c <nearly) bytes, nor a text trace's first line"
done
# The directory for the output is as good as any that cannot be written.
exits 2 report -o directory/missing/out router.txt
grep -q '^junomemstat: directory/missing/out: ' err || fail "an output without a directory: $(cat err)"

test -n "$sparse" || exit 0
exits 2 report sparse
says "junomemstat: sparse: not a trace: no intact packet in 10737418240 bytes, nor a text trace's first line"
exits 2 report --image sparse
stat report - <sparse >out 2>err && fail "standard input with nothing in it is a trace"
grep -q 'no intact packet in 10737418240 bytes' err || fail "standard input: $(cat err)"
# What follows the packets is counted, and is no gap; what follows a text ends inside a line.
exits 0 validate --format json tail-whole.jmt
grep -q '"corrupt_bytes":10737418240' out || grep -q '"corrupt_bytes": 10737418240' out ||
    fail "ten gigabytes are not counted: $(cat out)"
exits 0 report --strict tail-whole.jmt
exits 3 report --strict -q tail-demo.txt
grep -q 'the input ends inside a line' err || fail "a text with zeros behind it: $(cat err)"
while read -r code arguments; do
    case $code in [01]) ;; *) continue ;; esac
    set -f
    grep -q "^${arguments%% *}\$" commands || continue
    with tail- $arguments >words
    got=0
    quickly $(cat words) >out 2>err </dev/null || got=$?
    test $got -lt 2 || fail "$(cat words) exits with $got: $(cat err)"
done <"$lines"
