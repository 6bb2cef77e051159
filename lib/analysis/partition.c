/*
 * The local search of partition.h: passes over the nodes in a new random order, each moved to where it gains most, then
 * exchanges across single pairs. A pass is O(n + m); a handful of passes is usual, 1000 the most.
 */
#include "partition.h"

#include <stdlib.h>

#define MOST_PASSES 1000
/* Gains below this are rounding. */
#define LEAST_GAIN 1e-12

typedef struct division {
    const ent__pairs *pairs;
    uint32_t *labels;
    uint32_t most;
    double *ties; /* of each group: weight between it and the node at hand */
    uint32_t *marks; /* of each group: the stamp of the last node whose neighbours were in it */
    uint32_t stamp;
    uint32_t *seen; /* groups of the node's neighbours */
    uint32_t seen_count;
    double *a, *b; /* sums of each group; without null model all 0 */
    uint32_t *order;
} division;

static void close_groups(division *g) {
    free(g->ties);
    free(g->marks);
    free(g->seen);
    free(g->a);
    free(g->b);
    free(g->order);
}

static bool open_groups(division *g, uint32_t *labels, const ent__pairs *pairs, uint32_t most) {
    *g = (division){.pairs = pairs, .labels = labels, .most = most};
    g->ties = ent__calloc(most, sizeof *g->ties);
    g->marks = ent__calloc(most, sizeof *g->marks);
    g->seen = ent__calloc(most, sizeof *g->seen);
    g->a = ent__calloc(most, sizeof *g->a);
    g->b = ent__calloc(most, sizeof *g->b);
    g->order = ent__calloc(pairs->node_count, sizeof *g->order);
    if (!g->ties || !g->marks || !g->seen || !g->a || !g->b || !g->order) {
        return false;
    }
    for (uint32_t v = 0; v < pairs->node_count; v++) {
        g->order[v] = v;
        if (pairs->a) {
            g->a[labels[v]] += pairs->a[v];
            g->b[labels[v]] += pairs->b[v];
        }
    }
    return true;
}

/* Sums the weights between a node and the groups of its neighbours. */
static void look_around(division *g, uint32_t v) {
    const ent__pairs *pairs = g->pairs;
    g->stamp++;
    g->seen_count = 0;
    for (uint32_t i = pairs->offsets[v]; i < pairs->offsets[v + 1]; i++) {
        uint32_t group = g->labels[pairs->heads[i]];
        if (g->marks[group] != g->stamp) {
            g->marks[group] = g->stamp;
            g->ties[group] = 0.0;
            g->seen[g->seen_count++] = group;
        }
        g->ties[group] += pairs->weights[i];
    }
}

/* What the objective has of node v in a group, without v itself. */
static double worth(const division *g, uint32_t v, uint32_t group) {
    double ties = g->marks[group] == g->stamp ? g->ties[group] : 0.0;
    if (!g->pairs->a) {
        return ties;
    }
    double a = g->a[group], b = g->b[group];
    if (group == g->labels[v]) {
        a -= g->pairs->a[v];
        b -= g->pairs->b[v];
    }
    return ties - (g->pairs->a[v] * a * g->pairs->per_a - g->pairs->b[v] * b * g->pairs->per_b);
}

/* Keeps the groups' sums: a worth is then O(1) beside the ties. */
static void move(division *g, uint32_t v, uint32_t group) {
    if (g->pairs->a) {
        g->a[g->labels[v]] -= g->pairs->a[v];
        g->b[g->labels[v]] -= g->pairs->b[v];
        g->a[group] += g->pairs->a[v];
        g->b[group] += g->pairs->b[v];
    }
    g->labels[v] = group;
}

/* The first group where v has no neighbour, among them an empty one if it comes first; `most` if there is none. */
static uint32_t untied_group(const division *g) {
    uint32_t group = 0;
    while (group < g->most && g->marks[group] == g->stamp) {
        group++;
    }
    return group;
}

/* Moves a node to where it is worth most; what that gains. */
static double relocate(division *g, uint32_t v) {
    look_around(g, v);
    uint32_t best = g->labels[v], untied = untied_group(g);
    double here = worth(g, v, best), most = here;
    for (uint32_t i = 0; i < g->seen_count; i++) {
        double there = worth(g, v, g->seen[i]);
        if (there > most + LEAST_GAIN) {
            most = there;
            best = g->seen[i];
        }
    }
    if (untied < g->most && worth(g, v, untied) > most + LEAST_GAIN) {
        most = worth(g, v, untied);
        best = untied;
    }
    if (best != g->labels[v]) {
        move(g, v, best);
    }
    return most - here;
}

/* Exchanges the groups of u and v if that gains. */
static double exchange(division *g, uint32_t u, uint32_t v) {
    uint32_t of_u = g->labels[u], of_v = g->labels[v];
    if (of_u == of_v) {
        return 0.0;
    }
    look_around(g, u);
    double gain = worth(g, u, of_v) - worth(g, u, of_u);
    move(g, u, of_v);
    look_around(g, v);
    gain += worth(g, v, of_u) - worth(g, v, of_v);
    if (gain > LEAST_GAIN) {
        move(g, v, of_u);
        return gain;
    }
    move(g, u, of_u);
    return 0.0;
}

/* Another order each pass (Fisher & Yates 1938): a fixed one would favour the nodes that come first. */
static void shuffle(uint32_t *order, uint32_t count, uint64_t *random) {
    for (uint32_t i = count; i > 1; i--) {
        uint32_t j = (uint32_t)(ent__random(random) % i), kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

static double exchange_pass(division *g) {
    const ent__pairs *pairs = g->pairs;
    double gained = 0.0;
    for (uint32_t u = 0; u < pairs->node_count; u++) {
        for (uint32_t i = pairs->offsets[u]; i < pairs->offsets[u + 1]; i++) {
            if (u < pairs->heads[i]) {
                gained += exchange(g, u, pairs->heads[i]);
            }
        }
    }
    return gained;
}

/* Exchanges cost most and are tried only where no single move gains any more. -1: no memory. */
double ent__partition_improve(uint32_t *labels, const ent__pairs *pairs, uint32_t most, uint64_t *random) {
    division g;
    if (!open_groups(&g, labels, pairs, most)) {
        close_groups(&g);
        return -1.0;
    }
    double total = 0.0, gained = 1.0;
    for (int pass = 0; gained > LEAST_GAIN && pass < MOST_PASSES; pass++) {
        gained = 0.0;
        shuffle(g.order, pairs->node_count, random);
        for (uint32_t i = 0; i < pairs->node_count; i++) {
            gained += relocate(&g, g.order[i]);
        }
        if (gained <= LEAST_GAIN) {
            gained = exchange_pass(&g);
        }
        total += gained;
    }
    close_groups(&g);
    return total;
}

uint32_t ent__partition_renumber(uint32_t *labels, uint32_t count, uint32_t *map, uint32_t most) {
    uint32_t groups = 0;
    for (uint32_t label = 0; label < most; label++) {
        map[label] = ENT_NONE;
    }
    for (uint32_t v = 0; v < count; v++) {
        if (map[labels[v]] == ENT_NONE) {
            map[labels[v]] = groups++;
        }
        labels[v] = map[labels[v]];
    }
    return groups;
}
