#!/bin/sh
# SPDX-License-Identifier: MIT
# The live view, in tmux: keys are sent to it, and the screen is read.
# shellcheck disable=SC2238,SC2129 # a file has the name of a command; others grow line by line
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if [ -z "${WITH_NCURSES:-}" ]; then
    exits 2 watch router.txt
    says 'junomemstat: watch: this junomemstat was built without ncurses: build it with that, or use report again'
    exit 0
fi

# What is refused.
exits 2 watch router.txt
says 'junomemstat: watch: needs a terminal to show on; report prints what a trace says so far'
exits 2 watch missing.jmt
says 'junomemstat: missing.jmt: No such file or directory'
exits 2 watch .
says 'junomemstat: .: Is a directory'
exits 2 watch router.txt demo.txt
says 'junomemstat: watch: one trace at a time'
exits 2 watch -q router.txt
says 'junomemstat: watch: shows on the terminal: it has no --quiet'
exits 2 watch -o shown.txt router.txt
says 'junomemstat: watch: shows on the terminal: it has no --output'
test ! -e shown.txt || fail 'an output of watch'
exits 2 watch --baud 9600 router.txt
says 'junomemstat: router.txt: no serial line, so --baud cannot set its speed'
exits 2 watch --interval 0 router.txt
says 'junomemstat: --interval 0: not a number of seconds from 0.1 to 3600'
exits 2 watch --baud fast router.txt
says 'junomemstat: --baud fast: not a speed such as 9600 or 115200'

. "$top_srcdir/tests/cli/watch_lib.sh"

# A text trace that grows, in the middle of a line too.
head -n 12 router.txt >grow
starts './w grow'
line 1 '^grow: recording$'
line 2 '^7 events, 3,500 events/s, 2.0 ms$'
line 4 '^  pool      used  peak  length  failed  gets/s  errors$'
line 5 '^  messages     2     2       4       0   1,000       0  █*░*$'
line 6 '^  packets      0     0     100       0       0       0  ░*$'
line 9 '^       2   88 B  messages  router.c:33 (produce)$'
line 24 '^q quit  p pause  v view:both  s sort:name (n u k f r)  arrows scroll$'
sed -n 13p router.txt | head -c 20 >>grow
sed -n 13p router.txt | tail -c +21 >>grow
sed -n 14,17p router.txt >>grow
line 5 '^  messages     4     4       4       2 '
line 2 '^11 events'
has_not INCOMPLETE || fail "half a line is called damage: $(screen)"

# Pause: the figures stand still until it ends.
keys p
line 1 '^PAUSED grow: recording$'
sed -n '18,$p' router.txt >>grow
sleep 0.5
on_line 2 '^11 events' || fail "paused, but it goes on: $(screen)"
keys p
line 1 '^grow: the recording has ended$'
# The mean of the whole.
line 5 '^  messages     2     4       4       2     3.3       1  '
line 6 '^  packets      1     2     100       0     1.7       0  '

# The order of pools: by key, and by the next key.
keys u
line 24 'sort:used'
line 5 '^  messages'
cat >>grow <<'END'
1205000 get 2 9 size=8
1205000 get 2 10 size=8
1205000 get 2 11 size=8
end
END
line 5 '^  packets      4 '
line 1 '^grow: the recording has ended$'
keys n
line 5 '^  messages'
keys k
line 24 'sort:peak'
keys s
line 24 'sort:failed'
line 5 '^  messages     2'
keys s
line 24 'sort:rate'

# Views.
keys v
line 24 'view:pools'
shows_no 'live from'
keys v
line 24 'view:sites'
line 4 'live from'
shows_no 'gets/s'
keys v

# Other sizes, down to tiny ones.
tmux -L watch resize-window -x 100 -y 30
line 30 '^q quit'
tmux -L watch resize-window -x 20 -y 5
line 5 '^q p v s$'
line 1 '^grow'
line 2 '^  pool      used$'
keys Down
line 2 '^  packets      4$'
tmux -L watch resize-window -x 4 -y 1
tmux -L watch resize-window -x 80 -y 24
line 24 '^q quit'
keys q
ends 0

# A file that begins anew, and one that another takes the place of.
cp router.txt grow
starts './w --strict grow'
line 2 '^18 events'
head -n 12 router.txt >short
cat short >grow
line 3 '^the file was truncated and is read anew$'
line 2 '^7 events'
cp router.txt other
mv other grow
line 3 '^another file has the name now and is read$'
line 2 '^18 events'
rm grow
line 3 '^the file has lost its name; waiting for another$'
keys C-c
ends 0

