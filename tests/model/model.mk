# SPDX-License-Identifier: MIT
# The library against a plain model of its contract, by chance: a million
# random calls in make check, MODEL_RUNS times that in make model.

# The model and its comparison, without calls by chance; fuzzing takes these too.
model_core_sources = \
	tests/model/call.c \
	tests/model/compare.c \
	tests/model/contents.c \
	tests/model/digest.c \
	tests/model/many.c \
	tests/model/model.c \
	tests/model/model_pool.c \
	tests/model/perform.c \
	tests/model/recording.c \
	tests/model/ways_plain.c \
	tests/model/ways_traced.c \
	tests/model/world.c
# A sequence of calls by chance from a seed, beside these.
model_drawn_sources = \
	tests/model/draw.c \
	tests/model/expected.c

if HOSTED
model_sources = \
	$(model_core_sources) \
	$(model_drawn_sources) \
	tests/model/call.h \
	tests/model/draw.h \
	tests/model/model.h \
	tests/model/recording.h \
	tests/model/shut.h \
	tests/model/ways.h \
	tests/model/ways_calls.h \
	tests/model/world.h
model_cppflags = $(AM_CPPFLAGS)
model_libadd =
if TRACE
model_cppflags += -DMODEL_TRACE=1
if HOSTED_TRACE
if TOOLS
# What junomemstat's engine says of the run's trace.
model_sources += tests/model/replayed.c
model_cppflags += -DMODEL_REPLAY=1
model_libadd += tools/libjunomemstat.la
endif
endif
endif
if !MESSAGES
model_cppflags += -DJUNO_MEMORY_NO_MESSAGES=1
endif

check_LTLIBRARIES += tests/model/libmodel.la
tests_model_libmodel_la_SOURCES = $(model_sources)
tests_model_libmodel_la_CPPFLAGS = $(model_cppflags)
tests_model_libmodel_la_CFLAGS = $(AM_CFLAGS)

check_PROGRAMS += tests/model/digest tests/model/model
tests_model_digest_SOURCES = tests/model/digest_main.c
tests_model_digest_LDADD = tests/model/libmodel.la $(model_libadd) lib/libjuno-memory.la
tests_model_model_SOURCES = \
	tests/model/main.c \
	tests/model/show.c \
	tests/model/shrink.c \
	tests/model/trial.c \
	tests/model/trial.h
tests_model_model_LDADD = tests/model/libmodel.la $(model_libadd) lib/libjuno-memory.la

TESTS += tests/model/model
juno_package_tests += \
	tests/model/target.sh \
	tests/model/wrong.sh

endif
EXTRA_DIST += \
	tests/model/check32.sh \
	tests/model/expect.h \
	tests/model/expect_trace.h \
	tests/model/replayed.c \
	tests/model/target.sh \
	tests/model/wrong.sh

# So many runs of a million calls each.
.PHONY: model
MODEL_RUNS = 100
model: all
	+$(AM_V_at)$(MAKE) $(AM_MAKEFLAGS) tests/model/model
	$(AM_V_at)MODEL_RUNS='$(MODEL_RUNS)' tests/model/model

# In 32 bits: the suites, the model, and of the tool's tests those that show most
# in a short time; CHECK32_TESTS='$(TESTS)' takes all. There is no Check of that
# width: the target's small one stands in. The core's coverage is complete there too.
CHECK32_TESTS = \
	$(core_suites) \
	$(tools_suites) \
	$(trace_suites) \
	tests/guard/shadow.sh \
	tests/cli/dump.sh \
	tests/cli/image.sh \
	tests/cli/leaks.sh \
	tests/cli/odd_files.sh \
	tests/cli/refs.sh \
	tests/cli/report.sh \
	tests/cli/suppress.sh \
	tests/model/model \
	tests/test_crc32c \
	tests/test_crc32c_small \
	tests/trace_env.sh
juno_check32 = $(abs_top_builddir)/check-m32.dir/libcheck.a
juno_no_libraries = --without-libdw --without-zlib --without-zstd --without-ncurses --without-jansson
.PHONY: check-32
check-32: all
	+$(AM_V_at)if echo 'int main(void) { return 0; }' | $(CC) -m32 -x c - -o /dev/null 2>/dev/null; \
	  then $(MAKE) $(AM_MAKEFLAGS) check-m32; else echo "SKIP: check-32: $(CC) makes no programs of 32 bits"; fi

.PHONY: check-m32
check-m32:
	+$(AM_V_at)$(MAKE) $(AM_MAKEFLAGS) tests/model/digest
	+$(AM_V_at)$(juno_variant) CC='$(CC) -m32' $(juno_no_libraries) \
	  CFLAGS='-O0 -g --coverage -fprofile-update=atomic' --with-check \
	  CHECK_CFLAGS='-I$(abs_top_srcdir)/tests/target' CHECK_LIBS='$(juno_check32)'
	$(AM_V_at)$(CC) -m32 -O1 -std=c11 -c $(srcdir)/tests/target/check.c -o check-m32.dir/check.o
	$(AM_V_at)$(AR) rc $(juno_check32) check-m32.dir/check.o
	+$(AM_V_at)cd check-m32.dir/build && $(juno_brief) $(MAKE) $(AM_MAKEFLAGS) check TESTS='$(CHECK32_TESTS)'
	$(AM_V_at)CC='$(CC) -m32' GCOVR='$(GCOVR)' $(SHELL) $(srcdir)/tests/coverage/run.sh check-m32.dir core
	$(AM_V_at)$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/tests/model/check32.sh check-m32.dir/build
