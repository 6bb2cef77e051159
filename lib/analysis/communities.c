/*
 * Communities and how good a division is (Newman & Girvan 2004; with a resolution Reichardt & Bornholdt 2006). Finding them is
 * leiden.c's; here a community that does not hang together is cut into its parts, which never lowers modularity, and labels
 * are put in order. O(n + m) beside.
 *
 * Communities are sought and judged in the undirected projection; ent_modularity() of a directed network is that of its arcs
 * (Leicht & Newman 2008), and so may differ.
 */
#include "components.h"
#include "leiden.h"
#include "measure.h"

#include <math.h>
#include <stdlib.h>

static ent_status read_options(ent_community_options *copy, const ent_community_options *options, ent_error *error) {
    *copy = (ent_community_options)ENT_COMMUNITY_OPTIONS_INIT;
    ent_status status = ent__options_read(copy, sizeof *copy, options, "ent_community_options", error);
    if (status != ENT_OK) {
        return status;
    }
    if (copy->method != ENT_LEIDEN && copy->method != ENT_LOUVAIN) {
        return ent__fail(error, ENT_EINVAL, "method %d; expected ENT_LEIDEN or ENT_LOUVAIN", (int)copy->method);
    }
    if (copy->resolution == 0.0) {
        copy->resolution = 1.0;
    }
    if (!isfinite(copy->resolution) || copy->resolution < 0.0) {
        char text[32];
        ent__double_format(text, copy->resolution);
        return ent__fail(error, ENT_EINVAL, "resolution %s; expected a finite number above 0", text);
    }
    return ent__check_strength(copy->weight, "communities", error);
}

/* ---- Modularity --------------------------------------------------------------------------------------------------- */

/* What the arcs of a layer add up to: in all, inside communities, and at each community's ends. */
typedef struct sums {
    double total, inside;
    double *leaving, *entering;
} sums;

/* One pass over the arcs; what they add up to is all that modularity depends on. */
static void add_up(sums *it, const ent__layer *layer, const uint32_t *labels) {
    for (uint32_t node = 0; node < layer->node_count; node++) {
        for (uint32_t entry = layer->offsets[node]; entry < layer->offsets[node + 1]; entry++) {
            uint32_t from = labels[node], to = labels[layer->heads[entry]];
            it->total += layer->weights[entry];
            it->inside += from == to ? layer->weights[entry] : 0.0;
            it->leaving[from] += layer->weights[entry];
            it->entering[to] += layer->weights[entry];
        }
    }
}

/* Labels are below `count`. An undirected edge is two arcs, so that one formula serves both kinds. */
static ent_status modularity_of(double *modularity, const ent__layer *layer, const uint32_t *labels, uint32_t count,
                                double resolution, ent_error *error) {
    sums it = {0.0, 0.0, ent__calloc(count, sizeof(double)), ent__calloc(count, sizeof(double))};
    ent_status status = it.leaving && it.entering ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        double expected = 0.0;
        add_up(&it, layer, labels);
        for (uint32_t i = 0; i < count && it.total > 0.0; i++) {
            expected += it.leaving[i] / it.total * (it.entering[i] / it.total);
        }
        *modularity = it.total > 0.0 ? it.inside / it.total - resolution * expected : NAN;
    }
    free(it.leaving);
    free(it.entering);
    return status;
}

typedef struct labelled {
    uint32_t label, node;
} labelled;

static int by_label(const void *a, const void *b) {
    uint32_t x = ((const labelled *)a)->label, y = ((const labelled *)b)->label;
    return (x > y) - (x < y);
}

