/* SPDX-License-Identifier: MIT */
/* Juno_MemoryBlkForEach. */
#include "support.h"
#include <string.h>

typedef struct visits
{
    int count;
    int stop_after; /* 0: never */
    void *address[BLOCKS];
    size_t block[BLOCKS];
    int lock_depth;
} visits_t;

static bool visit(void *address, size_t block, JUNO_USER_DATA_T *data)
{
    visits_t *visits = data;
    ck_assert_int_lt(visits->count, BLOCKS);
    visits->address[visits->count] = address;
    visits->block[visits->count] = block;
    visits->lock_depth += counting.depth;
    visits->count++;
    return visits->count != visits->stop_after;
}

static void fill(JUNO_MEMORY_T *memory)
{
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &memory[i]);
    }
}

static visits_t walk(int stop_after)
{
    visits_t visits = {0};
    visits.stop_after = stop_after;
    ck_assert_int_eq(Juno_MemoryBlkForEach(&pool.alloc.tBlock, visit, &visits), JUNO_STATUS_SUCCESS);
    expect_no_report();
    return visits;
}

START_TEST(walk_of_a_fresh_pool_visits_nothing)
{
    ck_assert_int_eq(walk(0).count, 0);
}
END_TEST

START_TEST(walk_visits_every_live_block_in_address_order)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    put(&pool, &memory[3]);
    put(&pool, &memory[0]);
    get(&pool, &memory[0]);
    get(&pool, &memory[3]);
    visits_t visits = walk(0);
    ck_assert_int_eq(visits.count, 4);
    for (size_t i = 0; i < BLOCKS; i++)
    {
        ck_assert_uint_eq(visits.block[i], i);
        ck_assert_ptr_eq(visits.address[i], block_address(&pool, i));
    }
}
END_TEST

START_TEST(walk_leaves_out_free_and_never_carved_blocks)
{
    JUNO_MEMORY_T memory[3];
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    get(&pool, &memory[2]);
    put(&pool, &memory[0]);
    visits_t visits = walk(0);
    ck_assert_int_eq(visits.count, 2);
    ck_assert_uint_eq(visits.block[0], 1);
    ck_assert_uint_eq(visits.block[1], 2);
}
END_TEST

START_TEST(walk_visits_orphans_and_shared_blocks_once)
{
    JUNO_MEMORY_T memory[2];
    get(&pool, &memory[0]);
    get(&pool, &memory[1]);
    Juno_MemoryPutRef(&memory[0]);
    Juno_MemoryGetRef(&memory[1]);
    ck_assert_int_eq(walk(0).count, 2);
}
END_TEST

START_TEST(walk_of_a_pool_that_was_emptied_visits_nothing)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    for (int i = 0; i < BLOCKS; i++)
    {
        put(&pool, &memory[i]);
    }
    ck_assert_int_eq(walk(0).count, 0);
}
END_TEST

START_TEST(walk_ends_when_the_visitor_returns_false)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    ck_assert_int_eq(walk(_i).count, _i);
}
END_TEST

START_TEST(walk_runs_inside_the_lock)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    use_counting_lock();
    ck_assert_int_eq(walk(0).lock_depth, 4);
    ck_assert_int_eq(counting.locks, 1);
    ck_assert_int_eq(counting.unlocks, 1);
}
END_TEST

START_TEST(walk_that_ends_early_unlocks)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    use_counting_lock();
    ck_assert_int_eq(walk(2).lock_depth, 2);
    ck_assert_int_eq(counting.locks, 1);
    ck_assert_int_eq(counting.unlocks, 1);
}
END_TEST

START_TEST(walk_changes_nothing)
{
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    put(&pool, &memory[1]);
    remember(NULL);
    walk(0);
    expect_unchanged(NULL);
}
END_TEST

START_TEST(walk_without_a_visitor_is_nullptr)
{
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkForEach(&pool.alloc.tBlock, NULL, NULL);
    expect_refused(status, JUNO_STATUS_NULLPTR_ERROR, NULL);
}
END_TEST

START_TEST(walk_of_a_null_pool_is_nullptr_and_unheard)
{
    visits_t visits = {0};
    ck_assert_int_eq(Juno_MemoryBlkForEach(NULL, visit, &visits), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

START_TEST(walk_of_a_pool_not_inited_is_invalid_type_and_unheard)
{
    visits_t visits = {0};
    JUNO_MEMORY_T memory[BLOCKS];
    fill(memory);
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    remember(NULL);
    JUNO_STATUS_T status = Juno_MemoryBlkForEach(&pool.alloc.tBlock, visit, &visits);
    expect_refused_unheard(status, JUNO_STATUS_INVALID_TYPE_ERROR, NULL);
    ck_assert_int_eq(visits.count, 0);
}
END_TEST

START_TEST(walk_names_null_before_type)
{
    set_type(JUNO_MEMORY_ALLOC_TYPE_RESERVED);
    ck_assert_int_eq(Juno_MemoryBlkForEach(&pool.alloc.tBlock, NULL, NULL), JUNO_STATUS_NULLPTR_ERROR);
    expect_no_report();
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("walk");
    TCase *tests = pool_case("walk");
    tcase_add_test(tests, walk_of_a_fresh_pool_visits_nothing);
    tcase_add_test(tests, walk_visits_every_live_block_in_address_order);
    tcase_add_test(tests, walk_leaves_out_free_and_never_carved_blocks);
    tcase_add_test(tests, walk_visits_orphans_and_shared_blocks_once);
    tcase_add_test(tests, walk_of_a_pool_that_was_emptied_visits_nothing);
    tcase_add_loop_test(tests, walk_ends_when_the_visitor_returns_false, 1, BLOCKS + 1);
    tcase_add_test(tests, walk_runs_inside_the_lock);
    tcase_add_test(tests, walk_that_ends_early_unlocks);
    tcase_add_test(tests, walk_changes_nothing);
    tcase_add_test(tests, walk_without_a_visitor_is_nullptr);
    tcase_add_test(tests, walk_of_a_null_pool_is_nullptr_and_unheard);
    tcase_add_test(tests, walk_of_a_pool_not_inited_is_invalid_type_and_unheard);
    tcase_add_test(tests, walk_names_null_before_type);
    suite_add_tcase(suite, tests);
    return suite;
}
