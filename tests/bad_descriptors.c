/* SPDX-License-Identifier: MIT */
/*
 * Every way in which a descriptor can name no live block of a pool.
 */
#include "support.h"

static void make_empty(JUNO_MEMORY_T *memory)
{
    *memory = by_hand(NULL, 0, 0);
}

static void make_put_already(JUNO_MEMORY_T *memory)
{
    get(&pool, memory);
    put(&pool, memory);
}

static void make_stale_free(JUNO_MEMORY_T *memory)
{
    get_and_put(&pool, memory);
}

static void make_stale_given_out_again(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T next = {0};
    get_and_put(&pool, memory);
    get(&pool, &next);
    ck_assert_ptr_eq(next.pvAddr, memory->pvAddr);
}

static void make_stale_with_count_two(JUNO_MEMORY_T *memory)
{
    make_stale_given_out_again(memory);
    memory->iRefCount = 2;
}

static void make_by_hand_free(JUNO_MEMORY_T *memory)
{
    get_and_put(&pool, memory);
    *memory = by_hand(memory->pvAddr, BLOCK_SIZE, 1);
}

static void make_tail_twice(JUNO_MEMORY_T *memory)
{
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, memory);
    }
    JUNO_MEMORY_T tail = *memory;
    ck_assert_ptr_eq(tail.pvAddr, block_address(&pool, BLOCKS - 1));
    put(&pool, &tail);
}

static void make_tail_twice_by_hand(JUNO_MEMORY_T *memory)
{
    make_tail_twice(memory);
    *memory = by_hand(memory->pvAddr, BLOCK_SIZE, 1);
}

static void make_interior(JUNO_MEMORY_T *memory)
{
    get(&pool, memory);
    memory->pvAddr = (unsigned char *)memory->pvAddr + 1;
}

static void make_interior_by_hand(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    *memory = by_hand((unsigned char *)live.pvAddr + BLOCK_SIZE / 2, BLOCK_SIZE, 1);
}

static void make_last_byte_of_block(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    *memory = by_hand((unsigned char *)live.pvAddr + BLOCK_SIZE - 1, BLOCK_SIZE, 1);
}

static void make_never_carved(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    *memory = by_hand(block_address(&pool, 1), BLOCK_SIZE, 1);
}

static void make_never_carved_at_all(JUNO_MEMORY_T *memory)
{
    *memory = by_hand(block_address(&pool, 0), BLOCK_SIZE, 1);
}

static void make_one_before(JUNO_MEMORY_T *memory)
{
    uintptr_t first = (uintptr_t)block_address(&pool, 0);
    *memory = by_hand((void *)(first - BLOCK_SIZE), BLOCK_SIZE, 1);
}

static void make_one_past(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    for (int i = 0; i < BLOCKS; i++)
    {
        get(&pool, &live);
    }
    *memory = by_hand(block_address(&pool, BLOCKS), BLOCK_SIZE, 1);
}

static void make_highest_address(JUNO_MEMORY_T *memory)
{
    *memory = by_hand((void *)UINTPTR_MAX, BLOCK_SIZE, 1);
}

static void make_variable(JUNO_MEMORY_T *memory)
{
    static int variable;
    *memory = by_hand(&variable, BLOCK_SIZE, 1);
}

static void make_other_pools(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    get(&other, memory);
}

static void make_other_pools_by_hand(JUNO_MEMORY_T *memory)
{
    make_other_pools(memory);
    *memory = by_hand(memory->pvAddr, BLOCK_SIZE, 1);
}

static void make_other_pools_with_our_address(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, &live);
    get(&other, memory);
    memory->pvAddr = live.pvAddr;
}

static void make_another_blocks_address(JUNO_MEMORY_T *memory)
{
    JUNO_MEMORY_T live = {0};
    get(&pool, memory);
    get(&pool, &live);
    memory->pvAddr = live.pvAddr;
}

static void make_from_before_reinit(JUNO_MEMORY_T *memory)
{
    get(&pool, memory);
    init_pool(&pool);
}

const bad_descriptor_t bad_descriptors[] = {
    {"empty", make_empty},
    {"put already", make_put_already},
    {"stale copy, block free", make_stale_free},
    {"stale copy, block given out again", make_stale_given_out_again},
    {"stale copy with a count of two", make_stale_with_count_two},
    {"by hand, block free", make_by_hand_free},
    {"tail block twice", make_tail_twice},
    {"tail block twice, by hand", make_tail_twice_by_hand},
    {"interior pointer", make_interior},
    {"interior pointer, by hand", make_interior_by_hand},
    {"last byte of a block", make_last_byte_of_block},
    {"never-carved block", make_never_carved},
    {"first block, never carved", make_never_carved_at_all},
    {"one block before the pool", make_one_before},
    {"one past the pool's end", make_one_past},
    {"highest address", make_highest_address},
    {"a variable's address", make_variable},
    {"other pool's block", make_other_pools},
    {"other pool's block, by hand", make_other_pools_by_hand},
    {"other pool's descriptor, this pool's address", make_other_pools_with_our_address},
    {"another block's address than the descriptor's", make_another_blocks_address},
    {"from before the pool was inited anew", make_from_before_reinit},
};

const int bad_descriptor_count = (int)(sizeof(bad_descriptors) / sizeof(bad_descriptors[0]));
