/*
 * Components of a network: what hangs together, with or without regard to the direction. O(n + m), without recursion.
 *
 * Weak ones by union and find, with the labels as the parents of the trees: a parent is never above its node, so that a root is the
 * smallest node of its component. As in Afforest (Sutton, Ben-Nun & Barak 2018) every node is first joined with two neighbours,
 * which brings most of a network together; the rest of the ties of whoever is then in the component of most is never looked at,
 * because one that leads out of it stands in the row of its other end too. Where there is no such component all is looked at once.
 */
#include "components.h"

#include <entente/analysis.h>
#include <stdlib.h>

/* ---- Weak components ---------------------------------------------------------------------------------------------- */

#define FIRST_TIES 2u
#define SAMPLES 1024u

/* Halves the path on the way. */
static uint32_t root_of(uint32_t *parents, uint32_t node) {
    while (parents[node] != node) {
        node = parents[node] = parents[parents[node]];
    }
    return node;
}

static void join(uint32_t *parents, uint32_t a, uint32_t b) {
    a = root_of(parents, a);
    b = root_of(parents, b);
    if (a < b) {
        parents[b] = a;
    } else {
        parents[a] = b;
    }
}

/* Joins a node with neighbours [first, last) of its row. */
static void join_row(uint32_t *parents, const ent__neighbours *rows, uint32_t node, uint32_t first, uint32_t last) {
    uint32_t degree = ent__degree(rows, node), end = last < degree ? last : degree;
    const uint32_t *heads = rows->heads + rows->offsets[node];
    for (uint32_t i = first; i < end; i++) {
        join(parents, node, heads[i]);
    }
}

/* The root that most of some nodes have, spread over all; by Boyer & Moore's vote (1981): none has most, it is any. */
static uint32_t find_greatest(uint32_t *parents, uint32_t n) {
    uint32_t candidate = 0, votes = 0, stride = n / SAMPLES + 1;
    for (uint64_t node = 0; node < n; node += stride) {
        uint32_t root = root_of(parents, (uint32_t)node);
        candidate = votes == 0 ? root : candidate;
        votes = votes == 0 || candidate == root ? votes + 1 : votes - 1;
    }
    return candidate;
}

uint32_t ent__components_weak(uint32_t *labels, const ent__neighbours *rows, unsigned row_count) {
    uint32_t n = rows->node_count, found = 0;
    for (uint32_t node = 0; node < n; node++) {
        labels[node] = node;
    }
    for (uint32_t node = 0; node < n; node++) {
        for (unsigned i = 0; i < row_count; i++) {
            join_row(labels, &rows[i], node, 0, FIRST_TIES);
        }
    }
    uint32_t greatest = find_greatest(labels, n);
    for (uint32_t node = 0; node < n; node++) {
        for (unsigned i = 0; i < row_count && root_of(labels, node) != root_of(labels, greatest); i++) {
            join_row(labels, &rows[i], node, FIRST_TIES, UINT32_MAX);
        }
    }
    for (uint32_t node = 0; node < n; node++) { /* parents before their children, which take over their labels */
        labels[node] = labels[node] == node ? found++ : labels[labels[node]];
    }
    return found;
}

/* ---- Strong components -------------------------------------------------------------------------------------------- */

/* Tarjan's search. A node is on the path from its root (`path`), and on `open` until its component is known. */
typedef struct tarjan {
    const ent__neighbours *rows;
    uint32_t *labels;
    uint32_t *index; /* order of discovery from 1; 0: not found yet */
    uint32_t *low; /* the least index known to be reached and open */
    uint32_t *next; /* the entry to look at next */
    uint32_t *path, *open;
    uint32_t path_size, open_size, found, components;
} tarjan;

static void enter(tarjan *it, uint32_t node) {
    it->index[node] = it->low[node] = ++it->found;
    it->next[node] = it->rows->offsets[node];
    it->path[it->path_size++] = node;
    it->open[it->open_size++] = node;
}

