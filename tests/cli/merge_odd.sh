#!/bin/sh
# SPDX-License-Identifier: MIT
# merge: lines that are not what they should be, each with the one message that
# says what is wrong; and lines that are odd, but right.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if [ -z "${WITH_JANSSON:-}" ]; then
    echo "left out: built without Jansson"
    exit 77
fi

figures='"used": 1, "peak": 1, "gets": 1, "puts": 0, "updates": 0, "failed_gets": 1, "waste_bytes_at_peak": 0'
totals='"events": 3, "dropped": 0, "duration_ns": 5000000, "corrupt_bytes": 0'
begin='{"schema": 1, "trace": "t", "complete": true, '
cat >report.jsonl <<END
$begin$totals, "pools": [{"name": "p", "block_size": 8, "length": 4, $figures}], "leaks": [{"pool": "p", "site": "a.c:1 (f)", "blocks": 1, "bytes": 8}], "refs": [{"pool": "p", "block": 0, "serial": 1, "count": 2, "site": "a.c:2 (g)", "state": "held"}], "errors": [{"kind": "full", "pool": "p", "site": "a.c:1 (f)", "count": 1}]}
END
exits 0 merge --format json report.jsonl
mv out sound
stat merge --format jsonl report.jsonl >merged.jsonl
echo '{"schema": 1, "trace": "gone", "error": "No such file"}' >unread.jsonl

# refused FILE FROM TO MESSAGE: its line with the text FROM, which must be there, as TO is refused;
# of the two then only the other counts
refused()
{
    awk -v from="$2" -v to="$3" '{
        at = index($0, from)
        if (!at) exit 1
        print substr($0, 1, at - 1) to substr($0, at + length(from))
    }' "$1" >odd || fail "no $2 in $1"
    cat report.jsonl >>odd
    exits 2 merge --format json odd
    says "junomemstat: odd:1: $4"
    sed -e 's/"bad_lines": 1/"bad_lines": 0/' -e 's/^  "complete": false/  "complete": true/' out >others
    cmp -s sound others || fail "$3: something of it counts: $(diff sound others)"
}

# A report's line: each member of another kind, or none.
refused report.jsonl '"schema": 1' '"schema": "1"' 'not a line of a report: it has no "schema"'
refused report.jsonl '"pools"' '"pond"' 'neither of report --format jsonl nor of merge --format jsonl'
refused report.jsonl '"events"' '"event"' 'neither of report --format jsonl nor of merge --format jsonl'
refused report.jsonl '"complete": true, ' '' 'no true or false as "complete"'
refused report.jsonl '"dropped": 0, ' '' 'no number as "dropped"'
refused report.jsonl '"dropped": 0' '"dropped": 0.5' 'no number as "dropped"'
refused report.jsonl '"used": 1' '"used": 1, "used_min": "1"' 'no number as "used"'
refused report.jsonl '"used": 1' '"used": 1, "used_min": null' 'no number as "used"'
refused report.jsonl '"used": 1' '"used": 1, "used_max": -1' 'no number as "used"'
refused report.jsonl '"used": 1' '"used": null, "used_max": []' 'no number as "used"'
refused report.jsonl '"name": "p", ' '' 'no text as "name"'
refused report.jsonl '"name": "p"' '"name": 7' 'no text as "name"'
refused report.jsonl '"block_size": 8' '"block_size": "8"' 'no number as "block_size"'
refused report.jsonl '"block_size": 8, ' '' 'no number as "block_size"'
refused report.jsonl '"length": 4' '"length": -4' 'no number as "length"'
refused report.jsonl '"leaks"' '"leeks"' 'no list "leaks"'
refused report.jsonl '"leaks": [' '"leaks": 0, "more": [' 'no list "leaks"'
refused report.jsonl '"leaks": [{' '"leaks": [{"likely_site": 7, ' 'no text as "likely_site"'
refused report.jsonl '"leaks": [{' '"live_at_cut": 0, "leaks": [{' 'no list "live_at_cut"'
refused report.jsonl '"site": "a.c:2 (g)", ' '' 'no text as "site"'
refused report.jsonl '"refs": [' '"refs": ["one", ' 'something else than objects in "refs"'
refused unread.jsonl '"No such file"' 'null' 'no text as "error"'
refused unread.jsonl '"No such file"' '7' 'no text as "error"'

# A merged line.
refused merged.jsonl '"merged": {' '"merged": 1, "more": {' 'no number as "count"' # as of one trace
refused merged.jsonl '"complete": 1, ' '' 'no number as "complete"'
refused merged.jsonl '"bad_lines": 0' '"bad_lines": null' 'no number as "bad_lines"'
refused merged.jsonl '"incomplete_traces": []' '"incomplete_traces": 0' 'no list "incomplete_traces"'
refused merged.jsonl ', "incomplete_traces": []' '' 'no list "incomplete_traces"'
refused merged.jsonl '"incomplete_traces": []' '"incomplete_traces": [7]' \
    'something else than names in "incomplete_traces"'
