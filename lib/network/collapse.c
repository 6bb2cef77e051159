/*
 * Collapsing sorted ties into edges: the ties are cut into stretches where a pair ends; threads count the edges of every stretch,
 * which gives each its place among all, and see what room they need, and then fill them. What an edge is depends on its own ties alone, so nothing depends on who
 * did it. O(ties).
 */
#include "collapse.h"

#include "../base/exact.h"
#include "../base/parallel.h"

#include <math.h>
#include <stdlib.h>

/* Ties of a stretch, but for the pair that ends it. */
#define STRETCH 65536u

typedef struct stretch {
    size_t start, end; /* of ties */
    size_t edge, evidence; /* first how many there are, then where they start */
    size_t loops;
    ent__extent extent; /* of its edges */
} stretch;

typedef struct collapsing {
    ent_network *network;
    const ent__tie *ties;
    const ent__reading *reading;
    stretch *stretches;
    size_t stretch_count;
} collapsing;

/* ---- Counting ----------------------------------------------------------------------------------------------------- */

/* The end of the run of ties of the same pair as ties[start]. */
static size_t run_end(const ent__tie *ties, size_t start, size_t end) {
    size_t i = start + 1;
    while (i < end && ties[i].pair == ties[start].pair) {
        i++;
    }
    return i;
}

static uint32_t from_of(const collapsing *all, uint64_t pair) {
    uint32_t end = (uint32_t)(pair >> all->reading->bits);
    return all->reading->nodes ? all->reading->nodes[end] : end;
}

static uint32_t to_of(const collapsing *all, uint64_t pair) {
    uint32_t end = (uint32_t)(pair & (((uint64_t)1 << all->reading->bits) - 1));
    return all->reading->nodes ? all->reading->nodes[end] : end;
}

static bool is_loop(const collapsing *all, uint64_t pair) {
    return pair >> all->reading->bits == (pair & (((uint64_t)1 << all->reading->bits) - 1));
}

/* Widens the extent by the edge that a run of ties makes; returns how many relations it has. */
static inline uint32_t count_edge(ent__extent *extent, const ent__tie *ties, size_t count) {
    ent_date first = ties->first, last = ties->last;
    uint32_t relations = 0;
    for (size_t i = 0; i < count; i++) {
        bool has_relation = ties[i].relation != ENT_NONE;
        first = ties[i].first < first ? ties[i].first : first;
        last = ties[i].last > last ? ties[i].last : last;
        extent->has_weights |= (fabs(ties[i].strength) != 1.0) | !has_relation;
        extent->has_negative |= ties[i].strength < 0.0;
        extent->kinds |= (unsigned)has_relation << ties[i].kind;
        relations += has_relation;
    }
    uint32_t duration = (uint32_t)last - (uint32_t)first;
    extent->first_least = first < extent->first_least ? first : extent->first_least;
    extent->first_most = first > extent->first_most ? first : extent->first_most;
    extent->duration = duration > extent->duration ? duration : extent->duration;
    extent->relations = relations > extent->relations ? relations : extent->relations;
    return relations;
}

/* Widens an extent, counts aside, to hold another. */
static void join(ent__extent *all, const ent__extent *part) {
    all->first_least = part->first_least < all->first_least ? part->first_least : all->first_least;
    all->first_most = part->first_most > all->first_most ? part->first_most : all->first_most;
    all->duration = part->duration > all->duration ? part->duration : all->duration;
    all->relations = part->relations > all->relations ? part->relations : all->relations;
    all->kinds |= part->kinds;
    all->has_weights |= part->has_weights;
    all->has_negative |= part->has_negative;
}

static ent_status count_stretch(void *context, uint32_t worker, size_t item, ent_error *error) {
    const collapsing *all = context;
    stretch at = all->stretches[item]; /* apart: threads that write side by side hinder each other */
    (void)worker;
    (void)error;
    for (size_t i = at.start, end; i < at.end; i = end) {
        end = run_end(all->ties, i, at.end);
        if (is_loop(all, all->ties[i].pair)) {
            at.loops++;
        } else {
            at.edge++;
            at.evidence += count_edge(&at.extent, all->ties + i, end - i);
        }
    }
    all->stretches[item] = at;
    return ENT_OK;
}

/* Cuts the ties into stretches. */
static ent_status cut(collapsing *all, size_t count, ent_error *error) {
    all->stretches = ent__calloc(count / STRETCH + 1, sizeof *all->stretches);
    if (!all->stretches) {
        return ent__fail_memory(error);
    }
    for (size_t start = 0; start < count;) {
        size_t end = count - start <= STRETCH ? count : run_end(all->ties, start + STRETCH - 1, count);
        all->stretches[all->stretch_count++] = (stretch){.start = start, .end = end, .extent = ENT__EXTENT_INIT};
        start = end;
    }
    return ENT_OK;
}

