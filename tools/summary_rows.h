/* SPDX-License-Identifier: MIT */
/* The rows of a summary: how they are made, put in order and added up. */
#ifndef JUNOMEMSTAT_SUMMARY_ROWS_H
#define JUNOMEMSTAT_SUMMARY_ROWS_H

#include "summary.h"

struct gathered_pool
{
    const struct summary_pool *summary; /* NULL: not asked for */
    uint64_t leaks, refs, uncounted;
    uint64_t vague[MEASURES_BY_SITE]; /* may be any site's */
};

/* A summary in the making. */
struct gather
{
    struct summary *summary;
    const struct findings *findings;
    struct gathered_pool *pools; /* by position in the trace */
};

/* A copy of the text, terminated. */
char *rows_copy(struct slice text);

/* Adds a row of a pool; valid until the next is added. */
struct summary_row *
rows_add(struct summary *summary, enum measure what, const char *pool, struct figure figure);

/* Gives it a cause or a state, which may be empty, and a site. */
void rows_set_site(struct summary_row *row, const char *kind, struct slice site);

/* Whether a gap leaves it open that this is the site of what was found in the pool. */
bool rows_is_vague(const struct findings *findings, uint32_t pool, struct slice site);
bool rows_is_vague_leak(const struct findings *findings, const struct out_blocks *out);
bool rows_is_vague_ref(const struct findings *findings, const struct ref_finding *ref);

/* Adds those of leaks, references and failed calls. */
void rows_of_sites(const struct gather *gather);

/* Puts all in order, and adds up those that measure the same. */
void rows_sort(struct summary *summary);

void rows_free(struct summary *summary);

#endif
