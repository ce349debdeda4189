#!/bin/sh
# SPDX-License-Identifier: MIT
# The report in the README is what the demo's program really makes: the same
# words and figures, times and the width of columns aside.
set -eu

if [ -z "${WITH_TOOLS:-}" ] || ! [ -x "$top_builddir/doc/examples/router" ]; then
    echo "no junomemstat, or no recorder for the router"
    exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Times become T, runs of blanks one blank; the trace's and the source's
# directories go away.
normalise()
{
    sed -e 's/[0-9][0-9.]* \(ns\|µs\|us\|ms\|s\)\([ ,]\|$\)/T\2/g' \
        -e 's#^[^ ]*router\.jmt#router.jmt#' \
        -e 's#[^ ]*doc/examples/#doc/examples/#' \
        -e 's/  */ /g' -e 's/ $//'
}

"$top_builddir/doc/examples/router" "$dir/router.jmt" >/dev/null
COLUMNS=80 LC_ALL=C.UTF-8 "$top_builddir/tools/junomemstat" report "$dir/router.jmt" |
    normalise >"$dir/real"
sed -n '/^```console$/,/^```$/p' "$top_srcdir/README.md" | sed -e '/^```/d' -e '/^\$ /d' |
    normalise >"$dir/readme"
test -s "$dir/readme"
diff -u "$dir/readme" "$dir/real"
