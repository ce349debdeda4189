/* SPDX-License-Identifier: MIT */
/* The HTML page of tools/page, in two parts between which the data belongs. */
#ifndef JUNOMEMSTAT_PAGE_DATA_H
#define JUNOMEMSTAT_PAGE_DATA_H

#include <stddef.h>

extern const unsigned char page_before[];
extern const unsigned char page_after[];
extern const size_t page_before_size;
extern const size_t page_after_size;

#endif
