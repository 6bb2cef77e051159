/*
 * Structural holes (Burt 1992): constraint, effective size, efficiency and hierarchy of every node.
 *
 * z(u,v) is what ties u and v, in both directions together; p(u,v) the share of it in all that ties u. Every sum over the
 * neighbours' neighbours meets only those that are u's own: O(sum of squared degrees) time, O(n + m) memory.
 */
#include "measure.h"

#include <math.h>
#include <stdlib.h>

typedef struct holes {
    ent__layer ties; /* symmetric rows; weights are z */
    double *sum, *greatest; /* of z over each node's row */
    double *own; /* p(u, v) of the node u at work, 0 elsewhere */
    double *indirect; /* sum over q of p(u, q) p(q, v); 0 elsewhere */
} holes;

static void free_holes(holes *it) {
    ent__layer_free(&it->ties);
    free(it->sum);
    free(it->greatest);
    free(it->own);
    free(it->indirect);
}

/* The projection has unit ties of 1; here a reciprocated one counts 2. */
static void count_directions(ent__layer *ties, const ent_network *network) {
    for (uint32_t node = 0; node < ties->node_count; node++) {
        for (uint32_t entry = ties->offsets[node]; entry < ties->offsets[node + 1]; entry++) {
            uint32_t forth = ent_network_find_edge(network, node, ties->heads[entry]);
            uint32_t back = ent_network_find_edge(network, ties->heads[entry], node);
            bool has_forth = forth != ENT_NONE && ent__edge_positive(network, forth) > 0.0;
            bool has_back = back != ENT_NONE && ent__edge_positive(network, back) > 0.0;
            ties->weights[entry] = (has_forth ? 1.0 : 0.0) + (has_back ? 1.0 : 0.0);
        }
    }
}

static ent_status make_holes(holes *it, const ent__call *call, ent_error *error) {
    *it = (holes){0};
    ent_status status = ent__layer_make(&it->ties, call->network, ENT_ALL, call->options.weight, error);
    if (status != ENT_OK) {
        return status;
    }
    if (call->network->directed && call->options.weight == ENT_WEIGHT_UNIT) {
        count_directions(&it->ties, call->network);
    }
    uint32_t n = it->ties.node_count;
    it->sum = ent__calloc(n, sizeof *it->sum);
    it->greatest = ent__calloc(n, sizeof *it->greatest);
    it->own = ent__calloc(n, sizeof *it->own);
    it->indirect = ent__calloc(n, sizeof *it->indirect);
    if (!it->sum || !it->greatest || !it->own || !it->indirect) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        for (uint32_t entry = it->ties.offsets[node]; entry < it->ties.offsets[node + 1]; entry++) {
            it->sum[node] += it->ties.weights[entry];
            it->greatest[node] = fmax(it->greatest[node], it->ties.weights[entry]);
        }
    }
    return ENT_OK;
}

/* Sets own p of a node's neighbours, or back to 0. */
static void set_own(holes *it, uint32_t node, bool on) {
    for (uint32_t entry = it->ties.offsets[node]; entry < it->ties.offsets[node + 1]; entry++) {
        it->own[it->ties.heads[entry]] = on ? it->ties.weights[entry] / it->sum[node] : 0.0;
    }
}

/* Sum over v of 1 - sum over q of p(u, q) m(v, q). */
static double effective_size(const holes *it, uint32_t node) {
    const ent__layer *ties = &it->ties;
    double size = 0.0;
    for (uint32_t entry = ties->offsets[node]; entry < ties->offsets[node + 1]; entry++) {
        uint32_t v = ties->heads[entry];
        double redundancy = 0.0;
        for (uint32_t i = ties->offsets[v]; i < ties->offsets[v + 1]; i++) {
            redundancy += it->own[ties->heads[i]] * ties->weights[i] / it->greatest[v];
        }
        size += 1.0 - redundancy;
    }
    return size;
}

/* Fills the indirect sums of u's neighbours v; u itself and strangers have own p 0. */
static void set_indirect(holes *it, uint32_t node) {
    const ent__layer *ties = &it->ties;
    for (uint32_t entry = ties->offsets[node]; entry < ties->offsets[node + 1]; entry++) {
        uint32_t v = ties->heads[entry];
        it->indirect[v] = 0.0;
        for (uint32_t i = ties->offsets[v]; i < ties->offsets[v + 1]; i++) {
            uint32_t q = ties->heads[i];
            it->indirect[v] += it->own[q] * ties->weights[i] / it->sum[q]; /* z is symmetric: z(q, v) = z(v, q) */
        }
    }
}

/* The constraint that one neighbour puts on the node at work. */
static double constraint_by(const holes *it, uint32_t neighbour) {
    double invested = it->own[neighbour] + it->indirect[neighbour];
    return invested * invested;
}

static double constraint(const holes *it, uint32_t node) {
    double sum = 0.0;
    for (uint32_t entry = it->ties.offsets[node]; entry < it->ties.offsets[node + 1]; entry++) {
        sum += constraint_by(it, it->ties.heads[entry]);
    }
    return sum;
}

/* How unevenly the neighbours constrain: 0 alike, 1 a single one does. */
static double hierarchy(const holes *it, uint32_t node) {
    double count = it->ties.offsets[node + 1] - it->ties.offsets[node], sum = 0.0;
    if (count == 1.0) {
        return 1.0;
    }
    double mean = constraint(it, node) / count;
    for (uint32_t entry = it->ties.offsets[node]; entry < it->ties.offsets[node + 1]; entry++) {
        double ratio = constraint_by(it, it->ties.heads[entry]) / mean;
        sum += ratio > 0.0 ? ratio * log(ratio) : 0.0;
    }
    return sum / (count * log(count));
}

static double score_of(holes *it, uint32_t node, ent_measure measure) {
    uint32_t count = it->ties.offsets[node + 1] - it->ties.offsets[node];
    if (count == 0) {
        return NAN;
    }
    double score;
    set_own(it, node, true);
    if (measure == ENT_MEASURE_CONSTRAINT || measure == ENT_MEASURE_HIERARCHY) {
        set_indirect(it, node);
        score = measure == ENT_MEASURE_CONSTRAINT ? constraint(it, node) : hierarchy(it, node);
    } else {
        score = effective_size(it, node);
        score = measure == ENT_MEASURE_EFFICIENCY ? score / count : score;
    }
    set_own(it, node, false);
    return score;
}

ent_status ent__score_holes(double *scores, const ent__call *call, ent_error *error) {
    holes it;
    uint32_t n = call->network->node_count;
    ent_status status = make_holes(&it, call, error);
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        status = ent__step(call->run, node, n, error);
        if (status == ENT_OK) {
            scores[node] = score_of(&it, node, call->measure);
        }
    }
    free_holes(&it);
    return status;
}
