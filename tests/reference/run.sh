#!/bin/sh
# SPDX-License-Identifier: MIT
# Every complete program in the module's reference document compiles without a
# warning against the installed library, shared and static, and runs.
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

programs=0
for source in "$dir"/program*.c; do
    test -e "$source" || break
    name=$(basename "$source" .c)
    for kind in $(kinds); do
        build "$kind" "$dir/$name-$kind" "$source"
        run "$kind" "$dir/$name-$kind" >"$dir/output" 2>"$dir/errors" || {
            echo "$name, $kind: ended with $?"
            cat "$dir/output" "$dir/errors"
            exit 1
        }
        echo "$name, $kind: $(cat "$dir/output" "$dir/errors" | wc -l) lines of output"
    done
    programs=$((programs + 1))
done
if [ $programs -lt 6 ]; then
    echo "only $programs programs found in $document: wanted 6"
    exit 1
fi
