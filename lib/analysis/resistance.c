/*
 * A network as a circuit of conductances P: the resistance between two nodes (Klein & Randic 1993), and how much of a unit
 * current from one to the other passes each node (Newman 2005). On the undirected projection; only the component of the two.
 *
 * The potentials of a small component come by eliminating node after node, each replaced by conductances between its
 * neighbours (star-mesh transform): nothing is subtracted, so the resistance is exact to the last digits however unlike the
 * strengths are; currents, differences of potentials, lose as many digits as strengths differ by. O(c^3) for c nodes. A large
 * component is solved by conjugate gradients, O(m) a step. Memory O(m), small O(c^2).
 */
#include "../network/layer.h"
#include <entente/analysis.h>

#include <math.h>
#include <stdlib.h>

#define SMALL 300u /* up to this size elimination takes a few milliseconds */
#define MOST_STEPS 100000u
#define STEPS_A_REPORT 64u
#define FINE 1e-26 /* of the square of the error at the start */

typedef struct circuit {
    ent__layer layer;
    const ent_run *run;
    uint32_t source, target;
    uint32_t *members; /* of the component, source and target first */
    uint32_t *place; /* of each node in members; ENT_NONE: in another component */
    uint32_t member_count;
    double *potential; /* of each node; of the target 0 */
} circuit;

static void free_circuit(circuit *c) {
    ent__layer_free(&c->layer);
    free(c->members);
    free(c->place);
    free(c->potential);
}

static void add_member(circuit *c, uint32_t node) {
    c->place[node] = c->member_count;
    c->members[c->member_count++] = node;
}

/* Finds the component of the source; false if the target is in another. The target is taken in first, on trust. */
static bool find_component(circuit *c) {
    bool is_joined = false;
    for (uint32_t node = 0; node < c->layer.node_count; node++) {
        c->place[node] = ENT_NONE;
    }
    add_member(c, c->source);
    add_member(c, c->target);
    for (uint32_t next = 0; next < c->member_count; next++) {
        uint32_t u = c->members[next];
        if (u == c->target) {
            continue; /* what lies behind it alone is looked at below, once it is known to be joined */
        }
        for (uint32_t i = c->layer.offsets[u]; i < c->layer.offsets[u + 1]; i++) {
            is_joined = is_joined || c->layer.heads[i] == c->target;
            if (c->place[c->layer.heads[i]] == ENT_NONE) {
                add_member(c, c->layer.heads[i]);
            }
        }
    }
    return is_joined; /* nodes that only the target joins carry no current */
}

/* ---- Small: elimination ------------------------------------------------------------------------------------------- */

/* Replaces the last node of a mesh of `k` + 1 by conductances between the others; gives the sum of its own. */
static double eliminate(double *mesh, size_t size, uint32_t k) {
    double *row = mesh + k * size, sum = 0.0;
    for (uint32_t j = 0; j < k; j++) {
        sum += row[j];
    }
    for (uint32_t i = 0; i < k; i++) {
        double share = row[i] / sum;
        for (uint32_t j = 0; share > 0.0 && j < i; j++) {
            mesh[i * size + j] += share * row[j];
        }
    }
    return sum;
}

static void solve_mesh(circuit *c, double *mesh, double *sums) {
    size_t size = c->member_count;
    for (uint32_t k = 0; k < size; k++) {
        uint32_t u = c->members[k];
        for (uint32_t i = c->layer.offsets[u]; i < c->layer.offsets[u + 1]; i++) {
            uint32_t j = c->place[c->layer.heads[i]];
            if (j < k) {
                mesh[k * size + j] = c->layer.weights[i];
            }
        }
    }
    for (uint32_t k = c->member_count - 1; k > 1; k--) {
        sums[k] = eliminate(mesh, size, k);
    }
    c->potential[c->source] = 1.0 / mesh[size];
    for (uint32_t k = 2; k < size; k++) {
        double sum = 0.0;
        for (uint32_t j = 0; j < k; j++) {
            sum += mesh[k * size + j] * c->potential[c->members[j]];
        }
        c->potential[c->members[k]] = sum / sums[k];
    }
}

static ent_status solve_small(circuit *c, ent_error *error) {
    size_t size = c->member_count;
    double *mesh = ent__calloc(size * size, sizeof *mesh), *sums = ent__calloc(size, sizeof *sums);
    ent_status status = mesh && sums ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        solve_mesh(c, mesh, sums);
    }
    free(mesh);
    free(sums);
    return status;
}

/* ---- Large: conjugate gradients ----------------------------------------------------------------------------------- */

/* Vectors by node: what is left of the right side, the direction, its image, and every node's conductance. */
typedef struct gradients {
    double *left, *way, *image, *sum;
} gradients;

/* The current that leaves every member (but the target, which is held at 0) at the potentials `way`. Gives way . image. */
static double multiply(const circuit *c, const gradients *g) {
    double product = 0.0;
    for (uint32_t k = 0; k < c->member_count; k++) {
        uint32_t u = c->members[k];
        double current = g->sum[u] * g->way[u];
        for (uint32_t i = c->layer.offsets[u]; u != c->target && i < c->layer.offsets[u + 1]; i++) {
            current -= c->layer.weights[i] * g->way[c->layer.heads[i]];
        }
        g->image[u] = current;
        product += current * g->way[u];
    }
    return product;
}

