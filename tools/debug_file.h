/* SPDX-License-Identifier: MIT */
/* An ELF file with what it knows of addresses: debug information, symbols. */
#ifndef JUNOMEMSTAT_DEBUG_FILE_H
#define JUNOMEMSTAT_DEBUG_FILE_H

#include "names.h"

struct debug_file;

/* A place in the source, in a function, or in what was inlined into it. */
struct debug_frame
{
    struct slice file;     /* as the compiler was given it */
    struct slice function; /* size 0: not known */
    uint64_t line;
};

/* More inlined calls around one address than this are left out, the outermost first. */
#define DEBUG_FRAMES 32u

/*
 * Opens an executable or a shared library, or the debug information that was
 * split off one. `debug_path` lists directories as dwfl_standard_find_debuginfo
 * takes them, and must stay there. Returns NULL, with why in `why`; errno is not 0
 * where the system did not let it be opened.
 */
struct debug_file *debug_file_open(const char *path, char **debug_path, const char **why);
void debug_file_close(struct debug_file *file);

/* Raw bytes, none where the file has no build-id. */
struct slice debug_file_build_id(const struct debug_file *file);

/* Whether the file's addresses are those at run time, wherever it is loaded. */
bool debug_file_is_fixed(const struct debug_file *file);

/* Whether the (absolute) return address is one of code in the file. */
bool debug_file_holds(const struct debug_file *file, uint64_t address);

bool debug_file_has_lines(struct debug_file *file);
bool debug_file_has_symbols(struct debug_file *file);

/*
 * Where the call before a return address stands, innermost frame first; returns
 * how many of the DEBUG_FRAMES are filled in, 0 where it is not known. Addresses
 * are the file's own. What the slices point to stays until the file is closed.
 */
size_t debug_file_frames(struct debug_file *file, uint64_t address, struct debug_frame *frames);

/* The function with this call by the symbol table; size 0: not known. */
struct slice debug_file_symbol(struct debug_file *file, uint64_t address);

#endif
