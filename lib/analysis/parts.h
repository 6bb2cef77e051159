/*
 * A layer cut into its strong components, and the blocks of its matrix that belong to each. Private.
 */
#ifndef ENT_PARTS_H
#define ENT_PARTS_H

#include "components.h"
#include "matrix.h"

typedef struct ent__parts {
    const ent__neighbours *rows;
    bool symmetric;
    uint32_t count;
    uint32_t *labels; /* the part of each node; an entry of a row leads to the same or a smaller part */
    uint32_t *starts; /* count + 1: the members of part c are members[starts[c] .. starts[c + 1]), rising */
    uint32_t *members;
    uint32_t *local; /* place of each node in its part */
} ent__parts;

/* The rows are borrowed; `symmetric`: they are those of an undirected layer. On failure the parts are empty. O(n + m). */
ent_status ent__parts_make(ent__parts *parts, const ent__neighbours *rows, bool symmetric, ent_error *error);
void ent__parts_free(ent__parts *parts);
static inline uint32_t ent__part_size(const ent__parts *parts, uint32_t part) {
    return parts->starts[part + 1] - parts->starts[part];
}
/* The entries inside a part as a matrix; of a part that is all there is they are borrowed. */
ent_status ent__parts_block(ent__matrix *block, const ent__parts *parts, uint32_t part, ent_error *error);
/* perron.c's vector of every part into `vector` (by node) and its value into `values` (by part); but no vector, and a bound as the
 * value, of a part whose value is sure to be below the greatest. */
ent_status ent__parts_perron(double *vector, double *values, const ent__parts *parts, const ent_run *run,
                             ent_error *error);
/* The scores of `count` nodes from `first` on, where power iteration on a symmetric layer ends: in each part with the greatest value
 * its vector times the share that all ones have in it, else 0; greatest score 1. All NaN if no value is above 0. */
void ent__parts_project(double *scores, const ent__parts *parts, const double *vector, const double *values,
                        uint32_t first, uint32_t count);

#endif
