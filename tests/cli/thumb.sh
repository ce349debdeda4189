#!/bin/sh
# SPDX-License-Identifier: MIT
# Names of addresses in firmware: return addresses in Thumb code have bit 0 set.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if [ -z "${WITH_LIBDW:-}" ] || ! command -v arm-none-eabi-gcc >/dev/null; then
    echo "no libdw, or no arm-none-eabi-gcc"
    exit 77
fi
cat >fw.c <<'END'
void call(void);

static inline __attribute__((always_inline)) void inner(void)
{
    call(); __asm__ volatile(".globl in_inner\nin_inner:");
}

__attribute__((noinline)) void call(void)
{
    __asm__ volatile("");
}

/* Its first instruction is the call, and its last one too. */
__attribute__((naked)) void only_call(void)
{
    __asm__ volatile("bl call\n.globl behind\nbehind:");
}

void reset(void)
{
    inner();
    call(); __asm__ volatile(".globl in_reset\nin_reset:");
    only_call();
}
END
arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -O2 -g -nostdlib -Wl,-Ttext=0x08000000,-e,reset fw.c -o fw.elf

# behind LABEL: the return address there, as the processor has it
behind()
{
    printf '0x%x\n' $((0x$(arm-none-eabi-nm fw.elf | sed -n "s/^\([0-9a-f]*\) . $1\$/\1/p") | 1))
}

# names LABEL SITE FILE
names()
{
    printf '# JMT text 1\n1 get 1 0 size=8 at %s\nend\n' "$(behind "$1")" >fw.txt
    exits 0 leaks --elf "$3" fw.txt
    grep -q "  $2\$" out || fail "$1 is not $2: $(cat out)"
}

names in_reset 'fw.c:22 (reset)' fw.elf
names in_inner 'fw.c:5 (inner) < fw.c:21 (reset)' fw.elf
# One byte on, the address would be the next function's.
names behind 'fw.c:16 (only_call)' fw.elf
arm-none-eabi-objcopy -g fw.elf symbols.elf
names behind "$(behind behind) (only_call)" symbols.elf
exits 0 leaks fw.txt
grep -q "  $(behind behind)\$" out || fail "without --elf: $(cat out)"
