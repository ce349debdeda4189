/* SPDX-License-Identifier: MIT */
/* Juno_MemoryLockSet, and that every operation runs inside the lock once. */
#include "support.h"
#include <string.h>

static JUNO_MEMORY_T live;
static JUNO_MEMORY_T shared;
static JUNO_MEMORY_T orphan;
static JUNO_MEMORY_T stale;

static void setup_locked(void)
{
    setup_pools();
    get_and_put(&pool, &stale);
    get(&pool, &live);
    get(&pool, &shared);
    get(&pool, &orphan);
    Juno_MemoryGetRef(&shared);
    Juno_MemoryPutRef(&orphan);
    use_counting_lock();
}

static JUNO_STATUS_T get_one(void)
{
    JUNO_MEMORY_T memory;
    return Juno_MemoryGet(&pool.alloc, &memory, 1);
}

static JUNO_STATUS_T get_nothing(void)
{
    JUNO_MEMORY_T memory;
    return Juno_MemoryGet(&pool.alloc, &memory, 0);
}

static JUNO_STATUS_T get_too_much(void)
{
    JUNO_MEMORY_T memory;
    return Juno_MemoryGet(&pool.alloc, &memory, BLOCK_SIZE + 1);
}

static JUNO_STATUS_T get_into_null(void)
{
    return Juno_MemoryGet(&pool.alloc, NULL, 1);
}

static JUNO_STATUS_T update_live(void)
{
    return Juno_MemoryUpdate(&pool.alloc, &live, 2);
}

static JUNO_STATUS_T update_stale(void)
{
    return Juno_MemoryUpdate(&pool.alloc, &stale, 2);
}

static JUNO_STATUS_T put_live(void)
{
    return Juno_MemoryPut(&pool.alloc, &live);
}

static JUNO_STATUS_T put_shared(void)
{
    return Juno_MemoryPut(&pool.alloc, &shared);
}

static JUNO_STATUS_T put_stale(void)
{
    return Juno_MemoryPut(&pool.alloc, &stale);
}

static JUNO_STATUS_T put_null(void)
{
    return Juno_MemoryPut(&pool.alloc, NULL);
}

static JUNO_STATUS_T put_live_by_hand(void)
{
    JUNO_MEMORY_T key = by_hand(live.pvAddr, 1, 1);
    return Juno_MemoryPut(&pool.alloc, &key);
}

static JUNO_STATUS_T get_ref_live(void)
{
    Juno_MemoryGetRef(&live);
    return report.status;
}

static JUNO_STATUS_T get_ref_orphan(void)
{
    Juno_MemoryGetRef(&orphan);
    return report.status;
}

static JUNO_STATUS_T get_ref_stale(void)
{
    Juno_MemoryGetRef(&stale);
    return report.status;
}

static JUNO_STATUS_T put_ref_shared(void)
{
    Juno_MemoryPutRef(&shared);
    return report.status;
}

static JUNO_STATUS_T put_ref_orphan(void)
{
    Juno_MemoryPutRef(&orphan);
    return report.status;
}

static JUNO_STATUS_T put_ref_stale(void)
{
    Juno_MemoryPutRef(&stale);
    return report.status;
}

static JUNO_STATUS_T read_stats(void)
{
    JUNO_MEMORY_STATS_T stats = {0};
    stats.zStructSize = sizeof(stats);
    return Juno_MemoryBlkStats(&pool.alloc.tBlock, &stats);
}

static JUNO_STATUS_T reset_peak(void)
{
    return Juno_MemoryBlkPeakReset(&pool.alloc.tBlock);
}

static JUNO_STATUS_T set_options(void)
{
    return Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, JUNO_MEMORY_BLK_CLEAR);
}

static JUNO_STATUS_T ask_for_owner(void)
{
    ck_assert(Juno_MemoryBlkOwns(&pool.alloc.tBlock, pool.memory.bytes));
    return JUNO_STATUS_SUCCESS;
}

