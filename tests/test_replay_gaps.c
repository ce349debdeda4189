/* SPDX-License-Identifier: MIT */
/* What a gap makes of the figures, and of who is said to leak. */
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

#define POOL_LINE "pool 1 \"p\" size=16 length=8\n0 attach 1 live=0\n"

static void expect(struct figure figure, uint64_t min, uint64_t value, uint64_t max)
{
    ck_assert(!figure.sure);
    ck_assert_uint_eq(figure.min, min);
    ck_assert_uint_eq(figure.value, value);
    ck_assert_uint_eq(figure.max, max);
}

START_TEST(dropped_events_widen_the_figures_by_their_number)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8\n2 get 1 1 size=8\n3 get 1 2 size=8\n"
                           "gap dropped=2\nend events=4 dropped=2\n"
    );
    const struct pool_figures pool = loaded_pool(&loaded, 1);
    expect(pool.used, 1, 3, 5);
    expect(pool.peak, 3, 3, 5);
    expect(pool.gets, 3, 3, 5);
    expect(pool.puts, 0, 0, 2);
    expect(pool.failed_gets, 0, 0, 2);
}
END_TEST

START_TEST(missing_packets_leave_the_whole_length_open)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\ngap packets=1\nend\n");
    const struct pool_figures pool = loaded_pool(&loaded, 1);
    expect(pool.used, 0, 1, 8);
    expect(pool.peak, 1, 1, 8);
    expect(pool.gets, 1, 1, UNBOUNDED);
}
END_TEST

START_TEST(the_ends_count_bounds_what_missing_packets_held)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\ngap packets=1\nend events=7 dropped=0\n");
    expect(loaded_pool(&loaded, 1).gets, 1, 1, 6);
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 5);
}
END_TEST

START_TEST(blocks_not_seen_since_a_gap_are_uncertain)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\ngap packets=1\n2 get 1 1 size=8\nend\n");
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 1);
}
END_TEST

START_TEST(a_block_seen_since_a_gap_is_out_but_its_site_is_only_likely)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8 at a.c:1 (f)\ngap packets=1\n"
                           "2 ref-get 1 0 count=2\n3 ref-put 1 0 count=1\nend\n"
    );
    ck_assert_uint_eq(loaded.findings.leaks.count, 1);
    ck_assert(loaded.findings.leaks.items[0].is_likely);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "a.c:1 (f)");
    ck_assert_uint_eq(loaded.findings.leaks.items[0].unsized, 1);
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
}
END_TEST

START_TEST(a_put_of_a_block_got_in_the_gap_is_quietly_right)
{
    load_text(&loaded, POOL_LINE "gap packets=1\n2 put 1 5\nend\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_uint_eq(loaded_pool(&loaded, 1).puts.value, 1);
    expect(loaded_pool(&loaded, 1).used, 0, 0, 7);
}
END_TEST

START_TEST(a_get_of_a_block_put_in_the_gap_is_quietly_right)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8 at a.c:1 (f)\ngap packets=1\n"
                           "2 get 1 0 size=9 at b.c:1 (g)\nend\n"
    );
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded.findings.leaks.items[0].site.text, "b.c:1 (g)");
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 0);
}
END_TEST

START_TEST(a_snapshot_after_a_gap_settles_what_is_out)
{
    load_text(
        &loaded, POOL_LINE "1 get 1 0 size=8\n2 get 1 1 size=8\ngap packets=1\n"
                           "state 1 1\nend\n"
    );
    expect(loaded_pool(&loaded, 1).used, 1, 1, 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 0);
}
END_TEST

START_TEST(a_snapshot_that_a_gap_interrupts_says_nothing)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\nend\n");
    struct trace_item item = {.kind = ITEM_STATE_BEGIN, .pool = 1};
    loaded.replay.sink.item(&loaded.replay, &item);
    item = (struct trace_item){.kind = ITEM_GAP, .packets = 1};
    loaded.replay.sink.item(&loaded.replay, &item);
    item = (struct trace_item){.kind = ITEM_STATE_END, .pool = 1};
    loaded.replay.sink.item(&loaded.replay, &item);
    expect(loaded_pool(&loaded, 1).used, 0, 1, 8);
}
END_TEST

START_TEST(a_detach_that_counts_blocks_settles_how_many_are_out)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\ngap packets=1\n3 detach 1 live=0\nend\n");
    expect(loaded_pool(&loaded, 1).used, 0, 0, 0);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 0);
}
END_TEST

