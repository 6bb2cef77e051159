/*
 * Blocs: groups that friendly ties hold together and hostile ties part, as nearly as can be.
 *
 * The inconsistency of a division is alpha times the negative ties inside plus (1 - alpha) times the positive between. With
 * w = (1 - alpha) of a positive tie and -alpha of a negative one that is the whole positive part less all w inside groups, so
 * that the search maximises weight inside (partition.h). Restarts from random groups; O(m) a pass and start.
 */
#include "partition.h"
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STARTS 64

static ent_status check_alpha(double alpha, ent_error *error) {
    if (alpha >= 0.0 && alpha <= 1.0) {
        return ENT_OK;
    }
    char text[32];
    ent__double_format(text, alpha);
    return ent__fail(error, ENT_EINVAL, "alpha is %s; expected a number in [0, 1]", text);
}

/* By definition, over the ties: the search's own gains are not added up, so that nothing of its rounding is in the answer. */
static double objective_of(const ent__signed_layer *layer, const uint32_t *labels, double alpha) {
    double inside = 0.0, between = 0.0;
    for (uint32_t t = 0; t < layer->tie_count; t++) {
        bool together = labels[layer->u[t]] == labels[layer->v[t]];
        double value = layer->values[t];
        inside += together && value < 0.0 ? -value : 0.0;
        between += !together && value > 0.0 ? value : 0.0;
    }
    return alpha * inside + (1.0 - alpha) * between;
}

ent_status ent_block_objective(double *objective, const ent_network *network, const uint32_t *labels, double alpha,
                               const ent_signed_options *options, ent_error *error) {
    *objective = 0.0;
    ent_signed_options read;
    ent__signed_layer layer;
    ent_status status = check_alpha(alpha, error);
    if (status == ENT_OK) {
        status = ent__signed_begin(&layer, &read, ENT__ANY_VALUE, network, options, error);
    }
    if (status == ENT_OK) {
        *objective = objective_of(&layer, labels, alpha);
        ent__signed_layer_free(&layer);
    }
    return status;
}

typedef struct bloc_search {
    const ent__signed_layer *layer;
    double alpha;
    uint32_t most; /* groups */
    double *weights; /* of each row entry */
    uint32_t *labels; /* of the start at hand */
    uint32_t *map;
} bloc_search;

/* The weights turn the least inconsistency into the greatest weight inside, which partition.h looks for. */
static ent_status open_search(bloc_search *s, ent_error *error) {
    const ent__signed_layer *layer = s->layer;
    size_t entries = layer->offsets[layer->node_count];
    s->weights = ent__calloc(entries, sizeof *s->weights);
    s->labels = ent__calloc(layer->node_count, sizeof *s->labels);
    s->map = ent__calloc(s->most, sizeof *s->map);
    if (!s->weights || !s->labels || !s->map) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < entries; i++) {
        double value = layer->values[layer->ties[i]];
        s->weights[i] = value * (value > 0.0 ? 1.0 - s->alpha : s->alpha);
    }
    return ENT_OK;
}

static void close_search(bloc_search *s) {
    free(s->weights);
    free(s->labels);
    free(s->map);
}

/* Best of the starts into `labels`. */
static ent_status search_blocs(uint32_t *labels, double *objective, bloc_search *s, const ent_run *run,
                               ent_error *error) {
    uint32_t n = s->layer->node_count;
    ent__pairs pairs = {n, s->layer->offsets, s->layer->heads, s->weights, NULL, NULL, 0.0, 0.0};
    uint64_t random = run ? run->seed : 0;
    *objective = n ? INFINITY : 0.0;
    for (int start = 0; n && start < STARTS; start++) {
        ent_status status = ent__progress(run, (double)start / STARTS, error);
        if (status != ENT_OK) {
            return status;
        }
        for (uint32_t v = 0; v < n; v++) {
            s->labels[v] = (uint32_t)(ent__random(&random) % s->most);
        }
        if (ent__partition_improve(s->labels, &pairs, s->most, &random) < 0.0) {
            return ent__fail_memory(error);
        }
        double found = objective_of(s->layer, s->labels, s->alpha);
        if (found < *objective) {
            *objective = found;
            memcpy(labels, s->labels, n * sizeof *labels);
        }
    }
    ent__partition_renumber(labels, n, s->map, s->most);
    return ENT_OK;
}

ent_status ent_signed_blockmodel(uint32_t *labels, double *objective, const ent_network *network, uint32_t k,
                                 double alpha, const ent_signed_options *options, const ent_run *run,
                                 ent_error *error) {
    *objective = 0.0;
    ent_signed_options read;
    ent__signed_layer layer;
    ent_status status = check_alpha(alpha, error);
    if (status == ENT_OK && k == 0) {
        status = ent__fail(error, ENT_EINVAL, "k is 0; expected at least one group");
    }
    if (status == ENT_OK) {
        status = ent__signed_begin(&layer, &read, ENT__ANY_VALUE, network, options, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    bloc_search s = {.layer = &layer, .alpha = alpha, .most = k < layer.node_count ? k : layer.node_count};
    double found = 0.0;
    status = open_search(&s, error);
    if (status == ENT_OK) {
        status = search_blocs(labels, &found, &s, run, error);
    }
    *objective = status == ENT_OK ? found : 0.0;
    close_search(&s);
    ent__signed_layer_free(&layer);
    return status;
}
