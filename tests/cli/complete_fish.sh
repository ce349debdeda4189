#!/bin/sh
# SPDX-License-Identifier: MIT
# fish completes commands, options, their values and file names.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! command -v fish >/dev/null; then
    echo "fish is missing"
    exit 77
fi
HOME=$dir
XDG_CONFIG_HOME=$dir
export HOME XDG_CONFIG_HOME

# completes LINE: standard input says what is offered, without descriptions
completes()
{
    fish --no-config -c 'source $argv[1]; or exit 1; complete -C $argv[2]' \
        "$top_srcdir/tools/completions/fish/junomemstat.fish" "$1" >all 2>err || fail "fish: $(cat err)"
    test ! -s err || fail "fish: $(cat err)"
    cut -f 1 all | sort >out
    prints
}

touch 'a trace.jmt'
mkdir folder
completes 'junomemstat va' <<'END'
validate
END
grep -q 'what is missing' all || fail "no description: $(cat all)"
completes 'junomemstat rou' <<'END'
router.txt
END
completes 'junomemstat leaks rou' <<'END'
router.txt
END
completes 'junomemstat validate --st' <<'END'
--strict
END
completes 'junomemstat watch --ba' <<'END'
--baud
END
completes 'junomemstat validate --po' </dev/null
completes 'junomemstat report --format ' <<'END'
json
jsonl
text
END
completes 'junomemstat dump --format=t' <<'END'
--format=text
END
completes 'junomemstat --color a' <<'END'
always
auto
END
completes 'junomemstat convert --to pe' <<'END'
perfetto
END
completes 'junomemstat leaks --sysroot fol' <<'END'
folder/
END
completes 'junomemstat leaks --elf rou' <<'END'
router.txt
END
completes 'junomemstat leaks -o rou' <<'END'
router.txt
END
completes 'junomemstat leaks --pool rou' </dev/null
