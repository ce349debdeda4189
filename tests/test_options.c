/* SPDX-License-Identifier: MIT */
/* Contents of blocks, and Juno_MemoryBlkOptionsSet. */
#include "support.h"
#include <string.h>

static const unsigned char zeros[BLOCK_SIZE];

static void set_options(unsigned int options)
{
    ck_assert_int_eq(Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, options), JUNO_STATUS_SUCCESS);
    expect_no_report();
}

START_TEST(contents_are_never_written_by_the_allocator)
{
    pool_t before;
    JUNO_MEMORY_T memory[BLOCKS];
    lay_open_pools();
    memcpy(&before, &pool, sizeof(pool));
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &memory[i]);
    }
    Juno_MemoryGetRef(&memory[0]);
    Juno_MemoryPutRef(&memory[0]);
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &memory[0], 1), JUNO_STATUS_SUCCESS);
    for (int i = 0; i < BLOCKS; i++)
    {
        put(&pool, &memory[i]);
    }
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
    lay_open_pools();
    ck_assert_mem_eq(before.memory.bytes, pool.memory.bytes, sizeof(pool.memory.bytes));
}
END_TEST

START_TEST(clear_hides_an_owners_data_from_the_next_one)
{
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    get(&pool, &memory);
    memset(memory.pvAddr, 0xEE, BLOCK_SIZE);
    put(&pool, &memory);
    get(&pool, &memory);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
    ck_assert_mem_eq(memory.pvAddr, zeros, BLOCK_SIZE);
}
END_TEST

START_TEST(clear_covers_the_whole_block_whatever_size_was_asked_for)
{
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
    lay_open_pools();
    memset(memory.pvAddr, 0xEE, BLOCK_SIZE);
    put(&pool, &memory);
    get(&pool, &memory);
    ck_assert_mem_eq(memory.pvAddr, zeros, BLOCK_SIZE);
}
END_TEST

START_TEST(clear_works_for_a_hand_built_descriptor)
{
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    get(&pool, &memory);
    memset(memory.pvAddr, 0xEE, BLOCK_SIZE);
    JUNO_MEMORY_T key = by_hand(memory.pvAddr, 1, 1);
    put(&pool, &key);
    get(&pool, &memory);
    ck_assert_mem_eq(memory.pvAddr, zeros, BLOCK_SIZE);
}
END_TEST

START_TEST(clear_leaves_the_neighbours_alone)
{
    unsigned char kept[BLOCK_SIZE];
    JUNO_MEMORY_T memory[3];
    set_options(JUNO_MEMORY_BLK_CLEAR);
    memset(kept, 0xEE, sizeof(kept));
    for (int i = 0; i < 3; i++)
    {
        get(&pool, &memory[i]);
        memset(memory[i].pvAddr, 0xEE, BLOCK_SIZE);
    }
    put(&pool, &memory[1]);
    ck_assert_mem_eq(memory[0].pvAddr, kept, BLOCK_SIZE);
    ck_assert_mem_eq(memory[2].pvAddr, kept, BLOCK_SIZE);
}
END_TEST

START_TEST(clear_spares_a_block_whose_put_is_refused)
{
    unsigned char kept[BLOCK_SIZE];
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    memset(kept, 0xEE, sizeof(kept));
    get(&pool, &memory);
    memset(memory.pvAddr, 0xEE, BLOCK_SIZE);
    Juno_MemoryGetRef(&memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &memory);
    expect_refused(status, JUNO_STATUS_REF_IN_USE_ERROR, &memory);
    ck_assert_mem_eq(memory.pvAddr, kept, BLOCK_SIZE);
}
END_TEST

START_TEST(clear_spares_the_new_owner_when_a_stale_copy_is_put)
{
    unsigned char kept[BLOCK_SIZE];
    JUNO_MEMORY_T stale;
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    memset(kept, 0xEE, sizeof(kept));
    get_and_put(&pool, &stale);
    get(&pool, &memory);
    memset(memory.pvAddr, 0xEE, BLOCK_SIZE);
    remember(&stale);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &stale);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &stale);
    ck_assert_mem_eq(memory.pvAddr, kept, BLOCK_SIZE);
}
END_TEST

