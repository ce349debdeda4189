/* SPDX-License-Identifier: MIT */
#include "summary_rows.h"

#include "label.h"
#include "mem.h"
#include "saturate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

char *rows_copy(struct slice text)
{
    char *copy = mem_alloc(text.size + 1);
    if (text.size > 0)
    {
        memcpy(copy, text.text, text.size);
    }
    return copy;
}

static char *copy_word(const char *word)
{
    return rows_copy((struct slice){word, strlen(word)});
}

struct summary_row *
rows_add(struct summary *summary, enum measure what, const char *pool, struct figure figure)
{
    summary->rows =
        mem_grow(summary->rows, &summary->row_room, summary->row_count + 1, sizeof *summary->rows);
    struct summary_row *row = &summary->rows[summary->row_count++];
    if (figure.sure)
    {
        figure.min = figure.max = figure.value;
    }
    *row = (struct summary_row){.what = what, .figure = figure, .unit = 1};
    row->pool = copy_word(pool);
    row->kind = copy_word("");
    row->site = copy_word("");
    row->key = copy_word("");
    return row;
}

/* Where the digits that end before `end` begin. */
static size_t digits_start(const char *text, size_t end, int (*is_digit)(int))
{
    while (end > 0 && is_digit((unsigned char)text[end - 1]))
    {
        end--;
    }
    return end;
}

/* Where the number that ends before `end` begins, with the sign before it; `end` where there is none. */
static size_t number_start(const char *text, size_t end)
{
    size_t at = digits_start(text, end, isxdigit);
    if (at >= 3 && at < end && memcmp(text + at - 2, "0x", 2) == 0 && text[at - 3] == '+')
    {
        return at - 3;
    }
    at = digits_start(text, end, isdigit);
    return at > 0 && at < end && text[at - 1] == ':' ? at - 1 : end;
}

void summary_site_key(struct buffer *key, struct slice site)
{
    size_t from = 0;
    for (size_t at = 0; at + 1 < site.size; at++)
    {
        if (site.text[at] == ' ' && site.text[at + 1] == '(')
        {
            const size_t number = number_start(site.text, at);
            const size_t kept = number > from ? number - from : 0;
            buffer_add(key, (struct slice){site.text + from, kept});
            from = at;
        }
    }
    buffer_add(key, (struct slice){site.text + from, site.size - from});
}

struct place
{
    enum measure what;
    uint32_t pool;
    const char *kind;
    struct slice site;
    bool is_vague;
};

bool rows_is_vague(const struct findings *findings, uint32_t pool, struct slice site)
{
    static const char unknown[] = "unknown"; /* what label_site calls it */
    const bool is_open =
        pool == POOL_NONE ? !replay_is_complete(findings->replay) : findings->replay->pools[pool].gapped;
    return is_open && site.size == sizeof unknown - 1 && memcmp(site.text, unknown, site.size) == 0;
}

bool rows_is_vague_leak(const struct findings *findings, const struct out_blocks *out)
{
    return out->is_likely || rows_is_vague(findings, out->pool, out->site);
}

bool rows_is_vague_ref(const struct findings *findings, const struct ref_finding *ref)
{
    const bool is_open = findings->replay->pools[ref->pool].gapped;
    return (is_open && ref->candidate_count > 1) || rows_is_vague(findings, ref->pool, ref->site);
}

void rows_set_site(struct summary_row *row, const char *kind, struct slice site)
{
    struct buffer key = {0};
    summary_site_key(&key, site);
    free(row->kind);
    free(row->site);
    free(row->key);
    row->kind = copy_word(kind);
    row->site = rows_copy(site);
    row->key = rows_copy(buffer_slice(&key));
    buffer_free(&key);
}

static void add_site_row(const struct gather *gather, const struct place *place, uint64_t count)
{
    const struct summary_pool *pool = gather->pools[place->pool].summary;
    const uint64_t hidden = pool == NULL ? gather->summary->poolless : pool->more[place->what];
    const uint64_t more = plus(hidden, gather->pools[place->pool].vague[place->what]);
    const struct figure figure = {
        .value = count,
        .min = place->is_vague ? 0 : count,
        .max = plus(count, more),
        .sure = more == 0 && !place->is_vague};
    struct summary_row *row =
        rows_add(gather->summary, place->what, pool == NULL ? "unknown" : pool->label, figure);
    rows_set_site(row, place->kind, place->site);
    row->unit = pool != NULL && place->what >= MEASURE_LEAKS ? pool->block_size : 1;
}

