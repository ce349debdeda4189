/* SPDX-License-Identifier: MIT */
/*
 * Update: a frame is assembled piece by piece. Its size grows within its
 * block, which never moves; what does not fit is refused and changes nothing.
 */
#include "juno/memory/memory.h"
#include "juno/status.h"
#include <stdio.h>
#include <string.h>

enum
{
    FRAME_BYTES = 32,
    FRAMES = 2
};

typedef struct frame
{
    char bytes[FRAME_BYTES];
} frame_t;

JUNO_MEMORY_BLOCK(frame_blocks, frame_t, FRAMES);
JUNO_MEMORY_BLOCK_METADATA(frame_metadata, FRAMES);

/* Appends a piece to the frame, if it fits. */
static void append(JUNO_MEMORY_ALLOC_T *frames, JUNO_MEMORY_T *frame, const char *piece)
{
    size_t filled = frame->zSize;
    size_t added = strlen(piece);
    JUNO_STATUS_T status = Juno_MemoryUpdate(frames, frame, filled + added);
    if (status == JUNO_STATUS_SUCCESS)
    {
        memcpy((char *)frame->pvAddr + filled, piece, added);
    }
    printf("append \"%s\": %s, size %zu\n", piece, Juno_StatusToString(status), frame->zSize);
}

int main(void)
{
    JUNO_MEMORY_ALLOC_T frames = {0};
    JUNO_STATUS_T status =
        Juno_MemoryBlkInit(&frames.tBlock, frame_blocks, frame_metadata, sizeof(frame_t), FRAMES, NULL, NULL);
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }

    JUNO_MEMORY_T frame = {0};
    status = Juno_MemoryGet(&frames, &frame, 1);
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    const void *start = frame.pvAddr;
    memcpy(frame.pvAddr, "#", 1);

    append(&frames, &frame, "header;");
    append(&frames, &frame, "a payload of 20 byte");
    append(&frames, &frame, "a trailer too many");

    printf("frame: %.*s\n", (int)frame.zSize, (const char *)frame.pvAddr);
    printf("moved: %s\n", frame.pvAddr == start ? "no" : "yes");
    return Juno_MemoryPut(&frames, &frame) == JUNO_STATUS_SUCCESS ? 0 : 1;
}
