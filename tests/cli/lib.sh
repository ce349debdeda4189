# SPDX-License-Identifier: MIT
# What the tests of junomemstat share: to be sourced. Leaves the shell in an
# empty directory of its own, where router.txt and demo.txt are traces (the
# latter that of the demo), and whole.jmt the example of doc/trace-format.md as
# packets.
set -eu

# Under memcheck a brief run has one of these tests alone, which goes through all commands.
if [ -n "${JUNO_BRIEF:-}" ] && [ -n "${RUN_UNDER:-}" ] && [ -z "${memcheck:-}" ]; then
    echo "left out: memcheck.sh runs every command; make check-valgrind JUNO_BRIEF= runs this too"
    exit 77
fi

top_srcdir=$(cd "${top_srcdir:-${srcdir:-.}}" && pwd)
tool=${JUNOMEMSTAT:-${top_builddir:-${builddir:-.}}/tools/junomemstat}
tool=$(cd "$(dirname "$tool")" && pwd)/$(basename "$tool")
if ! test -x "$tool"; then
    echo "no $tool"
    exit 77
fi
unset COLUMNS NO_COLOR
# The build directory's libtool is named from there.
RUN_UNDER=$(printf '%s' "${RUN_UNDER:-}" | sed "s#\(^\| \)\./libtool #\1$(pwd)/libtool #")
LC_ALL=C
SHELL=/bin/sh # tmux runs commands in it; that of an account may be none
export LC_ALL SHELL

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cp "$top_srcdir/tests/cli/router.txt" "$top_srcdir/tests/cli/demo.txt" .
chmod u+w router.txt demo.txt # whatever the source is

fail()
{
    echo "FAIL: $*" >&2
    exit 1
}

stat()
{
    # RUN_UNDER may be several words: a program and its options.
    $RUN_UNDER "$tool" "$@"
}

# exits CODE ARGUMENT...: runs the tool, leaving out and err.
exits()
{
    wanted=$1
    shift
    code=0
    stat "$@" >out 2>err || code=$?
    test "$code" = "$wanted" || fail "junomemstat $* exits with $code, not $wanted: $(cat err)"
}

# says MESSAGE: that the run before printed one line on standard error, this one.
says()
{
    test "$(cat err)" = "$1" || fail "message is '$(cat err)', not '$1'"
}

# prints: that the run before printed standard input, exactly.
prints()
{
    cat >expected
    diff expected out >difference || fail "printed something else: $(cat difference)"
}

# The hexadecimal dump in the document, as bytes.
awk '
    /^## 6\./ { section = 1 }
    section && /^```/ { fence++; next }
    section && fence == 1 {
        for (at = 1; substr($0, at, 3) ~ /^[0-9A-F][0-9A-F]( |$)/; at += 3) {
            high = index("0123456789ABCDEF", substr($0, at, 1)) - 1
            low = index("0123456789ABCDEF", substr($0, at + 1, 1)) - 1
            printf "\\0%o", high * 16 + low
        }
    }' "$top_srcdir/doc/trace-format.md" >octal
printf '%b' "$(cat octal)" >whole.jmt
