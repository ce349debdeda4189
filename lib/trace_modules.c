/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "trace_modules.h"
#include "trace_define.h"
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <link.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum
{
    RECORD_MODULE = 3,
    BUILD_ID_MAX = 32,
    FIRST_SIZE = 64 * 1024 /* bytes of the first list; the system gives them page by page */
};

/* A module; its path, terminated, follows. */
typedef struct MODULE_TAG
{
    uintptr_t iBase;
    size_t zSize;
    size_t zPath; /* length of the path */
    uint32_t iId;
    bool bWritten;
    unsigned char iBuildId; /* length of the build-id */
    unsigned char aiBuildId[BUILD_ID_MAX];
} MODULE_T;

/* What the walk through the loader's list works on. */
typedef struct WALK_TAG
{
    TRACE_MODULES_T *ptNew;
    const TRACE_MODULES_T *ptOld;
} WALK_T;

static const char *PathOf(const MODULE_T *ptModule)
{
    return (const char *)(ptModule + 1);
}

/* Bytes that a module with such a path takes in the list. */
static size_t Footprint(size_t zPath)
{
    const size_t zAlign = _Alignof(MODULE_T);

    return (sizeof(MODULE_T) + zPath + 1u + zAlign - 1u) / zAlign * zAlign;
}

/* The module at or after an offset that is moved on; NULL: the end. */
static MODULE_T *Next(const TRACE_MODULES_T *ptModules, size_t *pzAt)
{
    MODULE_T *ptModule = NULL;

    if (*pzAt < ptModules->zUsed)
    {
        ptModule = (MODULE_T *)(void *)&ptModules->piList[*pzAt];
        *pzAt += Footprint(ptModule->zPath);
    }
    return ptModule;
}

void Trace_ModulesFree(TRACE_MODULES_T *ptModules)
{
    if (ptModules->piList != NULL)
    {
        (void)munmap(ptModules->piList, ptModules->zSize);
    }
    *ptModules = (TRACE_MODULES_T){0};
}

/* Makes room for so many bytes more; false: there is no memory. */
static bool Reserve(TRACE_MODULES_T *ptModules, size_t zMore)
{
    size_t zSize = (ptModules->zSize == 0u) ? FIRST_SIZE : ptModules->zSize;
    void *pvList = NULL;

    if (ptModules->zUsed + zMore <= ptModules->zSize)
    {
        return true;
    }
    while (zSize < ptModules->zUsed + zMore)
    {
        zSize *= 2u;
    }
    pvList = mmap(NULL, zSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pvList == MAP_FAILED)
    {
        return false;
    }
    if (ptModules->piList != NULL)
    {
        memcpy(pvList, ptModules->piList, ptModules->zUsed);
        (void)munmap(ptModules->piList, ptModules->zSize);
    }
    ptModules->piList = pvList;
    ptModules->zSize = zSize;
    return true;
}

/* Whether bytes of the module are in memory, as its program headers say. */
static bool IsLoaded(const struct dl_phdr_info *ptInfo, const ElfW(Phdr) * ptPart)
{
    for (size_t i = 0; i < ptInfo->dlpi_phnum; i++)
    {
        const ElfW(Phdr) *const ptLoad = &ptInfo->dlpi_phdr[i];

        if (ptLoad->p_type == PT_LOAD && (ptLoad->p_flags & PF_R) != 0u &&
            ptPart->p_vaddr >= ptLoad->p_vaddr && ptPart->p_vaddr - ptLoad->p_vaddr <= ptLoad->p_filesz &&
            ptPart->p_memsz <= ptLoad->p_filesz - (ptPart->p_vaddr - ptLoad->p_vaddr))
        {
            return true;
        }
    }
    return false;
}

/* Looks for the build-id among the notes of one segment. */
static void ReadNotes(MODULE_T *ptModule, const unsigned char *piNote, size_t zSize, size_t zAlign)
{
    ElfW(Nhdr) tNote;

    while (zSize >= sizeof(tNote))
    {
        size_t zName = 0;
        size_t zText = 0;

        memcpy(&tNote, piNote, sizeof(tNote));
        zName = sizeof(tNote) + ((size_t)tNote.n_namesz + zAlign - 1u) / zAlign * zAlign;
        if (zName > zSize || tNote.n_descsz > zSize - zName)
        {
            return;
        }
        if (tNote.n_type == NT_GNU_BUILD_ID && tNote.n_namesz == sizeof(ELF_NOTE_GNU) &&
            memcmp(&piNote[sizeof(tNote)], ELF_NOTE_GNU, sizeof(ELF_NOTE_GNU)) == 0 &&
            tNote.n_descsz <= BUILD_ID_MAX)
        {
            ptModule->iBuildId = (unsigned char)tNote.n_descsz;
            memcpy(ptModule->aiBuildId, &piNote[zName], tNote.n_descsz);
            return;
        }
        zText = ((size_t)tNote.n_descsz + zAlign - 1u) / zAlign * zAlign;
        zText = (zText < zSize - zName) ? zText : zSize - zName; /* the last one need not be filled up */
        piNote += zName + zText;
        zSize -= zName + zText;
    }
}

