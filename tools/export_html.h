/* SPDX-License-Identifier: MIT */
/* What the parts of the HTML export share: the data of one trace, within bounds. */
#ifndef JUNOMEMSTAT_EXPORT_HTML_H
#define JUNOMEMSTAT_EXPORT_HTML_H

#include "command.h"
#include "figures.h"
#include "lifetimes.h"
#include "series.h"

/* How much of everything goes into the page. */
struct html_limits
{
    size_t pools;  /* with their figures */
    size_t charts; /* of them those with a chart and life times */
    size_t rows;   /* of each other list */
    size_t marks;
    size_t text;    /* characters of a name */
    unsigned merge; /* so many intervals of the series become one */
};

struct html
{
    const struct run *run;
    struct series series;
    struct lifetimes lifetimes;
    struct growth growth;
    struct findings findings;
    struct html_limits limits;
    struct json json;
    size_t room;       /* bytes: beyond them, the work may stop */
    uint32_t *streams; /* those of the pools in the page */
    size_t stream_count;
};

/* Writes the trace as one JSON object. */
void html_trace(struct html *html);

/* Members of it: "streams", "pools" and "pools_more", "marks" and "marks_more". */
void html_pools(struct html *html);
void html_lists(struct html *html);

/* "lives" of a pool; without a clock none, as events have no length. */
void html_lives(struct html *html, uint32_t pool);

/* A member that is a text, a number, a figure, or a pool's name. */
void html_text(struct html *html, const char *key, struct slice text);
void html_number(struct html *html, const char *key, uint64_t number);
void html_figure(struct html *html, const char *key, const struct figure *figure);
void html_pool_name(struct html *html, const char *key, uint32_t pool);
void html_null(struct html *html, const char *key);

/* Text shortened to what the limits allow, without its key. */
void html_word(struct html *html, struct slice text);

/* Writes the report for those whose browser runs no scripts: at most `room` bytes of it. */
void html_plain(const struct html *html, size_t room, FILE *stream);

/*
 * Whether more was written than there is room for, so that what is missing matters to nobody: the
 * blanks in it, which are left out later, are a third of it at most.
 */
bool html_is_over(const struct html *html);

#endif
