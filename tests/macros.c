/* SPDX-License-Identifier: MIT */
/* The macros as an application uses them: each with a semicolon after it. */
#include "juno/memory/memory.h"
#include "juno/memory/memory_api.h"
#include "juno/memory/memory_types.h"
#include "juno/status.h"

typedef struct ITEM_TAG
{
    int iValue;
    char acText[12];
} ITEM_T;

typedef struct OWNER_TAG
{
    int iId;
    DECLARE_FAILURE_HANDLER;
} OWNER_T;

JUNO_MEMORY_BLOCK(atItems, ITEM_T, 3);
JUNO_MEMORY_BLOCK_METADATA(atItemsMetadata, 3);

int main(void);

int main(void)
{
    JUNO_MEMORY_BLOCK(atLocal, int, 2);
    JUNO_MEMORY_BLOCK_METADATA(atLocalMetadata, 2);
    JUNO_MEMORY_ALLOC_T tItems;
    JUNO_MEMORY_ALLOC_T tLocals;
    JUNO_MEMORY_T tMemory;
    JUNO_MEMORY_T *ptMemory = &tMemory;
    OWNER_T tOwner;

    tOwner.iId = 1;
    tOwner.pfcnFailureHandler = NULL;
    tOwner.pvFailureUserData = NULL;
    if (Juno_MemoryBlkInit(
            &tItems.tBlock, atItems, atItemsMetadata, sizeof(ITEM_T), 3, tOwner.pfcnFailureHandler,
            tOwner.pvFailureUserData
        ) != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    if (Juno_MemoryBlkInit(&tLocals.tBlock, atLocal, atLocalMetadata, sizeof(int), 2, NULL, NULL) !=
        JUNO_STATUS_SUCCESS)
    {
        return 2;
    }
    /* The reference's examples ignore the status of these three. */
    Juno_MemoryGet(&tItems, &tMemory, sizeof(ITEM_T));
    Juno_MemoryUpdate(&tItems, &tMemory, 1);
    {
        JUNO_NEW_REF_FROM(tMemory);
        JUNO_NEW_REF_FROM_PTR(ptMemory);
        JUNO_NEW_REF(tLater);
        JUNO_REF(tLater) = Juno_MemoryGetRef(JUNO_REF(tMemory));
        if (JUNO_REF(tLater)->iRefCount != 4 || JUNO_REF(ptMemory) != &tMemory)
        {
            return 3;
        }
        Juno_MemoryPutRef(JUNO_REF(tLater));
        Juno_MemoryPutRef(JUNO_REF(ptMemory));
        Juno_MemoryPutRef(JUNO_REF(tMemory));
    }
    Juno_MemoryPut(&tItems, &tMemory);
    return tOwner.iId == 1 && tItems.tBlock.zUsed == 0 ? 0 : 4;
}
