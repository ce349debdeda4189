/* SPDX-License-Identifier: MIT */
/* junomemstat in this process, with what it reads and prints in memory. */
#ifndef FUZZ_TOOL_H
#define FUZZ_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tool_text
{
    char *text; /* not NULL, ends in a NUL that is not counted */
    size_t size, room;
};

struct tool_result
{
    int code;
    struct tool_text out, err;
};

/* Files that the tool can be told to read; their names. */
enum tool_file
{
    TOOL_TRACE,
    TOOL_SECOND,
    TOOL_FILES
};

/* Once, before all else; false where this system has no such files. */
bool tool_init(void);

const char *tool_path(enum tool_file file);
void tool_set(enum tool_file file, const void *bytes, size_t size);

/* Runs a command line, NULL at its end; `result` is used again each time. */
void tool_run(struct tool_result *result, const char *const *arguments);

#endif
