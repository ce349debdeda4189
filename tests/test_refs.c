/* SPDX-License-Identifier: MIT */
/* Juno_MemoryGetRef, Juno_MemoryPutRef and the reference macros. */
#include "support.h"
#include <string.h>

START_TEST(get_ref_adds_one_and_returns_its_argument)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    ck_assert_uint_eq(memory.iRefCount, 2);
    expect_no_report();
}
END_TEST

START_TEST(put_ref_takes_one_off)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryGetRef(&memory);
    Juno_MemoryPutRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, 1);
    expect_no_report();
}
END_TEST

START_TEST(refs_change_nothing_but_the_count)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    remember(&memory);
    Juno_MemoryGetRef(&memory);
    expect_unchanged(NULL);
    Juno_MemoryPutRef(&memory);
    expect_unchanged(&memory);
}
END_TEST

START_TEST(put_ref_to_zero_never_frees)
{
    JUNO_MEMORY_T memory = {0};
    JUNO_MEMORY_T next = {0};
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, 0);
    ck_assert_ptr_eq(memory.pvAddr, block_address(&pool, 0));
    ck_assert_uint_eq(pool.alloc.tBlock.zUsed, 1);
    get(&pool, &next);
    ck_assert_ptr_eq(next.pvAddr, block_address(&pool, 1));
    expect_no_report();
}
END_TEST

START_TEST(get_ref_of_null_gives_null)
{
    remember(NULL);
    ck_assert_ptr_null(Juno_MemoryGetRef(NULL));
    expect_no_report();
    expect_unchanged(NULL);
}
END_TEST

START_TEST(put_ref_of_null_does_nothing)
{
    remember(NULL);
    Juno_MemoryPutRef(NULL);
    expect_no_report();
    expect_unchanged(NULL);
}
END_TEST

START_TEST(get_ref_at_count_zero_is_invalid_ref)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    remember(&memory);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    expect_report(JUNO_STATUS_INVALID_REF_ERROR);
    expect_unchanged(&memory);
}
END_TEST

START_TEST(put_ref_at_count_zero_is_invalid_ref)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    Juno_MemoryPutRef(&memory);
    remember(&memory);
    Juno_MemoryPutRef(&memory);
    expect_report(JUNO_STATUS_INVALID_REF_ERROR);
    expect_unchanged(&memory);
}
END_TEST

START_TEST(get_ref_reaches_the_largest_count_and_stays)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    memory.iRefCount = SIZE_MAX - 1;
    Juno_MemoryGetRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, SIZE_MAX);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    ck_assert_uint_eq(memory.iRefCount, SIZE_MAX);
    expect_no_report();
}
END_TEST

START_TEST(put_ref_leaves_the_largest_count_for_good)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    memory.iRefCount = SIZE_MAX;
    Juno_MemoryPutRef(&memory);
    Juno_MemoryPutRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, SIZE_MAX);
    expect_no_report();
}
END_TEST

START_TEST(put_ref_takes_one_off_just_below_the_largest_count)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    memory.iRefCount = SIZE_MAX - 1;
    Juno_MemoryPutRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, SIZE_MAX - 2);
}
END_TEST

static void make_stale_free(JUNO_MEMORY_T *memory)
{
    get_and_put(&pool, memory);
}

static void make_stale_given_out_again(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T next = {0};
    get_and_put(&pool, memory);
    get(&pool, &next);
}

static void make_from_before_reinit(JUNO_MEMORY_T *memory)
{
    get(&pool, memory);
    init_pool(&pool);
}

static void (*const make_stale[])(JUNO_MEMORY_T *memory) = {
    make_stale_free,
    make_stale_given_out_again,
    make_from_before_reinit,
};

static const size_t stale_counts[] = {0, 1, 2, SIZE_MAX};

START_TEST(get_ref_of_a_stale_copy_is_invalid_ref)
{
    JUNO_MEMORY_T memory = {0};
    make_stale[_i % 3](&memory);
    memory.iRefCount = stale_counts[_i / 3];
    remember(&memory);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    expect_report(JUNO_STATUS_INVALID_REF_ERROR);
    expect_unchanged(&memory);
}
END_TEST

START_TEST(put_ref_of_a_stale_copy_is_invalid_ref)
{
    JUNO_MEMORY_T memory = {0};
    make_stale[_i % 3](&memory);
    memory.iRefCount = stale_counts[_i / 3];
    remember(&memory);
    Juno_MemoryPutRef(&memory);
    expect_report(JUNO_STATUS_INVALID_REF_ERROR);
    expect_unchanged(&memory);
}
END_TEST

START_TEST(refs_of_an_empty_descriptor_change_nothing_and_are_unheard)
{
    JUNO_MEMORY_T memory = {0};
    remember(&memory);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    Juno_MemoryPutRef(&memory);
    expect_no_report();
    expect_unchanged(&memory);
}
END_TEST

START_TEST(refs_of_a_hand_built_descriptor_count)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    JUNO_MEMORY_T key = by_hand(live.pvAddr, BLOCK_SIZE, 1);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&key), &key);
    ck_assert_uint_eq(key.iRefCount, 2);
    Juno_MemoryPutRef(&key);
    Juno_MemoryPutRef(&key);
    ck_assert_uint_eq(key.iRefCount, 0);
    expect_no_report();
}
END_TEST

