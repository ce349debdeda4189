/* SPDX-License-Identifier: MIT */
/* The command lines that inputs of the trace harness choose from. */
#ifndef FUZZ_TRACE_COMMANDS_H
#define FUZZ_TRACE_COMMANDS_H

#include "command.h"
#include "trace_input.h"

#define FUZZ_WORDS 32

/* What a command prints. */
enum fuzz_form
{
    FORM_TEXT,
    FORM_JSON,  /* one value */
    FORM_LINES, /* one value a line */
    FORM_DUMP,  /* a trace as text */
    FORM_BYTES
};

struct fuzz_line
{
    const char *words; /* with blanks between them; %1: the trace, %2: the second file */
    enum fuzz_form form;
};

extern const struct fuzz_line fuzz_lines[];
extern const size_t fuzz_line_count;

/* A command line in words, NULL at its end. */
struct fuzz_words
{
    const char *words[FUZZ_WORDS];
    char text[512]; /* where most of them stand */
    const struct command *command;
};

/* Takes a line apart, and adds what the input asks for and the command has. */
void fuzz_words_make(struct fuzz_words *words, const char *line, unsigned add);

#endif
