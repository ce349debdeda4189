#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proves the contracts in the core with Frama-C's WP.

usage: run.py [--mutants NUMBER|all] [--full] [--only UNIT] [--function NAME]

functions.txt says what is to be proven and by how many goals at least; its rows
"lemmas" stand for the lemmas that a unit's goals may use, each a goal itself.
mutants.txt says which changes of the core must leave a goal open. One line a check:
"PASS: name", "FAIL: name: why" or "SKIP: name: why". Exit code 1 for a FAIL, else 0.
Without --full the functions whose goals take long are skipped by name, and instead the
source must be what the full form proved last: proven.txt has the digest of each file,
and a full run without a failure writes it.
Environment: JUNO_PROOF_WORK (a directory of this run's own), JUNO_PROOF_TIMEOUT
(seconds a goal and prover: a proven goal returns at once, so that a high limit
costs nothing and spares a loaded machine), JUNO_PROOF_JOBS (Frama-Cs at a time, each
with all provers; as many as there are processors), JUNO_PROOF_MACHDEP.
"""
import argparse
import concurrent.futures
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
WORK = os.path.abspath(os.environ.get("JUNO_PROOF_WORK", "proof.dir"))
TIMEOUT = os.environ.get("JUNO_PROOF_TIMEOUT", "180")
JOBS = int(os.environ.get("JUNO_PROOF_JOBS", os.cpu_count() or 1))
PIECE = 6  # functions that one Frama-C proves
OWN_MACHDEP = "gcc_x86_64"
MACHDEP = os.environ.get("JUNO_PROOF_MACHDEP", OWN_MACHDEP)
PROVERS = ["cvc4", "z3"]
# The functions that only the full form proves are also tried by cvc4 with another
# order of decisions: what one order finds no end of, the other proves in a second.
OTHER_ORDER = "CVC4:1.8:internal"
OTHER_ORDER_CONF = """
[prover]
name = "CVC4"
version = "1.8"
alternative = "internal"
command = "cvc4 --decision=internal --stats --tlimit=%t000 --lang=smt2 %f"
command_steps = "cvc4 --decision=internal --stats --rlimit=%S --lang=smt2 %f"
driver = "cvc4_17"
in_place = false
interactive = false
"""
# Units whose goals cvc4 proves alone, in half the time.
CVC4_ALONE = {"lib/memory_block.c", "lib/memory_check.c", "lib/memory_message.c", "lib/status.c"}
HEADERS = "tests/proof/pool.c"  # the unit of the functions in headers
PROVEN = "tests/proof/proven.txt"
# Headers that no unit includes.
UNREAD = {"include/juno/memory/trace.h", "include/juno/memory/trace_file.h", "lib/memory_guard_tool.h"}
LEMMAS = "lemmas"  # the row of a file of lemmas, at one of the units that use them
# Where the lemmas of a unit stand, each file with all that its unit has.
LEMMA_FILES = dict.fromkeys(
    ["lib/memory.c", "lib/memory_at.c", "lib/memory_call.c"], "tests/proof/lemmas_call.h"
)
LEMMA_FILES[HEADERS] = "tests/proof/lemmas.h"
# Seconds for a goal and prover: of a mutant, and of the source as it is. A goal counts
# as broken only where it is proven in a third of the time unchanged, just after.
MUTANT_TIMEOUT = "6"
SOURCE_TIMEOUT = "2"

# What Frama-C may warn about without weakening the proof. Anything else fails.
# (memory_api.c takes the address of three functions and calls none. The last is an
# assumption of its own: that a text is no part of the table that points to it.)
HARMLESS = re.compile(
    r"pedantic-assigns|Callers assumptions might be imprecise|No 'assigns .*result"
    r"|missing-spec.*lib/memory_api.c"
    r"|\\separated\(\s*\\result,\s*\(char const \* const \*\)\w+_apc(Names|Messages)"
)

failures = 0


def tell(verdict, name, why=""):
    global failures
    failures += verdict == "FAIL"
    print(f"{verdict}: {name}" + (f": {why}" if why else ""), flush=True)


def read_functions():
    """functions.txt: {unit: {function: (form or None, goals)}}."""
    units = {}
    with open(os.path.join(HERE, "functions.txt"), encoding="ascii") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                row = re.fullmatch(r"(\S+) +(\w+) +(?:(full|cast) )?([1-9]\d*)", line.strip())
                if row is None:
                    sys.exit(f"FAIL: functions.txt: not a unit, a function, a form and goals: {line.strip()}")
                functions = units.setdefault(row[1], {})
                if row[2] in functions:
                    sys.exit(f"FAIL: functions.txt: {row[2]} of {row[1]} stands there twice")
                functions[row[2]] = (row[3], int(row[4]))
    return units


def environment():
    """Nothing of the caller's: no home directory, no configuration of his."""
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TMPDIR": WORK}
    return dict(kept, WHY3CONFIG=os.path.join(WORK, "why3.conf"))


def missing_program():
    for program in ["frama-c", "why3", *PROVERS]:
        if shutil.which(program) is None:
            return program
    return None


def prepare():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    done = subprocess.run(
        ["why3", "config", "detect"], env=environment(), cwd=WORK, capture_output=True, text=True, check=False
    )
    found = os.path.join(WORK, "why3.conf")
    if not os.path.exists(found):
        sys.exit(f"FAIL: why3 config detect: {done.stdout}{done.stderr}")
    with open(found, encoding="utf-8") as conf:
        text = conf.read().lower()
    with open(found, "a", encoding="utf-8") as conf:
        conf.write(OTHER_ORDER_CONF)
    return [prover for prover in PROVERS if f'name = "{prover}"' not in text]


def frama_c(top, unit, arguments, work=WORK):
    """Runs Frama-C on a unit: whether it took it, and what it said."""
    flags = f"-U__GNUC__ -D_Alignof=__alignof__ -DNDEBUG -I{top}/include -I{top}/lib"
    if unit in LEMMA_FILES:
        flags += f" -include {top}/{LEMMA_FILES[unit]}"
    command = ["frama-c", "-machdep", MACHDEP, "-c11", f"-cpp-extra-args={flags}", *arguments]
    done = subprocess.run(
        [*command, os.path.join(top, unit)],
        env=environment(),
        cwd=work,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


def of_form(form, unit, functions):
    """Those of a unit's functions that functions.txt gives a form."""
    listed = read_functions().get(unit, {})
    return [f for f in functions if listed.get(f, (None, 0))[0] == form]


def provers_of(unit, functions):
    """The provers that try the goals of functions, all at once."""
    if unit in CVC4_ALONE:
        return ["cvc4"]
    return PROVERS + [OTHER_ORDER] * bool(of_form("full", unit, functions))


def prove(top, unit, functions, timeout=TIMEOUT):
    """Proves functions of a unit: {function: {goal: proven}}, and Frama-C's output."""
    casting = of_form("cast", unit, functions)
    others = [f for f in functions if f not in casting]
    goals, said = prove_in("Typed", top, unit, others, timeout) if others or not casting else ({}, "")
    if goals is not None and casting:
        # The casts are warned of in this model too, where they mean what they do.
        more, also = prove_in("Typed+Cast", top, unit, casting, timeout)
        also = re.sub(r"Warning:\s+Cast with incompatible pointers types", "cast", also)
        goals = None if more is None else dict(goals, **more)
        said += "\n" + also
    return goals, said


def prove_in(model, top, unit, functions, timeout):
    """The same, in one memory model."""
    with tempfile.TemporaryDirectory(dir=WORK) as work:
        if not functions:  # what the unit defines is still compared with the list
            good, said = frama_c(top, unit, ["-metrics"], work)
            return ({} if good else None), said
        provers, report = provers_of(unit, functions), os.path.join(work, "report.json")
        good, said = frama_c(
            top,
            unit,
            # -metrics lists the functions there are; no cache: each run proves anew.
            # A pointer to a function is a "calls" annotation's, which is a goal of its
            # own; WP knows no \\valid_function.
            # All provers begin a goal at once, lest one waits until another gives up.
            ["-metrics", "-wp", "-wp-model", model, "-wp-rte", "-rte-no-pointer-call", "-wp-literals"]
            + ["-wp-prover", ",".join(provers), "-wp-par", str(len(provers)), "-wp-timeout", timeout]
            + ["-wp-cache", "none", "-wp-report-json", report]
            + (["-wp-prop", "@lemma"] if LEMMAS in functions else ["-wp-fct", ",".join(functions)]),
            work,
        )
        if not good or not os.path.exists(report):
            return None, said
        with open(report, encoding="utf-8") as text:
            return goals_of(json.load(text), LEMMAS in functions), said


def goals_of(report, of_lemmas):
    """{function: {goal: proven}} of WP's report."""
    told = report.get("wp:functions", {})
    if of_lemmas:
        told = {LEMMAS: {n: r for its in report.get("wp:axiomatics", {}).values() for n, r in its.items()}}
    return {
        function: {
            goal: result["wp:main"].get("valid", 0) == result["wp:main"]["total"]
            for goal, result in its.items()
            if goal != "wp:section" and "wp:main" in result
        }
        for function, its in told.items()
    }


def defined(said):
    """The functions that a unit defines, by -metrics."""
    listed = re.search(r"Defined functions \(\d+\)\s*=+\s*(.*?)\n\s*\n", said, re.S)
    return set(re.findall(r"(\w+) \(", listed.group(1))) if listed else set()


def warnings(said):
    found = []
    for block in re.split(r"\n(?=\[)", said):
        if "Warning" in block and not HARMLESS.search(block):
            found.append(" ".join(block.split()))
    return found


def check_function(function, floor, goals):
    """One function's line; its goals and how many of them are proven."""
    done = sum(goals.values())
    unproven = sorted(goal for goal, proven in goals.items() if not proven)
    figures = f"{done}/{len(goals)}"
    if unproven:
        tell("FAIL", f"{function} {figures}", "not proven: " + ", ".join(unproven))
    elif len(goals) < floor:
        tell("FAIL", f"{function} {figures}", f"{floor} goals are known: annotations are lost")
    else:
        tell("PASS", f"{function} {figures}")
    return done, len(goals)


def assumed():
    """What would be believed without a proof: there must be none."""
    files = glob.glob(os.path.join(TOP, "lib", "*.[ch]")) + glob.glob(os.path.join(HERE, "*.[ch]"))
    files += glob.glob(os.path.join(TOP, "include", "**", "*.h"), recursive=True)
    for path in sorted(files):
        words = r"\baxiom\w*|\badmit\b"
        if os.path.relpath(path, TOP) not in LEMMA_FILES.values():  # which check_lemmas() proves
            words += r"|^[ /*@]*lemma\b"
        with open(path, encoding="utf-8") as text:
            for word in re.findall(words, text.read(), re.M):
                tell("FAIL", f"{word.strip()} in {os.path.relpath(path, TOP)}", "it is not proven")
    proven = [LEMMA_FILES.get(unit) for unit, rows in read_functions().items() if LEMMAS in rows]
    for path in sorted(set(LEMMA_FILES.values())):
        if proven.count(path) != 1:
            tell("FAIL", path, f"functions.txt has {proven.count(path)} rows for its {LEMMAS}, not one")


def check_lemmas(unit, goals):
    """Whether the lemmas that were tried are those that stand there."""
    with open(os.path.join(TOP, LEMMA_FILES[unit]), encoding="ascii") as text:
        stated = set(re.findall(r"^ +lemma (\w+)", text.read(), re.M))
    if {name.removeprefix("lemma_") for name in goals} != stated:
        tell("FAIL", LEMMAS, f"not those of {LEMMA_FILES[unit]} were tried")


def wanted_of(rows, options):
    """Those of a unit's rows that are to be proven."""
    return [f for f, (form, _) in sorted(rows.items()) if (options.full or form != "full") and options.function in (None, f)]


def pieces_of(rows, wanted):
    """What is wanted, cut so that one processor does not wait long for another."""
    alone = [f for f in wanted if f == LEMMAS or rows[f][0] == "full"]
    rest = [f for f in wanted if f not in alone]
    return [[f] for f in alone] + [rest[at : at + PIECE] for at in range(0, len(rest), PIECE)] or [[]]


def check_unit(units, unit, proofs, options):
    """A unit's lines, and its goals, from what its pieces were found to be."""
    rows = units[unit]
    goals = {}
    for its, said in proofs:
        if its is None:
            print(said)
            tell("FAIL", unit, "Frama-C refuses it")
            return 0, 0
        goals.update(its)
    for warning in sorted({warning for _, said in proofs for warning in warnings(said)}):
        tell("FAIL", f"{unit} warning", warning)
    there = set().union(*(defined(said) for _, said in proofs))
    for function in sorted(there - set(rows) - set(units[HEADERS])):
        tell("FAIL", f"{function} of {unit}", "stands in no list: functions.txt")
    for function in sorted(set(rows) - there - {LEMMAS}):
        tell("FAIL", f"{function} of {unit}", "is listed, and does not exist")
    for function in of_form("full", unit, sorted(rows)):
        if not options.full:
            tell("SKIP", f"proof: {function}", "in the full form only")
    done = total = 0
    for function in wanted_of(rows, options):
        its = goals.get(function, {})
        if function == LEMMAS:
            check_lemmas(unit, its)
        some = check_function(function, rows[function][1], its)
        done, total = done + some[0], total + some[1]
    return done, total


def read_mutants():
    """mutants.txt: paragraphs of "key: value" lines."""
    with open(os.path.join(HERE, "mutants.txt"), encoding="ascii") as text:
        lines = [line for line in text.read().split("\n") if not line.startswith("#")]
    paragraphs = "\n".join(lines).strip().split("\n\n")
    return [dict(line.split(": ", 1) for line in part.strip().split("\n")) for part in paragraphs if part]


def mutated(mutant, copy):
    """Changes one place in a copy of the source: whether there is one such place."""
    for part in ["include", "lib", "tests/proof"]:
        shutil.copytree(os.path.join(TOP, part), os.path.join(copy, part))
    subprocess.run(["chmod", "-R", "u+w", copy], check=True)  # the source may be read-only
    with open(os.path.join(copy, mutant["file"]), "r+", encoding="utf-8") as text:
        source = text.read()
        text.seek(0)
        text.truncate()
        text.write(source.replace(mutant["old"], mutant["new"]))
    return source.count(mutant["old"]) == 1


def try_mutant(mutant):
    """A goal must stay open: the verdict, the mutant and why."""
    name, unit, functions = f"mutant {mutant['name']}", mutant["unit"], [mutant["function"]]
    with tempfile.TemporaryDirectory(dir=WORK) as copy:
        if not mutated(mutant, copy):
            return "FAIL", name, f"{mutant['file']} has not exactly one '{mutant['old']}'"
        goals, said = prove(copy, unit, functions, MUTANT_TIMEOUT)
    if not goals:
        return "FAIL", name, f"Frama-C refuses it, or finds nothing to prove\n{said}"
    open_now = {goal for its in goals.values() for goal, proven in its.items() if not proven}
    whole = prove(TOP, unit, functions, SOURCE_TIMEOUT)[0] if open_now else {}
    broken = sorted(g for its in (whole or {}).values() for g, proven in its.items() if proven and g in open_now)
    if not broken:
        return "FAIL", name, "no goal is open that is proven without it"
    return "PASS", f"{name} breaks {', '.join(broken[:3])}" + (", ..." if broken[3:] else ""), ""


def core_units():
    """The core's files: each must be a unit."""
    found = glob.glob(os.path.join(TOP, "lib", "memory*.c")) + [os.path.join(TOP, "lib", "status.c")]
    # The guard is hosted, beside the core.
    return {os.path.relpath(path, TOP) for path in found if "memory_guard" not in path}


def check_core(options, workers):
    units = read_functions()
    assumed()
    for unit in sorted(core_units() - set(units)):
        tell("FAIL", unit, "stands in no list: functions.txt")
    proofs = {
        unit: [workers.submit(prove, TOP, unit, piece) for piece in pieces_of(rows, wanted_of(rows, options))]
        for unit, rows in units.items()
        if options.only in (None, unit)
    }
    done = total = 0
    for unit, found in proofs.items():
        some = check_unit(units, unit, [proof.result() for proof in found], options)
        done, total = done + some[0], total + some[1]
    print(f"proven {done}/{total} goals")
    if total == 0:
        tell("FAIL", "proof", "nothing was proven")


def digests():
    """{file: SHA-256} of all that a proof reads."""
    patterns = ["lib/memory*.[ch]", "lib/status.c", "lib/trace_env.h", "include/**/*.h"]
    patterns += ["tests/proof/lemmas*.h", "tests/proof/pool.c", "tests/proof/functions.txt"]
    found = {}
    for pattern in patterns:
        for path in glob.glob(os.path.join(TOP, pattern), recursive=True):
            name = os.path.relpath(path, TOP)
            if name not in UNREAD and not re.match(r"lib/memory_guard\w*\.c", name):
                with open(path, "rb") as text:
                    found[name] = hashlib.sha256(text.read()).hexdigest()
    return found


def check_proven():
    """Whether the full form's last run was of this source."""
    with open(os.path.join(TOP, PROVEN), encoding="ascii") as text:
        lines = [line.split() for line in text if not line.startswith("#")]
    then, now = {path: digest for digest, path in lines}, digests()
    changed = sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))
    if changed:
        why = f"{', '.join(changed)} changed since: run make proof-full and commit {PROVEN}"
        tell("FAIL", "the full form's last run was of this source", why)
    else:
        tell("PASS", "the full form's last run was of this source")


