/* SPDX-License-Identifier: MIT */
/*
 * Random traffic, of which random packets and events get lost: whatever is
 * still said must be true. A model beside it knows what really happened.
 *
 * TRUTH_SEED and TRUTH_ROUNDS in the environment try others, and more.
 */
#include "run_suite.h"
#include "trace_load.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POOLS 2u
#define LENGTH 6u
#define SITES 4u
#define PACKETS_MOST 64u

struct model_block
{
    bool live;
    uint32_t site;
    uint64_t size;
    uint32_t count;
};

struct model_pool
{
    struct model_block blocks[LENGTH];
    uint64_t used, peak, gets, puts, updates, failed;
};

struct lost
{
    bool packets; /* one at least is not in the trace */
    bool events;  /* one of them had events, or the recorder dropped some */
    bool end;
};

static struct model_pool model[POOLS];
static struct trace_build build;
static struct lost lost;
static uint64_t state;
static uint64_t recorded, dropped, in_packet;
static uint32_t pending_drops;
static size_t packet_start;
static unsigned long round_seed;
static bool dropping; /* the recorder is out of room */

static uint32_t below(uint32_t limit)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % limit;
}

/* Classes 1 to 5 of pool 0 at the sites 1 to 4 are 1 to 20; the second pool's follow. */
static uint64_t class_of(uint32_t pool, uint32_t kind, uint32_t site)
{
    return (uint64_t)pool * 32 + kind * SITES + site + 1;
}

static void define(void)
{
    for (uint32_t site = 0; site < SITES; site++)
    {
        char function[8] = {'f', (char)('0' + site), '\0'};
        build_site(&build, site + 1, "a.c", site + 1, function);
    }
    for (uint32_t pool = 0; pool < POOLS; pool++)
    {
        for (uint32_t kind = 1; kind <= 5; kind++)
        {
            for (uint32_t site = 0; site < SITES; site++)
            {
                build_class(&build, class_of(pool, kind, site), kind, pool + 1, site + 1);
            }
        }
        build_class_failed(&build, class_of(pool, 6, 0), pool + 1, 1, 1, 4, 3);
        build_class(&build, class_of(pool, 7, 0), 7, pool + 1, 0);
    }
}

static void open_packet(void)
{
    packet_start = build.size;
    in_packet = 0;
    dropping = below(12) == 0;
    build_packet(&build, BUILD_EVENTS, pending_drops, 100);
    pending_drops = 0;
    if (below(3) == 0)
    {
        build_pool(&build, 1, "one", 64, LENGTH);
        build_pool(&build, 2, "two", 64, LENGTH);
    }
    define();
}

/* Closes the packet; one in eight never arrives. */
static void close_packet(uint32_t loss)
{
    (void)build_close(&build);
    recorded += in_packet;
    if (loss > 0 && below(loss) == 0)
    {
        build.size = packet_start;
        lost.packets = true;
        lost.events = lost.events || in_packet > 0;
    }
}

static void put_event(uint32_t pool, uint32_t kind, uint32_t site, uint64_t block, uint64_t value)
{
    if (dropping)
    {
        pending_drops++;
        dropped++;
        lost.events = true;
        lost.packets = true;
        return;
    }
    in_packet++;
    build_event(&build, class_of(pool, kind, site), 1, block, value);
}

static void get_or_fail(uint32_t pool, uint32_t site)
{
    struct model_pool *about = &model[pool];
    uint32_t block = 0;
    while (block < LENGTH && about->blocks[block].live)
    {
        block++;
    }
    if (block == LENGTH)
    {
        about->failed++;
        put_event(pool, 6, 0, 0, 8);
        return;
    }
    const uint64_t size = 1 + below(64);
    about->blocks[block] = (struct model_block){true, site, size, 1};
    about->gets++;
    about->used++;
    about->peak = about->used > about->peak ? about->used : about->peak;
    put_event(pool, 1, site, block, size);
}

