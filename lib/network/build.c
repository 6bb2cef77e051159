/*
 * Collapsing ties into edges, and edges into rows: the one place where a network takes its shape.
 *
 * Ties are sorted by pair and in it by relation; sums are exact, or run in this order. So the result does not depend on
 * anything else. O(ties) time, twice the ties in memory while it runs.
 */
#include "network_internal.h"

#include "../base/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* So that the entries of undirected rows, two an edge, are counted in 32 bits. */
#define MOST_EDGES (UINT32_MAX / 2 - 1)

/* Stable counting sort of the ties by 16 bits of their pair. */
static void sort_pass(ent__tie *to, const ent__tie *from, size_t count, unsigned shift, size_t *starts) {
    memset(starts, 0, 65537 * sizeof *starts);
    for (size_t i = 0; i < count; i++) {
        starts[(from[i].pair >> shift & 0xFFFFu) + 1]++;
    }
    for (size_t digit = 0; digit < 65536; digit++) {
        starts[digit + 1] += starts[digit];
    }
    for (size_t i = 0; i < count; i++) {
        to[starts[from[i].pair >> shift & 0xFFFFu]++] = from[i];
    }
}

static int by_pair_then_relation(const void *left, const void *right) {
    const ent__tie *a = left, *b = right;
    if (a->pair != b->pair) {
        return a->pair < b->pair ? -1 : 1;
    }
    return (a->relation > b->relation) - (a->relation < b->relation);
}

/* Ties come in the order of their relations, which the passes keep, being stable. Four passes cost as much as sorting some
 * thousand ties in place. */
static ent_status sort_ties(ent__tie *ties, size_t count, ent_error *error) {
    if (count < 4096) {
        if (count) {
            qsort(ties, count, sizeof *ties, by_pair_then_relation);
        }
        return ENT_OK;
    }
    ent__tie *spare = ent__calloc(count, sizeof *spare);
    size_t *starts = ent__calloc(65537, sizeof *starts);
    ent_status status = spare && starts ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        sort_pass(spare, ties, count, 0, starts);
        sort_pass(ties, spare, count, 16, starts);
        sort_pass(spare, ties, count, 32, starts);
        sort_pass(ties, spare, count, 48, starts);
    }
    free(spare);
    free(starts);
    return status;
}

/* The end of the run of ties that join the same pair as ties[start]. */
static size_t run_end(const ent__tie *ties, size_t start, size_t count) {
    size_t end = start + 1;
    while (end < count && ties[end].pair == ties[start].pair) {
        end++;
    }
    return end;
}

static size_t count_edges(const ent__tie *ties, size_t count) {
    size_t edges = 0;
    for (size_t start = 0; start < count; start = run_end(ties, start, count)) {
        edges++;
    }
    return edges;
}

ent_status ent__network_allocate(ent_network *network, size_t edges, size_t evidence, ent_error *error) {
    if (edges > MOST_EDGES) {
        return ent__fail(error, ENT_ELIMIT, "a network has room for %u edges; these are %zu", MOST_EDGES, edges);
    }
    network->edge_count = (uint32_t)edges;
    network->from = ent__calloc(edges, sizeof *network->from);
    network->to = ent__calloc(edges, sizeof *network->to);
    network->positive = ent__calloc(edges, sizeof *network->positive);
    network->negative = ent__calloc(edges, sizeof *network->negative);
    network->length = ent__calloc(edges, sizeof *network->length);
    network->relations = ent__calloc(edges, sizeof *network->relations);
    network->first = ent__calloc(edges, sizeof *network->first);
    network->last = ent__calloc(edges, sizeof *network->last);
    network->kinds = ent__calloc(edges, ENT_KIND_COUNT * sizeof *network->kinds);
    network->evidence_offsets = ent__calloc(edges + 1, sizeof *network->evidence_offsets);
    network->evidence = ent__calloc(evidence, sizeof *network->evidence);
    bool complete = network->from && network->to && network->positive && network->negative && network->length &&
                    network->relations && network->first && network->last && network->kinds &&
                    network->evidence_offsets && network->evidence;
    return complete ? ENT_OK : ent__fail_memory(error);
}

static void add_tie(ent_network *network, uint32_t edge, const ent__tie *tie, const double *lengths) {
    network->first[edge] = tie->first < network->first[edge] ? tie->first : network->first[edge];
    network->last[edge] = tie->last > network->last[edge] ? tie->last : network->last[edge];
    double length = lengths && tie->relation != ENT_NONE ? lengths[tie->relation] : 1.0;
    if (lengths && tie->positive > 0.0 && length < network->length[edge]) {
        network->length[edge] = length;
    }
    if (tie->relation == ENT_NONE) {
        return;
    }
    network->relations[edge]++;
    network->kinds[ENT_KIND_COUNT * (size_t)edge + tie->kind]++;
    network->evidence[network->evidence_offsets[edge + 1]++] = tie->relation;
}

static void add_up(ent_network *network, uint32_t edge, const ent__tie *ties, size_t count) {
    ent__exact positive = {0}, negative = {0};
    for (size_t i = 0; i < count; i++) {
        ent__exact_add(&positive, ties[i].positive);
        ent__exact_add(&negative, ties[i].negative);
    }
    network->positive[edge] = ent__exact_value(&positive);
    network->negative[edge] = ent__exact_value(&negative);
}

static void fill_edges(ent_network *network, const ent__tie *ties, size_t count, const double *lengths) {
    uint32_t edge = 0;
    for (size_t start = 0, end; start < count; start = end, edge++) {
        end = run_end(ties, start, count);
        network->from[edge] = (uint32_t)(ties[start].pair >> 32);
        network->to[edge] = (uint32_t)ties[start].pair;
        network->first[edge] = ENT_DATE_MAX;
        network->last[edge] = ENT_DATE_MIN;
        network->length[edge] = lengths ? INFINITY : 1.0;
        network->evidence_offsets[edge + 1] = network->evidence_offsets[edge];
        for (size_t i = start; i < end; i++) {
            add_tie(network, edge, &ties[i], lengths);
        }
        add_up(network, edge, ties + start, end - start);
    }
    network->evidence_count = network->evidence_offsets[edge];
}

/* Rows over the edges: by `tails`, neighbours in `heads`; with `both` every edge stands in the rows of both its ends. */
static ent_status make_rows(ent__rows *rows, const ent_network *network, const uint32_t *tails, const uint32_t *heads,
                            bool both, ent_error *error) {
    uint32_t n = network->node_count, m = network->edge_count;
    size_t entries = both ? 2 * (size_t)m : m;
    rows->offsets = ent__calloc((size_t)n + 2, sizeof *rows->offsets);
    rows->nodes = ent__calloc(entries, sizeof *rows->nodes);
    rows->edges = ent__calloc(entries, sizeof *rows->edges);
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

ent_status ent__network_build(ent_network *network, ent__tie *ties, size_t count, const double *lengths,
                              ent_error *error) {
    ent_status status = sort_ties(ties, count, error);
    if (status == ENT_OK) {
        status = ent__network_allocate(network, count_edges(ties, count), count, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    fill_edges(network, ties, count, lengths);
    return ent__network_make_rows(network, error);
}
