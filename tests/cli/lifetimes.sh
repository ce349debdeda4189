#!/bin/sh
# SPDX-License-Identifier: MIT
# lifetimes: how long blocks live, by pool and site.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

exits 0 lifetimes router.txt
prints <<'END'
router.txt: 3 lives ended, 3 blocks never freed

Pools
  ended     p50     p90     p99     max  never freed  pool      began unseen
      2  1.0 ms  1.0 ms  1.0 ms  1.0 ms            2  messages             0
      1  100 us  100 us  100 us  100 us            1  packets              0

messages: how many lived how long
     1.0 ms - 2.0 ms           2  ############################################

packets: how many lived how long
     100 us - 200 us           1  ############################################

Sites
  ended     p50     p90     p99     max  never freed  pool      site
      2  1.0 ms  1.0 ms  1.0 ms  1.0 ms            2  messages  router.c:33 (...
      1  100 us  100 us  100 us  100 us            0  packets   net.c:12 (rec...
      0       -       -       -       -            1  packets   .../netw...cket)
END
exits 0 lifetimes --pool buffers demo.txt
prints <<'END'
demo.txt: 121 lives ended, 0 blocks never freed (only pool "buffers")

Pools
  ended     p50     p90     p99     max  never freed  pool     began unseen
    121  759 ns  455 us  729 us  731 us            0  buffers             0

buffers: how many lived how long
     200 ns - 500 ns          18  ###########
     500 ns - 1.0 us          69  ############################################
     1.0 us - 2.0 us           9  ######
     2.0 us - 5.0 us           2  #
      5.0 us - 10 us           0
       10 us - 20 us           0
       20 us - 50 us           0
      50 us - 100 us           2  #
     100 us - 200 us           2  #
     200 us - 500 us           9  ######
     500 us - 1.0 ms          10  ######

Sites
  ended     p50     p90     p99     max  never freed  pool     site
    121  759 ns  455 us  729 us  731 us            0  buffers  .../rout...ceive)
END
exits 0 lifetimes --format json --pool packets router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "pools": [
    {"name": "packets", "ended": 1, "min_ns": 100000, "p50_ns": 100000, "p90_ns": 100000, "p99_ns": 100000, "max_ns": 100000, "out": 1, "uncertain": 0, "began_unseen": 0, "sure": true, "histogram": [{"from_ns": 100000, "to_ns": 101000, "count": 1}]}
  ],
  "sites": [
    {"pool": "packets", "site": "net.c:12 (receive)", "ended": 1, "min_ns": 100000, "p50_ns": 100000, "p90_ns": 100000, "p99_ns": 100000, "max_ns": 100000, "out": 0, "uncertain": 0, "began_unseen": 0, "sure": true},
    {"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "ended": 0, "min_ns": null, "p50_ns": null, "p90_ns": null, "p99_ns": null, "max_ns": null, "out": 1, "uncertain": 0, "began_unseen": 0, "sure": true}
  ]
}
END
exits 0 lifetimes --format csv router.txt
prints <<'END'
trace,pool,site,ended,min_ns,p50_ns,p90_ns,p99_ns,max_ns,out,uncertain,began_unseen,sure
router.txt,messages,,2,1000000,1000000,1000000,1000000,1000000,2,0,0,true
router.txt,packets,,1,100000,100000,100000,100000,100000,1,0,0,true
router.txt,messages,router.c:33 (produce),2,1000000,1000000,1000000,1000000,1000000,2,0,0,true
router.txt,packets,net.c:12 (receive),1,100000,100000,100000,100000,100000,0,0,0,true
router.txt,packets,/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet),0,,,,,,1,0,0,true
END
exits 0 lifetimes --site receive --top 1 router.txt
prints <<'END'
router.txt: 1 life ended, 1 block never freed (only sites with "receive")

Pools
  ended     p50     p90     p99     max  never freed  pool      began unseen
      0       -       -       -       -            0  messages             0
      1  100 us  100 us  100 us  100 us            1  packets              0

packets: how many lived how long
     100 us - 200 us           1  ############################################