static const struct
{
    const char *name;
    JUNO_STATUS_T (*run)(void);
    JUNO_STATUS_T status;
} operations[] = {
    {"get", get_one, JUNO_STATUS_SUCCESS},
    {"get of size 0", get_nothing, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"get of too much", get_too_much, JUNO_STATUS_MEMALLOC_ERROR},
    {"get into NULL", get_into_null, JUNO_STATUS_NULLPTR_ERROR},
    {"update", update_live, JUNO_STATUS_SUCCESS},
    {"update of a stale copy", update_stale, JUNO_STATUS_INVALID_REF_ERROR},
    {"put", put_live, JUNO_STATUS_SUCCESS},
    {"put by hand", put_live_by_hand, JUNO_STATUS_SUCCESS},
    {"put in use", put_shared, JUNO_STATUS_REF_IN_USE_ERROR},
    {"put of a stale copy", put_stale, JUNO_STATUS_MEMFREE_ERROR},
    {"put of NULL", put_null, JUNO_STATUS_NULLPTR_ERROR},
    {"get a reference", get_ref_live, JUNO_STATUS_SUCCESS},
    {"get a reference at 0", get_ref_orphan, JUNO_STATUS_INVALID_REF_ERROR},
    {"get a reference of a stale copy", get_ref_stale, JUNO_STATUS_INVALID_REF_ERROR},
    {"put a reference", put_ref_shared, JUNO_STATUS_SUCCESS},
    {"put a reference at 0", put_ref_orphan, JUNO_STATUS_INVALID_REF_ERROR},
    {"put a reference of a stale copy", put_ref_stale, JUNO_STATUS_INVALID_REF_ERROR},
    {"statistics", read_stats, JUNO_STATUS_SUCCESS},
    {"peak reset", reset_peak, JUNO_STATUS_SUCCESS},
    {"membership", ask_for_owner, JUNO_STATUS_SUCCESS},
    {"options", set_options, JUNO_STATUS_SUCCESS},
};

enum
{
    OPERATIONS = (int)(sizeof(operations) / sizeof(operations[0]))
};

START_TEST(lock_is_taken_and_given_back_once_by_each_operation)
{
    JUNO_STATUS_T status = operations[_i].run();
    ck_assert_msg(
        status == operations[_i].status, "%s: %s", operations[_i].name, Juno_StatusToString(status)
    );
    ck_assert_msg(counting.locks == 1, "%s: locked %d times", operations[_i].name, counting.locks);
    ck_assert_msg(counting.unlocks == 1, "%s: unlocked %d times", operations[_i].name, counting.unlocks);
}
END_TEST

START_TEST(lock_is_free_while_the_handler_runs)
{
    JUNO_STATUS_T status = operations[_i].run();
    if (status != JUNO_STATUS_SUCCESS)
    {
        expect_report(status);
        ck_assert_int_eq(report.lock_depth, 0);
    }
    ck_assert_int_eq(report.calls, status == JUNO_STATUS_SUCCESS ? 0 : 1);
}
END_TEST

START_TEST(lock_does_not_make_a_pool_clear_its_blocks)
{
    const unsigned char kept[BLOCK_SIZE] = {PATTERN, PATTERN};
    JUNO_MEMORY_T next;
    memcpy(live.pvAddr, kept, BLOCK_SIZE);
    put(&pool, &live);
    get(&pool, &next);
    lay_open_pools();
    ck_assert_mem_eq(next.pvAddr, kept, BLOCK_SIZE);
}
END_TEST

