/* SPDX-License-Identifier: MIT */
/* Known to be bad: asks whether the names differ, and means whether they are the same. */
#include <string.h>

int bad_tidy(const char *name, const char *other);

int bad_tidy(const char *name, const char *other)
{
    if (strcmp(name, other))
    {
        return 1;
    }
    return 0;
}
