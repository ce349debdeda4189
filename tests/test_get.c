/* SPDX-License-Identifier: MIT */
/* Juno_MemoryGet: every outcome of the contract's table. */
#include "support.h"
#include <string.h>

static void fill(JUNO_MEMORY_T *memory)
{
    for (size_t i = 0; i < BLOCKS; i++)
    {
        get(&pool, &memory[i]);
    }
}

START_TEST(get_gives_a_blocks_start_the_size_asked_for_and_a_count_of_one)
{
    JUNO_MEMORY_T memory = {0};
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 5), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
    ck_assert_uint_eq(memory.zSize, 5);
    ck_assert_uint_eq(memory.iRefCount, 1);
    expect_no_report();
}
END_TEST

START_TEST(get_serves_every_size_from_one_to_the_block_size)
{
    JUNO_MEMORY_T memory = {0};
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, (size_t)_i), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(memory.zSize, (size_t)_i);
}
END_TEST

START_TEST(get_carves_blocks_in_address_order)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    for (size_t i = 0; i < BLOCKS; i++)
    {
        ck_assert_ptr_eq(memory[i].pvAddr, block_address(&pool, i));
    }
}
END_TEST

START_TEST(get_reuses_the_block_that_was_put_last)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    put(&pool, &memory[2]);
    put(&pool, &memory[0]);
    put(&pool, &memory[3]);
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    get(&pool, &memory[2]);
    ck_assert_ptr_eq(memory[0].pvAddr, block_address(&pool, 3));
    ck_assert_ptr_eq(memory[1].pvAddr, block_address(&pool, 0));
    ck_assert_ptr_eq(memory[2].pvAddr, block_address(&pool, 2));
}
END_TEST

START_TEST(get_carves_a_new_block_only_when_none_is_free)
{
    JUNO_MEMORY_T memory[3];
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    put(&pool, &memory[0]);
    get(&pool, &memory[0]);
    get(&pool, &memory[2]);
    ck_assert_ptr_eq(memory[0].pvAddr, block_address(&pool, 0));
    ck_assert_ptr_eq(memory[2].pvAddr, block_address(&pool, 2));
}
END_TEST

START_TEST(get_counts_blocks_out_and_blocks_on_the_free_stack)
{
    JUNO_MEMORY_T memory[3];
    const JUNO_MEMORY_BLOCK_T *block = &pool.alloc.tBlock;
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    get(&pool, &memory[2]);
    put(&pool, &memory[0]);
    put(&pool, &memory[1]);
    ck_assert_uint_eq(block->zUsed, 1);
    ck_assert_uint_eq(block->zFreed, 2);
    get(&pool, &memory[0]);
    ck_assert_uint_eq(block->zUsed, 2);
    ck_assert_uint_eq(block->zFreed, 1);
}
END_TEST

START_TEST(get_writes_every_field_and_reads_none)
{
    JUNO_MEMORY_T memory;
    memset(&memory, _i, sizeof(memory));
    get(&pool, &memory);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
    ck_assert_uint_eq(memory.zSize, 16);
    ck_assert_uint_eq(memory.iRefCount, 1);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    ck_assert_uint_eq(memory.iRefCount, 2);
    Juno_MemoryPutRef(&memory);
    put(&pool, &memory);
    expect_no_report();
}
END_TEST

START_TEST(get_into_a_live_descriptor_starts_a_second_allocation)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    get(&pool, &memory);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 1));
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 2);
}
END_TEST

START_TEST(get_of_size_zero_is_invalid_size)
{
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &memory, 0);
    expect_refused(status, JUNO_STATUS_INVALID_SIZE_ERROR, &memory);
}
END_TEST

static const size_t too_large[] = {BLOCK_SIZE + 1, BLOCK_SIZE *BLOCKS, SIZE_MAX};

START_TEST(get_above_the_block_size_is_memalloc)
{
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &memory, too_large[_i]);
    expect_refused(status, JUNO_STATUS_MEMALLOC_ERROR, &memory);
}
END_TEST

START_TEST(get_from_a_full_pool_is_memalloc)
{
    JUNO_MEMORY_T memory[BLOCKS];
    JUNO_MEMORY_T another = {0};
    fill(memory);
    remember(&another);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &another, 1);
    expect_refused(status, JUNO_STATUS_MEMALLOC_ERROR, &another);
}
END_TEST

START_TEST(get_from_a_full_pool_leaves_a_live_descriptor_alone)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    remember(&memory[0]);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &memory[0], 1);
    expect_refused(status, JUNO_STATUS_MEMALLOC_ERROR, &memory[0]);
    put(&pool, &memory[0]);
}
END_TEST

START_TEST(get_serves_again_once_a_full_pool_has_a_block_back)
{
    JUNO_MEMORY_T memory[BLOCKS];
    JUNO_MEMORY_T another = {0};
    fill(memory);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &another, 1), JUNO_STATUS_MEMALLOC_ERROR);
    put(&pool, &memory[1]);
    get(&pool, &another);
    ck_assert_ptr_eq(another.pvAddr, block_address(&pool, 1));
}
END_TEST

