/* SPDX-License-Identifier: MIT */
/* What was got and what is live at the end, by pool and site, for exports. */
#ifndef JUNOMEMSTAT_EXPORT_LIVE_H
#define JUNOMEMSTAT_EXPORT_LIVE_H

#include "pick.h"

struct live_site
{
    uint32_t pool;
    uint32_t site;
    bool is_unsure;           /* not seen since a gap: it may be neither live nor there */
    uint64_t gets, got_bytes; /* in the whole trace */
    uint64_t blocks, bytes;   /* live at the end; bytes as far as sizes are known */
};

struct live_sites
{
    struct replay *replay;
    struct pick pick;
    struct live_site *items;
    size_t count, room;
    struct hash_index index;
};

/* Before the trace is read: observes the replay. */
struct live_sites *live_sites_new(struct replay *replay, const struct filter *filter);
void live_sites_free(struct live_sites *live);

/* After it was read: adds what is live, and sorts by pool and by the site's text. */
void live_sites_finish(struct live_sites *live);

/* What names a site: its file or module, its function, or else its text, and its line. */
struct live_frame
{
    struct slice file, function;
    uint64_t line;
};

struct live_frame live_frame(struct live_sites *live, uint32_t site);

#endif
