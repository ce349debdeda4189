#!/bin/sh
# SPDX-License-Identifier: MIT
# A part of a trace of several recorders, which begin and end when they like, and of
# one that has gaps and a clock that goes back.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# The first recorder is named only, the third ends before the marks, the fourth has nothing but marks at first,
# the last one begins behind them.
cat >two.txt <<'END'
# JMT text 1
stream 4
stream 5
header ticks=1000 pointer=8 version="1" program="late"
pool 1 "b" size=8 length=1000
module 1 "/old.so" base=0x1000 size=4096
module 1 "/new.so" base=0x1000 size=4096
1000 attach 1 live=0
1001 get 1 500 size=8
1002 get 1 3 size=7
1003 get 1 900 size=6
stream 6
header ticks=1000 pointer=8 version="1" program="ended"
pool 1 "c" size=8 length=4
5 attach 1 live=0
end events=1
stream 7
1 mark "ba"
stream 5
1004 mark "aa"
stream 8
header ticks=1000
10 get 1 1 size=8
stream 7
3 mark "ab"
4 get 9 0 size=8
stream 5
1005 mark "ac"
1006 put 1 3
stream 9
header ticks=1000
8 get 1 1 size=8
end events=1
stream 5
end events=6
END
exits 0 dump --from mark:ab --to mark:ac two.txt
prints <<'END'
# JMT text 1
stream 2
header ticks=1000 pointer=8 version="1" program="late"
module 1 "/new.so" base=0x1000 size=4096
pool 1 "b" size=8 length=1000 base=0x0
state 1 3 size=7 count=1 since=1002
state 1 500 size=8 count=1 since=1001
state 1 900 size=6 count=1 since=1003
stream 4
header ticks=1000000000 pointer=0 version="" program=""
stream 5
header ticks=1000 pointer=0 version="" program=""
state 1 1 size=8 count=1 since=10
stream 4
3 mark "ab"
4 get 9 0 size=8
stream 2
1005 mark "ac"
end events=0 dropped=0
stream 4
end events=1 dropped=0
stream 5
end events=0 dropped=0
END
# A mark of the same length is another one; what begins behind the end is no part.
exits 0 dump --from mark:ba --to mark:ac two.txt
grep -qx '1 mark "ba"' out || fail "the first mark is missing: $(cat out)"
grep -qx '1006 put 1 3' out && fail "the end is not the end: $(cat out)"
grep -qx '8 get 1 1 size=8' out && fail "a recorder behind the end: $(cat out)"
# A time is that of each recorder: those that end before it have no part.
exits 0 dump --from 5ms --to mark:ac two.txt
prints <<'END'
# JMT text 1
stream 2
header ticks=1000 pointer=8 version="1" program="late"
module 1 "/new.so" base=0x1000 size=4096
pool 1 "b" size=8 length=1000 base=0x0
state 1 3 size=7 count=1 since=1002
state 1 500 size=8 count=1 since=1001
state 1 900 size=6 count=1 since=1003
1005 mark "ac"
end events=0 dropped=0
END
exits 2 pools --from mark:ac --to mark:aa two.txt
says 'junomemstat: two.txt: --to: no mark "aa" after the beginning of the part; there are: ba, aa, ab, ac'

# Of many marks a few are named.
awk 'BEGIN { print "# JMT text 1"; for (i = 0; i < 40; i++) print i, "mark \"number " i "\""; print "end" }' >marks.txt
exits 2 pools --from mark:41 marks.txt
grep -q ': --from: no mark "41"; there are: number 0, number 1, .*, number 19, \.\.\.$' err || fail "marks: $(cat err)"

# What a gap before the part left unknown is not told, nor a time before the clock's zero; the end's count means nothing then.
cat >gapped.txt <<'END'
# JMT text 1
header ticks=1000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9
1000 attach 1 live=0
1001 get 1 0 size=5 at a.c:1 (f)
gap packets=1
1002 ref-get 1 0 count=3 at a.c:2 (g)
1003 get 1 1 size=6 at a.c:3 (h)
1 mark "here"
2 get 1 2 size=4 at a.c:3 (h)
end events=9
END
exits 0 dump --from mark:here gapped.txt
prints <<'END'
# JMT text 1
header ticks=1000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9 base=0x0
state 1 0 count=3
state 1 1 size=6 count=1 since=1 at a.c:3 (h)
gap packets=? dropped=0 why="events are missing before the part that was asked for"
1 mark "here"
2 get 1 2 size=4 at a.c:3 (h)
end
END
# An end that counts nothing stays one.
sed 's/ events=9//; /^gap/d' gapped.txt >open.txt
exits 0 dump --from mark:here open.txt
prints <<'END'
# JMT text 1
header ticks=1000 pointer=8 version="1" program="p"
pool 1 "a" size=8 length=9 base=0x0
state 1 0 size=5 count=3 at a.c:1 (f)
state 1 1 size=6 count=1 since=1 at a.c:3 (h)
1 mark "here"
2 get 1 2 size=4 at a.c:3 (h)
end
END

# Traces with next to nothing in them.
printf '# JMT text 1\n' >first.txt
exits 0 pools --from 1ms first.txt
grep -qx 'first.txt: INCOMPLETE: 0 pools' out || fail "a first line alone: $(cat out)"
printf '# JMT text 1\nnothing of use\n' >none.txt
exits 2 pools --from 1ms none.txt
says 'junomemstat: none.txt: --from 1.0 ms: the trace ends after 0 ns'
printf '# JMT text 1\ncut why="by hand"\n' >cut.txt
exits 0 pools --to 1ms cut.txt
grep -q 'by hand' out || fail "why it is cut: $(cat out)"
# A cut behind the part does not concern it.
{ sed '/^end/d' two.txt && printf 'stream 5\ncut why="by hand"\n'; } >late.txt
exits 0 pools --to mark:ac late.txt
grep -q 'INCOMPLETE' out && fail "a cut behind the part: $(cat out)"
exits 0 pools --from mark:ac late.txt
grep -q 'by hand' out || fail "a cut in the part: $(cat out)"
