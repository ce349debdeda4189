/* SPDX-License-Identifier: MIT */
#include "output.h"

#include "buffer.h"
#include "file.h"
#include "message.h"
#include "stream.h"
#include "temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(const char *name, const char *why)
{
    message("%s: %s", name, why);
    return false;
}

/* A device or a pipe is written to as it is. */
static bool open_directly(struct output *output)
{
    const int descriptor = file_open(output->name, O_WRONLY | O_CREAT | O_TRUNC);
    output->stream = descriptor < 0 ? NULL : stream_write(descriptor);
    if (output->stream == NULL)
    {
        return refuse(output->name, strerror(errno));
    }
    return true;
}

/* A file with a name of its own, made from the template. */
static int make_temporary(char *name, size_t size)
{
    int descriptor;
    do
    {
        memset(name + size - 6, 'X', 6);
        descriptor = mkstemp(name);
    }
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

static bool open_temporary(struct output *output)
{
    struct buffer name = {0};
    buffer_word(&name, output->target);
    buffer_word(&name, ".XXXXXX");
    output->temporary = name.text;
    char *planned = temporary_plan(name.text);
    temporary_hold();
    const int descriptor = make_temporary(planned, name.size);
    if (descriptor >= 0)
    {
        temporary_add(planned);
    }
    temporary_release();
    if (descriptor < 0)
    {
        return refuse(output->name, strerror(errno));
    }
    memcpy(name.text, planned, name.size);
    const mode_t mask = umask(0);
    (void)umask(mask);
    (void)fchmod(descriptor, 0666 & ~mask);
    output->stream = stream_write(descriptor);
    if (output->stream == NULL)
    {
        return refuse(output->name, strerror(errno));
    }
    return true;
}

static bool open_file(struct output *output)
{
    struct stat status;
    const bool exists = stat(output->name, &status) == 0;
    if (exists && !S_ISREG(status.st_mode))
    {
        return open_directly(output);
    }
    if (exists && !output->overwrite)
    {
        return refuse(output->name, "exists already; -f overwrites it");
    }
    /* Through a symbolic link to the file that it names. */
    output->target = exists ? realpath(output->name, NULL) : NULL;
    if (output->target == NULL)
    {
        struct buffer name = {0};
        buffer_word(&name, output->name);
        output->target = name.text;
    }
    return open_temporary(output);
}

bool output_open(struct output *output, const char *name, bool overwrite)
{
    *output = (struct output){.name = name, .overwrite = overwrite};
    if (strcmp(name, "-") == 0)
    {
        output->stream = stream_standard_output();
        if (output->stream == NULL)
        {
            return refuse("standard output", strerror(errno));
        }
        return true;
    }
    if (open_file(output))
    {
        return true;
    }
    output_discard(output);
    return false;
}

/* What cannot be removed now is tried once more when the program ends. */
static bool is_removed(const char *path)
{
    const bool gone = unlink(path) == 0 || errno == ENOENT;
    if (gone)
    {
        temporary_forget(path);
    }
    return gone;
}

static bool is_renamed(const struct output *output)
{
    const bool renamed = rename(output->temporary, output->target) == 0;
    if (renamed)
    {
        temporary_forget(output->temporary);
    }
    return renamed;
}

/* A link cannot replace a file that appeared meanwhile, a rename would. */
static bool give_name(struct output *output)
{
    if (output->overwrite)
    {
        return is_renamed(output);
    }
    if (link(output->temporary, output->target) == 0)
    {
        (void)is_removed(output->temporary);
        return true;
    }
    /* A file system without hard links. */
    return errno != EEXIST && access(output->target, F_OK) != 0 && is_renamed(output);
}

static void forget(struct output *output)
{
    free(output->temporary);
    free(output->target);
    output->temporary = NULL;
    output->target = NULL;
}

/* Returns 0, or an error. */
static int finish(struct output *output)
{
    const int error = stream_close(output->stream);
    output->stream = NULL;
    return error == 0 && output->temporary != NULL && !give_name(output) ? errno : error;
}

bool output_commit(struct output *output)
{
    const int error = finish(output);
    if (error != 0)
    {
        output_discard(output);
        const bool is_standard = strcmp(output->name, "-") == 0;
        if (error != EPIPE || !is_standard) /* whoever read it has what it wanted */
        {
            message("%s: cannot write: %s", is_standard ? "standard output" : output->name, strerror(error));
        }
        return false;
    }
    forget(output);
    return true;
}

void output_discard(struct output *output)
{
    if (output->stream != NULL)
    {
        (void)stream_close(output->stream);
    }
    output->stream = NULL;
    if (output->temporary != NULL)
    {
        (void)is_removed(output->temporary);
    }
    forget(output);
}
