/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memfd_create */
#include "tool.h"

#include "file.h"
#include "fuzz.h"
#include "temporary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ARGUMENTS_MOST 32

int junomemstat_main(int count, char **arguments);

static struct
{
    int descriptor;
    char path[64];
} files[TOOL_FILES];

/* What the tool prints to while it runs; NULL: it does not. */
static struct tool_result *running;

/* The tool's notes of temporary files and directories, which it keeps until it ends, and what removes them. */
static const char **notes;
static size_t note_count, note_room;
static void (*at_end)(void);

static void add(struct tool_text *text, const void *bytes, size_t size)
{
    if (text->room - text->size <= size)
    {
        text->room = 2 * (text->size + size) + 4096;
        text->text = realloc(text->text, text->room);
        if (text->text == NULL)
        {
            fuzz_fail("no memory for %zu bytes of output", text->room);
        }
    }
    memcpy(text->text + text->size, bytes, size);
    text->size += size;
    text->text[text->size] = '\0';
}

bool tool_init(void)
{
    for (unsigned i = 0; i < TOOL_FILES; i++)
    {
        files[i].descriptor = memfd_create("fuzz", MFD_CLOEXEC);
        (void)snprintf(files[i].path, sizeof files[i].path, "/proc/self/fd/%d", files[i].descriptor);
        if (files[i].descriptor < 0 || access(files[i].path, R_OK) != 0)
        {
            return false;
        }
    }
    return unsetenv("COLUMNS") == 0 && unsetenv("NO_COLOR") == 0 && setenv("TERM", "xterm", 1) == 0;
}

const char *tool_path(enum tool_file file)
{
    return files[file].path;
}

void tool_set(enum tool_file file, const void *bytes, size_t size)
{
    const int descriptor = files[file].descriptor;
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, bytes, size, 0) != (ssize_t)size)
    {
        fuzz_fail("a file in memory: %s", strerror(errno));
    }
}

/* What the tool removes when it ends is gone then. */
static void end_program(void)
{
    if (at_end != NULL && note_count > 0)
    {
        at_end();
    }
    while (note_count > 0)
    {
        char *path = strdup(notes[note_count - 1]); /* the note goes with what it is compared with */
        if (path == NULL)
        {
            fuzz_fail("no memory");
        }
        if (access(path, F_OK) == 0)
        {
            fuzz_fail("%s is left", path);
        }
        temporary_forget(path);
        free(path);
    }
}

void tool_run(struct tool_result *result, const char *const *arguments)
{
    static char name[] = "junomemstat";
    char *copies[ARGUMENTS_MOST] = {name};
    int count = 1;
    for (; arguments[count - 1] != NULL && count < ARGUMENTS_MOST - 1; count++)
    {
        copies[count] = (char *)(uintptr_t)arguments[count - 1]; /* which it only sorts */
    }
    result->out.size = 0;
    result->err.size = 0;
    add(&result->out, "", 0);
    add(&result->err, "", 0);
    running = result;
    result->code = junomemstat_main(count, copies);
    running = NULL;
    end_program();
}

/* The tool removes what a failed command leaves when it ends: noted here, and done after each run. */
int __wrap_atexit(void (*function)(void));
int __wrap_atexit(void (*function)(void))
{
    at_end = function;
    return 0;
}

char *__real_temporary_plan(const char *path);
char *__wrap_temporary_plan(const char *path);
char *__wrap_temporary_plan(const char *path)
{
    if (note_count == note_room)
    {
        note_room = 2 * note_room + 16;
        notes = realloc(notes, note_room * sizeof *notes);
        if (notes == NULL)
        {
            fuzz_fail("no memory for %zu notes", note_room);
        }
    }
    char *planned = __real_temporary_plan(path);
    notes[note_count++] = planned;
    return planned;
}

/* It, and what is in it, as the tool does. */
void __real_temporary_forget(const char *path);
void __wrap_temporary_forget(const char *path);
void __wrap_temporary_forget(const char *path)
{
    const size_t size = strlen(path);
    size_t left = 0;
    for (size_t i = 0; i < note_count; i++)
    {
        const bool goes =
            strncmp(notes[i], path, size) == 0 && (notes[i][size] == '\0' || notes[i][size] == '/');
        notes[left] = notes[i];
        left += goes ? 0 : 1;
    }
    note_count = left;
    __real_temporary_forget(path);
}

/* What the linker puts in the place of what the tool calls: all that it prints goes through these. */
bool __real_file_write(int descriptor, const void *bytes, size_t size);
bool __wrap_file_write(int descriptor, const void *bytes, size_t size);
bool __wrap_file_write(int descriptor, const void *bytes, size_t size)
{
    if (running == NULL || descriptor < STDOUT_FILENO || descriptor > STDERR_FILENO)
    {
        return __real_file_write(descriptor, bytes, size);
    }
    add(descriptor == STDOUT_FILENO ? &running->out : &running->err, bytes, size);
    return true;
}

bool __real_file_close(int descriptor);
bool __wrap_file_close(int descriptor);
bool __wrap_file_close(int descriptor)
{
    return descriptor == STDOUT_FILENO || __real_file_close(descriptor);
}

/* Where a harness runs must not matter. */
int __wrap_isatty(int descriptor);
int __wrap_isatty(int descriptor)
{
    (void)descriptor;
    errno = ENOTTY;
    return 0;
}

/* A command returns its exit code, whatever happens. */
_Noreturn void __real_exit(int code);
_Noreturn void __wrap_exit(int code);
_Noreturn void __wrap_exit(int code)
{
    if (running != NULL)
    {
        fuzz_fail("exit(%d) inside a command", code);
    }
    __real_exit(code);
}
