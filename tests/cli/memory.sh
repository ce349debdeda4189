#!/bin/sh
# SPDX-License-Identifier: MIT
# Memory is bounded by pools, sites and live blocks: what a trace ten times as long takes
# is the same, for every command that reads one trace.
. "${top_srcdir:-${srcdir:-.}}/tests/once.sh"
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# What AddressSanitizer keeps of freed memory, to find its use, would count too.
ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=0"
export ASAN_OPTIONS
if ! python3 -c 'import resource' 2>/dev/null; then
    echo "python3 is missing"
    exit 77
fi

# traffic ROUNDS: a trace in which 64 blocks come and go, referenced on the way.
traffic()
{
    awk -v rounds="$1" 'BEGIN {
        print "# JMT text 1\nheader ticks=1000000 pointer=8\npool 1 \"p\" size=64 length=64\n1 attach 1 live=0"
        for (i = 0; i < rounds; i++) {
            block = i * 29 % 64
            if (i >= 64) print 10 * i, "put 1", block, "at a.c:9 (give)"
            print 10 * i + 1, "get 1", block, "size=" i % 64 + 1, "at a.c:" i % 7 + 1, "(take)"
            print 10 * i + 2, "ref-get 1", block, "count=2 at b.c:1 (hold)"
            print 10 * i + 3, "ref-put 1", block, "count=1 at b.c:2 (drop)"
            if (i % 100 == 0) print 10 * i + 4, "mark \"round " i "\""
        }
        print "end"
    }'
}
traffic 10000 >short.txt
traffic 100000 >long.txt
cat >peak.py <<'END'
import resource, subprocess, sys
with open("out", "wb") as out:
    code = subprocess.call(sys.argv[1:], stdout=out)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
END

# bounded ARGUMENT...: of one command, without its trace
bounded()
{
    for trace in short.txt long.txt; do
        rm -rf peak.ctf
        python3 peak.py "$tool" "$@" $trace >$trace.peak || fail "$* $trace exits with $?"
    done
    test "$(cat long.txt.peak)" -le $(($(cat short.txt.peak) + 1024)) ||
        fail "$*: $(cat short.txt.peak) KiB, and $(cat long.txt.peak) KiB for ten times as long a trace"
    tried=$((tried + 1))
}

tried=0
bounded report
bounded report --from 30ms
bounded pools
bounded timeline
bounded at --peak p
bounded at --time 50ms
bounded leaks
bounded refs
bounded refs --unbalanced off
bounded refs --object p:0
bounded lifetimes
bounded check --max-leaks 64
bounded diff short.txt
bounded dump
bounded trim --from 10ms --to 80ms
bounded validate
for format in perfetto pprof collapsed csv jsonl jmt html; do
    bounded convert --to $format
done
bounded convert --to ctf -o peak.ctf
test $tried = 24 || fail "tried $tried commands"
