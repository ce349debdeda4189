/* SPDX-License-Identifier: MIT */
/* Known bad: one line of fifteen never runs: 93 % are too few. */

static int sum(int count)
{
    int parts = 0;

    for (int i = 0; i < count; i++)
    {
        parts += i;
    }
    return parts;
}

int main(int argc, char **argv)
{
    int parts = sum(argc);

    parts += argv[0] != 0;
    parts += sum(2);
    parts += sum(3);
    parts += sum(4);
    parts += sum(5);
    if (parts < argc)
    {
        return 1;
    }
    return parts == 0;
}
