/* SPDX-License-Identifier: MIT */
/* Juno_MemoryPut: every outcome of the contract's table. */
#include "support.h"
#include <string.h>

START_TEST(put_at_count_one_frees_the_block)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 0);
    ck_assert_uint_eq(pool.alloc.tBlock.zFreed, 1);
    expect_no_report();
}
END_TEST

START_TEST(put_at_count_zero_frees_the_block_that_put_ref_left_behind)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, 0);
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 1);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 0);
    expect_no_report();
}
END_TEST

START_TEST(put_empties_every_field_of_the_descriptor)
{
    const JUNO_MEMORY_T empty = {0};
    JUNO_MEMORY_T memory = {0};
    get(&other, &memory);
    get(&pool, &memory);
    get(&pool, &memory);
    put(&pool, &memory);
    ck_assert_mem_eq(&memory, &empty, sizeof(memory));
}
END_TEST

START_TEST(put_above_count_one_is_ref_in_use_and_keeps_the_count)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryGetRef(&memory);
    Juno_MemoryGetRef(&memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
    expect_refused(status, JUNO_STATUS_REF_IN_USE_ERROR, &memory);
    ck_assert_uint_eq(memory.iRefCount, 3);
}
END_TEST

START_TEST(put_retried_while_in_use_never_frees)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryGetRef(&memory);
    for (int i = 0; i < 10; i++)
    {
        remember(&memory);
        JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
        expect_refused(status, JUNO_STATUS_REF_IN_USE_ERROR, &memory);
    }
    Juno_MemoryPutRef(&memory);
    put(&pool, &memory);
}
END_TEST

START_TEST(put_of_a_saturated_count_is_ref_in_use)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    memory.iRefCount = SIZE_MAX;
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
    expect_refused(status, JUNO_STATUS_REF_IN_USE_ERROR, &memory);
}
END_TEST

START_TEST(put_takes_a_hand_built_descriptor_by_its_address)
{
    const JUNO_MEMORY_T empty = {0};
    JUNO_MEMORY_T live[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &live[i]);
    }
    JUNO_MEMORY_T key = by_hand(live[_i].pvAddr, BLOCK_SIZE, 1);
    put(&pool, &key);
    ck_assert_mem_eq(&key, &empty, sizeof(key));
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 3);
    get(&pool, &key);
    ck_assert_ptr_eq(key.pvAddr, live[_i].pvAddr);
}
END_TEST

START_TEST(put_takes_a_hand_built_descriptor_at_count_zero_and_of_any_size)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    JUNO_MEMORY_T key = by_hand(live.pvAddr, 12345, 0);
    put(&pool, &key);
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 0);
}
END_TEST

START_TEST(put_of_a_hand_built_descriptor_in_use_is_ref_in_use)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    JUNO_MEMORY_T key = by_hand(live.pvAddr, BLOCK_SIZE, 2);
    remember(&key);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &key);
    expect_refused(status, JUNO_STATUS_REF_IN_USE_ERROR, &key);
}
END_TEST

START_TEST(put_by_hand_makes_the_original_descriptor_stale)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    JUNO_MEMORY_T key = by_hand(live.pvAddr, BLOCK_SIZE, 1);
    put(&pool, &key);
    remember(&live);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &live);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &live);
}
END_TEST

START_TEST(put_works_by_hand_with_block_sizes_that_are_no_power_of_two)
{
    JUNO_MEMORY_T live = {0};
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, 7, BLOCKS, record_failure, handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
    for (int i = 0; i < BLOCKS; i++)
    {
        ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &live, 7), JUNO_STATUS_SUCCESS);
    }
    JUNO_MEMORY_T key = by_hand(pool.memory.bytes + 14, 7, 1);
    put(&pool, &key);
    key = by_hand(pool.memory.bytes + 22, 7, 1);
    remember(&key);
    status = Juno_MemoryPut(&pool.alloc, &key);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &key);
}
END_TEST

START_TEST(put_of_no_live_block_is_memfree)
{
    JUNO_MEMORY_T memory = {0};
    bad_descriptors[_i].make(&memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
    ck_assert_msg(
        status == JUNO_STATUS_MEMFREE_ERROR, "%s: %s", bad_descriptors[_i].name, Juno_StatusToString(status)
    );
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &memory);
}
END_TEST

START_TEST(put_of_no_live_block_is_memfree_whatever_its_count)
{
    static const size_t counts[] = {0, 1, 2, SIZE_MAX};
    JUNO_MEMORY_T memory = {0};
    bad_descriptors[_i].make(&memory);
    for (int i = 0; i < 4; i++)
    {
        memory.iRefCount = counts[i];
        remember(&memory);
        JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
        expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &memory);
    }
}
END_TEST

START_TEST(put_of_a_null_descriptor_is_nullptr)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, NULL);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(put_to_a_null_allocator_is_nullptr_and_unheard)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(NULL, &memory);
    expect_refused_unheard(status, JUNO_STATUS_NULLPTR_ERROR, &memory);
}
END_TEST

START_TEST(put_of_null_to_null_is_nullptr)
{
    ck_assert_int_eq(Juno_MemoryPut(NULL, NULL), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

static const int unknown_types[] = {0, 2, 7, 255, -1};

START_TEST(put_to_an_unknown_type_is_invalid_type_and_unheard)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    set_type(unknown_types[_i]);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
}
END_TEST

START_TEST(put_names_null_before_type)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, NULL), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(put_to_the_wrong_pool_leaves_the_block_to_its_owner)
{
    JUNO_MEMORY_T memory = {0};
    get(&other, &memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &memory);
    put(&other, &memory);
}
END_TEST

static TCase *refusals(void)
{
    TCase *tests = pool_case("refusals");
    tcase_add_test(tests, put_above_count_one_is_ref_in_use_and_keeps_the_count);
    tcase_add_test(tests, put_retried_while_in_use_never_frees);
    tcase_add_test(tests, put_of_a_saturated_count_is_ref_in_use);
    tcase_add_test(tests, put_of_a_hand_built_descriptor_in_use_is_ref_in_use);
    tcase_add_loop_test(tests, put_of_no_live_block_is_memfree, 0, bad_descriptor_count);
    tcase_add_loop_test(tests, put_of_no_live_block_is_memfree_whatever_its_count, 0, bad_descriptor_count);
    tcase_add_test(tests, put_of_a_null_descriptor_is_nullptr);
    tcase_add_test(tests, put_to_a_null_allocator_is_nullptr_and_unheard);
    tcase_add_test(tests, put_of_null_to_null_is_nullptr);
    tcase_add_loop_test(tests, put_to_an_unknown_type_is_invalid_type_and_unheard, 0, 5);
    tcase_add_test(tests, put_names_null_before_type);
    tcase_add_test(tests, put_to_the_wrong_pool_leaves_the_block_to_its_owner);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("put");
    TCase *tests = pool_case("put");
    tcase_add_test(tests, put_at_count_one_frees_the_block);
    tcase_add_test(tests, put_at_count_zero_frees_the_block_that_put_ref_left_behind);
    tcase_add_test(tests, put_empties_every_field_of_the_descriptor);
    tcase_add_loop_test(tests, put_takes_a_hand_built_descriptor_by_its_address, 0, BLOCKS);
    tcase_add_test(tests, put_takes_a_hand_built_descriptor_at_count_zero_and_of_any_size);
    tcase_add_test(tests, put_by_hand_makes_the_original_descriptor_stale);
    tcase_add_test(tests, put_works_by_hand_with_block_sizes_that_are_no_power_of_two);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, refusals());
    return suite;
}
