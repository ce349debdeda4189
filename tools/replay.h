/* SPDX-License-Identifier: MIT */
/*
 * The replay engine: takes the events of a trace one by one and keeps account
 * of pools, blocks, references and failures, and of how sure it can be of each
 * after a gap. It prints nothing; figures.h and findings.h ask it.
 */
#ifndef JUNOMEMSTAT_REPLAY_H
#define JUNOMEMSTAT_REPLAY_H

#include "blocks.h"
#include "clock.h"
#include "event.h"
#include "refs.h"

/* No upper limit is known. */
#define UNBOUNDED UINT64_MAX

/* Gaps beyond this many are counted in the last entry of the list. */
#define REPLAY_GAPS_LISTED 1000u

struct replay_gap
{
    char *why;
    uint64_t offset;
    uint64_t events; /* lost, or UNKNOWN_COUNT */
    uint32_t stream;
    bool is_hole; /* packets are missing whose events nobody has counted */
};

struct replay_snapshot
{
    struct trace_item *entries;
    size_t count, room;
    bool open;
};

/* Of a pool whose state one number tells, while a run of events goes through: see replay_run.c. */
struct replay_lane
{
    bool is_open;
    uint64_t used, used_before; /* blocks live: now, and when it was opened */
    uint64_t cap;
    uint64_t size_most;  /* of a block */
    uint64_t live_state; /* of a live block of which all is known, but for its size */
    uint64_t bytes;      /* sizes of the live blocks */
    uint64_t sized_more; /* how many more have a known size than are live, modulo 2^64 */
    uint64_t counts[EVENT_REF_PUT + 1];
};

struct replay_pool
{
    struct replay_lane lane;
    struct block_table blocks;
    struct replay_snapshot snapshot;
    uint64_t live;      /* records believed to be live */
    uint64_t certain;   /* those of them seen since the last gap */
    uint64_t unknown;   /* further live blocks, of which only their number is known */
    uint64_t low, high; /* between which the number of live blocks certainly is */
    uint64_t peak, peak_low, peak_high;
    uint64_t peak_time;
    uint64_t gets, puts, updates, failed_gets;
    uint64_t sized, sized_bytes; /* live blocks whose size is known, and those sizes */
    uint64_t peak_sized, peak_sized_bytes;
    uint64_t lost;         /* events lost that may have been the pool's */
    uint64_t inconsistent; /* events that cannot have been */
    uint32_t epoch;        /* one more with each gap and snapshot */
    uint32_t floor;        /* blocks last seen in an epoch before this one are not live */
    bool started;
    bool seen;          /* an event told of it */
    bool grounded;      /* what was live at its beginning was told */
    bool gapped;        /* events may be missing, the end included */
    bool holed;         /* events before the end may be missing */
    bool lost_unknown;  /* nobody knows how many */
    bool corrected;     /* a gap was seen in what the events say */
    bool doubted;       /* events are missing, and nobody knows where */
    bool closed;        /* detached or ended */
    bool cut;           /* the stream has no end */
    bool has_peak_time; /* else the peak was there before the first event */
};

/* What came last of a stream. */
enum stream_close
{
    STREAM_OPEN,
    STREAM_DUMPED, /* a flight recorder's dump is whole up to here */
    STREAM_ENDED
};

struct replay_stream
{
    uint64_t events;
    struct clock clock;
    uint64_t first_time, last_time; /* of events, by that clock */
    uint64_t dropped;               /* as the gaps say */
    uint64_t lost;                  /* events, as far as known */
    uint64_t end_events, end_dropped;
    uint64_t before; /* events before a flight recorder's dump; at most, if !before_sure */
    uint64_t holes;  /* gaps of unknown size */
    uint64_t hole;   /* position of the last of them in the list */
    uint64_t after;  /* offset of the first byte after the last packet or line */
    bool seen;
    bool is_ring; /* dump of a flight recorder */
    bool before_sure;
    bool has_time;
    bool first_sure; /* no event is missing before the first */
    bool gapped;
    bool lost_unknown;
    bool dropped_unknown;
    bool packets_missing;
    enum stream_close close;
};

struct replay_error
{
    uint64_t cause;
    uint64_t count;
    uint64_t gets; /* of them, that were gets */
    uint32_t pool;
    uint32_t site;
};

struct replay;

/*
 * Who wants to see what events do, one by one; each function may be NULL. The
 * event's time is the trace's own, replay_now() is the one that never goes back.
 */
struct replay_observer
{
    void *context;
    /* The event is about to be applied: its block is as it was. */
    void (*before)(void *context, const struct replay *replay, const struct trace_event *event);
    /* The event, or the item, has been applied. */
    void (*after)(void *context, const struct replay *replay, const struct trace_event *event);
    void (*item)(void *context, const struct replay *replay, const struct trace_item *item);
};

#define REPLAY_OBSERVERS_MAX 4u

struct replay
{
    struct names names;
    struct sink sink; /* what a reader feeds */
    struct replay_observer observers[REPLAY_OBSERVERS_MAX];
    size_t observer_count;
    struct replay_pool *pools;
    struct replay_stream *streams;
    struct replay_gap *gaps;
    struct replay_error *errors;
    size_t pool_room, stream_room;
    size_t gap_count, gap_room;
    size_t error_count, error_room;
    struct hash_index error_index;
    struct refs refs;
    uint32_t last_stream; /* of which an event or item was read last */
    bool file_cut;        /* a gap that no stream can be blamed for */
};

void replay_init(struct replay *replay);
void replay_free(struct replay *replay);

/* To be called before the first event, for at most REPLAY_OBSERVERS_MAX observers. */
void replay_observe(struct replay *replay, const struct replay_observer *observer);

/* Ticks of the stream's clock, which never goes back, at the event in work. */
uint64_t replay_now(const struct replay *replay, uint32_t stream);

/* The most likely number of live blocks of a pool that was begun. */
uint64_t replay_used(const struct replay *replay, uint32_t pool);

/* The block's record, if it is believed to be live; else NULL. */
const struct block *replay_block(const struct replay *replay, uint32_t pool, uint64_t block);

/* To be called after the last event; `size` is that of the input. */
void replay_finish(struct replay *replay, uint64_t size);

/* No gap, no cut, no contradiction. */
bool replay_is_complete(const struct replay *replay);

/* The pool's state, made if it is new. */
struct replay_pool *replay_pool_at(struct replay *replay, uint32_t stream, uint32_t pool);

/* Adds to the list of gaps; returns the entry's position. */
size_t replay_gap_add(struct replay *replay, uint32_t stream, const char *why, uint64_t events);

#endif
