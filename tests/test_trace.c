/* SPDX-License-Identifier: MIT */
/*
 * The recorder: what each call leaves in the trace. Source lines are set with
 * #line, so that the expected texts are literal.
 */
#define JUNO_MEMORY_TRACE
#include "support.h"
#include "trace_text.h"
#include <string.h>

static JUNO_MEMORY_TRACE_T trace;
static unsigned char buffer[4096];

#define START "header ticks=1000 program=suite\npool 1 frames 16x4\n"

static void attach(JUNO_MEMORY_ALLOC_T *alloc, const char *name)
{
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, alloc, name), JUNO_STATUS_SUCCESS);
}

static void finish(void)
{
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert(tape_is_complete());
}

/* Both pools fresh, the first one attached at time 0. */
static void setup(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    tape_reset();
    setup_pools();
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    attach(&pool.alloc, "frames");
}

START_TEST(get_update_and_put_are_recorded_with_size_and_site)
{
    JUNO_MEMORY_T memory = {0};

    tape.time = 5;
#line 100 "app.c"
    Juno_MemoryGet(&pool.alloc, &memory, 16);
    tape.time = 7;
    Juno_MemoryUpdate(&pool.alloc, &memory, 3);
    Juno_MemoryPut(&pool.alloc, &memory);
    finish();
    ck_assert_str_eq(
        tape_text(), START
        "0 attach pool=1 block=0 value=0\n"
        "5 get pool=1 block=0 value=16 at app.c:100 (get_update_and_put_are_recorded_with_size_and_site_fn)\n"
        "7 update pool=1 block=0 value=3 at app.c:102 "
        "(get_update_and_put_are_recorded_with_size_and_site_fn)\n"
        "7 put pool=1 block=0 value=0 at app.c:103 (get_update_and_put_are_recorded_with_size_and_site_fn)\n"
        "end events=4 dropped=0\n"
    );
}
END_TEST

static void take_and_give(JUNO_MEMORY_T *ptMemory)
{
#line 200 "app.c"
    JUNO_NEW_REF_FROM_PTR(ptMemory);
    Juno_MemoryPutRef(JUNO_REF(ptMemory));
}

START_TEST(references_are_recorded_with_the_resulting_count)
{
    JUNO_MEMORY_T memory = {0};

#line 300 "app.c"
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    take_and_give(&memory);
    finish();
    ck_assert_str_eq(
        tape_text(), START
        "0 attach pool=1 block=0 value=0\n"
        "0 get pool=1 block=0 value=1 at app.c:300 (references_are_recorded_with_the_resulting_count_fn)\n"
        "0 ref-get pool=1 block=0 value=2 at app.c:200 (take_and_give)\n"
        "0 ref-put pool=1 block=0 value=1 at app.c:201 (take_and_give)\n"
        "end events=4 dropped=0\n"
    );
}
END_TEST

START_TEST(failures_are_recorded_with_call_cause_and_status)
{
    JUNO_MEMORY_T memory = {0};
    JUNO_MEMORY_T copy = {0};
    JUNO_MEMORY_T foreign = {0};

#line 1 "f.c"
    Juno_MemoryGet(&pool.alloc, &memory, 0);
    Juno_MemoryGet(&pool.alloc, &memory, 17);
    Juno_MemoryGet(&pool.alloc, NULL, 1);
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    copy = memory;
    Juno_MemoryGetRef(&memory);
    Juno_MemoryPut(&pool.alloc, &memory);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryGetRef(&memory);
    Juno_MemoryPut(&pool.alloc, &memory);
    Juno_MemoryPut(&pool.alloc, &copy);
    Juno_MemoryGetRef(&copy);
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    Juno_MemoryPut(&pool.alloc, &copy);
    Juno_MemoryGet(&other.alloc, &foreign, 1);
    Juno_MemoryPut(&pool.alloc, &foreign);
    Juno_MemoryUpdate(&pool.alloc, &copy, 1);
    finish();
#define AT(line) " at f.c:" line " (failures_are_recorded_with_call_cause_and_status_fn)\n"
    ck_assert_str_eq(
        tape_text(), START
        "0 attach pool=1 block=0 value=0\n"
        "0 failed get zero-size status=6 pool=1 block=0 value=0" AT("1"
        ) "0 failed get too-large status=3 pool=1 block=0 value=17" AT("2"
        ) "0 failed get null status=2 pool=1 block=0 value=1" AT("3") "0 get pool=1 block=0 value=1" AT("4"
        ) "0 ref-get pool=1 block=0 value=2" AT("6"
        ) "0 failed put in-use status=14 pool=1 block=1 value=2" AT("7"
        ) "0 ref-put pool=1 block=0 value=1" AT("8") "0 ref-put pool=1 block=0 value=0" AT("9"
        ) "0 failed ref-put unref-at-zero status=13 pool=1 block=1 value=0" AT("10"
        ) "0 failed ref-get ref-after-free status=13 pool=1 block=1 value=0" AT("11"
        ) "0 put pool=1 block=0 value=0" AT("12"
        ) "0 failed put double-free status=4 pool=1 block=1 value=1" AT("13"
        ) "0 failed ref-get ref-after-free status=13 pool=1 block=1 value=1" AT("14"
        ) "0 get pool=1 block=0 value=1" AT("15") "0 failed put stale status=4 pool=1 block=1 value=1" AT("16"
        ) "0 failed put bad-address status=4 pool=1 block=0 value=1" AT("18"
        ) "0 failed update stale status=13 pool=1 block=1 value=1" AT("19") "end events=18 dropped=0\n"
    );
#undef AT
}
END_TEST

