/* SPDX-License-Identifier: MIT */
/*
 * What can be compared of a trace, kept when its replay is gone: one row for
 * each pool, or pool and site, and measure. Its size goes with pools and sites.
 */
#ifndef JUNOMEMSTAT_SUMMARY_H
#define JUNOMEMSTAT_SUMMARY_H

#include "command.h"
#include "figures.h"

/* In the order of what weighs most. */
enum measure
{
    /* By site; more is worse. */
    MEASURE_ERRORS, /* failed calls, for any cause but a full pool */
    MEASURE_FAILED, /* failed gets, for any cause */
    MEASURE_LEAKS,
    MEASURE_UNBALANCED,
    /* By pool; more is worse. */
    MEASURE_PEAK,
    /* By pool, and of the whole trace; neither better nor worse. */
    MEASURE_POOL, /* there is one of this name */
    MEASURE_LENGTH,
    MEASURE_BLOCK_SIZE,
    MEASURE_GETS,
    MEASURE_EVENTS,
    MEASURE_GET_RATE, /* thousandths per second */
    MEASURE_EVENT_RATE,
    MEASURE_COUNT
};

/* The measures from this one on are not by site, and those from the next one on have no better and worse. */
#define MEASURE_FIRST_BY_POOL MEASURE_PEAK
#define MEASURE_FIRST_NEUTRAL MEASURE_POOL
#define MEASURES_BY_SITE ((size_t)MEASURE_FIRST_BY_POOL)

struct summary_row
{
    enum measure what;
    char *pool; /* label; empty: of the whole trace */
    char *kind; /* of an error, else empty */
    char *site; /* for people */
    char *key;  /* the site without line and offset where the function is known: they move with each edit */
    struct figure figure;
    uint64_t unit; /* what one more weighs: bytes, or 1 */
};

struct summary_pool
{
    char *label, *name;
    uint32_t position; /* in the trace's names */
    bool is_defined;
    uint64_t length, block_size;
    struct figure peak;
    uint64_t more[MEASURES_BY_SITE];  /* that a gap may hide; UNBOUNDED: no limit is known */
    uint64_t vague[MEASURES_BY_SITE]; /* of those found, whose site a gap hides */
};

struct summary
{
    char *name; /* of the trace, for people */
    char *gap;  /* where and why it is incomplete, first of all; empty where it is not */
    bool is_complete;
    bool has_site;       /* one with the text asked for */
    bool has_rates;      /* the trace has a clock */
    bool may_have_pools; /* that nobody told of */
    uint64_t suppressed; /* findings that are not in it */
    uint64_t poolless;   /* further errors of calls without a pool */
    struct figure totals[MEASURES_BY_SITE];
    struct summary_pool *pools;
    struct summary_row *rows; /* sorted by measure, pool, kind and key, which occur once */
    size_t pool_count, row_count, row_room;
};

/* Of the trace that was replayed, as far as the options' filter wants it. */
void summary_collect(struct summary *summary, const struct run *run);
void summary_free(struct summary *summary);

/* The order of rows; 0: the same thing is measured. */
int summary_row_order(const struct summary_row *one, const struct summary_row *other);

/* What holds where there is no row like this one: 0, or more where a gap may hide it. */
struct figure summary_absent(const struct summary *summary, const struct summary_row *row);

/* Adds the site's text without the line, or the offset, that stands before a function's name. */
void summary_site_key(struct buffer *key, struct slice site);

/* UNBOUNDED stays, and nothing goes below 0. */
uint64_t summary_minus(uint64_t number, uint64_t less);

#endif
