/* SPDX-License-Identifier: MIT */
/* What intact packets say: records, classes, events, streams. */
#include "run_suite.h"
#include "../tools/crc32c.h"
#include "../tools/decode.h"
#include "trace_load.h"

#include <check.h>
#include <string.h>

static struct trace_build build;
static struct loaded loaded;

static void setup(void)
{
    build_init(&build, 1);
    build_packet(&build, BUILD_HEADER, 0, 0);
    build_header(&build, 1000, "suite");
    build_pool(&build, 1, "box", 32, 8);
    (void)build_close(&build);
}

static void teardown(void)
{
    loaded_free(&loaded);
    build_free(&build);
}

static void open_events(uint32_t dropped)
{
    build_packet(&build, BUILD_EVENTS, dropped, 50);
}

/* Closes the events, adds the end and reads all. */
static void finish(uint64_t events, uint64_t dropped)
{
    (void)build_close(&build);
    build_packet(&build, BUILD_END, 0, 100);
    build_end(&build, events, dropped);
    (void)build_close(&build);
    load_bytes(&loaded, build.bytes, build.size);
}

START_TEST(crc_has_the_published_check_value)
{
    ck_assert_uint_eq(crc32c("123456789", 9), 0xE3069283);
    ck_assert_uint_eq(crc32c_tables("123456789", 9), 0xE3069283);
    ck_assert_uint_eq(build_crc((const unsigned char *)"123456789", 9), 0xE3069283);
    finish(0, 0);
}
END_TEST

START_TEST(both_crcs_agree_at_every_length)
{
    unsigned char bytes[100];
    memset(bytes, 0xA5, sizeof bytes);
    for (size_t size = 0; size < sizeof bytes; size++)
    {
        ck_assert_uint_eq(crc32c(bytes, size), crc32c_tables(bytes, size));
    }
    finish(0, 0);
}
END_TEST

START_TEST(header_and_pool_are_read)
{
    open_events(0);
    finish(0, 0);
    const struct stream *stream = &loaded.replay.names.streams[0];
    const struct pool *pool = &loaded.replay.names.pools[1];
    ck_assert_uint_eq(stream->ticks_per_second, 1000);
    ck_assert_uint_eq(stream->pointer_width, 8);
    ck_assert_str_eq(names_text(&loaded.replay.names, stream->program).text, "suite");
    ck_assert_str_eq(names_text(&loaded.replay.names, pool->name).text, "box");
    ck_assert_uint_eq(pool->block_size, 32);
    ck_assert_uint_eq(pool->length, 8);
    ck_assert_uint_eq(pool->base, 0x20000000);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(times_add_up_from_the_base_time)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 3, 0, 8);
    build_mark(&build, 200, "here");
    build_event(&build, 1, 4, 1, 8);
    finish(2, 0);
    ck_assert_uint_eq(loaded.replay.streams[0].first_time, 53);
    ck_assert_uint_eq(loaded.replay.streams[0].last_time, 257);
}
END_TEST

START_TEST(a_time_record_sets_the_clock_back)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 3, 0, 8);
    build_record(&build, 9, "\x0A\0\0\0\0\0\0\0", 8);
    build_event(&build, 1, 4, 1, 8);
    finish(2, 0);
    ck_assert_uint_eq(loaded.replay.streams[0].clock.shown, 14);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(large_class_and_site_numbers_work)
{
    open_events(0);
    build_site(&build, UINT64_MAX, "far.c", 1, "away");
    build_class(&build, UINT64_C(1) << 40, 1, 1, UINT64_MAX);
    build_event(&build, UINT64_C(1) << 40, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "far.c:1 (away)");
}
END_TEST

START_TEST(a_class_may_be_defined_anew)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    build_class_value(&build, 1, 3, 1, 0, 0);
    build_event_short(&build, 1, 0, 0);
    finish(2, 0);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).puts.value, 1);
    ck_assert_str_eq(loaded_why(&loaded), "");
}
END_TEST

START_TEST(site_numbers_end_with_their_packet)
{
    open_events(0);
    build_site(&build, 1, "a.c", 1, "f");
    (void)build_close(&build);
    open_events(0);
    build_class(&build, 1, 1, 1, 1);
    build_event(&build, 1, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "unknown");
}
END_TEST

