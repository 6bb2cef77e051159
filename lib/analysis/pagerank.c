/*
 * PageRank (Brin & Page 1998) by power iteration: O(m) a step, log(1e-12) / log(damping) steps at most (170 at 0.85; a third of
 * that on a small world), O(n) memory with unit weights. A step is pulled: each node adds up what its neighbours hand on, which
 * they have ready as one number each, so that blocks of nodes can be shared out and every sum keeps its order. What a block hands
 * on in the next step is made ready where it is received, in a vector of its own, so that the threads meet once a step. Of an
 * undirected network the walk starts where conjugate gradients say that it ends (diffusion.c), and a step or two show that it does:
 * as quick in a small world, and two to twenty times in long, sparse and two-sided networks. A small directed network that is sparse
 * or hardly has a way back is swept in place instead (Gauss-Seidel, as Gleich, Gray, Greif & Lau 2010), so that a node hands on what
 * it has just received: half the steps, and two in all (ten times as quick) where all arcs lead from lower nodes to higher; in a small
 * world it takes three times as many, for a sweep does not keep the sum. igraph's PRPACK is not used: it stops at 1e-10.
 */
#include "../base/crew.h"
#include "../network/neighbours.h"
#include "diffusion.h"
#include "matrix.h"
#include "measure.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STEPS 100000
#define BLOCK 512u /* nodes */
#define SHARED_FROM 100000u /* arcs from which threads are worth starting */

/* What a block of nodes adds to the sums over all. */
typedef struct block {
    double stuck; /* mass at nodes without a way on */
    double change; /* L1 */
} block;

typedef struct walk {
    ent__neighbours rows; /* whom each node is reached from */
    uint32_t node_count;
    ent__crew *crew;
    double damping;
    double *jump; /* where the walk goes on without an arc; adds up to 1 */
    double *share; /* of a node's mass that a unit of weight gets: 1 / out-strength; 0: there is no way on */
    double *handed, *handed_next; /* what a unit of weight gets in this step and the next */
    double *now; /* mass */
    double restart; /* mass that jumps in this step */
    block *blocks;
} walk;

