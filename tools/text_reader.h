/* SPDX-License-Identifier: MIT */
/* Reads the text form of a trace. */
#ifndef JUNOMEMSTAT_TEXT_READER_H
#define JUNOMEMSTAT_TEXT_READER_H

#include "reader.h"
#include "text_lex.h"

/*
 * Lines longer than this, newline included, are no lines of a trace. A dump's
 * longest names are those of a packet, at most 65,535 bytes, each of which may
 * be written as an escape of four.
 */
#define TEXT_LINE_MAX ((size_t)272 * 1024)

struct text_reader
{
    struct text_line line;
    struct sink *sink;
    uint64_t number;     /* of the line, from 1 */
    uint64_t now;        /* time of the event or mark before */
    uint32_t state_pool; /* pool of the run of state lines that is open, or POOL_NONE */
    bool state_void;     /* a damaged line may have been part of the run that comes */
    char wrong[160];
};

/* As reader_run. */
bool text_reader_run(
    struct input *input, struct names *names, struct sink *sink, struct reader_result *result
);

/* A line that begins with a time. */
bool text_event_line(struct text_reader *reader, uint64_t time);

/* The other lines; false, without a message, where the first word is none of theirs. */
bool text_item_line(struct text_reader *reader, struct slice word, bool *known);

/* Closes the run of state lines, if one is open: another line came. */
void text_state_close(struct text_reader *reader);

/* Closes the run of state lines, unless the item belongs to it, and sends the item. */
void text_send(struct text_reader *reader, struct trace_item item);

/* The next word as a pool's id. */
bool text_pool_word(struct text_reader *reader, uint32_t *pool);

#endif