START_TEST(addresses_name_their_module)
{
    open_events(0);
    build_module(&build, 3, "/usr/bin/router");
    build_address(&build, 1, 3, 0x4F2);
    build_class(&build, 1, 1, 1, 1);
    build_event(&build, 1, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "router+0x4f2");
}
END_TEST

START_TEST(an_absolute_address_stands_alone)
{
    open_events(0);
    build_address(&build, 1, 0, 0x8000123);
    build_class(&build, 1, 1, 1, 1);
    build_event(&build, 1, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "0x8000123");
}
END_TEST

START_TEST(an_unknown_record_is_skipped)
{
    open_events(0);
    build_record(&build, 99, "whatever", 8);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 1);
}
END_TEST

START_TEST(bytes_after_the_known_fields_of_a_record_are_ignored)
{
    open_events(0);
    build_record(&build, 7, "\x01\x01\x01\x00\x00\x08more", 10);
    build_event_short(&build, 1, 0, 0);
    finish(1, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.findings.leaks.items[0].bytes, 8);
}
END_TEST

START_TEST(an_event_of_unknown_kind_is_ignored)
{
    open_events(0);
    build_class(&build, 1, 33, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.value, 0);
}
END_TEST

START_TEST(a_packet_of_unknown_kind_is_no_damage)
{
    build_packet(&build, 77, 0, 0);
    build_text(&build, "\x01\x02\x03");
    finish(0, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.unknown_packets, 1);
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
}
END_TEST

START_TEST(a_packet_of_unknown_version_is_skipped_whole)
{
    open_events(0);
    build.bytes[build.packet + 4] = 2;
    build.sequence--;
    finish(0, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.unknown_packets, 1);
}
END_TEST

START_TEST(an_undefined_class_ends_the_packet_as_a_gap)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    build_event(&build, 2, 0, 1, 8);
    build_event(&build, 1, 0, 2, 8);
    finish(3, 0);
    ck_assert_str_eq(loaded_why(&loaded), "an event's class is not defined");
    ck_assert_uint_eq(loaded_events(&loaded), 1);
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 2);
}
END_TEST

START_TEST(an_event_cut_short_is_a_gap)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event_short(&build, 1, 0, 0);
    finish(1, 0);
    ck_assert_str_eq(loaded_why(&loaded), "a packet's last event is cut short");
    ck_assert_uint_eq(loaded_events(&loaded), 0);
}
END_TEST

START_TEST(a_number_of_more_than_64_bits_is_a_gap)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_text(&build, "\x01\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02\x01\x01");
    finish(1, 0);
    ck_assert_str_eq(loaded_why(&loaded), "a packet's last event is cut short");
}
END_TEST

START_TEST(a_record_longer_than_its_packet_is_a_gap)
{
    open_events(0);
    build_bytes(&build, "\x00\x08\x7Fxx", 5);
    finish(0, 0);
    ck_assert_str_eq(loaded_why(&loaded), "a packet's last record is cut short");
}
END_TEST

START_TEST(fields_longer_than_their_record_are_a_gap)
{
    open_events(0);
    build_record(&build, 8, "\x00\x00\x09mark", 7);
    finish(0, 0);
    ck_assert_str_eq(loaded_why(&loaded), "a record's fields are longer than the record");
}
END_TEST

START_TEST(dropped_events_are_a_gap_of_known_size)
{
    open_events(7);
    finish(0, 7);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the recorder dropped 7 events");
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 7);
    ck_assert_uint_eq(loaded.replay.streams[0].dropped, 7);
}
END_TEST

START_TEST(two_streams_have_their_own_pools_and_gaps)
{
    struct trace_build other;
    build_init(&other, 2);
    build_packet(&other, BUILD_EVENTS, 0, 0);
    build_pool(&other, 1, "other", 16, 2);
    build_class(&other, 1, 1, 1, 0);
    build_event(&other, 1, 0, 0, 8);
    const size_t size = build_close(&other);
    build_bytes(&build, other.bytes, size);
    build_free(&other);
    open_events(0);
    finish(0, 0);
    ck_assert_uint_eq(loaded.replay.names.pool_count, 3);
    ck_assert(loaded_pool(&loaded, 1).used.sure);
    ck_assert(!loaded_pool(&loaded, 2).used.sure);
    ck_assert_uint_eq(loaded_pool(&loaded, 2).used.value, 1);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the end is missing");
    ck_assert_uint_eq(loaded.findings.at_cut.items[0].blocks, 1);
}
END_TEST

