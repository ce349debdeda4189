/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64 /* traces above 2 GiB on 32-bit hosts */
#include "juno/memory/trace_file.h"
#include "trace_host.h"
#include "trace_clock.h"
#include "trace_event.h"
#include "trace_kind.h"
#include "trace_modules.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __has_include
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define HAVE_SINGLE_THREADED 1
#endif
#endif

/* The number of a thread costs no call then; the library is not often loaded late. */
#if defined(__GNUC__) && defined(__ELF__)
#define INITIAL_EXEC __attribute__((tls_model("initial-exec")))
#else
#define INITIAL_EXEC
#endif

/* What a write can raise. */
static const int aiSignals[] = {SIGPIPE, SIGXFSZ};

enum
{
    BUFFER_SIZE = 96 * 1024 /* packets of 64 KiB, and the rest for the sites */
};

/* What hangs on a trace's pvUserData. */
typedef struct TRACE_HOST_TAG
{
    struct TRACE_HOST_TAG *ptNext; /* in the list of those that are open */
    JUNO_MEMORY_TRACE_T *ptTrace;
    pthread_mutex_t tMutex;
    JUNO_MEMORY_LOCK_T tLock;
    TRACE_CLOCK_T tClock;
    TRACE_MODULES_T tModules;
    int iFile;
    unsigned char aiBuffer[BUFFER_SIZE];
} TRACE_HOST_T;

/* All recordings to files, so that a forked child can end its copies of them. */
static pthread_once_t tForkOnce = PTHREAD_ONCE_INIT;
static pthread_mutex_t tHostsMutex = PTHREAD_MUTEX_INITIALIZER;
static TRACE_HOST_T *ptHosts;

/*
 * Takes the part of a packet that still went into the file out of it. What went
 * into a pipe or a device cannot be taken back, and a file that others append
 * to is left alone, since their packets may stand behind: there a reader skips
 * the part.
 */
static void TakeBack(int iFile, size_t zWritten)
{
    const int iFlags = fcntl(iFile, F_GETFL);
    const off_t iEnd = (iFlags >= 0 && (iFlags & O_APPEND) == 0) ? lseek(iFile, 0, SEEK_CUR) : -1;

    if (zWritten > 0u && iEnd >= (off_t)zWritten && ftruncate(iFile, iEnd - (off_t)zWritten) == 0)
    {
        (void)lseek(iFile, iEnd - (off_t)zWritten, SEEK_SET);
    }
}

/* Writes a packet whole, however many pieces the system makes of it. */
static JUNO_STATUS_T WriteAll(int iFile, const unsigned char *piPacket, size_t zSize)
{
    size_t zWritten = 0;

    while (zWritten < zSize)
    {
        const ssize_t iWritten = write(iFile, &piPacket[zWritten], zSize - zWritten);
        if (iWritten == 0 || (iWritten < 0 && errno != EINTR))
        {
            TakeBack(iFile, zWritten);
            return JUNO_STATUS_WRITE_ERROR;
        }
        zWritten += (iWritten > 0) ? (size_t)iWritten : 0u;
    }
    return JUNO_STATUS_SUCCESS;
}

/*
 * A pipe whose reader has gone, or a file at its limit, must not end the
 * program: the signals are held back while writing, and taken away if they
 * came of it.
 */
static JUNO_STATUS_T Write(const void *pvData, size_t zSize, JUNO_USER_DATA_T *pvUserData)
{
    static const struct timespec tNoTime = {0, 0};
    const TRACE_HOST_T *const ptHost = pvUserData;
    const int iError = errno;
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;
    sigset_t tHeld;
    sigset_t tBefore;
    sigset_t tPending;

    (void)sigemptyset(&tHeld);
    (void)sigpending(&tPending);
    for (size_t i = 0; i < sizeof(aiSignals) / sizeof(aiSignals[0]); i++)
    {
        if (sigismember(&tPending, aiSignals[i]) == 0)
        {
            (void)sigaddset(&tHeld, aiSignals[i]);
        }
    }
    (void)pthread_sigmask(SIG_BLOCK, &tHeld, &tBefore);
    tStatus = WriteAll(ptHost->iFile, pvData, zSize);
    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        (void)sigtimedwait(&tHeld, NULL, &tNoTime);
    }
    (void)pthread_sigmask(SIG_SETMASK, &tBefore, NULL);
    errno = iError;
    return tStatus;
}

static uint64_t Clock(JUNO_USER_DATA_T *pvUserData)
{
    TRACE_HOST_T *const ptHost = pvUserData;

    return Trace_ClockNow(&ptHost->tClock);
}

