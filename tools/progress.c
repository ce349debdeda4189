/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include "input.h"
#include "message.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Seconds until the line appears, and between two changes of it. */
#define FIRST_SHOWN 1.0
#define CHANGED_EACH 0.2

#define KIB 1024u

static struct
{
    size_t index, count;
    double next; /* when the line is to be changed */
    int shown;   /* columns */
} progress;

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void erase(void)
{
    if (progress.shown > 0)
    {
        (void)fprintf(stderr, "\r%*s\r", progress.shown, "");
        (void)fflush(stderr);
        progress.shown = 0;
    }
}

/* Of a file of which the size is known a part, else how much it is so far. */
static int print_part(int descriptor, uint64_t done)
{
    struct stat about;
    const bool is_known = fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    if (is_known)
    {
        const double percent = (double)done * 100 / (double)about.st_size;
        return fprintf(stderr, "%.0f %% read", percent < 100 ? percent : 100);
    }
    return done < (uint64_t)KIB * KIB ? fprintf(stderr, "%.0f KiB read", (double)done / KIB)
                                      : fprintf(stderr, "%.1f MiB read", (double)done / KIB / KIB);
}

static void show(int descriptor, uint64_t done)
{
    int width = fprintf(stderr, "\rjunomemstat: ");
    if (progress.count > 1)
    {
        width += fprintf(stderr, "%zu of %zu: ", progress.index + 1, progress.count);
    }
    width += print_part(descriptor, done);
    /* What is left of a longer line before. */
    (void)fprintf(stderr, "%*s", width < progress.shown ? progress.shown - width : 0, "");
    (void)fflush(stderr);
    progress.shown = width > progress.shown ? width : progress.shown;
}

static void tell(int descriptor, uint64_t done)
{
    const double time = now();
    if (time >= progress.next)
    {
        progress.next = time + CHANGED_EACH;
        show(descriptor, done);
    }
}

void progress_begin(size_t index, size_t count)
{
    if (isatty(STDERR_FILENO) == 1)
    {
        progress.index = index;
        progress.count = count;
        progress.next = now() + FIRST_SHOWN;
        input_progress = tell;
        message_prepare = erase;
    }
}

void progress_end(void)
{
    erase();
    input_progress = NULL;
}
