/*
 * Making the ways of a call: checking its options, marking what it avoids, choosing its rows. O(1) but for the marks,
 * O(n); the check of inverse lengths, O(m) in one sweep; and the projection, O(n + m).
 */
#include "ways.h"

#include <math.h>
#include <stdlib.h>

static ent_status check_options(const ent_path_options *options, ent_error *error) {
    if (options->mode < ENT_OUT || options->mode > ENT_ALL) {
        return ent__fail(error, ENT_EINVAL, "mode is %d; expected out (0), in (1) or all (2)", (int)options->mode);
    }
    if (options->weight < ENT_WEIGHT_UNIT || options->weight > ENT_WEIGHT_STRENGTH) {
        return ent__fail(error, ENT_EINVAL, "weight is %d; expected unit (0), length (1) or inverse (2)",
                         (int)options->weight);
    }
    if (options->avoid_kinds & ~ENT_KINDS_ALL) {
        return ent__fail(error, ENT_EINVAL, "avoid_kinds is 0x%x; expected bits of the %d kinds", options->avoid_kinds,
                         ENT_KIND_COUNT);
    }
    return ENT_OK;
}

/* Marks, since a search asks at every step whether a node is avoided. */
static ent_status mark_avoided(ent__ways *ways, const ent_path_options *options, ent_error *error) {
    uint32_t node_count = ways->network->node_count;
    if (options->avoid_count == 0) {
        return ENT_OK;
    }
    ways->avoided = ent__calloc(node_count, sizeof *ways->avoided);
    if (!ways->avoided) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < options->avoid_count; i++) {
        if (options->avoid[i] >= node_count) {
            return ent__fail(error, ENT_EINVAL, "avoid names node %u; the network has %u nodes", options->avoid[i],
                             node_count);
        }
        ways->avoided[options->avoid[i]] = true;
    }
    return ENT_OK;
}

/* A strength so small that its inverse is infinite has no length, wherever it lies. */
static ent_status check_inverse(const ent_network *network, ent_error *error) {
    for (uint32_t edge = 0; edge < network->edge_count; edge++) {
        if (ent__edge_positive(network, edge) > 0.0 && !isfinite(1.0 / ent__edge_positive(network, edge))) {
            char text[32];
            ent__double_format(text, ent__edge_positive(network, edge));
            return ent__fail(error, ENT_EINVAL, "the edge from %u to %u has strength %s, whose inverse is not finite",
                             network->from[edge], network->to[edge], text);
        }
    }
    return ENT_OK;
}

/* Rows of the network as they are wherever they will do; only a projection is made. */
static ent_status choose_rows(ent__ways *ways, ent_mode mode, ent_error *error) {
    const ent_network *network = ways->network;
    if (network->directed && mode == ENT_ALL) {
        ent_status status =
            ent__layer_make_avoiding(&ways->projection, network, mode, ways->weight, ways->avoid_kinds, error);
        ways->out = ways->in = (ent__rows){ways->projection.offsets, ways->projection.heads, ways->projection.edges};
        return status;
    }
    ways->out = *ent__rows_of(network, mode == ENT_IN ? ENT_IN : ENT_OUT);
    ways->in = *ent__rows_of(network, mode == ENT_IN ? ENT_OUT : ENT_IN);
    return ways->weight == ENT_WEIGHT_INVERSE ? check_inverse(network, error) : ENT_OK;
}

/* Lengths that all are 1 are no lengths: the search by hops is the quicker one. */
ent_status ent__ways_make(ent__ways *ways, const ent_network *network, const ent_path_options *options,
                          const ent_run *run, ent_error *error) {
    *ways = (ent__ways){.network = network, .run = run};
    ent_status status = check_options(options, error);
    if (status != ENT_OK) {
        return status;
    }
    ways->mode = options->mode;
    ways->weight = options->weight == ENT_WEIGHT_LENGTH && !network->length ? ENT_WEIGHT_UNIT : options->weight;
    ways->avoid_kinds = options->avoid_kinds;
    ways->is_plain =
        ways->weight == ENT_WEIGHT_UNIT && !ways->avoid_kinds && !network->positive && !network->hostile.items;
    status = mark_avoided(ways, options, error);
    if (status == ENT_OK) {
        status = choose_rows(ways, options->mode, error);
    }
    if (status != ENT_OK) {
        ent__ways_free(ways);
    }
    return status;
}

void ent__ways_free(ent__ways *ways) {
    ent__layer_free(&ways->projection);
    free(ways->avoided);
    *ways = (ent__ways){0};
}

/* There is one: the caller has it from the rows. */
uint32_t ent__rows_entry(const ent__rows *rows, uint32_t u, uint32_t v) {
    uint32_t low = rows->offsets[u], high = rows->offsets[u + 1];
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (rows->nodes[middle] <= v) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Asked of both ends before anything is searched. */
ent_status ent__ways_check_node(const ent__ways *ways, uint32_t node, const char *role, ent_error *error) {
    if (node >= ways->network->node_count) {
        return ent__fail(error, ENT_EINVAL, "%s is node %u; the network has %u nodes", role, node,
                         ways->network->node_count);
    }
    if (ent__is_avoided(ways, node)) {
        return ent__fail(error, ENT_EINVAL, "%s is node %u, which is to be avoided; leave it out of avoid", role, node);
    }
    return ENT_OK;
}
