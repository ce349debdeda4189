#!/bin/sh
# SPDX-License-Identifier: MIT
# Tracing together with an allocator of the application's own is refused at
# compile time, in words; each of the two alone compiles.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# compile HEADER FLAGS...
compile()
{
    header=$1
    shift
    echo "#include \"$header\"" >"$dir/program.c"
    echo "int juno_empty;" >>"$dir/program.c"
    $CC -I"$top_srcdir/include" "$@" -c "$dir/program.c" -o "$dir/program.o" 2>"$dir/errors"
}

for header in juno/memory/memory.h juno/memory/memory_types.h juno/memory/memory_api.h juno/memory/alloc.h; do
    if compile "$header" -DJUNO_CUSTOM_ALLOC -DJUNO_MEMORY_TRACE; then
        echo "$header: JUNO_CUSTOM_ALLOC and JUNO_MEMORY_TRACE compile together"
        failed=1
    elif ! grep -q 'JUNO_MEMORY_TRACE.*cannot be combined with JUNO_CUSTOM_ALLOC' "$dir/errors"; then
        echo "$header: the error does not say what is wrong:"
        cat "$dir/errors"
        failed=1
    fi
    compile "$header" -DJUNO_CUSTOM_ALLOC || {
        cat "$dir/errors"
        failed=1
    }
    test -z "${WITH_TRACE:-}" || compile "$header" -DJUNO_MEMORY_TRACE || {
        cat "$dir/errors"
        failed=1
    }
done
exit $failed
