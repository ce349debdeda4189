# SPDX-License-Identifier: MIT
# junomemstat: Check suites for reader and replay engine, shell tests for the commands.

if TOOLS
if HAVE_CHECK
tools_suites = \
	tests/test_reader_damage \
	tests/test_reader_example \
	tests/test_reader_modules \
	tests/test_reader_packets \
	tests/test_reader_text \
	tests/test_reader_wrong \
	tests/test_replay_gaps \
	tests/test_replay_pools \
	tests/test_replay_refs \
	tests/test_replay_runs \
	tests/test_replay_state \
	tests/test_replay_truth \
	tests/test_histogram \
	tests/test_many \
	tests/test_idmap \
	tests/test_mem \
	tests/test_past \
	tests/test_series \
	tests/test_stream \
	tests/test_temporary \
	tests/test_texts
check_PROGRAMS += $(tools_suites)
TESTS += $(tools_suites)

check_LTLIBRARIES += tests/libtraceload.la
tests_libtraceload_la_SOURCES = \
	tests/run_suite.c \
	tests/run_suite.h \
	tests/trace_build.c \
	tests/trace_build.h \
	tests/trace_load.c \
	tests/trace_load.h
tests_libtraceload_la_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_libtraceload_la_LIBADD = tools/libjunomemstat.la

tools_test_cflags = $(AM_CFLAGS) $(CHECK_CFLAGS)
tools_test_ldadd = tests/libtraceload.la $(CHECK_LIBS)
tests_test_reader_damage_CFLAGS = $(tools_test_cflags)
tests_test_reader_damage_LDADD = $(tools_test_ldadd)
tests_test_reader_example_CFLAGS = $(tools_test_cflags)
tests_test_reader_example_LDADD = $(tools_test_ldadd)
tests_test_reader_modules_CFLAGS = $(tools_test_cflags)
tests_test_reader_modules_LDADD = $(tools_test_ldadd)
tests_test_reader_packets_CFLAGS = $(tools_test_cflags)
tests_test_reader_packets_LDADD = $(tools_test_ldadd)
tests_test_reader_text_CFLAGS = $(tools_test_cflags)
tests_test_reader_text_LDADD = $(tools_test_ldadd)
tests_test_reader_wrong_CFLAGS = $(tools_test_cflags)
tests_test_reader_wrong_LDADD = $(tools_test_ldadd)
tests_test_replay_gaps_CFLAGS = $(tools_test_cflags)
tests_test_replay_gaps_LDADD = $(tools_test_ldadd)
tests_test_replay_pools_CFLAGS = $(tools_test_cflags)
tests_test_replay_pools_LDADD = $(tools_test_ldadd)
tests_test_replay_refs_CFLAGS = $(tools_test_cflags)
tests_test_replay_refs_LDADD = $(tools_test_ldadd)
tests_test_replay_runs_CFLAGS = $(tools_test_cflags)
tests_test_replay_runs_LDADD = $(tools_test_ldadd)
tests_test_replay_state_CFLAGS = $(tools_test_cflags)
tests_test_replay_state_LDADD = $(tools_test_ldadd)
tests_test_replay_truth_CFLAGS = $(tools_test_cflags)
tests_test_replay_truth_LDADD = $(tools_test_ldadd)
tests_test_histogram_CFLAGS = $(tools_test_cflags)
tests_test_histogram_LDADD = $(tools_test_ldadd)
tests_test_many_CFLAGS = $(tools_test_cflags)
tests_test_many_LDADD = $(tools_test_ldadd)
tests_test_idmap_CFLAGS = $(tools_test_cflags)
tests_test_idmap_LDADD = $(tools_test_ldadd)
tests_test_mem_CFLAGS = $(tools_test_cflags)
tests_test_mem_LDADD = $(tools_test_ldadd)
tests_test_past_CFLAGS = $(tools_test_cflags)
tests_test_past_LDADD = $(tools_test_ldadd)
tests_test_series_CFLAGS = $(tools_test_cflags)
tests_test_series_LDADD = $(tools_test_ldadd)
tests_test_stream_CFLAGS = $(tools_test_cflags)
tests_test_stream_LDADD = $(tools_test_ldadd)
tests_test_temporary_CFLAGS = $(tools_test_cflags)
tests_test_temporary_LDADD = $(tools_test_ldadd)
tests_test_texts_CFLAGS = $(tools_test_cflags)
tests_test_texts_LDADD = $(tools_test_ldadd)
endif

# With the tool's own malloc(), which is not the suites'.
check_PROGRAMS += tests/allocate_program
TESTS += tests/allocate_program
tests_allocate_program_SOURCES = tests/allocate_program.c tools/allocate.c
tests_allocate_program_CFLAGS = $(AM_CFLAGS)
tests_allocate_program_LDADD = tools/libjunomemstat.la

TESTS += $(tools_scripts)
endif

tools_scripts = \
	tests/cli/addresses.sh \
	tests/cli/check.sh \
	tests/cli/at.sh \
	tests/cli/commands.sh \
	tests/cli/complete_bash.sh \
	tests/cli/complete_fish.sh \
	tests/cli/complete_zsh.sh \
	tests/cli/completions.sh \
	tests/cli/compressed.sh \
	tests/cli/convert.sh \
	tests/cli/convert_odd.sh \
	tests/cli/diff.sh \
	tests/cli/dump.sh \
	tests/cli/html.sh \
	tests/cli/image.sh \
	tests/cli/fleet_parallel.sh \
	tests/cli/fleet_slurm.sh \
	tests/cli/incomplete.sh \
	tests/cli/jsonl.sh \
	tests/cli/merge.sh \
	tests/cli/merge_odd.sh \
	tests/cli/manual.sh \
	tests/cli/lifetimes.sh \
	tests/cli/memcheck.sh \
	tests/cli/memory.sh \
	tests/cli/named.sh \
	tests/cli/leaks.sh \
	tests/cli/names.sh \
	tests/cli/object.sh \
	tests/cli/odd_files.sh \
	tests/cli/odd_traces.sh \
	tests/cli/output.sh \
	tests/cli/output_signal.sh \
	tests/cli/packets.sh \
	tests/cli/pools.sh \
	tests/cli/range.sh \
	tests/cli/range_odd.sh \
	tests/cli/progress.sh \
	tests/cli/refs.sh \
	tests/cli/report.sh \
	tests/cli/router.sh \
	tests/cli/rules.sh \
	tests/cli/schema.sh \
	tests/cli/session.sh \
	tests/cli/suppress.sh \
	tests/cli/terminal.sh \
	tests/cli/thumb.sh \
	tests/cli/timeline.sh \
	tests/cli/trim.sh \
	tests/cli/twins.sh \
	tests/cli/unsure.sh \
	tests/cli/watch.sh \
	tests/cli/watch_odd.sh \
	tests/damage.sh
EXTRA_DIST += \
	$(tools_scripts) \
	tests/cli/lib.sh \
	tests/html/browser.py \
	tests/html/check.py \
	tests/html/hostile.py \
	tests/html/long.py \
	tests/cli/fleet.sh \
	tests/cli/watch_lib.sh \
	tests/cli/merge_lines.py \
	tests/damage/jmt.py \
	tests/damage/program.py \
	tests/damage/run.py \
	tests/damage/statements.py \
	tests/damage/variants.py \
	tests/cli/demo.txt \
	tests/cli/everything.txt \
	tests/cli/profile.proto \
	tests/cli/memcheck.txt \
	tests/cli/memcheck_files.sh \
	tests/cli/router.txt \
	tests/cli/session.txt
