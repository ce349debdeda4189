# SPDX-License-Identifier: MIT
# Sourced by tests that build programs against an installed library: the one
# in JUNO_PREFIX, or this build's, installed into a temporary directory.
# Programs find it through pkg-config alone.
# shellcheck disable=SC2086,SC2046 # compilers, flags and lists of files are several words

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
PKG_CONFIG=${PKG_CONFIG:-pkg-config}
if ! command -v ${PKG_CONFIG%% *} >/dev/null; then
    echo "pkg-config is missing"
    exit 77
fi

if [ -n "${JUNO_PREFIX:-}" ]; then
    root=$JUNO_PREFIX
else
    root=$dir/root
    PKG_CONFIG_SYSROOT_DIR=$root
    export PKG_CONFIG_SYSROOT_DIR
    # The flags of the make that runs the tests are not meant for this one.
    if ! (unset MAKEFLAGS MFLAGS MAKELEVEL && cd "$top_builddir" && ${MAKE:-make} DESTDIR="$root" \
        install-libLTLIBRARIES install-include_junoHEADERS install-include_juno_memoryHEADERS \
        install-pkgconfigDATA) >"$dir/install.log" 2>&1; then
        cat "$dir/install.log"
        exit 1
    fi
fi
pc=$(find "$root" -name juno-memory.pc | head -n 1)
archive=$(find "$root" -name libjuno-memory.a | head -n 1)
shared=$(find "$root" -name libjuno-memory.so | head -n 1)
PKG_CONFIG_LIBDIR=$(dirname "$pc")
PKG_CONFIG_PATH=
PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1
PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
export PKG_CONFIG_LIBDIR PKG_CONFIG_PATH PKG_CONFIG_ALLOW_SYSTEM_CFLAGS PKG_CONFIG_ALLOW_SYSTEM_LIBS

# kinds: in which ways a program can be linked here
kinds()
{
    test -z "$shared" || echo shared
    test -z "$archive" || echo static
}

# modules: the pkg-config modules that an application can be compiled with
modules()
{
    echo juno-memory
    ! $PKG_CONFIG --exists juno-memory-trace || echo juno-memory-trace
}

# build KIND PROGRAM FLAGS_AND_SOURCES...: as an application's makefile would,
# with the flags of $module
build()
{
    kind=$1 program=$2
    shift 2
    if [ "$kind" = static ]; then
        libraries=$($PKG_CONFIG --static --libs juno-memory | sed "s|-ljuno-memory|$archive|")
    else
        libraries=$($PKG_CONFIG --libs juno-memory)
    fi
    $CC -std=c11 -Wall -Wextra -Werror $($PKG_CONFIG --cflags "${module:-juno-memory}") ${CPPFLAGS:-} ${CFLAGS:-} "$@" \
        ${LDFLAGS:-} $libraries -o "$program"
}

# run KIND PROGRAM
run()
{
    if [ "$1" = shared ]; then
        LD_LIBRARY_PATH=$(dirname "$shared") "$2"
    else
        "$2"
    fi
}
