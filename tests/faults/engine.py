# SPDX-License-Identifier: MIT
"""Runs a program again and again, with one call failing each time, and judges what it does."""
import collections
import errno
import os
import select
import shutil
import signal
import struct
import subprocess

CLASSES = ("memory", "open", "read", "write", "close", "stat", "seek", "map", "name", "wait")

# What befalls the calls of a class, each in turn: an error that the call can have, and with a plus all later
# calls fail too.
FAULTS = {
    "memory": ("ENOMEM", "ENOMEM+"),
    "open": ("EMFILE", "EINTR"),
    "read": ("EIO", "EINTR", "short"),
    "write": ("ENOSPC", "ENOSPC+", "EIO", "EPIPE", "EINTR", "short", "nothing"),
    "close": ("EIO", "EINTR"),
    "stat": ("EIO",),
    "seek": ("EIO",),
    "map": ("ENOMEM",),
    "name": ("EIO",),
    "wait": ("EINTR",),
}

# Nobody may see that these were there.
INVISIBLE = ("EINTR", "short")

TIMEOUT_MS = 60000
REPORT = struct.Struct("<I10IIi32s128s4xQ")
REPORT_SIZE = 4096

Result = collections.namedtuple("Result", "code out err files report")
Report = collections.namedtuple("Report", "armed counts struck descriptor call module offset")


class Case:
    """A command line, and what it leaves in the directories `out` and `tmp` where it runs."""

    def __init__(self, name, argv, files=None, stdin=None, env=None, main=False, judge=None, goes_on=False):
        self.name = name
        self.argv = argv
        self.files = files or {}  # in `out`, before it runs: the name, and the content or a directory's
        self.stdin = stdin
        self.env = env or {}
        self.main = main  # most faults also in the bounded form
        self.judge = judge or judge_tool
        self.goes_on = goes_on  # what cannot be read is left out, which is said, with exit code 2
        self.timeout = TIMEOUT_MS
        self.varies = False  # its files have times in them, so that the last calls may be there or not
        self.clean = None  # the result without a fault
        self.is_known = False  # a program of which is known what is found:
        self.mistake = None  # words of it, or None: nothing


def put_files(directory, files):
    for name, content in files.items():
        path = os.path.join(directory, name)
        if isinstance(content, dict):
            os.mkdir(path)
            put_files(path, content)
        else:
            with open(path, "wb") as file:
                file.write(content)


def get_files(directory):
    """All files below, directories as None."""
    found = {}
    for base, directories, names in os.walk(directory):
        for name in directories:
            found[os.path.relpath(os.path.join(base, name), directory)] = None
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, directory)] = file.read()
    return found


class Bench:
    """A directory in which one program runs at a time."""

    def __init__(self, root, number, library):
        self.root = os.path.join(root, "bench%d" % number)
        self.library = library
        os.makedirs(self.root, exist_ok=True)
        self.report = os.path.join(self.root, "report")
        with open(self.report, "wb") as file:
            file.write(bytes(REPORT_SIZE))
        self.dirty = True

    def path(self, name):
        return os.path.join(self.root, name)

    def prepare(self, case):
        if self.dirty or case.files:
            for name in ("out", "tmp"):
                shutil.rmtree(self.path(name), ignore_errors=True)
                os.mkdir(self.path(name))
            put_files(self.path("out"), case.files)
        with open(self.report, "r+b") as file:
            file.write(bytes(REPORT.size))

    def environment(self, case, fault):
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "LC_ALL": "C",
            "TMPDIR": self.path("tmp"),
            "LD_PRELOAD": self.library,
            "FAULT_REPORT": self.report,
            "FAULT": fault,
        }
        if "LD_LIBRARY_PATH" in os.environ:
            environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        environment.update(case.env)
        return environment

    def run(self, case, fault=""):
        self.prepare(case)
        with open(self.path("stdout"), "wb") as out, open(self.path("stderr"), "wb") as err, open(
            case.stdin or os.devnull, "rb"
        ) as stdin:
            process = subprocess.Popen(
                case.argv, cwd=self.root, env=self.environment(case, fault), stdin=stdin, stdout=out, stderr=err,
                close_fds=False,
            )
        code = wait(process, case.timeout)
        files = get_files(self.path("out"))
        files.update(("tmp/" + name, content) for name, content in get_files(self.path("tmp")).items())
        self.dirty = bool(files)
        return Result(code, read(self.path("stdout")), read(self.path("stderr")), files, self.read_report())

    def read_report(self):
        fields = REPORT.unpack(read(self.report)[:REPORT.size])
        text = [field.split(b"\0")[0].decode() for field in fields[13:15]]
        return Report(fields[0], fields[1:11], fields[11], fields[12], text[0], text[1], fields[15])


