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
python3 slow.py terminal demo.txt "$tool" report -q - >quiet
wait $file
test "$(cat shown)" = . || fail "standard error is no terminal, and gets '$(cat shown)'"
test "$(cat quiet)" = . || fail "-q lets '$(cat quiet)' through"

# A message takes the line away.
{ head -c 3000 /dev/zero | tr '\0' x; } >foreign
code=0
python3 slow.py terminal foreign "$tool" report - >shown || code=$?
test $code = 2 || fail "exits with $code"
grep -q '^|junomemstat: .* KiB read.*| *|junomemstat: standard input: not a trace: .*|\?$' shown ||
    fail "the line and a message are '$(cat shown)'"