START_TEST(a_full_pool_is_recorded_as_full)
{
    JUNO_MEMORY_T memory[BLOCKS + 1] = {{0}};

    for (size_t i = 0; i <= BLOCKS; i++)
    {
        Juno_MemoryGet(&pool.alloc, &memory[i], 1);
    }
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "failed get full status=3 pool=1 block=0 value=1"));
}
END_TEST

/* Told by source line, and by address. */
START_TEST(a_put_of_null_is_recorded_with_neither_block_nor_count)
{
#line 1 "n.c"
    Juno_MemoryPut(&pool.alloc, NULL);
    (Juno_MemoryPut)(&pool.alloc, NULL);
    finish();
    ck_assert_str_eq(
        tape_text(), START "0 attach pool=1 block=0 value=0\n"
                           "0 failed put null status=2 pool=1 block=0 value=0 at n.c:1 "
                           "(a_put_of_null_is_recorded_with_neither_block_nor_count_fn)\n"
                           "0 failed put null status=2 pool=1 block=0 value=0 at an address\n"
                           "end events=3 dropped=0\n"
    );
}
END_TEST

START_TEST(calls_through_the_function_pointers_are_recorded_by_address)
{
    JUNO_MEMORY_T memory = {0};

    ck_assert_int_eq(Juno_MemoryApi()->Get(&pool.alloc, &memory, 2), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryApi()->Update(&pool.alloc, &memory, 4), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryApi()->Put(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    finish();
    ck_assert_str_eq(
        tape_text(), START "0 attach pool=1 block=0 value=0\n"
                           "0 get pool=1 block=0 value=2 at an address\n"
                           "0 update pool=1 block=0 value=4 at an address\n"
                           "0 put pool=1 block=0 value=0 at an address\n"
                           "end events=4 dropped=0\n"
    );
}
END_TEST

START_TEST(plain_reference_calls_are_recorded_by_address)
{
    JUNO_MEMORY_T memory = {0};

    Juno_MemoryGet(&pool.alloc, &memory, 2);
    ck_assert_ptr_eq((Juno_MemoryGetRef)(&memory), &memory);
    (Juno_MemoryPutRef)(&memory);
    finish();
    ck_assert_ptr_nonnull(strstr(
        tape_text(), "0 ref-get pool=1 block=0 value=2 at an address\n"
                     "0 ref-put pool=1 block=0 value=1 at an address\n"
    ));
}
END_TEST

START_TEST(marks_are_recorded_in_order)
{
    tape.time = 9;
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "burst"), JUNO_STATUS_SUCCESS);
    finish();
    ck_assert_str_eq(
        tape_text(), START "0 attach pool=1 block=0 value=0\n9 mark burst\nend events=1 dropped=0\n"
    );
}
END_TEST

START_TEST(a_mark_longer_than_a_packet_is_cut)
{
    static char longest[8192];

    memset(longest, 'x', sizeof(longest) - 1u);
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, longest), JUNO_STATUS_SUCCESS);
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "mark xxxxxxxx"));
    ck_assert_uint_le(tape.largest, sizeof(buffer));
}
END_TEST

