/* SPDX-License-Identifier: MIT */
#include "recording.h"

#include "world.h"

#include <stdlib.h>
#include <string.h>

bool world_is_recording(op_t op)
{
    return op == OP_ATTACH || op == OP_DETACH || op == OP_MARK || op == OP_RENEW;
}

#ifndef MODEL_TRACE

void world_perform_recording(const args_t *args)
{
    (void)args;
}

const expected_t *recording_expected(size_t *count)
{
    *count = 0;
    return NULL;
}

void recording_begin(void)
{
}

void recording_end(void)
{
}

#else

#include "juno/memory/trace.h"

enum
{
    BUFFER_SIZE = 8192
};

static JUNO_MEMORY_TRACE_T trace;
static _Alignas(16) unsigned char buffer[BUFFER_SIZE];
static JUNO_MEMORY_TRACE_SLOT_T tables[MODEL_POOLS][WORLD_SLOTS_TOLD];
static bool recording;
static uint32_t attachments, marks;

#ifdef MODEL_REPLAY

/* What was written, and what a replay of it must say. */
static unsigned char *bytes;
static size_t byte_count, byte_room;
static expected_t *expected;
static size_t expected_count, expected_room;

static void *grow(void *list, size_t *room, size_t wanted, size_t size)
{
    if (wanted <= *room)
    {
        return list;
    }
    *room = 2 * wanted;
    list = realloc(list, *room * size);
    if (list == NULL)
    {
        abort();
    }
    return list;
}

static void add_bytes(const void *data, size_t size)
{
    bytes = grow(bytes, &byte_room, byte_count + size, 1);
    memcpy(bytes + byte_count, data, size);
    byte_count += size;
}

static void add_expected(const model_pool_t *pool, uint32_t mark)
{
    expected = grow(expected, &expected_room, expected_count + 1, sizeof(*expected));
    expected[expected_count] = expected_of(pool, mark);
    expected_count++;
}

static void forget_all(void)
{
    byte_count = 0;
    expected_count = 0;
}

static void compare(void)
{
    replay_compare(bytes, byte_count, expected, expected_count);
}

const expected_t *recording_expected(size_t *count)
{
    *count = expected_count;
    return expected;
}

#else

/* Nobody reads the trace. */
static void add_bytes(const void *data, size_t size)
{
    (void)data;
    (void)size;
}

static void add_expected(const model_pool_t *pool, uint32_t mark)
{
    (void)pool;
    (void)mark;
}

static void forget_all(void)
{
}

static void compare(void)
{
}

const expected_t *recording_expected(size_t *count)
{
    *count = 0;
    return NULL;
}

#endif

static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    add_bytes(data, size);
    return JUNO_STATUS_SUCCESS;
}

static void on_closed(model_t *model, int pool)
{
    add_expected(&model->pools[pool], 0);
}

void recording_begin(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config), .pfcnWrite = write_packet, .pcProgram = "model"};

    recording = false;
    if (!world.options.record)
    {
        return;
    }
    forget_all();
    attachments = 0;
    marks = 0;
    world.model.closed = on_closed;
    recording = true;
    if (world.options.dry)
    {
        return;
    }
    if (Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) != JUNO_STATUS_SUCCESS)
    {
        world_differs("no trace can be begun");
    }
}

/* What attaching and detaching have in common: NULL, then type, then whether it is attached. */
static JUNO_STATUS_T expected_status(int pool, bool wants_attached)
{
    if (pool == MODEL_NONE)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (!world.model.pools[pool].inited)
    {
        return JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    if ((world.model.pools[pool].told.attachment != 0) == wants_attached)
    {
        return JUNO_STATUS_SUCCESS;
    }
    return wants_attached ? JUNO_STATUS_DNE_ERROR : JUNO_STATUS_ERR;
}

static void attach(const args_t *args)
{
    const bool has_table = args->how == 1 && args->pool >= 0 && args->pool < MODEL_POOLS &&
                           world.model.pools[args->pool].length <= WORLD_SLOTS_TOLD;
    JUNO_MEMORY_ALLOC_T *const pool = world_allocator(args->pool);
    const JUNO_STATUS_T wanted = expected_status(args->pool, false);

    world.outcome = (outcome_t){.status = wanted};
    world.status =
        world.options.dry ? wanted
        : has_table ? Juno_MemoryTraceAttachTable(&trace, pool, "pool", tables[args->pool], WORLD_SLOTS_TOLD)
                    : Juno_MemoryTraceAttach(&trace, pool, "pool");
    if (world.status != wanted)
    {
        world_differs("attaching pool %d: status %d, not %d", args->pool, (int)world.status, (int)wanted);
    }
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        attachments++;
        model_attach(&world.model, args->pool, attachments);
    }
}

static void detach(const args_t *args)
{
    const JUNO_STATUS_T wanted = expected_status(args->pool, true);

    world.outcome = (outcome_t){.status = wanted};
    world.status = world.options.dry ? wanted : Juno_MemoryTraceDetach(&trace, world_allocator(args->pool));
    if (world.status != wanted)
    {
        world_differs("detaching pool %d: status %d, not %d", args->pool, (int)world.status, (int)wanted);
    }
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        model_detach(&world.model, args->pool);
    }
}

/* A moment at which the replay is compared too. */
static void mark(void)
{
    marks++;
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        if (world.model.pools[i].told.attachment != 0)
        {
            add_expected(&world.model.pools[i], marks);
        }
    }
    if (!world.options.dry && Juno_MemoryTraceMark(&trace, "compare") != JUNO_STATUS_SUCCESS)
    {
        world_differs("a mark is refused");
    }
}

void recording_end(void)
{
    if (!recording)
    {
        return;
    }
    if (!world.options.dry && Juno_MemoryTraceEnd(&trace) != JUNO_STATUS_SUCCESS)
    {
        world_differs("the trace does not end");
    }
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        model_detach(&world.model, i);
    }
    recording = false;
    if (!world.options.dry)
    {
        compare();
    }
}

void world_perform_recording(const args_t *args)
{
    if (!recording)
    {
        return;
    }
    world_expect_nothing();
    if (args->op == OP_ATTACH)
    {
        attach(args);
    }
    else if (args->op == OP_DETACH)
    {
        detach(args);
    }
    else if (args->op == OP_MARK)
    {
        mark();
    }
    else
    {
        recording_end();
        recording_begin();
    }
    if (world.heard.reports != 0)
    {
        world_differs("the recorder calls a handler");
    }
}

#endif
