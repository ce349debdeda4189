#!/bin/sh
# SPDX-License-Identifier: MIT
# timeline: occupancy over time as a chart, as values and as a picture.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"
escape=$(printf "\033")

exits 0 timeline router.txt
prints <<'END'
router.txt: 2 pools over 1.2 s

messages: 4 blocks of 64 B, peak 4 (100.0 %) after 2.2 ms, 2 at the end, 2
  failed gets
         4+---------------------------------------------------------------------
          ||
          ||
          ||
          ||
          ||####################################################################
          ||####################################################################
          ||####################################################################
          ||####################################################################
         0++---------------------------+----------------------------+-----------
           0                           500 ms                       1.0 s
      peak ^
    failed x
     marks a

packets: 100 blocks of 1.5 KiB, peak 2 (2.0 %) after 1.2 s, 1 at the end
         2|                                                                    |
          |                                                                    |
          |                                                                    |
          |                                                                    |
          ||####################################################################
          ||####################################################################
          ||####################################################################
          ||####################################################################
         0++---------------------------+----------------------------+-----------
           0                           500 ms                       1.0 s
      peak                                                                     ^
     marks a

Marks
  a    2.4 ms  burst over
END
COLUMNS=60
export COLUMNS
exits 0 timeline --pool buffers demo.txt
prints <<'END'
demo.txt: 1 pool over 39 ms (only pool "buffers")

buffers: 16 blocks of 256 B, peak 16 (100.0 %) after 19 ms,
  0 at the end, 14 failed gets
        16+-------------------------------------------------
          |                        |
          |                        |
          |                        |
          |                        |
          |                        |.
          |                        ||
          |                        ||
          |........................||.......................
         0++-----------+-----------+------------+-----------
           0           10 ms       20 ms        30 ms
      peak                         ^
    failed                         x
     marks a                       *                       d

Marks
  a     11 us  routing begins
  b     19 ms  burst begins
  c     20 ms  burst ends
  d     39 ms  shutdown
END

# A line is never longer than the terminal is wide, and in a pipe has no escape code.
exits 0 timeline demo.txt
test "$(awk 'length > 60' out | wc -l)" = 0 || fail "too wide: $(cat out)"
unset COLUMNS
exits 0 timeline --color always demo.txt
grep -q "$(printf '\033')" out || fail "no colour"
exits 0 timeline demo.txt
grep -q "$(printf '\033')" out && fail "an escape code in a pipe"

# One event stands out however many there are around it.
{
    echo '# JMT text 1'
    echo 'header ticks=1000000'
    echo 'pool 1 "p" size=8 length=20'
    awk 'BEGIN {
        for (i = 0; i < 8000; i++) {
            print i * 10, "get 1 0 size=8"
            if (i == 5000)
                for (block = 1; block < 20; block++)
                    print i * 10, "get 1", block, "size=8"
            if (i == 5000)
                for (block = 1; block < 20; block++)
                    print i * 10, "put 1", block
            print i * 10 + 1, "put 1 0"
        }
    }'
    echo end
} >spike.txt
exits 0 timeline spike.txt
prints <<'END'
spike.txt: 1 pool over 80 ms

p: 20 blocks of 8 B, peak 20 (100.0 %) after 50 ms, 0 at the end
        20+---------------------------------------------------------------------
          |                                           |
          |                                           |
          |                                           |
          |                                           |
          |                                           |
          |                                           |
          |                                           |
          |...........................................|.........................
         0++----------------+----------------+----------------+-----------------
           0                20 ms            40 ms            60 ms
      peak                                            ^
END
exits 0 timeline --format csv spike.txt
test "$(wc -l <out)" -le 2049 || fail "too many intervals: $(wc -l <out)"
test "$(awk -F, '$7 == 20' out)" = 'spike.txt,p,ns,49984000,50048000,0,20,0,0,true' ||
    fail "the spike is $(awk -F, '$7 == 20' out)"
test "$(awk -F, '$7 != 1 && NR > 1' out | wc -l)" = 1 || fail "there are other values"

