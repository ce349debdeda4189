/* SPDX-License-Identifier: MIT */
#include "call.h"

static size_t size_of(const model_pool_t *pool, unsigned int how, uint32_t number)
{
    const size_t block = (pool->type_size > 0) ? pool->type_size : 1;

    switch (how)
    {
    case SIZE_ZERO:
        return 0;
    case SIZE_BLOCK:
        return block;
    case SIZE_WITHIN:
        return 1 + number % block;
    case SIZE_ABOVE:
        return block + 1 + number % 7;
    default:
        return SIZE_MAX - number % 2;
    }
}

static size_t count_of(unsigned int how)
{
    static const size_t counts[COUNTS] = {0, 1, 2, SIZE_MAX - 1, SIZE_MAX};

    return counts[how];
}

place_t call_place(const model_t *model, int pool, unsigned int how, uint32_t number)
{
    if (pool == MODEL_NONE || pool >= MODEL_POOLS || how == AT_NULL)
    {
        return (place_t){MODEL_NONE, 0};
    }
    const model_pool_t *const about = &model->pools[pool];
    const size_t known = (about->carved < about->length) ? about->carved + 1 : about->length;
    const size_t block = (known > 0) ? number % known : 0;
    place_t place = model_place(model, pool, block);
    const int32_t end = (int32_t)(about->type_size * about->length);
    if (how == AT_INSIDE && about->type_size > 1)
    {
        place.offset += (int32_t)(1 + (number >> 16) % (about->type_size - 1));
    }
    if (how == AT_BEFORE)
    {
        place.offset = -1 - (int32_t)(number % 3);
    }
    if (how == AT_END || how == AT_PAST)
    {
        place.offset = end + ((how == AT_PAST) ? (int32_t)(number % CALL_MARGIN) : 0);
    }
    return place;
}

/* The pool that a call is made on. */
static int pool_of(const model_t *model, const call_t *call)
{
    if (call->pool != CALL_POOL_OF_SLOT)
    {
        return call->pool;
    }
    if (call->slot == CALL_NO_SLOT)
    {
        return 0;
    }
    const model_memory_t *const slot = &model->slots[call->slot];
    const int pool = (slot->owner != MODEL_NONE) ? slot->owner : slot->place.pool;
    return (pool == MODEL_NONE) ? 0 : pool;
}

/* Size and length of a pool that is inited, as far as there is room. */
static void resolve_init(const model_t *model, const call_t *call, args_t *args)
{
    const model_pool_t *const pool = &model->pools[args->pool];
    const uint32_t number = call->number;
    const size_t most_size = (args->pool == MODEL_BIG) ? 3 : 24;

    args->size = (args->pool == MODEL_BIG) ? pool->most_bytes / pool->most_blocks : 1 + number % most_size;
    args->length = pool->most_blocks;
    if (number >> 16 & 1)
    {
        args->size = 1 + number % most_size;
        args->length = 1 + (number >> 17) % pool->most_blocks;
    }
    while (args->size * args->length > pool->most_bytes)
    {
        args->length--;
    }
    args->has_handler = (number >> 30) != 0;
}

/*
 * Rounds after which a copy is as old as a power of two: there a serial that is
 * too short has come round. As far as copies are promised to be safe.
 */
static uint32_t rounds_of(const model_t *model, const args_t *args)
{
    const model_memory_t *const slot = &model->slots[args->slot];

    if (slot->owner != args->pool || model->pools[args->pool].blocks == NULL)
    {
        return args->number % 16;
    }
    const uint32_t age = model->pools[args->pool].blocks[slot->block].lives - slot->life;
    const uint32_t wanted = UINT32_C(1) << (1 + args->number % 15);
    const uint32_t most = (wanted > MODEL_REUSES) ? MODEL_REUSES : wanted;
    return (most > age + 1) ? most - age - 1 : 0;
}

void call_resolve(const model_t *model, const call_t *call, args_t *args)
{
    *args = (args_t){
        .op = (op_t)call->op,
        .how = call->how,
        .way = call->way,
        .pool = pool_of(model, call),
        .slot = call->slot,
        .other = call->other,
        .number = call->number,
        .count = count_of(call->count),
    };
    if (args->op == OP_INIT)
    {
        resolve_init(model, call, args);
    }
    else
    {
        const int nobody = (args->pool == MODEL_NONE) ? MODEL_STRANGER : args->pool;
        args->size = size_of(&model->pools[nobody], call->how % SIZES, call->number);
        args->place = call_place(model, args->pool, call->place, call->number);
    }
    if (args->op == OP_CYCLE && args->slot != CALL_NO_SLOT)
    {
        args->number = rounds_of(model, args);
    }
    args->forget = args->slot != CALL_NO_SLOT && model_expired(model, &model->slots[args->slot]);
}

