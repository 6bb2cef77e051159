/*
 * A signed weighted graph that shrinks: nodes whose side follows from another's are contracted into it. Private, for the line
 * index of balance.
 *
 * A side is 0 or 1 for each node; a tie of weight w is contradicted if its ends lie apart (w > 0) or together (w < 0), which
 * costs |w|. Every step keeps the least cost: what it settles is added to `settled`, and from best sides of what is left best
 * sides of all follow (signed_kernel_unfold). After Hueffner, Betzler & Niedermeier 2010.
 */
#ifndef ENT_SIGNED_KERNEL_H
#define ENT_SIGNED_KERNEL_H

#include "signed_layer.h"

typedef struct ent__kernel_tie {
    uint32_t node;
    double weight; /* never 0 */
} ent__kernel_tie;

typedef struct ent__kernel_row {
    ent__kernel_tie *ties; /* by rising node */
    size_t count, capacity;
} ent__kernel_row;

/* Node `node` has the side of `into`, or (turned) the other one. */
typedef struct ent__kernel_fold {
    uint32_t node, into;
    bool turned;
} ent__kernel_fold;

typedef struct ent__kernel {
    uint32_t node_count;
    ent__kernel_row *rows; /* of nodes folded or alone: empty */
    ent__kernel_fold *folds; /* in the order they were made */
    uint32_t fold_count;
    double settled; /* cost that no choice of sides avoids, of what has been folded */
} ent__kernel;

ent_status ent__kernel_make(ent__kernel *kernel, const ent__signed_layer *layer, ent_error *error);
void ent__kernel_free(ent__kernel *kernel);
/* Folds all that can be: a node with a tie no lighter than all its others together, and twins. O(m * degree) or so. */
ent_status ent__kernel_shrink(ent__kernel *kernel, const ent_run *run, ent_error *error);
/* Completes the sides of nodes left in the kernel to sides of all. */
void ent__kernel_unfold(uint8_t *sides, const ent__kernel *kernel);

#endif
