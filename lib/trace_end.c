/* SPDX-License-Identifier: MIT */
/* The end of a recording. */
#include "memory_call.h"
#include "trace_define.h"
#include "trace_event.h"

/* Writes what is left, the definitions once more, and the end. */
static void WriteEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    unsigned char *piNext = NULL;

    Trace_PacketEnd(ptTrace);
    Trace_DefineAll(ptTrace);
    Trace_PacketBegin(ptTrace, TRACE_PACKET_END);
    piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_END);
    piNext = Trace_PutSize(piNext, ptTrace->zEvents);
    piNext = Trace_PutSize(piNext, ptTrace->zDropped);
    Trace_RecordClose(ptTrace, piNext);
    Trace_PacketEnd(ptTrace);
}

JUNO_STATUS_T Trace_EventEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        ptTrace->iResult = JUNO_STATUS_SUCCESS;
        WriteEnd(ptTrace);
        tStatus = (JUNO_STATUS_T)ptTrace->iResult;
        ptTrace->iState = TRACE_STATE_ENDED;
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}

/* Takes the trace, which has ended, off every pool that it still hangs on. */
static void Release(JUNO_MEMORY_TRACE_T *ptTrace)
{
    while (ptTrace->iPools > 0u)
    {
        JUNO_MEMORY_BLOCK_T *const ptBlk = Trace_DefinePool(ptTrace, 0)->ptBlk;

        Memory_CallLock(ptBlk);
        Trace_DefineRelease(ptTrace, ptBlk);
        Memory_CallUnlock(ptBlk);
    }
}

JUNO_STATUS_T Juno_MemoryTraceEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace != NULL)
    {
        tStatus = Trace_EventEnd(ptTrace);
        Release(ptTrace);
    }
    return tStatus;
}
