/* SPDX-License-Identifier: MIT */
/*
 * Status codes, and the callback by which a failure is reported.
 */
#ifndef JUNO_STATUS_H
#define JUNO_STATUS_H

#include "juno/macros.h"

#ifdef __cplusplus
extern "C"
{
#endif

/*
 * What a call returns. The values are part of the ABI. Which call returns
 * which status, and when, stands with each function.
 */
typedef enum JUNO_STATUS_TAG
{
    JUNO_STATUS_SUCCESS = 0,
    JUNO_STATUS_ERR = 1,                /* no other code fits */
    JUNO_STATUS_NULLPTR_ERROR = 2,      /* a required pointer is NULL */
    JUNO_STATUS_MEMALLOC_ERROR = 3,     /* pool full, or size above a block's */
    JUNO_STATUS_MEMFREE_ERROR = 4,      /* not a block that can be put back */
    JUNO_STATUS_INVALID_TYPE_ERROR = 5, /* unknown or uninitialised allocator */
    JUNO_STATUS_INVALID_SIZE_ERROR = 6, /* size 0, or out of range */
    JUNO_STATUS_TABLE_FULL_ERROR = 7,
    JUNO_STATUS_DNE_ERROR = 8, /* does not exist */
    JUNO_STATUS_FILE_ERROR = 9,
    JUNO_STATUS_READ_ERROR = 10,
    JUNO_STATUS_WRITE_ERROR = 11,
    JUNO_STATUS_CRC_ERROR = 12,
    JUNO_STATUS_INVALID_REF_ERROR = 13, /* stale or foreign descriptor, or a
                                           reference count that cannot go on */
    JUNO_STATUS_REF_IN_USE_ERROR = 14   /* others still hold references */
} JUNO_STATUS_T;

/* What an application hands to its own callbacks. */
typedef void JUNO_USER_DATA_T;

/*
 * Called once for each failing call, outside of any lock, so that it may call
 * the library.
 *
 * tStatus: the status that the call is about to return.
 * pcCustomMessage: one line that names the cause; never NULL, a string that
 *     lives as long as the program. Empty where messages are compiled out.
 * pvUserData: the pointer that was registered with the handler.
 */
/* clang-format off */
typedef void (*JUNO_FAILURE_HANDLER_T)(
    JUNO_STATUS_T tStatus,
    const char *pcCustomMessage,
    JUNO_USER_DATA_T *pvUserData
);
/* clang-format on */

/*
 * The name of a status as it stands in the enumeration above, such as
 * "JUNO_STATUS_MEMFREE_ERROR"; "JUNO_STATUS_UNKNOWN" for any other value.
 * Never NULL. O(1); may be called from an interrupt.
 */
JUNO_API const char *Juno_StatusToString(JUNO_STATUS_T tStatus);

#ifdef __cplusplus
}
#endif
#endif
