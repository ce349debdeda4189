/* SPDX-License-Identifier: MIT */
/* What sites and pools are called in reports. */
#ifndef JUNOMEMSTAT_LABEL_H
#define JUNOMEMSTAT_LABEL_H

#include "buffer.h"

/*
 * Adds `file:line (function)`, `module+0xoffset`, `0xaddress`, `unknown` or
 * `before the trace`; of an address what its resolver has said, if anything.
 */
void label_site(struct buffer *out, const struct names *names, uint32_t site);

/* Adds an address site as `module+0xoffset` or `0xaddress`. */
void label_address(struct buffer *out, const struct names *names, const struct site *site);

/* An address in its module's file: less what was added when that was loaded. */
uint64_t label_offset(const struct names *names, const struct site *site);

/* The path's last part. */
struct slice label_base_name(struct slice path);

/* Adds the pool's name, or `pool N` where it has none; `messages [2]` is the second of this name. */
void label_pool(struct buffer *out, const struct names *names, uint32_t pool);

/* The same without the number in brackets. */
void label_pool_name(struct buffer *out, const struct names *names, uint32_t pool);

/* Whether the user's word is the pool's label or its name. */
bool label_is_of_pool(const char *word, const struct names *names, uint32_t pool);

#endif
