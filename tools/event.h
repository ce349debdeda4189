/* SPDX-License-Identifier: MIT */
/*
 * What a trace says, in the same shape whether it came as packets or as text.
 * The readers produce these; the replay engine and the dump take them.
 */
#ifndef JUNOMEMSTAT_EVENT_H
#define JUNOMEMSTAT_EVENT_H

#include "names.h"

enum event_kind
{
    EVENT_GET = 1,
    EVENT_UPDATE,
    EVENT_PUT,
    EVENT_REF_GET,
    EVENT_REF_PUT,
    EVENT_FAILED,
    EVENT_ATTACH,
    EVENT_DETACH,
    EVENT_DEINIT
};

enum event_cause
{
    CAUSE_NULL = 1,
    CAUSE_ZERO_SIZE,
    CAUSE_TOO_LARGE,
    CAUSE_FULL,
    CAUSE_BAD_ADDRESS,
    CAUSE_DOUBLE_FREE,
    CAUSE_STALE,
    CAUSE_IN_USE,
    CAUSE_REF_AFTER_FREE,
    CAUSE_UNREF_AT_ZERO
};

struct trace_event
{
    uint64_t kind;  /* enum event_kind, or one that this version does not know */
    uint64_t time;  /* ticks */
    uint64_t block; /* index; failed: index + 1 or 0; attach, detach, deinit: live blocks */
    uint64_t value; /* size in bytes, or reference count */
    uint64_t thread;
    uint64_t operation; /* of a failed call: the kind of the call */
    uint64_t cause;
    uint64_t status;
    uint32_t stream;
    uint32_t pool;
    uint32_t site;
};

enum item_kind
{
    ITEM_HEADER, /* stream: its fields are in the names now */
    ITEM_POOL,   /* pool was defined (anew) */
    ITEM_MODULE, /* module was defined (anew) */
    ITEM_MARK,
    ITEM_STATE_BEGIN,
    ITEM_STATE_BLOCK,
    ITEM_STATE_END,
    ITEM_GAP,
    ITEM_DUMPED, /* the end of a flight recorder's dump */
    ITEM_END
};

#define UNKNOWN_COUNT UINT64_MAX

struct trace_item
{
    enum item_kind kind;
    uint32_t stream;
    uint32_t pool;                            /* POOL, STATE: position */
    uint32_t module;                          /* MODULE: position */
    uint64_t time;                            /* MARK; STATE_BLOCK: of the get; STATE_BEGIN: now, or 0 */
    uint64_t thread;                          /* MARK */
    struct slice text;                        /* MARK; GAP: why, for people */
    uint64_t block, size, count;              /* STATE_BLOCK */
    uint32_t site;                            /* STATE_BLOCK */
    bool size_known, count_known, time_known; /* STATE_BLOCK */
    uint64_t packets;                         /* GAP: how many are missing; 0: none, events were dropped */
    uint64_t events;                          /* GAP: events lost; END: events recorded */
    uint64_t dropped; /* GAP, END: of them or beside them, those the recorder dropped */
};

/* One of a run of events: what is its own, and what its class has in common, which it may outlive no run. */
struct run_event
{
    uint64_t time;
    uint64_t block;
    uint64_t value;
    const struct trace_event *common;
};

#define EVENT_RUN_MOST 128u

/* Events of one stream right after each other. */
struct event_run
{
    struct run_event events[EVENT_RUN_MOST];
    size_t count; /* above 0 */
    uint32_t stream;
    bool goes_on; /* no event's time is before that of the one before */
};

/* Who takes the events; the functions get `context`. */
struct sink
{
    void *context;
    uint64_t offset; /* of the packet or line in work, kept by the reader */
    uint64_t next;   /* of the first byte after it */
    void (*event)(void *context, const struct trace_event *event);
    void (*events)(void *context, const struct event_run *run); /* NULL: each goes to `event` */
    void (*item)(void *context, const struct trace_item *item);
};

/* The event as it stands in a run, whole. */
struct trace_event event_of_run(const struct run_event *event);

/* Names as the format writes them; NULL for a number without a name. */
const char *event_kind_name(uint64_t kind);
const char *event_cause_name(uint64_t cause);

/* The number of a name, or 0. */
uint64_t event_kind_number(struct slice name);
uint64_t event_cause_number(struct slice name);

#endif
