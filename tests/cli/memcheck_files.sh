# SPDX-License-Identifier: MIT
# Sourced by the tests that run the lines of memcheck.txt: the files that these name.
head -c 60000 demo.txt >cut.txt
head -c 300 whole.jmt >cut.jmt
echo 'leak:new_message' >known.supp
