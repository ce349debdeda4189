#!/bin/sh
# SPDX-License-Identifier: MIT
# What report, leaks and refs print, as text and as JSON.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# The report, in ASCII.
exits 0 report router.txt
prints <<'END'
router.txt: 3 leaked blocks, 2 unbalanced references, 3 failed calls
  router, 18 events in 1.2 s, complete

Pools
  pool      used  peak  length    block
  messages     2     4       4     64 B  ####################===================
  packets      1     2     100  1.5 KiB  #......................................

  pool      gets  puts  updates  failed gets  peak after  waste then
  messages     4     2        0            2      2.2 ms        64 B
  packets      2     1        0            0       1.2 s       572 B

Leaks
  blocks   bytes  pool      site
       1  1000 B  packets   .../long/path/network.c:1234 (receive_one_packet)
       2   112 B  messages  router.c:33 (produce)

References not balanced
  count  state     object        site
      2  held      messages:0#1  router.c:71 (route)
      0  orphaned  messages:3#1  router.c:91 (consume)

Failed calls
  calls  cause        pool      site
      2  full         messages  router.c:33 (produce)
      1  double-free  messages  router.c:99 (retry)
END

# Leaks by site, with the age of the oldest.
exits 0 leaks router.txt
prints <<'END'
router.txt: 3 leaked blocks, 1.1 KiB

Leaks
  blocks   bytes  oldest  refs  pool      site
       1  1000 B   1.2 s     1  packets   .../network.c:1234 (receive_one_pac...
       2   112 B   1.2 s     2  messages  router.c:33 (produce)

Growth: the fewest live in each eighth of the run
  growth    over time  youngest  pool      site
  constant  _#######      1.2 s  packets   .../network.c:1234 (receive_one_pa...
  constant  _#######      1.2 s  messages  router.c:33 (produce)
END

# References by block and by site.
exits 0 refs router.txt
prints <<'END'
router.txt: 2 blocks with unbalanced counts

By block
  count  state     object        site
      2  held      messages:0#1  router.c:71 (route)
      0  orphaned  messages:3#1  router.c:91 (consume)

By site: references taken less given back, blocks still out
  net  pool      site
   +1  messages  router.c:71 (route)
   -1  messages  router.c:91 (consume)
END

# The report as JSON.
exits 0 report --format json router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "events": 18,
  "dropped": 0,
  "duration_ns": 1203100000,
  "corrupt_bytes": 0,
  "pools": [
    {"name": "messages", "block_size": 64, "length": 4, "used": 2, "peak": 4, "peak_time_ns": 2200000, "gets": 4, "puts": 2, "updates": 0, "failed_gets": 2, "waste_bytes_at_peak": 64},
    {"name": "packets", "block_size": 1536, "length": 100, "used": 1, "peak": 2, "peak_time_ns": 1203000000, "gets": 2, "puts": 1, "updates": 0, "failed_gets": 0, "waste_bytes_at_peak": 572}
  ],
  "leaks": [
    {"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "blocks": 1, "bytes": 1000},
    {"pool": "messages", "site": "router.c:33 (produce)", "blocks": 2, "bytes": 112}
  ],
  "refs": [
    {"pool": "messages", "block": 0, "serial": 1, "count": 2, "site": "router.c:71 (route)", "state": "held"},
    {"pool": "messages", "block": 3, "serial": 1, "count": 0, "site": "router.c:91 (consume)", "state": "orphaned"}
  ],
  "errors": [
    {"kind": "full", "pool": "messages", "site": "router.c:33 (produce)", "count": 2},
    {"kind": "double-free", "pool": "messages", "site": "router.c:99 (retry)", "count": 1}
  ]
}
END

# Leaks as JSON.
exits 0 leaks --format json router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "leaks": [
    {"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "blocks": 1, "bytes": 1000, "oldest_ns": 1199100000, "youngest_ns": 1199100000, "most_references": 1, "growth": "constant", "fewest_live": [0, 1, 1, 1, 1, 1, 1, 1]},
    {"pool": "messages", "site": "router.c:33 (produce)", "blocks": 2, "bytes": 112, "oldest_ns": 1202100000, "youngest_ns": 1200900000, "most_references": 2, "growth": "constant", "fewest_live": [0, 2, 2, 2, 2, 2, 2, 2]}
  ]
}
END

# References as JSON.
exits 0 refs --format json router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "refs": [
    {"pool": "messages", "block": 0, "serial": 1, "count": 2, "site": "router.c:71 (route)", "state": "held"},
    {"pool": "messages", "block": 3, "serial": 1, "count": 0, "site": "router.c:91 (consume)", "state": "orphaned"}
  ],
  "balance": [
    {"pool": "messages", "site": "router.c:71 (route)", "net": 1},
    {"pool": "messages", "site": "router.c:91 (consume)", "net": -1}
  ],
  "errors": []
}
END

# Only one pool, and only some sites.
exits 0 report --pool packets --site network router.txt
prints <<'END'
router.txt: 1 leaked block (only pool "packets", only sites with "network")
  router, 18 events in 1.2 s, complete

Pools
  pool     used  peak  length    block
  packets     1     2     100  1.5 KiB  #.......................................

  pool     gets  puts  updates  failed gets  peak after  waste then
  packets     2     1        0            0       1.2 s       572 B

Leaks
  blocks   bytes  pool     site
       1  1000 B  packets  .../long/path/network.c:1234 (receive_one_packet)
END

# A trace of packets without findings.
exits 0 report whole.jmt
prints <<'END'
whole.jmt: 1 failed call
  router, 8 events in 312 ns, complete

Pools
  pool      used  peak  length  block
  messages     0     2       4   64 B  =====================....................

  pool      gets  puts  updates  failed gets  peak after  waste then
  messages     2     2        0            1       25 ns        16 B

Failed calls
  calls  cause  pool      site
      1  full   messages  router.c:71 (route)
END

# Two traces, a section each.
exits 0 validate router.txt whole.jmt
prints <<'END'
router.txt: sound: 18 events, 1,166 bytes

whole.jmt: sound: 5 packets, 8 events, 354 bytes
END

# A trace by hand from a pipe, where the first word is no command.
printf '# JMT text 1\n1 get 1 0 size=8\nend\n' | stat - --format json >out
grep -q '"leaks": \[$' out || fail "no leaks in the report of standard input"
grep -q '{"pool": "pool 1", "site": "unknown", "blocks": 1, "bytes": 8}' out || fail "not the leak"

# Several traces as JSON are an array.
exits 0 router.txt whole.jmt --format json
test "$(head -c 1 out)" = '[' || fail "no array"
grep -q '"trace": "whole.jmt"' out || fail "the trace is not named"

# In a UTF-8 locale bars are drawn with block characters.
if locale -a 2>/dev/null | grep -qi '^C.utf-\{0,1\}8$'; then
    LC_ALL=C.UTF-8 stat router.txt >out
    grep -q '^  packets .*█░░' out || fail "no block characters"
fi
