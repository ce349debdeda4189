/* SPDX-License-Identifier: MIT */
#include "symbol_files.h"

#include "buffer.h"
#include "label.h"
#include "mem.h"
#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char system_debug[] = "/usr/lib/debug";

static bool equal(struct slice one, struct slice other)
{
    return one.size == other.size && memcmp(one.text, other.text, one.size) == 0;
}

static void add_hex(struct buffer *out, struct slice bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < bytes.size; i++)
    {
        const unsigned byte = (unsigned char)bytes.text[i];
        const char pair[2] = {digits[byte >> 4], digits[byte & 15]};
        buffer_add(out, (struct slice){pair, 2});
    }
}

/* For messages; the caller frees it. */
static char *hex(struct slice bytes)
{
    struct buffer out = {0};
    buffer_word(&out, "");
    add_hex(&out, bytes);
    return out.text;
}

static size_t enter(struct symbol_files *files, struct debug_file *file, const char *path, bool is_given)
{
    struct buffer copy = {0};
    buffer_word(&copy, path);
    files->items = mem_grow(files->items, &files->room, files->count + 1, sizeof *files->items);
    files->items[files->count] = (struct symbol_file){.file = file, .path = copy.text, .is_given = is_given};
    return files->count++;
}

/* Directories as libdw takes them: beside the file, in the root, and here. */
static void set_debug_path(struct symbol_files *files)
{
    struct buffer path = {0};
    buffer_word(&path, ":.debug:");
    char *root = files->root == NULL ? NULL : realpath(files->root, NULL);
    if (root != NULL)
    {
        buffer_word(&path, root);
        buffer_word(&path, system_debug);
        buffer_word(&path, ":");
    }
    buffer_word(&path, system_debug);
    free(root);
    files->debug_path = path.text;
}

static bool is_directory(const char *root)
{
    struct stat about;
    const bool is_there = stat(root, &about) == 0;
    if (!is_there || !S_ISDIR(about.st_mode))
    {
        message("--sysroot %s: %s", root, strerror(is_there ? ENOTDIR : errno));
        return false;
    }
    return true;
}

bool symbol_files_open(struct symbol_files *files, const struct symbol_places *places)
{
    *files = (struct symbol_files){.root = places->root};
    if (places->root != NULL && !is_directory(places->root))
    {
        return false;
    }
    set_debug_path(files);
    for (size_t i = 0; i < places->file_count; i++)
    {
        const char *why;
        struct debug_file *file = debug_file_open(places->files[i], &files->debug_path, &why);
        if (file == NULL)
        {
            message("--elf %s: %s", places->files[i], why);
            return false;
        }
        (void)enter(files, file, places->files[i], true);
    }
    return true;
}

void symbol_files_close(struct symbol_files *files)
{
    for (size_t i = 0; i < files->count; i++)
    {
        debug_file_close(files->items[i].file);
        free(files->items[i].path);
    }
    free(files->items);
    free(files->debug_path);
}

/* Among the files that are open: the one with the build-id; of several, one with debug information. */
static size_t with_build_id(const struct symbol_files *files, struct slice build_id)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < files->count && build_id.size > 0; i++)
    {
        if (equal(debug_file_build_id(files->items[i].file), build_id))
        {
            found = i;
            if (debug_file_has_lines(files->items[i].file))
            {
                break;
            }
        }
    }
    return found;
}

/* Where neither side has a build-id: the given file with the module's name, unchecked, which is said. */
static size_t with_name(const struct symbol_files *files, struct slice path)
{
    for (size_t i = 0; i < files->count; i++)
    {
        const struct symbol_file *item = &files->items[i];
        const struct slice name = label_base_name((struct slice){item->path, strlen(item->path)});
        if (item->is_given && debug_file_build_id(item->file).size == 0 && equal(name, label_base_name(path)))
        {
            message("--elf %s: taken unchecked: neither it nor the recorded file has a build-id", item->path);
            return i;
        }
    }
    return SIZE_MAX;
}

/* A file that was looked for under a root ("" is this machine's). */
struct candidate
{
    struct buffer path;
    struct slice build_id; /* that is wanted */
    struct buffer other;   /* the file and the build-id that was found instead, in hexadecimal, or nothing */
};

/* Where a file may be there, but the system fails: the names would come and go with its troubles. */
static void end_if_trouble(const char *path, const char *why)
{
    if (errno == EIO || errno == EMFILE || errno == ENFILE || errno == ENOMEM)
    {
        message("%s: %s", path, why);
        exit(EXIT_CODE_TROUBLE);
    }
}

/* Opens the candidate; SIZE_MAX where it is not there, or not the one. */
static size_t try_candidate(struct symbol_files *files, struct candidate *candidate)
{
    const char *why;
    struct debug_file *file = debug_file_open(candidate->path.text, &files->debug_path, &why);
    if (file == NULL)
    {
        end_if_trouble(candidate->path.text, why);
        return SIZE_MAX;
    }
    if (equal(debug_file_build_id(file), candidate->build_id))
    {
        return enter(files, file, candidate->path.text, false);
    }
    buffer_clear(&candidate->other);
    buffer_add(&candidate->other, buffer_slice(&candidate->path));
    buffer_word(&candidate->other, ": its build-id is ");
    add_hex(&candidate->other, debug_file_build_id(file));
    debug_file_close(file);
    return SIZE_MAX;
}

/* The module's own path under the root. */
static size_t
by_path(struct symbol_files *files, struct candidate *candidate, const char *root, struct slice path)
{
    if (path.size == 0 || path.text[0] != '/' || memchr(path.text, '\0', path.size) != NULL)
    {
        return SIZE_MAX;
    }
    buffer_clear(&candidate->path);
    buffer_word(&candidate->path, root);
    buffer_add(&candidate->path, path);
    return try_candidate(files, candidate);
}

