/* SPDX-License-Identifier: MIT */
/* Calls that stand for many: a pool of 65,536 blocks is not filled one drawn call at a time. */
#include "ways.h"
#include "world.h"

bool world_is_many(op_t op)
{
    return op == OP_FILL || op == OP_DRAIN || op == OP_CYCLE;
}

static const ways_t *way_of(const args_t *args)
{
    return (args->way == WAY_TRACED) ? &ways_traced : &ways_plain;
}

static void compare(op_t op, const outcome_t *outcome, size_t used_before)
{
    world_compare_call(outcome, used_before);
    world_contents(op, outcome);
    world_compare_pool(outcome->pool);
}

static void get(const args_t *args, int pool, JUNO_MEMORY_T *real, size_t size)
{
    model_memory_t *const expected = &world.model.scratch;
    const size_t used = world.allocators[pool]->tBlock.zUsed;
    outcome_t outcome;

    *expected = model_empty;
    *real = (JUNO_MEMORY_T){0};
    model_get(&world.model, pool, expected, size, &outcome);
    world.status = outcome.status;
    if (world.options.dry)
    {
        return;
    }
    world_expect_nothing();
    world.calls++;
    world.status = way_of(args)->get(world.allocators[pool], real, size);
    compare(OP_GET, &outcome, used);
    world_compare_memory(real, expected, "new descriptor", 0);
}

static void put(const args_t *args, int pool, JUNO_MEMORY_T *real, model_memory_t *expected)
{
    const size_t used = world.allocators[pool]->tBlock.zUsed;
    outcome_t outcome;

    model_put(&world.model, pool, expected, &outcome);
    world.status = outcome.status;
    if (world.options.dry)
    {
        return;
    }
    world_expect_nothing();
    world.calls++;
    world.status = way_of(args)->put(world.allocators[pool], real);
    compare(OP_PUT, &outcome, used);
    world_compare_memory(real, expected, "descriptor put back", 0);
}

/* Blocks of the big pool into the reserve. */
static void fill(const args_t *args)
{
    model_t *const model = &world.model;

    for (uint32_t i = 0;
         i < args->number && !world.failed && model->reserved < model->pools[MODEL_BIG].length; i++)
    {
        const size_t size = 1 + i % model->pools[MODEL_BIG].type_size;
        get(args, MODEL_BIG, &world.reserve[model->reserved], size);
        if (world.status != JUNO_STATUS_SUCCESS)
        {
            return;
        }
        model->reserve[model->reserved] =
            (model_reserved_t){(uint16_t)model->scratch.block, (uint16_t)size, model->scratch.life};
        model->reserved++;
    }
}

/* Back from the reserve, in an order as if by chance. */
static void drain(const args_t *args)
{
    model_t *const model = &world.model;
    uint32_t random = args->number;

    for (uint32_t i = 0; i < args->number && !world.failed && model->reserved > 0; i++)
    {
        random = random * 1664525u + 1013904223u;
        const size_t at = (random >> 8) % model->reserved;
        model_memory_t expected = model_reserved(model, at);
        if (!model_expired(model, &expected))
        {
            put(args, MODEL_BIG, &world.reserve[at], &expected);
        }
        model->reserved--;
        world.reserve[at] = world.reserve[model->reserved];
        model->reserve[at] = model->reserve[model->reserved];
    }
}

/* One block over and over: its stale copies grow old. */
static void cycle(const args_t *args)
{
    for (uint32_t i = 0; i < args->number && !world.failed; i++)
    {
        get(args, args->pool, &world.scratch, 1);
        if (world.status != JUNO_STATUS_SUCCESS)
        {
            return;
        }
        put(args, args->pool, &world.scratch, &world.model.scratch);
    }
}

void world_perform_many(const args_t *args)
{
    if (args->pool < 0 || args->pool >= MODEL_POOLS || !world.model.pools[args->pool].inited)
    {
        return;
    }
    if (args->op == OP_CYCLE)
    {
        cycle(args);
    }
    else if (args->op == OP_FILL)
    {
        fill(args);
    }
    else
    {
        drain(args);
    }
    if (!world.options.dry)
    {
        world_compare_stats(args->pool);
    }
}
