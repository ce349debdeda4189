/* SPDX-License-Identifier: MIT */
/* The recorder's calls: which of two recordings a pool is in stands in the model, as told.attachment. */
#include "calls.h"
#include "fuzz.h"
#include "juno/memory/trace.h"
#include "shut.h"
#include "world.h"

#include <stdlib.h>
#include <string.h>

#define TRACES 2 /* the second is a flight recorder */
#define RING_SIZE 4096
#define BUFFER_SIZE 700
#define TABLE_SIZE 20 /* blocks of the longest pool */

struct trace
{
    JUNO_MEMORY_TRACE_T real;
    unsigned char *buffer;
    JUNO_MEMORY_LOCK_T lock;
    int depth;                   /* of the lock */
    bool is_recording, has_ring; /* the latter since its last init */
    bool writer_fails, lost;     /* lost: since a function told of it */
};

static struct trace traces[TRACES];
static JUNO_MEMORY_TRACE_SLOT_T tables[MODEL_POOLS][TABLE_SIZE];
/*
 * Which recording has had each table, plus 1; 0: none. It is the recording's for longer than its
 * pool is attached: an init that no end came before does not give it back.
 */
static size_t holders[MODEL_POOLS];

static void lock_take(JUNO_USER_DATA_T *user_data)
{
    struct trace *trace = user_data;
    if (++trace->depth != 1)
    {
        fuzz_fail("a recording's lock is taken twice");
    }
}

static void lock_give(JUNO_USER_DATA_T *user_data)
{
    struct trace *trace = user_data;
    if (--trace->depth != 0)
    {
        fuzz_fail("a recording's lock is given back without having been taken");
    }
}

void traces_check(void)
{
    for (size_t i = 0; i < TRACES; i++)
    {
        if (traces[i].depth != 0)
        {
            fuzz_fail("a recording keeps its lock");
        }
    }
}

void traces_begin(void)
{
    memset(traces, 0, sizeof traces);
    memset(holders, 0, sizeof holders);
    shut_open(tables, sizeof tables);
    for (size_t i = 0; i < TRACES; i++)
    {
        traces[i].buffer = malloc(i == 0 ? BUFFER_SIZE : RING_SIZE);
        if (traces[i].buffer == NULL)
        {
            fuzz_fail("no memory");
        }
        traces[i].lock = (JUNO_MEMORY_LOCK_T){lock_take, lock_give, &traces[i]};
    }
}

/* Its pools are not attached any more, and their tables are free. */
static void forget(struct trace *trace)
{
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        holders[i] = holders[i] == 1u + (size_t)(trace - traces) ? 0 : holders[i];
    }
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        if (world.model.pools[i].told.attachment == 1u + (uint32_t)(trace - traces))
        {
            model_detach(&world.model, i);
        }
    }
    trace->is_recording = false;
}

/* Ends a recording that is under way. */
static void end(struct trace *trace)
{
    if (trace->is_recording)
    {
        const JUNO_STATUS_T status = Juno_MemoryTraceEnd(&trace->real);
        if (status != JUNO_STATUS_SUCCESS && status != JUNO_STATUS_WRITE_ERROR)
        {
            fuzz_fail("TraceEnd: status %d", (int)status);
        }
        forget(trace);
    }
}

void traces_end(void)
{
    for (size_t i = 0; i < TRACES; i++)
    {
        end(&traces[i]);
        free(traces[i].buffer);
    }
}

static struct trace *take_trace(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    return byte == 0xFF ? NULL : &traces[byte % TRACES];
}

static int take_pool(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    return byte == 0xFF ? MODEL_NONE : (int)(byte % MODEL_ALLOCATORS);
}

static size_t word(const unsigned char *bytes, size_t count)
{
    size_t value = 0;
    while (count-- > 0)
    {
        value = value << 8 | bytes[count];
    }
    return value;
}

/* Bytes that a recorder wrote are whole packets. */
static void check_packets(const unsigned char *bytes, size_t size)
{
    static const unsigned char magic[4] = {0xD6, 'J', 'M', 'T'};
    for (size_t at = 0; at < size;)
    {
        const size_t length = size - at < 32 ? 0 : word(bytes + at + 6, 2);
        if (length < 32 || length > size - at || memcmp(bytes + at, magic, 4) != 0 ||
            word(bytes + at + length - 4, 4) != fuzz_crc(bytes + at, length - 4))
        {
            fuzz_fail("what the recorder wrote is no packet");
        }
        at += length;
    }
}

static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    struct trace *trace = user_data;
    check_packets(data, size);
    if (trace->is_recording && trace->depth != 1)
    {
        fuzz_fail("a packet is written outside the recording's lock");
    }
    trace->lost = trace->lost || trace->writer_fails;
    return trace->writer_fails ? JUNO_STATUS_WRITE_ERROR : JUNO_STATUS_SUCCESS;
}

/* Goes on, and now and then back. */
static uint64_t clock_now(JUNO_USER_DATA_T *user_data)
{
    static uint64_t now;
    (void)user_data;
    now += 3;
    return now % 1000 == 0 ? now - 500 : now;
}

