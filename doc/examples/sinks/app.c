/* SPDX-License-Identifier: MIT */
#include "app.h"
#include "juno/memory/memory.h"

typedef struct sample
{
    unsigned int number;
    int value;
} sample_t;

enum
{
    SAMPLES = 4
};

JUNO_MEMORY_BLOCK(sample_blocks, sample_t, SAMPLES);
JUNO_MEMORY_BLOCK_METADATA(sample_metadata, SAMPLES);

static JUNO_MEMORY_ALLOC_T samples;

bool app_start(JUNO_MEMORY_TRACE_T *trace)
{
    return Juno_MemoryBlkInit(
               &samples.tBlock, sample_blocks, sample_metadata, sizeof(sample_t), SAMPLES, NULL, NULL
           ) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(trace, &samples, "samples") == JUNO_STATUS_SUCCESS;
}

void app_run(unsigned int count)
{
    JUNO_MEMORY_T memory = {0};

    for (unsigned int i = 0; i < count; i++)
    {
        if (Juno_MemoryGet(&samples, &memory, sizeof(sample_t)) == JUNO_STATUS_SUCCESS)
        {
            sample_t *const sample = memory.pvAddr;
            sample->number = i;
            Juno_MemoryGetRef(&memory); /* for a consumer, which is done at once */
            Juno_MemoryPutRef(&memory);
            Juno_MemoryPut(&samples, &memory);
        }
    }
}

void app_finish(void)
{
    JUNO_MEMORY_T held[SAMPLES + 1] = {{0}};

    for (int i = 0; i < SAMPLES + 1; i++)
    {
        Juno_MemoryGet(&samples, &held[i], sizeof(sample_t)); /* the last fails: full */
    }
    for (int i = 1; i < SAMPLES; i++)
    {
        Juno_MemoryPut(&samples, &held[i]);
    }
}
