/* SPDX-License-Identifier: MIT */
/* A moment of a trace, as the command line names it: a time, or a mark. */
#ifndef JUNOMEMSTAT_MOMENT_H
#define JUNOMEMSTAT_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

enum moment_kind
{
    MOMENT_NONE,
    MOMENT_TIME, /* nanoseconds after the first event of each stream */
    MOMENT_MARK  /* where a mark with this text stands */
};

struct moment
{
    enum moment_kind kind;
    uint64_t nanoseconds;
    const char *mark;
};

/*
 * Reads `1.5s`, `20ms`, `3us`, `7ns`, `2min`, `1h` or `mark:TEXT`; a number
 * without a unit is seconds. Returns false where it is none of them, or too large.
 */
bool moment_parse(struct moment *moment, const char *text);

/* What may be written, for messages. */
#define MOMENT_SYNTAX "a time such as 1.5s, 20ms or 300us, or mark:TEXT"

#endif