static void change(uint32_t pool, uint32_t site, struct model_block *block, uint32_t number)
{
    struct model_pool *about = &model[pool];
    const uint32_t choice = below(4);
    if (choice == 0 && block->count > 0)
    {
        put_event(pool, 4, site, number, ++block->count);
    }
    else if (choice == 1 && block->count > 0)
    {
        put_event(pool, 5, site, number, --block->count);
    }
    else if (choice == 2)
    {
        block->size = 1 + below(64);
        about->updates++;
        put_event(pool, 2, site, number, block->size);
    }
    else if (block->count <= 1)
    {
        block->live = false;
        about->puts++;
        about->used--;
        put_event(pool, 3, site, number, 0);
    }
}

static void one_event(void)
{
    const uint32_t pool = below(POOLS);
    const uint32_t site = below(SITES);
    const uint32_t number = below(LENGTH);
    struct model_block *block = &model[pool].blocks[number];
    if (block->live && below(5) > 1)
    {
        change(pool, site, block, number);
    }
    else
    {
        get_or_fail(pool, site);
    }
}

static void record_all(uint32_t loss)
{
    const uint32_t packets = 2 + below(PACKETS_MOST - 2);
    build_packet(&build, BUILD_HEADER, 0, 0);
    build_header(&build, 1000, "truth");
    (void)build_close(&build);
    for (uint32_t i = 0; i < packets; i++)
    {
        open_packet();
        if (i == 0)
        {
            dropping = false;
            put_event(0, 7, 0, 0, 0);
            put_event(1, 7, 0, 0, 0);
        }
        for (uint32_t events = below(6); events > 0; events--)
        {
            one_event();
        }
        close_packet(loss);
    }
    packet_start = build.size;
    build_packet(&build, BUILD_END, pending_drops, 0);
    build_end(&build, recorded, dropped);
    (void)build_close(&build);
    if (loss > 0 && below(4) == 0)
    {
        build.size = packet_start;
        lost.end = true;
    }
}

static void within(const char *what, const struct figure *figure, uint64_t truth)
{
    if (figure->sure)
    {
        ck_assert_msg(
            figure->value == truth, "seed %lu: %s is %llu, not %llu", round_seed, what,
            (unsigned long long)truth, (unsigned long long)figure->value
        );
        return;
    }
    ck_assert_msg(
        figure->min <= truth && truth <= figure->max, "seed %lu: %s is %llu, not %llu to %llu", round_seed,
        what, (unsigned long long)truth, (unsigned long long)figure->min, (unsigned long long)figure->max
    );
    ck_assert_msg(
        figure->min <= figure->value && figure->value <= figure->max,
        "seed %lu: %s: the value is outside its limits", round_seed, what
    );
}

static void check_figures(const struct loaded *loaded, uint32_t position)
{
    const struct model_pool *truth = &model[loaded->replay.names.pools[position].id - 1];
    const struct pool_figures figures = loaded_pool(loaded, position);
    within("used", &figures.used, truth->used);
    within("peak", &figures.peak, truth->peak);
    within("gets", &figures.gets, truth->gets);
    within("puts", &figures.puts, truth->puts);
    within("updates", &figures.updates, truth->updates);
    within("failed gets", &figures.failed_gets, truth->failed);
}

/* How many blocks of the pool are really out from the site, and their bytes. */
static uint64_t really_out(const struct model_pool *pool, struct slice site, uint64_t *bytes)
{
    uint64_t blocks = 0;
    for (uint32_t i = 0; i < LENGTH; i++)
    {
        char text[16];
        (void)snprintf(text, sizeof text, "a.c:%u (f%u)", pool->blocks[i].site + 1, pool->blocks[i].site);
        const bool same = strcmp(text, site.text) == 0 || strcmp(site.text, "unknown") == 0;
        if (pool->blocks[i].live && same)
        {
            blocks++;
            *bytes += pool->blocks[i].size;
        }
    }
    return blocks;
}

