/* SPDX-License-Identifier: MIT */
/* Occupancy over time: intervals that keep every spike, in bounded memory. */
#include "run_suite.h"
#include "../tools/reader.h"
#include "../tools/series.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct replay replay;
static struct series series;
static struct series_interval intervals[SERIES_INTERVALS];
static size_t count;

static void begin(void)
{
    replay_init(&replay);
    series_begin(&series, &replay);
}

static void teardown(void)
{
    series_free(&series);
    replay_free(&replay);
}

static void walk(uint32_t pool)
{
    struct series_walk walk;
    struct series_interval interval;
    count = 0;
    series_walk(&walk, &series, &replay, pool);
    while (series_next(&walk, &interval))
    {
        ck_assert_uint_lt(count, SERIES_INTERVALS);
        intervals[count++] = interval;
    }
}

/* Reads lines of a text trace, and walks its first pool. */
static void load(const char *lines)
{
    static const char first[] = "# JMT text 1\n";
    char *text = malloc(sizeof first + strlen(lines));
    struct input input;
    struct reader_result result;
    ck_assert_ptr_nonnull(text);
    memcpy(text, first, sizeof first - 1);
    strcpy(text + sizeof first - 1, lines);
    input_from_memory(&input, "memory", text, strlen(text));
    ck_assert(reader_run(&input, &replay.names, &replay.sink, &result));
    replay_finish(&replay, result.bytes);
    input_close(&input);
    free(text);
    walk(1);
}

/* A pool and events without the text around them: many in a short time. */
static void define(void)
{
    const uint32_t stream = names_stream(&replay.names, 0);
    const uint32_t pool = names_pool(&replay.names, stream, 1);
    replay.names.streams[stream].has_header = true;
    replay.names.streams[stream].ticks_per_second = UINT64_C(1000000000);
    replay.names.pools[pool].defined = true;
    replay.names.pools[pool].block_size = 64;
    replay.names.pools[pool].length = 100;
    replay.sink.item(
        replay.sink.context, &(struct trace_item){.kind = ITEM_POOL, .stream = stream, .pool = pool}
    );
}

static void event(uint64_t kind, uint64_t time, uint64_t block)
{
    replay.sink.event(
        replay.sink.context,
        &(struct trace_event){.kind = kind, .time = time, .block = block, .value = 8, .pool = 1}
    );
}

/* Block 0 goes out and back every 10 ns, a million times; in the middle all hundred are out for a moment. */
static void a_million_events_and_a_spike(void)
{
    uint64_t time = 0;
    for (unsigned i = 0; i < 500000; i++, time += 10)
    {
        event(EVENT_GET, time, 0);
        for (uint64_t block = 1; i == 250000 && block < 100; block++)
        {
            event(EVENT_GET, time, block);
        }
        for (uint64_t block = 1; i == 250000 && block < 100; block++)
        {
            event(EVENT_PUT, time, block);
        }
        event(EVENT_PUT, time + 5, 0);
    }
}

START_TEST(every_moment_is_in_one_interval)
{
    begin();
    load("pool 1 \"p\" size=8 length=4\n5 get 1 0 size=8\n7 get 1 1 size=8\n7 put 1 0\n9 put 1 1\nend\n");
    ck_assert_uint_eq(count, 5);
    ck_assert_uint_eq(intervals[0].start, 0);
    ck_assert_uint_eq(intervals[0].min, 0);
    ck_assert_uint_eq(intervals[0].max, 1);
    ck_assert_uint_eq(intervals[1].min, 1);
    ck_assert_uint_eq(intervals[1].max, 1);
    ck_assert_uint_eq(intervals[2].start, 2);
    ck_assert_uint_eq(intervals[2].max, 2);
    ck_assert_uint_eq(intervals[2].last, 1);
    ck_assert_uint_eq(intervals[4].min, 0);
    ck_assert_uint_eq(intervals[4].end, 4);
    ck_assert(!intervals[4].unsure);
}
END_TEST

START_TEST(a_spike_of_one_event_survives_among_a_million)
{
    begin();
    define();
    a_million_events_and_a_spike();
    walk(1);
    ck_assert_uint_ge(count, SERIES_INTERVALS / 2);
    uint64_t spikes = 0;
    for (size_t i = 0; i < count; i++)
    {
        spikes += intervals[i].max == 100 ? 1 : 0;
        ck_assert_uint_eq(intervals[i].min, 0);
        ck_assert(intervals[i].max == 100 || intervals[i].max == 1);
    }
    ck_assert_uint_eq(spikes, 1);
    ck_assert_uint_eq(intervals[count / 2].end - intervals[count / 2].start, 4096);
}
END_TEST

START_TEST(memory_does_not_grow_with_the_length)
{
    begin();
    define();
    a_million_events_and_a_spike();
    ck_assert_uint_le(series.pools[1].count, SERIES_INTERVALS);
    ck_assert_uint_le(series.pools[1].room, 2 * SERIES_INTERVALS);
}
END_TEST

