/* SPDX-License-Identifier: MIT */
/* What `check` holds a trace against: limits from the command line and from a budget file. */
#ifndef JUNOMEMSTAT_RULES_H
#define JUNOMEMSTAT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names all pools that no other rule names. */
#define RULES_ANY_POOL "*"

/* What the whole of a pool is as a share. */
#define RULES_WHOLE UINT64_C(1000000)

enum count_rule
{
    RULE_LEAKS,
    RULE_FAILED,
    RULE_UNBALANCED,
    RULE_ERRORS,
    RULE_COUNT
};

struct limit
{
    bool is_given;
    bool is_share;
    uint64_t value; /* a number, or a share in millionths */
    char *text;     /* as it was given */
    unsigned line;  /* of the budget file, from 1; 0: the command line */
};

struct peak_rule
{
    char *pool;
    struct limit limit;
};

struct rules
{
    struct peak_rule *peaks;
    size_t peak_count, peak_room;
    struct limit counts[RULE_COUNT];
    char *baseline; /* a trace; NULL: none */
    unsigned baseline_line;
};

/* The rule's name, as in `--max-leaks` and in a budget. */
const char *rules_count_name(enum count_rule rule);

/*
 * Each takes what was given; returns NULL, or, where it is not right, what would
 * be: "a whole number from 0 on", say. The later of two for the same thing holds.
 */
const char *rules_take_peak(struct rules *rules, const char *value, unsigned line);
const char *rules_take_count(struct rules *rules, enum count_rule rule, const char *value, unsigned line);

/* Adds the budget's rules, but for those that are there already; returns false after a message. */
bool rules_read_budget(struct rules *rules, const char *name);

void rules_copy(struct rules *copied, const struct rules *rules);

bool rules_is_empty(const struct rules *rules);

/* How many blocks of a pool the share is, rounded down. */
uint64_t rules_share_of(uint64_t share, uint64_t length);

/* The rule of exactly this word, or NULL. */
struct peak_rule *rules_peak_of(const struct rules *rules, const char *pool);

void rules_free(struct rules *rules);

#endif
