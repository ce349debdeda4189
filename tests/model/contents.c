/* SPDX-License-Identifier: MIT */
/*
 * What is inside the blocks: the program's own. The allocator neither reads nor
 * writes there, but where a pool clears its blocks on put.
 */
#include "shut.h"
#include "world.h"

#include <string.h>

enum
{
    PATTERN = 0xA5,
    STEP = 37 /* from one life's filling to the next one's */
};

static bool is_filled(const unsigned char *bytes, size_t size, unsigned char fill)
{
    size_t i = 0;

    while (i < size && bytes[i] == fill)
    {
        i++;
    }
    return i == size;
}

/* So much of a live block is the program's. */
static size_t extent(const model_pool_t *pool, const model_block_t *block)
{
    return world.options.look_into_free ? pool->type_size : block->size;
}

static void compare_block(int pool, size_t block)
{
    const model_pool_t *const about = &world.model.pools[pool];
    const model_block_t *const expected = &about->blocks[block];
    const unsigned char *const bytes = world_address(model_place(&world.model, pool, block));

    if ((expected->live || world.options.look_into_free) &&
        !is_filled(bytes, extent(about, expected), expected->fill))
    {
        world_differs("pool %d: block %lu is not what its owner wrote", pool, (unsigned long)block);
    }
}

/* The block is its owner's now, who writes into it. */
static void fill(int pool, uint32_t block)
{
    const model_pool_t *const about = &world.model.pools[pool];
    model_block_t *const filled = &about->blocks[block];

    filled->fill = (unsigned char)(filled->lives * STEP + block + 1u);
    memset(world_address(model_place(&world.model, pool, block)), filled->fill, extent(about, filled));
}

void world_contents(op_t op, const outcome_t *outcome)
{
    if (!outcome->has_block || world.failed)
    {
        return;
    }
    model_pool_t *const pool = &world.model.pools[outcome->pool];
    if (op == OP_PUT && pool->clears)
    {
        pool->blocks[outcome->block].fill = 0;
    }
    if (world.options.look_into_free)
    {
        compare_block(outcome->pool, outcome->block);
    }
    if (op != OP_PUT)
    {
        fill(outcome->pool, outcome->block);
    }
}

void world_contents_anew(int pool)
{
    model_pool_t *const about = &world.model.pools[pool];

    memset(world.memory[pool] - CALL_MARGIN, PATTERN, about->most_bytes + 2u * CALL_MARGIN);
    for (size_t i = 0; i < about->most_blocks; i++)
    {
        about->blocks[i].fill = PATTERN;
    }
}

void world_compare_contents(int pool)
{
    const model_pool_t *const about = &world.model.pools[pool];
    const size_t blocks = world.options.look_into_free ? about->length : about->carved;

    if (!about->inited)
    {
        return;
    }
    for (size_t i = 0; i < blocks; i++)
    {
        compare_block(pool, i);
    }
    if (!shut_works() && (!is_filled(world.memory[pool] - CALL_MARGIN, CALL_MARGIN, PATTERN) ||
                          !is_filled(world.memory[pool] + about->most_bytes, CALL_MARGIN, PATTERN)))
    {
        world_differs("something was written around the memory of pool %d", pool);
    }
}
