/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* fopencookie, memfd_create */
#include "tool.h"

#include "fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ARGUMENTS_MOST 32

int junomemstat_main(int count, char **arguments);

/* Standard output or error while the tool runs. */
struct capture
{
    struct tool_text *to;
    FILE *stream;
    bool is_closed;
};

static struct
{
    int descriptor;
    char path[64];
} files[TOOL_FILES];

static bool is_running;

static void add(struct tool_text *text, const char *bytes, size_t size)
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

static ssize_t capture_write(void *cookie, const char *bytes, size_t size)
{
    add(((struct capture *)cookie)->to, bytes, size);
    return (ssize_t)size;
}

static int capture_close(void *cookie)
{
    ((struct capture *)cookie)->is_closed = true;
    return 0;
}

static void capture_begin(struct capture *capture, struct tool_text *to)
{
    static const cookie_io_functions_t functions = {.write = capture_write, .close = capture_close};
    to->size = 0;
    add(to, "", 0);
    *capture = (struct capture){.to = to};
    capture->stream = fopencookie(capture, "w", functions);
    if (capture->stream == NULL)
    {
        fuzz_fail("fopencookie: %s", strerror(errno));
    }
}

/* The tool closes its standard output, or leaves it. */
static void capture_end(struct capture *capture)
{
    if (!capture->is_closed)
    {
        (void)fclose(capture->stream);
    }
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

void tool_run(struct tool_result *result, const char *const *arguments)
{
    static char name[] = "junomemstat";
    char *copies[ARGUMENTS_MOST] = {name};
    FILE *const out = stdout;
    FILE *const err = stderr;
    struct capture out_capture, err_capture;
    int count = 1;
    for (; arguments[count - 1] != NULL && count < ARGUMENTS_MOST - 1; count++)
    {
        copies[count] = (char *)(uintptr_t)arguments[count - 1]; /* which it only sorts */
    }
    capture_begin(&out_capture, &result->out);
    capture_begin(&err_capture, &result->err);
    stdout = out_capture.stream;
    stderr = err_capture.stream;
    is_running = true;
    result->code = junomemstat_main(count, copies);
    is_running = false;
    capture_end(&out_capture);
    capture_end(&err_capture);
    stdout = out;
    stderr = err;
}

/* What the linker puts in the place of exit(): a command returns its exit code, whatever happens. */
_Noreturn void __real_exit(int code);
_Noreturn void __wrap_exit(int code);
_Noreturn void __wrap_exit(int code)
{
    if (is_running)
    {
        fuzz_fail("exit(%d) inside a command", code);
    }
    __real_exit(code);
}