static void free_walk(walk *it) {
    ent__crew_free(it->crew);
    ent__neighbours_free(&it->rows);
    free(it->jump);
    free(it->share);
    free(it->handed);
    free(it->handed_next);
    free(it->now);
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

static uint32_t block_count(uint32_t n) {
    return n / BLOCK + 1;
}

static uint32_t block_end(const walk *it, size_t item) {
    uint32_t start = (uint32_t)item * BLOCK;
    return it->node_count - start < BLOCK ? it->node_count : start + BLOCK;
}

static ent_status make_room(walk *it, const ent_run *run, ent_error *error) {
    uint32_t n = it->node_count;
    it->jump = ent__calloc(n, sizeof *it->jump);
    it->share = ent__calloc(n, sizeof *it->share);
    it->handed = ent__calloc(n, sizeof *it->handed);
    it->handed_next = ent__calloc(n, sizeof *it->handed_next);
    it->now = ent__calloc(n, sizeof *it->now);
    it->blocks = ent__calloc(block_count(n), sizeof *it->blocks);
    if (!it->jump || !it->share || !it->handed || !it->handed_next || !it->now || !it->blocks) {
        return ent__fail_memory(error);
    }
    return ent__crew_make(&it->crew, it->rows.offsets[n] < SHARED_FROM ? 1 : ent__threads(run), error);
}

/* Out-strengths, of an undirected network those of the rows themselves. */
static void set_shares(walk *it, bool directed) {
    uint32_t n = it->node_count;
    const double *weights = it->rows.weights;
    for (uint32_t node = 0; node < n; node++) {
        if (!directed && !weights) {
            it->share[node] = ent__degree(&it->rows, node);
            continue;
        }
        for (uint32_t place = it->rows.offsets[node]; place < it->rows.offsets[node + 1]; place++) {
            it->share[directed ? it->rows.heads[place] : node] += weights ? weights[place] : 1.0;
        }
    }
    for (uint32_t node = 0; node < n; node++) {
        it->share[node] = it->share[node] > 0.0 ? 1.0 / it->share[node] : 0.0;
    }
}

static ent_status make_walk(walk *it, const ent__call *call, ent_error *error) {
    *it = (walk){.node_count = call->network->node_count, .damping = call->options.damping};
    ent_status status = ent__neighbours_weighted(&it->rows, call->network, ENT_IN, call->options.weight, error);
    if (status == ENT_OK) {
        status = make_room(it, call->run, error);
    }
    if (status == ENT_OK) {
        set_shares(it, call->network->directed);
        status = fill_jump(it->jump, call->options.personalisation, it->node_count, error);
    }
    return status;
}

/* Makes ready what a block of nodes hands on in the next step. */
static void hand_on(walk *it, size_t item) {
    double stuck = 0.0;
    for (uint32_t node = (uint32_t)item * BLOCK; node < block_end(it, item); node++) {
        it->handed_next[node] = it->now[node] * it->share[node];
        stuck += it->share[node] > 0.0 ? 0.0 : it->now[node];
    }
    it->blocks[item].stuck = stuck;
}

static void receive(void *context, size_t item) {
    walk *it = context;
    const ent__neighbours *rows = &it->rows;
    double change = 0.0;
    for (uint32_t node = (uint32_t)item * BLOCK; node < block_end(it, item); node++) {
        uint32_t start = rows->offsets[node];
        const double *weights = rows->weights ? rows->weights + start : NULL;
        double sum = ent__row_times(rows->heads + start, weights, ent__degree(rows, node), it->handed);
        double next = it->damping * sum + it->restart * it->jump[node];
        change += fabs(next - it->now[node]);
        it->now[node] = next;
    }
    it->blocks[item].change = change;
    hand_on(it, item);
}

/* Puts what is handed on next in the place of what was. */
static void turn(walk *it) {
    double *old = it->handed, stuck = 0.0;
    it->handed = it->handed_next;
    it->handed_next = old;
    for (uint32_t i = 0; i < block_count(it->node_count); i++) {
        stuck += it->blocks[i].stuck;
    }
    it->restart = it->damping * stuck + 1.0 - it->damping;
}

/* Where an undirected walk ends, but for rounding: its mass z / (sum of z), (I - damping W') z = jump, is what diffusion.h solves for,
 * z divided by the out-strength. */
static ent_status settle(walk *it, const ent_run *run, ent_error *error) {
    const ent__diffusion asked = {&it->rows, it->now, it->jump, it->damping, it->crew};
    double sum = 0.0;
    for (uint32_t node = 0; node < it->node_count; node++) {
        it->now[node] = it->share[node] > 0.0 ? 1.0 / it->share[node] : 1.0;
    }
    ent_status status = ent__diffuse(it->handed, &asked, 5e-13, MOST_STEPS, run, error);
    for (uint32_t node = 0; node < it->node_count; node++) {
        it->now[node] *= it->handed[node];
        sum += it->now[node];
    }
    for (uint32_t node = 0; node < it->node_count; node++) {
        it->now[node] /= sum;
    }
    return status;
}

/* One pass in place over z = damping W' z + jump; how far it went (L1), in parts of all of z. What stays at nodes without a way on
 * jumps as all else does, so that the limit, divided by its sum, is the walk's. */
static double sweep(walk *it) {
    double change = 0.0, sum = 0.0;
    for (uint32_t node = 0; node < it->node_count; node++) {
        uint32_t start = it->rows.offsets[node];
        const double *weights = it->rows.weights ? it->rows.weights + start : NULL;
        double around = ent__row_times(it->rows.heads + start, weights, ent__degree(&it->rows, node), it->handed);
        double next = it->damping * around + it->jump[node];
        change += fabs(next - it->now[node]);
        sum += next;
        it->now[node] = next;
        it->handed[node] = next * it->share[node];
    }
    return change / sum;
}

static ent_status begin(walk *it, bool directed, const ent_run *run, ent_error *error) {
    ent_status status = directed ? ENT_OK : settle(it, run, error);
    for (uint32_t node = 0; node < it->node_count && directed; node++) {
        it->now[node] = it->jump[node];
    }
    for (uint32_t i = 0; i < block_count(it->node_count); i++) {
        hand_on(it, i);
    }
    turn(it);
    return status;
}

/* Whether sweeps are likely to end first. Never where threads are used, for they would not do. */
static bool is_swept(const walk *it) {
    uint32_t arcs = it->rows.offsets[it->node_count], back = 0;
    if (arcs >= SHARED_FROM) {
        return false;
    }
    for (uint32_t node = 0; node < it->node_count; node++) {
        for (uint32_t place = it->rows.offsets[node]; place < it->rows.offsets[node + 1]; place++) {
            back += it->rows.heads[place] > node;
        }
    }
    return arcs / 3 < it->node_count || back < arcs / 16;
}

/* Starts a sweep with the sum that it ends with if there is a way on from everywhere. */
static void begin_sweep(walk *it) {
    for (uint32_t node = 0; node < it->node_count; node++) {
        it->now[node] = it->jump[node] / (1.0 - it->damping);
        it->handed[node] = it->now[node] * it->share[node];
    }
}

/* One step of the walk; how far it went (L1). */
static double walk_once(walk *it) {
    double change = 0.0;
    ent__crew_do(it->crew, block_count(it->node_count), receive, it);
    for (uint32_t i = 0; i < block_count(it->node_count); i++) {
        change += it->blocks[i].change;
    }
    turn(it);
    return change;
}

/* Each step brings the walk nearer to its limit (L1) by the damping, from at most 2; so the number of steps is known
 * beforehand, and the limit is no further than change * damping / (1 - damping). So is a sweep's, for what an equation lacks after a
 * pass is what the nodes behind it changed by, and all together lack less by the damping each time, from 2 / (1 - damping). */
static ent_status walk_on(walk *it, double (*step)(walk *it), const ent_run *run, ent_error *error) {
    double enough = 1e-12 * (1.0 - it->damping) / it->damping, change = INFINITY;
    double needed = ceil(log(1e-13 * (1.0 - it->damping) * (1.0 - it->damping)) / log(it->damping));
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
    double sum = 0.0;
    ent_status status = make_walk(&it, call, error);
    bool swept = status == ENT_OK && call->network->directed && is_swept(&it);
    if (swept) {
        begin_sweep(&it);
    } else if (status == ENT_OK) {
        status = begin(&it, call->network->directed, call->run, error);
    }
    if (status == ENT_OK) {
        status = walk_on(&it, swept ? sweep : walk_once, call->run, error);
    }
    for (uint32_t node = 0; node < it.node_count && status == ENT_OK; node++) {
        sum += it.now[node];
    }
    for (uint32_t node = 0; node < it.node_count && status == ENT_OK; node++) {
        scores[node] = it.now[node] / sum;
    }
    free_walk(&it);
    return status;
}
