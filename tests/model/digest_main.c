/* SPDX-License-Identifier: MIT */
/*
 * The model's sequence of one seed, and a digest of all that the library
 * answered: to be compared between machines. No processes, files or arguments,
 * so that it runs on a bare target too.
 */
#include "draw.h"
#include "world.h"

#include <stdio.h>

#ifndef MODEL_SEED
#define MODEL_SEED 20261123
#endif
#ifndef MODEL_CALLS
#define MODEL_CALLS 10000
#endif
#ifndef MODEL_BLIND /* compare nothing: a library that is wrong then shows in the digest alone */
#define MODEL_BLIND false
#endif

int main(void)
{
    const world_options_t options = {.look_into_free = world_is_open(), .record = true, .blind = MODEL_BLIND};
    draw_t draw;

    draw_begin(&draw, MODEL_SEED, true);
    world_begin(&options);
    for (unsigned long i = 0; i < MODEL_CALLS; i++)
    {
        const call_t call = draw_call(&draw, &world.model);
        if (!world_call(&call))
        {
            printf("seed %lu, call %lu: %s\n", (unsigned long)MODEL_SEED, i + 1, world.why);
            return 1;
        }
    }
    if (!world_end())
    {
        printf("seed %lu, at the end: %s\n", (unsigned long)MODEL_SEED, world.why);
        return 1;
    }
    printf(
        "seed %lu: %lu calls, digest %08lx%08lx\n", (unsigned long)MODEL_SEED, (unsigned long)world.calls,
        (unsigned long)(world.digest >> 32), (unsigned long)(world.digest & 0xFFFFFFFFu)
    );
    return 0;
}
