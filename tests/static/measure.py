#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sizes of functions and files against style.md, by pmccabe.

usage: measure.py EXCEPTIONS LIST

LIST has the names of C files. Fails for functions above 60 lines or with more
than 10 ways through them (cyclomatic complexity, each case of a switch counted),
for files above 500 lines, and for a core whose median function is above 12
lines. EXCEPTIONS are lines of file, function ("-": the file itself), the number
that is right there, and why; one that is not needed any more fails too.
"""
import re
import statistics
import subprocess
import sys

LINES, WAYS, FILE_LINES, MEDIAN = 60, 10, 500, 12
PARTS = (
    ("core", r"(lib/(memory|status)|include/)"),
    ("recorder", r"lib/"),
    ("tools", r"tools/"),
    ("tests", r"tests/"),
    ("examples", r"doc/"),
)
FUNCTION = re.compile(r"(.*)\(\d+\): (.*)$")


def part_of(file):
    """The part of the package that a file belongs to."""
    return next(part for part, pattern in PARTS if re.match(pattern, file))


def functions(files):
    """File, name, lines and ways of each function."""
    printed = subprocess.run(["pmccabe", *files], check=True, capture_output=True, text=True).stdout
    for line in printed.splitlines():
        fields = line.split("\t")
        name = FUNCTION.match(fields[5])
        yield name[1], name[2], int(fields[4]), int(fields[1])


def exceptions(name):
    """What is accepted, by file and function."""
    accepted = {}
    with open(name, encoding="utf-8") as lines:
        for line in lines:
            fields = line.split(None, 3)
            if fields and not line.startswith("#"):
                accepted[fields[0], fields[1]] = int(fields[2])
    return accepted


def excesses(all_functions, files):
    """What is above a limit: file, function, number, and words for it."""
    for file, name, lines, ways in all_functions:
        if lines > LINES:
            yield file, name, lines, f"has {lines} lines"
        if ways > WAYS:
            yield file, name, ways, f"decides {ways} ways"
    for file in files:
        with open(file, encoding="utf-8") as text:
            lines = sum(1 for _ in text)
        if lines > FILE_LINES:
            yield file, "-", lines, f"has {lines} lines"


def summary(all_functions):
    """Prints each part's figures; returns whether the core's median is right."""
    right = True
    for part, _ in PARTS:
        own = [function for function in all_functions if part_of(function[0]) == part]
        if own:
            median = statistics.median(lines for _, _, lines, _ in own)
            longest = max(own, key=lambda function: function[2])
            hardest = max(own, key=lambda function: function[3])
            print(
                f"{part}: {len(own)} functions, median {median:g} lines; longest {longest[2]} ({longest[1]}), "
                f"most ways {hardest[3]} ({hardest[1]}), median {statistics.median(own[3] for own in own):g}"
            )
            right = right and (part != "core" or median <= MEDIAN)
    return right


def main():
    """Measures, and says what is above the limits."""
    with open(sys.argv[2], encoding="utf-8") as names:
        files = names.read().split()
    all_functions = list(functions(files))
    right = summary(all_functions)
    if not right:
        print(f"core: the median is above {MEDIAN} lines")
    accepted = exceptions(sys.argv[1])
    for file, name, number, words in excesses(all_functions, files):
        if accepted.pop((file, name), 0) < number:
            print(f"{file}: {name if name != '-' else 'the file'} {words}")
            right = False
    for file, name in accepted:
        if file in files:
            print(f"{file}: {name} needs no exception any more")
            right = False
    return 0 if right else 1


sys.exit(main())
