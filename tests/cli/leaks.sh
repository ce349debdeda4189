#!/bin/sh
# SPDX-License-Identifier: MIT
# leaks: how old what is out is, and whether it grows: a constant set is a
# cache, a growing one a leak.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# Eight seconds of a program with one site for each kind of growth.
{
    echo '# JMT text 1'
    echo 'header ticks=1000 program="eight"'
    echo 'pool 1 "p" size=16 length=1000'
    echo '0 attach 1 live=0'
    awk '
        function get(time, block, site) { print time, "get 1", block, "size=16 at", site }
        function put(time, block) { print time, "put 1", block, "at x.c:9 (put)" }
        BEGIN {
            for (i = 0; i < 10; i++) get(100 + i, i, "cache.c:1 (fill)")
            # Every half a second one, behind traffic of the same site.
            for (i = 0; i < 15; i++) get(300 + 500 * i, 100 + i, "leak.c:2 (leak)")
            for (i = 0; i < 790; i++) { get(50 + 10 * i, 99, "leak.c:2 (leak)"); put(52 + 10 * i, 99) }
            # The oldest of ten is replaced again and again.
            for (i = 0; i < 10; i++) get(110 + i, 200 + i, "lru.c:3 (insert)")
            for (i = 0; i < 75; i++) { put(400 + 100 * i, 200 + i % 10); get(401 + 100 * i, 200 + i % 10, "lru.c:3 (insert)") }
            for (i = 0; i < 16; i++) get(120 + i, 300 + i, "drain.c:4 (load)")
            for (i = 0; i < 13; i++) put(500 + 580 * i, 300 + i)
            for (i = 0; i < 10; i++) get(140 + i, 400 + i, "wave.c:5 (wave)")
            for (k = 0; k < 4; k++) for (i = 2; i < 10; i++) {
                put(1010 + 2000 * k + i, 400 + i); get(1990 + 2000 * k + i, 400 + i, "wave.c:5 (wave)") }
            get(7900, 500, "late.c:6 (late)")
            # One block in twenty more each second, none less.
            for (i = 0; i < 20; i++) get(160 + i, 600 + i, "slow.c:7 (slow)")
            for (i = 0; i < 7; i++) get(900 + 1000 * i, 700 + i, "slow.c:7 (slow)")
            print "8000 detach 1 live=76"
        }' | sort -s -n -k1,1
    echo end
} >eight.txt
exits 0 leaks eight.txt
prints <<'END'
eight.txt: 76 leaked blocks, 1.2 KiB

Leaks
  blocks  bytes  oldest  refs  pool  site
      27  432 B   7.8 s     1  p     slow.c:7 (slow)
      15  240 B   7.7 s     1  p     leak.c:2 (leak)
      10  160 B   7.9 s     1  p     cache.c:1 (fill)
      10  160 B   1.1 s     1  p     lru.c:3 (insert)
      10  160 B   7.9 s     1  p     wave.c:5 (wave)
       3   48 B   7.9 s     1  p     drain.c:4 (load)
       1   16 B  100 ms     1  p     late.c:6 (late)

Growth: the fewest live in each eighth of the run
  growth     over time  youngest  pool  site
  growing    _***####      1.1 s  p     slow.c:7 (slow)
  growing    _.:-=+*#     700 ms  p     leak.c:2 (leak)
  constant   _#######      7.9 s  p     cache.c:1 (fill)
  constant   _#######     199 ms  p     lru.c:3 (insert)
  varying    _:#:#:#:     1.0 ms  p     wave.c:5 (wave)
  shrinking  _#**+=-:      7.9 s  p     drain.c:4 (load)
  recent     ________     100 ms  p     late.c:6 (late)
END
exits 0 leaks --top 2 eight.txt
prints <<'END'
eight.txt: 76 leaked blocks, 1.2 KiB

Leaks
  blocks  bytes  oldest  refs  pool  site
      27  432 B   7.8 s     1  p     slow.c:7 (slow)
      15  240 B   7.7 s     1  p     leak.c:2 (leak)
  and 5 more

Growth: the fewest live in each eighth of the run
  growth   over time  youngest  pool  site
  growing  _***####      1.1 s  p     slow.c:7 (slow)
  growing  _.:-=+*#     700 ms  p     leak.c:2 (leak)
  and 5 more
END

# For machines.
exits 0 leaks --format json --site leak.c eight.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "leaks": [
    {"pool": "p", "site": "leak.c:2 (leak)", "blocks": 15, "bytes": 240, "oldest_ns": 7700000000, "youngest_ns": 700000000, "most_references": 1, "growth": "growing", "fewest_live": [0, 2, 4, 6, 8, 10, 12, 14]}
  ]
}
END
exits 0 leaks --format csv --top 1 demo.txt router.txt
prints <<'END'
trace,complete,state,pool,site,blocks,bytes,blocks_of_unknown_size,oldest_ns,youngest_ns,most_references,growth,fewest_live_1,fewest_live_2,fewest_live_3,fewest_live_4,fewest_live_5,fewest_live_6,fewest_live_7,fewest_live_8
demo.txt,true,leaked,messages,doc/examples/router.c:196 (new_message),1,64,0,27546513,27546513,2,constant,0,0,0,1,1,1,1,1
router.txt,true,leaked,packets,/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet),1,1000,0,1199100000,1199100000,1,constant,0,1,1,1,1,1,1,1
END

