#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares `junomemstat dump` with jmt_decode.py, byte for byte.

usage: jmt_compare.py JUNOMEMSTAT SEED VARIANTS KEEP TRACE...

Compared are the traces, those that jmt_make.py makes by hand, and VARIANTS more
that jmt_vary.py makes from all of these by the seed. The first trace that the
two read differently is left in the file KEEP.
"""
import difflib
import random
import subprocess
import sys

import jmt_decode
import jmt_make
import jmt_vary

# Of a longer trace the variants have the first so many bytes.
VARIED_SIZE = 20000
DIFFERENCE_LINES = 20
NOT_A_TRACE = 2


class Comparison:
    def __init__(self, tool, seed, keep):
        self.tool = tool
        self.seed = seed
        self.keep = keep
        self.count = 0
        self.lines = 0

    def compare(self, name, data):
        run = subprocess.run([self.tool, "dump", "-"], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             check=False)
        text = jmt_decode.decode(data)
        code = NOT_A_TRACE if text is None else 0
        self.count += 1
        self.lines += len(run.stdout.splitlines())
        if (run.returncode, run.stdout) != (code, text or b""):
            self.fail(name, data, run, code, text or b"")

    def fail(self, name, data, run, code, text):
        with open(self.keep, "wb") as file:
            file.write(data)
        print("FAIL: %s (seed %d): junomemstat exits with %d, the other decoder with %d; the trace is in %s" % (
            name, self.seed, run.returncode, code, self.keep))
        print(run.stderr.decode("utf-8", "backslashreplace"), end="")
        both = [out.decode("utf-8", "backslashreplace").split("\n") for out in (run.stdout, text)]
        for line in list(difflib.unified_diff(*both, "junomemstat", "jmt_decode.py", lineterm=""))[:DIFFERENCE_LINES]:
            print(line)
        sys.exit(1)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main(tool, seed, variants, keep, *paths):
    comparison = Comparison(tool, int(seed), keep)
    chance = random.Random(int(seed))
    traces = []
    for path in paths:
        data = read(path)
        if comparison.seed:
            traces.append(data[:VARIED_SIZE])
        comparison.compare(path, data)
    for name, data in jmt_make.hand_made():
        comparison.compare(name, data)
    traces.append(jmt_make.HEAD_PACKETS + jmt_make.gets(2, 5) + jmt_make.gets(3, 5))
    for at in range(int(variants)):
        if at % 3 == 0:
            data = jmt_vary.any_trace(chance)
            traces.append(data)
            comparison.compare("variant %d, any records" % at, data)
        else:
            name, data = jmt_vary.damaged(chance, traces)
            comparison.compare("variant %d, %s" % (at, name), data)
    print("%d traces, %d lines: junomemstat and the other decoder agree (seed %d)" % (
        comparison.count, comparison.lines, comparison.seed))


if __name__ == "__main__":
    main(*sys.argv[1:])
