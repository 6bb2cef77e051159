/*
 * The shape of a network: ties sorted (tie_sort.c) and collapsed into edges (collapse.c), and edges laid into rows, here.
 * O(ties * bits of a pair / 11), twice the ties in memory while it runs.
 *
 * Rows are laid part by part of the edges, on threads: every part counts the entries of each node, the counts give every part its
 * places, and every part puts its edges there, in their order. As edges are ordered by (from, to), a node's smaller neighbours, of
 * which it is the `to`, come before its larger ones. Nothing depends on how many parts there are.
 */
#include "../base/parallel.h"
#include "collapse.h"
#include "tie_sort.h"

#include <pthread.h>
#include <stdlib.h>

/* Guards rows that are made on their first use: seldom, and once a network. */
static pthread_mutex_t rows_lock = PTHREAD_MUTEX_INITIALIZER;

/* Edges that are worth a part of their own. */
#define PART 65536u

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

typedef struct laying {
    ent_network *network;
    ent__rows *rows; /* those that edges are put into: both ways, or the way back */
    size_t part_count;
    uint32_t *spare; /* `next` of the parts but the last */
} laying;

/* Of each node, first a part's entries, then where its next one goes. The last part's next ones end as where the rows do. */
static uint32_t *next_of(const laying *all, size_t part) {
    return part + 1 == all->part_count ? all->rows->offsets + 1 : all->spare + part * all->network->node_count;
}

static uint32_t part_start(const laying *all, size_t part) {
    return (uint32_t)((uint64_t)all->network->edge_count * part / all->part_count);
}

/* Along the arcs the edges themselves are the rows: those of nodes up to an edge's `from`, from the one before on, start with it. */
static void start_rows(ent_network *network, uint32_t edge) {
    uint32_t first = edge > 0 ? network->from[edge - 1] + 1 : 0;
    uint32_t end = edge < network->edge_count ? network->from[edge] + 1 : network->node_count + 1;
    for (uint32_t v = first; v < end; v++) {
        network->out_rows.offsets[v] = edge;
    }
}

static ent_status count_part(void *context, uint32_t worker, size_t item, ent_error *error) {
    const laying *all = context;
    ent_network *network = all->network;
    uint32_t *counts = next_of(all, item);
    (void)worker;
    (void)error;
    for (uint32_t e = part_start(all, item), end = part_start(all, item + 1); e < end; e++) {
        counts[network->to[e]]++;
        if (network->directed) {
            network->out_rows.edges[e] = e;
            start_rows(network, e);
        } else {
            counts[network->from[e]]++;
        }
    }
    return ENT_OK;
}

static void find_places(const laying *all) {
    uint32_t place = 0;
    for (uint32_t v = 0; v < all->network->node_count; v++) {
        for (size_t part = 0; part < all->part_count; part++) {
            uint32_t *next = &next_of(all, part)[v], count = *next;
            *next = place;
            place += count;
        }
    }
}

static ent_status fill_part(void *context, uint32_t worker, size_t item, ent_error *error) {
    const laying *all = context;
    const ent_network *network = all->network;
    uint32_t *next = next_of(all, item);
    (void)worker;
    (void)error;
    for (uint32_t e = part_start(all, item), end = part_start(all, item + 1); e < end; e++) {
        uint32_t place = next[network->to[e]]++;
        all->rows->nodes[place] = network->from[e];
        all->rows->edges[place] = e;
        if (!network->directed) {
            place = next[network->from[e]]++;
            all->rows->nodes[place] = network->to[e];
            all->rows->edges[place] = e;
        }
    }
    return ENT_OK;
}

/* A single part needs no memory for threads. */
static ent_status do_parts(laying *all, ent__task *task, ent_error *error) {
    return all->part_count == 1 ? task(all, 0, 0, error)
                                : ent__parallel(all->part_count, (uint32_t)all->part_count, task, all, NULL, error);
}

/* Fills rows that there is room for; by one worker it cannot fail. */
static ent_status fill_rows(ent_network *network, uint32_t workers, ent_error *error) {
    laying all = {.network = network, .rows = network->directed ? &network->in_rows : &network->out_rows};
    size_t most = 1 + network->edge_count / (PART > network->node_count ? PART : network->node_count);
    all.part_count = workers < most ? workers : most;
    all.spare = all.part_count > 1 ? ent__calloc((all.part_count - 1) * network->node_count, sizeof *all.spare) : NULL;
    ent_status status = all.spare || all.part_count == 1 ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = do_parts(&all, count_part, error);
    }
    if (status == ENT_OK) {
        find_places(&all);
        status = do_parts(&all, fill_part, error);
    }
    free(all.spare);
    if (network->directed) {
        start_rows(network, network->edge_count);
    } else {
        network->in_rows = network->out_rows;
    }
    return status;
}

ent_status ent__network_make_rows(ent_network *network, uint32_t workers, ent_error *error) {
    ent_status status = allocate_both(network, error);
    return status == ENT_OK ? fill_rows(network, workers, error) : status;
}

ent_status ent__network_promise_rows(ent_network *network, ent_error *error) {
    atomic_init(&network->lacks_rows, true);
    return allocate_both(network, error);
}

void ent__network_keep_promise(const ent_network *network) {
    ent_network *made = (ent_network *)network; /* const to those who read it: they cannot tell when rows were made */
    pthread_mutex_lock(&rows_lock);
    if (atomic_load_explicit(&made->lacks_rows, memory_order_relaxed)) {
        (void)fill_rows(made, 1, NULL);
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
    return status == ENT_OK ? ent__network_make_rows(network, reading->workers, error) : status;
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
