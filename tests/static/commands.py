#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The compile commands of a build, from what "make -n V=1" prints.

usage: commands.py SOURCE_DIRECTORY <printed

Prints a line for each different one, with tabs between: the part (core,
recorder, tools, tests or examples), the file from the source directory on, the
flags that say what is compiled, quoted for a shell, and those of them that the
preprocessor alone needs. What only says how (optimisation, debugging,
dependencies, output) is left out: each analyser chooses that itself. Sources
that the build makes are left out too.
"""
import os
import re
import shlex
import sys

WITH_ARGUMENT = {"-MT", "-MF", "-o"}
DROPPED = re.compile(r"-(O.*|g.*|MD|MP|c|fPIC|DPIC|I\.)$")
PARTS = {"lib": "recorder", "tools": "tools", "tests": "tests", "doc": "examples"}


def flags_of(words):
    """What is left of the words after the compiler's name."""
    kept = []
    words = iter(words)
    for word in words:
        if word in WITH_ARGUMENT:
            next(words)
        elif not DROPPED.match(word):
            kept.append(word)
    return kept


def quoted(words):
    """Words as a shell would be told them."""
    return " ".join(shlex.quote(word) for word in words)


def commands(printed, source):
    """Yields part, file and both kinds of flags of each compile command in what make printed."""
    for line in printed.replace("\\\n", " ").splitlines():
        # automake finds a source in either directory by a command of its own
        line = re.sub(r"`test -f '[^']*' \|\| echo '[^']*'`", "", line.strip())
        if " -c " not in line or "-DPACKAGE_VERSION" not in line:
            continue
        before, _, rest = line.partition("-DPACKAGE_VERSION")
        words = shlex.split("-DPACKAGE_VERSION" + rest.partition("&&")[0])
        name = words.pop()
        if name.startswith(source + "/"):
            name = name[len(source) + 1:]
        if not os.path.exists(os.path.join(source, name)):
            continue
        part = PARTS[name.split("/")[0]]
        if "libcore_la-" in words[words.index("-o") + 1]:
            part = "core"
        flags = flags_of(words)
        yield part, name, quoted(flags), quoted(flag for flag in flags if flag[:2] in ("-D", "-I"))


def main():
    """Prints each once."""
    found = set(commands(sys.stdin.read(), sys.argv[1].rstrip("/")))
    for command in sorted(found):
        print("\t".join(command))
    return 0 if found else 1


sys.exit(main())
