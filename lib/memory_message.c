/* SPDX-License-Identifier: MIT */
#include "memory_message.h"

#ifndef JUNO_MEMORY_NO_MESSAGES

const char *Memory_Message(MEMORY_CAUSE_T eCause)
{
    static const char *const apcMessages[MEMORY_CAUSES] = {
        [MEMORY_CAUSE_NULL] = "a required pointer is NULL",
        [MEMORY_CAUSE_ZERO_SIZE] = "size 0 was asked for",
        [MEMORY_CAUSE_TOO_LARGE] = "the size asked for is above the pool's block size",
        [MEMORY_CAUSE_FULL] = "the pool is full: every block is out",
        [MEMORY_CAUSE_BAD_ADDRESS] = "not a block that this pool gave out",
        [MEMORY_CAUSE_DOUBLE_FREE] = "the block is free already (double free)",
        [MEMORY_CAUSE_STALE] = "stale descriptor: its block was put back since",
        [MEMORY_CAUSE_IN_USE] = "the block is still referenced by others",
        [MEMORY_CAUSE_REF_AFTER_FREE] = "reference to a block that its last holder has given back",
        [MEMORY_CAUSE_UNREF_AT_ZERO] = "reference given back, but the count is 0 already",
        [MEMORY_CAUSE_GEOMETRY] = "block size or length is 0 or too large",
        [MEMORY_CAUSE_MISALIGNED] = "the metadata is not aligned for its type",
        [MEMORY_CAUSE_OPTION] = "unknown option",
        [MEMORY_CAUSE_STRUCT_SIZE] = "zStructSize is not set, or too small",
    };

    return apcMessages[eCause];
}

#else
typedef int MEMORY_MESSAGE_EMPTY_T; /* a translation unit needs a declaration */
#endif
