/* SPDX-License-Identifier: MIT */
/* Reads a whole trace, told apart by its content, into a sink. */
#ifndef JUNOMEMSTAT_READER_H
#define JUNOMEMSTAT_READER_H

#include "event.h"
#include "input.h"

enum trace_format
{
    FORMAT_NONE,
    FORMAT_PACKETS,
    FORMAT_TEXT
};

struct reader_result
{
    enum trace_format format;
    uint64_t bytes;
    uint64_t packets;         /* intact ones */
    uint64_t corrupt_bytes;   /* outside intact packets */
    uint64_t duplicates;      /* packets that came again, or late */
    uint64_t unknown_packets; /* of a kind or version that this reader does not know */
    char error[256];          /* why this is not a trace, without the file's name; or empty */
};

/*
 * Reads to the end. Returns false where there is no trace, or where it cannot be
 * read; `error` then says why. A gap, as a damaged line is one, goes to the sink
 * as an item.
 */
bool reader_run(struct input *input, struct names *names, struct sink *sink, struct reader_result *result);

#endif
