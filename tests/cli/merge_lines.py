# SPDX-License-Identifier: MIT
"""Random report lines for tests/cli/merge.sh, and what their merge must be.

lines N         prints N lines
split FILE SEED puts the lines into files part.* in random groups and order
check FILE FILE whether the second file's line is the merge of the first's lines
"""
import json
import random
import sys


def figure(object, chance, name, value):
    object[name] = value
    if chance.random() < 0.3:
        object[name + "_min"] = chance.randint(0, value)
        object[name + "_max"] = chance.choice([None, value, value + chance.randint(0, 9)])


def out_blocks(chance):
    rows = []
    for site in chance.sample(range(6), chance.randint(0, 4)):
        row = {"pool": chance.choice("ab"), "site": "site.c:%d" % site}
        figure(row, chance, "blocks", chance.randint(1, 5))
        figure(row, chance, "bytes", chance.randint(1, 500))
        rows.append(row)
    return rows


def refs(chance):
    return [
        {"pool": "a", "block": block, "serial": 1, "count": chance.choice([0, 2, 3]),
         "site": "site.c:%d" % chance.randint(0, 3), "state": chance.choice(["held", "orphaned"])}
        for block in range(chance.randint(0, 5))
    ]


def line(chance, number):
    name = "trace-%d" % (number // 2)  # some names are not unique
    if chance.random() < 0.1:
        return {"schema": 1, "trace": name, "error": chance.choice(["gone", "empty"])}
    report = {"schema": 1, "trace": name, "complete": chance.random() < 0.7}
    for key in "events", "dropped", "corrupt_bytes":
        figure(report, chance, key, chance.randint(0, 9999))
    report["duration_ns"] = chance.choice([None, chance.randint(0, 10**9)])
    report["pools"] = []
    for pool in chance.sample("abc", chance.randint(0, 3)):
        row = {"name": pool, "block_size": 8, "length": chance.choice([None, 4, 9])}
        for key in "used", "peak", "gets", "puts", "updates", "failed_gets", "waste_bytes_at_peak":
            figure(row, chance, key, chance.randint(0, 9))
        report["pools"].append(row)
    report["leaks"] = out_blocks(chance)
    report["refs"] = refs(chance)
    report["errors"] = [{"kind": "full", "pool": "a", "site": "site.c:1", "count": chance.randint(1, 9)}]
    if not report["complete"]:
        report["live_at_cut"] = out_blocks(chance)
        report["refs_uncertain"] = refs(chance)
    return report


def limits(rows, key):
    """Value, lower and upper limit of the sum."""
    upper = [row.get(key + "_max", row[key]) for row in rows]
    return (sum(row[key] for row in rows), sum(row.get(key + "_min", row[key]) for row in rows),
            None if None in upper else sum(upper))


def check(lines, merged):
    reports = [line for line in lines if "error" not in line]
    assert merged["merged"]["traces"] == len(lines)
    assert merged["merged"]["unreadable"] == len(lines) - len(reports)
    assert merged["merged"]["complete"] == sum(report["complete"] for report in reports)
    assert limits([merged], "events") == limits(reports, "events")
    assert merged["duration_ns"] == sum(report["duration_ns"] or 0 for report in reports)
    assert merged["traces_without_clock"] == sum(report["duration_ns"] is None for report in reports)
    for row in merged["pools"]:
        same = [(pool, report) for report in reports for pool in report["pools"]
                if (pool["name"], pool["length"]) == (row["name"], row["length"])]
        rows = [pool for pool, report in same]
        assert row["traces"] == len(rows)
        for key in "used", "gets", "failed_gets":
            assert limits([row], key) == limits(rows, key), (row, key)
        peak = max(pool["peak"] for pool in rows)
        upper = [pool.get("peak_max", pool["peak"]) for pool in rows]
        assert row["peak"] == peak
        assert row.get("peak_max", peak) == (None if None in upper else max(upper))
        assert row["peak_trace"] == min(report["trace"] for pool, report in same if pool["peak"] == peak)
        full = [pool for pool in rows if pool["length"] is not None and pool["peak"] >= pool["length"]]
        assert row["traces_full"] == len(full)
    for key in "leaks", "live_at_cut":
        for row in merged[key]:
            same = [(out, n) for n, report in enumerate(reports) for out in report.get(key, [])
                    if (out["pool"], out["site"]) == (row["pool"], row["site"])]
            assert row["traces"] == len({n for out, n in same})
            assert limits([row], "bytes") == limits([out for out, n in same], "bytes")
            assert row["most_blocks"] == max(out["blocks"] for out, n in same)
        assert sum(row["blocks"] for row in merged[key]) == sum(
            out["blocks"] for report in reports for out in report.get(key, []))
    for row in merged["refs"]:
        same = [(ref, n) for n, report in enumerate(reports) for ref in report["refs"]
                if (ref["site"], ref["state"]) == (row["site"], row["state"])]
        assert row["traces"] == len({n for ref, n in same})
        assert row["blocks"] == len(same)
        assert row["references"] == sum(ref["count"] for ref, n in same)


def main():
    if sys.argv[1] == "lines":
        chance = random.Random(7)
        for number in range(int(sys.argv[2])):
            print(json.dumps(line(chance, number)))
        return
    lines = open(sys.argv[2]).readlines()
    if sys.argv[1] == "check":
        check([json.loads(text) for text in lines], json.loads(open(sys.argv[3]).read()))
        return
    chance = random.Random(int(sys.argv[3]))
    chance.shuffle(lines)
    for number in range(5):
        part = lines[number::5] if chance.random() < 0.5 else list(reversed(lines[number::5]))
        open("part.%d" % chance.randint(0, 10**6), "w").writelines(part)


main()
