# SPDX-License-Identifier: MIT
# The harnesses for one engine, in fuzz.dir/ENGINE of the build directory: run.sh
# calls GNU make on this, with the package's lists of sources.
#
# Beside each harness stands one with a fault in a copied source, which its
# engine must find: a length that is not checked in what reads records; a
# serial that is not compared, so that a stale descriptor is a key to its block.

dir = fuzz.dir/$(ENGINE)
fuzz = $(srcdir)/tests/fuzz
CC = $(if $(filter afl,$(ENGINE)),afl-clang-fast,clang)
instrument = $(if $(filter afl,$(ENGINE)),,-fsanitize=fuzzer-no-link)
sanitize = -fsanitize=address,undefined -fno-sanitize-recover=all
flags = -std=gnu11 -O1 -gline-tables-only -fno-omit-frame-pointer $(sanitize) $(instrument)
tool_flags = -I$(srcdir)/include -I$(srcdir)/tools -D_XOPEN_SOURCE=700 -DPACKAGE_VERSION='"fuzzed"' $(TOOL_DEFINES)
calls_flags = $(LIB_CPPFLAGS) -D_XOPEN_SOURCE=700

objects = $(patsubst %.c,$(dir)/%.o,$(filter %.c,$(1)))
tool_objects = $(call objects,$(TOOL_SOURCES)) $(dir)/tools/page_data.o
trace_objects = $(call objects,$(TRACE_HARNESS))
core_objects = $(call objects,$(CORE_SOURCES))
bad_core_objects = $(patsubst $(dir)/lib/%,$(dir)/bad/lib/%,$(core_objects))
recorder_objects = $(call objects,$(RECORDER_SOURCES))
calls_objects = $(call objects,$(CALLS_HARNESS))

all: $(dir)/calls $(dir)/calls-bad $(dir)/trace $(dir)/trace-bad

link = $(CC) $(sanitize) -fsanitize=fuzzer
$(dir)/trace: $(tool_objects) $(trace_objects)
	$(link) $^ -o $@ $(WRAP) $(TOOL_LIBS)
$(dir)/trace-bad: $(filter-out %/tools/cursor.o,$(tool_objects)) $(dir)/bad/tools/cursor.o $(trace_objects)
	$(link) $^ -o $@ $(WRAP) $(TOOL_LIBS)
$(dir)/calls: $(core_objects) $(recorder_objects) $(calls_objects)
	$(link) $^ -o $@ $(LIB_LIBS)
$(dir)/calls-bad: $(bad_core_objects) $(recorder_objects) $(calls_objects)
	$(link) $^ -o $@ $(LIB_LIBS)

compile = @mkdir -p $(@D) && $(CC) $(flags) $(1) -c $< -o $@
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
