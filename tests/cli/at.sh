#!/bin/sh
# SPDX-License-Identifier: MIT
# at: who held what at the peak, at a time, at a mark.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

exits 0 at --peak messages router.txt
prints <<'END'
router.txt: at the peak: 4 blocks out (only pool "messages")
  what else was out then: at --time 2200000ns

Pools
  pool       after  used  length    share  block
  messages  2.2 ms     4       4  100.0 %   64 B

Who held them
  blocks  bytes  oldest  newest  refs  pool      site
       4  192 B  1.2 ms    0 ns     5  messages  router.c:33 (produce)
END
exits 0 at --time 2.1ms router.txt
prints <<'END'
router.txt: after 2.1 ms: 3 blocks out

Pools
  pool       after  used  length   share    block
  messages  2.1 ms     3       4  75.0 %     64 B
  packets   2.1 ms     0     100   0.0 %  1.5 KiB

Who held them
  blocks  bytes  oldest  newest  refs  pool      site
       3  128 B  1.1 ms    0 ns     4  messages  router.c:33 (produce)
END
exits 0 at --mark 'burst ends' demo.txt
prints <<'END'
demo.txt: at mark "burst ends": 35 blocks out

Pools
  pool      after  used  length   share  block
  messages  20 ms    17      48  35.4 %   64 B
  sessions  20 ms     4       8  50.0 %   20 B
  buffers   20 ms    14      16  87.5 %  256 B

