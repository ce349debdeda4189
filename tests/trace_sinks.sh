#!/bin/sh
# SPDX-License-Identifier: MIT
# Programs whose trace cannot be written all the time: they go on as if nobody
# recorded them, and what there is of the trace can be read and is right.
. "$top_srcdir/tests/scratch.sh"

program=$build/tests/sink_program

# figure NAME: a number of the report in json
figure()
{
    sed -n "s/^  \"$1\": \([0-9]*\),*\$/\1/p" json
}

# accounted TRACE WHAT: every event is in the trace or counted as dropped, the
# last line of err says how many there were; some are each.
accounted()
{
    "$stat" report --format json "$1" >json || fail "$2: cannot be read"
    dropped=$(figure dropped)
    test "$dropped" -gt 10000 || fail "$2: only $dropped events were dropped"
    test "$(figure events)" -gt 60000 || fail "$2: only $(figure events) events are left"
    test $(($(figure events) + dropped)) = "$(tail -n 1 err)" ||
        fail "$2: $(figure events) events and $dropped dropped, of $(tail -n 1 err)"
    test "$(figure dropped_max)" = "$dropped" || fail "$2: the number of dropped events is not certain"
    no_leak "$2"
}

no_leak()
{
    grep -q '"complete": false' json || fail "$1: complete?"
    grep -q '"leaks": \[\]' json || fail "$1: a leak that is a gap"
    grep -q '"refs": \[\]' json || fail "$1: a reference that is a gap"
}

# The file's limit, for a while: nothing unreadable stays.
"$program" a.jmt limit 2>err || fail "limit: $(cat err)"
accounted a.jmt limit
test "$(figure corrupt_bytes)" = 0 || fail "limit: half a packet is in the file"

# The same where the file is appended to, and half a packet stays in it.
JUNO_MEMORY_TRACE_FILE=b.jmt "$program" - limit 2>err || fail "appending: $(cat err)"
accounted b.jmt appending
test "$(figure corrupt_bytes)" -gt 20000 || fail "appending: where is the half packet?"

# A limit that stays: the program says so, and the rest can be read.
(ulimit -f 200 && JUNO_MEMORY_TRACE_FILE=c.jmt "$program" - - 2>err) || fail "ulimit: $(cat err)"
grep -q 'JUNO_MEMORY_TRACE_FILE: the trace could not be written to its end' err || fail "ulimit: $(cat err)"
"$stat" report --format json c.jmt >json || fail "ulimit: cannot be read"
test "$(figure events)" -gt 10000 || fail "ulimit: only $(figure events) events"
no_leak ulimit

# A reader that takes only so much.
{ "$program" /dev/stdout - 2>err || echo $? >code; } | head -c 100000 >d.jmt
test "$(cat code)" = 2 || fail "head: exit code $(cat code)"
test "$(cat err)" = 'sink_program: the trace has no end' || fail "head: $(cat err)"
"$stat" report --format json d.jmt >json || fail "head: cannot be read"
test "$(figure events)" -gt 10000 || fail "head: only $(figure events) events"
no_leak head

# A disk that is full for a while, where this user may have one of his own.
if unshare -rm sh -c "mkdir disk && mount -t tmpfs -o size=4m none disk" 2>/dev/null; then
    unshare -rm sh -c "mount -t tmpfs -o size=4m none disk &&
        '$program' disk/e.jmt disk/filler 2>err && cp disk/e.jmt ." || fail "full disk: $(cat err)"
    accounted e.jmt 'full disk'
    test "$(figure corrupt_bytes)" = 0 || fail "full disk: half a packet is in the file"
else
    echo "no disk of one's own: left out"
fi
