/* SPDX-License-Identifier: MIT */
/* The order of findings: heaviest first, then by name, so that it never depends on chance. */
#include "findings.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

static int by_number(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

/* The first of the orders that tells the two apart. */
static int first_of(const int *orders, size_t count)
{
    size_t i = 0;
    while (i + 1 < count && orders[i] == 0)
    {
        i++;
    }
    return orders[i];
}

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static int out_order(const void *one, const void *other)
{
    const struct out_blocks *a = one;
    const struct out_blocks *b = other;
    const int orders[] = {
        by_number(b->bytes, a->bytes), by_number(b->blocks, a->blocks), by_number(a->pool, b->pool),
        slice_order(a->site, b->site), by_number(a->is_likely, b->is_likely)};
    return first_of(orders, COUNT_OF(orders));
}

/* References too many, or too few. */
static uint32_t imbalance(const struct ref_finding *ref)
{
    return ref->count == 0 ? 1 : ref->count - 1;
}

static int ref_order(const void *one, const void *other)
{
    const struct ref_finding *a = one;
    const struct ref_finding *b = other;
    const int orders[] = {
        by_number(imbalance(b), imbalance(a)), by_number(a->pool, b->pool), by_number(a->block, b->block)};
    return first_of(orders, COUNT_OF(orders));
}

static int balance_order(const void *one, const void *other)
{
    const struct balance *a = one;
    const struct balance *b = other;
    const int orders[] = {by_number(a->pool, b->pool), slice_order(a->site, b->site)};
    return first_of(orders, COUNT_OF(orders));
}

static int error_order(const void *one, const void *other)
{
    const struct error_finding *a = one;
    const struct error_finding *b = other;
    const int orders[] = {
        by_number(b->count, a->count), strcmp(a->kind, b->kind), by_number(a->pool, b->pool),
        slice_order(a->site, b->site)};
    return first_of(orders, COUNT_OF(orders));
}

static void sort(void *items, size_t count, size_t size, int (*order)(const void *, const void *))
{
    if (count > 1)
    {
        qsort(items, count, size, order);
    }
}

static uint64_t distance(int64_t net)
{
    return net < 0 ? 0 - (uint64_t)net : (uint64_t)net;
}

static int weight_order(const void *one, const void *other)
{
    const struct balance *a = one;
    const struct balance *b = other;
    const int orders[] = {by_number(distance(b->net), distance(a->net)), balance_order(one, other)};
    return first_of(orders, COUNT_OF(orders));
}

/* Adds neighbours of one pool and site, and leaves out what is balanced. */
static void merge_balances(struct findings *findings)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->balance_count; i++)
    {
        const struct balance *balance = &findings->balances[i];
        if (kept > 0 && balance_order(&findings->balances[kept - 1], balance) == 0)
        {
            findings->balances[kept - 1].net += balance->net;
            continue;
        }
        kept -= kept > 0 && findings->balances[kept - 1].net == 0 ? 1 : 0;
        findings->balances[kept++] = *balance;
    }
    kept -= kept > 0 && findings->balances[kept - 1].net == 0 ? 1 : 0;
    findings->balance_count = kept;
}

static bool shows_total(struct findings *findings, const struct ref_total *total)
{
    return findings_wants_pool(findings, total->pool) &&
           findings_wants_site(findings, findings_site(findings, total->site)) &&
           suppressor_line(&findings->suppressor, SUPPRESS_REF, total->pool, total->site) == SUPPRESS_NONE;
}

void findings_add_totals(struct findings *findings, const struct ref_totals *totals)
{
    size_t kept = 0;
    for (size_t i = 0; i < totals->count; i++)
    {
        const struct ref_total *total = &totals->items[i];
        if (shows_total(findings, total))
        {
            findings->balances = mem_grow(
                findings->balances, &findings->balance_room, findings->balance_count + 1,
                sizeof *findings->balances
            );
            findings->balances[findings->balance_count++] = (struct balance
            ){total->pool, findings_site(findings, total->site), 0, total->taken, total->given};
        }
    }
    sort(findings->balances, findings->balance_count, sizeof(struct balance), balance_order);
    for (size_t i = 0; i < findings->balance_count; i++)
    {
        const struct balance *balance = &findings->balances[i];
        if (kept > 0 && balance_order(&findings->balances[kept - 1], balance) == 0)
        {
            findings->balances[kept - 1].net += balance->net;
            findings->balances[kept - 1].taken += balance->taken;
            findings->balances[kept - 1].given += balance->given;
        }
        else
        {
            findings->balances[kept++] = *balance;
        }
    }
    findings->balance_count = kept;
    sort(findings->balances, findings->balance_count, sizeof(struct balance), weight_order);
}

static int same_error_order(const void *one, const void *other)
{
    const struct error_finding *a = one;
    const struct error_finding *b = other;
    const int orders[] = {
        strcmp(a->kind, b->kind), by_number(a->pool, b->pool), slice_order(a->site, b->site)};
    return first_of(orders, COUNT_OF(orders));
}

/* Adds up those of one kind, pool and site. */
static void merge_errors(struct findings *findings)
{
    size_t kept = 0;
    sort(findings->errors, findings->error_count, sizeof(struct error_finding), same_error_order);
    for (size_t i = 0; i < findings->error_count; i++)
    {
        const struct error_finding *error = &findings->errors[i];
        if (kept > 0 && same_error_order(&findings->errors[kept - 1], error) == 0)
        {
            findings->errors[kept - 1].count += error->count;
            findings->errors[kept - 1].gets += error->gets;
        }
        else
        {
            findings->errors[kept++] = *error;
        }
    }
    findings->error_count = kept;
}

void findings_sort(struct findings *findings)
{
    merge_errors(findings);
    sort(findings->leaks.items, findings->leaks.count, sizeof(struct out_blocks), out_order);
    sort(findings->at_cut.items, findings->at_cut.count, sizeof(struct out_blocks), out_order);
    sort(findings->uncertain.items, findings->uncertain.count, sizeof(struct out_blocks), out_order);
    sort(findings->refs.items, findings->refs.count, sizeof(struct ref_finding), ref_order);
    sort(findings->refs_unsure.items, findings->refs_unsure.count, sizeof(struct ref_finding), ref_order);
    sort(findings->balances, findings->balance_count, sizeof(struct balance), balance_order);
    sort(findings->errors, findings->error_count, sizeof(struct error_finding), error_order);
    merge_balances(findings);
    sort(findings->balances, findings->balance_count, sizeof(struct balance), weight_order);
}
