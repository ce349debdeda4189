/* SPDX-License-Identifier: MIT */
/* Juno_MemoryBlkStats and Juno_MemoryBlkPeakReset. */
#include "support.h"
#include <string.h>

static JUNO_MEMORY_STATS_T stats(void)
{
    JUNO_MEMORY_STATS_T now;
    memset(&now, PATTERN, sizeof(now));
    now.zStructSize = sizeof(now);
    ck_assert_int_eq(Juno_MemoryBlkStats(&pool.alloc.tBlock, &now), JUNO_STATUS_SUCCESS);
    return now;
}

START_TEST(stats_of_a_fresh_pool_are_zero_but_for_its_shape)
{
    JUNO_MEMORY_STATS_T now = stats();
    ck_assert_uint_eq(now.zStructSize, sizeof(now));
    ck_assert_uint_eq(now.zTypeSize, 16);
    ck_assert_uint_eq(now.zLength, 4);
    ck_assert_uint_eq(now.zUsed, 0);
    ck_assert_uint_eq(now.zPeak, 0);
    ck_assert_uint_eq(now.zGets, 0);
    ck_assert_uint_eq(now.zFailedGets, 0);
    ck_assert_uint_eq(now.zPuts, 0);
    ck_assert_uint_eq(now.zFailedPuts, 0);
    expect_no_report();
}
END_TEST

START_TEST(stats_count_successful_gets_and_puts)
{
    JUNO_MEMORY_T memory[3];
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    get(&pool, &memory[2]);
    put(&pool, &memory[1]);
    JUNO_MEMORY_STATS_T now = stats();
    ck_assert_uint_eq(now.zUsed, 2);
    ck_assert_uint_eq(now.zGets, 3);
    ck_assert_uint_eq(now.zPuts, 1);
    ck_assert_uint_eq(now.zFailedGets, 0);
    ck_assert_uint_eq(now.zFailedPuts, 0);
}
END_TEST

START_TEST(stats_count_failed_gets_whatever_the_cause)
{
    JUNO_MEMORY_T memory = {0};
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &memory);
    }
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, NULL, 1), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_uint_eq(stats().zFailedGets, 1);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 0), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_uint_eq(stats().zFailedGets, 2);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 17), JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_uint_eq(stats().zFailedGets, 3);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_uint_eq(stats().zFailedGets, 4);
    ck_assert_uint_eq(stats().zGets, 4);
    ck_assert_uint_eq(stats().zFailedPuts, 0);
}
END_TEST

START_TEST(stats_count_failed_puts_whatever_the_cause)
{
    JUNO_MEMORY_T stale;
    JUNO_MEMORY_T memory = {0};
    get_and_put(&pool, &stale);
    get(&pool, &memory);
    Juno_MemoryGetRef(&memory);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, NULL), JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_uint_eq(stats().zFailedPuts, 1);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &stale), JUNO_STATUS_MEMFREE_ERROR);
    ck_assert_uint_eq(stats().zFailedPuts, 2);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_REF_IN_USE_ERROR);
    ck_assert_uint_eq(stats().zFailedPuts, 3);
    ck_assert_uint_eq(stats().zPuts, 1);
    ck_assert_uint_eq(stats().zFailedGets, 0);
}
END_TEST

START_TEST(stats_leave_updates_and_references_out_of_gets_and_puts)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory, 0), JUNO_STATUS_INVALID_SIZE_ERROR);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory, 2), JUNO_STATUS_SUCCESS);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryPutRef(&memory);
    Juno_MemoryGetRef(&memory);
    JUNO_MEMORY_STATS_T now = stats();
    ck_assert_uint_eq(now.zGets, 1);
    ck_assert_uint_eq(now.zPuts, 0);
    ck_assert_uint_eq(now.zFailedGets, 0);
    ck_assert_uint_eq(now.zFailedPuts, 0);
}
END_TEST

START_TEST(stats_peak_is_the_most_blocks_out_at_once)
{
    JUNO_MEMORY_T memory[3];
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    get(&pool, &memory[2]);
    put(&pool, &memory[0]);
    put(&pool, &memory[1]);
    get(&pool, &memory[0]);
    ck_assert_uint_eq(stats().zPeak, 3);
    ck_assert_uint_eq(stats().zUsed, 2);
}
END_TEST

START_TEST(stats_peak_stays_when_a_get_fails)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 17), JUNO_STATUS_MEMALLOC_ERROR);
    ck_assert_uint_eq(stats().zPeak, 1);
}
END_TEST

