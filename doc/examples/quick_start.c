/* SPDX-License-Identifier: MIT */
/*
 * Quick start: a pool of sensor readings. Declare it, init it, get a block,
 * use it, put it back.
 */
#include "juno/memory/memory.h"
#include "juno/status.h"
#include <stdio.h>

typedef struct reading
{
    int sensor;
    double celsius;
} reading_t;

enum
{
    READINGS = 4
};

/* Room for four readings, and the pool's bookkeeping. */
JUNO_MEMORY_BLOCK(reading_blocks, reading_t, READINGS);
JUNO_MEMORY_BLOCK_METADATA(reading_metadata, READINGS);

int main(void)
{
    JUNO_MEMORY_ALLOC_T readings = {0};
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &readings.tBlock, reading_blocks, reading_metadata, sizeof(reading_t), READINGS, NULL, NULL
    );
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }

    JUNO_MEMORY_T memory = {0};
    status = Juno_MemoryGet(&readings, &memory, sizeof(reading_t));
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }

    reading_t *reading = memory.pvAddr;
    reading->sensor = 3;
    reading->celsius = 21.5;
    printf("sensor %d: %.1f degrees\n", reading->sensor, reading->celsius);
    printf("in use: %zu of %zu blocks\n", readings.tBlock.zUsed, readings.tBlock.zLength);

    status = Juno_MemoryPut(&readings, &memory);
    printf("put: %s\n", Juno_StatusToString(status));
    printf("in use: %zu of %zu blocks\n", readings.tBlock.zUsed, readings.tBlock.zLength);

    /* A successful put has emptied the descriptor: nothing dangles. */
    printf("descriptor: %s\n", memory.pvAddr == NULL ? "empty" : "not empty");
    return 0;
}
