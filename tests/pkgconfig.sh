#!/bin/sh
# SPDX-License-Identifier: MIT
# The pkg-config files are valid and say the right things, also when the
# package was moved after it was installed.
set -eu

pkgconf=$(command -v pkgconf || true)
if [ -z "$pkgconf" ]; then
    echo "pkgconf is missing"
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/moved/lib/pkgconfig"
cp "$top_builddir"/pkgconfig/*.pc "$dir/moved/lib/pkgconfig"
PKG_CONFIG_LIBDIR=$dir/moved/lib/pkgconfig
PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR PKG_CONFIG_PATH
failed=0

# expect WHAT WANTED COMMAND...
expect()
{
    what=$1 wanted=$2
    shift 2
    got=$("$@" | sed 's/ *$//') || got="an error"
    if [ "$got" != "$wanted" ]; then
        printf '%s: wanted "%s", got "%s"\n' "$what" "$wanted" "$got"
        failed=1
    fi
}

modules=juno-memory
if [ -n "${WITH_TRACE:-}" ]; then
    modules="juno-memory juno-memory-trace"
elif [ -e "$dir/moved/lib/pkgconfig/juno-memory-trace.pc" ]; then
    rm "$dir/moved/lib/pkgconfig/juno-memory-trace.pc" # made, but not installed
fi
for module in $modules; do
    "$pkgconf" --validate "$module" || failed=1
    expect "$module's version" "$VERSION" "$pkgconf" --modversion "$module"
done

expect "flags after a move" "-I$dir/moved/include" "$pkgconf" --define-prefix --cflags juno-memory
expect "libraries after a move" "-L$dir/moved/lib -ljuno-memory" \
    "$pkgconf" --define-prefix --libs juno-memory
expect "static libraries after a move" "-L$dir/moved/lib -ljuno-memory${LIBS:+ $LIBS}" \
    "$pkgconf" --define-prefix --static --libs juno-memory
if [ -n "${WITH_TRACE:-}" ]; then
    expect "flags for tracing" "-DJUNO_MEMORY_TRACE -I$dir/moved/include" \
        "$pkgconf" --define-prefix --cflags juno-memory-trace
    expect "libraries for tracing" "-L$dir/moved/lib -ljuno-memory" \
        "$pkgconf" --define-prefix --libs juno-memory-trace
fi
exit $failed
