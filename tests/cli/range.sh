#!/bin/sh
# SPDX-License-Identifier: MIT
# --from and --to: every command sees a part of a trace as if only that had been recorded.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# The part begins with what is live then, and both ends belong to it.
exits 0 dump --from 2.25ms --to 4000us router.txt
prints <<'END'
# JMT text 1
header ticks=1000000 pointer=8 version="1.0.0" program="router"
pool 1 "messages" size=64 length=4 base=0x20000000
pool 2 "packets" size=1536 length=100 base=0x0
state 1 0 size=48 count=2 since=2000 at router.c:33 (produce)
state 1 1 size=40 count=1 since=3000 at router.c:33 (produce)
state 1 2 size=40 count=1 since=3100 at router.c:33 (produce)
state 1 3 size=64 count=1 since=3200 at router.c:33 (produce)
state 2 -
3300 failed get 1 - full size=48 status=3 at router.c:33 (produce)
3301 failed get 1 - full size=48 status=3 at router.c:33 (produce)
3400 mark "burst over"
4000 put 1 1 at router.c:91 (consume)
4100 put 1 2 at router.c:91 (consume)
4200 ref-put 1 3 count=0 at router.c:91 (consume)
5000 get 2 7 size=1000 at /home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)
end events=6 dropped=0
END
exits 0 dump --from 'mark:burst over' --until 3.1ms --pool messages router.txt
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

# Nothing happens in it, and something is live all the same.
exits 0 dump --from 5ms --to 1s router.txt
prints <<'END'
# JMT text 1
header ticks=1000000 pointer=8 version="1.0.0" program="router"
pool 1 "messages" size=64 length=4 base=0x20000000
pool 2 "packets" size=1536 length=100 base=0x0
state 1 0 size=48 count=2 since=2000 at router.c:33 (produce)
state 1 3 size=64 count=0 since=3200 at router.c:33 (produce)
state 2 7 size=1000 count=1 since=5000 at /home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)
end events=0 dropped=0
END

# All times are those of the part.
exits 0 report --from 2.1ms --to 'mark:burst over' router.txt
grep -qx '  router, 4 events in 201 us, complete' out || fail "$(cat out)"
grep -q '^  messages     2     0        0            2      100 us ' out || fail "$(cat out)"
grep -q '^  packets      0     0        0            0           - ' out || fail "$(cat out)"

# Of the whole from its beginning to its end nothing is left out.
stat dump demo.txt >whole
stat dump --from 0 --to 1h demo.txt | cmp -s - whole || fail 'the whole is not the whole'

# Wherever it begins, what leaks is the same, also after the part was written and read again.
stat report --format json demo.txt | sed -n '/"leaks"/,/"refs"/p' >leaks
for from in 0 100us 3ms 'mark:burst begins' 'mark:shutdown'; do
    code=0
    stat report --format json --from "$from" demo.txt >part || code=$?
    test $code = 0 || fail "from $from: exits with $code"
    sed -n '/"leaks"/,/"refs"/p' part | cmp -s - leaks || fail "from $from: other leaks: $(cat part)"
    stat dump --from "$from" demo.txt | stat report --format json - >again
    sed 's/"offset": [0-9]*/"offset": 0/' part >one
    sed 's/"offset": [0-9]*/"offset": 0/' again | cmp -s - one || fail "from $from: read again it is another"
    grep -q '"complete": true' part || fail "from $from: incomplete"
done

# Blocks of which only the number is known.
cat >unknown.txt <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9
10 attach 1 live=3
20 get 1 5 size=8
25 mark "here"
30 put 1 2
40 detach 1 live=3
pool 2 "b" size=8 length=9
50 attach 2 live=0
60 mark "there"
70 get 2 0 size=8
end events=6 dropped=0
END
exits 0 dump --from mark:here unknown.txt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9 base=0x0
state 1 5 size=8 count=1 since=20
25 attach 1 live=4
25 mark "here"
30 put 1 2
40 detach 1 live=3
pool 2 "b" size=8 length=9 base=0x0
50 attach 2 live=0
60 mark "there"
70 get 2 0 size=8
end events=5 dropped=0
END
# A pool that was detached before is not in the part, and one that is attached later has no state yet.
exits 0 dump --from mark:there unknown.txt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p"
pool 2 "b" size=8 length=9 base=0x0
state 2 -
60 mark "there"
70 get 2 0 size=8
end events=1 dropped=0
END
exits 0 validate --strict --from mark:here --to mark:there unknown.txt

# A gap before the part leaves it incomplete; one behind it does not, nor does a cut.
cat >gap.txt <<'END'
# JMT text 1
pool 1 "a" size=8 length=9
1 attach 1 live=0
2 get 1 0 size=8
3 get 1 1 size=4
gap packets=1 dropped=0
4 get 1 2 size=3
5 mark "here"
6 put 1 1
7 mark "there"
8 put 1 2
END
exits 3 report --strict --format json --from mark:here gap.txt
grep -q '"used": 1, "used_min": 0, "used_max": 9, "peak": 3, "peak_min": 3, "peak_max": 9' out ||
    fail "sure after a gap: $(cat out)"
grep -q '"complete": false' out || fail "complete after a gap: $(cat out)"
grep -q 'events are missing before the part that was asked for' out || fail "$(cat out)"
sed '/^gap/d' gap.txt >cut.txt
exits 0 report --strict --to mark:there cut.txt
exits 3 report --strict --from mark:there cut.txt
sed -e '/^gap/d' -e '/^7 mark/a gap packets=1 dropped=0' gap.txt >late.txt
exits 0 report --strict --from mark:here --to mark:there late.txt

