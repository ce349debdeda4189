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

# --- collapsed: bytes live at the end, in frames that hold no semicolon.
exits 0 convert --to collapsed router.txt
prints <<'END'
messages;router.c;produce 112
packets;/home/somebody/projects/a/rather/long/path/network.c;receive_one_packet 1000
END
exits 0 convert --to collapsed --site produce router.txt
test "$(cat out)" = 'messages;router.c;produce 112' || fail "$(cat out)"
exits 0 convert --to collapsed - <<'END'
# JMT text 1
pool 1 "a;b c" size=8 length=9
state 1 3 size=5
5 get 1 0 size=8 at f.c:1
gap packets=1 dropped=0
6 get 1 1 size=7 at 0x10
7 get 1 2 size=1 at f.c:1 (f<int; 3>(char, int))
end
END
prints <<'END'
a,b c;0x10 7
a,b c;before the trace;[uncertain] 5
a,b c;f.c;f.c:1;[uncertain] 8
a,b c;f.c;f<int, 3>(char, int) 1
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

# --- perfetto: the counters' largest and last values are the report's, and so are instants.
cat >perfetto.py <<'END'
import collections, json, sys

trace = json.load(open(sys.argv[1]))
report = json.load(open(sys.argv[2]))
events = trace["traceEvents"]
assert all({"ph", "pid"} <= event.keys() for event in events)
assert [event["args"]["name"] for event in events if event["ph"] == "M"] == ["router"]
values = collections.defaultdict(list)
for event in events:
    if event["ph"] == "C":
        values[event["name"]].append((event["args"]["used"], event["ts"]))
for pool in report["pools"]:
    mine = values[pool["name"]]
    peak = max(used for used, _ in mine)
    assert peak == pool["peak"], (pool, peak)
    assert mine[-1][0] == pool["used"], pool
    when = next(time for used, time in mine if used == peak)
    assert round(when * 1000) == pool["peak_time_ns"], (pool, when)
    changes = sum(a != b for (a, _), (b, _) in zip(mine, mine[1:]))
    assert changes == pool["gets"] + pool["puts"], (pool, changes)
    full = [event for event in events if event.get("name") == "failed get: full" and event["args"]["pool"] == pool["name"]]
    assert len(full) == pool["failed_gets"], (pool, len(full))
marks = [event["name"] for event in events if event.get("cat") == "mark"]
assert marks == ["routing begins", "burst begins", "burst ends", "shutdown"], marks
times = [event["ts"] for event in events if "ts" in event]
assert times == sorted(times)
END
stat convert --to perfetto demo.txt >demo.json
python3 perfetto.py demo.json report.json || fail perfetto
exits 0 convert --to perfetto --pool packets router.txt
prints <<'END'
{
  "displayTimeUnit": "ns",
  "traceEvents": [
    {"ph": "M", "pid": 1, "name": "process_name", "args": {"name": "router"}},
    {"ph": "C", "pid": 1, "tid": 0, "ts": 0.000, "name": "packets", "args": {"used": 0}},
    {"ph": "i", "pid": 1, "tid": 0, "ts": 2400.000, "s": "p", "cat": "mark", "name": "burst over"},
    {"ph": "C", "pid": 1, "tid": 0, "ts": 4000.000, "name": "packets", "args": {"used": 1}},
    {"ph": "C", "pid": 1, "tid": 0, "ts": 1203000.000, "name": "packets", "args": {"used": 2}},
    {"ph": "C", "pid": 1, "tid": 0, "ts": 1203100.000, "name": "packets", "args": {"used": 1}}
  ]
}
END
# After a gap with its limits, and without a clock by events.
exits 0 convert --to perfetto - <<'END'
# JMT text 1
header ticks=0
pool 1 "a" size=8 length=9
5 get 1 0 size=8
gap packets=0 dropped=2
9 get 1 1 size=8
END
grep -v process_name out >lines
mv lines out
prints <<'END'
{
  "displayTimeUnit": "ns",
  "traceEvents": [
    {"ph": "C", "pid": 1, "tid": 0, "ts": 1.000, "name": "a", "args": {"used": 1}},
    {"ph": "i", "pid": 1, "tid": 0, "ts": 1.000, "s": "p", "cat": "gap", "name": "the recorder dropped 2 events"},
    {"ph": "C", "pid": 1, "tid": 0, "ts": 1.000, "name": "a", "args": {"used": 1, "used_min": 0, "used_max": 3}},
    {"ph": "C", "pid": 1, "tid": 0, "ts": 2.000, "name": "a", "args": {"used": 2, "used_min": 1, "used_max": 4}}
  ]
}
END
: >empty
exits 2 convert --to perfetto -o nothing.json empty
test ! -e nothing.json || fail 'a file of nothing'

