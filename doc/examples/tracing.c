/* SPDX-License-Identifier: MIT */
/*
 * Tracing: record what a pool does to a file, and let junomemstat say what
 * was wrong. Built with -DJUNO_MEMORY_TRACE (pkg-config juno-memory-trace), so
 * that the trace knows file and line of each call:
 *
 *     tracing TRACE
 *     junomemstat report TRACE
 */
#include "juno/memory/memory.h"
#include "juno/memory/trace.h"
#include "juno/memory/trace_file.h"
#include "juno/status.h"
#include <stdio.h>

typedef struct ticket
{
    int number;
} ticket_t;

enum
{
    TICKETS = 3
};

JUNO_MEMORY_BLOCK(ticket_blocks, ticket_t, TICKETS);
JUNO_MEMORY_BLOCK_METADATA(ticket_metadata, TICKETS);

static JUNO_MEMORY_ALLOC_T tickets;

/* Says what became of a step; true if all is well. */
static bool step(const char *what, JUNO_STATUS_T status)
{
    printf("%s: %s\n", what, Juno_StatusToString(status));
    return status == JUNO_STATUS_SUCCESS;
}

/* Something to see: a full pool, a shared ticket, and one that is lost. */
static void work(JUNO_MEMORY_TRACE_T *trace)
{
    JUNO_MEMORY_T held[TICKETS] = {{0}};
    JUNO_MEMORY_T another = {0};

    for (int i = 0; i < TICKETS; i++)
    {
        step("get", Juno_MemoryGet(&tickets, &held[i], sizeof(ticket_t)));
    }
    step("mark", Juno_MemoryTraceMark(trace, "sold out"));
    step("get", Juno_MemoryGet(&tickets, &another, sizeof(ticket_t)));

    Juno_MemoryGetRef(&held[0]);
    Juno_MemoryPutRef(&held[0]);
    step("put", Juno_MemoryPut(&tickets, &held[0]));
    step("put", Juno_MemoryPut(&tickets, &held[1]));
    /* held[2] is forgotten: the report names the get above. */
}

int main(int argc, char **argv)
{
    JUNO_MEMORY_TRACE_T trace;
    if (argc != 2)
    {
        fprintf(stderr, "tracing: no file named; usage: tracing TRACE\n");
        return 2;
    }

    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &tickets.tBlock, ticket_blocks, ticket_metadata, sizeof(ticket_t), TICKETS, NULL, NULL
    );
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    if (!step("open", Juno_MemoryTraceOpen(&trace, argv[1])))
    {
        return 1;
    }
    step("attach", Juno_MemoryTraceAttach(&trace, &tickets, "tickets"));
    work(&trace);
    return step("close", Juno_MemoryTraceClose(&trace)) ? 0 : 1;
}
