#!/bin/sh
# SPDX-License-Identifier: MIT
# The demo program, recorded on an emulated Cortex-M3 and here: the trace comes
# back through semihosting, and junomemstat's report of both is the same to the
# byte.
# shellcheck disable=SC2086,SC2090 # compilers, flags and lists of files are several words, and quotes are for the C compiler
set -eu
if [ -z "${WITH_TOOLS:-}" ]; then
    echo "this build has no junomemstat"
    exit 77
fi
. "$top_srcdir/tests/target/lib.sh"

# The same sources with the same compiler switches: file names are in the trace.
flags="-D_POSIX_C_SOURCE=200809L -include $target_dir/recorder.h -DJUNO_MEMORY_TRACE"
sources="$top_srcdir/doc/examples/router.c $target_dir/recorder.c"
target_library
target_program "$dir/router.elf" "$flags" $sources
target_run "$dir/router.elf" "$dir/target.jmt" >"$dir/target.out"
mkdir "$dir/host"
for source in $(freestanding_sources); do
    $CC -std=c11 $target_defines -c "$source" -o "$dir/host/$(basename "$source" .c).o"
done
$CC -std=c11 $target_defines $flags $sources "$dir"/host/*.o -o "$dir/router"
"$dir/router" "$dir/host.jmt" >"$dir/host.out"

# newlib's printf, as Debian builds it, has no %zu: without the lines that use it
for name in host target; do
    grep -v 'blocks out' "$dir/$name.out" >"$dir/$name.counts"
done
diff -u "$dir/host.counts" "$dir/target.counts"
for name in host target; do
    ln -sf "$name.jmt" "$dir/router.jmt"
    code=0
    "$top_builddir/tools/junomemstat" report --format json "$dir/router.jmt" >"$dir/$name.json" || code=$?
    echo "exit code $code" >>"$dir/$name.json"
done
grep -q '"name": "messages", "block_size": 64, "length": 48, "used": 1, "peak": 26' "$dir/target.json"
diff -u "$dir/host.json" "$dir/target.json"
echo "$(wc -c <"$dir/target.jmt") bytes of trace from the target, and the report is the host's"
