/* SPDX-License-Identifier: MIT */
/* Calls by chance: the same for the same seed, on every machine. */
#ifndef MODEL_DRAW_H
#define MODEL_DRAW_H

#include "call.h"

typedef struct draw
{
    uint64_t state;
    uint32_t drawn;
    uint32_t mood; /* how likely gets are, of 16; changes now and then, so that pools fill and drain */
    bool record;   /* the recorder's calls too */
} draw_t;

void draw_begin(draw_t *draw, uint64_t seed, bool record);

/* The next call, likely to be of use in this state. */
call_t draw_call(draw_t *draw, const model_t *model);

#endif
