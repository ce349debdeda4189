/* SPDX-License-Identifier: MIT */
/* What a replayed trace has to complain about, grouped and sorted. */
#ifndef JUNOMEMSTAT_FINDINGS_H
#define JUNOMEMSTAT_FINDINGS_H

#include "findings_suppress.h"
#include "growth.h"
#include "ref_totals.h"
#include "replay.h"

/* Which pools and sites are asked for; nothing set: all. */
struct filter
{
    const char *const *pools;
    size_t pool_count;
    const char *site;                         /* part of a site's text */
    size_t top;                               /* rows of each list to show; 0: all */
    const struct suppress_list *suppressions; /* what is not to be complained about; NULL: none */
};

/* Blocks still out, of one pool and site. */
struct out_blocks
{
    uint32_t pool;
    struct slice site;
    bool is_likely; /* the site is where the block was got when it was last seen */
    uint64_t blocks;
    uint64_t bytes;                      /* sum of the sizes asked for */
    uint64_t unsized;                    /* blocks whose size is not known */
    uint64_t uncounted;                  /* blocks whose reference count is not known */
    uint64_t oldest;                     /* ticks, of the first get */
    uint64_t youngest;                   /* and of the last */
    bool has_oldest;                     /* and the youngest */
    const struct growth_figures *growth; /* NULL: not known, or not asked for */
    uint64_t most_refs;                  /* largest reference count that is known of them */
    bool has_refs;
};

/* A block whose count is not 1. */
struct ref_finding
{
    uint32_t pool;
    uint64_t block;
    uint32_t serial;
    uint32_t count;
    struct slice site;      /* the newest of the candidates */
    size_t first_candidate; /* in the findings' list */
    size_t candidate_count; /* sites that may hold it; 0 or 1: no doubt */
    bool all_hold;          /* each of the candidates does */
    bool is_orphaned;
};

/* References taken and not given back at one site, by blocks still out. */
struct balance
{
    uint32_t pool;
    struct slice site;
    int64_t net;
    uint64_t taken; /* in the whole run, where that was asked for */
    uint64_t given; /* back */
};

struct error_finding
{
    const char *kind;
    uint32_t pool;
    struct slice site;
    uint64_t count;
    uint64_t gets; /* of them, that were gets */
};

struct out_list
{
    struct out_blocks *items;
    size_t count, room;
    struct hash_index index;
    bool is_certain; /* there may be more of them, but not fewer */
};

struct ref_list
{
    struct ref_finding *items;
    size_t count, room;
};

struct findings
{
    const struct replay *replay;
    const struct filter *filter;
    struct out_list leaks;     /* certainly out at the end */
    struct out_list at_cut;    /* out where a trace without an end stops */
    struct out_list uncertain; /* not seen since a gap */
    struct ref_list refs;
    struct ref_list refs_unsure;
    struct slice *candidates; /* sites of the entries in refs and refs_unsure */
    size_t candidate_count, candidate_room;
    struct balance *balances;
    size_t balance_count, balance_room;
    struct error_finding *errors;
    size_t error_count, error_room;
    struct site_labels labels;
    struct suppressor suppressor;
};

void findings_collect(struct findings *findings, const struct replay *replay, const struct filter *filter);
void findings_free(struct findings *findings);

/* The site's text; stays where it is until findings_free. */
struct slice findings_site(struct findings *findings, uint32_t site);

/* Whether the pool is among those asked for. */
bool filter_wants_pool(const struct filter *filter, const struct names *names, uint32_t pool);

/* A failed call of this cause: FINDING_REF_ERROR or FINDING_ERROR. */
enum finding_kind findings_error_kind(const char *cause);

bool findings_wants_pool(const struct findings *findings, uint32_t pool);
bool findings_wants_site(const struct findings *findings, struct slice site);

/* How many rows are shown of a list of `count`. */
size_t filter_shown(const struct filter *filter, size_t count);

/* Puts all lists in the order of reports: heaviest first. */
void findings_sort(struct findings *findings);

/* Adds to the balances all sites that took or gave back references in the run, balanced ones too. */
void findings_add_totals(struct findings *findings, const struct ref_totals *totals);

/* Adds to the blocks that are out, but for those that are uncertain, how their number grew. */
void findings_add_growth(struct findings *findings, struct growth *growth);

/* Blocks of all lists that are out and of which the size, or the count, is not known. */
void findings_unknown(const struct findings *findings, uint64_t *unsized, uint64_t *uncounted);

uint64_t findings_blocks(const struct out_list *list);
uint64_t findings_bytes(const struct out_list *list);

#endif
