/* SPDX-License-Identifier: MIT */
/* Histograms: percentiles to a known precision, in bounded memory. */
#include "run_suite.h"
#include "../tools/histogram.h"

#include <check.h>
#include <math.h>

static struct histogram histogram;
static uint64_t total, previous;
static size_t intervals;

static void teardown(void)
{
    histogram_free(&histogram);
}

START_TEST(small_values_are_exact)
{
    for (uint64_t value = 0; value < 64; value++)
    {
        histogram_add(&histogram, value);
    }
    ck_assert_uint_eq(histogram_percentile(&histogram, 50), 31);
    ck_assert_uint_eq(histogram_percentile(&histogram, 99), 63);
    ck_assert_uint_eq(histogram_percentile(&histogram, 0), 0);
    ck_assert_uint_eq(histogram_percentile(&histogram, 100), 63);
}
END_TEST

START_TEST(large_values_are_known_to_1_6_percent)
{
    for (uint64_t value = 64; value < UINT64_C(1) << 62; value += value / 7)
    {
        struct histogram one = {0};
        histogram_add(&one, value);
        histogram_add(&one, 0);
        histogram_add(&one, UINT64_MAX);
        const uint64_t told = histogram_percentile(&one, 50);
        ck_assert_double_le(fabs((double)told - (double)value), 0.016 * (double)value);
        histogram_free(&one);
    }
}
END_TEST

START_TEST(percentiles_are_those_of_the_values)
{
    for (uint64_t value = 1; value <= 1000000; value++)
    {
        histogram_add(&histogram, value);
    }
    ck_assert_double_eq_tol((double)histogram_percentile(&histogram, 50), 500000, 8000);
    ck_assert_double_eq_tol((double)histogram_percentile(&histogram, 90), 900000, 14400);
    ck_assert_double_eq_tol((double)histogram_percentile(&histogram, 99), 990000, 15840);
    ck_assert_uint_eq(histogram.max, 1000000);
    ck_assert_uint_eq(histogram.min, 1);
}
END_TEST

START_TEST(one_value_is_told_exactly)
{
    histogram_add(&histogram, 123456789);
    ck_assert_uint_eq(histogram_percentile(&histogram, 1), 123456789);
    ck_assert_uint_eq(histogram_percentile(&histogram, 50), 123456789);
}
END_TEST

START_TEST(nothing_has_no_percentile)
{
    ck_assert_uint_eq(histogram_percentile(&histogram, 50), 0);
}
END_TEST

static void follow(void *context, uint64_t from, uint64_t to, uint64_t count)
{
    (void)context;
    ck_assert_uint_le(from, to);
    ck_assert(intervals == 0 || from > previous);
    previous = to;
    total += count;
    intervals++;
}

START_TEST(intervals_do_not_meet_and_hold_all_values)
{
    total = 0;
    intervals = 0;
    for (uint64_t value = 1; value < UINT64_MAX / 2; value += value / 50 + 1)
    {
        histogram_add(&histogram, value);
    }
    histogram_add(&histogram, UINT64_MAX);
    histogram_each(&histogram, follow, NULL);
    ck_assert_uint_eq(total, histogram.count);
    ck_assert_uint_le(intervals, HISTOGRAM_ROWS * HISTOGRAM_PARTS);
    ck_assert_uint_eq(previous, UINT64_MAX);
}
END_TEST

START_TEST(merged_histograms_are_as_one)
{
    struct histogram other = {0};
    struct histogram none = {0};
    histogram_add(&histogram, 1000);
    histogram_add(&other, 10);
    histogram_add(&other, 2000000);
    histogram_merge(&histogram, &other);
    histogram_merge(&histogram, &none);
    ck_assert_uint_eq(histogram.count, 3);
    ck_assert_uint_eq(histogram.min, 10);
    ck_assert_uint_eq(histogram.max, 2000000);
    ck_assert_double_eq_tol((double)histogram_percentile(&histogram, 50), 1000, 16);
    histogram_free(&other);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("histogram");
    TCase *tests = tcase_create("histogram");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, small_values_are_exact);
    tcase_add_test(tests, large_values_are_known_to_1_6_percent);
    tcase_add_test(tests, percentiles_are_those_of_the_values);
    tcase_add_test(tests, one_value_is_told_exactly);
    tcase_add_test(tests, nothing_has_no_percentile);
    tcase_add_test(tests, intervals_do_not_meet_and_hold_all_values);
    tcase_add_test(tests, merged_histograms_are_as_one);
    suite_add_tcase(suite, tests);
    return suite;
}
