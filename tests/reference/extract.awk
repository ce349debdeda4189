# SPDX-License-Identifier: MIT
# Takes the programs out of the reference document: each fence of C with a
# main() becomes dir/programN.c. Three things are done to them, all of them
# left to the reader by the document itself:
#
#   - A program that uses a type which it does not define (chapters 2 and 3 of
#     the document go on from chapter 1) gets the latest fence before it that
#     declares a pool and has no main().
#   - A program that never includes memory.h (chapter 6) gets the includes
#     which the document's first chapter asks for.
#   - The function-pointer example names its allocator memBlock at three calls
#     and memAlloc where it declares it: memAlloc is meant.

function flush_fence(    text)
{
    text = fence
    if (text ~ /int main\(/)
    {
        if (text ~ /MY_BLOCK_T/ && text !~ /typedef struct MY_BLOCK_TAG/)
        {
            text = declarations text
        }
        if (text !~ /#include "juno\/memory\/memory.h"/)
        {
            text = includes text
        }
        gsub(/&memBlock,/, "\\&memAlloc,", text)
        programs++
        printf "%s", text > (dir "/program" programs ".c")
        close(dir "/program" programs ".c")
    }
    else if (text ~ /JUNO_MEMORY_BLOCK\(/)
    {
        declarations = text
    }
}

BEGIN {
    includes = "#include \"juno/status.h\"\n" \
        "#include \"juno/memory/memory_types.h\"\n" \
        "#include \"juno/memory/memory.h\"\n"
}

/^[ ]*````*/ {
    inside = !inside
    if (inside)
    {
        fence = ""
    }
    else
    {
        flush_fence()
    }
    next
}

inside { fence = fence $0 "\n" }
