/* SPDX-License-Identifier: MIT */
#include "model.h"

#include <string.h>

const model_memory_t model_empty = {.place = {MODEL_NONE, 0}, .owner = MODEL_NONE};

place_t model_place(const model_t *model, int pool, size_t block)
{
    return (place_t){pool, (int32_t)(block * model->pools[pool].type_size)};
}

static JUNO_STATUS_T status_of(kind_t kind, cause_t cause)
{
    static const JUNO_STATUS_T statuses[MODEL_CAUSES] = {
        [CAUSE_NO_ERROR] = JUNO_STATUS_SUCCESS,
        [CAUSE_OF_NULL] = JUNO_STATUS_NULLPTR_ERROR,
        [CAUSE_OF_SIZE_0] = JUNO_STATUS_INVALID_SIZE_ERROR,
        [CAUSE_OF_SIZE] = JUNO_STATUS_MEMALLOC_ERROR,
        [CAUSE_OF_FULL_POOL] = JUNO_STATUS_MEMALLOC_ERROR,
        [CAUSE_OF_ADDRESS] = JUNO_STATUS_INVALID_REF_ERROR,
        [CAUSE_OF_FREE_BLOCK] = JUNO_STATUS_INVALID_REF_ERROR,
        [CAUSE_OF_STALE_COPY] = JUNO_STATUS_INVALID_REF_ERROR,
        [CAUSE_OF_USE] = JUNO_STATUS_REF_IN_USE_ERROR,
        [CAUSE_OF_DEAD_REF] = JUNO_STATUS_INVALID_REF_ERROR,
        [CAUSE_OF_NO_REF] = JUNO_STATUS_INVALID_REF_ERROR,
        [CAUSE_OF_GEOMETRY] = JUNO_STATUS_INVALID_SIZE_ERROR,
        [CAUSE_OF_ALIGNMENT] = JUNO_STATUS_ERR,
        [CAUSE_OF_OPTION] = JUNO_STATUS_ERR,
        [CAUSE_OF_STRUCT] = JUNO_STATUS_INVALID_SIZE_ERROR,
    };
    const bool names_no_block =
        cause == CAUSE_OF_ADDRESS || cause == CAUSE_OF_FREE_BLOCK || cause == CAUSE_OF_STALE_COPY;

    return (kind == KIND_PUT && names_no_block) ? JUNO_STATUS_MEMFREE_ERROR : statuses[cause];
}

/* A trace hears of what fails, configuration and queries aside. */
static void tell_failure(told_t *told, kind_t kind, cause_t cause)
{
    if (told->attachment != 0 && kind != KIND_OTHER)
    {
        told->errors[cause]++;
        told->error_gets[cause] += (kind == KIND_GET) ? 1 : 0;
        told->failed_gets += (kind == KIND_GET) ? 1 : 0;
    }
}

/* Failure of a call on a pool that is known: its handler hears of it. */
static void fail(model_t *model, int pool, kind_t kind, cause_t cause, outcome_t *outcome)
{
    model_pool_t *const about = &model->pools[pool];

    outcome->status = status_of(kind, cause);
    outcome->cause = cause;
    outcome->reported = about->has_handler;
    outcome->told = pool;
    outcome->in_lock = false;
    about->failed_gets += (kind == KIND_GET) ? 1 : 0;
    about->failed_puts += (kind == KIND_PUT) ? 1 : 0;
    tell_failure(&about->told, kind, cause);
}

/*
 * NULL, then type. Returns false where that decides the call; what other
 * argument is NULL counts as failure of a pool that is known.
 */
static bool accept(model_t *model, int pool, kind_t kind, bool other_null, outcome_t *outcome)
{
    *outcome = (outcome_t){.pool = MODEL_NONE, .status = JUNO_STATUS_NULLPTR_ERROR, .cause = CAUSE_OF_NULL};
    if (pool == MODEL_NONE)
    {
        return false;
    }
    if (!model->pools[pool].inited)
    {
        outcome->status = other_null ? JUNO_STATUS_NULLPTR_ERROR : JUNO_STATUS_INVALID_TYPE_ERROR;
        return false;
    }
    outcome->pool = pool;
    if (other_null)
    {
        fail(model, pool, kind, CAUSE_OF_NULL, outcome);
        return false;
    }
    outcome->status = JUNO_STATUS_SUCCESS;
    outcome->cause = CAUSE_NO_ERROR;
    outcome->in_lock = true;
    return true;
}

static cause_t check_size(const model_pool_t *pool, size_t size)
{
    if (size == 0)
    {
        return CAUSE_OF_SIZE_0;
    }
    return (size > pool->type_size) ? CAUSE_OF_SIZE : CAUSE_NO_ERROR;
}

