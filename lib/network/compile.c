/*
 * A network from a graph and a view: the view's arcs, their actors numbered as nodes, loops counted apart, then built.
 * O(relations + arcs).
 */
#include "compile.h"

#include "../base/exact.h"
#include <stdlib.h>
#include <string.h>

/* What lies inside a node, while it is added up. */
typedef struct inside {
    ent__exact positive, negative;
} inside;

/* Counts a loop with the actor it lies inside. */
static ent_status count_internal(ent_network *network, inside **sums, uint32_t node, const ent__arc *arc,
                                 ent_error *error) {
    if (!network->internal) {
        network->internal = ent__calloc(network->node_count, sizeof *network->internal);
        *sums = ent__calloc(network->node_count, sizeof **sums);
        if (!network->internal || !*sums) {
            return ent__fail_memory(error);
        }
    }
    network->internal[node].relations++;
    ent__exact_add(&(*sums)[node].positive, arc->positive);
    ent__exact_add(&(*sums)[node].negative, arc->negative);
    return ENT_OK;
}

static void write_internal(ent_network *network, const inside *sums) {
    for (uint32_t node = 0; network->internal && node < network->node_count; node++) {
        network->internal[node].positive = ent__exact_value(&sums[node].positive);
        network->internal[node].negative = ent__exact_value(&sums[node].negative);
    }
}

/* The tie of an arc between two nodes; where direction is lost the smaller node comes first. */
static ent__tie tie_of(const ent__arc *arc, uint32_t from, uint32_t to, bool directed) {
    bool turned = !directed && from > to;
    return (ent__tie){.pair = (uint64_t)(turned ? to : from) << 32 | (turned ? from : to),
                      .relation = arc->relation,
                      .first = arc->first,
                      .last = arc->last,
                      .kind = arc->kind,
                      .positive = arc->positive,
                      .negative = arc->negative};
}

/* Turns arcs into ties between nodes; loops go to the internal counts. */
static ent_status make_ties(ent_network *network, ent__tie *ties, size_t *count, const ent__arcs *arcs,
                            const uint32_t *nodes, ent_error *error) {
    inside *sums = NULL;
    ent_status status = ENT_OK;
    *count = 0;
    for (size_t i = 0; i < arcs->count && status == ENT_OK; i++) {
        const ent__arc *arc = &arcs->items[i];
        uint32_t from = nodes[arc->from], to = nodes[arc->to];
        if (from == to) {
            status = count_internal(network, &sums, from, arc, error);
        } else if (!arc->way_back) {
            ties[(*count)++] = tie_of(arc, from, to, network->directed);
        }
    }
    if (status == ENT_OK) {
        write_internal(network, sums);
    }
    free(sums);
    return status;
}

static ent_status assemble(ent_network *network, const ent_graph *graph, const ent__arcs *arcs, ent_error *error) {
    size_t actors = ent_graph_actor_count(graph), count;
    uint32_t *nodes = ent__calloc(actors, sizeof *nodes);
    ent__tie *ties = ent__calloc(arcs->count, sizeof *ties);
    ent_status status = nodes && ties
                            ? ent__arcs_number(&network->actors, &network->node_count, nodes, actors, arcs, error)
                            : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = make_ties(network, ties, &count, arcs, nodes, error);
    }
    if (status == ENT_OK) {
        status = ent__network_build(network, ties, count, NULL, error);
    }
    free(nodes);
    free(ties);
    return status;
}

ent_status ent__network_set_view(ent_network *network, const ent_view *view, ent_error *error) {
    size_t count = view->only_count + view->exclude_count;
    network->view = *view;
    network->view.codes = NULL;
    network->view.only = network->view.exclude = NULL;
    network->view.code_count = network->view.only_count = network->view.exclude_count = 0;
    if (count == 0) {
        return ENT_OK;
    }
    network->named = ent__calloc(count, sizeof *network->named);
    if (!network->named) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        network->named[i] = i < view->only_count ? view->only[i] : view->exclude[i - view->only_count];
    }
    network->named_only = view->only_count;
    network->named_excluded = view->exclude_count;
    return ENT_OK;
}

ent_view ent__network_asked(const ent_network *network) {
    ent_view view = network->view;
    view.only = network->named;
    view.only_count = network->named_only;
    view.exclude = network->named ? network->named + network->named_only : NULL;
    view.exclude_count = network->named_excluded;
    return view;
}

ent_status ent__network_of_arcs(ent_network **network, const ent_graph *graph, const ent_view *view,
                                const ent__arcs *arcs, ent_error *error) {
    *network = NULL;
    ent_network *made = ent__calloc(1, sizeof *made);
    if (!made) {
        return ent__fail_memory(error);
    }
    made->compiled = true;
    made->directed = view->direction == ENT_DIRECTED;
    made->last_day = arcs->last_day;
    ent_status status = ent__network_set_view(made, view, error);
    if (status == ENT_OK) {
        status = assemble(made, graph, arcs, error);
    }
    if (status != ENT_OK) {
        ent_network_free(made);
        return status;
    }
    *network = made;
    return ENT_OK;
}

ent_status ent_network_compile(ent_network **network, const ent_graph *graph, const ent_view *view, const ent_run *run,
                               ent_error *error) {
    *network = NULL;
    ent_view asked;
    ent__arcs arcs;
    ent_status status = ent__view_read(&asked, view, graph, error);
    if (status == ENT_OK) {
        status = ent__arcs_collect(&arcs, graph, &asked, run, error);
    }
    if (status == ENT_OK) {
        status = ent__network_of_arcs(network, graph, &asked, &arcs, error);
        ent__arcs_free(&arcs);
    }
    return status;
}

/* The actor with the largest share of an actor on the last day of a network; the smallest among equals. */
static ent_status principal_of(ent_id *principal, const ent_network *network, const ent_graph *graph, ent_id actor,
                               ent_error *error) {
    ent_share shares[ENT__MOST_SHARES];
    size_t count, best = 0;
    /* Without any day, [ENT_DATE_MIN, ENT_DATE_MAX]: the sole employer. */
    ent_date last = network->view.until != ENT_DATE_MAX ? network->view.until : network->last_day;
    ent_date first = last;
    last = last == ENT_DATE_MIN ? ENT_DATE_MAX : last;
    ent_status status = ent_graph_principals(shares, ENT__MOST_SHARES, &count, graph, actor, first, last, error);
    for (size_t i = 1; status == ENT_OK && i < count; i++) {
        best = shares[i].share > shares[best].share ? i : best;
    }
    *principal = status == ENT_OK ? shares[best].actor : ENT_NONE;
    return status;
}

ent_status ent_network_locate(uint32_t *node, const ent_network *network, const ent_graph *graph, ent_id actor,
                              ent_error *error) {
    *node = ENT_NONE;
    ent_actor read = ENT_ACTOR_INIT;
    ent_status status = ent_graph_get_actor(&read, graph, actor, error);
    if (status != ENT_OK) {
        return status;
    }
    *node = ent_network_node(network, actor);
    if (*node == ENT_NONE && network->view.rollup == ENT_ROLLUP_PRINCIPAL) {
        ent_id principal;
        status = principal_of(&principal, network, graph, actor, error);
        *node = status == ENT_OK ? ent_network_node(network, principal) : ENT_NONE;
    }
    if (status == ENT_OK && *node == ENT_NONE) {
        status = ent__fail(error, ENT_ENOTFOUND, "%.100s (%.60s) has no tie in this view", read.name, read.id);
    }
    return status;
}
