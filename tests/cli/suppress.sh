#!/bin/sh
# SPDX-License-Identifier: MIT
# --suppress and --gen-suppressions: what is known is not complained about.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# A leak, references and calls, each by its own type; the rest stays.
cat >known.supp <<'END'
# What we know.
leak:produce

ref:^route$
error:double-free
leak:never_met
END
exits 0 report --suppress known.supp router.txt
sed -n '1p;/^Leaks/,$p' out >shown
mv shown out
prints <<'END'
router.txt: 1 leaked block, 1 unbalanced reference, 2 failed calls
Leaks
  blocks   bytes  pool     site
       1  1000 B  packets  .../long/path/network.c:1234 (receive_one_packet)

References not balanced
  count  state     object        site
      0  orphaned  messages:3#1  router.c:91 (consume)

Failed calls
  calls  cause  pool      site
      2  full   messages  router.c:33 (produce)

Suppressed
  count  bytes  suppression        line
      2  112 B  leak:produce       known.supp:2
      1      -  ref:^route$        known.supp:4
      1      -  error:double-free  known.supp:5

  one suppression meets nothing here: leak:never_met (known.supp:6)
END
exits 0 leaks --suppress known.supp --format json router.txt
prints <<'END'
{
  "schema": 1,
  "complete": true,
  "leaks": [
    {"pool": "packets", "site": "/home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)", "blocks": 1, "bytes": 1000, "oldest_ns": 1199100000, "youngest_ns": 1199100000, "most_references": 1, "growth": "constant", "fewest_live": [0, 1, 1, 1, 1, 1, 1, 1]}
  ],
  "suppressed": [
    {"type": "leak", "pattern": "produce", "file": "known.supp", "line": 2, "count": 2, "bytes": 112},
    {"type": "leak", "pattern": "never_met", "file": "known.supp", "line": 6, "count": 0, "bytes": 0}
  ]
}
END

# The balance of a suppressed object is not shown either.
exits 0 refs --suppress known.supp router.txt
prints <<'END'
router.txt: 1 block with an unbalanced count

By block
  count  state     object        site
      0  orphaned  messages:3#1  router.c:91 (consume)

By site: references taken less given back, blocks still out
  net  pool      site
   -1  messages  router.c:91 (consume)

Suppressed
  count  bytes  suppression  line
      1      -  ref:^route$  known.supp:4
END

# All of a pool; the first line that fits counts; several files; exit codes heed it.
echo 'pool:mess' >pool.supp
exits 7 report --suppress pool.supp --suppress known.supp --error-exitcode 7 router.txt
grep -q '^router.txt: 1 leaked block$' out || fail "not one leaked block: $(cat out)"
grep -q '^      7  112 B  pool:mess  ' out || fail "the pool is not suppressed: $(cat out)"
exits 0 report --suppress pool.supp --pool messages --error-exitcode 7 router.txt
exits 0 refs --suppress pool.supp -q --error-exitcode 7 router.txt
exits 7 refs -q --error-exitcode 7 router.txt

# Patterns: anywhere, with wildcards and anchors, in the function, the file and the whole site.
# matches YES-OR-NO PATTERN
matches()
{
    printf 'leak:%s\r\n' "$2" >one.supp
    exits 0 leaks --pool messages --suppress one.supp router.txt
    case $1 in
        yes) grep -q '^router.txt: no leaks' out || fail "$2 does not match" ;;
        no) grep -q '^router.txt: 2 leaked blocks' out || fail "$2 matches" ;;
    esac
}
matches yes prod
matches yes 'p*ce'
matches yes '*'
matches yes '^produce$'
matches yes '^router.c$'
matches yes '^router.c:33 (produce)$'
matches yes ':33'
matches yes '^*duce$'
matches yes 'd*e$'
matches no roduct
matches no '^roduce'
matches no 'produc$'
matches no '^router$'
matches yes 'e*d*$x'
matches no 'uc$e'
matches no PRODUCE
matches yes 'o*o'
matches no 'route'[r]

