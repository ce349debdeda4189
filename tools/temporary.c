/* SPDX-License-Identifier: MIT */
#include "temporary.h"

#include "mem.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct temporary
{
    struct temporary *volatile before;
    volatile sig_atomic_t is_there;
    char path[];
};

/* The newest first, so that a directory comes after what is in it. A signal finds it whole at any time. */
static struct temporary *volatile newest;

/* Calls only what a signal handler may. Whether all are gone. */
static bool remove_each(void)
{
    bool gone = true;
    for (const struct temporary *temporary = newest; temporary != NULL; temporary = temporary->before)
    {
        if (temporary->is_there && unlink(temporary->path) != 0 && rmdir(temporary->path) != 0)
        {
            /* NOLINTNEXTLINE(bugprone-signal-handler,cert-sig30-c): errno is a thread's own, in a handler too */
            gone = gone && errno == ENOENT;
        }
    }
    return gone;
}

/* Twice where something stands in the way, which may have gone by then. */
static void remove_all(void)
{
    if (!remove_each())
    {
        (void)remove_each();
    }
}

static void on_signal(int signal_number)
{
    remove_all();
    (void)signal(signal_number, SIG_DFL);
    (void)raise(signal_number);
}

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU};
static sigset_t before_hold;

/* What is ignored stays so, as nohup wants. */
static void catch_signals(void)
{
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    {
        if (signal(numbers[i], on_signal) == SIG_IGN)
        {
            (void)signal(numbers[i], SIG_IGN);
        }
    }
}

char *temporary_plan(const char *path)
{
    static bool is_set_up;
    const size_t size = strlen(path) + 1;
    struct temporary *temporary = mem_alloc(sizeof *temporary + size);
    memcpy(temporary->path, path, size);
    temporary->before = newest;
    newest = temporary;
    if (!is_set_up)
    {
        is_set_up = true;
        catch_signals();
        (void)atexit(remove_all);
    }
    return temporary->path;
}

void temporary_hold(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    {
        (void)sigaddset(&set, numbers[i]);
    }
    (void)sigprocmask(SIG_BLOCK, &set, &before_hold);
}

void temporary_release(void)
{
    (void)sigprocmask(SIG_SETMASK, &before_hold, NULL);
}

/* Whether it is this file, or in this directory. */
static bool is_of(const char *file, const char *path)
{
    const size_t size = strlen(path);
    return strncmp(file, path, size) == 0 && (file[size] == '\0' || file[size] == '/');
}

void temporary_add(const char *path)
{
    for (struct temporary *temporary = newest; temporary != NULL; temporary = temporary->before)
    {
        if (is_of(temporary->path, path))
        {
            temporary->is_there = 1;
        }
    }
}

void temporary_forget(const char *path)
{
    struct temporary *volatile *link = &newest;
    while (*link != NULL)
    {
        struct temporary *temporary = *link;
        if (is_of(temporary->path, path))
        {
            *link = temporary->before;
            free(temporary);
        }
        else
        {
            link = &temporary->before;
        }
    }
}
