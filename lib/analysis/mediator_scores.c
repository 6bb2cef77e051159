/*
 * The components of a candidate's score, each as ent_mediators_find() defines it, on the network of the evidence window. O(log
 * n) a candidate for its ties, O(its ties) for availability; the shortest paths and one flow are found once for all, and a flow
 * more for each candidate that the first one passes, since nobody else can take any of it away.
 */
#include "flow.h"
#include "mediators_internal.h"
#include "pair.h"

#include <math.h>
#include <stdlib.h>

ent__strengths ent__tie_between(const ent_network *network, uint32_t u, uint32_t v) {
    uint32_t edge = u == ENT_NONE || v == ENT_NONE ? ENT_NONE : ent_network_find_edge(network, u, v);
    return edge == ENT_NONE ? (ent__strengths){0.0, 0.0}
                            : (ent__strengths){ent__edge_positive(network, edge), ent__edge_negative(network, edge)};
}

/* The value of a tie, between -1 and 1; the 1 below keeps a single relation from saying all. */
static double value_of(ent__strengths tie) {
    return (tie.positive - tie.negative) / (tie.positive + tie.negative + 1.0);
}

ent__standing ent__standing_of(ent__strengths with_a, ent__strengths with_b) {
    ent__standing standing;
    double channel_a = with_a.positive / (with_a.positive + 1.0), channel_b = with_b.positive / (with_b.positive + 1.0);
    standing.access = sqrt(channel_a * channel_b);
    standing.acceptability = (1.0 + fmin(value_of(with_a), value_of(with_b))) / 2.0;
    standing.screen = sqrt(standing.access * standing.acceptability);
    return standing;
}

/* The positive strength of all ties of a node. */
static double strength_of(const ent_mediators *answer, uint32_t node) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    double sum = 0.0;
    ent_network_neighbours(&nodes, &edges, &count, answer->network, node, ENT_OUT);
    for (uint32_t i = 0; i < count; i++) {
        sum += ent__edge_positive(answer->network, edges[i]);
    }
    return sum;
}

/* 1 - N / (P + N + 1) over the ties to all but the parties. */
static double availability(const ent_mediators *answer, uint32_t node) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    ent__strengths all = {0.0, 0.0};
    ent_network_neighbours(&nodes, &edges, &count, answer->network, node, ENT_OUT);
    for (uint32_t i = 0; i < count; i++) {
        if (nodes[i] != answer->ends[0] && nodes[i] != answer->ends[1]) {
            all.positive += ent__edge_positive(answer->network, edges[i]);
            all.negative += ent__edge_negative(answer->network, edges[i]);
        }
    }
    return 1.0 - all.negative / (all.positive + all.negative + 1.0);
}

/* 1 / ln of the number of positive ties: knowing both counts for more in one who knows few. */
static double adamic_adar(const ent_mediators *answer, uint32_t node) {
    const uint32_t *nodes, *edges;
    uint32_t count, degree = 0;
    ent_network_neighbours(&nodes, &edges, &count, answer->network, node, ENT_OUT);
    for (uint32_t i = 0; i < count; i++) {
        degree += ent__edge_positive(answer->network, edges[i]) > 0.0;
    }
    return 1.0 / log(degree);
}

static void score_experience(ent__candidate *candidate, const ent_mediators *answer) {
    const ent__mediation *rows = answer->mediations + candidate->first_mediation;
    for (size_t i = 0; i < candidate->mediation_count; i++) {
        if (rows[i].recent) {
            candidate->values[ENT_COMPONENT_EXPERIENCE] += rows[i].weight;
            candidate->values[ENT_COMPONENT_EXPERIENCE_DYAD] += rows[i].both ? rows[i].weight : 0.0;
        }
    }
}

/* What rests on the ties of one candidate; `strengths` are the parties'. */
static void score_ties(ent__candidate *candidate, const ent_mediators *answer, const double strengths[2]) {
    double *values = candidate->values;
    const uint32_t *ends = answer->ends;
    ent__strengths with[2] = {ent__tie_between(answer->network, candidate->node, ends[0]),
                              ent__tie_between(answer->network, candidate->node, ends[1])};
    ent__standing standing = ent__standing_of(with[0], with[1]);
    double v[2] = {value_of(with[0]), value_of(with[1])};
    double between = value_of(ent__tie_between(answer->network, ends[0], ends[1]));
    values[ENT_COMPONENT_SCREEN] = standing.screen;
    values[ENT_COMPONENT_ACCESS] = standing.access;
    values[ENT_COMPONENT_ACCEPTABILITY] = standing.acceptability;
    values[ENT_COMPONENT_BIAS] = v[0] - v[1];
    values[ENT_COMPONENT_IMPARTIALITY] = 1.0 - fabs(v[0] - v[1]) / 2.0;
    values[ENT_COMPONENT_CROSS_PRESSURE] = fmax(0.0, -between) * fmax(0.0, fmin(v[0], v[1]));
    values[ENT_COMPONENT_ADAMIC_ADAR] =
        with[0].positive > 0.0 && with[1].positive > 0.0 ? adamic_adar(answer, candidate->node) : 0.0;
    for (int party = 0; party < 2; party++) {
        values[ENT_COMPONENT_LEVERAGE] += strengths[party] > 0.0 ? with[party].positive / strengths[party] / 2.0 : 0.0;
    }
    values[ENT_COMPONENT_AVAILABILITY] = availability(answer, candidate->node);
}

