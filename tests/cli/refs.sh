#!/bin/sh
# SPDX-License-Identifier: MIT
# Who is blamed for a reference that was not given back, where one function
# takes it and another gives it back.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# trace: the events on standard input as a trace of one pool of messages
trace()
{
    echo '# JMT text 1'
    echo 'header ticks=1000'
    echo 'pool 1 "messages" size=64 length=4'
    echo '0 attach 1 live=0'
    cat
    echo end
}

# taken BLOCK: a message that a logger and an uplink hold
taken()
{
    echo "1 get 1 $1 size=8 at r.c:10 (make)"
    echo "2 ref-get 1 $1 count=2 at r.c:20 (logger_take)"
    echo "3 ref-get 1 $1 count=3 at r.c:30 (uplink_take)"
}

# blames SITE: that the block's reference is laid to this site, and no other
blames()
{
    exits 0 report --format json blamed.txt
    grep -q '"site": "'"$1"'", "state": "held"' out || fail "not blamed on $1: $(grep held out)"
    exits 0 refs blamed.txt
    grep '  held  ' out | grep -qF "  $1" || fail "refs does not name $1: $(cat out)"
    grep -q 'one of' out && fail "in doubt: $(cat out)"
    return 0
}

# Certain: the function that took it gives it back.
{ taken 0; echo '4 ref-put 1 0 count=2 at r.c:25 (logger_take)'; } | trace >blamed.txt
blames 'r.c:30 (uplink_take)'

# Certain: only one function has taken any.
{
    echo '1 get 1 0 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 0 count=2 at r.c:20 (logger_take)'
    echo '3 ref-get 1 0 count=3 at r.c:20 (logger_take)'
    echo '4 ref-put 1 0 count=2 at r.c:40 (logger_write)'
} | trace >blamed.txt
blames 'r.c:20 (logger_take)'

# Not known: any of them may have given it back.
{ taken 0; echo '4 ref-put 1 0 count=2 at r.c:40 (logger_write)'; } | trace >unknown.txt
exits 0 refs unknown.txt
prints <<'END'
unknown.txt: 1 block with an unbalanced count

By block
  count  state  object        site
      2  held   messages:0#1  one of: r.c:30 (uplink_take),
                                      r.c:20 (logger_take)

By site: references taken less given back, blocks still out
  net  pool      site
   +1  messages  r.c:20 (logger_take)
   +1  messages  r.c:30 (uplink_take)
   -1  messages  r.c:40 (logger_write)
END
exits 0 report --format json unknown.txt
grep -q '"site": "r.c:30 (uplink_take)", "candidates": \["r.c:30 (uplink_take)", "r.c:20 (logger_take)"\]' out ||
    fail "candidates: $(grep held out)"

# Any of the candidates is enough for --site.
exits 0 refs --site logger_take unknown.txt
grep -q 'one of: ' out || fail "a candidate's site does not find it: $(cat out)"

# Learned before: logger_write gave back what logger_take took, where nobody else took any.
{
    echo '1 get 1 1 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 1 count=2 at r.c:20 (logger_take)'
    echo '3 ref-put 1 1 count=1 at r.c:40 (logger_write)'
    echo '4 put 1 1 at r.c:10 (make)'
    taken 0
    echo '4 ref-put 1 0 count=2 at r.c:40 (logger_write)'
} | trace >blamed.txt
blames 'r.c:30 (uplink_take)'

# Learned later.
{
    taken 0
    echo '4 ref-put 1 0 count=2 at r.c:40 (logger_write)'
    echo '5 get 1 1 size=8 at r.c:10 (make)'
    echo '6 ref-get 1 1 count=2 at r.c:20 (logger_take)'
    echo '7 ref-put 1 1 count=1 at r.c:40 (logger_write)'
    echo '8 put 1 1 at r.c:10 (make)'
} | trace >blamed.txt
blames 'r.c:30 (uplink_take)'

# Learned of the uplink only, and so of the logger too: who is left is the one.
{
    echo '1 get 1 1 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 1 count=2 at r.c:30 (uplink_take)'
    echo '3 ref-put 1 1 count=1 at r.c:50 (uplink_send)'
    echo '4 put 1 1 at r.c:10 (make)'
    taken 2
    echo '4 ref-put 1 2 count=2 at r.c:40 (logger_write)'
    echo '5 ref-put 1 2 count=1 at r.c:50 (uplink_send)'
    echo '6 put 1 2 at r.c:10 (make)'
    taken 0
    echo '7 ref-put 1 0 count=2 at r.c:40 (logger_write)'
} | trace >blamed.txt
blames 'r.c:30 (uplink_take)'

# A function that gives back for both teaches nothing.
{
    for who in '20 (logger_take)' '30 (uplink_take)'; do
        echo '1 get 1 1 size=8 at r.c:10 (make)'
        echo "2 ref-get 1 1 count=2 at r.c:$who"
        echo '3 ref-put 1 1 count=1 at r.c:40 (release)'
        echo '4 put 1 1 at r.c:10 (make)'
    done
    taken 0
    echo '5 ref-put 1 0 count=2 at r.c:40 (release)'
} | trace >unknown.txt
exits 0 refs unknown.txt
grep -q 'one of: ' out || fail "no doubt: $(cat out)"