/* Threads are numbered from 1 in the order of their first event. */
static uint32_t Thread(JUNO_USER_DATA_T *pvUserData)
{
    static uint32_t iNext;
    static INITIAL_EXEC _Thread_local uint32_t iMine;

    (void)pvUserData;
    if (iMine == 0u)
    {
        iMine = __atomic_add_fetch(&iNext, 1u, __ATOMIC_RELAXED);
    }
    return iMine;
}

/* Whether there is another thread to keep out. */
static bool IsAlone(void)
{
#ifdef HAVE_SINGLE_THREADED
    return __libc_single_threaded != 0;
#else
    return false;
#endif
}

/* No thread begins while the recorder is at work: what is taken is given back. */
static void Lock(JUNO_USER_DATA_T *pvUserData)
{
    TRACE_HOST_T *const ptHost = pvUserData;

    if (!IsAlone())
    {
        (void)pthread_mutex_lock(&ptHost->tMutex);
    }
}

static void Unlock(JUNO_USER_DATA_T *pvUserData)
{
    TRACE_HOST_T *const ptHost = pvUserData;

    if (!IsAlone())
    {
        (void)pthread_mutex_unlock(&ptHost->tMutex);
    }
}

/* open(), again where a signal interrupts it. */
static int Open(const char *pcPath, int iFlags)
{
    int iFile = -1;

    do
    {
        iFile = open(pcPath, iFlags | O_CLOEXEC, 0666);
    }
    while (iFile < 0 && errno == EINTR);
    return iFile;
}

/* Closes it; interrupted, it is closed nevertheless. */
static bool Close(int iFile)
{
    return close(iFile) == 0 || errno == EINTR;
}

/* Reads as far as there is anything; below 0: errno says why not. */
static ssize_t ReadAll(int iFile, unsigned char *piBytes, size_t zSize)
{
    size_t zRead = 0;
    ssize_t iRead = 1;

    while (zRead < zSize && iRead != 0)
    {
        iRead = read(iFile, &piBytes[zRead], zSize - zRead);
        if (iRead < 0 && errno != EINTR)
        {
            return -1;
        }
        zRead += (iRead > 0) ? (size_t)iRead : 0u;
    }
    return (ssize_t)zRead;
}

/* Whether a file begins like a trace; errno says why not. */
static bool IsTrace(const char *pcPath)
{
    static const unsigned char aiMagic[] = {0xD6u, 'J', 'M', 'T'};
    unsigned char aiBegin[sizeof(aiMagic)] = {0};
    const int iFile = Open(pcPath, O_RDONLY);
    ssize_t iRead = 0;
    int iError = EEXIST;

    if (iFile < 0)
    {
        return false;
    }
    iRead = ReadAll(iFile, aiBegin, sizeof(aiBegin));
    if (iRead < 0)
    {
        iError = errno;
    }
    else if (iRead == (ssize_t)sizeof(aiBegin) && memcmp(aiBegin, aiMagic, sizeof(aiMagic)) == 0)
    {
        iError = 0;
    }
    (void)Close(iFile);
    errno = iError;
    return iError == 0;
}

/* Whether a path may be written: nothing there, nothing in it, or a trace; errno says why not. */
static bool MayWrite(const char *pcPath)
{
    struct stat tStat;

    if (stat(pcPath, &tStat) != 0)
    {
        return errno == ENOENT;
    }
    return !S_ISREG(tStat.st_mode) || tStat.st_size == 0 || IsTrace(pcPath);
}

/* Opens the file; below 0: errno says why not. */
static int OpenFile(const char *pcPath, TRACE_HOST_MODE_T eMode)
{
    const int iMode = (eMode == TRACE_HOST_APPEND) ? O_APPEND : O_TRUNC;

    return MayWrite(pcPath) ? Open(pcPath, O_WRONLY | O_CREAT | iMode) : -1;
}

/* Around a fork: nobody changes the list; the child ends what it inherited. */
static void BeforeFork(void)
{
    (void)pthread_mutex_lock(&tHostsMutex);
}

static void AfterForkInParent(void)
{
    (void)pthread_mutex_unlock(&tHostsMutex);
}

static void AfterForkInChild(void)
{
    (void)pthread_mutex_init(&tHostsMutex, NULL);
    for (TRACE_HOST_T *ptHost = ptHosts; ptHost != NULL; ptHost = ptHost->ptNext)
    {
        (void)pthread_mutex_init(&ptHost->tMutex, NULL); /* its holder stayed behind */
        ptHost->ptTrace->iState = TRACE_STATE_ENDED;
    }
}

static void WatchForks(void)
{
    (void)pthread_atfork(BeforeFork, AfterForkInParent, AfterForkInChild);
}