/* Takes the tie between two nodes out of a symmetric layer. */
static void remove_tie(ent__layer *layer, uint32_t u, uint32_t v) {
    uint32_t kept = 0, start = 0;
    for (uint32_t node = 0; node < layer->node_count; node++) {
        uint32_t end = layer->offsets[node + 1];
        for (uint32_t arc = start; arc < end; arc++) {
            uint32_t head = layer->heads[arc];
            if (!(node == u && head == v) && !(node == v && head == u)) {
                layer->heads[kept] = head;
                layer->edges[kept] = layer->edges[arc];
                layer->weights[kept++] = layer->weights[arc];
            }
        }
        start = end;
        layer->offsets[node + 1] = kept;
    }
    layer->arc_count = kept;
}

static ent_status make_layer(ent__layer *layer, const ent_mediators *answer, ent_weight weight, ent_error *error) {
    ent_status status = ent__layer_make(layer, answer->network, ENT_ALL, weight, error);
    if (status == ENT_OK) {
        remove_tie(layer, answer->ends[0], answer->ends[1]);
    }
    return status;
}

/* Each node's share of the shortest paths between the parties, NaN if there is none, and the arcs of these paths. */
static ent_status find_paths(double *shares, ent_mediators *answer, ent_error *error) {
    ent__layer layer;
    ent__search search;
    ent_status status = make_layer(&layer, answer, ENT_WEIGHT_UNIT, error);
    if (status != ENT_OK) {
        return status;
    }
    answer->routes.shortest = ent__calloc(layer.arc_count, 1);
    status =
        answer->routes.shortest ? ent__search_make(&search, &layer, ENT_WEIGHT_UNIT, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        const uint32_t *ends = answer->ends;
        status = ent__pair_shares(shares, answer->routes.shortest, &search, ends[0], ends[1], error);
        bool reached = shares[ends[1]] > 0.0;
        for (uint32_t node = 0; node < layer.node_count && !reached; node++) {
            shares[node] = NAN;
        }
        ent__search_free(&search);
    }
    ent__layer_free(&layer);
    return status;
}

/* Marks the arcs that a flow uses, and the nodes that it enters. */
static void mark_flow(uint8_t *arcs, uint8_t *passed, const ent__flow *flow) {
    for (uint32_t arc = 0; arc < flow->layer->arc_count; arc++) {
        arcs[arc] = ent__flow_uses(flow, arc);
        passed[flow->layer->heads[arc]] |= arcs[arc];
    }
}

/* What is lost of the flow of value `whole` without each node that it passes. */
static ent_status lose_each(double *shares, ent__flow *flow, double whole, const uint8_t *passed, const ent_run *run,
                            ent_error *error) {
    ent_status status = ENT_OK;
    uint32_t n = flow->layer->node_count;
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        double rest = whole;
        if (passed[node] && node != flow->source && node != flow->target) {
            status = ent__progress(run, (double)node / (double)n, error);
            if (status == ENT_OK) {
                status = ent__flow_run(&rest, flow, node, NULL, error);
            }
        }
        shares[node] = ent__equal(rest, whole) ? 0.0 : (whole - rest) / whole;
    }
    return status;
}

/* The party to flow from: what bounds a flow is most often all that the weaker one has, and from there the last, vain search ends
 * at once (measured: 8 s became 0.9 s with 588,000 ties and 3,000 candidates). Whoever is called A, it is the same one. */
static uint32_t weaker_party(const ent_mediators *answer) {
    double a = strength_of(answer, answer->ends[0]), b = strength_of(answer, answer->ends[1]);
    return b < a || (b == a && answer->ends[1] < answer->ends[0]);
}

