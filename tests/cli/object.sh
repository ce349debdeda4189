#!/bin/sh
# SPDX-License-Identifier: MIT
# refs --object: one object's whole life, and what in it has no counterpart.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# The one that leaks in the demo; the block's last life, which it is; one that was put.
exits 0 refs --object 'messages:0#57' demo.txt
prints <<'END'
demo.txt: messages:0#57: still out, 1 unmatched reference

      seconds  thread  event     count  site
  0.011665551       1  get 64 B    1    doc/examples/router.c:196 (new_message)
  0.011665641       1  ref-get     2 !  doc/examples/router.c:118 (uplink_take)

  !  nothing in the trace gives this reference back, or took it
END
mv out last
exits 0 refs --object messages:0 demo.txt
diff last out >difference || fail "the last life is another one: $(cat difference)"
exits 7 refs -q --error-exitcode 7 --object messages:0 demo.txt
exits 0 refs --error-exitcode 7 --object 'messages:0#1' demo.txt
prints <<'END'
demo.txt: messages:0#1: put after 4.7 us

      seconds  thread  event     count  site
  0.000013720       1  get 64 B      1  doc/examples/router.c:196 (new_message)
  0.000014702       1  ref-get       2  doc/examples/router.c:108 (logger_take)
  0.000015153       1  ref-get       3  doc/examples/router.c:113 (display_take)
  0.000017286       1  ref-put       2  doc/examples/router.c:123 (logger_write)
  0.000017736       1  ref-put       1  doc/examples/router.c:128 (display_show)
  0.000018417       1  put           -  doc/examples/router.c:305 (free_message)
END
exits 0 refs --format json --object messages:3 router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "pool": "messages",
  "block": 3,
  "serial": 1,
  "end": "out",
  "life_events": 2,
  "unmatched": 1,
  "life": [
    {"time_ns": 2200000, "thread": null, "event": "get", "count": 1, "size": 64, "site": "router.c:33 (produce)"},
    {"time_ns": 3200000, "thread": null, "event": "ref-put", "count": 0, "site": "router.c:91 (consume)", "unmatched": "yes"}
  ]
}
END

# What comes after the put, up to the next get, belongs to it too.
exits 0 refs --object 'messages:1#1' router.txt
prints <<'END'
router.txt: messages:1#1: put after 1.0 ms

      seconds  event             count  site
  0.002000000  get 40 B              1  router.c:33 (produce)
  0.003000000  put                   -  router.c:91 (consume)
  0.004100000  put: double-free      -  router.c:99 (retry)
END

# Which of several is not known: all that it may be are marked.
{
    echo '# JMT text 1'
    echo 'header ticks=0'
    echo 'pool 1 "a:b" size=64 length=4'
    echo '0 attach 1 live=0'
    echo '1 get 1 0 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 0 count=2 at r.c:20 (logger_take)'
    echo '3 ref-get 1 0 count=3 at r.c:30 (uplink_take)'
    echo '3 update 1 0 size=9 at r.c:10 (make)'
    echo '4 ref-put 1 0 count=2 at r.c:40 (release)'
    echo '5 failed put 1 0 in-use status=1 at r.c:50 (make)'
    echo end
} >doubt.txt
exits 0 refs --object 'a:b:0#1' doubt.txt
prints <<'END'
doubt.txt: a:b:0#1: still out, 1 unmatched reference

  seconds  event        count  site
        -  get 8 B        1    r.c:10 (make)
        -  ref-get        2 ?  r.c:20 (logger_take)
        -  ref-get        3 ?  r.c:30 (uplink_take)
        -  update 9 B     -    r.c:10 (make)
        -  ref-put        2 ?  r.c:40 (release)
        -  put: in-use    -    r.c:50 (make)

  ?  these do not go up in pairs, and nobody knows which is left over
END

# Of a very long life the middle is left out, but for what is unmatched.
{
    echo '# JMT text 1'
    echo 'header ticks=1000'
    echo 'pool 1 "p" size=64 length=4'
    echo '0 attach 1 live=0'
    echo '1 get 1 2 size=8 at r.c:10 (make)'
    awk 'BEGIN {
        time = 2
        for (i = 0; i < 2000; i++) {
            print time++, "ref-get 1 2 count=" 2 + (i > 700), "at r.c:20 (lend)"
            print time++, "ref-put 1 2 count=" 1 + (i > 700), "at r.c:20 (lend)"
            if (i == 700) print time++, "ref-get 1 2 count=2 at r.c:30 (forget)"
        }
    }'
    echo end
} >long.txt
exits 0 refs --object 'p:2#1' long.txt
grep -n -e make -e forget -e 'left out' -e unmatched -e '[0-9] !' out >shown
mv shown out
prints <<'END'
1:long.txt: p:2#1: still out, 1 unmatched reference
4:  0.001000000  get 8 B    1    r.c:10 (make)
504:          ...                  903 events left out
505:  1.404000000  ref-get    2 !  r.c:30 (forget)
506:          ...                  2,098 events left out
END
exits 0 refs --format json --object 'p:2#1' long.txt
grep -q '^    {"left_out": 903},$' out || fail "nothing was left out: $(head -n 20 out)"
test "$(grep -c '"event"' out)" = 1001 || fail "not 1001 events: $(grep -c '"event"' out)"

