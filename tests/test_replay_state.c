/* SPDX-License-Identifier: MIT */
/* Blocks from before the trace, snapshots, holders that nobody saw, and clocks that go back. */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>

static struct loaded loaded;

static void teardown(void)
{
    loaded_free(&loaded);
}

#define POOL_LINE "pool 1 \"p\" size=16 length=4\n"
#define LATE_LINES POOL_LINE "state 1 0\nstate 1 1\n10 attach 1 live=2\n"

static const struct out_blocks *leak(size_t position)
{
    ck_assert_uint_gt(loaded.findings.leaks.count, position);
    return &loaded.findings.leaks.items[position];
}

static const struct ref_finding *only_ref(void)
{
    ck_assert_uint_eq(loaded.findings.refs.count, 1);
    return &loaded.findings.refs.items[0];
}

START_TEST(blocks_of_a_late_attach_are_live_from_before_the_trace_and_their_size_is_unknown)
{
    load_text(&loaded, LATE_LINES "end\n");
    ck_assert(replay_is_complete(&loaded.replay));
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 2);
    ck_assert_str_eq(leak(0)->site.text, "before the trace");
    ck_assert_uint_eq(leak(0)->unsized, 2);
    ck_assert_uint_eq(leak(0)->bytes, 0);
    ck_assert(!leak(0)->has_refs);
    ck_assert(!leak(0)->has_oldest);
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
}
END_TEST

START_TEST(waste_is_a_range_where_blocks_of_the_peak_have_no_known_size)
{
    load_text(&loaded, LATE_LINES "20 get 1 2 size=10\nend\n");
    const struct figure waste = loaded_pool(&loaded, 1).waste_at_peak;
    ck_assert(!waste.sure);
    ck_assert_uint_eq(waste.min, 6);
    ck_assert_uint_eq(waste.max, 6 + 2 * 15);
}
END_TEST

START_TEST(a_table_tells_size_count_site_and_age)
{
    load_text(
        &loaded, POOL_LINE "100 attach 1 live=2\n"
                           "state 1 0 size=5 count=1 age=40 at a.c:1 (f)\nstate 1 1\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.leaks.count, 2);
    ck_assert_str_eq(leak(0)->site.text, "a.c:1 (f)");
    ck_assert_uint_eq(leak(0)->bytes, 5);
    ck_assert_uint_eq(leak(0)->oldest, 60);
    ck_assert_uint_eq(leak(0)->most_refs, 1);
    ck_assert_str_eq(leak(1)->site.text, "before the trace");
}
END_TEST

#define TRAFFIC                                                                                              \
    "20 get 1 2 size=10 at a.c:1 (f)\n21 ref-get 1 2 count=2 at a.c:2 (g)\n22 get 1 3 size=4 at a.c:1 (f)\n" \
    "23 put 1 3\n"

static void same_as_without_snapshot(const char *with)
{
    struct loaded plain;
    load_text(&plain, LATE_LINES TRAFFIC "end\n");
    load_text(&loaded, with);
    const struct pool_figures one = loaded_pool(&plain, 1);
    const struct pool_figures other = loaded_pool(&loaded, 1);
    ck_assert(replay_is_complete(&loaded.replay));
    ck_assert_uint_eq(one.used.value, other.used.value);
    ck_assert_uint_eq(one.peak.value, other.peak.value);
    ck_assert_uint_eq(one.peak_time_ns.value, other.peak_time_ns.value);
    ck_assert_uint_eq(one.gets.value, other.gets.value);
    ck_assert_uint_eq(one.waste_at_peak.value, other.waste_at_peak.value);
    ck_assert_uint_eq(loaded.findings.leaks.count, 2);
    ck_assert_str_eq(leak(0)->site.text, "a.c:1 (f)");
    ck_assert_uint_eq(leak(0)->bytes, 10);
    ck_assert_str_eq(only_ref()->site.text, "a.c:2 (g)");
    ck_assert_uint_eq(only_ref()->count, 2);
    loaded_free(&plain);
}

START_TEST(a_snapshot_without_details_where_nothing_was_lost_changes_nothing)
{
    same_as_without_snapshot(LATE_LINES TRAFFIC "state 1 0\nstate 1 1\nstate 1 2\nend\n");
}
END_TEST

START_TEST(a_snapshot_with_details_where_nothing_was_lost_changes_nothing)
{
    same_as_without_snapshot(LATE_LINES TRAFFIC
                             "state 1 0\nstate 1 1\nstate 1 2 size=10 count=2 age=3 at a.c:1 (f)\nend\n");
}
END_TEST

START_TEST(repeated_snapshots_do_not_add_up)
{
    same_as_without_snapshot(
        LATE_LINES TRAFFIC "state 1 0\nstate 1 1\nstate 1 2\n24 mark \"\"\nstate 1 0\nstate 1 1\nstate 1 2\n"
                           "end\n"
    );
}
END_TEST

START_TEST(a_snapshot_after_a_gap_makes_leaks_certain_and_leaves_counters_ranges)
{
    load_text(
        &loaded, POOL_LINE "10 attach 1 live=0\n11 get 1 0 size=3 at a.c:1 (f)\ngap packets=1\n"
                           "state 1 1 size=4 count=2 age=1 at b.c:2 (g)\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.uncertain.count, 0);
    ck_assert_str_eq(leak(0)->site.text, "b.c:2 (g)");
    ck_assert_uint_eq(leak(0)->blocks, 1);
    ck_assert(!leak(0)->is_likely);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.max, 1);
    ck_assert(!loaded_pool(&loaded, 1).gets.sure);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).gets.min, 1);
    ck_assert_str_eq(only_ref()->site.text, "unknown");
}
END_TEST

