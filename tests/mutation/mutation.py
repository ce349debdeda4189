# SPDX-License-Identifier: MIT
"""make mutation: every mutant of the core must be killed, or be listed as
equivalent in equivalent.txt. See mutation.mk for its variables; the last line
counts. Exit code 0 if nothing failed, or if it cannot run here, which it says; else 1.
"""
import collections
import difflib
import os
import queue
import random
import shutil
import subprocess
import sys
import threading

sys.dont_write_bytecode = True  # the source may be read-only
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mutants as generator  # noqa: E402
from library import WORKERS, Build, Failure, Suites, Worker, stand_in  # noqa: E402

WORK = "mutation.dir"
# The same as another with the library in it; and signals at any instruction of the recorder: chance, and
# nothing of the core.
LEFT_OUT = ("test_put_static", "test_trace_interrupt")
# Pools that are recorded as they are inited; and the programs for that.
SCRIPTS = ("tests/trace_env.sh",)
PROGRAMS = ("tests/env_plain", "tests/env_traced", "tools/junomemstat")
ENUMS = ["include/juno/status.h", "include/juno/memory/memory_types.h", "lib/memory_event.h", "lib/memory_pool.h"]
# The known-bad case: one change that one suite alone notices.
KNOWN = ("lib/memory_stats.c", "Juno_MemoryBlkPeakReset", "ptBlk->zPeak = ptBlk->zUsed;", ";")
TOOTHLESS = ("test_stats",)
# Fewer mutants of the whole core than this are a mistake in making them.
LEAST = 200


class Entry:
    """One line of the list of equivalents; matches mutants by what they change."""

    def __init__(self, place, before, after, reason):
        self.file, self.function, *number = place.split()
        self.number = int(number[0]) if number else None
        self.before, self.after, self.reason = before, after, reason
        self.matched = 0

    def matches(self, mutant):
        same = (self.file, self.function, self.before, self.after)
        return same == (mutant.file, mutant.function, mutant.before, mutant.after) and (
            self.number is None or self.number == mutant.number
        )

    def __str__(self):
        return f"{self.file}:{self.function}: '{self.before}' -> '{self.after}'"


def read_equivalents(text):
    """Blocks: '@ file function [which]', pairs of '- before' and '+ after', and '= reason'."""
    entries, fresh, place, before = [], [], None, None
    for line in text.split("\n"):
        mark, rest = line[:2], line[2:]
        if mark == "@ ":
            place = rest
        elif mark == "- ":
            fresh = [] if fresh and fresh[0].reason else fresh
            before = rest
        elif mark.strip() == "+":
            fresh.append(Entry(place, before, rest, ""))
            entries.append(fresh[-1])
        elif mark == "= ":
            for entry in fresh:
                entry.reason += rest + " "
        elif line and not line.startswith("#"):
            raise Failure(f"equivalent.txt: cannot be read: {line}")
    bare = [str(entry) for entry in entries if not entry.reason]
    if bare:
        raise Failure(f"equivalent.txt: no reason for {bare[0]}")
    return entries


def unmatched(entries, mutants):
    """Entries of which nothing in the core is left."""
    index = collections.defaultdict(list)
    for mutant in mutants:
        index[mutant.file, mutant.function].append(mutant)
    for entry in entries:
        entry.matched = sum(entry.matches(mutant) for mutant in index[entry.file, entry.function])
    return [entry for entry in entries if not entry.matched]


def difference(mutant):
    return "".join(
        difflib.unified_diff(
            mutant.source.text.splitlines(True),
            mutant.mutated().splitlines(True),
            "a/" + mutant.file,
            "b/" + mutant.file,
            n=1,
        )
    )


def log(mutant, verdict):
    with open(os.path.join(WORK, "mutation.log"), "a", encoding="utf-8") as opened:
        opened.write(
            f"{verdict.word} {mutant.id()} {mutant.file}:{mutant.function}:{mutant.line}: "
            f"'{mutant.before}' -> '{mutant.after}' {verdict.suite} {verdict.note}\n"
        )


