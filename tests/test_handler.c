/* SPDX-License-Identifier: MIT */
/* The failure handler: what it is told, and what it may do. */
#include "support.h"
#include <string.h>

typedef struct failure
{
    const char *name;
    void (*cause)(void);
    JUNO_STATUS_T status;
} failure_t;

static JUNO_MEMORY_T memory;

static void fail_by_null(void)
{
    (void)Juno_MemoryGet(&pool.alloc, NULL, 1);
}

static void fail_by_size_zero(void)
{
    (void)Juno_MemoryGet(&pool.alloc, &memory, 0);
}

static void fail_by_size(void)
{
    (void)Juno_MemoryGet(&pool.alloc, &memory, BLOCK_SIZE + 1);
}

static void fail_by_full_pool(void)
{
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &memory);
    }
    (void)Juno_MemoryGet(&pool.alloc, &memory, 1);
}

static void fail_by_address(void)
{
    memory = by_hand(&memory, 1, 1);
    (void)Juno_MemoryPut(&pool.alloc, &memory);
}

static void fail_by_double_free(void)
{
    get_and_put(&pool, &memory);
    memory = by_hand(memory.pvAddr, 1, 1);
    (void)Juno_MemoryPut(&pool.alloc, &memory);
}

static void fail_by_stale_copy(void)
{
    JUNO_MEMORY_T next;
    get_and_put(&pool, &memory);
    get(&pool, &next);
    (void)Juno_MemoryPut(&pool.alloc, &memory);
}

static void fail_by_references(void)
{
    get(&pool, &memory);
    Juno_MemoryGetRef(&memory);
    (void)Juno_MemoryPut(&pool.alloc, &memory);
}

static void fail_by_reference_after_zero(void)
{
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryGetRef(&memory);
}

static void fail_by_count_below_zero(void)
{
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryPutRef(&memory);
}

static const failure_t failures[] = {
    {"NULL", fail_by_null, JUNO_STATUS_NULLPTR_ERROR},
    {"size 0", fail_by_size_zero, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"size too large", fail_by_size, JUNO_STATUS_MEMALLOC_ERROR},
    {"full", fail_by_full_pool, JUNO_STATUS_MEMALLOC_ERROR},
    {"bad address", fail_by_address, JUNO_STATUS_MEMFREE_ERROR},
    {"double free", fail_by_double_free, JUNO_STATUS_MEMFREE_ERROR},
    {"stale", fail_by_stale_copy, JUNO_STATUS_MEMFREE_ERROR},
    {"in use", fail_by_references, JUNO_STATUS_REF_IN_USE_ERROR},
    {"reference after zero", fail_by_reference_after_zero, JUNO_STATUS_INVALID_REF_ERROR},
    {"count below zero", fail_by_count_below_zero, JUNO_STATUS_INVALID_REF_ERROR},
};

enum
{
    FAILURES = (int)(sizeof(failures) / sizeof(failures[0]))
};

START_TEST(handler_is_told_once_with_status_message_and_user_data)
{
    failures[_i].cause();
    expect_report(failures[_i].status);
}
END_TEST

#ifndef JUNO_MEMORY_NO_MESSAGES
START_TEST(handler_messages_name_the_cause)
{
    failures[_i].cause();
    const char *message = report.message;
    for (int i = 0; i < FAILURES; i++)
    {
        setup_pools();
        failures[i].cause();
        bool same = strcmp(message, report.message) == 0;
        ck_assert_msg(same == (i == _i), "%s and %s: %s", failures[_i].name, failures[i].name, message);
    }
}
END_TEST

static const char *const foreign[] = {
    "other pool's block",
    "other pool's descriptor, this pool's address",
    "another block's address than the descriptor's",
    "from before the pool was inited anew",
    "never-carved block",
    "interior pointer",
};

/* Not that it was freed twice, or is stale: it never was a block's descriptor. */
START_TEST(handler_messages_tell_a_bad_address_from_a_double_free)
{
    fail_by_address();
    const char *bad_address = report.message;
    for (int i = 0; i < bad_descriptor_count; i++)
    {
        if (strcmp(bad_descriptors[i].name, foreign[_i]) == 0)
        {
            setup_pools();
            bad_descriptors[i].make(&memory);
            ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_MEMFREE_ERROR);
            ck_assert_str_eq(report.message, bad_address);
            return;
        }
    }
    ck_abort_msg("no such descriptor: %s", foreign[_i]);
}
END_TEST

