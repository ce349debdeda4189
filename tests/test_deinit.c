/* SPDX-License-Identifier: MIT */
/* Juno_MemoryBlkDeinit, and pools that are inited anew. */
#include "support.h"
#include <string.h>

static void deinit(void)
{
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
}

static void init_again(void)
{
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, BLOCK_SIZE, BLOCKS, record_failure,
        handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
}

START_TEST(deinit_ends_a_pool)
{
    deinit();
    ck_assert_int_eq(pool.alloc.tHdr.tType, JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    expect_no_report();
}
END_TEST

START_TEST(deinit_ends_a_pool_with_blocks_out)
{
    JUNO_MEMORY_T memory;
    get(&pool, &memory);
    deinit();
    ck_assert_int_eq(pool.alloc.tHdr.tType, JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    expect_no_report();
}
END_TEST

START_TEST(deinit_leaves_a_pool_that_serves_nothing)
{
    JUNO_MEMORY_T memory;
    get(&pool, &memory);
    deinit();
    remember(&memory);
    expect_refused_unheard(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
    expect_refused_unheard(
        Juno_MemoryUpdate(&pool.alloc, &memory, 1), JUNO_STATUS_INVALID_TYPE_ERROR, &memory
    );
    expect_refused_unheard(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
    ck_assert(!Juno_MemoryBlkOwns(&pool.alloc.tBlock, pool.memory.bytes));
}
END_TEST

START_TEST(deinit_twice_is_invalid_type_and_unheard)
{
    deinit();
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkDeinit(&pool.alloc.tBlock);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
}
END_TEST

START_TEST(deinit_of_an_unknown_type_is_invalid_type_and_unheard)
{
    set_type(2);
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkDeinit(&pool.alloc.tBlock);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
}
END_TEST

START_TEST(deinit_of_null_is_nullptr_and_unheard)
{
    ck_assert_int_eq(Juno_MemoryBlkDeinit(NULL), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(deinit_leaves_memory_and_the_other_pool_alone)
{
    pool_t before;
    pool_t other_before;
    lay_open_pools();
    memcpy(&before, &pool, sizeof(pool));
    memcpy(&other_before, &other, sizeof(other));
    deinit();
    lay_open_pools();
    ck_assert_mem_eq(before.memory.bytes, pool.memory.bytes, sizeof(pool.memory.bytes));
    ck_assert_mem_eq(&other_before, &other, sizeof(other));
}
END_TEST

/* Run with and without a deinit before the second init. */
START_TEST(init_again_gives_a_fresh_pool)
{
    JUNO_MEMORY_T memory;
    JUNO_MEMORY_STATS_T stats = {0};
    get(&pool, &memory);
    get(&pool, &memory);
    put(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 0), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, NULL), JUNO_STATUS_NULLPTR_ERROR);
    forget_reports();
    if (_i == 1)
    {
        deinit();
    }
    init_again();
    stats.zStructSize = sizeof(stats);
    ck_assert_int_eq(Juno_MemoryBlkStats(&pool.alloc.tBlock, &stats), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(stats.zUsed + stats.zPeak + stats.zGets + stats.zPuts, 0);
    ck_assert_uint_eq(stats.zFailedGets + stats.zFailedPuts, 0);
    ck_assert_uint_eq(pool.alloc.tBlock.zFreed, 0);
    get(&pool, &memory);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
    expect_no_report();
}
END_TEST

START_TEST(init_again_turns_options_off)
{
    pool_t before;
    JUNO_MEMORY_T memory;
    ck_assert_int_eq(
        Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, JUNO_MEMORY_BLK_CLEAR), JUNO_STATUS_SUCCESS
    );
    init_again();
    lay_open_pools();
    memcpy(&before, &pool, sizeof(pool));
    get(&pool, &memory);
    put(&pool, &memory);
    deinit();
    lay_open_pools();
    ck_assert_mem_eq(before.memory.bytes, pool.memory.bytes, sizeof(pool.memory.bytes));
}
END_TEST

START_TEST(init_again_may_change_the_pools_shape)
{
    JUNO_MEMORY_T memory;
    get(&pool, &memory);
    deinit();
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, (size_t)2 * BLOCK_SIZE, BLOCKS / 2,
        record_failure, handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 32), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 32), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 2));
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 32), JUNO_STATUS_MEMALLOC_ERROR);
}
END_TEST

START_TEST(init_that_fails_ends_the_pool_that_was_there)
{
    JUNO_MEMORY_T memory;
    get(&pool, &memory);
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, 0, BLOCKS, record_failure, handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_INVALID_SIZE_ERROR);
    expect_report(JUNO_STATUS_INVALID_SIZE_ERROR);
    forget_reports();
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_INVALID_TYPE_ERROR);
    expect_no_report();
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("deinit");
    TCase *tests = pool_case("deinit");
    tcase_add_test(tests, deinit_ends_a_pool);
    tcase_add_test(tests, deinit_ends_a_pool_with_blocks_out);
    tcase_add_test(tests, deinit_leaves_a_pool_that_serves_nothing);
    tcase_add_test(tests, deinit_twice_is_invalid_type_and_unheard);
    tcase_add_test(tests, deinit_of_an_unknown_type_is_invalid_type_and_unheard);
    tcase_add_test(tests, deinit_of_null_is_nullptr_and_unheard);
    tcase_add_test(tests, deinit_leaves_memory_and_the_other_pool_alone);
    tcase_add_loop_test(tests, init_again_gives_a_fresh_pool, 0, 2);
    tcase_add_test(tests, init_again_turns_options_off);
    tcase_add_test(tests, init_again_may_change_the_pools_shape);
    tcase_add_test(tests, init_that_fails_ends_the_pool_that_was_there);
    suite_add_tcase(suite, tests);
    return suite;
}
