# SPDX-License-Identifier: MIT
# Which lines and branches the tests run.
EXTRA_DIST += \
	tests/coverage/bad.c \
	tests/coverage/bad_rest.c \
	tests/coverage/run.sh

GCOVR = gcovr

.PHONY: coverage
coverage:
	$(AM_V_at)$(GCOVR) --version >/dev/null
	+$(AM_V_at)$(juno_variant) CC='$(CC)' CFLAGS='-O0 -g --coverage -fprofile-update=atomic'
	+$(AM_V_at)cd $@.dir/build && $(juno_brief) $(MAKE) $(AM_MAKEFLAGS) check
	$(AM_V_at)CC='$(CC)' GCOVR='$(GCOVR)' $(SHELL) $(srcdir)/tests/coverage/run.sh $@.dir
