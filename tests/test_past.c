/* SPDX-License-Identifier: MIT */
/* Pools as they were at a moment: held against a plain copy, over random events. */
#include "run_suite.h"
#include "../tools/past.h"

#include <check.h>
#include <string.h>

#define BLOCKS 40u
#define EVENTS 4000u

struct plain
{
    bool live[BLOCKS];
    uint64_t size[BLOCKS];
    uint64_t count[BLOCKS];
    uint64_t time[BLOCKS];
};

static struct replay replay;
static struct past past;
static struct plain now, then;
static uint64_t seed;

static uint64_t chance(uint64_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (seed >> 33) % below;
}

static void before_event(void *context, const struct replay *about, const struct trace_event *event)
{
    (void)context;
    past_touch(&past, about, event->pool, event->block);
}

static void on_item(void *context, const struct replay *about, const struct trace_item *item)
{
    (void)context;
    if (item->kind == ITEM_STATE_BLOCK)
    {
        past_touch(&past, about, item->pool, item->block);
    }
}

static void setup(void)
{
    replay_init(&replay);
    replay_observe(&replay, &(struct replay_observer){.before = before_event, .item = on_item});
    memset(&past, 0, sizeof past);
    memset(&now, 0, sizeof now);
    memset(&then, 0, sizeof then);
    const uint32_t stream = names_stream(&replay.names, 0);
    const uint32_t pool = names_pool(&replay.names, stream, 1);
    replay.names.pools[pool].defined = true;
    replay.names.pools[pool].block_size = 64;
    replay.names.pools[pool].length = BLOCKS;
    replay.sink.item(replay.sink.context, &(struct trace_item){.kind = ITEM_POOL, .pool = pool});
}

static void teardown(void)
{
    past_free(&past);
    replay_free(&replay);
}

static void send(uint64_t kind, uint64_t time, uint64_t block, uint64_t value)
{
    replay.sink.event(
        replay.sink.context,
        &(struct trace_event){.kind = kind, .time = time, .block = block, .value = value, .pool = 1}
    );
}

static void get(uint64_t time, uint64_t block)
{
    now.live[block] = true;
    now.size[block] = 1 + chance(64);
    now.count[block] = 1;
    now.time[block] = time;
    send(EVENT_GET, time, block, now.size[block]);
}

static void change(uint64_t time, uint64_t block)
{
    switch (chance(4))
    {
    case 0:
        now.size[block] = 1 + chance(64);
        send(EVENT_UPDATE, time, block, now.size[block]);
        break;
    case 1:
        now.count[block]++;
        send(EVENT_REF_GET, time, block, now.count[block]);
        break;
    default:
        now.live[block] = false;
        send(EVENT_PUT, time, block, 0);
        break;
    }
}

/* A snapshot of what is live, with other sizes than the events told. */
static void snapshot(uint64_t time)
{
    struct trace_item item = {.kind = ITEM_STATE_BEGIN, .pool = 1};
    replay.sink.item(replay.sink.context, &item);
    item.kind = ITEM_STATE_BLOCK;
    item.size_known = true;
    for (uint64_t block = 0; block < BLOCKS; block++)
    {
        if (now.live[block])
        {
            now.size[block] = 1 + chance(64);
            item.block = block;
            item.size = now.size[block];
            item.time = time;
            replay.sink.item(replay.sink.context, &item);
        }
    }
    replay.sink.item(replay.sink.context, &(struct trace_item){.kind = ITEM_STATE_END, .pool = 1});
}

static void compare(void *context, uint64_t number, const struct block *block)
{
    struct plain *seen = context;
    ck_assert(then.live[number]);
    ck_assert(!seen->live[number]);
    ck_assert_uint_eq(block->size, then.size[number]);
    ck_assert_uint_eq(block->count, then.count[number]);
    ck_assert_uint_eq(block->get_time, then.time[number]);
    seen->live[number] = true;
}

static void check_then(void)
{
    struct plain seen = {0};
    past_each(&past, &replay, 1, compare, &seen);
    ck_assert_mem_eq(seen.live, then.live, sizeof seen.live);
}