START_TEST(a_clock_that_goes_back_is_recorded_as_it_is)
{
    tape.time = 50;
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "late"), JUNO_STATUS_SUCCESS);
    tape.time = 20;
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "early"), JUNO_STATUS_SUCCESS);
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "50 mark late\n20 mark early\n"));
}
END_TEST

START_TEST(each_event_has_its_thread)
{
    JUNO_MEMORY_T memory = {0};

    tape.thread = 3;
#line 1 "t.c"
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    tape.thread = 4;
    Juno_MemoryPut(&pool.alloc, &memory);
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "get pool=1 block=0 value=1 thread=3 at t.c:1"));
    ck_assert_ptr_nonnull(strstr(tape_text(), "put pool=1 block=0 value=0 thread=4 at t.c:3"));
}
END_TEST

START_TEST(detaching_ends_the_record_of_that_pool_only)
{
    JUNO_MEMORY_T memory = {0};

    attach(&other.alloc, "others");
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_SUCCESS);
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    (Juno_MemoryGet)(&other.alloc, &memory, 1);
    finish();
    ck_assert_str_eq(
        tape_text(), START "0 attach pool=1 block=0 value=0\n"
                           "pool 2 others 16x4\n"
                           "0 attach pool=2 block=0 value=0\n"
                           "0 detach pool=1 block=0 value=0\n"
                           "0 get pool=2 block=0 value=1 at an address\n"
                           "end events=4 dropped=0\n"
    );
}
END_TEST

START_TEST(a_detached_pool_can_be_attached_again)
{
    ck_assert_int_eq(Juno_MemoryTraceDetach(&trace, &pool.alloc), JUNO_STATUS_SUCCESS);
    attach(&pool.alloc, "again");
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "pool 2 again 16x4\n0 attach pool=2 block=0 value=0\n"));
}
END_TEST

START_TEST(the_end_of_a_pool_is_recorded)
{
    JUNO_MEMORY_T memory = {0};

    (Juno_MemoryGet)(&pool.alloc, &memory, 1);
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "deinit pool=1 block=1 value=0 at an address\nend events=3"));
}
END_TEST

START_TEST(a_pool_inited_anew_can_be_attached_again)
{
    ck_assert_int_eq(
        Juno_MemoryBlkInit(&pool.alloc.tBlock, pool.memory.bytes, pool.metadata, BLOCK_SIZE, 2, NULL, NULL),
        JUNO_STATUS_SUCCESS
    );
    attach(&pool.alloc, "second");
    finish();
    ck_assert_ptr_nonnull(strstr(tape_text(), "pool 2 second 16x2\n0 attach pool=2 block=0 value=0\n"));
}
END_TEST

START_TEST(live_blocks_are_recorded_first_when_a_pool_is_attached)
{
    JUNO_MEMORY_T memory[3] = {{0}};

    for (size_t i = 0; i < 3u; i++)
    {
        Juno_MemoryGet(&other.alloc, &memory[i], 1);
    }
    Juno_MemoryPut(&other.alloc, &memory[1]);
    attach(&other.alloc, "late");
    finish();
    ck_assert_ptr_nonnull(strstr(
        tape_text(), "pool 2 late 16x4\nstate block=0\nstate block=2\n0 attach pool=2 block=2 value=0\n"
    ));
}
END_TEST

START_TEST(nothing_is_recorded_after_the_end)
{
    JUNO_MEMORY_T memory = {0};

    finish();
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    ck_assert_str_eq(tape_text(), START "0 attach pool=1 block=0 value=0\nend events=1 dropped=0\n");
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "x"), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_ERR);
    ck_assert_int_eq(Juno_MemoryTraceAttach(&trace, &pool.alloc, "x"), JUNO_STATUS_ERR);
}
END_TEST

START_TEST(flush_writes_what_is_in_the_buffer)
{
    const size_t packets = tape.packets;

    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(tape.packets, packets + 1u);
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(tape.packets, packets + 1u);
    ck_assert_ptr_nonnull(strstr(tape_text(), "0 attach pool=1 block=0 value=0\n"));
}
END_TEST

