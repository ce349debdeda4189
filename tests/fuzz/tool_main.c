/* SPDX-License-Identifier: MIT */
/* junomemstat's main() under another name. */
int junomemstat_main(int count, char **arguments);
#define main junomemstat_main
#include "../../tools/junomemstat.c"
