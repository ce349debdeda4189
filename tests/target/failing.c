/* SPDX-License-Identifier: MIT */
/* A suite that goes wrong: failing.sh expects that to be noticed. */
#include "check.h"

static void setup(void)
{
}

#ifdef FAULT
START_TEST(nothing_is_mapped_at_the_end_of_memory)
{
    ck_assert_int_eq(*(volatile int *)0xF0000000u, 0);
}
END_TEST
#else
START_TEST(two_is_three)
{
    ck_assert_int_eq(2, 3);
}
END_TEST
#endif

START_TEST(two_is_two)
{
    ck_assert_int_eq(2, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("failing");
    TCase *tests = tcase_create("failing");

    tcase_add_checked_fixture(tests, setup, setup);
#ifdef FAULT
    tcase_add_test(tests, nothing_is_mapped_at_the_end_of_memory);
#else
    tcase_add_test(tests, two_is_three);
#endif
    tcase_add_test(tests, two_is_two);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    return srunner_ntests_failed(runner) == 0 ? 0 : 1;
}
