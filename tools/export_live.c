/* SPDX-License-Identifier: MIT */
#include "export_live.h"

#include "figures.h"
#include "mem.h"
#include "order.h"
#include "replay_pool.h"
#include "saturate.h"

#include <stdlib.h>
#include <string.h>

struct visit
{
    struct live_sites *live;
    uint32_t pool;
};

static bool equal(const void *owner, uint32_t position, const void *key)
{
    const struct live_site *item = &((const struct live_sites *)owner)->items[position];
    const struct live_site *wanted = key;
    return item->pool == wanted->pool && item->site == wanted->site && item->is_unsure == wanted->is_unsure;
}

static struct live_site *group(struct live_sites *live, uint32_t pool, uint32_t site, bool is_unsure)
{
    const struct live_site key = {.pool = pool, .site = site, .is_unsure = is_unsure};
    const uint32_t hash = hash_number((uint64_t)pool << 32 | site, is_unsure);
    uint32_t at = hash_find(&live->index, hash, equal, live, &key);
    if (at == HASH_NONE)
    {
        at = (uint32_t)live->count;
        live->items = mem_grow(live->items, &live->room, live->count + 1, sizeof *live->items);
        live->items[live->count++] = key;
        hash_enter(&live->index, hash, at);
    }
    return &live->items[at];
}

static void on_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct live_sites *live = context;
    (void)replay;
    if (event->kind == EVENT_GET && event->pool != POOL_NONE && pick_wants(&live->pick, event))
    {
        struct live_site *about = group(live, event->pool, event->site, false);
        about->gets++;
        about->got_bytes = plus(about->got_bytes, event->value);
    }
}

struct live_sites *live_sites_new(struct replay *replay, const struct filter *filter)
{
    struct live_sites *live = mem_alloc(sizeof *live);
    live->replay = replay;
    pick_init(&live->pick, replay, filter);
    const struct replay_observer observer = {.context = live, .after = on_event};
    replay_observe(replay, &observer);
    return live;
}

void live_sites_free(struct live_sites *live)
{
    pick_free(&live->pick);
    hash_free(&live->index);
    free(live->items);
    free(live);
}

static void add_block(void *context, uint64_t number, struct block *block)
{
    const struct visit *visit = context;
    const struct replay_pool *pool = &visit->live->replay->pools[visit->pool];
    (void)number;
    if (!pool_is_live(pool, block) || !pick_wants_site(&visit->live->pick, block->site))
    {
        return;
    }
    const bool is_unsure =
        pool->gapped && (block->epoch != pool->epoch || (block->flags & BLOCK_SITE_UNSURE) != 0);
    struct live_site *about = group(visit->live, visit->pool, block->site, is_unsure);
    about->blocks++;
    if ((block->flags & BLOCK_SIZE_KNOWN) != 0 && !(pool->gapped && (block->flags & BLOCK_SIZE_UNSURE) != 0))
    {
        about->bytes = plus(about->bytes, block->size);
    }
}

static void add_unknown(struct live_sites *live, uint32_t position)
{
    const struct replay_pool *pool = &live->replay->pools[position];
    if (pool->unknown > 0 && pick_wants_site(&live->pick, SITE_INDEX_BEFORE))
    {
        group(live, position, SITE_INDEX_BEFORE, pool->gapped)->blocks += pool->unknown;
    }
}

/* qsort has no context. */
static struct live_sites *sorted;

static int compare_texts(struct slice one, struct slice other)
{
    return strcmp(one.text, other.text);
}

static int in_order(const void *one, const void *other)
{
    const struct live_site *a = one;
    const struct live_site *b = other;
    if (a->pool != b->pool)
    {
        return rising(a->pool, b->pool);
    }
    const int texts =
        compare_texts(pick_site_text(&sorted->pick, a->site), pick_site_text(&sorted->pick, b->site));
    return texts != 0 ? texts : (int)a->is_unsure - (int)b->is_unsure;
}

void live_sites_finish(struct live_sites *live)
{
    for (uint32_t i = 1; i < live->replay->names.pool_count && i < live->replay->pool_room; i++)
    {
        if (figures_has_pool(live->replay, i) && pick_wants_pool(&live->pick, i))
        {
            struct visit visit = {live, i};
            blocks_each(&live->replay->pools[i].blocks, add_block, &visit);
            add_unknown(live, i);
        }
    }
    sorted = live;
    if (live->count > 0)
    {
        qsort(live->items, live->count, sizeof *live->items, in_order);
    }
    hash_free(&live->index);
}

/* Of `file:line ...`. */
static uint64_t line_in(struct slice text, struct slice file)
{
    const bool has_file = text.size > file.size + 1 && memcmp(text.text, file.text, file.size) == 0;
    return has_file && text.text[file.size] == ':' ? strtoull(text.text + file.size + 1, NULL, 10) : 0;
}

struct live_frame live_frame(struct live_sites *live, uint32_t site)
{
    const struct names *names = &live->replay->names;
    const struct site *about = &names->sites[site];
    const struct slice text = pick_site_text(&live->pick, site);
    struct live_frame frame = {
        .file = names_text(names, names_file(about)), .function = names_text(names, names_function(about))};
    if (about->kind == SITE_ADDRESS && about->home != 0 && frame.file.size == 0)
    {
        frame.file = names_text(names, names->modules[about->home - 1].path);
    }
    frame.line = about->kind == SITE_SOURCE ? about->number : line_in(text, frame.file);
    frame.function = frame.function.size == 0 ? text : frame.function;
    return frame;
}
