# SPDX-License-Identifier: MIT
"""
First inputs of the trace harness, from the traces that other tests have.

    seeds.py JUNOMEMSTAT DIRECTORY

Writes them into DIRECTORY, thousands; tests/fuzz/minimise.sh keeps those that
reach what the others do not.
"""

import hashlib
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "damage"))

import program  # noqa: E402
import variants  # noqa: E402

# tests/fuzz/trace_input.h, tests/fuzz/trace_commands.c
STRICT, EXITCODE, POOL, RANGE, COLOR, TOP, SITE, QUIET = (1 << bit for bit in range(8))
REPAIR, SECOND, TWICE, DUMP, AGREE, PACKED, UNICODE, ZSTD = (1 << bit for bit in range(8))
LINES = 47
IMAGES = (5, 46)
SUPPRESSIONS = (4, 7)
BUDGET = 25
TWO_TRACES = (26, 27, 28, 44)
MERGES = (39, 40, 41)

BUDGET_TEXT = b"# limits\nmax-peak *=80%\nmax-peak messages=3\nmax-leaks 0\nmax-failed 2\nmax-errors 1\nbaseline x\n"


def run(tool, data, *arguments):
    done = subprocess.run([tool, *arguments, "-"], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout


def recordings(rng):
    """Packets of small random programs; pools and sites have the names that the harness asks for."""
    for _ in range(40):
        make = program.record_ring if rng.random() < 0.35 else program.record
        recording = make(rng, rng.randrange(1 << 32), "m")
        if sum(map(len, recording.packets)) < 6000:
            yield recording


def traces(tool, rng):
    with open(os.path.join(HERE, "..", "cli", "router.txt"), "rb") as file:
        router = file.read()
    with open(os.path.join(HERE, "..", "cli", "demo.txt"), "rb") as file:
        demo = b"".join(file.readlines()[:60])
    with open(os.path.join(HERE, "..", "cli", "everything.txt"), "rb") as file:
        everything = file.read()
    texts = [router, everything, demo]
    packets, images = [], []
    for text in texts:
        packets.append(run(tool, text, "convert", "--to", "jmt"))
    for recording in recordings(rng):
        packets.append(b"".join(recording.packets))
        texts.append(run(tool, packets[-1], "dump"))
        chunks = list(recording.packets)
        for _ in range(2):
            chunks = rng.choice(variants.KINDS)(rng, chunks) or [b""]
        packets.append(b"".join(chunks))
        if recording.ring:
            images.append(variants.image(rng, recording))
    return texts, packets, images


def write(directory, line, add, how, second, trace):
    head = bytes((line, add, how | (SECOND if second else 0), len(second) & 0xFF, len(second) >> 8 & 0xFF))
    data = head + second + trace
    if len(data) < 8192:
        with open(os.path.join(directory, hashlib.sha1(data).hexdigest()[:12]), "wb") as file:
            file.write(data)


def second_of(rng, tool, line, trace, all_traces):
    if line in SUPPRESSIONS:
        return run(tool, trace, "report", "--gen-suppressions")[:3000]
    if line == BUDGET:
        return BUDGET_TEXT
    return rng.choice(all_traces)[:3500] if line in TWO_TRACES else b""


def main(tool, directory):
    rng = random.Random(1)
    os.makedirs(directory, exist_ok=True)
    texts, packets, images = traces(tool, rng)
    lines = [run(tool, data, "report", "--format", "jsonl", "--origin", "o%d" % (at % 3))
             for at, data in enumerate(texts + packets)]
    for line in range(LINES):
        kinds = images if line in IMAGES else lines if line in MERGES else texts + packets
        for _ in range(24):
            trace = rng.choice(kinds)
            add = rng.choice((0, 0, STRICT, EXITCODE, POOL, RANGE, COLOR, TOP, SITE, QUIET, COLOR | TOP))
            how = rng.choice((0, 0, TWICE, PACKED, PACKED | ZSTD, UNICODE)) | (0 if line in MERGES else REPAIR)
            second = rng.choice(lines)[:3000] if line == 41 else second_of(rng, tool, line, trace, texts + packets)
            write(directory, line, add, how, second, trace)
    for trace in texts + packets:
        write(directory, 1, 0, DUMP | REPAIR, b"", trace)
        write(directory, 0, 0, AGREE, b"", trace)


if __name__ == "__main__":
    main(*sys.argv[1:])
