/* SPDX-License-Identifier: MIT */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

void file_keep_standard(void)
{
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
    {
        if (fcntl(i, F_GETFD) < 0)
        {
            (void)open("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

int file_open(const char *name, int flags)
{
    int descriptor;
    do
    {
        descriptor = open(name, flags | O_CLOEXEC, 0666);
    }
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

ssize_t file_read(int descriptor, void *bytes, size_t size)
{
    ssize_t got;
    do
    {
        got = read(descriptor, bytes, size);
    }
    while (got < 0 && errno == EINTR);
    return got;
}

bool file_write(int descriptor, const void *bytes, size_t size)
{
    const char *rest = bytes;
    while (size > 0)
    {
        const ssize_t taken = write(descriptor, rest, size);
        if (taken == 0) /* no system means that; again and again it would be a loop */
        {
            errno = EIO;
        }
        if (taken == 0 || (taken < 0 && errno != EINTR))
        {
            return false;
        }
        rest += taken > 0 ? taken : 0;
        size -= taken > 0 ? (size_t)taken : 0;
    }
    return true;
}

/* Where a signal interrupts it, it is closed nevertheless on all systems but one. */
bool file_close(int descriptor)
{
    return close(descriptor) == 0 || errno == EINTR;
}
