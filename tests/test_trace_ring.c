/* SPDX-License-Identifier: MIT */
/* The flight recorder: what it refuses, what it holds, and how it is dumped. */
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "trace_load.h"
#include "trace_text.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
    RING_SIZE = 4096,
    MANY = 100,
    FRAMES = 4,
    BLOCK_SIZE = 16
};

static JUNO_MEMORY_TRACE_T trace;
static unsigned char ring[RING_SIZE];
static unsigned char frame_bytes[FRAMES][BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T frame_metadata[FRAMES];
static JUNO_MEMORY_ALLOC_T frames;
static unsigned char many_bytes[MANY][BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T many_metadata[MANY];
static JUNO_MEMORY_TRACE_SLOT_T many_slots[MANY];
static JUNO_MEMORY_T many_held[MANY];
static JUNO_MEMORY_ALLOC_T many;

static JUNO_MEMORY_TRACE_CONFIG_T ring_config(void)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    config.pfcnWrite = NULL;
    return config;
}

static JUNO_STATUS_T ring_init(size_t size)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = ring_config();

    return Juno_MemoryTraceRingInit(&trace, ring, size, &config);
}

static void setup(void)
{
    tape_reset();
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&frames.tBlock, frame_bytes, frame_metadata, BLOCK_SIZE, FRAMES, NULL, NULL),
        JUNO_STATUS_SUCCESS
    );
    memset(many_held, 0, sizeof(many_held));
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&many.tBlock, many_bytes, many_metadata, BLOCK_SIZE, MANY, NULL, NULL),
        JUNO_STATUS_SUCCESS
    );
    memset(ring, 0xA5, sizeof(ring));
    ck_assert_int_eq(ring_init(RING_SIZE), JUNO_STATUS_SUCCESS);
}

/* One random get or put of the pool with many blocks. */
static void churn(unsigned int *seed)
{
    *seed = (*seed * 1664525u) + 1013904223u;
    JUNO_MEMORY_T *const held = &many_held[(*seed >> 8) % MANY];

    tape.time++;
    if (held->pvAddr == NULL)
    {
        Juno_MemoryGet(&many, held, 1u + ((*seed >> 20) % BLOCK_SIZE));
    }
    else
    {
        Juno_MemoryPut(&many, held);
    }
}

static void dump(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape.size = 0;
    ck_assert_int_eq(
        Juno_MemoryTraceRingDump(&trace, config.pfcnWrite, config.pvUserData), JUNO_STATUS_SUCCESS
    );
}

/* The pool of so many blocks. */
static uint32_t find_pool(const struct loaded *loaded, uint64_t length)
{
    uint32_t position = 0;

    while (position < loaded->replay.names.pool_count && loaded->replay.names.pools[position].length != length
    )
    {
        position++;
    }
    ck_assert_uint_lt(position, loaded->replay.names.pool_count);
    return position;
}

/* That the dump knows how many blocks of the pool with many are out. */
static void check_live(void)
{
    struct loaded loaded;

    load_bytes(&loaded, tape.bytes, tape.size);
    ck_assert(loaded.good);
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
    const struct figure used = loaded_pool(&loaded, find_pool(&loaded, MANY)).used;
    ck_assert_uint_eq(used.value, many.tBlock.zUsed);
    ck_assert(used.sure);
    ck_assert_uint_eq(loaded.replay.gap_count, 1); /* no end, and nothing else is missing */
    loaded_free(&loaded);
}

START_TEST(init_refuses_null_and_too_little_memory)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = ring_config();

    ck_assert_int_eq(Juno_MemoryTraceRingInit(NULL, ring, RING_SIZE, &config), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceRingInit(&trace, NULL, RING_SIZE, &config), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceRingInit(&trace, ring, RING_SIZE, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(ring_init(JUNO_MEMORY_TRACE_RING_MIN - 1u), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(ring_init(JUNO_MEMORY_TRACE_RING_MIN), JUNO_STATUS_SUCCESS);
}
END_TEST

START_TEST(a_pool_whose_state_takes_more_than_a_quarter_of_the_ring_is_refused)
{
    ck_assert_int_eq(ring_init(JUNO_MEMORY_TRACE_RING_MIN), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &many, "many", many_slots, MANY), JUNO_STATUS_INVALID_SIZE_ERROR
    );
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &many), JUNO_STATUS_DNE_ERROR);
    ck_assert_int_eq(ring_init(RING_SIZE), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
}
END_TEST