# Values, certain or not.
cat >gap.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
0 attach 1 live=0
1 get 1 0 size=8
2 failed get 1 - zero-size size=0 status=3
gap packets=0 dropped=1
3 get 1 3 size=8
3 mark "a, or b"
4 detach 1 live=2
end
END
exits 0 timeline --format json gap.txt
prints <<'END'
{
  "schema": 1,
  "complete": false,
  "pools": [
    {"name": "p", "block_size": 8, "length": 4, "peak": 2, "peak_min": 2, "peak_max": 3, "peak_time_ns": 3000000, "peak_time_ns_min": 0, "peak_time_ns_max": null, "unit": "ns", "width": 1000000, "intervals": [{"start": 0, "end": 1000000, "min": 0, "max": 0, "last": 0, "failed_gets": 0, "sure": true}, {"start": 1000000, "end": 2000000, "min": 0, "max": 1, "last": 1, "failed_gets": 0, "sure": true}, {"start": 2000000, "end": 3000000, "min": 1, "max": 1, "last": 1, "failed_gets": 1, "sure": false}, {"start": 3000000, "end": 4000000, "min": 1, "max": 2, "last": 2, "failed_gets": 0, "sure": false}, {"start": 4000000, "end": 4000000, "min": 2, "max": 2, "last": 2, "failed_gets": 0, "sure": false}]}
  ],
  "marks": [
    {"stream": 0, "position": 3000000, "text": "a, or b"}
  ],
  "marks_left_out": 0,
  "incomplete": [
    {"why": "the recorder dropped 1 event", "offset": 136, "events": 1}
  ]
}
END
exits 0 timeline --format csv gap.txt
prints <<'END'
trace,pool,unit,start,end,min,max,last,failed_gets,sure
gap.txt,p,ns,0,1000000,0,0,0,0,true
gap.txt,p,ns,1000000,2000000,0,1,1,0,true
gap.txt,p,ns,2000000,3000000,1,1,1,1,false
gap.txt,p,ns,3000000,4000000,1,2,2,0,false
gap.txt,p,ns,4000000,4000000,2,2,2,0,false
END
exits 0 timeline gap.txt
prints <<'END'
gap.txt: INCOMPLETE: 1 pool over at least 4.0 ms

p: 4 blocks of 8 B, peak 2-3 after 3.0 ms?, 2 at the end, 1-2 failed gets
         4+---------------------------------------------------------------------
          |
          |
          |
          |
          |                                                   ||||||||||||||||||
          |                                                   ||||||||||||||||||
          |                 ||||||||||||||||||##################################
          |                 ||||||||||||||||||##################################
         0++----------------+----------------+----------------+----------------+
           0                1.0 ms           2.0 ms           3.0 ms
      peak                                                    ^
    failed                                   x
     marks                                                    a
    unsure                                   ???????????????????????????????????

Marks
  a    3.0 ms  a, or b

What is missing
  at byte 136: the recorder dropped 1 event
END
exits 3 timeline --strict -q gap.txt
test ! -s out || fail "quiet, but prints $(cat out)"

# Without a clock the axis counts events.
{
    echo '# JMT text 1'
    echo 'header ticks=0 pointer=4'
    echo '0 get 1 0 size=8'
    echo '0 get 1 1 size=8'
    echo '0 put 1 0'
    echo end
} >clockless.txt
exits 0 timeline clockless.txt
prints <<'END'
clockless.txt: 1 pool, no clock

pool 1: peak 2, 1 at the end
         2|                                  |||||||||||||||||||||||||||||||||||
          |                                  |||||||||||||||||||||||||||||||||||
          |                                  |||||||||||||||||||||||||||||||||||
          |                                  |||||||||||||||||||||||||||||||||||
          |#####################################################################
          |#####################################################################
          |#####################################################################
          |#####################################################################
         0++---------------------------------+---------------------------------+
    events 0                                 1                                 2
      peak                                   ^
END
exits 0 timeline --format csv clockless.txt
prints <<'END'
trace,pool,unit,start,end,min,max,last,failed_gets,sure
clockless.txt,pool 1,events,0,1,1,1,1,0,true
clockless.txt,pool 1,events,1,2,1,2,2,0,true
clockless.txt,pool 1,events,2,2,1,2,1,0,true
END