/* Goes as far along the direction as is best, and turns it. Gives the square of the error that is left. */
static double advance(circuit *c, gradients *g, double error_before) {
    double step = error_before / multiply(c, g), error_left = 0.0;
    for (uint32_t k = 0; k < c->member_count; k++) {
        uint32_t u = c->members[k];
        if (u != c->target) {
            c->potential[u] += step * g->way[u];
            g->left[u] -= step * g->image[u];
            error_left += g->left[u] * g->left[u] / g->sum[u];
        }
    }
    for (uint32_t k = 0; k < c->member_count; k++) {
        uint32_t u = c->members[k];
        if (u != c->target) {
            g->way[u] = g->left[u] / g->sum[u] + error_left / error_before * g->way[u];
        }
    }
    return error_left;
}

static ent_status descend(circuit *c, gradients *g, ent_error *error) {
    for (uint32_t k = 0; k < c->member_count; k++) {
        uint32_t u = c->members[k];
        for (uint32_t i = c->layer.offsets[u]; i < c->layer.offsets[u + 1]; i++) {
            g->sum[u] += c->layer.weights[i];
        }
    }
    g->left[c->source] = 1.0;
    g->way[c->source] = 1.0 / g->sum[c->source];
    double first = g->way[c->source], left = first;
    for (uint32_t step = 0; left > FINE * first; step++) {
        ent_status status = step % STEPS_A_REPORT ? ENT_OK : ent__progress(c->run, (double)step / MOST_STEPS, error);
        if (status != ENT_OK) {
            return status;
        }
        if (step == MOST_STEPS) {
            return ent__fail(error, ENT_ENOCONVERGE,
                             "no potentials after %u steps; the strengths of the network are too unlike", MOST_STEPS);
        }
        left = advance(c, g, left);
    }
    return ENT_OK;
}

static ent_status solve_large(circuit *c, ent_error *error) {
    size_t n = c->layer.node_count;
    gradients g = {ent__calloc(n, sizeof(double)), ent__calloc(n, sizeof(double)), ent__calloc(n, sizeof(double)),
                   ent__calloc(n, sizeof(double))};
    ent_status status = g.left && g.way && g.image && g.sum ? descend(c, &g, error) : ent__fail_memory(error);
    free(g.left);
    free(g.way);
    free(g.image);
    free(g.sum);
    return status;
}

/* ---- The two questions -------------------------------------------------------------------------------------------- */

/* The potentials of a unit current; *joined false (and nothing solved): none can flow. The circuit is for free_circuit(). */
static ent_status solve(circuit *c, bool *joined, const ent_network *network, ent_error *error) {
    size_t n = network->node_count;
    for (int i = 0; i < 2; i++) {
        uint32_t node = i == 0 ? c->source : c->target;
        if (node >= n) {
            return ent__fail(error, ENT_EINVAL, "%s is node %u; the network has %zu nodes",
                             i == 0 ? "source" : "target", node, n);
        }
    }
    ent_status status = ent__layer_make(&c->layer, network, ENT_ALL, ENT_WEIGHT_STRENGTH, error);
    if (status != ENT_OK || c->source == c->target) {
        return status;
    }
    c->members = ent__calloc(n, sizeof *c->members);
    c->place = ent__calloc(n, sizeof *c->place);
    c->potential = ent__calloc(n, sizeof *c->potential);
    if (!c->members || !c->place || !c->potential) {
        return ent__fail_memory(error);
    }
    *joined = find_component(c);
    if (!*joined) {
        return ENT_OK;
    }
    return c->member_count <= SMALL ? solve_small(c, error) : solve_large(c, error);
}

ent_status ent_resistance(double *resistance, const ent_network *network, uint32_t source, uint32_t target,
                          const ent_run *run, ent_error *error) {
    circuit c = {.run = run, .source = source, .target = target};
    bool joined = false;
    *resistance = 0.0;
    ent_status status = solve(&c, &joined, network, error);
    if (status == ENT_OK && source != target) {
        *resistance = joined ? c.potential[source] : INFINITY;
    }
    free_circuit(&c);
    return status;
}

static double current_through(const circuit *c, uint32_t node) {
    double sum = 0.0;
    for (uint32_t i = c->layer.offsets[node]; i < c->layer.offsets[node + 1]; i++) {
        uint32_t other = c->layer.heads[i];
        if (c->place[other] != ENT_NONE) {
            sum += c->layer.weights[i] * fabs(c->potential[node] - c->potential[other]);
        }
    }
    return 0.5 * sum;
}

ent_status ent_current_flow(double *scores, const ent_network *network, uint32_t source, uint32_t target,
                            const ent_run *run, ent_error *error) {
    circuit c = {.run = run, .source = source, .target = target};
    bool joined = false;
    ent_status status = solve(&c, &joined, network, error);
    for (uint32_t node = 0; status == ENT_OK && node < network->node_count; node++) {
        bool is_end = node == source || node == target, carries = joined && c.place[node] != ENT_NONE;
        scores[node] = source == target ? 0.0
                       : !joined        ? NAN
                       : is_end         ? 1.0
                       : carries        ? current_through(&c, node)
                                        : 0.0;
    }
    free_circuit(&c);
    return status;
}
