/* SPDX-License-Identifier: MIT */
/*
 * The figures of many traces, added up: sums, and maxima with the trace they come
 * from. Adding is associative and commutative, so that parts may be added up
 * anywhere and in any order. Memory is bounded by pools and sites.
 */
#ifndef JUNOMEMSTAT_FLEET_H
#define JUNOMEMSTAT_FLEET_H

#include "figures.h"
#include "findings.h"
#include "hash.h"

/* Sums stop here: the largest number that every reader of JSON has. */
#define FLEET_NUMBER_MOST ((uint64_t)INT64_MAX)

#define FLEET_TEXTS 3u
#define FLEET_FIELDS 9u

/* Traces that are listed of those incomplete, and of those not read: the first by name. */
#define FLEET_NAMES 100u

enum fleet_list
{
    FLEET_TOTALS, /* one row, of the lines' own members */
    FLEET_POOLS,
    FLEET_LEAKS,
    FLEET_REFS,
    FLEET_ERRORS,
    FLEET_AT_CUT,
    FLEET_UNCERTAIN,
    FLEET_REFS_UNSURE,
    FLEET_LISTS
};

/* What a line says of one row. */
struct fleet_item
{
    enum fleet_list list;
    struct slice texts[FLEET_TEXTS];
    bool has_size, has_length; /* of the pool */
    uint64_t block_size, length;
    struct figure figures[FLEET_FIELDS];
    struct slice trace; /* the one of the maximum */
    bool is_doubtful;   /* one of several sites */
    bool has_clock;
};

enum fleet_way
{
    FLEET_SUM,
    FLEET_MOST
};

/* A figure of a row, and the key that it has. */
struct fleet_field
{
    const char *key;
    const char *instead; /* where the line is of one trace: its key there; NULL: the same */
    enum fleet_way way;
    bool names_trace; /* of a maximum: the trace is said */
    bool is_optional; /* left out where it is 0 */
    bool is_once;     /* counted once for each trace, however many rows of it fall together */
    /* Where the line is of one trace and has no such key. */
    struct figure (*derive)(const struct fleet_item *item);
};

struct fleet_shape
{
    const char *key;                /* of the list */
    const char *texts[FLEET_TEXTS]; /* keys of what tells rows apart; NULL: there are no more */
    const char *trace_key;          /* of the trace that a maximum comes from, or NULL */
    const struct fleet_field *fields;
    size_t field_count;
    size_t weights[3]; /* fields by which rows are sorted, the first first */
};

extern const struct fleet_shape fleet_shapes[FLEET_LISTS];

/* Fields that code asks for. */
enum fleet_position
{
    FLEET_EVENTS = 0,
    FLEET_DROPPED = 1,
    FLEET_DURATION = 4,
    FLEET_NO_CLOCK = 5,
    FLEET_CORRUPT = 6,
    FLEET_POOL_TRACES = 0,
    FLEET_POOL_USED = 1,
    FLEET_POOL_PEAK = 2,
    FLEET_POOL_FULL = 3,
    FLEET_POOL_GETS = 4,
    FLEET_POOL_PUTS = 5,
    FLEET_POOL_FAILED = 7,
    FLEET_POOL_WASTE = 8,
    FLEET_ROW_TRACES = 0,
    FLEET_ROW_COUNT = 1,
    FLEET_OUT_BYTES = 2,
    FLEET_OUT_UNSIZED = 4,
    FLEET_REF_COUNT = 2,
    FLEET_REF_DOUBT = 3
};

struct fleet_row
{
    struct fleet_item sum; /* its texts and trace are the row's own */
    bool has_trace;
    uint64_t last_line; /* that had this row */
};

struct fleet_rows
{
    struct fleet_row *items;
    size_t count, room;
    struct hash_index index;
};

struct fleet_name
{
    struct buffer trace;
    struct buffer why;
};

/* The first by name of any number. */
struct fleet_names
{
    struct fleet_name items[FLEET_NAMES];
    size_t count;
};

struct fleet
{
    struct fleet_rows lists[FLEET_LISTS];
    uint64_t complete, incomplete, unreadable; /* traces */
    uint64_t bad_lines;                        /* of which nobody knows what they said */
    struct fleet_names incomplete_traces, unreadable_traces;
    uint64_t line; /* number of lines so far */
};

/* Of numbers that are FLEET_NUMBER_MOST at most. */
uint64_t fleet_plus(uint64_t a, uint64_t b);

/* Adds the row to its list. Rows of one line (`line`) that fall together are of one trace. */
void fleet_add(struct fleet *fleet, const struct fleet_item *item);

void fleet_name_add(struct fleet_names *names, struct slice trace, struct slice why);

/* Whether the user's word is the pool's label, or its name without the number in brackets. */
bool fleet_is_pool(const char *word, struct slice label);

/* Puts all lists in the order of reports: heaviest first. */
void fleet_sort(struct fleet *fleet);

/* The sum of one field over a list's rows. */
uint64_t fleet_total(const struct fleet *fleet, enum fleet_list list, size_t field);

/* All readable traces. */
uint64_t fleet_traces(const struct fleet *fleet);

bool fleet_is_complete(const struct fleet *fleet);

void fleet_free(struct fleet *fleet);

#endif
