/* SPDX-License-Identifier: MIT */
/* Juno_MemoryBlkInit: what it makes, and what it refuses. */
#include "support.h"
#include <string.h>

static JUNO_STATUS_T try_init(void)
{
    return Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, BLOCK_SIZE, BLOCKS, record_failure,
        handler_data()
    );
}

START_TEST(init_makes_an_empty_block_pool)
{
    const JUNO_MEMORY_BLOCK_T *block = &pool.alloc.tBlock;
    ck_assert_int_eq(try_init(), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(block->tHdr.tType, JUNO_MEMORY_ALLOC_TYPE_BLOCK);
    ck_assert_ptr_eq(block->pvMemory, pool.memory.bytes);
    ck_assert_ptr_eq(block->ptMetadata, pool.metadata);
    ck_assert_uint_eq(block->zTypeSize, 16);
    ck_assert_uint_eq(block->zLength, 4);
    ck_assert_uint_eq(block->zUsed, 0);
    ck_assert_uint_eq(block->zFreed, 0);
    ck_assert(block->pfcnFailureHandler == record_failure);
    ck_assert_ptr_eq(block->pvFailureUserData, handler_data());
    expect_no_report();
}
END_TEST

START_TEST(init_touches_neither_memory_nor_metadata)
{
    pool_t untouched;
    memset(&untouched, PATTERN, sizeof(untouched));
    lay_open_pools();
    memset(&pool, PATTERN, sizeof(pool));
    ck_assert_int_eq(try_init(), JUNO_STATUS_SUCCESS);
    lay_open_pools();
    ck_assert_mem_eq(pool.memory.bytes, untouched.memory.bytes, sizeof(pool.memory.bytes));
    ck_assert_mem_eq(pool.metadata, untouched.metadata, sizeof(pool.metadata));
}
END_TEST

START_TEST(init_leaves_nothing_of_what_the_pool_held_before)
{
    const JUNO_MEMORY_BLOCK_T *block = &pool.alloc.tBlock;
    lay_open_pools();
    memset(&other, 0, sizeof(other));
    init_pool(&other);
    memset(&pool, PATTERN, sizeof(pool));
    ck_assert_int_eq(try_init(), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(block->iHooks, other.alloc.tBlock.iHooks);
    ck_assert_uint_eq(block->zUsed, 0);
    ck_assert_uint_eq(block->zFreed, 0);
    ck_assert_uint_eq(block->zPeak, 0);
    ck_assert_uint_eq(block->zGets, 0);
    ck_assert_uint_eq(block->zFailedGets, 0);
    ck_assert_uint_eq(block->zFailedPuts, 0);
    ck_assert_ptr_null(block->ptLock);
    ck_assert_ptr_eq(block->ptObserver, other.alloc.tBlock.ptObserver); /* of a recorded run */
    ck_assert(block->ptObserver != NULL || block->iObserverPool == 0);
}
END_TEST

START_TEST(init_serves_whatever_memory_and_metadata_held_before)
{
    lay_open_pools();
    memset(&pool, _i, sizeof(pool));
    ck_assert_int_eq(try_init(), JUNO_STATUS_SUCCESS);
    for (int round = 0; round < 2; round++)
    {
        JUNO_MEMORY_T memory[BLOCKS];
        for (size_t i = 0; i < BLOCKS; i++)
        {
            get(&pool, &memory[i]);
        }
        for (size_t i = 0; i < BLOCKS; i++)
        {
            put(&pool, &memory[i]);
        }
    }
    ck_assert_uint_eq(pool.alloc.tBlock.zFreed, 4);
    expect_no_report();
}
END_TEST

/* The arguments of one init that must fail. */
typedef struct refused
{
    const char *name;
    bool null_memory;
    bool null_metadata;
    size_t misaligned_by;
    size_t type_size;
    size_t length;
    JUNO_STATUS_T status;
} refused_t;

enum
{
    HALF_INDEX = sizeof(JUNO_MEMORY_INDEX_T) / 2
};

static const refused_t refused[] = {
    {"NULL memory", true, false, 0, 16, 4, JUNO_STATUS_NULLPTR_ERROR},
    {"NULL metadata", false, true, 0, 16, 4, JUNO_STATUS_NULLPTR_ERROR},
    {"type size 0", false, false, 0, 0, 4, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"length 0", false, false, 0, 16, 0, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"both 0", false, false, 0, 0, 0, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"product overflows to 0", false, false, 0, SIZE_MAX / 2 + 1, 2, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"product overflows to 2", false, false, 0, SIZE_MAX / 2 + 2, 2, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"product overflows far", false, false, 0, SIZE_MAX, 4, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"end address overflows", false, false, 0, SIZE_MAX, 1, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"length not indexable", false, false, 0, 1, JUNO_MEMORY_BLK_LENGTH_MAX + 1,
     JUNO_STATUS_INVALID_SIZE_ERROR},
    {"length at its largest", false, false, 0, 1, SIZE_MAX, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"metadata misaligned by 1", false, false, 1, 16, 3, JUNO_STATUS_ERR},
    {"metadata misaligned by half an index", false, false, HALF_INDEX, 16, 3, JUNO_STATUS_ERR},
    {"NULL memory before size", true, false, 0, 0, 0, JUNO_STATUS_NULLPTR_ERROR},
    {"NULL metadata before size", false, true, 0, 0, 0, JUNO_STATUS_NULLPTR_ERROR},
    {"size before alignment", false, false, 1, 0, 3, JUNO_STATUS_INVALID_SIZE_ERROR},
    {"NULL memory before alignment", true, false, 1, 16, 3, JUNO_STATUS_NULLPTR_ERROR},
};

enum
{
    REFUSED = (int)(sizeof(refused) / sizeof(refused[0]))
};

static JUNO_STATUS_T init_refused(const refused_t *row, JUNO_FAILURE_HANDLER_T handler)
{
    void *metadata = (unsigned char *)pool.metadata + row->misaligned_by;
    return Juno_MemoryBlkInit(
        &pool.alloc.tBlock, row->null_memory ? NULL : pool.memory.bytes, row->null_metadata ? NULL : metadata,
        row->type_size, row->length, handler, handler_data()
    );
}

START_TEST(init_refuses_bad_arguments_and_tells_its_handler_once)
{
    const refused_t *row = &refused[_i];
    JUNO_STATUS_T status = init_refused(row, record_failure);
    ck_assert_msg(status == row->status, "%s: %s", row->name, Juno_StatusToString(status));
    expect_report(row->status);
}
END_TEST

#ifndef JUNO_MEMORY_NO_MESSAGES
START_TEST(init_messages_name_the_cause)
{
    const char *said = "the metadata is not aligned for its type";
    const refused_t *row = &refused[_i];
    ck_assert_int_eq(init_refused(row, record_failure), row->status);
    if (row->status == JUNO_STATUS_NULLPTR_ERROR)
    {
        said = "a required pointer is NULL";
    }
    if (row->status == JUNO_STATUS_INVALID_SIZE_ERROR)
    {
        said = "block size or length is 0 or too large";
    }
    ck_assert_str_eq(report.message, said);
}
END_TEST
#endif

START_TEST(init_that_failed_touches_neither_memory_nor_metadata)
{
    pool_t untouched;
    lay_open_pools();
    memcpy(&untouched, &pool, sizeof(pool));
    ck_assert_int_ne(init_refused(&refused[_i], record_failure), JUNO_STATUS_SUCCESS);
    lay_open_pools();
    ck_assert_mem_eq(pool.memory.bytes, untouched.memory.bytes, sizeof(pool.memory.bytes));
    ck_assert_mem_eq(pool.metadata, untouched.metadata, sizeof(pool.metadata));
}
END_TEST

START_TEST(init_that_failed_leaves_a_reserved_block_that_gives_nothing)
{
    JUNO_MEMORY_T memory = {0};
    ck_assert_int_ne(init_refused(&refused[_i], record_failure), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(pool.alloc.tHdr.tType, JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryGet(&pool.alloc, &memory, BLOCK_SIZE);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, &memory);
}
END_TEST

START_TEST(init_without_a_handler_fails_by_status_alone)
{
    ck_assert_int_eq(init_refused(&refused[_i], NULL), refused[_i].status);
    expect_no_report();
}
END_TEST

START_TEST(init_of_a_null_block_is_refused_and_told_to_the_handler)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        NULL, pool.memory.bytes, pool.metadata, BLOCK_SIZE, BLOCKS, record_failure, handler_data()
    );
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(init_of_null_everything_is_refused_once)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkInit(NULL, NULL, NULL, 0, 0, record_failure, handler_data());
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(init_of_a_null_block_without_a_handler_is_refused)
{
    JUNO_STATUS_T status =
        Juno_MemoryBlkInit(NULL, pool.memory.bytes, pool.metadata, BLOCK_SIZE, BLOCKS, NULL, NULL);
    ck_assert_int_eq(status, JUNO_STATUS_NULLPTR_ERROR);
}
END_TEST

START_TEST(init_hands_null_user_data_to_its_handler)
{
    JUNO_STATUS_T status =
        Juno_MemoryBlkInit(&pool.alloc.tBlock, NULL, NULL, BLOCK_SIZE, BLOCKS, record_failure, NULL);
    ck_assert_int_eq(status, JUNO_STATUS_NULLPTR_ERROR);
    ck_assert_int_eq(report.calls, 1);
    ck_assert_ptr_null(report.user_data);
}
END_TEST

/* Init touches nothing, so that the memory need not be there for this. */
START_TEST(init_takes_the_greatest_length_that_the_metadata_can_index)
{
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, 1, JUNO_MEMORY_BLK_LENGTH_MAX, record_failure,
        handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(pool.alloc.tBlock.zLength, JUNO_MEMORY_BLK_LENGTH_MAX);
}
END_TEST

static JUNO_STATUS_T init_to_the_end_of_addresses(size_t beyond, size_t length)
{
    size_t rest = SIZE_MAX - (uintptr_t)pool.memory.bytes;
    return Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, rest / length + beyond, length, record_failure,
        handler_data()
    );
}

START_TEST(init_takes_memory_up_to_the_highest_address)
{
    ck_assert_int_eq(init_to_the_end_of_addresses(0, (size_t)_i), JUNO_STATUS_SUCCESS);
    expect_no_report();
}
END_TEST

START_TEST(init_refuses_memory_beyond_the_highest_address)
{
    JUNO_STATUS_T status = init_to_the_end_of_addresses(1, (size_t)_i);
    ck_assert_int_eq(status, JUNO_STATUS_INVALID_SIZE_ERROR);
    expect_report(JUNO_STATUS_INVALID_SIZE_ERROR);
}
END_TEST

START_TEST(init_takes_memory_at_any_alignment)
{
    JUNO_MEMORY_T memory = {0};
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes + 1, pool.metadata, 3, BLOCKS, record_failure, handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 3), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryGet(&pool.alloc, &memory, 3), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_eq(memory.pvAddr, pool.memory.bytes + 4);
}
END_TEST