def write_proven(before):
    """Notes what was proven, as it was before and still is."""
    if digests() != before:
        tell("FAIL", "source", "changed while it was proven")
        return
    path = os.path.join(TOP, PROVEN)
    text = "# SPDX-License-Identifier: MIT\n# What the full form proved last: run.py --full writes it.\n"
    text += "".join(f"{digest} {name}\n" for name, digest in sorted(before.items()))
    with open(path, encoding="ascii") as old:
        if old.read() == text:
            return
    try:
        with open(path, "w", encoding="ascii") as new:
            new.write(text)
    except OSError as error:
        tell("FAIL", PROVEN, f"cannot be written, prove in a checkout of your own: {error.strerror}")


def main():
    parser = argparse.ArgumentParser()
    mutants = read_mutants()
    parser.add_argument("--mutants", default=0, type=lambda word: len(mutants) if word == "all" else int(word))
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only")
    parser.add_argument("--function")
    options = parser.parse_args()
    started = time.time()
    absent = missing_program()
    if absent:
        tell("SKIP", "proof", f"no {absent}")
        return 0  # make knows no 77
    unknown = prepare()
    if unknown:
        tell("SKIP", "proof", f"why3 does not know this version of {', '.join(unknown)}")
        return 0  # make knows no 77
    before = digests()
    workers = concurrent.futures.ThreadPoolExecutor(JOBS)
    check_core(options, workers)
    whole = options.only is None and options.function is None
    if whole and not options.full:
        check_proven()
    elif whole and not failures and MACHDEP == OWN_MACHDEP:
        write_proven(before)
    for verdict in workers.map(try_mutant, mutants[: options.mutants]):
        tell(*verdict)
    print(f"{time.time() - started:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