# A trace that is cut, one of a single moment, and one in which nothing happens.
head -c 340 whole.jmt >cut.jmt
exits 0 timeline cut.jmt
prints <<'END'
cut.jmt: INCOMPLETE: 1 pool over at least 312 ns

messages: 4 blocks of 64 B, peak 2-4 after 25 ns?, 0-4 at the end, 1+ failed
  gets
         4+---------------------------------------------------------------------
          |
          |
          |
          |
          |     |##############################################################|
          |     |##############################################################|
          |    |###############################################################|
          |    |###############################################################|
         0++---------------------+---------------------+---------------------+--
           0                     100 ns                200 ns
      peak      ^
    failed                         x

What is missing
  at byte 317: the input ends inside a packet
END
printf '# JMT text 1\n7 get 1 0 size=8\nend\n' >moment.txt
exits 0 timeline --format csv moment.txt
prints <<'END'
trace,pool,unit,start,end,min,max,last,failed_gets,sure
moment.txt,pool 1,ns,0,0,1,1,1,0,true
END
exits 0 timeline moment.txt
grep -q '|####' out || fail "the moment is not drawn: $(cat out)"
printf '# JMT text 1\nend\n' >nothing.txt
exits 0 timeline nothing.txt
prints <<'END'
nothing.txt: 0 pools
END

# Blocks where the locale has them.
LC_ALL=C.UTF-8
exits 0 timeline --pool sessions demo.txt
LC_ALL=C
prints <<'END'
demo.txt: 1 pool over 39 ms (only pool "sessions")

sessions: 8 blocks of 20 B, peak 5 (62.5 %) after 8.2 ms, 0 at the end
         8┼─────────────────────────────────────────────────────────────────────
          │
          │
          │
          │              ▒█▒▒█▒ ▒█▒ ▒▒ ▒▒ ▒▒▒▒█▒▒█▒ ▒▒▒▒█▒ ▒▒ ▒█▒ ▒█▒▒▒▒ ▒█▒ ▒█▒
          │           ▒████████████████████████████████████████████████████████▒
          │       ▒████████████████████████████████████████████████████████████▒
          │    ▒███████████████████████████████████████████████████████████████▒
          │▒███████████████████████████████████████████████████████████████████▒
         0└┬────────────────┬─────────────────┬────────────────┬────────────────
           0                10 ms             20 ms            30 ms
      peak               ^
     marks a                                bc                                 d

Marks
  a     11 us  routing begins
  b     19 ms  burst begins
  c     20 ms  burst ends
  d     39 ms  shutdown
END

# A part of the trace has an axis of its own, and begins with what is live there.
exits 0 timeline --from 2.05ms --to mark:'burst over' --pool messages --format csv router.txt
test "$(sed -n 2p out)" = 'router.txt,messages,ns,0,1000,2,3,3,0,true' || fail "the part begins with $(sed -n 2p out)"

# The picture is well-formed, whole, and overwrites nothing unasked.
{
    echo '# JMT text 1'
    printf '%s\n' 'pool 1 "<a> & \x1b" size=8 length=2'
    echo '1 get 1 0 size=8'
    echo '9 mark "\"x\" <y>"'
    echo end
} >names.txt
exits 0 timeline -q --svg chart.svg demo.txt gap.txt names.txt nothing.txt moment.txt
test ! -s out || fail "quiet, but prints $(cat out)"
test "$(grep -c '<g role="img">' chart.svg)" = 6 || fail "not a chart for each pool"
grep -q 'aria-labelledby="title desc"' chart.svg || fail "nothing for screen readers"
grep -q 'prefers-color-scheme:dark' chart.svg || fail "nothing for dark screens"
grep -q 'class="fail"' chart.svg || fail "failed gets are not there"
grep -q 'class="unsure"' chart.svg || fail "what is unsure is not there"
grep -q '<title>peak 26</title>' chart.svg || fail "the peak is not there"
grep -q '&lt;a&gt; &amp; \\x1b' chart.svg || fail "names are not escaped"
test "$(grep -c 'https\{0,1\}:' chart.svg)" = 1 || fail "it names more than its own format: $(grep -n http chart.svg)"
if command -v python3 >/dev/null; then
    python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse("chart.svg")' || fail "the picture is not XML"
