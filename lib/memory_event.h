/* SPDX-License-Identifier: MIT */
/*
 * What happens to a pool, as the core tells it to an observer. The core knows
 * observers only by this; the recorder is one.
 */
#ifndef MEMORY_EVENT_H
#define MEMORY_EVENT_H

#include "juno/memory/memory_types.h"

/* What happened. The values are those of the trace format, section 3. */
typedef enum MEMORY_KIND_TAG
{
    MEMORY_KIND_GET = 1,
    MEMORY_KIND_UPDATE = 2,
    MEMORY_KIND_PUT = 3,
    MEMORY_KIND_REF_GET = 4,
    MEMORY_KIND_REF_PUT = 5,
    MEMORY_KIND_FAILED = 6,
    MEMORY_KIND_ATTACH = 7,
    MEMORY_KIND_DETACH = 8,
    MEMORY_KIND_DEINIT = 9,
    MEMORY_KIND_OTHER = 10 /* configuration and queries; not recorded */
} MEMORY_KIND_T;

/* Why a call failed. 1 to 10 are those of the trace format, section 3. */
typedef enum MEMORY_CAUSE_TAG
{
    MEMORY_CAUSE_NONE = 0,
    MEMORY_CAUSE_NULL = 1,
    MEMORY_CAUSE_ZERO_SIZE = 2,
    MEMORY_CAUSE_TOO_LARGE = 3,
    MEMORY_CAUSE_FULL = 4,
    MEMORY_CAUSE_BAD_ADDRESS = 5,
    MEMORY_CAUSE_DOUBLE_FREE = 6,
    MEMORY_CAUSE_STALE = 7,
    MEMORY_CAUSE_IN_USE = 8,
    MEMORY_CAUSE_REF_AFTER_FREE = 9,
    MEMORY_CAUSE_UNREF_AT_ZERO = 10,
    MEMORY_CAUSE_GEOMETRY = 11,    /* init: impossible size or length */
    MEMORY_CAUSE_MISALIGNED = 12,  /* init: metadata */
    MEMORY_CAUSE_OPTION = 13,      /* unknown option bit */
    MEMORY_CAUSE_STRUCT_SIZE = 14, /* structure too small */
    MEMORY_CAUSES = 15
} MEMORY_CAUSE_T;

/*
 * Who made the call: a source line where the caller told it, else an address.
 * And which call: beside the address, so that both are one argument.
 */
typedef struct MEMORY_SITE_TAG
{
    const char *pcFile;     /* NULL: not known */
    const char *pcFunction; /* with pcFile only */
    const void *pvCaller;   /* return address; used where pcFile is NULL */
    uint32_t iLine;
    MEMORY_KIND_T eKind; /* GET to REF_PUT; others are not asked for it */
} MEMORY_SITE_T;

#define MEMORY_NO_BLOCK SIZE_MAX

/* One event. Lives only while the observer is called. */
typedef struct JUNO_MEMORY_EVENT_TAG
{
    const JUNO_MEMORY_BLOCK_T *ptBlk;
    const MEMORY_SITE_T *ptSite;
    size_t zBlock; /* index, or MEMORY_NO_BLOCK */
    size_t zValue; /* size asked for, or reference count: the format's "value" */
    MEMORY_KIND_T eKind;
    MEMORY_CAUSE_T eCause; /* NONE: the call succeeded */
    JUNO_STATUS_T tStatus;
} MEMORY_EVENT_T;

/* Which way a branch nearly always goes: the plain case then runs straight on. */
#if defined(__GNUC__)
#define MEMORY_LIKELY(condition) (__builtin_expect((condition), 1) != 0)
#define MEMORY_UNLIKELY(condition) (__builtin_expect((condition), 0) != 0)
#else
#define MEMORY_LIKELY(condition) (condition)
#define MEMORY_UNLIKELY(condition) (condition)
#endif

/* The return address of the function that expands it. */
#if defined(__GNUC__)
#define MEMORY_CALLER() __builtin_return_address(0)
#else
#define MEMORY_CALLER() NULL
#endif

#endif
