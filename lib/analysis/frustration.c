/*
 * The line index of balance (frustration): the least weight of ties that any two camps contradict.
 *
 * Exact where it can be: the graph is shrunk (signed_kernel.h), and what is left is solved by eliminating node after node, each
 * with a table over the sides of its neighbours at that time (Bertele & Brioschi 1972), which takes 2^width steps a node. Every
 * year of the Correlates of War shrinks to a width below 18. Wider parts get bounds: from below the weight of negative
 * cycles that share no tie, each of which keeps a contradiction, from above a local search.
 */
#include "elimination.h"
#include "partition.h"
#include "signed_kernel.h"

#include <math.h>
#include <stdlib.h>

#define STARTS 32
#define ROUNDING 1e-9

/* The line index of one call, as it is found. */
typedef struct quest {
    const ent__signed_layer *layer;
    ent__kernel kernel;
    uint8_t *sides;
    double lower;
    bool proven;
} quest;

/* What is minimised, over the ties themselves: so the answer is right whatever found the camps. */
static double contradicted(const ent__signed_layer *layer, const uint8_t *sides) {
    double sum = 0.0;
    for (uint32_t t = 0; t < layer->tie_count; t++) {
        bool together = sides[layer->u[t]] == sides[layer->v[t]];
        sum += together != (layer->values[t] > 0.0) ? fabs(layer->values[t]) : 0.0;
    }
    return sum;
}

/* Improves sides by local search on all ties, from themselves and from random ones; keeps the best. */
static ent_status improve_sides(quest *q, const ent_run *run, ent_error *error) {
    const ent__signed_layer *layer = q->layer;
    uint32_t n = layer->node_count;
    size_t entries = layer->offsets[n];
    uint64_t random = run ? run->seed : 0;
    double *weights = ent__calloc(entries, sizeof *weights), best = contradicted(layer, q->sides);
    uint32_t *labels = ent__calloc(n, sizeof *labels);
    uint8_t *found = ent__calloc(n, sizeof *found);
    ent_status status = weights && labels && found ? ENT_OK : ent__fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < entries; i++) {
        weights[i] = layer->values[layer->ties[i]];
    }
    ent__pairs pairs = {n, layer->offsets, layer->heads, weights, NULL, NULL, 0.0, 0.0};
    for (int start = 0; status == ENT_OK && start < STARTS; start++) {
        for (uint32_t v = 0; v < n; v++) {
            labels[v] = start ? (uint32_t)(ent__random(&random) >> 63) : q->sides[v];
        }
        bool good = ent__partition_improve(labels, &pairs, 2, &random) >= 0.0;
        status = good ? ent__progress(run, (double)start / STARTS, error) : ent__fail_memory(error);
        for (uint32_t v = 0; v < n; v++) {
            found[v] = (uint8_t)labels[v];
        }
        double cost = contradicted(layer, found);
        for (uint32_t v = 0; cost < best && v < n; v++) {
            q->sides[v] = found[v];
        }
        best = fmin(best, cost);
    }
    free(weights);
    free(labels);
    free(found);
    return status;
}

/* The smallest node of each component goes into camp 0. */
static ent_status turn_components(quest *q, ent_error *error) {
    const ent__signed_layer *layer = q->layer;
    uint32_t n = layer->node_count, *queue = ent__calloc(n, sizeof *queue);
    uint8_t *reached = ent__calloc(n, sizeof *reached);
    ent_status status = queue && reached ? ENT_OK : ent__fail_memory(error);
    for (uint32_t root = 0; status == ENT_OK && root < n; root++) {
        if (reached[root]) {
            continue;
        }
        uint32_t head = 0, tail = 0;
        uint8_t turn = q->sides[root];
        reached[root] = 1;
        queue[tail++] = root;
        while (head < tail) {
            uint32_t v = queue[head++];
            q->sides[v] ^= turn;
            for (uint32_t i = layer->offsets[v]; i < layer->offsets[v + 1]; i++) {
                if (!reached[layer->heads[i]]) {
                    reached[layer->heads[i]] = 1;
                    queue[tail++] = layer->heads[i];
                }
            }
        }
    }
    free(queue);
    free(reached);
    return status;
}

/* Shrinks, eliminates, unfolds; where elimination gave up, searches from what it left. */
static ent_status solve(quest *q, const ent_run *run, ent_error *error) {
    double least = 0.0;
    q->sides = ent__calloc(q->layer->node_count, sizeof *q->sides);
    if (!q->sides) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__kernel_make(&q->kernel, q->layer, error);
    if (status == ENT_OK) {
        status = ent__kernel_shrink(&q->kernel, run, error);
    }
    if (status == ENT_OK) {
        status = ent__eliminate(q->sides, &least, &q->proven, &q->kernel, run, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent__kernel_unfold(q->sides, &q->kernel);
    q->lower = q->kernel.settled + least;
    if (!q->proven) {
        status = improve_sides(q, run, error);
    }
    return status == ENT_OK ? turn_components(q, error) : status;
}

/* Bounds that meet are a proof too, however each was found. */
static ent_frustration conclude(const quest *q, ent_signed_value value) {
    double all = 0.0, upper = contradicted(q->layer, q->sides), lower = q->lower;
    for (uint32_t t = 0; t < q->layer->tie_count; t++) {
        all += fabs(q->layer->values[t]);
    }
    if (value == ENT_SIGNED_SIGN) { /* a number of ties is whole */
        lower = ceil(lower - ROUNDING);
    }
    bool proven = q->proven || lower >= upper - ROUNDING * fmax(1.0, upper);
    ent_frustration result = ENT_FRUSTRATION_INIT;
    result.lower = proven ? upper : lower;
    result.upper = upper;
    result.proven = proven;
    result.balance = all > 0.0 ? 1.0 - 2.0 * upper / all : NAN;
    return result;
}

ent_status ent_frustration_index(ent_frustration *result, uint32_t *camps, const ent_network *network,
                                 const ent_signed_options *options, const ent_run *run, ent_error *error) {
    ent_signed_options read;
    ent__signed_layer layer;
    ent_status status = ent__signed_begin(&layer, &read, ENT__SIGN_OR_NET, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    quest q = {.layer = &layer};
    status = solve(&q, run, error);
    if (status == ENT_OK) {
        ent_frustration found = conclude(&q, read.value);
        status = ent__result_write(result, &found, sizeof found, "ent_frustration", error);
    }
    for (uint32_t v = 0; status == ENT_OK && camps && v < layer.node_count; v++) {
        camps[v] = q.sides[v];
    }
    free(q.sides);
    ent__kernel_free(&q.kernel);
    ent__signed_layer_free(&layer);
    return status;
}
