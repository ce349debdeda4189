/* SPDX-License-Identifier: MIT */
#include "blocks.h"

#include "mem.h"

#include <stdlib.h>

static size_t first_slot(uint64_t number, size_t mask)
{
    return (size_t)((number * 0x9E3779B97F4A7C15u) >> 24) & mask;
}

static void place(struct block_page_slot *slots, size_t mask, struct block_page_slot slot)
{
    size_t at = first_slot(slot.number, mask);
    while (slots[at].page != NULL)
    {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}

static void double_slots(struct block_table *table)
{
    const size_t wanted = table->slot_count ? table->slot_count * 2 : 8;
    struct block_page_slot *slots = mem_alloc(wanted * sizeof *slots);
    for (size_t i = 0; i < table->slot_count; i++)
    {
        if (table->slots[i].page != NULL)
        {
            place(slots, wanted - 1, table->slots[i]);
        }
    }
    free(table->slots);
    table->slots = slots;
    table->slot_count = wanted;
}

static struct block_page *new_page(struct block_table *table, uint64_t number)
{
    if ((table->page_count + 1) * 2 > table->slot_count)
    {
        double_slots(table);
    }
    struct block_page *page = mem_alloc(sizeof *page);
    place(table->slots, table->slot_count - 1, (struct block_page_slot){number, page});
    table->page_count++;
    return page;
}

static struct block_page *find_page(const struct block_table *table, uint64_t number)
{
    if (table->slot_count == 0)
    {
        return NULL;
    }
    const size_t mask = table->slot_count - 1;
    size_t at = first_slot(number, mask);
    while (table->slots[at].page != NULL && table->slots[at].number != number)
    {
        at = (at + 1) & mask;
    }
    return table->slots[at].page;
}

const struct block *blocks_find(const struct block_table *table, uint64_t number)
{
    const struct block_page *page = find_page(table, number / BLOCKS_A_PAGE);
    return page == NULL ? NULL : &page->blocks[number % BLOCKS_A_PAGE];
}

struct block *blocks_at(struct block_table *table, uint64_t number)
{
    struct block_page *page = find_page(table, number / BLOCKS_A_PAGE);
    if (page == NULL)
    {
        page = new_page(table, number / BLOCKS_A_PAGE);
    }
    return &page->blocks[number % BLOCKS_A_PAGE];
}

void blocks_each(
    const struct block_table *table,
    void (*visit)(void *context, uint64_t number, struct block *block),
    void *context
)
{
    for (size_t slot = 0; slot < table->slot_count; slot++)
    {
        const struct block_page_slot *at = &table->slots[slot];
        for (unsigned i = 0; at->page != NULL && i < BLOCKS_A_PAGE; i++)
        {
            visit(context, at->number * BLOCKS_A_PAGE + i, &at->page->blocks[i]);
        }
    }
}

void blocks_free(struct block_table *table)
{
    for (size_t slot = 0; slot < table->slot_count; slot++)
    {
        free(table->slots[slot].page);
    }
    free(table->slots);
    *table = (struct block_table){0};
}
