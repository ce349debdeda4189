/* SPDX-License-Identifier: MIT */
/* What is done with names of files. */
#define _GNU_SOURCE
/* The functions themselves, not what a header makes of them. */
#undef _FORTIFY_SOURCE
#include "interpose.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

ssize_t __readlink_chk(const char *name, char *to, size_t size, size_t room);

static bool fails(const char *name, const void *caller)
{
    return fault_strikes(FAULT_NAME, name, -1, caller) == FAULT_FAIL;
}

int rename(const char *from, const char *to)
{
    static int (*next)(const char *, const char *);
    if (fails("rename", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "rename");
    }
    return next(from, to);
}

int link(const char *from, const char *to)
{
    static int (*next)(const char *, const char *);
    if (fails("link", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "link");
    }
    return next(from, to);
}

int unlink(const char *name)
{
    static int (*next)(const char *);
    if (fails("unlink", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "unlink");
    }
    return next(name);
}

int rmdir(const char *name)
{
    static int (*next)(const char *);
    if (fails("rmdir", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "rmdir");
    }
    return next(name);
}

char *mkdtemp(char *name)
{
    static char *(*next)(char *);
    if (fails("mkdtemp", __builtin_return_address(0)))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "mkdtemp");
    }
    return next(name);
}

int chmod(const char *name, mode_t mode)
{
    static int (*next)(const char *, mode_t);
    if (fails("chmod", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "chmod");
    }
    return next(name, mode);
}

int fchmod(int descriptor, mode_t mode)
{
    static int (*next)(int, mode_t);
    if (fails("fchmod", __builtin_return_address(0)))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "fchmod");
    }
    return next(descriptor, mode);
}

char *realpath(const char *name, char *to)
{
    static char *(*next)(const char *, char *);
    if (fails("realpath", __builtin_return_address(0)))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "realpath");
    }
    return next(name, to);
}

static ssize_t read_link(const char *name, char *to, size_t size, const void *caller)
{
    static ssize_t (*next)(const char *, char *, size_t);
    if (fails("readlink", caller))
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "readlink");
    }
    return next(name, to, size);
}

ssize_t readlink(const char *name, char *to, size_t size)
{
    return read_link(name, to, size, __builtin_return_address(0));
}

ssize_t __readlink_chk(const char *name, char *to, size_t size, size_t room)
{
    (void)room;
    return read_link(name, to, size, __builtin_return_address(0));
}

char *getcwd(char *to, size_t size)
{
    static char *(*next)(char *, size_t);
    if (fails("getcwd", __builtin_return_address(0)))
    {
        return NULL;
    }
    if (next == NULL)
    {
        fault_next(&next, "getcwd");
    }
    return next(to, size);
}
