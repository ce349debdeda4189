#!/bin/sh
# SPDX-License-Identifier: MIT
# Eight threads over shared pools (threads.c): no call and no count goes wrong,
# and a handler may call the library, on its own pool too. A handler that is
# called inside the lock must be noticed. Built with ThreadSanitizer
# (WITH_TSAN=yes) it runs THREADS_SECONDS, and a missing lock must be reported.
set -u
program=$top_builddir/tests/guard/threads
seconds=${THREADS_SECONDS:-2}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

if [ -n "${RUN_UNDER:-}" ] || [ -n "${JUNO_BRIEF:-}" ] && [ -z "${WITH_TSAN:-}" ]; then
    echo "left out: make check and make check-threads run it"
    exit 77
fi

# run MODE SECONDS: leaves $log and $status
run()
{
    status=0
    TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" $LIBTOOL --mode=execute "$program" "$1" "$2" >"$log" 2>&1 ||
        status=$?
}

# verdict NAME GOOD
verdict()
{
    if [ "$2" = yes ]; then
        echo "PASS: $1"
    else
        echo "FAIL: $1: exit code $status:"
        head -n 60 "$log"
        failed=1
    fi
}

run locked "$seconds"
good=no
test $status != 0 || good=yes
sed 's/^/    /' "$log"
verdict threads-locked $good

TSAN_OPTIONS=report_mutex_bugs=0 # the program is to notice it
export TSAN_OPTIONS
run inside 1
unset TSAN_OPTIONS
good=no
test $status != 3 || good=yes
verdict threads-handler-inside-the-lock-is-noticed $good

if [ -n "${WITH_TSAN:-}" ]; then
    # Until it is seen, mostly at once: the first report ends the program.
    good=no
    end=$(($(date +%s) + 20))
    while [ $good = no ] && [ "$(date +%s)" -lt $end ]; do
        run unlocked 1
        if [ $status != 0 ] && grep -q 'WARNING: ThreadSanitizer: data race' "$log" && grep -q 'Juno_Memory' "$log"; then
            good=yes
        fi
    done
    verdict threads-missing-lock-is-reported $good
else
    echo "SKIP: threads-missing-lock-is-reported: only ThreadSanitizer knows (make check-threads)"
fi
exit $failed
