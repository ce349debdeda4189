/* SPDX-License-Identifier: MIT */
#include "recording.h"

static uint64_t mixed(uint64_t number)
{
    number = (number ^ number >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    number = (number ^ number >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return number ^ number >> 32;
}

uint64_t expected_block(uint64_t block, uint64_t size, uint64_t count)
{
    return mixed(mixed(mixed(block + 1) + size + 1) + count + 1);
}

uint64_t expected_errors(uint64_t cause, uint64_t count, uint64_t gets)
{
    return mixed(2 * cause) * count + mixed(2 * cause + 1) * gets;
}

static void add_block(expected_t *expected, size_t type_size, size_t i, const model_block_t *block)
{
    const uint64_t size = block->size_told ? block->size : EXPECTED_UNKNOWN;
    const uint64_t count = block->count_told ? block->count : EXPECTED_UNKNOWN;

    expected->live += expected_block(i, size, count);
    expected->leaked_bytes += block->size_told ? block->size : 0;
    expected->waste += block->size_told ? type_size - block->size : 0;
    expected->unsized += block->size_told ? 0 : 1;
    expected->counted += (block->count_told && block->count != 1) ? 1 : 0;
}

expected_t expected_of(const model_pool_t *pool, uint32_t mark)
{
    const told_t *const told = &pool->told;
    expected_t expected = {
        .attachment = told->attachment,
        .mark = mark,
        .used = pool->used,
        .peak = told->peak,
        .gets = told->gets,
        .puts = told->puts,
        .updates = told->updates,
        .failed_gets = told->failed_gets,
    };

    for (size_t i = 0; i < pool->carved; i++)
    {
        if (pool->blocks[i].live)
        {
            add_block(&expected, pool->type_size, i, &pool->blocks[i]);
        }
    }
    for (uint64_t cause = 1; cause < MODEL_CAUSES; cause++)
    {
        expected.errors += expected_errors(cause, told->errors[cause], told->error_gets[cause]);
    }
    return expected;
}
