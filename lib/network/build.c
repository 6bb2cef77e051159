/*
 * The shape of a network: ties sorted (tie_sort.c) and collapsed into edges (collapse.c), and edges laid into rows, here.
 * O(ties * bits of a pair / 11), twice the ties in memory while it runs.
 */
#include "collapse.h"
#include "tie_sort.h"

#include <stdlib.h>

/* So that the entries of undirected rows, two an edge, are counted in 32 bits. */
#define MOST_EDGES (UINT32_MAX / 2 - 1)

/* Zeroed room for a column. */
static void *column(size_t count, size_t size) {
    void *items = ent__calloc(count, size);
    ent__prefer_huge_pages(items, count * size);
    return items;
}

ent_status ent__network_allocate(ent_network *network, size_t edges, size_t evidence, ent_error *error) {
    if (edges > MOST_EDGES) {
        return ent__fail(error, ENT_ELIMIT, "a network has room for %u edges; these are %zu", MOST_EDGES, edges);
    }
    network->edge_count = (uint32_t)edges;
    network->from = column(edges, sizeof *network->from);
    network->to = column(edges, sizeof *network->to);
    network->positive = column(edges, sizeof *network->positive);
    network->negative = column(edges, sizeof *network->negative);
    network->length = column(edges, sizeof *network->length);
    network->relations = column(edges, sizeof *network->relations);
    network->first = column(edges, sizeof *network->first);
    network->last = column(edges, sizeof *network->last);
    network->kinds = column(edges, ENT_KIND_COUNT * sizeof *network->kinds);
    network->evidence_offsets = column(edges + 1, sizeof *network->evidence_offsets);
    network->evidence = column(evidence, sizeof *network->evidence);
    bool complete = network->from && network->to && network->positive && network->negative && network->length &&
                    network->relations && network->first && network->last && network->kinds &&
                    network->evidence_offsets && network->evidence;
    return complete ? ENT_OK : ent__fail_memory(error);
}

/* Rows over the edges: by `tails`, neighbours in `heads`; with `both` every edge stands in the rows of both its ends. */
static ent_status make_rows(ent__rows *rows, const ent_network *network, const uint32_t *tails, const uint32_t *heads,
                            bool both, ent_error *error) {
    uint32_t n = network->node_count, m = network->edge_count;
    size_t entries = both ? 2 * (size_t)m : m;
    rows->offsets = column((size_t)n + 2, sizeof *rows->offsets);
    rows->nodes = column(entries, sizeof *rows->nodes);
    rows->edges = column(entries, sizeof *rows->edges);
    if (!rows->offsets || !rows->nodes || !rows->edges) {
        return ent__fail_memory(error);
    }
    /* Counted two places up, so that filling leaves the offsets where they belong. */
    uint32_t *next = rows->offsets + 1;
    for (uint32_t e = 0; e < m; e++) {
        rows->offsets[tails[e] + 2]++;
        if (both) {
            rows->offsets[heads[e] + 2]++;
        }
    }
    for (uint32_t v = 0; v < n; v++) {
        rows->offsets[v + 2] += rows->offsets[v + 1];
    }
    /* Edges are ordered by (from, to). Smaller neighbours first: those an undirected edge has as its `from`. */
    for (uint32_t e = 0; both && e < m; e++) {
        uint32_t place = next[heads[e]]++;
        rows->nodes[place] = tails[e];
        rows->edges[place] = e;
    }
    for (uint32_t e = 0; e < m; e++) {
        uint32_t place = next[tails[e]]++;
        rows->nodes[place] = heads[e];
        rows->edges[place] = e;
    }
    return ENT_OK;
}

ent_status ent__network_make_rows(ent_network *network, ent_error *error) {
    ent_status status = make_rows(&network->out, network, network->from, network->to, !network->directed, error);
    if (status == ENT_OK && network->directed) {
        status = make_rows(&network->in, network, network->to, network->from, false, error);
    }
    if (!network->directed) {
        network->in = network->out;
    }
    return status;
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
