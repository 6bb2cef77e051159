/*
 * Why: the ties that an answer rests on, each with its part of it, and from them the relations. What each call means by part is
 * said in compare.h: exact where the answer is a sum over ties, else a convention that is named there.
 */
#include "../view/arcs.h"
#include "measure.h"
#include "mediators_internal.h"
#include "reasons.h"
#include "search.h"

#include <math.h>
#include <stdlib.h>

/* ---- Ties and paths ----------------------------------------------------------------------------------------------- */

/* Shares weighed ties out and makes the explanation. */
static ent_status explain_edges(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                                const ent__weighed_ties *ties, double value, ent_error *error) {
    ent__reasons reasons = {NULL, 0, 0, error};
    ent_status status = ent__reasons_of_edges(&reasons, graph, network, ties);
    if (status != ENT_OK) {
        free(reasons.items);
        return status;
    }
    return ent__reasons_finish(explanation, &reasons, graph, value);
}

/* A tie is worth its strength, so that the parts of its relations are what each adds. */
ent_status ent_explain_edge(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                            uint32_t edge, ent_error *error) {
    *explanation = NULL;
    if (edge >= network->edge_count) {
        return ent__fail(error, ENT_EINVAL, "no edge %u; there are %u", edge, network->edge_count);
    }
    double strength = ent__edge_positive(network, edge) + ent__edge_negative(network, edge);
    ent__weighed weighed = {edge, strength};
    return explain_edges(explanation, graph, network, &(ent__weighed_ties){&weighed, 1, ENT_LAYER_ANY, true}, strength,
                         error);
}

ent_status ent_explain_path(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                            const ent_path *path, ent_error *error) {
    *explanation = NULL;
    ent_path read = ENT_PATH_INIT;
    ent_status status = ent__options_read(&read, sizeof read, path, "ent_path", error);
    for (uint32_t i = 0; status == ENT_OK && i < read.hops; i++) {
        if (read.edges[i] >= network->edge_count) {
            status = ent__fail(error, ENT_EINVAL, "step %u of the path is edge %u; there are %u", i, read.edges[i],
                               network->edge_count);
        }
    }
    if (status != ENT_OK) {
        return status;
    }
    ent__weighed *edges = ent__calloc(read.hops, sizeof *edges);
    if (!edges) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < read.hops; i++) {
        edges[i] = (ent__weighed){read.edges[i], 1.0};
    }
    /* A path has no use for relations that add nothing to its steps. */
    ent__weighed_ties steps = {edges, read.hops, ENT_LAYER_POSITIVE, false};
    status = explain_edges(explanation, graph, network, &steps, (double)read.hops, error);
    free(edges);
    return status;
}

/* ---- Scores ------------------------------------------------------------------------------------------------------- */

/* A score of one actor, and the ties of his that are weighed. */
typedef struct scoring {
    ent__call call;
    uint32_t node;
    double score;
    ent__weighed *edges;
    size_t count;
    ent_error *error;
} scoring;

static bool is_in_layer(const ent_network *network, uint32_t edge, ent_layer layer) {
    return layer == ENT_LAYER_ANY ||
           (layer == ENT_LAYER_POSITIVE ? ent__edge_positive(network, edge) : ent__edge_negative(network, edge)) > 0.0;
}

/* The ties of the actor in a layer, that leave him, reach him, or both; weight 0 each. */
static ent_status list_ties(scoring *all, ent_mode mode, ent_layer layer) {
    const ent_network *network = all->call.network;
    size_t room = network->directed ? 2 * (size_t)network->node_count : network->node_count;
    all->edges = ent__calloc(room, sizeof *all->edges);
    if (!all->edges) {
        return ent__fail_memory(all->error);
    }
    for (int against = 0; against < (network->directed ? 2 : 1); against++) {
        const uint32_t *nodes, *edges;
        uint32_t count;
        bool wanted = !network->directed || mode == ENT_ALL || mode == (against ? ENT_IN : ENT_OUT);
        ent_network_neighbours(&nodes, &edges, &count, network, all->node, against ? ENT_IN : ENT_OUT);
        for (uint32_t i = 0; wanted && i < count; i++) {
            if (is_in_layer(network, edges[i], layer)) {
                all->edges[all->count++] = (ent__weighed){edges[i], 0.0};
            }
        }
    }
    return ENT_OK;
}