START_TEST(a_failed_write_costs_its_events_and_says_how_many)
{
    JUNO_MEMORY_T memory = {0};

    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryApi()->Get(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryApi()->Put(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    tape.fail_from = tape.calls;
    tape.fail_to = tape.calls + 1u;
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(Juno_MemoryApi()->Get(&pool.alloc, &memory, 3), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_str_eq(
        tape_text(), START "0 attach pool=1 block=0 value=0\n"
                           "gap packets=0 events=0 dropped=2\n"
                           "0 get pool=1 block=0 value=3 at an address\n"
                           "end events=2 dropped=2\n"
    );
}
END_TEST

START_TEST(an_end_that_cannot_be_written_ends_the_recording)
{
    tape.fail_from = 0;
    ck_assert_int_eq(Juno_MemoryTraceEnd(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "x"), JUNO_STATUS_ERR);
    ck_assert_ptr_null(pool.alloc.tBlock.ptObserver);
}
END_TEST

START_TEST(a_definition_that_could_not_be_written_is_written_later)
{
    JUNO_MEMORY_T memory = {0};

    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    tape.fail_from = tape.calls;
    tape.fail_to = tape.calls + 1u;
    attach(&other.alloc, "others");
    Juno_MemoryGet(&other.alloc, &memory, 1);
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_nonnull(strstr(tape_text(), "pool 2 others 16x4"));
}
END_TEST

START_TEST(a_trace_without_clock_has_an_order_but_no_times)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();

    setup_pools();
    tape_reset();
    config.pfcnClock = NULL;
    config.pfcnThread = NULL;
    config.pcProgram = NULL;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    tape.time = 77;
    ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "a"), JUNO_STATUS_SUCCESS);
    finish();
    ck_assert_str_eq(tape_text(), "header ticks=0 program=\n0 mark a\nend events=0 dropped=0\n");
}
END_TEST

START_TEST(the_lock_of_the_trace_is_taken_once_for_each_event)
{
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    JUNO_MEMORY_T memory = {0};

    setup_pools();
    tape_reset();
    use_counting_lock();
    ck_assert_int_eq(Juno_MemoryLockSet(&pool.alloc, NULL), JUNO_STATUS_SUCCESS);
    config.ptLock = &counting.lock;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config), JUNO_STATUS_SUCCESS);
    attach(&pool.alloc, "frames");
    counting.locks = 0;
    counting.unlocks = 0;
    Juno_MemoryGet(&pool.alloc, &memory, 1);
    ck_assert_int_eq(counting.locks, 1);
    ck_assert_int_eq(counting.unlocks, 1);
    finish();
}
END_TEST

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace");
    TCase *const tcase = tcase_create("events");

    tcase_add_checked_fixture(tcase, setup, NULL);
    tcase_add_test(tcase, get_update_and_put_are_recorded_with_size_and_site);
    tcase_add_test(tcase, references_are_recorded_with_the_resulting_count);
    tcase_add_test(tcase, failures_are_recorded_with_call_cause_and_status);
    tcase_add_test(tcase, a_full_pool_is_recorded_as_full);
    tcase_add_test(tcase, a_put_of_null_is_recorded_with_neither_block_nor_count);
    tcase_add_test(tcase, calls_through_the_function_pointers_are_recorded_by_address);
    tcase_add_test(tcase, plain_reference_calls_are_recorded_by_address);
    tcase_add_test(tcase, marks_are_recorded_in_order);
    tcase_add_test(tcase, a_mark_longer_than_a_packet_is_cut);
    tcase_add_test(tcase, a_clock_that_goes_back_is_recorded_as_it_is);
    tcase_add_test(tcase, each_event_has_its_thread);
    tcase_add_test(tcase, detaching_ends_the_record_of_that_pool_only);
    tcase_add_test(tcase, a_detached_pool_can_be_attached_again);
    tcase_add_test(tcase, the_end_of_a_pool_is_recorded);
    tcase_add_test(tcase, a_pool_inited_anew_can_be_attached_again);
    tcase_add_test(tcase, live_blocks_are_recorded_first_when_a_pool_is_attached);
    tcase_add_test(tcase, nothing_is_recorded_after_the_end);
    tcase_add_test(tcase, flush_writes_what_is_in_the_buffer);
    tcase_add_test(tcase, a_failed_write_costs_its_events_and_says_how_many);
    tcase_add_test(tcase, an_end_that_cannot_be_written_ends_the_recording);
    tcase_add_test(tcase, a_definition_that_could_not_be_written_is_written_later);
    tcase_add_test(tcase, a_trace_without_clock_has_an_order_but_no_times);
    tcase_add_test(tcase, the_lock_of_the_trace_is_taken_once_for_each_event);
    suite_add_tcase(suite, tcase);
    return suite;
}
