/* SPDX-License-Identifier: MIT */
/* Known to be bad: a goto (rule 15.1), which misra.md beside it does not list. */
int bad_misra(int number);

int bad_misra(int number)
{
    if (number > 3)
    {
        goto end;
    }
    number++;
end:
    return number;
}
