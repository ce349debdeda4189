/* SPDX-License-Identifier: MIT */
/* Runs of events, which nobody observes one by one. */
#ifndef JUNOMEMSTAT_REPLAY_RUN_H
#define JUNOMEMSTAT_REPLAY_RUN_H

#include "replay.h"

/* Applies one event, by all that is known of how events are to be understood. */
void replay_apply(struct replay *replay, const struct trace_event *event);

/* Applies all events of the run: the same as replay_apply of each, and quicker. */
void replay_run(struct replay *replay, const struct event_run *events);

/* The stream's state, made if it is new; what is in work is the stream's. */
struct replay_stream *replay_stream_at(struct replay *replay, uint32_t stream);

#endif
