/* SPDX-License-Identifier: MIT */
#include "calls_make.h"

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static struct trace *take_trace(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    return byte == 0xFF ? NULL : &traces[byte % TRACES];
}

static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    struct trace *trace = user_data;
    world_check_packets(data, size);
    if (trace->is_recording && trace->lock.depth != 1)
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
    if (status != wanted || handled.count != 0)
    {
        fuzz_fail(
            "%s: status %d, not %d; %u calls of the handler", call, (int)status, (int)wanted, handled.count
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

static void forget(struct trace *trace)
{
    for (size_t i = 0; i < POOLS; i++)
    {
        pools[i].trace = pools[i].trace == (int)(trace - traces) ? -1 : pools[i].trace;
    }
    trace->is_recording = false;
}

/* A recording that is under way is ended first, as it must be. */
void call_trace_init(struct bytes *bytes)
{
    struct trace *trace = &traces[bytes_take(bytes) % TRACES];
    const unsigned byte = bytes_take(bytes);
    const bool is_ring = trace != &traces[0];
    size_t size = is_ring ? RING_SIZE : BUFFER_SIZE - byte / 16 * 20;
    world_end_trace(trace);
    forget(trace);
    trace->lost = false;
    JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof config,
        .pfcnWrite = is_ring ? NULL : write_packet,
        .pfcnClock = byte % 2 == 0 ? clock_now : NULL,
        .iTicksPerSecond = 1000,
        .pfcnThread = byte % 4 == 1 ? thread_now : NULL,
        .ptLock = &trace->lock.lock,
        .pvUserData = trace,
        .pcProgram = "calls",
        .iClockBits = byte % 8 == 4 ? 16 : 0};
    const JUNO_STATUS_T wrong = spoil(&config, byte % 16, &size);
    world_expect(NULL, NULL);
    const JUNO_STATUS_T status =
        (is_ring ? Juno_MemoryTraceRingInit : Juno_MemoryTraceInit
        )(&trace->real, trace->buffer, size, &config);
    expect("TraceInit", status, result(trace, wrong));
    trace->is_recording = status == JUNO_STATUS_SUCCESS;
    trace->has_ring = is_ring && trace->is_recording;
}

static JUNO_STATUS_T wanted_attach(const struct trace *trace, const struct pool *pool, bool is_short)
{
    if (trace == NULL || pool == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (!pool->is_inited)
    {
        return JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    if (is_short)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    return trace->is_recording && pool->trace < 0 ? JUNO_STATUS_SUCCESS : JUNO_STATUS_ERR;
}

/* How much fits into a buffer is the recorder's to decide. */
static bool has_no_room(const struct trace *trace, JUNO_STATUS_T status)
{
    return status == JUNO_STATUS_TABLE_FULL_ERROR ||
           (trace->has_ring && status == JUNO_STATUS_INVALID_SIZE_ERROR);
}

/* With a table, which may be one entry short, or without. */
static JUNO_STATUS_T attach(struct trace *trace, const struct pool *pool, bool with_table, bool is_short)
{
    JUNO_MEMORY_TRACE_T *real = trace == NULL ? NULL : &trace->real;
    JUNO_MEMORY_ALLOC_T *alloc = pool == NULL ? NULL : pool->alloc;
    if (!with_table)
    {
        return Juno_MemoryTraceAttach(real, alloc, "pool");
    }
    return Juno_MemoryTraceAttachTable(real, alloc, "pool", pool->table, pool->length - (is_short ? 1 : 0));
}

void call_attach(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    struct pool *pool = calls_pool(bytes);
    const unsigned byte = bytes_take(bytes);
    const bool with_table = byte % 2 == 1 && pool != NULL && pool->table != NULL;
    const bool is_short = with_table && byte % 16 == 3;
    const JUNO_STATUS_T wanted = wanted_attach(trace, pool, is_short);
    world_expect(NULL, NULL);
    const JUNO_STATUS_T status = attach(trace, pool, with_table, is_short);
    if (wanted == JUNO_STATUS_SUCCESS && has_no_room(trace, status))
    {
        return;
    }
    expect("TraceAttach", status, wanted);
    if (status == JUNO_STATUS_SUCCESS)
    {
        pool->trace = (int)(trace - traces);
    }
}

void call_detach(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    struct pool *pool = calls_pool(bytes);
    JUNO_STATUS_T wanted = calls_first(pool, trace == NULL);
    if (wanted == JUNO_STATUS_SUCCESS && pool->trace != (int)(trace - traces))
    {
        wanted = JUNO_STATUS_DNE_ERROR;
    }
    world_expect(NULL, NULL);
    JUNO_MEMORY_TRACE_T *real = trace == NULL ? NULL : &trace->real;
    expect("TraceDetach", Juno_MemoryTraceDetach(real, pool == NULL ? NULL : pool->alloc), wanted);
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        pool->trace = -1;
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
void call_mark(struct bytes *bytes)
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
    world_expect(NULL, NULL);
    expect("TraceMark", Juno_MemoryTraceMark(trace == NULL ? NULL : &trace->real, text), wanted);
    text[byte] = 'm';
}

void call_flush(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    const JUNO_STATUS_T wanted = wanted_of(trace);
    world_expect(NULL, NULL);
    if (trace != NULL)
    {
        trace->lost = false;
    }
    const JUNO_STATUS_T status = Juno_MemoryTraceFlush(trace == NULL ? NULL : &trace->real);
    expect("TraceFlush", status, trace == NULL ? wanted : result(trace, wanted));
}

void call_end(struct bytes *bytes)
{
    struct trace *trace = take_trace(bytes);
    const JUNO_STATUS_T wanted = wanted_of(trace);
    world_expect(NULL, NULL);
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

void call_dump(struct bytes *bytes)
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
    world_expect(NULL, NULL);
    expect(
        "TraceRingDump",
        Juno_MemoryTraceRingDump(trace == NULL ? NULL : &trace->real, byte % 8 == 0 ? NULL : collect, &dump),
        wanted
    );
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        world_check_packets(dump.bytes, dump.size);
    }
}