START_TEST(pools_are_refused_when_their_states_together_take_too_much)
{
    JUNO_MEMORY_ALLOC_T pools[20];
    JUNO_STATUS_T status = JUNO_STATUS_SUCCESS;
    size_t attached = 0;

    while (status == JUNO_STATUS_SUCCESS && attached < 20u)
    {
        ck_assert_int_eq(
            Juno_MemoryBlkInit(
                &pools[attached].tBlock, many_bytes, many_metadata, BLOCK_SIZE, 20, NULL, NULL
            ),
            JUNO_STATUS_SUCCESS
        );
        status = Juno_MemoryTraceAttach(&trace, &pools[attached], "one of many");
        attached += (status == JUNO_STATUS_SUCCESS) ? 1u : 0u;
    }
    ck_assert(status == JUNO_STATUS_INVALID_SIZE_ERROR || status == JUNO_STATUS_TABLE_FULL_ERROR);
    ck_assert_uint_ge(attached, 2);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
}
END_TEST

START_TEST(dump_refuses_null_and_what_is_no_flight_recorder)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_MEMORY_TRACE_T stream;

    ck_assert_int_eq(Juno_MemoryTraceRingDump(NULL, config.pfcnWrite, &tape), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceRingDump(&trace, NULL, &tape), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceInit(&stream, many_slots, 1024, &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceRingDump(&stream, config.pfcnWrite, &tape), JUNO_STATUS_ERR);
    ck_assert_int_eq(ring_init(1), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceRingDump(&trace, config.pfcnWrite, &tape), JUNO_STATUS_ERR);
}
END_TEST

START_TEST(nothing_is_written_before_the_dump)
{
    unsigned int seed = 1;

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 10000; i++)
    {
        churn(&seed);
    }
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(tape.calls, 0);
}
END_TEST

START_TEST(a_dump_before_the_ring_is_full_has_everything)
{
    JUNO_MEMORY_T memory = {0};

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    tape.time = 3;
    Juno_MemoryGet(&frames, &memory, 5);
    tape.time = 4;
    Juno_MemoryPut(&frames, &memory);
    dump();
    const char *const text = tape_text();
    ck_assert_ptr_eq(
        strstr(
            text, "header ticks=1000 program=suite\npool 1 frames 16x4\n0 attach pool=1 block=0 value=0\n"
        ),
        text
    );
    ck_assert_ptr_nonnull(strstr(text, "\n3 get pool=1 block=0 value=5 at "));
    ck_assert_ptr_nonnull(strstr(text, "\n4 put pool=1 block=0 value=0 at "));
}
END_TEST

/* After any number of events: who is out, and the newest event last. */
START_TEST(a_dump_knows_every_live_block_and_ends_with_the_newest_event)
{
    unsigned int seed = (unsigned int)_i + 1u;
    char expected[64];

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 200 * _i + 13; i++)
    {
        churn(&seed);
    }
    tape.time = 1000000;
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "newest"), JUNO_STATUS_SUCCESS);
    dump();
    check_live();
    (void)snprintf(expected, sizeof(expected), "%d mark newest\ndumped\n", 1000000);
    const char *const text = tape_text();
    ck_assert_str_eq(&text[strlen(text) - strlen(expected)], expected);
}
END_TEST

START_TEST(a_dump_with_a_table_knows_size_and_site_of_old_blocks)
{
    unsigned int seed = 1;

    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &many, "many", many_slots, MANY), JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    JUNO_MEMORY_T memory = {0};
    tape.time = 77;
    Juno_MemoryGet(&many, &many_held[0], 9);
    for (int i = 0; i < 5000; i++)
    {
        (void)seed;
        Juno_MemoryGet(&frames, &memory, 1);
        Juno_MemoryPut(&frames, &memory);
    }
    dump();
    ck_assert_ptr_nonnull(strstr(tape_text(), "state block=0 size=9 count=1 since=77 at "));
}
END_TEST

/* However long the sites' names and however many blocks there are to tell of. */
START_TEST(a_checkpoint_with_a_table_leaves_room_for_events)
{
    static unsigned char memory[600][1];
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[600];
    static JUNO_MEMORY_TRACE_SLOT_T slots[600];
    static unsigned char large[16384];
    static char path[3000];
    const JUNO_MEMORY_TRACE_CONFIG_T config = ring_config();
    const size_t length = 8u * (size_t)(1 + _i);
    JUNO_MEMORY_ALLOC_T alloc;
    JUNO_MEMORY_T last = {0};
    size_t live = 0;

    memset(path, 'p', sizeof(path) - 1u);
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&alloc.tBlock, memory, metadata, 1, length, NULL, NULL), JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(
        Juno_MemoryTraceRingInit(&trace, large, 4096u + 200u * (size_t)_i, &config), JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &alloc, "table", slots, length), JUNO_STATUS_SUCCESS
    );
    for (; live + 1u < length; live++)
    {
        JUNO_MEMORY_T descriptor;
        const char *const file = &path[sizeof(path) - 1u - ((40u * live) % sizeof(path))];
        ck_assert_int_eq(
            Juno_MemoryGetAt(&alloc, &descriptor, 1, file, (int)live + 1, "function"), JUNO_STATUS_SUCCESS
        );
    }
    for (int i = 0; i < 2000; i++)
    {
        tape.time++;
        Juno_MemoryGet(&alloc, &last, 1);
        Juno_MemoryPut(&alloc, &last);
    }
    dump();
    struct loaded loaded;
    load_bytes(&loaded, tape.bytes, tape.size);
    ck_assert(loaded.good);
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
    ck_assert_uint_eq(loaded_pool(&loaded, find_pool(&loaded, length)).used.value, live);
    ck_assert_uint_gt(loaded_events(&loaded), 100);
    loaded_free(&loaded);
}
END_TEST

