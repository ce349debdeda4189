/* SPDX-License-Identifier: MIT */
/* Known to be bad: 11 ways through one function. */
int bad_complex(int a, int b);

int bad_complex(int a, int b)
{
    if (a > 1 && b > 1 && a > b)
    {
        return 1;
    }
    if (a < 1 || b < 1 || a < b)
    {
        return 2;
    }
    if (a == 1 || b == 1)
    {
        return 3;
    }
    if (a == 2 || b == 2)
    {
        return 4;
    }
    return 5;
}
