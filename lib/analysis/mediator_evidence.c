/*
 * The relations that a number rests on: found when asked for, since one popular tie is evidence for many candidates. O(ties of
 * the candidate + relations given), for paths and flow O(n + m). Changes nothing of the answer, so that many may ask at once.
 */
#include "mediators_internal.h"

#include <stdlib.h>
#include <string.h>

/* Which relations of a tie count, by their signs. */
#define COOPERATIVE (1u << ENT__COOPERATIVE)
#define HOSTILE (1u << ENT__HOSTILE)
#define ANY (COOPERATIVE | HOSTILE | 1u << ENT__NEUTRAL)

typedef struct collection {
    ent_id *items;
    size_t count, capacity;
    ent_error *error;
} collection;

static ent_status add(collection *found, ent_id relation) {
    if (!ENT__RESERVE(found->items, found->capacity, found->count + 1)) {
        return ent__fail_memory(found->error);
    }
    found->items[found->count++] = relation;
    return ENT_OK;
}

/* Adds the relations of an edge whose signs are wanted; none of ENT_NONE. */
static ent_status add_edge(collection *found, const ent_mediators *answer, uint32_t edge, unsigned wanted) {
    const ent_network *network = answer->network;
    ent_status status = ENT_OK;
    if (edge == ENT_NONE) {
        return ENT_OK;
    }
    size_t start = ent__evidence_start(network, edge), end = start + ent__edge_relations(network, edge);
    for (size_t i = start; i < end && status == ENT_OK; i++) {
        if (wanted & 1u << answer->signs[i]) {
            status = add(found, network->evidence[i]);
        }
    }
    return status;
}

/* What ties a node to both parties. */
static ent_status add_parties(collection *found, const ent_mediators *answer, uint32_t node, unsigned wanted) {
    ent_status status = add_edge(found, answer, ent__mediators_edge(answer, node, answer->ends[0]), wanted);
    return status == ENT_OK ? add_edge(found, answer, ent__mediators_edge(answer, node, answer->ends[1]), wanted)
                            : status;
}

/* The hostile relations of a node with all but the parties. */
static ent_status add_hostile(collection *found, const ent_mediators *answer, uint32_t node) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    ent_status status = ENT_OK;
    ent_network_neighbours(&nodes, &edges, &count, answer->network, node, ENT_OUT);
    for (uint32_t i = 0; i < count && status == ENT_OK; i++) {
        if (nodes[i] != answer->ends[0] && nodes[i] != answer->ends[1]) {
            status = add_edge(found, answer, edges[i], HOSTILE);
        }
    }
    return status;
}

static bool is_tied(const ent_network *network, uint32_t edge) {
    return edge != ENT_NONE && ent__edge_positive(network, edge) > 0.0;
}

/* The cooperative relations of a node and of a party with each neighbour that both have. */
static ent_status add_common(collection *found, const ent_mediators *answer, uint32_t node, uint32_t party) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    ent_status status = ENT_OK;
    if (node == ENT_NONE || party == ENT_NONE) {
        return ENT_OK;
    }
    ent_network_neighbours(&nodes, &edges, &count, answer->network, node, ENT_OUT);
    for (uint32_t i = 0; i < count && status == ENT_OK; i++) {
        uint32_t other = nodes[i] == party ? ENT_NONE : ent__mediators_edge(answer, nodes[i], party);
        if (is_tied(answer->network, edges[i]) && is_tied(answer->network, other)) {
            status = add_edge(found, answer, edges[i], COOPERATIVE);
            status = status == ENT_OK ? add_edge(found, answer, other, COOPERATIVE) : status;
        }
    }
    return status;
}

static ent_status add_all_common(collection *found, const ent_mediators *answer, uint32_t node) {
    ent_status status = add_common(found, answer, node, answer->ends[0]);
    return status == ENT_OK ? add_common(found, answer, node, answer->ends[1]) : status;
}

/* Only what counted: within the horizon, with some weight, and of a dyad with both of its parties. */
static ent_status add_experience(collection *found, const ent_mediators *answer, const ent__candidate *candidate,
                                 bool dyad) {
    const ent__mediation *rows = answer->mediations + candidate->first_mediation;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < candidate->mediation_count && status == ENT_OK; i++) {
        if (rows[i].recent && rows[i].weight > 0.0 && (rows[i].both || !dyad)) {
            status = add(found, rows[i].relation);
        }
    }
    return status;
}

/* A walk from a node along marked arcs, or against them; `queue` and `seen` have an entry a node. */
typedef struct walk {
    const uint8_t *marks; /* of the arcs */
    bool against;
    uint32_t *queue;
    uint8_t *seen;
} walk;

/* Every node that marked arcs lead to is visited, each once: an arc is marked if some shortest way, or some of the flow,
 * takes it. */