# One of several sites is to blame: all have to be known.
{
    echo '# JMT text 1'
    echo 'pool 1 "messages" size=64 length=4'
    echo '0 attach 1 live=0'
    echo '1 get 1 0 size=8 at r.c:10 (make)'
    echo '2 ref-get 1 0 count=2 at r.c:20 (logger_take)'
    echo '3 ref-get 1 0 count=3 at r.c:30 (uplink_take)'
    echo '4 ref-put 1 0 count=2 at r.c:40 (release)'
    echo '5 failed put 1 1 in-use status=1 at r.c:50 (make)'
    echo end
} >doubt.txt
echo 'ref:uplink_take' >one.supp
exits 7 refs --suppress one.supp --error-exitcode 7 doubt.txt
grep -q '^doubt.txt: 1 block with' out || fail "one of two suppresses: $(cat out)"
echo 'ref:logger_take' >>one.supp
exits 7 refs --suppress one.supp --error-exitcode 7 doubt.txt
grep -q 'all references are balanced' out || fail "both do not suppress: $(cat out)"
grep -q 'r.c:40' out && fail "the balance is still there: $(cat out)"
echo 'error:in-use' >>one.supp
exits 0 refs --suppress one.supp --error-exitcode 7 doubt.txt

# What was found, as lines that suppress it.
exits 0 --gen-suppressions router.txt
prints <<'END'
# 1 block, 1000 B, pool packets, at /home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)
leak:^/home/somebody/projects/a/rather/long/path/network.c:* (receive_one_packet)$
# 2 blocks, 112 B, pool messages, at router.c:33 (produce)
leak:^router.c:* (produce)$
# references not given back, pool messages, at router.c:71 (route)
ref:^router.c:* (route)$
# orphaned, pool messages, at router.c:91 (consume)
ref:^router.c:* (consume)$
# 2 failed calls, pool messages, at router.c:33 (produce)
error:^full at router.c:* (produce)$
# 1 failed call, pool messages, at router.c:99 (retry)
error:^double-free at router.c:* (retry)$
END
exits 0 refs --gen-suppressions doubt.txt
prints <<'END'
# references not given back, pool messages, at r.c:30 (uplink_take)
ref:^r.c:* (uplink_take)$
# references not given back, pool messages, at r.c:20 (logger_take)
ref:^r.c:* (logger_take)$
# 1 failed call, pool messages, at r.c:50 (make)
error:^in-use at r.c:* (make)$
END

exits 2 leaks --gen-suppressions --format json router.txt
says 'junomemstat: --gen-suppressions prints lines of text: leave out --format'

# Names that a pattern cannot hold as they are.
{
    echo '# JMT text 1'
    echo 'pool 1 "a$b" size=64 length=4'
    echo '0 attach 1 live=1'
    printf '1 get 1 0 size=8 at "^a$*\\x0a b.c":10 ("f$1 < g (h)")\n'
    echo '2 ref-get 1 0 count=2 at 0x1234'
    echo '3 get 1 1 size=8'
    echo '4 failed get 1 - full at  c.c:5'
    echo end
} >odd.txt
head -c 60000 demo.txt >cut.txt

# The round trip: nothing is left to complain about, and nothing to generate.
for trace in router.txt demo.txt doubt.txt odd.txt cut.txt whole.jmt; do
    exits 0 report --gen-suppressions -f -o all.supp $trace
    exits 0 report --suppress all.supp --gen-suppressions $trace
    test ! -s out || fail "$trace: still to be suppressed: $(cat out)"
    exits 0 report --suppress all.supp -q --error-exitcode 7 $trace
    exits 0 leaks --suppress all.supp -q --error-exitcode 7 $trace
    exits 0 refs --suppress all.supp -q --error-exitcode 7 $trace
done
exits 7 report -q --error-exitcode 7 odd.txt