/* Size and build-id, from the module's program headers. */
static void ReadSegments(MODULE_T *ptModule, const struct dl_phdr_info *ptInfo)
{
    for (size_t i = 0; i < ptInfo->dlpi_phnum; i++)
    {
        const ElfW(Phdr) *const ptPart = &ptInfo->dlpi_phdr[i];

        if (ptPart->p_type == PT_LOAD && ptPart->p_vaddr + ptPart->p_memsz > ptModule->zSize)
        {
            ptModule->zSize = ptPart->p_vaddr + ptPart->p_memsz;
        }
        else if (ptPart->p_type == PT_NOTE && ptModule->iBuildId == 0u && IsLoaded(ptInfo, ptPart))
        {
            const unsigned char *const piNotes =
                /* NOLINTNEXTLINE(performance-no-int-to-ptr): the loader itself tells a number */
                (const unsigned char *)(uintptr_t)(ptInfo->dlpi_addr + ptPart->p_vaddr);
            ReadNotes(ptModule, piNotes, ptPart->p_memsz, (ptPart->p_align == 8u) ? 8u : 4u);
        }
    }
}

/* The program itself has no name in the loader's list. Returns the length. */
static size_t ProgramPath(char *pcTo, size_t zTo)
{
    static const char acDeleted[] = " (deleted)"; /* put there by the system */
    const ssize_t iLength = readlink("/proc/self/exe", pcTo, zTo - 1u);
    size_t zLength = (iLength > 0) ? (size_t)iLength : 0u;
    const size_t zMark = sizeof(acDeleted) - 1u;

    if (zLength > zMark && memcmp(&pcTo[zLength - zMark], acDeleted, zMark) == 0)
    {
        zLength -= zMark;
    }
    if (zLength == 0u)
    {
        zLength = Trace_Length(program_invocation_name, zTo - 1u);
        memcpy(pcTo, program_invocation_name, zLength);
    }
    return zLength;
}

/* A name relative to where the process stands, made absolute; where that is too long, as it is. */
static size_t LibraryPath(char *pcTo, size_t zTo, const char *pcName)
{
    const size_t zName = Trace_Length(pcName, zTo - 1u);
    size_t zHere = 0;

    if (pcName[0] != '/' && memchr(pcName, '/', zName) != NULL && getcwd(pcTo, zTo) != NULL)
    {
        zHere = strlen(pcTo);
        pcTo[zHere] = '/';
        zHere = (zHere + 1u + zName < zTo) ? zHere + 1u : 0u;
    }
    memcpy(&pcTo[zHere], pcName, zName);
    return zHere + zName;
}

/* The same module in another list, or NULL. */
static const MODULE_T *FindSame(const TRACE_MODULES_T *ptModules, const MODULE_T *ptWanted)
{
    const MODULE_T *ptModule = NULL;
    size_t zAt = 0;

    do
    {
        ptModule = Next(ptModules, &zAt);
    }
    while (ptModule != NULL &&
           (ptModule->iBase != ptWanted->iBase || ptModule->zSize != ptWanted->zSize ||
            ptModule->iBuildId != ptWanted->iBuildId || ptModule->zPath != ptWanted->zPath ||
            memcmp(ptModule->aiBuildId, ptWanted->aiBuildId, ptWanted->iBuildId) != 0 ||
            memcmp(PathOf(ptModule), PathOf(ptWanted), ptWanted->zPath) != 0));
    return ptModule;
}

static void Fill(MODULE_T *ptModule, const struct dl_phdr_info *ptInfo, bool bFirst)
{
    char *const pcPath = (char *)(ptModule + 1);
    const bool bNamed = ptInfo->dlpi_name != NULL && ptInfo->dlpi_name[0] != '\0';

    *ptModule = (MODULE_T){.iBase = ptInfo->dlpi_addr};
    ReadSegments(ptModule, ptInfo);
    if (bNamed)
    {
        ptModule->zPath = LibraryPath(pcPath, PATH_MAX, ptInfo->dlpi_name);
    }
    else if (bFirst)
    {
        ptModule->zPath = ProgramPath(pcPath, PATH_MAX);
    }
    pcPath[ptModule->zPath] = '\0';
}

