# SPDX-License-Identifier: MIT
"""Troubles that are not made up: full disks, limits, pipes without readers, descriptors that are closed."""
import os
import resource
import shutil
import signal
import subprocess

NAMED = "junomemstat: %s: %s\n"


class Conditions:
    def __init__(self, tool, work, inputs):
        self.tool = tool
        self.inputs = inputs
        self.directory = os.path.join(work, "conditions")
        self.failed = 0
        shutil.rmtree(self.directory, ignore_errors=True)
        os.mkdir(self.directory)

    def run(self, words, shell="exec \"$@\"", prepare=None):
        """The exit code, standard output and error of a command line, whose traces are in the inputs."""
        argv = ["sh", "-c", shell, "sh", self.tool] + words.split()
        environment = dict(os.environ, LC_ALL="C", OUT=self.directory)
        done = subprocess.run(argv, cwd=self.inputs, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, preexec_fn=prepare, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def left(self, directory=None):
        return sorted(os.listdir(directory or self.directory))

    def check(self, name, is_right, seen):
        self.failed += 0 if is_right else 1
        print("PASS: %s" % name if is_right else "FAIL: %s: %s" % (name, seen))

    def message(self, name, result, text, code=2):
        """That it ended with this code and one line with the text."""
        lines = result[2].splitlines()
        right = len(lines) == 1 and lines[0].startswith("junomemstat: ") and text in lines[0]
        self.check(name, result[0] == code and right and not self.left(), "%s, %s" % (result, self.left()))


def devices(at):
    for words in ("report router.txt", "convert --to csv demo.txt", "report --format json router.txt", "--help"):
        at.message(words + " >/dev/full", at.run(words, "exec \"$@\" >/dev/full"),
                   "standard output: cannot write: No space left on device")
    at.message("report -f -o /dev/full", at.run("report -f -o /dev/full router.txt"), "/dev/full: cannot write: No space")
    code, _, err = at.run("report missing.txt", "exec \"$@\" 2>/dev/full")
    at.check("report missing.txt 2>/dev/full", code == 2 and not err, (code, err))


def disk_full(at):
    small = os.path.join(at.directory, "small")
    os.mkdir(small)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], stderr=subprocess.DEVNULL,
                             check=False).returncode == 0
    if not mounted:
        os.rmdir(small)
        print("SKIP: a full disk: no file system can be mounted here")
        return
    try:
        for words in ("convert --to csv -o %s/x demo.txt", "convert --to ctf -o %s/x demo.txt"):
            code, _, err = at.run(words % small)
            right = code == 2 and err.startswith("junomemstat: %s/x: " % small) and "No space left on device\n" in err
            at.check("a full disk: " + words % "DIRECTORY", right and not at.left(small), (code, err, at.left(small)))
    finally:
        subprocess.run(["umount", small], check=False)
        os.rmdir(small)


def pipes(at):
    ignore = lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    default = lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    shell = "{ \"$@\"; echo $? >\"$OUT/code\"; } | { exec <&-; sleep 0; }"
    for name, prepare, wanted in (("ignored", ignore, 2), ("not ignored", default, 128 + signal.SIGPIPE)):
        _, _, err = at.run("convert --to csv demo.txt", shell, prepare)
        with open(os.path.join(at.directory, "code"), encoding="ascii") as file:
            code = int(file.read())
        os.remove(os.path.join(at.directory, "code"))
        at.check("a pipe without a reader, SIGPIPE %s" % name, code == wanted and not err, (code, err))
    code, out, err = at.run("convert --to csv demo.txt", "\"$@\" | head -n 1", default)
    at.check("| head -n 1", code == 0 and out.count(b"\n") == 1 and not err, (code, err))