START_TEST(metadata_takes_eight_bytes_a_block_or_four_on_32_bit)
{
    ck_assert_uint_eq(sizeof(JUNO_MEMORY_BLOCK_METADATA_T), UINTPTR_MAX > 0xFFFFFFFFu ? 8 : 4);
}
END_TEST

static TCase *refusals(void)
{
    TCase *tests = pool_case("refusals");
    tcase_add_loop_test(tests, init_refuses_bad_arguments_and_tells_its_handler_once, 0, REFUSED);
#ifndef JUNO_MEMORY_NO_MESSAGES
    tcase_add_loop_test(tests, init_messages_name_the_cause, 0, REFUSED);
#endif
    tcase_add_loop_test(tests, init_that_failed_touches_neither_memory_nor_metadata, 0, REFUSED);
    tcase_add_loop_test(tests, init_that_failed_leaves_a_reserved_block_that_gives_nothing, 0, REFUSED);
    tcase_add_loop_test(tests, init_without_a_handler_fails_by_status_alone, 0, REFUSED);
    tcase_add_test(tests, init_of_a_null_block_is_refused_and_told_to_the_handler);
    tcase_add_test(tests, init_of_null_everything_is_refused_once);
    tcase_add_test(tests, init_of_a_null_block_without_a_handler_is_refused);
    tcase_add_test(tests, init_hands_null_user_data_to_its_handler);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("init");
    TCase *tests = pool_case("init");
    tcase_add_test(tests, init_makes_an_empty_block_pool);
    tcase_add_test(tests, init_leaves_nothing_of_what_the_pool_held_before);
    tcase_add_test(tests, init_touches_neither_memory_nor_metadata);
    tcase_add_loop_test(tests, init_serves_whatever_memory_and_metadata_held_before, 0, 256);
    tcase_add_test(tests, init_takes_the_greatest_length_that_the_metadata_can_index);
    tcase_add_loop_test(tests, init_takes_memory_up_to_the_highest_address, 1, BLOCKS + 1);
    tcase_add_loop_test(tests, init_refuses_memory_beyond_the_highest_address, 1, BLOCKS + 1);
    tcase_add_test(tests, init_takes_memory_at_any_alignment);
    tcase_add_test(tests, metadata_takes_eight_bytes_a_block_or_four_on_32_bit);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, refusals());
    return suite;
}
