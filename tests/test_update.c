/* SPDX-License-Identifier: MIT */
/* Juno_MemoryUpdate: every outcome of the contract's table. */
#include "support.h"
#include <string.h>

START_TEST(update_changes_only_the_size)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    remember(&memory);
    JUNO_MEMORY_T expected = memory;
    expected.zSize = (size_t)_i;
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory, (size_t)_i), JUNO_STATUS_SUCCESS);
    ck_assert_mem_eq(&memory, &expected, sizeof(memory));
    expect_unchanged(NULL);
    expect_no_report();
}
END_TEST

START_TEST(update_keeps_the_reference_count)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryGetRef(&memory);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory, 3), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(memory.iRefCount, 2);
}
END_TEST

START_TEST(update_works_at_count_zero_while_the_block_is_live)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory, 3), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(memory.zSize, 3);
}
END_TEST

START_TEST(update_takes_a_hand_built_descriptor_by_its_address)
{
    JUNO_MEMORY_T live[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &live[i]);
    }
    JUNO_MEMORY_T key = by_hand(live[_i].pvAddr, BLOCK_SIZE, 1);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &key, 7), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(key.zSize, 7);
    ck_assert_ptr_eq(key.pvAddr, live[_i].pvAddr);
    ck_assert_uint_eq(key.iRefCount, 1);
    expect_no_report();
}
END_TEST

START_TEST(update_to_size_zero_is_invalid_size)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, &memory, 0);
    expect_refused(status, JUNO_STATUS_INVALID_SIZE_ERROR, &memory);
}
END_TEST

static const size_t too_large[] = {BLOCK_SIZE + 1, BLOCK_SIZE *BLOCKS, SIZE_MAX};

START_TEST(update_above_the_block_size_is_memalloc)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, &memory, too_large[_i]);
    expect_refused(status, JUNO_STATUS_MEMALLOC_ERROR, &memory);
}
END_TEST

START_TEST(update_of_no_live_block_is_invalid_ref)
{
    JUNO_MEMORY_T memory = {0};
    bad_descriptors[_i].make(&memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, &memory, BLOCK_SIZE);
    ck_assert_msg(
        status == JUNO_STATUS_INVALID_REF_ERROR, "%s: %s", bad_descriptors[_i].name,
        Juno_StatusToString(status)
    );
    expect_refused(status, JUNO_STATUS_INVALID_REF_ERROR, &memory);
}
END_TEST

START_TEST(update_names_size_before_address_and_staleness)
{
    JUNO_MEMORY_T memory = {0};
    bad_descriptors[_i].make(&memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, &memory, 0);
    expect_refused(status, JUNO_STATUS_INVALID_SIZE_ERROR, &memory);
    forget_reports();
    status = Juno_MemoryUpdate(&pool.alloc, &memory, BLOCK_SIZE + 1);
    expect_refused(status, JUNO_STATUS_MEMALLOC_ERROR, &memory);
}
END_TEST

START_TEST(update_of_a_null_descriptor_is_nullptr)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, NULL, BLOCK_SIZE);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(update_names_null_before_size)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, NULL, 0);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(update_in_a_null_allocator_is_nullptr_and_unheard)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryUpdate(NULL, &memory, 0);
    expect_refused_unheard(status, JUNO_STATUS_NULLPTR_ERROR, &memory);
}
END_TEST

static const int unknown_types[] = {0, 2, 7, 255, -1};

START_TEST(update_in_an_unknown_type_is_invalid_type_and_unheard)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    set_type(unknown_types[_i]);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryUpdate(&pool.alloc, &memory, 0);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
}
END_TEST

START_TEST(update_names_null_before_type)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, NULL, 1), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("update");
    TCase *tests = pool_case("update");
    tcase_add_loop_test(tests, update_changes_only_the_size, 1, BLOCK_SIZE + 1);
    tcase_add_test(tests, update_keeps_the_reference_count);
    tcase_add_test(tests, update_works_at_count_zero_while_the_block_is_live);
    tcase_add_loop_test(tests, update_takes_a_hand_built_descriptor_by_its_address, 0, BLOCKS);
    tcase_add_test(tests, update_to_size_zero_is_invalid_size);
    tcase_add_loop_test(tests, update_above_the_block_size_is_memalloc, 0, 3);
    tcase_add_loop_test(tests, update_of_no_live_block_is_invalid_ref, 0, bad_descriptor_count);
    tcase_add_loop_test(tests, update_names_size_before_address_and_staleness, 0, bad_descriptor_count);
    tcase_add_test(tests, update_of_a_null_descriptor_is_nullptr);
    tcase_add_test(tests, update_names_null_before_size);
    tcase_add_test(tests, update_in_a_null_allocator_is_nullptr_and_unheard);
    tcase_add_loop_test(tests, update_in_an_unknown_type_is_invalid_type_and_unheard, 0, 5);
    tcase_add_test(tests, update_names_null_before_type);
    suite_add_tcase(suite, tests);
    return suite;
}