static ent_status add_walk(collection *found, const ent_mediators *answer, uint32_t start, const walk *way) {
    const ent__layer *layer = &answer->routes.layer;
    uint32_t waiting = 0, done = 0;
    ent_status status = ENT_OK;
    memset(way->seen, 0, layer->node_count);
    way->seen[start] = 1;
    way->queue[waiting++] = start;
    while (done < waiting && status == ENT_OK) {
        uint32_t node = way->queue[done++];
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1] && status == ENT_OK; arc++) {
            if (!way->marks[way->against ? answer->routes.twins[arc] : arc]) {
                continue;
            }
            status = add_edge(found, answer, layer->edges[arc], ANY);
            if (!way->seen[layer->heads[arc]]) {
                way->seen[layer->heads[arc]] = 1;
                way->queue[waiting++] = layer->heads[arc];
            }
        }
    }
    return status;
}

/* The relations on the marked ways from one party to the other that pass a node: on to B, and back to A. */
static ent_status add_routes(collection *found, const ent_mediators *answer, uint32_t node, const uint8_t *marks) {
    size_t n = answer->routes.layer.node_count;
    if (node == ENT_NONE || !marks) {
        return ENT_OK;
    }
    walk way = {marks, false, ent__calloc(n, sizeof *way.queue), ent__calloc(n, 1)};
    ent_status status = way.queue && way.seen ? add_walk(found, answer, node, &way) : ent__fail_memory(found->error);
    if (status == ENT_OK) {
        way.against = true;
        status = add_walk(found, answer, node, &way);
    }
    free(way.queue);
    free(way.seen);
    return status;
}

/* The relations that each component reads, as ent_component in mediators.h defines it; a component added there must be added
 * here. */
static ent_status collect(collection *found, const ent_mediators *answer, const ent__candidate *candidate,
                          ent_component component) {
    ent_status status;
    switch (component) {
    case ENT_COMPONENT_ACCESS:
    case ENT_COMPONENT_ADAMIC_ADAR:
    case ENT_COMPONENT_LEVERAGE:
        return add_parties(found, answer, candidate->node, COOPERATIVE);
    case ENT_COMPONENT_CROSS_PRESSURE:
        status = add_edge(found, answer, ent__mediators_edge(answer, answer->ends[0], answer->ends[1]), ANY);
        return status == ENT_OK ? add_parties(found, answer, candidate->node, ANY) : status;
    case ENT_COMPONENT_PAIR_DEPENDENCY:
        return add_routes(found, answer, candidate->node, answer->routes.shortest);
    case ENT_COMPONENT_FLOW_SHARE:
        return add_routes(found, answer, candidate->node, answer->routes.flow);
    case ENT_COMPONENT_EXPERIENCE:
    case ENT_COMPONENT_EXPERIENCE_DYAD:
        return add_experience(found, answer, candidate, component == ENT_COMPONENT_EXPERIENCE_DYAD);
    case ENT_COMPONENT_COMMON_NEIGHBOURS:
        return add_all_common(found, answer, candidate->node);
    case ENT_COMPONENT_PREDICTIVE:
        status = add_all_common(found, answer, candidate->node);
        return status == ENT_OK ? add_experience(found, answer, candidate, true) : status;
    case ENT_COMPONENT_AVAILABILITY:
        return add_hostile(found, answer, candidate->node);
    default: /* screen, acceptability, bias, impartiality */
        return add_parties(found, answer, candidate->node, ANY);
    }
}

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

/* Sorts the relations and leaves each once: one relation may be evidence of several ties. */
static void tidy(collection *found) {
    size_t kept = 0;
    if (found->count) {
        qsort(found->items, found->count, sizeof *found->items, by_number);
    }
    for (size_t i = 0; i < found->count; i++) {
        if (kept == 0 || found->items[i] != found->items[kept - 1]) {
            found->items[kept++] = found->items[i];
        }
    }
    found->count = kept;
}

ent_status ent_mediators_evidence(ent_id *relations, size_t capacity, size_t *count, const ent_mediators *mediators,
                                  uint32_t index, ent_component component, ent_error *error) {
    *count = 0;
    if (index >= mediators->candidate_count) {
        return ent__fail(error, ENT_EINVAL, "no candidate %u; there are %u", index, mediators->candidate_count);
    }
    if (!ent_component_name(component)) {
        return ent__fail(error, ENT_EINVAL, "component %d is none; expected 0 to %d", (int)component,
                         ENT_COMPONENT_COUNT - 1);
    }
    collection found = {NULL, 0, 0, error};
    ent_status status = collect(&found, mediators, &mediators->candidates[index], component);
    if (status == ENT_OK) {
        tidy(&found);
        *count = found.count;
        size_t written = found.count < capacity ? found.count : capacity;
        if (written) {
            memcpy(relations, found.items, written * sizeof *relations);
        }
    }
    free(found.items);
    return status;
}
