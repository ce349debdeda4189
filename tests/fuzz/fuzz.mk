# SPDX-License-Identifier: MIT
# Fuzzing: two harnesses, for traces and for calls, that libFuzzer and AFL++ drive,
# and programs that replay their inputs in make check.

fuzz_calls_sources = \
	tests/fuzz/calls.c \
	tests/fuzz/calls.h \
	tests/fuzz/calls_make.c \
	tests/fuzz/calls_trace.c \
	tests/fuzz/common.c \
	tests/fuzz/fuzz.h
fuzz_trace_sources = \
	tests/fuzz/common.c \
	tests/fuzz/fuzz.h \
	tests/fuzz/guards.c \
	tests/fuzz/tool.c \
	tests/fuzz/tool.h \
	tests/fuzz/tool_main.c \
	tests/fuzz/trace.c \
	tests/fuzz/trace_check.c \
	tests/fuzz/trace_check.h \
	tests/fuzz/trace_commands.c \
	tests/fuzz/trace_commands.h \
	tests/fuzz/trace_input.c \
	tests/fuzz/trace_input.h \
	tests/fuzz/trace_json.c \
	tests/fuzz/trace_json.h \
	tests/fuzz/trace_pack.c \
	tests/fuzz/trace_pack.h

# What stands between parts of the tool: tests/fuzz/guards.c, tests/fuzz/tool.c.
fuzz_wrap = -Wl,--wrap=atexit,--wrap=debug_file_open,--wrap=exit,--wrap=file_close,--wrap=file_write \
	-Wl,--wrap=input_hold,--wrap=input_need,--wrap=input_open,--wrap=isatty,--wrap=packet_next \
	-Wl,--wrap=temporary_forget,--wrap=temporary_plan

# Without a fuzzer: the corpus, and all that was found.
if HOSTED_TRACE
check_PROGRAMS += tests/fuzz/replay_calls
TESTS += tests/fuzz/replay_calls
tests_fuzz_replay_calls_SOURCES = $(fuzz_calls_sources) tests/fuzz/replay.c
tests_fuzz_replay_calls_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/model -D_XOPEN_SOURCE=700 -DFUZZ_NAME='"calls"'
tests_fuzz_replay_calls_LDADD = tests/model/libmodel.la $(model_libadd) lib/libjuno-memory.la
endif
if TOOLS
check_PROGRAMS += tests/fuzz/replay_trace
TESTS += tests/fuzz/replay_trace
tests_fuzz_replay_trace_SOURCES = $(fuzz_trace_sources) tests/fuzz/replay.c
tests_fuzz_replay_trace_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tools -D_XOPEN_SOURCE=700 \
	$(JUNO_TOOL_DEFINES) -DFUZZ_NAME='"trace"'
tests_fuzz_replay_trace_LDFLAGS = $(AM_LDFLAGS) $(fuzz_wrap)
tests_fuzz_replay_trace_LDADD = tools/libjunomemstat.la
endif

EXTRA_DIST += \
	$(fuzz_calls_sources) \
	$(fuzz_trace_sources) \
	tests/fuzz/corpus \
	tests/fuzz/engine.mk \
	tests/fuzz/idle.c \
	tests/fuzz/minimise.sh \
	tests/fuzz/replay.c \
	tests/fuzz/run.sh \
	tests/fuzz/seeds.py \
	tests/fuzz/trace.dict

# make fuzz: both harnesses under both engines, side by side, for FUZZ_SECONDS.
# make fuzz-corpus: a corpus made anew, with what fuzzing has found since.
FUZZ_SECONDS = 3600
fuzz_environment = $(AM_TESTS_ENVIRONMENT) MAKE='$(MAKE)'; export MAKE; \
	FUZZ_SECONDS='$(FUZZ_SECONDS)'; export FUZZ_SECONDS; \
	FUZZ_TOOL_SOURCES='$(tools_libjunomemstat_la_SOURCES)'; export FUZZ_TOOL_SOURCES; \
	FUZZ_TOOL_DEFINES='$(JUNO_TOOL_DEFINES)'; export FUZZ_TOOL_DEFINES; \
	FUZZ_TOOL_LIBS='$(tools_libjunomemstat_la_LIBADD)'; export FUZZ_TOOL_LIBS; \
	FUZZ_CORE_SOURCES='$(lib_libcore_la_SOURCES)'; export FUZZ_CORE_SOURCES; \
	FUZZ_RECORDER_SOURCES='$(lib_librecorder_la_SOURCES) $(lib_libguard_la_SOURCES)'; export FUZZ_RECORDER_SOURCES; \
	FUZZ_LIB_CPPFLAGS='$(lib_libcore_la_CPPFLAGS)'; export FUZZ_LIB_CPPFLAGS; \
	FUZZ_CALLS_HARNESS='$(fuzz_calls_sources) $(model_core_sources)'; export FUZZ_CALLS_HARNESS; \
	FUZZ_TRACE_HARNESS='$(fuzz_trace_sources)'; export FUZZ_TRACE_HARNESS; \
	FUZZ_WRAP='$(fuzz_wrap)'; export FUZZ_WRAP;
.PHONY: fuzz fuzz-corpus
fuzz: all
	+$(AM_V_at)$(fuzz_environment) $(SHELL) $(srcdir)/tests/fuzz/run.sh
fuzz-corpus: all
	+$(AM_V_at)$(fuzz_environment) $(SHELL) $(srcdir)/tests/fuzz/minimise.sh

fuzz-clean:
	-$(AM_V_at)rm -rf fuzz.dir fuzz-ctf.out fuzz-ctf.out.??????
clean-local: fuzz-clean
.PHONY: fuzz-clean
