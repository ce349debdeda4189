#!/bin/sh
# SPDX-License-Identifier: MIT
# merge: many machines' JSON lines as one report.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if [ -z "${WITH_JANSSON:-}" ]; then
    exits 2 merge lines.jsonl
    says 'junomemstat: merge: this junomemstat cannot read JSON: build it with Jansson'
    exit 0
fi

# A fleet of four: two routers of one build, one whose second half is missing,
# and a device that does not answer.
sed -e 's/^1204100 .*//' -e 's/^4100 .*/4100 ref-get 1 2 count=2 at router.c:71 (route)/' router.txt >other.txt
{ sed 12q router.txt; echo 'gap packets=1'; echo '9000 get 1 1 size=32 at router.c:33 (produce)'; } >cut.txt
lines()
{
    stat report --format jsonl --origin "$1" - <"$2"
}
lines east router.txt >east
lines west other.txt >west
lines north cut.txt >north
code=0
stat report --format jsonl --origin south missing.jmt >south 2>err || code=$?
test $code = 2 || fail "a missing trace: exit $code"
cat east west north south >fleet.jsonl

exits 0 merge fleet.jsonl
prints <<'END'
4 traces: INCOMPLETE: at least 3 leaked blocks, 2 unbalanced references, 6
  failed calls
  1 complete, 2 incomplete, 1 not read, 43+ events in at least 2.4 s, 0+ dropped

Pools (peak: the highest in one trace)
  pool      traces  full in   peak  length    block
  messages       3  2 (1-3)      4       4     64 B  ===========================
  packets        3      0-2  2-100     100  1.5 KiB  =..........................

  pool           used  gets  puts  failed gets  most waste  highest in
  messages   7 (2-10)   11+    3+           4+        64 B  east
  packets   3 (1-201)    4+    1+           0+       572 B  east

