/*
 * The shape of a network: ties sorted (tie_sort.c) and collapsed into edges (collapse.c), and edges laid into rows, here.
 * O(ties * bits of a pair / 11), twice the ties in memory while it runs.
 */
#include "collapse.h"
#include "tie_sort.h"

#include <pthread.h>
#include <stdlib.h>

/* Guards rows that are made on their first use: seldom, and once a network. */
static pthread_mutex_t rows_lock = PTHREAD_MUTEX_INITIALIZER;

/* Turns rows->offsets, where the length of row v stands at v + 2, into where rows begin, one place up: filling moves them down. */
static uint32_t *begin_rows(ent__rows *rows, uint32_t node_count) {
    for (uint32_t v = 0; v < node_count; v++) {
        rows->offsets[v + 2] += rows->offsets[v + 1];
    }
    return rows->offsets + 1;
}

/* Memory that is written before it is read, and may never be. */
static void *unwritten(size_t count, size_t size) {
    void *items = malloc(count ? count * size : 1);
    ent__prefer_huge_pages(items, count * size);
    return items;
}

/* Room for rows of so many entries, `nodes` among them unless there are some. */
static ent_status allocate_rows(ent__rows *rows, const ent_network *network, size_t entries, ent_error *error) {
    rows->offsets = ent__calloc((size_t)network->node_count + 2, sizeof *rows->offsets);
    rows->nodes = rows->nodes ? rows->nodes : unwritten(entries, sizeof *rows->nodes);
    rows->edges = unwritten(entries, sizeof *rows->edges);
    return rows->offsets && rows->nodes && rows->edges ? ENT_OK : ent__fail_memory(error);
}

static ent_status allocate_both(ent_network *network, ent_error *error) {
    if (!network->directed) {
        return allocate_rows(&network->out_rows, network, 2 * (size_t)network->edge_count, error);
    }
    network->out_rows.nodes = network->to;
    ent_status status = allocate_rows(&network->out_rows, network, network->edge_count, error);
    return status == ENT_OK ? allocate_rows(&network->in_rows, network, network->edge_count, error) : status;
}

/* Edges are ordered by (from, to). In each row smaller neighbours come first: those an edge has as its `from`. */
static void fill_undirected(ent_network *network) {
    ent__rows *rows = &network->out_rows;
    uint32_t m = network->edge_count;
    const uint32_t *from = network->from, *to = network->to;
    for (uint32_t e = 0; e < m; e++) {
        rows->offsets[from[e] + 2]++;
        rows->offsets[to[e] + 2]++;
    }
    uint32_t *next = begin_rows(rows, network->node_count);
    for (uint32_t e = 0; e < m; e++) {
        uint32_t place = next[to[e]]++;
        rows->nodes[place] = from[e];
        rows->edges[place] = e;
    }
    for (uint32_t e = 0; e < m; e++) {
        uint32_t place = next[from[e]]++;
        rows->nodes[place] = to[e];
        rows->edges[place] = e;
    }
    network->in_rows = *rows;
}

/* Along the arcs the edges themselves are the rows. */
static void fill_out(ent_network *network) {
    ent__rows *rows = &network->out_rows;
    for (uint32_t e = 0; e < network->edge_count; e++) {
        rows->offsets[network->from[e] + 1]++;
        rows->edges[e] = e;
    }
    for (uint32_t v = 0; v < network->node_count; v++) {
        rows->offsets[v + 1] += rows->offsets[v];
    }
}

static void fill_in(ent_network *network) {
    ent__rows *rows = &network->in_rows;
    for (uint32_t e = 0; e < network->edge_count; e++) {
        rows->offsets[network->to[e] + 2]++;
    }
    uint32_t *next = begin_rows(rows, network->node_count);
    for (uint32_t e = 0; e < network->edge_count; e++) {
        uint32_t place = next[network->to[e]]++;
        rows->nodes[place] = network->from[e];
        rows->edges[place] = e;
    }
}

static void fill_rows(ent_network *network) {
    if (network->directed) {
        fill_out(network);
        fill_in(network);
    } else {
        fill_undirected(network);
    }
}

ent_status ent__network_make_rows(ent_network *network, ent_error *error) {
    ent_status status = allocate_both(network, error);
    if (status == ENT_OK) {
        fill_rows(network);
    }
    return status;
}

ent_status ent__network_promise_rows(ent_network *network, ent_error *error) {
    atomic_init(&network->lacks_rows, true);
    return allocate_both(network, error);
}

void ent__network_keep_promise(const ent_network *network) {
    ent_network *made = (ent_network *)network; /* const to those who read it: they cannot tell when rows were made */
    pthread_mutex_lock(&rows_lock);
    if (atomic_load_explicit(&made->lacks_rows, memory_order_relaxed)) {
        fill_rows(made);
        atomic_store_explicit(&made->lacks_rows, false, memory_order_release);
    }
    pthread_mutex_unlock(&rows_lock);
}

static void free_rows(ent__rows *rows) {
    free(rows->offsets);
    free(rows->nodes);
    free(rows->edges);
}

void ent__network_free_rows(ent_network *network) {
    if (network->directed) {
        free_rows(&network->in_rows);
        network->out_rows.nodes = NULL; /* which are `to` */
    }
    free_rows(&network->out_rows);
    network->out_rows = network->in_rows = (ent__rows){0};
    atomic_store_explicit(&network->lacks_rows, false, memory_order_relaxed);
}

ent_status ent__network_build_pieces(ent_network *network, ent__piece *pieces, size_t piece_count,
                                     const ent__reading *reading, ent_error *error) {
    ent__piece sorted;
    ent_status status = ent__ties_sort(&sorted, pieces, piece_count, 2 * reading->bits, reading->workers, error);
    if (status == ENT_OK) {
        status = ent__network_collapse(network, &sorted, reading, error);
    }
    free(sorted.ties);
    return status == ENT_OK ? ent__network_make_rows(network, error) : status;
}

ent_status ent__network_build(ent_network *network, ent__tie *ties, size_t count, const double *lengths,
                              ent_error *error) {
    ent__reading reading = {.bits = ent__bits_below(network->node_count), .lengths = lengths, .workers = 1};
    ent__piece all = {ties, count};
    for (size_t i = 0; i < count; i++) {
        ties[i].pair = ties[i].pair >> 32 << reading.bits | (ties[i].pair & UINT32_MAX);
    }
    return ent__network_build_pieces(network, &all, 1, &reading, error);
}
