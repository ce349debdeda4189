/* SPDX-License-Identifier: MIT */
/* Absolute addresses belong to the module in whose range they lie when they are recorded. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <string.h>

static struct loaded loaded;

static void teardown(void)
{
    loaded_free(&loaded);
}

/* The site of the only leak, or of the first of several. */
static const char *site_after(const char *lines)
{
    load_text(&loaded, lines);
    ck_assert_str_eq(loaded.result.error, "");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_ge(loaded.findings.leaks.count, 1);
    return loaded.findings.leaks.items[0].site.text;
}

#define APP "module 1 \"/usr/bin/app\" base=0x1000 size=4096\n"
#define LIB "module 2 \"/lib/lib x.so\" base=0x8000 size=256\n"

START_TEST(an_address_in_a_module_is_named_after_it)
{
    ck_assert_str_eq(site_after(LIB APP "1 get 1 0 size=8 at 0x1010\nend\n"), "app+0x10");
}
END_TEST

START_TEST(a_module_ends_at_its_size)
{
    ck_assert_str_eq(site_after(APP LIB "1 get 1 0 size=8 at 0x80ff\nend\n"), "lib x.so+0xff");
    loaded_free(&loaded);
    ck_assert_str_eq(site_after(APP LIB "1 get 1 0 size=8 at 0x8100\nend\n"), "0x8100");
    loaded_free(&loaded);
    ck_assert_str_eq(site_after(APP LIB "1 get 1 0 size=8 at 0xfff\nend\n"), "0xfff");
}
END_TEST

START_TEST(only_a_module_defined_before_names_an_address)
{
    ck_assert_str_eq(site_after("1 get 1 0 size=8 at 0x1010\n" APP "end\n"), "0x1010");
}
END_TEST

START_TEST(a_later_module_takes_the_place_of_one_that_it_meets)
{
    ck_assert_str_eq(
        site_after(APP "module 3 \"/lib/new.so\" base=0x1800 size=16\n"
                       "1 get 1 0 size=8 at 0x1801\nend\n"),
        "new.so+0x1"
    );
    loaded_free(&loaded);
    ck_assert_str_eq(
        site_after(APP "module 3 \"/lib/new.so\" base=0x1800 size=16\n"
                       "1 get 1 0 size=8 at 0x1010\nend\n"),
        "0x1010"
    );
}
END_TEST

START_TEST(sites_keep_the_module_of_their_time)
{
    const char *first = site_after(APP "1 get 1 0 size=9 at 0x1010\n"
                                       "module 3 \"/lib/new.so\" base=0x1000 size=4096\n"
                                       "2 get 1 1 size=8 at 0x1010\nend\n");
    ck_assert_str_eq(first, "app+0x10");
    ck_assert_uint_eq(loaded.findings.leaks.count, 2);
    ck_assert_str_eq(loaded.findings.leaks.items[1].site.text, "new.so+0x10");
}
END_TEST

START_TEST(a_module_that_comes_back_is_in_place_again)
{
    ck_assert_str_eq(
        site_after(APP "module 3 \"/lib/new.so\" base=0x1000 size=4096\n" APP
                       "1 get 1 0 size=8 at 0x1010\nend\n"),
        "app+0x10"
    );
    ck_assert_uint_eq(loaded.replay.names.module_count, 2);
}
END_TEST

START_TEST(a_number_that_is_given_again_means_the_new_module_alone)
{
    ck_assert_str_eq(
        site_after(APP "module 1 \"/lib/new.so\" base=0x5000 size=16\n"
                       "1 get 1 0 size=8 at 0x1010\nend\n"),
        "0x1010"
    );
    loaded_free(&loaded);
    ck_assert_str_eq(
        site_after(APP "module 1 \"/lib/new.so\" base=0x5000 size=16\n"
                       "1 get 1 0 size=8 at 1+0x10\nend\n"),
        "new.so+0x10"
    );
}
END_TEST

START_TEST(streams_have_modules_of_their_own)
{
    ck_assert_str_eq(site_after(APP "stream 1\n1 get 1 0 size=8 at 0x1010\nend\nstream 0\nend\n"), "0x1010");
}
END_TEST

START_TEST(a_module_without_a_path_goes_by_its_number)
{
    ck_assert_str_eq(
        site_after("module 7 \"\" base=0x1000 size=4096\n1 get 1 0 size=8 at 0x1010\nend\n"), "module 7+0x10"
    );
}
END_TEST

START_TEST(a_range_may_reach_the_last_address)
{
    ck_assert_str_eq(
        site_after("module 7 \"/x\" base=0xfffffffffffff000 size=65536\n"
                   "1 get 1 0 size=8 at 0xffffffffffffffff\nend\n"),
        "x+0xfff"
    );
}
END_TEST

START_TEST(many_modules_are_told_apart)
{
    struct buffer lines = {0};
    /* In an order that is neither up nor down. */
    for (unsigned i = 0; i < 200; i++)
    {
        const unsigned place = i * 77 % 200;
        buffer_word(&lines, "module ");
        buffer_number(&lines, place + 1);
        buffer_word(&lines, " \"/m");
        buffer_number(&lines, place);
        buffer_word(&lines, "\" base=");
        buffer_hex(&lines, 0x1000 + place * 0x100);
        buffer_word(&lines, " size=256\n");
    }
    buffer_word(&lines, "1 get 1 0 size=8 at 0x70ff\nend\n");
    ck_assert_str_eq(site_after(lines.text), "m96+0xff");
    ck_assert_uint_eq(loaded.replay.names.loaded_count, 200);
    buffer_free(&lines);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("modules");
    TCase *tests = tcase_create("modules");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, an_address_in_a_module_is_named_after_it);
    tcase_add_test(tests, a_module_ends_at_its_size);
    tcase_add_test(tests, only_a_module_defined_before_names_an_address);
    tcase_add_test(tests, a_later_module_takes_the_place_of_one_that_it_meets);
    tcase_add_test(tests, sites_keep_the_module_of_their_time);
    tcase_add_test(tests, a_module_that_comes_back_is_in_place_again);
    tcase_add_test(tests, a_number_that_is_given_again_means_the_new_module_alone);
    tcase_add_test(tests, streams_have_modules_of_their_own);
    tcase_add_test(tests, a_module_without_a_path_goes_by_its_number);
    tcase_add_test(tests, a_range_may_reach_the_last_address);
    tcase_add_test(tests, many_modules_are_told_apart);
    suite_add_tcase(suite, tests);
    return suite;
}
