/* SPDX-License-Identifier: MIT */
/* Who holds the references of blocks that are still out. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct loaded loaded;

static void teardown(void)
{
    loaded_free(&loaded);
}

#define GET_LINE "1 get 1 0 size=8 at a.c:1 (make)\n"

static const struct ref_finding *only_ref(void)
{
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.findings.refs.count, 1);
    return &loaded.findings.refs.items[0];
}

START_TEST(a_held_block_names_the_site_of_the_reference_not_given_back)
{
    load_text(&loaded, GET_LINE "2 ref-get 1 0 count=2 at a.c:5 (keep)\nend\n");
    ck_assert_str_eq(only_ref()->site.text, "a.c:5 (keep)");
    ck_assert_uint_eq(only_ref()->count, 2);
    ck_assert_uint_eq(only_ref()->serial, 1);
    ck_assert(!only_ref()->is_orphaned);
}
END_TEST

START_TEST(a_reference_given_back_pairs_with_one_of_the_same_function)
{
    load_text(
        &loaded, GET_LINE "2 ref-get 1 0 count=2 at a.c:5 (keep)\n"
                          "3 ref-get 1 0 count=3 at a.c:9 (lose)\n"
                          "4 ref-put 1 0 count=2 at a.c:7 (keep)\nend\n"
    );
    ck_assert_str_eq(only_ref()->site.text, "a.c:9 (lose)");
}
END_TEST

START_TEST(a_reference_given_back_elsewhere_leaves_all_who_took_one_as_candidates)
{
    load_text(
        &loaded, GET_LINE "2 ref-get 1 0 count=2 at a.c:5 (lose)\n"
                          "3 ref-get 1 0 count=3 at a.c:9 (send)\n"
                          "4 ref-put 1 0 count=2 at a.c:20 (receive)\nend\n"
    );
    ck_assert_uint_eq(only_ref()->candidate_count, 2);
    ck_assert_str_eq(only_ref()->site.text, "a.c:9 (send)");
    ck_assert_str_eq(loaded.findings.candidates[0].text, "a.c:9 (send)");
    ck_assert_str_eq(loaded.findings.candidates[1].text, "a.c:5 (lose)");
    ck_assert(!only_ref()->all_hold);
}
END_TEST

START_TEST(an_orphan_names_the_site_that_took_the_count_to_zero)
{
    load_text(&loaded, GET_LINE "2 ref-put 1 0 count=0 at a.c:8 (drop)\nend\n");
    ck_assert_str_eq(only_ref()->site.text, "a.c:8 (drop)");
    ck_assert(only_ref()->is_orphaned);
}
END_TEST

START_TEST(references_that_nobody_was_seen_to_take_are_from_before_the_trace)
{
    load_text(
        &loaded, "pool 1 \"p\" size=8 length=2\n0 attach 1 live=1\n"
                 "state 1 0 size=8 count=3 at a.c:1 (make)\nend\n"
    );
    ck_assert_str_eq(only_ref()->site.text, "before the trace");
    ck_assert_uint_eq(loaded.findings.balance_count, 1);
    ck_assert_int_eq(loaded.findings.balances[0].net, 2);
}
END_TEST

START_TEST(balanced_references_are_no_finding)
{
    load_text(
        &loaded, GET_LINE "2 ref-get 1 0 count=2 at a.c:5 (keep)\n"
                          "3 ref-put 1 0 count=1 at a.c:7 (keep)\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
    ck_assert_uint_eq(loaded.findings.balance_count, 0);
}
END_TEST

START_TEST(a_block_that_was_put_leaves_nothing_behind)
{
    load_text(
        &loaded, GET_LINE "2 ref-get 1 0 count=2 at a.c:5 (keep)\n3 put 1 0\n"
                          "4 get 1 0 size=8 at a.c:1 (make)\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
    ck_assert_uint_eq(loaded.findings.balance_count, 0);
}
END_TEST

START_TEST(the_balance_adds_up_by_site_over_blocks)
{
    load_text(
        &loaded, "1 get 1 0 size=8\n2 get 1 1 size=8\n3 get 1 2 size=8\n"
                 "4 ref-get 1 0 count=2 at a.c:5 (keep)\n"
                 "5 ref-get 1 1 count=2 at a.c:5 (keep)\n"
                 "6 ref-put 1 2 count=0 at a.c:8 (drop)\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.balance_count, 2);
    ck_assert_str_eq(loaded.findings.balances[0].site.text, "a.c:5 (keep)");
    ck_assert_int_eq(loaded.findings.balances[0].net, 2);
    ck_assert_str_eq(loaded.findings.balances[1].site.text, "a.c:8 (drop)");
    ck_assert_int_eq(loaded.findings.balances[1].net, -1);
}
END_TEST

START_TEST(a_count_not_seen_since_a_gap_is_not_asserted)
{
    load_text(
        &loaded, GET_LINE "2 ref-get 1 0 count=2 at a.c:5 (keep)\ngap packets=1\n"
                          "3 update 1 0 size=4\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
    ck_assert_uint_eq(loaded.findings.refs_unsure.count, 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
}
END_TEST

START_TEST(a_count_seen_since_a_gap_is_asserted)
{
    load_text(&loaded, GET_LINE "gap packets=1\n2 ref-get 1 0 count=3 at a.c:5 (keep)\nend\n");
    ck_assert_uint_eq(loaded.findings.refs.count, 1);
    ck_assert_uint_eq(loaded.findings.refs.items[0].count, 3);
}
END_TEST

START_TEST(a_block_held_from_very_many_sites_stays_small)
{
    char *lines = malloc(100000);
    size_t size = (size_t)sprintf(lines, "%s", GET_LINE);
    for (int i = 0; i < 200; i++)
    {
        size += (size_t)sprintf(lines + size, "2 ref-get 1 0 count=%d at a.c:%d (keep)\n", i + 2, i + 10);
    }
    (void)sprintf(lines + size, "end\n");
    load_text(&loaded, lines);
    free(lines);
    ck_assert_uint_eq(only_ref()->count, 201);
    ck_assert_str_eq(only_ref()->site.text, "a.c:209 (keep)");
    ck_assert_uint_eq(loaded.findings.balance_count, 64);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("replay: references");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, a_held_block_names_the_site_of_the_reference_not_given_back);
    tcase_add_test(tests, a_reference_given_back_pairs_with_one_of_the_same_function);
    tcase_add_test(tests, a_reference_given_back_elsewhere_leaves_all_who_took_one_as_candidates);
    tcase_add_test(tests, an_orphan_names_the_site_that_took_the_count_to_zero);
    tcase_add_test(tests, references_that_nobody_was_seen_to_take_are_from_before_the_trace);
    tcase_add_test(tests, balanced_references_are_no_finding);
    tcase_add_test(tests, a_block_that_was_put_leaves_nothing_behind);
    tcase_add_test(tests, the_balance_adds_up_by_site_over_blocks);
    tcase_add_test(tests, a_count_not_seen_since_a_gap_is_not_asserted);
    tcase_add_test(tests, a_count_seen_since_a_gap_is_asserted);
    tcase_add_test(tests, a_block_held_from_very_many_sites_stays_small);
    suite_add_tcase(suite, tests);
    return suite;
}
