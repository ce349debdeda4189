#!/bin/sh
# SPDX-License-Identifier: MIT
# report --format jsonl: a line for each trace, also for one that cannot be read.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

head -c 200 whole.jmt >cut.jmt
: >empty

# The whole line of a trace.
exits 0 report --format jsonl whole.jmt
prints <<'END'
{"schema": 1, "trace": "whole.jmt", "complete": true, "events": 8, "dropped": 0, "duration_ns": 312, "corrupt_bytes": 0, "pools": [{"name": "messages", "block_size": 64, "length": 4, "used": 0, "peak": 2, "peak_time_ns": 25, "gets": 2, "puts": 2, "updates": 0, "failed_gets": 1, "waste_bytes_at_peak": 16}], "leaks": [], "refs": [], "errors": [{"kind": "full", "pool": "messages", "site": "router.c:71 (route)", "count": 1}]}
END

# Several: each has its line, in the order in which they were given, and what
# is wrong with one does not hide the others.
exits 2 report --format jsonl router.txt missing.jmt empty cut.jmt whole.jmt
test "$(wc -l <out)" = 5 || fail "not five lines: $(cat out)"
cat >messages <<'END'
junomemstat: missing.jmt: No such file or directory
junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line
END
cmp -s err messages || fail "messages: $(cat err)"
sed 's/, "complete": [a-z]*,.*/ ...}/' out >lines
cat >expected <<'END'
{"schema": 1, "trace": "router.txt" ...}
{"schema": 1, "trace": "missing.jmt", "error": "No such file or directory"}
{"schema": 1, "trace": "empty", "error": "not a trace: no intact packet in 0 bytes, nor a text trace's first line"}
{"schema": 1, "trace": "cut.jmt" ...}
{"schema": 1, "trace": "whole.jmt" ...}
END
diff expected lines >difference || fail "lines: $(cat difference)"
cp out lines

# The same object as --format json, but for the name.
if command -v python3 >/dev/null; then
    stat report --format json router.txt >report.json
    python3 - lines report.json <<'END' || fail "not the object of --format json"
import json, sys
line = json.loads(open(sys.argv[1]).readline())
report = json.load(open(sys.argv[2]))
assert line.pop("trace") == "router.txt"
sys.exit(line != report)
END
fi

# Whose traces they are; a name of odd bytes is still JSON.
exits 0 report --format jsonl --origin 'east "1"' router.txt -o named
grep -q '^{"schema": 1, "trace": "east \\u00221\\u0022:router.txt", "complete": true, ' named || fail "no origin: $(cat named)"
code=0
stat report --format jsonl --origin west - <router.txt >out || code=$?
test $code = 0 || fail "standard input: exit $code"
grep -q '^{"schema": 1, "trace": "west", ' out || fail "no origin of standard input: $(cat out)"
stat report --format jsonl - <router.txt >out
grep -q '^{"schema": 1, "trace": "standard input", ' out || fail "no name of standard input: $(cat out)"
exits 2 report --format jsonl --origin '' router.txt
says 'junomemstat: --origin needs a text that is not empty'
exits 2 leaks --origin east router.txt
says 'junomemstat: leaks: has no --origin; try `junomemstat leaks --help`'

# Exit codes: 2 before 3, 3 before findings; -o keeps the lines that there are.
exits 3 report --format jsonl --strict --error-exitcode 7 cut.jmt router.txt
exits 7 report --format jsonl --error-exitcode 7 router.txt
exits 2 report --format jsonl --strict --error-exitcode 7 cut.jmt router.txt missing.jmt -o kept
test "$(wc -l <kept)" = 3 || fail "lines lost: $(cat kept)"
exits 2 report --format jsonl -q missing.jmt router.txt
test ! -s out || fail "quiet, but prints $(cat out)"

# A pool that a trace does not have is its trouble, not that of the others.
exits 2 report --format jsonl --pool packets router.txt whole.jmt
says 'junomemstat: whole.jmt: no pool "packets"; there are: messages'
test "$(wc -l <out)" = 2 || fail "not two lines: $(cat out)"

# A line is there before the next trace is read.
rm lines
mkfifo next.fifo
exec 3<>next.fifo # so that nobody waits for the other to open it
# Some shells keep a copy of what is closed for a function only, and the pipe would never end.
(exec 3>&-; exec $RUN_UNDER "$tool" report --format jsonl router.txt next.fifo >lines 2>err) &
reader=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    test -s lines && break
    sleep 0.5
done
test "$(wc -l <lines)" = 1 || fail "not one line while the next trace is read: $(cat lines)"
cat router.txt >&3
exec 3>&-
wait $reader || fail "the second trace: $(cat err)"
test "$(wc -l <lines)" = 2 || fail "not two lines: $(cat lines)"