/* Puts a host on the list. */
static void Enlist(TRACE_HOST_T *ptHost)
{
    (void)pthread_once(&tForkOnce, WatchForks);
    (void)pthread_mutex_lock(&tHostsMutex);
    ptHost->ptNext = ptHosts;
    ptHosts = ptHost;
    (void)pthread_mutex_unlock(&tHostsMutex);
}

/* Takes it off again, and frees it. */
static void Free(TRACE_HOST_T *ptHost)
{
    TRACE_HOST_T **pptLink = &ptHosts;

    (void)pthread_mutex_lock(&tHostsMutex);
    while (*pptLink != ptHost)
    {
        pptLink = &(*pptLink)->ptNext;
    }
    *pptLink = ptHost->ptNext;
    (void)pthread_mutex_unlock(&tHostsMutex);
    (void)pthread_mutex_destroy(&ptHost->tMutex);
    Trace_ModulesFree(&ptHost->tModules);
    free(ptHost);
}

static void Modules(JUNO_MEMORY_TRACE_T *ptTrace, const void *pvAddr)
{
    TRACE_HOST_T *const ptHost = ptTrace->tConfig.pvUserData;

    Trace_ModulesDefine(&ptHost->tModules, ptTrace, pvAddr);
}

/* A stream with the names of modules. */
static const TRACE_KIND_T tHostKind = {
    .pfcnShareOut = Trace_StreamShareOut,
    .pfcnEmit = Trace_StreamEmit,
    .pfcnModules = Modules,
    .iBufferMin = JUNO_MEMORY_TRACE_BUFFER_MIN,
};

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

    return Trace_Begin(ptTrace, ptHost->aiBuffer, sizeof(ptHost->aiBuffer), &tConfig, &tHostKind);
}

/* What a recording needs besides its file; NULL: out of memory. */
static TRACE_HOST_T *NewHost(JUNO_MEMORY_TRACE_T *ptTrace, int iFile)
{
    TRACE_HOST_T *const ptHost = malloc(sizeof(*ptHost));

    if (ptHost != NULL)
    {
        (void)pthread_mutex_init(&ptHost->tMutex, NULL);
        ptHost->tLock = (JUNO_MEMORY_LOCK_T){Lock, Unlock, ptHost};
        Trace_ClockInit(&ptHost->tClock);
        ptHost->ptTrace = ptTrace;
        ptHost->iFile = iFile;
        ptHost->tModules = (TRACE_MODULES_T){0};
        Enlist(ptHost);
    }
    return ptHost;
}

JUNO_STATUS_T Trace_HostOpen(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcPath, TRACE_HOST_MODE_T eMode)
{
    const int iFile = OpenFile(pcPath, eMode);
    TRACE_HOST_T *ptHost = NULL;
    JUNO_STATUS_T tStatus = JUNO_STATUS_MEMALLOC_ERROR;

    *ptTrace = (JUNO_MEMORY_TRACE_T){0};
    if (iFile < 0)
    {
        return JUNO_STATUS_FILE_ERROR;
    }
    ptHost = NewHost(ptTrace, iFile);
    if (ptHost != NULL)
    {
        tStatus = Begin(ptTrace, ptHost);
        if (tStatus == JUNO_STATUS_SUCCESS)
        {
            return tStatus;
        }
        Free(ptHost);
    }
    (void)Close(iFile);
    return tStatus;
}

JUNO_STATUS_T Trace_HostClose(JUNO_MEMORY_TRACE_T *ptTrace)
{
    const TRACE_HOST_T *const ptHost = ptTrace->tConfig.pvUserData;
    const JUNO_STATUS_T tStatus = Trace_EventEnd(ptTrace);

    return Close(ptHost->iFile) ? tStatus : JUNO_STATUS_WRITE_ERROR;
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
    JUNO_STATUS_T tStatus = JUNO_STATUS_SUCCESS;

    if (ptTrace == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (ptTrace->tConfig.pfcnWrite != Write)
    {
        return JUNO_STATUS_ERR;
    }
    ptHost = ptTrace->tConfig.pvUserData;
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        tStatus = Juno_MemoryTraceEnd(ptTrace);
    }
    else
    {
        (void)(Juno_MemoryTraceEnd(ptTrace) == JUNO_STATUS_ERR); /* in a forked child pools hang on it */
    }
    if (!Close(ptHost->iFile))
    {
        tStatus = JUNO_STATUS_WRITE_ERROR;
    }
    ptTrace->tConfig = (JUNO_MEMORY_TRACE_CONFIG_T){0};
    Free(ptHost);
    return tStatus;
}