refused merged.jsonl '"unreadable_traces": []' '"unreadable_traces": {}' 'no list "unreadable_traces"'
refused merged.jsonl '"unreadable_traces": []' '"unreadable_traces": [{"error": "gone"}]' \
    'something else than names in "unreadable_traces"'
refused merged.jsonl '"unreadable_traces": []' '"unreadable_traces": [{"trace": "t", "error": 2}]' 'no text as "error"'
refused merged.jsonl '"peak_trace": "t"' '"peak_trace": 7' 'no text as "peak_trace"'
refused merged.jsonl '"most_trace"' '"least_trace"' 'no text as "most_trace"'

# Lines that end too early: after a number that is too large, in a string, behind a backslash.
for end in '"events": 99999999999999999999' '"events": 99999999999999999999, "trace": "t' \
    '"events": 99999999999999999999, "trace": "t\0134'; do
    printf '{"schema": 1, %b' "$end" >odd
    exits 2 merge odd
    test "$(wc -l <err)" = 1 || fail "$end: $(cat err)"
    grep -q '^junomemstat: odd:1: not JSON: .*, at byte [0-9]*$' err || fail "$end: $(cat err)"
done

# What starts like no JSON lines at all; the first bytes may be blanks.
printf '[\n1]\n' >list
exits 2 merge list
says 'junomemstat: list: JSON on several lines: merge reads what --format jsonl prints'
printf '\n \t{\n"schema": 1}\n' >spread
exits 2 merge spread
says 'junomemstat: spread: JSON on several lines: merge reads what --format jsonl prints'
printf 'x\n' >foreign
exits 2 merge foreign
says 'junomemstat: foreign: no JSON lines: merge reads what report --format jsonl prints'
printf '{' >brace
exits 2 merge brace
grep -q '^junomemstat: brace:1: not JSON: ' err || fail "one brace: $(cat err)"
printf ' \n\t\r\n' >blank
exits 2 merge blank
says 'junomemstat: blank: no line in it'
mkdir directory
exits 2 merge directory
says 'junomemstat: directory: Is a directory'

# Blanks around a line, the line end of other systems, no end of the last line: all the same.
stat merge --format jsonl report.jsonl unread.jsonl >plain
{ printf ' \t' && tr -d '\n' <report.jsonl && printf ' \t\r\n\r\n' && tr -d '\n' <unread.jsonl; } >blanks
exits 0 merge --format jsonl blanks
cmp plain out || fail "blanks: $(cat out err)"

# A line that is longer than any report is passed over, and what follows counts.
printf '{' >long
truncate -s 270000000 long
exits 2 merge long
says 'junomemstat: long:1: longer than 256 MiB'
{ echo && cat report.jsonl; } >>long
exits 2 merge --format jsonl long
says 'junomemstat: long:1: longer than 256 MiB'
grep -q '"traces": 1, .*"events": 3, ' out || fail "behind a long line: $(cat out)"
rm long

# What a broken archive still had counts, and it is said that there was more.
if [ -n "${WITH_ZLIB:-}" ] && command -v gzip >/dev/null; then
    gzip <report.jsonl >whole.gz
    head -c $(($(wc -c <whole.gz) - 8)) whole.gz >cut.gz
    exits 2 merge --format jsonl cut.gz
    test "$(wc -l <err)" = 1 || fail "a cut archive: $(cat err)"
    grep -q '^junomemstat: cut.gz: ' err || fail "a cut archive: $(cat err)"
    grep -q '"traces": 1, .*"bad_lines": 1' out || fail "a cut archive: $(cat out)"
fi

# Traces that were all not read: no figures, and no pools.
exits 0 merge unread.jsonl
prints <<'END'
1 trace: INCOMPLETE: nothing wrong in what there is
  0 complete, 1 not read

Traces that were not read
  gone: No such file
END
exits 0 merge --format json unread.jsonl
grep -q '^  "complete": false,$' out || fail "nothing read, but complete: $(cat out)"
grep -q '^  "events": 0,$' out || fail "nothing read, but events: $(cat out)"
# One of them among others leaves the whole incomplete.
exits 3 merge --strict report.jsonl unread.jsonl

