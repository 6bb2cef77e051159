/*
 * A lower bound of the line index: negative cycles that share no tie, or share its weight.
 *
 * Whatever the sides, every negative cycle keeps a contradicted tie; a cycle takes its lightest tie's weight from all its ties,
 * so that cycles found later share only what is left. Triangles first, then the shortest cycle through each node by
 * breadth-first search in the doubled graph, where (v, 0) and (v, 1) are joined to their neighbours on the same side by
 * positive and across by negative ties: a way from (v, 0) to (v, 1) is a negative closed walk. O(n m) time at the most.
 */
#include "elimination.h"

#include <math.h>
#include <stdlib.h>

/* Cycles longer than this waste more than they give. */
#define MOST_LENGTH 8

typedef struct packing {
    const ent__kernel *kernel;
    size_t *starts; /* of each row's ties in `left` */
    double *left; /* of each tie of each row: weight not yet used */
    uint32_t *parents; /* of each node of the doubled graph; ENT_NONE: not reached */
    uint32_t *queue;
} packing;

static void close_packing(packing *p) {
    free(p->starts);
    free(p->left);
    free(p->parents);
    free(p->queue);
}

static ent_status open_packing(packing *p, const ent__kernel *kernel, ent_error *error) {
    size_t n = kernel->node_count, ties = 0;
    *p = (packing){.kernel = kernel};
    p->starts = ent__calloc(n + 1, sizeof *p->starts);
    for (size_t v = 0; p->starts && v < n; v++) {
        p->starts[v] = ties;
        ties += kernel->rows[v].count;
    }
    p->left = ent__calloc(ties, sizeof *p->left);
    p->parents = ent__calloc(n, 2 * sizeof *p->parents);
    p->queue = ent__calloc(n, 2 * sizeof *p->queue);
    if (!p->starts || !p->left || !p->parents || !p->queue) {
        close_packing(p);
        return ent__fail_memory(error);
    }
    for (size_t v = 0; v < n; v++) {
        p->parents[2 * v] = p->parents[2 * v + 1] = ENT_NONE;
        for (size_t i = 0; i < kernel->rows[v].count; i++) {
            p->left[p->starts[v] + i] = fabs(kernel->rows[v].ties[i].weight);
        }
    }
    return ENT_OK;
}

static double *left_of(packing *p, uint32_t u, uint32_t v) {
    const ent__kernel_row *row = &p->kernel->rows[u];
    size_t low = 0, high = row->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(row->ties[middle].node <= v ? &low : &high) = middle;
    }
    return &p->left[p->starts[u] + low];
}

/* Uses up the walk that the parents tell from (root, 1) back to (root, 0); its weight. A tie that the walk uses twice gives
 * half. */
static double use_walk(packing *p, uint32_t root) {
    double weight = INFINITY;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t at = 2 * root + 1; at != 2 * root; at = p->parents[at]) {
            uint32_t u = at / 2, v = p->parents[at] / 2;
            if (pass == 0) {
                weight = fmin(weight, *left_of(p, u, v));
            } else {
                *left_of(p, u, v) -= weight;
                *left_of(p, v, u) -= weight;
            }
        }
    }
    return weight;
}

/* Whether the walk is a cycle: meets no node twice. Others are left to the node where they close. */
static bool is_cycle(const packing *p, uint32_t root) {
    for (uint32_t at = p->parents[2 * root + 1]; at != 2 * root; at = p->parents[at]) {
        for (uint32_t before = p->parents[at]; before != 2 * root; before = p->parents[before]) {
            if (at / 2 == before / 2) {
                return false;
            }
        }
        if (at / 2 == root) {
            return false;
        }
    }
    return true;
}

/* Searches from (root, 0) over ties with weight left; true if (root, 1) was reached within `most` steps. `reached` gets how many
 * of the queue must be cleaned. */
static bool search(packing *p, uint32_t root, uint32_t most, uint32_t *reached) {
    uint32_t head = 0, tail = 0, level_end = 1, depth = 0;
    p->parents[2 * root] = 2 * root;
    p->queue[tail++] = 2 * root;
    while (head < tail && depth < most && p->parents[2 * root + 1] == ENT_NONE) {
        uint32_t at = p->queue[head++];
        const ent__kernel_row *row = &p->kernel->rows[at / 2];
        for (size_t i = 0; i < row->count; i++) {
            uint32_t to = 2 * row->ties[i].node + (at % 2 ^ (row->ties[i].weight < 0.0));
            if (p->left[p->starts[at / 2] + i] > 0.0 && p->parents[to] == ENT_NONE) {
                p->parents[to] = at;
                p->queue[tail++] = to;
            }
        }
        if (head == level_end) {
            level_end = tail;
            depth++;
        }
    }
    *reached = tail;
    return p->parents[2 * root + 1] != ENT_NONE;
}

/* The weight of the cycles through one node no longer than `most`. */
static double pack_through(packing *p, uint32_t root, uint32_t most) {
    double weight = 0.0;
    for (bool found = true; found;) {
        uint32_t reached;
        found = search(p, root, most, &reached) && is_cycle(p, root);
        weight += found ? use_walk(p, root) : 0.0;
        for (uint32_t i = 0; i < reached; i++) {
            p->parents[p->queue[i]] = ENT_NONE;
        }
    }
    return weight;
}

ent_status ent__pack_cycles(double *weight, const ent__kernel *kernel, const ent_run *run, ent_error *error) {
    packing p;
    *weight = 0.0;
    ent_status status = open_packing(&p, kernel, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t most = 3; status == ENT_OK && most <= MOST_LENGTH; most++) {
        for (uint32_t root = 0; status == ENT_OK && root < kernel->node_count; root++) {
            *weight += kernel->rows[root].count ? pack_through(&p, root, most) : 0.0;
            status = root % 64 ? ENT_OK : ent__progress(run, 0.0, error);
        }
    }
    close_packing(&p);
    return status;
}