# Of many that nothing gives back, all that are shown are marked.
{
    echo '# JMT text 1'
    echo 'pool 1 "p" size=64 length=4'
    echo '0 attach 1 live=0'
    echo '1 get 1 2 size=8 at r.c:10 (make)'
    awk 'BEGIN { for (i = 0; i < 1500; i++) print i + 2, "ref-get 1 2 count=" i + 2, "at r.c:20 (lend)" }'
    echo end
} >held.txt
exits 0 refs --object p:2 held.txt
grep -q '^held.txt: p:2#1: still out, 1,500 unmatched references$' out || fail "the verdict: $(head -n 1 out)"
test "$(grep -c ' !  r.c:20' out)" = 999 || fail "marked: $(grep -c ' !  r.c:20' out)"

# Before the trace, from a snapshot, and around a gap.
{
    echo '# JMT text 1'
    echo 'header ticks=1000 before=9'
    echo 'pool 1 "p" size=16 length=10'
    echo 'state 1 2 size=8 count=2 since=100 at b.c:2 (b)'
    echo '1000 ref-get 1 2 count=3 at a.c:1 (a)'
    echo 'gap dropped=1'
    echo '1500 put 1 2 at a.c:2 (a)'
    echo '2000 get 1 2 size=4 at b.c:2 (b)'
    echo 'gap dropped=1'
    echo '2500 get 1 2 size=5 at b.c:2 (b)'
    echo end
} >ring.txt
exits 0 refs --object 'p:2#0' ring.txt
prints <<'END'
ring.txt: INCOMPLETE: p:2#0: put

      seconds  event    count  site
  0.000000000  live         2  b.c:2 (b)
  0.000000000  ref-get      3  a.c:1 (a)
  0.000000000  gap          -
  0.500000000  put          -  a.c:2 (a)

What is missing
  at byte 155: the recorder dropped 1 event
  at byte 228: the recorder dropped 1 event
END
exits 0 refs --object 'p:2#1' ring.txt
grep -q '^ring.txt: INCOMPLETE: p:2#1: got again, its put is missing$' out || fail "no word of the put: $(cat out)"
exits 3 refs --strict -q --object 'p:2' ring.txt

# Pools of one name are numbered.
{
    echo '# JMT text 1'
    echo '1 get 1 0 size=1 at a.c:1 (a)'
    echo 'pool 1 "p" size=8 length=4'
    echo '2 get 1 1 size=2 at a.c:2 (a)'
    echo end
    echo 'stream 1'
    echo 'pool 1 "p" size=8 length=4'
    echo '1 get 1 1 size=3 at a.c:3 (a)'
    echo end
} >twice.txt
exits 0 refs --object 'p [2]:1#1' twice.txt
grep -q '  get 3 B .* a.c:3 (a)$' out || fail "not the second pool: $(cat out)"
exits 2 refs --object 'p:1#1' twice.txt
says 'junomemstat: twice.txt: no object p:1#1: 2 pools have that name; write NAME [1]:1 for the first'

# What is wrong is said in one line.
exits 2 refs --object 'messages:0#58' demo.txt
says "junomemstat: demo.txt: no object messages:0#58: the block's last life is #57"
exits 2 refs --object 'messages:0#0' demo.txt
says "junomemstat: demo.txt: no object messages:0#0: the block's last life is #57"
exits 2 refs --object messages:47 demo.txt
says 'junomemstat: demo.txt: no object messages:47: nothing tells of that block'
exits 2 refs --object nothing:0 -o never.txt demo.txt
says 'junomemstat: demo.txt: no object nothing:0: no pool of that name; `junomemstat report` shows the pools'
test ! -e never.txt || fail "a file in spite of it"
for wrong in messages messages: :0 messages:x 'messages:0#' 'messages:0#x' 'messages:1#4294967296' \
    messages:18446744073709551616 messages:-1 'messages:1#1 ' ''; do
    exits 2 refs --object "$wrong" demo.txt
    says "junomemstat: --object $wrong: not POOL:BLOCK#SERIAL, nor POOL:BLOCK for the block's last life"
done
exits 2 leaks --object messages:0 demo.txt
says 'junomemstat: leaks: has no --object; try `junomemstat leaks --help`'
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=16 length=10' 'state 1 2 size=8 count=2' '5 attach 1 live=1' end >seen.txt
exits 2 refs --object 'p:2#1' seen.txt
says 'junomemstat: seen.txt: no object p:2#1: the block was not got in the trace, but before; write #0'

