#!/bin/sh
# SPDX-License-Identifier: MIT
# trim: a part of a trace is a trace, packets as packets and text as text.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# Of text, by mark and pool.
exits 0 trim --from 'mark:burst over' --to 3.1ms --pool messages router.txt
prints <<'END'
# JMT text 1
header ticks=1000000 pointer=8 version="1.0.0" program="router"
pool 1 "messages" size=64 length=4 base=0x20000000
state 1 0 size=48 count=2 since=2000 at router.c:33 (produce)
state 1 1 size=40 count=1 since=3000 at router.c:33 (produce)
state 1 2 size=40 count=1 since=3100 at router.c:33 (produce)
state 1 3 size=64 count=1 since=3200 at router.c:33 (produce)
3400 mark "burst over"
4000 put 1 1 at router.c:91 (consume)
4100 put 1 2 at router.c:91 (consume)
end dropped=0
END
exits 0 trim -o part.txt --from 2ms router.txt
exits 0 validate --strict part.txt
exits 2 trim -o part.txt router.txt
says 'junomemstat: part.txt: exists already; -f overwrites it'
exits 2 trim router.txt demo.txt
says 'junomemstat: trim: takes one trace at a time'

# The example of the document, byte for byte but for what recorders may choose: it says the same.
exits 0 trim whole.jmt
mv out again.jmt
stat dump whole.jmt >one
stat dump again.jmt | diff one - >difference || fail "the whole: $(cat difference)"
test "$(head -c 4 again.jmt | od -An -tx1)" = ' d6 4a 4d 54' || fail 'not packets'

# Two decoders read what was written, and it says what dump says of the part.
python=$(command -v python3 || :)
same()
{
    trace=$1
    shift
    stat trim "$@" -o part.jmt -f "$trace" || fail "trim $*"
    stat dump "$@" "$trace" >one
    stat dump part.jmt >other
    diff one other >difference || fail "$trace $*: $(cat difference)"
    if [ -n "$python" ]; then
        "$python" "$top_srcdir/tests/jmt_decode.py" part.jmt | diff one - >difference ||
            fail "$trace $*, the other decoder: $(cat difference)"
    fi
}
exits 0 convert --to jmt -o demo.jmt demo.txt
stat dump demo.txt >one
stat dump demo.jmt | diff one - >difference || fail "text as packets: $(cat difference)"
same demo.jmt
same demo.jmt --from 5ms
same demo.jmt --from 'mark:burst begins' --to 'mark:burst ends'
exits 0 validate --strict part.jmt
same demo.jmt --to 1ms --pool sessions
exits 0 validate --strict part.jmt
same demo.jmt --from 'mark:shutdown' --pool buffers --pool messages
same whole.jmt --from 80ns --to 110ns

# Parts make the whole: the figures of the last one are those of the trace.
stat report --format json demo.txt | sed -n '/"leaks"/,/"errors"/p' >leaks
stat trim --from 3ms demo.jmt | stat report --format json - >report
sed -n '/"leaks"/,/"errors"/p' report >other
grep '"pool"' other | grep bytes | diff - /dev/null >/dev/null && fail 'nothing leaks'
grep bytes leaks >one
grep bytes other | diff one - >difference || fail "leaks: $(cat difference)"

# A gap stays one, in the part and before it.
{ head -c 54 demo.jmt; tail -c +55 demo.jmt | head -c 20; } >cut.jmt
exits 3 trim --strict -o part.jmt -f cut.jmt
exits 3 validate --strict part.jmt
{ cat demo.jmt; head -c 6 demo.jmt; } >cut.jmt
exits 0 trim --from 3ms -o part.jmt -f cut.jmt
exits 3 validate --strict part.jmt
grep -q 'the input ends inside a packet$' err || fail "not cut: $(cat err)"

# What is known of blocks from before the trace, whose age is not.
cat >before.txt <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9 base=0x0
1 attach 1 live=5
state 1 0
state 1 1 size=5 count=2
state 1 2 size=6 count=3 at a.c:1
state 1 3 size=7
state 1 4 count=1 since=0 at a.c:2
2 put 1 0
end events=2 dropped=0
END
exits 0 convert --to jmt -o before.jmt before.txt
exits 0 dump before.jmt
# shellcheck disable=SC2002 # prints reads standard input
cat before.txt | prints