def closed(at):
    plain = at.run("report router.txt")[:2]
    for which in ("<&-", "2>&-", "<&- 2>&-"):
        code, out, err = at.run("report router.txt", "exec \"$@\" " + which)
        at.check("report router.txt " + which, (code, out) == plain and not err, (code, err))
    at.message("report - <&-", at.run("report -", "exec \"$@\" <&-"), "standard input: Bad file descriptor")
    at.message("report router.txt >&-", at.run("report router.txt", "exec \"$@\" >&-"),
               "standard output: cannot write: Bad file descriptor")
    target = os.path.join(at.directory, "x")
    for which in (">&-", "2>&-", "<&- >&- 2>&-"):
        code = at.run("leaks --strict -o %s cut.txt" % target, "exec \"$@\" " + which)[0]
        with open(target, "rb") as file:
            whole = b"junomemstat" not in file.read()
        os.remove(target)
        at.check("leaks --strict -o FILE cut.txt " + which, code == 3 and whole and not at.left(), (code, at.left()))


def limit(which, value):
    return lambda: resource.setrlimit(which, (value, value))


def limits(at):
    target = os.path.join(at.directory, "x")
    for words in ("convert --to csv -o %s demo.txt", "convert --to html -o %s router.txt"):
        result = at.run(words % target, prepare=limit(resource.RLIMIT_FSIZE, 4096))
        at.message("a limit of size: " + words % "FILE", result, "/x: cannot write: File too large")
    result = at.run("report -o %s router.txt" % target, prepare=limit(resource.RLIMIT_NOFILE, 4))
    at.message("no descriptors: report -o FILE router.txt", result, ": Too many open files")
    result = at.run("diff router.txt -o %s other.txt" % target, prepare=limit(resource.RLIMIT_NOFILE, 4))
    at.message("no descriptors: diff -o FILE router.txt other.txt", result, ": Too many open files")
    memory(at)


def is_out(code, err):
    return code == 2 and err in ("junomemstat: out of memory\n", NAMED % ("standard output", "Cannot allocate memory"))


def memory(at):
    """From hardly enough to begin on: each limit ends well or with the message."""
    if "-fsanitize=" in os.environ.get("CFLAGS", ""):
        print("SKIP: a limit of memory: a sanitizer's program takes terabytes of addresses to begin on")
        return
    words = "convert --to html router.txt demo.txt"
    plain = at.run(words)[:2]
    ends = {"well": 0, "message": 0}
    least = 4 << 20
    while at.run("--version", prepare=limit(resource.RLIMIT_AS, least))[0] != 0:
        least += 128 << 10  # the loader needs more
        if least > 256 << 20:
            at.check("a limit of memory: the program begins in 256 MiB", False, least)
            return
    for size in range(least, least + (4 << 20), 128 << 10):
        code, out, err = at.run(words, prepare=limit(resource.RLIMIT_AS, size))
        end = "well" if (code, out) == plain else "message" if is_out(code, err) else None
        if end is None:
            at.check("%d KiB of memory" % (size >> 10), False, (code, err))
            return
        ends[end] += 1
    at.check("a limit of memory: %s" % words, ends["message"] > 0 and ends["well"] > 0, ends)


# The C library's own reads and writes cannot be preloaded: what makes them is not in the tool, but on streams that
# are made of the calls that can be (stream.c), in memory, and for the keyboard of `watch`.
OUT_OF_REACH = """copy_file_range dprintf fdopen fgetc fgetwc fputwc fread freopen fscanf getc getchar getdelim getline
getw mmap64 perror preadv printf pwritev putchar putc putwchar puts readv recv scanf send sendfile splice tmpfile
ungetc vdprintf vprintf vscanf __printf_chk __vprintf_chk __dprintf_chk __fread_chk""".split()


def reach(at, library):
    """Every function for input and output that the tool calls is one that can fail here."""
    def names(file, kind):
        lines = subprocess.run(["nm", "-D", file], stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        return {line.split()[-1].split("@")[0] for line in lines if " %s " % kind in line}

    if shutil.which("nm") is None:
        print("SKIP: reach: no nm")
        return
    wrapped = names(library, "T")
    missed = (names(at.tool, "U") & set(OUT_OF_REACH)) - wrapped
    at.check("reach: no call escapes", not missed and {"read", "write", "open", "malloc"} <= wrapped, sorted(missed))


def run(tool, work, inputs, library):
    at = Conditions(tool, work, inputs)
    if library:
        reach(at, library)
    for group in (devices, disk_full, pipes, closed, limits):
        group(at)
    return at.failed
