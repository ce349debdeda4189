/* SPDX-License-Identifier: MIT */
/*
 * Many names: nothing is taken for something else because their hashes, of 32 bits,
 * are equal. Of so many some are, whatever the hash function.
 */
#include "run_suite.h"
#include "../tools/growth.h"
#include "../tools/label.h"
#include "../tools/lifetimes.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define MANY 130000u

/* In as many pools: pairs of one pool and of two have one hash. */
#define POOLS 2u

static struct replay replay;
static uint32_t first_site;
static uint32_t many = MANY;

static void begin(void)
{
    replay_init(&replay);
}

/* Pools in which all blocks may be live, and sites `a.c:1` and so on. */
static void begin_traffic(void)
{
    begin();
    const uint32_t stream = names_stream(&replay.names, 0);
    replay.names.streams[stream].has_header = true;
    replay.names.streams[stream].ticks_per_second = 1000;
    const uint32_t file = names_string(&replay.names, (struct slice){"a.c", 3});
    for (uint32_t i = 1; i <= POOLS; i++)
    {
        const uint32_t pool = names_pool(&replay.names, stream, i);
        replay.names.pools[pool].defined = true;
        replay.names.pools[pool].block_size = 8;
        replay.names.pools[pool].length = many;
    }
    first_site = (uint32_t)replay.names.site_count;
    for (uint32_t i = 0; i < many / POOLS; i++)
    {
        (void)names_site(&replay.names, &(struct site){.kind = SITE_SOURCE, .file = file, .number = i + 1});
    }
}

static void teardown(void)
{
    replay_free(&replay);
}

static void event(uint64_t kind, uint64_t time, uint32_t pool, uint64_t block, uint32_t site)
{
    const struct trace_event event = {
        .kind = kind, .time = time, .pool = pool, .block = block, .value = 8, .site = first_site + site};
    replay.sink.event(replay.sink.context, &event);
}

static struct slice label_of(struct buffer *label, uint32_t site)
{
    buffer_clear(label);
    label_site(label, &replay.names, first_site + site);
    return buffer_slice(label);
}

START_TEST(many_strings_are_told_apart)
{
    char text[16];
    const size_t before = replay.names.string_count;
    for (uint32_t i = 0; i < 3 * many; i++)
    {
        const size_t size = (size_t)snprintf(text, sizeof text, "%u", i);
        ck_assert_uint_eq(names_string(&replay.names, (struct slice){text, size}), before + i);
    }
    ck_assert_uint_eq(replay.names.string_count, before + 3 * many);
}
END_TEST

/* The site that differs from others in one member alone, and perhaps in its kind. */
static struct site odd_site(int member, uint32_t value)
{
    struct site site = {.kind = SITE_ADDRESS, .number = 4};
    site.kind = member == 0 ? (enum site_kind)(value % 4) : SITE_ADDRESS;
    site.file = member == 0 ? value : 1;
    site.function = member == 1 ? value : 2;
    site.module = member == 2 ? value : 3;
    site.number = member == 3 ? value : 4;
    site.home = member == 4 ? value : 5;
    return site;
}

START_TEST(many_sites_are_told_apart)
{
    const size_t before = replay.names.site_count;
    for (uint32_t i = 0; i < many; i++)
    {
        const struct site site = odd_site(_i, i + 100);
        ck_assert_uint_eq(names_site(&replay.names, &site), before + i);
    }
    ck_assert_uint_eq(replay.names.site_count, before + many);
}
END_TEST

START_TEST(many_pools_of_many_streams_are_told_apart)
{
    const uint64_t step = UINT64_C(0x9E3779B97F4A7C15); /* odd: no number comes twice */
    const size_t before = replay.names.pool_count;
    for (uint32_t i = 0; i < many; i++)
    {
        const uint32_t stream = _i == 0 ? 5 : 5 + i;
        ck_assert_uint_eq(names_pool(&replay.names, stream, 1 + i * step), before + i);
    }
    ck_assert_uint_eq(replay.names.pool_count, before + many);
}
END_TEST

