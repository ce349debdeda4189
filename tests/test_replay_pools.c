/* SPDX-License-Identifier: MIT */
/* Accounting without gaps: occupancy, peaks, waste, leaks, errors, times. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <stdlib.h>

static struct loaded loaded;

static void teardown(void)
{
    loaded_free(&loaded);
}

/* Loads lines after a pool of 4 blocks of 16 bytes was defined as pool 1. */
#define POOL_LINE "pool 1 \"p\" size=16 length=4\n"

START_TEST(used_counts_blocks_that_are_out)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\n2 get 1 1 size=8\n3 put 1 0\nend\n");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
    ck_assert(loaded_pool(&loaded, 1).used.sure);
}
END_TEST

START_TEST(the_peak_is_kept_with_its_first_time)
{
    load_text(
        &loaded, POOL_LINE "10 get 1 0 size=8\n30 get 1 1 size=8\n40 put 1 0\n"
                           "50 get 1 0 size=8\nend\n"
    );
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak.value, 2);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak_time_ns.value, 20);
}
END_TEST

START_TEST(waste_is_block_size_less_size_asked_for_at_the_peak)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=10\n2 get 1 1 size=1\n3 put 1 1\nend\n");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).waste_at_peak.value, 21);
}
END_TEST

START_TEST(an_update_before_the_peak_changes_its_waste)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=10\n2 update 1 0 size=16\n3 get 1 1 size=16\nend\n");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).waste_at_peak.value, 0);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).updates.value, 1);
}
END_TEST

START_TEST(leaks_are_grouped_by_site_with_their_bytes)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8 at a.c:1 (f)\n2 get 1 1 size=4 at a.c:1 (f)\n"
                           "3 get 1 2 size=16 at b.c:2 (g)\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.leaks.count, 2);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "b.c:2 (g)");
    ck_assert_str_eq(loaded.findings.leaks.items[1].site.text, "a.c:1 (f)");
    ck_assert_uint_eq(loaded.findings.leaks.items[1].blocks, 2);
    ck_assert_uint_eq(loaded.findings.leaks.items[1].bytes, 12);
    ck_assert_uint_eq(loaded.findings.leaks.items[1].oldest, 1);
}
END_TEST

START_TEST(an_updated_size_is_the_leaks_size)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\n2 update 1 0 size=3\nend\n");
    ck_assert_uint_eq(loaded.findings.leaks.items[0].bytes, 3);
}
END_TEST

