/* SPDX-License-Identifier: MIT */
/* Which of the user's suppressions a finding meets, and how often each did. */
#ifndef JUNOMEMSTAT_FINDINGS_SUPPRESS_H
#define JUNOMEMSTAT_FINDINGS_SUPPRESS_H

#include "site_labels.h"
#include "suppress.h"

enum finding_kind
{
    FINDING_LEAK,      /* a block that is out */
    FINDING_REF,       /* a block whose count is not 1 */
    FINDING_REF_ERROR, /* a call that failed because of references */
    FINDING_ERROR,     /* any other one */
    FINDING_KINDS
};

/* Kinds that a report is about: bits. */
#define FINDING_BIT(kind) (1u << (kind))
#define FINDINGS_LEAKS FINDING_BIT(FINDING_LEAK)
#define FINDINGS_REFS (FINDING_BIT(FINDING_REF) | FINDING_BIT(FINDING_REF_ERROR))
#define FINDINGS_ALL (FINDINGS_LEAKS | FINDINGS_REFS | FINDING_BIT(FINDING_ERROR))

/* What one line suppressed. */
struct suppressed
{
    uint64_t count[FINDING_KINDS]; /* blocks, or calls */
    uint64_t bytes;                /* of blocks that are out */
};

struct suppressor
{
    const struct suppress_list *lines; /* NULL: there are none */
    const struct names *names;
    struct site_labels *labels;
    struct suppressed *hits; /* by line */
    /* The first line that fits, plus 1, by site or pool; 0: not looked for yet; SUPPRESS_NONE: there is none. */
    uint32_t *known[SUPPRESS_TYPES];
    size_t known_room[SUPPRESS_TYPES];
};

void suppressor_init(
    struct suppressor *suppressor,
    const struct suppress_list *lines,
    const struct names *names,
    struct site_labels *labels
);
void suppressor_free(struct suppressor *suppressor);

/* The first line for the pool, or for what of this type was done at the site; SUPPRESS_NONE: there is none. */
uint32_t
suppressor_line(struct suppressor *suppressor, enum suppress_type type, uint32_t pool, uint32_t site);

/* The same for failed calls. */
uint32_t
suppressor_error_line(struct suppressor *suppressor, const char *cause, uint32_t pool, uint32_t site);

/* Counts what a line suppressed; a line that is SUPPRESS_NONE did nothing: returns false. */
bool suppressor_hit(
    struct suppressor *suppressor, uint32_t line, enum finding_kind kind, uint64_t count, uint64_t bytes
);

/* How many findings of these kinds the line suppressed. */
uint64_t suppressor_hits(const struct suppressor *suppressor, size_t line, unsigned kinds);

/* Whether a line of this type can suppress any of these kinds. */
bool suppressor_concerns(enum suppress_type type, unsigned kinds);

#endif
