/*
 * The trees that hang on an undirected layer of unit lengths, folded into the nodes that they hang on. Private.
 *
 * A shortest path enters a hanging tree by its only way in. So nodes of degree 1 are taken off until there are none (Baglioni,
 * Geraci, Pellegrini & Lastres 2012; Puzis, Zilberman, Elovici, Dolev & Brandes 2012; Sariyuce, Saule, Kaya & Catalyurek 2013),
 * each adding to its neighbour the nodes it holds. Of N nodes in its component a node that holds w (itself included), in
 * branches of s each, is inside the only path of (w - 1)(2 N - w - 1) - sum s^2 ordered pairs of which one end, at least, it
 * holds; the edge above a folded node is on that of 2 w (N - w). All other pairs are those of the core, which is what is left:
 * searched from each of its nodes, with targets and sources counted as often as they hold nodes. O(n + m), 32 bytes a node
 * and the core's rows. Measured beside the kernel on the whole layer, one thread, one run: a power law of 2k nodes and 2k edges
 * 3.4 times, a tree of 800 nodes 62 times, a path of 1,500 a thousand times.
 */
#ifndef ENT_TREE_FOLD_H
#define ENT_TREE_FOLD_H

#include "../network/layer.h"

typedef struct ent__tree_fold {
    uint32_t count; /* of nodes folded; 0: nothing hangs, and all below is empty */
    uint32_t *order; /* the nodes folded, a tree's leaves before what they hang on */
    uint32_t *parents; /* of each node folded, what it was folded into; ENT_NONE: the node is of the core */
    uint32_t *held; /* of each node: how many it holds */
    uint32_t *within; /* of each node: how many are in its component */
    ent__layer core; /* rows only: no edges, no weights */
    uint32_t *node_of; /* the node of the layer that each of the core is; rising */
} ent__tree_fold;

/* The layer is undirected. On failure the fold is empty. */
ent_status ent__tree_fold_make(ent__tree_fold *fold, const ent__layer *layer, ent_error *error);
void ent__tree_fold_free(ent__tree_fold *fold);
/* Adds to each node of the layer the ordered pairs that it is between, one of whose ends at least it holds. */
void ent__tree_fold_add_pairs(double *scores, const ent__tree_fold *fold);
/* Ordered pairs whose path goes over the edge from a folded node to its parent. */
double ent__tree_fold_pairs_over(const ent__tree_fold *fold, uint32_t node);

#endif
