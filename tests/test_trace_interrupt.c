/* SPDX-License-Identifier: MIT */
/*
 * A flight recorder that is interrupted at any instruction: a signal at random
 * moments dumps it, and each dump decodes cleanly, is whole from its first
 * packet on, and misses at most the event in flight.
 *
 * JUNO_INTERRUPTS in the environment: how many; JUNO_SEED: which moments.
 */
#define _GNU_SOURCE
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "juno/memory/trace.h"
#include "trace_load.h"
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

enum
{
    INTERRUPTS = 4000,
    RING_SIZE = 4096,
    MANY = 40,
    BLOCK_SIZE = 16,
    WIDE = 65536, /* so that a size can be a running number */
    STEPS_MAX = 2000
};

static JUNO_MEMORY_TRACE_T trace;
static _Alignas(8) unsigned char ring[RING_SIZE];

/* Two pools: one whose updates carry a running number, one that comes and goes. */
static unsigned char wide_bytes[WIDE];
static JUNO_MEMORY_BLOCK_METADATA_T wide_metadata[1];
static JUNO_MEMORY_ALLOC_T wide;
static unsigned char many_bytes[MANY][BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T many_metadata[MANY];
static JUNO_MEMORY_TRACE_SLOT_T many_slots[MANY];
static JUNO_MEMORY_ALLOC_T many;
static JUNO_MEMORY_T number;
static JUNO_MEMORY_T held[MANY];

/* What the signal finds. */
static volatile uint32_t steps_done; /* calls that have returned */
static volatile uint32_t live_done;  /* blocks of the second pool that are out, by those */
static struct
{
    unsigned char bytes[RING_SIZE];
    volatile size_t size;
    volatile uint32_t steps, live;
    volatile bool taken;
} dumped;

static JUNO_STATUS_T collect(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    if (size > sizeof(dumped.bytes) - dumped.size)
    {
        return JUNO_STATUS_WRITE_ERROR;
    }
    memcpy(&dumped.bytes[dumped.size], data, size);
    dumped.size += size;
    return JUNO_STATUS_SUCCESS;
}

static void on_signal(int signal_number)
{
    (void)signal_number;
    dumped.size = 0;
    dumped.steps = steps_done;
    dumped.live = live_done;
    dumped.taken = Juno_MemoryTraceRingDump(&trace, collect, NULL) == JUNO_STATUS_SUCCESS;
}

static uint64_t clock_of_steps(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    return 100u * (uint64_t)steps_done;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = (*seed * 1664525u) + 1013904223u;
    return *seed >> 8;
}

static uint32_t from_environment(const char *name, uint32_t otherwise)
{
    const char *const value = getenv(name);

    return (value != NULL) ? (uint32_t)strtoul(value, NULL, 10) : otherwise;
}

static void begin(bool with_table)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnClock = clock_of_steps,
        .iTicksPerSecond = 1000000,
        .pcProgram = "interrupted",
    };
    const struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

    memset(held, 0, sizeof(held));
    memset(&number, 0, sizeof(number));
    steps_done = 0;
    live_done = 0;
    ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&wide.tBlock, wide_bytes, wide_metadata, WIDE, 1, NULL, NULL), JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&many.tBlock, many_bytes, many_metadata, BLOCK_SIZE, MANY, NULL, NULL),
        JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(Juno_MemoryTraceRingInit(&trace, ring, sizeof(ring), &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &wide, "number"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(
        with_table ? Juno_MemoryTraceAttachTable(&trace, &many, "many", many_slots, MANY)
                   : Juno_MemoryTraceAttach(&trace, &many, "many"),
        JUNO_STATUS_SUCCESS
    );
    Juno_MemoryGet(&wide, &number, 1);
}

/* The size that the update of a step asks for. */
static size_t size_of_step(uint32_t step)
{
    return 1u + (step % (WIDE - 1u));
}

/* Each step is one event: even ones carry their number, odd ones change the other pool. */
static void step(uint32_t *seed)
{
    const uint32_t now = steps_done + 1u;

    if (now % 2u == 0u)
    {
        Juno_MemoryUpdate(&wide, &number, size_of_step(now));
        steps_done = now;
        return;
    }
    JUNO_MEMORY_T *const one = &held[next_random(seed) % MANY];
    const bool get = one->pvAddr == NULL;
    if (get)
    {
        Juno_MemoryGet(&many, one, 1);
    }
    else
    {
        Juno_MemoryPut(&many, one);
    }
    steps_done = now; /* between the two stores a dump may be one block off */
    live_done = get ? live_done + 1u : live_done - 1u;
}

/* What a dump tells: its last running number, and how many events came after it. */
struct told
{
    struct loaded loaded;
    uint64_t last_size;
    uint64_t after;
    uint64_t events;
    uint32_t gaps;
};

static struct told told;

static void on_event(void *context, const struct trace_event *event)
{
    (void)context;
    told.events++;
    if (event->kind == EVENT_UPDATE)
    {
        if (told.last_size != 0u)
        {
            ck_assert_uint_eq(event->value, ((told.last_size + 1u) % (WIDE - 1u)) + 1u);
            ck_assert_uint_eq(told.after, 1);
        }
        told.last_size = event->value;
        told.after = 0;
    }
    else
    {
        told.after++;
    }
}

static void on_item(void *context, const struct trace_item *item)
{
    (void)context;
    told.gaps += (item->kind == ITEM_GAP && item->packets > 0u && told.events > 0u) ? 1u : 0u;
}

static void read_events(void)
{
    struct names names;
    struct input input;
    struct reader_result result;
    struct sink sink = {.event = on_event, .item = on_item};

    memset(&told, 0, sizeof(told));
    names_init(&names);
    input_from_memory(&input, "dump", dumped.bytes, dumped.size);
    ck_assert(reader_run(&input, &names, &sink, &result));
    ck_assert_uint_eq(result.corrupt_bytes, 0);
    ck_assert_uint_eq(told.gaps, 0);
    input_close(&input);
    names_free(&names);
}

/* Even numbers are told by the dump; it may be the step in flight. */
static void check_newest(void)
{
    const uint32_t last_even = dumped.steps & ~1u;

    if (told.last_size == 0u)
    {
        return; /* the ring was turned just now and has no update yet */
    }
    if (told.last_size == size_of_step(last_even))
    {
        ck_assert_uint_ge(told.after + 1u, dumped.steps - last_even + ((told.after == 0u) ? 1u : 0u));
    }
    else
    {
        ck_assert_uint_eq(told.last_size, size_of_step(last_even + 2u));
        ck_assert_uint_eq(dumped.steps, last_even + 1u);
    }
}

/* The pool of so many blocks. */
static uint32_t find_pool(uint64_t length)
{
    const struct names *const names = &told.loaded.replay.names;
    uint32_t position = 0;

    while (position < names->pool_count && names->pools[position].length != length)
    {
        position++;
    }
    ck_assert_uint_lt(position, names->pool_count);
    return position;
}

static void check_dump(void)
{
    ck_assert(dumped.taken);
    read_events();
    check_newest();
    load_bytes(&told.loaded, dumped.bytes, dumped.size);
    ck_assert(told.loaded.good);
    const struct figure used = loaded_pool(&told.loaded, find_pool(MANY)).used;
    ck_assert_msg(
        used.value + 1u >= dumped.live && used.value <= dumped.live + 1u,
        "after %u steps: %u blocks are out, the dump says %u", (unsigned int)dumped.steps,
        (unsigned int)dumped.live, (unsigned int)used.value
    );
    ck_assert(used.sure);
    ck_assert_uint_eq(told.loaded.replay.gap_count, 1); /* no end, and nothing else is missing */
    loaded_free(&told.loaded);
}

/* Runs until the signal has come. */
static void run_until_signal(uint32_t *seed)
{
    const struct itimerval soon = {
        .it_value = {.tv_usec = (suseconds_t)(1u + (next_random(seed) % 120u))},
    };

    dumped.taken = false;
    ck_assert_int_eq(setitimer(ITIMER_REAL, &soon, NULL), 0);
    while (!dumped.taken)
    {
        step(seed);
    }
}

START_TEST(every_dump_decodes_cleanly_and_misses_at_most_the_event_in_flight)
{
    const uint32_t interrupts = from_environment("JUNO_INTERRUPTS", INTERRUPTS);
    uint32_t seed = from_environment("JUNO_SEED", 1);

    begin(_i == 1);
    for (uint32_t i = 0; i < interrupts; i++)
    {
        run_until_signal(&seed);
        check_dump();
    }
}
END_TEST

Suite *test_suite(void); /* main() is in support.c */

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_interrupt");
    TCase *const signals = tcase_create("signals");

    tcase_set_timeout(signals, 300);
    tcase_add_loop_test(signals, every_dump_decodes_cleanly_and_misses_at_most_the_event_in_flight, 0, 2);
    suite_add_tcase(suite, signals);
    return suite;
}
