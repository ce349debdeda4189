#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Looks for contracts that nothing satisfies: all that they ensure would be proven.

usage: smoke.py [UNIT...]

WP's smoke tests try to prove that nothing meets a function's requires or a behavior's
assumes, or reaches a line or the end of a call. What is proven so is a FAIL, but for
what DEAD names. Without a unit all of functions.txt are tried. unreachable.c has three
such contracts, which must be found, and a sound one. Its lines and environment are
run.py's; a test that no prover decides within SECONDS counts as passed, since there is
nothing else to wait for.
"""
import collections
import re
import sys

sys.dont_write_bytecode = True
import run  # pylint: disable=wrong-import-position

SECONDS = "2"
KNOWN_BAD = "tests/proof/unreachable.c"
FOUND_THERE = {"Contradiction", "Behaviour", "Promised"}
# What the build that is proven never does, and how many tests say so: the core's two
# questions whether the guard is asked have a constant for an answer there.
DEAD = {
    "lib/memory_call.c": {
        "Clear_wp_smoke_dead_code": 1,
        "Memory_CallObserve_wp_smoke_dead_code": 1,
        "Memory_GuardEvent_wp_smoke_dead_call": 1,
        "Memory_GuardOpen_wp_smoke_dead_call": 1,
    }
}


def smoke(unit, model, functions):
    """{test: passed} of a unit's functions in a memory model, or None where it fails, and what Frama-C said."""
    if not functions:
        return {}, ""
    good, said = run.frama_c(
        run.TOP,
        unit,
        ["-wp", "-wp-model", model, "-wp-literals", "-wp-prover", "cvc4", "-wp-par", "2", "-wp-cache", "none"]
        + ["-wp-smoke-tests", "-wp-smoke-timeout", SECONDS, "-wp-timeout", "1", "-wp-fct", ",".join(functions)],
    )
    told = re.findall(r"^\[wp\] \[(Passed|Failed)\] Smoke-test \w+?_(\w+_wp_smoke_\w+)", said, re.M)
    return ({test: verdict == "Passed" for verdict, test in told} if good else None), said


def check(unit, functions):
    """One line for each test that is proven, else one for the unit."""
    casting = run.of_form("cast", unit, functions)
    tests, said = smoke(unit, "Typed", [f for f in functions if f not in casting])
    more, also = smoke(unit, "Typed+Cast", casting)
    if tests is None or more is None:
        print(said + also)
        run.tell("FAIL", f"smoke {unit}", "Frama-C refuses it")
        return 0
    tests.update(more)
    dead = collections.Counter(re.sub(r"_s\d+$", "", test) for test, passed in tests.items() if not passed)
    expected = DEAD.get(unit, {})
    wrong = sorted(test for test in dead.keys() | expected.keys() if dead[test] != expected.get(test, 0))
    for test in wrong:
        why = "nothing satisfies or reaches it" if dead[test] else "is listed as dead, and is not"
        run.tell("FAIL", f"smoke {unit}: {test}", why)
    if not wrong:
        run.tell("PASS", f"smoke {unit}: {len(tests)} tests")
    return len(tests)


def check_known_bad():
    tests, said = smoke(KNOWN_BAD, "Typed", sorted(FOUND_THERE | {"Sound"}))
    found = {test.split("_wp_smoke_")[0] for test, passed in (tests or {}).items() if not passed}
    if found == FOUND_THERE and any(test.startswith("Sound_") for test in tests):
        run.tell("PASS", "smoke: contracts that nothing satisfies are found")
    else:
        print(said)
        run.tell("FAIL", "smoke: known-bad contracts", f"found were {', '.join(sorted(found)) or 'none'}")


def main():
    absent = run.missing_program()
    if absent:
        run.tell("SKIP", "smoke", f"no {absent}")
        return 0  # make knows no 77
    unknown = run.prepare()
    if unknown:
        run.tell("SKIP", "smoke", f"why3 does not know this version of {', '.join(unknown)}")
        return 0  # make knows no 77
    check_known_bad()
    units = run.read_functions()
    total = 0
    for unit in sys.argv[1:] or sorted(units):
        total += check(unit, sorted(f for f in units[unit] if f != run.LEMMAS))
    print(f"{total} smoke tests")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
