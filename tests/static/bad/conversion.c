/* SPDX-License-Identifier: MIT */
/* Known to be bad: a conversion that loses bits (-Wconversion). */
#include <stddef.h>

unsigned char bad_conversion(size_t number);

unsigned char bad_conversion(size_t number)
{
    return number;
}
