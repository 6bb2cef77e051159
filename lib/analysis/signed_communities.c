/*
 * Signed modularity, and communities that maximise it: local moving (partition.h) on the ties, then on the groups found as if
 * each were a node, and so on until nothing moves (Blondel et al. 2008), from several orders of the nodes. Between levels the
 * groups are also refined on the single ties, so that no node is worse placed than alone. O(m) a pass.
 */
#include "../base/map.h"
#include "partition.h"
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STARTS 16

/* Positive and negative weight of every node, and in all. */
typedef struct balance_sheet {
    double *positive, *negative;
    double all_positive, all_negative; /* over unordered pairs */
} balance_sheet;

/* What the null model is made of: a node expects friendly and hostile ties apart. */
static ent_status add_up(balance_sheet *sheet, const ent__signed_layer *layer, ent_error *error) {
    *sheet = (balance_sheet){0};
    sheet->positive = ent__calloc(layer->node_count, sizeof *sheet->positive);
    sheet->negative = ent__calloc(layer->node_count, sizeof *sheet->negative);
    if (!sheet->positive || !sheet->negative) {
        return ent__fail_memory(error);
    }
    for (uint32_t t = 0; t < layer->tie_count; t++) {
        double value = layer->values[t];
        double *side = value > 0.0 ? sheet->positive : sheet->negative;
        side[layer->u[t]] += fabs(value);
        side[layer->v[t]] += fabs(value);
        *(value > 0.0 ? &sheet->all_positive : &sheet->all_negative) += fabs(value);
    }
    return ENT_OK;
}

static void free_sheet(balance_sheet *sheet) {
    free(sheet->positive);
    free(sheet->negative);
}

/* Q of labels below node_count; `sums` has room for two a node. */
static double modularity_of(const ent__signed_layer *layer, const balance_sheet *sheet, const uint32_t *labels,
                            double *sums) {
    uint32_t n = layer->node_count;
    double inside = 0.0, expected = 0.0;
    memset(sums, 0, 2 * (size_t)n * sizeof *sums);
    for (uint32_t t = 0; t < layer->tie_count; t++) {
        inside += labels[layer->u[t]] == labels[layer->v[t]] ? 2.0 * layer->values[t] : 0.0;
    }
    for (uint32_t v = 0; v < n; v++) {
        sums[labels[v]] += sheet->positive[v];
        sums[n + labels[v]] += sheet->negative[v];
    }
    for (uint32_t label = 0; label < n; label++) {
        double a = sums[label], b = sums[n + label];
        expected += sheet->all_positive > 0.0 ? a * a / (2.0 * sheet->all_positive) : 0.0;
        expected -= sheet->all_negative > 0.0 ? b * b / (2.0 * sheet->all_negative) : 0.0;
    }
    return (inside - expected) / (2.0 * (sheet->all_positive + sheet->all_negative));
}

/* A copy of the labels numbered from 0, so that any labels a caller has will do. */
static ent_status compact_labels(uint32_t *copy, const uint32_t *labels, uint32_t count, ent_error *error) {
    ent__map numbers = {0};
    uint32_t groups = 0;
    ent_status status = ENT_OK;
    for (uint32_t v = 0; status == ENT_OK && v < count; v++) {
        copy[v] = ent__map_get(&numbers, labels[v]);
        if (copy[v] == ENT_NONE) {
            copy[v] = groups++;
            status = ent__map_put(&numbers, labels[v], copy[v], error);
        }
    }
    ent__map_free(&numbers);
    return status;
}

