/* SPDX-License-Identifier: MIT */
/* Cut, flipped, foreign, doubled: what the reader makes of damaged traces. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <string.h>

static struct sample sample;
static struct loaded loaded;

static void setup(void)
{
    sample_init(&sample);
}

static void teardown(void)
{
    sample_free(&sample);
}

static void load_sample(void)
{
    load_bytes(&loaded, sample.build.bytes, sample.build.size);
}

/* Puts bytes into the sample at a place. */
static void insert(size_t at, const void *bytes, size_t size)
{
    struct trace_build *build = &sample.build;
    build_bytes(build, bytes, size);
    memmove(build->bytes + at + size, build->bytes + at, build->size - size - at);
    memcpy(build->bytes + at, bytes, size);
}

static void cut_out(size_t from, size_t to)
{
    struct trace_build *build = &sample.build;
    memmove(build->bytes + from, build->bytes + to, build->size - to);
    build->size -= to - from;
}

START_TEST(an_undamaged_trace_is_complete)
{
    load_sample();
    ck_assert(loaded.good);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 8);
    ck_assert_uint_eq(loaded.result.packets, 5);
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
    loaded_free(&loaded);
}
END_TEST

static uint64_t events_before(size_t size)
{
    uint64_t events = 0;
    for (size_t i = 0; i < SAMPLE_PACKETS; i++)
    {
        events += sample.ends[i] <= size ? sample.events[i] : 0;
    }
    return events;
}

START_TEST(a_cut_before_the_first_packets_end_is_not_a_trace)
{
    for (size_t size = 0; size < sample.ends[0]; size++)
    {
        load_bytes(&loaded, sample.build.bytes, size);
        ck_assert_msg(!loaded.good, "a trace of %zu bytes", size);
        ck_assert_ptr_nonnull(strstr(loaded.result.error, "not a trace"));
        loaded_free(&loaded);
    }
}
END_TEST

START_TEST(a_cut_after_the_first_packet_is_incomplete_and_keeps_whole_packets)
{
    for (size_t size = sample.ends[0]; size < sample.build.size; size++)
    {
        load_bytes(&loaded, sample.build.bytes, size);
        ck_assert_msg(loaded.good, "no trace of %zu bytes", size);
        ck_assert_msg(!replay_is_complete(&loaded.replay), "complete at %zu", size);
        ck_assert_uint_eq(loaded_events(&loaded), events_before(size));
        ck_assert_uint_eq(loaded.findings.leaks.count, 0);
        loaded_free(&loaded);
    }
}
END_TEST

static size_t packet_at(size_t offset)
{
    size_t packet = 0;
    while (sample.ends[packet] <= offset)
    {
        packet++;
    }
    return packet;
}

START_TEST(a_flipped_bit_is_noticed_and_costs_only_its_own_packet)
{
    for (size_t bit = 0; bit < sample.build.size * 8; bit++)
    {
        sample.build.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        load_sample();
        ck_assert_msg(loaded.good, "bit %zu: no trace", bit);
        ck_assert_msg(!replay_is_complete(&loaded.replay), "bit %zu: not noticed", bit);
        ck_assert_uint_eq(loaded.result.packets, 4);
        ck_assert_uint_eq(loaded_events(&loaded), 8 - sample.events[packet_at(bit / 8)]);
        loaded_free(&loaded);
        sample.build.bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}
END_TEST

START_TEST(foreign_text_between_packets_is_counted_and_is_no_gap)
{
    insert(sample.ends[1], "boot ok\r\n", 9);
    load_sample();
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 9);
    ck_assert_uint_eq(loaded_events(&loaded), 8);
    loaded_free(&loaded);
}
END_TEST

START_TEST(foreign_text_with_a_magic_in_it_is_skipped)
{
    insert(sample.ends[1], "\xD6JMT\x01\x04\xFF\x7F\xD6", 9);
    load_sample();
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 9);
    ck_assert_uint_eq(loaded_events(&loaded), 8);
    loaded_free(&loaded);
}
END_TEST

