/* SPDX-License-Identifier: MIT */
/* What sites and pools are called in reports. */
#ifndef JUNOMEMSTAT_LABEL_H
#define JUNOMEMSTAT_LABEL_H

#include "buffer.h"

/* Adds `file:line (function)`, `module+0xoffset`, `0xaddress`, `unknown` or `before the trace`. */
void label_site(struct buffer *out, const struct names *names, uint32_t site);

/* Adds the pool's name, or `pool N` where it has none; `messages [2]` is the second of this name. */
void label_pool(struct buffer *out, const struct names *names, uint32_t pool);

/* The same without the number in brackets. */
void label_pool_name(struct buffer *out, const struct names *names, uint32_t pool);

/* Whether the user's word is the pool's label or its name. */
bool label_is_of_pool(const char *word, const struct names *names, uint32_t pool);

#endif
