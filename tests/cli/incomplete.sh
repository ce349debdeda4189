#!/bin/sh
# SPDX-License-Identifier: MIT
# Cut and damaged traces: what report and validate say of them, and their exit codes.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# Without its end packet, and with the rest of one.
head -c 340 whole.jmt >cut.jmt
exits 0 report cut.jmt
prints <<'END'
cut.jmt: INCOMPLETE: at least 1 failed call
  router, 8+ events in at least 312 ns, 23 bytes outside packets

Pools
  pool      used  peak  length  block
  messages   0-4   2-4       4   64 B  =====================....................

  pool      gets  puts  updates  failed gets  peak after  waste then
  messages    2+    2+       0+           1+      25 ns?       16 B?

Failed calls
  calls  cause  pool      site
     1+  full   messages  router.c:71 (route)

What is missing
  at byte 317: the input ends inside a packet
END
exits 3 report --strict cut.jmt
says 'junomemstat: cut.jmt: incomplete: at byte 317: the input ends inside a packet'
exits 3 validate --strict -q cut.jmt
exits 9 validate --error-exitcode 9 cut.jmt

# Cut while blocks are out: they are no leaks.
head -c 200 whole.jmt >cut.jmt
exits 0 leaks cut.jmt
prints <<'END'
cut.jmt: INCOMPLETE: no leak that is certain

What is missing
  at byte 188: the input ends inside a packet

Out where the trace stops (not leaks: there is no end)
  blocks  bytes  oldest  refs  pool      site
       2  112 B    5 ns     1  messages  router.c:33 (produce)

Growth: the fewest live in each eighth of the run
  growth   over time  youngest  pool      site
  growing  _______#       0 ns  messages  router.c:33 (produce)
END
exits 0 leaks --error-exitcode 7 cut.jmt

# A damaged packet costs only itself.
{ head -c 150 whole.jmt; printf x; tail -c +152 whole.jmt; } >damaged.jmt
exits 0 validate damaged.jmt
prints <<'END'
damaged.jmt: INCOMPLETE: 4 packets, 5 events, 354 bytes
  82 bytes that belong to no intact packet

What is missing
  at byte 106: 1 packet is missing, with 3 events
END
exits 0 report --format json damaged.jmt
grep -q '"complete": false' out || fail "complete"
grep -q '{"why": "1 packet is missing", "offset": 106, "events": 3}' out || fail "the gap is not told"
grep -q '"gets": 0, "gets_min": 0, "gets_max": 3' out || fail "gets have no range: $(cat out)"

# Console text in between is counted, and is no gap.
{ head -c 106 whole.jmt; echo 'boot ok'; tail -c +107 whole.jmt; } >console.jmt
exits 0 validate --strict console.jmt
prints <<'END'
console.jmt: sound: 5 packets, 8 events, 362 bytes
  8 bytes that belong to no intact packet
END

# Cut at every byte: never a crash, never complete; not a trace before the first packet's end.
# (Not at every one under another program: each run takes its time then.)
step=${RUN_UNDER:+23}
at=0
size=$(wc -c <whole.jmt)
while test $at -lt "$size"; do
    head -c $at whole.jmt >cut.jmt
    if test $at -lt 54; then
        exits 2 validate --strict -q cut.jmt
    else
        exits 3 validate --strict -q cut.jmt
    fi
    at=$((at + ${step:-1}))
done

# A text trace that is cut.
head -n 9 router.txt >cut.txt
exits 3 report --strict -q cut.txt
says 'junomemstat: cut.txt: incomplete: at byte 390: the end is missing'
head -c 389 router.txt >cut.txt
exits 3 report --strict -q cut.txt
says 'junomemstat: cut.txt: incomplete: at byte 342: the input ends inside a line'

# A line that is not the trace's costs only itself.
printf '# JMT text 1\n1 get 1 0 size=8\nboot ok\n2 put 1 0\nend events=2\n' >foreign.txt
exits 0 validate foreign.txt
prints <<'END'
foreign.txt: INCOMPLETE: 2 events, 61 bytes

What is missing
  at byte 30: line 3: not a line of a trace: boot ok, with 0 events
END
exits 3 validate --strict -q foreign.txt
says 'junomemstat: foreign.txt: incomplete: at byte 30: line 3: not a line of a trace: boot ok'

# A packet of a version to come is one, though nothing is known of it.
printf '\326\112\115\124\002\004\043\000\007\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\141\142\143\104\064\032\043' >later.jmt
exits 0 report later.jmt
prints <<'END'
later.jmt: INCOMPLETE: nothing wrong in what there is
  0+ events

What is missing
  at byte 35: nothing in it that this version knows
END
exits 0 convert --to html later.jmt
grep -q '"program":"",.*"pools":\[\],' out || fail 'a page of nothing that is known'
