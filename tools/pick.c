/* SPDX-License-Identifier: MIT */
#include "pick.h"

#include "label.h"
#include "mem.h"

#include <stdlib.h>

void pick_init(struct pick *pick, const struct replay *replay, const struct filter *filter)
{
    *pick = (struct pick){.findings = {.replay = replay, .filter = filter}};
}

void pick_free(struct pick *pick)
{
    for (size_t i = 0; i < pick->site_room; i++)
    {
        buffer_free(&pick->sites[i].text);
    }
    free(pick->sites);
    free(pick->pools);
}

bool pick_wants_pool(struct pick *pick, uint32_t pool)
{
    const struct names *names = &pick->findings.replay->names;
    if (pick->findings.filter->pool_count == 0)
    {
        return true;
    }
    pick->pools = mem_grow(pick->pools, &pick->pool_room, (size_t)pool + 1, sizeof *pick->pools);
    struct pick_pool *answer = &pick->pools[pool];
    if (answer->pool_count != names->pool_count || answer->name != names->pools[pool].name)
    {
        *answer = (struct pick_pool
        ){.pool_count = names->pool_count,
          .name = names->pools[pool].name,
          .wanted = findings_wants_pool(&pick->findings, pool)};
    }
    return answer->wanted;
}

static struct pick_site *site_at(struct pick *pick, uint32_t site)
{
    pick->sites = mem_grow(pick->sites, &pick->site_room, (size_t)site + 1, sizeof *pick->sites);
    struct pick_site *answer = &pick->sites[site];
    if (!answer->known)
    {
        label_site(&answer->text, &pick->findings.replay->names, site);
        answer->known = true;
        answer->wanted = findings_wants_site(&pick->findings, buffer_slice(&answer->text));
    }
    return answer;
}

bool pick_wants_site(struct pick *pick, uint32_t site)
{
    return pick->findings.filter->site == NULL || site_at(pick, site)->wanted;
}

bool pick_wants(struct pick *pick, const struct trace_event *event)
{
    return pick_wants_pool(pick, event->pool) && pick_wants_site(pick, event->site);
}

struct slice pick_site_text(struct pick *pick, uint32_t site)
{
    return buffer_slice(&site_at(pick, site)->text);
}
