#!/bin/sh
# SPDX-License-Identifier: MIT
# The gate at its edges: pools that are odd, many or of one name; budgets that are
# no budgets; names that are hard to write.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# A pool without blocks: nothing to divide by, and nothing to exceed.
printf '# JMT text 1\npool 1 "none" size=8 length=0\n0 attach 1 live=0\nend\n' >none.txt
exits 0 check --max-peak '*=50%' none.txt
grep -qx '  ok  peak of none  0 of 0  50% (0)' out || fail "a pool of length 0: $(cat out)"

# Blocks of which two are more than a number holds: the site with more of them is still the worst.
cat >huge.txt <<'END'
# JMT text 1
pool 1 "huge" size=9223372036854775808 length=4
0 attach 1 live=0
1 get 1 0 size=8 at a.c:1 (few)
2 get 1 1 size=8 at b.c:1 (many)
3 get 1 2 size=8 at b.c:1 (many)
end
END
exits 1 check --max-leaks 0 huge.txt
grep -qx '  FAILED  leaked blocks *3 *0  b.c:1 (many)' out || fail "the worst site: $(cat out)"
exits 1 check --max-peak 'huge=2' huge.txt
grep -qx '  FAILED  peak of huge .*  b.c:1 (many)' out || fail "who held most: $(cat out)"

# The first rule on a pool that is not there ends it; of many pools a few are named.
exits 2 check --max-peak nope=3 --max-peak messages=1 --max-leaks 0 router.txt
says 'junomemstat: router.txt: no pool "nope" for max-peak to look at; there are: messages, packets'
awk 'BEGIN {
    print "# JMT text 1"
    for (i = 1; i <= 200; i++) print "pool " i " \"pool-number-" i "\" size=8 length=1"
    print "end"
}' >many.txt
exits 2 check --max-peak nope=3 many.txt
grep -q 'there are: pool-number-1, pool-number-2, .*, \.\.\.$' err || fail "names of many pools: $(cat err)"
test "$(wc -c <err)" -lt 400 || fail "all 200 pools are named: $(cat err)"

# A name that two pools have means both, with its number one of them.
cat >twins.txt <<'END'
# JMT text 1
pool 1 "twin" size=8 length=4
pool 2 "twin" size=8 length=8
0 attach 1 live=0
0 attach 2 live=0
1 get 1 0 size=8 at a.c:1 (f)
2 get 2 0 size=8 at a.c:1 (f)
3 get 2 1 size=8 at a.c:1 (f)
end
END
exits 1 check --max-peak twin=1 twins.txt
grep -qx '  ok  *peak of twin \[1\] .*' out || fail "the first twin: $(cat out)"
grep -qx '  FAILED  peak of twin \[2\] .*' out || fail "the second twin: $(cat out)"
exits 0 check --max-peak 'twin [1]=1' --max-peak 'twin [2]=2' twins.txt
exits 1 check -q --max-peak 'twin [1]=1' --max-peak '*=1' twins.txt

# A flight recorder's dump has no end: what is out may be a leak.
cat >dump.txt <<'END'
# JMT text 1
header ticks=1000 before=9
pool 1 "p" size=8 length=4
state 1 -
1 get 1 0 size=8 at a.c:1 (f)
dumped
END
exits 0 check --max-leaks 0 --max-unbalanced 0 --max-errors 0 dump.txt
prints <<'END'
dump.txt: INCOMPLETE: 3 of 3 rules unsure
          rule               figure  limit  worst
  unsure  leaked blocks         0-1      0
  unsure  unbalanced blocks     0-1      0
  unsure  errors                 0+      0

What is missing
  at byte 114: the recording had not ended when it was dumped
END
exits 3 check -q --strict --max-leaks 0 dump.txt

# budget LINE...: what a budget of these lines says
budget()
{
    printf '%s\n' "$@" >budget
    exits 2 check --budget budget router.txt
}
budget 'max-leaks 1' 'max-leaks 2'
says 'junomemstat: budget:2: max-leaks: given on line 1 already; take one of the two out'
budget 'max-peak messages=1' '' '# no' 'max-peak messages = 2'
says 'junomemstat: budget:4: max-peak: given on line 1 already; take one of the two out'
budget 'baseline router.txt' 'baseline demo.txt'
says 'junomemstat: budget:2: baseline: given on line 1 already; take one of the two out'
budget 'baseline  # none'
says "junomemstat: budget:1: baseline without a value: it needs a trace's name"
budget 'max-leaks'
says 'junomemstat: budget:1: max-leaks without a value: it needs a whole number from 0 on'
budget 'max-failed 3#4'
says 'junomemstat: budget:1: max-failed 3#4: it needs a whole number from 0 on'
budget 'max-peak messages'
says 'junomemstat: budget:1: max-peak messages: it needs POOL=LIMIT, the limit a number of blocks or a share such as 80% or 12.5%'
budget 'max_leaks 0'
says 'junomemstat: budget:1: max_leaks: no such rule; there are: max-peak, max-leaks, max-failed, max-unbalanced, max-errors, baseline'
budget '' '# nothing yet'
says 'junomemstat: budget: no rule in it; a budget has lines such as `max-leaks 0`'
budget "max-leaks 3 # $(awk 'BEGIN { for (i = 0; i < 5000; i++) printf "x" }')"
says 'junomemstat: budget:1: not a budget: a line is too long, or has bytes that are no text'
printf 'max-leaks 3\n\0\n' >zero
exits 2 check --budget zero router.txt
says 'junomemstat: zero:2: not a budget: a line is too long, or has bytes that are no text'
mkdir directory
exits 2 check --budget directory router.txt
says 'junomemstat: directory: Is a directory'
exits 2 check --budget missing router.txt
says 'junomemstat: missing: No such file or directory'

# Its last line may lack its end; a whole path of a baseline is taken as it is, and that of the command line comes first.
printf 'max-leaks 2' >budget
exits 1 check -q --budget budget router.txt
printf 'baseline %s/router.txt\n' "$dir" >directory/budget
exits 0 check -q --budget directory/budget router.txt
printf 'baseline missing.txt\n' >budget
exits 0 check -q --budget budget --baseline router.txt router.txt
exits 2 check -q --budget budget router.txt
says 'junomemstat: missing.txt: No such file or directory'
exits 2 check --baseline '' router.txt
says "junomemstat: --baseline needs a trace's name"

# Names with characters that XML has not, or has otherwise; a list of details that is cut.
name=$(printf 'a\tb\001c\177d\357\277\276e\357\277\277f\357\277\275g\342\202\254h\377i&j\303\251k\357\274\210.txt')
cp router.txt "$name"
exits 1 check -q --top 1 --junit report.xml --max-leaks 0 "$name"
replaced=$(printf '\357\277\275')
euro=$(printf '\342\202\254')
others=$(printf 'j\303\251k\357\274\210')
grep -qF "<testcase classname=\"a bcd${replaced}e${replaced}f${replaced}g${euro}h${replaced}i&amp;${others}.txt\" name=\"leaked blocks\">" report.xml ||
    fail "the name: $(cat report.xml)"
grep -qx 'and 1 more' report.xml || fail "the details are not cut: $(cat report.xml)"
if python3 -c 'import xml.etree.ElementTree' 2>/dev/null; then
    python3 -c 'import sys, xml.etree.ElementTree as tree; tree.parse(sys.argv[1])' report.xml || fail "no XML"
fi
