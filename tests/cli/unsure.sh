#!/bin/sh
# SPDX-License-Identifier: MIT
# What reports say where much is not known: a late attach, gaps, an undefined pool.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

cat >unsure.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "mäßig\xff" size=2097152 length=100000
0 attach 1 live=2
state 1 0 size=2000000 count=2 at a.c:1 (f)
state 1 9
1000 get 1 1 size=5 at b.c:2 (g)
gap packets=3 dropped=1
86400000 ref-get 1 1 count=3 at c.c:3 (h)
86400001 get 2 77 size=4 at d.c:4 (i)
gap dropped=2
gap dropped=3
gap dropped=4
gap dropped=5
gap dropped=6
gap dropped=7
gap dropped=8
gap dropped=9
gap dropped=10
gap dropped=11
86400005 failed put 0 - null status=2
end
END

# Figures with limits, sites that are only likely, the first ten gaps.
exits 0 report unsure.txt
prints <<'END'
unsure.txt: INCOMPLETE: at least 1 failed call
  5+ events in at least 24 h, 66+ dropped
  not known of blocks that are out: 2 sizes, 1 reference count

Pools
  pool                           used       peak   length    block
  m\xc3\xa...x9fig\xff  3 (0-100,000)  3-100,000  100,000  2.0 MiB  #...........
  pool 2                       1 (0+)         1+        ?        ?  unknown size

  pool                  gets  puts  updates  failed gets  peak after  waste then
  m\xc3\xa...x9fig\xff    1+    0+       0+           0+      1.0 s?    2.1 MiB?
  pool 2                  1+    0+       0+           0+       24 h?        0 B?

Failed calls
  calls  cause  pool     site
     1+  null   unknown  unknown

What is missing
  at byte 184: 3 packets are missing
  at byte 288: the recorder dropped 2 events
  at byte 302: the recorder dropped 3 events
  at byte 316: the recorder dropped 4 events
  at byte 330: the recorder dropped 5 events
  at byte 344: the recorder dropped 6 events
  at byte 358: the recorder dropped 7 events
  at byte 372: the recorder dropped 8 events
  at byte 386: the recorder dropped 9 events
  at byte 400: the recorder dropped 10 events
  and 1 more gap

Uncertain (not seen since events went missing)
  blocks    bytes  pool                     site
       1  1.9 MiB  m\xc3\xa4\xc3\x9fig\xff  a.c:1 (f)
       1      4 B  pool 2                   d.c:4 (i)
       1        ?  m\xc3\xa4\xc3\x9fig\xff  probably b.c:2 (g)
       1        ?  m\xc3\xa4\xc3\x9fig\xff  before the trace

Uncertain reference counts
  count  state  object                       site
      3  held   m\xc3\xa4\xc3\x9fig\xff:1#1  c.c:3 (h), unknown
      2  held   m\xc3\xa4\xc3\x9fig\xff:0#0  before the trace
END

# Sizes, ages and counts that nobody knows.
exits 0 leaks unsure.txt
prints <<'END'
unsure.txt: INCOMPLETE: no leak that is certain

What is missing
  at byte 184: 3 packets are missing
  at byte 288: the recorder dropped 2 events
  at byte 302: the recorder dropped 3 events
  at byte 316: the recorder dropped 4 events
  at byte 330: the recorder dropped 5 events
  at byte 344: the recorder dropped 6 events
  at byte 358: the recorder dropped 7 events
  at byte 372: the recorder dropped 8 events
  at byte 386: the recorder dropped 9 events
  at byte 400: the recorder dropped 10 events
  and 1 more gap

Uncertain (not seen since events went missing)
  blocks    bytes  oldest  refs  pool                     site
       1  1.9 MiB       ?     2  m\xc3\xa4\xc3\x9fig\xff  a.c:1 (f)
       1      4 B  4.0 ms     1  pool 2                   d.c:4 (i)
       1        ?       ?     3  m\xc3\xa4\xc3\x9fig\xff  probably b.c:2 (g)
       1        ?       ?     ?  m\xc3\xa4\xc3\x9fig\xff  before the trace
END

# Counts not seen since the gap are not asserted.
exits 0 refs unsure.txt
prints <<'END'
unsure.txt: INCOMPLETE: no imbalance that is certain
  not known of blocks that are out: 2 sizes, 1 reference count

