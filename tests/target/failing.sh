#!/bin/sh
# SPDX-License-Identifier: MIT
# A failed assertion and a fault on the target are failures of the run.
set -eu
. "$top_srcdir/tests/target/lib.sh"

# expect CODE TEXT FLAGS
expect()
{
    target_program "$dir/failing.elf" "$3" "$target_dir/failing.c" "$target_dir/check.c"
    code=0
    target_run "$dir/failing.elf" >"$dir/output" 2>&1 || code=$?
    if [ $code -ne "$1" ] || ! grep -q "$2" "$dir/output"; then
        echo "expected exit code $1 and \"$2\"; the code is $code, the output:"
        sed 's/^/    /' "$dir/output"
        exit 1
    fi
    echo "noticed: $2"
}

target_library
expect 1 "failing.c:18:F:failing:two_is_three: 2 == 3: 2 and 3" ""
expect 1 "^50%.* 2, Failures: 1, Errors: 0" ""
expect 1 "^fault on the target" -DFAULT