Who held them
  blocks    bytes  oldest  newest  refs  pool      site
      17  1.1 KiB  8.0 ms   91 us    41  messages  .../router.c:196 (new_mess...
      14    579 B  367 us   91 us    14  buffers   .../router.c:276 (network_...
       4     80 B  7.4 ms  1.7 ms     4  sessions  .../router.c:233 (open_ses...
END
exits 0 at --mark 'burst ends' --pool sessions --format json demo.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "moment": "mark",
  "mark": "burst ends",
  "pools": [
    {"name": "sessions", "block_size": 20, "length": 8, "used_then": 4, "time_ns": 19617274}
  ],
  "holders": [
    {"pool": "sessions", "site": "doc/examples/router.c:233 (open_session)", "blocks": 4, "bytes": 80, "size_unknown": 0, "oldest_ns": 7372774, "newest_ns": 1749502, "age_unknown": 0, "references": 4, "references_unknown": 0}
  ],
  "uncertain": []
}
END
exits 0 at --mark 'burst ends' --top 2 --format csv demo.txt
prints <<'END'
trace,pool,site,certain,at_least,blocks,bytes,size_unknown,oldest_ns,newest_ns,age_unknown,references,references_unknown
demo.txt,messages,doc/examples/router.c:196 (new_message),true,false,17,1088,0,7951723,90938,0,41,0
demo.txt,buffers,doc/examples/router.c:276 (network_receive),true,false,14,579,0,366645,90908,0,14,0
END

# The peak is the first moment at which there were so many; all that came later is taken back.
cat >peaks.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
0 attach 1 live=0
1 get 1 0 size=1 at a.c:1 (first)
2 get 1 1 size=2 at a.c:2 (second)
3 put 1 0
4 get 1 0 size=8 at b.c:1 (later)
5 update 1 1 size=7
6 ref-get 1 1 count=2 at a.c:3 (hold)
7 ref-put 1 1 count=1 at a.c:4 (drop)
8 put 1 1
9 get 1 3 size=8 at b.c:1 (later)
end
END
exits 0 at --peak p peaks.txt
prints <<'END'
peaks.txt: at the peak: 2 blocks out (only pool "p")

Pools
  pool   after  used  length   share  block
  p     2.0 ms     2       4  50.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       1    2 B    0 ns    0 ns     1  p     a.c:2 (second)
       1    1 B  1.0 ms  1.0 ms     1  p     a.c:1 (first)
END
# At a time: what happened up to it, itself included. At the very end: all.
exits 0 at --time 6ms peaks.txt
prints <<'END'
peaks.txt: after 6.0 ms: 2 blocks out

Pools
  pool   after  used  length   share  block
  p     6.0 ms     2       4  50.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B  2.0 ms  2.0 ms     1  p     b.c:1 (later)
       1    7 B  4.0 ms  4.0 ms     2  p     a.c:2 (second)
END
exits 0 at --time 9ms --site later peaks.txt
prints <<'END'
peaks.txt: after 9.0 ms: 2 blocks out (only sites with "later")

Pools
  pool   after  used  length   share  block
  p     9.0 ms     2       4  50.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       2   16 B  5.0 ms    0 ns     2  p     b.c:1 (later)
END
exits 0 at --time 6ms --site second peaks.txt
sed -n '$p' out >last && mv last out
prints <<'END'
       1    7 B  4.0 ms  4.0 ms     2  p     a.c:2 (second)
END
exits 0 at --time 0 peaks.txt
prints <<'END'
peaks.txt: after 0 ns: 0 blocks out

Pools
  pool  after  used  length  share  block
  p      0 ns     0       4  0.0 %    8 B
END

# Blocks from before the trace: how many is known, no more.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=8 length=4' '5 attach 1 live=2' \
    '6 get 1 3 size=8 at a.c:1 (f)' '7 put 1 3' end >late.txt
exits 0 at --peak p late.txt
prints <<'END'
late.txt: at the peak: 3 blocks out (only pool "p")

Pools
  pool   after  used  length   share  block
  p     1.0 ms     3       4  75.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B    0 ns    0 ns     1  p     a.c:1 (f)
       2      ?       ?       ?     ?  p     before the trace
END

# What events lost may have changed is not told as certain.
cat >gap.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
0 attach 1 live=0
1 get 1 0 size=8 at a.c:1 (f)
2 get 1 1 size=8 at a.c:2 (g)
gap packets=0 dropped=1
10 get 1 3 size=8 at a.c:1 (f)
11 mark "after"
12 put 1 3
end
END
exits 0 at --mark after gap.txt
prints <<'END'
gap.txt: INCOMPLETE: at mark "after": about 3 blocks out

Pools
  pool  after     used  length    share  block
  p     11 ms  3 (2-4)       4  75.0 %?    8 B

Who held them
  blocks   bytes  oldest  newest  refs  pool  site
      1+  >= 8 B  1.0 ms  1.0 ms    1+  p     a.c:1 (f)

Uncertain (not seen since events went missing)
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B   10 ms   10 ms     1  p     a.c:1 (f)
       1    8 B  9.0 ms  9.0 ms     1  p     a.c:2 (g)

What is missing
  at byte 136: the recorder dropped 1 event
END
exits 0 at --mark after --format json gap.txt
prints <<'END'
{
  "schema": 1,
  "complete": false,
  "moment": "mark",
  "mark": "after",
  "pools": [
    {"name": "p", "block_size": 8, "length": 4, "used_then": 3, "used_then_min": 2, "used_then_max": 4, "time_ns": 11000000}
  ],
  "holders": [
    {"pool": "p", "site": "a.c:1 (f)", "blocks": 1, "bytes": 8, "size_unknown": 0, "oldest_ns": 1000000, "newest_ns": 1000000, "age_unknown": 0, "references": 1, "references_unknown": 0, "at_least": true}
  ],
  "uncertain": [
    {"pool": "p", "site": "a.c:1 (f)", "blocks": 1, "bytes": 8, "size_unknown": 0, "oldest_ns": 10000000, "newest_ns": 10000000, "age_unknown": 0, "references": 1, "references_unknown": 0},
    {"pool": "p", "site": "a.c:2 (g)", "blocks": 1, "bytes": 8, "size_unknown": 0, "oldest_ns": 9000000, "newest_ns": 9000000, "age_unknown": 0, "references": 1, "references_unknown": 0}
  ],
  "incomplete": [
    {"why": "the recorder dropped 1 event", "offset": 136, "events": 1}
  ]
}
END
exits 0 at --peak p gap.txt
prints <<'END'
gap.txt: INCOMPLETE: at the peak: about 3 blocks out (only pool "p")

Pools
  pool   after     used  length    share  block
  p     10 ms?  3 (2-4)       4  75.0 %?    8 B

Who held them
  blocks   bytes  oldest  newest  refs  pool  site
      1+  >= 8 B    0 ns    0 ns    1+  p     a.c:1 (f)

Uncertain (not seen since events went missing)
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B  9.0 ms  9.0 ms     1  p     a.c:1 (f)
       1    8 B  8.0 ms  8.0 ms     1  p     a.c:2 (g)

What is missing
  at byte 136: the recorder dropped 1 event
END
exits 3 at --strict -q --time 1ms gap.txt
exits 0 at --time 1ms gap.txt
prints <<'END'
gap.txt: INCOMPLETE: after 1.0 ms: 1 block out

Pools
  pool   after  used  length   share  block
  p     1.0 ms     1       4  25.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B    0 ns    0 ns     1  p     a.c:1 (f)

What is missing
  at byte 136: the recorder dropped 1 event
END
head -c 340 whole.jmt >cut.jmt
exits 0 at --peak messages cut.jmt
prints <<'END'
cut.jmt: INCOMPLETE: at the peak: about 2 blocks out (only pool "messages")

Pools
  pool       after  used  length    share  block
  messages  25 ns?   2-4       4  50.0 %?   64 B

Who held them
  blocks  bytes  oldest  newest  refs  pool      site
       2  112 B    5 ns    0 ns     2  messages  router.c:33 (produce)

What is missing
  at byte 317: the input ends inside a packet
END

# Time is each stream's own; a mark counts for all of them.
cat >streams.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "one" size=8 length=4
100 get 1 0 size=8 at a.c:1 (f)
200 mark "half"
300 put 1 0
end
stream 1
header ticks=1000
pool 1 "two" size=8 length=4
1000 get 1 0 size=8 at b.c:1 (g)
1050 put 1 0
end
END
exits 0 at --time 10ms streams.txt
prints <<'END'
streams.txt: after 10 ms: 2 blocks out

Pools
  pool  after  used  length   share  block
  one   10 ms     1       4  25.0 %    8 B
  two   10 ms     1       4  25.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B   10 ms   10 ms     1  one   a.c:1 (f)
       1    8 B   10 ms   10 ms     1  two   b.c:1 (g)
END
exits 0 at --time 100ms --format csv streams.txt
prints <<'END'
trace,pool,site,certain,at_least,blocks,bytes,size_unknown,oldest_ns,newest_ns,age_unknown,references,references_unknown
streams.txt,one,a.c:1 (f),true,false,1,8,0,100000000,100000000,0,1,0
END

# Without a clock there are marks and peaks.
printf '%s\n' '# JMT text 1' 'header ticks=0 pointer=4' '0 get 1 0 size=8' '0 mark "m"' '0 put 1 0' end >clockless.txt
exits 0 at --mark m clockless.txt
prints <<'END'
clockless.txt: at mark "m": 1 block out

Pools
  pool    after  used  length  share  block
  pool 1      -     1       ?      ?      ?

Who held them
  blocks  bytes  oldest  newest  refs  pool    site
       1    8 B       -       -     1  pool 1  unknown
END
exits 2 at --time 1s clockless.txt
says 'junomemstat: clockless.txt: it has no clock, so there are no times: use --mark or --peak'

# What cannot be, in one line.
exits 2 at router.txt
says 'junomemstat: at: no moment given: --peak POOL, --time T or --mark TEXT says at which moment'
exits 2 at --peak messages --time 1s router.txt
says 'junomemstat: at: more than one moment given: --peak POOL, --time T or --mark TEXT says at which moment'
exits 2 at --time soon router.txt
says 'junomemstat: --time soon: not a time such as 1.5s, 20ms or 300us, or mark:TEXT'
exits 2 at --time 5s router.txt
says 'junomemstat: router.txt: there is no 5.0 s: the trace ends after 1.2 s'
exits 2 at --mark nothing demo.txt
says 'junomemstat: demo.txt: no mark "nothing"; there are: routing begins, burst begins, burst ends, shutdown'
exits 2 at --mark x gap.txt -o new.txt
test ! -e new.txt || fail "output of nothing"
exits 2 at --mark x whole.jmt
says 'junomemstat: whole.jmt: no mark "x"; there is no mark at all'
exits 2 at --peak nothing router.txt
says 'junomemstat: router.txt: no pool "nothing"; there are: messages, packets'
exits 2 at --peak messages --site nowhere router.txt
says 'junomemstat: router.txt: no site with "nowhere"; dump shows the sites of all calls'
exits 2 report --peak messages router.txt
says 'junomemstat: report: has no --peak; try `junomemstat report --help`'

# What was live when the pool was attached is told behind it, and is that of the peak.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=8 length=4' '5 attach 1 live=2' \
    'state 1 0 size=3 count=1 since=1 at a.c:1 (f)' 'state 1 2 size=4 count=2 since=2 at b.c:2 (g)' \
    '6 put 1 0' end >told.txt
exits 0 at --peak p --pool p told.txt
prints <<'END'
told.txt: at the peak: 2 blocks out (only pool "p")

Pools
  pool  after  used  length   share  block
  p      0 ns     2       4  50.0 %    8 B

Who held them
  blocks  bytes  oldest  newest  refs  pool  site
       1    4 B  3.0 ms  3.0 ms     2  p     b.c:2 (g)
       1    3 B  4.0 ms  4.0 ms     1  p     a.c:1 (f)
END
stat pools --format json told.txt | grep -q '"waste_bytes_at_peak": 9, "peak_time_ns": 0,' || fail "the waste at the peak"

# What is left out is counted.
exits 0 at --time 1.2s --top 1 --format json router.txt
grep -q '^  "holders_left_out": 1,$' out || fail "left out, and not counted: $(cat out)"

# Each of several pools is shown at a peak of its own.
exits 0 at --peak messages --pool packets router.txt
sed -n 1p out >first && mv first out
prints <<'END'
router.txt: each pool at its own peak: 6 blocks out (only pools "messages",
END

# Of a pool from which nothing was got there is no peak; of one attached late the peak is that since then.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=8 length=4' 'pool 2 "idle" size=4 length=2' \
    '1 get 1 0 size=1 at a.c:1 (f)' '2 get 1 1 size=2 at a.c:1 (f)' '3 get 1 2 size=3 at a.c:1 (f)' \
    '4 put 1 0' '5 attach 1 live=2' '6 put 1 1' end >attached.txt
exits 0 at --peak idle attached.txt
prints <<'END'
attached.txt: at the peak: 0 blocks out (only pool "idle")

Pools
  pool  after  used  length  share  block
  idle      -     0       2  0.0 %    4 B
END
exits 0 at --peak p --format csv attached.txt
prints <<'END'
trace,pool,site,certain,at_least,blocks,bytes,size_unknown,oldest_ns,newest_ns,age_unknown,references,references_unknown
attached.txt,p,a.c:1 (f),true,false,2,5,0,3000000,2000000,0,2,0
END

# Where only a part of a site's blocks is known, the sums say so; equal weights are in the order of blocks.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=8 length=9' \
    'state 1 0 size=3 count=1 since=1 at a.c:1 (f)' 'state 1 1 since=2 at a.c:1 (f)' \
    'state 1 2 size=3 count=1 at a.c:1 (f)' 'state 1 3 size=1 count=1 since=2 at b.c:1 (g)' \
    'state 1 4 size=4 count=1 since=2 at c.c:1 (h)' 'state 1 5 size=4 count=1 since=2 at c.c:1 (h)' \
    'state 1 6 size=8 count=1 since=2 at d.c:1 (i)' '5 mark "one"' '5 mark "two"' '6 put 1 0' end >parts.txt
exits 0 at --mark two parts.txt
prints <<'END'
parts.txt: at mark "two": 7 blocks out

Pools
  pool  after  used  length   share  block
  p      0 ns     7       9  77.8 %    8 B

Who held them
  blocks   bytes   oldest   newest  refs  pool  site
       2     8 B   4.0 ms   4.0 ms     2  p     c.c:1 (h)
       1     8 B   4.0 ms   4.0 ms     1  p     d.c:1 (i)
       3  >= 6 B  5.0 ms?  4.0 ms?    2+  p     a.c:1 (f)
       1     1 B   4.0 ms   4.0 ms     1  p     b.c:1 (g)
END
# One table for several traces; the peak of what was out before the first event.
exits 0 at --peak p --top 1 --format csv parts.txt parts.txt
prints <<'END'
trace,pool,site,certain,at_least,blocks,bytes,size_unknown,oldest_ns,newest_ns,age_unknown,references,references_unknown
parts.txt,p,c.c:1 (h),true,false,2,8,0,4000000,4000000,0,2,0
parts.txt,p,c.c:1 (h),true,false,2,8,0,4000000,4000000,0,2,0
END

# A site that is only likely, and a doubt in each of two pools.
cat >doubt.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
pool 2 "q" size=8 length=4
0 attach 1 live=0
0 attach 2 live=0
1 get 1 0 size=8 at a.c:1 (f)
1 get 2 0 size=8 at a.c:1 (f)
gap packets=1
2 get 1 0 size=4 at b.c:1 (g)
2 update 2 0 size=4 at b.c:1 (g)
3 mark "after"
end
END
exits 0 at --mark after doubt.txt
prints <<'END'
doubt.txt: INCOMPLETE: at mark "after": about 2 blocks out

Pools
  pool   after  used  length    share  block
  p     3.0 ms   1-4       4  25.0 %?    8 B
  q     3.0 ms   1-4       4  25.0 %?    8 B

Who held them
  blocks   bytes  oldest  newest  refs  pool  site
      1+  >= 4 B  1.0 ms  1.0 ms    1+  p     b.c:1 (g)
      1+  >= 4 B       ?       ?     ?  q     probably a.c:1 (f)

What is missing
  at byte 181: 1 packet is missing
END
exits 0 at --mark after --format csv doubt.txt
sed -n 3p out >last && mv last out
prints <<'END'
doubt.txt,q,a.c:1 (f),true,true,1,4,0,,,1,0,1
END
# An event that cannot have been leaves all in doubt.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=8 length=4' '0 attach 1 live=0' \
    '1 get 1 0 size=8 at a.c:1 (f)' '2 get 1 7 size=8 at a.c:1 (f)' '3 mark "after"' end >contrary.txt
exits 0 at --mark after contrary.txt
prints <<'END'
contrary.txt: INCOMPLETE: at mark "after": about 1 block out

Pools
  pool   after     used  length    share  block
  p     3.0 ms  1 (0-4)       4  25.0 %?    8 B

Uncertain (not seen since events went missing)
  blocks  bytes  oldest  newest  refs  pool  site
       1    8 B  2.0 ms  2.0 ms     1  p     a.c:1 (f)

What is missing
  at byte 106: the trace contradicts itself: an event at block 7 of pool "p"
END

# Without a clock nothing has an age, in no format; without pools there are no tables.
exits 0 at --peak 'pool 1' clockless.txt
grep -q '^  pool 1      -     1       ?      ?      ?$' out || fail "a peak without a clock: $(cat out)"
exits 0 at --mark m --format json clockless.txt
grep -q '"used_then": 1, "time_ns": null}$' out || fail "a moment without a clock: $(cat out)"
grep -q '"oldest_ns": null, "newest_ns": null, "age_unknown": 0,' out || fail "ages without a clock: $(cat out)"
exits 0 at --mark m --format csv clockless.txt
sed -n 2p out >last && mv last out
prints <<'END'
clockless.txt,pool 1,unknown,true,false,1,8,0,,,0,1,0
END
printf '# JMT text 1\n1 mark "x"\nend\n' >marks.txt
exits 0 at --mark x marks.txt
prints <<'END'
marks.txt: at mark "x": 0 blocks out
END
exits 2 at --mark y marks.txt
says 'junomemstat: marks.txt: no mark "y"; there are: x'
# Of many marks the message names the first ones.
awk 'BEGIN { print "# JMT text 1"; for (i = 0; i < 40; i++) print i, "mark \"phase " i " of many\""; print "end" }' >many.txt
exits 2 at --mark 'phase 40 of many' many.txt
grep -q 'there are: phase 0 of many, .*, phase 11 of many, \.\.\.$' err || fail "many marks: $(cat err)"