/* What each call does to the model. */

static model_memory_t *slot_of(model_t *model, const args_t *args)
{
    return (args->slot == CALL_NO_SLOT) ? NULL : &model->slots[args->slot];
}

static void do_get(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_get(model, args->pool, slot_of(model, args), args->size, outcome);
}

static void do_update(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_update(model, args->pool, slot_of(model, args), args->size, outcome);
}

static void do_put(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_put(model, args->pool, slot_of(model, args), outcome);
}

static void do_ref(model_t *model, const args_t *args, outcome_t *outcome)
{
    const kind_t kind = (args->op == OP_REF_GET) ? KIND_REF_GET : KIND_REF_PUT;

    model_ref(model, slot_of(model, args), kind, outcome);
}

static void do_init(model_t *model, const args_t *args, outcome_t *outcome)
{
    const unsigned int how = args->how;
    const model_geometry_t geometry = {
        .no_pool = how == INIT_NO_POOL,
        .no_memory = how == INIT_NO_MEMORY,
        .no_metadata = how == INIT_NO_METADATA,
        .misaligned = how == INIT_MISALIGNED,
        .impossible = how >= INIT_NO_SIZE && how <= INIT_TOO_LONG,
        .has_handler = args->has_handler,
        .type_size = args->size,
        .length = args->length,
    };

    model_init(model, args->pool, &geometry, outcome);
}

static void do_deinit(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_deinit(model, args->pool, outcome);
}

static void do_options(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_options(model, args->pool, args->how == 1, args->how > 1, outcome);
}

static void do_lock(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_lock(model, args->pool, args->how == 1, args->how > 1, outcome);
}

static void do_stats(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_look(model, args->pool, args->how == 1, args->how == 2, outcome);
}

static void do_peak(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_peak_reset(model, args->pool, outcome);
}

static void do_walk(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_look(model, args->pool, args->how == 1, false, outcome);
}

static void do_owns(model_t *model, const args_t *args, outcome_t *outcome)
{
    const bool known = args->pool != MODEL_NONE && model->pools[args->pool].inited;

    *outcome = (outcome_t){.pool = known ? args->pool : MODEL_NONE};
    outcome->in_lock = known && args->place.pool != MODEL_NONE;
    outcome->answer = model_owns(model, args->pool, args->place);
}

static void do_descriptor(model_t *model, const args_t *args, outcome_t *outcome)
{
    model_memory_t *const slot = &model->slots[args->slot];

    *outcome = (outcome_t){.pool = MODEL_NONE};
    switch (args->op)
    {
    case OP_COPY:
        model->slots[args->other] = *slot;
        break;
    case OP_COUNT:
        slot->count = args->count;
        break;
    case OP_HAND:
        *slot = (model_memory_t
        ){.place = args->place, .size = args->size, .count = args->count, .owner = MODEL_NONE};
        break;
    case OP_MOVE:
        slot->place = args->place;
        break;
    default:
        *slot = model_empty;
        break;
    }
}

static void do_nothing(model_t *model, const args_t *args, outcome_t *outcome)
{
    (void)model;
    (void)args;
    *outcome = (outcome_t){.pool = MODEL_NONE};
}

typedef void (*do_t)(model_t *model, const args_t *args, outcome_t *outcome);

/* Those of many calls, and the recorder's, are made up where the library is called. */
static const do_t steps[OPS] = {
    [OP_GET] = do_get,         [OP_UPDATE] = do_update,   [OP_PUT] = do_put,
    [OP_REF_GET] = do_ref,     [OP_REF_PUT] = do_ref,     [OP_INIT] = do_init,
    [OP_DEINIT] = do_deinit,   [OP_OPTIONS] = do_options, [OP_LOCK] = do_lock,
    [OP_STATS] = do_stats,     [OP_PEAK] = do_peak,       [OP_WALK] = do_walk,
    [OP_OWNS] = do_owns,       [OP_COPY] = do_descriptor, [OP_COUNT] = do_descriptor,
    [OP_HAND] = do_descriptor, [OP_MOVE] = do_descriptor, [OP_EMPTY] = do_descriptor,
    [OP_TAG] = do_nothing,     [OP_FILL] = do_nothing,    [OP_DRAIN] = do_nothing,
    [OP_CYCLE] = do_nothing,   [OP_ATTACH] = do_nothing,  [OP_DETACH] = do_nothing,
    [OP_MARK] = do_nothing,    [OP_RENEW] = do_nothing,
};

void call_model(model_t *model, const args_t *args, outcome_t *outcome)
{
    if (args->forget)
    {
        model->slots[args->slot] = model_empty;
    }
    steps[args->op](model, args, outcome);
}