START_TEST(clear_empties_the_descriptor_like_any_put)
{
    const JUNO_MEMORY_T empty = {0};
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    get(&pool, &memory);
    put(&pool, &memory);
    ck_assert_mem_eq(&memory, &empty, sizeof(memory));
}
END_TEST

START_TEST(options_set_to_none_turns_clear_off)
{
    pool_t before;
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    set_options(0);
    lay_open_pools();
    memcpy(&before, &pool, sizeof(pool));
    get(&pool, &memory);
    put(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
    lay_open_pools();
    ck_assert_mem_eq(before.memory.bytes, pool.memory.bytes, sizeof(pool.memory.bytes));
}
END_TEST

/* With the lock, and with it taken away again. */
START_TEST(clear_stays_on_when_a_lock_is_set_or_taken_away)
{
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    use_counting_lock();
    if (_i == 1)
    {
        ck_assert_int_eq(Juno_MemoryLockSet(&pool.alloc, NULL), JUNO_STATUS_SUCCESS);
    }
    get(&pool, &memory);
    memset(memory.pvAddr, 0xEE, BLOCK_SIZE);
    put(&pool, &memory);
    get(&pool, &memory);
    ck_assert_mem_eq(memory.pvAddr, zeros, BLOCK_SIZE);
}
END_TEST

START_TEST(options_of_one_pool_leave_the_other_alone)
{
    pool_t before;
    JUNO_MEMORY_T memory = {0};
    set_options(JUNO_MEMORY_BLK_CLEAR);
    lay_open_pools();
    memcpy(&before, &other, sizeof(other));
    get(&other, &memory);
    put(&other, &memory);
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&other.alloc.tBlock), JUNO_STATUS_SUCCESS);
    lay_open_pools();
    ck_assert_mem_eq(before.memory.bytes, other.memory.bytes, sizeof(other.memory.bytes));
}
END_TEST

static const unsigned int unknown_options[] = {2u, 3u, 4u, 0x100u, 0x80000000u, 0xFFFFFFFFu};

START_TEST(options_with_an_unknown_bit_are_refused)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, unknown_options[_i]);
    expect_refused(status, JUNO_STATUS_ERR, NULL);
}
END_TEST

START_TEST(options_of_a_null_pool_are_nullptr_and_unheard)
{
    ck_assert_int_eq(Juno_MemoryBlkOptionsSet(NULL, 0), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(options_of_a_pool_not_inited_are_invalid_type_and_unheard)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, JUNO_MEMORY_BLK_CLEAR);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
}
END_TEST

START_TEST(options_name_type_before_an_unknown_bit)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    JUNO_STATUS_T status = Juno_MemoryBlkOptionsSet(&pool.alloc.tBlock, 2u);
    ck_assert_int_eq(status, JUNO_STATUS_INVALID_TYPE_ERROR);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = pool_case("options");
    tcase_add_test(tests, contents_are_never_written_by_the_allocator);
    tcase_add_test(tests, clear_hides_an_owners_data_from_the_next_one);
    tcase_add_test(tests, clear_covers_the_whole_block_whatever_size_was_asked_for);
    tcase_add_test(tests, clear_works_for_a_hand_built_descriptor);
    tcase_add_test(tests, clear_leaves_the_neighbours_alone);
    tcase_add_test(tests, clear_spares_a_block_whose_put_is_refused);
    tcase_add_test(tests, clear_spares_the_new_owner_when_a_stale_copy_is_put);
    tcase_add_test(tests, clear_empties_the_descriptor_like_any_put);
    tcase_add_test(tests, options_set_to_none_turns_clear_off);
    tcase_add_loop_test(tests, clear_stays_on_when_a_lock_is_set_or_taken_away, 0, 2);
    tcase_add_test(tests, options_of_one_pool_leave_the_other_alone);
    tcase_add_loop_test(tests, options_with_an_unknown_bit_are_refused, 0, 6);
    tcase_add_test(tests, options_of_a_null_pool_are_nullptr_and_unheard);
    tcase_add_test(tests, options_of_a_pool_not_inited_are_invalid_type_and_unheard);
    tcase_add_test(tests, options_name_type_before_an_unknown_bit);
    suite_add_tcase(suite, tests);
    return suite;
}