START_TEST(blocks_out_when_a_pool_is_detached_are_leaks)
{
    load_text(&loaded, POOL_LINE "0 attach 1 live=0\n1 get 1 0 size=8\n2 detach 1 live=1\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
}
END_TEST

START_TEST(a_late_attach_counts_the_blocks_that_were_out)
{
    load_text(&loaded, POOL_LINE "1 attach 1 live=2\n2 get 1 0 size=8\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 3);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak.value, 3);
    ck_assert_uint_eq(loaded.findings.leaks.items[1].blocks, 2);
    ck_assert_uint_eq(loaded.findings.leaks.items[1].unsized, 2);
    ck_assert_str_eq(loaded.findings.leaks.items[1].site.text, "before the trace");
}
END_TEST

START_TEST(a_put_of_a_block_from_before_the_trace_is_fine)
{
    load_text(&loaded, POOL_LINE "1 attach 1 live=2\n2 put 1 3\n3 ref-get 1 1 count=2\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "before the trace");
    ck_assert_uint_eq(loaded.findings.refs.count, 1);
}
END_TEST

START_TEST(the_count_of_a_block_from_before_the_trace_is_not_blamed)
{
    load_text(&loaded, POOL_LINE "1 attach 1 live=1\nstate 1 2\nend\n");
    ck_assert_uint_eq(loaded.findings.leaks.items[0].blocks, 1);
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
    ck_assert_uint_eq(loaded.findings.refs_unsure.count, 0);
}
END_TEST

START_TEST(failed_calls_are_grouped_by_cause_pool_and_site)
{
    load_text(
        &loaded, POOL_LINE "1 failed get 1 - full size=8 at a.c:1 (f)\n"
                           "2 failed get 1 - full size=8 at a.c:1 (f)\n"
                           "3 failed put 1 2 double-free at a.c:1 (f)\n"
                           "4 failed get 1 - full size=8 at a.c:2 (f)\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.error_count, 3);
    ck_assert_str_eq(loaded.findings.errors[0].kind, "full");
    ck_assert_uint_eq(loaded.findings.errors[0].count, 2);
    ck_assert_str_eq(loaded.findings.errors[1].kind, "double-free");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).failed_gets.value, 3);
}
END_TEST

START_TEST(a_failed_call_without_a_pool_is_counted)
{
    load_text(&loaded, "1 failed put 0 - null\nend events=1\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.findings.errors[0].pool, POOL_NONE);
    ck_assert_str_eq(loaded.findings.errors[0].kind, "null");
}
END_TEST

START_TEST(the_serial_counts_the_blocks_gets)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8\n2 put 1 0\n3 get 1 0 size=8\n"
                           "4 ref-get 1 0 count=2\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.refs.items[0].serial, 2);
}
END_TEST

START_TEST(an_undefined_pool_has_no_geometry)
{
    load_text(&loaded, "1 get 5 1000000 size=8\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert(!loaded.replay.names.pools[1].defined);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
}
END_TEST

START_TEST(a_definition_may_come_late)
{
    load_text(&loaded, "1 get 1 0 size=8\n" POOL_LINE "end\n");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).waste_at_peak.value, 8);
}
END_TEST

START_TEST(ticks_become_nanoseconds_without_overflow)
{
    load_text(
        &loaded, "header ticks=3\n0 attach 1 live=0\n"
                 "30000000001 get 1 0 size=8\nend\n"
    );
    struct trace_figures figures;
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.duration_ns.value, UINT64_C(10000000000333333333));
}
END_TEST

START_TEST(without_a_clock_there_is_no_time)
{
    load_text(&loaded, "header ticks=0\n1 get 1 0 size=8\nend\n");
    struct trace_figures figures;
    figures_of_trace(&loaded.replay, &figures);
    ck_assert(!figures.has_duration);
    ck_assert(!loaded_pool(&loaded, 1).has_peak_time);
}
END_TEST

START_TEST(huge_block_numbers_cost_a_page_each)
{
    load_text(
        &loaded, "1 get 1 18446744073709551614 size=8\n2 get 1 9223372036854775808 size=8\n"
                 "3 put 1 9223372036854775808\nend\n"
    );
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
    ck_assert_uint_eq(loaded.replay.pools[1].blocks.page_count, 2);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("replay: pools");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, used_counts_blocks_that_are_out);
    tcase_add_test(tests, the_peak_is_kept_with_its_first_time);
    tcase_add_test(tests, waste_is_block_size_less_size_asked_for_at_the_peak);
    tcase_add_test(tests, an_update_before_the_peak_changes_its_waste);
    tcase_add_test(tests, leaks_are_grouped_by_site_with_their_bytes);
    tcase_add_test(tests, an_updated_size_is_the_leaks_size);
    tcase_add_test(tests, blocks_out_when_a_pool_is_detached_are_leaks);
    tcase_add_test(tests, a_late_attach_counts_the_blocks_that_were_out);
    tcase_add_test(tests, a_put_of_a_block_from_before_the_trace_is_fine);
    tcase_add_test(tests, the_count_of_a_block_from_before_the_trace_is_not_blamed);
    tcase_add_test(tests, failed_calls_are_grouped_by_cause_pool_and_site);
    tcase_add_test(tests, a_failed_call_without_a_pool_is_counted);
    tcase_add_test(tests, the_serial_counts_the_blocks_gets);
    tcase_add_test(tests, an_undefined_pool_has_no_geometry);
    tcase_add_test(tests, a_definition_may_come_late);
    tcase_add_test(tests, ticks_become_nanoseconds_without_overflow);
    tcase_add_test(tests, without_a_clock_there_is_no_time);
    tcase_add_test(tests, huge_block_numbers_cost_a_page_each);
    suite_add_tcase(suite, tests);
    return suite;
}
