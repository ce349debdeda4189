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

struct slice findings_site(struct findings *findings, uint32_t site)
{
    return site_labels_text(&findings->labels, &findings->replay->names, site);
}

enum finding_kind findings_error_kind(const char *cause)
{
    const bool is_about_refs = strcmp(cause, "ref-after-free") == 0 || strcmp(cause, "unref-at-zero") == 0 ||
                               strcmp(cause, "in-use") == 0;
    return is_about_refs ? FINDING_REF_ERROR : FINDING_ERROR;
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

size_t filter_shown(const struct filter *filter, size_t count)
{
    return filter->top > 0 && filter->top < count ? filter->top : count;
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

static void add_time(struct out_blocks *out, uint64_t get_time)
{
    out->oldest = !out->has_oldest || get_time < out->oldest ? get_time : out->oldest;
    out->youngest = !out->has_oldest || get_time > out->youngest ? get_time : out->youngest;
    out->has_oldest = true;
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
    if (has_time)
    {
        add_time(out, block->get_time);
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

/* The line for all of the sites that may be to blame; SUPPRESS_NONE where one of them has none. */
static uint32_t ref_line(struct findings *findings, const struct ref_finding *ref)
{
    const struct slice *sites =
        ref->candidate_count > 0 ? &findings->candidates[ref->first_candidate] : &ref->site;
    const size_t count = ref->candidate_count > 0 ? ref->candidate_count : 1;
    uint32_t found = SUPPRESS_NONE;
    for (size_t i = 0; i < count && findings->suppressor.lines != NULL; i++)
    {
        const uint32_t site = site_labels_find(&findings->labels, sites[i]);
        const uint32_t line = suppressor_line(&findings->suppressor, SUPPRESS_REF, ref->pool, site);
        if (line == SUPPRESS_NONE)
        {
            return SUPPRESS_NONE;
        }
        found = i == 0 ? line : found;
    }
    return found;
}

/* Returns false where the finding is suppressed. */
static bool
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
        if (suppressor_hit(&findings->suppressor, ref_line(findings, &ref), FINDING_REF, 1, 0))
        {
            return false;
        }
        list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
        list->items[list->count++] = ref;
    }
    return true;
}

/* One entry for each block and site for now; findings_sort adds them up. */
static void add_balances(const struct walk *walk, const struct shares *shares)
{
    struct findings *findings = walk->findings;
    for (size_t i = 0; i < shares->count; i++)
    {
        const uint32_t number = shares->items[i].site;
        const struct slice site = findings_site(findings, number);
        const bool is_suppressed =
            suppressor_line(&findings->suppressor, SUPPRESS_REF, walk->pool, number) != SUPPRESS_NONE;
        if (findings_wants_site(findings, site) && !is_suppressed)
        {
            findings->balances = mem_grow(
                findings->balances, &findings->balance_room, findings->balance_count + 1,
                sizeof *findings->balances
            );
            findings->balances[findings->balance_count++] = (struct balance
            ){walk->pool, site, (int64_t)shares->items[i].taken - (int64_t)shares->items[i].given, 0, 0};
        }
    }
}

static void add_references(const struct walk *walk, uint64_t number, const struct block *block)
{
    struct shares shares;
    shares.count = refs_shares(&walk->findings->replay->refs, block->refs, shares.items);
    const bool is_unbalanced = (block->flags & BLOCK_COUNT_KNOWN) && block->count != 1;
    if (!is_unbalanced || add_ref(walk, number, block, &shares))
    {
        add_balances(walk, &shares);
    }
}

/* Whether the user knows of what was got there and is out. */
static bool is_leak_suppressed(const struct walk *walk, uint32_t site, uint64_t blocks, uint64_t bytes)
{
    struct suppressor *suppressor = &walk->findings->suppressor;
    return suppressor_hit(
        suppressor, suppressor_line(suppressor, SUPPRESS_LEAK, walk->pool, site), FINDING_LEAK, blocks, bytes
    );
}

static void visit(void *context, uint64_t number, struct block *block)
{
    const struct walk *walk = context;
    if (!pool_is_live(walk->state, block))
    {
        return;
    }
    const struct slice site = findings_site(walk->findings, block->site);
    const uint64_t bytes = (block->flags & BLOCK_SIZE_KNOWN) != 0 ? block->size : 0;
    if (findings_wants_site(walk->findings, site) && !is_leak_suppressed(walk, block->site, 1, bytes))
    {
        add_out(walk, block, site);
    }
    add_references(walk, number, block);
}

/* Live blocks of which only the number is known. */
static void add_unknown(const struct walk *walk)
{
    struct findings *findings = walk->findings;
    const struct replay_pool *pool = walk->state;
    const struct out_blocks key = {.pool = walk->pool, .site = findings_site(findings, SITE_INDEX_BEFORE)};
    if (pool->unknown > 0 && findings_wants_site(findings, key.site) &&
        !is_leak_suppressed(walk, SITE_INDEX_BEFORE, pool->unknown, 0))
    {
        struct out_blocks *out = group(list_for(findings, pool, !pool->holed), &key);
        out->blocks += pool->unknown;
        out->unsized += pool->unknown;
        out->uncounted += pool->unknown;
    }
}

static void add_error(struct findings *findings, const struct replay_error *error)
{
    const char *name = event_cause_name(error->cause);
    const char *kind = name == NULL ? "other" : name;
    struct suppressor *suppressor = &findings->suppressor;
    const uint32_t line = suppressor_error_line(suppressor, kind, error->pool, error->site);
    if (!suppressor_hit(suppressor, line, findings_error_kind(kind), error->count, 0))
    {
        findings->errors = mem_grow(
            findings->errors, &findings->error_room, findings->error_count + 1, sizeof *findings->errors
        );
        findings->errors[findings->error_count++] = (struct error_finding
        ){kind, error->pool, findings_site(findings, error->site), error->count, error->gets};
    }
}

static void collect_errors(struct findings *findings)
{
    const struct replay *replay = findings->replay;
    for (size_t i = 0; i < replay->error_count; i++)
    {
        const struct replay_error *error = &replay->errors[i];
        if (findings_wants_pool(findings, error->pool) &&
            findings_wants_site(findings, findings_site(findings, error->site)))
        {
            add_error(findings, error);
        }
    }
}

void findings_collect(struct findings *findings, const struct replay *replay, const struct filter *filter)
{
    *findings = (struct findings){.replay = replay, .filter = filter, .leaks = {.is_certain = true}};
    suppressor_init(&findings->suppressor, filter->suppressions, &replay->names, &findings->labels);
    for (uint32_t i = 1; i < replay->names.pool_count && i < replay->pool_room; i++)
    {
        struct walk walk = {findings, i, &replay->pools[i]};
        if (walk.state->started && findings_wants_pool(findings, i))
        {
            blocks_each(&walk.state->blocks, visit, &walk);
            add_unknown(&walk);
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
    site_labels_free(&findings->labels);
    suppressor_free(&findings->suppressor);
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

/* What was out when events went missing may be anything since. */
static void add_growth(struct growth *growth, const struct replay *replay, struct out_list *list)
{
    for (size_t i = 0; i < list->count; i++)
    {
        struct out_blocks *out = &list->items[i];
        out->growth = out->is_likely ? NULL : growth_of(growth, replay, out->pool, out->site, out->blocks);
    }
}

void findings_add_growth(struct findings *findings, struct growth *growth)
{
    add_growth(growth, findings->replay, &findings->leaks);
    add_growth(growth, findings->replay, &findings->at_cut);
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
