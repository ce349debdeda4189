/* SPDX-License-Identifier: MIT */
/* What the output can show: how wide, which characters, whether colour. */
#ifndef JUNOMEMSTAT_TERMINAL_H
#define JUNOMEMSTAT_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

enum colour_choice
{
    COLOUR_AUTO,
    COLOUR_ALWAYS,
    COLOUR_NEVER
};

enum colour
{
    COLOUR_PLAIN,
    COLOUR_BOLD,
    COLOUR_DIM,
    COLOUR_RED,
    COLOUR_YELLOW,
    COLOUR_GREEN
};

struct terminal
{
    FILE *stream;
    size_t width; /* columns */
    bool colour;
    bool unicode;
};

void terminal_init(struct terminal *terminal, FILE *stream, enum colour_choice choice);

/* The sequence that begins this colour, and the one that ends all; empty without colour. */
const char *terminal_begin(const struct terminal *terminal, enum colour colour);
const char *terminal_end(const struct terminal *terminal);

#endif