# What is wrong with a file is said with its line, before any trace is read.
# refused LINE MESSAGE
refused()
{
    printf '# fine\n%s\n' "$1" >wrong.supp
    exits 2 report --suppress wrong.supp router.txt
    says "junomemstat: $2"
    test ! -s out || fail "a report in spite of: $1"
}
what='write leak:PATTERN, ref:PATTERN, error:PATTERN, pool:PATTERN or # and a comment'
refused 'lek:produce' "wrong.supp:2: not a suppression: lek:produce; $what"
refused 'leak produce' "wrong.supp:2: not a suppression: leak produce; $what"
refused 'leak:' 'wrong.supp:2: leak: needs a pattern; `leak:*` means all'
refused "leak:$(printf '%5000s' x)" 'wrong.supp:2: the line is too long for a suppression'
exits 2 leaks --suppress missing.supp router.txt
says 'junomemstat: missing.supp: No such file or directory'
exits 2 leaks --suppress . router.txt
says 'junomemstat: .: Is a directory'
# The longest line that there may be, its end included, and one that is longer by one.
printf '#%4093s\nleak:produce\n' x >exact.supp
exits 0 leaks --suppress exact.supp router.txt
grep -qx '      2  112 B  leak:produce  exact.supp:2' out || fail "what follows a long line does not count: $(cat out)"
printf '#%4094s\nleak:produce\n' x >longer.supp
exits 2 leaks --suppress longer.supp router.txt
says 'junomemstat: longer.supp:1: the line is too long for a suppression'
exits 2 leaks --suppress '' router.txt
says "junomemstat: --suppress needs a file's name"
exits 2 validate --suppress known.supp router.txt
says 'junomemstat: validate: has no --suppress; try `junomemstat validate --help`'
dd if=/dev/zero of=sparse.supp bs=1 count=0 seek=10G 2>/dev/null
exits 2 leaks --suppress sparse.supp router.txt
says 'junomemstat: sparse.supp:1: the line is too long for a suppression'
# diff leaves them out of both runs, and says how many they were.
printf 'leak:*\n' >leaks.supp
sed '/ get 1 1 /d' router.txt >fewer.txt
for runs in 'router.txt fewer.txt' 'fewer.txt router.txt' 'router.txt router.txt'; do
    exits 0 diff --suppress leaks.supp "${runs% *}" "${runs#* }"
    grep -q '^  [0-9]* findings suppressed before, [0-9]* now$' out || fail "diff $runs: $(cat out)"
    grep -q 'leaked' out && fail "diff $runs: suppressed, and shown: $(cat out)"
done
: >empty.supp
exits 0 leaks --suppress empty.supp router.txt
grep -q 'Suppressed' out && fail "nothing suppresses: $(cat out)"

# Lists are shortened, the heaviest rows stay.
exits 0 report --top 1 router.txt
sed -n '/^Leaks/,$p' out >shown
mv shown out
prints <<'END'
Leaks
  blocks   bytes  pool     site
       1  1000 B  packets  .../long/path/network.c:1234 (receive_one_packet)
  and 1 more

References not balanced
  count  state  object        site
      2  held   messages:0#1  router.c:71 (route)
  and 1 more

Failed calls
  calls  cause  pool      site
      2  full   messages  router.c:33 (produce)
  and 1 more
END
exits 0 refs --top 1 --format json router.txt
grep -q '"refs_left_out": 1' out || fail "no word of what is left out: $(cat out)"
exits 0 report --top 2 router.txt
grep -q 'more' out && fail "left out: $(cat out)"
exits 2 report --top 0 router.txt
says 'junomemstat: --top 0: not a number of rows from 1 on'

# Patterns of sites with characters that mean something to them, or to nobody, and of very long ones.
{
    printf '%s\n' '# JMT text 1' 'pool 1 "a$b\x7f" size=8 length=9' '1 get 1 0 size=8 at a.c:1 (f)' \
        '1 get 1 1 size=8 at a.c:2 (f)' '1 get 1 2 size=8 at "x: y.c":3 (g: h)' \
        '1 get 1 3 size=8 at "d$\x7fe:12.c":3' '1 get 1 4 size=8 at 0x77' '1 get 1 5 size=8 at "\x01:8 ():9":5 (k)'
    awk 'BEGIN { for (i = 0; i < 1100; i++) name = name "n"; print "1 get 1 6 size=8 at " name ".c:5 (f)" }'
    echo '2 ref-get 1 0 count=2 at b.c:7 (h)'
    echo end
} >odd.txt
exits 0 leaks --gen-suppressions -o odd.supp odd.txt
grep -v '^#' odd.supp | sed 's/nnn*/LONG/' | sort >out
prints <<'END'
leak:^*:* ():9:* (k)$
leak:^0x77$
leak:^LONG*
leak:^a.c:* (f)$
leak:^d**e:12.c:3$
leak:^x: y.c:* (g: h)$
END
exits 0 leaks --suppress odd.supp odd.txt
grep -q '^odd.txt: no leaks$' out || fail "a site is not met by the pattern made for it: $(cat out)"
