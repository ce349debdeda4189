/* SPDX-License-Identifier: MIT */
/* The function-pointer API. */
#include "support.h"

START_TEST(api_has_all_three_functions)
{
    const JUNO_MEMORY_API_T *api = Juno_MemoryApi();
    ck_assert_ptr_nonnull(api);
    ck_assert(api->Get != NULL);
    ck_assert(api->Update != NULL);
    ck_assert(api->Put != NULL);
}
END_TEST

START_TEST(api_is_the_same_at_every_call)
{
    ck_assert_ptr_eq(Juno_MemoryApi(), Juno_MemoryApi());
}
END_TEST

START_TEST(api_gets_updates_and_puts)
{
    const JUNO_MEMORY_T empty = {0};
    const JUNO_MEMORY_API_T *api = Juno_MemoryApi();
    JUNO_MEMORY_T memory = {0};
    ck_assert_int_eq(api->Get(&pool.alloc, &memory, 9), JUNO_STATUS_SUCCESS);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
    ck_assert_uint_eq(memory.zSize, 9);
    ck_assert_uint_eq(memory.iRefCount, 1);
    ck_assert_int_eq(api->Update(&pool.alloc, &memory, 3), JUNO_STATUS_SUCCESS);
    ck_assert_uint_eq(memory.zSize, 3);
    ck_assert_int_eq(api->Put(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    ck_assert_mem_eq(&memory, &empty, sizeof(memory));
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 0);
    expect_no_report();
}
END_TEST

START_TEST(api_get_fails_as_the_direct_call_does)
{
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryApi()->Get(&pool.alloc, &memory, 17);
    expect_refused(status, JUNO_STATUS_MEMALLOC_ERROR, &memory);
}
END_TEST

START_TEST(api_update_fails_as_the_direct_call_does)
{
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryApi()->Update(&pool.alloc, &memory, 1);
    expect_refused(status, JUNO_STATUS_INVALID_REF_ERROR, &memory);
}
END_TEST

START_TEST(api_put_fails_as_the_direct_call_does)
{
    JUNO_MEMORY_T memory;
    get_and_put(&pool, &memory);
    remember(&memory);
    JUNO_STATUS_T status = Juno_MemoryApi()->Put(&pool.alloc, &memory);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &memory);
}
END_TEST

START_TEST(api_and_direct_calls_serve_the_same_blocks)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryApi()->Put(&pool.alloc, &memory), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(Juno_MemoryApi()->Get(&pool.alloc, &memory, 1), JUNO_STATUS_SUCCESS);
    put(&pool, &memory);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("function-pointer API");
    TCase *tests = pool_case("function-pointer API");
    tcase_add_test(tests, api_has_all_three_functions);
    tcase_add_test(tests, api_is_the_same_at_every_call);
    tcase_add_test(tests, api_gets_updates_and_puts);
    tcase_add_test(tests, api_get_fails_as_the_direct_call_does);
    tcase_add_test(tests, api_update_fails_as_the_direct_call_does);
    tcase_add_test(tests, api_put_fails_as_the_direct_call_does);
    tcase_add_test(tests, api_and_direct_calls_serve_the_same_blocks);
    suite_add_tcase(suite, tests);
    return suite;
}
