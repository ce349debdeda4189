#!/bin/sh
# SPDX-License-Identifier: MIT
# A session at the terminal: session.txt is its transcript, in which each
# question that junomemstat answers is asked of the demo's trace. Run it again
# and what comes must be the same. JUNO_SESSION=print prints the new transcript.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# What needs Jansson is the last question.
if [ -n "${WITH_JANSSON:-}" ]; then
    cat "$top_srcdir/tests/cli/session.txt" >transcript
else
    sed '/^# And of two devices/,$d' "$top_srcdir/tests/cli/session.txt" >transcript
fi
export COLUMNS=100 LC_ALL=C.UTF-8

junomemstat()
{
    stat "$@"
}

grep -q '^# Is the' transcript || fail "half of the transcript is missing"

# What is asked, in the transcript's order; comments and questions stay as they are.
while IFS= read -r line; do
    case $line in
        '$ '*)
            printf '%s\n' "$line"
            code=0
            eval "${line#??}" 2>&1 </dev/null || code=$?
            test $code = 0 || printf '[exit code %s]\n' $code
            printf '\n'
            ;;
        '#'*) printf '%s\n' "$line" ;;
    esac
done <transcript >again
if [ "${JUNO_SESSION:-}" = print ]; then
    cat again >&2
    exit 0
fi
test "$(grep -c '^\$ ' again)" -ge 15 || fail "the session is too short: $(cat again)"
diff transcript again >difference || fail "the session goes another way: $(cat difference)"
