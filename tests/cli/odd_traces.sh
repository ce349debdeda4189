#!/bin/sh
# SPDX-License-Identifier: MIT
# Traces that are right, but odd: pools without blocks or of blocks without bytes, calls
# that belong to no pool, an end that counts more than there is, names that are no text.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

cat >odd.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
pool 2 "none" size=0 length=0
0 attach 1 live=0
1 get 1 0 size=8 at a.c:1 (f)
2 failed put 0 - null status=2
3 failed get 0 - null status=2
4 get 1 1 size=8 at a.c:1 (f)
5 mark "\xff\xff"
6 put 1 1
7 put 0 3
end events=9
END
exits 0 pools odd.txt
prints <<'END'
odd.txt: INCOMPLETE: 2 pools

At the end
  pool  block  length     used  bytes  waste  gets  puts  failed gets
  p       8 B       4  1 (0-4)   8 B?   0 B?   2-4   1-3          0-2
  none    0 B       0        0   0 B?   0 B?   0-2   0-2          0-2

At the peak
  pool     peak  of length  bytes  waste    after
  p     2 (0-4)    50.0 %?  16 B?   0 B?  4.0 ms?
  none        0          -   0 B?   0 B?        -

Time at 80, 90 and 100 % of the length, or above
  pool  watched  80 % full   share  90 % full   share  100 % full   share
  p     7.0 ms?      0 ns?  0.0 %?      0 ns?  0.0 %?       0 ns?  0.0 %?
  none  7.0 ms?          -       -          -       -           -       -

What is missing
  at byte 279: the end counts 2 events more than there are
END
exits 0 report odd.txt
grep -qx '     2+  null   unknown  unknown' out || fail "calls without a pool: $(cat out)"
grep -q '^  none        0        0       0    0 B  no blocks$' out || fail "a pool without blocks: $(cat out)"
exits 0 timeline odd.txt
grep -qx 'none: 0 blocks of 0 B, peak 0, 0 at the end' out || fail "a pool without blocks: $(cat out)"
grep -qx '  a    5.0 ms  \\xff\\xff' out || fail "a mark that is no text: $(cat out)"
exits 0 lifetimes odd.txt
grep -q '^     1+  2.0 ms?  ' out || fail "lives: $(cat out)"

# A block seen again behind a gap may be another: how long it lived nobody knows. Those from before may be gone.
cat >life.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=8
pool 2 "q" size=8 length=8
0 attach 1 live=0
0 attach 2 live=3
1 get 1 0 size=8 at a.c:1 (f)
gap packets=1
2 ref-get 1 0 count=2
3 put 1 0
4 get 1 1 size=8 at a.c:1 (f)
6 put 1 1
end
END
exits 0 lifetimes life.txt
prints <<'END'
life.txt: INCOMPLETE: at least 1 life ended, 0 blocks still out

Pools
  ended      p50      p90      p99      max  still out  pool  began unseen
     1+  2.0 ms?  2.0 ms?  2.0 ms?  2.0 ms?          0  p                1
     0+        -        -        -        -        0-3  q                0

p: how many lived how long
     2.0 ms - 5.0 ms           1  ############################################

Sites
  ended      p50      p90      p99      max  still out  pool  site
     1+  2.0 ms?  2.0 ms?  2.0 ms?  2.0 ms?          0  p     a.c:1 (f)
     0+        -        -        -        -        0-3  q     before the trace

What is missing
  at byte 151: 1 packet is missing
END

# Blocks from before the trace ended or are out, and nobody knows how long they lived.
printf '# JMT text 1\npool 1 "p" size=8 length=4\n0 attach 1 live=3\n1 put 1 0\nend\n' >late.txt
exits 0 lifetimes late.txt
grep -qx '      0    -    -    -    -            2  p                1' out || fail "from before: $(cat out)"
grep -q '^ .* 2  p  *before the trace$' out || fail "their site: $(cat out)"