/* The same id, the numbers from 0 again: what a device without a clock writes after a restart. */
static void restart(void)
{
    build.sequence = 0;
    build_packet(&build, BUILD_HEADER, 0, 0);
    build_header(&build, 1000, "suite");
    build_pool(&build, 1, "box", 32, 8);
    (void)build_close(&build);
}

START_TEST(a_header_with_number_0_after_later_packets_begins_another_stream)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    (void)build_close(&build);
    build_packet(&build, BUILD_END, 0, 100);
    build_end(&build, 1, 0);
    (void)build_close(&build);
    restart();
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    build_event(&build, 1, 0, 1, 8);
    finish(2, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.duplicates, 0);
    ck_assert_uint_eq(loaded.replay.names.stream_count, 2);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.value, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 2).gets.value, 2);
}
END_TEST

START_TEST(a_restart_does_not_hide_that_the_stream_before_has_no_end)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    const size_t end = build_close(&build);
    restart();
    open_events(0);
    finish(0, 0);
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the end is missing");
    ck_assert_uint_eq(loaded.replay.gaps[0].offset, end);
}
END_TEST

START_TEST(a_header_with_number_0_right_after_itself_is_a_duplicate)
{
    restart();
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    finish(1, 0);
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.result.duplicates, 1);
    ck_assert_uint_eq(loaded.replay.names.stream_count, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.value, 1);
}
END_TEST

START_TEST(an_end_that_counts_more_events_makes_the_trace_incomplete)
{
    open_events(0);
    finish(2, 0);
    ck_assert_str_eq(loaded_why(&loaded), "the end counts 2 events more than there are");
}
END_TEST

START_TEST(an_end_that_counts_fewer_events_makes_the_trace_incomplete)
{
    open_events(0);
    build_class(&build, 1, 1, 1, 0);
    build_event(&build, 1, 0, 0, 8);
    finish(0, 0);
    ck_assert_str_eq(loaded_why(&loaded), "the end counts fewer events than there are");
}
END_TEST

START_TEST(a_snapshot_in_several_records_is_one)
{
    build_packet(&build, BUILD_STATE, 0, 0);
    build_record(&build, 4, "\x01\x01\x02\x00\x02", 5);
    build_record(&build, 4, "\x01\x02\x01\x05", 4);
    finish(0, 0);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 3);
    ck_assert_uint_eq(loaded.findings.leaks.items[0].blocks, 3);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "before the trace");
}
END_TEST

START_TEST(a_snapshot_with_details_tells_size_count_and_age)
{
    build_packet(&build, BUILD_STATE, 0, 1000);
    build_site(&build, 1, "a.c", 9, "f");
    build_record(&build, 4, "\x01\x07\x01\x03\x14\x02\x01\x64", 8);
    finish(0, 0);
    const struct out_blocks *out = &loaded.findings.leaks.items[0];
    ck_assert_str_eq(out->site.text, "a.c:9 (f)");
    ck_assert_uint_eq(out->bytes, 20);
    ck_assert_uint_eq(out->oldest, 900);
    ck_assert_uint_eq(loaded.findings.refs.count, 1);
    ck_assert_uint_eq(loaded.findings.refs.items[0].count, 2);
}
END_TEST

static TCase *tests_of_records(void)
{
    TCase *tests = tcase_create("records");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, crc_has_the_published_check_value);
    tcase_add_test(tests, both_crcs_agree_at_every_length);
    tcase_add_test(tests, header_and_pool_are_read);
    tcase_add_test(tests, times_add_up_from_the_base_time);
    tcase_add_test(tests, a_time_record_sets_the_clock_back);
    tcase_add_test(tests, large_class_and_site_numbers_work);
    tcase_add_test(tests, a_class_may_be_defined_anew);
    tcase_add_test(tests, site_numbers_end_with_their_packet);
    tcase_add_test(tests, addresses_name_their_module);
    tcase_add_test(tests, an_absolute_address_stands_alone);
    tcase_add_test(tests, a_snapshot_in_several_records_is_one);
    tcase_add_test(tests, a_snapshot_with_details_tells_size_count_and_age);
    return tests;
}

/* A sum of all that the events say, in order. */
static void sum_event(void *context, const struct trace_event *event)
{
    uint64_t *sum = context;
    *sum = *sum * 31 + event->time;
    *sum = *sum * 31 + event->block;
    *sum = *sum * 31 + event->value * 3 + event->kind;
}

