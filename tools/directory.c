/* SPDX-License-Identifier: MIT */
#include "directory.h"

#include "message.h"
#include "temporary.h"

#include <dirent.h>
#include <errno.h>
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

static bool is_there(const char *name)
{
    struct stat status;
    return lstat(name, &status) == 0;
}

FILE *directory_open(struct directory *directory, const char *file)
{
    if (directory->temporary == NULL)
    {
        return NULL;
    }
    char *path = path_of(directory->temporary, file);
    if (!is_there(path))
    {
        temporary_add(path);
    }
    FILE *stream = fopen(path, "a");
    if (stream == NULL)
    {
        (void)complain(directory, strerror(errno));
    }
    free(path);
    errno = 0; /* of whatever is written then, one error stays */
    return stream;
}

void directory_close(struct directory *directory, FILE *stream)
{
    const bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed)
    {
        (void)complain(directory, errno == 0 ? "output error" : strerror(errno));
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

/* Whether a trace is all that is in it. */
static bool holds_trace(const char *name)
{
    bool holds = true;
    DIR *entries = opendir(name);
    if (entries == NULL)
    {
        return false;
    }
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries))
    {
        holds = holds && (is_link(entry->d_name) || is_own(entry->d_name));
    }
    (void)closedir(entries);
    return holds;
}

/* Makes an empty directory beside it; NULL after a message. */
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
    if (mkdtemp(path.text) == NULL)
    {
        (void)complain(directory, strerror(errno));
        buffer_free(&path);
    }
    return path.text;
}

bool directory_make(struct directory *directory, const char *name, bool overwrite)
{
    *directory = (struct directory){.name = name, .overwrite = overwrite};
    if (is_there(name) && !overwrite)
    {
        return complain(directory, is_old);
    }
    if (is_there(name) && !holds_trace(name))
    {
        return complain(directory, is_other);
    }
    directory->temporary = make_beside(directory);
    if (directory->temporary == NULL)
    {
        return false;
    }
    temporary_add(directory->temporary);
    const mode_t mask = umask(0);
    (void)umask(mask);
    (void)chmod(directory->temporary, 0777 & ~mask);
    return true;
}

static bool remove_trace(const char *name)
{
    DIR *entries = opendir(name);
    if (entries == NULL)
    {
        return false;
    }
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries))
    {
        if (is_own(entry->d_name))
        {
            char *path = path_of(name, entry->d_name);
            (void)unlink(path);
            free(path);
        }
    }
    (void)closedir(entries);
    return rmdir(name) == 0;
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

/* The older one is removed only when the new one has its name. */
static bool replace(struct directory *directory)
{
    if (!holds_trace(directory->name))
    {
        return complain(directory, is_other);
    }
    char *aside = make_beside(directory);
    if (aside == NULL)
    {
        return false;
    }
    bool good = false;
    if (rename(directory->name, aside) != 0)
    {
        (void)complain(directory, strerror(errno));
        (void)rmdir(aside);
    }
    else if (take_name(directory))
    {
        good = true;
        (void)remove_trace(aside);
    }
    else
    {
        (void)rename(aside, directory->name);
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
        (void)remove_trace(directory->temporary);
        temporary_forget(directory->temporary);
        free(directory->temporary);
        directory->temporary = NULL;
    }
}
