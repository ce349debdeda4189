/* SPDX-License-Identifier: MIT */
/* The parts that reports are made of. */
#ifndef JUNOMEMSTAT_REPORT_H
#define JUNOMEMSTAT_REPORT_H

#include "command.h"
#include "figures.h"
#include "table.h"

/* Says which errors to show; NULL: all. */
typedef bool (*error_choice)(const struct error_finding *error);

/* The whole report as one JSON object, schema version 1. */
void report_json(struct run *run, const struct findings *findings);

/* Members of JSON objects, for the other commands too. */
void report_json_head(struct run *run); /* schema, trace, complete */

/* Ends the trace's object; where it is the only trace, the line as well. */
void report_json_end(struct run *run);

/* A line instead of the report: why there is none. */
void report_json_failure(struct run *run, const char *why);
void report_json_out(
    struct json *json,
    const struct findings *findings,
    const char *key,
    const struct out_list *list,
    bool has_details
);
void report_json_refs(
    struct json *json, const struct findings *findings, const char *key, const struct ref_list *list
);
void report_json_errors(struct json *json, const struct findings *findings, error_choice wanted);
/* The pool's label; and its stream, where there are several. */
void report_json_pool(struct json *json, const char *key, const struct replay *replay, uint32_t pool);
/* A figure, with its limits beside it where it is not sure; `optional`: null where there is none. */
void report_json_figure(struct json *json, const char *name, const struct figure *figure);
void report_json_optional(struct json *json, const char *name, const struct figure *about, bool has);
/* A block size or a length, null where the pool was never defined. */
void report_json_geometry(struct json *json, const char *key, const struct pool *pool, uint64_t value);
void report_json_gaps(struct json *json, const struct replay *replay);

/* How many of the list NAME were left out, in NAME_left_out; nothing where none was. */
void report_json_left_out(struct json *json, const struct filter *filter, const char *name, size_t count);
/* By line what was suppressed of these kinds (bits), where there are suppressions. */
void report_json_suppressed(struct run *run, const struct findings *findings, unsigned kinds);

/* The whole report as text. */
void report_text(struct run *run, const struct findings *findings);

/* Adds how much was found; returns the colour that it deserves. */
enum colour
report_text_found(struct buffer *line, bool complete, uint64_t leaks, uint64_t refs, uint64_t calls);

/* Gaps that the text lists. */
#define REPORT_GAPS 10u

/* Sections of it, each with its title; nothing where there is nothing to say. */
void report_text_title(const struct run *run, const char *title, enum colour colour);
void report_text_out(struct run *run, const char *title, const struct out_list *list, bool has_details);
void report_text_refs(
    struct run *run, const struct findings *findings, const char *title, const struct ref_list *list
);
void report_text_errors(
    struct run *run, const struct findings *findings, const char *title, error_choice wanted
);
void report_text_gaps(struct run *run);
/* What there is to say of the trace as a whole: what came before it, and its clock. */
void report_text_notes(const struct run *run);

/* How many blocks are out of which the size, or the count, is not known. */
void report_text_unknown(const struct run *run, const struct findings *findings);
void report_text_pools(struct run *run, const struct findings *findings);

/* `3`; where a gap leaves it open `3+`, `3-16`, or `3 (1-16)` if it may be less too. */
void report_cell_figure(struct buffer *cell, const struct figure *figure);

/* How old a block of the group is that was got then. Returns false where nobody knows. */
bool report_age(
    const struct replay *replay, const struct out_blocks *out, uint64_t get_time, uint64_t *nanoseconds
);

/* Bytes, age and references of a group of blocks, with what is not known of them. */
void report_cell_bytes(struct buffer *cell, const struct out_blocks *out, bool at_least);
void report_cell_age(
    struct buffer *cell, const struct replay *replay, const struct out_blocks *out, uint64_t get_time
);
void report_cell_refs(struct buffer *cell, const struct out_blocks *out);

/* By line what was suppressed of these kinds (bits), and how many lines met nothing. */
void report_text_suppressed(const struct run *run, const struct findings *findings, unsigned kinds);

/* Lines for --suppress that suppress all of these kinds (bits) that was found. */
void report_generated(const struct run *run, struct findings *findings, unsigned kinds);

/* `and 3 more`, where a list of `count` was shortened. */
void report_text_more(const struct run *run, size_t count);

/* A line between two traces. */
void report_text_separate(const struct run *run);

/*
 * Prints `NAME: verdict`, and which pools and sites it is about. Where that is too long for a line,
 * the name is shortened, and the verdict goes on in the next line.
 */
void report_text_verdict(const struct run *run, const char *verdict, enum colour colour);

/* Prints text on as many lines as it takes, the further ones indented by two more. */
void report_text_wrapped(const struct run *run, struct slice text, size_t indent, enum colour colour);

/* Prints text at the terminal's width: shortened in its middle where it is too long. */
void report_text_line(const struct run *run, struct slice text, enum colour colour);

#endif