/* What a tie adds to the sum that the score is: exact. */
static ent_status weigh_degree(scoring *all) {
    const ent_network *network = all->call.network;
    ent_layer layer = all->call.options.layer;
    ent_status status = list_ties(all, all->call.options.mode, layer);
    for (size_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        double positive = layer == ENT_LAYER_NEGATIVE ? 0.0 : ent__edge_positive(network, edge);
        double negative = layer == ENT_LAYER_POSITIVE ? 0.0 : ent__edge_negative(network, edge);
        all->edges[i].weight = all->call.measure == ENT_MEASURE_DEGREE ? 1.0 : positive + negative;
    }
    return status;
}

/* Weighs the actor's ties along `mode` by what runs over them, less what starts at him. */
static ent_status weigh_through(scoring *all, ent_mode mode, const double *over_edges) {
    ent__layer layer;
    ent__search search;
    ent_weight weight = all->call.options.weight;
    ent_status status = ent__layer_make(&layer, all->call.network, mode, weight, all->error);
    if (status != ENT_OK) {
        return status;
    }
    status = ent__search_make(&search, &layer, weight, all->error);
    double *over = status == ENT_OK ? ent__calloc(layer.arc_count, sizeof *over) : NULL;
    if (status == ENT_OK && !over) {
        status = ent__fail_memory(all->error);
    }
    if (status == ENT_OK) {
        ent__search_from(&search, all->node);
        status = ent__brandes_count(&search, all->error);
    }
    if (status == ENT_OK) {
        ent__brandes_share(&search, over);
        for (uint32_t entry = layer.offsets[all->node]; entry < layer.offsets[all->node + 1]; entry++) {
            double through = over_edges[layer.edges[entry]] - over[entry];
            all->edges[all->count++] = (ent__weighed){layer.edges[entry], fmax(through, 0.0)};
        }
    }
    free(over);
    ent__search_free(&search);
    ent__layer_free(&layer);
    return status;
}

/* Every path through him has been counted at two ties, and a normalised score is a fraction of the paths. */
static void scale_to_score(scoring *all) {
    double sum = 0.0;
    for (size_t i = 0; i < all->count; i++) {
        sum += all->edges[i].weight;
    }
    for (size_t i = 0; i < all->count; i++) {
        all->edges[i].weight *= sum > 0.0 && all->score > 0.0 ? all->score / sum : 0.0;
    }
}

/* A path through the actor comes by one of its ties and goes by another: what runs over a tie, less what starts or ends at
 * the actor, is at each of the two. */
static ent_status weigh_betweenness(scoring *all) {
    const ent_network *network = all->call.network;
    ent_measure_options raw = ENT_MEASURE_OPTIONS_INIT;
    raw.weight = all->call.options.weight;
    raw.normalized = -1;
    double *over_edges = ent__calloc(network->edge_count, sizeof *over_edges);
    all->edges = ent__calloc(2 * (size_t)network->node_count, sizeof *all->edges);
    ent_status status = over_edges && all->edges
                            ? ent_edge_betweenness(over_edges, network, &raw, all->call.run, all->error)
                            : ent__fail_memory(all->error);
    if (status == ENT_OK) {
        status = weigh_through(all, ENT_OUT, over_edges);
    }
    if (status == ENT_OK && network->directed) {
        status = weigh_through(all, ENT_IN, over_edges);
    }
    free(over_edges);
    scale_to_score(all);
    return status;
}

/* Scores the network without each tie in turn: one whose P is 0 is in no layer that these measures see. */
static ent_status weigh_by_leaving_out(scoring *all) {
    const ent_network *network = all->call.network;
    uint32_t n = network->node_count, m = network->edge_count;
    ent_network without = *network;
    double *scores = ent__calloc(n, sizeof *scores);
    without.positive = ent__calloc(m, sizeof *without.positive);
    ent_status status =
        scores && without.positive ? list_ties(all, ENT_ALL, ENT_LAYER_POSITIVE) : ent__fail_memory(all->error);
    for (uint32_t e = 0; status == ENT_OK && e < m; e++) {
        without.positive[e] = ent__edge_positive(network, e);
    }
    for (size_t i = 0; status == ENT_OK && i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        without.positive[edge] = 0.0;
        status = ent__progress(all->call.run, (double)i / (double)all->count, all->error);
        if (status == ENT_OK) {
            status = ent_network_score(scores, &without, all->call.measure, &all->call.options, NULL, all->error);
        }
        without.positive[edge] = ent__edge_positive(network, edge);
        double left = isnan(scores[all->node]) ? 0.0 : scores[all->node];
        all->edges[i].weight = all->score - left;
    }
    free(scores);
    free(without.positive);
    return status;
}