Leaks
  blocks   bytes  traces  pool      site                                 most in
       1  1000 B       1  packets   .../network.c:1234 (receive_one_...  east
       2   112 B       1  messages  router.c:33 (produce)                east

References not balanced
  blocks  refs  traces  state     pool      site
       1     2       1  held      messages  router.c:71 (route)
       1     0       1  orphaned  messages  router.c:91 (consume)

Failed calls
  calls  traces  cause        pool      site                   most in
    4-5       2  full         messages  router.c:33 (produce)  east
    2-3       2  double-free  messages  router.c:99 (retry)    east

Out where traces stop (not leaks: there is no end)
  blocks  bytes  traces  pool      site                   most in
       1   32 B       1  messages  router.c:33 (produce)  north

Uncertain (not seen since events went missing)
  blocks    bytes  traces  pool      site                                most in
       1  1.5 KiB       1  packets   net.c:12 (receive)                  west
       1   1000 B       1  packets   .../network.c:1234 (receive_one...  west
       4    200 B       2  messages  router.c:33 (produce)               west

Uncertain reference counts
  blocks  refs  traces  state     pool      site
       3     6       2  held      messages  router.c:71 (route)
       1     0       1  orphaned  messages  router.c:91 (consume)

Incomplete traces
  north
  west

Traces that were not read
  south:missing.jmt: No such file or directory
END

exits 0 merge --format json fleet.jsonl
prints <<'END'
{
  "schema": 1,
  "merged": {
    "traces": 4,
    "complete": 1,
    "incomplete": 2,
    "unreadable": 1,
    "bad_lines": 0
  },
  "complete": false,
  "events": 43,
  "events_min": 43,
  "events_max": null,
  "dropped": 0,
  "dropped_min": 0,
  "dropped_max": null,
  "duration_ns": 2414100000,
  "duration_ns_min": 2414100000,
  "duration_ns_max": null,
  "corrupt_bytes": 0,
  "pools": [
    {"name": "messages", "block_size": 64, "length": 4, "traces": 3, "used": 7, "used_min": 2, "used_max": 10, "peak": 4, "peak_trace": "east", "traces_full": 2, "traces_full_min": 1, "traces_full_max": 3, "gets": 11, "gets_min": 11, "gets_max": null, "puts": 3, "puts_min": 3, "puts_max": null, "updates": 0, "updates_min": 0, "updates_max": null, "failed_gets": 4, "failed_gets_min": 4, "failed_gets_max": null, "waste_bytes_at_peak": 64, "waste_bytes_at_peak_min": 64, "waste_bytes_at_peak_max": 252},
    {"name": "packets", "block_size": 1536, "length": 100, "traces": 3, "used": 3, "used_min": 1, "used_max": 201, "peak": 2, "peak_min": 2, "peak_max": 100, "peak_trace": "east", "traces_full": 0, "traces_full_min": 0, "traces_full_max": 2, "gets": 4, "gets_min": 4, "gets_max": null, "puts": 1, "puts_min": 1, "puts_max": null, "updates": 0, "updates_min": 0, "updates_max": null, "failed_gets": 0, "failed_gets_min": 0, "failed_gets_max": null, "waste_bytes_at_peak": 572, "waste_bytes_at_peak_min": 572, "waste_bytes_at_peak_max": 153500}
  ],
  "leaks": [
    {"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "traces": 1, "blocks": 1, "bytes": 1000, "most_blocks": 1, "most_trace": "east"},
    {"pool": "messages", "site": "router.c:33 (produce)", "traces": 1, "blocks": 2, "bytes": 112, "most_blocks": 2, "most_trace": "east"}
  ],
  "refs": [
    {"pool": "messages", "site": "router.c:71 (route)", "state": "held", "traces": 1, "blocks": 1, "references": 2},
    {"pool": "messages", "site": "router.c:91 (consume)", "state": "orphaned", "traces": 1, "blocks": 1, "references": 0}
  ],
  "errors": [
    {"pool": "messages", "site": "router.c:33 (produce)", "kind": "full", "traces": 2, "count": 4, "count_min": 4, "count_max": 5, "most_count": 2, "most_count_min": 2, "most_count_max": 3, "most_trace": "east"},
    {"pool": "messages", "site": "router.c:99 (retry)", "kind": "double-free", "traces": 2, "count": 2, "count_min": 2, "count_max": 3, "most_count": 1, "most_count_min": 1, "most_count_max": 2, "most_trace": "east"}
  ],
  "live_at_cut": [
    {"pool": "messages", "site": "router.c:33 (produce)", "traces": 1, "blocks": 1, "bytes": 32, "most_blocks": 1, "most_trace": "north"}
  ],
  "uncertain": [
    {"pool": "packets", "site": "net.c:12 (receive)", "traces": 1, "blocks": 1, "bytes": 1500, "most_blocks": 1, "most_trace": "west"},
    {"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "traces": 1, "blocks": 1, "bytes": 1000, "most_blocks": 1, "most_trace": "west"},
    {"pool": "messages", "site": "router.c:33 (produce)", "traces": 2, "blocks": 4, "bytes": 200, "most_blocks": 3, "most_trace": "west"}
  ],
  "refs_uncertain": [
    {"pool": "messages", "site": "router.c:71 (route)", "state": "held", "traces": 2, "blocks": 3, "references": 6},
    {"pool": "messages", "site": "router.c:91 (consume)", "state": "orphaned", "traces": 1, "blocks": 1, "references": 0}
  ],
  "incomplete_traces": [
    "north",
    "west"
  ],
  "unreadable_traces": [
    {"trace": "south:missing.jmt", "error": "No such file or directory"}
  ]
}
END

# One pool, some sites, few rows.
exits 0 merge --pool messages --site produce --top 1 fleet.jsonl
prints <<'END'
4 traces: INCOMPLETE: at least 2 leaked blocks, 4 failed calls (only pool
  "messages", only sites with "produce")
  1 complete, 2 incomplete, 1 not read, 43+ events in at least 2.4 s, 0+ dropped

Pools (peak: the highest in one trace)
  pool      traces  full in  peak  length  block
  messages       3  2 (1-3)     4       4   64 B  ==============================

  pool          used  gets  puts  failed gets  most waste  highest in
  messages  7 (2-10)   11+    3+           4+        64 B  east

Leaks
  blocks  bytes  traces  pool      site                   most in
       2  112 B       1  messages  router.c:33 (produce)  east

Failed calls
  calls  traces  cause  pool      site                   most in
    4-5       2  full   messages  router.c:33 (produce)  east

Out where traces stop (not leaks: there is no end)
  blocks  bytes  traces  pool      site                   most in
       1   32 B       1  messages  router.c:33 (produce)  north

Uncertain (not seen since events went missing)
  blocks  bytes  traces  pool      site                   most in
       4  200 B       2  messages  router.c:33 (produce)  west

Incomplete traces
  north
  west

Traces that were not read
  south:missing.jmt: No such file or directory
END
exits 0 merge --format json --top 1 fleet.jsonl
grep -q '"refs_left_out": 1' out || fail "not said what is left out: $(cat out)"

# Any grouping and any order of the same lines gives the same report, byte by byte.
stat merge --format jsonl fleet.jsonl >whole
test "$(wc -l <whole)" = 1 || fail "not one line: $(cat whole)"
cat south north west east | stat merge --format jsonl - >reversed
cmp whole reversed || fail "the order matters: $(diff whole reversed)"
stat merge --format jsonl east west >one
stat merge --format jsonl north south >two
stat merge --format jsonl east >three
stat merge --format jsonl three west two >left
cmp whole left || fail "merges of merges: $(diff whole left)"
stat merge --format jsonl --top 1 two >four
stat merge --format jsonl four west east >right
cmp whole right || fail "the grouping matters: $(diff whole right)"
cat one two | stat merge --format jsonl - >both
cmp whole both || fail "lines of merges: $(diff whole both)"

# The same with random groups of many lines, of which some have limits, some none.
if command -v python3 >/dev/null; then
    python3 "$top_srcdir/tests/cli/merge_lines.py" lines 60 >many
    stat merge --format jsonl many >whole
    python3 "$top_srcdir/tests/cli/merge_lines.py" check many whole || fail "the sums are wrong"
    for seed in 1 2; do
        python3 "$top_srcdir/tests/cli/merge_lines.py" split many $seed
        for part in part.*; do
            stat merge --format jsonl "$part" >"merged.$part"
        done
        stat merge --format jsonl merged.part.* >again
        cmp whole again || fail "groups with seed $seed: $(diff whole again)"
        rm part.* merged.part.*
    done
fi

# Pools of one name and another geometry stay apart; so do those without one.
printf '# JMT text 1\n1 get 1 0 size=4\nend\n' >undefined.txt
printf '# JMT text 1\npool 1 "p" size=8 length=2\nend\n' >two.txt
printf '# JMT text 1\npool 1 "p" size=8 length=4\nend\n' >four.txt
stat report --format jsonl two.txt four.txt two.txt undefined.txt >pools
stat merge --format json pools | sed -n 's/.*"name": "\([^"]*\)", "block_size": \([^,]*\), "length": \([^,]*\), "traces": \([^,]*\),.*/\1 \2 \3 \4/p' >out
prints <<'END'
pool 1 null null 1
p 8 2 2
p 8 4 1
END

# What is wrong with a line is said, the others count, and the exit code is 2.
{
    cat east
    echo '{"schema": 1, "trace": "x"'
    echo
    echo '{"schema": 2, "trace": "y", "complete": true}'
    echo '[1]'
    echo '{"schema": 1, "complete": true, "leaks": []}'
    echo '{"trace": "z"}'
    sed 's/"peak": 4/"peak": -4/' east
    sed 's/"leaks": \[/"leaks": [7, /' east
    sed 's/"complete": true/"complete": "yes"/' east
    cat west
} >bad.jsonl
exits 2 merge --format json bad.jsonl
cat >messages <<'END'
junomemstat: bad.jsonl:2: not JSON: '}' expected near end of file, at byte 26
junomemstat: bad.jsonl:4: schema version 2, of which this junomemstat knows nothing: it reads version 1
junomemstat: bad.jsonl:5: not a line of a report: it is no object
junomemstat: bad.jsonl:6: neither of report --format jsonl nor of merge --format jsonl
junomemstat: bad.jsonl:7: not a line of a report: it has no "schema"
junomemstat: bad.jsonl:8: no number as "peak"
junomemstat: bad.jsonl:9: something else than objects in "leaks"
junomemstat: bad.jsonl:10: no true or false as "complete"
END
diff messages err >difference || fail "messages: $(cat difference)"
grep -q '"traces": 2,' out || fail "the others do not count: $(cat out)"
grep -q '"bad_lines": 8' out || fail "bad lines are not counted: $(cat out)"
grep -q '"used": 5,' out || fail "something of a bad line was added: $(cat out)"
exits 2 merge --format jsonl bad.jsonl -o kept
exits 0 merge --format json kept
grep -q '"bad_lines": 8' out || fail "bad lines are forgotten: $(cat out)"

# At most ten are told one by one.
{ cat east; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "{$i"; done; } >many
exits 2 merge many
test "$(wc -l <err)" = 11 || fail "messages: $(cat err)"
grep -q '^junomemstat: many: 12 bad lines in all$' err || fail "not how many: $(cat err)"

# So is what is wrong with a file.
: >empty
exits 2 merge empty
says 'junomemstat: empty: no line in it'
exits 2 merge missing.jsonl
says 'junomemstat: missing.jsonl: No such file or directory'
exits 2 merge router.txt
says 'junomemstat: router.txt: no JSON lines: merge reads what report --format jsonl prints'
exits 2 merge whole.jmt
says 'junomemstat: whole.jmt: no JSON lines: merge reads what report --format jsonl prints'
stat report --format json router.txt >report.json
exits 2 merge report.json
says 'junomemstat: report.json: JSON on several lines: merge reads what --format jsonl prints'
head -c 300 east >truncated
exits 2 merge truncated
test "$(wc -l <err)" = 1 || fail "truncated: $(cat err)"
truncate -s 10G sparse 2>/dev/null || truncate -s 1G sparse
exits 2 merge sparse
says 'junomemstat: sparse: no JSON lines: merge reads what report --format jsonl prints'
rm sparse
exits 2 merge missing.jsonl east
grep -q '^1 trace: ' out || fail "a missing file hides the others: $(cat out)"
exits 2 merge
says 'junomemstat: merge: no trace given; `-` reads standard input'
exits 2 merge --pool nothing east
says 'junomemstat: no pool "nothing" in any of the traces'
exits 2 merge --elf empty east
says 'junomemstat: merge: has no --elf; try `junomemstat merge --help`'

# Lines of other commands are no reports.
stat leaks --format json router.txt | tr -d '\n' >leaks.jsonl
exits 2 merge leaks.jsonl
says 'junomemstat: leaks.jsonl:1: neither of report --format jsonl nor of merge --format jsonl'
stat report --format json --top 1 router.txt | tr -d '\n' >short.jsonl
exits 2 merge short.jsonl
says 'junomemstat: short.jsonl:1: --top has shortened "leaks"'

# A trace without a name is called by its place.
sed 's/"trace": "east", //' east | stat merge --format json - >out
grep -q '"peak_trace": "standard input:1"' out || fail "no place: $(cat out)"

# Numbers beyond what JSON readers have stay at the largest; unknown limits stay unknown.
sed -e 's/"gets": 4,/"gets": 18446744073709551615, "gets_min": 3, "gets_max": null,/' \
    -e 's/(produce)/(18446744073709551615\\" 99999999999999999999)/' east >large
exits 0 merge --format json large west
grep -q '"gets": 9223372036854775807, "gets_min": 7, "gets_max": null,' out || fail "limits: $(cat out)"
grep -q '(18446744073709551615.u0022 99999999999999999999)' out || fail "a number in a text: $(cat out)"

# A report of the wildest clock and sizes has such numbers.
printf '# JMT text 1\nheader ticks=1000000000\npool 1 "p" size=64 length=4\n0 get 1 0 size=18446744073709551615\n' >wild.txt
printf '18446744073709551615 put 1 0\nend events=2\n' >>wild.txt
exits 0 report --format jsonl -o wild.jsonl wild.txt
grep -q 18446744073709551615 wild.jsonl || fail "the report has no such number: $(cat wild.jsonl)"
exits 0 merge --format json wild.jsonl
grep -q 9223372036854775807 out || fail "merged: $(cat out)"

# Exit codes.
exits 7 merge --error-exitcode 7 east
exits 3 merge --strict --error-exitcode 7 fleet.jsonl
exits 2 merge --strict --error-exitcode 7 missing.jsonl fleet.jsonl
stat report --format jsonl two.txt >sound
exits 0 merge --strict --error-exitcode 7 sound
prints <<'END'
1 trace: no leaks, no unbalanced references, no failed calls
  1 complete

Pools (peak: the highest in one trace)
  pool  traces  full in  peak  length  block
  p          1        0     0       2    8 B  ..................................

  pool  used  gets  puts  failed gets  most waste  highest in
  p        0     0     0            0         0 B  two.txt
END
exits 7 merge -q --error-exitcode 7 east
test ! -s out || fail "quiet, but prints $(cat out)"

# Output to a file that is there already, and lines that are compressed.
exits 2 merge -o kept east
says 'junomemstat: kept: exists already; -f overwrites it'
if [ -n "${WITH_ZLIB:-}" ] && command -v gzip >/dev/null; then
    gzip <fleet.jsonl >fleet.gz
    stat merge --format jsonl fleet.jsonl >whole
    stat merge --format jsonl fleet.gz >out
    cmp whole out || fail "compressed lines: $(diff whole out)"
fi

# Names of many incomplete traces: the first hundred, and how many there are.
awk '{ for (i = 130; i >= 1; i--) { line = $0; sub(/"north"/, sprintf("\"device-%03d\"", i), line); print line } }' \
    north >incomplete
exits 0 merge --format json incomplete
grep -q '"incomplete": 130,' out || fail "not how many: $(cat out)"
test "$(grep -c '^    "device-' out)" = 100 || fail "names: $(cat out)"
exits 0 merge incomplete
tail -n 4 out >end
cat >expected <<'END'
  device-008
  device-009
  device-010
  and 120 more traces
END
diff expected end >difference || fail "names: $(cat difference)"