START_TEST(a_full_pool_settles_how_many_are_out)
{
    load_text(&loaded, POOL_LINE "gap packets=1\n3 failed get 1 - full size=8\nend\n");
    expect(loaded_pool(&loaded, 1).used, 8, 8, 8);
    expect(loaded_pool(&loaded, 1).peak, 8, 8, 8);
}
END_TEST

START_TEST(a_pool_attached_after_the_gap_is_sure)
{
    load_text(&loaded, "gap packets=1\n" POOL_LINE "1 get 1 0 size=8\nend\n");
    ck_assert(loaded_pool(&loaded, 1).used.sure);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
}
END_TEST

START_TEST(a_pool_detached_before_the_gap_is_sure)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\n2 detach 1 live=1\ngap packets=1\nend\n");
    ck_assert(loaded_pool(&loaded, 1).gets.sure);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.leaks), 1);
}
END_TEST

START_TEST(a_cut_trace_has_no_leaks)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8 at a.c:1 (f)\n2 ref-get 1 0 count=2\n");
    ck_assert_uint_eq(loaded.findings.leaks.count, 0);
    ck_assert_uint_eq(loaded.findings.refs.count, 0);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.at_cut), 1);
    ck_assert_uint_eq(loaded.findings.refs_unsure.count, 1);
    expect(loaded_pool(&loaded, 1).used, 0, 1, 8);
    expect(loaded_pool(&loaded, 1).puts, 0, 0, UNBOUNDED);
}
END_TEST

START_TEST(a_cut_trace_with_a_gap_keeps_the_two_apart)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\ngap packets=1\n2 get 1 1 size=8\n");
    ck_assert_uint_eq(findings_blocks(&loaded.findings.at_cut), 1);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 1);
}
END_TEST

START_TEST(a_get_of_a_live_block_is_a_contradiction)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\n2 get 1 0 size=8\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "the trace contradicts itself: get of live block 0 of pool \"p\"");
    expect(loaded_pool(&loaded, 1).used, 1, 1, 8);
}
END_TEST

START_TEST(a_put_of_a_free_block_is_a_contradiction_said_once)
{
    load_text(&loaded, POOL_LINE "1 put 1 0\n2 put 1 1\nend\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the trace contradicts itself: put of free block 0 of pool \"p\"");
}
END_TEST

START_TEST(a_block_beyond_the_pools_length_is_a_contradiction)
{
    load_text(&loaded, POOL_LINE "1 get 1 8 size=8\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "the trace contradicts itself: an event at block 8 of pool \"p\"");
}
END_TEST

START_TEST(a_get_from_a_full_pool_is_a_contradiction)
{
    load_text(&loaded, "pool 1 \"p\" size=16 length=8\n0 attach 1 live=8\n1 get 1 3 size=8\nend\n");
    ck_assert_str_eq(
        loaded_why(&loaded), "the trace contradicts itself: get, while none is free, of block 3 of pool \"p\""
    );
    expect(loaded_pool(&loaded, 1).used, 1, 8, 8);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 8);
}
END_TEST

START_TEST(more_live_blocks_than_the_pool_has_are_a_contradiction)
{
    load_text(&loaded, "pool 1 \"p\" size=16 length=8\n0 attach 1 live=9\nend\n");
    ck_assert_str_eq(
        loaded_why(&loaded),
        "the trace contradicts itself: more live blocks than there are, that is, 9 of pool \"p\""
    );
    expect(loaded_pool(&loaded, 1).used, 0, 8, 8);
    ck_assert_uint_eq(findings_blocks(&loaded.findings.uncertain), 8);
}
END_TEST

START_TEST(a_get_of_more_than_a_block_is_a_contradiction)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=17\nend\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(
        loaded_why(&loaded), "the trace contradicts itself: a size above the block's, that is, 17 of pool "
                             "\"p\""
    );
}
END_TEST

START_TEST(an_update_to_more_than_a_block_is_a_contradiction)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=16\n2 update 1 0 size=17\nend\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(
        loaded_why(&loaded), "the trace contradicts itself: a size above the block's, that is, 17 of pool "
                             "\"p\""
    );
}
END_TEST

START_TEST(a_detach_with_another_number_of_blocks_is_a_contradiction)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\n2 detach 1 live=3\nend\n");
    ck_assert_str_eq(
        loaded_why(&loaded), "the trace contradicts itself: another number of live "
                             "blocks, that is, 3 of pool \"p\""
    );
}
END_TEST

