/* SPDX-License-Identifier: MIT */
/*
 * Files that name what is known and accepted, in the syntax of LeakSanitizer's
 * suppressions: a line is `TYPE:PATTERN`, a comment after `#`, or empty. A
 * pattern is found anywhere in a text; `*` stands for any characters, a leading
 * `^` for the text's beginning, and `$` for its end, which ends the pattern too.
 */
#ifndef JUNOMEMSTAT_SUPPRESS_H
#define JUNOMEMSTAT_SUPPRESS_H

#include "names.h"

enum suppress_type
{
    SUPPRESS_LEAK,  /* blocks still out, by the site of their get */
    SUPPRESS_REF,   /* references not given back, by the site that took them */
    SUPPRESS_ERROR, /* failed calls, by site or cause */
    SUPPRESS_POOL,  /* all findings of a pool */
    SUPPRESS_TYPES
};

struct suppress_line
{
    enum suppress_type type;
    char *pattern;    /* as it was written */
    char *glob;       /* the same for the whole of a text, with `*` alone being special */
    const char *file; /* the name that suppress_read was given */
    uint64_t number;  /* of the line, from 1 */
};

struct suppress_list
{
    struct suppress_line *items;
    size_t count, room;
};

/* No line; larger than each. */
#define SUPPRESS_NONE UINT32_MAX

/* Adds the lines of the file. Returns false after a message. */
bool suppress_read(struct suppress_list *list, const char *file);
void suppress_free(struct suppress_list *list);

/* `leak`, `ref`, `error` or `pool`. */
const char *suppress_type_name(enum suppress_type type);

/* An empty text matches nothing. */
bool suppress_matches(const struct suppress_line *line, struct slice text);

/*
 * Whether the line's pattern is found in the site's text, its file, its
 * function, or its module's path; of inlined functions, in those of any.
 */
bool suppress_matches_site(
    const struct suppress_line *line, const struct names *names, uint32_t site, struct slice label
);

#endif