static void ignore_item(void *context, const struct trace_item *item)
{
    (void)context;
    (void)item;
}

static uint64_t sum_of(const struct trace_build *from, bool gathers)
{
    uint64_t sum = 0;
    struct names names;
    struct decoder decoder;
    struct sink sink = {.context = &sum, .event = sum_event, .item = ignore_item};
    const struct packet packet = {
        .kind = PACKET_EVENTS,
        .payload = from->bytes + PACKET_HEAD,
        .payload_size = from->size - PACKET_OVERHEAD};
    names_init(&names);
    decode_init(&decoder, &names, &sink);
    decoder.gathers = gathers;
    ck_assert_ptr_null(decode_packet(&decoder, names_stream(&names, 1), &packet));
    decode_free(&decoder);
    names_free(&names);
    return sum;
}

/* By the processor's instruction, without it, and as the events were written. */
START_TEST(numbers_of_any_size_are_the_same_however_they_are_taken_apart)
{
    struct trace_build numbers_build;
    uint64_t random = 1, time = 0, sum = 0;
    build_init(&numbers_build, 1);
    build_packet(&numbers_build, BUILD_EVENTS, 0, 0);
    build_class(&numbers_build, 1, EVENT_GET, 1, 0);
    build_class_value(&numbers_build, 2, EVENT_PUT, 1, 0, 0);
    for (unsigned i = 0; i < 3000; i++)
    {
        uint64_t numbers[3];
        for (unsigned j = 0; j < 3; j++)
        {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            numbers[j] = random >> 8 >> (random >> 2 & 1 ? 48 : random >> 58) % 56;
        }
        const bool is_get = (random >> 40 & 1) != 0;
        time += numbers[0];
        if (is_get)
        {
            build_event(&numbers_build, 1, numbers[0], numbers[1], numbers[2]);
        }
        else
        {
            build_event_short(&numbers_build, 2, numbers[0], numbers[1]);
        }
        const struct trace_event event = {
            .kind = is_get ? EVENT_GET : EVENT_PUT,
            .time = time,
            .block = numbers[1],
            .value = is_get ? numbers[2] : 0};
        sum_event(&sum, &event);
    }
    (void)build_close(&numbers_build);
    ck_assert_uint_eq(sum_of(&numbers_build, false), sum);
    ck_assert_uint_eq(sum_of(&numbers_build, decode_can_gather()), sum);
    build_free(&numbers_build);
}
END_TEST

static TCase *tests_of_the_unexpected(void)
{
    TCase *tests = tcase_create("the unexpected");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, an_unknown_record_is_skipped);
    tcase_add_test(tests, bytes_after_the_known_fields_of_a_record_are_ignored);
    tcase_add_test(tests, an_event_of_unknown_kind_is_ignored);
    tcase_add_test(tests, a_packet_of_unknown_kind_is_no_damage);
    tcase_add_test(tests, a_packet_of_unknown_version_is_skipped_whole);
    tcase_add_test(tests, an_undefined_class_ends_the_packet_as_a_gap);
    tcase_add_test(tests, an_event_cut_short_is_a_gap);
    tcase_add_test(tests, a_number_of_more_than_64_bits_is_a_gap);
    tcase_add_test(tests, a_record_longer_than_its_packet_is_a_gap);
    tcase_add_test(tests, fields_longer_than_their_record_are_a_gap);
    tcase_add_test(tests, dropped_events_are_a_gap_of_known_size);
    tcase_add_test(tests, two_streams_have_their_own_pools_and_gaps);
    tcase_add_test(tests, a_header_with_number_0_after_later_packets_begins_another_stream);
    tcase_add_test(tests, a_restart_does_not_hide_that_the_stream_before_has_no_end);
    tcase_add_test(tests, a_header_with_number_0_right_after_itself_is_a_duplicate);
    tcase_add_test(tests, an_end_that_counts_more_events_makes_the_trace_incomplete);
    tcase_add_test(tests, an_end_that_counts_fewer_events_makes_the_trace_incomplete);
    tcase_add_test(tests, numbers_of_any_size_are_the_same_however_they_are_taken_apart);
    return tests;
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("reader: packets");
    suite_add_tcase(suite, tests_of_records());
    suite_add_tcase(suite, tests_of_the_unexpected());
    return suite;
}