START_TEST(an_axis_of_2_to_the_64_ticks_holds)
{
    begin();
    load("header ticks=1\npool 1 \"p\" size=8 length=4\n0 get 1 0 size=8\n18446744073709551615 put 1 0\nend\n"
    );
    ck_assert_uint_eq(count, SERIES_INTERVALS);
    ck_assert_uint_eq(intervals[0].max, 1);
    ck_assert_uint_eq(intervals[count - 1].min, 0);
    ck_assert_uint_eq(intervals[count - 1].end, UINT64_MAX);
}
END_TEST

START_TEST(without_a_clock_the_axis_counts_events)
{
    begin();
    load("header ticks=0 pointer=4\npool 1 \"p\" size=8 length=4\n0 get 1 0 size=8\n0 put 1 0\n0 get 1 0 "
         "size=8\nend\n");
    ck_assert_str_eq(series_unit_name(series_unit(&series, &replay, 0)), "events");
    ck_assert_uint_eq(count, 3);
    ck_assert_uint_eq(intervals[1].last, 0);
    ck_assert_uint_eq(intervals[2].last, 1);
}
END_TEST

START_TEST(values_after_a_gap_are_unsure_until_the_pool_is_known_again)
{
    begin();
    load("pool 1 \"p\" size=8 length=4\n1 get 1 0 size=8\n2 get 1 1 size=8\ngap packets=1 dropped=0\n"
         "4 put 1 1\nstate 1 0\n5 ref-get 1 0 count=2\nend\n");
    ck_assert_uint_eq(count, 5);
    ck_assert(!intervals[0].unsure);
    ck_assert(intervals[1].unsure);
    ck_assert(intervals[2].unsure);
    ck_assert(intervals[3].unsure);
    ck_assert(!intervals[4].unsure);
}
END_TEST

START_TEST(failed_gets_are_counted_where_they_were)
{
    begin();
    load("pool 1 \"p\" size=8 length=1\n1 get 1 0 size=8\n3 failed get 1 - full size=8 status=3\n"
         "3 failed put 1 0 in-use status=3\nend\n");
    ck_assert_uint_eq(intervals[0].failed, 0);
    ck_assert_uint_eq(intervals[2].failed, 1);
}
END_TEST

START_TEST(marks_have_their_time_and_are_counted_beyond_the_list)
{
    begin();
    load("pool 1 \"p\" size=8 length=1\n1 get 1 0 size=8\n8 mark \"here\"\nend\n");
    ck_assert_uint_eq(series.mark_count, 1);
    ck_assert_mem_eq(series.marks[0].text, "here", 4);
    ck_assert_uint_eq(series_value(&series, &replay, 0, series.marks[0].position), 7);
    ck_assert_uint_eq(series_end(&series, &replay, 0), 7);
    for (unsigned i = 0; i < SERIES_MARKS; i++)
    {
        replay.sink.item(replay.sink.context, &(struct trace_item){.kind = ITEM_MARK, .time = 9});
    }
    ck_assert_uint_eq(series.mark_count, SERIES_MARKS);
    ck_assert_uint_eq(series.marks_left_out, 1);
}
END_TEST

START_TEST(a_pool_attached_late_begins_there)
{
    begin();
    load("pool 1 \"p\" size=8 length=1\n0 get 1 0 size=8\n50 put 1 0\npool 2 \"q\" size=8 length=3\n"
         "50 attach 2 live=3\n60 put 1 0\nend\n");
    walk(2);
    ck_assert_uint_eq(count, 11);
    ck_assert_uint_eq(intervals[0].start, 50);
    ck_assert_uint_eq(intervals[10].last, 3);
}
END_TEST

START_TEST(blocks_out_before_the_first_event_are_no_rise)
{
    begin();
    load("pool 1 \"p\" size=8 length=4\nstate 1 0\nstate 1 2\n5 get 1 1 size=8\n6 put 1 1\nend\n");
    ck_assert_uint_eq(intervals[0].min, 2);
    ck_assert_uint_eq(intervals[0].max, 3);
}
END_TEST

START_TEST(a_pool_defined_early_begins_where_it_is_attached)
{
    begin();
    load("pool 1 \"p\" size=8 length=4\npool 2 \"q\" size=8 length=4\n0 get 2 0 size=8\n9 attach 1 "
         "live=2\nend\n");
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(intervals[0].start, 9);
    ck_assert_uint_eq(intervals[0].min, 2);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("series");
    TCase *area = tcase_create("series");
    tcase_add_checked_fixture(area, NULL, teardown);
    tcase_set_timeout(area, 120);
    tcase_add_test(area, every_moment_is_in_one_interval);
    tcase_add_test(area, a_spike_of_one_event_survives_among_a_million);
    tcase_add_test(area, memory_does_not_grow_with_the_length);
    tcase_add_test(area, an_axis_of_2_to_the_64_ticks_holds);
    tcase_add_test(area, without_a_clock_the_axis_counts_events);
    tcase_add_test(area, values_after_a_gap_are_unsure_until_the_pool_is_known_again);
    tcase_add_test(area, failed_gets_are_counted_where_they_were);
    tcase_add_test(area, marks_have_their_time_and_are_counted_beyond_the_list);
    tcase_add_test(area, a_pool_attached_late_begins_there);
    tcase_add_test(area, blocks_out_before_the_first_event_are_no_rise);
    tcase_add_test(area, a_pool_defined_early_begins_where_it_is_attached);
    suite_add_tcase(suite, area);
    return suite;
}
