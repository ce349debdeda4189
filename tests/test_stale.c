/* SPDX-License-Identifier: MIT */
/* Stale copies of descriptors: found out for as long as the contract says. */
#include "support.h"

static void reuse(int times)
{
    for (int i = 0; i < times; i++)
    {
        JUNO_MEMORY_T copy;
        get_and_put(&pool, &copy);
    }
}

static void expect_stale(JUNO_MEMORY_T *stale)
{
    remember(stale);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, stale);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, stale);
    forget_reports();
    status = Juno_MemoryUpdate(&pool.alloc, stale, 1);
    expect_refused(status, JUNO_STATUS_INVALID_REF_ERROR, stale);
    forget_reports();
    Juno_MemoryGetRef(stale);
    expect_report(JUNO_STATUS_INVALID_REF_ERROR);
    forget_reports();
    Juno_MemoryPutRef(stale);
    expect_report(JUNO_STATUS_INVALID_REF_ERROR);
    expect_unchanged(stale);
}

START_TEST(stale_copy_is_refused_everywhere_while_its_block_is_free)
{
    JUNO_MEMORY_T stale;
    get_and_put(&pool, &stale);
    expect_stale(&stale);
}
END_TEST

START_TEST(stale_copy_is_refused_everywhere_once_its_block_is_out_again)
{
    JUNO_MEMORY_T stale;
    JUNO_MEMORY_T next = {0};
    get_and_put(&pool, &stale);
    get(&pool, &next);
    ck_assert_ptr_eq(next.pvAddr, stale.pvAddr);
    expect_stale(&stale);
    put(&pool, &next);
}
END_TEST

static const int reuses[] = {1, 2, 3, 255, 256, 257, 32765, 32766};

/* The get below is one reuse more, which makes 2^15 - 1 in the last row. */
START_TEST(stale_copy_is_refused_after_any_number_of_reuses_to_32767)
{
    JUNO_MEMORY_T stale;
    JUNO_MEMORY_T next = {0};
    get_and_put(&pool, &stale);
    reuse(reuses[_i]);
    expect_stale(&stale);
    get(&pool, &next);
    expect_stale(&stale);
}
END_TEST

static const int reuses_64_bit[] = {32767, 65534, 65535, 65536, 131071};

START_TEST(stale_copy_is_refused_beyond_sixteen_bits_of_reuses_on_64_bit)
{
    JUNO_MEMORY_T stale;
    JUNO_MEMORY_T next = {0};
    get_and_put(&pool, &stale);
    reuse(reuses_64_bit[_i]);
    expect_stale(&stale);
    get(&pool, &next);
    expect_stale(&stale);
}
END_TEST

START_TEST(stale_copies_of_every_age_are_refused_while_the_newest_works)
{
    JUNO_MEMORY_T stale[50];
    JUNO_MEMORY_T live = {0};
    for (int i = 0; i < 50; i++)
    {
        get_and_put(&pool, &stale[i]);
    }
    get(&pool, &live);
    for (int i = 0; i < 50; i++)
    {
        expect_stale(&stale[i]);
    }
    put(&pool, &live);
}
END_TEST

START_TEST(copy_of_a_live_block_is_no_stale_copy)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    JUNO_MEMORY_T copy = memory;
    ck_assert_int_eq(Juno_MemoryUpdate(&pool.alloc, &copy, 2), JUNO_STATUS_SUCCESS);
    put(&pool, &copy);
    expect_no_report();
    expect_stale(&memory);
}
END_TEST

START_TEST(hand_built_descriptor_has_no_protection_against_being_stale)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    JUNO_MEMORY_T key = by_hand(memory.pvAddr, BLOCK_SIZE, 1);
    put(&pool, &memory);
    get(&pool, &memory);
    put(&pool, &key);
    expect_no_report();
}
END_TEST

/* The serial, which is odd while a block is out, as 2^31 reuses leave it (2^15 on 32-bit). */
START_TEST(block_whose_serial_came_round_is_not_freed_twice_by_hand)
{
    JUNO_MEMORY_T memory = {0};
    get(&pool, &memory);
    memory.iSerial = (JUNO_MEMORY_INDEX_T)-1;
    pool.alloc.tBlock.piSerials[0] = memory.iSerial;
    JUNO_MEMORY_T key = by_hand(memory.pvAddr, BLOCK_SIZE, 1);
    put(&pool, &memory);
    ck_assert_uint_eq(pool.alloc.tBlock.piSerials[0], 0);
    remember(&key);
    JUNO_STATUS_T status = Juno_MemoryPut(&pool.alloc, &key);
    expect_refused(status, JUNO_STATUS_MEMFREE_ERROR, &key);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("stale copies");
    TCase *tests = pool_case("stale copies");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, stale_copy_is_refused_everywhere_while_its_block_is_free);
    tcase_add_test(tests, stale_copy_is_refused_everywhere_once_its_block_is_out_again);
    tcase_add_loop_test(tests, stale_copy_is_refused_after_any_number_of_reuses_to_32767, 0, 8);
    if (sizeof(JUNO_MEMORY_INDEX_T) > 2)
    {
        tcase_add_loop_test(tests, stale_copy_is_refused_beyond_sixteen_bits_of_reuses_on_64_bit, 0, 5);
    }
    tcase_add_test(tests, stale_copies_of_every_age_are_refused_while_the_newest_works);
    tcase_add_test(tests, copy_of_a_live_block_is_no_stale_copy);
    tcase_add_test(tests, hand_built_descriptor_has_no_protection_against_being_stale);
    tcase_add_test(tests, block_whose_serial_came_round_is_not_freed_twice_by_hand);
    suite_add_tcase(suite, tests);
    return suite;
}
