/*
 * A network from a graph and a view: the ties of the view, their actors numbered as nodes, sorted and collapsed. O(relations +
 * arcs), on several threads.
 */
#include "compile.h"

#include "collapse.h"
#include <stdlib.h>
#include <string.h>

/* ---- From arcs ---------------------------------------------------------------------------------------------------- */

/* Ties of arcs between nodes. */
static void make_ties(ent__piece *piece, const ent__arcs *arcs, const uint32_t *nodes, unsigned bits, bool directed) {
    for (size_t i = 0; i < arcs->count; i++) {
        const ent__arc *arc = &arcs->items[i];
        if (!arc->way_back) {
            piece->ties[piece->count++] =
                (ent__tie){.pair = ent__pair(nodes[arc->from], nodes[arc->to], bits, directed),
                           .strength = arc->positive - arc->negative,
                           .relation = arc->relation,
                           .first = arc->first,
                           .last = arc->last,
                           .kind = arc->kind};
        }
    }
}

static ent_status assemble(ent_network *network, const ent_graph *graph, const ent__arcs *arcs, ent_error *error) {
    size_t actors = ent_graph_actor_count(graph);
    uint32_t *nodes = ent__calloc(actors, sizeof *nodes);
    ent__piece all = {ent__calloc(arcs->count, sizeof *all.ties), 0};
    ent_status status = nodes && all.ties
                            ? ent__arcs_number(&network->actors, &network->node_count, nodes, actors, arcs, error)
                            : ent__fail_memory(error);
    if (status == ENT_OK) {
        ent__reading reading = {.bits = ent__bits_below(network->node_count), .workers = 1};
        make_ties(&all, arcs, nodes, reading.bits, network->directed);
        status = ent__network_build_pieces(network, &all, 1, &reading, error);
    }
    free(nodes);
    free(all.ties);
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

static ent_status start(ent_network **network, const ent_view *view, ent_error *error) {
    *network = ent__calloc(1, sizeof **network);
    if (!*network) {
        return ent__fail_memory(error);
    }
    (*network)->compiled = true;
    (*network)->directed = view->direction == ENT_DIRECTED;
    return ent__network_set_view(*network, view, error);
}

/* Gives a network out, or frees it. */
static ent_status finish(ent_network **network, ent_network *made, ent_status status) {
    *network = status == ENT_OK ? made : NULL;
    if (status != ENT_OK) {
        ent_network_free(made);
    }
    return status;
}

ent_status ent__network_of_arcs(ent_network **network, const ent_graph *graph, const ent_view *view,
                                const ent__arcs *arcs, ent_error *error) {
    ent_network *made;
    ent_status status = start(&made, view, error);
    if (status == ENT_OK) {
        made->last_day = arcs->last_day;
        status = assemble(made, graph, arcs, error);
    }
    return finish(network, made, status);
}

/* ---- From ties ---------------------------------------------------------------------------------------------------- */

static ent_status assemble_ties(ent_network *network, const ent__ties *ties, size_t actors, uint32_t workers,
                                ent_error *error) {
    uint32_t *nodes = ent__calloc(actors, sizeof *nodes);
    if (!nodes) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < actors; i++) {
        nodes[i] = ties->seen[i];
    }
    ent__reading reading = {.bits = ties->bits, .nodes = nodes, .workers = workers};
    ent_status status = ent__number_actors(&network->actors, &network->node_count, nodes, actors, error);
    if (status == ENT_OK) {
        status = ent__network_build_pieces(network, ties->pieces, ties->piece_count, &reading, error);
    }
    free(nodes);
    return status;
}

/* Relation by relation, on several threads. */
static ent_status compile(ent_network **network, const ent_graph *graph, const ent_view *view, const ent_run *run,
                          ent_error *error) {
    ent__selection asked;
    ent__ties ties;
    ent_network *made = NULL;
    ent_status status = ent__selection_open(&asked, graph, view, error);
    if (status != ENT_OK) {
        return status;
    }
    if (view->half_life > 0.0 && asked.reference == ENT_DATE_MAX) {
        asked.reference = ent__selection_last_day(&asked);
    }
    status = ent__ties_collect(&ties, &asked, run, error);
    if (status == ENT_OK) {
        status = start(&made, view, error);
    }
    if (status == ENT_OK) {
        made->last_day = ties.last_day;
        status = assemble_ties(made, &ties, graph->actor_count, ent__threads(run), error);
    }
    ent__ties_free(&ties);
    ent__selection_close(&asked);
    return finish(network, made, status);
}

/* Mutual ties need all arcs at hand. */
static ent_status compile_mutual(ent_network **network, const ent_graph *graph, const ent_view *view,
                                 const ent_run *run, ent_error *error) {
    ent__arcs arcs;
    ent_status status = ent__arcs_collect(&arcs, graph, view, run, error);
    if (status == ENT_OK) {
        status = ent__network_of_arcs(network, graph, view, &arcs, error);
        ent__arcs_free(&arcs);
    }
    return status;
}

ent_status ent_network_compile(ent_network **network, const ent_graph *graph, const ent_view *view, const ent_run *run,
                               ent_error *error) {
    *network = NULL;
    ent_view asked;
    ent_status status = ent__view_read(&asked, view, graph, error);
    if (status != ENT_OK) {
        return status;
    }
    return asked.direction == ENT_MUTUAL ? compile_mutual(network, graph, &asked, run, error)
                                         : compile(network, graph, &asked, run, error);
}

/* ---- Actors ------------------------------------------------------------------------------------------------------- */

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
