/* SPDX-License-Identifier: MIT */
/*
 * The check of packets in the form that machines without an instruction for it
 * take: the source is compiled once more, and told to do without.
 */
#include "../lib/crc32c.h"
#include <check.h>
#include <stdlib.h>

START_TEST(the_crc_of_the_nine_digits_is_the_published_one)
{
    ck_assert_uint_eq(Crc32c(0, "123456789", 9), 0xE3069283u);
}
END_TEST

/* RFC 3720, appendix B.4: 32 bytes of zeros, of ones, and counting up. */
START_TEST(the_crcs_of_the_rfcs_examples_are_right)
{
    unsigned char bytes[32] = {0};

    ck_assert_uint_eq(Crc32c(0, bytes, sizeof(bytes)), 0x8A9136AAu);
    for (size_t i = 0; i < sizeof(bytes); i++)
    {
        bytes[i] = 0xFF;
    }
    ck_assert_uint_eq(Crc32c(0, bytes, sizeof(bytes)), 0x62A8AB43u);
    for (size_t i = 0; i < sizeof(bytes); i++)
    {
        bytes[i] = (unsigned char)i;
    }
    ck_assert_uint_eq(Crc32c(0, bytes, sizeof(bytes)), 0x46DD794Eu);
}
END_TEST

START_TEST(the_crc_of_nothing_is_zero)
{
    ck_assert_uint_eq(Crc32c(0, NULL, 0), 0u);
}
END_TEST

int main(void)
{
    Suite *const suite = suite_create("crc32c");
    TCase *const tcase = tcase_create("portable");
    SRunner *runner = NULL;
    int failed = 0;

    tcase_add_test(tcase, the_crc_of_the_nine_digits_is_the_published_one);
    tcase_add_test(tcase, the_crcs_of_the_rfcs_examples_are_right);
    tcase_add_test(tcase, the_crc_of_nothing_is_zero);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return (failed == 0) ? EXIT_SUCCESS : EXIT_FAILURE;
}
