/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* fopencookie */
#include "stream.h"

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct stream
{
    struct stream *next;
    FILE *file;
    int descriptor;
    int error;      /* of what failed, 0 where nothing did */
    unsigned users; /* of standard output there may be several */
};

static struct stream *streams;

static struct stream *find(const FILE *file)
{
    struct stream *stream = streams;
    while (stream != NULL && stream->file != file)
    {
        stream = stream->next;
    }
    return stream;
}

#if defined(HAVE_FOPENCOOKIE)
static ssize_t keep_error(struct stream *stream, ssize_t result)
{
    stream->error = errno;
    return result;
}

static ssize_t read_cookie(void *cookie, char *bytes, size_t size)
{
    struct stream *stream = cookie;
    const ssize_t got = file_read(stream->descriptor, bytes, size);
    return got < 0 ? keep_error(stream, -1) : got;
}

/* What comes after a failure would only stand in the wrong place. */
static ssize_t write_cookie(void *cookie, const char *bytes, size_t size)
{
    struct stream *stream = cookie;
    if (stream->error != 0)
    {
        errno = stream->error;
        return 0;
    }
    return file_write(stream->descriptor, bytes, size) ? (ssize_t)size : keep_error(stream, 0);
}

static FILE *open_file(struct stream *stream, const char *mode)
{
    return fopencookie(stream, mode, (cookie_io_functions_t){.read = read_cookie, .write = write_cookie});
}
#else
/* Its own descriptor, so that both can be closed. */
static FILE *open_file(struct stream *stream, const char *mode)
{
    const int copy = dup(stream->descriptor);
    FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
    if (file == NULL && copy >= 0)
    {
        (void)close(copy);
    }
    return file;
}
#endif

static FILE *open_stream(int descriptor, const char *mode)
{
    struct stream *stream = calloc(1, sizeof *stream);
    if (stream != NULL)
    {
        stream->descriptor = descriptor;
        stream->users = 1;
        stream->file = open_file(stream, mode);
    }
    if (stream == NULL || stream->file == NULL)
    {
        const int error = errno;
        free(stream);
        (void)file_close(descriptor);
        errno = error;
        return NULL;
    }
    stream->next = streams;
    streams = stream;
    return stream->file;
}

FILE *stream_read(const char *name)
{
    const int descriptor = file_open(name, O_RDONLY);
    return descriptor < 0 ? NULL : open_stream(descriptor, "r");
}

FILE *stream_write(int descriptor)
{
    return open_stream(descriptor, "w");
}

FILE *stream_standard_output(void)
{
    for (struct stream *stream = streams; stream != NULL; stream = stream->next)
    {
        if (stream->descriptor == STDOUT_FILENO)
        {
            stream->users++;
            return stream->file;
        }
    }
    FILE *file = open_stream(STDOUT_FILENO, "w");
    if (file != NULL && isatty(STDOUT_FILENO) == 1)
    {
        (void)setvbuf(file, NULL, _IOLBF, BUFSIZ);
    }
    return file;
}

int stream_descriptor(FILE *file)
{
    const struct stream *stream = find(file);
    return stream == NULL ? fileno(file) : stream->descriptor;
}

static void forget(const struct stream *stream)
{
    struct stream **link = &streams;
    while (*link != stream)
    {
        link = &(*link)->next;
    }
    *link = stream->next;
}

/* The error that the stream met first. Not every C library takes notice of a write of 0 bytes. */
static int flush(const struct stream *stream)
{
    errno = 0;
    const bool is_flushed = fflush(stream->file) == 0 && ferror(stream->file) == 0;
    const int error = errno == 0 ? EIO : errno;
    if (stream->error != 0)
    {
        return stream->error;
    }
    return is_flushed ? 0 : error;
}

/* The first error: the one there was, or that of what failed now. */
static int first_error(int before, bool failed)
{
    return before == 0 && failed ? errno : before;
}

int stream_close(FILE *file)
{
    struct stream *stream = find(file);
    int error = flush(stream);
    stream->users--;
    if (stream->users > 0)
    {
        return error;
    }
    error = first_error(error, fclose(file) != 0);
    error = first_error(error, !file_close(stream->descriptor));
    forget(stream);
    free(stream);
    return error;
}
