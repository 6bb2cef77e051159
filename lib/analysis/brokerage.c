/*
 * Counting brokers (Gould & Fernandez 1989): for every node j, each arc i -> j has its heads marked, and the arcs j -> k to
 * unmarked k are open. Stamps instead of flags, so that marks are never cleared. O(sum of in-degree times out-degree) time,
 * O(n + m) memory.
 *
 * Beside the counts stands what ends the open two-paths of a broker share, which is all that the variance under shuffled
 * labels needs (brokerage_null.c). Actors without a group (ENT_NONE) take no part: never source, broker or target.
 */
#include "brokerage.h"

#include "../base/map.h"
#include "../network/layer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Groups ------------------------------------------------------------------------------------------------------- */

static void close_groups(ent__groups *groups) {
    free(groups->of);
    free(groups->sizes);
}

/* Numbers the groups from 0 and counts their members, and the arcs among all members. */
static ent_status open_groups(ent__groups *groups, const uint32_t *given, const ent__layer *out, ent_error *error) {
    uint32_t n = out->node_count;
    ent__map numbers = {0};
    *groups = (ent__groups){.node_count = n};
    groups->of = ent__calloc(n, sizeof *groups->of);
    groups->sizes = ent__calloc(n, sizeof *groups->sizes);
    ent_status status = groups->of && groups->sizes ? ENT_OK : ent__fail_memory(error);
    for (uint32_t v = 0; status == ENT_OK && v < n; v++) {
        groups->of[v] = given[v] == ENT_NONE ? ENT_NONE : ent__map_get(&numbers, given[v]);
        if (given[v] != ENT_NONE && groups->of[v] == ENT_NONE) {
            groups->of[v] = groups->count++;
            status = ent__map_put(&numbers, given[v], groups->of[v], error);
        }
        if (given[v] != ENT_NONE) {
            groups->sizes[groups->of[v]] += 1.0;
            groups->members += 1.0;
        }
    }
    ent__map_free(&numbers);
    for (uint32_t v = 0; status == ENT_OK && v < n; v++) {
        for (uint32_t i = out->offsets[v]; groups->of[v] != ENT_NONE && i < out->offsets[v + 1]; i++) {
            groups->arcs += groups->of[out->heads[i]] != ENT_NONE;
        }
    }
    return status;
}

/* ---- Counting ----------------------------------------------------------------------------------------------------- */

typedef struct counting {
    ent__groups groups;
    ent__layer out, in;
    uint32_t *marks; /* stamp of the last node that has an arc to each */
    uint32_t stamp;
    double *starts, *ends; /* of each node: open two-paths of the broker at hand that start, and that end there */
    double counts[ENT_BROKERAGE_COLUMNS];
    double turned;
} counting;

static void close_counting(counting *c) {
    close_groups(&c->groups);
    ent__layer_free(&c->out);
    ent__layer_free(&c->in);
    free(c->marks);
    free(c->starts);
    free(c->ends);
}