START_TEST(lock_of_a_full_pool_is_given_back)
{
    ck_assert_int_eq(get_one(), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(get_one(), JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_int_eq(counting.locks, 2);
    ck_assert_int_eq(counting.unlocks, 2);
    ck_assert_int_eq(report.lock_depth, 0);
}
END_TEST

/* The handler calls back into the library: a lock still held would show. */
static void put_in_handler(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *data)
{
    record_failure(status, message, data);
    put(&pool, &live);
}

START_TEST(lock_lets_the_handler_call_the_library)
{
    ck_assert_int_eq(get_one(), JUNO_STATUS_SUCCESS);
    pool.alloc.tBlock.pfcnFailureHandler = put_in_handler;
    ck_assert_int_eq(get_one(), JUNO_STATUS_MEMALLOC_ERROR);
    expect_report(JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_int_eq(get_one(), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(counting.locks, 4);
    ck_assert_int_eq(counting.unlocks, 4);
}
END_TEST

START_TEST(lock_set_to_null_is_used_no_more)
{
    ck_assert_int_eq(Juno_MemoryLockSet(&pool.alloc, NULL), JUNO_STATUS_SUCCESS);
    int locks = counting.locks;
    ck_assert_int_eq(get_one(), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(counting.locks, locks);
    ck_assert_int_eq(counting.locks, counting.unlocks);
    expect_no_report();
}
END_TEST

START_TEST(lock_of_one_pool_is_not_the_other_pools)
{
    JUNO_MEMORY_T memory;
    get(&other, &memory);
    put(&other, &memory);
    ck_assert_int_eq(counting.locks, 0);
}
END_TEST

START_TEST(lock_is_forgotten_when_the_pool_is_inited_anew)
{
    setup_pools();
    ck_assert_int_eq(get_one(), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(counting.locks, 0);
}
END_TEST

START_TEST(lock_is_balanced_after_deinit)
{
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(counting.locks, counting.unlocks);
    ck_assert_int_eq(counting.depth, 0);
}
END_TEST

START_TEST(lock_is_balanced_when_an_argument_is_null)
{
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, NULL, 1), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(report.lock_depth, 0);
    ck_assert_int_eq(Juno_MemoryBlkStats(&pool.alloc.tBlock, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(report.lock_depth, 0);
    ck_assert_int_eq(Juno_MemoryBlkForEach(&pool.alloc.tBlock, NULL, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(report.lock_depth, 0);
    ck_assert_int_eq(Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, 2u), JUNO_STATUS_ERR);
    ck_assert_int_eq(report.lock_depth, 0);
    ck_assert_int_eq(report.calls, 4);
    ck_assert_int_eq(counting.locks, counting.unlocks);
}
END_TEST

START_TEST(lock_without_both_functions_is_refused)
{
    JUNO_MEMORY_LOCK_T half = counting.lock;
    half.pfcnLock = (_i & 1) ? NULL : half.pfcnLock;
    half.pfcnUnlock = (_i & 2) ? NULL : half.pfcnUnlock;
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryLockSet(&pool.alloc, &half);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(lock_for_a_null_allocator_is_nullptr_and_unheard)
{
    ck_assert_int_eq(Juno_MemoryLockSet(NULL, &counting.lock), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(lock_names_a_missing_function_before_type)
{
    JUNO_MEMORY_LOCK_T empty = {0};
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryLockSet(&pool.alloc, &empty), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(lock_for_an_allocator_not_inited_is_invalid_type_and_unheard)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryLockSet(&pool.alloc, &counting.lock);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("lock");
    TCase *tests = tcase_create("lock");
    tcase_add_checked_fixture(tests, setup_locked, teardown_pools);
    tcase_add_loop_test(tests, lock_is_taken_and_given_back_once_by_each_operation, 0, OPERATIONS);
    tcase_add_loop_test(tests, lock_is_free_while_the_handler_runs, 0, OPERATIONS);
    tcase_add_test(tests, lock_does_not_make_a_pool_clear_its_blocks);
    tcase_add_test(tests, lock_of_a_full_pool_is_given_back);
    tcase_add_test(tests, lock_lets_the_handler_call_the_library);
    tcase_add_test(tests, lock_set_to_null_is_used_no_more);
    tcase_add_test(tests, lock_of_one_pool_is_not_the_other_pools);
    tcase_add_test(tests, lock_is_forgotten_when_the_pool_is_inited_anew);
    tcase_add_test(tests, lock_is_balanced_after_deinit);
    tcase_add_test(tests, lock_is_balanced_when_an_argument_is_null);
    tcase_add_loop_test(tests, lock_without_both_functions_is_refused, 1, 4);
    tcase_add_test(tests, lock_for_a_null_allocator_is_nullptr_and_unheard);
    tcase_add_test(tests, lock_names_a_missing_function_before_type);
    tcase_add_test(tests, lock_for_an_allocator_not_inited_is_invalid_type_and_unheard);
    suite_add_tcase(suite, tests);
    return suite;
}
