/* SPDX-License-Identifier: MIT */
/* Opening and closing, and what is done with names. */
#define _GNU_SOURCE
/* The functions themselves, not what a header makes of them. */
#undef _FORTIFY_SOURCE
#include "interpose.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int __open_2(const char *name, int flags);
int __open64_2(const char *name, int flags);

static bool fails(enum fault_class kind, const char *name, const void *caller)
{
    return fault_strikes(kind, name, -1, caller) == FAULT_FAIL;
}

static int open_it(const char *name, int flags, mode_t mode, const void *caller)
{
    static int (*next)(const char *, int, ...);
    if (fails(FAULT_OPEN, "open", caller))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "open64");
    }
    return next(name, flags, mode);
}

/* The mode is there only where a file may be created. */
static mode_t mode_of(int flags, va_list arguments)
{
    return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

int open(const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_it(name, flags, mode, __builtin_return_address(0));
}

int open64(const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_it(name, flags, mode, __builtin_return_address(0));
}

int __open_2(const char *name, int flags)
{
    return open_it(name, flags, 0, __builtin_return_address(0));
}

int __open64_2(const char *name, int flags)
{
    return open_it(name, flags, 0, __builtin_return_address(0));
}

static FILE *open_stream(const char *name, const char *mode, const void *caller)
{
    static FILE *(*next)(const char *, const char *);
    if (fails(FAULT_OPEN, "fopen", caller))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "fopen64");
    }
    return next(name, mode);
}

FILE *fopen(const char *name, const char *mode)
{
    return open_stream(name, mode, __builtin_return_address(0));
}

FILE *fopen64(const char *name, const char *mode)
{
    return open_stream(name, mode, __builtin_return_address(0));
}

FILE *fdopen(int descriptor, const char *mode)
{
    static FILE *(*next)(int, const char *);
    if (fails(FAULT_OPEN, "fdopen", __builtin_return_address(0)))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "fdopen");
    }
    return next(descriptor, mode);
}

DIR *opendir(const char *name)
{
    static DIR *(*next)(const char *);
    if (fails(FAULT_OPEN, "opendir", __builtin_return_address(0)))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "opendir");
    }
    return next(name);
}

static struct dirent *read_entry(DIR *entries, const void *caller)
{
    static struct dirent *(*next)(DIR *);
    if (fails(FAULT_READ, "readdir", caller))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "readdir");
    }
    return next(entries);
}

struct dirent *readdir(DIR *entries)
{
    return read_entry(entries, __builtin_return_address(0));
}

int mkstemp(char *name)
{
    static int (*next)(char *);
    if (fails(FAULT_OPEN, "mkstemp", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "mkstemp64");
    }
    return next(name);
}

/* Closes it in any case, as systems do. */
int close(int descriptor)
{
    static int (*next)(int);
    const bool failed =
        fault_strikes(FAULT_CLOSE, "close", descriptor, __builtin_return_address(0)) == FAULT_FAIL;
    const int error = errno;
    if (next == NULL)
    {
        fault_next(&next, "close");
    }
    const int result = next(descriptor);
    errno = failed ? error : errno;
    return failed ? -1 : result;
}

static bool stat_fails(const char *name, const void *caller)
{
    return fails(FAULT_STAT, name, caller);
}

int stat(const char *name, struct stat *about)
{
    static int (*next)(const char *, struct stat *);
    if (stat_fails("stat", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "stat");
    }
    return next(name, about);
}

int stat64(const char *name, struct stat64 *about)
{
    static int (*next)(const char *, struct stat64 *);
    if (stat_fails("stat", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "stat64");
    }
    return next(name, about);
}

int lstat(const char *name, struct stat *about)
{
    static int (*next)(const char *, struct stat *);
    if (stat_fails("lstat", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "lstat");
    }
    return next(name, about);
}

int fstat(int descriptor, struct stat *about)
{
    static int (*next)(int, struct stat *);
    if (stat_fails("fstat", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "fstat");
    }
    return next(descriptor, about);
}

int fstat64(int descriptor, struct stat64 *about)
{
    static int (*next)(int, struct stat64 *);
    if (stat_fails("fstat", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "fstat64");
    }
    return next(descriptor, about);
}

int access(const char *name, int mode)
{
    static int (*next)(const char *, int);
    if (stat_fails("access", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "access");
    }
    return next(name, mode);
}
