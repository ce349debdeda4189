# SPDX-License-Identifier: MIT
# Sourced by the tests that run on an emulated Cortex-M3: how to build a program
# for it, and how to run one.
# shellcheck disable=SC2086,SC2046,SC2089,SC2090 # compilers, flags and lists of files are several words, and quotes are for the C compiler

target_cc=${TARGET_CC:-arm-none-eabi-gcc}
target_qemu=${TARGET_QEMU:-qemu-system-arm}
target_dir=$top_srcdir/tests/target
target_flags="-mcpu=cortex-m3 -mthumb -Os -ffunction-sections -fdata-sections -std=c11 -Wall -Wextra -Werror"
target_defines="-DPACKAGE_VERSION=\"$VERSION\" -I$target_dir -I$top_srcdir/include"

. "$top_srcdir/tests/once.sh"
for command in "$target_cc" "$target_qemu" timeout; do
    if ! command -v "$command" >/dev/null; then
        echo "$command is missing"
        exit 77
    fi
done
if ! echo 'int main(void) { return 0; }' | $target_cc --specs=rdimon.specs -mcpu=cortex-m3 -mthumb -x c - -o /dev/null 2>/dev/null; then
    echo "$target_cc has no C library with semihosting (newlib)"
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# freestanding_sources: the core and the recorder without what needs a host
freestanding_sources()
{
    grep -L -e '^#define _[A-Z]*_SOURCE' "$top_srcdir"/lib/*.c
}

# target_objects DIRECTORY FLAGS SOURCES...: compiles each into the directory
target_objects()
{
    target_into=$1 target_extra=$2
    shift 2
    mkdir -p "$target_into"
    for source in "$@"; do
        $target_cc $target_flags $target_defines $target_extra -c "$source" -o "$target_into/$(basename "$source" .c).o" || exit 1
    done
}

# target_archive ARCHIVE DIRECTORY: of the directory's objects
target_archive()
{
    ${target_cc%gcc}ar rc "$1" "$2"/*.o
}

# target_library: the library, as $dir/libjuno.a
target_library()
{
    target_objects "$dir/lib" "-ffreestanding" $(freestanding_sources)
    target_archive "$dir/libjuno.a" "$dir/lib"
}

# target_program PROGRAM FLAGS FILES...: links sources, objects and archives
target_program()
{
    target_elf=$1 target_extra=$2
    shift 2
    $target_cc $target_flags $target_defines $target_extra --specs=rdimon.specs -T "$target_dir/link.ld" \
        -Wl,--gc-sections "$target_dir/start.c" "$@" "$dir/libjuno.a" -o "$target_elf" || exit 1
}

# target_run PROGRAM [ARGUMENT]: its output and its exit code
target_run()
{
    timeout 300 "$target_qemu" -M mps2-an385 -nographic -monitor none -serial none \
        -semihosting-config "enable=on,target=native,arg=$1${2:+,arg=$2}" ${TARGET_QEMU_FLAGS:-} -kernel "$1" </dev/null
}
