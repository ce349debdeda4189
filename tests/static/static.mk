# SPDX-License-Identifier: MIT
# What compilers and analysers say without running anything.

# make check-static: some minutes' work; STATIC=full lets the slowest analyser
# look at everything, CHECK=misra runs only the checks whose names begin so.
.PHONY: check-static static-sources
check-static:
	$(AM_V_at)$(AM_TESTS_ENVIRONMENT) MAKE='$(MAKE)' STATIC='$(STATIC)' CHECK='$(CHECK)' $(SHELL) $(srcdir)/tests/static/run.sh

# Prints, when only asked to (-n), the compile command of every C file.
static-sources: $(noinst_LTLIBRARIES) $(bin_PROGRAMS) $(check_LIBRARIES) $(check_LTLIBRARIES) \
	$(check_PROGRAMS) $(EXTRA_LTLIBRARIES) $(EXTRA_PROGRAMS)

EXTRA_DIST += \
	.clang-tidy \
	.shellcheckrc \
	tests/static/bad/complex.c \
	tests/static/bad/conversion.c \
	tests/static/bad/cppcheck.c \
	tests/static/bad/indented.py \
	tests/static/bad/misra.c \
	tests/static/bad/misra.md \
	tests/static/bad/null_pointer.c \
	tests/static/bad/tidy.c \
	tests/static/bad/unquoted.sh \
	tests/static/commands.py \
	tests/static/complex.txt \
	tests/static/cppcheck.txt \
	tests/static/deviations.py \
	tests/static/measure.py \
	tests/static/others.txt \
	tests/static/run.sh
