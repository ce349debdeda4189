/* SPDX-License-Identifier: MIT */
/*
 * What a failure handler is told in words.
 */
#ifndef MEMORY_MESSAGE_H
#define MEMORY_MESSAGE_H

#include "memory_event.h"

/* One line for a cause; "" where messages are compiled out. Never NULL. */
#ifdef JUNO_MEMORY_NO_MESSAGES
static inline const char *Memory_Message(MEMORY_CAUSE_T eCause)
{
    (void)eCause;
    return "";
}
#else
/*@ requires MEMORY_CAUSE_NULL <= eCause < MEMORY_CAUSES;
    exits \false;
    assigns \result \from eCause;
    // One by one: the provers do not split by themselves.
    ensures eCause == MEMORY_CAUSE_NULL ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_ZERO_SIZE ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_TOO_LARGE ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_FULL ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_BAD_ADDRESS ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_DOUBLE_FREE ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_STALE ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_IN_USE ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_REF_AFTER_FREE ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_UNREF_AT_ZERO ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_GEOMETRY ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_MISALIGNED ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_OPTION ==> \result != \null && \result[0] != 0;
    ensures eCause == MEMORY_CAUSE_STRUCT_SIZE ==> \result != \null && \result[0] != 0;
*/
const char *Memory_Message(MEMORY_CAUSE_T eCause);
#endif

#endif
