#!/bin/sh
# SPDX-License-Identifier: MIT
# Names of addresses: by --elf, by --sysroot, and from the recorded file in its
# place; inlined frames; and one line for each file that is not the right one.
# shellcheck disable=SC2238 # a file has the name of a command
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if [ -z "${WITH_LIBDW:-}" ]; then
    echo "junomemstat was built without libdw"
    exit 77
fi
for program in objcopy strip; do
    command -v $program >/dev/null || {
        echo "no $program"
        exit 77
    }
done
CC=${CC:-cc}
NM=${NM:-nm}
id=00112233445566778899aabbccddeeff00112233
other=ffeeddccbbaa99887766554433221100ffeeddcc

# The labels behind the calls are their return addresses.
mkdir src
cat >src/inner.h <<'END'
void call(void);

static inline __attribute__((always_inline)) void inner(void)
{
    call();
    __asm__ volatile(".globl in_inner\nin_inner:");
}

static inline __attribute__((always_inline)) void middle(void)
{
    inner();
}
END
cat >src/app.c <<'END'
#include "inner.h"

__attribute__((noinline)) void call(void)
{
    __asm__ volatile("");
}

static __attribute__((noinline)) void outer(void)
{
    middle();
}

static __attribute__((noinline)) void plain(void)
{
    call(); __asm__ volatile(".globl one\none:"); call(); __asm__ volatile(".globl two\ntwo:");
    call(); __asm__ volatile(".globl later\nlater:");
}

int main(void)
{
    outer();
    plain();
    return 0;
}
END

# compiled PROGRAM FLAG...: not with the user's flags, which may strip, or add calls
compiled()
{
    program=$1
    shift
    $CC -O2 src/app.c -o "$program" "$@" || {
        echo "$CC cannot make a program with $*"
        exit 77
    }
}

# at PROGRAM LABEL [BASE]: the label's address, where the program is loaded at BASE
at()
{
    printf '0x%x\n' $((0x$($NM "$1" | sed -n "s/^\([0-9a-f]*\) . $2\$/\1/p") + ${3:-0}))
}

# trace MODULE-LINE ADDRESS...: one that leaks a block at each address
trace()
{
    echo '# JMT text 1'
    echo "$1"
    shift
    block=0
    for address; do
        echo "1 get 1 $block size=8 at $address"
        block=$((block + 1))
    done
    echo end
}

