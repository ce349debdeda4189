#!/bin/sh
# SPDX-License-Identifier: MIT
# The live view where there is much to show, little is known, or something goes wrong.
# shellcheck disable=SC2238,SC2129 # a file has the name of a command; others grow line by line
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if [ -z "${WITH_NCURSES:-}" ]; then
    echo "built without ncurses: watch.sh has what there is to say"
    exit 77
fi
if [ -n "${WITH_LIBDW:-}" ]; then
    exits 2 watch --elf missing router.txt
    says 'junomemstat: --elf missing: No such file or directory'
fi
. "$top_srcdir/tests/cli/watch_lib.sh"

# More pools than have room, and more sites than are listed: keys lead to them.
{
    printf '%s\n' '# JMT text 1' 'header ticks=1000' 'pool 1 "a pool" size=8 length=1000'
    awk 'BEGIN { for (i = 2; i <= 30; i++) printf "pool %d \"pool %02d\" size=8 length=4\n", i, i
        for (i = 0; i < 600; i++) printf "1 get 1 %d size=8 at a.c:1 (site_%03d)\n", i, (i > 0 ? i - 1 : 0) }'
    echo end
} >many
starts './w many'
line 15 '^  20 more pools: v shows them$'
line 18 '^       2   16 B  a pool  a.c:1 (site_000)$'
keys v
line 23 '^  pool 19 '
keys Down Down x C-l
line 23 '^  pool 21 '
keys Up
line 23 '^  pool 20 '
keys Up Up
line 23 '^  pool 19 '
keys v
line 5 ' a.c:1 (site_000)$'
keys NPage
line 5 ' a.c:1 (site_010)$'
keys NPage
line 5 ' a.c:1 (site_020)$'
keys PPage Down
line 5 ' a.c:1 (site_011)$'
keys PPage PPage
line 4 'live from$'
keys -N 60 NPage
line 23 ' a.c:1 (site_499)$'
keys Home
line 4 'live from$'
# All columns, but no room for the bar.
keys v
tmux -L watch resize-window -x 60
line 5 '^  a pool  *600  *600  *1,000  *0  *0  *0$'
tmux -L watch resize-window -x 80
line 24 'arrows scroll$'
keys q
ends 0

# Where nothing happens any more there are no rates, but for what has ended: that has its mean.
cat >two <<'END'
# JMT text 1
header ticks=1000
pool 1 "over" size=8 length=4
1000 get 1 0 size=8
2000 get 1 1 size=8
end
stream 1
header ticks=1000
pool 1 "on" size=8 length=4
1000 get 1 0 size=8
2000 get 1 1 size=8
END
starts './w --interval 0.7 --pool on --pool over two'
line 5 '^  on  *2 .*  0  *0 '
line 6 '^  over  *2 .* 2.0  *0 '
line 2 '^4 events, 2.0 events/s'
keys q
ends 0

# A stream that is not the first, without a clock and an end; pools and streams that are only named.
{
    printf '%s\n' '# JMT text 1' 'stream 77' 'header ticks=0' 'pool 3 "empty" size=8 length=0'
    awk 'BEGIN { for (i = 20; i < 60; i++) print 0, "get", i, "none size=8"
        for (i = 100; i < 140; i++) print "stream", i }'
    printf '%s\n' 'stream 77' '0 get 1 0 size=8' '0 get 1 1 size=8' '0 get 2 0 size=8'
} >odd
starts './w odd'
line 1 '^INCOMPLETE odd: recording$'
line 2 '^3+ events, [0-9.,]* events/s$'
line 5 '^  empty  '
line 6 '^  pool 1  *2? *2? *? *0? .* 0?$'
line 7 '^  pool 2 '
line 8 '^$'
echo end >>odd
line 1 '^INCOMPLETE odd: the recording has ended$'
has_not 'pool [2-5][0-9]' || fail "a pool that is only named: $(screen)"
keys q
ends 0
starts './w --pool "pool 2" odd'
line 5 '^  pool 2 '
line 6 '^$'
keys q
ends 0