# Packets, one of them in two parts; a signal ends it as a key does.
head -c 100 whole.jmt >grow
starts './w --color never grow'
line 1 '^grow: recording$'
tail -c +101 whole.jmt >>grow
line 1 '^grow: the recording has ended$'
kill "$(cat pid)"
ends 0

# Without a trace there is nothing to show, but it may come.
: >grow
starts './w grow'
line 1 '^grow: no trace yet in 0 bytes$'
keys q
ends 0

# Cut inside: what is missing is said, and figures are no longer certain.
grep -v '^2000 get' router.txt | sed 's/^end.*/end events=18 dropped=0/' >cut
starts './w --strict cut'
line 1 '^INCOMPLETE cut: the recording has ended$'
line 3 '^2 gaps; the last: the end counts 1 event more'
line 5 '^  messages    2?    4?       4      2? '
keys q
ends 3

# A pipe, the keys being the terminal's.
mkfifo pipe
starts 'cat pipe | ./w -'
exec 3>pipe
head -n 500 demo.txt >&3
line 1 '^standard input: recording$'
line 2 '^492 events'
tail -n +501 demo.txt | head -n 100 >&3
line 2 '^592 events'
exec 3>&-
line 1 '^INCOMPLETE standard input: the input has ended, but not the recording$'
line 3 '^1 gap: the end is missing$'
keys q
ends 0
starts 'echo nothing of the kind | ./w -'
shows "^junomemstat: standard input: not a trace: no intact packet in 20 bytes"
ends 2
if [ -n "${WITH_ZLIB:-}" ] && command -v gzip >/dev/null; then
    starts 'gzip -c demo.txt | ./w -'
    line 2 '^2,452 events'
    keys q
    ends 0
fi
starts './w -'
shows '^junomemstat: watch: standard input is the keyboard; name a file'
ends 2
starts 'TERM=nonsense ./w router.txt'
shows '^junomemstat: watch: cannot draw on a terminal of the kind "nonsense": set TERM'
ends 2

# Colour, and none; ASCII where the locale has no more.
starts './w router.txt'
line 5 '█'
tries coloured || fail "no colour: $(coloured_screen)"
keys q
ends 0
for plain in 'NO_COLOR=1 ./w router.txt' './w --color never router.txt'; do
    starts "$plain"
    line 5 '█'
    ! coloured || fail "$plain: is coloured: $(coloured_screen)"
    keys q
    ends 0
done
starts 'LC_ALL=C ./w router.txt'
line 5 '  ############=*$'
keys q
ends 0

if ! command -v python3 >/dev/null; then
    echo "no serial line: python3 is missing"
    exit 0
fi
# A serial line with console text on it: bytes come as they are, and no echo goes back.
cat >serial.py <<'END'
import os, pty, select, sys, termios, time
master, slave = pty.openpty()
before = termios.tcgetattr(slave)
with open("name.new", "w") as name:
    name.write(os.ttyname(slave))
os.rename("name.new", "name")
for line in sys.stdin:
    word, argument = line.split()
    if word == "send":
        os.write(master, open(argument, "rb").read())
    elif word == "speed":
        good = termios.tcgetattr(slave)[5] == getattr(termios, "B" + argument)
        open("speed", "w").write("good" if good else "wrong")
    elif word == "after":
        echo = select.select([master], [], [], 0)[0]
        good = not echo and termios.tcgetattr(slave) == before
        open("after", "w").write("good" if good else "wrong")
END
mkfifo orders
python3 serial.py <orders &
exec 4>orders
tries test -s name || fail "no serial line"
{ printf 'boot: ok\r\n'; head -c 150 whole.jmt; } >first
tail -c +151 whole.jmt >second
starts "./w --baud 38400 $(cat name)"
shows 'no trace yet'
echo 'send first' >&4
shows ': recording$'
echo 'speed 38400' >&4
tries test -s speed || fail "no answer"
grep -q good speed || fail "the line has another speed"
echo 'send second' >&4
shows ': the recording has ended$'
has_not INCOMPLETE || fail "bytes were changed on the line: $(screen)"
keys q
ends 0
echo 'after x' >&4
tries test -s after || fail "no answer"
grep -q good after || fail "the line is not as it was, or there was an echo"
starts "./w --baud 12345 $(cat name)"
shows '^junomemstat: --baud 12345: not a speed that lines have here'
ends 2
starts "./w $(cat name)"
shows 'no trace yet'
echo 'send first' >&4
shows ': recording$'
exec 4>&-
shows 'the input has ended, but not the recording$'
keys q
ends 0
