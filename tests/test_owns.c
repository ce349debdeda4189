/* SPDX-License-Identifier: MIT */
/* Juno_MemoryBlkOwns. */
#include "support.h"

static bool owns(const void *address)
{
    return Juno_MemoryBlkOwns(&pool.alloc.tBlock, address);
}

START_TEST(owns_every_byte_of_its_memory_live_or_not)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    for (int i = 0; i < BLOCKS * BLOCK_SIZE; i++)
    {
        ck_assert_msg(owns(pool.memory.bytes + i), "byte %d", i);
    }
    expect_no_report();
}
END_TEST

START_TEST(owns_nothing_before_its_memory)
{
    ck_assert(!owns((void *)((uintptr_t)pool.memory.bytes - 1)));
    ck_assert(!owns((void *)1));
    expect_no_report();
}
END_TEST

START_TEST(owns_nothing_from_its_end_on)
{
    ck_assert(!owns(pool.memory.bytes + BLOCKS * BLOCK_SIZE));
    ck_assert(!owns((void *)UINTPTR_MAX));
    expect_no_report();
}
END_TEST

START_TEST(owns_no_other_pools_memory)
{
    ck_assert(!owns(other.memory.bytes));
    expect_no_report();
}
END_TEST

START_TEST(owns_not_null)
{
    ck_assert(!owns(NULL));
    expect_no_report();
}
END_TEST

START_TEST(owns_not_null_with_memory_up_to_the_highest_address)
{
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pool.alloc.tBlock, pool.memory.bytes, pool.metadata, SIZE_MAX - (uintptr_t)pool.memory.bytes, 1,
        record_failure, handler_data()
    );
    ck_assert_int_eq(status, JUNO_STATUS_SUCCESS);
    ck_assert(owns((void *)(UINTPTR_MAX - 1)));
    ck_assert(!owns(NULL));
}
END_TEST

START_TEST(owns_is_false_without_a_pool)
{
    ck_assert(!Juno_MemoryBlkOwns(NULL, pool.memory.bytes));
    ck_assert(!Juno_MemoryBlkOwns(NULL, NULL));
    expect_no_report();
}
END_TEST

START_TEST(owns_is_false_for_a_pool_not_inited)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert(!owns(pool.memory.bytes));
    expect_no_report();
}
END_TEST

START_TEST(owns_changes_nothing)
{
    remember(NULL);
    ck_assert(owns(pool.memory.bytes));
    ck_assert(!owns(other.memory.bytes));
    expect_unchanged(NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("membership");
    TCase *tests = pool_case("membership");
    tcase_add_test(tests, owns_every_byte_of_its_memory_live_or_not);
    tcase_add_test(tests, owns_nothing_before_its_memory);
    tcase_add_test(tests, owns_nothing_from_its_end_on);
    tcase_add_test(tests, owns_no_other_pools_memory);
    tcase_add_test(tests, owns_not_null);
    tcase_add_test(tests, owns_not_null_with_memory_up_to_the_highest_address);
    tcase_add_test(tests, owns_is_false_without_a_pool);
    tcase_add_test(tests, owns_is_false_for_a_pool_not_inited);
    tcase_add_test(tests, owns_changes_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
