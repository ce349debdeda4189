/* SPDX-License-Identifier: MIT */
/* What every command is given, and the table of commands. */
#ifndef JUNOMEMSTAT_COMMAND_H
#define JUNOMEMSTAT_COMMAND_H

#include "json.h"
#include "options.h"
#include "output.h"
#include "reader.h"
#include "replay.h"

struct run
{
    const struct options *options;
    struct output output;
    struct terminal terminal;
    struct json json;
    size_t index; /* of the trace in work */
    size_t trace_count;
    uint64_t findings;       /* in all traces so far */
    bool incomplete;         /* one of them is */
    const char *name;        /* of the trace in work, for people */
    struct symbols *symbols; /* NULL: addresses have no names */
    struct replay replay;
    struct reader_result result;
    void *tap; /* what the command's `tap` made, or NULL */
    void (*free_tap)(struct run *run);
};

struct command
{
    const char *name;
    /* Called when the trace has been replayed: prints, and counts findings. */
    void (*print)(struct run *run);
    /* Called before it is read, to see the events too; or NULL. */
    void (*tap)(struct run *run);
    bool has_json;
    bool has_pool; /* heeds --pool */
    bool has_site; /* prints sites by their names: heeds --site, --elf, --sysroot */
    const char *help;
};

/* Runs the command on all traces; returns the program's exit code. */
int command_run(
    const struct command *command, const struct options *options, char *const *traces, size_t trace_count
);

void cmd_report(struct run *run);
void cmd_leaks(struct run *run);
void cmd_refs(struct run *run);
void cmd_dump(struct run *run);
void cmd_dump_tap(struct run *run);
void cmd_validate(struct run *run);

/* All leaks, unbalanced references and failed calls. */
uint64_t command_findings(const struct findings *findings);

#endif
