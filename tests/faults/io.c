/* SPDX-License-Identifier: MIT */
/* Reading, writing, waiting. */
#define _GNU_SOURCE
#include "interpose.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t __read_chk(int descriptor, void *bytes, size_t size, size_t room);
ssize_t __pread_chk(int descriptor, void *bytes, size_t size, off_t at, size_t room);
ssize_t __pread64_chk(int descriptor, void *bytes, size_t size, off64_t at, size_t room);

/* So few that nobody gets what was asked for, but the end of the file is not meant either. */
static size_t less(size_t size)
{
    return size > 1 ? size / 2 : size;
}

static ssize_t read_it(int descriptor, void *bytes, size_t size, const void *caller)
{
    static ssize_t (*next)(int, void *, size_t);
    const enum fault_act act = fault_strikes(FAULT_READ, "read", descriptor, caller);
    if (act == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "read");
    }
    return next(descriptor, bytes, act == FAULT_SHORT ? less(size > 64 ? 64 : size) : size);
}

ssize_t read(int descriptor, void *bytes, size_t size)
{
    return read_it(descriptor, bytes, size, __builtin_return_address(0));
}

ssize_t __read_chk(int descriptor, void *bytes, size_t size, size_t room)
{
    (void)room;
    return read_it(descriptor, bytes, size, __builtin_return_address(0));
}

static ssize_t read_at(int descriptor, void *bytes, size_t size, off64_t at, const void *caller)
{
    static ssize_t (*next)(int, void *, size_t, off64_t);
    const enum fault_act act = fault_strikes(FAULT_READ, "pread", descriptor, caller);
    if (act == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "pread64");
    }
    return next(descriptor, bytes, act == FAULT_SHORT ? less(size) : size, at);
}

ssize_t pread(int descriptor, void *bytes, size_t size, off_t at)
{
    return read_at(descriptor, bytes, size, at, __builtin_return_address(0));
}

ssize_t pread64(int descriptor, void *bytes, size_t size, off64_t at)
{
    return read_at(descriptor, bytes, size, at, __builtin_return_address(0));
}

ssize_t __pread_chk(int descriptor, void *bytes, size_t size, off_t at, size_t room)
{
    (void)room;
    return read_at(descriptor, bytes, size, at, __builtin_return_address(0));
}

ssize_t __pread64_chk(int descriptor, void *bytes, size_t size, off64_t at, size_t room)
{
    (void)room;
    return read_at(descriptor, bytes, size, at, __builtin_return_address(0));
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    static ssize_t (*next)(int, const void *, size_t);
    const enum fault_act act = fault_strikes(FAULT_WRITE, "write", descriptor, __builtin_return_address(0));
    if (act == FAULT_FAIL || act == FAULT_NOTHING)
    {
        return act == FAULT_FAIL ? -1 : 0;
    }
    if (next == NULL)
    {
        fault_next(&next, "write");
    }
    return next(descriptor, bytes, act == FAULT_SHORT ? less(size) : size);
}

static ssize_t write_at(int descriptor, const void *bytes, size_t size, off64_t at, const void *caller)
{
    static ssize_t (*next)(int, const void *, size_t, off64_t);
    const enum fault_act act = fault_strikes(FAULT_WRITE, "pwrite", descriptor, caller);
    if (act == FAULT_FAIL || act == FAULT_NOTHING)
    {
        return act == FAULT_FAIL ? -1 : 0;
    }
    if (next == NULL)
    {
        fault_next(&next, "pwrite64");
    }
    return next(descriptor, bytes, act == FAULT_SHORT ? less(size) : size, at);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t at)
{
    return write_at(descriptor, bytes, size, at, __builtin_return_address(0));
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
    return write_at(descriptor, bytes, size, at, __builtin_return_address(0));
}

ssize_t writev(int descriptor, const struct iovec *parts, int count)
{
    static ssize_t (*next)(int, const struct iovec *, int);
    const enum fault_act act = fault_strikes(FAULT_WRITE, "writev", descriptor, __builtin_return_address(0));
    if (act == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "writev");
    }
    return next(descriptor, parts, act == FAULT_SHORT && count > 1 ? count - 1 : count);
}

int fsync(int descriptor)
{
    static int (*next)(int);
    if (fault_strikes(FAULT_WRITE, "fsync", descriptor, __builtin_return_address(0)) == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "fsync");
    }
    return next(descriptor);
}

int poll(struct pollfd *descriptors, nfds_t count, int milliseconds)
{
    static int (*next)(struct pollfd *, nfds_t, int);
    if (fault_strikes(FAULT_WAIT, "poll", -1, __builtin_return_address(0)) == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "poll");
    }
    return next(descriptors, count, milliseconds);
}

static off64_t seek(int descriptor, off64_t to, int from, const void *caller)
{
    static off64_t (*next)(int, off64_t, int);
    if (fault_strikes(FAULT_SEEK, "lseek", descriptor, caller) == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "lseek64");
    }
    return next(descriptor, to, from);
}

off_t lseek(int descriptor, off_t to, int from)
{
    return (off_t)seek(descriptor, to, from, __builtin_return_address(0));
}

off64_t lseek64(int descriptor, off64_t to, int from)
{
    return seek(descriptor, to, from, __builtin_return_address(0));
}

static int cut(int descriptor, off64_t size, const void *caller)
{
    static int (*next)(int, off64_t);
    if (fault_strikes(FAULT_SEEK, "ftruncate", descriptor, caller) == FAULT_FAIL)
    {
        return -1;
    }
    if (next == NULL)
    {
        fault_next(&next, "ftruncate64");
    }
    return next(descriptor, size);
}

int ftruncate(int descriptor, off_t size)
{
    return cut(descriptor, size, __builtin_return_address(0));
}

int ftruncate64(int descriptor, off64_t size)
{
    return cut(descriptor, size, __builtin_return_address(0));
}

static void *map(void *at, size_t size, int access, int flags, int descriptor, off64_t from, const void *who)
{
    static void *(*next)(void *, size_t, int, int, int, off64_t);
    if (fault_strikes(FAULT_MAP, "mmap", descriptor, who) == FAULT_FAIL)
    {
        return MAP_FAILED;
    }
    if (next == NULL)
    {
        fault_next(&next, "mmap64");
    }
    return next(at, size, access, flags, descriptor, from);
}

void *mmap(void *at, size_t size, int access, int flags, int descriptor, off_t from)
{
    return map(at, size, access, flags, descriptor, from, __builtin_return_address(0));
}

void *mmap64(void *at, size_t size, int access, int flags, int descriptor, off64_t from)
{
    return map(at, size, access, flags, descriptor, from, __builtin_return_address(0));
}