START_TEST(a_snapshot_that_shows_a_loss_holds_from_there_on)
{
    load_text(
        &loaded, POOL_LINE "10 attach 1 live=0\n11 get 1 0 size=3\nstate 1 0\nstate 1 1\n"
                           "12 update 1 1 size=4\n13 update 1 0 size=4\nend\n"
    );
    ck_assert(!replay_is_complete(&loaded.replay));
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 2);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.max, 2);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 2);
}
END_TEST

START_TEST(the_count_tells_of_holders_from_before_the_trace)
{
    load_text(&loaded, LATE_LINES "11 ref-get 1 0 count=4 at a.c:5 (keep)\nend\n");
    ck_assert(only_ref()->all_hold);
    ck_assert_uint_eq(only_ref()->candidate_count, 2);
    ck_assert_uint_eq(loaded.findings.balance_count, 2);
    ck_assert_str_eq(loaded.findings.balances[0].site.text, "before the trace");
    ck_assert_int_eq(loaded.findings.balances[0].net, 2);
    ck_assert_int_eq(loaded.findings.balances[1].net, 1);
}
END_TEST

START_TEST(what_a_holder_from_before_may_give_back_is_not_the_only_known_takers)
{
    load_text(
        &loaded, LATE_LINES "11 ref-get 1 0 count=3 at a.c:5 (keep)\n"
                            "12 ref-put 1 0 count=2 at a.c:9 (drop)\nend\n"
    );
    ck_assert_uint_eq(only_ref()->candidate_count, 2);
    ck_assert(!only_ref()->all_hold);
}
END_TEST

START_TEST(without_holders_from_before_the_only_known_taker_gave_it_back)
{
    load_text(
        &loaded, LATE_LINES "11 ref-get 1 0 count=2 at a.c:5 (keep)\n"
                            "12 ref-get 1 0 count=3 at a.c:5 (keep)\n"
                            "13 ref-put 1 0 count=2 at a.c:9 (drop)\nend\n"
    );
    ck_assert_str_eq(only_ref()->site.text, "a.c:5 (keep)");
    ck_assert_uint_eq(only_ref()->candidate_count, 1);
}
END_TEST

START_TEST(takers_from_before_a_gap_may_have_given_back_in_it)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8\n2 ref-get 1 0 count=2 at a.c:5 (keep)\ngap packets=1\n"
                           "9 ref-get 1 0 count=3 at a.c:7 (hold)\nend\n"
    );
    ck_assert_uint_eq(only_ref()->candidate_count, 2);
    ck_assert_str_eq(loaded.findings.candidates[0].text, "a.c:7 (hold)");
    ck_assert_str_eq(loaded.findings.candidates[1].text, "unknown");
}
END_TEST

START_TEST(a_snapshot_before_a_gap_tells_nothing_of_what_an_attach_after_it_finds)
{
    load_text(
        &loaded, POOL_LINE "state 1 0 size=3\ngap packets=1\n10 attach 1 live=1\n11 put 1 0\n"
                           "12 get 1 1 size=4 at a.c:1 (f)\nend\n"
    );
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.value, 1);
    ck_assert_uint_eq(loaded.findings.leaks.count, 1);
    ck_assert_str_eq(leak(0)->site.text, "a.c:1 (f)");
    ck_assert_uint_eq(leak(0)->bytes, 4);
}
END_TEST

