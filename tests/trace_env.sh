#!/bin/sh
# SPDX-License-Identifier: MIT
# JUNO_MEMORY_TRACE_FILE: a program without a line of code for it is recorded.
. "$top_srcdir/tests/scratch.sh"

plain=$build/tests/env_plain
traced=$build/tests/env_traced
# For a program itself, without libtool's script.
libraries=$build/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}

# The events of a trace: kind and block only.
events()
{
    "$stat" dump "$1" | awk '$2 ~ /^(get|put|attach)$/ { print $2, $3, $4 }'
}

# Without the variable nothing is written.
"$traced" >/dev/null
test -z "$(ls)" || fail "a file without the variable"

JUNO_MEMORY_TRACE_FILE='' "$traced" >/dev/null 2>err || fail "the program failed"
test "$(ls)" = err || fail "a file where the variable is empty"
test ! -s err || fail "message: $(cat err)"

# With it: complete, and named after the line that inited the pool.
JUNO_MEMORY_TRACE_FILE=a.jmt "$traced" >/dev/null
"$stat" validate --strict a.jmt >/dev/null || fail "not complete"
"$stat" dump a.jmt | grep -q '^pool 1 ".*env_program.c:[0-9]*" size=[48] length=4' || fail "name of a traced pool"
test "$(events a.jmt)" = "attach 1 live=0
get 1 0
put 1 0" || fail "events: $(events a.jmt)"

# A program built without the define: named after module and address.
JUNO_MEMORY_TRACE_FILE=b.jmt "$plain" >/dev/null
"$stat" dump b.jmt | grep -q '^pool 1 ".*env_plain+0x[0-9a-f]*"' || fail "name of a plain pool"

# One that was found by its name alone: as above, though its module has no path.
program=$plain
test ! -x "${plain%/*}/.libs/${plain##*/}" || program=${plain%/*}/.libs/${plain##*/}
(
    LD_LIBRARY_PATH=$libraries
    PATH=${program%/*}:$PATH
    export LD_LIBRARY_PATH PATH
    JUNO_MEMORY_TRACE_FILE=path.jmt env_plain >/dev/null
)
"$stat" dump path.jmt | grep -q '^pool 1 "env_plain+0x[0-9a-f]*"' || fail "a name without a path: $("$stat" dump path.jmt)"

# %p is the process id.
pid=$(JUNO_MEMORY_TRACE_FILE=c-%p.jmt "$traced")
test -s "c-$pid.jmt" || fail "no c-$pid.jmt"

# A second run appends; nothing of the first is lost.
size=$(wc -c <a.jmt)
cp a.jmt first.jmt
JUNO_MEMORY_TRACE_FILE=a.jmt "$traced" >/dev/null
head -c "$size" a.jmt | cmp - first.jmt || fail "the first run's trace changed"
test "$("$stat" dump a.jmt | grep -c ' get ')" = 2 || fail "the second run is missing"

# A file that is no trace is left alone, with one line that says so.
echo precious >d.txt
JUNO_MEMORY_TRACE_FILE=d.txt "$traced" >/dev/null 2>err || fail "the program failed"
test "$(cat d.txt)" = precious || fail "overwritten"
test "$(wc -l <err)" = 1 || fail "not one line: $(cat err)"
grep -q 'JUNO_MEMORY_TRACE_FILE: d.txt: the file is there and is no trace' err || fail "message: $(cat err)"

# A path that cannot be opened, one that is too long, a full disk.
JUNO_MEMORY_TRACE_FILE=/nonexistent/x "$traced" >/dev/null 2>err || fail "the program failed"
grep -q 'JUNO_MEMORY_TRACE_FILE: /nonexistent/x: No such file or directory; nothing is recorded' err ||
    fail "message: $(cat err)"
JUNO_MEMORY_TRACE_FILE=$(printf '%05000d' 0) "$traced" >/dev/null 2>err || fail "the program failed"
grep -q 'the path is too long' err || fail "message: $(cat err)"
JUNO_MEMORY_TRACE_FILE=/dev/full "$traced" >/dev/null 2>err || fail "the program failed"
grep -q 'JUNO_MEMORY_TRACE_FILE: /dev/full: ' err || fail "message: $(cat err)"

# A forked child is not recorded, and the parent's trace stays complete.
JUNO_MEMORY_TRACE_FILE=e.jmt "$traced" fork >/dev/null
"$stat" validate --strict e.jmt >/dev/null || fail "the parent's trace is damaged"
test "$("$stat" dump e.jmt | grep -c ' get ')" = 1 || fail "the child is in the trace"

# Nor is one that goes on in the background while its parent leaves without a word.
(JUNO_MEMORY_TRACE_FILE=background.jmt "$traced" daemon) | cat
"$stat" validate background.jmt >out || fail "the trace of a daemon: $(cat out)"
grep -q 'the end is missing' out || fail "a daemon's trace has an end: $(cat out)"
test "$("$stat" dump background.jmt | grep -c ' get ')" -le 1 || fail "a daemon is in the trace"

# Of more pools than the recording can hold the others are left out, which is said once.
JUNO_MEMORY_TRACE_FILE=many.jmt "$traced" many >/dev/null 2>err || fail "many pools: exit code $?"
test "$(wc -l <err)" = 1 || fail "many pools: not one line: $(head -n 3 err)"
grep -q 'JUNO_MEMORY_TRACE_FILE: too many pools; .*env_program.c:[0-9]* and others are not recorded$' err ||
    fail "many pools: $(cat err)"
"$stat" validate --strict many.jmt >/dev/null || fail "many pools: not complete"
"$stat" report --format json many.jmt | grep -c '"gets": 1, "puts": 1,' >out
test "$(cat out)" -ge 100 || fail "many pools: only $(cat out) are recorded"

# So many that packets have no room for the path of a program far down.
deep=$dir/$(printf '%0200d' 0)
program=$build/tests/.libs/env_traced # beside libtool's script, where there is one
test -x "$program" || program=$traced
mkdir "$deep"
cp "$program" "$deep/env_traced"
JUNO_MEMORY_TRACE_FILE=deep.jmt LD_LIBRARY_PATH=$libraries "$deep/env_traced" many >/dev/null 2>err ||
    fail "many pools of a program far down: exit code $?"
"$stat" validate --strict deep.jmt >/dev/null || fail "many pools of a program far down: not complete"

# A pool that is gone at exit is not looked at.
JUNO_MEMORY_TRACE_FILE=g.jmt "$traced" gone >/dev/null || fail "a pool that is gone: exit code $?"
"$stat" validate --strict g.jmt >/dev/null || fail "the trace of a pool that is gone"

# Every %p is the process id.
pid=$(JUNO_MEMORY_TRACE_FILE=h-%p-%p.jmt "$traced")
test -s "h-$pid-$pid.jmt" || fail "no h-$pid-$pid.jmt"

# A pipe is a file too.
mkfifo pipe
"$stat" dump pipe >piped &
JUNO_MEMORY_TRACE_FILE=pipe "$traced" >/dev/null
wait
grep -q ' get 1 0 ' piped || fail "nothing came through the pipe"