START_TEST(refs_of_a_hand_built_descriptor_at_zero_change_nothing_and_are_unheard)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    JUNO_MEMORY_T key = by_hand(live.pvAddr, BLOCK_SIZE, 0);
    remember(&key);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&key), &key);
    Juno_MemoryPutRef(&key);
    expect_no_report();
    expect_unchanged(&key);
}
END_TEST

START_TEST(refs_of_a_hand_built_descriptor_stay_at_the_largest_count)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    JUNO_MEMORY_T key = by_hand(live.pvAddr, BLOCK_SIZE, SIZE_MAX);
    Juno_MemoryGetRef(&key);
    Juno_MemoryPutRef(&key);
    ck_assert_uint_eq(key.iRefCount, SIZE_MAX);
    expect_no_report();
}
END_TEST

START_TEST(refs_into_an_ended_pool_change_nothing_and_are_unheard)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    ck_assert_int_eq(Juno_MemoryBlkDeinit(&pool.alloc.tBlock), JUNO_STATUS_SUCCESS);
    remember(&memory);
    ck_assert_ptr_eq(Juno_MemoryGetRef(&memory), &memory);
    Juno_MemoryPutRef(&memory);
    expect_no_report();
    expect_unchanged(&memory);
}
END_TEST

START_TEST(copied_descriptor_does_not_share_its_count)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    JUNO_MEMORY_T copy = memory;
    Juno_MemoryGetRef(&copy);
    ck_assert_uint_eq(copy.iRefCount, 2);
    ck_assert_uint_eq(memory.iRefCount, 1);
    expect_no_report();
}
END_TEST

START_TEST(new_ref_from_declares_a_reference_to_a_variable)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    JUNO_NEW_REF_FROM(memory);
    ck_assert_ptr_eq(JUNO_REF(memory), &memory);
    ck_assert_uint_eq(memory.iRefCount, 2);
    Juno_MemoryPutRef(JUNO_REF(memory));
    ck_assert_uint_eq(memory.iRefCount, 1);
}
END_TEST

START_TEST(new_ref_from_ptr_declares_a_reference_to_what_is_pointed_at)
{
    JUNO_MEMORY_T memory = {0};
    JUNO_MEMORY_T *shared = &memory;
    get(&pool, &memory);
    JUNO_NEW_REF_FROM_PTR(shared);
    ck_assert_ptr_eq(JUNO_REF(shared), &memory);
    ck_assert_uint_eq(memory.iRefCount, 2);
}
END_TEST

START_TEST(new_ref_declares_without_taking_a_reference)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    JUNO_NEW_REF(later);
    JUNO_REF(later) = &memory;
    ck_assert_uint_eq(JUNO_REF(later)->iRefCount, 1);
    JUNO_REF(later) = Juno_MemoryGetRef(&memory);
    ck_assert_uint_eq(memory.iRefCount, 2);
}
END_TEST

static TCase *refusals(void)
{
    TCase *tests = pool_case("refusals");
    tcase_add_test(tests, get_ref_of_null_gives_null);
    tcase_add_test(tests, put_ref_of_null_does_nothing);
    tcase_add_test(tests, get_ref_at_count_zero_is_invalid_ref);
    tcase_add_test(tests, put_ref_at_count_zero_is_invalid_ref);
    tcase_add_loop_test(tests, get_ref_of_a_stale_copy_is_invalid_ref, 0, 12);
    tcase_add_loop_test(tests, put_ref_of_a_stale_copy_is_invalid_ref, 0, 12);
    tcase_add_test(tests, refs_of_an_empty_descriptor_change_nothing_and_are_unheard);
    tcase_add_test(tests, refs_of_a_hand_built_descriptor_at_zero_change_nothing_and_are_unheard);
    tcase_add_test(tests, refs_into_an_ended_pool_change_nothing_and_are_unheard);
    return tests;
}

static TCase *macros(void)
{
    TCase *tests = pool_case("macros");
    tcase_add_test(tests, new_ref_from_declares_a_reference_to_a_variable);
    tcase_add_test(tests, new_ref_from_ptr_declares_a_reference_to_what_is_pointed_at);
    tcase_add_test(tests, new_ref_declares_without_taking_a_reference);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("references");
    TCase *tests = pool_case("references");
    tcase_add_test(tests, get_ref_adds_one_and_returns_its_argument);
    tcase_add_test(tests, put_ref_takes_one_off);
    tcase_add_test(tests, refs_change_nothing_but_the_count);
    tcase_add_test(tests, put_ref_to_zero_never_frees);
    tcase_add_test(tests, get_ref_reaches_the_largest_count_and_stays);
    tcase_add_test(tests, put_ref_leaves_the_largest_count_for_good);
    tcase_add_test(tests, put_ref_takes_one_off_just_below_the_largest_count);
    tcase_add_test(tests, refs_of_a_hand_built_descriptor_count);
    tcase_add_test(tests, refs_of_a_hand_built_descriptor_stay_at_the_largest_count);
    tcase_add_test(tests, copied_descriptor_does_not_share_its_count);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, refusals());
    suite_add_tcase(suite, macros());
    return suite;
}
