/* SPDX-License-Identifier: MIT */
#include "memory_check.h"

JUNO_STATUS_T Memory_Check(const JUNO_MEMORY_BLOCK_T *ptBlk, bool bOtherNull)
{
    if (ptBlk == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (ptBlk->tHdr.tType != JUNO_MEMORY_ALLOC_TYPE_BLOCK)
    {
        return bOtherNull ? JUNO_STATUS_NULLPTR_ERROR : JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    return bOtherNull ? Memory_CheckReport(ptBlk, MEMORY_CAUSE_NULL) : JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T Memory_CheckReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause)
{
    return Memory_CallReport(ptBlk, eCause, Memory_CallStatus(MEMORY_KIND_OTHER, eCause));
}
