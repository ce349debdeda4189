/* SPDX-License-Identifier: MIT */
#include "label.h"

static struct slice base_name(struct slice path)
{
    for (size_t at = path.size; at > 0; at--)
    {
        if (path.text[at - 1] == '/')
        {
            return (struct slice){path.text + at, path.size - at};
        }
    }
    return path;
}

static void source_site(struct buffer *out, const struct names *names, const struct site *site)
{
    buffer_add(out, names_text(names, site->file));
    buffer_word(out, ":");
    buffer_number(out, site->number);
    if (site->function != 0)
    {
        buffer_word(out, " (");
        buffer_add(out, names_text(names, site->function));
        buffer_word(out, ")");
    }
}

static void address_site(struct buffer *out, const struct names *names, const struct site *site)
{
    if (site->file != 0)
    {
        buffer_add(out, base_name(names_text(names, site->file)));
        buffer_word(out, "+");
    }
    else if (site->module != 0)
    {
        buffer_word(out, "module ");
        buffer_number(out, site->module);
        buffer_word(out, "+");
    }
    buffer_hex(out, site->number);
}

void label_site(struct buffer *out, const struct names *names, uint32_t site)
{
    const struct site *about = &names->sites[site];
    switch (about->kind)
    {
    case SITE_SOURCE:
        source_site(out, names, about);
        break;
    case SITE_ADDRESS:
        address_site(out, names, about);
        break;
    case SITE_BEFORE:
        buffer_word(out, "before the trace");
        break;
    default:
        buffer_word(out, "unknown");
        break;
    }
}

void label_pool(struct buffer *out, const struct names *names, uint32_t pool)
{
    const struct pool *about = &names->pools[pool];
    if (pool == POOL_NONE)
    {
        buffer_word(out, "unknown");
    }
    else if (about->defined)
    {
        buffer_add(out, names_text(names, about->name));
    }
    else
    {
        buffer_word(out, "pool ");
        buffer_number(out, about->id);
    }
}
