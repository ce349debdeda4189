#!/bin/sh
# SPDX-License-Identifier: MIT
# Packets that no recorder writes often: convert --to jmt says in packets what a text can say, and
# the dump of packets of any order, and with anything between them, is the trace.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# A stream without a clock, kinds of event that have no name (the one whose number packets cannot
# have becomes another such), blocks of which a snapshot knows a little, a gap of no known size.
cat >odd.txt <<'END'
# JMT text 1
header ticks=0
pool 1 "p" size=64 length=8
1 attach 1 live=0
2 get 1 0 size=5 at libx.so+0x1f
3 0 1 5 value=3
4 64 1 5 value=3
gap packets=0 dropped=5
5 get 1 1 size=5 at 0x10
state 1 0 age=2 at a.c:1
state 1 1 at a.c:2 (f)
state 1 2 since=3
state 1 3
gap why="nobody knows"
6 put 1 0
end events=6 dropped=5
END
exits 0 convert --to jmt -o odd.jmt odd.txt
exits 0 dump odd.jmt
prints <<'END'
# JMT text 1
header ticks=0
pool 1 "p" size=64 length=8 base=0x0
1 attach 1 live=0
2 get 1 0 size=5 at libx.so:31
3 0 1 5 value=3
4 128 1 5 value=3
gap packets=0 dropped=5
5 get 1 1 size=5 at 0x10
state 1 0 since=3 at a.c:1
state 1 1 at a.c:2 (f)
state 1 2 since=3
state 1 3
gap packets=1 dropped=0
6 put 1 0
end events=6 dropped=5
END
exits 0 validate odd.jmt
grep -q '^odd.jmt: INCOMPLETE: 6 packets, 6 events, ' out || fail "odd.jmt: $(cat out)"

# Blocks whose numbers no pool ever reaches, far from each other.
awk 'BEGIN {
    print "# JMT text 1"
    print "header ticks=1000 pointer=4 version=\"1\" program=\"far\""
    print "pool 1 \"p\" size=64 length=18446744073709551615"
    print "0 attach 1 live=0"
    for (i = 1; i <= 40; i++)
        printf "%d get 1 %.0f size=1 at f.c:%d\n", i, i * 1e10, i
    for (i = 1; i <= 40; i += 2)
        printf "%d put 1 %.0f at f.c:1\n", i + 40, i * 1e10
    print "90 get 1 16769024 size=1 at f.c:90"
    for (i = 1; i <= 150; i++)
        print 90 + i " update 1 16769024 size=1"
    print "241 get 1 8192 size=1 at f.c:90"
    print "242 put 1 8192 at f.c:90"
    print "end"
}' >far.txt
exits 0 convert --to jmt -o far.jmt far.txt
for trace in far.txt far.jmt; do
    exits 0 leaks --format csv $trace
    cut -d, -f5-6 <out | sed 1d | sort -t: -k2n >got
    awk 'BEGIN { for (i = 2; i <= 40; i += 2) print "f.c:" i ",1"; print "f.c:90,1" }' >wanted
    diff wanted got >&2 || fail "$trace: other blocks are out"
    exits 0 report --format json $trace
    grep -q '"used": 21, "peak": 40,.* "gets": 42, "puts": 21, ' out || fail "$trace: the figures: $(cat out)"
done

if ! python3 -c '' 2>/dev/null; then
    exit 0
fi
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$top_srcdir/tests/damage python3 - <<'END_PYTHON'
import jmt


def write(name, *parts):
    with open(name, "wb") as file:
        file.write(b"".join(parts))


def begin(stream):
    return [jmt.packet(jmt.HEADER, stream, 0, 0, 0, jmt.header(1000, "device")),
            jmt.packet(jmt.DEFINITIONS, stream, 1, 0, 0, jmt.pool(1, "box", 64, 9))]


def part(stream, sequence, blocks, first, last):
    return jmt.packet(jmt.STATE, stream, sequence, 0, 5, jmt.state(1, [(b,) for b in blocks], first, last, False))


# Two streams whose snapshots come in turns, in parts; one of them has its last part empty.
write("turns.jmt", *begin(1), *begin(2), part(1, 2, [0], True, False), part(2, 2, [1], True, False),
      part(1, 3, [2], False, False), part(2, 3, [3, 4], False, False), part(1, 4, [], False, True),
      part(2, 4, [5], False, True))

# What looks like packets, hundreds of thousands of times, between two that are some.
before, after = begin(1)
false = b"\xD6JMT\x01\x04\xFF\xFF"
write("false.jmt", before, false * 40000, bytes(70000), after)
write("false_end.jmt", before, after, false * 40000, bytes(70000))
END_PYTHON

exits 0 convert --to jmt -o again.jmt turns.jmt
for trace in turns again; do
    exits 0 report --format json $trace.jmt
    sed 's/"offset": [0-9]*/"offset": 0/' out >$trace.json
done
grep -q '"used": 2,.*' turns.json || fail "the first stream's blocks: $(cat turns.json)"
grep -q '"used": 4,.*' turns.json || fail "the second stream's blocks: $(cat turns.json)"
diff turns.json again.json >&2 || fail 'written again, the snapshots say something else'

# Not all of them are looked at, which is said once; what comes later is read.
for trace in false false_end; do
    exits 3 validate --strict $trace.jmt
    test "$(grep -c '^  at byte [0-9]*: more false packets than there is time to check$' out)" = 1 ||
        fail "$trace.jmt: false packets: $(cat out)"
    grep -q "^$trace.jmt: INCOMPLETE: 2 packets, " out || fail "$trace.jmt: its packets: $(cat out)"
done
