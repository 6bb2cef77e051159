/*
 * Explanations: from what each relation contributes to lists in order, with the sources beside. What a relation adds to a tie is
 * not kept by networks; its arcs are made again as the view made them, for the relations in question only. O(actors of the graph
 * + evidence log evidence).
 */
#include "reasons.h"
#include "../view/arcs.h"

#include <math.h>
#include <stdlib.h>

struct ent_explanation {
    double value;
    ent_reason *reasons;
    uint32_t count;
    ent_source_reason *sources;
    uint32_t source_count;
};

ent_status ent__reasons_add(ent__reasons *reasons, ent_id relation, double contribution) {
    if (!ENT__RESERVE(reasons->items, reasons->capacity, reasons->count + 1)) {
        return ent__fail_memory(reasons->error);
    }
    ent_reason *added = &reasons->items[reasons->count++];
    *added = (ent_reason)ENT_REASON_INIT;
    added->relation = relation;
    added->contribution = contribution;
    return ENT_OK;
}

/* ---- Order -------------------------------------------------------------------------------------------------------- */

static int by_relation(const void *left, const void *right) {
    const ent_reason *a = left, *b = right;
    return (a->relation > b->relation) - (a->relation < b->relation);
}

static int by_contribution(const void *left, const void *right) {
    const ent_reason *a = left, *b = right;
    double of_a = fabs(a->contribution), of_b = fabs(b->contribution);
    return of_a != of_b ? (of_a > of_b ? -1 : 1) : by_relation(left, right);
}

static int by_source(const void *left, const void *right) {
    const ent_source_reason *a = left, *b = right;
    return (a->source > b->source) - (a->source < b->source);
}

static int by_source_contribution(const void *left, const void *right) {
    const ent_source_reason *a = left, *b = right;
    double of_a = fabs(a->contribution), of_b = fabs(b->contribution);
    return of_a != of_b ? (of_a > of_b ? -1 : 1) : by_source(left, right);
}

/* Sums what is there several times. Sums run in the order in which things were added, so that they are always the same. */
static void merge_relations(ent__reasons *reasons) {
    size_t kept = 0;
    for (size_t i = 0; i < reasons->count; i++) {
        if (kept && reasons->items[kept - 1].relation == reasons->items[i].relation) {
            reasons->items[kept - 1].contribution += reasons->items[i].contribution;
        } else {
            reasons->items[kept++] = reasons->items[i];
        }
    }
    reasons->count = kept;
}

/* Shares of the moduli: contributions of both signs could add up to nothing. */
static void share_out(ent_explanation *made) {
    double all = 0.0, of_sources = 0.0;
    for (uint32_t i = 0; i < made->count; i++) {
        all += fabs(made->reasons[i].contribution);
    }
    for (uint32_t i = 0; i < made->count; i++) {
        made->reasons[i].share = all > 0.0 ? fabs(made->reasons[i].contribution) / all : 0.0;
    }
    for (uint32_t i = 0; i < made->source_count; i++) {
        of_sources += fabs(made->sources[i].contribution);
    }
    for (uint32_t i = 0; i < made->source_count; i++) {
        made->sources[i].share = of_sources > 0.0 ? fabs(made->sources[i].contribution) / of_sources : 0.0;
    }
}

/* ---- Sources ------------------------------------------------------------------------------------------------------ */

typedef struct citations {
    ent_source_reason *items;
    size_t count, capacity;
} citations;

static ent_status cite(citations *all, ent_id source, double contribution, ent_error *error) {
    if (!ENT__RESERVE(all->items, all->capacity, all->count + 1)) {
        return ent__fail_memory(error);
    }
    ent_source_reason *added = &all->items[all->count++];
    *added = (ent_source_reason)ENT_SOURCE_REASON_INIT;
    added->source = source;
    added->relations = 1;
    added->contribution = contribution;
    return ENT_OK;
}