/* From how many edges stretches have to where they start; makes room for all. */
static ent_status place(collapsing *all, ent_error *error) {
    ent__extent extent = ENT__EXTENT_INIT;
    size_t loops = 0;
    for (size_t i = 0; i < all->stretch_count; i++) {
        stretch *at = &all->stretches[i], counted = *at;
        at->edge = extent.edges;
        at->evidence = extent.evidence;
        extent.edges += counted.edge;
        extent.evidence += counted.evidence;
        join(&extent, &counted.extent);
        loops += counted.loops;
    }
    extent.evidence_end = extent.evidence;
    extent.has_lengths = all->reading->lengths != NULL;
    ent_network *network = all->network;
    ent_status status = ent__network_allocate(network, &extent, error);
    if (status != ENT_OK) {
        return status;
    }
    network->evidence_count = extent.evidence;
    ent__packed_set(&network->evidence_offsets, extent.edges, extent.evidence);
    if (loops) {
        network->internal = ent__calloc(network->node_count, sizeof *network->internal);
    }
    return network->internal || !loops ? ENT_OK : ent__fail_memory(error);
}

/* ---- Filling ------------------------------------------------------------------------------------------------------ */

/* Strengths while they are added up. */
typedef struct sums {
    ent__exact positive, negative;
    double length;
} sums;

/* Adds the ties of a pair up. */
static void add_strengths(ent__edge *edge, const ent__tie *ties, size_t count, const double *lengths) {
    sums sum = {.length = lengths ? INFINITY : 1.0};
    for (size_t i = 0; i < count; i++) {
        const ent__tie *tie = &ties[i];
        ent__exact_add(tie->strength < 0.0 ? &sum.negative : &sum.positive, fabs(tie->strength));
        if (lengths && tie->strength > 0.0) {
            sum.length = fmin(sum.length, tie->relation == ENT_NONE ? 1.0 : lengths[tie->relation]);
        }
    }
    edge->positive = ent__exact_value(&sum.positive);
    edge->negative = ent__exact_value(&sum.negative);
    edge->length = sum.length;
}

/* The same where each adds 1 or -1, and there is no column for the positive. */
static void add_counts(ent__edge *edge, const ent__tie *ties, size_t count) {
    uint32_t hostile = 0;
    for (size_t i = 0; i < count; i++) {
        hostile += ties[i].strength < 0.0;
    }
    edge->negative = hostile;
}

/* The edge of the ties of a pair; their relations go to `evidence`, unless it is NULL. */
static void collapse_pair(ent__edge *edge, const collapsing *all, const ent__tie *ties, size_t count,
                          ent_id *evidence) {
    bool has_weights = !evidence || all->network->positive || all->network->length;
    *edge = (ent__edge){.first = ties[0].first, .last = ties[0].last};
    for (size_t i = 0; i < count; i++) {
        edge->first = ties[i].first < edge->first ? ties[i].first : edge->first;
        edge->last = ties[i].last > edge->last ? ties[i].last : edge->last;
        if (ties[i].relation == ENT_NONE) {
            continue;
        }
        if (evidence) {
            evidence[edge->relations] = ties[i].relation;
        }
        edge->relations++;
        edge->kinds[ties[i].kind]++;
    }
    if (has_weights) {
        add_strengths(edge, ties, count, all->reading->lengths);
    } else {
        add_counts(edge, ties, count);
    }
}

static void write_loop(const collapsing *all, const ent__tie *ties, size_t count) {
    ent__edge loop;
    collapse_pair(&loop, all, ties, count, NULL);
    all->network->internal[from_of(all, ties->pair)] = (ent_internal){loop.relations, 0, loop.positive, loop.negative};
}

static ent_status fill_stretch(void *context, uint32_t worker, size_t item, ent_error *error) {
    const collapsing *all = context;
    ent_network *network = all->network;
    const stretch *at = &all->stretches[item];
    ent__edge written;
    size_t edge = at->edge, evidence = at->evidence;
    (void)worker;
    (void)error;
    for (size_t i = at->start, end; i < at->end; i = end) {
        uint64_t pair = all->ties[i].pair;
        end = run_end(all->ties, i, at->end);
        if (is_loop(all, pair)) {
            write_loop(all, all->ties + i, end - i);
            continue;
        }
        collapse_pair(&written, all, all->ties + i, end - i, network->evidence + evidence);
        network->from[edge] = from_of(all, pair);
        network->to[edge] = to_of(all, pair);
        ent__network_write(network, (uint32_t)edge, &written);
        ent__packed_set(&network->evidence_offsets, edge++, evidence);
        evidence += written.relations;
    }
    return ENT_OK;
}

ent_status ent__network_collapse(ent_network *network, const ent__piece *sorted, const ent__reading *reading,
                                 ent_error *error) {
    collapsing all = {.network = network, .ties = sorted->ties, .reading = reading};
    ent_status status = cut(&all, sorted->count, error);
    if (status == ENT_OK) {
        status = ent__parallel(all.stretch_count, reading->workers, count_stretch, &all, NULL, error);
    }
    if (status == ENT_OK) {
        status = place(&all, error);
    }
    if (status == ENT_OK) {
        status = ent__parallel(all.stretch_count, reading->workers, fill_stretch, &all, NULL, error);
    }
    free(all.stretches);
    return status;
}
