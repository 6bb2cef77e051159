/*
 * PageRank (Brin & Page 1998) by power iteration: O(m) a step, log(1e-12) / log(damping) steps at most (170 at 0.85; a third of
 * that on a small world), O(n) memory with unit weights. A step is pulled: each node adds up what its neighbours hand on, which
 * they have ready as one number each, so that blocks of nodes can be shared out and every sum keeps its order. igraph's PRPACK is
 * not used: it stops at 1e-10.
 */
#include "../base/parallel.h"
#include "../network/neighbours.h"
#include "measure.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STEPS 100000
#define BLOCK 4096u /* nodes */
#define SHARED_FROM 1000000u /* arcs from which starting threads is worth it in every step */

/* What a block of nodes adds to the sums over all. */
typedef struct block {
    double stuck; /* mass at nodes without a way on */
    double change; /* L1 */
} block;

typedef struct walk {
    ent__layer layer; /* with strengths, else empty */
    ent__neighbours neighbours; /* without */
    const uint32_t *offsets, *tails; /* whom each node is reached from */
    const double *weights; /* NULL: 1 each */
    uint32_t node_count;
    uint32_t workers;
    double damping;
    double *jump; /* where the walk goes on without an arc; adds up to 1 */
    double *share; /* of a node's mass that a unit of weight gets: 1 / out-strength; 0: there is no way on */
    double *handed; /* what a unit of weight gets in this step */
    double *now, *next;
    double restart; /* mass that jumps in this step */
    block *blocks;
} walk;

static void free_walk(walk *it) {
    ent__layer_free(&it->layer);
    ent__neighbours_free(&it->neighbours);
    free(it->jump);
    free(it->share);
    free(it->handed);
    free(it->now);
    free(it->next);
    free(it->blocks);
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

static ent_status make_rows(walk *it, const ent__call *call, ent_error *error) {
    if (call->options.weight == ENT_WEIGHT_UNIT) {
        ent_status status = ent__neighbours_make(&it->neighbours, call->network, ENT_IN, error);
        it->offsets = it->neighbours.offsets;
        it->tails = it->neighbours.heads;
        return status;
    }
    ent_status status = ent__layer_make(&it->layer, call->network, ENT_IN, call->options.weight, error);
    it->offsets = it->layer.offsets;
    it->tails = it->layer.heads;
    it->weights = it->layer.weights;
    return status;
}

static uint32_t block_count(uint32_t n) {
    return n / BLOCK + 1;
}

static ent_status make_walk(walk *it, const ent__call *call, ent_error *error) {
    uint32_t n = call->network->node_count;
    *it = (walk){.node_count = n, .damping = call->options.damping};
    ent_status status = make_rows(it, call, error);
    if (status != ENT_OK) {
        return status;
    }
    it->workers = it->offsets[n] < SHARED_FROM ? 1 : ent__threads(call->run);
    it->jump = ent__calloc(n, sizeof *it->jump);
    it->share = ent__calloc(n, sizeof *it->share);
    it->handed = ent__calloc(n, sizeof *it->handed);
    it->now = ent__calloc(n, sizeof *it->now);
    it->next = ent__calloc(n, sizeof *it->next);
    it->blocks = ent__calloc(block_count(n), sizeof *it->blocks);
    if (!it->jump || !it->share || !it->handed || !it->now || !it->next || !it->blocks) {
        return ent__fail_memory(error);
    }
    for (uint32_t place = 0; place < it->offsets[n]; place++) {
        it->share[it->tails[place]] += it->weights ? it->weights[place] : 1.0;
    }
    for (uint32_t node = 0; node < n; node++) {
        it->share[node] = it->share[node] > 0.0 ? 1.0 / it->share[node] : 0.0;
    }
    return fill_jump(it->jump, call->options.personalisation, n, error);
}

/* What the nodes of a block hand on in this step. */
static ent_status hand_on(void *context, uint32_t worker, size_t item, ent_error *error) {
    walk *it = context;
    uint32_t start = (uint32_t)item * BLOCK, end = it->node_count - start < BLOCK ? it->node_count : start + BLOCK;
    double stuck = 0.0;
    (void)worker, (void)error;
    for (uint32_t node = start; node < end; node++) {
        it->handed[node] = it->now[node] * it->share[node];
        stuck += it->share[node] > 0.0 ? 0.0 : it->now[node];
    }
    it->blocks[item].stuck = stuck;
    return ENT_OK;
}

/* What comes to a node from its neighbours. */
static double gather(const walk *it, uint32_t node) {
    double sum = 0.0;
    for (uint32_t place = it->offsets[node]; place < it->offsets[node + 1]; place++) {
        sum += it->weights ? it->weights[place] * it->handed[it->tails[place]] : it->handed[it->tails[place]];
    }
    return sum;
}

static ent_status receive(void *context, uint32_t worker, size_t item, ent_error *error) {
    walk *it = context;
    uint32_t start = (uint32_t)item * BLOCK, end = it->node_count - start < BLOCK ? it->node_count : start + BLOCK;
    double change = 0.0;
    (void)worker, (void)error;
    for (uint32_t node = start; node < end; node++) {
        it->next[node] = it->damping * gather(it, node) + it->restart * it->jump[node];
        change += fabs(it->next[node] - it->now[node]);
    }
    it->blocks[item].change = change;
    return ENT_OK;
}

/* One step of the walk; `change`: how far it went (L1). */
static ent_status step(double *change, walk *it, ent_error *error) {
    uint32_t count = block_count(it->node_count);
    double stuck = 0.0;
    *change = 0.0;
    ent_status status = ent__parallel(count, it->workers, hand_on, it, NULL, error);
    for (uint32_t i = 0; i < count; i++) {
        stuck += it->blocks[i].stuck;
    }
    it->restart = it->damping * stuck + 1.0 - it->damping;
    if (status == ENT_OK) {
        status = ent__parallel(count, it->workers, receive, it, NULL, error);
    }
    for (uint32_t i = 0; i < count; i++) {
        *change += it->blocks[i].change;
    }
    double *old = it->now;
    it->now = it->next;
    it->next = old;
    return status;
}

/* Each step brings the walk nearer to its limit (L1) by the damping, from at most 2; so the number of steps is known
 * beforehand, and the limit is no further than change * damping / (1 - damping). */
static ent_status walk_on(walk *it, const ent_run *run, ent_error *error) {
    double enough = 1e-12 * (1.0 - it->damping) / it->damping, change = INFINITY;
    double needed = ceil(log(1e-13) / log(it->damping));
    uint32_t steps = needed < MOST_STEPS ? (uint32_t)needed : MOST_STEPS;
    for (uint32_t i = 0; i < steps && change > enough; i++) {
        ent_status status = ent__step(run, i, steps, error);
        if (status == ENT_OK) {
            status = step(&change, it, error);
        }
        if (status != ENT_OK) {
            return status;
        }
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
