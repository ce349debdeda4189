/* SPDX-License-Identifier: MIT */
/* Files and directories that must not be left behind, however the program ends. */
#ifndef JUNOMEMSTAT_TEMPORARY_H
#define JUNOMEMSTAT_TEMPORARY_H

/*
 * Makes a note of one that is going to be there, so that no memory is needed once it
 * is. Returns its path, which may be changed in place until it is added.
 */
char *temporary_plan(const char *path);

/*
 * Around the making of one and temporary_add, and around what must not be left half
 * done: signals wait, so that none finds it without its note.
 */
void temporary_hold(void);
void temporary_release(void);

/* It is there: removes it, and what was planned in it, when the program ends. */
void temporary_add(const char *path);

/* It, and what is in it, shall stay, or is gone. */
void temporary_forget(const char *path);

#endif
