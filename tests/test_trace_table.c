/* SPDX-License-Identifier: MIT */
/* The recorder with a table of blocks: the state is known and repeated in full. */
#define JUNO_MEMORY_TRACE
#include "support.h"
#include "trace_text.h"
#include <stdio.h>
#include <string.h>

static JUNO_MEMORY_TRACE_T trace;
static JUNO_MEMORY_TRACE_SLOT_T table[BLOCKS];
static JUNO_MEMORY_TRACE_SLOT_T other_table[BLOCKS];
static unsigned char buffer[1024];

static void setup(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape_reset();
    setup_pools();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
}

static void attach(pool_t *to, const char *name, JUNO_MEMORY_TRACE_SLOT_T *slots)
{
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &to->alloc, name, slots, BLOCKS), JUNO_STATUS_SUCCESS
    );
}

/* Writes until the definitions come again, and returns the text from there on. */
static const char *repetition(void)
{
    const size_t before = tape.size;

    for (int i = 0; i < 100; i++)
    {
        ck_assert_int_eq(
            Juno_MemoryTraceMark(&trace, "a mark that is there to fill packets"), JUNO_STATUS_SUCCESS
        );
        ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    }
    memmove(tape.bytes, &tape.bytes[before], tape.size - before);
    tape.size -= before;
    return tape_text();
}

START_TEST(attach_table_refuses_null)
{
    JUNO_MEMORY_ALLOC_T *const alloc = &pool.alloc;

    ck_assert_int_eq(Juno_MemoryTraceAttachTable(NULL, alloc, "a", table, BLOCKS), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, NULL, "a", table, BLOCKS), JUNO_STATUS_NULLPTR_ERROR
    );
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, alloc, NULL, table, BLOCKS), JUNO_STATUS_NULLPTR_ERROR
    );
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, alloc, "a", NULL, BLOCKS), JUNO_STATUS_NULLPTR_ERROR
    );
}
END_TEST

START_TEST(attach_table_refuses_a_table_shorter_than_the_pool)
{
    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &pool.alloc, "a", table, BLOCKS - 1),
        JUNO_STATUS_INVALID_SIZE_ERROR
    );
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_DNE_ERROR);
}
END_TEST

START_TEST(attach_table_refuses_what_is_no_pool_and_what_is_attached)
{
    JUNO_MEMORY_ALLOC_T none = {0};

    ck_assert_int_eq(
        Juno_MemoryTraceAttachTable(&trace, &none, "a", table, BLOCKS), JUNO_STATUS_INVALID_TYPE_ERROR
    );
    attach(&pool, "frames", table);
    ck_assert_int_eq(Juno_MemoryTraceAttachTable(&trace, &pool.alloc, "a", table, BLOCKS), JUNO_STATUS_ERR);
}
END_TEST

START_TEST(the_state_is_repeated_with_size_count_time_and_site)
{
    JUNO_MEMORY_T memory[2] = {{0}};
    char expected[200];

    attach(&pool, "frames", table);
    tape.time = 5;
    Juno_MemoryGet(&pool.alloc, &memory[0], 10);
    tape.time = 7;
    Juno_MemoryGet(&pool.alloc, &memory[1], 11);
    const int line = __LINE__ - 1;
    (void)Juno_MemoryGetRef(&memory[1]);
    tape.time = 9;
    const char *const text = repetition();
    (void)snprintf(
        expected, sizeof(expected), "state block=1 size=11 count=2 since=7 at %s:%d (%s)\n", __FILE__, line,
        __func__
    );
    ck_assert_ptr_nonnull(strstr(text, expected));
    ck_assert_ptr_nonnull(strstr(text, "state block=0 size=10 count=1 since=5 at "));
}
END_TEST

