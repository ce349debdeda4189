#!/bin/sh
# SPDX-License-Identifier: MIT
# dump: the text form, which says the same as what it was made of.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

exits 0 dump whole.jmt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1.0.0" program="router"
pool 1 "messages" size=64 length=4 base=0x20000000
1000 attach 1 live=0
1020 get 1 0 size=48 at router.c:33 (produce)
1025 get 1 1 size=64 at router.c:33 (produce)
1100 ref-get 1 0 count=2 at router.c:71 (route)
1110 ref-put 1 0 count=1 at router.c:90 (consume)
1111 failed get 1 - full size=48 status=3 at router.c:71 (route)
1311 put 1 0 at router.c:90 (consume)
1312 put 1 1 at router.c:90 (consume)
end events=8 dropped=0
END

# Offsets, and bytes that belong to no packet, are those of the file.
comparable()
{
    stat report --format json "$1" | sed -e 's/"offset": [0-9]*/"offset": 0/' \
        -e 's/"corrupt_bytes": [0-9]*/"corrupt_bytes": 0/'
}

# round_trip FILE: the dump's report is the file's, and its dump is itself.
round_trip()
{
    stat dump "$1" >dumped
    comparable "$1" >one
    comparable dumped >other
    diff one other >difference || fail "$1: the dump reports: $(cat difference)"
    stat dump dumped | cmp -s - dumped || fail "$1: the dump's dump differs"
}

round_trip router.txt
round_trip whole.jmt

# A trace cut at any byte after the first packet says the same as its dump.
size=$(wc -c <whole.jmt)
at=54
while test $at -lt "$size"; do
    head -c $at whole.jmt >cut.jmt
    round_trip cut.jmt
    at=$((at + 13))
done

# Without its second packet, without its third.
{ head -c 54 whole.jmt; tail -c +107 whole.jmt; } >holed.jmt
round_trip holed.jmt
{ head -c 106 whole.jmt; tail -c +189 whole.jmt; } >holed.jmt
round_trip holed.jmt

# Addresses stay what they are, and modules are defined where they were, once for each change.
cat >modules.txt <<'END'
# JMT text 1
header ticks=1000000000 pointer=8 version="1" program="app"
module 1 "/usr/bin/app" base=0x1000 size=4096 build-id=ab01
1 get 1 0 size=8 at 0x1010
2 get 1 1 size=8 at 1+0x10
module 2 "/lib/x.so" base=0x1000 size=4096
3 get 1 2 size=8 at 0x1010
module 1 "/usr/bin/app" base=0x1000 size=4096 build-id=ab01
4 get 1 3 size=8 at 0x1010
end events=4
END
exits 0 dump modules.txt
prints <modules.txt
round_trip modules.txt
{ sed '/^end/d' modules.txt; sed -n '/^module 1/{p;q}' modules.txt; echo 'end events=4'; } >repeated.txt
exits 0 dump repeated.txt
prints <modules.txt

# With a line that is not the trace's, and with a name that is all escapes.
printf '# JMT text 1\n1 get 1 0 size=8\nboot ok\n2 put 1 0\nend events=2\n' >foreign.txt
round_trip foreign.txt
{
    printf '# JMT text 1\npool 1 "'
    head -c 20000 /dev/zero | tr '\0' '\1'
    printf '" size=8 length=2\nend\n'
} >long.txt
round_trip long.txt
test "$(sed -n '/^pool/p' dumped | wc -c)" -gt 80000 || fail "the long name is not written as escapes"
exits 0 validate --strict -q dumped

# Everything that the text form can say.
all=$top_srcdir/tests/cli/everything.txt
stat dump "$all" >dumped
diff "$all" dumped >difference || fail "the dump differs: $(cat difference)"
round_trip "$all"

# A block of which the snapshot knows size and count alone was got before the trace, in packets as in text.
printf '# JMT text 1\npool 1 "p" size=64 length=4\nstate 1 0 size=20 count=1\nend\n' >before.txt
exits 0 convert --to jmt -o before.jmt before.txt
round_trip before.jmt
exits 0 leaks --format csv before.txt
grep -q 'before the trace' out || fail "the block's site is not before the trace: $(cat out)"

# One pool only.
exits 0 dump --pool packets router.txt
prints <<'END'
# JMT text 1
header ticks=1000000 pointer=8 version="1.0.0" program="router"
pool 2 "packets" size=1536 length=100 base=0x0
1000 attach 2 live=0
3400 mark "burst over"
5000 get 2 7 size=1000 at /home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)
1204000 get 2 8 size=1500 at net.c:12 (receive)
1204100 put 2 8
end dropped=0
END
exits 7 dump --error-exitcode 7 router.txt -o dumped -f

# A header is written again where it says something else.
printf '%s\n' '# JMT text 1' 'header pointer=4' 'header pointer=4' 'header pointer=8' '7 get 1 0 size=8' \
    'header pointer=8 version="2"' end >heads.txt
exits 0 dump heads.txt
prints <<'END'
# JMT text 1
header ticks=1000000000 pointer=4 version="" program=""
header ticks=1000000000 pointer=8 version="" program=""
7 get 1 0 size=8
header ticks=1000000000 pointer=8 version="2" program=""
end
END
