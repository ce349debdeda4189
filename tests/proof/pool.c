/* SPDX-License-Identifier: MIT */
/*
 * The functions that stand in the core's headers, as a unit for the proof.
 */
#include "memory_call.h"
#include "memory_plain.h"
