/*
 * From graph and view to ties: what a network is sorted and collapsed from, 32 bytes an arc (arcs.h), no more than that needs. Private.
 */
#ifndef ENT_TIES_H
#define ENT_TIES_H

#include "selection.h"

/* What one relation (or record) adds to a pair. */
typedef struct ent__tie {
    uint64_t pair; /* from << bits | to, unless direction counts the smaller first; from == to: a loop */
    double strength; /* below 0: so much to the negative */
    ent_id relation; /* ENT_NONE: no relation says so, it is assumed, and of length 1 */
    ent_date first, last;
    uint32_t kind; /* ent_kind */
} ent__tie;

/* Ties in a row; many pieces stand for one row, in their order. */
typedef struct ent__piece {
    ent__tie *ties;
    size_t count;
} ent__piece;

typedef struct ent__ties {
    ent__piece *pieces; /* in the order of the relations */
    size_t piece_count;
    unsigned bits; /* of an actor in a pair */
    uint8_t *seen; /* of each actor: he is at an end of a tie */
    ent_date last_day; /* as in ent__arcs */
} ent__ties;

/* The bits that numbers below `count` have. */
static inline unsigned ent__bits_below(size_t count) {
    unsigned bits = 0;
    while (count > (size_t)1 << bits) {
        bits++;
    }
    return bits;
}

/* The pair of two ends that have so many bits each. */
static inline uint64_t ent__pair(uint32_t from, uint32_t to, unsigned bits, bool directed) {
    bool turned = !directed && from > to;
    return turned ? (uint64_t)to << bits | from : (uint64_t)from << bits | to;
}

/* Collects the ties of a view that does not ask for mutual ones, on as many threads as `run` says; pairs are of actors. */
ent_status ent__ties_collect(ent__ties *ties, const ent__selection *asked, const ent_run *run, ent_error *error);
void ent__ties_free(ent__ties *ties);

#endif