/* A relation is shared equally among the sources it cites: none is known to weigh more. */
static ent_status cite_all(citations *all, const ent_explanation *made, const ent_graph *graph, ent_error *error) {
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < made->count && status == ENT_OK; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        status = ent_graph_get_relation(&relation, graph, made->reasons[i].relation, error);
        double contribution = made->reasons[i].contribution;
        if (status == ENT_OK && relation.source_count == 0) {
            status = cite(all, ENT_NONE, contribution, error);
        }
        for (size_t s = 0; status == ENT_OK && s < relation.source_count; s++) {
            status = cite(all, relation.sources[s], contribution / (double)relation.source_count, error);
        }
    }
    return status;
}

static void merge_sources(citations *all) {
    size_t kept = 0;
    if (all->count) {
        qsort(all->items, all->count, sizeof *all->items, by_source);
    }
    for (size_t i = 0; i < all->count; i++) {
        if (kept && all->items[kept - 1].source == all->items[i].source) {
            all->items[kept - 1].contribution += all->items[i].contribution;
            all->items[kept - 1].relations++;
        } else {
            all->items[kept++] = all->items[i];
        }
    }
    all->count = kept;
    if (kept) {
        qsort(all->items, kept, sizeof *all->items, by_source_contribution);
    }
}

static ent_status find_sources(ent_explanation *made, const ent_graph *graph, ent_error *error) {
    citations all = {NULL, 0, 0};
    ent_status status = cite_all(&all, made, graph, error);
    if (status == ENT_OK) {
        merge_sources(&all);
    }
    made->sources = all.items;
    made->source_count = (uint32_t)all.count;
    return status;
}

ent_status ent__reasons_finish(ent_explanation **explanation, ent__reasons *reasons, const ent_graph *graph,
                               double value) {
    *explanation = NULL;
    if (reasons->count) {
        qsort(reasons->items, reasons->count, sizeof *reasons->items, by_relation);
        merge_relations(reasons);
        qsort(reasons->items, reasons->count, sizeof *reasons->items, by_contribution);
    }
    ent_explanation *made = ent__calloc(1, sizeof *made);
    if (!made) {
        free(reasons->items);
        return ent__fail_memory(reasons->error);
    }
    made->value = value;
    made->reasons = reasons->items;
    made->count = (uint32_t)reasons->count;
    ent_status status = find_sources(made, graph, reasons->error);
    if (status != ENT_OK) {
        ent_explanation_free(made);
        return status;
    }
    share_out(made);
    *explanation = made;
    return ENT_OK;
}

/* ---- Ties --------------------------------------------------------------------------------------------------------- */

/* A network does not keep its graph. What can be told of another one is told: actors or relations that are not there. */
ent_status ent__reasons_check(const ent_graph *graph, const ent_network *network, ent_error *error) {
    if (!graph || !network->compiled) {
        return ent__fail(error, ENT_EINVAL, "%s; expected a compiled network and its graph",
                         graph ? "a network from arrays rests on no relations" : "there is no graph");
    }
    size_t actors = ent_graph_actor_count(graph), relations = ent_graph_relation_count(graph);
    bool fits = network->node_count == 0 || network->actors[network->node_count - 1] < actors;
    for (uint32_t e = 0; fits && e < network->edge_count; e++) {
        uint32_t count = ent__edge_relations(network, e);
        fits = count == 0 || ent__network_evidence(network, e)[count - 1] < relations;
    }
    return fits ? ENT_OK : ent__fail(error, ENT_EINVAL, "the graph is not the one that the network was compiled from");
}

static int by_edge(const void *left, const void *right) {
    const ent__weighed *a = left, *b = right;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

/* The relations of some edges, rising, each once; in memory of its own. */
static ent_status relations_of(ent_id **relations, size_t *count, const ent_network *network, const ent__weighed *edges,
                               size_t edge_count, ent_error *error) {
    size_t most = 0, all = 0;
    for (size_t i = 0; i < edge_count; i++) {
        most += ent__edge_relations(network, edges[i].edge);
    }
    *count = 0;
    *relations = ent__calloc(most, sizeof **relations);
    if (!*relations) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < edge_count; i++) {
        const ent_id *evidence = ent__network_evidence(network, edges[i].edge);
        for (uint32_t j = 0; j < ent__edge_relations(network, edges[i].edge); j++) {
            (*relations)[all++] = evidence[j];
        }
    }
    if (all) {
        qsort(*relations, all, sizeof **relations, by_number);
    }
    for (size_t i = 0; i < all; i++) {
        if (*count == 0 || (*relations)[*count - 1] != (*relations)[i]) {
            (*relations)[(*count)++] = (*relations)[i];
        }
    }
    return ENT_OK;
}

