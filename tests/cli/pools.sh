#!/bin/sh
# SPDX-License-Identifier: MIT
# pools: occupancy, waste, peak, and time nearly full.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

exits 0 pools router.txt
prints <<'END'
router.txt: 2 pools, 1 was full

At the end
  pool        block  length  used    bytes  waste  gets  puts  failed gets
  messages     64 B       4     2    128 B   16 B     4     2            2
  packets   1.5 KiB     100     1  1.5 KiB  536 B     2     1            0

At the peak
  pool      peak  of length    bytes  waste   after
  messages     4    100.0 %    256 B   64 B  2.2 ms
  packets      2      2.0 %  3.0 KiB  572 B   1.2 s

Time at 80, 90 and 100 % of the length, or above
  pool      watched  80 % full    share  90 % full    share  100 % full    share
  messages    1.2 s     800 us  < 0.1 %     800 us  < 0.1 %      800 us  < 0.1 %
  packets     1.2 s       0 ns    0.0 %       0 ns    0.0 %        0 ns    0.0 %
END
exits 0 pools --pool buffers demo.txt
prints <<'END'
demo.txt: 1 pool, 1 was full (only pool "buffers")

At the end
  pool     block  length  used  bytes  waste  gets  puts  failed gets
  buffers  256 B      16     0    0 B    0 B   121   121           14

At the peak
  pool     peak  of length    bytes    waste  after
  buffers    16    100.0 %  4.0 KiB  3.2 KiB  19 ms

Time at 80, 90 and 100 % of the length, or above
  pool     watched  80 % full  share  90 % full    share  100 % full    share
  buffers    39 ms     369 us  0.9 %     4.3 us  < 0.1 %      2.6 us  < 0.1 %
END
exits 0 pools --format json --pool messages router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "pools": [
    {"name": "messages", "block_size": 64, "length": 4, "used": 2, "used_bytes": 128, "waste_bytes": 16, "peak": 4, "peak_bytes": 256, "waste_bytes_at_peak": 64, "peak_time_ns": 2200000, "gets": 4, "puts": 2, "failed_gets": 2, "watched_ns": 1203100000, "time_at_80_ns": 800000, "share_at_80": 0.000665, "time_at_90_ns": 800000, "share_at_90": 0.000665, "time_at_100_ns": 800000, "share_at_100": 0.000665}
  ]
}
END
exits 0 pools --format csv router.txt
prints <<'END'
trace,pool,block_size,length,used,used_min,used_max,used_bytes,used_bytes_min,used_bytes_max,waste_bytes,waste_bytes_min,waste_bytes_max,peak,peak_min,peak_max,peak_bytes,peak_bytes_min,peak_bytes_max,waste_bytes_at_peak,waste_bytes_at_peak_min,waste_bytes_at_peak_max,peak_time_ns,peak_time_ns_min,peak_time_ns_max,gets,gets_min,gets_max,puts,puts_min,puts_max,failed_gets,failed_gets_min,failed_gets_max,watched_ns,watched_ns_min,watched_ns_max,time_at_80_ns,time_at_80_ns_min,time_at_80_ns_max,time_at_90_ns,time_at_90_ns_min,time_at_90_ns_max,time_at_100_ns,time_at_100_ns_min,time_at_100_ns_max
router.txt,messages,64,4,2,2,2,128,128,128,16,16,16,4,4,4,256,256,256,64,64,64,2200000,2200000,2200000,4,4,4,2,2,2,2,2,2,1203100000,1203100000,1203100000,800000,800000,800000,800000,800000,800000,800000,800000,800000
router.txt,packets,1536,100,1,1,1,1536,1536,1536,536,536,536,2,2,2,3072,3072,3072,572,572,572,1203000000,1203000000,1203000000,2,2,2,1,1,1,0,0,0,1203100000,1203100000,1203100000,0,0,0,0,0,0,0,0,0
END

# Levels count from the very block that reaches them, and until the pool is detached.
{
    echo '# JMT text 1'
    echo 'header ticks=1000'
    echo 'pool 1 "p" size=10 length=10'
    echo '0 attach 1 live=0'
    for block in 0 1 2 3 4 5 6 7 8 9; do
        echo "$((block + 1)) get 1 $block size=$block"
    done
    for block in 0 1 2 3 4 5 6 7 8 9; do
        echo "$((block + 20)) put 1 $block"
    done
    echo '40 detach 1 live=0'
    echo '100 mark "much later"'
    echo 'end'
} >levels.txt
exits 0 pools levels.txt
prints <<'END'
levels.txt: 1 pool, 1 was full

At the end
  pool  block  length  used  bytes  waste  gets  puts  failed gets
  p      10 B      10     0    0 B    0 B    10    10            0

At the peak
  pool  peak  of length  bytes  waste  after
  p       10    100.0 %  100 B   55 B  10 ms

Time at 80, 90 and 100 % of the length, or above
  pool  watched  80 % full   share  90 % full   share  100 % full   share
  p       40 ms      14 ms  35.0 %      12 ms  30.0 %       10 ms  25.0 %