# --- pprof: protoc's decoder reads the profile; its sums are the report's.
cat >pprof.py <<'END'
import collections, json, re, sys

def message(lines):
    """What protoc prints of a message: lists of values by field."""
    fields = collections.defaultdict(list)
    for line in lines:
        line = line.strip()
        if line == "}":
            break
        if line.endswith("{"):
            fields[line[:-1].strip()].append(message(lines))
        else:
            name, value = line.split(": ", 1)
            fields[name].append(json.loads(value))
    return fields

profile = message(iter(sys.stdin.read().splitlines()))
report = json.load(open(sys.argv[1]))
text = profile["string_table"]
assert text[0] == ""
types = [(text[kind["type"][0]], text[kind["unit"][0]]) for kind in profile["sample_type"]]
assert types == [("alloc_objects", "count"), ("alloc_space", "bytes"),
                 ("inuse_objects", "count"), ("inuse_space", "bytes")], types
assert text[profile["default_sample_type"][0]] == "inuse_space"
assert profile["duration_nanos"] == [report["duration_ns"]]
functions = {f["id"][0]: (text[f["filename"][0]], text[f["name"][0]]) for f in profile["function"]}
locations = {}
for location in profile["location"]:
    line, = location["line"]
    file, name = functions[line["function_id"][0]]
    locations[location["id"][0]] = "%s:%d (%s)" % (file, line["line"][0], name)
sums = collections.defaultdict(lambda: [0] * 4)
leaks = []
for sample in profile["sample"]:
    pool = {text[label["key"][0]]: text[label["str"][0]] for label in sample["label"]}
    assert list(pool) == ["pool"], pool
    place, = sample["location_id"]
    assert len(sample["value"]) == 4, sample
    sums[pool["pool"]] = [a + b for a, b in zip(sums[pool["pool"]], sample["value"])]
    if sample["value"][2]:
        leaks.append((pool["pool"], locations[place], sample["value"][2], sample["value"][3]))
for pool in report["pools"]:
    assert sums[pool["name"]][0] == pool["gets"], pool
    assert sums[pool["name"]][2] == pool["used"], pool
expected = [(leak["pool"], leak["site"], leak["blocks"], leak["bytes"]) for leak in report["leaks"]]
assert sorted(leaks) == sorted(expected), (leaks, expected)
END
decode()
{
    # What is not compressed is what a build without zlib writes.
    case $(head -c 2 "$1" | od -An -tx1) in
    ' 1f 8b') gzip -dc "$1" ;;
    *) cat "$1" ;;
    esac | protoc --proto_path="$top_srcdir/tests/cli" --decode=Profile profile.proto
}
if command -v protoc >/dev/null; then
    for trace in demo.txt router.txt; do
        exits 0 convert --to pprof -o profile.pb -f "$trace"
        decode profile.pb >decoded || fail 'protoc does not read the profile'
        grep -q '^[0-9]' decoded && fail 'fields that the format does not have'
        stat report --format json "$trace" >report.json
        python3 pprof.py report.json <decoded || fail "pprof of $trace"
    done
    exits 0 convert --to pprof -o profile.pb -f - <<'END'
# JMT text 1
5 get 1 0 size=8 at 0x10
gap packets=1 dropped=0
6 get 1 1 size=7 at 0x10
END
    decode profile.pb >decoded
    grep -q 'string_table: "uncertain"' decoded || fail "not uncertain: $(cat decoded)"
    grep -q 'string_table: "the trace is incomplete' decoded || fail "not incomplete: $(cat decoded)"
fi

# --- ctf: babeltrace2 reads the directory; what it counts is the report's.
exits 2 convert --to ctf router.txt
says 'junomemstat: convert: --to ctf writes a directory: name it with -o'
exits 0 convert --to ctf -o trace.ctf router.txt
exits 2 convert --to ctf -o trace.ctf router.txt
says 'junomemstat: trace.ctf: exists already; -f overwrites it'
exits 0 convert --to ctf -f -o trace.ctf router.txt
mkdir other
: >other/file
exits 2 convert --to ctf -f -o other router.txt
says 'junomemstat: other: is not a trace in CTF alone, and stays as it is'
test -e other/file || fail 'a foreign directory was touched'
: >empty
exits 2 convert --to ctf -o nothing.ctf empty
test ! -e nothing.ctf || fail 'a directory of nothing'
test -z "$(find . -name '*.ctf.*')" || fail "left behind: $(find . -name '*.ctf.*')"
if ! command -v babeltrace2 >/dev/null; then
    exit 0
fi
babeltrace2 --clock-seconds --no-delta trace.ctf >lines || fail 'babeltrace2 does not read it'
test "$(wc -l <lines)" = 19 || fail "not 18 events and a mark: $(cat lines)"
grep -qxF '[0.002200000] get: { pool = ( "messages" : container = 1 ), used = 4, used_min = 4, used_max = 4, block = 3, size = 64, site = "router.c:33 (produce)", thread = 0 }' lines ||
    fail "the fourth get: $(cat lines)"