static uint32_t thread_now(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    return 7;
}

static JUNO_STATUS_T result(struct trace *trace, JUNO_STATUS_T good)
{
    return good == JUNO_STATUS_SUCCESS && trace->lost ? JUNO_STATUS_WRITE_ERROR : good;
}

static void expect(const char *call, JUNO_STATUS_T status, JUNO_STATUS_T wanted)
{
    if (status != wanted || world.heard.reports != 0)
    {
        fuzz_fail(
            "%s: status %d, not %d; %d calls of the handler", call, (int)status, (int)wanted,
            world.heard.reports
        );
    }
}

/* What is wrong with the configuration, by the byte; 0 to 9: nothing. */
static JUNO_STATUS_T spoil(JUNO_MEMORY_TRACE_CONFIG_T *config, unsigned byte, size_t *size)
{
    static const JUNO_MEMORY_LOCK_T half = {0};
    switch (byte)
    {
    case 10:
        config->zStructSize = 8;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    case 11:
        config->ptLock = &half;
        return JUNO_STATUS_NULLPTR_ERROR;
    case 12:
        *size = JUNO_MEMORY_TRACE_BUFFER_MIN - 1;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    case 13:
        config->pfcnClock = clock_now;
        config->iTicksPerSecond = 0;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    case 14:
        config->iClockBits = 33;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    default:
        return JUNO_STATUS_SUCCESS;
    }
}

/* A recording that is under way is ended first, as it must be. */
static void call_init(struct bytes *bytes)
{
    struct trace *trace = &traces[bytes_take(bytes) % TRACES];
    const unsigned byte = bytes_take(bytes);
    const bool is_ring = trace != &traces[0];
    size_t size = is_ring ? RING_SIZE : BUFFER_SIZE - byte / 16 * 20;
    end(trace);
    trace->lost = false;
    JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof config,
        .pfcnWrite = is_ring ? NULL : write_packet,
        .pfcnClock = byte % 2 == 0 ? clock_now : NULL,
        .iTicksPerSecond = 1000,
        .pfcnThread = byte % 4 == 1 ? thread_now : NULL,
        .ptLock = &trace->lock,
        .pvUserData = trace,
        .pcProgram = "calls",
        .iClockBits = byte % 8 == 4 ? 16 : 0};
    const JUNO_STATUS_T wrong = spoil(&config, byte % 16, &size);
    world_expect_nothing();
    const JUNO_STATUS_T status =
        (is_ring ? Juno_MemoryTraceRingInit : Juno_MemoryTraceInit
        )(&trace->real, trace->buffer, size, &config);
    expect("TraceInit", status, result(trace, wrong));
    trace->is_recording = status == JUNO_STATUS_SUCCESS;
    trace->has_ring = is_ring && trace->is_recording;
}

/* NULL and type, of a call with a pool and a recording. */
static JUNO_STATUS_T wanted_first(const struct trace *trace, int pool)
{
    if (trace == NULL || pool == MODEL_NONE)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    return world.model.pools[pool].inited ? JUNO_STATUS_SUCCESS : JUNO_STATUS_INVALID_TYPE_ERROR;
}

static JUNO_STATUS_T wanted_attach(const struct trace *trace, int pool, bool is_short)
{
    const JUNO_STATUS_T first = wanted_first(trace, pool);
    if (first != JUNO_STATUS_SUCCESS)
    {
        return first;
    }
    if (is_short)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    const bool is_free = world.model.pools[pool].told.attachment == 0;
    return trace->is_recording && is_free ? JUNO_STATUS_SUCCESS : JUNO_STATUS_ERR;
}

/* How much fits into a buffer is the recorder's to decide. */
static bool has_no_room(const struct trace *trace, JUNO_STATUS_T status)
{
    return status == JUNO_STATUS_TABLE_FULL_ERROR ||
           (trace->has_ring && status == JUNO_STATUS_INVALID_SIZE_ERROR);
}

/* With a table, which may be one entry short, or without. Behind the table nothing may be touched. */
static JUNO_STATUS_T attach(struct trace *trace, int pool, bool with_table, bool is_short)
{
    JUNO_MEMORY_TRACE_T *real = trace == NULL ? NULL : &trace->real;
    if (!with_table)
    {
        return Juno_MemoryTraceAttach(real, world_allocator(pool), "pool");
    }
    const size_t length = world.model.pools[pool].length - (is_short ? 1 : 0);
    shut_open(tables[pool], sizeof tables[pool]);
    if (holders[pool] == 0)
    {
        shut(&tables[pool][length], (TABLE_SIZE - length) * sizeof tables[pool][0]);
    }
    return Juno_MemoryTraceAttachTable(real, world_allocator(pool), "pool", tables[pool], length);
}

/* The pool has a table that is free, or this recording's. */
static bool has_table(const struct trace *trace, int pool)
{
    const size_t which = trace == NULL ? 0 : 1u + (size_t)(trace - traces);
    return pool >= 0 && pool < MODEL_POOLS && world.model.pools[pool].inited &&
           (holders[pool] == 0 || holders[pool] == which);
}