/* What of P and N a layer sees. */
static double part_of(ent_layer layer, double positive, double negative) {
    return layer == ENT_LAYER_POSITIVE ? positive : layer == ENT_LAYER_NEGATIVE ? negative : positive + negative;
}

/* Adds what an arc contributes, if its edge is among those weighed. */
static ent_status add_arc(ent__reasons *reasons, const ent_network *network, const ent__arc *arc,
                          const ent__weighed_ties *ties) {
    uint32_t u = ent_network_node(network, arc->from), v = ent_network_node(network, arc->to);
    ent__weighed wanted = {u == ENT_NONE || v == ENT_NONE || u == v ? ENT_NONE : ent_network_find_edge(network, u, v),
                           0.0};
    const ent__weighed *found = ties->count && wanted.edge != ENT_NONE
                                    ? bsearch(&wanted, ties->edges, ties->count, sizeof *ties->edges, by_edge)
                                    : NULL;
    if (!found) {
        return ENT_OK;
    }
    double part = part_of(ties->layer, arc->positive, arc->negative);
    double whole =
        part_of(ties->layer, ent__edge_positive(network, found->edge), ent__edge_negative(network, found->edge));
    return part > 0.0 ? ent__reasons_add(reasons, arc->relation, found->weight * (part / whole)) : ENT_OK;
}

/* Arcs of these relations alone are made again, which costs what they are and not what the graph is. */
ent_status ent__reasons_of_edges(ent__reasons *reasons, const ent_graph *graph, const ent_network *network,
                                 const ent__weighed_ties *ties) {
    ent_id *relations = NULL;
    size_t relation_count = 0;
    ent__arcs arcs = {NULL, 0, 0, ENT_DATE_MIN};
    ent_view view = ent__network_asked(network);
    ent_status status = ent__reasons_check(graph, network, reasons->error);
    if (status == ENT_OK) {
        if (ties->count) {
            qsort(ties->edges, ties->count, sizeof *ties->edges, by_edge);
        }
        status = relations_of(&relations, &relation_count, network, ties->edges, ties->count, reasons->error);
    }
    if (status == ENT_OK) {
        status = ent__arcs_of(&arcs, graph, &view, relations, relation_count, network->last_day, reasons->error);
    }
    for (size_t i = 0; i < relation_count && ties->with_zero && status == ENT_OK; i++) {
        status = ent__reasons_add(reasons, relations[i], 0.0);
    }
    for (size_t i = 0; i < arcs.count && status == ENT_OK; i++) {
        status = add_arc(reasons, network, &arcs.items[i], ties);
    }
    ent__arcs_free(&arcs);
    free(relations);
    return status;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

void ent_explanation_free(ent_explanation *explanation) {
    if (explanation) {
        free(explanation->reasons);
        free(explanation->sources);
        free(explanation);
    }
}

double ent_explanation_value(const ent_explanation *explanation) {
    return explanation->value;
}

uint32_t ent_explanation_count(const ent_explanation *explanation) {
    return explanation->count;
}

ent_status ent_explanation_get(ent_reason *reason, const ent_explanation *explanation, uint32_t index,
                               ent_error *error) {
    if (index >= explanation->count) {
        return ent__fail(error, ENT_EINVAL, "no reason %u; there are %u", index, explanation->count);
    }
    return ent__result_write(reason, &explanation->reasons[index], sizeof *reason, "ent_reason", error);
}

uint32_t ent_explanation_source_count(const ent_explanation *explanation) {
    return explanation->source_count;
}

ent_status ent_explanation_source(ent_source_reason *reason, const ent_explanation *explanation, uint32_t index,
                                  ent_error *error) {
    if (index >= explanation->source_count) {
        return ent__fail(error, ENT_EINVAL, "no source %u; there are %u", index, explanation->source_count);
    }
    return ent__result_write(reason, &explanation->sources[index], sizeof *reason, "ent_source_reason", error);
}
