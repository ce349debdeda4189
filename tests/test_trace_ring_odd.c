/* SPDX-License-Identifier: MIT */
/* Flight recorders of odd sizes, with too much in them, and in trouble while they are dumped. */
#define JUNO_MEMORY_TRACE
#include "juno/memory/memory.h"
#include "trace_load.h"
#include "trace_text.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

enum
{
    LARGE = 256 * 1024,
    FRAMES = 40,
    BLOCK_SIZE = 16
};

static JUNO_MEMORY_TRACE_T trace;
static unsigned char ring[LARGE];
static unsigned char frame_bytes[FRAMES][BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T frame_metadata[FRAMES];
static JUNO_MEMORY_TRACE_SLOT_T frame_slots[FRAMES];
static JUNO_MEMORY_ALLOC_T frames;
static JUNO_MEMORY_T held[FRAMES];
static struct loaded loaded;

static void ring_init(size_t size)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    config.pfcnWrite = NULL;
    ck_assert_int_eq(Juno_MemoryTraceRingInit(&trace, ring, size, &config), JUNO_STATUS_SUCCESS);
}

static void setup(void)
{
    tape_reset();
    memset(ring, 0, sizeof(ring));
    memset(held, 0, sizeof(held));
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&frames.tBlock, frame_bytes, frame_metadata, BLOCK_SIZE, FRAMES, NULL, NULL),
        JUNO_STATUS_SUCCESS
    );
}

/* One random get or put. */
static void churn(void)
{
    static unsigned int seed = 1;
    JUNO_MEMORY_T *descriptor = NULL;

    seed = (seed * 1664525u) + 1013904223u;
    descriptor = &held[(seed >> 8) % FRAMES];
    tape.time++;
    if (descriptor->pvAddr == NULL)
    {
        Juno_MemoryGet(&frames, descriptor, 1u + ((seed >> 20) % BLOCK_SIZE));
    }
    else
    {
        Juno_MemoryPut(&frames, descriptor);
    }
}

/* Dumps to the tape, and reads that. */
static void dump(JUNO_MEMORY_TRACE_WRITE_T write)
{
    tape.size = 0;
    ck_assert_int_eq(Juno_MemoryTraceRingDump(&trace, write, &tape), JUNO_STATUS_SUCCESS);
    load_bytes(&loaded, tape.bytes, tape.size);
    ck_assert_str_eq(loaded.result.error, "");
}

/* That the dump is whole, and knows how many blocks are out. */
static void check_dump(void)
{
    dump(tape_config().pfcnWrite);
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
    ck_assert_uint_eq(loaded.replay.gap_count, 1); /* no end, and nothing else is missing */
    const struct figure used = loaded_pool(&loaded, 1).used;
    ck_assert(used.sure);
    ck_assert_uint_eq(used.value, frames.tBlock.zUsed);
    loaded_free(&loaded);
}

/* However the end of a segment falls, from the least ring on. */
START_TEST(a_small_ring_is_right_at_every_event)
{
    ring_init(JUNO_MEMORY_TRACE_RING_MIN + 16u * (size_t)_i);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 600; i++)
    {
        churn();
        check_dump();
        if (i % 9 == 0)
        {
            ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS); /* the packet ends here */
        }
    }
}
END_TEST

START_TEST(a_segment_may_be_larger_than_any_packet)
{
    size_t largest = 0;

    ring_init(LARGE);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 100000; i++)
    {
        churn();
        if (i % 5000 == 0)
        {
            check_dump();
            largest = (tape.size > largest) ? tape.size : largest;
        }
    }
    ck_assert_uint_gt(largest, LARGE / 2);
}
END_TEST

START_TEST(a_pool_of_more_blocks_than_a_segment_has_bytes_is_refused)
{
    static unsigned char bytes[5000][1];
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[5000];
    JUNO_MEMORY_ALLOC_T pool;

    ck_assert_int_eq(
        Juno_MemoryBlkInit(&pool.tBlock, bytes, metadata, 1, 5000, NULL, NULL), JUNO_STATUS_SUCCESS
    );
    ring_init(4096);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool, "x"), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    check_dump();
}
END_TEST

/* A pool of so many blocks of a byte each, which share their memory with all others. */
static void make_pool(JUNO_MEMORY_ALLOC_T *pool, size_t length)
{
    static unsigned char bytes[400];
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[400];

    ck_assert_int_eq(
        Juno_MemoryBlkInit(&pool->tBlock, bytes, metadata, 1, length, NULL, NULL), JUNO_STATUS_SUCCESS
    );
}

/* Whether one of so many blocks could be attached now. */
static bool has_room(size_t length)
{
    JUNO_MEMORY_ALLOC_T pool;
    JUNO_STATUS_T status = JUNO_STATUS_SUCCESS;

    make_pool(&pool, length);
    status = Juno_MemoryTraceAttach(&trace, &pool, "wide");
    if (status == JUNO_STATUS_SUCCESS)
    {
        ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool), JUNO_STATUS_SUCCESS);
        return true;
    }
    /* Which limit comes first, the table's or a segment's, is another matter on 32 bits. */
    ck_assert(status == JUNO_STATUS_TABLE_FULL_ERROR || status == JUNO_STATUS_INVALID_SIZE_ERROR);
    return false;
}

