/* SPDX-License-Identifier: MIT */
/* What a trace takes: at most 5 bytes an event, with sites and nanoseconds. */
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "trace_text.h"
#include <check.h>

enum
{
    BLOCKS = 1000,
    BLOCK_SIZE = 64,
    STEPS = 150000,
    NANOSECONDS = 90 /* from one event to the next, on average */
};

static JUNO_MEMORY_TRACE_T trace;
static unsigned char buffer[96 * 1024];
static unsigned char bytes[BLOCKS][BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T metadata[BLOCKS];
static JUNO_MEMORY_ALLOC_T alloc;
static JUNO_MEMORY_T held[BLOCKS];
static unsigned char references[BLOCKS];

/* A block is got, referred to, released and put, each at a random moment. */
static void step(unsigned int *seed)
{
    *seed = (*seed * 1664525u) + 1013904223u;
    const unsigned int i = (*seed >> 8) % BLOCKS;

    tape.time += (*seed >> 20) % (2u * NANOSECONDS);
    if (held[i].pvAddr == NULL)
    {
        Juno_MemoryGet(&alloc, &held[i], 1u + ((*seed >> 16) % BLOCK_SIZE));
    }
    else if (references[i] == 0u)
    {
        (void)Juno_MemoryGetRef(&held[i]);
        references[i] = 1;
    }
    else if (references[i] == 1u)
    {
        Juno_MemoryPutRef(&held[i]);
        references[i] = 2;
    }
    else
    {
        Juno_MemoryPut(&alloc, &held[i]);
        references[i] = 0;
    }
}

START_TEST(an_event_takes_at_most_five_bytes)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    unsigned int seed = 1;

    tape_reset();
    config.iTicksPerSecond = 1000000000;
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&alloc.tBlock, bytes, metadata, BLOCK_SIZE, BLOCKS, NULL, NULL),
        JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &alloc, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < STEPS; i++)
    {
        step(&seed);
    }
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
    ck_assert_uint_eq(trace.zEvents, STEPS + 1u);
    ck_assert_uint_le(tape.size, 5u * STEPS);
}
END_TEST

Suite *test_suite(void); /* main() is in support.c */

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_size");
    TCase *const sizes = tcase_create("sizes");

    tcase_add_test(sizes, an_event_takes_at_most_five_bytes);
    suite_add_tcase(suite, sizes);
    return suite;
}
