/*
 * A layer cut into its strong components, and the blocks of its matrix that belong to each. Private.
 */
#ifndef ENT_PARTS_H
#define ENT_PARTS_H

#include "components.h"
#include "matrix.h"

typedef struct ent__parts {
    const ent__layer *layer;
    uint32_t count;
    uint32_t *labels; /* the part of each node; an entry of a row leads to the same or a smaller part */
    uint32_t *starts; /* count + 1: the members of part c are members[starts[c] .. starts[c + 1]), rising */
    uint32_t *members;
    uint32_t *local; /* place of each node in its part */
} ent__parts;

/* The layer is borrowed. On failure the parts are empty. O(n + m). */
ent_status ent__parts_make(ent__parts *parts, const ent__layer *layer, ent_error *error);
void ent__parts_free(ent__parts *parts);
/* The entries inside a part as a matrix. */
ent_status ent__parts_block(ent__matrix *block, const ent__parts *parts, uint32_t part, ent_error *error);
/* perron.c's vector of every part into `vector` (by node) and its value into `values` (by part). */
ent_status ent__parts_perron(double *vector, double *values, const ent__parts *parts, const ent_run *run,
                             ent_error *error);

#endif
