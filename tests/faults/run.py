# SPDX-License-Identifier: MIT
"""
Lets each call of junomemstat, and of a program that records, for memory, input and
output fail, one in each run; one line for each command line. In the bounded form
the main commands get most faults, the others a sample by chance; with --few all get a few.

    run.py --tool PROGRAM --library PRELOAD --source DIRECTORY --work DIRECTORY [--full] ...
"""
import argparse
import collections
import multiprocessing
import os
import random
import sys
import time

import cases
import conditions
import engine

# How many faults of memory, and of everything else, a command line gets in the bounded form.
MAIN = (100, 200)
SAMPLE = (12, 16)
FEW = (2, 6)

bench = None
all_cases = []


def begin_worker(root, library, counter):
    global bench
    with counter.get_lock():
        counter.value += 1
        number = counter.value
    bench = engine.Bench(root, number, library)


def one(task):
    index, kind, number, what = task
    case = all_cases[index]
    result = bench.run(case, engine.fault_text(kind, number, what))
    why, ended = engine.judge(case, kind, number, what, result)
    return task, why, ended, engine.where(result.report)


def tasks_of(index, case):
    """Every fault of the case, and that memory or space ends for good."""
    tasks = []
    for kind, count in zip(engine.CLASSES, case.clean.report.counts):
        for number in range(1, count + 1):
            tasks += [(index, kind, number, what) for what in engine.FAULTS[kind]]
    return tasks


def chosen(tasks, case, chance, few):
    memory, rest = FEW if few else MAIN if case.main else SAMPLE
    of_memory = [task for task in tasks if task[1] == "memory"]
    others = [task for task in tasks if task[1] != "memory"]
    if few and (case.main or "--to ctf" in case.name) and "out/" in case.name:
        return [task for task in others if task[1] != "write"]  # what becomes of a file that was there
    return chance.sample(of_memory, min(memory, len(of_memory))) + chance.sample(others, min(rest, len(others)))


class Tally:
    def __init__(self):
        self.faults = collections.Counter()  # by (class, what, how it ended)
        self.wrong = collections.defaultdict(list)  # by case
        self.runs = collections.Counter()  # by case

    def add(self, task, why, ended, where):
        index, kind, number, what = task
        self.runs[index] += 1
        if why:
            self.wrong[index].append("%s %d %s (%s): %s" % (kind, number, what, where, why.replace("\n", " | ")))
        else:
            self.faults[(kind, ended)] += 1


def run_all(tasks, arguments, root):
    tally = Tally()
    counter = multiprocessing.Value("i", 0)
    with multiprocessing.Pool(arguments.jobs, begin_worker, (root, arguments.library, counter)) as pool:
        for result in pool.imap_unordered(one, tasks, 8):
            tally.add(*result)
    return tally


def clean_runs(first, wanted, text):
    """
    Each case without a fault, twice: calls and results must be the same each time.
    How many were not.
    """
    failed = 0
    for case in wanted:
        if text in case.name:
            case.clean = first.run(case)
            again = first.run(case)
            if not case.clean.report.armed:
                sys.exit("SKIP: faults: the library that counts calls cannot be preloaded here")
            same = [again[:4] == case.clean[:4], again.report.counts == case.clean.report.counts]
            if case.varies:
                same = [again[:3] == case.clean[:3]]
            if case.clean.code is None or case.clean.code < 0 or not all(same):
                failed += 1
                print("FAIL: %s: without a fault: exit code %s, then %s" % (case.name, case.clean.code, again.code))
            else:
                all_cases.append(case)
    return failed


def known_bad(case, wrong):
    """A program with a mistake must be caught, for that; the one without any must not."""
    if case.mistake is None:
        return None if not wrong else wrong[0]
    found = [text for text in wrong if case.mistake in text]
    return None if found else "a known mistake is not found; found were: %s" % (wrong[:1] or "none")


def print_cases(tally):
    failed = 0
    for index, case in enumerate(all_cases):
        wrong = tally.wrong[index]
        why = known_bad(case, wrong) if case.is_known else (wrong[0] if wrong else None)
        more = "" if len(wrong) < 2 or case.is_known else ", and %d more" % (len(wrong) - 1)
        if why:
            failed += 1
            print("FAIL: %s: %s%s" % (case.name, why, more))
        elif case.is_known and wrong:
            print("PASS: %s: found as it must be, in %d of %d runs" % (case.name, len(wrong), tally.runs[index]))
        else:
            print("PASS: %s: %d faults" % (case.name, tally.runs[index]))
    return failed


def print_totals(tally, took):
    for kind in engine.CLASSES:
        ends = ["%d %s" % (count, ended) for (of, ended), count in sorted(tally.faults.items()) if of == kind]
        if ends:
            print("    %-7s %s" % (kind, ", ".join(ends)))
    print("    %d faults in %d s" % (sum(tally.runs.values()), took))


def arguments_of():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool")
    parser.add_argument("--recording")
    parser.add_argument("--bad")
    parser.add_argument("--app")
    parser.add_argument("--library", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--case", default="", help="only command lines with this in them")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    return parser.parse_args()


def wanted_cases(arguments, inputs):
    wanted = []
    if arguments.tool:
        wanted += cases.tool_cases(arguments.tool, inputs)
    if arguments.recording and arguments.tool:
        wanted += cases.recording_cases(arguments.recording, arguments.tool)
    return wanted + ([] if arguments.few else cases.known_cases(arguments.bad, inputs))


def main():
    arguments = arguments_of()
    began = time.monotonic()
    inputs = os.path.join(arguments.work, "inputs")
    cases.make_inputs(inputs, arguments.source, arguments.tool, arguments.app)
    print("faults: seed %d%s" % (arguments.seed, ", every fault" if arguments.full else ""), flush=True)
    chance = random.Random(arguments.seed)
    wanted = wanted_cases(arguments, inputs)
    failed = clean_runs(engine.Bench(arguments.work, 0, arguments.library), wanted, arguments.case)
    tasks = []
    for index, case in enumerate(all_cases):
        of_case = tasks_of(index, case)
        tasks += of_case if arguments.full or case.is_known else chosen(of_case, case, chance, arguments.few)
    chance.shuffle(tasks)
    tally = run_all(tasks, arguments, arguments.work)
    failed += print_cases(tally)
    if arguments.tool and not arguments.case:
        failed += conditions.run(arguments.tool, arguments.work, inputs, None if arguments.few else arguments.library)
    print_totals(tally, time.monotonic() - began)
    sys.exit(1 if failed or not tally.runs else 0)


main()
