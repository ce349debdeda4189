#!/bin/sh
# SPDX-License-Identifier: MIT
# The gate: rules of the command line, of a budget and of a baseline; JUnit's XML.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# Nothing passes by doing nothing.
exits 2 check router.txt
says "junomemstat: check: no rule given: try --max-leaks 0, --max-peak '*=90%', --baseline TRACE or --budget FILE"

# A line a rule: figure, limit, and the worst site; of a peak, who held most then. A rule for all leaves out the pools that another names.
exits 1 check --max-peak '*=80%' --max-peak packets=1.5% --max-leaks 0 --max-failed 2 --max-unbalanced 1 \
    --max-errors 1 router.txt
prints <<'END'
router.txt: 4 of 6 rules FAILED
          rule                         figure     limit  worst
  FAILED  peak of messages   4 of 4 (100.0 %)   80% (3)  router.c:33 (produce)
  FAILED  peak of packets    2 of 100 (2.0 %)  1.5% (1)  .../network.c:1234 (...
  FAILED  leaked blocks                     3         0  .../network.c:1234 (...
  ok      failed gets                       2         2  router.c:33 (produce)
  FAILED  unbalanced blocks                 2         1  router.c:71 (route)
  ok      errors                            1         1  router.c:99 (retry)

peak of messages
  router.c:33 (produce) in messages: 4

peak of packets
  /home/somebody/projects/a/rather/long/path/network.c:1234
    (receive_one_packet) in packets: 1
  net.c:12 (receive) in packets: 1

leaked blocks
  /home/somebody/projects/a/rather/long/path/network.c:1234
    (receive_one_packet) in packets: 1
  router.c:33 (produce) in messages: 2

unbalanced blocks
  held router.c:71 (route) in messages: 1
  orphaned router.c:91 (consume) in messages: 1
END

# All hold: exit 0.
exits 0 check --max-peak messages=100% --max-peak packets=2 --max-leaks 3 router.txt
prints <<'END'
router.txt: all 3 rules hold
      rule                        figure     limit  worst
  ok  peak of messages  4 of 4 (100.0 %)  100% (4)  router.c:33 (produce)
  ok  peak of packets   2 of 100 (2.0 %)         2  .../network.c:1234 (recei...
  ok  leaked blocks                    3         3  .../network.c:1234 (recei...
END
exits 0 check --max-errors 0 whole.jmt
head -n 1 out >first
test "$(cat first)" = 'whole.jmt: the rule holds' || fail "$(cat out)"

# A limit is exact: one block more fails, one less does not.
exits 1 check -q --max-peak packets=1.9999% router.txt
exits 0 check -q --max-peak packets=2.0% router.txt
exits 1 check -q --max-peak messages=3 router.txt
# Of two rules for one pool the last one counts.
exits 0 check -q --max-peak messages=3 --max-peak ' messages = 4 ' router.txt
exits 1 check -q --max-peak messages=4 --max-peak messages=3 router.txt
exits 1 check -q --max-leaks 2 router.txt
exits 1 check -q --max-failed 1 router.txt
exits 1 check -q --max-unbalanced 1 router.txt
exits 1 check -q --max-errors 0 router.txt
test ! -s out || fail "quiet, but prints $(cat out)"

# Of one pool, of one site; the later of two limits; another exit code.
exits 1 check -q --pool messages --max-leaks 1 router.txt
exits 0 check -q --pool packets --max-leaks 1 router.txt
exits 0 check -q --site '(route)' --max-unbalanced 1 --max-leaks 0 router.txt
exits 0 check -q --max-leaks 0 --max-leaks 3 router.txt
exits 7 check -q --error-exitcode 7 --max-leaks 0 router.txt

# A get that failed counts with the gets, whatever the cause; only a full pool is no error.
printf '%s\n' '# JMT text 1' 'pool 1 "p" size=8 length=4' '0 attach 1 live=0' \
    '1 failed get 1 - too-large size=9 at a.c:1 (f)' '2 failed get 1 - full size=8 at a.c:1 (f)' \
    '3 failed update 1 0 too-large size=9 at a.c:2 (g)' end >failed.txt
exits 1 check --max-failed 0 --max-errors 0 failed.txt
grep -qx '  FAILED  failed gets  *2  *0  a.c:1 (f)' out || fail "failed gets: $(cat out)"
grep -qx '  FAILED  errors  *2  *0  a.c:1 (f)' out || fail "errors: $(cat out)"
grep -qx '  too-large a.c:2 (g) in p: 1' out || fail "errors by site: $(cat out)"

# What is suppressed counts for no rule, and is said. So it is with the part of a trace that is asked for.
printf 'leak:produce\n' >known.supp
exits 0 check --suppress known.supp --max-leaks 1 router.txt
prints <<'END'
router.txt: the rule holds
  2 findings suppressed
      rule           figure  limit  worst
  ok  leaked blocks       1      1  .../path/network.c:1234 (receive_one_packet)
END
exits 0 check -q --until 1.5ms --max-leaks 1 --max-peak '*=1' --baseline router.txt router.txt

# A rule on a pool that is not there is no rule that holds.
exits 2 check --max-peak nope=3 router.txt
says 'junomemstat: router.txt: no pool "nope" for max-peak to look at; there are: messages, packets'
exits 2 check --pool messages --max-peak packets=3 router.txt
says 'junomemstat: router.txt: no pool "packets" for max-peak to look at; there are: messages'
printf '# JMT text 1\nend\n' >nothing.txt
exits 2 check --max-peak '*=80%' nothing.txt
says 'junomemstat: nothing.txt: no pool "*" for max-peak to look at; there is none at all'
exits 0 check -q --max-leaks 0 nothing.txt
printf '# JMT text 1\n1 get 3 0 size=8\n2 put 3 0\nend\n' >undefined.txt
exits 2 check --max-peak '*=80%' undefined.txt
says 'junomemstat: undefined.txt: the length of pool "pool 3" is not in the trace: give its --max-peak as a number of blocks'
exits 0 check -q --max-peak '*=1' undefined.txt

# What is no limit.
for limit in messages messages= =3 messages=-1 messages=x messages=101% messages=100.1% messages=1.% \
    messages=1.23456% messages=99999999999999999999 'messages=5 %' ''; do
    exits 2 check --max-peak "$limit" router.txt
    says "junomemstat: --max-peak $limit: it needs POOL=LIMIT, the limit a number of blocks or a share such as 80% or 12.5%"
done
for limit in -1 x 1.5 80% 18446744073709551616 ''; do
    exits 2 check --max-leaks "$limit" router.txt
    says "junomemstat: --max-leaks $limit: it needs a whole number from 0 on"
done
exits 2 report --max-leaks 0 router.txt
says 'junomemstat: report: has no --max-leaks; try `junomemstat report --help`'

# Where events are missing, what is certain fails; what may be is unsure, and with --strict exits with 3.
head -n 14 router.txt >cut.txt
exits 1 check --max-peak '*=80%' --max-leaks 4 --max-failed 2 cut.txt
prints <<'END'
cut.txt: INCOMPLETE: 1 of 4 rules FAILED, 3 of 4 rules unsure
          rule                    figure     limit  worst
  FAILED  peak of messages        4 of 4   80% (3)  router.c:33 (produce)
  unsure  peak of packets   0-100 of 100  80% (80)
  unsure  leaked blocks               0+         4
  unsure  failed gets                 0+         2

peak of messages
  router.c:33 (produce) in messages: 4

What is missing
  at byte 626: the end is missing
END
exits 0 check -q --max-leaks 0 cut.txt
exits 3 check -q --strict --max-leaks 0 cut.txt
says 'junomemstat: cut.txt: incomplete: at byte 626: the end is missing'
exits 0 check --max-peak 'messages=100%' cut.txt
grep -q '^  ok      *peak of messages\|^  ok  peak of messages' out || fail "no length can be exceeded: $(cat out)"
grep '^cut.txt: INCOMPLETE: the rule holds$' out >headline || fail "no word of the gap: $(cat out)"
head -n 4 router.txt | sed '/^pool/d' >undefined.txt
printf '1 get 1 0 size=8\n' >>undefined.txt
exits 0 check --max-peak '*=80%' undefined.txt
grep -q '^  unsure  peak of pool 1  *1+  *80%  unknown$' out || fail "no length, and not unsure: $(cat out)"

# Nothing worse than in the baseline: by site, wherever in its function the line is now.
sed 's/router.c:33 /router.c:35 /; s/router.c:71 /router.c:1071 /' router.txt >moved.txt
exits 0 check --baseline router.txt moved.txt
prints <<'END'
moved.txt: all 5 rules hold
      rule                   figure  limit  worst
  ok  baseline: peaks       0 worse      0
  ok  baseline: leaks       0 worse      0
  ok  baseline: failed      0 worse      0
  ok  baseline: unbalanced  0 worse      0
  ok  baseline: errors      0 worse      0
END
# One leak less at one site does not make up for one more at another.
sed '/net.c:12/d; /put 2 8/d; /put 1 1 at/d; /retry/d; s/network.c:1234 (receive_one_packet)/net.c:3 (other)/' \
    router.txt | sed 's/events=18/events=14/' >worse.txt
exits 1 check --baseline router.txt worse.txt
prints <<'END'
worse.txt: 1 of 5 rules FAILED
          rule                   figure  limit  worst
  ok      baseline: peaks       0 worse      0
  FAILED  baseline: leaks       2 worse      0  .../long/path/net.c:3 (other)
  ok      baseline: failed      0 worse      0
  ok      baseline: unbalanced  0 worse      0
  ok      baseline: errors      0 worse      0

baseline: leaks
  /home/somebody/projects/a/rather/long/path/net.c:3 (other) in packets: 1, was
    0
  router.c:33 (produce) in messages: 3, was 2
END
exits 1 check --top 1 --baseline router.txt worse.txt
grep -qx '  and 1 more; --top N shows N' out || fail "the details are not cut: $(cat out)"
# Pools that cannot be compared are told; none in common is an error.
sed 's/"packets"/"frames"/' router.txt >renamed.txt
exits 1 check --baseline router.txt renamed.txt
grep -qx '  not in the baseline: pool frames' out || fail "a new pool: $(cat out)"
grep -qx '  only in the baseline: pool packets' out || fail "a pool that is gone: $(cat out)"
sed 's/"messages"/"letters"/' renamed.txt >other.txt
exits 2 check --baseline other.txt router.txt
says 'junomemstat: router.txt: has no pool in common with the baseline other.txt'
exits 2 check --baseline missing.txt router.txt
says 'junomemstat: missing.txt: No such file or directory'
# A baseline with gaps leaves open what is worse.
exits 0 check --baseline cut.txt router.txt
grep -qx 'router.txt: 5 of 5 rules unsure' out || fail "$(cat out)"
grep -qx '  baseline cut.txt: incomplete: at byte 626: the end is missing' out || fail "which gap? $(cat out)"
exits 3 check --strict --baseline cut.txt router.txt

# A budget; the command line comes before it.
cat >budget <<'END'
# what router.c may use
max-peak * = 80%     # all
max-peak	packets=100   # but this
	max-leaks 3

max-failed	2
baseline router.txt
END
exits 1 check --budget budget router.txt
test "$(grep -c '^  ok ' out)" = 8 || fail "rules of the budget: $(cat out)"
grep -q '^  FAILED  peak of messages ' out || fail "the budget's share: $(cat out)"
exits 0 check -q --budget budget --max-peak '*=100%' router.txt
exits 1 check -q --budget budget --max-peak '*=100%' --max-leaks 2 router.txt
mkdir elsewhere
cp budget elsewhere/budget
exits 2 check --budget elsewhere/budget router.txt
says 'junomemstat: elsewhere/router.txt: No such file or directory'
cp router.txt elsewhere
exits 0 check -q --budget elsewhere/budget --max-peak '*=100%' router.txt
# The example, on the trace of the program that it is for.
exits 1 check --budget "$top_srcdir/doc/examples/router.budget" demo.txt
prints <<'END'
demo.txt: 2 of 7 rules FAILED
          rule                           figure      limit  worst
  ok      peak of sessions      5 of 8 (62.5 %)    75% (6)  .../router.c:233 ...
  ok      peak of messages    26 of 48 (54.2 %)         30  .../router.c:196 ...
  ok      peak of buffers    16 of 16 (100.0 %)  100% (16)  .../router.c:276 ...
  FAILED  leaked blocks                       1          0  .../router.c:196 ...
  ok      failed gets                        14         20  .../router.c:276 ...
  FAILED  unbalanced blocks                   1          0  .../router.c:118 ...
  ok      errors                              0          0

leaked blocks
  doc/examples/router.c:196 (new_message) in messages: 1

unbalanced blocks
  held doc/examples/router.c:118 (uplink_take) in messages: 1
END

# refused LINE MESSAGE: what a budget's second line is told
refused()
{
    printf 'max-leaks 3\n%s\n' "$1" >wrong
    exits 2 check --budget wrong router.txt
    says "junomemstat: wrong:2: $2"
}
refused 'max-leak 3' 'max-leak: no such rule; there are: max-peak, max-leaks, max-failed, max-unbalanced, max-errors, baseline'
refused 'max-leaks 3' 'max-leaks: given on line 1 already; take one of the two out'
refused 'max-failed' 'max-failed without a value: it needs a whole number from 0 on'
refused 'max-failed few' 'max-failed few: it needs a whole number from 0 on'
refused 'max-failed = 3' 'max-failed = 3: it needs a whole number from 0 on'
refused 'max-peak messages' 'max-peak messages: it needs POOL=LIMIT, the limit a number of blocks or a share such as 80% or 12.5%'
refused 'baseline # none' "baseline without a value: it needs a trace's name"
refused "max-peak $(printf '%5000s' x)=3" 'not a budget: a line is too long, or has bytes that are no text'
printf 'max-peak a = 1\nmax-peak a=2\n' >wrong
exits 2 check --budget wrong router.txt
says 'junomemstat: wrong:2: max-peak: given on line 1 already; take one of the two out'
printf 'baseline a\nbaseline b\n' >wrong
exits 2 check --budget wrong router.txt
says 'junomemstat: wrong:2: baseline: given on line 1 already; take one of the two out'
echo '# nothing' >wrong
exits 2 check --budget wrong router.txt
says 'junomemstat: wrong: no rule in it; a budget has lines such as `max-leaks 0`'
head -c 9000 /dev/zero >wrong
exits 2 check --budget wrong router.txt
says 'junomemstat: wrong:1: not a budget: a line is too long, or has bytes that are no text'
exits 2 check --budget missing router.txt
says 'junomemstat: missing: No such file or directory'
exits 2 check --budget . router.txt
says 'junomemstat: .: Is a directory'
exits 2 check --budget '' router.txt
says "junomemstat: --budget needs a file's name"

# As JSON.
exits 1 check --format json --max-peak packets=1% --max-unbalanced 1 --top 1 router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "failed": 2,
  "unsure": 0,
  "rules": [
    {"rule": "max-peak", "pool": "packets", "verdict": "failed", "value": 2, "limit": 1, "limit_text": "1%", "worst": [{"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "value": 1}], "worst_left_out": 1},
    {"rule": "max-unbalanced", "verdict": "failed", "value": 2, "limit": 1, "limit_text": "1", "worst": [{"state": "held", "pool": "messages", "site": "router.c:71 (route)", "value": 1}], "worst_left_out": 1}
  ]
}
END
exits 0 check --format json --max-leaks 0 cut.txt
grep -qF '{"rule": "max-leaks", "verdict": "unsure", "value": 0, "value_min": 0, "value_max": null, "limit": 0,' out ||
    fail "ranges: $(cat out)"

# JUnit's XML: never half of it, never over another file.
exits 1 check -q --junit report.xml --max-leaks 0 --max-errors 1 --max-peak 'packets=2' router.txt
cp report.xml out
prints <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="junomemstat check" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="router.txt" tests="3" failures="1" errors="0" skipped="0">
    <testcase classname="router.txt" name="peak of packets"/>
    <testcase classname="router.txt" name="leaked blocks">
      <failure message="3, limit 0" type="max-leaks">/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet) in packets: 1
router.c:33 (produce) in messages: 2
</failure>
    </testcase>
    <testcase classname="router.txt" name="errors"/>
  </testsuite>
</testsuites>
END
exits 2 check --junit report.xml --max-leaks 0 router.txt
says 'junomemstat: report.xml: exists already; -f overwrites it'
exits 0 check -q -f --junit report.xml --max-leaks 3 router.txt
grep -q 'failures="0"' report.xml || fail "not overwritten: $(cat report.xml)"
exits 2 check --junit none.xml --max-leaks 0 router.txt missing.txt
exits 2 check --junit none.xml --baseline missing.txt router.txt
exits 2 check --junit missing/none.xml --max-leaks 0 router.txt
exits 2 check --junit none.xml --max-peak nope=1 router.txt
test ! -e none.xml || fail "a JUnit file of a run that failed"
test -z "$(find . -name '*.xml.*')" || fail "left behind: $(find . -name '*.xml.*')"
exits 2 check --junit - --max-leaks 0 router.txt
says 'junomemstat: --junit -: the report goes there: -q leaves it out'
exits 2 check --junit both -o both --max-leaks 0 router.txt
says 'junomemstat: --junit both: the report goes there: give -o another file'
exits 1 check -q --junit - --max-leaks 0 router.txt
head -n 1 out | grep -q '^<?xml' || fail "no XML on standard output"
exits 1 check --junit - -o text --max-leaks 0 router.txt
head -n 1 out | grep -q '^<?xml' || fail "no XML on standard output"
head -n 1 text | grep -q '^router.txt: 1 of 1 rule FAILED$' || fail "no report beside it: $(cat text)"

# Several traces, each a suite; what is unsure was skipped, or is an error where that is asked for.
exits 1 check --junit all.xml --max-leaks 0 router.txt cut.txt whole.jmt
test "$(grep -c ': ' out)" -ge 3 || fail "not each trace: $(cat out)"
grep -q '^<testsuites .*tests="3" failures="1" errors="0" skipped="1">' all.xml || fail "counts: $(cat all.xml)"
exits 3 check -q --strict --junit strict.xml --max-leaks 0 cut.txt
grep -q '<error message="0+, limit 0: unsure, events are missing">' strict.xml || fail "$(cat strict.xml)"

# Whatever a name has in it, it is XML.
if ! python3 -c 'import xml.etree.ElementTree' 2>/dev/null; then
    echo "python3 is missing: the XML is not parsed"
    exit 0
fi
{
    printf '# JMT text 1\npool 1 "<&\\x01\\xff\\xef\\xbf\\xbf\\"]]>" size=8 length=4\n0 attach 1 live=0\n'
    printf '1 get 1 0 size=8 at "a\\x08<b>&\\"c.c":1 (f<T>)\nend\n'
} >odd.txt
exits 0 report -q odd.txt
test ! -s err || fail "$(cat err)"
exits 1 check -q --junit odd.xml --max-leaks 0 --max-peak '*=0' odd.txt
python3 - odd.xml all.xml strict.xml report.xml <<'END' || fail "not what JUnit's XML is"
import sys, xml.etree.ElementTree as tree
allowed = {"testsuites": {"name", "tests", "failures", "errors", "skipped"},
           "testsuite": {"name", "tests", "failures", "errors", "skipped"},
           "testcase": {"classname", "name"}, "failure": {"message", "type"},
           "error": {"message"}, "skipped": {"message"}}
for name in sys.argv[1:]:
    root = tree.parse(name).getroot()
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == allowed[element.tag], (name, element.tag, element.attrib)
    for holder in [root, *root]:
        assert holder.tag in ("testsuites", "testsuite")
        cases = list(holder.iter("testcase"))
        assert int(holder.get("tests")) == len(cases)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(holder.get(attribute)) == sum(case.find(tag) is not None for case in cases), (name, tag)
odd = tree.parse("odd.xml").getroot()
assert odd[0][0].get("name") == 'peak of <&\ufffd\ufffd"]]>', repr(odd[0][0].get("name"))
assert odd[0][1].find("failure").text == 'a<b>&"c.c:1 (f<T>) in <&\ufffd\ufffd"]]>: 1\n', repr(odd[0][1].find("failure").text)
END
