#!/bin/sh
# SPDX-License-Identifier: MIT
# Manners of every command: no escape code in a pipe, colour only where it is wanted,
# ASCII in a locale that has no more, and lines that fit COLUMNS.
# shellcheck disable=SC2086 # arguments, and lists of files, are several words
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

. "$top_srcdir/tests/cli/memcheck_files.sh"
escape=$(printf '\033')

# Command lines with their exit codes, apart from what needs a terminal to run on.
stat --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' >commands
grep -v -e '^#' -e '^. watch' "$top_srcdir/tests/cli/memcheck.txt" | while read -r code command rest; do
    ! grep -q "^$command\$" commands || echo "$code $command $rest"
done >lines
test "$(wc -l <lines)" -gt 10 || fail "which lines are there? $(cat lines)"
# For machines: not for the width of a screen, and never coloured.
data=' \(dump\|trim\|convert\) \| --format \| --gen-suppressions '
grep "$data" lines >data.lines
grep -v "$data" lines >text.lines

# runs OPTION...: what $line says, with further options
runs()
{
    rm -f chart.svg check.xml
    code=0
    set -f
    stat ${line#* } "$@" >out 2>err </dev/null || code=$?
    set +f
    test "$code" = "${line%% *}" || fail "$line: exits with $code: $(cat err)"
}

# narrow FILE COLUMNS: no line is longer but for messages; bytes are columns here
narrow()
{
    awk -v most="$2" 'length > most && !/^junomemstat: / { print; exit }' "$1" >long
    test ! -s long || fail "$line: a line is longer than $2: $(cat long)"
}

while read -r line; do
    runs
    ! grep -q "$escape" out err || fail "$line: escape codes in a pipe: $(cat out err)"
    ! LC_ALL=C grep -q '[^ -~]' out || fail "$line: not ASCII: $(cat out)"
    narrow out 80
    COLUMNS=60
    export COLUMNS
    runs
    narrow out 60
    cp out sixty
    COLUMNS=20 # lines of fewer columns than 60 are nothing to read
    runs
    cmp -s out sixty || fail "$line: 20 columns are not taken for 60"
    unset COLUMNS
    runs --color always
    cp out coloured
    runs --color never
    sed "s/$escape\[[0-9]*m//g; s/ *\$//" coloured >plain
    sed 's/ *$//' out | cmp -s - plain || fail "$line: colour changes the text"
    case $line in
        2*) ;;
        *) grep -q "$escape" coloured || fail "$line: no colour where it is asked for" ;;
    esac
    runs --quiet
    test ! -s out || fail "$line: quiet, but prints $(cat out)"
done <text.lines

while read -r line; do
    runs
    cp out plain
    ! grep -q "$escape" err || fail "$line: escape codes in a pipe: $(cat err)"
    runs --color always
    cmp -s plain out || fail "$line: data differ with colour"
done <data.lines

# On a terminal: of its own size, coloured unless something speaks against it.
if [ -n "$RUN_UNDER" ] || ! command -v python3 >/dev/null; then
    exit 0
fi
cat >terminal.py <<'END'
import fcntl, os, pty, re, struct, sys, termios

def shown(words, columns, changes):
    """What the tool shows on a terminal so wide, its environment being changed."""
    for made in ("chart.svg", "check.xml"):
        if os.path.exists(made):
            os.remove(made)
    child, line = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.dup2(os.open("err", os.O_WRONLY | os.O_CREAT), 2)
        wanted = {**os.environ, "TERM": "xterm", **changes}
        os.execve(words[0], words, {name: value for name, value in wanted.items() if value is not None})
    text = b""
    try:
        while some := os.read(line, 65536):
            text += some
    except OSError:
        pass
    os.waitpid(child, 0)
    return text.replace(b"\r\n", b"\n").decode()

escapes = re.compile("\033\\[[0-9]*m")
for line in open("text.lines"):
    words = [sys.argv[1]] + line.split()[1:]
    for columns, changes in (100, {"NO_COLOR": ""}), (72, {"LC_ALL": "C.UTF-8", "TERM": None}), (66, {"COLUMNS": "90"}):
        text = shown(words, columns, changes)
        if line[0] != "2" and not escapes.search(text):
            sys.exit(f"{line}: no colour on a terminal: {text}")
        most = int(changes.get("COLUMNS", columns))
        for row in escapes.sub("", text).split("\n"):
            if len(row) > most:
                sys.exit(f"{line}: longer than {most}: {row}")
    for change in {"NO_COLOR": "1"}, {"TERM": "dumb"}:
        if "\033" in shown(words, 100, change):
            sys.exit(f"{line}: coloured in spite of {change}")
    if "\033" in shown(words + ["--color", "never"], 100, {}):
        sys.exit(f"{line}: coloured, but never was asked for")
END
python3 terminal.py "$tool" 2>err.py || fail "$(cat err.py)"

# What is not for a terminal is refused there.
cat >binary.py <<'END'
import os, pty, sys

child, line = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
text = b""
try:
    while some := os.read(line, 65536):
        text += some
except OSError:
    pass
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text.replace(b"\r\n", b"").decode())
END
for format in jmt pprof; do
    test "$(python3 binary.py "$tool" convert --to $format router.txt)" = \
        "2 junomemstat: convert: --to $format is not for a terminal: name a file with -o" || fail "$format on a terminal"
done