START_TEST(the_last_moment_chosen_is_kept_through_all_that_follows)
{
    seed = (uint64_t)_i + 1;
    for (uint64_t time = 1; time <= EVENTS; time++)
    {
        const uint64_t block = chance(BLOCKS);
        if (now.live[block])
        {
            change(time, block);
        }
        else
        {
            get(time, block);
        }
        if (chance(200) == 0)
        {
            snapshot(time);
        }
        if (time == 1 || chance(300) == 0)
        {
            past_choose(&past, &replay, 1);
            then = now;
        }
        if (chance(50) == 0)
        {
            check_then();
        }
    }
    check_then();
    ck_assert_uint_eq(replay.gap_count, 0);
}
END_TEST

START_TEST(the_pool_as_a_whole_is_kept_too)
{
    get(1, 0);
    get(2, 1);
    past_choose(&past, &replay, 1);
    get(3, 2);
    ck_assert_uint_eq(past_pool(&past, 1)->used, 2);
    ck_assert_uint_eq(past_pool(&past, 1)->time, 2);
    ck_assert_ptr_null(past_pool(&past, 2));
}
END_TEST

START_TEST(of_a_pool_for_which_no_moment_was_chosen_there_is_nothing)
{
    get(1, 0);
    check_then();
    past_choose(&past, &replay, 1);
    get(2, 1);
    then.live[0] = true;
    then.size[0] = now.size[0];
    then.count[0] = now.count[0];
    then.time[0] = now.time[0];
    check_then();
}
END_TEST

START_TEST(what_was_out_before_the_pool_began_anew_is_not_out_then)
{
    get(1, 0);
    get(2, 1);
    send(EVENT_ATTACH, 3, 0, 0);
    memset(&now, 0, sizeof now);
    get(4, 2);
    past_choose(&past, &replay, 1);
    then = now;
    send(EVENT_PUT, 5, 2, 0);
    get(6, 0);
    check_then();
}
END_TEST

/* What was kept for the first moment must not be taken for the one after four thousand million others. */
START_TEST(when_all_numbers_of_moments_are_used_up_they_begin_again)
{
    get(1, 0);
    past_choose(&past, &replay, 1);
    send(EVENT_UPDATE, 2, 0, 1);
    past.pools[1].version = UINT32_MAX;
    now.size[0] = 1;
    get(3, 1);
    past_choose(&past, &replay, 1);
    then = now;
    check_then();
    send(EVENT_UPDATE, 4, 0, 2);
    send(EVENT_PUT, 5, 1, 0);
    check_then();
}
END_TEST

START_TEST(a_moment_on_a_rising_edge_costs_no_more_than_an_event)
{
    for (uint64_t i = 0; i < 2000000; i++)
    {
        /* Were the blocks copied for each moment, this would never end. */
        send(i % 2 == 0 ? EVENT_GET : EVENT_UPDATE, i, i / 2 % BLOCKS, 1);
        past_choose(&past, &replay, 1);
        if (i % (2 * BLOCKS) == 2 * BLOCKS - 1)
        {
            for (uint64_t block = 0; block < BLOCKS; block++)
            {
                send(EVENT_PUT, i, block, 0);
            }
        }
    }
    ck_assert_uint_eq(past.pools[1].blocks.page_count, (BLOCKS + BLOCKS_A_PAGE - 1) / BLOCKS_A_PAGE);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("past");
    TCase *tests = tcase_create("past");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, the_last_moment_chosen_is_kept_through_all_that_follows, 0, 20);
    tcase_add_test(tests, the_pool_as_a_whole_is_kept_too);
    tcase_add_test(tests, of_a_pool_for_which_no_moment_was_chosen_there_is_nothing);
    tcase_add_test(tests, what_was_out_before_the_pool_began_anew_is_not_out_then);
    tcase_add_test(tests, when_all_numbers_of_moments_are_used_up_they_begin_again);
    tcase_add_test(tests, a_moment_on_a_rising_edge_costs_no_more_than_an_event);
    suite_add_tcase(suite, tests);
    return suite;
}