grep -qxF '[0.002300000] failed: { operation = ( "get" : container = 1 ), cause = ( "full" : container = 4 ), status = 3, pool = ( "messages" : container = 1 ), used = 4, used_min = 4, used_max = 4, block = -1, value = 48, site = "router.c:33 (produce)", thread = 0 }' lines ||
    fail "the failed get: $(cat lines)"
grep -qxF '[0.002400000] mark: { thread = 0, text = "burst over" }' lines || fail "the mark: $(cat lines)"
cat >ctf.py <<'END'
import collections, json, re, sys

line_form = re.compile(r"\[(\d+)\.(\d{9})\] ([a-z-]+): \{ (.*) \}$")
field_form = re.compile(r'(\w+) = (?:\( "([^"]*)" : container = \d+ \)|"([^"]*)"|(-?\d+))')
report = json.load(open(sys.argv[1]))
events = []
for line in sys.stdin:
    seconds, rest, kind, fields = line_form.match(line.rstrip("\n")).groups()
    event = {name: int(number) if number else label or text for name, label, text, number in field_form.findall(fields)}
    events.append(dict(event, kind=kind, time=int(seconds) * 10 ** 9 + int(rest)))
assert sum(event["kind"] not in ("mark", "gap") for event in events) == report["events"]
assert max(event["time"] for event in events) >= report["duration_ns"]
for pool in report["pools"]:
    mine = [event for event in events if event.get("pool") == pool["name"]]
    kinds = collections.Counter(event["kind"] for event in mine)
    peak = max(event["used"] for event in mine)
    assert peak == pool["peak"], (pool, peak)
    assert mine[-1]["used"] == pool["used"], pool
    assert next(event["time"] for event in mine if event["used"] == peak) == pool["peak_time_ns"], pool
    assert (kinds["get"], kinds["put"], kinds["update"]) == (pool["gets"], pool["puts"], pool["updates"]), (pool, kinds)
    failed = sum(event["kind"] == "failed" and event["operation"] == "get" for event in mine)
    assert failed == pool["failed_gets"], (pool, failed)
    assert all(event["used_min"] == event["used"] == event["used_max"] for event in mine)
END
stat report --format json demo.txt >report.json
stat convert --to ctf -o demo.ctf demo.txt
babeltrace2 --clock-seconds --no-delta demo.ctf | python3 ctf.py report.json || fail ctf

# Names that need escapes, pools of one name, gaps, unknown kinds, and several streams of which one has no clock.
cat >odd.txt <<'END'
# JMT text 1
pool 1 "a \"q\" \\ ;\x01\xff" size=8 length=3
pool 2 "x" size=8 length=2
pool 3 "x" size=8 length=2
1 mark "m\n"
5 get 1 0 size=8 at "f \"x\".c":3 (g)
6 get 2 0 size=3 at f.c:2
gap packets=0 dropped=7
7 get 3 1 size=3 thread=9 at 0x77
8 33 1 3 value=7
stream 1
header ticks=0
20 mark "z"
4 put 1 2
END
exits 0 convert --to ctf -o odd.ctf odd.txt
babeltrace2 --clock-seconds --no-delta odd.ctf >lines 2>warnings || fail 'babeltrace2 does not read what is odd'
sort lines >out
prints <<'END'
[0.000000000] get: { pool = ( "a \"q\" \\ ;\\x01\\xff" : container = 1 ), used = 1, used_min = 1, used_max = 1, block = 0, size = 8, site = "f \"x\".c:3 (g)", thread = 0 }
[0.000000000] mark: { thread = 0, text = "m\n" }
[0.000000000] mark: { thread = 0, text = "z" }
[0.000000001] gap: { text = "the recorder dropped 7 events" }
[0.000000001] get: { pool = ( "x [1]" : container = 2 ), used = 1, used_min = 1, used_max = 1, block = 0, size = 3, site = "f.c:2", thread = 0 }
[0.000000001] put: { pool = ( "pool 1" : container = 4 ), used = 0, used_min = 0, used_max = 18446744073709551615, block = 2, site = "", thread = 0 }
[0.000000002] get: { pool = ( "x [2]" : container = 3 ), used = 1, used_min = 1, used_max = 2, block = 1, size = 3, site = "0x77", thread = 9 }
[0.000000003] other: { kind = 33, pool = ( "a \"q\" \\ ;\\x01\\xff" : container = 1 ), used = 1, used_min = 0, used_max = 3, block = 3, value = 7, site = "", thread = 0 }
END
grep -q 'discarded 7 events' warnings || fail "nothing discarded: $(cat warnings)"