START_TEST(what_an_attach_after_a_gap_finds_is_from_before_the_trace)
{
    load_text(&loaded, POOL_LINE "state 1 0 size=3\ngap packets=1\n10 attach 1 live=1\nend\n");
    ck_assert_uint_eq(loaded.findings.leaks.count, 1);
    ck_assert_str_eq(leak(0)->site.text, "before the trace");
    ck_assert_uint_eq(leak(0)->unsized, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).waste_now.max, 15);
}
END_TEST

START_TEST(counts_beyond_what_a_record_holds_stay_at_the_largest)
{
    load_text(&loaded, POOL_LINE "10 attach 1 live=1\nstate 1 0 size=8 count=5000000000 at a.c:1 (f)\nend\n");
    ck_assert_uint_eq(only_ref()->count, UINT32_MAX);
}
END_TEST

START_TEST(lives_of_a_block_beyond_what_a_record_counts_stay_at_the_largest)
{
    load_text(&loaded, POOL_LINE "10 attach 1 live=0\n11 get 1 0 size=8\n12 put 1 0\n");
    struct block *block = blocks_at(&loaded.replay.pools[1].blocks, 0);
    ck_assert_uint_eq(block->serial, 1);
    block->serial = UINT32_MAX;
    const struct trace_event again = {.kind = EVENT_GET, .time = 13, .pool = 1, .value = 8};
    loaded.replay.sink.event(loaded.replay.sink.context, &again);
    ck_assert_uint_eq(block->serial, UINT32_MAX);
    ck_assert(replay_block(&loaded.replay, 1, 0) == block);
}
END_TEST

START_TEST(a_recorder_of_32_bits_counts_on_from_zero)
{
    load_text(
        &loaded, "header ticks=1000 pointer=4 before=4294967294\n" POOL_LINE
                 "state 1 -\n11 get 1 2 size=8\n12 put 1 2\n13 get 1 3 size=8\nend events=1\n"
    );
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 3);
}
END_TEST

START_TEST(a_recorder_of_32_bits_that_counted_on_may_have_lost_events)
{
    load_text(
        &loaded, "header ticks=1000 pointer=4 before=4294967294\n" POOL_LINE
                 "state 1 -\n11 get 1 2 size=8\n12 put 1 2\n13 get 1 3 size=8\nend events=3\n"
    );
    ck_assert_str_eq(loaded_why(&loaded), "the end counts 2 events more than there are");
}
END_TEST

START_TEST(a_recorder_of_32_bits_that_counted_on_may_have_counted_less)
{
    load_text(
        &loaded, "header ticks=1000 pointer=4 before=4294967294\n" POOL_LINE
                 "state 1 -\n11 get 1 2 size=8\n12 put 1 2\n13 get 1 3 size=8\nend events=0\n"
    );
    ck_assert_str_eq(loaded_why(&loaded), "the end counts fewer events than there are");
}
END_TEST

START_TEST(a_dump_of_a_recording_that_ended_has_its_end)
{
    load_text(
        &loaded,
        "header ticks=1000 before=0\n" POOL_LINE "state 1 -\n11 get 1 2 size=8\nend events=1\ndumped\n"
    );
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded.findings.leaks.count, 1);
}
END_TEST

START_TEST(a_clock_faster_than_nanoseconds_can_tell_is_still_right)
{
    struct trace_figures figures;
    load_text(
        &loaded,
        "header ticks=100000000000\n" POOL_LINE "0 get 1 0 size=8\n250000000001 get 1 1 size=8\nend\n"
    );
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.duration_ns.value, 2500000000);
}
END_TEST

START_TEST(a_dump_that_does_not_say_what_is_live_is_incomplete)
{
    load_text(&loaded, "header ticks=1000 before=7\n" POOL_LINE "11 put 1 2\nend events=8\n");
    ck_assert(!replay_is_complete(&loaded.replay));
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.min, 0);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).used.max, 3);
}
END_TEST

START_TEST(the_end_counts_what_came_before_a_dump_too)
{
    load_text(
        &loaded, "header ticks=1000 before=7\n" POOL_LINE "state 1 2\n11 put 1 2\nend events=8 dropped=3\n"
    );
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert_uint_eq(loaded_events(&loaded), 1);
}
END_TEST

#define BACK_LINES "header ticks=1000\n" POOL_LINE "1000 get 1 0 size=8\n1100 get 1 1 size=8\n"

