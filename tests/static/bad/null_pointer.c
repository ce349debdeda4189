/* SPDX-License-Identifier: MIT */
/* Known to be bad: on one path the pointer is NULL where it is used. */
#include <stddef.h>

int bad_null_pointer(const int *numbers, size_t count);

int bad_null_pointer(const int *numbers, size_t count)
{
    const int *first = NULL;

    if (count > 3u)
    {
        first = numbers;
    }
    return *first;
}
