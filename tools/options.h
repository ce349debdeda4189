/* SPDX-License-Identifier: MIT */
/* The command line: what was given, and the table of all options. */
#ifndef JUNOMEMSTAT_OPTIONS_H
#define JUNOMEMSTAT_OPTIONS_H

#include "findings.h"
#include "moment.h"
#include "object.h"
#include "rules.h"
#include "symbols.h"
#include "terminal.h"

#include <stdio.h>

enum format
{
    OUTPUT_TEXT,
    OUTPUT_JSON,
    OUTPUT_JSONL,
    OUTPUT_CSV
};

/* The commands' choice of formats: bits. */
#define FORMAT_BIT(format) (1u << (format))
#define FORMATS_TEXT FORMAT_BIT(OUTPUT_TEXT)
#define FORMATS_JSON (FORMATS_TEXT | FORMAT_BIT(OUTPUT_JSON))
#define FORMATS_JSONL (FORMATS_JSON | FORMAT_BIT(OUTPUT_JSONL))

/* Which commands heed an option: bits, of which a command has those that concern it. */
enum option_group
{
    OPTIONS_ALL = 0, /* every command heeds it */
    OPTIONS_POOL = 1,
    OPTIONS_SITE = 2,  /* sites by their names */
    OPTIONS_RANGE = 4, /* a part of the trace */
    OPTIONS_TOP = 8,
    OPTIONS_TRACE = 16,      /* what concerns the reading of a trace */
    OPTIONS_SVG = 1 << 16,   /* a picture */
    OPTIONS_AT = 1 << 17,    /* a moment */
    OPTIONS_WATCH = 1 << 20, /* a live view */
    OPTIONS_EXPORT = 32,     /* to a format, which --to names */
    OPTIONS_LINES = 1 << 21, /* what JSON lines say of a trace */
    OPTIONS_MERGE = 1 << 22, /* sites that have a name already */
    OPTIONS_REFS = 256,      /* what to show of references */
    OPTIONS_SUPPRESS = 64,   /* what is known and accepted */
    OPTIONS_CHECK = 1 << 24, /* rules, and what is made of them */
    OPTIONS_DIFF = 1 << 25,
    OPTIONS_GENERATE = 128 /* and how to write that */
};

struct options
{
    char *const *words; /* command, if named, and traces */
    size_t word_count;
    const char **pools;  /* as many as the filter says */
    const char **images; /* raw images of memory, read before the traces */
    size_t image_count;
    struct filter filter;
    struct suppress_list suppressions;
    struct object_name object;       /* its text is NULL where none is asked for */
    bool balanced;                   /* show balanced sites too */
    struct moment from, to;          /* the part of the trace to look at */
    const struct exporter *exporter; /* what convert found for it */
    const char *to_word;             /* as it was given to --to, or NULL */
    struct symbol_places places;     /* of names for addresses */
    enum format format;
    enum colour_choice colour;
    const char *origin; /* of the traces, for JSON lines; or NULL */
    const char *output;
    struct moment at;      /* none: the peak */
    unsigned at_count;     /* how many moments were given */
    const char *svg;       /* file for the picture, or NULL */
    size_t top;            /* rows of each list, 0: all */
    uint64_t interval_ms;  /* between two looks, 0: the usual one */
    unsigned long baud;    /* of a serial line, 0: as it is */
    bool generate;         /* print suppressions instead */
    struct rules rules;    /* of the command line */
    const char *budget;    /* a file with more of them, or NULL */
    const char *junit;     /* a file to write, or NULL */
    const char *directory; /* what -o named, of a format that is one */
    bool fail_on_change;
    bool overwrite;
    bool strict;
    bool quiet;
    bool help;
    bool version;
    int error_exitcode; /* 0: findings do not matter */
    uint64_t given;     /* bits by position in the table of options */
};

struct option_entry
{
    const char *name;
    const char *argument; /* its name in the help; NULL: a flag */
    const char *help;
    const char *values; /* the only ones there are, separated by blanks; NULL: any */
    char letter;        /* 0: none */
    unsigned groups;    /* enum option_group: a command needs one of them; 0: all have it */
    /* Takes the value, NULL for a flag; returns false after a message. */
    bool (*take)(struct options *options, const char *value);
};

/* What takes the rules of check. */
bool options_take_max_peak(struct options *options, const char *value);
bool options_take_max_leaks(struct options *options, const char *value);
bool options_take_max_failed(struct options *options, const char *value);
bool options_take_max_unbalanced(struct options *options, const char *value);
bool options_take_max_errors(struct options *options, const char *value);
bool options_take_baseline(struct options *options, const char *value);

extern const struct option_entry options_table[];
extern const size_t options_table_size;

/* Returns false after a message. Sorts `arguments` so that options come first. */
bool options_parse(struct options *options, int count, char **arguments);
void options_free(struct options *options);

/* Reads what means one thing or another with the command; returns false after a message. */
bool options_settle(struct options *options, unsigned groups);

/* The first option given that a command of these groups does not heed, or NULL. */
const struct option_entry *options_refused(const struct options *options, unsigned groups);

/* Prints the list of the options that a command of these groups heeds. */
void options_help(FILE *stream, unsigned groups);

/* The name of a format. */
const char *options_format_name(enum format format);

/* The position of `value` in the blank-separated `values`; -1, after a message, where it is none of them. */
int options_choose(const char *option, const char *value, const char *values);

#endif