START_TEST(updates_puts_and_references_are_followed)
{
    JUNO_MEMORY_T memory[3] = {{0}};

    attach(&pool, "frames", table);
    for (size_t i = 0; i < 3u; i++)
    {
        Juno_MemoryGet(&pool.alloc, &memory[i], 10);
    }
    Juno_MemoryUpdate(&pool.alloc, &memory[0], 3);
    Juno_MemoryPut(&pool.alloc, &memory[1]);
    Juno_MemoryPutRef(&memory[2]);
    const char *const text = repetition();
    ck_assert_ptr_nonnull(strstr(text, "state block=0 size=3 count=1 "));
    ck_assert_ptr_null(strstr(text, "state block=1"));
    ck_assert_ptr_nonnull(strstr(text, "state block=2 size=10 count=0 "));
}
END_TEST

START_TEST(failed_calls_change_nothing_in_the_table)
{
    JUNO_MEMORY_T memory = {0};
    JUNO_MEMORY_T copy;

    attach(&pool, "frames", table);
    Juno_MemoryGet(&pool.alloc, &memory, 10);
    (void)Juno_MemoryGetRef(&memory);
    copy = memory;
    Juno_MemoryPut(&pool.alloc, &memory); /* in use */
    Juno_MemoryUpdate(&pool.alloc, &copy, BLOCK_SIZE + 1);
    ck_assert_ptr_nonnull(strstr(repetition(), "state block=0 size=10 count=2 "));
}
END_TEST

START_TEST(blocks_from_before_the_attach_stay_unknown_until_they_are_given_out_again)
{
    JUNO_MEMORY_T memory[3] = {{0}};

    for (size_t i = 0; i < 3u; i++)
    {
        Juno_MemoryGet(&pool.alloc, &memory[i], 10);
    }
    attach(&pool, "frames", table);
    Juno_MemoryUpdate(&pool.alloc, &memory[2], 4);
    Juno_MemoryPut(&pool.alloc, &memory[1]);
    Juno_MemoryGet(&pool.alloc, &memory[1], 6);
    const char *const text = repetition();
    ck_assert_ptr_nonnull(strstr(text, "state block=0\n"));
    ck_assert_ptr_nonnull(strstr(text, "state block=1 size=6 count=1 "));
    ck_assert_ptr_nonnull(strstr(text, "state block=2\n"));
}
END_TEST

START_TEST(pools_without_a_table_beside_one_with_it_repeat_no_state)
{
    JUNO_MEMORY_T memory[2] = {{0}};

    attach(&pool, "frames", table);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &other.alloc, "plain"), JUNO_STATUS_SUCCESS);
    Juno_MemoryGet(&pool.alloc, &memory[0], 10);
    for (size_t i = 0; i < 2u; i++)
    {
        Juno_MemoryGet(&other.alloc, &memory[1], 10);
    }
    const char *const text = repetition();
    ck_assert_ptr_nonnull(strstr(text, "state block=0 size=10"));
    ck_assert_ptr_null(strstr(text, "state block=1"));
}
END_TEST

START_TEST(tables_follow_their_pools_after_another_was_detached)
{
    JUNO_MEMORY_T memory = {0};

    attach(&other, "gone", other_table);
    attach(&pool, "frames", table);
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &other.alloc), JUNO_STATUS_SUCCESS);
    Juno_MemoryGet(&pool.alloc, &memory, 12);
    attach(&other, "back", other_table);
    Juno_MemoryGet(&other.alloc, &memory, 13);
    const char *const text = repetition();
    ck_assert_ptr_nonnull(strstr(text, "pool 2 frames 16x4\nstate block=0 size=12 count=1 "));
    ck_assert_ptr_nonnull(strstr(text, "pool 3 back 16x4\nstate block=0 size=13 count=1 "));
}
END_TEST