START_TEST(a_clock_that_goes_back_makes_no_time_negative)
{
    struct trace_figures figures;
    load_text(&loaded, BACK_LINES "50 get 1 2 size=8\n90 put 1 0\nend\n");
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.went_back, 1);
    ck_assert_uint_eq(figures.duration_ns.value, 140000000);
    ck_assert(!figures.duration_ns.sure);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).peak_time_ns.value, 100000000);
    ck_assert(!loaded_pool(&loaded, 1).peak_time_ns.sure);
    ck_assert_uint_eq(loaded.replay.streams[0].last_time - leak(0)->oldest, 40);
}
END_TEST

START_TEST(a_mark_shows_that_the_clock_went_back)
{
    struct trace_figures figures;
    load_text(&loaded, BACK_LINES "1050 mark \"\"\n1060 put 1 0\nend\n");
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.went_back, 1);
    ck_assert_uint_eq(figures.duration_ns.value, 110000000);
}
END_TEST

START_TEST(an_age_beyond_the_clocks_zero_is_not_known)
{
    load_text(&loaded, POOL_LINE "10 attach 1 live=1\nstate 1 0 size=8 count=1 age=11\nend\n");
    ck_assert(!leak(0)->has_oldest || leak(0)->oldest > loaded.replay.streams[0].last_time);
}
END_TEST

START_TEST(without_a_clock_nothing_goes_back)
{
    struct trace_figures figures;
    load_text(&loaded, "header ticks=0\n" POOL_LINE "5 get 1 0 size=8\n1 get 1 1 size=8\nend\n");
    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.went_back, 0);
    ck_assert(!figures.has_duration);
    ck_assert(!loaded_pool(&loaded, 1).has_peak_time);
}
END_TEST

static void add_state(TCase *tests)
{
    tcase_add_test(tests, blocks_of_a_late_attach_are_live_from_before_the_trace_and_their_size_is_unknown);
    tcase_add_test(tests, waste_is_a_range_where_blocks_of_the_peak_have_no_known_size);
    tcase_add_test(tests, a_table_tells_size_count_site_and_age);
    tcase_add_test(tests, a_snapshot_without_details_where_nothing_was_lost_changes_nothing);
    tcase_add_test(tests, a_snapshot_with_details_where_nothing_was_lost_changes_nothing);
    tcase_add_test(tests, repeated_snapshots_do_not_add_up);
    tcase_add_test(tests, a_snapshot_after_a_gap_makes_leaks_certain_and_leaves_counters_ranges);
}

static void add_rest(TCase *tests)
{
    tcase_add_test(tests, a_snapshot_that_shows_a_loss_holds_from_there_on);
    tcase_add_test(tests, the_count_tells_of_holders_from_before_the_trace);
    tcase_add_test(tests, what_a_holder_from_before_may_give_back_is_not_the_only_known_takers);
    tcase_add_test(tests, without_holders_from_before_the_only_known_taker_gave_it_back);
    tcase_add_test(tests, takers_from_before_a_gap_may_have_given_back_in_it);
    tcase_add_test(tests, a_snapshot_before_a_gap_tells_nothing_of_what_an_attach_after_it_finds);
    tcase_add_test(tests, what_an_attach_after_a_gap_finds_is_from_before_the_trace);
    tcase_add_test(tests, counts_beyond_what_a_record_holds_stay_at_the_largest);
    tcase_add_test(tests, lives_of_a_block_beyond_what_a_record_counts_stay_at_the_largest);
    tcase_add_test(tests, a_recorder_of_32_bits_counts_on_from_zero);
    tcase_add_test(tests, a_recorder_of_32_bits_that_counted_on_may_have_lost_events);
    tcase_add_test(tests, a_recorder_of_32_bits_that_counted_on_may_have_counted_less);
    tcase_add_test(tests, a_dump_of_a_recording_that_ended_has_its_end);
    tcase_add_test(tests, a_clock_faster_than_nanoseconds_can_tell_is_still_right);
    tcase_add_test(tests, a_dump_that_does_not_say_what_is_live_is_incomplete);
    tcase_add_test(tests, the_end_counts_what_came_before_a_dump_too);
    tcase_add_test(tests, a_clock_that_goes_back_makes_no_time_negative);
    tcase_add_test(tests, a_mark_shows_that_the_clock_went_back);
    tcase_add_test(tests, an_age_beyond_the_clocks_zero_is_not_known);
    tcase_add_test(tests, without_a_clock_nothing_goes_back);
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("replay: state");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, NULL, teardown);
    add_state(tests);
    add_rest(tests);
    suite_add_tcase(suite, tests);
    return suite;
}
