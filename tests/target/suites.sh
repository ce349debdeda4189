#!/bin/sh
# SPDX-License-Identifier: MIT
# The suites of the core and of the recorder, the same sources, on an emulated
# Cortex-M3. Those of the recorder read the traces there with junomemstat's
# reader.
set -eu
. "$top_srcdir/tests/target/lib.sh"

core="api deinit get handler init lock options owns put refs stale stats status update walk"
traced="deinit get handler init lock put refs update"
recorder="crc32c trace trace_api trace_ring trace_size trace_table"
failed=

# run NAME FLAGS FILES...: a suite of tests/
run()
{
    name=$1 flags=$2
    shift 2
    target_program "$dir/$name.elf" "$flags" "$@" "$dir/libsupport.a"
    echo "$name"
    target_run "$dir/$name.elf" || failed="$failed $name"
}

tests=$top_srcdir/tests
target_library
target_objects "$dir/support" "" "$tests/support.c" "$tests/run_suite.c" "$tests/bad_descriptors.c" "$target_dir/check.c"
target_archive "$dir/libsupport.a" "$dir/support"
for suite in $core; do
    run "$suite" "" "$tests/test_$suite.c"
done
for suite in $traced; do
    run "${suite}_traced" -DJUNO_MEMORY_TRACE "$tests/test_$suite.c"
done
# junomemstat's reader: of its sources those that print nothing, as far as they compile
# here; the link shows whether all of it is among them. Debian's newlib has PRIu64 only
# where it is told that there is an int64_t.
target_objects "$dir/reader" "" "$tests/trace_load.c" "$tests/trace_text.c"
for source in "$top_srcdir"/tools/*.c; do
    case ${source##*/} in
        junomemstat.c | make_completions.c | cmd_* | export_* | report_* | watch_* | fleet* | check_*) continue ;;
    esac
    (target_objects "$dir/reader" "-D_POSIX_C_SOURCE=200809L -D__int64_t_defined=1" "$source") 2>/dev/null || continue
done
target_archive "$dir/libreader.a" "$dir/reader"
for suite in $recorder; do
    run "$suite" "" "$tests/test_$suite.c" "$dir/libreader.a"
done
if [ -n "$failed" ]; then
    echo "failed on the target:$failed"
    exit 1
fi
