/* SPDX-License-Identifier: MIT */
/* A directory that a command writes: it appears under its name only when it is whole. */
#ifndef JUNOMEMSTAT_DIRECTORY_H
#define JUNOMEMSTAT_DIRECTORY_H

#include "buffer.h"

#include <stdio.h>

struct directory
{
    const char *name; /* as the user wrote it */
    char *temporary;  /* beside it */
    bool overwrite;
    bool failed; /* after a message */
};

/* Returns false after a message. What exists is refused unless `overwrite`. */
bool directory_make(struct directory *directory, const char *name, bool overwrite);

/* Opens a file in it to add to; NULL after a message. To be closed by directory_close. */
FILE *directory_open(struct directory *directory, const char *file);
void directory_close(struct directory *directory, FILE *stream);

/*
 * Gives it its name; returns false after a message. An older one of the name is
 * removed if it holds nothing but a trace in CTF.
 */
bool directory_commit(struct directory *directory);

/* Leaves nothing behind. */
void directory_discard(struct directory *directory);

#endif