Sites
  ended     p50     p90     p99     max  never freed  pool     site
      1  100 us  100 us  100 us  100 us            0  packets  net.c:12 (rece...
  and 1 more
END

# A hundred lives of 1 to 100 ms: the percentiles are known beforehand.
{
    echo '# JMT text 1'
    echo 'header ticks=1000'
    echo 'pool 1 "p" size=8 length=4'
    awk 'BEGIN {
        for (i = 1; i <= 100; i++) {
            print i * 1000, "get 1 0 size=8 at a.c:1 (f)"
            print i * 1000 + i, "put 1 0 at a.c:2 (g)"
        }
    }'
    echo end
} >hundred.txt
exits 0 lifetimes --format csv hundred.txt
prints <<'END'
trace,pool,site,ended,min_ns,p50_ns,p90_ns,p99_ns,max_ns,out,uncertain,began_unseen,sure
hundred.txt,p,,100,1000000,50000000,90000000,98000000,100000000,0,0,0,true
hundred.txt,p,a.c:1 (f),100,1000000,50000000,90000000,98000000,100000000,0,0,0,true
END
exits 0 lifetimes hundred.txt
prints <<'END'
hundred.txt: 100 lives ended, 0 blocks never freed

Pools
  ended    p50    p90    p99     max  never freed  pool  began unseen
    100  50 ms  90 ms  98 ms  100 ms            0  p                0

p: how many lived how long
     1.0 ms - 2.0 ms           1  #
     2.0 ms - 5.0 ms           3  ###
      5.0 ms - 10 ms           5  ####
       10 ms - 20 ms          10  #########
       20 ms - 50 ms          30  ##########################
      50 ms - 100 ms          50  ############################################
     100 ms - 200 ms           1  #

Sites
  ended    p50    p90    p99     max  never freed  pool  site
    100  50 ms  90 ms  98 ms  100 ms            0  p     a.c:1 (f)
END

# A life that events missing may have cut in two has no time, nor one that began before the trace.
cat >gap.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
0 attach 1 live=1
1 get 1 0 size=8 at a.c:1 (f)
2 get 1 1 size=8 at a.c:1 (f)
3 put 1 1
4 get 1 2 size=8 at a.c:2 (g)
5 put 1 3
gap packets=0 dropped=2
10 put 1 0
12 get 1 1 size=8 at a.c:1 (f)
end
END
exits 0 lifetimes gap.txt
prints <<'END'
gap.txt: INCOMPLETE: at least 1 life ended, 1 block still out

Pools
  ended      p50      p90      p99      max  still out  pool  began unseen
     1+  1.0 ms?  1.0 ms?  1.0 ms?  1.0 ms?        1-2  p                2

p: how many lived how long
     1.0 ms - 2.0 ms           1  ############################################

Sites
  ended      p50      p90      p99      max  still out  pool  site
     1+  1.0 ms?  1.0 ms?  1.0 ms?  1.0 ms?          1  p     a.c:1 (f)
     0+        -        -        -        -        0-1  p     a.c:2 (g)
     0+        -        -        -        -          0  p     before the trace

What is missing
  at byte 186: the recorder dropped 2 events
END
exits 0 lifetimes --format json gap.txt
prints <<'END'
{
  "schema": 1,
  "complete": false,
  "pools": [
    {"name": "p", "ended": 1, "min_ns": 1000000, "p50_ns": 1000000, "p90_ns": 1000000, "p99_ns": 1000000, "max_ns": 1000000, "out": 1, "uncertain": 1, "began_unseen": 2, "sure": false, "histogram": [{"from_ns": 1000000, "to_ns": 1000000, "count": 1}]}
  ],
  "sites": [
    {"pool": "p", "site": "a.c:1 (f)", "ended": 1, "min_ns": 1000000, "p50_ns": 1000000, "p90_ns": 1000000, "p99_ns": 1000000, "max_ns": 1000000, "out": 1, "uncertain": 0, "began_unseen": 1, "sure": false},
    {"pool": "p", "site": "a.c:2 (g)", "ended": 0, "min_ns": null, "p50_ns": null, "p90_ns": null, "p99_ns": null, "max_ns": null, "out": 0, "uncertain": 1, "began_unseen": 0, "sure": false},
    {"pool": "p", "site": "before the trace", "ended": 0, "min_ns": null, "p50_ns": null, "p90_ns": null, "p99_ns": null, "max_ns": null, "out": 0, "uncertain": 0, "began_unseen": 1, "sure": false}
  ],
  "incomplete": [
    {"why": "the recorder dropped 2 events", "offset": 186, "events": 2}
  ]
}
END
exits 3 lifetimes --strict -q gap.txt
test ! -s out || fail "quiet, but prints $(cat out)"