START_TEST(many_streams_are_told_apart)
{
    for (uint32_t i = 0; i < many; i++)
    {
        ck_assert_uint_eq(names_stream(&replay.names, i * 7), i);
    }
    ck_assert_uint_eq(replay.names.stream_count, many);
}
END_TEST

static uint32_t pool_of(uint32_t site)
{
    return 1 + site % POOLS;
}

START_TEST(failed_calls_of_many_sites_are_counted_for_each)
{
    for (uint32_t i = 0; i < many; i++)
    {
        const struct trace_event failed = {
            .kind = EVENT_FAILED,
            .operation = EVENT_PUT,
            .cause = CAUSE_STALE,
            .pool = pool_of(i),
            .site = first_site + i / POOLS};
        replay.sink.event(replay.sink.context, &failed);
    }
    ck_assert_uint_eq(replay.error_count, many);
    for (uint32_t i = 0; i < many; i++)
    {
        ck_assert_uint_eq(replay.errors[i].pool, pool_of(i));
        ck_assert_uint_eq(replay.errors[i].site, first_site + i / POOLS);
        ck_assert_uint_eq(replay.errors[i].count, 1);
    }
}
END_TEST

START_TEST(lives_of_many_sites_are_counted_for_each)
{
    const struct filter everything = {0};
    struct lifetimes lifetimes;
    lifetimes_begin(&lifetimes, &replay);
    for (uint32_t i = 0; i < many; i++)
    {
        event(EVENT_GET, i, pool_of(i), 0, i / POOLS);
        event(EVENT_PUT, i, pool_of(i), 0, i / POOLS);
    }
    lifetimes_collect(&lifetimes, &replay, &everything);
    ck_assert_uint_eq(lifetimes.sites.count, many);
    for (uint32_t i = 0; i < many; i++)
    {
        ck_assert_uint_eq(lifetimes.sites.items[i].ended.count, 1);
    }
    lifetimes_free(&lifetimes);
}
END_TEST

START_TEST(growth_of_many_sites_is_that_of_each)
{
    struct growth growth;
    struct buffer label = {0};
    growth_begin(&growth, &replay);
    for (uint32_t i = 0; i < many; i++)
    {
        event(EVENT_GET, i, pool_of(i), i, i / POOLS);
    }
    ck_assert_uint_eq(growth.count, many);
    for (uint32_t i = 0; i < many; i++)
    {
        const struct slice site = label_of(&label, i / POOLS);
        const struct growth_figures *figures = growth_of(&growth, &replay, pool_of(i), site, 1);
        ck_assert_ptr_nonnull(figures);
        ck_assert_uint_eq(figures->samples[i < many / 2 ? GROWTH_SAMPLES / 2 : 0], i < many / 2 ? 1 : 0);
    }
    buffer_free(&label);
    growth_free(&growth);
}
END_TEST

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0';
}

Suite *test_suite(void)
{
    many = is_set("JUNO_BRIEF") && is_set("RUN_UNDER") ? MANY / 10 : MANY; /* memcheck takes its time */
    Suite *suite = suite_create("many names");
    TCase *tests = tcase_create("names");
    TCase *traffic = tcase_create("traffic");
    tcase_set_timeout(tests, 60);
    tcase_set_timeout(traffic, 60);
    tcase_add_checked_fixture(tests, begin, teardown);
    tcase_add_checked_fixture(traffic, begin_traffic, teardown);
    tcase_add_test(tests, many_strings_are_told_apart);
    tcase_add_loop_test(tests, many_sites_are_told_apart, 0, 5);
    tcase_add_loop_test(tests, many_pools_of_many_streams_are_told_apart, 0, 2);
    tcase_add_test(tests, many_streams_are_told_apart);
    tcase_add_test(traffic, failed_calls_of_many_sites_are_counted_for_each);
    tcase_add_test(traffic, lives_of_many_sites_are_counted_for_each);
    tcase_add_test(traffic, growth_of_many_sites_is_that_of_each);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, traffic);
    return suite;
}
