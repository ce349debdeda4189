/* SPDX-License-Identifier: MIT */
#include "directory.h"

#include "file.h"
#include "message.h"
#include "stream.h"
#include "temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char is_old[] = "exists already; -f overwrites it";
static const char is_other[] = "is not a trace in CTF alone, and stays as it is";

static bool complain(struct directory *directory, const char *why)
{
    if (!directory->failed)
    {
        message("%s: %s", directory->name, why);
    }
    directory->failed = true;
    return false;
}

/* The path of a file in it; to be freed. */
static char *path_of(const char *directory, const char *file)
{
    struct buffer path = {0};
    buffer_word(&path, directory);
    buffer_word(&path, "/");
    buffer_word(&path, file);
    return path.text;
}

/* What cannot be looked at is there, and met when it is opened. */
static bool is_there(const char *name)
{
    struct stat status;
    return lstat(name, &status) == 0 || errno != ENOENT;
}

FILE *directory_open(struct directory *directory, const char *file)
{
    char *path = path_of(directory->temporary, file);
    if (!is_there(path))
    {
        (void)temporary_plan(path);
        temporary_add(path);
    }
    const int descriptor = file_open(path, O_WRONLY | O_CREAT | O_APPEND);
    FILE *stream = descriptor < 0 ? NULL : stream_write(descriptor);
    if (stream == NULL)
    {
        (void)complain(directory, strerror(errno));
    }
    free(path);
    return stream;
}

void directory_close(struct directory *directory, FILE *stream)
{
    const int error = stream_close(stream);
    if (error != 0)
    {
        (void)complain(directory, strerror(error));
    }
}

static bool is_own(const char *file)
{
    return strcmp(file, "metadata") == 0 || strncmp(file, "stream_", 7) == 0;
}

static bool is_link(const char *file)
{
    return strcmp(file, ".") == 0 || strcmp(file, "..") == 0;
}

/* The next name in it; NULL at the end, or where errno says why not. */
static const char *next_name(DIR *entries)
{
    const struct dirent *entry;
    do
    {
        errno = 0;
        entry = readdir(entries);
    }
    while (entry == NULL && errno == EINTR);
    return entry == NULL ? NULL : entry->d_name;
}

static DIR *open_names(const char *name)
{
    DIR *entries;
    do
    {
        entries = opendir(name);
    }
    while (entries == NULL && errno == EINTR);
    return entries;
}

/* Whether a trace is all that is in it; else complains. Plans to remove its files from `aside`, unless NULL. */
static bool holds_trace(struct directory *directory, const char *aside)
{
    bool holds = true;
    DIR *entries = open_names(directory->name);
    if (entries == NULL)
    {
        return complain(directory, errno == ENOTDIR ? is_other : strerror(errno));
    }
    for (const char *file = next_name(entries); file != NULL; file = next_name(entries))
    {
        holds = holds && (is_link(file) || is_own(file));
        if (aside != NULL && is_own(file))
        {
            char *path = path_of(aside, file);
            (void)temporary_plan(path);
            free(path);
        }
    }
    const int error = errno;
    (void)closedir(entries);
    if (error != 0)
    {
        return complain(directory, strerror(error));
    }
    if (!holds)
    {
        return complain(directory, is_other);
    }
    return true;
}

/* Makes an empty directory beside it, to be removed at the end; NULL after a message. */
static char *make_beside(struct directory *directory)
{
    struct buffer path = {0};
    size_t size = strlen(directory->name);
    while (size > 1 && directory->name[size - 1] == '/')
    {
        size--;
    }
    buffer_add(&path, (struct slice){directory->name, size});
    buffer_word(&path, ".XXXXXX");
    char *planned = temporary_plan(path.text);
    temporary_hold();
    const bool is_made = mkdtemp(planned) != NULL;
    if (is_made)
    {
        temporary_add(planned);
    }
    temporary_release();
    if (!is_made)
    {
        (void)complain(directory, strerror(errno));
        buffer_free(&path);
        return NULL;
    }
    memcpy(path.text, planned, path.size);
    return path.text;
}

bool directory_make(struct directory *directory, const char *name, bool overwrite)
{
    *directory = (struct directory){.name = name, .overwrite = overwrite};
    if (is_there(name) && !overwrite)
    {
        return complain(directory, is_old);
    }
    if (is_there(name) && !holds_trace(directory, NULL))
    {
        return false;
    }
    directory->temporary = make_beside(directory);
    if (directory->temporary == NULL)
    {
        return false;
    }
    const mode_t mask = umask(0);
    (void)umask(mask);
    (void)chmod(directory->temporary, 0777 & ~mask);
    return true;
}

/* Gives it the name that is free now. */
static bool take_name(struct directory *directory)
{
    if (rename(directory->temporary, directory->name) != 0)
    {
        return complain(directory, strerror(errno));
    }
    temporary_forget(directory->temporary);
    free(directory->temporary);
    directory->temporary = NULL;
    return true;
}

/* Exchanges it for the older one, which is then to be removed; with an error nothing has changed. */
static bool exchange(struct directory *directory, const char *aside)
{
    if (rename(directory->name, aside) != 0)
    {
        return complain(directory, strerror(errno));
    }
    if (!take_name(directory))
    {
        (void)rename(aside, directory->name);
        return false;
    }
    temporary_add(aside);
    return true;
}

/* The older one is removed, when the program ends, only where the new one has its name. */
static bool replace(struct directory *directory)
{
    char *aside = make_beside(directory);
    if (aside == NULL)
    {
        return false;
    }
    bool good = holds_trace(directory, aside);
    if (good)
    {
        temporary_hold(); /* in between neither has the name */
        good = exchange(directory, aside);
        temporary_release();
    }
    free(aside);
    return good;
}

bool directory_commit(struct directory *directory)
{
    if (directory->failed || !is_there(directory->name))
    {
        return !directory->failed && take_name(directory);
    }
    return directory->overwrite ? replace(directory) : complain(directory, is_old);
}

void directory_discard(struct directory *directory)
{
    if (directory->temporary != NULL)
    {
        free(directory->temporary); /* removed when the program ends */
        directory->temporary = NULL;
    }
}
