/*
 * Coreness (Seidman 1983) by peeling: for k = 0, 1, ... whoever has at most k neighbours left goes, and takes one off each of
 * theirs, which may make them go at the same k. Batagelj & Zaversnik (2003) keep all nodes sorted by degree for that; here
 * those left are only gone through again for every k, which costs no more (a node of coreness k is looked at k + 1 times, and
 * k is at most its degree) and reads memory in order. What is as likely as not is computed, not branched on: that a neighbour
 * is still there, or that a node goes. O(n + m) time, 12 bytes a node of memory.
 */
#include "../network/neighbours.h"
#include "measure.h"

#include <stdlib.h>

typedef struct peeling {
    ent__neighbours rows[2]; /* whose degree it lowers when a node goes */
    unsigned row_count;
    uint32_t *degree; /* left of each node, never below its coreness once that is known */
    uint32_t *left, left_count; /* rising */
    uint32_t *gone, gone_count; /* in the order they go */
} peeling;

static void free_peeling(peeling *it) {
    ent__neighbours_free(&it->rows[0]);
    ent__neighbours_free(&it->rows[1]);
    free(it->degree);
    free(it->left);
    free(it->gone);
}

/* Degrees by out lie on the tails of arcs, so it is the in rows that tell whose degree falls; and the other way round. */
static ent_status make_rows(peeling *it, const ent__call *call, ent_error *error) {
    ent_mode mode = call->network->directed ? call->options.mode : ENT_OUT;
    ent_status status = ENT_OK;
    if (mode != ENT_OUT || !call->network->directed) {
        status = ent__neighbours_make(&it->rows[it->row_count++], call->network, ENT_OUT, error);
    }
    if (mode != ENT_IN && call->network->directed && status == ENT_OK) {
        status = ent__neighbours_make(&it->rows[it->row_count++], call->network, ENT_IN, error);
    }
    return status;
}

/* A degree is the length of a node's rows, unless they are of the other direction. */
static void set_degrees(peeling *it, uint32_t n, bool along) {
    for (unsigned i = 0; i < it->row_count; i++) {
        const ent__neighbours *rows = &it->rows[i];
        for (uint32_t node = 0; node < n && along; node++) {
            it->degree[node] += ent__degree(rows, node);
        }
        for (uint32_t place = 0; place < rows->offsets[n] && !along; place++) {
            it->degree[rows->heads[place]]++;
        }
    }
}

static ent_status make_peeling(peeling *it, const ent__call *call, ent_error *error) {
    uint32_t n = call->network->node_count;
    *it = (peeling){.left_count = n};
    ent_status status = make_rows(it, call, error);
    it->degree = ent__calloc(n, sizeof *it->degree);
    it->left = ent__calloc((size_t)n + 1, sizeof *it->left);
    it->gone = ent__calloc((size_t)n + 1, sizeof *it->gone);
    if (status == ENT_OK && (!it->degree || !it->left || !it->gone)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        set_degrees(it, n, !call->network->directed || it->row_count == 2);
    }
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        it->left[node] = node;
    }
    return status;
}

/* Of those left whoever has k neighbours left goes now; whoever has fewer went before. */
static void begin_with(peeling *it, uint32_t k) {
    uint32_t kept = 0, gone = it->gone_count;
    for (uint32_t i = 0; i < it->left_count; i++) {
        uint32_t node = it->left[i], degree = it->degree[node];
        it->left[kept] = node;
        kept += degree > k;
        it->gone[gone] = node;
        gone += degree == k;
    }
    it->left_count = kept;
    it->gone_count = gone;
}

/* A node goes at k: each of its neighbours has one less, unless it goes at k as well. */
static void take_away(peeling *it, uint32_t node, uint32_t k) {
    for (unsigned i = 0; i < it->row_count; i++) {
        const ent__neighbours *rows = &it->rows[i];
        for (uint32_t place = rows->offsets[node]; place < rows->offsets[node + 1]; place++) {
            uint32_t neighbour = rows->heads[place], degree = it->degree[neighbour];
            it->degree[neighbour] = degree - (degree > k);
            if (degree == k + 1) {
                it->gone[it->gone_count++] = neighbour;
            }
        }
    }
}

ent_status ent__score_coreness(double *scores, const ent__call *call, ent_error *error) {
    peeling it;
    uint32_t n = call->network->node_count, next = 0;
    ent_status status = make_peeling(&it, call, error);
    for (uint32_t k = 0; it.left_count && status == ENT_OK; k++) {
        begin_with(&it, k);
        while (next < it.gone_count) {
            take_away(&it, it.gone[next++], k);
        }
        status = ent__progress(call->run, (double)next / n, error);
    }
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        scores[node] = it.degree[node];
    }
    free_peeling(&it);
    return status;
}
