# SPDX-License-Identifier: MIT
"""The command lines that are run with faults, and the files that they need."""
import gzip
import os
import shutil
import subprocess

from engine import Case
from recorded import recording_judge

OLD = b"what was there before\n"

PAGE = "../inputs/"

BUDGET = b"""# what a release may use
max-peak messages=100%
max-leaks 9
max-failed 9
baseline router.txt
"""

MODULES = """# JMT text 1
header ticks=1000000 pointer=8 version="1.0.0" program="app"
pool 1 "boxes" size=64 length=8
module 1 "%s" base=0x7f0012340000 size=1048576 build-id=00112233445566778899aabbccddeeff00112233
1 attach 1 live=0
2 get 1 0 size=8 at 1+0x%x
3 get 1 1 size=8 at 1+0x%x
end
"""


def make_inputs(directory, source, tool, program):
    """The traces; `program` has debug information and the functions `outer` and `plain`, or is None."""
    os.makedirs(directory, exist_ok=True)

    def put(name, data):
        with open(os.path.join(directory, name), "wb") as file:
            file.write(data)

    router = open(os.path.join(source, "tests/cli/router.txt"), "rb").read()
    demo = open(os.path.join(source, "tests/cli/demo.txt"), "rb").read()
    put("router.txt", router)
    put("cut.txt", demo[:20000])
    put("demo.txt", demo)
    put("other.txt", router.replace(b"size=40", b"size=44"))
    put("budget", BUDGET)
    put("known.supp", b"# known\nleak:produce\n")
    put("router.txt.gz", gzip.compress(router, mtime=0))
    put("foreign", b"\x7fELF and more of it")
    if shutil.which("zstd"):
        subprocess.run(["zstd", "-q", "-f", "router.txt"], cwd=directory, check=True)
    put("whole.jmt", example(os.path.join(source, "doc/trace-format.md")))
    if tool and lacks("merge") is None:
        lines = subprocess.run([tool, "report", "--format", "jsonl", "router.txt", "whole.jmt"], cwd=directory,
                               stdout=subprocess.PIPE, check=True).stdout
        put("lines.jsonl", lines)
    if program:
        shutil.copy(program, os.path.join(directory, "app"))
        symbols = subprocess.run(["nm", program], stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        at = {line.split()[2]: int(line.split()[0], 16) for line in symbols if len(line.split()) == 3}
        put("app.txt", (MODULES % (os.path.join(directory, "app"), at["outer"] + 8, at["plain"] + 8)).encode())


def example(document):
    """The hexadecimal dump in section 6 of the format's description."""
    data, fences, section = bytearray(), 0, False
    for line in open(document, encoding="utf-8"):
        section = section or line.startswith("## 6.")
        fences += section and line.startswith("```")
        if fences == 1 and not line.startswith("```"):
            for word in line.split():
                if len(word) != 2 or any(digit not in "0123456789ABCDEF" for digit in word):
                    break
                data.append(int(word, 16))
    return bytes(data)


# Command lines; traces are named without their directory. The second group is run in samples.
MAIN = """
report router.txt
report --format json router.txt
check --max-peak *=50% --max-leaks 0 --max-failed 2 router.txt
check --budget budget router.txt
diff router.txt other.txt
report -o out/report.txt router.txt
report -f -o out/old.txt router.txt
convert --to jmt -o out/router.jmt router.txt
convert --to ctf -f -o out/old.ctf router.txt
merge lines.jsonl
report router.txt.gz
report whole.jmt
"""

REST = """
--help
--version
check --help
report
report missing.txt
report foreign
report -
report --format json router.txt cut.txt
report --format jsonl router.txt missing.txt whole.jmt
report --strict cut.txt
report --gen-suppressions -o out/new.supp router.txt
report --suppress known.supp router.txt
report router.txt.zst
report --format json router.txt.gz
leaks router.txt
leaks --format json cut.txt
leaks --format csv router.txt
leaks --elf app app.txt
report --format json app.txt
refs router.txt
refs --format json cut.txt
refs --object messages:0 router.txt
pools router.txt
pools --format json router.txt
pools --format csv -o out/pools.csv router.txt
timeline router.txt
timeline --svg out/chart.svg router.txt
timeline -o out/timeline.txt --svg out/chart.svg router.txt
timeline --svg - router.txt
timeline --format json router.txt
timeline --format csv router.txt
check --max-leaks 0 --junit out/check.xml router.txt
check --format json -f -o out/old.txt --baseline other.txt router.txt
diff --fail-on-change --format json router.txt other.txt
diff -o out/diff.txt router.txt other.txt
at --peak messages router.txt
at --time 3ms --format json router.txt
at --time 3ms --format csv router.txt
lifetimes router.txt
lifetimes --format json router.txt
lifetimes --format csv router.txt
dump whole.jmt
dump -o out/dump.txt router.txt
dump --from 1ms --to 4ms demo.txt
trim --from 1ms -o out/part.jmt router.txt
trim --pool messages router.txt
convert --to jsonl router.txt
convert --to perfetto -o out/router.json router.txt
convert --to pprof -o out/router.pb.gz router.txt
convert --to collapsed router.txt
convert --to ctf -o out/router.ctf router.txt
convert --to ctf -o out/router.ctf demo.txt
convert --to csv -o out/router.csv demo.txt
convert --to html -o out/router.html router.txt
convert --to html -f -o out/old.txt router.txt other.txt
validate whole.jmt
validate --format json cut.txt
merge --format json -o out/fleet.json lines.jsonl
watch router.txt
"""


def make_case(tool, line, main, there):
    words = line.split()
    files = {}
    if "out/old.txt" in words:
        files["old.txt"] = OLD
    if "out/old.ctf" in words:
        files["old.ctf"] = {"metadata": OLD, "stream_0": OLD}
    argv = [tool] + [PAGE + word if word in there or "missing" in word else word for word in words]
    stdin = os.path.join(there["."], "router.txt") if words[-1:] == ["-"] and "--svg" not in words else None
    return Case(line, argv, files, stdin, main=main, goes_on=words[0] == "merge")


def lacks(line):
    """What the tool was built without, of what it takes, or None."""
    for word, feature in (("merge", "JANSSON"), (".gz", "ZLIB"), ("watch ", "NCURSES"), ("app.txt", "LIBDW")):
        if word in line and not os.environ.get("WITH_" + feature):
            return feature.lower()
    return None


def tool_cases(tool, inputs):
    there = {name: name for name in os.listdir(inputs)}
    there["."] = inputs
    made = []
    for text, main in ((MAIN, True), (REST, False)):
        for line in text.strip().split("\n"):
            trace = line.split()[-1]
            if lacks(line):
                print("SKIP: %s: built without %s" % (line, lacks(line)))
            elif trace in ("app.txt", "router.txt.zst") and trace not in there:
                print("SKIP: %s: %s could not be made" % (line, trace))
            else:
                made.append(make_case(tool, line, main, there))
    return made


# What is wrong with tests/faults/bad.c in each of its ways, in the words of the judge.
MISTAKES = {
    "right": None,
    "no-memory": "ended by SIGSEGV",
    "short-write": "standard output is not whole",
    "short-read": "something else on standard output",
    "read-error": "something else on standard output",
    "write-error": "exit code 0, and other files",
    "interrupted": "exit code 2: junomemstat: ",
    "partial-file": "out/copy is neither what it was nor what it should become",
    "left-behind": "out/temporary is neither what it was nor what it should become",
    "wrong-code": "exit code 1, not 2",
    "silent": "0 lines of message",
    "hang": "did not end within",
}


def known_cases(bad, inputs):
    made = []
    for how, mistake in MISTAKES.items() if bad else ():
        case = Case("known bad: " + how, [bad, how, PAGE + "other.txt", "out/copy"])
        case.timeout = 500 if how == "hang" else case.timeout
        case.name = case.name if mistake else "known good: " + how
        case.mistake = mistake
        case.is_known = True
        made.append(case)
    return made


def recording_cases(recording, tool):
    variable = {"JUNO_MEMORY_TRACE_FILE": "out/trace.jmt"}
    judge = recording_judge(tool)
    old = {"trace.jmt": b"\xd6JMT and more"}
    made = [
        Case("recording to a file", [recording, "file", "out/trace.jmt"], main=True, judge=judge),
        Case("recording over a file", [recording, "file", "out/trace.jmt"], old, main=True, judge=judge),
        Case("dump of a flight recorder", [recording, "ring", "out/trace.jmt"], main=True, judge=judge),
        Case("recording by the environment", [recording, "environment"], env=variable, main=True, judge=judge),
    ]
    careless = Case("known bad: a recording that nobody looks after", [recording, "careless", "out/trace.jmt"], judge=judge)
    careless.is_known = True
    careless.mistake = "nobody was told"
    made.append(careless)
    for case in made:
        case.varies = True
    return made
