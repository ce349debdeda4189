/* SPDX-License-Identifier: MIT */
/*
 * The calls harness: the input is a program of calls on the library, right and
 * wrong ones. After each, its status, the failure handler, and everything that
 * can be seen must be what the contract says.
 *
 * A call takes one byte for what it is (the two highest bits: through
 * Juno_MemoryApi(), or as code built with JUNO_MEMORY_TRACE calls), then as
 * many as it needs: pools, descriptors, sizes.
 */
#include "calls_make.h"
#include "fuzz.h"

#include <stdlib.h>

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum
    {
        CALLS_MOST = 2000
    };
    struct bytes bytes = {data, data + size};
    const long blocks = fuzz_blocks();
    world_begin();
    for (unsigned i = 0; i < CALLS_MOST && bytes.at < bytes.end; i++)
    {
        calls_make(&bytes);
        world_check();
    }
    world_end();
    if (fuzz_blocks() != blocks)
    {
        fuzz_fail("memory is lost");
    }
    return 0;
}