START_TEST(a_second_gap_of_unknown_size_keeps_both_unknown)
{
    load_text(&loaded, POOL_LINE "gap packets=1\n1 get 1 0 size=8\ngap packets=2\nend events=9\n");
    ck_assert_uint_eq(loaded.replay.gaps[0].events, UNKNOWN_COUNT);
    ck_assert_uint_eq(loaded.replay.gaps[1].events, UNKNOWN_COUNT);
    expect(loaded_pool(&loaded, 1).gets, 1, 1, 8);
}
END_TEST

START_TEST(drops_that_only_the_end_knows_make_the_trace_incomplete)
{
    load_text(&loaded, POOL_LINE "1 get 1 0 size=8\nend events=2 dropped=4\n");
    ck_assert_str_eq(loaded_why(&loaded), "the end counts dropped events without a place");
    ck_assert_uint_eq(loaded.replay.gaps[0].events, 4);
    expect(loaded_pool(&loaded, 1).gets, 1, 1, 5);
}
END_TEST

START_TEST(gaps_beyond_the_list_are_counted_in_its_last_entry)
{
    load_text(&loaded, "end\n");
    for (int i = 0; i < 1005; i++)
    {
        const struct trace_item gap = {.kind = ITEM_GAP, .dropped = 2};
        loaded.replay.sink.item(&loaded.replay, &gap);
    }
    ck_assert_uint_eq(loaded.replay.gap_count, 1000);
    ck_assert_str_eq(loaded.replay.gaps[999].why, "this and more gaps, too many to list");
    ck_assert_uint_eq(loaded.replay.gaps[999].events, 12);
}
END_TEST

START_TEST(one_gap_of_unknown_size_beyond_the_list_leaves_its_last_entry_unknown)
{
    load_text(&loaded, "end\n");
    for (int i = 0; i < 1010; i++)
    {
        const struct trace_item gap = {.kind = ITEM_GAP, .packets = i == 1005 ? 1 : 0, .dropped = 2};
        loaded.replay.sink.item(&loaded.replay, &gap);
    }
    ck_assert_uint_eq(loaded.replay.gap_count, 1000);
    ck_assert_uint_eq(loaded.replay.gaps[998].events, 2);
    ck_assert_uint_eq(loaded.replay.gaps[999].events, UNKNOWN_COUNT);
}
END_TEST

/* The end's count tells what one hole held, but not where other gaps are counted with it. */
START_TEST(a_hole_that_has_no_entry_of_its_own_stays_unknown)
{
    char lines[32000] = "";
    size_t size = 0;
    for (int i = 0; i < 1001; i++)
    {
        size += (size_t)sprintf(lines + size, i == 999 ? "gap packets=1\n" : "gap dropped=2\n");
    }
    (void)sprintf(lines + size, "end events=2007 dropped=2000\n");
    load_text(&loaded, lines);
    ck_assert_uint_eq(loaded.replay.gap_count, 1000);
    ck_assert_uint_eq(loaded.replay.gaps[998].events, 2);
    ck_assert_uint_eq(loaded.replay.gaps[999].events, UNKNOWN_COUNT);
}
END_TEST