# names SITE TRACE OPTION...: that the leaks are of this site alone, in JSON and, if short, as text
names()
{
    site=$1
    shift
    exits 0 report --format json "$@"
    sed -n '/"leaks"/,/\]/s/.*"site": "\(.*\)", "blocks.*/\1/p' out >sites
    echo "$site" | cmp -s - sites || fail "$* names $(cat sites), not $site"
    exits 0 leaks "$@"
    test ${#site} -gt 30 || grep -qF "  $site" out || fail "$* prints no $site: $(cat out)"
}

# silent: that the run before said nothing
silent()
{
    test ! -s err || fail "says: $(cat err)"
}

base=0x7f0012340000
compiled app -g -fPIE -pie -Wl,--build-id=0x$id
module="module 1 \"$dir/app\" base=$base size=65536 build-id=$id"
offset=$(at app one)

# The recorded file, in its place, is used where it is the one.
trace "$module" "$(at app one $base)" >one.txt
names 'src/app.c:15 (plain)' one.txt
silent
trace "$module" "1+$offset" >relative.txt
names 'src/app.c:15 (plain)' relative.txt

# Inlined frames are named too, from the inside out.
trace "$module" "$(at app in_inner $base)" >inner.txt
inlined='src/inner.h:5 (inner) < src/inner.h:11 (middle) < src/app.c:10 (outer)'
names "$inlined" inner.txt
exits 0 leaks --site middle inner.txt

# Two addresses in one line are one site: of leaks, of failed calls, of references.
trace "$module" "$(at app one $base)" "$(at app two $base)" >both.txt
names 'src/app.c:15 (plain)' both.txt
exits 0 leaks both.txt
grep -q '^ *2  *16 B  .*src/app.c:15 (plain)$' out || fail "not merged: $(cat out)"
{
    trace "$module" | sed '/^end/d'
    echo "1 failed get 1 - full size=8 at $(at app one $base)"
    echo "2 failed get 1 - full size=8 at $(at app two $base)"
    echo "3 failed get 1 - full size=8 at $(at app two $base)"
    echo end
} >failed.txt
exits 0 report failed.txt
grep -q '^ *3  full  .*src/app.c:15 (plain)$' out || fail "failed calls are not merged: $(cat out)"
{
    trace "$module" | sed '/^end/d'
    echo '1 get 1 0 size=8 at m.c:1 (make)'
    echo "2 ref-get 1 0 count=2 at $(at app one $base)"
    echo "3 ref-get 1 0 count=3 at $(at app in_inner $base)"
    echo "4 ref-put 1 0 count=2 at $(at app later $base)"
    echo end
} >refs.txt
exits 0 report --format json refs.txt
grep -qF '"site": "'"$inlined"'", "state": "held"' out || fail "references do not pair by function: $(cat out)"

# dump says what the trace says.
exits 0 dump one.txt
grep -q "^1 get 1 0 size=8 at $(at app one $base)\$" out || fail "dump: $(cat out)"
exits 2 dump --elf app one.txt
says 'junomemstat: dump: has no --elf; try `junomemstat dump --help`'
exits 2 validate --sysroot . one.txt
says 'junomemstat: validate: has no --sysroot; try `junomemstat validate --help`'

# An address outside of all modules stays an address.
trace "$module" 0x1234 >outside.txt
names 0x1234 outside.txt --elf app
silent

# Whatever its name, the file with the build-id is the one.
mv app renamed
names "app+$offset" one.txt
silent
names 'src/app.c:15 (plain)' one.txt --elf renamed
silent

# Not the one: said, and not used.
compiled app -g -fPIE -pie -Wl,--build-id=0x$other
names "app+$offset" one.txt
silent
names "app+$offset" one.txt --elf app
says "junomemstat: --elf app: its build-id is $other, that of the recorded file $id; give the file that ran"
mv app stranger
names "app+$offset" one.txt --elf stranger
says "junomemstat: --elf stranger: not in the trace: no module has its build-id $other; see the dump"
compiled anonymous -g -fPIE -pie -Wl,--build-id=none
names "app+$offset" one.txt --elf anonymous
says 'junomemstat: --elf anonymous: has no build-id, so it cannot be known as a file of the trace; link with --build-id'

# Without a build-id on either side the name decides, and that is said.
trace "module 1 \"/there/anonymous\" base=$base size=65536" "$(at anonymous one $base)" >anonymous.txt
names "anonymous+$(at anonymous one)" anonymous.txt
names 'src/app.c:15 (plain)' anonymous.txt --elf anonymous
says 'junomemstat: --elf anonymous: taken unchecked: neither it nor the recorded file has a build-id'

# Under a system root: by its path, where the build-id agrees.
trace "module 1 \"/opt/my app/app\" base=$base size=65536 build-id=$id" "$(at renamed one $base)" >rooted.txt
mkdir -p 'root/opt/my app'
names "app+$offset" rooted.txt --sysroot root
says "junomemstat: --sysroot root: neither /opt/my app/app nor its debug information, build-id $id; addresses in it have no names"
cp stranger 'root/opt/my app/app'
names "app+$offset" rooted.txt --sysroot root
says "junomemstat: root/opt/my app/app: its build-id is $other, that of the recorded /opt/my app/app $id; addresses in it have no names"
cp renamed 'root/opt/my app/app'
names 'src/app.c:15 (plain)' rooted.txt --sysroot root
silent

# Debug information that was split off: given itself, or by build-id under the root.
objcopy --only-keep-debug renamed app.debug
strip -o stripped renamed
names 'src/app.c:15 (plain)' rooted.txt --elf app.debug
silent
names "$inlined" inner.txt --elf app.debug
names 'src/app.c:15 (plain)' rooted.txt --elf stripped --elf app.debug
silent
debug=root/usr/lib/debug/.build-id/$(echo $id | cut -c 1-2)/$(echo $id | cut -c 3-).debug
mkdir -p "$(dirname "$debug")"
cp app.debug "$debug"
rm 'root/opt/my app/app'
names 'src/app.c:15 (plain)' rooted.txt --sysroot root
silent
cp stripped 'root/opt/my app/app'
names 'src/app.c:15 (plain)' rooted.txt --sysroot root
silent
rm -r root/usr
# Or beside the file, by its link.
cp app.debug 'root/opt/my app'
(cd 'root/opt/my app' && objcopy --add-gnu-debuglink=app.debug app)
names 'src/app.c:15 (plain)' rooted.txt --sysroot root
silent

# Without debug information there are functions only, without symbols nothing, and that is said.
objcopy -g renamed symbols
names "app+$offset (plain)" rooted.txt --elf symbols
says 'junomemstat: symbols: no debug information, so functions only, from its symbols; compile with -g'
compiled nothing -static -s -Wl,--build-id=0x$id
names "app+$offset" rooted.txt --elf nothing
says 'junomemstat: nothing: neither debug information nor symbols, so no names; compile with -g and do not strip it'

# What is no program at all is refused, whether it is needed or not.
exits 2 report --elf missing one.txt
says 'junomemstat: --elf missing: No such file or directory'
exits 2 report --elf one.txt one.txt
says 'junomemstat: --elf one.txt: not an ELF file, or a damaged one'
exits 2 report --elf . one.txt
says 'junomemstat: --elf .: not a regular file'
head -c 40 renamed >cut
exits 2 report --elf cut one.txt
says 'junomemstat: --elf cut: not an ELF file, or a damaged one'
$CC -c src/app.c -o app.o
exits 2 report --elf app.o one.txt
says 'junomemstat: --elf app.o: neither an executable nor a shared library'
exits 2 report --sysroot '' one.txt
says 'junomemstat: --sysroot needs a directory'
exits 2 report --sysroot missing one.txt
says 'junomemstat: --sysroot missing: No such file or directory'
exits 2 report --sysroot one.txt one.txt
says 'junomemstat: --sysroot one.txt: Not a directory'
mkfifo pipe
trace "module 1 \"$dir/pipe\" base=$base size=65536 build-id=$id" "$(at renamed one $base)" >pipe.txt
names "pipe+$offset" pipe.txt
silent

# Without modules the addresses are those of the given program, which must have a fixed place.
compiled fixed -g -no-pie
trace '' "$(at fixed one)" "$(at fixed two)" >fixed.txt
names 'src/app.c:15 (plain)' fixed.txt --elf fixed
silent
names "$(at fixed one)
$(at fixed two)" fixed.txt --elf renamed
says 'junomemstat: --elf renamed: can be loaded anywhere, and the trace does not say where it was: its addresses have no names'
trace '' 0x10 >low.txt
names 0x10 low.txt --elf fixed
says 'junomemstat: --elf fixed: no address of the trace lies in its code; give the file that ran'
trace '' 'app.c:3 (f)' >sourced.txt
names 'app.c:3 (f)' sourced.txt --elf fixed
silent

# Several traces, one file.
exits 0 leaks one.txt inner.txt --elf renamed
{ grep -q 'app.c:15' out && grep -q 'inner.h:5 (inner)' out; } || fail "two traces: $(cat out)"

# Of several files given, those that cannot be it are passed over; a namesake with a build-id is another one.
cp anonymous unnamed
names 'src/app.c:15 (plain)' anonymous.txt --elf app.debug --elf unnamed --elf anonymous
grep -q '^junomemstat: --elf anonymous: taken unchecked: ' err || fail "which of three: $(cat err)"
compiled other.debug -g -fPIE -pie -Wl,--build-id=0x$other
trace "module 1 \"/there/other\" base=$base size=65536" "$(at other.debug one $base)" >other.txt
names "other+$(at other.debug one)" other.txt --elf other.debug
says "junomemstat: --elf other.debug: its build-id is $other, that of the recorded file not known; give the file that ran"

# Under a system root: no build-id, and paths that are none.
names "anonymous+$(at anonymous one)" anonymous.txt --sysroot root
says 'junomemstat: /there/anonymous: recorded without a build-id, so no file can be known as its own; see --elf'
for path in '' 'opt/my app/app' '/opt\x00/app'; do
    trace "module 1 \"$path\" base=$base size=65536 build-id=$other" "$(at app.debug one $base)" >path.txt
    exits 0 leaks path.txt --sysroot root
    grep -q '^junomemstat: --sysroot root: neither .* nor its debug information, build-id ' err || fail "$path: $(cat err)"
done

# Addresses beyond a program's code, and those that a root's file does not decide.
trace '' 0x7ffffffffff0 >high.txt
names 0x7ffffffffff0 high.txt --elf fixed
says 'junomemstat: --elf fixed: no address of the trace lies in its code; give the file that ran'

# What lacks names is said once, and of a file that was found in its place not at all.
trace "module 1 \"/opt/app\" base=$base size=65536 build-id=$id" "$(at renamed one $base)" "$(at renamed in_inner $base)" >two.txt
exits 0 leaks two.txt --elf symbols
says 'junomemstat: symbols: no debug information, so functions only, from its symbols; compile with -g'
mkdir -p bare/opt
cp symbols bare/opt/app
exits 0 leaks two.txt --sysroot bare
says 'junomemstat: bare/opt/app: no debug information, so functions only, from its symbols; compile with -g'
trace "module 1 \"$dir/bare/opt/app\" base=$base size=65536 build-id=$id" "$(at renamed one $base)" >own.txt
names "app+$offset (plain)" own.txt
silent

# Code that no line, function or symbol tells of, and functions that are inlined deeper than is shown.
mkdir else elsewhere
{
    cat <<'END'
__asm__(".text\n"
        ".globl sized\n.type sized, %function\nsized:\n.skip 64\n.globl in_sized\nin_sized:\n.skip 8\n"
        ".size sized, . - sized\n.skip 32\n.globl nowhere\nnowhere:\n.skip 32\n"
        ".globl unsized\n.type unsized, %function\nunsized:\n.skip 32\n.globl in_unsized\nin_unsized:\n.skip 32\n");
void call(void);
__attribute__((noinline)) void call(void) { __asm__ volatile(""); }
static inline __attribute__((always_inline)) void deep0(void)
{ call(); __asm__ volatile(".globl in_deep\nin_deep:"); }
END
    awk 'BEGIN { for (i = 1; i < 40; i++)
        print "static inline __attribute__((always_inline)) void deep" i "(void) { deep" i - 1 "(); }" }'
    cat <<'END'
__attribute__((noinline)) void all(void);
void all(void) { deep39(); }
__asm__(".text\n.skip 64\n.globl between\nbetween:\n.skip 64\n");
int main(void) { all(); return 0; }
END
} >elsewhere/odd.c
# Not all compilers can be asked to leave it in its order.
for order in -fno-toplevel-reorder ''; do
    # shellcheck disable=SC2086 # nothing, or an option
    test -x odd || (cd else && $CC -O2 $order "$dir/elsewhere/odd.c" -o "$dir/odd" -g -no-pie) 2>compiler || true