static void lower(tarjan *it, uint32_t node, uint32_t value) {
    if (value < it->low[node]) {
        it->low[node] = value;
    }
}

/* All arcs of the path's last node are looked at: closes its component if it is the component's root. */
static void leave(tarjan *it) {
    uint32_t node = it->path[--it->path_size];
    if (it->low[node] == it->index[node]) {
        uint32_t member;
        do {
            member = it->open[--it->open_size];
            it->labels[member] = it->components;
        } while (member != node);
        it->components++;
    }
    if (it->path_size) {
        lower(it, it->path[it->path_size - 1], it->low[node]);
    }
}

static void explore(tarjan *it, uint32_t root) {
    enter(it, root);
    while (it->path_size) {
        uint32_t node = it->path[it->path_size - 1];
        if (it->next[node] == it->rows->offsets[node + 1]) {
            leave(it);
            continue;
        }
        uint32_t head = it->rows->heads[it->next[node]++];
        if (!it->index[head]) {
            enter(it, head);
        } else if (it->labels[head] == ENT_NONE) {
            lower(it, node, it->index[head]);
        }
    }
}

ent_status ent__components_strong(uint32_t *labels, uint32_t *count, const ent__neighbours *rows, ent_error *error) {
    uint32_t n = rows->node_count;
    tarjan it = {.rows = rows, .labels = labels};
    uint32_t *room = ent__calloc((size_t)n * 5, sizeof *room);
    *count = 0;
    if (!room) {
        return ent__fail_memory(error);
    }
    it.index = room;
    it.low = room + n;
    it.next = room + (size_t)n * 2;
    it.path = room + (size_t)n * 3;
    it.open = room + (size_t)n * 4;
    for (uint32_t node = 0; node < n; node++) {
        labels[node] = ENT_NONE;
    }
    for (uint32_t node = 0; node < n; node++) {
        if (!it.index[node]) {
            explore(&it, node);
        }
    }
    free(room);
    *count = it.components;
    return ENT_OK;
}

/* ---- Labels ------------------------------------------------------------------------------------------------------- */

ent_status ent__labels_in_order(uint32_t *labels, uint32_t *count, uint32_t node_count, uint32_t bound,
                                ent_error *error) {
    uint32_t *names = ent__calloc(bound, sizeof *names);
    *count = 0;
    if (!names) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < node_count; node++) {
        if (!names[labels[node]]) {
            names[labels[node]] = ++*count;
        }
        labels[node] = names[labels[node]] - 1;
    }
    free(names);
    return ENT_OK;
}

static ent_status strong_in_order(uint32_t *labels, uint32_t *count, const ent__neighbours *rows, ent_error *error) {
    ent_status status = ent__components_strong(labels, count, rows, error);
    return status == ENT_OK ? ent__labels_in_order(labels, count, rows->node_count, *count, error) : status;
}

ent_status ent_components(uint32_t *labels, uint32_t *count, const ent_network *network, int strong, const ent_run *run,
                          ent_error *error) {
    ent__neighbours rows[2] = {{0}, {0}};
    unsigned row_count = !strong && network->directed ? 2 : 1;
    ent_status status = ent__progress(run, 0.0, error);
    *count = 0;
    if (status == ENT_OK) {
        status = ent__neighbours_make(&rows[0], network, ENT_OUT, error);
    }
    if (status == ENT_OK && row_count == 2) {
        status = ent__neighbours_make(&rows[1], network, ENT_IN, error);
    }
    if (status == ENT_OK && strong) {
        status = strong_in_order(labels, count, rows, error);
    } else if (status == ENT_OK) {
        *count = ent__components_weak(labels, rows, row_count);
    }
    for (uint32_t node = 0; node < network->node_count && status != ENT_OK; node++) {
        labels[node] = 0;
    }
    ent__neighbours_free(&rows[0]);
    ent__neighbours_free(&rows[1]);
    return status;
}
