/*
 * What lies on a shortest path: an arc that is longer than another way between its ends lies on none, wherever the path comes
 * from, and every search is spared it: the distance backbone of Simas, Correia & Rocha 2021. To look for all ways would be a
 * search from every node; here each arc u->v learns the shortest way over two arcs u->x->v, and in the next round over what
 * these have learnt, so that ways of up to 2, 4, 8, ... arcs are found wherever triangles lead along them.
 *
 * Two lengths are equal within a relative 1e-10 of what a search has summed up, which is at most n times the longest arc; only
 * what is longer by more than that is taken out, so that no search takes another step without the arc than with it.
 *
 * Rows are gone over by rising length, and only as far as a way can be shorter than the longest arc of u: at most the sum of
 * degrees squared a round, which is at most n m, in practice a small part. O(n + m) memory for each thread.
 */
#include "backbone.h"

#include "../base/parallel.h"

#include <math.h>
#include <stdlib.h>

#define ROWS 64 /* in one item of work */
#define ROUNDS 4 /* the fifth finds hardly anything */

/* An arc, or the shortest way known along it. */
typedef struct arc {
    double length;
    uint32_t head;
    uint32_t entry; /* of the layer */
} arc;

typedef struct pruning {
    const ent__layer *layer;
    arc *arcs, *better; /* each row by rising length; what the round at hand starts from, and what it finds */
    double *least; /* for each worker n lengths: of the way from the node at hand to each head, 0: it is none */
} pruning;

static int compare_arcs(const void *left, const void *right) {
    const arc *a = left, *b = right;
    if (a->length != b->length) {
        return a->length < b->length ? -1 : 1;
    }
    return (a->head > b->head) - (a->head < b->head);
}

static void try_ways(const pruning *p, double *least, uint32_t u) {
    const uint32_t *offsets = p->layer->offsets;
    double longest = p->arcs[offsets[u + 1] - 1].length;
    for (uint32_t i = offsets[u]; i < offsets[u + 1]; i++) {
        double length = p->arcs[i].length, room = longest - length;
        uint32_t x = p->arcs[i].head;
        for (uint32_t j = offsets[x]; j < offsets[x + 1] && p->arcs[j].length < room; j++) {
            uint32_t v = p->arcs[j].head;
            double way = length + p->arcs[j].length;
            least[v] = way < least[v] ? way : least[v];
        }
    }
}

static void improve_row(const pruning *p, double *least, uint32_t u) {
    uint32_t start = p->layer->offsets[u], end = p->layer->offsets[u + 1];
    for (uint32_t i = start; i < end; i++) {
        least[p->arcs[i].head] = p->arcs[i].length;
    }
    if (end > start) {
        try_ways(p, least, u);
    }
    for (uint32_t i = start; i < end; i++) {
        p->better[i] = p->arcs[i];
        p->better[i].length = least[p->arcs[i].head];
        least[p->arcs[i].head] = 0.0;
    }
    qsort(p->better + start, end - start, sizeof *p->better, compare_arcs);
}

static ent_status improve_rows(void *context, uint32_t worker, size_t item, ent_error *error) {
    const pruning *p = context;
    uint32_t n = p->layer->node_count, first = (uint32_t)item * ROWS;
    (void)error;
    for (uint32_t u = first; u < n && u < first + ROWS; u++) {
        improve_row(p, p->least + (size_t)worker * n, u);
    }
    return ENT_OK;
}

static void sort_rows(arc *arcs, const ent__layer *layer) {
    for (uint32_t u = 0; u < layer->node_count; u++) {
        for (uint32_t i = layer->offsets[u]; i < layer->offsets[u + 1]; i++) {
            arcs[i] = (arc){layer->weights[i], layer->heads[i], i};
        }
        qsort(arcs + layer->offsets[u], layer->offsets[u + 1] - layer->offsets[u], sizeof *arcs, compare_arcs);
    }
}

static double longest_of(const ent__layer *layer) {
    double longest = 0.0;
    for (uint32_t i = 0; i < layer->arc_count; i++) {
        longest = fmax(longest, layer->weights[i]);
    }
    return longest;
}

/* Marks the arcs to which a way is shorter by a weight of 0, and closes the rows over them. */
static void drop(ent__layer *layer, const arc *arcs) {
    double margin = 2e-10 * (double)layer->node_count * longest_of(layer);
    uint32_t kept = 0, start = 0;
    for (uint32_t i = 0; i < layer->arc_count; i++) {
        double *weight = &layer->weights[arcs[i].entry];
        *weight = arcs[i].length < *weight - margin ? 0.0 : *weight;
    }
    for (uint32_t u = 0; u < layer->node_count; u++) {
        uint32_t end = layer->offsets[u + 1];
        for (uint32_t i = start; i < end; i++) {
            if (layer->weights[i] > 0.0) {
                layer->heads[kept] = layer->heads[i];
                layer->edges[kept] = layer->edges[i];
                layer->weights[kept++] = layer->weights[i];
            }
        }
        start = end;
        layer->offsets[u + 1] = kept;
    }
    layer->arc_count = kept;
}

ent_status ent__backbone_keep(ent__layer *layer, const ent_run *run, ent_error *error) {
    uint32_t n = layer->node_count, workers = ent__threads(run);
    size_t items = ((size_t)n + ROWS - 1) / ROWS;
    workers = workers < items ? workers : (uint32_t)(items ? items : 1);
    pruning p = {.layer = layer};
    p.arcs = ent__calloc(layer->arc_count, sizeof *p.arcs);
    p.better = ent__calloc(layer->arc_count, sizeof *p.better);
    p.least = ent__calloc((size_t)workers * n, sizeof *p.least);
    ent_status status = p.arcs && p.better && p.least ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        sort_rows(p.arcs, layer);
    }
    for (int round = 0; round < ROUNDS && status == ENT_OK; round++) {
        status = ent__parallel(items, workers, improve_rows, &p, NULL, error); /* progress is the searches' */
        arc *kept = p.arcs;
        p.arcs = p.better;
        p.better = kept;
    }
    if (status == ENT_OK) {
        drop(layer, p.arcs);
    }
    free(p.arcs);
    free(p.better);
    free(p.least);
    return status;
}