By site, uncertain: references taken less given back
  net  pool                     site
   +1  m\xc3\xa4\xc3\x9fig\xff  before the trace
   +1  m\xc3\xa4\xc3\x9fig\xff  c.c:3 (h)
   +1  m\xc3\xa4\xc3\x9fig\xff  unknown

What is missing
  at byte 184: 3 packets are missing
  at byte 288: the recorder dropped 2 events
  at byte 302: the recorder dropped 3 events
  at byte 316: the recorder dropped 4 events
  at byte 330: the recorder dropped 5 events
  at byte 344: the recorder dropped 6 events
  at byte 358: the recorder dropped 7 events
  at byte 372: the recorder dropped 8 events
  at byte 386: the recorder dropped 9 events
  at byte 400: the recorder dropped 10 events
  and 1 more gap

Uncertain reference counts
  count  state  object                       site
      3  held   m\xc3\xa4\xc3\x9fig\xff:1#1  c.c:3 (h), unknown
      2  held   m\xc3\xa4\xc3\x9fig\xff:0#0  before the trace
END

# A peak of which nobody knows when it was has limits too.
printf '# JMT text 1\nheader ticks=1000\npool 1 "p" size=8 length=2\ngap packets=1\n' >when.txt
exits 0 report --format json when.txt
grep -q '"peak_time_ns": null, "peak_time_ns_min": 0, "peak_time_ns_max": null' out || fail "when: $(cat out)"
grep -q '"duration_ns": null,$' out || fail "duration: $(cat out)"
grep -q '"duration_ns_max": null,$' out || fail "longest duration: $(cat out)"

# Pools of one name are told apart, and so are their streams.
cat >twins.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "messages" size=8 length=2
1 get 1 0 size=8 at a.c:1 (f)
end
stream 1
header ticks=1000
pool 1 "messages" size=8 length=4
1 get 1 0 size=8 at b.c:1 (g)
end
END
exits 0 report twins.txt
grep -q '^       1    8 B  messages \[1\]  a.c:1 (f)$' out || fail "the first: $(cat out)"
grep -q '^       1    8 B  messages \[2\]  b.c:1 (g)$' out || fail "the second: $(cat out)"
exits 0 leaks --format json twins.txt --pool 'messages [2]'
grep -q '{"pool": "messages \[2\]", "stream": 1, "site": "b.c:1 (g)"' out || fail "its stream: $(cat out)"
grep -q 'messages \[1\]' out && fail "the other pool too: $(cat out)"
exits 0 leaks --pool messages twins.txt
test "$(grep -c '^       1    8 B' out)" = 2 || fail "not both: $(cat out)"

# The same as JSON.
exits 0 leaks --format json unsure.txt
prints <<'END'
{
  "schema": 1,
  "complete": false,
  "leaks": [],
  "incomplete": [
    {"why": "3 packets are missing", "offset": 184, "events": null},
    {"why": "the recorder dropped 2 events", "offset": 288, "events": 2},
    {"why": "the recorder dropped 3 events", "offset": 302, "events": 3},
    {"why": "the recorder dropped 4 events", "offset": 316, "events": 4},
    {"why": "the recorder dropped 5 events", "offset": 330, "events": 5},
    {"why": "the recorder dropped 6 events", "offset": 344, "events": 6},
    {"why": "the recorder dropped 7 events", "offset": 358, "events": 7},
    {"why": "the recorder dropped 8 events", "offset": 372, "events": 8},
    {"why": "the recorder dropped 9 events", "offset": 386, "events": 9},
    {"why": "the recorder dropped 10 events", "offset": 400, "events": 10},
    {"why": "the recorder dropped 11 events", "offset": 415, "events": 11}
  ],
  "live_at_cut": [],
  "uncertain": [
    {"pool": "mäßig\ufffd", "site": "a.c:1 (f)", "blocks": 1, "bytes": 2000000, "oldest_ns": null, "youngest_ns": null, "most_references": 2, "growth": null},
    {"pool": "pool 2", "site": "d.c:4 (i)", "blocks": 1, "bytes": 4, "oldest_ns": 4000000, "youngest_ns": 4000000, "most_references": 1, "growth": null},
    {"pool": "mäßig\ufffd", "site": "unknown", "blocks": 1, "bytes": 0, "likely_site": "b.c:2 (g)", "blocks_of_unknown_size": 1, "oldest_ns": null, "youngest_ns": null, "most_references": 3, "growth": null},
    {"pool": "mäßig\ufffd", "site": "before the trace", "blocks": 1, "bytes": 0, "blocks_of_unknown_size": 1, "blocks_of_unknown_count": 1, "oldest_ns": null, "youngest_ns": null, "most_references": null, "growth": null}
  ]
}
END

