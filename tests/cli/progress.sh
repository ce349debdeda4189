#!/bin/sh
# SPDX-License-Identifier: MIT
# The line that tells how far the reading of a long input is: on a terminal, and gone at the end.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

python3 -c 'import pty' 2>/dev/null || exit 77

cat >slow.py <<'END_PYTHON'
import os, pty, subprocess, sys, time

# slow.py terminal|file TRACE COMMAND...: the command reads half of the trace, and later the rest
kind, trace, command = sys.argv[1], open(sys.argv[2], "rb").read(), sys.argv[3:]
master, slave = pty.openpty()
errors = slave if kind == "terminal" else os.open("errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
tool = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
half = len(trace) // 2
tool.stdin.write(trace[:half])
tool.stdin.flush()
time.sleep(0.5)
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    # It reads each byte as it comes: the line appears a second after the beginning.
    tool.stdin.write(trace[half:half + 1])
    tool.stdin.flush()
    half += 1
    time.sleep(0.1)
    if kind == "file" or "-q" in command:
        deadline = min(deadline, time.monotonic() + 1)
    else:
        import select
        if select.select([master], [], [], 0)[0]:
            break
tool.stdin.write(trace[half:])
tool.stdin.close()
code = tool.wait()
os.write(slave, b".")
shown = b""
while not shown.endswith(b"."):
    shown += os.read(master, 4096)
if kind == "file":
    shown = open("errors", "rb").read() + b"."
sys.stdout.buffer.write(shown.replace(b"\r", b"|"))
sys.exit(code)
END_PYTHON

python3 slow.py terminal demo.txt "$tool" report - >shown
grep -q '^|junomemstat: [0-9]* KiB read.*| *|\.$' shown || fail "the line is '$(cat shown)'"
python3 slow.py file demo.txt "$tool" report - >shown &
file=$!
# Of what is compressed it is told how much of that is read.
packed=
if command -v gzip >/dev/null && gzip -c demo.txt >demo.gz && stat report demo.gz >/dev/null 2>&1; then
    python3 slow.py terminal demo.gz "$tool" report - >shown_packed &
    packed=$!
fi
python3 slow.py terminal demo.txt "$tool" report -q - >quiet
wait $file
if test -n "$packed"; then
    wait $packed
    grep -q '^|junomemstat: [0-9] KiB read.*| *|\.$' shown_packed || fail "the line is '$(cat shown_packed)'"
fi
test "$(cat shown)" = . || fail "standard error is no terminal, and gets '$(cat shown)'"
test "$(cat quiet)" = . || fail "-q lets '$(cat quiet)' through"

# A message takes the line away.
{ head -c 3000 /dev/zero | tr '\0' x; } >foreign
code=0
python3 slow.py terminal foreign "$tool" report - >shown || code=$?
test $code = 2 || fail "exits with $code"
grep -q '^|junomemstat: .* KiB read.*| *|junomemstat: standard input: not a trace: .*|\?$' shown ||
    fail "the line and a message are '$(cat shown)'"

# Which of several traces it is, and that what is left of a longer line goes away.
awk 'BEGIN {
    for (i = 0; i < 100; i++) filler = filler "0123456789"
    print "# JMT text 1"
    for (i = 0; i < 1500; i++) print i, "mark \"" filler "\""
    print "end"
}' >long.txt
cat >steps.py <<'END_PYTHON'
import os, pty, re, select, subprocess, sys, time

# steps.py TRACE COMMAND...: what the command shows where it has to wait, just before one mebibyte and behind it
trace, command = open(sys.argv[1], "rb").read(), sys.argv[2:]
master, slave = pty.openpty()
tool = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=slave)
shown = b""
sent = 0
for size, wanted in ((1 << 20) - 4096, rb"102\d KiB"), ((1 << 20) + 4096, rb"1\.0 MiB"):
    # A byte more each time, so that it says how far it is by then, until it has read all of that.
    deadline = time.monotonic() + 20
    while not re.search(wanted, shown) and time.monotonic() < deadline:
        tool.stdin.write(trace[sent:size])
        tool.stdin.flush()
        sent, size = size, size + 1
        if select.select([master], [], [], 0.1)[0]:
            shown += os.read(master, 4096)
tool.stdin.write(trace[sent:])
tool.stdin.close()
tool.wait()
os.write(slave, b".")
while not shown.endswith(b"."):
    shown += os.read(master, 4096)
sys.stdout.buffer.write(shown.replace(b"\r", b"|"))
END_PYTHON
python3 steps.py long.txt "$tool" report router.txt - >shown
grep -q '|junomemstat: 2 of 2: 102[0-9] KiB read' shown || fail "which of two traces: '$(cat shown)'"
grep -q '|junomemstat: 2 of 2: 1\.0 MiB read [| ]*.*| *|\.$' shown || fail "no blank after a longer line: '$(cat shown)'"

# Of a file the size is known. The command waits for who reads what it prints.
cat >file.py <<'END_PYTHON'
import os, pty, select, subprocess, sys, time

master, slave = pty.openpty()
tool = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=slave)
select.select([tool.stdout], [], [])
time.sleep(1.2)
tool.stdout.read()
tool.wait()
os.write(slave, b".")
shown = b""
while not shown.endswith(b"."):
    shown += os.read(master, 4096)
sys.stdout.buffer.write(shown.replace(b"\r", b"|"))
END_PYTHON
python3 file.py "$tool" dump long.txt >shown
grep -q '^|junomemstat: [0-9]* % read.*| *|\.$' shown || fail "of a file: '$(cat shown)'"
