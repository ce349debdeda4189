/* SPDX-License-Identifier: MIT */
#include "output.h"

#include "buffer.h"
#include "message.h"
#include "temporary.h"

#include <errno.h>
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
    output->stream = fopen(output->name, "w");
    return output->stream != NULL || refuse(output->name, strerror(errno));
}

static bool open_temporary(struct output *output)
{
    struct buffer name = {0};
    buffer_word(&name, output->target);
    buffer_word(&name, ".XXXXXX");
    output->temporary = name.text;
    const int descriptor = mkstemp(output->temporary);
    if (descriptor < 0)
    {
        return refuse(output->name, strerror(errno));
    }
    temporary_add(output->temporary);
    const mode_t mask = umask(0);
    (void)umask(mask);
    (void)fchmod(descriptor, 0666 & ~mask);
    output->stream = fdopen(descriptor, "w");
    return output->stream != NULL || refuse(output->name, strerror(errno));
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
    *output = (struct output){.stream = stdout, .name = name, .overwrite = overwrite};
    if (strcmp(name, "-") == 0)
    {
        return true;
    }
    output->stream = NULL;
    if (open_file(output))
    {
        return true;
    }
    output_discard(output);
    return false;
}

/* A link cannot replace a file that appeared meanwhile, a rename would. */
static bool give_name(struct output *output)
{
    if (output->overwrite)
    {
        return rename(output->temporary, output->target) == 0;
    }
    if (link(output->temporary, output->target) == 0)
    {
        (void)unlink(output->temporary);
        return true;
    }
    /* A file system without hard links. */
    return errno != EEXIST && access(output->target, F_OK) != 0 &&
           rename(output->temporary, output->target) == 0;
}

static void forget(struct output *output)
{
    if (output->temporary != NULL)
    {
        temporary_forget(output->temporary);
    }
    free(output->temporary);
    free(output->target);
    output->temporary = NULL;
    output->target = NULL;
}

static bool close_stream(struct output *output)
{
    const bool failed = ferror(output->stream) != 0;
    const bool closed = fclose(output->stream) == 0;
    output->stream = NULL;
    return closed && !failed;
}

bool output_commit(struct output *output)
{
    errno = 0;
    if (!close_stream(output) || (output->temporary != NULL && !give_name(output)))
    {
        const int error = errno;
        output_discard(output);
        if (error != EPIPE)
        {
            message(
                "%s: cannot write: %s", strcmp(output->name, "-") == 0 ? "standard output" : output->name,
                error == 0 ? "output error" : strerror(error)
            );
        }
        return false;
    }
    forget(output);
    return true;
}

void output_discard(struct output *output)
{
    if (output->stream != NULL && output->stream != stdout)
    {
        (void)fclose(output->stream);
    }
    output->stream = NULL;
    if (output->temporary != NULL)
    {
        (void)unlink(output->temporary);
    }
    forget(output);
}
