/* SPDX-License-Identifier: MIT */
/* A program as a stranger would write it, against the installed library. */
#include <juno/memory/memory.h>
#include <stdio.h>

typedef struct
{
    char acText[32];
} MESSAGE_T;

JUNO_MEMORY_BLOCK(gatMessages, MESSAGE_T, 4);
JUNO_MEMORY_BLOCK_METADATA(gatMetadata, 4);

int main(void)
{
    JUNO_MEMORY_ALLOC_T tMem = {0};
    JUNO_MEMORY_T tMemory = {0};
    MESSAGE_T *ptMessage = NULL;

    if (Juno_MemoryBlkInit(&tMem.tBlock, gatMessages, gatMetadata, sizeof(MESSAGE_T), 4, NULL, NULL) !=
            JUNO_STATUS_SUCCESS ||
        Juno_MemoryApi()->Get(&tMem, &tMemory, sizeof(MESSAGE_T)) != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    JUNO_NEW_REF_FROM(tMemory);
    ptMessage = (MESSAGE_T *)tMemory.pvAddr;
    snprintf(ptMessage->acText, sizeof ptMessage->acText, "%u out", (unsigned int)tMem.tBlock.zUsed);
    puts(ptMessage->acText);
    if (Juno_MemoryPut(&tMem, &tMemory) != JUNO_STATUS_REF_IN_USE_ERROR)
    {
        return 1;
    }
    Juno_MemoryPutRef(JUNO_REF(tMemory));
    puts(Juno_StatusToString(Juno_MemoryPut(&tMem, &tMemory)));
    return (tMemory.pvAddr == NULL) ? 0 : 1;
}
