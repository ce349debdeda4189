#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: commands, options, exit codes, and one clear line where it is wrong.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# The help names every command and every option.
exits 0 --help
for word in report leaks refs dump validate --pool --site --format --output --force --strict \
    --error-exitcode --color --quiet --help --version; do
    grep -q -e "$word" out || fail "the help does not name $word"
done
exits 0 --version
grep -q '^junomemstat [0-9]' out || fail "no version: $(cat out)"

# What is wrong is said in one line.
exits 2
says 'junomemstat: no trace given; try --help'
exits 2 timeline
says 'junomemstat: timeline: no such command or file; the commands are report, leaks, refs, dump, validate'
exits 2 leaks
says 'junomemstat: leaks: no trace given; `-` reads standard input'
exits 2 report router.txt --frobnicate
says 'junomemstat: --frobnicate: no such option, or an ambiguous one; try --help'
exits 2 report router.txt -x
says 'junomemstat: -x: no such option, or an ambiguous one; try --help'
exits 2 report router.txt --pool
says 'junomemstat: --pool needs a value; try --help'
exits 2 report router.txt --format csv
says 'junomemstat: --format csv: not one of text, json'
exits 2 report router.txt --color sometimes
says 'junomemstat: --color sometimes: not one of auto, always, never'
exits 2 report router.txt --error-exitcode 256
says 'junomemstat: --error-exitcode 256: not a number from 0 to 255'
exits 2 dump router.txt --format json
says 'junomemstat: dump: has no --format json'

# So is what is wrong with a file.
exits 2 report missing.jmt
says 'junomemstat: missing.jmt: No such file or directory'
exits 2 report .
says 'junomemstat: .: Is a directory (at byte 0)'
: >empty
exits 2 report empty
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"
exits 2 validate expected
says 'junomemstat: expected: No such file or directory'
printf '# JMT text 1\n1 get 1 0 size=8\n2 pop 1 0\nend\n' >wrong.txt
exits 2 report wrong.txt
says 'junomemstat: wrong.txt: line 3: not a kind of event: pop'
exits 2 dump empty
test ! -s out || fail "a dump of what is not a trace"

# A pool that does not exist is an error, not an empty report.
exits 2 report --pool nothing router.txt
grep -q '^junomemstat: router.txt: no pool "nothing"; there are:$' err || fail "no pool: $(cat err)"
grep -q '^junomemstat: router.txt: messages, packets$' err || fail "which pools: $(cat err)"

# Findings have the exit code that was asked for.
exits 7 --error-exitcode 7 router.txt
exits 7 leaks --error-exitcode 7 router.txt
exits 7 refs --error-exitcode 7 router.txt
exits 0 leaks --error-exitcode 7 whole.jmt
exits 0 refs --error-exitcode 7 whole.jmt
exits 7 report --error-exitcode 7 whole.jmt
exits 0 validate --error-exitcode 7 router.txt
exits 0 leaks --error-exitcode 7 --site nowhere router.txt

# Quiet prints nothing.
exits 7 -q --error-exitcode 7 router.txt
test ! -s out || fail "quiet, but prints $(cat out)"
exits 0 -q --format json router.txt whole.jmt
test ! -s out || fail "quiet, but prints $(cat out)"

# Options may stand before and behind.
exits 0 --format json router.txt
exits 0 leaks router.txt --pool messages --pool packets
exits 0 report -- router.txt
