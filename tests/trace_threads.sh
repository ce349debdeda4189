#!/bin/sh
# SPDX-License-Identifier: MIT
# Eight threads over shared pools: what each thread says it did is in the trace,
# in its order and under its number, and nothing else is. Built with
# ThreadSanitizer (WITH_TSAN=yes), it must be silent, and must not be where the
# trace's lock is left out.
. "$top_srcdir/tests/scratch.sh"

program=$build/tests/trace_threads

# The lines of events and marks without time and site: THREAD EVENT.
events()
{
    awk '$1 ~ /^[0-9]+$/ {
        thread = "-"
        line = ""
        for (i = 2; i <= NF && $i != "at"; i++)
        {
            if ($i ~ /^thread=/)
                thread = substr($i, 8)
            else
                line = line (line == "" ? "" : " ") $i
        }
        print thread, line
    }' "$1"
}

# Of the block that all share (0 of each pool), the counts are left out.
unshare()
{
    sed 's/^\(ref-[gp][eu]t [1-9] 0\) count=[0-9]*$/\1/'
}

# how_many KIND
how_many()
{
    awk -v kind="$1" '$2 == kind { n++ } END { print n + 0 }' events
}

# check MODE: a run, and all that must be true of its trace.
check()
{
    "$program" "$1" "$1.jmt" log ${RUN_UNDER:+200} >own 2>err || fail "$1: exit code $?: $(cat err)"
    test ! -s err || fail "$1: $(cat err)"
    "$stat" validate --strict "$1.jmt" >out || fail "$1: not complete: $(cat out)"
    "$stat" dump "$1.jmt" >dump
    events dump >events
    ! grep '^- ' events || fail "$1: an event without a thread"

    # As many of each kind as the program counted.
    while read -r kind count; do
        test "$(how_many "$kind")" = "$count" || fail "$1: $(how_many "$kind") $kind, not $count"
        test "$count" -gt 0 || fail "$1: no $kind was tried"
    done <own
    total=$(awk '$2 != "mark"' events | wc -l)
    grep -qx "end events=$total dropped=0" dump || fail "$1: $(grep '^end' dump), not $total"

    # Each thread's own events in its own order.
    seen=
    for id in 1 2 3 4 5 6 7 8; do
        thread=$(awk -v mark="mark \"thread $id, mark 0\"" 'index($0, mark) { print $1 }' events)
        case " $seen " in *" $thread "*) fail "$1: two threads are $thread" ;; esac
        seen="$seen $thread"
        awk -v thread="$thread" '$1 == thread' events | cut -d' ' -f2- | unshare >traced
        unshare <"log.$id" | diff - traced >difference || fail "$1: thread $id: $(head -n 5 difference)"
    done

    # The shared block's count goes up and down by one: no event came late.
    awk '$2 == "get" && $4 == 0 { count[$3] = 1 }
        $2 ~ /^ref-/ && $4 == 0 {
            count[$3] += $2 == "ref-get" ? 1 : -1
            if ($5 != "count=" count[$3]) { print; exit 1 }
        }' events || fail "$1: the pool saw it in another order"

    # Time does not go back, whichever thread reads the clock.
    awk '$1 ~ /^[0-9]+$/ { if ($1 + 0 < last) { print; exit 1 } last = $1 + 0 }' dump || fail "$1: time goes back"

    # And the report finds nothing that was not so.
    "$stat" report --format json "$1.jmt" >json
    grep -q '"leaks": \[\]' json || fail "$1: a leak"
    grep -q '"refs": \[\]' json || fail "$1: a reference"
}

check open
check init

if test -n "${WITH_TSAN:-}"; then
    TSAN_OPTIONS=halt_on_error=1 "$program" unlocked unlocked.jmt log >/dev/null 2>err &&
        fail "ThreadSanitizer does not notice that the lock is missing"
    grep -q 'WARNING: ThreadSanitizer: data race' err || fail "without the lock: $(cat err)"
fi
