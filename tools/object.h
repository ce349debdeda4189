/* SPDX-License-Identifier: MIT */
/*
 * One object's whole life: one block of one pool from its get to its put, in
 * one pass and bounded memory. Of a very long life the first and the last
 * events are kept, and whatever else has no counterpart.
 */
#ifndef JUNOMEMSTAT_OBJECT_H
#define JUNOMEMSTAT_OBJECT_H

#include "replay.h"

/* Events that are kept of a life's beginning, and as many of its end. */
#define OBJECT_EVENTS 500u

/* Sites at which references are taken or given back that are told apart, the latest used. */
#define OBJECT_SITES ((size_t)2 * REFS_A_BLOCK)

/* The newest events of each of them that are kept. */
#define OBJECT_SITE_EVENTS 16u

/* What stands beside the events of a trace, by kinds that no event has. */
#define OBJECT_SEEN UINT64_MAX       /* a snapshot tells that the block is live */
#define OBJECT_GAP (UINT64_MAX - 1u) /* events may be missing */

/* `POOL:BLOCK#SERIAL`, or `POOL:BLOCK` for the last life. */
struct object_name
{
    const char *text;
    size_t pool_size; /* bytes of the text that are the pool's label or name */
    uint64_t block;
    uint32_t serial;
    bool has_serial;
};

enum object_match
{
    OBJECT_MATCHED, /* what follows took it, or it needs none */
    OBJECT_UNMATCHED,
    OBJECT_PERHAPS /* one of several is unmatched */
};

struct object_event
{
    uint64_t number; /* of the life's events, from 1; 0: no event */
    struct trace_event event;
    uint64_t time;    /* ticks of the clock that never goes back */
    uint64_t count;   /* of references after it */
    uint64_t ordinal; /* of the events of its kind and site, from 1; 0: not counted */
    bool has_count;
    enum object_match match;
};

/* The newest events of one kind at one site. */
struct object_site
{
    uint64_t kind;
    uint32_t site;
    uint64_t count; /* of all of them */
    struct object_event events[OBJECT_SITE_EVENTS];
};

enum object_end
{
    OBJECT_OUT, /* it is live */
    OBJECT_PUT,
    OBJECT_TAKEN, /* got again, and nobody saw the put */
    OBJECT_GONE   /* the replay does not believe any more that it is live */
};

struct object
{
    const struct object_name *name;
    uint32_t pool;           /* of that name; POOL_NONE: there was none yet */
    uint64_t others;         /* further pools of that name */
    unsigned char *is_named; /* by pool: 0 not known yet, 1 no, 2 yes */
    size_t named_room;
    uint32_t serial; /* of the life in work */
    bool is_seen;    /* something tells of the block */
    bool is_wanted;  /* the life in work is the one asked for, or may be */
    bool has_life;   /* what is kept is of `kept_serial` */
    uint32_t kept_serial;
    enum object_end end;
    uint64_t put_time;
    uint64_t count;                    /* events of the life */
    struct object_event *first, *last; /* OBJECT_EVENTS of each, the latter a ring */
    struct object_site *sites;         /* OBJECT_SITES */
    size_t site_count;
    struct ref_share shares[REFS_A_BLOCK]; /* when the life ended */
    size_t share_count;
};

/* Returns false where the text is no object's name. */
bool object_parse(struct object_name *name, const char *text);

/* To be called before the first event; observes the replay. */
void object_begin(struct object *object, const struct object_name *name, struct replay *replay);
void object_free(struct object *object);

/*
 * Takes what references are held now; none where events went missing since the block was seen.
 * Returns false where it is not live.
 */
bool object_take_shares(struct object *object, const struct replay *replay);

/*
 * After the last event: what is kept, in the order of time, with the events without counterpart
 * marked. The caller frees the list. `unmatched` tells how many there are, kept or not.
 */
struct object_event *
object_events(struct object *object, const struct replay *replay, size_t *count, uint64_t *unmatched);

#endif
