/* SPDX-License-Identifier: MIT */
/* Text for people: escaped, shortened, in columns, with human units, as a bar. */
#ifndef JUNOMEMSTAT_LAYOUT_H
#define JUNOMEMSTAT_LAYOUT_H

#include "buffer.h"
#include "terminal.h"

/* How many bytes the UTF-8 character at the text's start has; 0 where it is none. */
size_t layout_character(struct slice text);

/* Adds the text with control characters, and what the terminal cannot show, as \xHH. */
void layout_escape(struct buffer *out, struct slice text, bool unicode);

/* Columns that text takes which layout_escape made. */
size_t layout_width(struct slice text);

/*
 * Adds the text, escaped, shortened to `width` columns: leading directories go first,
 * then a site's function, else the middle.
 */
void layout_shorten(struct buffer *out, struct slice text, size_t width, bool unicode);

/* Adds `1,234,567`. */
void layout_count(struct buffer *out, uint64_t count);

/* Adds `1 block` or `2 blocks`. */
void layout_plural(struct buffer *out, uint64_t count, const char *one, const char *many);

/* The same after `, ` where the line does not end at `start`; nothing for 0. */
void layout_part(struct buffer *line, size_t start, uint64_t count, const char *one, const char *many);

/* Adds `1.5 KiB`. */
void layout_bytes(struct buffer *out, uint64_t bytes);

/* Adds `3.2 ms`. */
void layout_duration(struct buffer *out, uint64_t nanoseconds);

/* Adds `12.3 %` of the whole; `-` where there is no whole. */
void layout_percent(struct buffer *out, uint64_t part, uint64_t whole);

/* Adds blanks up to a width, before (right-aligned) or behind the text. */
void layout_right(struct buffer *out, struct slice text, size_t width);
void layout_left(struct buffer *out, struct slice text, size_t width);

/* Adds a bar of `width` columns: used, the peak beyond it, and the rest of the length. */
void layout_bar(
    struct buffer *out,
    const struct terminal *terminal,
    size_t width,
    uint64_t used,
    uint64_t peak,
    uint64_t length
);

#endif