# What is missing, as JSON.
exits 0 validate --format json unsure.txt whole.jmt
prints <<'END'
[
  {
    "schema": 1,
    "trace": "unsure.txt",
    "complete": false,
    "format": "text",
    "bytes": 472,
    "packets": 0,
    "streams": 1,
    "events": 5,
    "corrupt_bytes": 0,
    "duplicate_packets": 0,
    "unknown_packets": 0,
    "incomplete": [
      {"why": "3 packets are missing", "offset": 184, "events": null},
      {"why": "the recorder dropped 2 events", "offset": 288, "events": 2},
      {"why": "the recorder dropped 3 events", "offset": 302, "events": 3},
      {"why": "the recorder dropped 4 events", "offset": 316, "events": 4},
      {"why": "the recorder dropped 5 events", "offset": 330, "events": 5},
      {"why": "the recorder dropped 6 events", "offset": 344, "events": 6},
      {"why": "the recorder dropped 7 events", "offset": 358, "events": 7},
      {"why": "the recorder dropped 8 events", "offset": 372, "events": 8},
      {"why": "the recorder dropped 9 events", "offset": 386, "events": 9},
      {"why": "the recorder dropped 10 events", "offset": 400, "events": 10},
      {"why": "the recorder dropped 11 events", "offset": 415, "events": 11}
    ]
  },
  {
    "schema": 1,
    "trace": "whole.jmt",
    "complete": true,
    "format": "packets",
    "bytes": 354,
    "packets": 5,
    "streams": 1,
    "events": 8,
    "corrupt_bytes": 0,
    "duplicate_packets": 0,
    "unknown_packets": 0,
    "incomplete": []
  }
]
END

printf '# JMT text 1
header ticks=0
pool 1 "p" size=10 length=2
1 attach 1 live=0
1 get 1 0 size=3 at a.c:1 (f)
2 get 1 0 size=3 at b.c:1 (g)
end
' >clash.txt

# A trace that contradicts itself, and has no clock.
exits 0 report clash.txt
prints <<'END'
clash.txt: INCOMPLETE: at least 1 leaked block
  3 events

Pools
  pool  used  peak  length  block
  p      1-2   1-2       2   10 B  #######################......................

  pool  gets  puts  updates  failed gets  peak after  waste then
  p       2+    0+       0+           0+           -        7 B?

Leaks
  blocks   bytes  pool  site
      1+  >= 3 B  p     b.c:1 (g)

What is missing
  at byte 104: the trace contradicts itself: get of live block 0 of pool "p"
END

# A late attach: what is live, and what nobody knows of it.
printf '# JMT text 1
pool 1 "p" size=10 length=4
state 1 0
state 1 2
5 attach 1 live=2
end
' >late.txt
exits 0 report late.txt
prints <<'END'
late.txt: 2 leaked blocks
  1 event in 0 ns, complete
  not known of blocks that are out: 2 sizes, 2 reference counts

Pools
  pool  used  peak  length  block
  p        2     2       4   10 B  #######################......................

  pool  gets  puts  updates  failed gets  peak after  waste then
  p        0     0        0            0        0 ns        0 B?

Leaks
  blocks  bytes  pool  site
       2      ?  p     before the trace
END
exits 0 refs late.txt
prints <<'END'
late.txt: no imbalance that is known
  not known of blocks that are out: 2 sizes, 2 reference counts
END
exits 0 refs --format json late.txt
grep -q '^  "blocks_of_unknown_count": 2$' out || fail "refs, late: $(cat out)"
exits 0 leaks --format json late.txt
grep -q '"site": "before the trace", "blocks": 2, "bytes": 0, "blocks_of_unknown_size": 2, "blocks_of_unknown_count": 2, "oldest_ns": null, "youngest_ns": null, "most_references": null, "growth": null}' out ||
    fail "leaks, late: $(cat out)"

# What was lost before an attach does not concern the pool: its blocks are of before the trace.
printf '# JMT text 1
pool 1 "p" size=10 length=4
gap packets=1
state 1 0
5 attach 1 live=1
end
' >lost.txt
exits 0 leaks --format json lost.txt
grep -q '"site": "before the trace", "blocks": 1, ' out || fail "attached after a gap: $(cat out)"

