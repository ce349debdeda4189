/* SPDX-License-Identifier: MIT */
/* The command line. */
#ifndef JUNOMEMSTAT_OPTIONS_H
#define JUNOMEMSTAT_OPTIONS_H

#include "findings.h"
#include "symbols.h"
#include "terminal.h"

enum format
{
    OUTPUT_TEXT,
    OUTPUT_JSON
};

struct options
{
    char *const *words; /* command, if named, and traces */
    size_t word_count;
    const char **pools;  /* as many as the filter says */
    const char **images; /* raw images of memory, read before the traces */
    size_t image_count;
    struct filter filter;
    struct symbol_places places; /* of names for addresses */
    enum format format;
    enum colour_choice colour;
    const char *output;
    bool overwrite;
    bool strict;
    bool quiet;
    bool help;
    bool version;
    int error_exitcode; /* 0: findings do not matter */
};

/* Returns false after a message. Sorts `arguments` so that options come first. */
bool options_parse(struct options *options, int count, char **arguments);
void options_free(struct options *options);

/* Prints the list of options. */
void options_help(FILE *stream);

#endif
