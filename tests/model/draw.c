/* SPDX-License-Identifier: MIT */
#include "draw.h"

enum
{
    MOOD_CALLS = 256, /* between two moods */
    FILL_MOST = 4096, /* blocks at once */
    MARK_EVERY = 2048,
    RENEW_EVERY = 49152
};

/* splitmix64: all of its states are good. */
static uint64_t next(draw_t *draw)
{
    uint64_t mixed = draw->state += UINT64_C(0x9E3779B97F4A7C15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

static uint32_t below(draw_t *draw, uint32_t limit)
{
    return (uint32_t)(next(draw) >> 32) % limit;
}

static bool one_in(draw_t *draw, uint32_t times)
{
    return below(draw, times) == 0;
}

void draw_begin(draw_t *draw, uint64_t seed, bool record)
{
    *draw = (draw_t){.state = seed, .mood = 8, .record = record};
}

/* A pool to call: nearly always one of those that can be inited. */
static int8_t any_pool(draw_t *draw)
{
    if (one_in(draw, 64))
    {
        return (int8_t)(MODEL_NONE + (one_in(draw, 2) ? 0 : 1 + MODEL_STRANGER + (int)below(draw, 2)));
    }
    return (int8_t)below(draw, MODEL_POOLS);
}

/* The right pool, or now and then another one. */
static int8_t its_pool(draw_t *draw)
{
    return one_in(draw, 16) ? any_pool(draw) : (int8_t)CALL_POOL_OF_SLOT;
}

/* A descriptor, if possible one that is filled, or one that is not. */
static int8_t slot(draw_t *draw, const model_t *model, bool filled)
{
    uint32_t found = below(draw, MODEL_SLOTS);

    for (int tries = 0; tries < 4; tries++)
    {
        if ((model->slots[found].place.pool != MODEL_NONE) == filled)
        {
            break;
        }
        found = below(draw, MODEL_SLOTS);
    }
    return (int8_t)found;
}

/* A descriptor for the library: seldom NULL. */
static int8_t slot_or_null(draw_t *draw, const model_t *model, bool filled)
{
    return one_in(draw, 100) ? (int8_t)CALL_NO_SLOT : slot(draw, model, filled);
}

static uint8_t some_size(draw_t *draw)
{
    return (uint8_t)(one_in(draw, 8) ? below(draw, SIZES) : SIZE_WITHIN);
}

static uint8_t some_place(draw_t *draw)
{
    return (uint8_t)(one_in(draw, 2) ? AT_START : below(draw, PLACES));
}

static uint8_t some_count(draw_t *draw)
{
    return (uint8_t)below(draw, COUNTS);
}

static void draw_get(draw_t *draw, const model_t *model, call_t *call)
{
    call->op = OP_GET;
    call->pool = any_pool(draw);
    call->slot = slot_or_null(draw, model, one_in(draw, 16));
    call->how = some_size(draw);
}

static void draw_update(draw_t *draw, const model_t *model, call_t *call)
{
    call->op = OP_UPDATE;
    call->slot = slot_or_null(draw, model, true);
    call->pool = its_pool(draw);
    call->how = some_size(draw);
}

static void draw_put(draw_t *draw, const model_t *model, call_t *call)
{
    call->op = OP_PUT;
    call->slot = slot_or_null(draw, model, !one_in(draw, 16));
    call->pool = its_pool(draw);
}

static void draw_ref(draw_t *draw, const model_t *model, call_t *call)
{
    call->op = (uint8_t)(one_in(draw, 2) ? OP_REF_GET : OP_REF_PUT);
    call->slot = slot_or_null(draw, model, !one_in(draw, 16));
    call->pool = CALL_POOL_OF_SLOT;
    call->way = (uint8_t)below(draw, 2);
}

static void draw_descriptor(draw_t *draw, const model_t *model, call_t *call)
{
    static const uint8_t ops[] = {OP_COPY, OP_COPY, OP_COPY, OP_COUNT, OP_COUNT,
                                  OP_HAND, OP_HAND, OP_MOVE, OP_EMPTY};

    call->op = ops[below(draw, sizeof(ops))];
    call->slot = slot(draw, model, call->op != OP_HAND);
    call->other = slot(draw, model, one_in(draw, 4));
    call->pool = one_in(draw, 2) ? (int8_t)CALL_POOL_OF_SLOT : any_pool(draw);
    call->place = some_place(draw);
    call->count = (uint8_t)((call->op == OP_HAND && !one_in(draw, 4)) ? COUNT_1 : some_count(draw));
    call->how = some_size(draw);
}

static void draw_query(draw_t *draw, const model_t *model, call_t *call)
{
    static const uint8_t ops[] = {OP_STATS, OP_PEAK, OP_WALK, OP_OWNS, OP_OWNS, OP_LOCK, OP_OPTIONS, OP_TAG};

    (void)model;
    call->op = ops[below(draw, sizeof(ops))];
    call->pool = any_pool(draw);
    call->how = (uint8_t)below(draw, 4);
    call->place = some_place(draw);
    if (call->op == OP_WALK && call->pool == MODEL_BIG && !one_in(draw, 64))
    {
        call->pool = 0; /* a walk takes as long as the pool is */
    }
}

static void draw_life(draw_t *draw, const model_t *model, call_t *call)
{
    (void)model;
    call->op = (uint8_t)(one_in(draw, 3) ? OP_DEINIT : OP_INIT);
    call->pool = (call->op == OP_INIT) ? (int8_t)below(draw, MODEL_POOLS) : any_pool(draw);
    call->how = (uint8_t)(one_in(draw, 4) ? below(draw, INITS) : INIT_RIGHT);
    call->way = (uint8_t)below(draw, 2);
    if (call->pool == MODEL_BIG && !one_in(draw, 16))
    {
        call->pool = 0; /* its memory is large */
    }
}

static void draw_many(draw_t *draw, const model_t *model, call_t *call)
{
    (void)model;
    call->op = (uint8_t)(one_in(draw, 2) ? OP_FILL : OP_DRAIN);
    call->pool = MODEL_BIG;
    call->number = one_in(draw, 16) ? 65536 : below(draw, FILL_MOST);
    call->way = (uint8_t)below(draw, 2);
}

/* Mostly so that a copy grows as old as a power of two; seldom very old. */
static void draw_cycle(draw_t *draw, const model_t *model, call_t *call)
{
    const bool very_old = one_in(draw, 32);

    call->op = OP_CYCLE;
    call->slot = slot(draw, model, true);
    call->pool = CALL_POOL_OF_SLOT;
    call->number = very_old ? 7 + below(draw, 8) : below(draw, 7);
    call->way = (uint8_t)below(draw, 2);
}

static void draw_recording(draw_t *draw, const model_t *model, call_t *call)
{
    (void)model;
    call->op = (uint8_t)(one_in(draw, 3) ? OP_DETACH : OP_ATTACH);
    call->pool = any_pool(draw);
    call->how = (uint8_t)below(draw, 2);
}

typedef struct choice
{
    uint32_t weight; /* of 4096 */
    void (*draw)(draw_t *draw, const model_t *model, call_t *call);
} choice_t;

static const choice_t others[] = {
    {900, draw_update}, {1400, draw_ref}, {1100, draw_descriptor}, {622, draw_query},
    {24, draw_life},    {2, draw_many},   {10, draw_cycle},        {38, draw_recording},
};

static void draw_other(draw_t *draw, const model_t *model, call_t *call)
{
    uint32_t rest = below(draw, 4096);
    size_t i = 0;

    while (i + 1 < sizeof(others) / sizeof(others[0]) && rest >= others[i].weight)
    {
        rest -= others[i].weight;
        i++;
    }
    others[i].draw(draw, model, call);
}

/* First of all every pool is inited; then marks come in their order. */
static bool draw_in_order(draw_t *draw, call_t *call)
{
    if (draw->drawn <= MODEL_POOLS)
    {
        call->op = OP_INIT;
        call->pool = (int8_t)(draw->drawn - 1);
        call->how = INIT_RIGHT;
        call->number |= UINT32_C(1) << 31;
        return true;
    }
    if (draw->record && draw->drawn % MARK_EVERY == 0)
    {
        call->op = (uint8_t)((draw->drawn % RENEW_EVERY == 0) ? OP_RENEW : OP_MARK);
        call->pool = MODEL_NONE;
        return true;
    }
    return false;
}

call_t draw_call(draw_t *draw, const model_t *model)
{
    call_t call = {.slot = CALL_NO_SLOT};

    call.way = (uint8_t)below(draw, WAYS);
    call.number = (uint32_t)next(draw);
    draw->drawn++;
    if (draw->drawn % MOOD_CALLS == 0)
    {
        draw->mood = 2 + 3 * below(draw, 5);
    }
    if (draw_in_order(draw, &call))
    {
        return call;
    }
    if (one_in(draw, 2))
    {
        draw_other(draw, model, &call);
    }
    else if (below(draw, 16) < draw->mood)
    {
        draw_get(draw, model, &call);
    }
    else
    {
        draw_put(draw, model, &call);
    }
    return call;
}
