/* SPDX-License-Identifier: MIT */
/* Texts of the application's in a trace. */
#include "trace_event.h"

static void Mark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText)
{
    const uint64_t iNow = Trace_EventNow(ptTrace);
    uint64_t iElapsed = 0;
    unsigned char *piNext = NULL;

    Trace_EventRoom(ptTrace, TRACE_ROOM_RECORD + Trace_Length(pcText, TRACE_RECORD_MAX));
    iElapsed = Trace_EventElapsed(ptTrace, iNow);
    piNext = Trace_RecordOpen(ptTrace, TRACE_RECORD_MARK);
    piNext = Trace_PutLong(piNext, iElapsed);
    piNext = Trace_PutSize(piNext, Trace_EventThread(ptTrace));
    piNext = Trace_PutText(piNext, pcText, Trace_PacketRoom(ptTrace) - TRACE_ROOM_RECORD);
    Trace_RecordClose(ptTrace, piNext);
}

JUNO_STATUS_T Juno_MemoryTraceMark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    if (ptTrace == NULL || pcText == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        Mark(ptTrace, pcText);
        tStatus = JUNO_STATUS_SUCCESS;
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}