START_TEST(an_eighth_of_the_ring_is_for_the_pools_and_a_bit_for_each_block)
{
    static JUNO_MEMORY_ALLOC_T pools[200];
    size_t attached = 0;
    size_t wide = 0; /* how many there were when one of many blocks had room for the last time */

    ring_init(LARGE / 16);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    while (has_room(2))
    {
        ck_assert_uint_lt(attached, 199);
        make_pool(&pools[attached], 2);
        ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pools[attached], "x"), JUNO_STATUS_SUCCESS);
        attached++;
        wide = has_room(400) ? attached : wide;
    }
    ck_assert_uint_ge(attached, 10);
    ck_assert_uint_lt(wide, attached);
    for (int i = 0; i < 3000; i++)
    {
        churn();
    }
    check_dump();
    /* Who leaves makes room for another. */
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pools[0]), JUNO_STATUS_SUCCESS);
    ck_assert(has_room(2));
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
}
END_TEST

/* Who says neither where nor from where: all is known of the block but that. */
START_TEST(a_call_without_a_site_has_none_in_a_later_snapshot_either)
{
    JUNO_MEMORY_T old = {0};

    ring_init(4096);
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &frames, "frames", frame_slots, FRAMES), JUNO_STATUS_SUCCESS
    );
    tape.time = 5;
    ck_assert_int_eq(Juno_MemoryGetAt(&frames, &old, 7, NULL, 0, NULL), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 3000; i++)
    {
        churn();
    }
    dump(tape_config().pfcnWrite);
    ck_assert_ptr_nonnull(strstr(tape_text(), "\nstate block=0 size=7 count=1 since=5\n"));
    loaded_free(&loaded);
}
END_TEST

/* Bytes at a place of the ring, by somebody who has no business there. */
static void scribble(const char *text, unsigned char value)
{
    const size_t size = strlen(text);

    for (size_t i = 0; i + size <= LARGE; i++)
    {
        if (memcmp(&ring[i], text, size) == 0)
        {
            memset(&ring[i], value, 16);
            return;
        }
    }
    ck_abort_msg("no %s in the ring", text);
}

/* Whatever the length of a packet has become: 0, or more than there is. */
START_TEST(a_packet_that_was_written_over_is_a_gap_in_the_dump)
{
    static const unsigned char values[] = {0, 1, 0xFF};

    ring_init(8192);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 5000; i++)
    {
        churn();
    }
    scribble("\xD6JMT", values[_i]);
    dump(tape_config().pfcnWrite);
    ck_assert_uint_gt(loaded.result.corrupt_bytes, 0);
    ck_assert_uint_gt(loaded.result.packets, 0);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    loaded_free(&loaded);
}
END_TEST

/* Takes the packet, and records more events than a segment holds before it returns. */
static JUNO_STATUS_T write_and_record(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    const JUNO_STATUS_T status = tape_config().pfcnWrite(data, size, user_data);

    for (int i = 0; i < 5000; i++)
    {
        churn();
    }
    return status;
}

START_TEST(a_dump_while_the_recording_goes_on_leaves_out_what_came_too_late)
{
    ring_init(8192);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &frames, "frames"), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < 5000; i++)
    {
        churn();
    }
    const uint64_t before = tape.time;
    dump(write_and_record);
    ck_assert_uint_gt(tape.time, before);
    ck_assert_uint_gt(loaded.result.packets, 0);
    ck_assert_ptr_null(strstr(tape_text(), "dumped"));
    loaded_free(&loaded);
    check_dump();
}
END_TEST

Suite *test_suite(void); /* main() is in support.c */

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_ring_odd");
    TCase *const sizes = tcase_create("sizes");
    TCase *const trouble = tcase_create("trouble");

    tcase_add_checked_fixture(sizes, setup, NULL);
    tcase_set_timeout(sizes, 60);
    tcase_add_loop_test(sizes, a_small_ring_is_right_at_every_event, 0, 4);
    tcase_add_test(sizes, a_segment_may_be_larger_than_any_packet);
    tcase_add_test(sizes, a_pool_of_more_blocks_than_a_segment_has_bytes_is_refused);
    tcase_add_test(sizes, an_eighth_of_the_ring_is_for_the_pools_and_a_bit_for_each_block);
    tcase_add_test(sizes, a_call_without_a_site_has_none_in_a_later_snapshot_either);
    suite_add_tcase(suite, sizes);
    tcase_add_checked_fixture(trouble, setup, NULL);
    tcase_set_timeout(trouble, 60);
    tcase_add_loop_test(trouble, a_packet_that_was_written_over_is_a_gap_in_the_dump, 0, 3);
    tcase_add_test(trouble, a_dump_while_the_recording_goes_on_leaves_out_what_came_too_late);
    suite_add_tcase(suite, trouble);
    return suite;
}
