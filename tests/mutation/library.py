# SPDX-License-Identifier: MIT
"""The shared library with one file of its core changed, and the suites run with it.

The suites are the programs of make check as they are: they find the mutant by
LD_LIBRARY_PATH. The core is compiled in two ways, for speed and for size, since
the plain case of each call is there in the first only.
"""
import collections
import concurrent.futures
import os
import re
import shlex
import shutil
import subprocess
import threading

WAYS = ("-O2", "-Os")
WORKERS = 2
WALL_LIMIT = 300  # seconds; only what sleeps gets there, the processor's time is limited below
LONG = 0.3  # seconds that make a suite a long one: those see each mutant in one way only
MEMORY_LIMIT = 1 << 20  # KiB
NAME = re.compile(r"[A-Za-z_]\w*")

Verdict = collections.namedtuple("Verdict", "word suite note")


class Failure(Exception):
    """Nothing can be said about mutants."""


def command(*words, cwd=None):
    done = subprocess.run(words, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def names_in(text):
    return set(NAME.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))


class Build:
    """How the library is compiled and linked, and its objects without a change."""

    def __init__(self, environment, work):
        self.top = os.path.abspath(environment["top_srcdir"])
        self.work = os.path.abspath(work)
        self.compiler = shlex.split(environment["CC"])
        here = environment["top_srcdir"]
        absolute = [word.replace(here + "/", self.top + "/") for word in shlex.split(environment["JUNO_DEFINES"])]
        self.flags = absolute + shlex.split(environment["JUNO_LIBRARY_CFLAGS"]) + ["-fPIC", "-g0", "-w"]
        self.flags += ["-Werror=int-conversion", "-Werror=incompatible-pointer-types"]
        self.flags += ["-Werror=implicit-function-declaration"]
        self.link_flags = [
            word.replace(here + "/", self.top + "/") for word in shlex.split(environment["JUNO_LIBRARY_LDFLAGS"])
        ] + shlex.split(environment["LIBS"])
        self.core = [file for file in environment["JUNO_CORE"].split() if file.endswith(".c")]
        self.recorder = [file for file in environment["JUNO_RECORDER"].split() if file.endswith(".c")]
        self.core += [file for file in self.recorder if "/memory" in file and "/memory_guard" not in file]
        self.recorder = [file for file in self.recorder if file not in self.core]
        self.headers, self.assembly, self.reached = {}, {}, {}

    def files(self):
        """what is changed"""
        found = {file for file in self.core}
        for headers in self.headers.values():
            found |= {header for header in headers if re.match("lib/memory_(?!guard)", header)}
        return sorted(found)

    def text(self, file):
        with open(os.path.join(self.top, file), encoding="utf-8") as opened:
            return opened.read()

    def tree(self, name):
        """a copy of lib/ that a worker may change"""
        directory = os.path.join(self.work, name)
        shutil.copytree(os.path.join(self.top, "lib"), os.path.join(directory, "lib"))
        subprocess.run(["chmod", "-R", "u+w", directory], check=True)
        return directory

    def ways_of(self, source):
        """the recorder is compiled in one way only"""
        return WAYS if source in self.core else WAYS[:1]

    def compile(self, directory, source, way):
        """(assembly, what the compiler said); None where it does not compile"""
        code, out, said = command(
            *self.compiler, way, *self.flags, "-S", "-o", "-", "-x", "c", source, cwd=directory
        )
        return (out if code == 0 else None), said

    def assemble(self, text, path):
        with open(path + ".s", "w", encoding="utf-8") as opened:
            opened.write(text)
        code, _, said = command(*self.compiler, "-c", path + ".s", "-o", path)
        if code != 0:
            raise Failure(said)

    def object(self, source, way):
        return os.path.join(self.work, "base", f"{os.path.basename(source)}{way}.o")

    def prepare(self):
        directory = self.tree("base")
        jobs = [(source, way) for source in self.core + self.recorder for way in self.ways_of(source)]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda job: self.prepare_one(directory, *job), jobs))
        self.active = self.active_lines(directory)

    def prepare_one(self, directory, source, way):
        text, said = self.compile(directory, source, way)
        if text is None:
            raise Failure(f"{source} does not compile: {said}")
        self.assembly[source, way] = text
        self.assemble(text, self.object(source, way))
        if way == WAYS[0]:
            _, out, _ = command(*self.compiler, *self.flags, "-MM", source, cwd=directory)
            headers = [os.path.normpath(word) for word in out.split() if word.endswith(".h")]
            self.headers[source] = {header for header in headers if header.startswith("lib/")}

    def active_lines(self, directory):
        """{file: lines that the preprocessor leaves in}"""
        active = collections.defaultdict(set)
        for source in self.core:
            for way in self.ways_of(source):
                _, out, _ = command(
                    *self.compiler, way, *self.flags, "-E", "-fdirectives-only", source, cwd=directory
                )
                self.mark_active(out, active)
        return active

    @staticmethod
    def mark_active(text, active):
        file, line = "", 0
        for row in text.split("\n"):
            marker = re.match(r'# ([0-9]+) "([^"]*)"', row)
            if marker:
                line, file = int(marker.group(1)), os.path.normpath(marker.group(2))
                continue
            if row.strip():
                active[file].add(line)
            line += 1

    def affected(self, mutant):
        """the sources whose object may change"""
        if mutant.file in self.headers:
            return [mutant.file]
        included = [source for source in self.headers if mutant.file in self.headers[source]]
        if mutant.is_in_function():
            included = [source for source in included if mutant.function in self.reach(source)]
        return included

    def reach(self, source):
        """Names that a source uses, through the functions of its headers too: others have no code there."""
        if source not in self.reached:
            bodies, macros = {}, set()
            for header in self.headers[source]:
                text = self.text(header)
                for match in re.finditer(r"^\S[^;{}#]*?(\w+)\([^;{}]*?\)\n\{\n(.*?)^\}", text, re.M | re.S):
                    bodies[match.group(1)] = names_in(match.group(2))
                for directive in re.findall(r"^#(?:[^\n\\]|\\.|\\\n)*", text, re.M):
                    macros |= names_in(directive)
            found, ahead = set(), names_in(self.text(source)) | macros
            while ahead:
                found |= ahead
                ahead = set().union(*(bodies.get(name, set()) for name in ahead)) - found
            self.reached[source] = found
        return self.reached[source]

    def link(self, changed, way, path):
        objects = [changed.get(source, self.object(source, way)) for source in self.core]
        objects += [changed.get(source, self.object(source, WAYS[0])) for source in self.recorder]
        code, _, said = command(
            *self.compiler, "-shared", "-Wl,-soname,libjuno-memory.so.1", "-o", path, *objects, *self.link_flags
        )
        if code != 0:
            raise Failure(said)