/* Debug information by build-id, as distributions install it, under the root. */
static size_t by_build_id(struct symbol_files *files, struct candidate *candidate, const char *root)
{
    struct slice rest = candidate->build_id;
    rest.text++;
    rest.size--;
    buffer_clear(&candidate->path);
    buffer_word(&candidate->path, root);
    buffer_word(&candidate->path, system_debug);
    buffer_word(&candidate->path, "/.build-id/");
    add_hex(&candidate->path, (struct slice){candidate->build_id.text, 1});
    buffer_word(&candidate->path, "/");
    add_hex(&candidate->path, rest);
    buffer_word(&candidate->path, ".debug");
    return try_candidate(files, candidate);
}

static size_t search(struct symbol_files *files, struct candidate *candidate, struct slice path)
{
    const char *const roots[] = {files->root, ""};
    size_t found = SIZE_MAX;
    for (size_t i = files->root == NULL ? 1 : 0; i < 2 && found == SIZE_MAX; i++)
    {
        found = by_path(files, candidate, roots[i], path);
        found = found != SIZE_MAX ? found : by_build_id(files, candidate, roots[i]);
    }
    return found;
}

/* What was asked for with --sysroot and is not there. */
static void say_missing(const struct symbol_files *files, const struct candidate *candidate, const char *path)
{
    char *wanted = hex(candidate->build_id);
    if (candidate->build_id.size == 0)
    {
        message("%s: recorded without a build-id, so no file can be known as its own; see --elf", path);
    }
    else if (candidate->other.size > 0)
    {
        message(
            "%s, that of the recorded %s %s; addresses in it have no names", candidate->other.text, path,
            wanted
        );
    }
    else
    {
        message(
            "--sysroot %s: neither %s nor its debug information, build-id %s; addresses in it have no names",
            files->root, path, wanted
        );
    }
    free(wanted);
}

size_t
symbol_files_of_module(struct symbol_files *files, const struct names *names, const struct module *module)
{
    struct candidate candidate = {.build_id = names_text(names, module->build_id)};
    const struct slice path = names_text(names, module->path);
    size_t found = with_build_id(files, candidate.build_id);
    if (found == SIZE_MAX)
    {
        found = candidate.build_id.size > 0 ? search(files, &candidate, path) : with_name(files, path);
    }
    if (found == SIZE_MAX && files->root != NULL)
    {
        say_missing(files, &candidate, path.text);
    }
    buffer_free(&candidate.path);
    buffer_free(&candidate.other);
    return found;
}

size_t symbol_files_of_address(const struct symbol_files *files, uint64_t address)
{
    for (size_t i = 0; i < files->count; i++)
    {
        const struct symbol_file *item = &files->items[i];
        if (item->is_given && debug_file_is_fixed(item->file) && debug_file_holds(item->file, address))
        {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The module with the file's name, `.debug` at its end aside, or with its build-id; NULL: none. */
static const struct module *module_of(const struct names *names, const struct symbol_file *item, bool by_id)
{
    struct slice name = label_base_name((struct slice){item->path, strlen(item->path)});
    const char ending[] = ".debug";
    const size_t size = sizeof ending - 1;
    name.size -= name.size > size && memcmp(name.text + name.size - size, ending, size) == 0 ? size : 0;
    for (size_t i = 0; i < names->module_count; i++)
    {
        const struct module *module = &names->modules[i];
        if (by_id ? equal(names_text(names, module->build_id), debug_file_build_id(item->file))
                  : equal(label_base_name(names_text(names, module->path)), name))
        {
            return module;
        }
    }
    return NULL;
}

/* Where the trace has modules. */
static void say_mismatch(const struct names *names, const struct symbol_file *item)
{
    const struct slice build_id = debug_file_build_id(item->file);
    const struct module *namesake = module_of(names, item, false);
    char *own = hex(build_id);
    char *wanted = hex(names_text(names, namesake == NULL ? 0 : namesake->build_id));
    if (build_id.size == 0)
    {
        message(
            "--elf %s: has no build-id, so it cannot be known as a file of the trace; link with --build-id",
            item->path
        );
    }
    else if (namesake == NULL)
    {
        message("--elf %s: not in the trace: no module has its build-id %s; see the dump", item->path, own);
    }
    else
    {
        message(
            "--elf %s: its build-id is %s, that of the recorded file %s; give the file that ran", item->path,
            own, *wanted == '\0' ? "not known" : wanted
        );
    }
    free(own);
    free(wanted);
}

static void say_unused(const struct names *names, const struct symbol_file *item, bool has_addresses)
{
    if (names->module_count > 0)
    {
        const bool is_known =
            debug_file_build_id(item->file).size > 0 && module_of(names, item, true) != NULL;
        if (!is_known)
        {
            say_mismatch(names, item);
        }
    }
    else if (has_addresses && debug_file_is_fixed(item->file))
    {
        message("--elf %s: no address of the trace lies in its code; give the file that ran", item->path);
    }
    else if (has_addresses)
    {
        message(
            "--elf %s: can be loaded anywhere, and the trace does not say where it was: its addresses have "
            "no names",
            item->path
        );
    }
}

void symbol_files_say_unused(const struct symbol_files *files, const struct names *names, bool has_addresses)
{
    for (size_t i = 0; i < files->count; i++)
    {
        if (files->items[i].is_given && !files->items[i].is_used)
        {
            say_unused(names, &files->items[i], has_addresses);
        }
    }
}