START_TEST(foreign_text_before_the_first_packet_is_skipped)
{
    insert(0, "U-Boot 2026\n", 12);
    load_sample();
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 12);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_packet_that_comes_twice_counts_once)
{
    const size_t size = sample.ends[2] - sample.ends[1];
    unsigned char copy[256];
    memcpy(copy, sample.build.bytes + sample.ends[1], size);
    insert(sample.ends[2], copy, size);
    load_sample();
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.duplicates, 1);
    ck_assert_uint_eq(loaded_events(&loaded), 8);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_missing_packet_is_a_gap_whose_events_the_end_tells)
{
    cut_out(sample.ends[1], sample.ends[2]);
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "1 packet is missing");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, sample.ends[1]);
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 3);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_missing_head_is_a_gap)
{
    cut_out(0, sample.ends[0]);
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "1 packet is missing");
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 0);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_lost_packet_without_events_leaves_the_figures_sure)
{
    cut_out(sample.ends[0], sample.ends[1]);
    load_sample();
    ck_assert(!replay_is_complete(&loaded.replay));
    ck_assert(loaded_pool(&loaded, 1).gets.sure);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.value, 2);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_missing_end_is_told_apart_from_a_gap)
{
    sample.build.size = sample.ends[3];
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "the end is missing");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, sample.ends[3]);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_missing_end_is_where_the_streams_packets_stop)
{
    sample.build.size = sample.ends[3];
    build_text(&sample.build, "reset by watchdog\r\n");
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "the end is missing");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, sample.ends[3]);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_cut_inside_a_packet_is_one_gap)
{
    sample.build.size = sample.ends[3] + 10;
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "the input ends inside a packet");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, sample.ends[3]);
    ck_assert_uint_eq(loaded.replay.gaps[0].events, UNKNOWN_COUNT);
    ck_assert(!loaded_pool(&loaded, 1).used.sure);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_stream_cut_inside_a_packet_before_another_stream_has_no_end)
{
    struct trace_build other;
    build_init(&other, 2);
    build_packet(&other, BUILD_END, 0, 0);
    build_end(&other, 0, 0);
    (void)build_close(&other);
    sample.build.size = sample.ends[3] + 10;
    build_bytes(&sample.build, other.bytes, other.size);
    build_free(&other);
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "the end is missing");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, sample.ends[3]);
    loaded_free(&loaded);
}
END_TEST

START_TEST(a_file_that_ends_inside_a_packet_after_the_end_is_incomplete)
{
    build_bytes(&sample.build, "\xD6J", 2);
    load_sample();
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.replay.gaps[0].why, "the input ends inside a packet");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, sample.ends[4]);
    ck_assert(loaded_pool(&loaded, 1).used.sure);
    loaded_free(&loaded);
}
END_TEST

START_TEST(foreign_text_after_the_end_is_no_cut)
{
    build_text(&sample.build, "$ ");
    load_sample();
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 2);
    loaded_free(&loaded);
}
END_TEST

START_TEST(an_empty_input_is_not_a_trace)
{
    load_bytes(&loaded, "", 0);
    ck_assert(!loaded.good);
    ck_assert_str_eq(
        loaded.result.error, "not a trace: no intact packet in 0 bytes, nor a text trace's first line"
    );
    loaded_free(&loaded);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("reader: damage");
    TCase *tests = tcase_create("damage");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, an_undamaged_trace_is_complete);
    tcase_add_test(tests, a_cut_before_the_first_packets_end_is_not_a_trace);
    tcase_add_test(tests, a_cut_after_the_first_packet_is_incomplete_and_keeps_whole_packets);
    tcase_add_test(tests, a_flipped_bit_is_noticed_and_costs_only_its_own_packet);
    tcase_add_test(tests, foreign_text_between_packets_is_counted_and_is_no_gap);
    tcase_add_test(tests, foreign_text_with_a_magic_in_it_is_skipped);
    tcase_add_test(tests, foreign_text_before_the_first_packet_is_skipped);
    tcase_add_test(tests, a_packet_that_comes_twice_counts_once);
    tcase_add_test(tests, a_missing_packet_is_a_gap_whose_events_the_end_tells);
    tcase_add_test(tests, a_missing_head_is_a_gap);
    tcase_add_test(tests, a_lost_packet_without_events_leaves_the_figures_sure);
    tcase_add_test(tests, a_missing_end_is_told_apart_from_a_gap);
    tcase_add_test(tests, a_missing_end_is_where_the_streams_packets_stop);
    tcase_add_test(tests, a_cut_inside_a_packet_is_one_gap);
    tcase_add_test(tests, a_stream_cut_inside_a_packet_before_another_stream_has_no_end);
    tcase_add_test(tests, a_file_that_ends_inside_a_packet_after_the_end_is_incomplete);
    tcase_add_test(tests, foreign_text_after_the_end_is_no_cut);
    tcase_add_test(tests, an_empty_input_is_not_a_trace);
    suite_add_tcase(suite, tests);
    return suite;
}
