# SPDX-License-Identifier: MIT
# Makes of page.html two arrays in C, what stands before the data and what stands after it.
# Lines @CSS@ and @JS@ become the files named so: embed.awk -v css=FILE -v js="FILE..." page.html
# All must be in ASCII: other characters have escapes in all three languages.

function put_line(line,    i, code)
{
    for (i = 1; i <= length(line); i++)
    {
        code = number[substr(line, i, 1)]
        if (code == "")
        {
            print "not an ASCII character: " line | "cat >&2"
            failed = 1
            exit 1
        }
        printf "%d,", code
    }
    print "10,"
}

function put_file(name,    line)
{
    while ((getline line < name) > 0)
    {
        put_line(line)
        lines++
    }
    close(name)
    if (lines == 0)
    {
        print "cannot read " name | "cat >&2"
        failed = 1
        exit 1
    }
    lines = 0
}

BEGIN {
    for (i = 32; i < 127; i++)
    {
        number[sprintf("%c", i)] = i
    }
    print "/* Made by tools/page/embed.awk. */"
    print "#include <stddef.h>\n"
    print "extern const unsigned char page_before[], page_after[];"
    print "extern const size_t page_before_size, page_after_size;\n"
    print "const unsigned char page_before[] = {"
}

/^@CSS@$/ { put_file(css); next }
/^@JS@$/ {
    count = split(js, files, " ")
    for (i = 1; i <= count; i++)
    {
        put_file(files[i])
    }
    next
}
/^@DATA@$/ {
    print "};\n\nconst unsigned char page_after[] = {"
    next
}
{ put_line($0) }

END {
    if (!failed)
    {
        print "};\n"
        print "const size_t page_before_size = sizeof page_before;"
        print "const size_t page_after_size = sizeof page_after;"
    }
}
