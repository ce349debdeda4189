/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* madvise */
#include "blocks.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>
#ifdef __unix__
#include <sys/mman.h>
#endif

#define CHAPTER_BLOCKS ((uint64_t)BLOCKS_A_PAGE * BLOCK_PAGES_A_CHAPTER)

/* Slabs double from one page up to a huge page of usual processors. */
#define SLAB_MOST ((size_t)2 * 1024 * 1024)
#define CACHE_LINE 64u

static size_t first_slot(uint64_t number, size_t mask)
{
    return (size_t)((number * 0x9E3779B97F4A7C15u) >> 24) & mask;
}

/* Where the chapter is, or would be. */
static size_t far_slot(struct block_chapter *const *far, size_t room, uint64_t number)
{
    size_t at = first_slot(number, room - 1);
    while (far[at] != NULL && far[at]->number != number)
    {
        at = (at + 1) & (room - 1);
    }
    return at;
}

static void double_far(struct block_table *table)
{
    const size_t room = table->far_room > 0 ? table->far_room * 2 : 8;
    struct block_chapter **far = mem_alloc(room * sizeof(struct block_chapter *));
    for (size_t i = 0; i < table->far_room; i++)
    {
        if (table->far[i] != NULL)
        {
            far[far_slot(far, room, table->far[i]->number)] = table->far[i];
        }
    }
    free(table->far);
    table->far = far;
    table->far_room = room;
}

static struct block_chapter *find_chapter(const struct block_table *table, uint64_t number)
{
    if (number < table->chapter_room)
    {
        return table->chapters[number];
    }
    if (number < BLOCK_CHAPTERS_DIRECT || table->far_room == 0)
    {
        return NULL;
    }
    return table->far[far_slot(table->far, table->far_room, number)];
}

static struct block_chapter *new_chapter(struct block_table *table, uint64_t number)
{
    struct block_chapter *chapter = mem_alloc(sizeof *chapter);
    chapter->number = number;
    if (number < BLOCK_CHAPTERS_DIRECT)
    {
        table->chapters = mem_grow(
            table->chapters, &table->chapter_room, (size_t)number + 1, sizeof(struct block_chapter *)
        );
        table->chapters[number] = chapter;
        return chapter;
    }
    if ((table->far_count + 1) * 2 > table->far_room)
    {
        double_far(table);
    }
    table->far[far_slot(table->far, table->far_room, number)] = chapter;
    table->far_count++;
    return chapter;
}

/* Memory at the beginning of a cache line, or of a huge page; a bare target has neither. */
static void *new_slab(size_t size)
{
#ifdef __unix__
    const bool is_huge = size >= SLAB_MOST;
    void *slab = aligned_alloc(is_huge ? size : CACHE_LINE, size);
#else
    void *slab = malloc(size);
#endif
    if (slab == NULL)
    {
        mem_out();
    }
#ifdef MADV_HUGEPAGE
    if (is_huge)
    {
        (void)madvise(slab, size, MADV_HUGEPAGE);
    }
#endif
    return slab;
}

/* As much again as there is, as far as that makes sense. */
static void more_reserve(struct block_table *table)
{
    const size_t doublings = table->slab_count < 11 ? table->slab_count : 11;
    const size_t size = sizeof(struct block_page) << doublings;
    void *slab = new_slab(size);
    table->slabs = mem_grow(table->slabs, &table->slab_room, table->slab_count + 1, sizeof(*table->slabs));
    table->slabs[table->slab_count++] = slab;
    table->reserve = slab;
    table->reserve_left = size;
}

static struct block_page *new_page(struct block_table *table)
{
    if (table->reserve_left == 0)
    {
        more_reserve(table);
    }
    struct block_page *page = memset(table->reserve, 0, sizeof *page);
    table->reserve += sizeof *page;
    table->reserve_left -= sizeof *page;
    table->page_count++;
    return page;
}

struct block *blocks_find(const struct block_table *table, uint64_t number)
{
    const struct block_chapter *chapter = find_chapter(table, number / CHAPTER_BLOCKS);
    struct block_page *page =
        chapter == NULL ? NULL : chapter->pages[number / BLOCKS_A_PAGE % BLOCK_PAGES_A_CHAPTER];
    return page == NULL ? NULL : &page->blocks[number % BLOCKS_A_PAGE];
}

struct block *blocks_at(struct block_table *table, uint64_t number)
{
    struct block_chapter *chapter = find_chapter(table, number / CHAPTER_BLOCKS);
    if (chapter == NULL)
    {
        chapter = new_chapter(table, number / CHAPTER_BLOCKS);
    }
    struct block_page **page = &chapter->pages[number / BLOCKS_A_PAGE % BLOCK_PAGES_A_CHAPTER];
    if (*page == NULL)
    {
        *page = new_page(table);
    }
    return &(*page)->blocks[number % BLOCKS_A_PAGE];
}

static void each_of_chapter(
    const struct block_chapter *chapter,
    void (*visit)(void *context, uint64_t number, struct block *block),
    void *context
)
{
    for (unsigned i = 0; i < BLOCK_PAGES_A_CHAPTER; i++)
    {
        const uint64_t first = chapter->number * CHAPTER_BLOCKS + i * (uint64_t)BLOCKS_A_PAGE;
        for (unsigned j = 0; chapter->pages[i] != NULL && j < BLOCKS_A_PAGE; j++)
        {
            visit(context, first + j, &chapter->pages[i]->blocks[j]);
        }
    }
}

void blocks_each(
    const struct block_table *table,
    void (*visit)(void *context, uint64_t number, struct block *block),
    void *context
)
{
    for (size_t i = 0; i < table->chapter_room + table->far_room; i++)
    {
        const struct block_chapter *chapter =
            i < table->chapter_room ? table->chapters[i] : table->far[i - table->chapter_room];
        if (chapter != NULL)
        {
            each_of_chapter(chapter, visit, context);
        }
    }
}

static void free_chapters(struct block_chapter **chapters, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        free(chapters[i]);
    }
    free(chapters);
}

void blocks_free(struct block_table *table)
{
    free_chapters(table->chapters, table->chapter_room);
    free_chapters(table->far, table->far_room);
    for (size_t i = 0; i < table->slab_count; i++)
    {
        free(table->slabs[i]);
    }
    free(table->slabs);
    *table = (struct block_table){0};
}