START_TEST(the_state_of_a_pool_larger_than_a_packet_is_repeated_whole)
{
    enum
    {
        MANY = 300
    };
    static unsigned char memory[MANY][BLOCK_SIZE];
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[MANY];
    static JUNO_MEMORY_TRACE_SLOT_T slots[MANY];
    static JUNO_MEMORY_T held[MANY];
    JUNO_MEMORY_ALLOC_T many;
    char expected[64];

    ck_assert_int_eq(
        Juno_MemoryBlkInit(&many.tBlock, memory, metadata, BLOCK_SIZE, MANY, NULL, NULL), JUNO_STATUS_SUCCESS
    );
    ck_assert_int_eq(Juno_MemoryTraceAttachTable(&trace, &many, "many", slots, MANY), JUNO_STATUS_SUCCESS);
    for (size_t i = 0; i < MANY; i++)
    {
        Juno_MemoryGet(&many, &held[i], 1u + (i % BLOCK_SIZE));
    }
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    tape.size = 0;
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    const char *const text = tape_text();
    for (size_t i = 0; i < MANY; i++)
    {
        const unsigned int block = (unsigned int)i; /* newlib has no %zu */

        (void)snprintf(
            expected, sizeof(expected), "state block=%u size=%u count=1 ", block, 1u + (block % BLOCK_SIZE)
        );
        ck_assert_msg(strstr(text, expected) != NULL, "not there: %s", expected);
    }
}
END_TEST

START_TEST(a_counter_of_few_bits_is_extended)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_MEMORY_T memory = {0};

    config.iClockBits = 24;
    tape_reset();
    tape.time = 0xFFFFF0;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "frames"), JUNO_STATUS_SUCCESS);
    tape.time = 0x000010; /* once around */
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    tape.time = 0xFFFFFF;
    Juno_MemoryPut(&pool.alloc, &memory);
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    tape.time = 0x000000; /* again, between a flush and a mark */
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "later"), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    const char *const text = tape_text();
    ck_assert_ptr_nonnull(strstr(text, "16777200 attach"));
    ck_assert_ptr_nonnull(strstr(text, "16777232 get"));
    ck_assert_ptr_nonnull(strstr(text, "33554431 put"));
    ck_assert_ptr_nonnull(strstr(text, "33554432 mark later"));
}
END_TEST

START_TEST(a_counter_of_32_bits_is_extended_and_one_of_more_is_refused)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    config.iClockBits = 33;
    ck_assert_int_eq(
        Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_INVALID_SIZE_ERROR
    );
    config.iClockBits = 32;
    tape_reset();
    tape.time = 0xFFFFFFFF;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    for (uint64_t i = 0; i < 3u; i++)
    {
        tape.time = 1;
        ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "low"), JUNO_STATUS_SUCCESS);
        tape.time = 0xFFFFFFFE;
        ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "high"), JUNO_STATUS_SUCCESS);
    }
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(trace.iTime, 3u * 0x100000000u + 0xFFFFFFFEu);
}
END_TEST

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_table");
    TCase *const calls = tcase_create("calls");

    tcase_add_checked_fixture(calls, setup, NULL);
    tcase_add_test(calls, attach_table_refuses_null);
    tcase_add_test(calls, attach_table_refuses_a_table_shorter_than_the_pool);
    tcase_add_test(calls, attach_table_refuses_what_is_no_pool_and_what_is_attached);
    tcase_add_test(calls, the_state_is_repeated_with_size_count_time_and_site);
    tcase_add_test(calls, updates_puts_and_references_are_followed);
    tcase_add_test(calls, failed_calls_change_nothing_in_the_table);
    tcase_add_test(calls, blocks_from_before_the_attach_stay_unknown_until_they_are_given_out_again);
    tcase_add_test(calls, pools_without_a_table_beside_one_with_it_repeat_no_state);
    tcase_add_test(calls, tables_follow_their_pools_after_another_was_detached);
    tcase_add_test(calls, the_state_of_a_pool_larger_than_a_packet_is_repeated_whole);
    tcase_add_test(calls, a_counter_of_few_bits_is_extended);
    tcase_add_test(calls, a_counter_of_32_bits_is_extended_and_one_of_more_is_refused);
    suite_add_tcase(suite, calls);
    return suite;
}