# A time counts in each stream by itself, a mark in all that are there.
cat >streams.txt <<'END'
# JMT text 1
stream 1
header ticks=1000 pointer=8 version="1" program="one"
pool 1 "a" size=8 length=9
100 attach 1 live=0
stream 2
header ticks=1000000 pointer=8 version="1" program="two"
pool 1 "b" size=8 length=9
7000000 attach 1 live=0
stream 1
1100 get 1 0 size=1
stream 2
8000000 get 1 0 size=2
stream 1
2100 mark "x"
2101 put 1 0
end events=3 dropped=0
stream 2
9000000 put 1 0
end events=3 dropped=0
stream 3
header ticks=1000000000 pointer=8 version="1" program="three"
5 mark "late"
6 failed get 1 - null size=3 status=1
end events=1 dropped=0
END
exits 0 dump --from 1s --to 1.5s streams.txt
prints <<'END'
# JMT text 1
stream 1
header ticks=1000 pointer=8 version="1" program="one"
pool 1 "a" size=8 length=9 base=0x0
state 1 -
1100 get 1 0 size=1
stream 2
header ticks=1000000 pointer=8 version="1" program="two"
pool 1 "b" size=8 length=9 base=0x0
state 1 -
8000000 get 1 0 size=2
stream 1
end events=1 dropped=0
stream 2
end events=1 dropped=0
END
exits 0 dump --from mark:x streams.txt
prints <<'END'
# JMT text 1
stream 1
header ticks=1000 pointer=8 version="1" program="one"
pool 1 "a" size=8 length=9 base=0x0
state 1 0 size=1 count=1 since=1100
stream 2
header ticks=1000000 pointer=8 version="1" program="two"
pool 1 "b" size=8 length=9 base=0x0
state 1 0 size=2 count=1 since=8000000
stream 1
2100 mark "x"
2101 put 1 0
end events=1 dropped=0
stream 2
9000000 put 1 0
end events=1 dropped=0
stream 3
header ticks=1000000000 pointer=8 version="1" program="three"
5 mark "late"
6 failed get 1 - null size=3 status=1
end events=1 dropped=0
END

# Parts of a flight recorder's dump are whole, though its end counts what came before.
cat >ring.txt <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p" before=7
pool 1 "a" size=8 length=9
state 1 0 size=8 count=1 since=2
5 get 1 1 size=8
6 mark "x"
7 put 1 0
end events=9 dropped=0
END
exits 0 validate --strict --from mark:x ring.txt
exits 0 validate --strict --to mark:x ring.txt
exits 0 dump --from mark:x ring.txt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="p" before=7
pool 1 "a" size=8 length=9 base=0x0
state 1 0 size=8 count=1 since=2
state 1 1 size=8 count=1 since=5
6 mark "x"
7 put 1 0
end
END
sed 's/^end.*/dumped/' ring.txt >going.txt
exits 3 validate --strict --from mark:x going.txt
exits 0 validate --strict --to mark:x going.txt

# What is not there is said.
exits 2 report --from 5s router.txt
says 'junomemstat: router.txt: --from 5.0 s: the trace ends after 1.2 s'
exits 2 dump --from mark:x router.txt
says 'junomemstat: router.txt: --from: no mark "x"; there are: burst over'
test ! -s out || fail "of what is not there: $(cat out)"
exits 2 report --from 'mark:burst over' --to 'mark:burst over' router.txt
says 'junomemstat: router.txt: --to: no mark "burst over" after the beginning of the part; there are: burst over'
exits 2 report --to mark:y whole.jmt
says 'junomemstat: whole.jmt: --to: no mark "y" after the beginning of the part; there is no mark at all'
exits 2 report --from 3s --to 1s router.txt
says 'junomemstat: --from comes after --to'
exits 2 dump --from 'mark:burst over' --to 1ms router.txt
says 'junomemstat: router.txt: --from mark:burst over comes after --to'
test ! -s out || fail "of what is not there: $(cat out)"
exits 2 report --from yesterday router.txt
says 'junomemstat: --from yesterday: not a time such as 1.5s, 20ms or 300us, or mark:TEXT'
sed 's/ticks=1000000 /ticks=0 /' router.txt >clockless.txt
exits 2 report --to 1s clockless.txt
says 'junomemstat: clockless.txt: it has no clock, so there is no part of it by time: name marks, as in mark:TEXT'
exits 0 report --to 'mark:burst over' clockless.txt
: >empty
exits 2 report --from 1s empty
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"

# Times at the ends of what can be written: digits below a nanosecond are cut off, and a number that is too large is none.
exits 0 dump --from 0.0020000009999999999ms --to 2.000000999ms router.txt
exits 0 dump --from 0.00002min --to .000001h router.txt
exits 2 dump --from 18446744074s router.txt
says 'junomemstat: --from 18446744074s: not a time such as 1.5s, 20ms or 300us, or mark:TEXT'
for wrong in 18446744073709551616ns 99999999999999999999 18446744073.7095516160 5124096h 5weeks . 1.5.5s -1s 1s-; do
    exits 2 dump --from "$wrong" router.txt
    says "junomemstat: --from $wrong: not a time such as 1.5s, 20ms or 300us, or mark:TEXT"
done
exits 2 at --time 18446744073.7095516159 router.txt
grep -q '^junomemstat: router.txt: there is no 5124096 h: ' err || fail "the longest time: $(cat err)"
