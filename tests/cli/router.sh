#!/bin/sh
# SPDX-License-Identifier: MIT
# The report on the router of doc/examples finds both of its faults, by file and line.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

router=$(dirname "$tool")/../doc/examples/router
source=$top_srcdir/doc/examples/router.c
if ! test -x "$router"; then
    echo "the router was not built: it needs the trace recorder"
    exit 77
fi
"$router" demo.jmt >summary || fail "the router exits with $?"

# line TEXT: the number of the only line of the source with this text
line()
{
    grep -nF "$1" "$source" >found
    test "$(wc -l <found)" = 1 || fail "$1 stands in $(wc -l <found) lines"
    cut -d: -f1 found
}

# line_in FUNCTION TEXT: the same within a function
line_in()
{
    awk -v name="$1(" -v text="$2" '
        index($0, name) && !/;$/ { inside = 1 }
        /^}/ { inside = 0 }
        inside && index($0, text) { print NR; exit }' "$source"
}

new_message=$(line 'Juno_MemoryGet(&messages, message')
uplink_take=$(line_in uplink_take 'Juno_MemoryGetRef(')
full=$(line 'Juno_MemoryGet(&buffers')

exits 0 report demo.jmt
grep -q "^  *1  .*  messages  .*router\.c:$new_message (new_message)\$" out || fail "the leak: $(cat out)"
grep -q "^  *2  held  *messages:[0-9#]*  .*router\.c:$uplink_take (uplink_take)\$" out ||
    fail "the reference: $(cat out)"
grep -q "^  *[0-9][0-9]*  full  *buffers  .*router\.c:$full (network_receive)\$" out || fail "the full pool: $(cat out)"
grep -q '^  buffers  *0  *16  *16  ' out || fail "the peak: $(cat out)"
grep -q 'one of:' out && fail "in doubt: $(cat out)"

exits 1 report -q --strict --error-exitcode 1 demo.jmt
exits 0 report --format json demo.jmt
grep -q '"name": "buffers", .*"length": 16, "used": 0, "peak": 16,' out || fail "the peak in JSON: $(cat out)"
