/* SPDX-License-Identifier: MIT */
#include "compare.h"

#include "mem.h"

#include <stdlib.h>

/* Rates within this share of each other are taken for the same: time is never quite the same twice. */
#define RATE_NOISE 10u

static const struct
{
    const char *title, *name;
} measures[MEASURE_COUNT] = {
    [MEASURE_ERRORS] = {"error", "errors"},
    [MEASURE_FAILED] = {"failed gets", "failed_gets"},
    [MEASURE_LEAKS] = {"leaked blocks", "leaks"},
    [MEASURE_UNBALANCED] = {"unbalanced", "unbalanced"},
    [MEASURE_PEAK] = {"peak", "peak"},
    [MEASURE_POOL] = {"pool", "pool"},
    [MEASURE_LENGTH] = {"length", "length"},
    [MEASURE_BLOCK_SIZE] = {"block size", "block_size"},
    [MEASURE_GETS] = {"gets", "gets"},
    [MEASURE_EVENTS] = {"events", "events"},
    [MEASURE_GET_RATE] = {"gets/s", "gets_per_1000_s"},
    [MEASURE_EVENT_RATE] = {"events/s", "events_per_1000_s"},
};

const char *compare_title(enum measure what)
{
    return measures[what].title;
}

const char *compare_name(enum measure what)
{
    return measures[what].name;
}

static bool is_rate(enum measure what)
{
    return what == MEASURE_GET_RATE || what == MEASURE_EVENT_RATE;
}

static uint64_t distance(const struct change *change)
{
    const uint64_t before = change->before.value;
    const uint64_t now = change->now.value;
    return now > before ? now - before : before - now;
}

static bool is_change(const struct change *change)
{
    const uint64_t most = change->before.value > change->now.value ? change->before.value : change->now.value;
    return is_rate(change->row->what) ? distance(change) > most / RATE_NOISE : distance(change) > 0;
}

/* Not those that certainly are worse. */
static bool may_be_worse(const struct change *change)
{
    return change->row->what < MEASURE_FIRST_NEUTRAL && change->now.max > change->before.min &&
           change->now.min <= change->before.max;
}

static void add(struct comparison *comparison, struct change change)
{
    comparison->may_be_worse[change.row->what] += may_be_worse(&change) ? 1 : 0;
    if (!is_change(&change))
    {
        return;
    }
    const bool grew = change.now.value > change.before.value;
    const uint64_t unit = change.row->unit;
    const uint64_t far = distance(&change);
    change.is_sure = grew ? change.now.min > change.before.max : change.now.max < change.before.min;
    change.direction = change.row->what >= MEASURE_FIRST_NEUTRAL ? DIRECTION_NEITHER
                       : grew                                    ? DIRECTION_WORSE
                                                                 : DIRECTION_BETTER;
    change.weight = far > UINT64_MAX / unit ? UINT64_MAX : far * unit;
    comparison->items =
        mem_grow(comparison->items, &comparison->room, comparison->count + 1, sizeof *comparison->items);
    comparison->items[comparison->count++] = change;
    comparison->of[change.direction]++;
}

/* What a pool is like cannot be compared with none; that it is new, or gone, is said. */
static bool is_comparable(const struct summary_row *row)
{
    return row->what < MEASURE_FIRST_BY_POOL || row->what == MEASURE_POOL;
}

static void add_one_sided(
    struct comparison *comparison, const struct summary_row *row, const struct summary *other, bool is_new
)
{
    if (is_comparable(row))
    {
        const struct figure none = summary_absent(other, row);
        add(comparison,
            (struct change
            ){.row = row, .before = is_new ? none : row->figure, .now = is_new ? row->figure : none});
    }
}

static int change_order(const void *one, const void *other)
{
    const struct change *a = one;
    const struct change *b = other;
    if (a->direction != b->direction)
    {
        return a->direction < b->direction ? -1 : 1;
    }
    if (a->row->what != b->row->what)
    {
        return a->row->what < b->row->what ? -1 : 1;
    }
    if (a->weight != b->weight)
    {
        return a->weight > b->weight ? -1 : 1;
    }
    return summary_row_order(a->row, b->row);
}

/* Of the next rows on both sides, which comes first; a side may have none left. */
static int next_order(const struct summary *before, size_t a, const struct summary *now, size_t b)
{
    if (a == before->row_count || b == now->row_count)
    {
        return a == before->row_count ? 1 : -1;
    }
    return summary_row_order(&before->rows[a], &now->rows[b]);
}

void compare(struct comparison *comparison, const struct summary *before, const struct summary *now)
{
    size_t a = 0;
    size_t b = 0;
    *comparison = (struct comparison){0};
    while (a < before->row_count || b < now->row_count)
    {
        const int order = next_order(before, a, now, b);
        if (order == 0)
        {
            const struct summary_row *is = &now->rows[b];
            add(comparison, (struct change){.row = is, .before = before->rows[a].figure, .now = is->figure});
        }
        else if (order < 0)
        {
            add_one_sided(comparison, &before->rows[a], now, false);
        }
        else
        {
            add_one_sided(comparison, &now->rows[b], before, true);
        }
        a += order <= 0 ? 1 : 0;
        b += order >= 0 ? 1 : 0;
    }
    if (comparison->count > 1)
    {
        qsort(comparison->items, comparison->count, sizeof *comparison->items, change_order);
    }
}

void compare_free(struct comparison *comparison)
{
    free(comparison->items);
    *comparison = (struct comparison){0};
}
