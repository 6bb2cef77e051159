/*
 * Components of a network: what hangs together, with or without regard to the direction. O(n + m), without recursion.
 */
#include "components.h"

#include <entente/analysis.h>
#include <stdlib.h>

ent_status ent__components_weak(uint32_t *labels, uint32_t *count, const ent__neighbours *rows, ent_error *error) {
    uint32_t *queue = ent__calloc(rows->node_count, sizeof *queue), found = 0;
    *count = 0;
    if (!queue) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < rows->node_count; node++) {
        labels[node] = ENT_NONE;
    }
    for (uint32_t root = 0; root < rows->node_count; root++) {
        if (labels[root] != ENT_NONE) {
            continue;
        }
        uint32_t size = 0;
        labels[root] = found;
        queue[size++] = root;
        for (uint32_t i = 0; i < size; i++) {
            for (uint32_t entry = rows->offsets[queue[i]]; entry < rows->offsets[queue[i] + 1]; entry++) {
                if (labels[rows->heads[entry]] == ENT_NONE) {
                    labels[rows->heads[entry]] = found;
                    queue[size++] = rows->heads[entry];
                }
            }
        }
        found++;
    }
    free(queue);
    *count = found;
    return ENT_OK;
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

ent_status ent_components(uint32_t *labels, uint32_t *count, const ent_network *network, int strong, const ent_run *run,
                          ent_error *error) {
    ent__neighbours rows = {0};
    ent_status status = ent__progress(run, 0.0, error);
    *count = 0;
    if (status == ENT_OK) {
        status = ent__neighbours_make(&rows, network, strong ? ENT_OUT : ENT_ALL, error);
    }
    if (status == ENT_OK && strong) {
        status = ent__components_strong(labels, count, &rows, error);
        if (status == ENT_OK) {
            status = ent__labels_in_order(labels, count, rows.node_count, *count, error);
        }
    } else if (status == ENT_OK) {
        status = ent__components_weak(labels, count, &rows, error);
    }
    for (uint32_t node = 0; node < network->node_count && status != ENT_OK; node++) {
        labels[node] = 0;
    }
    ent__neighbours_free(&rows);
    return status;
}
