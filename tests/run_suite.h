/* SPDX-License-Identifier: MIT */
/* main() for a Check suite: it runs the suite of the file that it is linked with. */
#ifndef TESTS_RUN_SUITE_H
#define TESTS_RUN_SUITE_H

#include <check.h>

/* Each file of tests supplies its suite. */
Suite *test_suite(void);

#endif
