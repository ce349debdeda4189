/* SPDX-License-Identifier: MIT */
/* The moment that the command `at` is asked for, and who held what then. */
#ifndef JUNOMEMSTAT_AT_H
#define JUNOMEMSTAT_AT_H

#include "command.h"
#include "past.h"
#include "site_labels.h"

/* Follows the replay until the moment, or through all peaks. */
struct at
{
    struct past past;
    struct moment moment; /* MOMENT_NONE: the peak of each pool */
    uint64_t *peaks;      /* by pool, the highest so far */
    size_t peak_room;
    bool *passed; /* by stream: its moment has come */
    size_t passed_room;
    bool found;          /* the moment, in one stream at least */
    struct buffer marks; /* the first ones, for a message */
};

/* To be called before the first event; observes the replay. */
void at_begin(struct at *at, struct replay *replay, const struct options *options);
void at_free(struct at *at);

/* After the last event; false where the trace has no such moment: `error` says why. */
bool at_finish(struct at *at, const struct replay *replay, char *error, size_t size);

/* Whether a gap leaves open how many blocks were out at the pool's moment. */
bool at_is_unsure(const struct at *at, const struct replay *replay, uint32_t pool);

/* Nanoseconds from the stream's first event to the pool's moment. */
uint64_t at_nanoseconds(const struct at *at, const struct replay *replay, uint32_t position);

/* Blocks that were out at the moment, of one pool and site. */
struct holder
{
    uint32_t pool;
    uint32_t site;     /* the first that is called so */
    bool is_likely;    /* the site is where the block was got when it was last seen */
    bool is_uncertain; /* not seen since events went missing */
    bool is_least;     /* there may have been more */
    uint64_t blocks;
    uint64_t bytes;   /* sum of the sizes asked for */
    uint64_t unsized; /* blocks whose size is not known */
    uint64_t references;
    uint64_t uncounted;        /* blocks whose reference count is not known */
    uint64_t untimed;          /* blocks whose get's time is not known */
    uint64_t oldest, youngest; /* nanoseconds, at the moment */
    struct slice text;         /* of the site */
};

struct holders
{
    struct holder *items;
    size_t count, room;
    struct hash_index index;
    struct site_labels labels;
};

/* All holders of the pools and sites that are asked for, the heaviest first. */
void holders_collect(struct holders *holders, const struct at *at, const struct run *run);
void holders_free(struct holders *holders);

#endif
