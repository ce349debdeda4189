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
stat convert --to html --suppress known.supp demo.txt | grep -q '"suppressed":1,' || fail 'suppressions'
page long long.txt
page several demo.txt cut.txt clockless.txt
test "$(wc -c <long.html)" -gt 100000 || fail 'hardly anything of the long trace'
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