def stand_in(work, programs):
    """A build directory for scripts, whose programs are not libtool's wrappers: these bring their own library."""
    directory = os.path.abspath(os.path.join(work, "build"))
    for program in programs:
        real = os.path.join(os.path.dirname(program), ".libs", os.path.basename(program))
        os.makedirs(os.path.join(directory, os.path.dirname(program)), exist_ok=True)
        os.symlink(os.path.abspath(real if os.path.exists(real) else program), os.path.join(directory, program))
    return directory


class Suites:
    """The programs that must notice: those first that noticed most in the same file."""

    def __init__(self, programs, build_directory):
        self.lock = threading.Lock()
        self.environment = dict(os.environ, CK_FORK="no", CK_VERBOSITY="normal", top_builddir=build_directory)
        for name in ("srcdir", "top_srcdir"):
            self.environment[name] = os.path.abspath(os.environ[name])
        self.cost = dict.fromkeys(programs, 1.0)
        self.kills = collections.defaultdict(collections.Counter)

    def run(self, program, library):
        """(whether it passed, its last line of a failed check)"""
        limit = max(5, int(20 * self.cost[program]))
        shell = "/bin/sh " if program.endswith(".sh") else ""
        scratch = os.path.join(library, "scratch")
        os.makedirs(scratch, exist_ok=True)
        try:
            done = subprocess.run(
                ["/bin/sh", "-c", f'ulimit -c 0 -t {limit} -v {MEMORY_LIMIT}; exec {shell}"$0"', program],
                env=dict(self.environment, TMPDIR=scratch, LD_LIBRARY_PATH=library),
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=WALL_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False, "hangs"
        said = done.stdout.decode(errors="replace")
        failed = [line for line in said.split("\n") if re.search(r":[FE]:", line)]
        if done.returncode < 0 or done.returncode > 128:
            return False, f"ended by a signal ({done.returncode})"
        last = (said + done.stderr.decode(errors="replace")).rstrip("\n").rpartition("\n")[2]
        return done.returncode == 0, (failed or [last])[0]

    def measure(self, library):
        """Every suite must pass without a change; how long each takes sets its limit."""
        for program in self.cost:
            before = os.times()
            passed, said = self.run(program, library)
            after = os.times()
            if not passed:
                raise Failure(f"{os.path.basename(program)} fails without a mutation: {said}")
            self.cost[program] = sum(after[2:4]) - sum(before[2:4])

    def killer(self, file, library, without=(), quickly=False):
        """(suite, what it said), or None; quickly: not by the suites that take long"""
        with self.lock:
            kills = self.kills[file].copy()
        cost = self.cost
        for program in sorted(cost, key=lambda name: (-kills[name] / (0.02 + cost[name]), cost[name])):
            name = os.path.basename(program)
            if name in without or quickly and self.cost[program] > LONG:
                continue
            passed, said = self.run(program, library)
            if not passed:
                with self.lock:
                    self.kills[file][program] += 1
                return name, said
        return None


class Worker:
    """Tries mutants in a tree of its own."""

    def __init__(self, build, suites, name, seen):
        self.build, self.suites, self.seen = build, suites, seen
        self.directory = build.tree(name)
        self.library = os.path.join(self.directory, "out")
        os.mkdir(self.library)

    def judge(self, mutant, without=()):
        path = os.path.join(self.directory, mutant.file)
        with open(path, "w", encoding="utf-8") as opened:
            opened.write(mutant.mutated())
        try:
            return self.judge_ways(mutant, without)
        finally:
            with open(path, "w", encoding="utf-8") as opened:
                opened.write(mutant.source.text)

    def judge_ways(self, mutant, without):
        differs, recorder = False, {}
        for way in WAYS:
            changed = {}
            for source in self.build.affected(mutant):
                ways = self.build.ways_of(source)
                text = recorder.get(source)
                if text is None:
                    text, said = self.build.compile(self.directory, source, way if way in ways else ways[0])
                if text is None:
                    return Verdict("invalid", "", said.strip().split("\n")[0])
                if source in self.build.recorder:
                    recorder[source] = text
                if text != self.build.assembly[source, way if way in ways else ways[0]]:
                    changed[source] = text
            if changed:
                differs = True
                verdict = self.run(mutant, changed, way, without)
                if verdict.word != "survived":
                    return verdict
        return Verdict("survived" if differs else "identical", "", "")

    def run(self, mutant, changed, way, without):
        digest = hash((way, tuple(sorted(without)), tuple(sorted(changed.items()))))
        if digest in self.seen:
            return self.seen[digest]
        objects = {}
        for number, (source, text) in enumerate(changed.items()):
            objects[source] = os.path.join(self.directory, f"{number}.o")
            self.build.assemble(text, objects[source])
        self.build.link(objects, way, os.path.join(self.library, "libjuno-memory.so.1"))
        killer = self.suites.killer(mutant.file, self.library, without, way != WAYS[0])
        verdict = Verdict("killed", *killer) if killer else Verdict("survived", "", "")
        self.seen[digest] = Verdict("repeated", verdict.suite, "") if killer else verdict
        return verdict