done
test -x odd || {
    echo "$CC cannot make a program of such code: $(cat compiler)"
    exit 77
}
# site_of LABEL: what the label's address is called
site_of()
{
    trace '' "$(at odd "$1")" >odd.txt
    exits 0 report --format json odd.txt --elf odd
    sed -n '/"leaks"/,/\]/s/.*"site": "\(.*\)", "blocks.*/\1/p' out
}
test "$(site_of in_sized)" = "$(at odd in_sized) (sized)" || fail "code without lines: $(site_of in_sized)"
test "$(site_of nowhere)" = "$(at odd nowhere)" || fail "code without a symbol: $(site_of nowhere)"
test "$(site_of in_unsized)" = "$(at odd in_unsized)" || fail "a symbol without a size: $(site_of in_unsized)"
case $(site_of between) in
    *'('*) fail "code in no function: $(site_of between)" ;;
esac
site_of in_deep | sed 's/ < /\n/g' >frames
test "$(wc -l <frames)" = 32 || fail "not 32 frames: $(cat frames)"
grep -q "^$dir/elsewhere/odd.c:[0-9]* (deep31)\$" frames || fail "the 32nd frame: $(cat frames)"

# The compiler's directory may be left out of what it writes.
compiled mapped -g -no-pie -fdebug-prefix-map="$dir="
trace '' "$(at mapped one)" >mapped.txt
exits 0 leaks mapped.txt --elf mapped
grep -q '[ /]src/app.c:15 (plain)$' out || fail "without the compiler's directory: $(cat out)"

# What one trace's module was named by is no file for another trace's addresses.
exits 0 leaks --format csv own.txt low.txt anonymous.txt
tail -n 2 out | cut -d, -f 1,4,5 >sites
printf '%s\n' 'low.txt,pool 1,0x10' "anonymous.txt,pool 1,anonymous+$(at anonymous one)" | cmp -s - sites || fail "$(cat out)"
