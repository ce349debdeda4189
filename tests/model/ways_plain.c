/* SPDX-License-Identifier: MIT */
#define MODEL_WAYS ways_plain
#include "ways_calls.h"
