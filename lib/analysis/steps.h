/*
 * The contacts of one node, one after the other: those by which one can set out from it, or arrive at it. Private.
 */
#ifndef ENT_STEPS_H
#define ENT_STEPS_H

#include "contacts.h"

/* A contact as seen from one end. */
typedef struct ent__step {
    uint32_t node; /* the other end */
    int64_t first, last; /* days of setting out; may be open */
    int64_t traversal;
    double length;
    ent_id relation;
} ent__step;

typedef struct ent__steps {
    const ent_contacts *contacts;
    const ent__contact_table *table; /* points first, then spells */
    uint32_t node;
    bool arriving;
    int64_t until;
    size_t place;
} ent__steps;

/* The place of a node's first point that leaves (`arriving`: arrives) not before a day, in the row points.out (points.in).
 * O(log of its points). */
size_t ent__row_from(const ent_contacts *contacts, uint32_t node, int64_t day, bool arriving);

/* Starts with the points that leave (arrive) on a day in [since, until]; then come all spells. */
ent__steps ent__steps_start(const ent_contacts *contacts, uint32_t node, bool arriving, int64_t since, int64_t until);
/* The next contact; false after the last. */
bool ent__steps_next(ent__step *step, ent__steps *steps);

/* Cuts a contact to the days on which it can be used in a window; false if there are none. */
static inline bool ent__step_clip(ent__step *step, ent__window window) {
    int64_t latest = window.until - step->traversal;
    step->first = step->first > window.since ? step->first : window.since;
    step->last = step->last < latest ? step->last : latest;
    return step->first <= step->last;
}

#endif
