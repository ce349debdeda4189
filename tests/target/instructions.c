/* SPDX-License-Identifier: MIT */
/*
 * How many instructions each call takes on the target, with passing its
 * arguments. The emulator runs with -icount: time is then instructions, and
 * SysTick counts them in equal parts, whose size a loop of known length tells.
 */
#include "juno/memory/memory.h"
#include "juno/memory/trace.h"
#include <stdio.h>

#define SYSTICK ((volatile uint32_t *)0xE000E010u) /* control, reload, value */

enum
{
    CONTROL,
    RELOAD,
    VALUE,
    ENABLED_ON_PROCESSOR_CLOCK = 5,
    WRAP = 0x1000000,
    BLOCKS = 1000,
    BLOCK_SIZE = 16,
    KNOWN_ROUNDS = 1000000 /* of two instructions */
};

static uint32_t memory[BLOCKS][BLOCK_SIZE / sizeof(uint32_t)];
static JUNO_MEMORY_BLOCK_METADATA_T metadata[BLOCKS];
static JUNO_MEMORY_ALLOC_T pool;
static JUNO_MEMORY_T held[BLOCKS];

static JUNO_MEMORY_TRACE_T trace;
static uint32_t buffer[1024];
static size_t written;

static uint32_t ticks(void)
{
    return WRAP - 1u - SYSTICK[VALUE];
}

static uint32_t ticks_of_known_loop(void)
{
    uint32_t rounds = KNOWN_ROUNDS;
    const uint32_t begin = ticks();

    __asm__ volatile("1: subs %0, #1\n bne 1b" : "+r"(rounds) : : "cc");
    return (ticks() - begin) % WRAP;
}

static void nothing(JUNO_MEMORY_T *at)
{
    (void)at;
}

static void get(JUNO_MEMORY_T *at)
{
    (void)Juno_MemoryGet(&pool, at, BLOCK_SIZE);
}

static void update(JUNO_MEMORY_T *at)
{
    (void)Juno_MemoryUpdate(&pool, at, BLOCK_SIZE / 2);
}

static void get_ref(JUNO_MEMORY_T *at)
{
    (void)Juno_MemoryGetRef(at);
}

static void put_ref(JUNO_MEMORY_T *at)
{
    Juno_MemoryPutRef(at);
}

static void put(JUNO_MEMORY_T *at)
{
    (void)Juno_MemoryPut(&pool, at);
}

/* In an order in which all of them succeed. */
static const struct
{
    const char *name;
    void (*call)(JUNO_MEMORY_T *at);
} calls[] = {
    {"nothing", nothing}, {"get", get},         {"update", update},
    {"get-ref", get_ref}, {"put-ref", put_ref}, {"put", put},
};

enum
{
    CALLS = sizeof(calls) / sizeof(calls[0])
};

static uint32_t ticks_of(void (*call)(JUNO_MEMORY_T *at))
{
    const uint32_t begin = ticks();

    for (size_t i = 0; i < BLOCKS; i++)
    {
        call(&held[i]);
    }
    return (ticks() - begin) % WRAP;
}

static JUNO_STATUS_T swallow(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)data;
    (void)user_data;
    written += size;
    return JUNO_STATUS_SUCCESS;
}

static bool begin_recording(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {.zStructSize = sizeof(config), .pfcnWrite = swallow};

    return Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(&trace, &pool, "pool") == JUNO_STATUS_SUCCESS;
}

/* Instructions of one call of each kind. */
static void measure(double instructions_a_tick, unsigned long instructions[CALLS])
{
    uint32_t spent[CALLS];

    for (size_t i = 0; i < CALLS; i++)
    {
        spent[i] = ticks_of(calls[i].call);
    }
    for (size_t i = 0; i < CALLS; i++)
    {
        instructions[i] = (unsigned long)((spent[i] - spent[0]) * instructions_a_tick / BLOCKS + 0.5);
    }
}

/* Whether the calls that were measured did what they should. */
static bool all_succeeded(size_t gets)
{
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};

    return Juno_MemoryBlkStats(&pool.tBlock, &stats) == JUNO_STATUS_SUCCESS && stats.zGets == gets &&
           stats.zPuts == gets && stats.zFailedGets == 0 && stats.zFailedPuts == 0;
}

int main(void)
{
    unsigned long alone[CALLS];
    unsigned long recorded[CALLS];

    SYSTICK[RELOAD] = WRAP - 1u;
    SYSTICK[VALUE] = 0;
    SYSTICK[CONTROL] = ENABLED_ON_PROCESSOR_CLOCK;
    const double instructions_a_tick = 2.0 * KNOWN_ROUNDS / ticks_of_known_loop();
    if (Juno_MemoryBlkInit(&pool.tBlock, memory, metadata, BLOCK_SIZE, BLOCKS, NULL, NULL) !=
        JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    measure(instructions_a_tick, alone);
    if (!begin_recording())
    {
        return 1;
    }
    measure(instructions_a_tick, recorded);
    if (Juno_MemoryTraceEnd(&trace) != JUNO_STATUS_SUCCESS || written == 0 || !all_succeeded(2 * BLOCKS))
    {
        return 1;
    }
    printf("%-8s %8s %9s\n", "call", "alone", "recorded");
    for (size_t i = 1; i < CALLS; i++)
    {
        printf("%-8s %8lu %9lu\n", calls[i].name, alone[i], recorded[i]);
    }
    return 0;
}
