/* SPDX-License-Identifier: MIT */
/* What sites and pools are called in reports. */
#ifndef JUNOMEMSTAT_LABEL_H
#define JUNOMEMSTAT_LABEL_H

#include "buffer.h"

/* Adds `file:line (function)`, `module+0xoffset`, `0xaddress`, `unknown` or `before the trace`. */
void label_site(struct buffer *out, const struct names *names, uint32_t site);

/* Adds the pool's name, or `pool N` where it has none. */
void label_pool(struct buffer *out, const struct names *names, uint32_t pool);

#endif
