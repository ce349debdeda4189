#!/bin/sh
# SPDX-License-Identifier: MIT
# What compilers and analysers say of the source: make check-static runs this in
# a configured build directory. STATIC=full lets the slow analyser of clang look
# at all of tools/, not only at what reads and replays traces.
#
# CHECK=misra runs only the checks whose names begin so.
#
# Prints PASS, FAIL or SKIP and a name for each check; exit code 1 if one
# failed. Each check is a function that gets a list of what to look at; the same
# function then gets a known-bad file (tests/static/bad), and must find it.
# shellcheck disable=SC2086,SC2046 # compilers, flags and lists of files are several words
set -u
LC_ALL=C
export LC_ALL
unset MAKEFLAGS MFLAGS MAKELEVEL

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=$PWD
test -x "$build/config.status" || { echo "run.sh: run it where configure was run" >&2; exit 2; }
jobs=$(nproc 2>/dev/null || echo 2)
work=$(mktemp -d)
trap 'cd /; rm -rf "$work"' EXIT
bad=tests/static/bad
failures=0 results=0
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-align -Wstrict-prototypes -Wundef -Werror"
arm="arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -Os -std=c11 -ffreestanding"

# The reader, the replay engine and what they stand on: always looked at in depth.
deep='^tools/(blocks|cursor|decode|findings|growth|hash|idmap|image|input|mem|modules|names|packet|past|range|reader|refs?_?|replay|series|text|unpack)'

# result PASS|FAIL|SKIP NAME [WHY]: FAIL shows what the check said
result()
{
    printf '%s: %s%s\n' "$1" "$2" "${3:+: $3}"
    # What is left out counts only where it was asked for.
    case $1:$2 in
        [!S]* | SKIP:"${CHECK:-}"*) results=$((results + 1)) ;;
        *) case $CHECK in "$2"*) results=$((results + 1)) ;; esac ;;
    esac
    if [ "$1" = FAIL ]; then
        grep -v ' warnings\{0,1\} generated\.$' "$work/$2.log" 2>/dev/null | tail -n 40 | sed 's/^/    | /'
        failures=$((failures + 1))
    fi
}

# wanted NAME: whether that check is asked for
wanted()
{
    case $1 in
        "${CHECK:-}"*) ;;
        *) return 1 ;;
    esac
}

# have PROGRAM...: else the checks of the name that follows are skipped
have()
{
    missing=
    for program in "$@"; do
        command -v "$program" >/dev/null || missing=$program
    done
    test -z "$missing"
}

# clean NAME CHECK LIST: the check says nothing of what is listed, which is not nothing
clean()
{
    wanted "$1" || return 0
    if ! test -s "$3"; then
        echo "nothing was listed" >"$work/$1.log"
        result FAIL "$1" "nothing to look at"
    elif "$2" "$3" >"$work/$1.log" 2>&1; then
        result PASS "$1" "$(wc -l <"$3") looked at"
    else
        result FAIL "$1" "findings"
    fi
}

# caught NAME CHECK LIST WORD: the same check fails on what is known to be bad,
# and says the word
caught()
{
    wanted "$1" || return 0
    if "$2" "$3" >"$work/$1.log" 2>&1; then
        result FAIL "$1" "nothing was found"
    elif grep -q -e "$4" "$work/$1.log"; then
        result PASS "$1" "$4"
    else
        result FAIL "$1" "failed without $4"
    fi
}

