#!/bin/sh
# SPDX-License-Identifier: MIT
# convert: what each format says is read back by a reader that is not ours, and compared with the report.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

formats=$(stat convert --help | sed -n '/^Formats:/,/^$/s/^  \([a-z]*\) .*/\1/p' | paste -sd, | sed 's/,/, /g')
exits 2 convert router.txt
says "junomemstat: convert: needs a format: --to $formats"
exits 2 convert --to yaml router.txt
says "junomemstat: convert: --to yaml: not one of $formats"
exits 2 convert --to csv router.txt demo.txt
says 'junomemstat: convert: --to csv takes one trace at a time'
: >empty
exits 2 convert --to csv -o table.csv empty
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"
test ! -e table.csv || fail 'a table of what is no trace'
exits 7 convert --to csv -q --error-exitcode 7 router.txt
test ! -s out || fail "quiet, but prints $(cat out)"

# --- csv
exits 0 convert --to csv --pool packets router.txt
tr -d '\r' <out >lines
mv lines out
prints <<'END'
time_ns,stream,pool,kind,block,size,count,live,operation,cause,status,used,used_min,used_max,site,thread,text
0,0,packets,attach,,,,0,,,,0,,,,,
2400000,0,,mark,,,,,,,,,,,,,burst over
4000000,0,packets,get,7,1000,,,,,,1,,,/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet),,
1203000000,0,packets,get,8,1500,,,,,,2,,,net.c:12 (receive),,
1203100000,0,packets,put,8,,,,,,,1,,,,,
END
exits 0 convert --to csv --site retry router.txt
test "$(wc -l <out)" = 3 || fail "not the head, a mark and one event: $(cat out)"
grep -q '^4100000,0,messages,failed,1,,0,,put,double-free,4,2,,,router.c:99 (retry),,.$' out || fail "$(cat out)"
exits 3 convert --strict --to jsonl - <<'END'
# JMT text 1
pool 1 "a, \"b\"" size=8 length=9
5 get 1 0 size=8 at f.c:1 (g(int, char))
gap packets=0 dropped=2
6 mark "x\ny" thread=3
9 put 1 0
END
prints <<'END'
{"time_ns": 0, "stream": 0, "pool": "a, \u0022b\u0022", "kind": "get", "block": 0, "size": 8, "used": 1, "site": "f.c:1 (g(int, char))"}
{"time_ns": 0, "stream": 0, "kind": "gap", "text": "the recorder dropped 2 events"}
{"time_ns": 1, "stream": 0, "kind": "mark", "thread": 3, "text": "x\u000ay"}
{"time_ns": 4, "stream": 0, "pool": "a, \u0022b\u0022", "kind": "put", "block": 0, "used": 0, "used_min": 0, "used_max": 2}
END

if ! command -v python3 >/dev/null; then
    exit 0
fi

# Peaks, failed gets and the time of the peak are the report's, in both.
cat >rows.py <<'END'
import csv, json, sys

def rows(name):
    if name.endswith(".csv"):
        with open(name, newline="") as table:
            for row in csv.DictReader(table, strict=True):
                assert None not in row and None not in row.values(), row
                yield {key: value for key, value in row.items() if value != ""}
    else:
        with open(name) as lines:
            for line in lines:
                yield {key: str(value) for key, value in json.loads(line).items()}

report = json.load(open("report.json"))
for name in sys.argv[1:]:
    table = list(rows(name))
    for pool in report["pools"]:
        mine = [row for row in table if row.get("pool") == pool["name"]]
        used = [int(row["used"]) for row in mine]
        assert max(used) == pool["peak"], (name, pool, max(used))
        assert used[-1] == pool["used"], (name, pool)
        first = next(int(row["time_ns"]) for row in mine if int(row["used"]) == pool["peak"])
        assert first == pool["peak_time_ns"], (name, pool, first)
        for kind, key in (("get", "gets"), ("put", "puts"), ("update", "updates")):
            assert sum(row["kind"] == kind for row in mine) == pool[key], (name, pool, kind)
        failed = sum(row["kind"] == "failed" and row["operation"] == "get" for row in mine)
        assert failed == pool["failed_gets"], (name, pool, failed)
    events = sum(row["kind"] not in ("mark", "gap") for row in table)
    assert events == report["events"], (name, events)
    print(name, events)
END
stat report --format json demo.txt >report.json
stat convert --to csv demo.txt >demo.csv
stat convert --to jsonl demo.txt >demo.jsonl
python3 rows.py demo.csv demo.jsonl || fail 'csv or jsonl'