static void check_leaks(const struct loaded *loaded)
{
    for (size_t i = 0; i < loaded->findings.leaks.count; i++)
    {
        const struct out_blocks *leak = &loaded->findings.leaks.items[i];
        const struct model_pool *truth = &model[loaded->replay.names.pools[leak->pool].id - 1];
        const struct slice site = leak->is_likely ? (struct slice){"unknown", 7} : leak->site;
        uint64_t bytes = 0;
        ck_assert_msg(
            leak->blocks <= really_out(truth, site, &bytes), "seed %lu: more leaks than there are", round_seed
        );
        ck_assert_msg(leak->bytes <= bytes, "seed %lu: more bytes than there are", round_seed);
    }
    for (size_t i = 0; i < loaded->findings.refs.count; i++)
    {
        const struct ref_finding *ref = &loaded->findings.refs.items[i];
        const struct model_pool *truth = &model[loaded->replay.names.pools[ref->pool].id - 1];
        ck_assert_msg(
            truth->blocks[ref->block].live && truth->blocks[ref->block].count == ref->count,
            "seed %lu: an imbalance that is none", round_seed
        );
    }
}

static void check_completeness(const struct loaded *loaded)
{
    const bool complete = !lost.packets && !lost.end;
    ck_assert_msg(replay_is_complete(&loaded->replay) == complete, "seed %lu: complete or not", round_seed);
    if (complete)
    {
        ck_assert_uint_eq(findings_blocks(&loaded->findings.leaks), model[0].used + model[1].used);
        ck_assert_uint_eq(loaded->findings.uncertain.count + loaded->findings.at_cut.count, 0);
    }
    if (lost.end)
    {
        ck_assert_uint_eq(loaded->findings.leaks.count, 0);
    }
}

static void one_round(uint32_t loss)
{
    struct loaded loaded;
    memset(model, 0, sizeof model);
    lost = (struct lost){false, false, false};
    recorded = 0;
    dropped = 0;
    pending_drops = 0;
    build_init(&build, 9);
    record_all(loss);
    load_bytes(&loaded, build.bytes, build.size);
    ck_assert(loaded.good);
    for (uint32_t i = 1; i < loaded.replay.names.pool_count; i++)
    {
        if (figures_has_pool(&loaded.replay, i))
        {
            check_figures(&loaded, i);
        }
    }
    check_leaks(&loaded);
    check_completeness(&loaded);
    loaded_free(&loaded);
    build_free(&build);
}

static unsigned long number(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);
    return text == NULL ? otherwise : strtoul(text, NULL, 10);
}

/* Whether the build is one of another kind, in which all need not be tried again. */
static bool is_brief(void)
{
    const char *text = getenv("JUNO_BRIEF");
    return text != NULL && *text != '\0';
}

static void rounds(uint32_t loss)
{
    const unsigned long seed = number("TRUTH_SEED", 20261123);
    const unsigned long count = number("TRUTH_ROUNDS", is_brief() ? 150 : 1500);
    for (unsigned long round = 0; round < count; round++)
    {
        state = seed + round;
        (void)below(2);
        round_seed = seed + round;
        one_round(loss);
    }
}

START_TEST(where_packets_are_lost_nothing_false_is_said)
{
    rounds(8);
}
END_TEST

START_TEST(where_most_packets_are_lost_nothing_false_is_said)
{
    rounds(2);
}
END_TEST

START_TEST(where_no_packet_is_lost_only_dropped_events_are_missing)
{
    rounds(0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("replay: truth");
    TCase *tests = tcase_create("truth");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, where_packets_are_lost_nothing_false_is_said);
    tcase_add_test(tests, where_most_packets_are_lost_nothing_false_is_said);
    tcase_add_test(tests, where_no_packet_is_lost_only_dropped_events_are_missing);
    suite_add_tcase(suite, tests);
    return suite;
}