# What two runs differ in: one site in several lines is one, but references that it holds and those that it
# gave back too often are not; calls without a pool have their row, and so have blocks without bytes.
cat >before.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=0 length=8
pool 2 "q" size=8 length=8
0 attach 1 live=0
0 attach 2 live=0
1 get 2 0 size=8 at a.c:1 (f)
2 put 2 0
end
END
cat >after.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=0 length=8
pool 2 "q" size=8 length=8
0 attach 1 live=0
0 attach 2 live=0
1 get 2 0 size=8 at a.c:1 (f)
2 get 2 1 size=8 at a.c:7 (f)
3 get 2 2 size=8 at a.c:7 (f)
4 get 2 3 size=8 at a.c:3 (f)
5 ref-get 2 0 count=2 at b.c:1 (hold)
6 ref-get 2 1 count=2 at b.c:1 (hold)
7 ref-get 2 2 count=2 at c.c:1 (keep)
8 ref-put 2 3 count=0 at b.c:1 (hold)
9 get 1 0 size=0 at a.c:1 (f)
10 ref-get 1 0 count=2 at b.c:1 (hold)
11 failed get 0 - null status=2 at a.c:9 (g)
12 failed put 0 - null status=2 at a.c:9 (g)
13 failed get 1 - zero-size size=0 at a.c:9 (g)
end
END
exits 0 diff before.txt after.txt
sed '/^Changed/,$d' out >worse
mv worse out
prints <<'END'
before.txt -> after.txt: 11 worse, 6 other changes

Worse
  what                  before  now  change  pool     site
  error: null                0    2      +2  unknown  a.c:9 (g)
  error: zero-size           0    1      +1  p        a.c:9 (g)
  failed gets                0    1      +1  p        a.c:9 (g)
  leaked blocks              0    4      +4  q        a.c (f)
  leaked blocks              0    1      +1  p        a.c:1 (f)
  unbalanced: held           0    2      +2  q        b.c:1 (hold)
  unbalanced: held           0    1      +1  q        c.c:1 (keep)
  unbalanced: orphaned       0    1      +1  q        b.c:1 (hold)
  unbalanced: held           0    1      +1  p        b.c:1 (hold)
  peak                       1    4      +3  q
  peak                       0    1      +1  p

END
exits 0 diff after.txt after.txt
test "$(wc -l <out)" = 1 || fail "a run differs from itself: $(cat out)"

# A clock that went back tells no rate that is sure; an end that is missing leaves no leak that is.
sed '/^end/d' after.txt >cut.txt
{ cat cut.txt && printf '5 mark "x"\nend\n'; } >back.txt
exits 0 diff before.txt back.txt
grep -q '^  gets/s  *500  *307?  -38 %?  q$' out || fail "a rate: $(cat out)"
exits 0 diff before.txt cut.txt
grep -q 'leaked' out && fail "leaks without an end: $(cat out)"
# Where events are missing, `unknown` may be any site, also one that the other run has; a name as long is one.
{
    cat cut.txt
    echo '14 failed put 0 - null status=2'
    echo '15 failed update 1 0 too-large size=9 status=6'
    echo '16 failed update 1 0 too-large size=9 status=6 at ab.c:12'
} >vague.txt
exits 0 diff --format json before.txt vague.txt
grep -qF '"kind": "too-large", "pool": "p", "site": "ab.c:12", "before": 0, "after": 1, "after_min": 1, "after_max": null, "sure": true}' out ||
    fail "a name: $(cat out)"
grep -qF '"kind": "too-large", "pool": "p", "site": "unknown", "before": 0, "after": 1, "after_min": 0, ' out ||
    fail "no name: $(cat out)"
grep -qF '"kind": "null", "pool": "unknown", "site": "unknown", "before": 0, "after": 1, "after_min": 0, ' out ||
    fail "no pool and no name: $(cat out)"

# What grows is not said where a snapshot tells of other blocks than those that were followed, of which there are
# too many to look at again: in a long pool, and at many sites.
lost()
{
    awk -v sites="$1" -v step="$2" 'BEGIN {
        print "# JMT text 1\nheader ticks=1000\npool 1 \"p\" size=8 length=1000000\n0 attach 1 live=0"
        for (i = 1; i <= 1200; i++) print i, "get 1", i * step, "size=8 at a.c:" i % sites + 1, "(f" i % sites ")"
        print "gap dropped=3\nstate 1 7\nstate 1 8"
        print "1201 put 1 7\n1202 get 1 9 size=8 at b.c:1 (g)\nstate 1 8\nstate 1 9"
        print "1203 put 1 8\nend"
    }' >lost.txt
    exits 0 leaks --format json lost.txt
    grep -q '"site": "b.c:1 (g)", "blocks": 1, .*"growth": null}' out || fail "$1 sites: $(cat out)"
}
lost 1 700
lost 1200 1
