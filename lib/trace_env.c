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

/* At exit. */
static void Close(void)
{
    if (tTrace.iState == TRACE_STATE_RECORDING && Trace_HostClose(&tTrace) != JUNO_STATUS_SUCCESS)
    {
        (void)fprintf(stderr, "libjuno-memory: %s: the trace could not be written to its end\n", acVariable);
    }
    while (ptNames != NULL)
    {
        ENV_NAME_T *const ptName = ptNames;
        ptNames = ptName->ptNext;
        free(ptName);
    }
}

/* In a forked child. */
static void Forked(void)
{
    if (tTrace.iState == TRACE_STATE_RECORDING)
    {
        Trace_HostForked(&tTrace);
    }
}

/* Puts the process id in the place of "%p"; false: the result is too long. */
static bool ExpandPath(char *pcTo, size_t zTo, const char *pcFrom)
{
    const char *const pcMark = strstr(pcFrom, "%p");
    int iLength = 0;

    if (pcMark == NULL)
    {
        iLength = snprintf(pcTo, zTo, "%s", pcFrom);
    }
    else
    {
        const int iBefore = (int)(pcMark - pcFrom);
        iLength = snprintf(pcTo, zTo, "%.*s%ld%s", iBefore, pcFrom, (long)getpid(), pcMark + 2);
    }
    return iLength >= 0 && (size_t)iLength < zTo;
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
    (void)pthread_atfork(NULL, NULL, Forked);
}

/* "file:line", or "module+0xoffset" where there is no source line. */
static int PrintSite(char *pcTo, size_t zTo, const MEMORY_SITE_T *ptSite)
{
    Dl_info tInfo = {0};
    const char *pcName = NULL;

    if (ptSite->pcFile != NULL)
    {
        return snprintf(pcTo, zTo, "%s:%u", ptSite->pcFile, (unsigned int)ptSite->iLine);
    }
    if (dladdr(ptSite->pvCaller, &tInfo) == 0 || tInfo.dli_fname == NULL)
    {
        return snprintf(pcTo, zTo, "pool@%p", ptSite->pvCaller);
    }
    pcName = strrchr(tInfo.dli_fname, '/');
    pcName = (pcName != NULL) ? pcName + 1 : tInfo.dli_fname;
    return snprintf(
        pcTo, zTo, "%s+0x%lx", pcName,
        (unsigned long)((uintptr_t)ptSite->pvCaller - (uintptr_t)tInfo.dli_fbase)
    );
}

/* A pool's name after the place that inited it; NULL: out of memory. */
static const char *Name(const MEMORY_SITE_T *ptSite)
{
    const int iLength = PrintSite(NULL, 0, ptSite);
    ENV_NAME_T *const ptName = (iLength < 0) ? NULL : malloc(sizeof(*ptName) + (size_t)iLength + 1u);

    if (ptName == NULL)
    {
        return NULL;
    }
    (void)PrintSite(ptName->acText, (size_t)iLength + 1u, ptSite);
    (void)pthread_mutex_lock(&tNamesMutex);
    ptName->ptNext = ptNames;
    ptNames = ptName;
    (void)pthread_mutex_unlock(&tNamesMutex);
    return ptName->acText;
}

void Trace_EnvAttach(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite)
{
    (void)pthread_once(&tOnce, Begin);
    if (tTrace.iState == TRACE_STATE_RECORDING)
    {
        const char *const pcName = Name(ptSite);
        if (pcName != NULL)
        {
            /* A full table leaves the pool unrecorded, and the program as it is. */
            (void
            )(Juno_MemoryTraceAttach(&tTrace, (JUNO_MEMORY_ALLOC_T *)(void *)ptBlk, pcName) ==
              JUNO_STATUS_SUCCESS);
        }
    }
}

void Trace_EnvRelease(const JUNO_MEMORY_TRACE_T *ptFor, JUNO_MEMORY_ALLOC_T *ptMem)
{
    if (ptFor != &tTrace && tTrace.iState == TRACE_STATE_RECORDING)
    {
        /* DNE: it was not recorded here, and nothing is to be done. */
        (void)(Juno_MemoryTraceDetach(&tTrace, ptMem) == JUNO_STATUS_SUCCESS);
    }
}