END

# After a gap there are limits; what would be a share of them is not told.
cat >gap.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "p" size=8 length=4
0 attach 1 live=0
1 get 1 0 size=8
2 get 1 1 size=8
4 get 1 2 size=5
gap packets=0 dropped=1
10 get 1 3 size=8
12 put 1 3
end
END
exits 0 pools gap.txt
prints <<'END'
gap.txt: INCOMPLETE: 1 pool

At the end
  pool  block  length     used  bytes  waste  gets  puts  failed gets
  p       8 B       4  3 (2-3)  24 B?   3 B?   4-5   1-2          0-1

At the peak
  pool     peak  of length  bytes  waste   after
  p     4 (3-4)   100.0 %?  32 B?   3 B?  10 ms?

Time at 80, 90 and 100 % of the length, or above
  pool  watched  80 % full    share  90 % full    share  100 % full    share
  p       12 ms    2.0 ms?  16.7 %?    2.0 ms?  16.7 %?     2.0 ms?  16.7 %?

What is missing
  at byte 127: the recorder dropped 1 event
END
exits 0 pools --format json gap.txt
prints <<'END'
{
  "schema": 1,
  "complete": false,
  "pools": [
    {"name": "p", "block_size": 8, "length": 4, "used": 3, "used_min": 2, "used_max": 3, "used_bytes": 24, "used_bytes_min": 16, "used_bytes_max": 24, "waste_bytes": 3, "waste_bytes_min": 0, "waste_bytes_max": 21, "peak": 4, "peak_min": 3, "peak_max": 4, "peak_bytes": 32, "peak_bytes_min": 24, "peak_bytes_max": 32, "waste_bytes_at_peak": 3, "waste_bytes_at_peak_min": 0, "waste_bytes_at_peak_max": 28, "peak_time_ns": 10000000, "peak_time_ns_min": 0, "peak_time_ns_max": null, "gets": 4, "gets_min": 4, "gets_max": 5, "puts": 1, "puts_min": 1, "puts_max": 2, "failed_gets": 0, "failed_gets_min": 0, "failed_gets_max": 1, "watched_ns": 12000000, "time_at_80_ns": 2000000, "time_at_80_ns_min": 0, "time_at_80_ns_max": 8000000, "share_at_80": null, "time_at_90_ns": 2000000, "time_at_90_ns_min": 0, "time_at_90_ns_max": 8000000, "share_at_90": null, "time_at_100_ns": 2000000, "time_at_100_ns_min": 0, "time_at_100_ns_max": 8000000, "share_at_100": null}
  ],
  "incomplete": [
    {"why": "the recorder dropped 1 event", "offset": 127, "events": 1}
  ]
}
END

# Without a clock there are no times, without a definition no bytes.
printf '%s\n' '# JMT text 1' 'header ticks=0 pointer=4' '1 get 1 0 size=8' '2 get 1 1 size=8' end >clockless.txt
exits 0 pools clockless.txt
prints <<'END'
clockless.txt: 1 pool

At the end
  pool    block  length  used  bytes  waste  gets  puts  failed gets
  pool 1      ?       ?     2      ?      ?     2     0            0

At the peak
  pool    peak  of length  bytes  waste  after
  pool 1     2          -      ?      ?      -

  no clock in the trace: how long a pool was nearly full is not known
END
exits 0 pools --format json clockless.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "pools": [
    {"name": "pool 1", "block_size": null, "length": null, "used": 2, "used_bytes": null, "waste_bytes": null, "peak": 2, "peak_bytes": null, "waste_bytes_at_peak": null, "peak_time_ns": null, "gets": 2, "puts": 0, "failed_gets": 0, "watched_ns": null, "time_at_80_ns": null, "share_at_80": null, "time_at_90_ns": null, "share_at_90": null, "time_at_100_ns": null, "share_at_100": null}
  ]
}
END

# A trace that is cut, and one in which nothing happens.
head -c 340 whole.jmt >cut.jmt
exits 0 pools cut.jmt
prints <<'END'
cut.jmt: INCOMPLETE: 1 pool

At the end
  pool      block  length  used  bytes  waste  gets  puts  failed gets
  messages   64 B       4   0-4   0 B?   0 B?    2+    2+           1+

At the peak
  pool      peak  of length   bytes  waste   after
  messages   2-4    50.0 %?  128 B?  16 B?  25 ns?

Time at 80, 90 and 100 % of the length, or above
  pool      watched  80 % full   share  90 % full   share  100 % full   share
  messages  312 ns?      0 ns?  0.0 %?      0 ns?  0.0 %?       0 ns?  0.0 %?

What is missing
  at byte 317: the input ends inside a packet
END
exits 3 pools --strict cut.jmt
says 'junomemstat: cut.jmt: incomplete: at byte 317: the input ends inside a packet'
printf '# JMT text 1\nend\n' >nothing.txt
exits 0 pools nothing.txt
prints <<'END'
nothing.txt: 0 pools
END

