#!/bin/sh
# SPDX-License-Identifier: MIT
# A program that is not built for tracing says where its modules are loaded, so
# that its call sites have names.
. "$top_srcdir/tests/scratch.sh"

program=$build/tests/modules_program

# plugin NAME LINE: a shared library that gets a block at this line
plugin()
{
    {
        printf '#include <stddef.h>\n'
        printf '%*s' "$(($2 - 2))" '' | tr ' ' '\n'
        printf 'int plugin(int (*get)(void *, void *, size_t), void *pool) {'
        printf ' static size_t memory[16]; return get(pool, memory, sizeof(long)) != 0; }\n'
    } >"$1.c"
    # shellcheck disable=SC2086
    $CC $CFLAGS -O1 -g -fPIC -shared -Wl,--build-id -o "$1.so" "$1.c" || {
        echo "$CC makes no shared libraries"
        exit 77
    }
}

# sites TRACE: of the leaks, without offsets
sites()
{
    "$stat" report --format json "$1" 2>err | sed -n '/"leaks"/,/\]/s/.*"site": "\(.*\)", "blocks.*/\1/p' |
        sed 's/+0x[0-9a-f]*.*/+/' | sort
    test ! -s err || fail "says: $(cat err)"
}

plugin first 10
plugin second 20
"$program" a.jmt ./first.so ./second.so ./first.so
"$stat" validate --strict a.jmt >/dev/null || fail "not complete"

# What was loaded at first, and what comes, each before the first event that it causes.
"$stat" dump a.jmt >dump
grep -q '^module 1 ".*/tests/.*modules_program" base=0x[0-9a-f]* size=[0-9]* build-id=[0-9a-f]*$' dump ||
    fail "the program is no module: $(cat dump)"
awk '/^module/ { n = split($3, part, "/"); print part[n] } / get / { print "get" }' dump |
    sed -n '/get/,$p' | tr -d '"' | tr '\n' ' ' >order
test "$(cat order)" = 'get first.so get second.so get first.so get ' || fail "order: $(cat order)"
# A relative name has become a path; a module that is repeated keeps its number.
grep -qF "\"$(pwd -P)/./first.so\"" dump || fail "no path: $(grep first.so dump)"

# They have names, though all may have been loaded at the same place.
if [ -n "${WITH_LIBDW:-}" ]; then
    sites a.jmt >got
    grep -q 'modules_program.c:42 (get_here)' got || fail "the program's own site: $(cat got)"
    grep -v modules_program got >plugins
    printf '%s\n' 'first.c:10 (plugin)' 'second.c:20 (plugin)' | diff - plugins || fail "sites: $(cat got)"
fi
rm first.so second.so
sites a.jmt | grep -v modules_program >plugins
printf '%s\n' 'first.so+' 'first.so+' 'second.so+' | uniq | diff - plugins || fail "modules: $(cat plugins)"