/* By the measure: exact where the score is a sum over ties, else by leaving each out. */
static ent_status weigh(scoring *all) {
    if (isnan(all->score)) {
        return ENT_OK; /* undefined, and so for no reason */
    }
    switch (all->call.measure) {
    case ENT_MEASURE_DEGREE:
    case ENT_MEASURE_STRENGTH:
        return weigh_degree(all);
    case ENT_MEASURE_BETWEENNESS:
        return weigh_betweenness(all);
    default:
        return weigh_by_leaving_out(all);
    }
}

ent_status ent_explain_score(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                             uint32_t node, ent_measure measure, const ent_measure_options *options, const ent_run *run,
                             ent_error *error) {
    *explanation = NULL;
    scoring all = {.call = {.network = network, .measure = measure, .run = run}, .node = node, .error = error};
    if (node >= network->node_count) {
        return ent__fail(error, ENT_EINVAL, "no node %u; there are %u", node, network->node_count);
    }
    ent_status status = ent__reasons_check(graph, network, error);
    double *scores = status == ENT_OK ? ent__calloc(network->node_count, sizeof *scores) : NULL;
    if (status == ENT_OK) {
        status = scores ? ent_network_score(scores, network, measure, options, run, error) : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        all.score = scores[node];
        all.call.options = (ent_measure_options)ENT_MEASURE_OPTIONS_INIT;
        status = ent__options_read(&all.call.options, sizeof all.call.options, options, "ent_measure_options", error);
    }
    if (status == ENT_OK) {
        status = weigh(&all);
    }
    if (status == ENT_OK) {
        bool has_layer = measure == ENT_MEASURE_DEGREE || measure == ENT_MEASURE_STRENGTH;
        ent__weighed_ties ties = {all.edges, all.count, has_layer ? all.call.options.layer : ENT_LAYER_POSITIVE, false};
        status = explain_edges(explanation, graph, network, &ties, all.score, error);
    }
    free(scores);
    free(all.edges);
    return status;
}

/* ---- Mediators ---------------------------------------------------------------------------------------------------- */

/* Of the experience of a candidate: each mediation its weight, as it was counted; of predictive, what share that makes. */
static ent_status add_experience(ent__reasons *reasons, const ent_mediators *answer, const ent__candidate *candidate,
                                 ent_component component) {
    bool dyad = component != ENT_COMPONENT_EXPERIENCE;
    const ent__mediation *rows = answer->mediations + candidate->first_mediation;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < candidate->mediation_count && status == ENT_OK; i++) {
        if (rows[i].recent && rows[i].weight > 0.0 && (rows[i].both || !dyad)) {
            double weight = component == ENT_COMPONENT_PREDICTIVE
                                ? ent__backoff_share(&answer->backoff, 0.0, rows[i].weight)
                                : rows[i].weight;
            status = ent__reasons_add(reasons, rows[i].relation, weight);
        }
    }
    return status;
}

static bool is_party(const ent_mediators *answer, ent_id actor) {
    return actor == answer->parties[0] || actor == answer->parties[1];
}

/* True if an arc belongs to a tie that a component looks at. */
static bool is_of_component(const ent_mediators *answer, const ent__arc *arc, ent_id candidate,
                            ent_component component) {
    bool is_own = arc->from == candidate || arc->to == candidate;
    ent_id other = arc->from == candidate ? arc->to : arc->from;
    switch (component) {
    case ENT_COMPONENT_PAIR_DEPENDENCY:
    case ENT_COMPONENT_FLOW_SHARE:
    case ENT_COMPONENT_COMMON_NEIGHBOURS:
        return true;
    case ENT_COMPONENT_AVAILABILITY:
        return is_own && !is_party(answer, other);
    case ENT_COMPONENT_CROSS_PRESSURE:
        return (is_own && is_party(answer, other)) || (is_party(answer, arc->from) && is_party(answer, arc->to));
    default:
        return is_own && is_party(answer, other);
    }
}

