/*
 * The ties that lead up, and counting what they close. O(m^1.5).
 */
#include "triangles.h"

#include "../base/parallel.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK 128u /* nodes that a thread takes at once */
#define SHARED_FROM 20000u /* ties from which threads are worth starting */

void ent__upward_free(ent__upward *it) {
    ent__neighbours_free(&it->rows[0]);
    ent__neighbours_free(&it->rows[1]);
    free(it->ranks);
    free(it->offsets);
    free(it->heads);
    free(it->ways);
    *it = (ent__upward){0};
}

static uint32_t degree_of(const ent__upward *it, uint32_t node) {
    return ent__degree(&it->rows[0], node) + (it->row_count > 1 ? ent__degree(&it->rows[1], node) : 0);
}

/* Ranks by degree, and among equals by number; `order`: the node of each rank. */
static ent_status rank(ent__upward *it, uint32_t *order, ent_error *error) {
    uint32_t n = it->node_count, most = 0;
    for (uint32_t node = 0; node < n; node++) {
        most = degree_of(it, node) > most ? degree_of(it, node) : most;
    }
    uint32_t *starts = ent__calloc((size_t)most + 2, sizeof *starts);
    if (!starts) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        starts[degree_of(it, node) + 1]++;
    }
    for (uint32_t degree = 0; degree < most; degree++) {
        starts[degree + 1] += starts[degree];
    }
    for (uint32_t node = 0; node < n; node++) {
        it->ranks[node] = starts[degree_of(it, node)]++;
        order[it->ranks[node]] = node;
    }
    free(starts);
    return ENT_OK;
}

/* Every tie is written down where it is met, and stays if it leads up. */
static void fill_rows(ent__upward *it, const uint32_t *order) {
    uint32_t used = 0;
    for (uint32_t low = 0; low < it->node_count; low++) {
        ent__dyads row = ent__dyads_of(it, order[low]);
        while (ent__dyads_next(&row)) {
            uint32_t high = it->ranks[row.node];
            it->heads[used] = high;
            if (it->ways) {
                it->ways[used] = (uint8_t)row.way;
            }
            used += high > low;
        }
        it->offsets[low + 1] = used;
    }
}

static ent_status make_rows(ent__upward *it, const ent_network *network, ent_error *error) {
    ent_status status = ent__neighbours_make(&it->rows[0], network, ENT_OUT, error);
    it->row_count = network->directed ? 2 : 1;
    if (status == ENT_OK && network->directed) {
        status = ent__neighbours_make(&it->rows[1], network, ENT_IN, error);
    }
    return status;
}

ent_status ent__upward_make(ent__upward *it, const ent_network *network, bool with_ways, ent_error *error) {
    uint32_t n = network->node_count;
    *it = (ent__upward){.node_count = n};
    ent_status status = make_rows(it, network, error);
    if (status != ENT_OK) {
        return status;
    }
    size_t ties = it->rows[0].offsets[n] / (network->directed ? 1 : 2) + (size_t)1; /* one is written in vain */
    uint32_t *order = ent__calloc(n, sizeof *order);
    it->ranks = ent__calloc(n, sizeof *it->ranks);
    it->offsets = ent__calloc((size_t)n + 1, sizeof *it->offsets);
    it->heads = ent__network_column(ties, sizeof *it->heads);
    it->ways = with_ways ? ent__network_column(ties, sizeof *it->ways) : NULL;
    if (!order || !it->ranks || !it->offsets || !it->heads || (with_ways && !it->ways)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = rank(it, order, error);
    }
    if (status == ENT_OK) {
        fill_rows(it, order);
    }
    free(order);
    return status;
}

/* ---- Counting ----------------------------------------------------------------------------------------------------- */

/* What each thread marks and counts in. */
typedef struct hand {
    uint8_t *marks;
    uint64_t *tally;
} hand;

typedef struct hunt {
    const ent__upward *rows;
    ent__triangle_count *count;
    hand *hands;
} hunt;

static ent_status count_block(void *context, uint32_t worker, size_t item, ent_error *error) {
    const hunt *all = context;
    const ent__upward *rows = all->rows;
    hand *own = &all->hands[worker];
    uint32_t start = (uint32_t)item * BLOCK, end = rows->node_count - start < BLOCK ? rows->node_count : start + BLOCK;
    (void)error;
    for (uint32_t node = start; node < end; node++) {
        if (rows->offsets[node + 1] - rows->offsets[node] < 2) {
            continue; /* no two heads that could be tied */
        }
        for (uint32_t i = rows->offsets[node]; i < rows->offsets[node + 1]; i++) {
            own->marks[rows->heads[i]] = rows->ways ? rows->ways[i] : 1;
        }
        all->count(own->tally, rows, node, own->marks);
        for (uint32_t i = rows->offsets[node]; i < rows->offsets[node + 1]; i++) {
            own->marks[rows->heads[i]] = 0;
        }
    }
    return ENT_OK;
}

static bool make_hands(hunt *all, uint32_t workers, size_t length) {
    bool complete = all->hands != NULL;
    for (uint32_t i = 0; i < workers && complete; i++) {
        all->hands[i].marks = ent__calloc(all->rows->node_count, sizeof *all->hands[i].marks);
        all->hands[i].tally = ent__calloc(length, sizeof *all->hands[i].tally);
        complete = all->hands[i].marks && all->hands[i].tally;
    }
    return complete;
}

ent_status ent__triangles(uint64_t *tally, size_t length, ent__triangle_count *count, const ent__upward *it,
                          const ent_run *run, ent_error *error) {
    uint32_t workers = it->offsets[it->node_count] < SHARED_FROM ? 1 : ent__threads(run);
    hunt all = {it, count, ent__calloc(workers, sizeof *all.hands)};
    ent_status status = make_hands(&all, workers, length) ? ENT_OK : ent__fail_memory(error);
    memset(tally, 0, length * sizeof *tally);
    if (status == ENT_OK) {
        status = ent__parallel((it->node_count + BLOCK - 1) / BLOCK, workers, count_block, &all, run, error);
    }
    for (uint32_t i = 0; i < workers && all.hands; i++) {
        for (size_t place = 0; place < length && status == ENT_OK; place++) {
            tally[place] += all.hands[i].tally[place];
        }
        free(all.hands[i].marks);
        free(all.hands[i].tally);
    }
    free(all.hands);
    return status;
}