# Where the trace is cut, what is out is not said to stay so.
head -c 340 whole.jmt >cut.jmt
exits 0 lifetimes cut.jmt
prints <<'END'
cut.jmt: INCOMPLETE: at least 2 lives ended, 0 blocks still out

Pools
  ended      p50      p90      p99      max  still out  pool      began unseen
     2+  287 ns?  291 ns?  291 ns?  291 ns?          0  messages             0

messages: how many lived how long
     200 ns - 500 ns           2  ############################################

Sites
  ended      p50      p90      p99      max  still out  pool      site
     2+  287 ns?  291 ns?  291 ns?  291 ns?          0  messages  router.c:33...

What is missing
  at byte 317: the input ends inside a packet
END

# Without a clock there are counts only.
printf '%s\n' '# JMT text 1' 'header ticks=0 pointer=4' '0 get 1 0 size=8' '0 get 1 1 size=8' '0 put 1 0' end >clockless.txt
exits 0 lifetimes clockless.txt
prints <<'END'
clockless.txt: 1 life ended, 1 block never freed, no clock: for how long is not
  known

Pools
  ended  p50  p90  p99  max  never freed  pool    began unseen
      1    -    -    -    -            1  pool 1             0

Sites
  ended  p50  p90  p99  max  never freed  pool    site
      1    -    -    -    -            1  pool 1  unknown
END
printf '# JMT text 1\nend\n' >nothing.txt
exits 0 lifetimes nothing.txt
prints <<'END'
nothing.txt: 0 lives ended, 0 blocks never freed
END

# A part of the trace; several traces.
exits 0 lifetimes --from 1s --format csv router.txt
prints <<'END'
trace,pool,site,ended,min_ns,p50_ns,p90_ns,p99_ns,max_ns,out,uncertain,began_unseen,sure
router.txt,messages,,0,,,,,,2,0,0,true
router.txt,packets,,1,100000,100000,100000,100000,100000,1,0,0,true
router.txt,packets,net.c:12 (receive),1,100000,100000,100000,100000,100000,0,0,0,true
router.txt,messages,router.c:33 (produce),0,,,,,,2,0,0,true
router.txt,packets,/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet),0,,,,,,1,0,0,true
END
exits 0 lifetimes --format csv router.txt gap.txt
test "$(grep -c '^trace,' out)" = 1 || fail "the head is there more than once: $(cat out)"

# What cannot be.
exits 2 lifetimes --pool nothing router.txt
says 'junomemstat: router.txt: no pool "nothing"; there are: messages, packets'
exits 2 lifetimes --site nowhere router.txt
says 'junomemstat: router.txt: no site with "nowhere"; dump shows the sites of all calls'
echo nonsense >foreign
exits 2 lifetimes foreign
says "junomemstat: foreign: not a trace: no intact packet in 9 bytes, nor a text trace's first line"

# The shortest and the longest lives that there can be have rows of their own.
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=4' '7 get 1 0 size=8' '7 put 1 0' '8 get 1 0 size=8' \
    '18 put 1 0' end >nil.txt
exits 0 lifetimes nil.txt
sed -n '7,12s/ *#*$//p' out >part && mv part out
prints <<'END'
p: how many lived how long
         0 ns - 1 ns           1
         1 ns - 2 ns           0
         2 ns - 5 ns           0
        5 ns - 10 ns           0
       10 ns - 20 ns           1
END
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=4' '0 get 1 0 size=8' '18446744073709551615 put 1 0' end >age.txt
exits 0 lifetimes age.txt
grep -q '^1388889 h - 5124096 h           1  ##*$' out || fail "the longest life: $(cat out)"