# Where none was given back, all of them hold one.
taken 0 | trace >all.txt
exits 0 report --format json all.txt
grep -q '"holders": \["r.c:30 (uplink_take)", "r.c:20 (logger_take)"\]' out || fail "holders: $(grep held out)"
exits 0 refs all.txt
grep -q '  r.c:30 (uplink_take), r.c:20 (logger_take)$' out || fail "holders: $(cat out)"

# Balanced sites are hidden; --unbalanced off shows all of the run.
{
    taken 0
    echo '4 ref-put 1 0 count=2 at r.c:40 (logger_write)'
    echo '5 ref-put 1 0 count=1 at r.c:50 (uplink_send)'
    echo '6 put 1 0 at r.c:10 (make)'
    taken 1
    echo '4 ref-put 1 1 count=2 at r.c:25 (logger_take)'
    echo '7 failed put 1 2 in-use status=1 at r.c:10 (make)'
    echo '8 failed ref-get 1 3 ref-after-free status=1 at r.c:60 (late)'
} | trace >all.txt
exits 0 refs --unbalanced on all.txt
prints <<'END'
all.txt: 1 block with an unbalanced count, 2 failed calls

By block
  count  state  object        site
      2  held   messages:1#1  r.c:30 (uplink_take)

By site: references taken less given back, blocks still out
  net  pool      site
   +1  messages  r.c:30 (uplink_take)

Reference errors
  calls  cause           pool      site
      1  in-use          messages  r.c:10 (make)
      1  ref-after-free  messages  r.c:60 (late)
END
exits 0 refs --unbalanced=off all.txt
sed -n '/^By site/,/^$/p' out >shown
mv shown out
prints <<'END'
By site: references of all blocks of the run
  net  taken  given back  pool      site
   +1      2           0  messages  r.c:30 (uplink_take)
    0      2           0  messages  r.c:20 (logger_take)
    0      0           1  messages  r.c:25 (logger_take)
    0      0           1  messages  r.c:40 (logger_write)
    0      0           1  messages  r.c:50 (uplink_send)

END
exits 0 refs --unbalanced off --site logger --top 2 --format json all.txt
sed -n '/"balance"/,/left_out/p' out >shown
mv shown out
prints <<'END'
  "balance": [
    {"pool": "messages", "site": "r.c:20 (logger_take)", "net": 0, "taken": 2, "given_back": 0},
    {"pool": "messages", "site": "r.c:25 (logger_take)", "net": 0, "taken": 0, "given_back": 1}
  ],
  "balance_left_out": 1,
END
exits 2 refs --unbalanced maybe all.txt
says 'junomemstat: --unbalanced maybe: not one of on, off'
# Nothing but failed calls is a finding too.
{
    echo '1 get 1 0 size=8 at r.c:10 (make)'
    echo '2 failed ref-put 1 1 unref-at-zero status=1 at r.c:60 (late)'
    echo '3 put 1 0'
} | trace >calls.txt
exits 7 refs --error-exitcode 7 calls.txt
grep -q '^calls.txt: all references are balanced, 1 failed call$' out || fail "the verdict: $(cat out)"

# Functions of one name in two files are two.
{
    echo '1 get 1 0 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 0 count=2 at a.c:1 (hold)'
    echo '3 ref-get 1 0 count=3 at b.c:1 (hold)'
    echo '4 ref-put 1 0 count=2 at a.c:5 (hold)'
} | trace >blamed.txt
blames 'b.c:1 (hold)'

# Two modules whose files have one name look the same, and are said once.
{
    echo '1 get 1 0 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 0 count=2 at /a/libx.so+0x10'
    echo '3 ref-get 1 0 count=3 at /b/libx.so+0x10'
} | trace >blamed.txt
blames 'libx.so+0x10'
grep -q '^   +2  messages  libx.so+0x10$' out || fail "two modules of one name: $(cat out)"

# One that gave back before it took is not the one that it gave back for.
{
    taken 0
    echo '4 ref-put 1 0 count=2 at r.c:40 (both)'
    echo '5 ref-get 1 0 count=3 at r.c:40 (both)'
    echo '6 ref-put 1 0 count=2 at r.c:35 (uplink_take)'
    echo '7 ref-put 1 0 count=1 at r.c:25 (logger_take)'
} | trace >all.txt
exits 0 refs all.txt
prints <<'END'
all.txt: all references are balanced
END

# What is said of no pool is nobody's.
printf '1 ref-get 0 0 count=2 at a.c:1 (hold)\n2 ref-put 0 0 count=1 at a.c:1 (hold)\n' | trace >nobody.txt
exits 0 refs --unbalanced off nobody.txt
prints <<'END'
nobody.txt: all references are balanced
END

# Sites that are suppressed are not among all of the run either.
printf 'ref:*\n' >all.supp
taken 0 | trace >all.txt
exits 0 refs --unbalanced off --suppress all.supp --format json all.txt
grep -q '"balance": \[\]' out || fail "suppressed, and shown: $(cat out)"