cat >gap.txt <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9
1 attach 1 live=0
2 get 1 0 size=8 at a.c:1
gap packets=0 dropped=2
3 get 1 1 size=4 at a.c:1
4 mark "x"
5 put 1 1
6 get 1 3 size=4 at a.c:1
gap packets=? dropped=?
7 get 1 4 size=4 at a.c:1
end events=9 dropped=2
END
exits 0 convert --to jmt -o gap.jmt gap.txt
exits 0 dump gap.jmt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9 base=0x0
1 attach 1 live=0
2 get 1 0 size=8 at a.c:1
gap packets=0 dropped=2
3 get 1 1 size=4 at a.c:1
4 mark "x"
5 put 1 1
6 get 1 3 size=4 at a.c:1
gap packets=1 dropped=?
7 get 1 4 size=4 at a.c:1
end events=9 dropped=2
END
exits 0 trim --from mark:x --to 4ns gap.jmt
mv out part.jmt
exits 0 dump part.jmt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9 base=0x0
state 1 0 size=8 count=1 since=2 at a.c:1
state 1 1 size=4 count=1 since=3 at a.c:1
gap packets=1 dropped=0
4 mark "x"
5 put 1 1
end
END

# Everything that packets can say, a clock that goes back, unknown kinds, threads and several streams.
cat >all.txt <<'END'
# JMT text 1
header ticks=1000 pointer=4 version="1 \"x\"" program="a\nb\x01\\"
pool 1 "one pool" size=64 length=16 base=0x20000000
module 2 "/usr/lib/my lib.so" base=0x400000 size=4096 build-id=00ff1234
10 attach 1 live=3
11 mark "begin \"here\"" thread=3
state 1 0 size=20 count=2 since=7 at a.c:1 (f)
state 1 3 size=10 count=1 since=18446744073709551615
state 1 7
state 1 anew
state 1 1
state 1 9 size=9 count=300 since=2 at 0x1234
state 1 4 size=9 count=1 since=2 at 2+0x1f
12 update 1 4 size=33 thread=7 at 2+0x1f
13 get 1 5 size=5 at "a b.c":3 (f(int, char))
5 failed ref-put 1 0 unref-at-zero count=0 status=13 at 0x8000
15 33 1 5 value=9
16 failed get 1 - 42 size=1 status=0
17 failed update 1 2 too-large size=18446744073709551615 status=9
18446744073709551615 ref-get 1 5 count=18446744073709551615 thread=18446744073709551615
18 ref-put 1 5 count=1
19 deinit 1 live=4
stream 1
header ticks=1000000000 pointer=0 version="" program=""
5 get 7 0 size=1
end events=1 dropped=0
stream 0
state 1 -
20 put 1 9
dumped
end events=20
END
stat dump all.txt >one
stat convert --to jmt -o all.jmt all.txt
stat dump all.jmt >other
diff one other >difference || fail "of everything: $(cat difference)"
if [ -n "$python" ]; then
    "$python" "$top_srcdir/tests/jmt_decode.py" all.jmt | diff one - >difference ||
        fail "of everything, the other decoder: $(cat difference)"
fi

# Many sites, classes, blocks and long names need several packets.
awk 'BEGIN {
    for (long = "x"; length(long) < 16384; )
        long = long long
    print "# JMT text 1\nheader ticks=1 pointer=8 version=\"1\" program=\"" long "\""
    print "pool 1 \"a\" size=64 length=100000 base=0x0"
    for (i = 0; i < 3000; i++)
        printf "state 1 %d size=%d count=%d since=1 at file%d.c:%d (function_%d)\n", i * 3, i % 65, 1 + i % 7, i, i, i % 90
    for (i = 0; i < 3000; i++)
        print i, "get 1", 3 * i + 1, "size=8 at", (i % 500 == 0 ? long : "g") i ".c:" i, "(f)"
    print "end events=3000 dropped=0"
}' >large.txt
stat convert --to jmt -o large.jmt large.txt
stat dump large.txt >one
stat dump large.jmt | cmp -s - one || fail 'a large trace'
exits 0 validate --strict large.jmt

# A terminal gets no packets.
if command -v script >/dev/null && [ -z "${RUN_UNDER:-}" ]; then
    script -qec "$tool trim whole.jmt" /dev/null </dev/null >typed 2>&1 || :
    grep -q 'packets are not for a terminal: name a file with -o, or use dump' typed || fail "$(cat typed)"
fi
: >empty
exits 2 trim empty
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"
