/* SPDX-License-Identifier: MIT */
/* The map from a packet's numbers to positions. */
#include "run_suite.h"
#include "../tools/idmap.h"

#include <check.h>

static struct idmap map;

static void setup(void)
{
    idmap_clear(&map);
}

static void teardown(void)
{
    idmap_free(&map);
}

/* Small ones and large ones have places of their own kind. */
static const uint64_t ids[] = {0, 1, IDMAP_DENSE - 1, IDMAP_DENSE, 123456789, UINT64_MAX};
#define IDS (sizeof ids / sizeof ids[0])

START_TEST(each_number_has_its_own_value)
{
    for (uint32_t i = 0; i < IDS; i++)
    {
        ck_assert_uint_eq(idmap_get(&map, ids[i]), HASH_NONE);
        idmap_set(&map, ids[i], i + 10);
    }
    for (uint32_t i = 0; i < IDS; i++)
    {
        ck_assert_uint_eq(idmap_get(&map, ids[i]), i + 10);
    }
}
END_TEST

/* As where a packet defines a class twice. */
START_TEST(the_newest_value_counts)
{
    for (uint32_t i = 0; i < IDS; i++)
    {
        idmap_set(&map, ids[i], 1);
        idmap_set(&map, ids[i], 2);
        ck_assert_uint_eq(idmap_get(&map, ids[i]), 2);
    }
    ck_assert_uint_eq(map.far_count, 3);
}
END_TEST

START_TEST(cleared_it_knows_none)
{
    for (uint32_t i = 0; i < IDS; i++)
    {
        idmap_set(&map, ids[i], i);
    }
    idmap_clear(&map);
    for (uint32_t i = 0; i < IDS; i++)
    {
        ck_assert_uint_eq(idmap_get(&map, ids[i]), HASH_NONE);
    }
}
END_TEST

/* After four thousand million packets: what the first one defined is not known again. */
START_TEST(cleared_as_often_as_it_can_count_it_knows_none)
{
    idmap_set(&map, 5, 7);
    map.generation = UINT32_MAX;
    idmap_set(&map, 6, 8);
    idmap_clear(&map);
    ck_assert_uint_eq(idmap_get(&map, 5), HASH_NONE);
    ck_assert_uint_eq(idmap_get(&map, 6), HASH_NONE);
    ck_assert_uint_eq(idmap_get(&map, 7), HASH_NONE);
    idmap_set(&map, 6, 9);
    ck_assert_uint_eq(idmap_get(&map, 6), 9);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("idmap");
    TCase *tests = tcase_create("idmap");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, each_number_has_its_own_value);
    tcase_add_test(tests, the_newest_value_counts);
    tcase_add_test(tests, cleared_it_knows_none);
    tcase_add_test(tests, cleared_as_often_as_it_can_count_it_knows_none);
    suite_add_tcase(suite, tests);
    return suite;
}
