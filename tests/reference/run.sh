#!/bin/sh
# SPDX-License-Identifier: MIT
# Every complete program in the module's reference document compiles without a
# warning against the installed library, shared and static, with and without
# -DJUNO_MEMORY_TRACE, and runs.
#
# The document is not part of this package. It is looked for beside the source
# directory; JUNO_REFERENCE_DOC says where else it is.
set -eu

document=${JUNO_REFERENCE_DOC:-$top_srcdir/../shared/spec/juno-memory-module.md}
if [ ! -r "$document" ]; then
    echo "no reference document: set JUNO_REFERENCE_DOC"
    exit 77
fi
. "$top_srcdir/tests/installed.sh"
awk -v dir="$dir" -f "$top_srcdir/tests/reference/extract.awk" "$document"

# try NAME KIND MODULE: each program says itself whether all went well
try()
{
    name=$1 kind=$2 module=$3
    program=$dir/$name-$kind-$module
    build "$kind" "$program" "$dir/$name.c"
    run "$kind" "$program" >"$dir/output" 2>&1 || {
        echo "$name, $kind, $module: ended with $?"
        cat "$dir/output"
        exit 1
    }
    echo "$name, $kind, $module: $(wc -l <"$dir/output") lines of output"
}

programs=0
for source in "$dir"/program*.c; do
    test -e "$source" || break
    for kind in $(kinds); do
        for module in $(modules); do
            try "$(basename "$source" .c)" "$kind" "$module"
        done
    done
    programs=$((programs + 1))
done
if [ $programs -lt 6 ]; then
    echo "only $programs programs found in $document: wanted 6"
    exit 1
fi