static ent_status open_counting(counting *c, const ent_network *network, const uint32_t *given, ent_error *error) {
    *c = (counting){0};
    ent_status status = ent__layer_make(&c->out, network, ENT_OUT, ENT_WEIGHT_UNIT, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&c->in, network, ENT_IN, ENT_WEIGHT_UNIT, error);
    }
    if (status == ENT_OK) {
        status = open_groups(&c->groups, given, &c->out, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    c->marks = ent__calloc(network->node_count, sizeof *c->marks);
    c->starts = ent__calloc(network->node_count, sizeof *c->starts);
    c->ends = ent__calloc(network->node_count, sizeof *c->ends);
    return c->marks && c->starts && c->ends ? ENT_OK : ent__fail_memory(error);
}

/* The role of j on i -> j -> k by their groups, in the words of Gould & Fernandez. */
ent_broker_role ent__broker_role(uint32_t i, uint32_t j, uint32_t k) {
    if (i == ENT_NONE || j == ENT_NONE || k == ENT_NONE) {
        return ENT_ROLE_NONE;
    }
    if (i == k) {
        return i == j ? ENT_ROLE_COORDINATOR : ENT_ROLE_CONSULTANT;
    }
    return j == k ? ENT_ROLE_GATEKEEPER : i == j ? ENT_ROLE_REPRESENTATIVE : ENT_ROLE_LIAISON;
}

/* Whether u -> v; the heads of a row rise. */
static bool has_arc(const ent__layer *layer, uint32_t u, uint32_t v) {
    uint32_t low = layer->offsets[u], high = layer->offsets[u + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (layer->heads[middle] == v) {
            return true;
        }
        *(layer->heads[middle] < v ? &low : &high) = layer->heads[middle] < v ? middle + 1 : middle;
    }
    return false;
}

/* The open two-paths i -> j -> k of one i. */
static void count_from(counting *c, uint32_t i, uint32_t j) {
    const uint32_t *of = c->groups.of;
    c->stamp++;
    for (uint32_t e = c->out.offsets[i]; e < c->out.offsets[i + 1]; e++) {
        c->marks[c->out.heads[e]] = c->stamp;
    }
    for (uint32_t e = c->out.offsets[j]; e < c->out.offsets[j + 1]; e++) {
        uint32_t k = c->out.heads[e];
        if (k == i || of[k] == ENT_NONE || c->marks[k] == c->stamp) {
            continue;
        }
        c->counts[ent__broker_role(of[i], of[j], of[k])] += 1.0;
        c->counts[ENT_BROKERAGE_TOTAL] += 1.0;
        c->starts[i] += 1.0;
        c->ends[k] += 1.0;
        c->turned += has_arc(&c->out, k, j) && has_arc(&c->out, j, i) && !has_arc(&c->out, k, i);
    }
}

/* What ends the pairs of open two-paths of j share; clears the ends for the next broker. */
static ent__overlaps overlaps_of(counting *c, uint32_t j) {
    double all = c->counts[ENT_BROKERAGE_TOTAL], passing = 0.0;
    ent__overlaps o = {.same = all, .turned = c->turned};
    for (uint32_t e = c->in.offsets[j]; e < c->in.offsets[j + 1]; e++) {
        uint32_t i = c->in.heads[e];
        o.source += c->starts[i] * (c->starts[i] - 1.0);
        passing += c->starts[i] * c->ends[i];
        c->starts[i] = 0.0;
    }
    for (uint32_t e = c->out.offsets[j]; e < c->out.offsets[j + 1]; e++) {
        uint32_t k = c->out.heads[e];
        o.target += c->ends[k] * (c->ends[k] - 1.0);
        c->ends[k] = 0.0;
    }
    o.chain = 2.0 * (passing - o.turned);
    o.apart = all * all - o.same - o.turned - o.source - o.target - o.chain;
    return o;
}

/* Writes the columns that the caller has room for; no z where nothing varies. */
static void write_row(const ent_brokerage *into, uint32_t node, const double *counts, const double *expected,
                      const double *variance) {
    for (size_t role = 0, at = (size_t)node * ENT_BROKERAGE_COLUMNS; role < ENT_BROKERAGE_COLUMNS; role++, at++) {
        double deviation = sqrt(fmax(variance[role], 0.0));
        if (into->counts) {
            into->counts[at] = counts[role];
        }
        if (into->expected) {
            into->expected[at] = expected[role];
        }
        if (into->deviation) {
            into->deviation[at] = deviation;
        }
        if (into->z) {
            into->z[at] = deviation > 0.0 ? (counts[role] - expected[role]) / deviation : NAN;
        }
    }
}

/* One row. What is expected, and how much that varies, is asked even where nothing was counted. */
static void count_broker(const ent_brokerage *into, counting *c, uint32_t j, ent_brokerage_null null) {
    double expected[ENT_BROKERAGE_COLUMNS] = {0}, variance[ENT_BROKERAGE_COLUMNS] = {0};
    memset(c->counts, 0, sizeof c->counts);
    c->turned = 0.0;
    if (c->groups.of[j] != ENT_NONE) {
        for (uint32_t e = c->in.offsets[j]; e < c->in.offsets[j + 1]; e++) {
            if (c->groups.of[c->in.heads[e]] != ENT_NONE) {
                count_from(c, c->in.heads[e], j);
            }
        }
        ent__overlaps overlaps = overlaps_of(c, j);
        if (null == ENT_BROKERAGE_BERNOULLI) {
            ent__brokerage_bernoulli(expected, variance, &c->groups, c->groups.of[j]);
        } else {
            ent__brokerage_labels(expected, variance, &c->groups, c->groups.of[j], &overlaps);
        }
    }
    write_row(into, j, c->counts, expected, variance);
}

ent_status ent_brokerage_count(ent_brokerage *brokerage, const ent_network *network, const uint32_t *groups,
                               ent_brokerage_null null, const ent_run *run, ent_error *error) {
    ent_brokerage into = ENT_BROKERAGE_INIT;
    counting c;
    ent_status status = ent__options_read(&into, sizeof into, brokerage, "ent_brokerage", error);
    if (status != ENT_OK) {
        return status;
    }
    if (null != ENT_BROKERAGE_BERNOULLI && null != ENT_BROKERAGE_LABELS) {
        return ent__fail(error, ENT_EINVAL, "null is %d; expected 0 (bernoulli) or 1 (labels)", (int)null);
    }
    status = open_counting(&c, network, groups, error);
    for (uint32_t j = 0; status == ENT_OK && j < network->node_count; j++) {
        count_broker(&into, &c, j, null);
        status = j % 64 ? ENT_OK : ent__progress(run, (double)j / network->node_count, error);
    }
    close_counting(&c);
    return status;
}
