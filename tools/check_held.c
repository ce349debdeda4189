/* SPDX-License-Identifier: MIT */
/* Who held the blocks of a pool at its peak, as rows like those of a summary. */
#include "check.h"
#include "summary_rows.h"

static const struct summary_pool *pool_at(const struct summary *summary, uint32_t position)
{
    const struct summary_pool *pool = NULL;
    for (size_t i = 0; i < summary->pool_count && pool == NULL; i++)
    {
        pool = summary->pools[i].position == position ? &summary->pools[i] : NULL;
    }
    return pool;
}

/* What has not been seen since a gap may have been back already. */
static struct figure blocks_of(const struct holder *holder)
{
    return (struct figure
    ){.value = holder->blocks,
      .min = holder->is_uncertain ? 0 : holder->blocks,
      .max = holder->is_least ? UNBOUNDED : holder->blocks,
      .sure = !holder->is_uncertain && !holder->is_least};
}

void check_collect_held(
    struct summary *held, const struct at *at, const struct run *run, const struct summary *summary
)
{
    struct holders holders;
    *held = (struct summary){0};
    holders_collect(&holders, at, run);
    for (size_t i = 0; i < holders.count; i++)
    {
        const struct holder *holder = &holders.items[i];
        const struct summary_pool *pool = pool_at(summary, holder->pool);
        if (pool != NULL)
        {
            struct summary_row *row = rows_add(held, MEASURE_PEAK, pool->label, blocks_of(holder));
            rows_set_site(row, "", holder->text);
            row->unit = pool->block_size;
        }
    }
    rows_sort(held);
    holders_free(&holders);
}
