/* SPDX-License-Identifier: MIT */
/*
 * JUNO_MEMORY_TRACE_FILE: one trace for the whole process, begun when the
 * first pool is inited and closed at exit.
 */
#define _GNU_SOURCE
#include "trace_env.h"
#include "juno/memory/trace_file.h"
#include "trace_host.h"
#include "trace_packet.h"
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Names of the pools, which must live as long as the trace. */
typedef struct ENV_NAME_TAG
{
    struct ENV_NAME_TAG *ptNext;
    char acText[];
} ENV_NAME_T;

static const char acVariable[] = "JUNO_MEMORY_TRACE_FILE";
static pthread_once_t tOnce = PTHREAD_ONCE_INIT;
static pthread_mutex_t tNamesMutex = PTHREAD_MUTEX_INITIALIZER;
static JUNO_MEMORY_TRACE_T tTrace;
static ENV_NAME_T *ptNames;

/* At exit. The names stay: other threads may still be initing pools. */
static void Close(void)
{
    if (tTrace.iState == TRACE_STATE_RECORDING && Trace_HostClose(&tTrace) != JUNO_STATUS_SUCCESS)
    {
        (void)fprintf(stderr, "libjuno-memory: %s: the trace could not be written to its end\n", acVariable);
    }
}

/* Puts the process id in the place of each "%p"; false: the result is too long. */
static bool ExpandPath(char *pcTo, size_t zTo, const char *pcFrom)
{
    size_t zLength = 0;

    while (*pcFrom != '\0' && zLength < zTo)
    {
        if (strncmp(pcFrom, "%p", 2) == 0)
        {
            zLength += (size_t)snprintf(&pcTo[zLength], zTo - zLength, "%ld", (long)getpid());
            pcFrom += 2;
        }
        else
        {
            pcTo[zLength] = *pcFrom;
            zLength++;
            pcFrom++;
        }
    }
    if (zLength >= zTo)
    {
        return false;
    }
    pcTo[zLength] = '\0';
    return true;
}

/* What to say about a trace that cannot begin. */
static const char *WhyNot(JUNO_STATUS_T tStatus, int iError)
{
    if (tStatus == JUNO_STATUS_FILE_ERROR && iError == EEXIST)
    {
        return "the file is there and is no trace; name another one";
    }
    return (iError != 0) ? strerror(iError) : Juno_StatusToString(tStatus);
}

/* Once in a process. */
static void Begin(void)
{
    const char *const pcValue = secure_getenv(acVariable);
    char acPath[PATH_MAX];
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    if (pcValue == NULL || pcValue[0] == '\0')
    {
        return;
    }
    if (!ExpandPath(acPath, sizeof(acPath), pcValue))
    {
        (void)fprintf(stderr, "libjuno-memory: %s: the path is too long; nothing is recorded\n", acVariable);
        return;
    }
    errno = 0;
    tStatus = Trace_HostOpen(&tTrace, acPath, TRACE_HOST_APPEND);
    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        (void)fprintf(
            stderr, "libjuno-memory: %s: %s: %s; nothing is recorded\n", acVariable, acPath,
            WhyNot(tStatus, errno)
        );
        return;
    }
    (void)atexit(Close);
}

/* "file:line", or "module+0xoffset" where there is no source line. */
static void PrintSite(char *pcTo, size_t zTo, const MEMORY_SITE_T *ptSite)
{
    Dl_info tInfo = {0};
    const char *pcName = NULL;

    if (ptSite->pcFile != NULL)
    {
        (void)snprintf(pcTo, zTo, "%s:%u", ptSite->pcFile, (unsigned int)ptSite->iLine);
        return;
    }
    if (dladdr(ptSite->pvCaller, &tInfo) == 0 || tInfo.dli_fname == NULL)
    {
        (void)snprintf(pcTo, zTo, "pool@%p", ptSite->pvCaller);
        return;
    }
    pcName = strrchr(tInfo.dli_fname, '/');
    pcName = (pcName != NULL) ? pcName + 1 : tInfo.dli_fname;
    (void)snprintf(
        pcTo, zTo, "%s+0x%lx", pcName,
        (unsigned long)((uintptr_t)ptSite->pvCaller - (uintptr_t)tInfo.dli_fbase)
    );
}

/* The name in the list, or NULL; the list is locked. */
static const char *FindName(const char *pcText)
{
    for (const ENV_NAME_T *ptName = ptNames; ptName != NULL; ptName = ptName->ptNext)
    {
        if (strcmp(ptName->acText, pcText) == 0)
        {
            return ptName->acText;
        }
    }
    return NULL;
}

/* Puts a name on the list, which is locked; NULL: out of memory. */
static const char *AddName(const char *pcText)
{
    const size_t zSize = strlen(pcText) + 1u;
    ENV_NAME_T *const ptName = malloc(sizeof(*ptName) + zSize);

    if (ptName == NULL)
    {
        return NULL;
    }
    memcpy(ptName->acText, pcText, zSize);
    ptName->ptNext = ptNames;
    ptNames = ptName;
    return ptName->acText;
}

/* A pool's name after the place that inited it; NULL: out of memory. */
static const char *Name(const MEMORY_SITE_T *ptSite)
{
    char acText[PATH_MAX];
    const char *pcName = NULL;

    PrintSite(acText, sizeof(acText), ptSite);
    (void)pthread_mutex_lock(&tNamesMutex);
    pcName = FindName(acText);
    pcName = (pcName != NULL) ? pcName : AddName(acText);
    (void)pthread_mutex_unlock(&tNamesMutex);
    return pcName;
}

/* Says once that some pool is left out; the program goes on as it is. NULL: there was no memory for its name. */
static void SayLeftOut(const char *pcName)
{
    static bool bSaid;

    if (!__atomic_exchange_n(&bSaid, true, __ATOMIC_RELAXED))
    {
        (void)fprintf(
            stderr, "libjuno-memory: %s: %s; %s and others are not recorded\n", acVariable,
            (pcName != NULL) ? "too many pools" : strerror(ENOMEM), (pcName != NULL) ? pcName : "a pool"
        );
    }
}

void Trace_EnvAttach(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite)
{
    const int iError = errno;

    (void)pthread_once(&tOnce, Begin);
    if (tTrace.iState == TRACE_STATE_RECORDING)
    {
        const char *const pcName = Name(ptSite);
        JUNO_MEMORY_ALLOC_T *const ptMem = (JUNO_MEMORY_ALLOC_T *)(void *)ptBlk;
        /* ERR: another thread has ended the trace meanwhile, at exit. */
        if (pcName == NULL || Juno_MemoryTraceAttach(&tTrace, ptMem, pcName) == JUNO_STATUS_TABLE_FULL_ERROR)
        {
            SayLeftOut(pcName);
        }
    }
    errno = iError;
}

void Trace_EnvRelease(const JUNO_MEMORY_TRACE_T *ptFor, JUNO_MEMORY_ALLOC_T *ptMem)
{
    if (ptFor != &tTrace && tTrace.iState == TRACE_STATE_RECORDING)
    {
        /* DNE: it was not recorded here, and nothing is to be done. */
        (void)(Juno_MemoryTraceDetach(&tTrace, ptMem) == JUNO_STATUS_SUCCESS);
    }
}