def read(path):
    with open(path, "rb") as file:
        return file.read()


def wait(process, timeout):
    """The exit code, below 0 a signal, None where it did not end."""
    descriptor = os.pidfd_open(process.pid)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    ended = poll.poll(timeout)
    os.close(descriptor)
    if not ended:
        process.kill()
        process.wait()
        return None
    return process.wait()


def error_of(fault):
    """What a program says; a write that takes nothing, without an error, is one of the device all the same."""
    return errno.EIO if fault == "nothing" else getattr(errno, fault) if fault.startswith("E") else 0


def fault_text(kind, number, what):
    goes_on = "+" if what.endswith("+") else ""
    what = what.rstrip("+")
    return "%s:%d%s:%s" % (kind, number, goes_on, error_of(what) if what.startswith("E") else what)


def whole(before, after, now):
    """Whether each thing in the directory is the old one or the new one, and nothing else is there."""
    for name in {path.split("/")[0] for path in list(before) + list(after) + list(now)}:
        of = lambda files: {path: files[path] for path in files if path.split("/")[0] == name}
        if of(now) not in (of(before), of(after)):
            return "out/%s is neither what it was nor what it should become" % name
    return None


def judge_message(case, kind, what, result):
    """What is wrong with the message of a run that failed, or None."""
    known = case.clean.err.splitlines()
    lines = [line.decode(errors="replace") for line in result.err.splitlines() if line not in known]
    if case.clean.code == 2 and not lines and known[:1] == result.err.splitlines():
        return None  # what it would have said anyway
    if result.report.descriptor == 1 and kind == "write" and what == "EPIPE" and not lines:
        return None  # nobody reads it any more
    if result.report.descriptor == 2 and kind == "write":
        return None  # there is no telling
    if len(lines) != 1 or not lines[0].startswith("junomemstat: "):
        return "%d lines of message: %s" % (len(lines), " | ".join(lines))
    reasons = ["out of memory", os.strerror(errno.ENOMEM)] if what.startswith("ENOMEM") else []
    reasons.append(os.strerror(error_of(what.rstrip("+"))))
    if kind != "stat" and not any(reason.lower() in lines[0].lower() for reason in reasons):
        return "the message does not say why: " + lines[0]
    if kind in ("open", "read", "write", "close") and not any(name in lines[0] for name in names_of(case)):
        return "the message does not say which file: " + lines[0]
    return None


def names_of(case):
    words = [word for word in case.argv[1:] if not word.startswith("--")]
    return words + ["standard output", "standard input", "/inputs/app"]


def judge_tool(case, kind, what, result):
    """What is wrong with a run of junomemstat, or None; and how it ended."""
    clean = case.clean
    same = (result.out, result.files, result.err) == (clean.out, clean.files, clean.err)
    if result.code == clean.code and (same or clean.code != 2 or what in INVISIBLE):
        if result.out != clean.out and not (result.report.descriptor == 1 and kind == "write"):
            return "exit code %d, and something else on standard output" % result.code, None
        if result.out != clean.out:
            return "exit code %d, and standard output is not whole" % result.code, None
        if result.files != clean.files:
            return "exit code %d, and other files" % result.code, None
        if result.err != clean.err and result.report.descriptor != 2:
            return "exit code %d, and other messages: %s" % (result.code, result.err.decode(errors="replace")), None
        return None, "unseen"
    if what in INVISIBLE:
        return "exit code %s: %s" % (result.code, result.err.decode(errors="replace")), None
    if result.code != 2:
        return "exit code %s, not 2: %s" % (result.code, result.err.decode(errors="replace")), None
    before = {}
    flatten(case.files, before)
    why = None if case.goes_on else whole(before, clean.files, result.files)
    why = why or judge_message(case, kind, what, result)
    return why, "message"


def flatten(files, into, prefix=""):
    for name, content in files.items():
        into[prefix + name] = None if isinstance(content, dict) else content
        if isinstance(content, dict):
            flatten(content, into, prefix + name + "/")


def judge(case, kind, number, what, result):
    """What is wrong, or None; how it ended; whether the fault struck."""
    if result.code is None:
        return "did not end within %d ms" % case.timeout, None
    if result.code < 0:
        return "ended by %s" % signal.Signals(-result.code).name, None
    if result.report.struck == 0 and case.varies and number > case.clean.report.counts[CLASSES.index(kind)] - 2:
        return None, "not there"
    if result.report.struck == 0:
        return "the fault did not strike: calls are not the same each time", None
    return case.judge(case, kind, what, result)


def where(report):
    module = os.path.basename(report.module)
    return "%s called from %s+0x%x" % (report.call, module, report.offset)
