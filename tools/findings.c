/* SPDX-License-Identifier: MIT */
#include "findings.h"

#include "label.h"
#include "mem.h"
#include "replay_pool.h"

#include <stdlib.h>
#include <string.h>

struct walk
{
    struct findings *findings;
    uint32_t pool;
    const struct replay_pool *state;
};

/* Of one block. */
struct shares
{
    struct ref_share items[REFS_A_BLOCK];
    size_t count;
};

static bool label_equal(const void *owner, uint32_t position, const void *key)
{
    const struct buffer *label = &((const struct findings *)owner)->site_labels[position].text;
    const struct buffer *wanted = key;
    return label->size == wanted->size && memcmp(label->text, wanted->text, wanted->size) == 0;
}

static void make_label(struct findings *findings, uint32_t site)
{
    struct site_label *label = &findings->site_labels[site];
    label_site(&label->text, &findings->replay->names, site);
    const uint32_t hash = hash_bytes(label->text.text, label->text.size, 0);
    const uint32_t same = hash_find(&findings->label_index, hash, label_equal, findings, &label->text);
    label->first = (same == HASH_NONE ? site : same) + 1;
    if (same == HASH_NONE)
    {
        hash_enter(&findings->label_index, hash, site);
    }
    else
    {
        buffer_free(&label->text);
    }
}

struct slice findings_site(struct findings *findings, uint32_t site)
{
    if (findings->site_labels[site].first == 0)
    {
        make_label(findings, site);
    }
    return buffer_slice(&findings->site_labels[findings->site_labels[site].first - 1].text);
}

bool filter_wants_pool(const struct filter *filter, const struct names *names, uint32_t pool)
{
    bool wanted = filter->pool_count == 0;
    for (size_t i = 0; i < filter->pool_count && !wanted; i++)
    {
        wanted = label_is_of_pool(filter->pools[i], names, pool);
    }
    return wanted;
}

bool findings_wants_pool(const struct findings *findings, uint32_t pool)
{
    return filter_wants_pool(findings->filter, &findings->replay->names, pool);
}

bool findings_wants_site(const struct findings *findings, struct slice site)
{
    /* Labels come from buffers and are terminated. */
    return findings->filter->site == NULL || strstr(site.text, findings->filter->site) != NULL;
}

static bool out_equal(const void *owner, uint32_t position, const void *key)
{
    const struct out_blocks *item = &((const struct out_list *)owner)->items[position];
    const struct out_blocks *wanted = key;
    return item->pool == wanted->pool && item->site.text == wanted->site.text &&
           item->is_likely == wanted->is_likely;
}

/* The group of blocks with this pool and site, made if it is new. */
static struct out_blocks *group(struct out_list *list, const struct out_blocks *key)
{
    const uint32_t hash = hash_number((uint64_t)(uintptr_t)key->site.text, key->pool);
    uint32_t at = hash_find(&list->index, hash, out_equal, list, key);
    if (at == HASH_NONE)
    {
        at = (uint32_t)list->count;
        list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
        list->items[list->count++] = *key;
        hash_enter(&list->index, hash, at);
    }
    return &list->items[at];
}

static bool is_certain(const struct replay_pool *pool, const struct block *block)
{
    return !pool->gapped || block->epoch == pool->epoch;
}

/* Whether a flag of doubt holds: it does not where no event was lost after all. */
static bool is_unsure(const struct replay_pool *pool, const struct block *block, enum block_flag flag)
{
    return pool->gapped && (block->flags & (uint32_t)flag) != 0;
}

static struct out_list *list_for(struct findings *findings, const struct replay_pool *pool, bool certain)
{
    if (!certain)
    {
        return &findings->uncertain;
    }
    return pool->cut ? &findings->at_cut : &findings->leaks;
}

static void add_size(struct out_blocks *out, const struct replay_pool *pool, const struct block *block)
{
    if ((block->flags & BLOCK_SIZE_KNOWN) && !is_unsure(pool, block, BLOCK_SIZE_UNSURE))
    {
        out->bytes += block->size;
    }
    else
    {
        out->unsized++;
    }
}

