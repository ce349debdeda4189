#!/bin/sh
# SPDX-License-Identifier: MIT
# convert --to html: the page's bytes here, and what a browser makes of it in tests/html.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

test -z "${RUN_UNDER:-}" || {
    echo "skipped: tests/cli/memcheck.sh has what matters"
    exit 77
}

cut='# JMT text 1
header ticks=1000000000 pointer=8 program="cut"
pool 1 "packets" size=100 length=10
0 attach 1 live=0
1000 get 1 0 size=50 at net.c:10 (receive)
2000 get 1 1 size=50 at net.c:10 (receive)
gap packets=0 dropped=3
3000 get 1 2 size=50 at net.c:11 (receive)'
printf '%s\n' "$cut" >cut.txt
printf '%s\n' '# JMT text 1' 'header ticks=0 pointer=4' 'pool 1 "p" size=8 length=4' '0 attach 1 live=0' \
    '0 get 1 0 size=8' '0 get 1 1 size=8' '0 put 1 0' '0 put 1 1' 'end events=5 dropped=0' >clockless.txt
# A block for good at the first, and one more every eighth of the run.
{
    printf '%s\n' '# JMT text 1' 'header ticks=1000000 pointer=4' 'pool 1 "p" size=8 length=99' '0 attach 1 live=0' \
        '10 get 1 0 size=8 at cache.c:3 (cache)'
    seq 1 8 | awk '{ print $1 * 1000 - 10, "get 1", $1, "size=8 at leak.c:5 (leak)" }'
    printf '%s\n' '8000 mark "end"' end
} >grows.txt
python3 "$top_srcdir/tests/html/hostile.py" >hostile.txt
python3 "$top_srcdir/tests/html/long.py" >long.txt

# page NAME TRACE...: makes a page, which is one file of less than 1 MiB.
page()
{
    name=$1
    shift
    exits 0 convert --to html -o "$name.html" "$@"
    size=$(wc -c <"$name.html")
    test "$size" -lt 1048576 || fail "$name.html has $size bytes"
    test "$(grep -c '</html>' "$name.html")" = 1 || fail "$name.html: not one page"
    grep -q '^<script type="application/json" class="trace">{"name":' "$name.html" || fail "$name.html: no data"
    ! grep -E -i '(src|href)="?(https?:)?//' "$name.html" || fail "$name.html asks for something elsewhere"
}

page demo demo.txt
grep -q '^<noscript><pre>demo.txt: 1 leaked block, 1 unbalanced reference, 14 failed calls$' demo.html ||
    fail 'says nothing without scripts'
exits 0 lifetimes --format json -o lifetimes.json demo.txt
page cut cut.txt
page clockless clockless.txt
page grows grows.txt
page hostile hostile.txt
page part --from 'mark:burst begins' --until 21ms --pool buffers demo.txt
echo 'leak:new_message' >known.supp
page suppressed --suppress known.supp demo.txt
grep -q '"suppressed":1,' suppressed.html || fail 'suppressions'
page long long.txt
page several demo.txt cut.txt clockless.txt
test "$(wc -c <long.html)" -gt 100000 || fail 'hardly anything of the long trace'
# More pools, of which each has much to show, and more marks than there is room for; events missing in the middle.
{
    echo '# JMT text 1'
    awk 'BEGIN {
        for (pool = 1; pool <= 64; pool++) print "pool", pool, "\"pool " pool "\" size=8 length=4000000"
        for (pool = 1; pool <= 64; pool++) print "0 attach", pool, "live=1000000"
        for (step = 0; step < 1000; step++) {
            for (pool = 1; pool <= 64; pool++)
                print step * 16, step % 2 ? "put" : "get", pool, step % 2 ? "0" : "0 size=8"
            if (step == 500) print "gap dropped=1"
        }
        for (step = 0; step < 300; step++) print 16000 + step, "mark \"m\""
    }'
    echo end
} >wide.txt
page wide wide.txt
test "$(wc -c <wide.html)" -gt 100000 || fail 'hardly anything of many pools'
grep -q '"why":"the recorder dropped 1 event"' wide.html || fail 'no gap in the page of many pools'
grep -q '"merged":[248]}' wide.html || fail 'intervals are not merged where there are too many'
test "$(grep -o '"name":"pool [0-9]*","stream"' wide.html | wc -l)" = 64 || fail 'pools are left out without a word'
grep -q '"marks_more":[1-9]' wide.html || fail 'does not say how many marks are left out'
# Pools that nothing was ever got from, in streams without events; the longest time; no stream at all.
{
    echo '# JMT text 1'
    seq 20 | sed 's/.*/pool & "p&" size=8 length=4/'
    printf '%s\n' '1 get 1 0 size=8' end
    seq 12 | sed 's/.*/stream &@pool 1 "s&" size=8 length=2/' | tr @ '\n'
} >idle.txt
page idle idle.txt
grep -q '{"name":"s12",[^{]*"peak":\[0,0,2\],"peak_at":null,' idle.html || fail 'a pool of a stream without events'
grep -q '{"name":"p20",.*"lives":{"count":0,"unsure":0,"out":0,"sure":1,' idle.html || fail 'a pool without events'
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=4' '0 get 1 0 size=8' '18446744073709551615 put 1 0' end >age.txt
page age age.txt
grep -q '"unit":"ns","end":18446744073709551615,"scale":18446744073709551615,' age.html || fail 'the longest time'
rm wide.html idle.html age.html # whose bytes were looked at: a browser takes seconds for them
# However many traces: the page says what it leaves out.
many=$(seq 600 | sed 's/.*/clockless.txt/')
# shellcheck disable=SC2086 # words
page many $many
grep -q 'class="rest">[1-9][0-9]*<' many.html || fail 'does not say how many traces are left out'
rm many.html # which takes a browser seconds: the same note on a small page
sed 's/class="rest">0</class="rest">140</' clockless.html >rest.html
exits 2 convert --to html -o demo.html demo.txt
exits 3 convert --to html --strict cut.txt
exits 0 convert --to html -q demo.txt
test ! -s out || fail 'quiet, but prints'

if test -n "${JUNO_BRIEF:-}"; then
    exit 0
fi
PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/tests/html/check.py" "$dir"
