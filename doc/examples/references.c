/* SPDX-License-Identifier: MIT */
/*
 * References: a camera hands one picture to a display and to a recorder. Each
 * holds a reference while it works; whoever lets go last frees the picture.
 *
 * The holders share the descriptor by pointer. A copy of the descriptor would
 * have a count of its own, which the others never see.
 */
#include "juno/memory/memory.h"
#include "juno/status.h"
#include <stdio.h>

typedef struct picture
{
    int number;
    unsigned char pixels[60];
} picture_t;

enum
{
    PICTURES = 2
};

JUNO_MEMORY_BLOCK(picture_blocks, picture_t, PICTURES);
JUNO_MEMORY_BLOCK_METADATA(picture_metadata, PICTURES);

static JUNO_MEMORY_ALLOC_T pictures;

/* Gives up one reference, and the picture with it if it was the last. */
static void let_go(const char *who, JUNO_MEMORY_T *picture)
{
    if (picture->iRefCount > 1)
    {
        Juno_MemoryPutRef(picture);
        printf("%s lets go: %zu left\n", who, picture->iRefCount);
        return;
    }
    JUNO_STATUS_T status = Juno_MemoryPut(&pictures, picture);
    printf("%s lets go last: %s\n", who, Juno_StatusToString(status));
}

/* Looks at the picture and is done with it before it returns. */
static void display(JUNO_MEMORY_T *picture)
{
    JUNO_NEW_REF_FROM_PTR(picture);
    const picture_t *shown = JUNO_REF(picture)->pvAddr;
    printf("display shows picture %d: %zu hold it\n", shown->number, picture->iRefCount);
    let_go("display", JUNO_REF(picture));
}

int main(void)
{
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &pictures.tBlock, picture_blocks, picture_metadata, sizeof(picture_t), PICTURES, NULL, NULL
    );
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }

    JUNO_MEMORY_T picture = {0};
    status = Juno_MemoryGet(&pictures, &picture, sizeof(picture_t));
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    ((picture_t *)picture.pvAddr)->number = 7;
    printf("camera takes picture 7: %zu holds it\n", picture.iRefCount);

    /* The recorder keeps its reference for longer than the camera its own. */
    JUNO_NEW_REF(recorder);
    JUNO_REF(recorder) = Juno_MemoryGetRef(&picture);
    display(&picture);

    status = Juno_MemoryPut(&pictures, &picture);
    printf("camera tries to free: %s, %zu hold it\n", Juno_StatusToString(status), picture.iRefCount);

    let_go("camera", &picture);
    let_go("recorder", JUNO_REF(recorder));
    printf("in use: %zu of %zu blocks\n", pictures.tBlock.zUsed, pictures.tBlock.zLength);
    return 0;
}