/* The block that a get takes: the one freed last, else the next that was never out. */
static uint32_t take_block(model_pool_t *pool)
{
    if (pool->free_count > 0)
    {
        pool->free_count--;
        return pool->free_blocks[pool->free_count];
    }
    pool->blocks[pool->carved] = (model_block_t){.fill = pool->blocks[pool->carved].fill};
    pool->carved++;
    return (uint32_t)(pool->carved - 1);
}

static void begin_life(model_pool_t *pool, uint32_t block, size_t size)
{
    model_block_t *const about = &pool->blocks[block];

    about->live = true;
    about->lives++;
    about->size = (uint32_t)size;
    about->count = 1;
    about->size_told = true;
    about->count_told = true;
    pool->used++;
    pool->gets++;
    pool->peak = (pool->used > pool->peak) ? pool->used : pool->peak;
    pool->told.gets++;
    pool->told.peak = (pool->used > pool->told.peak) ? pool->used : pool->told.peak;
}

void model_get(model_t *model, int pool, model_memory_t *memory, size_t size, outcome_t *outcome)
{
    if (!accept(model, pool, KIND_GET, memory == NULL, outcome))
    {
        return;
    }
    model_pool_t *const about = &model->pools[pool];
    cause_t cause = check_size(about, size);
    if (cause == CAUSE_NO_ERROR && about->used == about->length)
    {
        cause = CAUSE_OF_FULL_POOL;
    }
    if (cause != CAUSE_NO_ERROR)
    {
        fail(model, pool, KIND_GET, cause, outcome);
        return;
    }
    outcome->has_block = true;
    outcome->block = take_block(about);
    begin_life(about, outcome->block, size);
    *memory = (model_memory_t){
        .place = model_place(model, pool, outcome->block),
        .size = size,
        .count = 1,
        .owner = pool,
        .block = outcome->block,
        .life = about->blocks[outcome->block].lives,
    };
}

static bool same_place(place_t a, place_t b)
{
    return a.pool == b.pool && a.offset == b.offset;
}

/* The block that begins at a place and has ever been out, if there is one. */
static bool block_at(const model_t *model, int pool, place_t place, uint32_t *block)
{
    const model_pool_t *const about = &model->pools[pool];

    if (place.pool != pool || place.offset < 0 || (size_t)place.offset % about->type_size != 0)
    {
        return false;
    }
    *block = (uint32_t)((size_t)place.offset / about->type_size);
    return *block < about->carved;
}

/* Of a descriptor that knows no more than its address. */
static cause_t find_by_hand(const model_t *model, int pool, const model_memory_t *memory, uint32_t *block)
{
    if (memory->place.pool == MODEL_NONE)
    {
        return CAUSE_OF_FREE_BLOCK;
    }
    if (!block_at(model, pool, memory->place, block))
    {
        return CAUSE_OF_ADDRESS;
    }
    return model->pools[pool].blocks[*block].live ? CAUSE_NO_ERROR : CAUSE_OF_FREE_BLOCK;
}

/* What is wrong with a descriptor as the key to a live block, and which block it is. */
static cause_t find(const model_t *model, int pool, const model_memory_t *memory, uint32_t *block)
{
    if (memory->owner == MODEL_NONE)
    {
        return find_by_hand(model, pool, memory, block);
    }
    if (memory->owner != pool || !same_place(memory->place, model_place(model, pool, memory->block)))
    {
        return CAUSE_OF_ADDRESS;
    }
    *block = memory->block;
    if (!model->pools[pool].blocks[*block].live)
    {
        return CAUSE_OF_FREE_BLOCK;
    }
    return (model->pools[pool].blocks[*block].lives == memory->life) ? CAUSE_NO_ERROR : CAUSE_OF_STALE_COPY;
}

void model_update(model_t *model, int pool, model_memory_t *memory, size_t size, outcome_t *outcome)
{
    if (!accept(model, pool, KIND_UPDATE, memory == NULL, outcome))
    {
        return;
    }
    model_pool_t *const about = &model->pools[pool];
    cause_t cause = check_size(about, size);
    if (cause == CAUSE_NO_ERROR)
    {
        cause = find(model, pool, memory, &outcome->block);
    }
    if (cause == CAUSE_OF_FREE_BLOCK)
    {
        cause = CAUSE_OF_STALE_COPY; /* only a put can free twice */
    }
    if (cause != CAUSE_NO_ERROR)
    {
        fail(model, pool, KIND_UPDATE, cause, outcome);
        return;
    }
    outcome->has_block = true;
    memory->size = size;
    about->blocks[outcome->block].size = (uint32_t)size;
    about->blocks[outcome->block].size_told = true;
    about->told.updates++;
}

