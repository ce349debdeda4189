#!/bin/sh
# SPDX-License-Identifier: MIT
# Modules whose notes, paths or places are odd: each is named as it is, and none for another.
. "$top_srcdir/tests/scratch.sh"

program=$build/tests/modules_program

# module FILE FLAG...: a plugin like that of trace_modules.sh, with $notes and so many $words of its own
notes='' words=16
module()
{
    file=$1
    shift
    {
        printf '#include <stddef.h>\n%s\n' "$notes"
        printf 'int plugin(int (*get)(void *, void *, size_t), void *pool) {'
        printf ' static size_t memory[%d]; return' $words
        printf ' get(pool, memory, sizeof(long)) != 0; }\n'
    } >plugin.c
    # shellcheck disable=SC2086
    $CC $CFLAGS -O1 -fPIC -shared "$@" -o "$file" plugin.c 2>compiled || {
        echo "$CC makes no such shared libraries: $(cat compiled)"
        exit 77
    }
}

# says FILE WHAT: that the newest dump has the module, each time with this at its line's end
says()
{
    grep "^module [0-9]* \".*$1\" " dump >lines || fail "no $1: $(grep '^module' dump)"
    if grep -v " base=0x[0-9a-f]* size=[0-9]*$2\$" lines; then
        fail "$1 has not '$2'"
    fi
}

# recorded ARGUMENT...: what the program records with these arguments, in dump
recorded()
{
    "$program" trace.jmt "$@" || fail "modules_program $*: exit code $?"
    "$stat" validate --strict trace.jmt >/dev/null || fail "$*: not complete"
    "$stat" dump trace.jmt >dump
}

# Notes of others and of no known kind, one that says to be longer than all notes, and ids as long as nobody's.
note()
{
    printf '__asm__(".section %s,\\"a\\",%%note\\n.balign 4\\n%s\\n.previous");' "$1" "$2"
}
module none.so -Wl,--build-id=none
module long.so -Wl,--build-id=0x"$(printf '%080d' 7)"
notes=$(note odd_notes '.long 8,4,3\n.asciz \"VENDORS\"\n.long 1\n.long 4,4,3\n.asciz \"XYZ\"\n.long 2\n.long 4,4,99\n.asciz \"GNU\"\n.long 3')
module vendor.so -Wl,--build-id=none
notes=$(note odd_notes '.long 4000,4,3\n.asciz \"GNU\"\n.long 4')
module name.so -Wl,--build-id=none
notes=$(note odd_notes '.long 4,4000,3\n.asciz \"GNU\"\n.long 5')
module text.so -Wl,--build-id=none
notes=$(note .rodata.notes '.long 4,4,3\n.asciz \"GNU\"\n.long 6')
module second.so -Wl,--build-id=0xab01
recorded ./none.so ./long.so ./vendor.so ./name.so ./text.so ./second.so
for file in none long vendor name text; do
    says ./$file.so ''
done
says ./second.so ' build-id=ab01'

# Those that come where another was, and differ from it in one thing only, are others; one that is the same is not.
notes=
mkdir one two longer
module one/same.so -Wl,--build-id=0xab02
cp one/same.so two/same.so
cp one/same.so longer/same.so
module two/same_id.so -Wl,--build-id=0xab03
module one/same_id.so -Wl,--build-id=0xab
words=17
module two/same_on.so -Wl,--build-id=0xab03
recorded ./one/same.so ./two/same.so ./longer/same.so ./two/same_id.so ./one/same_id.so ./two/same_on.so ./one/same.so
for file in one/same two/same longer/same; do
    says ./$file.so ' build-id=ab02'
done
says ./two/same_id.so ' build-id=ab03'
says ./one/same_id.so ' build-id=ab'
says ./two/same_on.so ' build-id=ab03'
# From where the process stands, which may be gone, or so deep that the whole path is longer than paths are.
mkdir gone
if (cd gone && rmdir ../gone && test -e ../one/same.so && "$program" "$dir/gone.jmt" ../one/same.so) 2>/dev/null; then
    "$stat" dump gone.jmt >dump
    grep -q '^module [0-9]* "../one/same.so" ' dump || fail "from nowhere: $(cat dump)"
fi
deep=$(printf '%0250d' 0)
(
    left=$(((4080 - ${#dir}) / 251))
    while [ $left -gt 0 ]; do
        mkdir "$deep" && cd -P "$deep"
        left=$((left - 1))
    done
    cp "$dir/one/same.so" .
    "$program" "$dir/deep.jmt" "$(printf '%0120d' 0 | sed 's#0#./#g')same.so"
) || fail "a program that stands deep: exit code $?"
"$stat" dump deep.jmt >dump
grep -q '^module [0-9]* "\./[./]*same\.so" .* build-id=ab02$' dump || fail "deep: $(cat dump)"

# More and longer paths than are expected.
long=$dir/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep
preload=''
for i in 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
    cp one/same.so "$long/$i.so"
    preload=$preload${preload:+:}$long/$i.so
done
LD_PRELOAD=$preload "$program" long.jmt ./one/same.so || fail "many long paths: exit code $?"
"$stat" dump long.jmt >dump
test "$(grep -c '^module [0-9]* "'"$long"'/[0-9]*\.so" .* build-id=ab02$' dump)" = 20 ||
    fail "not all modules with long paths: $(cut -c 1-40 dump)"
says ./one/same.so ' build-id=ab02'

# Notes that are not in memory, or not all of them, as the program headers have it, are not read.
if python3 - one/same.so <<'END_PYTHON'
import struct
import sys

with open(sys.argv[1], "rb") as file:
    module = file.read()
if module[:6] != b"\x7fELF\2\1":
    sys.exit(1)  # of another kind
at, = struct.unpack_from("<Q", module, 32)
size, count = struct.unpack_from("<HH", module, 54)
heads = range(at, at + size * count, size)
kind = lambda head: struct.unpack_from("<I", module, head)[0]
note = next(head for head in heads if kind(head) == 4)
last = [head for head in heads if kind(head) == 1][-1]
address, file_size, memory_size = (struct.unpack_from("<Q", module, last + field)[0] for field in (16, 32, 40))
for name, where, length in (("nowhere", 1 << 40, 36), ("behind", address + file_size + 1, 36),
                            ("across", address + file_size - 8, 36), ("whole", 0, 1 << 40)):
    changed = bytearray(module)
    struct.pack_into("<Q", changed, note + 16, where)
    struct.pack_into("<Q", changed, note + 40, length)
    with open(name + ".so", "wb") as file:
        file.write(changed)
END_PYTHON
then
    recorded ./nowhere.so ./behind.so ./across.so ./whole.so
    for file in nowhere behind across whole; do
        says ./$file.so ''
    done
fi

# A program that is deleted while it runs is named as it was.
own=$program
test ! -x "${program%/*}/.libs/${program##*/}" || own=${program%/*}/.libs/${program##*/}
LD_LIBRARY_PATH=$build/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
mkfifo pipe
cp "$own" short_lived
./short_lived pipe &
until readlink /proc/$!/exe | grep -q short_lived; do
    kill -0 $! || fail 'the program ends before anybody reads its trace'
done
rm short_lived
cat pipe >deleted.jmt
wait $! || fail "a program that is deleted: exit code $?"
"$stat" dump deleted.jmt >dump
grep -q '^module 1 ".*/short_lived" ' dump || fail "a program that is deleted: $(cat dump)"