static void error_rows(const struct gather *gather)
{
    for (size_t i = 0; i < gather->findings->error_count; i++)
    {
        const struct error_finding *error = &gather->findings->errors[i];
        const bool is_vague = rows_is_vague(gather->findings, error->pool, error->site);
        const struct place misuse = {MEASURE_ERRORS, error->pool, error->kind, error->site, is_vague};
        const struct place failed = {MEASURE_FAILED, error->pool, "", error->site, is_vague};
        if (strcmp(error->kind, "full") != 0)
        {
            add_site_row(gather, &misuse, error->count);
        }
        if (error->gets > 0 && error->pool != POOL_NONE)
        {
            add_site_row(gather, &failed, error->gets);
        }
    }
}

/* Those of one pool, site and state stand together; texts of sites are kept once. */
static int by_place(const void *one, const void *other)
{
    const struct ref_finding *a = one;
    const struct ref_finding *b = other;
    if (a->pool != b->pool)
    {
        return a->pool < b->pool ? -1 : 1;
    }
    if (a->site.text != b->site.text)
    {
        return (uintptr_t)a->site.text < (uintptr_t)b->site.text ? -1 : 1;
    }
    if (a->is_orphaned != b->is_orphaned)
    {
        return (int)a->is_orphaned - (int)b->is_orphaned;
    }
    return (int)(a->candidate_count > 1) - (int)(b->candidate_count > 1);
}

/* One row for each site, however many blocks it holds. */
static void ref_rows(const struct gather *gather)
{
    const struct ref_list *list = &gather->findings->refs;
    struct ref_finding *refs = mem_alloc((list->count + 1) * sizeof *refs);
    size_t first = 0;
    for (size_t i = 0; i < list->count; i++)
    {
        refs[i] = list->items[i];
    }
    qsort(refs, list->count, sizeof *refs, by_place);
    for (size_t i = 1; i <= list->count; i++)
    {
        if (i == list->count || by_place(&refs[first], &refs[i]) != 0)
        {
            const struct ref_finding *ref = &refs[first];
            const struct place place = {
                MEASURE_UNBALANCED, ref->pool, ref->is_orphaned ? "orphaned" : "held", ref->site,
                rows_is_vague_ref(gather->findings, ref)};
            add_site_row(gather, &place, i - first);
            first = i;
        }
    }
    free(refs);
}

void rows_of_sites(const struct gather *gather)
{
    for (size_t i = 0; i < gather->findings->leaks.count; i++)
    {
        const struct out_blocks *out = &gather->findings->leaks.items[i];
        const struct place place = {
            MEASURE_LEAKS, out->pool, "", out->site, rows_is_vague_leak(gather->findings, out)};
        add_site_row(gather, &place, out->blocks);
    }
    ref_rows(gather);
    error_rows(gather);
}

int summary_row_order(const struct summary_row *one, const struct summary_row *other)
{
    if (one->what != other->what)
    {
        return one->what < other->what ? -1 : 1;
    }
    int order = strcmp(one->pool, other->pool);
    order = order != 0 ? order : strcmp(one->kind, other->kind);
    return order != 0 ? order : strcmp(one->key, other->key);
}

static int by_key_and_weight(const void *one, const void *other)
{
    const struct summary_row *a = one;
    const struct summary_row *b = other;
    const int order = summary_row_order(a, b);
    if (order == 0 && a->figure.value != b->figure.value)
    {
        return a->figure.value > b->figure.value ? -1 : 1;
    }
    return order != 0 ? order : strcmp(a->site, b->site);
}

static void free_row(struct summary_row *row)
{
    free(row->pool);
    free(row->kind);
    free(row->site);
    free(row->key);
}

/* The sum is called by what its sites have in common. */
static void add_to(struct summary_row *sum, struct summary_row *row)
{
    sum->figure.value = plus(sum->figure.value, row->figure.value);
    sum->figure.min = plus(sum->figure.min, row->figure.min);
    sum->figure.max = plus(sum->figure.max, row->figure.value);
    sum->figure.sure = sum->figure.sure && row->figure.sure;
    if (strcmp(sum->site, row->site) != 0)
    {
        free(sum->site);
        sum->site = copy_word(sum->key);
    }
    free_row(row);
}

void rows_sort(struct summary *summary)
{
    size_t kept = 0;
    if (summary->row_count > 1)
    {
        qsort(summary->rows, summary->row_count, sizeof *summary->rows, by_key_and_weight);
    }
    for (size_t i = 0; i < summary->row_count; i++)
    {
        if (kept > 0 && summary_row_order(&summary->rows[kept - 1], &summary->rows[i]) == 0)
        {
            add_to(&summary->rows[kept - 1], &summary->rows[i]);
        }
        else
        {
            summary->rows[kept++] = summary->rows[i];
        }
    }
    summary->row_count = kept;
}

void rows_free(struct summary *summary)
{
    for (size_t i = 0; i < summary->row_count; i++)
    {
        free_row(&summary->rows[i]);
    }
    free(summary->rows);
}
