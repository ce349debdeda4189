/* SPDX-License-Identifier: MIT */
/* The life of the model's pools, and their recording. */
#include "model.h"

#include <string.h>

/* The pool is not recorded any more. */
static void close_told(model_t *model, int pool)
{
    told_t *const told = &model->pools[pool].told;

    if (told->attachment != 0 && model->closed != NULL)
    {
        model->closed(model, pool);
    }
    *told = (told_t){0};
}

static cause_t check_geometry(const model_geometry_t *geometry)
{
    if (geometry->no_pool || geometry->no_memory || geometry->no_metadata)
    {
        return CAUSE_OF_NULL;
    }
    if (geometry->impossible)
    {
        return CAUSE_OF_GEOMETRY;
    }
    return geometry->misaligned ? CAUSE_OF_ALIGNMENT : CAUSE_NO_ERROR;
}

static void forget_descriptors(model_t *model, int pool)
{
    for (size_t i = 0; i < MODEL_SLOTS; i++)
    {
        if (model->slots[i].owner == pool)
        {
            model->slots[i] = model_empty;
        }
    }
    if (pool == MODEL_BIG)
    {
        model->reserved = 0;
    }
}

/* What stands in the memory stays: init does not touch it. */
static void make_pool(model_pool_t *pool, const model_geometry_t *geometry)
{
    pool->inited = true;
    pool->has_handler = geometry->has_handler;
    pool->has_lock = false;
    pool->clears = false;
    pool->type_size = geometry->type_size;
    pool->length = geometry->length;
    pool->used = 0;
    pool->peak = 0;
    pool->gets = 0;
    pool->puts = 0;
    pool->failed_gets = 0;
    pool->failed_puts = 0;
    pool->carved = 0;
    pool->free_count = 0;
}

static JUNO_STATUS_T init_status(cause_t cause)
{
    if (cause == CAUSE_OF_NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    return (cause == CAUSE_OF_GEOMETRY) ? JUNO_STATUS_INVALID_SIZE_ERROR : JUNO_STATUS_ERR;
}

void model_init(model_t *model, int pool, const model_geometry_t *geometry, outcome_t *outcome)
{
    *outcome = (outcome_t){.pool = geometry->no_pool ? MODEL_NONE : pool};
    outcome->cause = check_geometry(geometry);
    if (outcome->cause == CAUSE_NO_ERROR)
    {
        forget_descriptors(model, pool);
        close_told(model, pool);
        make_pool(&model->pools[pool], geometry);
        return;
    }
    outcome->status = init_status(outcome->cause);
    outcome->reported = geometry->has_handler;
    outcome->told = pool;
    if (!geometry->no_pool)
    {
        model->pools[pool].inited = false;
        close_told(model, pool);
    }
}

void model_deinit(model_t *model, int pool, outcome_t *outcome)
{
    model_look(model, pool, false, false, outcome);
    if (outcome->status == JUNO_STATUS_SUCCESS)
    {
        close_told(model, pool);
        model->pools[pool].inited = false;
    }
}

void model_attach(model_t *model, int pool, uint32_t attachment)
{
    model_pool_t *const about = &model->pools[pool];

    about->told = (told_t){.attachment = attachment, .peak = about->used};
    for (size_t i = 0; i < about->carved; i++)
    {
        about->blocks[i].size_told = false;
        about->blocks[i].count_told = false;
    }
}

void model_detach(model_t *model, int pool)
{
    close_told(model, pool);
}

model_memory_t model_reserved(const model_t *model, size_t i)
{
    const model_reserved_t *const reserved = &model->reserve[i];

    return (model_memory_t){
        .place = model_place(model, MODEL_BIG, reserved->block),
        .size = reserved->size,
        .count = 1,
        .owner = MODEL_BIG,
        .block = reserved->block,
        .life = reserved->life,
    };
}
