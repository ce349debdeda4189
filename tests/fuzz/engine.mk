# SPDX-License-Identifier: MIT
# The harnesses for the engines that ENGINES names, in fuzz.dir/ENGINE of the
# build directory: run.sh calls GNU make on this, with the package's lists of
# sources. All is compiled once, with what either engine counts by; where
# libFuzzer is linked, AFL++'s counting goes to functions that do nothing.
#
# Beside each harness stands one with a fault in a copied source, which its
# engine must find: a length that is not checked in what reads records; a
# serial that is not compared, so that a stale descriptor is a key to its block.

dir = fuzz.dir/objects
fuzz = $(srcdir)/tests/fuzz
sanitize = -fsanitize=address,undefined -fno-sanitize-recover=all
counting = -fsanitize-coverage=inline-8bit-counters,pc-table,trace-cmp,trace-pc-guard
flags = -std=gnu11 -O1 -gline-tables-only -fno-omit-frame-pointer $(sanitize)
tool_flags = -I$(srcdir)/include -I$(srcdir)/tools -D_XOPEN_SOURCE=700 -DPACKAGE_VERSION='"fuzzed"' $(TOOL_DEFINES)
calls_flags = $(LIB_CPPFLAGS) -DMODEL_TRACE=1 -I$(srcdir)/tests/model -D_XOPEN_SOURCE=700

objects = $(patsubst %.c,$(dir)/%.o,$(filter %.c,$(1)))
tool_objects = $(call objects,$(TOOL_SOURCES)) $(dir)/tools/page_data.o
trace_objects = $(call objects,$(TRACE_HARNESS))
core_objects = $(call objects,$(CORE_SOURCES))
recorder_objects = $(call objects,$(RECORDER_SOURCES))
calls_objects = $(call objects,$(CALLS_HARNESS))

parts_trace = $(tool_objects) $(trace_objects)
parts_trace-bad = $(filter-out %/tools/cursor.o,$(parts_trace)) $(dir)/bad/tools/cursor.o
parts_calls = $(core_objects) $(recorder_objects) $(calls_objects)
parts_calls-bad = $(patsubst $(dir)/lib/%,$(dir)/bad/lib/%,$(core_objects)) $(recorder_objects) $(calls_objects)
programs = trace trace-bad calls calls-bad
libs_trace = $(WRAP) $(TOOL_LIBS)
libs_trace-bad = $(libs_trace)
libs_calls = $(LIB_LIBS)
libs_calls-bad = $(LIB_LIBS)

all: $(foreach engine,$(ENGINES),$(programs:%=fuzz.dir/$(engine)/%))

idle = -Wl,--wrap=__sanitizer_cov_trace_pc_guard,--wrap=__sanitizer_cov_trace_pc_guard_init
define rules
fuzz.dir/libfuzzer/$(1): $(parts_$(1)) $(dir)/tests/fuzz/idle.o
	@mkdir -p $$(@D)
	clang $(sanitize) -fsanitize=fuzzer $$^ -o $$@ $(idle) $(libs_$(1))
fuzz.dir/afl/$(1): $(parts_$(1))
	@mkdir -p $$(@D)
	afl-clang-fast $(sanitize) -fsanitize=fuzzer $$^ -o $$@ $(libs_$(1))
endef
$(foreach program,$(programs),$(eval $(call rules,$(program))))

compile = @mkdir -p $(@D) && clang $(flags) $(counting) $(1) -c $< -o $@
$(dir)/tests/fuzz/idle.o: $(fuzz)/idle.c
	@mkdir -p $(@D)
	clang $(flags) -c $< -o $@
$(dir)/tools/page_data.o: tools/page_data.c
	$(call compile,$(tool_flags))
$(dir)/tools/%.o: $(srcdir)/tools/%.c
	$(call compile,$(tool_flags))
$(dir)/lib/%.o: $(srcdir)/lib/%.c
	$(call compile,$(LIB_CPPFLAGS))
$(calls_objects): $(dir)/%.o: $(srcdir)/%.c
	$(call compile,$(calls_flags))
$(filter-out $(calls_objects),$(trace_objects)): $(dir)/%.o: $(srcdir)/%.c
	$(call compile,$(tool_flags))
$(dir)/bad/tools/%.o: fuzz.dir/bad/tools/%.c
	$(call compile,$(tool_flags))
$(dir)/bad/lib/%.o: fuzz.dir/bad/lib/%.c
	$(call compile,$(LIB_CPPFLAGS))
