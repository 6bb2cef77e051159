/*
 * Triangles of a network's positive layer, without regard to the direction: each is met once, from its corner of least degree. Private.
 *
 * Nodes are ranked by degree, and every tie leads from its lower end to its higher: so none has more than sqrt(2m) ties that lead up
 * (Chiba & Nishizeki 1985), and the triangles from a node are those that lead up from one of its heads to another, found by
 * marking them (Latapy 2008). Heads are ranks, so that the marks that are looked at, those of hubs, lie close together. Whether a node is
 * marked is added, not branched on. O(m^1.5) time; memory 16 bytes a node and 4 or 5 a tie, and what each thread counts.
 */
#ifndef ENT_TRIANGLES_H
#define ENT_TRIANGLES_H

#include "../network/neighbours.h"

/* Every tied pair once. */
typedef struct ent__upward {
    uint32_t node_count;
    ent__neighbours rows[2]; /* along the arcs and against them; of an undirected network the first alone */
    unsigned row_count;
    uint32_t *ranks; /* of each node */
    uint32_t *offsets; /* of the row of each rank */
    uint32_t *heads; /* ranks */
    uint8_t *ways; /* ent__dyads; NULL: nobody asked */
} ent__upward;

ent_status ent__upward_make(ent__upward *it, const ent_network *network, bool with_ways, ent_error *error);
/* Empty is fine. */
void ent__upward_free(ent__upward *it);

/* Counts the triangles that lead up from a node (a rank), whose heads are marked with their ways (1 without). */
typedef void ent__triangle_count(uint64_t *tally, const ent__upward *it, uint32_t node, const uint8_t *marks);
/* Counts from all nodes into a tally of `length` numbers, shared out to threads. */
ent_status ent__triangles(uint64_t *tally, size_t length, ent__triangle_count *count, const ent__upward *it,
                          const ent_run *run, ent_error *error);

/* ---- The ties of a node ------------------------------------------------------------------------------------------- */

/* Whoever is tied to a node, rising, and how: 1 arc from it, 2 arc to it, 3 both, as every tie of an undirected network. */
typedef struct ent__dyads {
    const uint32_t *out, *out_end, *in, *in_end;
    uint32_t node;
    unsigned way;
} ent__dyads;

static inline ent__dyads ent__dyads_of(const ent__upward *it, uint32_t node) {
    const ent__neighbours *out = &it->rows[0], *in = &it->rows[it->row_count - 1];
    return (ent__dyads){out->heads + out->offsets[node],
                        out->heads + out->offsets[node + 1],
                        in->heads + in->offsets[node],
                        in->heads + in->offsets[node + 1],
                        0,
                        0};
}

/* The next one; false after the last. */
static inline bool ent__dyads_next(ent__dyads *row) {
    if (row->out == row->out_end && row->in == row->in_end) {
        return false;
    }
    uint32_t a = row->out < row->out_end ? *row->out : UINT32_MAX, b = row->in < row->in_end ? *row->in : UINT32_MAX;
    row->node = a < b ? a : b;
    row->way = (unsigned)(a <= b) + 2 * (unsigned)(b <= a);
    row->out += a <= b;
    row->in += b <= a;
    return true;
}

#endif