START_TEST(peak_reset_begins_again_at_the_blocks_out_now)
{
    JUNO_MEMORY_T memory[3];
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    get(&pool, &memory[2]);
    put(&pool, &memory[0]);
    put(&pool, &memory[1]);
    ck_assert_int_eq(Juno_MemoryBlkPeakReset(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(stats().zPeak, 1);
    get(&pool, &memory[0]);
    ck_assert_uint_eq(stats().zPeak, 2);
    ck_assert_uint_eq(stats().zGets, 4);
    expect_no_report();
}
END_TEST

START_TEST(stats_of_a_longer_struct_leave_its_unknown_end_alone)
{
    struct
    {
        JUNO_MEMORY_STATS_T known;
        size_t later[2];
    } grown;
    memset(&grown, PATTERN, sizeof(grown));
    grown.known.zStructSize = sizeof(grown);
    const size_t untouched = grown.later[0];
    ck_assert_int_eq(Juno_MemoryBlkStats(&pool.alloc.tBlock, &grown.known), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(grown.known.zStructSize, sizeof(grown));
    ck_assert_uint_eq(grown.known.zLength, 4);
    ck_assert_uint_eq(grown.known.zFailedPuts, 0);
    ck_assert_uint_eq(grown.later[0], untouched);
    ck_assert_uint_eq(grown.later[1], untouched);
}
END_TEST

static const size_t too_short[] = {0, 1, sizeof(size_t), sizeof(JUNO_MEMORY_STATS_T) - 1};

START_TEST(stats_of_a_struct_shorter_than_the_first_version_are_invalid_size)
{
    JUNO_MEMORY_STATS_T now;
    JUNO_MEMORY_STATS_T before;
    memset(&now, PATTERN, sizeof(now));
    now.zStructSize = too_short[_i];
    memcpy(&before, &now, sizeof(now));
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkStats(&pool.alloc.tBlock, &now);
    expect_refused(status, JUNO_STATUS_INVALID_SIZE_ERROR, NULL);
    ck_assert_mem_eq(&now, &before, sizeof(now));
}
END_TEST

START_TEST(stats_into_null_are_nullptr)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkStats(&pool.alloc.tBlock, NULL);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(stats_of_a_null_pool_are_nullptr_and_unheard)
{
    JUNO_MEMORY_STATS_T now = {0};
    now.zStructSize = sizeof(now);
    ck_assert_int_eq(Juno_MemoryBlkStats(NULL, &now), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(stats_of_a_pool_not_inited_are_invalid_type_and_unheard)
{
    JUNO_MEMORY_STATS_T now = {0};
    now.zStructSize = sizeof(now);
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkStats(&pool.alloc.tBlock, &now);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
    ck_assert_uint_eq(now.zLength, 0);
}
END_TEST

START_TEST(stats_name_null_before_type)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryBlkStats(&pool.alloc.tBlock, NULL), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(peak_reset_of_a_null_pool_is_nullptr_and_unheard)
{
    ck_assert_int_eq(Juno_MemoryBlkPeakReset(NULL), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(peak_reset_of_a_pool_not_inited_is_invalid_type_and_unheard)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkPeakReset(&pool.alloc.tBlock);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
}
END_TEST

static TCase *refusals(void)
{
    TCase *tests = pool_case("refusals");
    tcase_add_loop_test(tests, stats_of_a_struct_shorter_than_the_first_version_are_invalid_size, 0, 4);
    tcase_add_test(tests, stats_into_null_are_nullptr);
    tcase_add_test(tests, stats_of_a_null_pool_are_nullptr_and_unheard);
    tcase_add_test(tests, stats_of_a_pool_not_inited_are_invalid_type_and_unheard);
    tcase_add_test(tests, stats_name_null_before_type);
    tcase_add_test(tests, peak_reset_of_a_null_pool_is_nullptr_and_unheard);
    tcase_add_test(tests, peak_reset_of_a_pool_not_inited_is_invalid_type_and_unheard);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("statistics");
    TCase *tests = pool_case("statistics");
    tcase_add_test(tests, stats_of_a_fresh_pool_are_zero_but_for_its_shape);
    tcase_add_test(tests, stats_count_successful_gets_and_puts);
    tcase_add_test(tests, stats_count_failed_gets_whatever_the_cause);
    tcase_add_test(tests, stats_count_failed_puts_whatever_the_cause);
    tcase_add_test(tests, stats_leave_updates_and_references_out_of_gets_and_puts);
    tcase_add_test(tests, stats_peak_is_the_most_blocks_out_at_once);
    tcase_add_test(tests, stats_peak_stays_when_a_get_fails);
    tcase_add_test(tests, peak_reset_begins_again_at_the_blocks_out_now);
    tcase_add_test(tests, stats_of_a_longer_struct_leave_its_unknown_end_alone);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, refusals());
    return suite;
}