/* The relations that a component of a candidate rests on; free() them. */
static ent_status find_evidence(ent_id **relations, size_t *count, const ent_mediators *answer, uint32_t index,
                                ent_component component, ent_error *error) {
    *relations = NULL;
    ent_status status = ent_mediators_evidence(NULL, 0, count, answer, index, component, error);
    if (status == ENT_OK) {
        *relations = ent__calloc(*count, sizeof **relations);
        status = *relations ? ent_mediators_evidence(*relations, *count, count, answer, index, component, error)
                            : ent__fail_memory(error);
    }
    return status;
}

/* Of predictive: the share that common neighbours make is that of all relations which join them, alike. */
static ent_status add_predictive(ent__reasons *reasons, const ent_mediators *answer, uint32_t index) {
    const ent__candidate *candidate = &answer->candidates[index];
    double near = ent__backoff_share(&answer->backoff, candidate->values[ENT_COMPONENT_COMMON_NEIGHBOURS], 0.0);
    size_t count;
    ent_id *relations;
    ent_status status =
        find_evidence(&relations, &count, answer, index, ENT_COMPONENT_COMMON_NEIGHBOURS, reasons->error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent__reasons_add(reasons, relations[i], near / (double)count);
    }
    free(relations);
    return status == ENT_OK ? add_experience(reasons, answer, candidate, ENT_COMPONENT_PREDICTIVE) : status;
}

/* Of the others: what each relation adds to the ties in question. */
static ent_status add_strengths(ent__reasons *reasons, const ent_graph *graph, const ent_mediators *answer,
                                uint32_t index, ent_component component) {
    size_t count;
    ent_id *relations;
    ent_status status = find_evidence(&relations, &count, answer, index, component, reasons->error);
    ent__arcs arcs = {NULL, 0, 0, ENT_DATE_MIN};
    ent_view view = ent__network_asked(answer->network);
    if (status == ENT_OK) {
        status = ent__arcs_of(&arcs, graph, &view, relations, count, answer->network->last_day, reasons->error);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent__reasons_add(reasons, relations[i], 0.0);
    }
    for (size_t i = 0; i < arcs.count && status == ENT_OK; i++) {
        const ent__arc *arc = &arcs.items[i];
        if (arc->from != arc->to && is_of_component(answer, arc, answer->candidates[index].actor, component)) {
            status = ent__reasons_add(reasons, arc->relation, arc->positive + arc->negative);
        }
    }
    ent__arcs_free(&arcs);
    free(relations);
    return status;
}

static ent_status add_component(ent__reasons *reasons, const ent_graph *graph, const ent_mediators *answer,
                                uint32_t index, ent_component component) {
    switch (component) {
    case ENT_COMPONENT_EXPERIENCE:
    case ENT_COMPONENT_EXPERIENCE_DYAD:
        return add_experience(reasons, answer, &answer->candidates[index], component);
    case ENT_COMPONENT_PREDICTIVE:
        return add_predictive(reasons, answer, index);
    default:
        return add_strengths(reasons, graph, answer, index, component);
    }
}

ent_status ent_explain_mediator(ent_explanation **explanation, const ent_graph *graph, const ent_mediators *mediators,
                                uint32_t index, ent_component component, ent_error *error) {
    *explanation = NULL;
    size_t count;
    ent__reasons reasons = {NULL, 0, 0, error};
    ent_status status = ent_mediators_evidence(NULL, 0, &count, mediators, index, component, error);
    if (status == ENT_OK) {
        status = ent__reasons_check(graph, mediators->network, error);
    }
    if (status == ENT_OK) {
        status = add_component(&reasons, graph, mediators, index, component);
    }
    if (status != ENT_OK) {
        free(reasons.items);
        return status;
    }
    return ent__reasons_finish(explanation, &reasons, graph, mediators->candidates[index].values[component]);
}