# Block characters where the locale has them.
if locale -a 2>/dev/null | grep -qi '^C.utf-\?8$'; then
    LC_ALL=C.UTF-8 exits 0 leaks --site leak.c eight.txt
    grep -q '  growing  ▁▂▃▄▅▆▇█     700 ms  ' out || fail "no block characters: $(cat out)"
fi

# growth_of FILE: its word in JSON
growth_of()
{
    exits 0 leaks --format json "$1"
    sed -n 's/.*"growth": "\{0,1\}\([a-z]*\).*/\1/p' out
}

# Without a clock the run is as long as it has events, and there are no ages.
sed 's/ticks=1000/ticks=0/' eight.txt | grep -v -e cache.c -e lru.c -e drain.c -e wave.c -e late.c -e slow.c |
    awk '$2 != "put" || $4 == 99' | sed 's/live=76/live=15/' >clockless.txt
exits 0 leaks clockless.txt
prints <<'END'
clockless.txt: 15 leaked blocks, 240 B

Leaks
  blocks  bytes  oldest  refs  pool  site
      15  240 B       ?     1  p     leak.c:2 (leak)

Growth: the fewest live in each eighth of the run
  growth   over time  youngest  pool  site
  growing  _.:-=+*#          ?  p     leak.c:2 (leak)
END

# All of it in one moment: nothing can be said.
printf '%s\n' '# JMT text 1' '1 get 1 0 size=8' end >moment.txt
test "$(growth_of moment.txt)" = null || fail "growth in no time: $(cat out)"

# A run that went on for long after the last block is as long as it went on.
awk 'BEGIN {
    print "# JMT text 1\nheader ticks=1000\npool 1 \"p\" size=8 length=8\n0 attach 1 live=0"
    for (i = 0; i < 8; i++) print 10 * i + 5, "get 1", i, "size=8 at a.c:1 (f)"
    print "50000 failed put 0 - null status=2\nend"
}' >long.txt
exits 0 leaks --format json long.txt
grep -q '"growth": "constant", "fewest_live": \[0, 8, 8, 8, 8, 8, 8, 8\]}' out || fail "a long run: $(cat out)"
exits 0 leaks moment.txt
grep -q Growth out && fail "growth in no time: $(cat out)"

# Where the end is missing, up to there.
head -n 1600 eight.txt | grep -v -e late.c -e slow.c >cut.txt
exits 0 leaks --site leak.c cut.txt
sed -n '/^Out/,$p' out >shown
mv shown out
prints <<'END'
Out where the trace stops (not leaks: there is no end)
  blocks  bytes  oldest  refs  pool  site
      13  208 B   6.4 s     1  p     leak.c:2 (leak)

Growth: the fewest live in each eighth of the run
  growth   over time  youngest  pool  site
  growing  _::-++*#     372 ms  p     leak.c:2 (leak)
END

# What events went missing of is not known, and not said.
{ cat cut.txt; echo 'gap dropped=3'; echo '9000 get 1 900 size=8 at a.c:1 (a)'; echo '9900 detach 1 live=50'; echo end; } >gap.txt
exits 0 leaks gap.txt
grep -q Growth out && fail "growth in spite of a gap: $(cat out)"
exits 0 leaks --format csv gap.txt
grep -q '^gap.txt,false,leaked,p,a.c:1 (a),1,8,0,900000000,900000000,1,,,,,,,,,$' out || fail "not a certain leak: $(cat out)"
grep -q '^gap.txt,false,uncertain,p,leak.c:2 (leak),13,' out || fail "not uncertain: $(cat out)"

# What was live before: by number only, and told by a snapshot.
{
    echo '# JMT text 1'
    echo 'header ticks=1000'
    echo 'pool 1 "p" size=16 length=10'
    echo '0 attach 1 live=3'
    echo '1000 get 1 5 size=1 at a.c:1 (a)'
    echo '2000 put 1 5'
    echo 'end'
} >before.txt
exits 0 leaks --format json before.txt
grep -q '"site": "before the trace", .*"growth": "constant", "fewest_live": \[3, 3, 3, 3, 3, 3, 3, 3\]' out ||
    fail "before the trace: $(cat out)"
{
    echo '# JMT text 1'
    echo 'header ticks=1000 before=9'
    echo 'pool 1 "p" size=16 length=10'
    echo 'state 1 2 size=8 count=1 since=100 at b.c:2 (b)'
    echo 'state 1 3 size=8 count=1 since=100 at b.c:2 (b)'
    echo '1000 get 1 5 size=1 at a.c:1 (a)'
    echo '1500 put 1 3'
    echo 'state 1 2'
    echo 'state 1 5'
    echo '9000 put 1 5'
    echo 'end'
} >ring.txt
exits 0 leaks --format json ring.txt
grep -q '"site": "b.c:2 (b)", .*"growth": "constant", "fewest_live": \[1, 1, 1, 1, 1, 1, 1, 1\]' out ||
    fail "told by a snapshot: $(cat out)"

# What cannot be read.
: >empty
exits 2 leaks empty
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"
exits 3 leaks --strict -q cut.txt