/* Copies labels, which may be any numbers, as numbers from 0. */
static ent_status number_labels(uint32_t **numbers, uint32_t *count, const uint32_t *labels, uint32_t node_count,
                                ent_error *error) {
    labelled *items = ent__calloc(node_count, sizeof *items);
    *numbers = ent__calloc(node_count, sizeof **numbers);
    *count = 0;
    if (!items || !*numbers) {
        free(items);
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < node_count; node++) {
        items[node] = (labelled){labels[node], node};
    }
    qsort(items, node_count, sizeof *items, by_label);
    for (uint32_t i = 0; i < node_count; i++) {
        *count += i == 0 || items[i].label != items[i - 1].label;
        (*numbers)[items[i].node] = *count - 1;
    }
    free(items);
    return ENT_OK;
}

ent_status ent_modularity(double *modularity, const ent_network *network, const uint32_t *labels,
                          const ent_community_options *options, ent_error *error) {
    ent_community_options copy;
    ent__layer layer = {0};
    uint32_t *numbers = NULL, count = 0;
    *modularity = 0.0;
    ent_status status = read_options(&copy, options, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&layer, network, ENT_OUT, copy.weight, error);
    }
    if (status == ENT_OK) {
        status = number_labels(&numbers, &count, labels, network->node_count, error);
    }
    if (status == ENT_OK) {
        status = modularity_of(modularity, &layer, numbers, count, copy.resolution, error);
    }
    free(numbers);
    ent__layer_free(&layer);
    return status;
}

/* ---- Communities -------------------------------------------------------------------------------------------------- */

/* Cuts each community into the parts that hang together. */
static void connect(uint32_t *labels, ent__layer *layer) {
    uint32_t used = 0;
    for (uint32_t node = 0, start = 0; node < layer->node_count; node++) {
        uint32_t end = layer->offsets[node + 1];
        for (uint32_t entry = start; entry < end; entry++) {
            if (labels[layer->heads[entry]] == labels[node]) {
                layer->heads[used++] = layer->heads[entry];
            }
        }
        layer->offsets[node + 1] = used;
        start = end;
    }
    ent__neighbours rows = ent__neighbours_of(layer);
    ent__components_weak(labels, &rows, 1);
}

/* Without ties every actor is alone, which no search need find. */
static ent_status divide(uint32_t *labels, const ent_network *network, const ent_community_options *options,
                         const ent_run *run, ent_error *error) {
    ent__layer layer;
    ent_status status = ent__layer_make(&layer, network, ENT_ALL, options->weight, error);
    for (uint32_t node = 0; node < network->node_count && status == ENT_OK; node++) {
        labels[node] = node;
    }
    if (status == ENT_OK && layer.arc_count > 0) {
        status = ent__leiden(labels, &layer, options->method == ENT_LEIDEN, options->resolution, run, error);
        if (status == ENT_OK) {
            connect(labels, &layer);
        }
    }
    ent__layer_free(&layer);
    return status;
}

/* The modularity of what was found, from a layer of its own: connect() has used the other up. */
static ent_status judge(double *modularity, uint32_t *count, const uint32_t *labels, const ent_network *network,
                        const ent_community_options *options, ent_error *error) {
    ent__layer layer;
    ent_status status = ent__layer_make(&layer, network, ENT_ALL, options->weight, error);
    for (uint32_t node = 0; node < network->node_count && status == ENT_OK; node++) {
        *count = labels[node] >= *count ? labels[node] + 1 : *count;
    }
    if (status == ENT_OK) {
        status = modularity_of(modularity, &layer, labels, *count, options->resolution, error);
    }
    ent__layer_free(&layer);
    return status;
}

ent_status ent_communities(uint32_t *labels, uint32_t *count, double *modularity, const ent_network *network,
                           const ent_community_options *options, const ent_run *run, ent_error *error) {
    ent_community_options copy;
    *count = 0;
    *modularity = 0.0;
    ent_status status = read_options(&copy, options, error);
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status == ENT_OK) {
        status = divide(labels, network, &copy, run, error);
    }
    if (status == ENT_OK) {
        status = judge(modularity, count, labels, network, &copy, error);
    }
    for (uint32_t node = 0; node < network->node_count && status != ENT_OK; node++) {
        labels[node] = 0;
        *count = 0;
    }
    return status;
}