# More live blocks than the pool has: as one line too many may be any, none is believed.
printf '# JMT text 1
pool 1 "p" size=10 length=2
state 1 0
state 1 1
state 1 0
end
' >many.txt
exits 0 report many.txt
prints <<'END'
many.txt: INCOMPLETE: nothing wrong in what there is
  0 events

Pools
  pool  used  peak  length  block
  p      0-2   0-2       2   10 B  .............................................

  pool  gets  puts  updates  failed gets  peak after  waste then
  p       0+    0+       0+           0+           ?        0 B?

What is missing
  at byte 61: the trace contradicts itself: a snapshot of more blocks than the
    2 of pool "p"
END

# Nor is one with a block that the pool has not, or that it has named already.
for block in 1 2; do
    printf '# JMT text 1\npool 1 "p" size=10 length=2\nstate 1 1\nstate 1 %s\nend\n' $block >odd.txt
    exits 0 report --format json odd.txt
    grep -q '"used": 1, "used_min": 0, "used_max": 2, ' out || fail "block $block: $(cat out)"
    grep -q "\"why\": \"the trace contradicts itself: a snapshot that cannot have block $block of pool " out ||
        fail "block $block: $(cat out)"
done

# A flight recorder that does not say what was live where its dump begins: any number of blocks may be.
printf '# JMT text 1
header before=3
pool 1 "p" size=10 length=4
5 get 1 0 size=8
end
' >groundless.txt
exits 0 report --format json groundless.txt
grep -q '"used": 1, "used_min": 1, "used_max": 4, ' out || fail "without ground: $(cat out)"
grep -q '"why": "a dump that does not say what is live in pool 1 where it begins"' out || fail "no reason: $(cat out)"

# Upper limits where sizes contradict the pool's, are none, or multiply to more than a number holds.
cat >limits.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "small" size=8 length=4
pool 2 "none" size=0 length=4
pool 3 "vast" size=1099511627776 length=1099511627776
1 get 1 0 size=100 at a.c:1 (a)
gap dropped=?
2 get 2 0 size=0 at b.c:1 (b)
3 get 3 0 size=5 at c.c:1 (c)
4 get 1 1 size=100 at a.c:1 (a)
5 failed get 0 - full
end
stream 3
header ticks=0
end
END
exits 0 report --format json limits.txt
sed -n '/"leaks"/,/"refs"/p;/"kind"/p' out >part && mv part out
prints <<'END'
  "leaks": [
    {"pool": "small", "stream": 0, "site": "a.c:1 (a)", "blocks": 1, "bytes": 100, "blocks_min": 1, "blocks_max": 4, "bytes_min": 100, "bytes_max": null},
    {"pool": "vast", "stream": 0, "site": "c.c:1 (c)", "blocks": 1, "bytes": 5, "blocks_min": 1, "blocks_max": 1099511627776, "bytes_min": 5, "bytes_max": null},
    {"pool": "none", "stream": 0, "site": "b.c:1 (b)", "blocks": 1, "bytes": 0, "blocks_min": 1, "blocks_max": 4, "bytes_min": 0, "bytes_max": null}
  ],
  "refs": [],
    {"kind": "full", "pool": "unknown", "site": "unknown", "count": 1, "count_min": 1, "count_max": null}
END
exits 0 pools --format json limits.txt
grep -q '"name": "vast".* "used_bytes": 1099511627776, "used_bytes_min": 1099511627776, "used_bytes_max": null, ' out ||
    fail "bytes without a limit: $(cat out)"

# References of all blocks, where some may be missing.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=64 length=4' '0 attach 1 live=0' \
    '1 get 1 0 size=8 at r.c:10 (make)' '5 ref-get 1 0 count=2 at r.c:20 (lend)' 'gap dropped=2' \
    '6 ref-get 1 0 count=3 at r.c:21 (lend)' '7 ref-put 1 0 count=2 at r.c:30 (back)' >balance.txt
exits 0 refs --unbalanced off balance.txt
sed -n 4,9p out >part && mv part out
prints <<'END'
By site, uncertain: references of all blocks of the run
  net  taken  given back  pool  site
   +1      1           0  p     r.c:21 (lend)
   -1      0           1  p     r.c:30 (back)
   +1      0           0  p     unknown
    0      1           0  p     r.c:20 (lend)
END
