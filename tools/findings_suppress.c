/* SPDX-License-Identifier: MIT */
#include "findings_suppress.h"

#include "label.h"
#include "mem.h"
#include "saturate.h"

#include <stdlib.h>

void suppressor_init(
    struct suppressor *suppressor,
    const struct suppress_list *lines,
    const struct names *names,
    struct site_labels *labels
)
{
    *suppressor = (struct suppressor){.names = names, .labels = labels};
    if (lines != NULL && lines->count > 0)
    {
        suppressor->lines = lines;
        suppressor->hits = mem_alloc(lines->count * sizeof *suppressor->hits);
    }
}

void suppressor_free(struct suppressor *suppressor)
{
    for (enum suppress_type type = SUPPRESS_LEAK; type < SUPPRESS_TYPES; type++)
    {
        free(suppressor->known[type]);
    }
    free(suppressor->hits);
    *suppressor = (struct suppressor){0};
}

static uint32_t earlier(uint32_t one, uint32_t other)
{
    return one < other ? one : other;
}

static uint32_t look_for_pool(const struct suppressor *suppressor, uint32_t pool)
{
    struct buffer label = {0};
    uint32_t found = SUPPRESS_NONE;
    label_pool(&label, suppressor->names, pool);
    for (size_t i = 0; i < suppressor->lines->count && found == SUPPRESS_NONE; i++)
    {
        const struct suppress_line *line = &suppressor->lines->items[i];
        const bool fits = line->type == SUPPRESS_POOL && suppress_matches(line, buffer_slice(&label));
        found = fits ? (uint32_t)i : SUPPRESS_NONE;
    }
    buffer_free(&label);
    return found;
}

static uint32_t look_for_site(const struct suppressor *suppressor, enum suppress_type type, uint32_t site)
{
    const struct slice label = site_labels_text(suppressor->labels, suppressor->names, site);
    uint32_t found = SUPPRESS_NONE;
    for (size_t i = 0; i < suppressor->lines->count && found == SUPPRESS_NONE; i++)
    {
        const struct suppress_line *line = &suppressor->lines->items[i];
        const bool fits = line->type == type && suppress_matches_site(line, suppressor->names, site, label);
        found = fits ? (uint32_t)i : SUPPRESS_NONE;
    }
    return found;
}

/* Looked for once only: there are as many answers as sites and pools. */
static uint32_t known_line(struct suppressor *suppressor, enum suppress_type type, uint32_t of)
{
    uint32_t **known = &suppressor->known[type];
    *known = mem_grow(*known, &suppressor->known_room[type], (size_t)of + 1, sizeof **known);
    if ((*known)[of] == 0)
    {
        const uint32_t found =
            type == SUPPRESS_POOL ? look_for_pool(suppressor, of) : look_for_site(suppressor, type, of);
        (*known)[of] = found == SUPPRESS_NONE ? SUPPRESS_NONE : found + 1;
    }
    return (*known)[of] == SUPPRESS_NONE ? SUPPRESS_NONE : (*known)[of] - 1;
}

uint32_t suppressor_line(struct suppressor *suppressor, enum suppress_type type, uint32_t pool, uint32_t site)
{
    if (suppressor->lines == NULL)
    {
        return SUPPRESS_NONE;
    }
    const uint32_t first = site_labels_first(suppressor->labels, suppressor->names, site);
    return earlier(known_line(suppressor, SUPPRESS_POOL, pool), known_line(suppressor, type, first));
}

/* The cause, or `CAUSE at SITE`. */
static bool matches_cause(const struct suppress_line *line, const char *cause, struct slice label)
{
    struct buffer text = {0};
    buffer_word(&text, cause);
    bool fits = suppress_matches(line, buffer_slice(&text));
    buffer_word(&text, " at ");
    buffer_add(&text, label);
    fits = fits || suppress_matches(line, buffer_slice(&text));
    buffer_free(&text);
    return fits;
}

uint32_t suppressor_error_line(struct suppressor *suppressor, const char *cause, uint32_t pool, uint32_t site)
{
    uint32_t found = suppressor_line(suppressor, SUPPRESS_ERROR, pool, site);
    if (suppressor->lines == NULL)
    {
        return SUPPRESS_NONE;
    }
    const struct slice label = site_labels_text(suppressor->labels, suppressor->names, site);
    const size_t most = found == SUPPRESS_NONE ? suppressor->lines->count : found;
    for (size_t i = 0; i < most; i++)
    {
        const struct suppress_line *line = &suppressor->lines->items[i];
        if (line->type == SUPPRESS_ERROR && matches_cause(line, cause, label))
        {
            return (uint32_t)i;
        }
    }
    return found;
}

bool suppressor_hit(
    struct suppressor *suppressor, uint32_t line, enum finding_kind kind, uint64_t count, uint64_t bytes
)
{
    if (line == SUPPRESS_NONE)
    {
        return false;
    }
    struct suppressed *hit = &suppressor->hits[line];
    hit->count[kind] = plus(hit->count[kind], count);
    hit->bytes = plus(hit->bytes, bytes);
    return true;
}

uint64_t suppressor_hits(const struct suppressor *suppressor, size_t line, unsigned kinds)
{
    uint64_t count = 0;
    for (enum finding_kind kind = FINDING_LEAK; kind < FINDING_KINDS; kind++)
    {
        count = plus(count, (kinds & FINDING_BIT(kind)) != 0 ? suppressor->hits[line].count[kind] : 0);
    }
    return count;
}

bool suppressor_concerns(enum suppress_type type, unsigned kinds)
{
    static const unsigned concerned[SUPPRESS_TYPES] = {
        [SUPPRESS_LEAK] = FINDINGS_LEAKS,
        [SUPPRESS_REF] = FINDING_BIT(FINDING_REF),
        [SUPPRESS_ERROR] = FINDING_BIT(FINDING_REF_ERROR) | FINDING_BIT(FINDING_ERROR),
        [SUPPRESS_POOL] = FINDINGS_ALL};
    return (concerned[type] & kinds) != 0;
}
