/*
 * The record of a view, to be compiled again with each relation counted more or less often. Private.
 *
 * Arcs are collected once; a network of some multiplicities costs what compiling its arcs costs, the store is not read again.
 */
#ifndef ENT_RESAMPLE_H
#define ENT_RESAMPLE_H

#include "../network/compile.h"

typedef struct ent__basis {
    const ent_graph *graph;
    ent_view view;
    ent__arcs arcs;
    uint32_t *rows; /* of each arc, the number of its relation among those drawn; NULL before ent__citations_read() */
} ent__basis;

/* Reads the record of a view. On failure it is empty. */
ent_status ent__basis_read(ent__basis *record, const ent_graph *graph, const ent_view *view, ent_error *error);
void ent__basis_free(ent__basis *record);
/* Fills a room for as many arcs as the record has with what is left of them where each relation counts so many times. */
ent_status ent__basis_draw(ent__arcs *room, const ent__basis *record, const double *times, ent_error *error);
/* The network in which each relation adds `times` its strength to its ties, 0: is not there. `room` holds as many arcs as the
 * record has, and is filled anew. */
ent_status ent__basis_compile(ent_network **network, const ent__basis *record, const double *times, ent__arcs *room,
                              ent_error *error);

#endif
