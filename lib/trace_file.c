/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "juno/memory/trace_file.h"
#include "trace_host.h"
#include "trace_event.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum
{
    BUFFER_SIZE = 96 * 1024 /* packets of 64 KiB, and the rest for the sites */
};

/* What hangs on a trace's pvUserData. */
typedef struct TRACE_HOST_TAG
{
    pthread_mutex_t tMutex;
    JUNO_MEMORY_LOCK_T tLock;
    int iFile;
    pid_t iProcess; /* the one that opened it: a forked child writes nothing */
    unsigned char aiBuffer[BUFFER_SIZE];
} TRACE_HOST_T;

/* Writes a packet whole, however many pieces the system makes of it. */
static JUNO_STATUS_T Write(const void *pvData, size_t zSize, JUNO_USER_DATA_T *pvUserData)
{
    const TRACE_HOST_T *const ptHost = pvUserData;
    const unsigned char *piNext = pvData;

    if (getpid() != ptHost->iProcess)
    {
        return JUNO_STATUS_WRITE_ERROR;
    }
    while (zSize > 0u)
    {
        const ssize_t iWritten = write(ptHost->iFile, piNext, zSize);
        if (iWritten < 0 && errno != EINTR)
        {
            return JUNO_STATUS_WRITE_ERROR;
        }
        piNext += (iWritten > 0) ? iWritten : 0;
        zSize -= (iWritten > 0) ? (size_t)iWritten : 0u;
    }
    return JUNO_STATUS_SUCCESS;
}

static uint64_t Clock(JUNO_USER_DATA_T *pvUserData)
{
    struct timespec tNow;

    (void)pvUserData;
    (void)clock_gettime(CLOCK_MONOTONIC, &tNow);
    return ((uint64_t)tNow.tv_sec * 1000000000u) + (uint64_t)tNow.tv_nsec;
}

/* Threads are numbered from 1 in the order of their first event. */
static uint32_t Thread(JUNO_USER_DATA_T *pvUserData)
{
    static uint32_t iNext;
    static _Thread_local uint32_t iMine;

    (void)pvUserData;
    if (iMine == 0u)
    {
        iMine = __atomic_add_fetch(&iNext, 1u, __ATOMIC_RELAXED);
    }
    return iMine;
}

static void Lock(JUNO_USER_DATA_T *pvUserData)
{
    (void)pthread_mutex_lock(pvUserData);
}

static void Unlock(JUNO_USER_DATA_T *pvUserData)
{
    (void)pthread_mutex_unlock(pvUserData);
}

/* Whether a path may be written: nothing there, nothing in it, or a trace. */
static bool MayWrite(const char *pcPath)
{
    static const unsigned char aiMagic[] = {0xD6u, 'J', 'M', 'T'};
    unsigned char aiBegin[sizeof(aiMagic)] = {0};
    struct stat tStat;
    bool bTrace = false;
    int iFile = -1;

    if (stat(pcPath, &tStat) != 0 || !S_ISREG(tStat.st_mode) || tStat.st_size == 0)
    {
        return true;
    }
    iFile = open(pcPath, O_RDONLY | O_CLOEXEC);
    if (iFile < 0)
    {
        return false; /* errno says why */
    }
    bTrace = read(iFile, aiBegin, sizeof(aiBegin)) == (ssize_t)sizeof(aiBegin) &&
             memcmp(aiBegin, aiMagic, sizeof(aiMagic)) == 0;
    (void)close(iFile);
    errno = bTrace ? 0 : EEXIST;
    return bTrace;
}

/* Opens the file; below 0: errno says why not. */
static int OpenFile(const char *pcPath, TRACE_HOST_MODE_T eMode)
{
    const int iMode = (eMode == TRACE_HOST_APPEND) ? O_APPEND : O_TRUNC;

    return MayWrite(pcPath) ? open(pcPath, O_WRONLY | O_CREAT | O_CLOEXEC | iMode, 0666) : -1;
}

static void Free(TRACE_HOST_T *ptHost)
{
    (void)pthread_mutex_destroy(&ptHost->tMutex);
    free(ptHost);
}

/* Begins the recording to a file that is open. */
static JUNO_STATUS_T Begin(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_HOST_T *ptHost)
{
    const JUNO_MEMORY_TRACE_CONFIG_T tConfig = {
        .zStructSize = sizeof(tConfig),
        .pfcnWrite = Write,
        .pfcnClock = Clock,
        .iTicksPerSecond = 1000000000u,
        .pfcnThread = Thread,
        .ptLock = &ptHost->tLock,
        .pvUserData = ptHost,
        .pcProgram = program_invocation_short_name,
    };

    return Juno_MemoryTraceInit(ptTrace, ptHost->aiBuffer, sizeof(ptHost->aiBuffer), &tConfig);
}

JUNO_STATUS_T Trace_HostOpen(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcPath, TRACE_HOST_MODE_T eMode)
{
    TRACE_HOST_T *const ptHost = malloc(sizeof(*ptHost));
    JUNO_STATUS_T tStatus = JUNO_STATUS_FILE_ERROR;

    if (ptHost == NULL)
    {
        return JUNO_STATUS_MEMALLOC_ERROR;
    }
    (void)pthread_mutex_init(&ptHost->tMutex, NULL);
    ptHost->tLock = (JUNO_MEMORY_LOCK_T){Lock, Unlock, &ptHost->tMutex};
    ptHost->iProcess = getpid();
    ptHost->iFile = OpenFile(pcPath, eMode);
    if (ptHost->iFile >= 0)
    {
        tStatus = Begin(ptTrace, ptHost);
        if (tStatus == JUNO_STATUS_SUCCESS)
        {
            return tStatus;
        }
        (void)close(ptHost->iFile);
    }
    Free(ptHost);
    return tStatus;
}

JUNO_STATUS_T Trace_HostClose(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const TRACE_HOST_T *const ptHost = ptTrace->tConfig.pvUserData;
    const JUNO_STATUS_T tStatus = Trace_EventEnd(ptTrace);

    return (close(ptHost->iFile) == 0) ? tStatus : JUNO_STATUS_WRITE_ERROR;
}

void Trace_HostForked(JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_HOST_T *const ptHost = ptTrace->tConfig.pvUserData;

    (void)pthread_mutex_init(&ptHost->tMutex, NULL); /* its holder stayed behind */
    ptTrace->iState = TRACE_STATE_ENDED;
}

JUNO_STATUS_T Juno_MemoryTraceOpen(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcPath)
{
    if (ptTrace == NULL || pcPath == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    return Trace_HostOpen(ptTrace, pcPath, TRACE_HOST_REPLACE);
}

JUNO_STATUS_T Juno_MemoryTraceClose(JUNO_MEMORY_TRACE_T *ptTrace)
{
    TRACE_HOST_T *ptHost = NULL;
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    if (ptTrace == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (ptTrace->iState != TRACE_STATE_RECORDING || ptTrace->tConfig.pfcnWrite != Write)
    {
        return tStatus;
    }
    ptHost = ptTrace->tConfig.pvUserData;
    tStatus = Juno_MemoryTraceEnd(ptTrace);
    if (close(ptHost->iFile) != 0)
    {
        tStatus = JUNO_STATUS_WRITE_ERROR;
    }
    Free(ptHost);
    return tStatus;
}
