/* SPDX-License-Identifier: MIT */
/* Finds flight recorders in a raw image of memory: doc/trace-format.md, section 7. */
#ifndef JUNOMEMSTAT_IMAGE_H
#define JUNOMEMSTAT_IMAGE_H

#include "input.h"

/*
 * Reads all of `image`, with one recorder at most in memory, and makes of the
 * recordings of all recorders in it the input `recordings`, whose offsets are those
 * in the image. Returns false where there is none; `error` (of `size` bytes) then says
 * why, and `recordings` is closed.
 */
bool image_open(struct input *image, struct input *recordings, char *error, size_t size);

#endif
