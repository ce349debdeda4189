/* SPDX-License-Identifier: MIT */
/* Where there is no libdw, addresses stay addresses. */
#include "message.h"
#include "symbols.h"

bool symbols_open(struct symbols **symbols, const struct symbol_places *places)
{
    *symbols = NULL;
    if (places->file_count == 0 && places->root == NULL)
    {
        return true;
    }
    message(
        "%s: this junomemstat cannot read debug information: build it with libdw, which is part of elfutils",
        places->file_count > 0 ? "--elf" : "--sysroot"
    );
    return false;
}

void symbols_close(struct symbols *symbols)
{
    (void)symbols;
}

void symbols_begin(struct symbols *symbols, struct names *names)
{
    (void)symbols;
    (void)names;
}

void symbols_end(struct symbols *symbols, const struct names *names)
{
    (void)symbols;
    (void)names;
}
