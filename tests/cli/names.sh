#!/bin/sh
# SPDX-License-Identifier: MIT
# Pools whose names are nothing, hold what a format is written with, or look like what the tool
# itself makes of names that stand twice: each keeps its own figures wherever it is named.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

cat >names.txt <<'END'
# JMT text 1
header ticks=1000000000 pointer=4 version="1" program="names"
pool 1 "" size=8 length=4
pool 2 "a\"b, c" size=8 length=4
pool 3 "none" size=8 length=4
pool 4 "x [2]" size=8 length=4
pool 5 "x" size=8 length=4
pool 6 "x" size=8 length=4
1 get 1 0 size=1
2 get 2 0 size=2
3 get 3 0 size=3
4 get 4 0 size=4
5 get 5 0 size=5
6 get 6 0 size=6
7 put 6 0
end
END
exits 0 pools --format csv names.txt
cut -d, -f2-5 out >shown
mv shown out
prints <<'END'
pool,block_size,length,used
,8,4,1
"a""b, c",8,4
none,8,4,1
x [2],8,4,1
x [1],8,4,1
x [2],8,4,0
END

# --pool takes a name, or what is shown for one that stands twice.
used()
{
    exits 0 pools --pool "$1" --format csv names.txt
    test "$(sed 1d out | cut -d, -f2,5 | paste -s -d ' ' -)" = "$2" || fail "--pool '$1': $(cat out)"
}
used '' ',1'
used none 'none,1'
used 'x [1]' 'x [1],1'
used 'x [2]' 'x [2],1 x [2],0'
used x 'x [1],1 x [2],0'

# In CTF no two numbers of the enumeration have one name.
exits 0 convert --to ctf -o names.ctf names.txt
sed -n '/^enum pool : /,/^}/p' names.ctf/metadata >out
prints <<'END'
enum pool : uint32_t {
    "none" = 0,
    " #1" = 1,
    "a\"b, c" = 2,
    "none #3" = 3,
    "x [2]" = 4,
    "x [1]" = 5,
    "x [2] #6" = 6
};
END

# A trace in a file whose name is one word is read like any other, where no command has it.
cp names.txt plain
exits 0 plain
grep -q '^plain: 5 leaked blocks$' out || fail "a file of one word: $(cat out)"
exits 2 refs --format csv plain
says 'junomemstat: refs: has no --format csv; it has text, json'

# A pool of blocks larger than memory can be: what changes is weighed as much as there are numbers for.
printf '# JMT text 1\npool 1 "p" size=18446744073709551615 length=4\n1 get 1 0 size=1 at a.c:1\nend\n' >one.txt
sed 's/^end/2 get 1 1 size=1 at a.c:1\n3 get 1 2 size=1 at a.c:1\nend/' one.txt >three.txt
exits 0 diff one.txt three.txt
sed -n '/^Worse/,/^$/p' out >shown
mv shown out
prints <<'END'
Worse
  what           before  now  change  pool  site
  leaked blocks       1    3      +2  p     a.c:1
  peak                1    3      +2  p

END
