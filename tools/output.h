/* SPDX-License-Identifier: MIT */
/* Where a command prints to: standard output, or a file that appears only whole. */
#ifndef JUNOMEMSTAT_OUTPUT_H
#define JUNOMEMSTAT_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

struct output
{
    FILE *stream;
    const char *name; /* as the user wrote it; "-" is standard output */
    char *target;     /* the file to become, NULL where written to directly */
    char *temporary;  /* the file beside it that is written to */
    bool overwrite;
};

/* Returns false after a message. An existing file is refused unless `overwrite`. */
bool output_open(struct output *output, const char *name, bool overwrite);

/* Everything was written: gives the file its name. Returns false after a message. */
bool output_commit(struct output *output);

/* Leaves nothing behind. */
void output_discard(struct output *output);

#endif
