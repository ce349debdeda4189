#!/bin/sh
# SPDX-License-Identifier: MIT
# bash completes commands, options, their values and file names.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! command -v bash >/dev/null; then
    echo "bash is missing"
    exit 77
fi
cat >ask.bash <<'END'
source "$1" || exit
complete -p junomemstat >/dev/null || exit
shift
COMP_WORDS=(junomemstat "$@")
COMP_CWORD=$#
_junomemstat
test ${#COMPREPLY[@]} = 0 || printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort
END

# completes WORD...: the last is what is being typed; standard input says what is offered
completes()
{
    bash ask.bash "$top_srcdir/tools/completions/bash/junomemstat" "$@" >out 2>err ||
        fail "bash: $(cat err)"
    test ! -s err || fail "bash: $(cat err)"
    prints
}

touch 'a trace.jmt'
mkdir folder
completes va <<'END'
validate
END
completes rou <<'END'
router.txt
END
completes leaks 'a t' <<'END'
a trace.jmt
END
completes re <<'END'
refs
report
END
completes validate --st <<'END'
--strict
END
# An option that only one command has; validate has no pools.
completes watch --ba <<'END'
--baud
END
completes report --bau </dev/null
completes validate --po </dev/null
completes report --format '' <<'END'
json
jsonl
text
END
# bash splits at the equals sign.
completes dump --format = '' <<'END'
text
END
completes dump --format = t <<'END'
text
END
completes --color a <<'END'
always
auto
END
completes convert --to pe <<'END'
perfetto
END
completes leaks --to pe </dev/null
completes leaks --sysroot '' <<'END'
folder
END
completes leaks --elf rou <<'END'
router.txt
END
completes leaks -o rou <<'END'
router.txt
END
completes leaks --pool '' </dev/null