ent_status ent_signed_modularity(double *modularity, const ent_network *network, const uint32_t *labels,
                                 const ent_signed_options *options, ent_error *error) {
    *modularity = 0.0;
    ent_signed_options read;
    ent__signed_layer layer;
    balance_sheet sheet = {0};
    ent_status status = ent__signed_begin(&layer, &read, ENT__SIGN_OR_NET, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t *copy = ent__calloc(layer.node_count, sizeof *copy);
    double *sums = ent__calloc(layer.node_count, 2 * sizeof *sums);
    status = copy && sums ? add_up(&sheet, &layer, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = compact_labels(copy, labels, layer.node_count, error);
    }
    if (status == ENT_OK) {
        *modularity = layer.tie_count ? modularity_of(&layer, &sheet, copy, sums) : NAN;
    }
    free(copy);
    free(sums);
    free_sheet(&sheet);
    ent__signed_layer_free(&layer);
    return status;
}

/* ---- Levels: groups as nodes ------------------------------------------------------------------------------------- */

/* A graph of groups, owned. */
typedef struct coarse {
    uint32_t node_count;
    uint32_t *offsets, *heads;
    double *weights, *a, *b;
} coarse;

static void free_level(coarse *level) {
    free(level->offsets);
    free(level->heads);
    free(level->weights);
    free(level->a);
    free(level->b);
}

/* The terms of modularity that a move changes, as partition.h takes them; a sign that no tie has expects nothing. */
static ent__pairs pairs_of(const coarse *level, const balance_sheet *sheet) {
    double p = sheet->all_positive, q = sheet->all_negative;
    return (ent__pairs){level->node_count, level->offsets, level->heads,          level->weights,
                        level->a,          level->b,       p > 0 ? 0.5 / p : 0.0, q > 0 ? 0.5 / q : 0.0};
}

/* The groups of a labelling (below `groups`) as a graph: for each, its members are walked and its weights to others summed. */
typedef struct grouping {
    uint32_t *starts, *members; /* members of each group */
    double *sums; /* of each group: weight to the one at hand */
    uint32_t *marks;
} grouping;

static bool open_grouping(grouping *g, const uint32_t *labels, uint32_t count, uint32_t groups) {
    g->starts = ent__calloc((size_t)groups + 2, sizeof *g->starts);
    g->members = ent__calloc(count, sizeof *g->members);
    g->sums = ent__calloc(groups, sizeof *g->sums);
    g->marks = ent__calloc(groups, sizeof *g->marks);
    if (!g->starts || !g->members || !g->sums || !g->marks) {
        return false;
    }
    for (uint32_t v = 0; v < count; v++) {
        g->starts[labels[v] + 2]++;
    }
    for (uint32_t group = 0; group < groups; group++) {
        g->starts[group + 2] += g->starts[group + 1];
    }
    for (uint32_t v = 0; v < count; v++) {
        g->members[g->starts[labels[v] + 1]++] = v;
    }
    return true;
}

static void close_grouping(grouping *g) {
    free(g->starts);
    free(g->members);
    free(g->sums);
    free(g->marks);
}

/* Appends the row of one group. */
static void group_row(coarse *made, grouping *g, const ent__signed_layer *layer, const uint32_t *labels,
                      uint32_t group) {
    uint32_t first = made->offsets[group], end = first;
    for (uint32_t m = g->starts[group]; m < g->starts[group + 1]; m++) {
        uint32_t v = g->members[m];
        for (uint32_t i = layer->offsets[v]; i < layer->offsets[v + 1]; i++) {
            uint32_t other = labels[layer->heads[i]];
            if (other == group) {
                continue;
            }
            if (g->marks[other] != group + 1) {
                g->marks[other] = group + 1;
                g->sums[other] = 0.0;
                made->heads[end++] = other;
            }
            g->sums[other] += layer->values[layer->ties[i]];
        }
    }
    for (uint32_t i = first; i < end; i++) {
        made->weights[i] = g->sums[made->heads[i]];
    }
    made->offsets[group + 1] = end;
}

/* A graph of the groups with the sums that the null model needs; ties inside groups are dropped, for no move can change
 * them. */
static ent_status make_level(coarse *made, const ent__signed_layer *layer, const balance_sheet *sheet,
                             const uint32_t *labels, uint32_t groups, ent_error *error) {
    grouping g = {0};
    size_t entries = layer->offsets[layer->node_count];
    *made = (coarse){.node_count = groups};
    made->offsets = ent__calloc((size_t)groups + 1, sizeof *made->offsets);
    made->heads = ent__calloc(entries, sizeof *made->heads);
    made->weights = ent__calloc(entries, sizeof *made->weights);
    made->a = ent__calloc(groups, sizeof *made->a);
    made->b = ent__calloc(groups, sizeof *made->b);
    bool complete = made->offsets && made->heads && made->weights && made->a && made->b;
    if (!complete || !open_grouping(&g, labels, layer->node_count, groups)) {
        close_grouping(&g);
        free_level(made);
        return ent__fail_memory(error);
    }
    for (uint32_t v = 0; v < layer->node_count; v++) {
        made->a[labels[v]] += sheet->positive[v];
        made->b[labels[v]] += sheet->negative[v];
    }
    for (uint32_t group = 0; group < groups; group++) {
        group_row(made, &g, layer, labels, group);
    }
    close_grouping(&g);
    return ENT_OK;
}

/* What all starts of a search share. */
typedef struct climber {
    const ent__signed_layer *layer;
    const balance_sheet *sheet;
    uint64_t random;
    uint32_t *work; /* an entry a node */
} climber;

/* One round: the groups of `labels` move as wholes, and then every node by itself. What both gain, into `gained`. */
static ent_status climb(uint32_t *labels, double *gained, climber *all, ent_error *error) {
    uint32_t n = all->layer->node_count, *of_groups = all->work;
    uint32_t groups = ent__partition_renumber(labels, n, all->work, n);
    for (uint32_t single = 0; single < 2; single++) { /* groups first, then single nodes */
        coarse made;
        if (single) {
            groups = n;
        }
        for (uint32_t group = 0; group < groups; group++) {
            of_groups[group] = group;
        }
        ent_status status = make_level(&made, all->layer, all->sheet, single ? of_groups : labels, groups, error);
        if (status != ENT_OK) {
            return status;
        }
        ent__pairs pairs = pairs_of(&made, all->sheet);
        double gain = ent__partition_improve(single ? labels : of_groups, &pairs, groups, &all->random);
        free_level(&made);
        if (gain < 0.0) {
            return ent__fail_memory(error);
        }
        *gained += gain;
        for (uint32_t v = 0; !single && v < n; v++) {
            labels[v] = of_groups[labels[v]];
        }
    }
    return ENT_OK;
}

/* Where a start begins: every other one with each node alone, the rest with the nodes thrown into groups. */
static void throw_labels(uint32_t *labels, uint32_t n, int start, uint64_t *random) {
    uint32_t groups = start % 2 ? 2 + (uint32_t)(ent__random(random) % (n < 16 ? n : 16)) : n;
    groups = groups < n ? groups : n;
    for (uint32_t v = 0; v < n; v++) {
        labels[v] = start % 2 ? (uint32_t)(ent__random(random) % groups) : v;
    }
}

/* Communities from one start: rounds as long as they gain. */
static ent_status search_once(uint32_t *labels, climber *all, ent_error *error) {
    double gained = 1.0;
    ent_status status = ENT_OK;
    while (status == ENT_OK && gained > 1e-9) {
        gained = 0.0;
        status = climb(labels, &gained, all, error);
    }
    return status;
}

/* The best of all starts, by modularity computed anew and not by the gains: these have the rounding of all moves in them. */
static ent_status search_communities(uint32_t *labels, double *modularity, const ent__signed_layer *layer,
                                     const balance_sheet *sheet, const ent_run *run, ent_error *error) {
    uint32_t n = layer->node_count;
    climber all = {layer, sheet, run ? run->seed : 0, ent__calloc(n, sizeof *all.work)};
    uint32_t *found = ent__calloc(n, sizeof *found);
    double *sums = ent__calloc(n, 2 * sizeof *sums);
    ent_status status = found && all.work && sums ? ENT_OK : ent__fail_memory(error);
    *modularity = -INFINITY;
    for (int start = 0; status == ENT_OK && start < STARTS; start++) {
        status = ent__progress(run, (double)start / STARTS, error);
        if (status == ENT_OK) {
            throw_labels(found, n, start, &all.random);
            status = search_once(found, &all, error);
        }
        double q = status == ENT_OK ? modularity_of(layer, sheet, found, sums) : -INFINITY;
        if (q > *modularity) {
            *modularity = q;
            memcpy(labels, found, n * sizeof *labels);
        }
    }
    free(found);
    free(all.work);
    free(sums);
    return status;
}

ent_status ent_signed_communities(uint32_t *labels, uint32_t *count, double *modularity, const ent_network *network,
                                  const ent_signed_options *options, const ent_run *run, ent_error *error) {
    *count = 0;
    *modularity = 0.0;
    ent_signed_options read;
    ent__signed_layer layer;
    balance_sheet sheet = {0};
    double found = NAN;
    ent_status status = ent__signed_begin(&layer, &read, ENT__SIGN_OR_NET, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t n = layer.node_count, *map = ent__calloc(n, sizeof *map);
    for (uint32_t v = 0; v < n; v++) {
        labels[v] = v;
    }
    status = map ? add_up(&sheet, &layer, error) : ent__fail_memory(error);
    if (status == ENT_OK && layer.tie_count) {
        status = search_communities(labels, &found, &layer, &sheet, run, error);
    }
    if (status == ENT_OK) {
        *count = ent__partition_renumber(labels, n, map, n);
        *modularity = found;
    }
    free(map);
    free_sheet(&sheet);
    ent__signed_layer_free(&layer);
    return status;
}