START_TEST(handler_messages_call_a_put_of_an_empty_descriptor_a_double_free)
{
    fail_by_double_free();
    const char *double_free = report.message;
    memory = by_hand(NULL, 0, 0);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_MEMFREE_ERROR);
    ck_assert_str_eq(report.message, double_free);
}
END_TEST

/* Nothing was to be freed: whether the block is out again makes no difference. */
START_TEST(handler_messages_call_an_update_of_a_free_block_stale)
{
    fail_by_stale_copy();
    const char *stale = report.message;
    setup_pools();
    get_and_put(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory, 1), JUNO_STATUS_INVALID_REF_ERROR);
    ck_assert_str_eq(report.message, stale);
}
END_TEST

START_TEST(handler_messages_are_one_line)
{
    failures[_i].cause();
    ck_assert_ptr_null(strchr(report.message, '\n'));
}
END_TEST
#endif

START_TEST(handler_left_out_is_not_missed)
{
    pool.alloc.tBlock.pfcnFailureHandler = NULL;
    failures[_i].cause();
    expect_no_report();
}
END_TEST

START_TEST(handler_of_the_other_pool_is_not_called)
{
    failures[_i].cause();
    ck_assert_int_eq(report.calls, 1);
    ck_assert_uint_eq(other.alloc.tBlock.zFailedGets, 0);
    ck_assert_uint_eq(other.alloc.tBlock.zFailedPuts, 0);
}
END_TEST

static JUNO_MEMORY_T held;

static void make_room(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *data)
{
    record_failure(status, message, data);
    put(&pool, &held);
}

START_TEST(handler_may_call_the_library)
{
    get(&pool, &held);
    get(&pool, &memory);
    get(&pool, &memory);
    get(&pool, &memory);
    pool.alloc.tBlock.pfcnFailureHandler = make_room;
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 3);
    get(&pool, &memory);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
}
END_TEST

static void fail_again(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *data)
{
    record_failure(status, message, data);
    if (report.calls < 3)
    {
        fail_by_size_zero();
    }
}

START_TEST(handler_may_fail_in_the_library_itself)
{
    pool.alloc.tBlock.pfcnFailureHandler = fail_again;
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 17), JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_int_eq(report.calls, 3);
    ck_assert_int_eq(report.status, JUNO_STATUS_INVALID_SIZE_ERROR);
}
END_TEST

static void end_pool(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *data)
{
    record_failure(status, message, data);
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
}

START_TEST(handler_may_end_the_pool)
{
    pool.alloc.tBlock.pfcnFailureHandler = end_pool;
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 0), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 0), JUNO_STATUS_INVALID_TYPE_ERROR);
    ck_assert_int_eq(report.calls, 1);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("failure handler");
    TCase *tests = pool_case("failure handler");
    tcase_add_loop_test(tests, handler_is_told_once_with_status_message_and_user_data, 0, FAILURES);
#ifndef JUNO_MEMORY_NO_MESSAGES
    tcase_add_loop_test(tests, handler_messages_name_the_cause, 0, FAILURES);
    tcase_add_loop_test(tests, handler_messages_tell_a_bad_address_from_a_double_free, 0, 6);
    tcase_add_test(tests, handler_messages_call_a_put_of_an_empty_descriptor_a_double_free);
    tcase_add_test(tests, handler_messages_call_an_update_of_a_free_block_stale);
    tcase_add_loop_test(tests, handler_messages_are_one_line, 0, FAILURES);
#endif
    tcase_add_loop_test(tests, handler_left_out_is_not_missed, 0, FAILURES);
    tcase_add_loop_test(tests, handler_of_the_other_pool_is_not_called, 0, FAILURES);
    tcase_add_test(tests, handler_may_call_the_library);
    tcase_add_test(tests, handler_may_fail_in_the_library_itself);
    tcase_add_test(tests, handler_may_end_the_pool);
    suite_add_tcase(suite, tests);
    return suite;
}
