/* SPDX-License-Identifier: MIT */
/* Which ELF file belongs to which module of a trace. */
#ifndef JUNOMEMSTAT_SYMBOL_FILES_H
#define JUNOMEMSTAT_SYMBOL_FILES_H

#include "debug_file.h"
#include "symbols.h"

struct symbol_file
{
    struct debug_file *file;
    char *path;
    bool is_given;   /* by --elf */
    bool is_used;    /* an address of the trace in work lies in it */
    bool has_spoken; /* that it has no debug information was said */
};

struct symbol_files
{
    const char *root; /* NULL: none */
    char *debug_path; /* where debug information that was split off may be */
    struct symbol_file *items;
    size_t count, room;
};

/* Opens the given files; false after a message. */
bool symbol_files_open(struct symbol_files *files, const struct symbol_places *places);
void symbol_files_close(struct symbol_files *files);

/* The position of the module's file, opened if need be, or SIZE_MAX. What is wrong is said. */
size_t
symbol_files_of_module(struct symbol_files *files, const struct names *names, const struct module *module);

/* The position of the given program in whose code the address lies, or SIZE_MAX. */
size_t symbol_files_of_address(const struct symbol_files *files, uint64_t address);

/* Says of each given file that was not used why not. */
void symbol_files_say_unused(const struct symbol_files *files, const struct names *names, bool has_addresses);

#endif
