# SPDX-License-Identifier: MIT
# What the tests of doc/fleet.md share: to be sourced after lib.sh. Leaves the
# tool in PATH, and traces of five devices, one of them cut, in the directory
# traces. What must not stay behind is named in `cleanup`.
unset memcheck
recipes=$top_srcdir/doc/examples/fleet
cleanup=:
# TERM and the like must end the daemons too.
trap 'code=$?; eval "$cleanup"; rm -rf "$dir"; exit $code' EXIT
trap 'exit 1' HUP INT TERM

mkdir bin traces traces/north
printf '#!/bin/sh\nexec "%s" "$@"\n' "$tool" >bin/junomemstat
chmod +x bin/junomemstat
PATH=$dir/bin:$PATH
export PATH
cp router.txt traces/a.jmt
cp demo.txt 'traces/b and more.jmt'
cp whole.jmt traces/c.jmt
cp demo.txt traces/north/a.jmt
head -c 250 whole.jmt >traces/north/b.jmt

# documented NAME: that doc/fleet.md shows the recipe as it is.
documented()
{
    awk -v name="$1" '
        /^```/ { if (inside && found) printf "%s", block; inside = !inside; block = ""; found = 0; next }
        inside { block = block $0 "\n"; if (index($0, "# " name " ") == 1) found = 1 }' \
        "$top_srcdir/doc/fleet.md" >shown
    diff "$recipes/$1" shown >difference || fail "doc/fleet.md shows another $1: $(cat difference)"
}

# same FILE: that the report is that of all traces merged directly, the lines being in `lines`.
same()
{
    junomemstat merge lines >direct || test $? = 2 || fail "merge of all lines"
    diff direct "$1" >difference || fail "not what a direct merge says: $(cat difference)"
}

# soon SECONDS COMMAND...: tries until it succeeds.
soon()
{
    tries=$(($1 * 5))
    shift
    while ! "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        test $tries -gt 0 || return 1
        sleep 0.2
    done
}