/* Adds one module of the loader's list to the new list. */
static int AddModule(struct dl_phdr_info *ptInfo, size_t zInfo, void *pvWalk)
{
    const WALK_T *const ptWalk = pvWalk;
    TRACE_MODULES_T *const ptNew = ptWalk->ptNew;
    MODULE_T *ptModule = NULL;
    const MODULE_T *ptSame = NULL;

    (void)zInfo;
    if (!Reserve(ptNew, Footprint(PATH_MAX)))
    {
        return 1;
    }
    ptModule = (MODULE_T *)(void *)&ptNew->piList[ptNew->zUsed];
    Fill(ptModule, ptInfo, ptNew->zUsed == 0u);
    ptSame = FindSame(ptWalk->ptOld, ptModule);
    if (ptSame != NULL)
    {
        ptModule->iId = ptSame->iId;
        ptModule->bWritten = ptSame->bWritten;
    }
    else
    {
        ptNew->iIds++;
        ptModule->iId = ptNew->iIds;
        ptNew->bNew = true;
    }
    ptNew->zUsed += Footprint(ptModule->zPath);
    return 0;
}

/* Reads the loader's counters, which every entry has, from the first. */
static int ReadCounters(struct dl_phdr_info *ptInfo, size_t zInfo, void *pvModules)
{
    TRACE_MODULES_T *const ptModules = pvModules;

    if (zInfo >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof(ptInfo->dlpi_subs))
    {
        ptModules->iLoads = ptInfo->dlpi_adds;
        ptModules->iUnloads = ptInfo->dlpi_subs;
    }
    return 1;
}

/* Makes the list anew where the loader has loaded or unloaded anything. */
static void Refresh(TRACE_MODULES_T *ptModules)
{
    TRACE_MODULES_T tNew = {.iIds = ptModules->iIds, .bListed = true, .bNew = ptModules->bNew};
    WALK_T tWalk = {&tNew, ptModules};

    (void)dl_iterate_phdr(ReadCounters, &tNew);
    if (ptModules->bListed && tNew.iLoads == ptModules->iLoads && tNew.iUnloads == ptModules->iUnloads)
    {
        return;
    }
    /* What is loaded from now on makes the counters differ next time. */
    (void)dl_iterate_phdr(AddModule, &tWalk);
    Trace_ModulesFree(ptModules);
    *ptModules = tNew;
}

/* Adds one module to the packet, without its path where many pools leave packets no room for it. */
static void PutModule(JUNO_MEMORY_TRACE_T *ptTrace, const MODULE_T *ptModule)
{
    const size_t zNeed = TRACE_ROOM_RECORD + (size_t)ptModule->iBuildId + ptModule->zPath;
    unsigned char *piNext = NULL;
    size_t zPath = 0;

    Trace_DefineRoom(ptTrace, zNeed);
    zPath = (zNeed <= Trace_PacketRoom(ptTrace)) ? ptModule->zPath : 0u;
    piNext = Trace_RecordOpen(ptTrace, RECORD_MODULE);
    piNext = Trace_PutLong(piNext, ptModule->iId);
    piNext = Trace_PutLong(piNext, ptModule->iBase);
    piNext = Trace_PutLong(piNext, ptModule->zSize);
    piNext = Trace_PutSize(piNext, ptModule->iBuildId);
    memcpy(piNext, ptModule->aiBuildId, ptModule->iBuildId);
    piNext += ptModule->iBuildId;
    piNext = Trace_PutText(piNext, PathOf(ptModule), zPath);
    Trace_RecordClose(ptTrace, piNext);
}

/* Adds all modules, or the new ones, to the packet. */
static void PutModules(const TRACE_MODULES_T *ptModules, JUNO_MEMORY_TRACE_T *ptTrace, bool bAll)
{
    size_t zAt = 0;

    for (MODULE_T *ptModule = Next(ptModules, &zAt); ptModule != NULL; ptModule = Next(ptModules, &zAt))
    {
        if (bAll || !ptModule->bWritten)
        {
            PutModule(ptTrace, ptModule);
            ptModule->bWritten = true;
        }
    }
}

void Trace_ModulesDefine(TRACE_MODULES_T *ptModules, JUNO_MEMORY_TRACE_T *ptTrace, const void *pvAddr)
{
    Refresh(ptModules);
    if (pvAddr == NULL)
    {
        PutModules(ptModules, ptTrace, true);
    }
    else if (ptModules->bNew)
    {
        Trace_PacketEnd(ptTrace);
        Trace_PacketBegin(ptTrace, TRACE_PACKET_DEFINITIONS);
        PutModules(ptModules, ptTrace, false);
        Trace_PacketEnd(ptTrace); /* where it is lost, all are due again */
    }
    ptModules->bNew = false;
}
