/* SPDX-License-Identifier: MIT */
/*
 * The modules of the process, for the reader who has to name a return address:
 * where each is loaded, its build-id and its path. Hosted only. The caller holds
 * the trace's lock.
 */
#ifndef TRACE_MODULES_H
#define TRACE_MODULES_H

#include "juno/memory/trace.h"
#include <stdbool.h>

/* The list; all 0 at first. Its memory comes from the system, never from malloc. */
typedef struct TRACE_MODULES_TAG
{
    unsigned char *piList;       /* of MODULE_T, each with its path behind it */
    size_t zUsed;                /* bytes of it in use */
    size_t zSize;                /* bytes there are */
    unsigned long long iLoads;   /* that the loader had counted then */
    unsigned long long iUnloads; /* likewise */
    uint32_t iIds;               /* given out so far */
    bool bListed;                /* the list was made */
    bool bNew;                   /* some of it has not been written */
} TRACE_MODULES_T;

/*
 * Adds all modules to the packet that has been begun (pvAddr NULL). With an
 * address: where the loader has changed anything since, ends the packet, if one
 * was begun, and writes the new modules.
 *
 * Takes the loader's lock for its list, not the one that is held while
 * constructors run. A module that takes another one's place at the same
 * addresses is noticed when the next packet begins, if not before.
 */
void Trace_ModulesDefine(TRACE_MODULES_T *ptModules, JUNO_MEMORY_TRACE_T *ptTrace, const void *pvAddr);

void Trace_ModulesFree(TRACE_MODULES_T *ptModules);

#endif
