/* SPDX-License-Identifier: MIT */
/*
 * Sink: memory. A flight recorder that always holds the newest packets, for
 * devices without a line to spare: it is read when something has gone wrong.
 *
 *     image RAM TRACE
 *     junomemstat report --image RAM
 *     junomemstat report TRACE
 *
 * RAM is a raw image of the memory, as a debugger writes it (gdb: dump binary
 * memory RAM 0x20000000 0x20010000) or a crash kernel. Nobody has to say where
 * in it the recorder is: it begins with a magic, and has no pointers, so that the
 * address does not matter. TRACE is the same, written by a fault handler of the
 * program itself: Juno_MemoryTraceRingDump takes no lock and may interrupt the
 * recorder anywhere.
 *
 * On a device put the ring where the startup code does not clear it (a noinit
 * section), and it survives a reset.
 */
#include "app.h"
#include <stdio.h>

enum
{
    RAM_SIZE = 65536,
    RING_AT = 20011, /* any address will do */
    RING_SIZE = 8192
};

static unsigned char ram[RAM_SIZE]; /* the device's, with the ring somewhere in it */

/* What else is in a device's memory: bytes of all kinds. */
static void fill_ram(void)
{
    uint32_t state = 1;

    for (size_t i = 0; i < sizeof(ram); i++)
    {
        state = state * 1664525u + 1013904223u;
        ram[i] = (unsigned char)(state >> 24);
    }
}

static JUNO_STATUS_T write_piece(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    return fwrite(data, 1, size, user_data) == size ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR;
}

/* What a fault handler does, with a UART or a flash page in the place of the file. */
static bool on_fault(const JUNO_MEMORY_TRACE_T *trace, const char *path)
{
    FILE *const file = fopen(path, "wb");
    const bool dumped =
        file != NULL && Juno_MemoryTraceRingDump(trace, write_piece, file) == JUNO_STATUS_SUCCESS;

    return file != NULL && fclose(file) == 0 && dumped;
}

/* What a debugger does then. */
static bool save_ram(const char *path)
{
    FILE *const file = fopen(path, "wb");
    const bool written = file != NULL && fwrite(ram, 1, sizeof(ram), file) == sizeof(ram);

    return file != NULL && fclose(file) == 0 && written;
}

int main(int argc, char **argv)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {.zStructSize = sizeof(config), .pcProgram = "image"};
    JUNO_MEMORY_TRACE_T trace;

    if (argc != 3)
    {
        fprintf(stderr, "image: two files are wanted; usage: image RAM TRACE\n");
        return 2;
    }
    fill_ram();
    if (Juno_MemoryTraceRingInit(&trace, &ram[RING_AT], RING_SIZE, &config) != JUNO_STATUS_SUCCESS ||
        !app_start(&trace))
    {
        return 1;
    }
    app_run(100000); /* far more than the ring holds */
    app_finish();
    if (!on_fault(&trace, argv[2]) || !save_ram(argv[1]))
    {
        fprintf(stderr, "image: %s or %s cannot be written\n", argv[1], argv[2]);
        return 1;
    }
    return 0;
}