# After a gap: what a snapshot says is certain again, a site may be likely only; and two notices in one line.
cat >gap <<'END'
# JMT text 1
header ticks=1000
pool 1 "known" size=8 length=4
pool 2 "likely" size=8 length=4
0 attach 1 live=0
0 attach 2 live=0
1 get 1 0 size=8 at a.c:1 (f)
1 get 2 0 size=8 at a.c:1 (f)
gap packets=1
state 1 0 size=8 count=1
2 update 2 0 size=4 at b.c:1 (g)
END
cp gap short
starts './w gap'
line 5 '^  known  *1 '
line 6 '^  likely  *1? '
shows '^ *1?  *4 B *likely  *a.c:1 (f)$'
echo 'end events=9' >>gap
line 1 '^INCOMPLETE gap: the recording has ended$'
cat short >gap
line 3 '^1 gap: 1 packet is missing; the file was truncated and is read anew$'
keys q
ends 0

# Standard input may be a file, which grows and begins anew.
head -n 12 router.txt >grow
starts './w - <grow'
line 1 '^standard input: recording$'
sed -n '13,$p' router.txt >>grow
line 1 '^standard input: the recording has ended$'
cat short >grow
line 3 '; the file was truncated and is read anew$'
keys q
ends 0

# The dump of a flight recorder has an end, its recording none.
printf '%s\n' '# JMT text 1' 'header before=7' 'pool 1 "p" size=8 length=4' 'state 1 -' '5 get 1 0 size=8' dumped >dump
starts 'cat dump | ./w --strict -'
line 1 '^INCOMPLETE standard input: the input has ended, but not the recording$'
line 2 '^1 event, '
line 3 '^1 gap: the recording had not ended when it was dumped$'
keys q
ends 3

# What is no trace, and what cannot be read.
printf '\3757zXZ and more' >packed.xz
starts 'cat packed.xz | ./w -'
shows '^junomemstat: standard input: not a trace: compressed with xz: '
ends 2
if test -r /proc/self/mem; then
    starts './w /proc/self/mem'
    shows '^junomemstat: /proc/self/mem: Input/output error (at byte 0)$'
    ends 2
fi
# The name leads to a file elsewhere now.
if other=$(mktemp -p /dev/shm 2>/dev/null); then
    cp short "$other"
    cp router.txt grow
    starts './w grow'
    line 1 '^grow: the recording has ended$'
    ln -sf "$other" grow
    line 3 '; another file has the name now and is read$'
    keys q
    ends 0
    rm grow "$other"
fi
if command -v python3 >/dev/null; then
    cp router.txt grow
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
    starts './w grow'
    line 1 '^grow: the recording has ended$'
    mv socket grow
    shows '^junomemstat: grow: No such device or address$'
    ends 2
    rm grow
fi

# Terminals: without colours, without a kind, and none for the keys.
starts 'TERM=vt100 ./w router.txt'
line 5 '█'
! coloured || fail "a terminal without colours gets some: $(coloured_screen)"
keys q
shows '^code=0' # such a terminal has no second screen
starts 'env -u TERM ./w router.txt'
shows '^junomemstat: watch: cannot draw on a terminal of the kind "": set TERM$'
ends 2
if command -v setsid >/dev/null; then
    starts 'setsid -w ./w router.txt'
    shows '^junomemstat: watch: needs a terminal to show on; '
    ends 2
fi
# Characters of two columns up to the edge; no more than one line.
cp router.txt 一二三四五六七八九十一二三四
tmux -L watch resize-window -x 20
starts './w 一*'
line 1 '^一二三'
line 2 '^18 events'
line 4 '^  pool  '
tmux -L watch resize-window -x 80 -y 1
line 1 '^q quit'
tmux -L watch resize-window -x 80 -y 24
line 24 'arrows scroll$'
keys q
ends 0

if ! command -v python3 >/dev/null; then
    exit 0
fi
# The keyboard is gone, and no signal says so: it leaves.
cat >gone.py <<'END'
import os, pty, select, sys

child, line = pty.fork()
if child == 0:
    os.execv("/bin/sh", ["sh", "-c", "trap '' HUP; ./w router.txt; echo $? >code.new; mv code.new code"])
text = b""
while b"ended" not in text and select.select([line], [], [], 60)[0]:
    text += os.read(line, 4096)
os.close(line)
os.waitpid(child, 0)
END
TERM=xterm python3 gone.py
test "$(cat code)" = 0 || fail "without a keyboard it exits with $(cat code)"
