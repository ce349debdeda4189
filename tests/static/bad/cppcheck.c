/* SPDX-License-Identifier: MIT */
/* Known to be bad: the last element is behind the array. */
int bad_cppcheck(void);

int bad_cppcheck(void)
{
    int numbers[4] = {0};

    numbers[0] = 1;
    return numbers[4];
}
