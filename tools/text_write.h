/* SPDX-License-Identifier: MIT */
/* Pieces of the text form, written so that the text reader reads the same again. */
#ifndef JUNOMEMSTAT_TEXT_WRITE_H
#define JUNOMEMSTAT_TEXT_WRITE_H

#include "buffer.h"

/* Adds the text in quotes, with escapes. */
void write_quoted(struct buffer *out, struct slice text);

/* Adds ` name=number`. */
void write_field(struct buffer *out, const char *name, uint64_t number);

/* Adds ` name=number`, or ` name=?` where the number is UNKNOWN_COUNT. */
void write_count(struct buffer *out, const char *name, uint64_t number);

/* Adds ` at SITE`; nothing for the unknown site and the one before the trace. */
void write_site(struct buffer *out, const struct names *names, uint32_t site);

#endif
