#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares findings of cppcheck's MISRA addon with the documented deviations.

usage: deviations.py DOCUMENT <findings

Findings are lines of id, file, line and column, with tabs between. The document
has a section "### Rule N.N" for each rule, and in it a table of file, function
("-" outside of functions) and how often. Lines may move; what is counted is the
rule, the file and the function. Prints "new:" and "gone:" lines, and then the
table's rows as they would have to be; exit code 1 if there are any, or if the
document's summary (rule, category, words, findings) counts otherwise than it.
"""
import collections
import re
import subprocess
import sys

SECTION = re.compile(r"### Rule (\d+\.\d+)")
ROW = re.compile(r"\| `(\S+)` \| (?:`(\S+)`|-) \| (\d+) \|$")
SUMMARY = re.compile(r"\| (\d+\.\d+) \| .* \| (\d+) \|$")
FUNCTION = re.compile(r"(.*)\(\d+\): (\S+)$")


def functions(files):
    """First line, last line and name of each function, by file."""
    spans = collections.defaultdict(list)
    printed = subprocess.run(["pmccabe", *files], check=True, capture_output=True, text=True).stdout
    for line in printed.splitlines():
        fields = line.split("\t")
        name = FUNCTION.match(fields[5])
        first = int(fields[3])
        spans[name[1]].append((first, first + int(fields[4]) - 1, name[2]))
    return spans


def found(lines):
    """How often each rule is found in each function."""
    places = set()
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 4 and fields[0].startswith("misra-c2012-"):
            places.add((fields[0][len("misra-c2012-"):], fields[1], int(fields[2]), fields[3]))
    spans = functions(sorted({place[1] for place in places})) if places else {}
    counts = collections.Counter()
    for rule, file, line, _ in places:
        name = [name for first, last, name in spans[file] if first <= line <= last]
        counts[rule, file, name[0] if name else "-"] += 1
    return counts


def documented(name):
    """The same from the document."""
    counts = collections.Counter()
    rule = None
    with open(name, encoding="utf-8") as document:
        for line in document:
            section = SECTION.match(line)
            row = ROW.match(line)
            if line.startswith("#"):
                rule = section[1] if section else None
            elif row and rule:
                counts[rule, row[1], row[2] or "-"] += int(row[3])
    return counts


def miscounted(name, listed):
    """What the document's summary has wrong: rule, findings there and in the sections."""
    summary, sections = collections.Counter(), collections.Counter()
    with open(name, encoding="utf-8") as document:
        for row in filter(None, map(SUMMARY.match, document)):
            summary[row[1]] += int(row[2])
    for key, times in listed.items():
        sections[key[0]] += times
    return [(rule, summary[rule], sections[rule]) for rule in summary | sections if summary[rule] != sections[rule]]


def order(key):
    """Rules by number."""
    return [int(part) for part in key[0].split(".")], key[1:]


def main():
    """Compares."""
    listed = documented(sys.argv[1])
    now = found(sys.stdin)
    differ = [key for key in sorted(listed | now, key=order) if listed[key] != now[key]]
    for rule, file, name in differ:
        more, less = now[rule, file, name], listed[rule, file, name]
        print(f"{'new' if more > less else 'gone'}: rule {rule} in {file}, {name}: {more} times, documented {less}")
    for rule in sorted({key[0] for key in differ}, key=lambda rule: order([rule])):
        print(f"\n### Rule {rule}\n\n| file | function | times |\n| --- | --- | --- |")
        for key in sorted(now):
            if key[0] == rule:
                print(f"| `{key[1]}` | {key[2] if key[2] == '-' else '`' + key[2] + '`'} | {now[key]} |")
    wrong = miscounted(sys.argv[1], listed)
    for rule, there, here in wrong:
        print(f"summary: rule {rule}: {there} findings, {here} in its section")
    if not differ and not wrong:
        print(f"{sum(now.values())} findings of {len({key[0] for key in now})} rules, all documented")
    return 1 if differ or wrong or not now else 0


sys.exit(main())