/* Each node's share of the flow between the parties, NaN if nothing flows, and the arcs of one flow. */
static ent_status find_flows(double *shares, ent_mediators *answer, const ent_run *run, ent_error *error) {
    const ent__layer *layer = &answer->routes.layer;
    ent__flow flow;
    double whole;
    uint32_t weaker = weaker_party(answer);
    ent_status status = ent__flow_make(&flow, layer, answer->ends[weaker], answer->ends[1 - weaker], error);
    if (status != ENT_OK) {
        return status;
    }
    uint8_t *passed = ent__calloc(layer->node_count, 1);
    answer->routes.flow = ent__calloc(layer->arc_count, 1);
    status =
        passed && answer->routes.flow ? ent__flow_run(&whole, &flow, ENT_NONE, run, error) : ent__fail_memory(error);
    if (status == ENT_OK && whole > 0.0) {
        mark_flow(answer->routes.flow, passed, &flow);
        status = lose_each(shares, &flow, whole, passed, run, error);
    }
    for (uint32_t node = 0; status == ENT_OK && whole == 0.0 && node < layer->node_count; node++) {
        shares[node] = NAN;
    }
    answer->routes.twins = flow.twins; /* the evidence goes back along arcs too */
    flow.twins = NULL;
    ent__flow_free(&flow);
    free(passed);
    return status;
}

/* What rests on ways from one party to the other. A candidate without a tie in the window is on none. */
static ent_status score_routes(ent_mediators *answer, const ent_run *run, ent_error *error) {
    size_t n = answer->network->node_count;
    double *paths = ent__calloc(n, sizeof *paths), *flows = ent__calloc(n, sizeof *flows);
    ent_status status = paths && flows ? make_layer(&answer->routes.layer, answer, ENT_WEIGHT_STRENGTH, error)
                                       : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = find_paths(paths, answer, error);
    }
    if (status == ENT_OK) {
        status = find_flows(flows, answer, run, error);
    }
    for (uint32_t i = 0; i < answer->candidate_count && status == ENT_OK; i++) {
        ent__candidate *candidate = &answer->candidates[i];
        uint32_t node = candidate->node, party = answer->ends[0];
        bool absent = node == ENT_NONE; /* on no way, if there are any */
        candidate->values[ENT_COMPONENT_PAIR_DEPENDENCY] = absent ? paths[party] - paths[party] : paths[node];
        candidate->values[ENT_COMPONENT_FLOW_SHARE] = absent ? flows[party] - flows[party] : flows[node];
    }
    free(paths);
    free(flows);
    return status;
}

/* Neighbours in common with the parties, and the share that these and experience make expected. */
static ent_status score_expectation(ent_mediators *answer, ent_error *error) {
    ent__layer layer;
    double *counts = ent__calloc(answer->network->node_count, sizeof *counts);
    ent_status status =
        counts ? ent__layer_make(&layer, answer->network, ENT_ALL, ENT_WEIGHT_UNIT, error) : ent__fail_memory(error);
    if (status != ENT_OK) {
        free(counts);
        return status;
    }
    ent__common_neighbours(counts, NULL, &layer, answer->ends[0]);
    ent__common_neighbours(counts, NULL, &layer, answer->ends[1]);
    for (uint32_t i = 0; i < answer->candidate_count; i++) {
        ent__candidate *candidate = &answer->candidates[i];
        double *values = candidate->values;
        values[ENT_COMPONENT_COMMON_NEIGHBOURS] = candidate->node == ENT_NONE ? 0.0 : counts[candidate->node];
        ent__backoff_add(&answer->backoff, values[ENT_COMPONENT_COMMON_NEIGHBOURS],
                         values[ENT_COMPONENT_EXPERIENCE_DYAD]);
    }
    for (uint32_t i = 0; i < answer->candidate_count; i++) {
        double *values = answer->candidates[i].values;
        values[ENT_COMPONENT_PREDICTIVE] = ent__backoff_share(&answer->backoff, values[ENT_COMPONENT_COMMON_NEIGHBOURS],
                                                              values[ENT_COMPONENT_EXPERIENCE_DYAD]);
    }
    ent__layer_free(&layer);
    free(counts);
    return ENT_OK;
}

ent_status ent__mediators_score(ent_mediators *answer, bool with_ways, const ent_run *run, ent_error *error) {
    bool tied = answer->ends[0] != ENT_NONE && answer->ends[1] != ENT_NONE;
    double strengths[2];
    for (int party = 0; party < 2; party++) {
        strengths[party] = answer->ends[party] == ENT_NONE ? 0.0 : strength_of(answer, answer->ends[party]);
    }
    for (uint32_t i = 0; i < answer->candidate_count; i++) {
        ent__candidate *candidate = &answer->candidates[i];
        score_ties(candidate, answer, strengths);
        score_experience(candidate, answer);
        candidate->values[ENT_COMPONENT_PAIR_DEPENDENCY] = candidate->values[ENT_COMPONENT_FLOW_SHARE] = NAN;
    }
    ent_status status = score_expectation(answer, error);
    return status == ENT_OK && tied && with_ways ? score_routes(answer, run, error) : status;
}
