# SPDX-License-Identifier: MIT
# What tests of recorded programs share: to be sourced. Leaves the shell in an
# empty directory of its own; $build is the build, $stat its junomemstat.
set -eu

build=$(cd "$top_builddir" && pwd)
stat=$build/tools/junomemstat
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

fail()
{
    echo "FAIL: $*" >&2
    exit 1
}
