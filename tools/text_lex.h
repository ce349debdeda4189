/* SPDX-License-Identifier: MIT */
/* The words and fields of one line of a text trace. */
#ifndef JUNOMEMSTAT_TEXT_LEX_H
#define JUNOMEMSTAT_TEXT_LEX_H

#include "event.h"

enum field
{
    FIELD_SIZE,
    FIELD_COUNT,
    FIELD_LIVE,
    FIELD_THREAD,
    FIELD_STATUS,
    FIELD_VALUE,
    FIELD_LENGTH,
    FIELD_BASE,
    FIELD_AGE,
    FIELD_SINCE,
    FIELD_TICKS,
    FIELD_POINTER,
    FIELD_PACKETS,
    FIELD_DROPPED,
    FIELD_EVENTS,
    FIELD_BEFORE,
    FIELD_FIRST_TEXT,
    FIELD_VERSION = FIELD_FIRST_TEXT,
    FIELD_PROGRAM,
    FIELD_BUILD_ID,
    FIELD_WHY,
    FIELD_SITE,
    FIELDS
};

#define FIELD_BIT(field) (UINT32_C(1) << (field))

/* The fields after a line's leading words. A string is its number in the names. */
struct text_fields
{
    uint32_t seen; /* FIELD_BITs */
    uint64_t number[FIELD_FIRST_TEXT];
    uint32_t string[FIELDS - FIELD_FIRST_TEXT];
    uint32_t site;
};

struct text_line
{
    struct slice rest; /* not yet read */
    struct names *names;
    uint32_t stream;
    char *scratch; /* for unquoted strings; as long as the longest line */
    char *wrong;   /* what is wrong with the line, once something is */
    size_t wrong_size;
};

/* Says what is wrong with the line; the first to speak wins. Returns false. */
bool text_wrong(struct text_line *line, const char *what, struct slice where);

/* The next word, with its quotes; empty at the end of the line. */
struct slice text_word(struct text_line *line);

bool text_is(struct slice word, const char *text);

/* Takes the quotes and escapes off into the scratch space. */
bool text_unquote(struct text_line *line, struct slice word, struct slice *content);

/* A decimal number, or a hexadecimal one after 0x. */
bool text_number(struct slice word, uint64_t *number);

/* The next word must be a number. */
bool text_number_word(struct text_line *line, const char *what, uint64_t *number);

/* Reads `name=value` fields to the end of the line, and `at SITE` where FIELD_SITE is allowed. */
bool text_fields_read(struct text_line *line, uint32_t allowed, struct text_fields *fields);

/* The rest of the line as a site. */
bool text_site(struct text_line *line, uint32_t *site);

#endif
