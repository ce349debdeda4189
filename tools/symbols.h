/* SPDX-License-Identifier: MIT */
/*
 * Names for the addresses of a trace, from the ELF files that belong to it. A
 * module's file is the one with its build-id: among those given, under the
 * system root, or in its place on this machine. A trace without modules, as
 * firmware writes it, has the addresses of the given program itself.
 */
#ifndef JUNOMEMSTAT_SYMBOLS_H
#define JUNOMEMSTAT_SYMBOLS_H

#include "names.h"

/* What the command line says. */
struct symbol_places
{
    const char **files; /* --elf */
    size_t file_count;
    const char *root; /* --sysroot, or NULL */
};

struct symbols;

/* Returns false after a message: a given file is of no use, or this build cannot read any. */
bool symbols_open(struct symbols **symbols, const struct symbol_places *places);
void symbols_close(struct symbols *symbols);

/* From now on new sites in the names, those of another trace, are named. */
void symbols_begin(struct symbols *symbols, struct names *names);

/* Says which of the given files have not been of use for the trace, and why. */
void symbols_end(struct symbols *symbols, const struct names *names);

#endif
