/* SPDX-License-Identifier: MIT */
#include "juno/memory/memory_api.h"
#include "juno/memory/alloc.h"

/*@ exits \false;
    assigns \nothing;
    ensures \result->Get == &Juno_MemoryGet;
    ensures \result->Update == &Juno_MemoryUpdate;
    ensures \result->Put == &Juno_MemoryPut;
*/
const JUNO_MEMORY_API_T *Juno_MemoryApi(void)
{
    static const JUNO_MEMORY_API_T tApi = {
        .Get = Juno_MemoryGet,
        .Update = Juno_MemoryUpdate,
        .Put = Juno_MemoryPut,
    };

    return &tApi;
}
