#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints how many instructions each call takes on a Cortex-M3, at -Os and -O2.
# As a test: that they are counted at all, and that the counts make sense.
set -eu
. "$top_srcdir/tests/target/lib.sh"

TARGET_QEMU_FLAGS="-icount shift=0"
for optimisation in -Os -O2; do
    target_flags="$target_flags $optimisation"
    target_library
    target_program "$dir/instructions.elf" "" "$target_dir/instructions.c"
    target_run "$dir/instructions.elf" >"$dir/counts"
    echo "Cortex-M3, instructions a call, $optimisation"
    sed 's/^/  /' "$dir/counts"
    awk 'NR > 1 && !($2 > 10 && $2 < 500 && $3 > $2) { print "not a count that can be: " $0; bad = 1 }
         NR > 1 { n++ } END { exit bad || n != 5 }' "$dir/counts"
done