START_TEST(at_least_a_quarter_of_the_ring_is_history)
{
    unsigned int seed = 1;

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 3000; i++)
    {
        churn(&seed);
        dump();
        ck_assert(i < 1000 || tape.size >= RING_SIZE / 4);
    }
}
END_TEST

START_TEST(a_dump_changes_nothing)
{
    static unsigned char before[RING_SIZE];
    unsigned int seed = 1;

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 777; i++)
    {
        churn(&seed);
    }
    memcpy(before, ring, sizeof(ring));
    dump();
    ck_assert_mem_eq(before, ring, sizeof(ring));
}
END_TEST

START_TEST(a_dump_whose_writer_fails_stops_there)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    unsigned int seed = 1;

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 777; i++)
    {
        churn(&seed);
    }
    dump();
    const size_t calls = tape.calls;
    for (size_t i = 0; i < calls; i++)
    {
        tape.calls = 0;
        tape.fail_from = i;
        ck_assert_int_eq(Juno_MemoryTraceRingDump(&trace, config.pfcnWrite, &tape), JUNO_STATUS_WRITE_ERROR);
        ck_assert_uint_eq(tape.calls, i + 1u);
    }
}
END_TEST

/* Wherever in a segment the end falls. */
START_TEST(a_recording_that_has_ended_can_be_dumped_and_says_so)
{
    unsigned int seed = 1;
    const int steps = 2000 + (3 * _i);
    char expected[64];

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < steps; i++)
    {
        churn(&seed);
    }
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    dump();
    (void)snprintf(expected, sizeof(expected), "end events=%d dropped=0\n", steps + 1);
    const char *const text = tape_text();
    ck_assert_str_eq(&text[strlen(text) - strlen(expected)], expected);
    ck_assert(tape_is_complete());
}
END_TEST

START_TEST(what_is_known_of_other_pools_survives_a_detach)
{
    unsigned int seed = 1;

    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &many, "many"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 100; i++)
    {
        churn(&seed);
    }
    for (int i = 0; i < 50; i++)
    {
        ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &frames), JUNO_STATUS_SUCCESS);
        ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
        churn(&seed);
    }
    for (int i = 0; i < 3000; i++)
    {
        churn(&seed);
    }
    dump();
    check_live();
}
END_TEST

Suite *test_suite(void); /* main() is in support.c */

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_ring");
    TCase *const calls = tcase_create("calls");

    tcase_add_checked_fixture(calls, setup, NULL);
    tcase_set_timeout(calls, 60);
    tcase_add_test(calls, init_refuses_null_and_too_little_memory);
    tcase_add_test(calls, a_pool_whose_state_takes_more_than_a_quarter_of_the_ring_is_refused);
    tcase_add_test(calls, pools_are_refused_when_their_states_together_take_too_much);
    tcase_add_test(calls, dump_refuses_null_and_what_is_no_flight_recorder);
    tcase_add_test(calls, nothing_is_written_before_the_dump);
    tcase_add_test(calls, a_dump_before_the_ring_is_full_has_everything);
    tcase_add_loop_test(calls, a_dump_knows_every_live_block_and_ends_with_the_newest_event, 0, 40);
    tcase_add_test(calls, a_dump_with_a_table_knows_size_and_site_of_old_blocks);
    tcase_add_loop_test(calls, a_checkpoint_with_a_table_leaves_room_for_events, 0, 45);
    tcase_add_test(calls, at_least_a_quarter_of_the_ring_is_history);
    tcase_add_test(calls, a_dump_changes_nothing);
    tcase_add_test(calls, a_dump_whose_writer_fails_stops_there);
    tcase_add_loop_test(calls, a_recording_that_has_ended_can_be_dumped_and_says_so, 0, 200);
    tcase_add_test(calls, what_is_known_of_other_pools_survives_a_detach);
    suite_add_tcase(suite, calls);
    return suite;
}
