#!/bin/sh
# SPDX-License-Identifier: MIT
# The model's sequence of 10,000 calls on an emulated Cortex-M3: the library
# there against the model there, and the digest of all that the library answered
# against the one of the same calls here. A library with a wrong line must have
# another digest, which the right one, run without the comparison like it, has not.
# shellcheck disable=SC2086,SC2046 # compilers, flags and lists of files are several words
set -eu
if [ -z "${WITH_TRACE:-}" ]; then
    echo "this build has no recorder: its sequence is another one"
    exit 77
fi
. "$top_srcdir/tests/target/lib.sh"

flags="-DMODEL_TRACE=1 -I$top_srcdir/tests/model"
sources=
for source in $JUNO_MODEL; do
    sources="$sources $top_srcdir/$source"
done
digest=$top_srcdir/tests/model/digest_main.c

target_library
target_objects "$dir/model" "$flags" $sources
target_program "$dir/model.elf" "$flags" "$digest" "$dir"/model/*.o
code=0
target_run "$dir/model.elf" >"$dir/target.out" || code=$?
cat "$dir/target.out"
test $code = 0
"$top_builddir/tests/model/digest" >"$dir/host.out" || { cat "$dir/host.out"; exit 1; }
diff -u "$dir/host.out" "$dir/target.out"

# blind NAME: nothing is compared, so that only the digest tells
blind()
{
    target_program "$dir/blind.elf" "$flags -DMODEL_BLIND=true" "$digest" "$dir"/model/*.o
    target_run "$dir/blind.elf" >"$dir/$1.out"
    cat "$dir/$1.out"
}
blind right
diff -u "$dir/host.out" "$dir/right.out"

# Known to be bad: the peak comes one block late.
mkdir "$dir/wrong"
cp "$top_srcdir"/lib/*.[ch] "$dir/wrong"
chmod -R u+w "$dir/wrong"
sed 's/zPeak = zUsed + 1u/zPeak = zUsed/' "$top_srcdir/lib/memory_pool.h" >"$dir/wrong/memory_pool.h"
if cmp -s "$top_srcdir/lib/memory_pool.h" "$dir/wrong/memory_pool.h"; then
    echo "FAIL: the wrong line is not in the library"
    exit 1
fi
target_objects "$dir/lib" "-ffreestanding" "$dir"/wrong/memory*.c
rm "$dir/libjuno.a"
target_archive "$dir/libjuno.a" "$dir/lib"
target_program "$dir/wrong.elf" "$flags" "$digest" "$dir"/model/*.o
if target_run "$dir/wrong.elf" >"$dir/wrong.out"; then
    echo "a library with a wrong line passes on the target"
    exit 1
fi
cat "$dir/wrong.out"
blind blind
if cmp -s "$dir/host.out" "$dir/blind.out"; then
    echo "a library with a wrong line has the same digest"
    exit 1
fi
