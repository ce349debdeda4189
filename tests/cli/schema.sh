#!/bin/sh
# SPDX-License-Identifier: MIT
# The JSON report is as doc/junomemstat.schema.json says.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! python3 -c 'import jsonschema' 2>/dev/null; then
    echo "python3-jsonschema is missing"
    exit 77
fi

# valid FILE...: reports of these traces, each and all together.
valid()
{
    stat report --format json "$@" >report.json
    python3 - "$top_srcdir/doc/junomemstat.schema.json" report.json <<'END' || fail "$*: not as the schema says"
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
jsonschema.Draft7Validator(schema).validate(json.load(open(sys.argv[2])))
END
}

valid router.txt
valid whole.jmt
valid router.txt whole.jmt
head -c 200 whole.jmt >cut.jmt
valid cut.jmt
printf '# JMT text 1\n1 get 3 9 size=4\ngap packets=1\n2 ref-get 3 9 count=2\n' >undefined.txt
valid undefined.txt
printf '# JMT text 1\nend\n' >nothing.txt
valid nothing.txt

# The schema is not so wide that anything passes.
stat report --format json router.txt | sed 's/"held"/"kept"/' >report.json
python3 - "$top_srcdir/doc/junomemstat.schema.json" report.json <<'END' || fail "the schema lets a wrong state pass"
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
sys.exit(jsonschema.Draft7Validator(schema).is_valid(json.load(open(sys.argv[2]))))
END
