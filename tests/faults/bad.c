/* SPDX-License-Identifier: MIT */
/*
 * bad HOW FROM TO: copies a file and prints it too, once rightly and several times
 * with a mistake that the driver must find: the known-bad case of tests/faults.
 */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST 65536

static const char *how;

static bool makes(const char *mistake)
{
    return strcmp(how, mistake) == 0;
}

static void say(const char *name, int error)
{
    char line[512];
    const int size = snprintf(line, sizeof line, "junomemstat: %s: %s\n", name, strerror(error));
    if (!makes("silent") && write(STDERR_FILENO, line, (size_t)size) < 0)
    {
        _exit(2);
    }
}

static int code(void)
{
    return makes("wrong-code") ? 1 : 2;
}

/* Whether a call is to be made again. */
static bool is_again(ssize_t count)
{
    return count < 0 && errno == EINTR && !makes("interrupted");
}

static int open_it(const char *name, int flags)
{
    int file;
    do
    {
        file = open(name, flags, 0666);
    }
    while (is_again(file));
    return file;
}

static ssize_t read_all(const char *name, char *bytes)
{
    const int file = open_it(name, O_RDONLY);
    size_t size = 0;
    ssize_t count = file < 0 ? -1 : 1;
    while (count > 0 || (is_again(count) && file >= 0))
    {
        count = read(file, bytes + size, MOST - size);
        size += count > 0 ? (size_t)count : 0;
        count = makes("short-read") && count > 0 ? 0 : count;
    }
    const int error = errno;
    if (file >= 0)
    {
        (void)close(file);
    }
    errno = error;
    return count < 0 && !makes("read-error") ? -1 : (ssize_t)size;
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0)
    {
        const ssize_t count = write(file, bytes, size);
        if (count < 0 && makes("hang"))
        {
            continue;
        }
        if (makes("short-write") && count >= 0)
        {
            return true;
        }
        if (count < 0 && !is_again(count))
        {
            return makes("write-error");
        }
        bytes += count > 0 ? count : 0;
        size -= count > 0 ? (size_t)count : 0;
    }
    return true;
}

/* In two parts, so that one of them can be there without the other. */
static int put(const char *name, const char *temporary, const char *bytes, size_t size)
{
    const char *to = makes("partial-file") ? name : temporary;
    const int file = open_it(to, O_WRONLY | O_CREAT | O_TRUNC);
    bool good =
        file >= 0 && write_all(file, bytes, size / 2) && write_all(file, bytes + size / 2, size - size / 2);
    int error = errno;
    if (file >= 0 && close(file) != 0 && good && errno != EINTR)
    {
        good = false;
        error = errno;
    }
    if (good && to == temporary && rename(temporary, name) != 0)
    {
        good = false;
        error = errno;
    }
    if (!good)
    {
        if (to == temporary && !makes("left-behind"))
        {
            (void)unlink(temporary);
        }
        say(name, error);
    }
    return good ? 0 : code();
}

int main(int count, char **arguments)
{
    how = count == 4 ? arguments[1] : "";
    char *bytes = malloc(MOST);
    if (count != 4 || (bytes == NULL && !makes("no-memory")))
    {
        say("memory", ENOMEM);
        return code();
    }
    bytes[0] = '\0';
    const ssize_t size = read_all(arguments[2], bytes);
    if (size < 0)
    {
        say(arguments[2], errno);
        free(bytes);
        return code();
    }
    int result = put(arguments[3], "out/temporary", bytes, (size_t)size);
    if (result == 0 && !write_all(STDOUT_FILENO, bytes, (size_t)size))
    {
        say("standard output", errno);
        result = code();
    }
    free(bytes);
    return result;
}
