#!/bin/sh
# SPDX-License-Identifier: MIT
# Pools that a trace names, and of which it says nothing else: no command tells of
# them, and all say of the rest what they would say without them.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! python3 -c 'import struct' 2>/dev/null; then
    echo "python3 is missing"
    exit 77
fi

# trace.jmt in two directories; in `more` with classes for another hundred pools. A gap is in it, and a mark.
cat >make.py <<'END'
import sys
sys.path.insert(0, sys.argv[1])
from jmt_make import *

def trace(more):
    classes = event_class(1, 1 + VALUE, 1, 1, 0) + event_class(2, 3, 1, 1, 0, 0)
    named = b"".join(event_class(number, 1 + VALUE, number, 1, 0) for number in range(10, 10 + more))
    return header_and_pool + \
        packet(4, 2, source(), classes, named, event(1, 5, 0, 8), event(1, 5, 1, 8), mark("begin"), base=100) + \
        packet(4, 3, source(), classes, named, event(1, 5, 2, 8), event(2, 5, 0), dropped=2, base=200) + \
        packet(5, 4, end(4, 2), base=300)

header_and_pool = packet(1, 0, header()) + packet(2, 1, pool())
for name, more in (("less", 0), ("more", 100)):
    with open(name + "/trace.jmt", "wb") as file:
        file.write(trace(more))
with open("begun.jmt", "wb") as file:
    file.write(packet(1, 0, header()) + packet(3, 1, state(7, 1, 1, 3)))
END
mkdir less more
PYTHONDONTWRITEBYTECODE=1 python3 make.py "$top_srcdir/tests"
cmp -s less/trace.jmt more/trace.jmt && fail "the traces are the same"

# same CODE ARGUMENT...: both traces give the same, but for offsets in the trace
same()
{
    for directory in less more; do
        (cd $directory && exits "$@" trace.jmt && sed 's/at byte [0-9,]*/at byte N/; s/"offset": *[0-9]*/"offset": N/' out >sound)
        test -s $directory/sound || fail "$* prints nothing"
    done
    cmp -s less/sound more/sound || fail "$*: $(diff less/sound more/sound)"
}
same 0 report
grep -q 'INCOMPLETE' less/sound || fail "no gap: $(cat less/sound)"
grep -q '^       1    8 B  messages  router.c:33 (produce)$' less/sound || fail "no leak: $(cat less/sound)"
for command in report pools timeline leaks lifetimes 'at --peak messages' 'at --time 3ms'; do
    # shellcheck disable=SC2086 # several words
    same 0 $command --format json
done
same 1 check --max-peak '*=1' --max-leaks 9
same 0 diff ../demo.txt
same 0 dump --from 3ms
same 0 pools --from mark:begin
for format in perfetto collapsed csv jsonl html; do
    same 0 convert --to $format
done

# A pool whose snapshot was begun, but never ended, has no blocks that are known, and no time.
for command in report pools leaks lifetimes refs; do
    exits 0 $command begun.jmt
    grep -q 'INCOMPLETE' out || fail "$command: complete: $(cat out)"
done
exits 0 pools --format json begun.jmt
grep -q '"name": "pool 7", "block_size": null, "length": null, ' out || fail "the pool: $(cat out)"
exits 0 timeline begun.jmt
exits 0 timeline --format csv begun.jmt
test "$(wc -l <out)" = 1 || fail "a time line without time: $(cat out)"
exits 0 convert --to html begun.jmt
exits 0 timeline -q --svg begun.svg begun.jmt
test -s begun.svg || fail "no picture"