START_TEST(a_gap_of_nothing_is_none)
{
    load_text(&loaded, POOL_LINE "gap dropped=0\ngap packets=0\n1 get 1 0 size=8\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "");
    ck_assert(loaded_pool(&loaded, 1).used.sure);
}
END_TEST

START_TEST(a_gap_with_words_alone_is_one)
{
    load_text(&loaded, POOL_LINE "gap why=\"who knows\"\n1 get 1 0 size=8\nend\n");
    ck_assert_str_eq(loaded_why(&loaded), "who knows");
    ck_assert(!replay_is_complete(&loaded.replay));
}
END_TEST

START_TEST(long_words_for_a_gap_are_cut)
{
    char lines[400];
    (void)snprintf(lines, sizeof lines, "gap packets=1 why=\"%0300d\"\nend\n", 0);
    load_text(&loaded, lines);
    ck_assert_uint_eq(strlen(loaded_why(&loaded)), 255);
    ck_assert_uint_eq(strspn(loaded_why(&loaded), "0"), 255);
}
END_TEST

START_TEST(an_end_that_counts_more_drops_than_an_unknown_number_adds_no_gap)
{
    load_text(&loaded, POOL_LINE "gap dropped=?\n1 get 1 0 size=8\nend events=2 dropped=4\n");
    ck_assert_uint_eq(loaded.replay.gap_count, 1);
    ck_assert_str_eq(loaded_why(&loaded), "the recorder dropped events");
    ck_assert_uint_eq(loaded.replay.streams[0].dropped, 4);
}
END_TEST

/* A block's record has sixteen bits for the gap since which it was seen. */
START_TEST(more_gaps_than_a_record_tells_apart_leave_certain_what_was_seen_since)
{
    char *lines = malloc(70000 * 20 + 400);
    ck_assert_ptr_nonnull(lines);
    size_t size = (size_t
    )sprintf(lines, "pool 1 \"a\" size=8 length=4\n0 attach 1 live=0\n1 get 1 0 size=8\n2 get 1 1 size=8\n");
    for (int i = 0; i < 70000; i++)
    {
        size += (size_t)sprintf(lines + size, "gap dropped=1\n");
    }
    (void)sprintf(lines + size, "4 update 1 1 size=5\nend\n");
    load_text(&loaded, lines);
    free(lines);
    const struct replay_pool *pool = &loaded.replay.pools[1];
    ck_assert_uint_lt(pool->epoch, 65536);
    ck_assert_uint_eq(pool->live, 2);
    ck_assert_uint_eq(pool->certain, 1);
    ck_assert_uint_eq(replay_block(&loaded.replay, 1, 1)->epoch, pool->epoch);
    ck_assert_uint_lt(replay_block(&loaded.replay, 1, 0)->epoch, pool->epoch);
}
END_TEST

static void add_gaps(TCase *tests)
{
    tcase_add_test(tests, dropped_events_widen_the_figures_by_their_number);
    tcase_add_test(tests, missing_packets_leave_the_whole_length_open);
    tcase_add_test(tests, the_ends_count_bounds_what_missing_packets_held);
    tcase_add_test(tests, blocks_not_seen_since_a_gap_are_uncertain);
    tcase_add_test(tests, a_block_seen_since_a_gap_is_out_but_its_site_is_only_likely);
    tcase_add_test(tests, a_put_of_a_block_got_in_the_gap_is_quietly_right);
    tcase_add_test(tests, a_get_of_a_block_put_in_the_gap_is_quietly_right);
    tcase_add_test(tests, a_snapshot_after_a_gap_settles_what_is_out);
    tcase_add_test(tests, a_snapshot_that_a_gap_interrupts_says_nothing);
    tcase_add_test(tests, a_detach_that_counts_blocks_settles_how_many_are_out);
    tcase_add_test(tests, a_full_pool_settles_how_many_are_out);
    tcase_add_test(tests, a_pool_attached_after_the_gap_is_sure);
    tcase_add_test(tests, a_pool_detached_before_the_gap_is_sure);
    tcase_add_test(tests, a_cut_trace_has_no_leaks);
    tcase_add_test(tests, a_cut_trace_with_a_gap_keeps_the_two_apart);
}

static void add_contradictions(TCase *tests)
{
    tcase_add_test(tests, a_get_of_a_live_block_is_a_contradiction);
    tcase_add_test(tests, a_put_of_a_free_block_is_a_contradiction_said_once);
    tcase_add_test(tests, a_block_beyond_the_pools_length_is_a_contradiction);
    tcase_add_test(tests, a_get_from_a_full_pool_is_a_contradiction);
    tcase_add_test(tests, more_live_blocks_than_the_pool_has_are_a_contradiction);
    tcase_add_test(tests, a_get_of_more_than_a_block_is_a_contradiction);
    tcase_add_test(tests, an_update_to_more_than_a_block_is_a_contradiction);
    tcase_add_test(tests, a_detach_with_another_number_of_blocks_is_a_contradiction);
}

static void add_lists(TCase *tests)
{
    tcase_add_test(tests, a_second_gap_of_unknown_size_keeps_both_unknown);
    tcase_add_test(tests, drops_that_only_the_end_knows_make_the_trace_incomplete);
    tcase_add_test(tests, gaps_beyond_the_list_are_counted_in_its_last_entry);
    tcase_add_test(tests, more_gaps_than_a_record_tells_apart_leave_certain_what_was_seen_since);
    tcase_add_test(tests, one_gap_of_unknown_size_beyond_the_list_leaves_its_last_entry_unknown);
    tcase_add_test(tests, a_hole_that_has_no_entry_of_its_own_stays_unknown);
    tcase_add_test(tests, a_gap_of_nothing_is_none);
    tcase_add_test(tests, a_gap_with_words_alone_is_one);
    tcase_add_test(tests, long_words_for_a_gap_are_cut);
    tcase_add_test(tests, an_end_that_counts_more_drops_than_an_unknown_number_adds_no_gap);
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("replay: gaps");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, NULL, teardown);
    add_gaps(tests);
    add_contradictions(tests);
    add_lists(tests);
    suite_add_tcase(suite, tests);
    return suite;
}
