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
    assigns \result \from eCause;
    ensures \result != \null;
*/
const char *Memory_Message(MEMORY_CAUSE_T eCause);
#endif

#endif
