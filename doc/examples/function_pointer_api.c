/* SPDX-License-Identifier: MIT */
/*
 * Function-pointer API: a module that is handed the functions it allocates
 * with, and so can be given others, in a test for instance.
 */
#include "juno/memory/memory.h"
#include "juno/memory/memory_api.h"
#include "juno/status.h"
#include <stdio.h>
#include <string.h>

enum
{
    LINE_BYTES = 24,
    LINES = 3
};

typedef struct line
{
    char text[LINE_BYTES];
} line_t;

/* A log that keeps its lines in whatever memory it is given. */
typedef struct logbook
{
    const JUNO_MEMORY_API_T *api;
    JUNO_MEMORY_ALLOC_T *memory;
    JUNO_MEMORY_T lines[LINES];
    size_t count;
} logbook_t;

JUNO_MEMORY_BLOCK(line_blocks, line_t, LINES);
JUNO_MEMORY_BLOCK_METADATA(line_metadata, LINES);

static JUNO_STATUS_T logbook_add(logbook_t *book, const char *text)
{
    if (book->count == LINES)
    {
        return JUNO_STATUS_TABLE_FULL_ERROR;
    }
    JUNO_MEMORY_T *line = &book->lines[book->count];
    JUNO_STATUS_T status = book->api->Get(book->memory, line, strlen(text) + 1);
    if (status == JUNO_STATUS_SUCCESS)
    {
        memcpy(line->pvAddr, text, strlen(text) + 1);
        book->count++;
    }
    return status;
}

/* Cuts a line short, in place. */
static JUNO_STATUS_T logbook_cut(logbook_t *book, size_t index, size_t length)
{
    JUNO_MEMORY_T *line = &book->lines[index];
    JUNO_STATUS_T status = book->api->Update(book->memory, line, length + 1);
    if (status == JUNO_STATUS_SUCCESS)
    {
        ((char *)line->pvAddr)[length] = '\0';
    }
    return status;
}

static void logbook_print_and_empty(logbook_t *book)
{
    for (size_t i = 0; i < book->count; i++)
    {
        printf("%zu: %s (%zu bytes)\n", i, (const char *)book->lines[i].pvAddr, book->lines[i].zSize);
        book->api->Put(book->memory, &book->lines[i]);
    }
    book->count = 0;
}

int main(void)
{
    JUNO_MEMORY_ALLOC_T lines = {0};
    JUNO_STATUS_T status =
        Juno_MemoryBlkInit(&lines.tBlock, line_blocks, line_metadata, sizeof(line_t), LINES, NULL, NULL);
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }

    logbook_t book = {Juno_MemoryApi(), &lines, {{0}}, 0};
    printf("add: %s\n", Juno_StatusToString(logbook_add(&book, "power on")));
    printf("add: %s\n", Juno_StatusToString(logbook_add(&book, "self test passed")));
    printf("add: %s\n", Juno_StatusToString(logbook_add(&book, "a line that is longer than a block")));
    printf("cut: %s\n", Juno_StatusToString(logbook_cut(&book, 1, 9)));
    logbook_print_and_empty(&book);
    printf("in use: %zu of %zu blocks\n", lines.tBlock.zUsed, lines.tBlock.zLength);
    return 0;
}
