/* SPDX-License-Identifier: MIT */
/*
 * Failure handler: one place that hears of every failing call on a pool,
 * whether or not the caller looked at the status. It runs outside of any
 * lock, so that it may call the library.
 */
#include "juno/memory/memory.h"
#include "juno/status.h"
#include <stdio.h>

enum
{
    JOBS = 2,
    STATUSES = 15
};

typedef struct job
{
    char command[16];
} job_t;

/* What the handler is handed: it counts failures by their status. */
typedef struct failures
{
    const char *pool;
    unsigned int count[STATUSES];
} failures_t;

JUNO_MEMORY_BLOCK(job_blocks, job_t, JOBS);
JUNO_MEMORY_BLOCK_METADATA(job_metadata, JOBS);

/* The message names the cause; a device would send it to its log. */
static void on_failure(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data)
{
    failures_t *failures = user_data;
    failures->count[status]++;
    printf("%s: %s%s\n", failures->pool, Juno_StatusToString(status), message != NULL ? "" : ", no message");
}

static void misuse(JUNO_MEMORY_ALLOC_T *jobs)
{
    JUNO_MEMORY_T first = {0};
    JUNO_MEMORY_T second = {0};
    JUNO_MEMORY_T third = {0};

    Juno_MemoryGet(jobs, &first, 0);
    Juno_MemoryGet(jobs, &first, sizeof(job_t) + 1);
    Juno_MemoryGet(jobs, &first, sizeof(job_t));
    Juno_MemoryGet(jobs, &second, sizeof(job_t));
    Juno_MemoryGet(jobs, &third, sizeof(job_t));

    JUNO_MEMORY_T copy = first;
    Juno_MemoryPut(jobs, &first);
    Juno_MemoryPut(jobs, &copy);

    Juno_MemoryGetRef(&second);
    Juno_MemoryPut(jobs, &second);
}

int main(void)
{
    failures_t failures = {"jobs", {0}};
    JUNO_MEMORY_ALLOC_T jobs = {0};

    /* Init fails too, and says so to the handler that it was given. */
    JUNO_STATUS_T status =
        Juno_MemoryBlkInit(&jobs.tBlock, job_blocks, job_metadata, sizeof(job_t), 0, on_failure, &failures);
    printf("init without a length: %s\n", Juno_StatusToString(status));

    status = Juno_MemoryBlkInit(
        &jobs.tBlock, job_blocks, job_metadata, sizeof(job_t), JOBS, on_failure, &failures
    );
    if (status != JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    misuse(&jobs);

    for (int i = 0; i < STATUSES; i++)
    {
        if (failures.count[i] > 0)
        {
            printf("%u x %s\n", failures.count[i], Juno_StatusToString((JUNO_STATUS_T)i));
        }
    }
    return 0;
}
