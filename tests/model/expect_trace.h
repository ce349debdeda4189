/* SPDX-License-Identifier: MIT */
/*
 * The same for printed tests that record: what junomemstat's engine says of
 * the trace. These need junomemstat's library (tools/libjunomemstat.la).
 */
#ifndef MODEL_EXPECT_TRACE_H
#define MODEL_EXPECT_TRACE_H

#include "expect.h"
#include "figures.h"
#include "findings.h"
#include "juno/memory/trace.h"
#include "reader.h"

static JUNO_MEMORY_TRACE_T trace;
static unsigned char trace_buffer[8192];
static JUNO_MEMORY_TRACE_SLOT_T trace_table[EXPECT_POOLS][64];
static unsigned char trace_bytes[1 << 20];
static size_t trace_size;
/* As a report reads it, and as with somebody watching: two ways through the engine. */
static struct replay replayed[2];

static inline JUNO_STATUS_T write_trace(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    ck_assert_uint_le(trace_size + size, sizeof(trace_bytes));
    memcpy(trace_bytes + trace_size, data, size);
    trace_size += size;
    return JUNO_STATUS_SUCCESS;
}

static inline void begin_trace(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {.zStructSize = sizeof(config), .pfcnWrite = write_trace};

    trace_size = 0;
    ck_assert_int_eq(
        (int)Juno_MemoryTraceInit(&trace, trace_buffer, sizeof(trace_buffer), &config),
        (int)JUNO_STATUS_SUCCESS
    );
}

static inline void replay_trace(struct replay *replay, bool watch)
{
    static const struct replay_observer observer = {0};
    struct reader_result result;
    struct input input;

    input_from_memory(&input, "trace", trace_bytes, trace_size);
    replay_init(replay);
    if (watch)
    {
        replay_observe(replay, &observer);
    }
    ck_assert(reader_run(&input, &replay->names, &replay->sink, &result));
    replay_finish(replay, result.bytes);
    ck_assert(replay_is_complete(replay));
    input_close(&input);
}

/* Ends the recording and replays it. */
static inline void end_trace(void)
{
    ck_assert_int_eq((int)Juno_MemoryTraceEnd(&trace), (int)JUNO_STATUS_SUCCESS);
    replay_trace(&replayed[0], false);
    replay_trace(&replayed[1], true);
}

/* A pool by its place among those that were attached, from 1. */
static inline void expect_replayed(
    uint32_t attached,
    uint64_t used,
    uint64_t peak,
    uint64_t gets,
    uint64_t puts,
    uint64_t updates,
    uint64_t failed_gets
)
{
    struct pool_figures figures;

    for (int way = 0; way < 2; way++)
    {
        figures_of_pool(&replayed[way], attached, &figures);
        ck_assert_uint_eq(figures.used.value, used);
        ck_assert_uint_eq(figures.peak.value, peak);
        ck_assert_uint_eq(figures.gets.value, gets);
        ck_assert_uint_eq(figures.puts.value, puts);
        ck_assert_uint_eq(figures.updates.value, updates);
        ck_assert_uint_eq(figures.failed_gets.value, failed_gets);
    }
}

/* What is known of a live block: its size, or its count. */
static inline void expect_replayed_size(uint32_t attached, uint64_t number, uint64_t size)
{
    for (int way = 0; way < 2; way++)
    {
        const struct block *const block = replay_block(&replayed[way], attached, number);
        ck_assert_ptr_nonnull(block);
        ck_assert((block->flags & BLOCK_SIZE_KNOWN) != 0);
        ck_assert_uint_eq(block->size, size);
    }
}

static inline void expect_replayed_count(uint32_t attached, uint64_t number, uint64_t count)
{
    for (int way = 0; way < 2; way++)
    {
        const struct block *const block = replay_block(&replayed[way], attached, number);
        ck_assert_ptr_nonnull(block);
        ck_assert((block->flags & BLOCK_COUNT_KNOWN) != 0);
        ck_assert_uint_eq(block->count, count);
    }
}

/* How many calls failed with this cause. */
static inline void expect_replayed_failures(uint32_t attached, uint64_t cause, uint64_t count)
{
    for (int way = 0; way < 2; way++)
    {
        uint64_t found = 0;
        for (size_t i = 0; i < replayed[way].error_count; i++)
        {
            const struct replay_error *const error = &replayed[way].errors[i];
            found += (error->pool == attached && error->cause == cause) ? error->count : 0;
        }
        ck_assert_uint_eq(found, count);
    }
}

#endif