void model_put(model_t *model, int pool, model_memory_t *memory, outcome_t *outcome)
{
    if (!accept(model, pool, KIND_PUT, memory == NULL, outcome))
    {
        return;
    }
    model_pool_t *const about = &model->pools[pool];
    cause_t cause = find(model, pool, memory, &outcome->block);
    if (cause == CAUSE_NO_ERROR && memory->count > 1)
    {
        cause = CAUSE_OF_USE;
    }
    if (cause != CAUSE_NO_ERROR)
    {
        fail(model, pool, KIND_PUT, cause, outcome);
        return;
    }
    outcome->has_block = true;
    about->blocks[outcome->block].live = false;
    about->free_blocks[about->free_count] = (uint16_t)outcome->block;
    about->free_count++;
    about->used--;
    about->puts++;
    about->told.puts++;
    *memory = model_empty;
}

/* Whether the descriptor stands for the block's present life; its address does not matter. */
static bool is_current(const model_t *model, const model_memory_t *memory)
{
    const model_block_t *const block = &model->pools[memory->owner].blocks[memory->block];

    return block->live && block->lives == memory->life;
}

static cause_t check_ref(const model_t *model, const model_memory_t *memory, kind_t kind)
{
    if (memory->owner != MODEL_NONE && !is_current(model, memory))
    {
        return CAUSE_OF_DEAD_REF;
    }
    if (memory->count == 0)
    {
        return (kind == KIND_REF_GET) ? CAUSE_OF_DEAD_REF : CAUSE_OF_NO_REF;
    }
    return CAUSE_NO_ERROR;
}

static void change_count(model_t *model, model_memory_t *memory, kind_t kind)
{
    if (memory->count != SIZE_MAX)
    {
        memory->count = (kind == KIND_REF_GET) ? memory->count + 1 : memory->count - 1;
    }
    if (memory->owner != MODEL_NONE)
    {
        model_block_t *const block = &model->pools[memory->owner].blocks[memory->block];
        block->count = (memory->count > UINT32_MAX) ? UINT32_MAX : (uint32_t)memory->count;
        block->count_told = true;
    }
}

void model_ref(model_t *model, model_memory_t *memory, kind_t kind, outcome_t *outcome)
{
    *outcome = (outcome_t){.pool = MODEL_NONE};
    if (memory == NULL || (memory->owner != MODEL_NONE && !model->pools[memory->owner].inited))
    {
        return;
    }
    const cause_t cause = check_ref(model, memory, kind);
    outcome->pool = memory->owner;
    outcome->in_lock = memory->owner != MODEL_NONE;
    if (cause == CAUSE_NO_ERROR)
    {
        change_count(model, memory, kind);
    }
    else if (memory->owner != MODEL_NONE)
    {
        fail(model, memory->owner, kind, cause, outcome);
        outcome->status = JUNO_STATUS_INVALID_REF_ERROR;
    }
}

bool model_expired(const model_t *model, const model_memory_t *memory)
{
    if (memory->owner == MODEL_NONE)
    {
        return false;
    }
    return model->pools[memory->owner].blocks[memory->block].lives - memory->life > MODEL_REUSES;
}

/* Configuration and queries: what is common to all. */
static bool accept_other(model_t *model, int pool, bool other_null, outcome_t *outcome)
{
    return accept(model, pool, KIND_OTHER, other_null, outcome);
}

void model_look(model_t *model, int pool, bool other_null, bool too_small, outcome_t *outcome)
{
    if (accept_other(model, pool, other_null, outcome) && too_small)
    {
        fail(model, pool, KIND_OTHER, CAUSE_OF_STRUCT, outcome);
    }
}

void model_peak_reset(model_t *model, int pool, outcome_t *outcome)
{
    if (accept_other(model, pool, false, outcome))
    {
        model->pools[pool].peak = model->pools[pool].used;
    }
}

void model_options(model_t *model, int pool, bool clear, bool unknown, outcome_t *outcome)
{
    if (!accept_other(model, pool, false, outcome))
    {
        return;
    }
    if (unknown)
    {
        fail(model, pool, KIND_OTHER, CAUSE_OF_OPTION, outcome);
        return;
    }
    model->pools[pool].clears = clear;
}

void model_lock(model_t *model, int pool, bool lock, bool half, outcome_t *outcome)
{
    if (accept_other(model, pool, half, outcome))
    {
        outcome->in_lock = false; /* of two locks it takes neither */
        model->pools[pool].has_lock = lock;
    }
}

bool model_owns(const model_t *model, int pool, place_t place)
{
    return pool != MODEL_NONE && model->pools[pool].inited && place.pool == pool && place.offset >= 0 &&
           (size_t)place.offset < model->pools[pool].type_size * model->pools[pool].length;
}
