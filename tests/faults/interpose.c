/* SPDX-License-Identifier: MIT */
/*
 * A library to preload that counts the calls of a program for memory, input and
 * output, and lets one of them fail: FAULT=CLASS:N:WHAT, WHAT being the number of
 * an error, `short` or `nothing`; N+ lets all fail from the N-th on, but for messages. What it counted, and
 * whether and where the fault struck, is in the file that FAULT_REPORT names, which
 * is there before and stays whatever becomes of the program. Only what main() and
 * its functions for the end call is counted, not the loader's work.
 */
#define _GNU_SOURCE
#include "interpose.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *const classes[FAULT_CLASSES] = {"memory", "open", "read", "write", "close",
                                                   "stat",   "seek", "map",  "name",  "wait"};

/* The report's layout is the driver's too: tests/faults/run.py. */
struct report
{
    uint32_t is_armed;
    uint32_t counts[FAULT_CLASSES];
    uint32_t struck;    /* how often */
    int32_t descriptor; /* of the call that failed first */
    char name[32];      /* the call */
    char module[128];   /* who called */
    uint64_t offset;    /* where in it */
};

static struct
{
    enum fault_class kind;
    uint32_t number;
    bool goes_on;
    enum fault_act act;
    int error;
} plan = {.kind = FAULT_CLASSES};

static struct report *report;

void fault_next(void *to, const char *name)
{
    void *address = dlsym(RTLD_NEXT, name);
    if (address == NULL)
    {
        abort(); /* the driver sees it */
    }
    memcpy(to, &address, sizeof address);
}

static void note(const char *name, int descriptor, const void *caller)
{
    Dl_info about;
    report->descriptor = descriptor;
    (void)snprintf(report->name, sizeof report->name, "%s", name);
    if (dladdr(caller, &about) != 0 && about.dli_fname != NULL)
    {
        (void)snprintf(report->module, sizeof report->module, "%s", about.dli_fname);
        report->offset = (uint64_t)((uintptr_t)caller - (uintptr_t)about.dli_fbase);
    }
}

enum fault_act fault_strikes(enum fault_class kind, const char *name, int descriptor, const void *caller)
{
    if (report == NULL)
    {
        return FAULT_NONE;
    }
    const uint32_t number = __atomic_add_fetch(&report->counts[kind], 1, __ATOMIC_RELAXED);
    const bool is_later = number > plan.number && plan.goes_on && descriptor != STDERR_FILENO;
    if (kind != plan.kind || (number != plan.number && !is_later))
    {
        return FAULT_NONE;
    }
    if (__atomic_fetch_add(&report->struck, 1, __ATOMIC_RELAXED) == 0)
    {
        note(name, descriptor, caller);
    }
    errno = plan.error;
    return plan.act;
}

static void make_plan(const char *text)
{
    const char *colon = strchr(text, ':');
    char *end;
    for (unsigned i = 0; i < FAULT_CLASSES && colon != NULL; i++)
    {
        const size_t size = strlen(classes[i]);
        if ((size_t)(colon - text) == size && memcmp(text, classes[i], size) == 0)
        {
            plan.kind = (enum fault_class)i;
        }
    }
    if (plan.kind == FAULT_CLASSES)
    {
        abort();
    }
    plan.number = (uint32_t)strtoul(colon + 1, &end, 10);
    plan.goes_on = *end == '+';
    end += plan.goes_on ? 1 : 0;
    plan.act = strcmp(end, ":short") == 0     ? FAULT_SHORT
               : strcmp(end, ":nothing") == 0 ? FAULT_NOTHING
                                              : FAULT_FAIL;
    plan.error = plan.act == FAULT_FAIL ? (int)strtol(end + 1, NULL, 10) : 0;
}

/* By system calls, which nobody wraps. */
static void map_report(const char *name)
{
    const int descriptor = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC);
    void *map = MAP_FAILED;
    if (descriptor >= 0)
    {
        map = (void *)syscall(
            SYS_mmap, NULL, sizeof(struct report), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0
        );
        (void)syscall(SYS_close, descriptor);
    }
    if (map == MAP_FAILED)
    {
        abort();
    }
    report = map;
    report->is_armed = 1;
}

/* What the program did not ask for, such as the counts of a build for coverage, comes after its own ends. */
static void disarm(void)
{
    report = NULL;
}

static int (*program)(int, char **, char **);

static int armed_main(int count, char **arguments, char **environment)
{
    const char *name = getenv("FAULT_REPORT");
    const char *text = getenv("FAULT");
    if (text != NULL && *text != '\0')
    {
        make_plan(text);
    }
    if (name != NULL)
    {
        map_report(name);
    }
    (void)atexit(disarm);
    errno = 0;
    return program(count, arguments, environment);
}

typedef int
start_function(int (*)(int, char **, char **), int, char **, int (*)(int, char **, char **), void (*)(void), void (*)(void), void *);
start_function __libc_start_main;

/* What the C library calls to begin: from main() on it is counted. */
int __libc_start_main(
    int (*main_function)(int, char **, char **),
    int count,
    char **arguments,
    int (*begin)(int, char **, char **),
    void (*end)(void),
    void (*loader_end)(void),
    void *stack
)
{
    start_function *next;
    fault_next(&next, "__libc_start_main");
    program = main_function;
    return next(armed_main, count, arguments, begin, end, loader_end, stack);
}
