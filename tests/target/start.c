/* SPDX-License-Identifier: MIT */
/*
 * The vector table of the emulated Cortex-M3. newlib's own start does the rest,
 * and leaves through semihosting with main()'s value.
 */
#include <stdint.h>

enum
{
    SEMIHOSTING_WRITE = 0x04,
    SEMIHOSTING_EXIT = 0x18,
    STOPPED_BY_RUN_TIME_ERROR = 0x20023 /* the emulator's exit code is then 1 */
};

extern char __stack[];    /* link.ld */
extern void _start(void); /* newlib */
void target_reset(void);

void target_reset(void)
{
    _start();
}

static void semihosting(uint32_t call, uintptr_t argument)
{
    register uint32_t r0 __asm__("r0") = call;
    register uintptr_t r1 __asm__("r1") = argument;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

/* Any exception: the program has gone wrong, and the run must fail. */
static void fault(void)
{
    semihosting(SEMIHOSTING_WRITE, (uintptr_t) "fault on the target\n");
    semihosting(SEMIHOSTING_EXIT, STOPPED_BY_RUN_TIME_ERROR);
    for (;;)
    {
    }
}

typedef void (*vector_t)(void);

/* The first entry is not a function: the initial stack pointer. */
__attribute__((section(".vectors"), used)) static const struct
{
    const void *stack;
    vector_t reset;
    vector_t exceptions[14];
} vectors = {
    .stack = __stack,
    .reset = target_reset,
    .exceptions =
        {fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault},
};
