/* SPDX-License-Identifier: MIT */
/* The text form of a trace, written event by event as observers of the replay see them. */
#ifndef JUNOMEMSTAT_DUMP_H
#define JUNOMEMSTAT_DUMP_H

#include "command.h"

struct dump;

/* To the run's output; of the pools that --pool names. */
struct dump *dump_new(struct run *run);
void dump_free(struct dump *dump);

void dump_event(struct dump *dump, const struct trace_event *event);
void dump_item(struct dump *dump, const struct trace_item *item);

/* A trace of nothing has its first line all the same. */
void dump_finish(struct dump *dump);

#endif
