/* SPDX-License-Identifier: MIT */
#include "debug_file.h"

#include "file.h"
#include "mem.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct debug_file
{
    Dwfl_Callbacks callbacks;
    Dwfl *session;
    Dwfl_Module *module;
    bool is_fixed;
    bool has_thumb; /* bit 0 of a return address tells Thumb code from ARM code */
};

static struct slice words(const char *text)
{
    return (struct slice){text, text == NULL ? 0 : strlen(text)};
}

/* A descriptor of a regular file, below 0 otherwise: nothing may block, whatever a trace names. */
static int open_regular(const char *path, const char **why)
{
    struct stat about;
    const int descriptor = file_open(path, O_RDONLY | O_NONBLOCK);
    if (descriptor < 0)
    {
        *why = strerror(errno);
        return -1;
    }
    const bool is_known = fstat(descriptor, &about) == 0;
    if (is_known && S_ISREG(about.st_mode))
    {
        return descriptor;
    }
    const int error = is_known ? 0 : errno;
    *why = is_known ? "not a regular file" : strerror(error);
    (void)file_close(descriptor);
    errno = error;
    return -1;
}

/* Fills in what the ELF header says; false for files that are neither programs nor libraries. */
static bool read_header(struct debug_file *file)
{
    GElf_Addr bias;
    GElf_Ehdr header;
    Elf *elf = dwfl_module_getelf(file->module, &bias);
    if (elf == NULL || gelf_getehdr(elf, &header) == NULL)
    {
        return false;
    }
    file->is_fixed = header.e_type == ET_EXEC;
    file->has_thumb = header.e_machine == EM_ARM;
    return header.e_type == ET_EXEC || header.e_type == ET_DYN;
}

/* Takes the descriptor, and closes it where this fails. */
static bool begin_session(struct debug_file *file, const char *path, int descriptor)
{
    file->session = dwfl_begin(&file->callbacks);
    if (file->session != NULL)
    {
        dwfl_report_begin(file->session);
        file->module = dwfl_report_elf(file->session, path, path, descriptor, 0, true);
        (void)dwfl_report_end(file->session, NULL, NULL);
    }
    if (file->module == NULL)
    {
        (void)close(descriptor);
    }
    return file->module != NULL;
}

struct debug_file *debug_file_open(const char *path, char **debug_path, const char **why)
{
    const int descriptor = open_regular(path, why);
    if (descriptor < 0)
    {
        return NULL;
    }
    struct debug_file *file = mem_alloc(sizeof *file);
    file->callbacks = (Dwfl_Callbacks
    ){.find_elf = dwfl_build_id_find_elf,
      .find_debuginfo = dwfl_standard_find_debuginfo,
      .section_address = dwfl_offline_section_address,
      .debuginfo_path = debug_path};
    if (!begin_session(file, path, descriptor))
    {
        *why = "not an ELF file, or a damaged one";
    }
    else if (!read_header(file))
    {
        *why = "neither an executable nor a shared library";
    }
    else
    {
        return file;
    }
    debug_file_close(file);
    errno = 0;
    return NULL;
}

void debug_file_close(struct debug_file *file)
{
    dwfl_end(file->session);
    free(file);
}

struct slice debug_file_build_id(const struct debug_file *file)
{
    const unsigned char *bits = NULL;
    GElf_Addr address;
    const int size = dwfl_module_build_id(file->module, &bits, &address);
    return size <= 0 ? (struct slice){"", 0} : (struct slice){(const char *)bits, (size_t)size};
}

bool debug_file_is_fixed(const struct debug_file *file)
{
    return file->is_fixed;
}

/* An address in the call instruction before the return address. */
static uint64_t call_before(const struct debug_file *file, uint64_t address)
{
    return (file->has_thumb ? address & ~(uint64_t)1 : address) - 1;
}

static bool is_code(const GElf_Phdr *part, uint64_t address)
{
    return part->p_type == PT_LOAD && (part->p_flags & PF_X) != 0 && address >= part->p_vaddr &&
           address - part->p_vaddr < part->p_memsz;
}

bool debug_file_holds(const struct debug_file *file, uint64_t address)
{
    const uint64_t call = call_before(file, address);
    GElf_Addr bias;
    Elf *elf = dwfl_module_getelf(file->module, &bias);
    size_t count = 0;
    bool holds = false;
    (void)elf_getphdrnum(elf, &count);
    for (size_t i = 0; i < count && !holds; i++)
    {
        GElf_Phdr part;
        holds = gelf_getphdr(elf, (int)i, &part) != NULL && is_code(&part, call);
    }
    return holds;
}

bool debug_file_has_lines(struct debug_file *file)
{
    Dwarf_Addr bias;
    return dwfl_module_getdwarf(file->module, &bias) != NULL;
}

bool debug_file_has_symbols(struct debug_file *file)
{
    /* The first symbol is none. */
    return dwfl_module_getsymtab(file->module) > 1;
}

