/*
 * PageRank (Brin & Page 1998) by power iteration: O(m) a step, log(1e-12) / log(damping) steps (170 at 0.85). igraph's
 * PRPACK is not used: it stops at 1e-10.
 */
#include "measure.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STEPS 100000

typedef struct walk {
    ent__layer layer;
    double damping;
    double *jump; /* where the walk goes on without an arc; adds up to 1 */
    double *leaving; /* out-strength of each node */
    double *now, *next;
} walk;

static void free_walk(walk *it) {
    ent__layer_free(&it->layer);
    free(it->jump);
    free(it->leaving);
    free(it->now);
    free(it->next);
}

static ent_status fill_jump(double *jump, const double *personalisation, uint32_t n, ent_error *error) {
    double greatest = 0.0, sum = 0.0;
    for (uint32_t node = 0; node < n && personalisation; node++) {
        if (!isfinite(personalisation[node]) || personalisation[node] < 0.0) {
            char text[32];
            ent__double_format(text, personalisation[node]);
            return ent__fail(error, ENT_EINVAL,
                             "personalisation of node %u is %s; expected a finite number of at least 0", node, text);
        }
        greatest = fmax(greatest, personalisation[node]);
    }
    if (personalisation && !(greatest > 0.0)) {
        return ent__fail(error, ENT_EINVAL, "personalisation is 0 for every node; expected one above 0");
    }
    for (uint32_t node = 0; node < n; node++) {
        jump[node] = personalisation ? personalisation[node] / greatest : 1.0;
        sum += jump[node];
    }
    for (uint32_t node = 0; node < n; node++) {
        jump[node] /= sum;
    }
    return ENT_OK;
}

static ent_status make_walk(walk *it, const ent__call *call, ent_error *error) {
    uint32_t n = call->network->node_count;
    *it = (walk){.damping = call->options.damping};
    ent_status status = ent__layer_make(&it->layer, call->network, ENT_OUT, call->options.weight, error);
    if (status != ENT_OK) {
        return status;
    }
    it->jump = ent__calloc(n, sizeof *it->jump);
    it->leaving = ent__calloc(n, sizeof *it->leaving);
    it->now = ent__calloc(n, sizeof *it->now);
    it->next = ent__calloc(n, sizeof *it->next);
    if (!it->jump || !it->leaving || !it->now || !it->next) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        for (uint32_t entry = it->layer.offsets[node]; entry < it->layer.offsets[node + 1]; entry++) {
            it->leaving[node] += it->layer.weights[entry];
        }
    }
    return fill_jump(it->jump, call->options.personalisation, n, error);
}

/* One step of the walk; how far it went (L1). */
static double step(walk *it) {
    uint32_t n = it->layer.node_count;
    double stuck = 0.0, change = 0.0;
    for (uint32_t node = 0; node < n; node++) {
        it->next[node] = 0.0;
    }
    for (uint32_t node = 0; node < n; node++) {
        if (!(it->leaving[node] > 0.0)) {
            stuck += it->now[node];
            continue;
        }
        for (uint32_t entry = it->layer.offsets[node]; entry < it->layer.offsets[node + 1]; entry++) {
            it->next[it->layer.heads[entry]] += it->now[node] * (it->layer.weights[entry] / it->leaving[node]);
        }
    }
    for (uint32_t node = 0; node < n; node++) {
        it->next[node] = it->damping * it->next[node] + (it->damping * stuck + 1.0 - it->damping) * it->jump[node];
        change += fabs(it->next[node] - it->now[node]);
    }
    double *old = it->now;
    it->now = it->next;
    it->next = old;
    return change;
}

/* Each step brings the walk nearer to its limit (L1) by the damping, from at most 2; so the number of steps is known
 * beforehand, and the limit is no further than change * damping / (1 - damping). */
static ent_status walk_on(walk *it, const ent_run *run, ent_error *error) {
    double enough = 1e-12 * (1.0 - it->damping) / it->damping, change = INFINITY;
    double needed = ceil(log(1e-13) / log(it->damping));
    uint32_t steps = needed < MOST_STEPS ? (uint32_t)needed : MOST_STEPS;
    for (uint32_t i = 0; i < steps && change > enough; i++) {
        ent_status status = ent__step(run, i, steps, error);
        if (status != ENT_OK) {
            return status;
        }
        change = step(it);
    }
    if (change > enough && needed > steps) {
        char text[32];
        ent__double_format(text, it->damping);
        return ent__fail(error, ENT_ENOCONVERGE,
                         "pagerank with damping %s still moves after %d steps; take a smaller one", text, MOST_STEPS);
    }
    return ENT_OK;
}

ent_status ent__score_pagerank(double *scores, const ent__call *call, ent_error *error) {
    walk it;
    uint32_t n = call->network->node_count;
    ent_status status = make_walk(&it, call, error);
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        it.now[node] = it.jump[node];
    }
    if (status == ENT_OK) {
        status = walk_on(&it, call->run, error);
    }
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        scores[node] = it.now[node];
    }
    free_walk(&it);
    return status;
}