# A part of the trace.
exits 0 pools --from mark:'burst over' --pool messages router.txt
prints <<'END'
router.txt: 1 pool, 1 was full (only pool "messages")

At the end
  pool      block  length  used  bytes  waste  gets  puts  failed gets
  messages   64 B       4     2  128 B   16 B     0     2            0

At the peak
  pool      peak  of length  bytes  waste  after
  messages     4    100.0 %  256 B   64 B   0 ns

Time at 80, 90 and 100 % of the length, or above
  pool      watched  80 % full  share  90 % full  share  100 % full  share
  messages    1.2 s       0 ns  0.0 %       0 ns  0.0 %        0 ns  0.0 %
END

# Several traces are several sections, and one table of values.
exits 0 pools --format csv router.txt gap.txt
test "$(grep -c '^trace,' out)" = 1 || fail "the head is there more than once: $(cat out)"
test "$(wc -l <out)" = 4 || fail "not a row for each pool: $(cat out)"
exits 0 pools --format json router.txt gap.txt
exits 0 pools -q router.txt
test ! -s out || fail "quiet, but prints $(cat out)"

# What cannot be.
exits 2 pools --pool nothing router.txt
says 'junomemstat: router.txt: no pool "nothing"; there are: messages, packets'
exits 2 pools --site route router.txt
says 'junomemstat: pools: has no --site; try `junomemstat pools --help`'
echo nonsense >foreign
exits 2 pools foreign
says "junomemstat: foreign: not a trace: no intact packet in 9 bytes, nor a text trace's first line"

# A pool is watched from when it is attached, wherever its definition stands.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "early" size=8 length=1' 'pool 2 "late" size=8 length=1' \
    '0 attach 1 live=0' '60 attach 2 live=0' '70 get 2 0 size=8' '90 put 2 0' '100 detach 1 live=0' end \
    >attached.txt
stat pools --format csv attached.txt | cut -d, -f 2,35-40 >out
prints <<'END'
pool,watched_ns,watched_ns_min,watched_ns_max,time_at_80_ns,time_at_80_ns_min,time_at_80_ns_max
early,100000000,100000000,100000000,0,0,0
late,40000000,40000000,40000000,20000000,20000000,20000000
END

# What came after the last event that is there may have taken any time; and a pool that is not
# seen again may have been detached.
printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "seen" size=8 length=1' 'pool 2 "unseen" size=8 length=1' \
    '0 attach 1 live=0' '0 attach 2 live=0' '10 get 2 0 size=8' 'gap packets=1' '50 get 1 0 size=8' >ends.txt
(cat ends.txt && echo end) >inside.txt
stat pools --format csv inside.txt | cut -d, -f 2,35-40 >out
prints <<'END'
pool,watched_ns,watched_ns_min,watched_ns_max,time_at_80_ns,time_at_80_ns_min,time_at_80_ns_max
seen,50000000,50000000,50000000,0,0,40000000
unseen,50000000,10000000,50000000,40000000,0,40000000
END
(cat ends.txt && echo gap packets=1 && echo end) >ends2.txt
stat pools --format csv ends2.txt | cut -d, -f 2,35-40 >out
prints <<'END'
pool,watched_ns,watched_ns_min,watched_ns_max,time_at_80_ns,time_at_80_ns_min,time_at_80_ns_max
seen,50000000,50000000,,0,0,
unseen,50000000,10000000,,40000000,0,
END

# A figure for which there is no room is not shortened to another one.
head -n 1200 demo.txt >short.txt
COLUMNS=60 stat pools short.txt >out
grep -q '^  b.*  256 B  *16  *\.\.\. ' out ||
    fail "a figure is shortened: $(cat out)"

# A pool without blocks: nothing of it can be full, and its size is known all the same.
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=0' 'pool 2 "q" size=8 length=1' \
    '1 failed get 1 - full' '2 get 2 0 size=8' end >zero.txt
exits 0 pools zero.txt
sed -n '1p;8,10p' out >part && mv part out
prints <<'END'
zero.txt: 2 pools, 1 was full
At the peak
  pool  peak  of length  bytes  waste  after
  p        0          -    0 B    0 B      -
END
exits 0 report zero.txt
sed -n '5,6p' out >part && mv part out
prints <<'END'
  pool  used  peak  length  block
  p        0     0       0    8 B  no blocks
END

# Nearly all is not all, nor is something nothing, in words and as a bar.
{
    printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=10000' 'pool 2 "q" size=8 length=10000' '1 get 2 0 size=8'
    awk 'BEGIN { for (i = 1; i < 10000; i++) print 1, "get 1", i, "size=8" }'
    echo end
} >nearly.txt
exits 0 pools nearly.txt
grep -q '^  p     9,999   > 99.9 % ' out || fail "nearly full: $(cat out)"
grep -q '^  q         1    < 0.1 % ' out || fail "nearly empty: $(cat out)"
exits 0 report nearly.txt
grep -q '^  p .*  ##*\.$' out || fail "the bar of what is nearly full: $(cat out)"
grep -q '^  q .*  #\.*$' out || fail "the bar of what is nearly empty: $(cat out)"
