#!/bin/sh
# SPDX-License-Identifier: MIT
# What changed between two runs.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# Nothing, and that in one line; a line of code that moved within its function is nothing.
exits 0 diff --fail-on-change router.txt router.txt
prints <<'END'
router.txt -> router.txt: no change
END
sed 's/router.c:33 /router.c:35 /; s/router.c:71 /router.c:1071 /' router.txt >moved.txt
exits 0 diff --fail-on-change router.txt moved.txt
prints <<'END'
router.txt -> moved.txt: no change
END

# The worse first: errors, failed gets, leaks, references, peaks, each the heaviest first.
exits 0 diff router.txt demo.txt
prints <<'END'
router.txt -> demo.txt: 4 worse, 6 better, 8 other changes

Worse
  what              before  now  change  pool      site
  failed gets            0   14     +14  buffers   .../router.c:276 (network_...
  leaked blocks          0    1      +1  messages  .../router.c:196 (new_mess...
  unbalanced: held       0    1      +1  messages  .../router.c:118 (uplink_t...
  peak                   4   26     +22  messages

Better
  what                  before  now  change  pool      site
  error: double-free         1    0      -1  messages  router.c:99 (retry)
  failed gets                2    0      -2  messages  router.c:33 (produce)
  leaked blocks              1    0      -1  packets   .../network.c:1234 (re...
  leaked blocks              2    0      -2  messages  router.c:33 (produce)
  unbalanced: held           1    0      -1  messages  router.c:71 (route)
  unbalanced: orphaned       1    0      -1  messages  router.c:91 (consume)

Changed, neither better nor worse
  what      before     now   change  pool
  pool           -   there      new  buffers
  pool       there       -     gone  packets
  pool           -   there      new  sessions
  length         4      48      +44  messages
  gets           4     415     +411  messages
  events        18   2,452   +2,434
  gets/s       3.3  10,583  +>999 %  messages
  events/s    15.0  62,531  +>999 %
END

# A leaked block of 1536 bytes weighs more than two of 64: as bytes, not by their number.
cat >before.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "small" size=64 length=8
pool 2 "large" size=1536 length=8
0 attach 1 live=0
0 attach 2 live=0
1000 get 1 0 size=8 at a.c:1 (f)
2000 put 1 0
end
END
cat >after.txt <<'END'
# JMT text 1
header ticks=1000
pool 1 "small" size=64 length=8
pool 2 "large" size=1536 length=8
0 attach 1 live=0
0 attach 2 live=0
1000 get 1 0 size=8 at a.c:1 (f)
1100 get 1 1 size=8 at a.c:2 (f)
1200 get 2 0 size=8 at a.c:3 (g)
2000 ref-get 2 0 count=2 at a.c:3 (g)
end
END
exits 0 diff before.txt after.txt
prints <<'END'
before.txt -> after.txt: 5 worse, 6 other changes

Worse
  what              before  now  change  pool   site
  leaked blocks          0    1      +1  large  a.c:3 (g)
  leaked blocks          0    2      +2  small  a.c (f)
  unbalanced: held       0    1      +1  large  a.c:3 (g)
  peak                   0    1      +1  large
  peak                   1    2      +1  small

Changed, neither better nor worse
  what      before  now  change  pool
  gets           0    1      +1  large
  gets           1    2      +1  small
  events         4    6      +2
  gets/s       0.0  0.5    +0.5  large
  gets/s       0.5  1.0  +100 %  small
  events/s     2.0  3.0   +50 %
END

# Less of each, by --pool, --site and --top.
exits 0 diff --pool large before.txt after.txt
test "$(grep -c small out)" = 0 || fail "another pool: $(cat out)"
grep -q '^  leaked blocks .*large' out || fail "not this pool: $(cat out)"
exits 0 diff --site '(f)' before.txt after.txt
grep -q '(g)' out && fail "another site: $(cat out)"
grep -q 'a.c (f)$' out || fail "not this site: $(cat out)"
exits 0 diff --top 1 before.txt after.txt
test "$(grep -c '^  and [45] more$' out)" = 2 || fail "not cut: $(cat out)"
grep -qx '  leaked blocks       0    1      +1  large  a.c:3 (g)' out || fail "not the heaviest: $(cat out)"
exits 0 diff --until 1.15s after.txt after.txt
prints <<'END'
after.txt -> after.txt: no change
END

printf 'leak:(f)\nref:(g)\n' >known.supp
exits 0 diff --suppress known.supp before.txt after.txt
grep -qx '  0 findings suppressed before, 3 now' out || fail "no word of what is suppressed: $(cat out)"
grep -q '(f)\|held' out && fail "not suppressed: $(cat out)"

# Exit codes: nothing matters, a change does. Times do not: they are never the same twice.
exits 1 diff -q --fail-on-change before.txt after.txt
test ! -s out || fail "quiet, but prints $(cat out)"
exits 7 diff -q --error-exitcode 7 before.txt after.txt
exits 7 diff -q --error-exitcode 7 --fail-on-change before.txt after.txt
sed 's/^2000 put/4000 put/' before.txt >slower.txt
exits 0 diff --fail-on-change before.txt slower.txt
prints <<'END'
before.txt -> slower.txt: 2 other changes

Changed, neither better nor worse
  what      before  now  change  pool
  gets/s       0.5  0.3   -50 %  small
  events/s     2.0  1.0   -50 %
END
sed 's/^2000 put/2100 put/' before.txt >slower.txt
exits 0 diff before.txt slower.txt
prints <<'END'
before.txt -> slower.txt: no change
END
sed 's/ticks=1000/ticks=0/' before.txt >timeless.txt
exits 0 diff before.txt timeless.txt
grep -qx '  one of the two has no clock: rates are not compared' out || fail "no word of the clock: $(cat out)"

# Where events are missing, what changed is a question.
grep -v '^end' after.txt >cut.txt
exits 0 diff before.txt cut.txt
prints <<'END'
before.txt -> cut.txt: INCOMPLETE: 2 worse (2 certainly), 6 other changes
  now: cut.txt: incomplete: at byte 270: the end is missing

Worse
  what  before  now  change  pool
  peak       0  1-8      +1  large
  peak       1  2-8      +1  small

Changed, neither better nor worse
  what      before   now   change  pool
  gets           0    1+       +1  large
  gets           1    2+       +1  small
  events         4    6+       +2
  gets/s       0.0  0.5?    +0.5?  large
  gets/s       0.5  1.0?  +100 %?  small
  events/s     2.0  3.0?   +50 %?
END
exits 3 diff -q --strict before.txt cut.txt
says 'junomemstat: cut.txt: incomplete: at byte 270: the end is missing'
exits 0 diff cut.txt after.txt
grep -qx 'cut.txt -> after.txt: INCOMPLETE: 3 worse (0 certainly)' out || fail "certain of what a gap hides: $(cat out)"
grep -qx '  leaked blocks        0-8    1     +1?  large  a.c:3 (g)' out || fail "a leak that may be old: $(cat out)"
exits 0 diff cut.txt cut.txt
prints <<'END'
cut.txt -> cut.txt: INCOMPLETE: no change in what there is
  before: cut.txt: incomplete: at byte 270: the end is missing
  now: cut.txt: incomplete: at byte 270: the end is missing
END

# A block whose get a gap hides may be any site's: it is no new leak, and no less of an old one.
sed '8,9d; 7s/.*/gap packets=1/' router.txt >holed.txt
exits 0 diff --pool messages router.txt holed.txt
grep -q ': INCOMPLETE: 2 worse (0 certainly), 2 better (0 certainly), 2$' out ||
    fail "certain of whose the block is: $(cat out)"
grep -qx '  leaked blocks          0  1 (0-2)     +1?  messages  unknown' out || fail "whose block? $(cat out)"
grep -qx '  leaked blocks          2  1-2     -1?  messages  router.c:33 (produce)' out || fail "whose block? $(cat out)"
exits 0 check --baseline router.txt --pool messages holed.txt
grep -q '^  unsure  baseline: leaks ' out || fail "a leak of an unknown site fails: $(cat out)"

# As JSON.
exits 0 diff --format json --top 1 before.txt after.txt
prints <<'END'
{
  "schema": 1,
  "before": {
    "trace": "before.txt",
    "complete": true
  },
  "after": {
    "trace": "after.txt",
    "complete": true
  },
  "worse": [
    {"what": "leaks", "pool": "large", "site": "a.c:3 (g)", "before": 0, "after": 1, "sure": true}
  ],
  "better": [],
  "changed": [
    {"what": "gets", "pool": "large", "before": 0, "after": 1, "sure": true}
  ],
  "left_out": 9
}
END
exits 0 diff --format json before.txt cut.txt
grep -qF '{"what": "peak", "pool": "large", "before": 0, "after": 1, "after_min": 1, "after_max": 8, "sure": true}' out ||
    fail "ranges: $(cat out)"
exits 0 diff -o kept --format json before.txt after.txt
exits 2 diff -o kept before.txt after.txt
says 'junomemstat: kept: exists already; -f overwrites it'

# What cannot be compared.
exits 2 diff router.txt
says 'junomemstat: diff: compares two traces, BEFORE and AFTER, not 1'
exits 2 diff router.txt router.txt router.txt
says 'junomemstat: diff: compares two traces, BEFORE and AFTER, not 3'
exits 2 diff router.txt missing.txt
says 'junomemstat: missing.txt: No such file or directory'
: >empty
exits 2 diff empty router.txt
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"
exits 0 diff --pool buffers router.txt demo.txt
exits 2 diff --pool nope router.txt demo.txt
says 'junomemstat: diff: no pool "nope" in either trace; report shows those there are'
exits 0 diff --site network_receive router.txt demo.txt
exits 2 diff --site nope router.txt demo.txt
says 'junomemstat: diff: no site with "nope" in either trace; dump shows the sites of all calls'
exits 2 report --fail-on-change router.txt
says 'junomemstat: report: has no --fail-on-change; try `junomemstat report --help`'
exits 0 diff - router.txt <router.txt
grep -qx 'standard input -> router.txt: no change' out || fail "standard input: $(cat out)"

# Of several pools with one name each may be asked for; what either trace has is enough.
printf '%s\n' '# JMT text 1' 'pool 1 "x" size=8 length=4' 'pool 2 "x" size=8 length=4' 'pool 3 "y" size=8 length=4' \
    '7 get 2 0 size=8' end >names.txt
for pool in x 'x [2]' y; do
    exits 0 diff --pool "$pool" names.txt router.txt
    grep -qF "(only pool \"$pool\")" out || fail "$pool: $(cat out)"
done
exits 2 diff --pool z names.txt router.txt
says 'junomemstat: diff: no pool "z" in either trace; report shows those there are'