START_TEST(get_into_a_null_descriptor_is_nullptr)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, NULL, BLOCK_SIZE);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(get_from_a_null_allocator_is_nullptr_and_unheard)
{
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryGet(NULL, &memory, BLOCK_SIZE);
    expect_refused_unheard(status, JUNO_STATUS_NULLPTR_ERROR, &memory);
}
END_TEST

START_TEST(get_of_null_from_null_is_nullptr)
{
    ck_assert_int_eq(Juno_MemoryGet(NULL, NULL, 0), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

static const int unknown_types[] = {0, 2, 7, 255, -1};

START_TEST(get_from_an_unknown_type_is_invalid_type_and_unheard)
{
    JUNO_MEMORY_T memory = {0};
    set_type(unknown_types[_i]);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &memory, BLOCK_SIZE);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
}
END_TEST

START_TEST(get_from_an_empty_allocator_is_invalid_type)
{
    JUNO_MEMORY_ALLOC_T empty = {0};
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryGet(&empty, &memory, BLOCK_SIZE);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
}
END_TEST

START_TEST(get_names_null_before_type)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, NULL, 0), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(get_names_null_before_size)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, NULL, 0);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(get_names_type_before_size)
{
    JUNO_MEMORY_T memory = {0};
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 0), JUNO_STATUS_INVALID_TYPE_ERROR);
}
END_TEST

START_TEST(get_names_size_zero_before_a_full_pool)
{
    JUNO_MEMORY_T memory[BLOCKS];
    JUNO_MEMORY_T another = {0};
    fill(memory);
    remember(&another);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &another, 0);
    expect_refused(status, JUNO_STATUS_INVALID_SIZE_ERROR, &another);
}
END_TEST

START_TEST(get_never_touches_the_other_pool)
{
    pool_t before;
    JUNO_MEMORY_T memory[BLOCKS];
    lay_open_pools();
    memcpy(&before, &other, sizeof(other));
    fill(memory);
    lay_open_pools();
    ck_assert_mem_eq(&before, &other, sizeof(other));
}
END_TEST

/* As many blocks as 16 bits can tell apart: the most there are on 32-bit. */
START_TEST(get_serves_every_block_of_a_large_pool)
{
    static unsigned char bytes[65536];
    static JUNO_MEMORY_BLOCK_METADATA_T metadata[65536];
    JUNO_MEMORY_T memory = {0};
    JUNO_STATUS_T status =
        Juno_MemoryBlkInit(&pool.alloc.tBlock, bytes, metadata, 1, 65536, record_failure, handler_data());
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
    for (size_t i = 0; i < 65536; i++)
    {
        ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
        ck_assert_ptr_eq(memory.pvAddr, bytes + i);
    }
    JUNO_MEMORY_T last = memory;
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_MEMALLOC_ERROR);
    for (size_t i = 0; i < 65535; i++)
    {
        memory = by_hand(bytes + i, 1, 1);
        ck_assert_int_eq(Juno_MemoryPut(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    }
    put(&pool, &last);
    ck_assert_uint_eq(pool.alloc.tBlock.zFreed, 65536);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_eq(memory.pvAddr, bytes + 65535);
}
END_TEST

static TCase *refusals(void)
{
    TCase *tests = pool_case("refusals");
    tcase_add_test(tests, get_of_size_zero_is_invalid_size);
    tcase_add_loop_test(tests, get_above_the_block_size_is_memalloc, 0, 3);
    tcase_add_test(tests, get_from_a_full_pool_is_memalloc);
    tcase_add_test(tests, get_from_a_full_pool_leaves_a_live_descriptor_alone);
    tcase_add_test(tests, get_serves_again_once_a_full_pool_has_a_block_back);
    tcase_add_test(tests, get_into_a_null_descriptor_is_nullptr);
    tcase_add_test(tests, get_from_a_null_allocator_is_nullptr_and_unheard);
    tcase_add_test(tests, get_of_null_from_null_is_nullptr);
    tcase_add_loop_test(tests, get_from_an_unknown_type_is_invalid_type_and_unheard, 0, 5);
    tcase_add_test(tests, get_from_an_empty_allocator_is_invalid_type);
    tcase_add_test(tests, get_names_null_before_type);
    tcase_add_test(tests, get_names_null_before_size);
    tcase_add_test(tests, get_names_type_before_size);
    tcase_add_test(tests, get_names_size_zero_before_a_full_pool);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("get");
    TCase *tests = pool_case("get");
    tcase_add_test(tests, get_gives_a_blocks_start_the_size_asked_for_and_a_count_of_one);
    tcase_add_loop_test(tests, get_serves_every_size_from_one_to_the_block_size, 1, BLOCK_SIZE + 1);
    tcase_add_test(tests, get_carves_blocks_in_address_order);
    tcase_add_test(tests, get_reuses_the_block_that_was_put_last);
    tcase_add_test(tests, get_carves_a_new_block_only_when_none_is_free);
    tcase_add_test(tests, get_counts_blocks_out_and_blocks_on_the_free_stack);
    tcase_add_loop_test(tests, get_writes_every_field_and_reads_none, 0, 256);
    tcase_add_test(tests, get_into_a_live_descriptor_starts_a_second_allocation);
    tcase_add_test(tests, get_never_touches_the_other_pool);
    tcase_add_test(tests, get_serves_every_block_of_a_large_pool);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, refusals());
    return suite;
}
