/* SPDX-License-Identifier: MIT */
/*
 * The calls harness: the input is a program of calls on the library, right and
 * wrong ones. After each the library must have done, and be, what the model of
 * the contract says (tests/model), which knows nothing of this harness.
 *
 * A call takes one byte for what it is (the two highest bits: by which
 * functions), then as many as it needs: pools, descriptors, sizes.
 */
#include "calls.h"
#include "fuzz.h"
#include "world.h"

#include <stdlib.h>

unsigned bytes_take(struct bytes *bytes)
{
    return bytes->at < bytes->end ? *bytes->at++ : 0;
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    if (unsetenv("JUNO_MEMORY_TRACE_FILE") != 0)
    {
        exit(1);
    }
    return 0;
}

static void check(bool good)
{
    if (!good)
    {
        fuzz_fail("call %llu: %s", (unsigned long long)world.calls, world.why);
    }
}

static void make(struct bytes *bytes)
{
    const unsigned first = bytes_take(bytes);
    if ((first & 63u) >= 64 - CALLS_OF_RECORDER)
    {
        traces_call(bytes, (first & 63u) - (64 - CALLS_OF_RECORDER));
    }
    else
    {
        const call_t call = calls_make(bytes, first);
        check(world_call(&call));
        world_compare_all();
        check(!world.failed);
    }
    traces_check();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum
    {
        CALLS_MOST = 2000
    };
    struct bytes bytes = {data, data + size};
    const world_options_t options = {.look_into_free = world_is_open(), .small = true};
    const long blocks = fuzz_blocks();
    world_begin(&options);
    traces_begin();
    for (unsigned i = 0; i < CALLS_MOST && bytes.at < bytes.end; i++)
    {
        make(&bytes);
    }
    traces_end();
    check(world_end());
    world_leave();
    if (fuzz_blocks() != blocks)
    {
        fuzz_fail("memory is lost");
    }
    return 0;
}
