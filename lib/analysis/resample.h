/*
 * The record of a view, to be compiled again with each relation counted more or less often. Private.
 *
 * Arcs are collected once; a network of some multiplicities costs what compiling its arcs costs, the store is not read again.
 */
#ifndef ENT_RESAMPLE_H
#define ENT_RESAMPLE_H

#include "../network/compile.h"

typedef struct ent__record {
    const ent_graph *graph;
    ent_view view;
    ent__arcs arcs;
    uint32_t *rows; /* of each arc, the relation's number below */
    uint32_t relation_count;
    double *confidence; /* of each relation */
    size_t *offsets; /* relation r cites cited[offsets[r] .. offsets[r + 1]) */
    uint32_t *cited; /* numbers of sources below */
    ent_id *sources; /* every source cited, rising */
    uint32_t source_count, unsourced;
} ent__record;

/* Reads the record of a view. On failure it is empty. */
ent_status ent__record_read(ent__record *record, const ent_graph *graph, const ent_view *view, const ent_run *run,
                            ent_error *error);
void ent__record_free(ent__record *record);
/* The network in which each relation adds `times` its strength to its ties, 0: is not there. `room` holds as many arcs as the
 * record has, and is filled anew. */
ent_status ent__record_compile(ent_network **network, const ent__record *record, const double *times, ent__arcs *room,
                               ent_error *error);

#endif