static void add_count(struct out_blocks *out, const struct replay_pool *pool, const struct block *block)
{
    if ((block->flags & BLOCK_COUNT_KNOWN) && !is_unsure(pool, block, BLOCK_COUNT_UNSURE))
    {
        out->has_refs = true;
        out->most_refs = block->count > out->most_refs ? block->count : out->most_refs;
    }
    else
    {
        out->uncounted++;
    }
}

static void add_out(const struct walk *walk, const struct block *block, struct slice site)
{
    const struct replay_pool *pool = walk->state;
    const bool is_old = is_unsure(pool, block, BLOCK_SITE_UNSURE);
    const struct out_blocks key = {
        .pool = walk->pool, .site = site, .is_likely = block->site != SITE_INDEX_UNKNOWN && is_old};
    struct out_blocks *out = group(list_for(walk->findings, pool, is_certain(pool, block)), &key);
    const bool has_time = (block->flags & BLOCK_TIME_KNOWN) && !is_old;
    out->blocks++;
    add_size(out, pool, block);
    add_count(out, pool, block);
    if (has_time && (!out->has_oldest || block->get_time < out->oldest))
    {
        out->oldest = block->get_time;
        out->has_oldest = true;
    }
}

static void add_candidate(struct findings *findings, struct ref_finding *ref, struct slice site)
{
    for (size_t i = 0; i < ref->candidate_count; i++)
    {
        if (findings->candidates[ref->first_candidate + i].text == site.text)
        {
            return;
        }
    }
    findings->candidates = mem_grow(
        findings->candidates, &findings->candidate_room, findings->candidate_count + 1,
        sizeof *findings->candidates
    );
    findings->candidates[findings->candidate_count++] = site;
    ref->candidate_count++;
}

/* Whom to blame for a count other than 1: who may hold it, or who took it to 0. */
static void blame(
    struct findings *findings, const struct block *block, const struct shares *shares, struct ref_finding *ref
)
{
    bool has_given = false;
    ref->first_candidate = findings->candidate_count;
    for (size_t i = 0; i < shares->count; i++)
    {
        const struct ref_share *share = &shares->items[i];
        has_given = has_given || share->given > 0;
        if ((ref->is_orphaned ? share->given : share->taken) > 0)
        {
            add_candidate(findings, ref, findings_site(findings, share->site));
        }
    }
    if (ref->is_orphaned && ref->candidate_count > 0)
    {
        ref->candidate_count = 1;
    }
    ref->all_hold = !has_given;
    const bool is_before = block->serial == 0 && (block->flags & BLOCK_DOUBTED) == 0;
    const uint32_t nobody = is_before ? SITE_INDEX_BEFORE : SITE_INDEX_UNKNOWN;
    ref->site = ref->candidate_count > 0 ? findings->candidates[ref->first_candidate]
                                         : findings_site(findings, nobody);
}

static bool wants_ref(const struct findings *findings, const struct ref_finding *ref)
{
    bool wanted = findings_wants_site(findings, ref->site);
    for (size_t i = 0; i < ref->candidate_count && !wanted; i++)
    {
        wanted = findings_wants_site(findings, findings->candidates[ref->first_candidate + i]);
    }
    return wanted;
}

static void
add_ref(const struct walk *walk, uint64_t number, const struct block *block, const struct shares *shares)
{
    struct findings *findings = walk->findings;
    const bool sure = is_certain(walk->state, block) && !walk->state->cut &&
                      !is_unsure(walk->state, block, BLOCK_COUNT_UNSURE);
    struct ref_list *list = sure ? &findings->refs : &findings->refs_unsure;
    struct ref_finding ref = {
        .pool = walk->pool,
        .block = number,
        .serial = block->serial,
        .count = block->count,
        .is_orphaned = block->count == 0};
    blame(findings, block, shares, &ref);
    if (wants_ref(findings, &ref))
    {
        list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
        list->items[list->count++] = ref;
    }
}

/* One entry for each block and site for now; findings_sort adds them up. */
static void add_balances(const struct walk *walk, const struct shares *shares)
{
    struct findings *findings = walk->findings;
    for (size_t i = 0; i < shares->count; i++)
    {
        const struct slice site = findings_site(findings, shares->items[i].site);
        if (findings_wants_site(findings, site))
        {
            findings->balances = mem_grow(
                findings->balances, &findings->balance_room, findings->balance_count + 1,
                sizeof *findings->balances
            );
            findings->balances[findings->balance_count++] = (struct balance
            ){walk->pool, site, (int64_t)shares->items[i].taken - (int64_t)shares->items[i].given};
        }
    }
}

