/* SPDX-License-Identifier: MIT */
/* The texts of sites, each made once when it is first asked for; sites that are called the same are one. */
#ifndef JUNOMEMSTAT_SITE_LABELS_H
#define JUNOMEMSTAT_SITE_LABELS_H

#include "buffer.h"

struct site_label
{
    struct buffer text; /* empty where another site has the same */
    uint32_t first;     /* the site that holds the text, plus 1; 0: not made yet */
};

struct site_labels
{
    struct site_label *items; /* by site */
    size_t room;
    struct hash_index index; /* by text */
};

/* The first site asked for that is called like this one. */
uint32_t site_labels_first(struct site_labels *labels, const struct names *names, uint32_t site);

/* The site's text, terminated; it stays where it is until site_labels_free. */
struct slice site_labels_text(struct site_labels *labels, const struct names *names, uint32_t site);

/* The first site that has this text, which was asked for before; HASH_NONE where none has. */
uint32_t site_labels_find(const struct site_labels *labels, struct slice text);

void site_labels_free(struct site_labels *labels);

#endif
