/* SPDX-License-Identifier: MIT */
/* Writing what is in the buffer before it is full. */
#include "trace_event.h"

JUNO_STATUS_T Juno_MemoryTraceFlush(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    if (ptTrace == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        ptTrace->iResult = JUNO_STATUS_SUCCESS;
        Trace_PacketEnd(ptTrace);
        tStatus = (JUNO_STATUS_T)ptTrace->iResult;
        ptTrace->iTime = Trace_EventNow(ptTrace); /* a clock that wraps is followed */
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}