# What is only likely, of blocks whose size is unknown in part, is said so.
cat >likely.jsonl <<END
{"schema": 1, "trace": 7, "complete": true, $totals, "pools": [], "leaks": [{"pool": "p", "site": "unknown", "likely_site": "a.c:1 (f)", "blocks": 3, "bytes": 8, "blocks_of_unknown_size": 2}, {"pool": "p", "site": "a.c:2 (g)", "blocks": 1, "bytes": 4, "bytes_min": 4, "bytes_max": 9}, {"pool": "q", "site": "b.c:3 (h)", "blocks": 2, "bytes": 0, "blocks_of_unknown_size": 2}], "refs": [{"pool": "p", "block": 0, "serial": 1, "count": 2, "site": "c.c:4 (i)", "state": "held", "candidates": ["c.c:4 (i)", "d.c:5 (j)"]}], "errors": []}
END
exits 0 merge likely.jsonl
prints <<'END'
1 trace: 6 leaked blocks, 1 unbalanced reference
  1 complete, 3 events in 5.0 ms

Leaks
  blocks   bytes  traces  pool  site                most in
       3  >= 8 B       1  p     probably a.c:1 (f)  likely.jsonl:1
       1  >= 4 B       1  p     a.c:2 (g)           likely.jsonl:1
       2       ?       1  q     b.c:3 (h)           likely.jsonl:1

References not balanced
  blocks  refs  traces  state  pool  site
       1     2       1  held   p     perhaps c.c:4 (i)
END
exits 0 merge --format json likely.jsonl
grep -q '"site": "unknown", "likely_site": "a.c:1 (f)", ' out || fail "the likely site: $(cat out)"
# It is what people look for.
exits 0 merge --site a.c:1 --format json likely.jsonl
grep -q '"likely_site": "a.c:1 (f)"' out || fail "not found by its likely site: $(cat out)"
grep -q '"a.c:2 (g)"' out && fail "found another site: $(cat out)"

# geometry NAME SIZE LENGTH: a report with a pool of that geometry, each a number or null
geometry()
{
    echo "$begin$totals, \"pools\": [{\"name\": \"$1\", \"block_size\": $2, \"length\": $3, $figures}], \"leaks\": [], \"refs\": [], \"errors\": []}"
}

# Pools whose geometry differs stay apart, 0 and what is not known too. The last four have one hash.
{
    geometry p null null && geometry p null 0 && geometry p 0 null && geometry p 0 0 && geometry p 8 2
    geometry p 4294967305 3 && geometry p 8 4294967298 && geometry p 8 2 && geometry p 4294967305 3
} >geometries
exits 0 merge --format json geometries
sed -n 's/.*"block_size": \([^,]*\), "length": \([^,]*\), "traces": \([^,]*\),.*/\1 \2 \3/p' out >kept
mv kept out
prints <<'END'
8 2 2
4294967305 3 2
null null 1
null 0 1
0 null 1
0 0 1
8 4294967298 1
END
exits 0 merge geometries
grep -q '^  p          1 ' out || fail "no pool: $(cat out)"

# Sites whose names have one hash are two.
cat >sites <<END
$begin$totals, "pools": [], "leaks": [{"pool": "p", "site": "a.c:39796 (f)", "blocks": 1, "bytes": 8}, {"pool": "p", "site": "a.c:96019 (f)", "blocks": 2, "bytes": 9}], "refs": [], "errors": []}
END
exits 0 merge sites
grep -q '^       1    8 B       1  p     a.c:39796 (f)  t$' out || fail "the first site: $(cat out)"
grep -q '^       2    9 B       1  p     a.c:96019 (f)  t$' out || fail "the second site: $(cat out)"

# A pool that is asked for by its name: all of that name, and no other.
for name in 'p' 'p [1]' 'p [12]' 'p [' 'p [12' 'p 12]' 'pq' 'q'; do
    geometry "$name" 8 4
done >names
# named PATTERN...: the pools that the run before has listed
named()
{
    grep -o '"name": "[^"]*"' out | sort >kept
    printf '"name": "%s"\n' "$@" | sort >expected
    diff expected kept >difference || fail "other pools: $(cat difference)"
}
exits 0 merge --pool p --format json names
named p 'p [1]' 'p [12]'
exits 0 merge --pool 'p [1]' --pool q --pool p --format json names
named p 'p [1]' 'p [12]' q
exits 0 merge --pool 'p [1]' --pool q --format json names
named 'p [1]' q

# The first hundred traces by name, those that come later in the file or before.
awk '{ for (i = 100; i < 230; i++) { line = $0; sub(/"gone"/, sprintf("\"device-%03d\"", i), line); print line } }' \
    unread.jsonl >unreads
exits 0 merge --format json unreads
grep -q '"unreadable": 130,' out || fail "not how many: $(cat out)"
test "$(grep -c '"trace": "device-1[0-9][0-9]", "error": "No such file"' out)" = 100 || fail "names: $(cat out)"
