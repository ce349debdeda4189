/* SPDX-License-Identifier: MIT */
/* The trace as junomemstat's engine understands it, held against what the model says. */
#include "../../tools/figures.h"
#include "../../tools/findings.h"
#include "../../tools/reader.h"
#include "../../tools/replay_pool.h"
#include "recording.h"
#include "world.h"

typedef struct replayed
{
    const expected_t *expected;
    size_t count;
    uint32_t marks; /* that have come by */
    uint64_t compared;
} replayed_t;

typedef struct live
{
    const struct replay_pool *pool;
    uint64_t sum;
    uint64_t blocks;
} live_t;

static void add_block(void *context, uint64_t number, struct block *block)
{
    live_t *const live = context;

    if (!pool_is_live(live->pool, block))
    {
        return;
    }
    const bool is_sized = (block->flags & BLOCK_SIZE_KNOWN) != 0;
    const bool is_counted = (block->flags & BLOCK_COUNT_KNOWN) != 0;
    live->blocks++;
    live->sum += expected_block(
        number, is_sized ? block->size : EXPECTED_UNKNOWN, is_counted ? block->count : EXPECTED_UNKNOWN
    );
}

/* The position of the pool with this id; 0: there is none. */
static uint32_t position_of(const struct replay *replay, uint32_t id)
{
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        if (replay->names.pools[i].id == id)
        {
            return i;
        }
    }
    return 0;
}

static void same(const expected_t *expected, const char *what, uint64_t replayed, uint64_t wanted)
{
    if (replayed != wanted)
    {
        world_differs(
            "replay, pool %lu, mark %lu: %s %llu, not %llu", (unsigned long)expected->attachment,
            (unsigned long)expected->mark, what, (unsigned long long)replayed, (unsigned long long)wanted
        );
    }
}

static uint64_t errors_of(const struct replay *replay, uint32_t position)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < replay->error_count; i++)
    {
        const struct replay_error *const error = &replay->errors[i];
        sum += (error->pool == position) ? expected_errors(error->cause, error->count, error->gets) : 0;
    }
    return sum;
}

static void compare_pool(const struct replay *replay, const expected_t *expected)
{
    const uint32_t position = position_of(replay, expected->attachment);
    struct pool_figures figures;

    if (position == 0)
    {
        world_differs("replay: pool %lu is not in the trace", (unsigned long)expected->attachment);
        return;
    }
    live_t live = {.pool = &replay->pools[position]};
    blocks_each(&live.pool->blocks, add_block, &live);
    figures_of_pool(replay, position, &figures);
    same(expected, "used", figures.used.value, expected->used);
    same(expected, "live blocks", live.blocks, expected->used);
    same(expected, "sum over live blocks", live.sum, expected->live);
    same(expected, "peak", figures.peak.value, expected->peak);
    same(expected, "gets", figures.gets.value, expected->gets);
    same(expected, "puts", figures.puts.value, expected->puts);
    same(expected, "updates", figures.updates.value, expected->updates);
    same(expected, "failed gets", figures.failed_gets.value, expected->failed_gets);
    same(expected, "sum over failures", errors_of(replay, position), expected->errors);
    same(expected, "waste", figures.waste_now.value, expected->waste);
    same(expected, "certain", figures.used.sure && figures.peak.sure && figures.gets.sure, 1);
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    replayed_t *const replayed = context;

    if (item->kind != ITEM_MARK)
    {
        return;
    }
    replayed->marks++;
    for (size_t i = 0; i < replayed->count; i++)
    {
        if (replayed->expected[i].mark == replayed->marks)
        {
            compare_pool(replay, &replayed->expected[i]);
            replayed->compared++;
        }
    }
}

static void compare_leaks(const struct findings *findings, const expected_t *expected)
{
    const uint32_t position = position_of(findings->replay, expected->attachment);
    uint64_t blocks = 0, bytes = 0, unsized = 0, counted = 0;

    for (size_t i = 0; i < findings->leaks.count; i++)
    {
        const struct out_blocks *const leak = &findings->leaks.items[i];
        const bool is_its = leak->pool == position;
        blocks += is_its ? leak->blocks : 0;
        bytes += is_its ? leak->bytes : 0;
        unsized += is_its ? leak->unsized : 0;
    }
    for (size_t i = 0; i < findings->refs.count; i++)
    {
        counted += (findings->refs.items[i].pool == position) ? 1 : 0;
    }
    same(expected, "leaked blocks", blocks, expected->used);
    same(expected, "leaked bytes", bytes, expected->leaked_bytes);
    same(expected, "leaks of unknown size", unsized, expected->unsized);
    same(expected, "blocks whose count is not 1", counted, expected->counted);
}

/* All that holds at the end. */
static void compare_end(const struct replay *replay, const replayed_t *replayed)
{
    static const struct filter everything = {0};
    struct findings findings;

    if (!replay_is_complete(replay))
    {
        world_differs("replay: %s", replay->gaps[0].why);
    }
    findings_collect(&findings, replay, &everything);
    for (size_t i = 0; i < replayed->count; i++)
    {
        if (replayed->expected[i].mark == 0)
        {
            compare_pool(replay, &replayed->expected[i]);
            compare_leaks(&findings, &replayed->expected[i]);
        }
    }
    findings_free(&findings);
}

/* Once as a report reads it, once with somebody watching: these are two ways through the engine. */
static void replay_once(const unsigned char *bytes, size_t size, replayed_t *replayed, bool watch)
{
    const struct replay_observer observer = {.context = replayed, .item = on_item};
    struct reader_result result;
    struct replay replay;
    struct input input;

    input_from_memory(&input, "model", bytes, size);
    replay_init(&replay);
    if (watch)
    {
        replay_observe(&replay, &observer);
    }
    if (!reader_run(&input, &replay.names, &replay.sink, &result))
    {
        world_differs("the trace cannot be read");
    }
    replay_finish(&replay, result.bytes);
    compare_end(&replay, replayed);
    replay_free(&replay);
    input_close(&input);
}

void replay_compare(const unsigned char *bytes, size_t size, const expected_t *expected, size_t count)
{
    replayed_t replayed = {.expected = expected, .count = count};
    size_t at_marks = 0;

    for (size_t i = 0; i < count; i++)
    {
        at_marks += (expected[i].mark != 0) ? 1 : 0;
    }
    replay_once(bytes, size, &replayed, false);
    replay_once(bytes, size, &replayed, true);
    if (replayed.compared != at_marks && !world.failed)
    {
        world_differs(
            "replay: %lu moments were compared, not %lu", (unsigned long)replayed.compared,
            (unsigned long)at_marks
        );
    }
}
