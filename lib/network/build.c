/*
 * Collapsing ties into edges, and edges into rows: the one place where a network takes its shape.
 *
 * Ties are sorted by (pair, order of arrival) with a stable radix sort, so that sums run in the order of the relations
 * and the result does not depend on anything else. O(ties) time, twice the ties in memory while it runs.
 */
#include "network_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    if (a->relation != b->relation) {
        return a->relation < b->relation ? -1 : 1;
    }
    return ((int)a->reversed * 2 + a->mirrored) - ((int)b->reversed * 2 + b->mirrored);
}

/* Ties come in the order of their relations; few are sorted in place, many by four passes. */
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

/* True if the ties of one pair run both ways, or run only one way in a network that asks for no more. */
static bool is_edge(const ent_network *network, const ent__tie *ties, size_t count) {
    if (network->view.direction != ENT_MUTUAL) {
        return true;
    }
    bool forth = false, back = false;
    for (size_t i = 0; i < count; i++) {
        (ties[i].reversed ? &back : &forth)[0] = true;
    }
    return forth && back;
}

/* The end of the run of ties that join the same pair as ties[start]. */
static size_t run_end(const ent__tie *ties, size_t start, size_t count) {
    size_t end = start + 1;
    while (end < count && ties[end].pair == ties[start].pair) {
        end++;
    }
    return end;
}

/* Drops the ties that make no edge: ways back of mutual relations, and in a mutual network pairs that run one way. */
static size_t keep_edges(const ent_network *network, ent__tie *ties, size_t count, size_t *edges) {
    size_t kept = 0;
    *edges = 0;
    for (size_t start = 0, end; start < count; start = end) {
        end = run_end(ties, start, count);
        if (!is_edge(network, ties + start, end - start)) {
            continue;
        }
        ++*edges;
        for (size_t i = start; i < end; i++) {
            if (network->directed || !ties[i].mirrored) {
                ties[kept++] = ties[i];
            }
        }
    }
    return kept;
}

static ent_status allocate_edges(ent_network *network, size_t edges, size_t ties, bool lengths, ent_error *error) {
    if (edges > UINT32_MAX / 2 - 1) {
        return ent__fail(error, ENT_ELIMIT, "a network has room for %u edges; these are %zu", UINT32_MAX / 2 - 1,
                         edges);
    }
    network->edge_count = (uint32_t)edges;
    network->from = ent__calloc(edges, sizeof *network->from);
    network->to = ent__calloc(edges, sizeof *network->to);
    network->positive = ent__calloc(edges, sizeof *network->positive);
    network->negative = ent__calloc(edges, sizeof *network->negative);
    network->length = lengths ? ent__calloc(edges, sizeof *network->length) : NULL;
    network->relations = ent__calloc(edges, sizeof *network->relations);
    network->first = ent__calloc(edges, sizeof *network->first);
    network->last = ent__calloc(edges, sizeof *network->last);
    network->kinds = ent__calloc(edges, ENT_KIND_COUNT * sizeof *network->kinds);
    network->evidence_offsets = ent__calloc(edges + 1, sizeof *network->evidence_offsets);
    network->evidence = ent__calloc(ties, sizeof *network->evidence);
    bool complete = network->from && network->to && network->positive && network->negative &&
                    (network->length || !lengths) && network->relations && network->first && network->last &&
                    network->kinds && network->evidence_offsets && network->evidence;
    return complete ? ENT_OK : ent__fail_memory(error);
}

/* Adds one tie to an edge; `is_new`: its relation has not been counted there yet. */
static void add_tie(ent_network *network, uint32_t edge, const ent__tie *tie, const double *lengths, bool is_new) {
    network->positive[edge] += tie->positive;
    network->negative[edge] += tie->negative;
    network->first[edge] = tie->first < network->first[edge] ? tie->first : network->first[edge];
    network->last[edge] = tie->last > network->last[edge] ? tie->last : network->last[edge];
    if (lengths && tie->positive > 0.0 && lengths[tie->relation] < network->length[edge]) {
        network->length[edge] = lengths[tie->relation];
    }
    if (is_new) {
        network->relations[edge]++;
        network->kinds[ENT_KIND_COUNT * edge + tie->kind]++;
        network->evidence[network->evidence_offsets[edge + 1]++] = tie->relation;
    }
}

static void fill_edges(ent_network *network, const ent__tie *ties, size_t count, const double *lengths) {
    uint32_t edge = 0;
    for (size_t start = 0, end; start < count; start = end, edge++) {
        end = run_end(ties, start, count);
        network->from[edge] = (uint32_t)(ties[start].pair >> 32);
        network->to[edge] = (uint32_t)ties[start].pair;
        network->first[edge] = ENT_DATE_MAX;
        network->last[edge] = ENT_DATE_MIN;
        network->evidence_offsets[edge + 1] = network->evidence_offsets[edge];
        if (lengths) {
            network->length[edge] = INFINITY;
        }
        for (size_t i = start; i < end; i++) {
            add_tie(network, edge, &ties[i], lengths, i == start || ties[i].relation != ties[i - 1].relation);
        }
    }
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

ent_status ent__network_build(ent_network *network, ent__tie *ties, size_t count, const double *lengths,
                              ent_error *error) {
    ent_status status = sort_ties(ties, count, error);
    size_t edges = 0, kept = status == ENT_OK ? keep_edges(network, ties, count, &edges) : 0;
    if (status == ENT_OK) {
        status = allocate_edges(network, edges, kept, lengths != NULL, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    fill_edges(network, ties, kept, lengths);
    status = make_rows(&network->out, network, network->from, network->to, !network->directed, error);
    if (status == ENT_OK && network->directed) {
        status = make_rows(&network->in, network, network->to, network->from, false, error);
    }
    if (!network->directed) {
        network->in = network->out;
    }
    return status;
}
