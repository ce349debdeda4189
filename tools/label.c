/* SPDX-License-Identifier: MIT */
#include "label.h"

#include <string.h>

struct slice label_base_name(struct slice path)
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

/* The module's file or name, or what else is known of it. */
static void module_label(struct buffer *out, const struct names *names, const struct site *site)
{
    const struct module *module = site->home == 0 ? NULL : &names->modules[site->home - 1];
    const uint32_t path = module == NULL ? site->file : module->path;
    const uint64_t id = module == NULL ? site->module : module->id;
    if (path != 0)
    {
        buffer_add(out, label_base_name(names_text(names, path)));
        buffer_word(out, "+");
    }
    else if (id != 0)
    {
        buffer_word(out, "module ");
        buffer_number(out, id);
        buffer_word(out, "+");
    }
}

uint64_t label_offset(const struct names *names, const struct site *site)
{
    const bool is_absolute = site->module == 0 && site->home != 0;
    return site->number - (is_absolute ? names->modules[site->home - 1].base : 0);
}

void label_address(struct buffer *out, const struct names *names, const struct site *site)
{
    module_label(out, names, site);
    buffer_hex(out, label_offset(names, site));
}

static void address_site(struct buffer *out, const struct names *names, const struct site *site)
{
    if (site->resolved.label != 0)
    {
        buffer_add(out, names_text(names, site->resolved.label));
    }
    else
    {
        label_address(out, names, site);
    }
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

static bool same_label(const struct pool *one, const struct pool *other)
{
    return one->defined == other->defined && (one->defined ? one->name == other->name : one->id == other->id);
}

void label_pool_name(struct buffer *out, const struct names *names, uint32_t pool)
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

void label_pool(struct buffer *out, const struct names *names, uint32_t pool)
{
    uint64_t others = 0;
    uint64_t before = 0;
    label_pool_name(out, names, pool);
    for (uint32_t i = 1; i < names->pool_count && pool != POOL_NONE; i++)
    {
        if (i != pool && same_label(&names->pools[i], &names->pools[pool]))
        {
            others++;
            before += i < pool ? 1 : 0;
        }
    }
    if (others > 0)
    {
        buffer_word(out, " [");
        buffer_number(out, before + 1);
        buffer_word(out, "]");
    }
}

bool label_is_of_pool(const char *word, const struct names *names, uint32_t pool)
{
    struct buffer label = {0};
    label_pool_name(&label, names, pool);
    bool is_it = strcmp(word, label.text) == 0;
    if (!is_it)
    {
        buffer_clear(&label);
        label_pool(&label, names, pool);
        is_it = strcmp(word, label.text) == 0;
    }
    buffer_free(&label);
    return is_it;
}