static void call_attach(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    const int pool = take_pool(bytes);
    const unsigned byte = bytes_take(bytes);
    const bool with_table = byte % 2 == 1 && has_table(trace, pool);
    const bool is_short = with_table && byte % 16 == 3;
    const JUNO_STATUS_T wanted = wanted_attach(trace, pool, is_short);
    world_expect_nothing();
    const JUNO_STATUS_T status = attach(trace, pool, with_table, is_short);
    if (wanted == JUNO_STATUS_SUCCESS && has_no_room(trace, status))
    {
        return;
    }
    expect("TraceAttach", status, wanted);
    if (status == JUNO_STATUS_SUCCESS)
    {
        const uint32_t which = 1u + (uint32_t)(trace - traces);
        holders[pool] = with_table ? which : holders[pool];
        model_attach(&world.model, pool, which);
    }
}

static void call_detach(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    const int pool = take_pool(bytes);
    JUNO_STATUS_T wanted = wanted_first(trace, pool);
    if (wanted == JUNO_STATUS_SUCCESS &&
        world.model.pools[pool].told.attachment != 1u + (uint32_t)(trace - traces))
    {
        wanted = JUNO_STATUS_DNE_ERROR;
    }
    world_expect_nothing();
    JUNO_MEMORY_TRACE_T *real = trace == NULL ? NULL : &trace->real;
    expect("TraceDetach", Juno_MemoryTraceDetach(real, world_allocator(pool)), wanted);
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        model_detach(&world.model, pool);
    }
}

static JUNO_STATUS_T wanted_of(const struct trace *trace)
{
    if (trace == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    return trace->is_recording ? JUNO_STATUS_SUCCESS : JUNO_STATUS_ERR;
}

/* Also says whether what is written from here on gets through. */
static void call_mark(struct bytes *bytes)
{
    static char text[300];
    struct trace *trace = take_trace(bytes);
    const unsigned byte = bytes_take(bytes);
    const JUNO_STATUS_T wanted = wanted_of(trace);
    memset(text, 'm', sizeof text - 1);
    text[byte] = '\0';
    if (trace != NULL)
    {
        trace->writer_fails = byte % 8 == 7;
    }
    world_expect_nothing();
    expect("TraceMark", Juno_MemoryTraceMark(trace == NULL ? NULL : &trace->real, text), wanted);
    text[byte] = 'm';
}

static void call_flush(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    const JUNO_STATUS_T wanted = wanted_of(trace);
    world_expect_nothing();
    if (trace != NULL)
    {
        trace->lost = false;
    }
    const JUNO_STATUS_T status = Juno_MemoryTraceFlush(trace == NULL ? NULL : &trace->real);
    expect("TraceFlush", status, trace == NULL ? wanted : result(trace, wanted));
}

static void call_end(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    const JUNO_STATUS_T wanted = wanted_of(trace);
    world_expect_nothing();
    if (trace != NULL)
    {
        trace->lost = false;
    }
    const JUNO_STATUS_T status = Juno_MemoryTraceEnd(trace == NULL ? NULL : &trace->real);
    expect("TraceEnd", status, trace == NULL ? wanted : result(trace, wanted));
    if (trace != NULL)
    {
        forget(trace);
    }
}

/* A dump on its way. */
struct dump
{
    unsigned char bytes[RING_SIZE + 256];
    size_t size;
    bool fails;
};

static JUNO_STATUS_T collect(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    struct dump *dump = user_data;
    if (size > sizeof dump->bytes - dump->size)
    {
        fuzz_fail("a dump larger than its ring");
    }
    memcpy(dump->bytes + dump->size, data, size);
    dump->size += size;
    return dump->fails ? JUNO_STATUS_ERR : JUNO_STATUS_SUCCESS;
}

static void call_dump(struct bytes *bytes)
{
    static struct dump dump;
    const struct trace *trace = take_trace(bytes);
    const unsigned byte = bytes_take(bytes);
    JUNO_STATUS_T wanted = JUNO_STATUS_NULLPTR_ERROR;
    dump.size = 0;
    dump.fails = byte % 4 == 1;
    if (trace != NULL && byte % 8 != 0)
    {
        wanted = !trace->has_ring ? JUNO_STATUS_ERR
                 : dump.fails     ? JUNO_STATUS_WRITE_ERROR
                                  : JUNO_STATUS_SUCCESS;
    }
    world_expect_nothing();
    expect(
        "TraceRingDump",
        Juno_MemoryTraceRingDump(trace == NULL ? NULL : &trace->real, byte % 8 == 0 ? NULL : collect, &dump),
        wanted
    );
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        check_packets(dump.bytes, dump.size);
    }
}

void traces_call(struct bytes *bytes, unsigned which)
{
    static void (*const calls[CALLS_OF_RECORDER])(struct bytes *) = {
        call_init,   call_init, call_attach, call_attach, call_attach, call_attach,
        call_detach, call_mark, call_mark,   call_flush,  call_end,    call_dump,
    };
    calls[which](bytes);
}