/*
 * The unit that has the address. The file's index of them may be missing or have
 * some only, and then leads to a wrong one: all are asked.
 */
static Dwarf_Die *unit_at(struct debug_file *file, uint64_t address, Dwarf_Addr *bias)
{
    Dwarf_Die *unit = dwfl_module_addrdie(file->module, address, bias);
    if (unit != NULL && dwarf_haspc(unit, address - *bias) > 0)
    {
        return unit;
    }
    unit = NULL;
    do
    {
        unit = dwfl_module_nextcu(file->module, unit, bias);
    }
    while (unit != NULL && dwarf_haspc(unit, address - *bias) <= 0);
    return unit;
}

/* The file's name without the directory in which the compiler ran. */
static struct slice source_name(Dwarf_Die *unit, const char *path)
{
    Dwarf_Attribute attribute;
    const char *directory = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    const size_t size = directory == NULL ? 0 : strlen(directory);
    if (path != NULL && size > 0 && strncmp(path, directory, size) == 0 && path[size] == '/')
    {
        path += size + 1;
    }
    return words(path);
}

static uint64_t number_of(Dwarf_Die *die, unsigned name)
{
    Dwarf_Attribute attribute;
    Dwarf_Word value;
    return dwarf_formudata(dwarf_attr(die, name, &attribute), &value) == 0 ? value : 0;
}

/* Where the line table puts the address; false where it says nothing. */
static bool line_of(Dwarf_Die *unit, uint64_t address, struct debug_frame *frame)
{
    Dwarf_Line *row = dwarf_getsrc_die(unit, address);
    int line = 0;
    if (row == NULL || dwarf_lineno(row, &line) != 0 || line <= 0)
    {
        return false;
    }
    frame->file = source_name(unit, dwarf_linesrc(row, NULL, NULL));
    frame->line = (uint64_t)line;
    return frame->file.size > 0;
}

/* Where the inlined function was called from. */
static bool call_of(Dwarf_Die *unit, Dwarf_Die *inlined, struct debug_frame *frame)
{
    Dwarf_Files *files;
    size_t count;
    frame->line = number_of(inlined, DW_AT_call_line);
    if (frame->line == 0 || dwarf_getsrcfiles(unit, &files, &count) != 0)
    {
        return false;
    }
    frame->file =
        source_name(unit, dwarf_filesrc(files, (size_t)number_of(inlined, DW_AT_call_file), NULL, NULL));
    return frame->file.size > 0;
}

/* The scopes around an address, innermost first; the caller frees them. */
static int scopes_at(Dwarf_Die *unit, uint64_t address, Dwarf_Die **scopes)
{
    Dwarf_Die *around = NULL;
    int count = dwarf_getscopes(unit, address, &around);
    *scopes = NULL;
    if (count > 0)
    {
        /* Where the code stands: the scopes above lead through the source instead. */
        count = dwarf_getscopes_die(&around[0], scopes);
    }
    free(around);
    return count;
}

/* Goes outwards from the place in `frames[0]`, through all that was inlined. */
static size_t unwind(Dwarf_Die *unit, Dwarf_Die *scopes, int count, struct debug_frame *frames)
{
    size_t at = 0;
    for (int i = 0; i < count; i++)
    {
        const int tag = dwarf_tag(&scopes[i]);
        if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram)
        {
            continue;
        }
        frames[at].function = words(dwarf_diename(&scopes[i]));
        if (tag == DW_TAG_subprogram || at + 1 == DEBUG_FRAMES || !call_of(unit, &scopes[i], &frames[at + 1]))
        {
            break;
        }
        at++;
        frames[at].function = (struct slice){"", 0};
    }
    return at + 1;
}

size_t debug_file_frames(struct debug_file *file, uint64_t address, struct debug_frame *frames)
{
    const uint64_t call = call_before(file, address);
    Dwarf_Addr bias = 0;
    Dwarf_Die *unit = unit_at(file, call, &bias);
    frames[0] = (struct debug_frame){0};
    if (unit == NULL || !line_of(unit, call - bias, &frames[0]))
    {
        return 0;
    }
    Dwarf_Die *scopes;
    const int scope_count = scopes_at(unit, call - bias, &scopes);
    const size_t count = unwind(unit, scopes, scope_count, frames);
    free(scopes);
    if (count == 1 && frames[0].function.size == 0)
    {
        frames[0].function = debug_file_symbol(file, address);
    }
    return count;
}

struct slice debug_file_symbol(struct debug_file *file, uint64_t address)
{
    GElf_Off offset = 0;
    GElf_Sym symbol = {0};
    const char *name =
        dwfl_module_addrinfo(file->module, call_before(file, address), &offset, &symbol, NULL, NULL, NULL);
    /* The nearest symbol before the address may be that of something else. */
    const bool is_in_it = GELF_ST_TYPE(symbol.st_info) == STT_FUNC && offset < symbol.st_size;
    return words(is_in_it ? name : NULL);
}
