/* SPDX-License-Identifier: MIT */
/*
 * The library beside the model: real pools, descriptors, handlers and locks,
 * and the comparison of both after each call.
 */
#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H

#include "call.h"
#include "juno/memory/memory.h"

enum
{
    WORLD_SLOTS_TOLD = 64 /* longest pool that is attached with a table */
};

/* How a world is run. */
typedef struct world_options
{
    /*
     * Look into free blocks and unused tails too. Not where the build, or
     * Valgrind, keeps programs out of them.
     */
    bool look_into_free;
    bool small;  /* no pool of 65,536 blocks */
    bool record; /* attach pools to a trace, and replay it */
    bool dry;    /* the model alone */
    bool blind;  /* nothing is a difference: for the digest of a library that is wrong */
} world_options_t;

/* What the library did in one call, beside its status. */
typedef struct heard
{
    int reports;
    JUNO_STATUS_T status;
    const char *message;
    int told; /* allocator whose user data came with it, MODEL_NONE */
    bool in_lock;
} heard_t;

typedef struct world_lock
{
    JUNO_MEMORY_LOCK_T lock;
    int pool;
    int depth;
    int entered;
    size_t used_before, used_after; /* as it was entered, and left */
} world_lock_t;

typedef struct world
{
    model_t model;
    world_options_t options;
    JUNO_MEMORY_ALLOC_T *allocators[MODEL_ALLOCATORS];
    unsigned char *memory[MODEL_POOLS];
    JUNO_MEMORY_BLOCK_METADATA_T *metadata[MODEL_POOLS];
    JUNO_MEMORY_T slots[MODEL_SLOTS];
    JUNO_MEMORY_T *reserve;
    JUNO_MEMORY_T scratch;
    world_lock_t locks[MODEL_ALLOCATORS];
    heard_t heard;
    const char *messages[MODEL_CAUSES];
    JUNO_STATUS_T status;
    bool answer;
    outcome_t outcome; /* what the call had to do */
    uint64_t digest;
    uint64_t calls;  /* of the library */
    uint64_t checks; /* of everything, down to the blocks' contents */
    int tag;         /* of the allocator of unknown type */
    bool failed;
    char why[200];
} world_t;

extern world_t world;

/* Whether this program may look into free blocks: neither RUN_UNDER nor a sanitizer shuts them. */
bool world_is_open(void);

/* Begins anew: no pool is inited, no descriptor filled. */
void world_begin(const world_options_t *options);

/* Ends the pools: what is out then is not lost, as memcheck would say. */
void world_leave(void);

/* Makes one call, of the library and of the model, and compares. Returns false once they differ. */
bool world_call(const call_t *call);

/* Ends the recording, if there is one, and compares all that there is. */
bool world_end(void);

/* Says what is different; the first counts. */
__attribute__((format(printf, 1, 2))) void world_differs(const char *format, ...);

/* Between the parts of the world. */

/* The pool's real address, NULL for MODEL_NONE. */
JUNO_MEMORY_ALLOC_T *world_allocator(int pool);
void *world_address(place_t place);

/* Before a call: nobody has heard of anything. */
void world_expect_nothing(void);

void world_handler(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data);

/* Makes the call that the arguments say. */
void world_perform(const args_t *args);

/* Calls made of many: each is compared. */
bool world_is_many(op_t op);
void world_perform_many(const args_t *args);

/* After a call: was it as it had to be? */
void world_compare_call(const outcome_t *outcome, size_t used_before);
void world_compare_memory(
    const JUNO_MEMORY_T *real, const model_memory_t *expected, const char *what, int number
);
void world_compare_pool(int pool);
void world_compare_stats(int pool);
void world_compare_all(void);

/* What is in the block that the call was about; `op` is what happened to it. */
void world_contents(op_t op, const outcome_t *outcome);
void world_contents_anew(int pool);
void world_compare_contents(int pool);

/* The recorder's calls. */
bool world_is_recording(op_t op);
void world_perform_recording(const args_t *args);

/* Takes what the library did into the digest. */
void world_digest_call(const args_t *args);

#endif
