/* SPDX-License-Identifier: MIT */
#include "symbols.h"

#include "buffer.h"
#include "label.h"
#include "mem.h"
#include "message.h"
#include "symbol_files.h"

#include <stdlib.h>

/* The file of a module, once it was looked for. */
struct home
{
    bool is_known;
    size_t file; /* SIZE_MAX: there is none */
};

struct symbols
{
    struct symbol_files files;
    /* Of the trace in work. */
    struct home *homes; /* by module */
    size_t home_room;
    bool has_addresses; /* that lie in no module */
};

bool symbols_open(struct symbols **symbols, const struct symbol_places *places)
{
    *symbols = mem_alloc(sizeof **symbols);
    if (symbol_files_open(&(*symbols)->files, places))
    {
        return true;
    }
    symbols_close(*symbols);
    *symbols = NULL;
    return false;
}

void symbols_close(struct symbols *symbols)
{
    symbol_files_close(&symbols->files);
    free(symbols->homes);
    free(symbols);
}

static size_t file_of_module(struct symbols *symbols, const struct names *names, uint32_t position)
{
    symbols->homes =
        mem_grow(symbols->homes, &symbols->home_room, (size_t)position + 1, sizeof *symbols->homes);
    struct home *home = &symbols->homes[position];
    if (!home->is_known)
    {
        home->is_known = true;
        home->file = symbol_files_of_module(&symbols->files, names, &names->modules[position]);
    }
    return home->file;
}

/* The file with the site's code, or NULL. */
static struct symbol_file *
file_of(struct symbols *symbols, const struct names *names, const struct site *site)
{
    size_t position = SIZE_MAX;
    if (site->home != 0)
    {
        position = file_of_module(symbols, names, site->home - 1);
    }
    else if (site->module == 0 && site->file == 0)
    {
        symbols->has_addresses = true;
        position =
            names->module_count == 0 ? symbol_files_of_address(&symbols->files, site->number) : SIZE_MAX;
    }
    return position == SIZE_MAX ? NULL : &symbols->files.items[position];
}

static void add_function(struct buffer *label, struct slice function)
{
    if (function.size > 0)
    {
        buffer_word(label, " (");
        buffer_add(label, function);
        buffer_word(label, ")");
    }
}

/* `inner.c:5 (inner) < outer.c:9 (outer)` */
static void add_frames(struct buffer *label, const struct debug_frame *frames, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        buffer_word(label, i > 0 ? " < " : "");
        buffer_add(label, frames[i].file);
        buffer_word(label, ":");
        buffer_number(label, frames[i].line);
        add_function(label, frames[i].function);
    }
}

/* Of files that the user named: what they lack. */
static void say_lack(struct symbols *symbols, struct symbol_file *file)
{
    const bool is_asked_for = file->is_given || symbols->files.root != NULL;
    if (file->has_spoken || !is_asked_for || debug_file_has_lines(file->file))
    {
        return;
    }
    file->has_spoken = true;
    message(
        debug_file_has_symbols(file->file)
            ? "%s: no debug information, so functions only, from its symbols; compile with -g"
            : "%s: neither debug information nor symbols, so no names; compile with -g and do not strip it",
        file->path
    );
}

static void resolve(void *context, struct names *names, struct site *site)
{
    struct symbols *symbols = context;
    struct symbol_file *file = file_of(symbols, names, site);
    if (file == NULL)
    {
        return;
    }
    struct debug_frame frames[DEBUG_FRAMES] = {{{0}, {0}, 0}};
    struct buffer label = {0};
    file->is_used = true;
    const size_t count = debug_file_frames(file->file, label_offset(names, site), frames);
    if (count > 0)
    {
        add_frames(&label, frames, count);
    }
    else
    {
        frames[0].function = debug_file_symbol(file->file, label_offset(names, site));
        label_address(&label, names, site);
        add_function(&label, frames[0].function);
        say_lack(symbols, file);
    }
    site->resolved.label = names_string(names, buffer_slice(&label));
    site->resolved.file = names_string(names, frames[0].file);
    site->resolved.function = names_string(names, frames[0].function);
    buffer_free(&label);
}

void symbols_begin(struct symbols *symbols, struct names *names)
{
    symbols->has_addresses = false;
    free(symbols->homes);
    symbols->homes = NULL;
    symbols->home_room = 0;
    for (size_t i = 0; i < symbols->files.count; i++)
    {
        symbols->files.items[i].is_used = false;
    }
    names->resolver = (struct site_resolver){symbols, resolve};
}

void symbols_end(struct symbols *symbols, const struct names *names)
{
    symbol_files_say_unused(&symbols->files, names, symbols->has_addresses);
}
