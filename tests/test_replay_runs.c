/* SPDX-License-Identifier: MIT */
/* Events in packets, which are replayed in runs: what is not to be expected is treated one by one. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>

static struct loaded loaded;
static struct trace_build build;

/* Classes: their numbers are those of the kinds. */
enum
{
    GET = 1,
    UPDATE,
    PUT,
    FAILED = 6,
    ATTACH
};

static void begin_packet(uint64_t time)
{
    build_packet(&build, BUILD_EVENTS, 0, time);
    build_class(&build, GET, 1, 1, 0);
    build_class(&build, UPDATE, 2, 1, 0);
    build_class(&build, PUT, 3, 1, 0);
    build_class_failed(&build, FAILED, 1, 0, 3, 6, 3);
    build_class(&build, ATTACH, 7, 1, 0);
}

/*
 * A clock of 1 MHz; the pool "p" of so many blocks of 64 bytes, or one that was never defined. It is
 * attached in a packet of its own: a clock that has not begun yet is treated one by one too.
 */
static void begin_trace(uint64_t length, uint64_t time, uint64_t live)
{
    build_init(&build, 0xCAFE);
    build_packet(&build, BUILD_HEADER, 0, 0);
    build_header(&build, 1000000, "runs");
    (void)build_close(&build);
    if (length > 0)
    {
        build_packet(&build, BUILD_DEFINITIONS, 0, 0);
        build_pool(&build, 1, "p", 64, length);
        (void)build_close(&build);
    }
    begin_packet(time);
    build_event(&build, ATTACH, 0, live, 0);
    (void)build_close(&build);
    begin_packet(time);
}

static void load(uint64_t events)
{
    (void)build_close(&build);
    build_packet(&build, BUILD_END, 0, 0);
    build_end(&build, events, 0);
    (void)build_close(&build);
    load_bytes(&loaded, build.bytes, build.size);
    ck_assert(loaded.good);
}

static void teardown(void)
{
    loaded_free(&loaded);
    build_free(&build);
}

START_TEST(any_number_of_failed_calls_may_come_between)
{
    begin_trace(4, 100, 0);
    build_event(&build, GET, 1, 0, 8);
    for (int i = 0; i < 500; i++)
    {
        build_event(&build, FAILED, 1, 1, 0);
    }
    build_event(&build, PUT, 1, 0, 0);
    build_event(&build, GET, 1, 3, 9);
    load(504);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.replay.errors[0].count, 500);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.value, 2);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).puts.value, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).waste_now.value, 55);
}
END_TEST

START_TEST(any_number_of_blocks_from_before_the_trace_may_be_put)
{
    begin_trace(300, 100, 300);
    for (uint64_t i = 0; i < 300; i++)
    {
        build_event(&build, PUT, 1, 299 - i, 0);
    }
    build_event(&build, GET, 1, 7, 60);
    load(302);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_pool(&loaded, 1).puts.value, 300);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak.value, 300);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).waste_now.value, 4);
    ck_assert_uint_eq(loaded.findings.leaks.count, 1);
}
END_TEST

START_TEST(an_update_to_more_than_a_block_is_a_contradiction)
{
    begin_trace(4, 100, 0);
    build_event(&build, GET, 1, 0, 8);
    build_event(&build, UPDATE, 1, 0, 64);
    build_event(&build, UPDATE, 1, 0, 65);
    load(4);
    ck_assert_str_eq(
        loaded_why(&loaded), "the trace contradicts itself: a size above the block's, that is, 65 of pool "
                             "\"p\""
    );
    ck_assert_uint_eq(loaded_pool(&loaded, 1).updates.value, 2);
}
END_TEST

START_TEST(a_get_from_a_full_pool_is_a_contradiction)
{
    begin_trace(4, 100, 4);
    build_event(&build, PUT, 1, 0, 0);
    build_event(&build, GET, 1, 0, 8);
    build_event(&build, GET, 1, 1, 8);
    load(4);
    ck_assert_str_eq(
        loaded_why(&loaded), "the trace contradicts itself: get, while none is free, of block 1 of pool \"p\""
    );
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.max, 4);
}
END_TEST

/* Of a pool that was never defined any number of blocks may be live, even the largest. */
START_TEST(as_many_blocks_as_there_are_numbers_stay_as_many)
{
    begin_trace(0, 100, UINT64_MAX);
    build_event(&build, GET, 1, 7, 8);
    load(2);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, UINT64_MAX);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak.value, UINT64_MAX);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.value, 1);
}
END_TEST

START_TEST(a_clock_that_wraps_inside_a_packet_goes_back)
{
    struct trace_figures figures;
    begin_trace(4, UINT64_MAX - 10, 0);
    build_event(&build, GET, 5, 0, 8);
    build_event(&build, GET, 15, 1, 8);
    build_event(&build, GET, 3, 2, 8);
    load(4);
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.went_back, 1);
    ck_assert_uint_eq(figures.duration_ns.value, 8000);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak_time_ns.value, 8000);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 3);
}
END_TEST

START_TEST(time_that_goes_back_and_on_without_end_stays_at_the_largest)
{
    struct trace_figures figures;
    begin_trace(4, 0, 0);
    build_event(&build, GET, INT64_MAX, 0, 8);
    (void)build_close(&build);
    begin_packet(5);
    build_event(&build, GET, 0, 1, 8);
    (void)build_close(&build);
    begin_packet(UINT64_MAX - 9);
    build_event(&build, GET, 0, 2, 8);
    build_event(&build, PUT, 9, 2, 0);
    load(5);
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.went_back, 1);
    ck_assert_uint_eq(loaded.replay.streams[0].last_time, UINT64_MAX);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak.value, 3);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 2);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("replay: runs");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, any_number_of_failed_calls_may_come_between);
    tcase_add_test(tests, any_number_of_blocks_from_before_the_trace_may_be_put);
    tcase_add_test(tests, an_update_to_more_than_a_block_is_a_contradiction);
    tcase_add_test(tests, a_get_from_a_full_pool_is_a_contradiction);
    tcase_add_test(tests, as_many_blocks_as_there_are_numbers_stay_as_many);
    tcase_add_test(tests, a_clock_that_wraps_inside_a_packet_goes_back);
    tcase_add_test(tests, time_that_goes_back_and_on_without_end_stays_at_the_largest);
    suite_add_tcase(suite, tests);
    return suite;
}
