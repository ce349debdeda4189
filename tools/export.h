/* SPDX-License-Identifier: MIT */
/* The formats that convert writes, and what they share. */
#ifndef JUNOMEMSTAT_EXPORT_H
#define JUNOMEMSTAT_EXPORT_H

#include "command.h"

enum exporter_flag
{
    EXPORT_BINARY = 1,    /* not for a terminal */
    EXPORT_DIRECTORY = 2, /* -o names a directory, which the exporter makes */
    EXPORT_MANY = 4       /* takes several traces in one call */
};

/*
 * As a command: `begin`, before the trace is read, may set `own` and observe
 * the replay; `print`, when it was replayed, writes the rest; `end`, in any case,
 * frees `own`. Any may be NULL. Findings are counted elsewhere.
 */
struct exporter
{
    const char *name;
    const char *help; /* one line */
    unsigned flags;   /* enum exporter_flag */
    void (*begin)(struct run *run);
    void (*print)(struct run *run);
    void (*end)(struct run *run);
};

/* All formats, from which messages and completions take the names. */
extern const struct exporter exporters[];
extern const size_t exporter_count;

/* NULL where there is none of this name. */
const struct exporter *exporter_find(const char *name);

/* Prints the list of formats. */
void exporters_help(FILE *stream);

int cmd_convert(
    const struct command *command, const struct options *options, char *const *words, size_t count
);

void export_jmt_begin(struct run *run);
void export_jmt_print(struct run *run);
void export_perfetto_begin(struct run *run);
void export_perfetto_print(struct run *run);
void export_perfetto_end(struct run *run);
void export_pprof_begin(struct run *run);
void export_pprof_print(struct run *run);
void export_collapsed_begin(struct run *run);
void export_collapsed_print(struct run *run);
void export_live_end(struct run *run);
void export_ctf_begin(struct run *run);
void export_ctf_print(struct run *run);
void export_ctf_end(struct run *run);
void export_csv_begin(struct run *run);
void export_jsonl_begin(struct run *run);
void export_rows_print(struct run *run);
void export_rows_end(struct run *run);

void export_html_begin(struct run *run);
void export_html_print(struct run *run);
void export_html_end(struct run *run);

#endif