# each: runs the commands on standard input, several at a time; prints what they
# print in their order, and fails if one does
each()
{
    rm -rf "$work/each"
    mkdir "$work/each"
    awk -v into="$work/each" '{ printf "( %s ) >%s/%05d 2>&1\n", $0, into, NR }' |
        xargs -d '\n' -P "$jobs" -n 1 sh -c
    each_status=$?
    cat "$work"/each/*
    return $each_status
}

# compiled LIST COMMAND [COLUMN]: the command for each file listed, with its flags
compiled()
{
    awk -F '\t' -v command="$2" -v column="${3:-3}" '{ print command " " $column " " $2 }' "$1" | each
}

# parts NAME...: from all commands those of these parts
parts()
{
    awk -F '\t' -v parts=" $* " 'index(parts, " " $1 " ")' "$work/commands"
}

# bad_command FILE: as if the build compiled it
bad_command()
{
    awk -F '\t' -v OFS='\t' -v file="$bad/$1" 'NR == 1 { print $1, file, $3, $4 }' "$work/core"
}

# The compile commands: make prints them in a directory where nothing is built.
list_commands()
{
    mkdir "$work/tree"
    cp -p "$build/Makefile" "$build/config.status" "$build/libtool" "$work/tree"
    (cd "$work/tree" && ${MAKE:-make} -n V=1 srcdir="$source" top_srcdir="$source" VPATH="$source" static-sources) \
        >"$work/printed" 2>"$work/commands.log" || return 1
    python3 "$here/commands.py" "$source" <"$work/printed" >"$work/built" || return 1
    # Files that scripts compile: with the flags of other tests, and their own.
    flags="-DPACKAGE_VERSION='\"0\"' -I$source -I$source/include"
    sed -e '/^#/d' -e '/^$/d' "$here/others.txt" |
        awk -v OFS='\t' -v flags="$flags" '{
            part = $1
            file = $2
            sub(/^[^ ]+ [^ ]+/, "")
            print part, file, flags $0, flags $0
        }' | cat - "$work/built" >"$work/commands"
}

# Each C file is compiled by the build, or stands in others.txt.
check_files()
{
    cut -f 2 "$work/commands" | sort -u >"$work/known"
    sort -u "$1" | comm -23 - "$work/known" >"$work/stray"
    sed 's/$/: no command compiles it, and it does not stand in tests\/static\/others.txt/' "$work/stray"
    test ! -s "$work/stray"
}

check_gcc()
{
    compiled "$1" "gcc -O1 -fsyntax-only $warnings"
}

check_gcc_m32()
{
    compiled "$1" "gcc -m32 -O1 -fsyntax-only $warnings"
}

check_clang()
{
    compiled "$1" "clang -O1 -fsyntax-only $warnings"
}

# The target's own kind of build: no host, whole and with what can be left out.
check_arm()
{
    for less in "-Itests/target" "-DJUNO_MEMORY_NO_OBSERVER=1 -DJUNO_MEMORY_NO_MESSAGES=1"; do
        awk -F '\t' -v command="$arm -c -o /dev/null $warnings -Iinclude $less" '{ print command " " $2 }' "$1" |
            each || return 1
    done
}

check_analyzer()
{
    compiled "$1" "gcc -O1 -fanalyzer -S -o /dev/null $warnings"
}

# tidy LIST OPTIONS
tidy()
{
    awk -F '\t' -v command="$clang_tidy --quiet $2" '{ print command " " $2 " -- -O1 " $3 }' "$1" | each
}

check_tidy()
{
    tidy "$1" ""
}

# Without what goes through each path of a function.
check_tidy_quick()
{
    tidy "$1" "--checks=-clang-analyzer-*"
}

cppcheck_options="--quiet --std=c11 --platform=unix64 --inline-suppr --error-exitcode=1
    --enable=warning,style,performance,portability --library=posix --template=gcc
    --suppressions-list=$here/cppcheck.txt
    -D__GNUC__=12 -D__x86_64__=1 -DUINTPTR_MAX=0xFFFFFFFFFFFFFFFFu -DSIZE_MAX=0xFFFFFFFFFFFFFFFFu"

check_cppcheck()
{
    compiled "$1" "cppcheck $(printf '%s ' $cppcheck_options)" 4
}

# misra LIST: the addon's findings, as they are on 64 bits and on the target; all
# files at once, since some rules are about all of a program
misra()
{
    for kind in "--platform=unix64 -DUINTPTR_MAX=0xFFFFFFFFFFFFFFFFu" \
        "--platform=unix32 -DUINTPTR_MAX=0xFFFFFFFFu -D__OPTIMIZE_SIZE__=1"; do
        rm -rf "$work/dumps"
        mkdir "$work/dumps"
        cppcheck --quiet --std=c11 --addon=misra --enable=style $kind --cppcheck-build-dir="$work/dumps" \
            -D__GNUC__=12 -DJUNO_MEMORY_HOSTED_TRACE=1 -Iinclude --template='{id}\t{file}\t{line}\t{column}' \
            $(cut -f 2 "$1") 2>&1
    done
}

# Findings and document agree, in both directions.
check_misra()
{
    misra "$1" >"$work/misra"
    python3 "$here/deviations.py" "$misra_document" <"$work/misra"
}

# LIST is of files here; the limits are style.md's.
check_size()
{
    python3 "$here/measure.py" "$here/complex.txt" "$1"
}

check_shell()
{
    sed 's/^/shellcheck /' "$1" | each
}

check_python()
{
    awk -v into="$work/compiled" '{
        print "python3 -W error -c \"import py_compile; py_compile.compile(\047" $0 "\047, \047" into NR "\047, doraise=True)\""
    }' "$1" | each
}

cd "$source" || exit 2
have python3 xargs || { result SKIP static "$missing is missing"; exit 0; }
if ! list_commands; then
    cp "$work/commands.log" "$work/commands-of-the-build.log"
    result FAIL commands-of-the-build "make does not say how files are compiled"
    exit 1
fi

find lib tools tests doc/examples -name '*.c' ! -path "$bad/*" | sort >"$work/files"
parts core >"$work/core"
parts core target >"$work/bare"
parts core recorder tools tests examples >"$work/hosted"
parts core recorder tools >"$work/product"
for file in conversion null_pointer tidy cppcheck misra; do
    bad_command $file.c >"$work/bad-$file"
done
misra_document=doc/misra.md

# A build without some library compiles less.
if [ -n "${WITH_TRACE:-}" ] && [ -n "${WITH_TOOLS:-}" ] && [ -n "${WITH_LIBDW:-}" ] && [ -n "${WITH_ZLIB:-}" ] &&
    [ -n "${WITH_NCURSES:-}" ] && [ -n "${WITH_JANSSON:-}" ]; then
    clean files check_files "$work/files"
else
    check_files "$work/files" >/dev/null
    result SKIP files "this build leaves out $(wc -l <"$work/stray") of $(wc -l <"$work/files") C files"
fi
echo $bad/conversion.c >"$work/bad-files"
caught files-bad check_files "$work/bad-files" conversion.c

if have gcc; then
    clean gcc-warnings check_gcc "$work/hosted"
    caught gcc-warnings-bad check_gcc "$work/bad-conversion" Werror=conversion
    if echo '#include <stdlib.h>' | gcc -m32 -x c -fsyntax-only - 2>/dev/null; then
        clean gcc-m32-warnings check_gcc_m32 "$work/core"
        caught gcc-m32-warnings-bad check_gcc_m32 "$work/bad-conversion" Werror=conversion
    else
        result SKIP gcc-m32-warnings "gcc has no headers for -m32"
    fi
    clean gcc-analyzer check_analyzer "$work/product"
    caught gcc-analyzer-bad check_analyzer "$work/bad-null_pointer" Werror=analyzer-null-dereference
else
    result SKIP gcc-warnings "gcc is missing"
fi
if have arm-none-eabi-gcc; then
    clean arm-warnings check_arm "$work/bare"
    caught arm-warnings-bad check_arm "$work/bad-conversion" Werror=conversion
else
    result SKIP arm-warnings "$missing is missing"
fi
if have clang; then
    clean clang-warnings check_clang "$work/hosted"
    caught clang-warnings-bad check_clang "$work/bad-conversion" Wimplicit-int-conversion
else
    result SKIP clang-warnings "$missing is missing"
fi

clang_tidy=none
for program in clang-tidy-14 clang-tidy; do
    if [ $clang_tidy = none ] && $program --version 2>/dev/null | grep -q 'version 14\.'; then
        clang_tidy=$program
    fi
done
if [ $clang_tidy != none ]; then
    if [ "${STATIC:-}" = full ]; then
        clean clang-tidy check_tidy "$work/product"
    else
        awk -F '\t' -v deep="$deep" '$2 ~ /^lib/ || $2 ~ deep' "$work/product" >"$work/deep"
        awk -F '\t' -v deep="$deep" '$2 !~ /^lib/ && $2 !~ deep' "$work/product" >"$work/rest"
        clean clang-tidy check_tidy "$work/deep"
        if [ -s "$work/rest" ]; then
            clean clang-tidy-quick check_tidy_quick "$work/rest"
            caught clang-tidy-quick-bad check_tidy_quick "$work/bad-tidy" bugprone-suspicious-string-compare
        fi
    fi
    caught clang-tidy-bad check_tidy "$work/bad-tidy" bugprone-suspicious-string-compare
    caught clang-tidy-analyzer-bad check_tidy "$work/bad-null_pointer" clang-analyzer-core.NullDereference
else
    result SKIP clang-tidy "clang-tidy 14 is missing"
fi

if have cppcheck; then
    clean cppcheck check_cppcheck "$work/product"
    caught cppcheck-bad check_cppcheck "$work/bad-cppcheck" arrayIndexOutOfBounds
else
    result SKIP cppcheck "$missing is missing"
fi
if have cppcheck pmccabe; then
    # The guard is hosted, beside the core.
    awk -F '\t' '$2 ~ /^lib\/(memory|status)[a-z_]*\.c$/ && $2 !~ /memory_guard/' "$work/product" >"$work/misra-core"
    clean misra check_misra "$work/misra-core"
    misra_document=$bad/misra.md
    caught misra-new-bad check_misra "$work/bad-misra" '^new: rule 15.1'
    caught misra-gone-bad check_misra "$work/bad-misra" '^gone: rule 17.7'
    caught misra-summary-bad check_misra "$work/bad-misra" '^summary: rule 17.7'
else
    result SKIP misra "$missing is missing"
fi

if have pmccabe; then
    find lib include tools tests doc/examples -name '*.[ch]' ! -path "$bad/*" | sort >"$work/sized"
    clean size check_size "$work/sized"
    test ! -e "$work/size.log" || sed 's/^/    /' "$work/size.log"
    echo $bad/complex.c >"$work/bad-complex"
    caught size-bad check_size "$work/bad-complex" 'decides 11 ways'
else
    result SKIP size "$missing is missing"
fi

find .ci scripts tests doc packaging -type f ! -path "$bad/*" | sort >"$work/all"
if have shellcheck; then
    while read -r file; do
        case $(head -n 1 "$file" | tr -d '\0')$file in
            '#!/bin/sh'* | *.sh) echo "$file" ;;
        esac
    done <"$work/all" >"$work/scripts"
    clean shellcheck check_shell "$work/scripts"
    echo $bad/unquoted.sh >"$work/bad-scripts"
    caught shellcheck-bad check_shell "$work/bad-scripts" SC2086
else
    result SKIP shellcheck "$missing is missing"
fi
grep '\.py$' "$work/all" >"$work/python"
clean python check_python "$work/python"
echo $bad/indented.py >"$work/bad-python"
caught python-bad check_python "$work/bad-python" IndentationError

if [ $results = 0 ]; then
    result FAIL "${CHECK:-static}" "nothing was checked: no check's name begins so"
fi
test $failures = 0