static void add_references(const struct walk *walk, uint64_t number, const struct block *block)
{
    struct shares shares;
    shares.count = refs_shares(&walk->findings->replay->refs, block->refs, shares.items);
    if ((block->flags & BLOCK_COUNT_KNOWN) && block->count != 1)
    {
        add_ref(walk, number, block, &shares);
    }
    add_balances(walk, &shares);
}

static void visit(void *context, uint64_t number, struct block *block)
{
    const struct walk *walk = context;
    if (!pool_is_live(walk->state, block))
    {
        return;
    }
    const struct slice site = findings_site(walk->findings, block->site);
    if (findings_wants_site(walk->findings, site))
    {
        add_out(walk, block, site);
    }
    add_references(walk, number, block);
}

/* Live blocks of which only the number is known. */
static void add_unknown(struct findings *findings, uint32_t position, const struct replay_pool *pool)
{
    const struct out_blocks key = {.pool = position, .site = findings_site(findings, SITE_INDEX_BEFORE)};
    if (pool->unknown > 0 && findings_wants_site(findings, key.site))
    {
        struct out_blocks *out = group(list_for(findings, pool, !pool->holed), &key);
        out->blocks += pool->unknown;
        out->unsized += pool->unknown;
        out->uncounted += pool->unknown;
    }
}

static void collect_errors(struct findings *findings)
{
    const struct replay *replay = findings->replay;
    for (size_t i = 0; i < replay->error_count; i++)
    {
        const struct replay_error *error = &replay->errors[i];
        const char *kind = event_cause_name(error->cause);
        const struct slice site = findings_site(findings, error->site);
        if (findings_wants_pool(findings, error->pool) && findings_wants_site(findings, site))
        {
            findings->errors = mem_grow(
                findings->errors, &findings->error_room, findings->error_count + 1, sizeof *findings->errors
            );
            findings->errors[findings->error_count++] = (struct error_finding
            ){kind == NULL ? "other" : kind, error->pool, site, error->count, error->gets};
        }
    }
}

void findings_collect(struct findings *findings, const struct replay *replay, const struct filter *filter)
{
    *findings = (struct findings){.replay = replay, .filter = filter, .leaks = {.is_certain = true}};
    findings->site_labels = mem_alloc(replay->names.site_count * sizeof *findings->site_labels);
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        struct walk walk = {findings, i, &replay->pools[i]};
        if (walk.state->started && findings_wants_pool(findings, i))
        {
            blocks_each(&walk.state->blocks, visit, &walk);
            add_unknown(findings, i, walk.state);
        }
    }
    collect_errors(findings);
    findings_sort(findings);
}

static void free_list(struct out_list *list)
{
    free(list->items);
    hash_free(&list->index);
}

void findings_free(struct findings *findings)
{
    for (size_t i = 0; i < findings->replay->names.site_count; i++)
    {
        buffer_free(&findings->site_labels[i].text);
    }
    free(findings->site_labels);
    hash_free(&findings->label_index);
    free_list(&findings->leaks);
    free_list(&findings->at_cut);
    free_list(&findings->uncertain);
    free(findings->refs.items);
    free(findings->refs_unsure.items);
    free(findings->candidates);
    free(findings->balances);
    free(findings->errors);
}

void findings_unknown(const struct findings *findings, uint64_t *unsized, uint64_t *uncounted)
{
    const struct out_list *lists[] = {&findings->leaks, &findings->at_cut, &findings->uncertain};
    *unsized = 0;
    *uncounted = 0;
    for (size_t list = 0; list < sizeof lists / sizeof lists[0]; list++)
    {
        for (size_t i = 0; i < lists[list]->count; i++)
        {
            *unsized += lists[list]->items[i].unsized;
            *uncounted += lists[list]->items[i].uncounted;
        }
    }
}

uint64_t findings_blocks(const struct out_list *list)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < list->count; i++)
    {
        blocks += list->items[i].blocks;
    }
    return blocks;
}

uint64_t findings_bytes(const struct out_list *list)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < list->count; i++)
    {
        bytes += list->items[i].bytes;
    }
    return bytes;
}
