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
    uint64_t findings;   /* in all traces so far */
    bool incomplete;     /* one of them is */
    uint64_t unreadable; /* traces that gave a line without a report */
    const char *name;    /* of the trace in work, for people */
    bool is_standard_input;
    struct symbols *symbols; /* NULL: addresses have no names */
    struct replay replay;
    struct reader_result result;
    void *own;         /* the command's, for the trace in work */
    void *shared;      /* the command's, for all traces */
    int findings_code; /* exit code where there are findings */
    bool failed;       /* the command cannot do what it was asked for, and has said why */
};

struct command
{
    const char *name;
    const char *words; /* what follows the name, for the help */
    unsigned formats;  /* bits: FORMAT_BIT */
    unsigned options;  /* groups of options that it heeds: enum option_group */
    const char *help;  /* one line */
    /*
     * For each trace: `begin`, before it is read, may set `own` and observe the
     * replay; `print`, when it was replayed, prints and counts findings; `end`, in
     * any case, frees `own`. Any but `print` may be NULL.
     */
    void (*begin)(struct run *run);
    void (*print)(struct run *run);
    void (*end)(struct run *run);
    /*
     * Once for all traces: `start`, before the first, returns false after a message;
     * `finish` follows if it did not, `good` if all traces were printed, and returns
     * false after a message too. Both may be NULL.
     */
    bool (*start)(struct run *run);
    bool (*finish)(struct run *run, bool good);
    bool prints_early; /* while it reads: no line that tells how far it is may stand on the same screen */
    bool is_joint;     /* prints once, in `finish`; what is asked for need not be in each trace */
    /* Instead of all that, for a command that reads in its own way: returns the exit code. */
    int (*whole
    )(const struct command *command, const struct options *options, char *const *words, size_t count);
};

/* All commands; the first is the default. */
extern const struct command commands[];
extern const size_t command_count;

/* NULL where there is none of this name. */
const struct command *command_find(const char *name);

/* Runs the command on all traces; returns the program's exit code. */
int command_run(
    const struct command *command, const struct options *options, char *const *traces, size_t trace_count
);

/* Reads one more trace with another command's `begin`, `print` and `end`; returns false after a message. */
bool command_trace(struct run *run, const struct command *command, const char *trace);

void cmd_report(struct run *run);
void cmd_leaks_begin(struct run *run);
void cmd_leaks(struct run *run);
void cmd_leaks_end(struct run *run);
void cmd_refs_begin(struct run *run);
void cmd_refs(struct run *run);
void cmd_refs_end(struct run *run);
void cmd_pools_begin(struct run *run);
void cmd_pools(struct run *run);
void cmd_pools_end(struct run *run);
bool cmd_at_start(struct run *run);
void cmd_at_begin(struct run *run);
void cmd_at(struct run *run);
void cmd_at_end(struct run *run);
void cmd_lifetimes_begin(struct run *run);
void cmd_lifetimes(struct run *run);
void cmd_lifetimes_end(struct run *run);
bool cmd_timeline_start(struct run *run);
bool cmd_timeline_finish(struct run *run, bool good);
void cmd_timeline_begin(struct run *run);
void cmd_timeline(struct run *run);
void cmd_timeline_end(struct run *run);
void cmd_dump_begin(struct run *run);
void cmd_dump(struct run *run);
void cmd_dump_end(struct run *run);
bool cmd_trim_start(struct run *run);
void cmd_trim_begin(struct run *run);
void cmd_trim(struct run *run);
void cmd_trim_end(struct run *run);
void cmd_validate(struct run *run);
bool cmd_check_start(struct run *run);
void cmd_check_begin(struct run *run);
void cmd_check(struct run *run);
void cmd_check_end(struct run *run);
bool cmd_check_finish(struct run *run, bool good);
bool cmd_diff_start(struct run *run);
void cmd_diff(struct run *run);
bool cmd_diff_finish(struct run *run, bool good);
int cmd_merge(const struct command *command, const struct options *options, char *const *words, size_t count);
int cmd_watch(const struct command *command, const struct options *options, char *const *words, size_t count);

/* What else an input that is no trace may be; NULL where nothing is known. */
const char *command_other_format(struct input *input);

/* All leaks, unbalanced references and failed calls. */
uint64_t command_findings(const struct findings *findings);

/* Of a command that does not print them, but whose exit code depends on them if that was asked for. */
void command_count_findings(struct run *run);

#endif
