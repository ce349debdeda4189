# SPDX-License-Identifier: MIT
# make mutation: the core changed in one place at a time; the suites must notice
# each change (doc/assurance.md). MUTANTS=30 tries as many, drawn by chance;
# MUTATION_SEED=N draws those of the run that printed N; ONLY=ID tries one and
# leaves it in mutation.dir/ID, ONLY="lib/memory.c lib/status.c:Juno_StatusToString"
# those of some files and functions. Verdicts come
# into mutation.dir/mutation.log as they are given.

mutation_suites =
if HAVE_CHECK
mutation_suites += $(core_suites) $(trace_suites) tests/test_trace_sinks
if HOSTED
# What the core tells the sanitizers: a stand-in listens.
mutation_suites += tests/guard/random_shadow
endif
endif

.PHONY: mutation
mutation: all
	+$(AM_V_at)$(MAKE) $(AM_MAKEFLAGS) check TESTS= >/dev/null
	$(AM_V_at)$(AM_TESTS_ENVIRONMENT) \
	JUNO_RECORDER='$(lib_librecorder_la_SOURCES) $(lib_libguard_la_SOURCES)' \
	JUNO_DEFINES='$(DEFS) $(lib_libcore_la_CPPFLAGS)' \
	JUNO_LIBRARY_CFLAGS='$(JUNO_LIBRARY_CFLAGS) $(JUNO_HARDENING_CORE_CFLAGS)' \
	JUNO_LIBRARY_LDFLAGS='$(JUNO_EXPORT_LDFLAGS)' JUNO_SUITES='$(mutation_suites)' \
	MUTANTS='$(MUTANTS)' MUTATION_SEED='$(MUTATION_SEED)' ONLY='$(ONLY)' \
	python3 $(srcdir)/tests/mutation/mutation.py

EXTRA_DIST += \
	tests/mutation/equivalent.txt \
	tests/mutation/library.py \
	tests/mutation/mutants.py \
	tests/mutation/mutation.py