fi
cp chart.svg before.svg
exits 2 timeline -q --svg chart.svg router.txt
says 'junomemstat: chart.svg: exists already; -f overwrites it'
cmp -s chart.svg before.svg || fail "the picture was overwritten"
exits 0 timeline -q -f --svg chart.svg router.txt
cmp -s chart.svg before.svg && fail "the picture was not overwritten"
exits 2 timeline -q --svg new.svg router.txt missing.jmt
says 'junomemstat: missing.jmt: No such file or directory'
test ! -e new.svg || fail "half a picture"
test -z "$(ls new.svg* 2>/dev/null)" || fail "the rest of a picture"

# What cannot be.
exits 2 timeline --pool nothing router.txt
says 'junomemstat: router.txt: no pool "nothing"; there are: messages, packets'
exits 2 report --svg chart.svg router.txt
says 'junomemstat: report: has no --svg; try `junomemstat report --help`'
exits 2 timeline --svg '' router.txt
says "junomemstat: --svg needs a file's name"

# Beyond seconds the steps are round in minutes and hours, up to the longest time that there is.
printf '%s\n' '# JMT text 1' 'header ticks=1' 'pool 1 "p" size=8 length=1000' '0 get 1 0 size=8' \
    '3600 mark "a"' '7200 put 1 0' end >hours.txt
exits 0 timeline hours.txt
sed -n '12,15p' out >axis && mv axis out
prints <<'END'
         0++----------------+----------------+----------------+----------------+
           0                30 min           60 min           90 min
      peak ^
     marks                                   a
END
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=4' '0 get 1 0 size=8' '18446744073709551615 put 1 0' end >age.txt
exits 0 timeline age.txt
sed -n '13,14p' out >axis && mv axis out
prints <<'END'
         0++-------------------------+-------------------------+---------------+
           0                         1966080 h                 3932160 h
END
exits 0 timeline -q --svg age.svg age.txt
grep -o '>[0-9]* h<' age.svg >out
prints <<'END'
>983040 h<
>1966080 h<
>2949120 h<
>3932160 h<
>4915200 h<
END

# Nearly full is not full, and little is not nothing; marks beyond z are counted.
{
    printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "p" size=8 length=1000' '0 attach 1 live=0' \
        '1 get 1 0 size=8'
    awk 'BEGIN { for (i = 1; i < 999; i++) print 500, "get 1", i, "size=8"
        for (i = 1; i < 999; i++) print 500, "put 1", i
        for (i = 0; i < 30; i++) print 501 + i * 10, "mark \"m" i "\"" }'
    printf '%s\n' '900 failed get 1 - full' '901 put 1 0' end
} >full.txt
exits 0 timeline full.txt
sed -n '3,6p;12,17p;$p' out >part && mv part out
prints <<'END'
p: 1,000 blocks of 8 B, peak 999 (99.9 %) after 500 ms, 0 at the end, 1 failed
  get
     1,000+---------------------------------------------------------------------
          |                                      :
          |                                      |
          |......................................|..............................
         0++--------------+--------------+--------------+---------------+-------
           0              200 ms         400 ms         600 ms          800 ms
      peak                                       ^
    failed                                                                     x
  +  and 4 more
END
exits 0 timeline --color always full.txt
grep -q "^          |$escape\[32m *$escape\[0m$escape\[33m:$escape\[0m$escape\[32m" out || fail "nearly full is not yellow: $(cat out)"
# One table for several traces; a picture of none.
exits 0 timeline --format csv moment.txt moment.txt
prints <<'END'
trace,pool,unit,start,end,min,max,last,failed_gets,sure
moment.txt,pool 1,ns,0,0,1,1,1,0,true
moment.txt,pool 1,ns,0,0,1,1,1,0,true
END
exits 0 timeline -q --svg none.svg nothing.txt
grep -q '<desc id="desc">0 charts' none.svg || fail "a picture of nothing: $(cat none.svg)"

# Of a pool without blocks no share can be told.
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=0' '1 failed get 1 - full' '2 failed get 1 - full' end >zero.txt
exits 0 timeline zero.txt
sed -n 3p out >part && mv part out
prints <<'END'
p: 0 blocks of 8 B, peak 0, 0 at the end, 2 failed gets
END
