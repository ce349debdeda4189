/* SPDX-License-Identifier: MIT */
/* A library without a recorder does not have these calls: there, the plain ones once more. */
#ifdef MODEL_TRACE
#define JUNO_MEMORY_TRACE
#endif
#define MODEL_WAYS ways_traced
#include "ways_calls.h"
