/* SPDX-License-Identifier: MIT */
/*
 * A part of a trace, as if only that had been recorded: stands between a reader
 * and a replay, and keeps account of what comes before the part, in a replay
 * of its own. Where the part begins it tells the definitions and what is live
 * then, as a recorder does that is switched on there; where it ends, that the
 * recording ended. A gap before the part is one in it, as what is live then is
 * not certain.
 *
 * A time counts from each stream's first event. A mark is the first with its
 * text, --to's the first after the beginning; it counts for all streams, from
 * where it stands in the file. Both ends belong to the part.
 */
#ifndef JUNOMEMSTAT_RANGE_H
#define JUNOMEMSTAT_RANGE_H

#include "buffer.h"
#include "moment.h"
#include "reader.h"
#include "replay.h"

enum range_phase
{
    RANGE_NEW,
    RANGE_BEFORE,
    RANGE_INSIDE,
    RANGE_AFTER
};

struct range_stream
{
    enum range_phase phase;
    struct clock clock;
    uint64_t first;  /* time of the first event */
    uint64_t events; /* inside */
    uint64_t added;  /* events of these that the trace does not have */
    bool has_first;
    bool skipped; /* something came before the part */
    bool gapped;  /* inside */
    bool ended;   /* and that was said */
};

struct range
{
    struct sink sink; /* what a reader feeds */
    struct replay *target;
    struct replay state; /* of what is before the part; shares the target's names */
    const struct moment *from, *to;
    struct range_stream *streams;
    size_t stream_room;
    struct buffer marks; /* the first ones, for a message */
    uint64_t longest;    /* nanoseconds, of all streams */
    bool from_found;     /* the mark */
    bool to_found;
    bool entered; /* by one stream at least */
    bool no_clock;
    bool reversed; /* --to comes before --from */
};

/*
 * Reads the trace, or the part of it, into the replay, as reader_run does; false
 * where there is no such part too.
 */
bool range_read(
    struct input *input,
    struct replay *replay,
    const struct moment *from,
    const struct moment *to,
    struct reader_result *result
);

/* The moments must live as long as the range. */
void range_init(
    struct range *range, struct replay *target, const struct moment *from, const struct moment *to
);
void range_free(struct range *range);

/* After the last event: false where there is no such part; `error` then says why. */
bool range_finish(const struct range *range, char *error, size_t size);

/* Sends what is live in the stream's pools, and that events are missing if so. */
void range_send_state(struct range *range, uint32_t stream);

/* To the target. */
void range_send_item(struct range *range, const struct trace_item *item);
void range_send_event(struct range *range, const struct trace_event *event);

#endif
