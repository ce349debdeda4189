# SPDX-License-Identifier: MIT

# make bench: times beside peers, which are loaded where they are installed.
# make bench-instructions: instructions a call, which do not wander.
EXTRA_LTLIBRARIES += tests/bench/libbare.la
tests_bench_libbare_la_SOURCES = \
	tests/bench/bare.c \
	tests/bench/bare.h
tests_bench_libbare_la_CFLAGS = $(JUNO_WARNING_CFLAGS) $(JUNO_HARDENING_CORE_CFLAGS)
tests_bench_libbare_la_LDFLAGS = $(AM_LDFLAGS) -rpath /nonexistent

EXTRA_PROGRAMS += \
	tests/bench/bench \
	tests/bench/instructions
if HOSTED_TRACE
EXTRA_PROGRAMS += tests/bench/record
tests_bench_record_SOURCES = tests/bench/record.c
tests_bench_record_LDADD = lib/libjuno-memory.la
CLEANFILES += tests/bench/record
juno_bench_record = tests/bench/record
if TOOLS
EXTRA_PROGRAMS += \
	tests/bench/replay \
	tests/bench/traffic
tests_bench_replay_SOURCES = tests/bench/replay.c
tests_bench_traffic_SOURCES = tests/bench/traffic.c
tests_bench_traffic_LDADD = lib/libjuno-memory.la
CLEANFILES += \
	tests/bench/replay \
	tests/bench/traffic
juno_bench_replay = tests/bench/replay tests/bench/traffic tools/junomemstat
endif
endif
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = lib/libjuno-memory.la tests/bench/libbare.la
tests_bench_instructions_SOURCES = tests/bench/instructions.c
tests_bench_instructions_LDADD = lib/libjuno-memory.la tests/bench/libbare.la
EXTRA_DIST += \
	tests/bench/instructions.sh \
	tests/bench/replay.sh
CLEANFILES += \
	tests/bench/bench \
	tests/bench/instructions \
	tests/bench/libbare.la

.PHONY: bench bench-instructions
bench: tests/bench/bench $(juno_bench_record) $(juno_bench_replay)
	$(AM_V_at)tests/bench/bench $(BENCH_ROUNDS)
	$(AM_V_at)test -z '$(juno_bench_record)' || $(juno_bench_record) $(BENCH_ROUNDS)
	$(AM_V_at)test -z '$(juno_bench_replay)' || $(SHELL) $(srcdir)/tests/bench/replay.sh $(BENCH_ROUNDS)
bench-instructions: tests/bench/instructions
	$(AM_V_at)$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/tests/bench/instructions.sh
