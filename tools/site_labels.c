/* SPDX-License-Identifier: MIT */
#include "site_labels.h"

#include "label.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>

static bool label_equal(const void *owner, uint32_t position, const void *key)
{
    const struct buffer *label = &((const struct site_labels *)owner)->items[position].text;
    const struct slice *wanted = key;
    return label->size == wanted->size && memcmp(label->text, wanted->text, wanted->size) == 0;
}

uint32_t site_labels_find(const struct site_labels *labels, struct slice text)
{
    return hash_find(&labels->index, hash_bytes(text.text, text.size, 0), label_equal, labels, &text);
}

static void make(struct site_labels *labels, const struct names *names, uint32_t site)
{
    struct site_label *label = &labels->items[site];
    label_site(&label->text, names, site);
    const struct slice text = buffer_slice(&label->text);
    const uint32_t same = site_labels_find(labels, text);
    label->first = (same == HASH_NONE ? site : same) + 1;
    if (same == HASH_NONE)
    {
        hash_enter(&labels->index, hash_bytes(text.text, text.size, 0), site);
    }
    else
    {
        buffer_free(&label->text);
    }
}

uint32_t site_labels_first(struct site_labels *labels, const struct names *names, uint32_t site)
{
    labels->items = mem_grow(labels->items, &labels->room, (size_t)site + 1, sizeof *labels->items);
    if (labels->items[site].first == 0)
    {
        make(labels, names, site);
    }
    return labels->items[site].first - 1;
}

struct slice site_labels_text(struct site_labels *labels, const struct names *names, uint32_t site)
{
    const uint32_t first = site_labels_first(labels, names, site);
    return buffer_slice(&labels->items[first].text);
}

void site_labels_free(struct site_labels *labels)
{
    for (size_t i = 0; i < labels->room; i++)
    {
        buffer_free(&labels->items[i].text);
    }
    free(labels->items);
    hash_free(&labels->index);
    *labels = (struct site_labels){0};
}