class Run:
    def __init__(self, build, suites, entries):
        self.build, self.suites, self.entries = build, suites, entries
        self.verdicts, self.seen = [], {}
        self.workers = [Worker(build, suites, f"worker{n}", self.seen) for n in range(WORKERS)]

    def entry_of(self, mutant):
        return next((entry for entry in self.entries if entry.matches(mutant)), None)

    def try_all(self, mutants, wanted=None, without=()):
        """Judges mutants in turn, until as many as wanted were tested."""
        todo, lock, tested, broken = queue.SimpleQueue(), threading.Lock(), [], []
        for mutant in mutants:
            todo.put(mutant)

        def work(worker):
            while not broken and (wanted is None or len(tested) < wanted):
                try:
                    mutant = todo.get_nowait()
                    verdict = worker.judge(mutant, without)
                except queue.Empty:
                    return
                except Exception as error:  # a worker that is gone must not pass for success
                    broken.append(error)
                    return
                with lock:
                    if wanted is not None and len(tested) >= wanted:
                        return
                    self.verdicts.append((mutant, verdict))
                    log(mutant, verdict)
                    if verdict.word not in ("invalid", "identical"):
                        tested.append(mutant)

        threads = [threading.Thread(target=work, args=(worker,)) for worker in self.workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if broken:
            raise broken[0]
        return tested

    def problems(self):
        """What the verdicts have against the tests, or against the list."""
        found = []
        for mutant, verdict in self.verdicts:
            entry = self.entry_of(mutant)
            if verdict.word == "survived" and entry is None:
                found.append(
                    f"survived: {mutant.file}:{mutant.function}:{mutant.line}: "
                    f"'{mutant.before}' -> '{mutant.after}' (make mutation ONLY={mutant.id()})"
                )
            elif verdict.word != "survived" and entry is not None:
                found.append(f"listed as equivalent, but {verdict.word} {verdict.suite} {verdict.note}: {entry}")
        return found


def check_known_bad(run, mutants):
    """What must fail, fails: a set of tests without teeth, and two bogus entries."""
    known = [m for m in mutants if (m.file, m.function, m.before, m.after) == KNOWN]
    if len(known) != 1:
        return ["known-bad: its mutant is not there"]
    failed = []
    for name, without, entries, expected in (
        ("a suite left out lets a known mutant survive", TOOTHLESS, [], "survived: "),
        (
            "an entry for a mutant that is killed is refused",
            (),
            [Entry(*known_entry())],
            "listed as equivalent, but killed",
        ),
    ):
        trial = Run.__new__(Run)
        trial.__dict__.update(run.__dict__, verdicts=[], entries=entries)
        trial.try_all(known, without=without)
        found = trial.problems()
        if len(found) == 1 and found[0].startswith(expected):
            print(f"PASS: known-bad: {name}")
        else:
            failed.append(f"known-bad: {name}: {found or 'nothing was reported'}")
    bogus = Entry(f"{KNOWN[0]} {KNOWN[1]}", "ptBlk->zPeak = 0u;", ";", "there is no such line")
    if unmatched([bogus], mutants) == [bogus]:
        print("PASS: known-bad: an entry that matches no mutant is refused")
    else:
        failed.append("known-bad: an entry that matches no mutant was taken")
    return failed


def known_entry():
    return f"{KNOWN[0]} {KNOWN[1]}", KNOWN[2], KNOWN[3], "is not equivalent"


def table(title, counter):
    print(title)
    for name, count in counter.most_common():
        print(f"  {count:5} {name}")


def report(run):
    words = collections.Counter(verdict.word for _, verdict in run.verdicts)
    table("by outcome:", words)
    tested = [pair for pair in run.verdicts if pair[1].word in ("killed", "repeated", "survived")]
    table("tested, by kind of change:", collections.Counter(m.kind for m, _ in tested))
    table("tested, by file:", collections.Counter(m.file for m, _ in tested))
    table("killed, by suite:", collections.Counter(v.suite for _, v in tested if v.suite))
    killed = words["killed"] + words["repeated"]
    listed = sum(verdict.word == "survived" and run.entry_of(mutant) is not None for mutant, verdict in tested)
    print(
        f"mutation: {killed} killed, {listed} listed as equivalent, {words['survived'] - listed} survived, "
        f"of {len(tested)} mutants "
        f"({words['repeated']} the same as another in code); "
        f"{words['identical']} equivalent by construction, {words['invalid']} do not compile"
    )


def show_one(run, mutants, wanted):
    """ONLY=ID: the verdict, the change, and the changed file to look at."""
    chosen = [mutant for mutant in mutants if mutant.id() == wanted]
    if not chosen:
        raise Failure(f"no mutant {wanted}")
    run.try_all(chosen)
    mutant, verdict = run.verdicts[0]
    kept = os.path.join(WORK, wanted, mutant.file)
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    with open(kept, "w", encoding="utf-8") as opened:
        opened.write(mutant.mutated())
    print(difference(mutant), end="")
    print(f"{verdict.word} {verdict.suite} {verdict.note}\nthe changed file is {kept}")


def draw(mutants):
    """MUTANTS of them by chance, all without it"""
    if not os.environ.get("MUTANTS"):
        return mutants, None
    seed = int(os.environ.get("MUTATION_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"seed {seed}: make mutation MUTANTS={os.environ['MUTANTS']} MUTATION_SEED={seed}")
    drawn = list(mutants)
    random.Random(seed).shuffle(drawn)
    return drawn, int(os.environ["MUTANTS"])


def all_mutants(build):
    constants = generator.constants_in("\n".join(build.text(file) for file in ENUMS))
    found = []
    for file in build.files():
        found += generator.generate(file, build.text(file), constants, build.active[file])
    return found


def main():
    environment = os.environ
    suites = [os.path.split(suite) for suite in environment["JUNO_SUITES"].split()]
    programs = [os.path.abspath(os.path.join(part, ".libs", name)) for part, name in suites if name not in LEFT_OUT]
    if not programs or not environment.get("WITH_SHARED") or not all(map(os.path.exists, programs)):
        print("SKIP: mutation: it needs Check and the shared library")
        return 0
    if os.path.exists(WORK):
        subprocess.run(["chmod", "-R", "u+w", WORK], check=True)
        shutil.rmtree(WORK)
    build = Build(environment, WORK)
    build.prepare()
    if environment.get("WITH_TRACE") and environment.get("WITH_TOOLS"):
        programs += [os.path.abspath(os.path.join(environment["top_srcdir"], script)) for script in SCRIPTS]
    suites = Suites(programs, stand_in(WORK, PROGRAMS))
    mutants = all_mutants(build)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "equivalent.txt"), encoding="utf-8") as listed:
        entries = read_equivalents(listed.read())
    run = Run(build, suites, entries)
    build.link({}, "-O2", os.path.join(run.workers[0].library, "libjuno-memory.so.1"))
    suites.measure(run.workers[0].library)
    only = environment.get("ONLY", "")
    if "/" in only:
        mutants = [mutant for file in only.split() for mutant in mutants if file in (mutant.file, mutant.place())]
    elif only:
        show_one(run, mutants, only)
        return 0
    failed = [] if only else check_known_bad(run, mutants)
    failed += [f"equivalent.txt: no mutant is this: {entry}" for entry in unmatched(entries, mutants) if not only]
    drawn, wanted = draw(mutants)
    tested = run.try_all(drawn, wanted)
    failed += run.problems()
    if not only and len(mutants) < LEAST:
        failed.append(f"{len(mutants)} mutants are made, fewer than {LEAST}")
    least = 1 if only else wanted or LEAST
    if len(tested) < least:
        failed.append(f"{len(tested)} mutants were tried, fewer than {least}")
    for problem in failed:
        print(f"FAIL: mutation: {problem}")
    for mutant, verdict in run.verdicts:
        if verdict.word in ("killed", "repeated"):
            print(f"PASS: {mutant.id()} {mutant.file}:{mutant.line} {mutant.kind}: {verdict.suite}")
        elif verdict.word == "survived" and run.entry_of(mutant):
            print(f"PASS: {mutant.id()} {mutant.file}:{mutant.line} {mutant.kind}: listed as equivalent")
    report(run)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as error:
        print(f"FAIL: mutation: {error}")
        sys.exit(1)
