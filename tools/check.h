/* SPDX-License-Identifier: MIT */
/* check: how the rules are judged, and what is printed of it. */
#ifndef JUNOMEMSTAT_CHECK_H
#define JUNOMEMSTAT_CHECK_H

#include "at.h"
#include "compare.h"
#include "rules.h"

enum verdict
{
    VERDICT_OK,
    VERDICT_UNSURE, /* the limit holds for what was seen; a gap may hide more */
    VERDICT_FAILED,
    VERDICT_COUNT
};

/* One rule, held against one trace; a rule for all pools is one for each. */
struct check_result
{
    const char *rule; /* as an option or, for the baseline's, as a word of its own */
    enum measure what;
    const struct summary_pool *pool; /* of a peak; else NULL */
    bool is_baseline;                /* the figure counts what is worse; the limit is 0 */
    struct figure figure;
    uint64_t limit;
    bool has_limit;         /* else the pool's length is not known */
    const char *limit_text; /* as it was given */
    enum verdict verdict;
    struct change *items; /* the sites, or pools, that it comes from; heaviest first */
    size_t item_count;
};

struct check_results
{
    struct check_result *items;
    size_t count, room;
    size_t of[VERDICT_COUNT];
    const struct summary *baseline; /* NULL: none */
    struct comparison comparison;   /* with it */
    uint64_t suppressed;            /* findings that no rule sees */
};

/* What the rules are held against. */
struct check_facts
{
    const struct summary *trace;
    const struct summary *held;     /* rows of who held what at the peaks */
    const struct summary *baseline; /* NULL: none */
};

/* Collects these rows, for the pools of the trace's summary; to be freed with summary_free. */
void check_collect_held(
    struct summary *held, const struct at *at, const struct run *run, const struct summary *summary
);

/* Judges all rules; returns false after a message where one cannot be. */
bool check_judge(struct check_results *results, const struct rules *rules, const struct check_facts *facts);
void check_free(struct check_results *results);

/* `4 of 4 (100%)`, and `80% (3)`. */
void check_figure(struct buffer *out, const struct check_result *result);
void check_limit(struct buffer *out, const struct check_result *result);
/* `peak of messages`, `leaked blocks`, `baseline: leaks` */
void check_title(struct buffer *out, const struct check_result *result);
/* `router.c:33 (produce) in messages: 3`, with `, was 1` of a baseline */
void check_item(struct buffer *out, const struct check_result *result, const struct change *item);

const char *check_verdict_name(enum verdict verdict);

void check_text(struct run *run, const struct check_results *results);
void check_json(struct run *run, const struct check_results *results);

/* A report for CI systems, gathered trace by trace. */
struct junit
{
    struct buffer suites;
    size_t tests, failures, errors, skipped;
};

/* Adds a suite; at most `most` details of a test. With `strict`, what is unsure is an error. */
void junit_add(
    struct junit *junit, const char *trace, const struct check_results *results, size_t most, bool strict
);
void junit_print(const struct junit *junit, FILE *stream);

/* Details of a rule that are printed where --top does not say how many. */
#define CHECK_DETAILS 5u

#endif