# Calls and causes without a name, a gap and a snapshot within a life, and calls of no pool, which are not of it.
cat >odd.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=64 length=4
0 attach 1 live=0
1 get 1 0 size=8 at r.c:10 (make)
2 get 0 0 size=8 at r.c:10 (make)
2 update 1 0 size=9 at r.c:11 (grow)
3 failed 77 1 0 99 status=7 at r.c:12 (odd)
4 failed update 1 0 too-large size=99 status=2 at r.c:11 (grow)
5 0 1 0 value=3
pool 1 "p" size=64 length=4
5 ref-get 1 0 count=2 at r.c:20 (lend)
gap dropped=2
state 1 0 size=9 count=2 at r.c:10 (make)
6 ref-get 1 0 count=3 at r.c:21 (lend)
7 ref-put 1 0 count=2 at r.c:30 (back)
END
exits 0 refs --error-exitcode 7 --object p:0 odd.txt
prints <<'END'
odd.txt: INCOMPLETE: p:0#1: out where the trace stops, 1 unmatched reference

      seconds  event              count  site
  0.001000000  get 8 B              1    r.c:10 (make)
  0.002000000  update 9 B           -    r.c:11 (grow)
  0.003000000  call: other          -    r.c:12 (odd)
  0.004000000  update: too-large    -    r.c:11 (grow)
  0.005000000  ref-get              2    r.c:20 (lend)
  0.005000000  gap                  -
  0.006000000  ref-get              3 ?  r.c:21 (lend)
  0.007000000  ref-put              2 ?  r.c:30 (back)

  ?  these do not go up in pairs, and nobody knows which is left over

What is missing
  at byte 373: the recorder dropped 2 events
  at byte 507: the end is missing
END
exits 0 refs --format json --object p:0 odd.txt
prints <<'END'
{
  "schema": 1,
  "complete": false,
  "pool": "p",
  "block": 0,
  "serial": 1,
  "end": "out",
  "life_events": 8,
  "unmatched": 1,
  "life": [
    {"time_ns": 1000000, "thread": null, "event": "get", "count": 1, "size": 8, "site": "r.c:10 (make)"},
    {"time_ns": 2000000, "thread": null, "event": "update", "count": null, "size": 9, "site": "r.c:11 (grow)"},
    {"time_ns": 3000000, "thread": null, "event": "call", "count": null, "failed": "other", "site": "r.c:12 (odd)"},
    {"time_ns": 4000000, "thread": null, "event": "update", "count": null, "failed": "too-large", "site": "r.c:11 (grow)"},
    {"time_ns": 5000000, "thread": null, "event": "ref-get", "count": 2, "site": "r.c:20 (lend)"},
    {"time_ns": 5000000, "thread": null, "event": "gap", "count": null},
    {"time_ns": 6000000, "thread": null, "event": "ref-get", "count": 3, "site": "r.c:21 (lend)", "unmatched": "maybe"},
    {"time_ns": 7000000, "thread": null, "event": "ref-put", "count": 2, "site": "r.c:30 (back)", "unmatched": "maybe"}
  ],
  "incomplete": [
    {"why": "the recorder dropped 2 events", "offset": 373, "events": 2},
    {"why": "the end is missing", "offset": 507, "events": null}
  ]
}
END

# Which of several pools is meant, where some are defined, and some have a number only.
cat >names.txt <<'END'
# JMT text 1
header ticks=0
pool 1 "p" size=64 length=4
pool 2 "q" size=64 length=4
pool 3 "p" size=64 length=4
1 get 1 0 size=8 at r.c:10 (a)
1 get 2 0 size=8 at r.c:10 (b)
1 get 3 0 size=8 at r.c:10 (c)
1 put 3 0 at r.c:99 (c)
1 get 9 0 size=8 at r.c:10 (d)
end
stream 1
header ticks=0
1 get 1 0 size=8 at r.c:10 (x)
1 get 9 0 size=8 at r.c:10 (e)
end
END
for meant in 'p [1] a' 'p [2] c' 'q b' 'pool 9 [1] d' 'pool 9 [2] e' 'pool 1 x'; do
    exits 0 refs --object "${meant% ?}:0" names.txt
    grep -q "  get 8 B      1  r.c:10 (${meant##* })\$" out || fail "${meant% ?}: $(cat out)"
done
exits 0 refs --object 'p [2]:0' names.txt
grep -q '^names.txt: p \[2\]:0#1: put$' out || fail "a put without a clock: $(cat out)"
exits 2 refs --object 'pool 9:0' names.txt
says 'junomemstat: names.txt: no object pool 9:0: 2 pools have that name; write NAME [1]:0 for the first'
for none in 'p [3]' 'p [02]' 'p [1' 'x [1]'; do
    exits 2 refs --object "$none:0" names.txt
    says "junomemstat: names.txt: no object $none:0: no pool of that name; \`junomemstat report\` shows the pools"
done

# However many sites take references, the last of them are known.
{
    printf '%s\n' '# JMT text 1' 'pool 1 "p" size=64 length=4' '0 attach 1 live=0' '1 get 1 0 size=8 at r.c:1 (make)'
    awk 'BEGIN { for (i = 2; i < 300; i++) print i, "ref-get 1 0 count=" i, "at r.c:" i, "(lend_" i ")" }'
    echo end
} >sites.txt
exits 0 refs --object p:0 sites.txt
grep -q ' 299 !  r.c:299 (lend_299)$' out || fail "the last of many sites: $(tail out)"
