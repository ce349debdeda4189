/* SPDX-License-Identifier: MIT */
/* Known bad: all lines run, and one branch is never taken. */

int main(int argc, char **argv)
{
    int parts = 0;

    for (int i = 0; i < argc; i++)
    {
        parts += (argv[i] != 0 && argc < 100) ? 1 : 2;
    }
    return parts != argc;
}
