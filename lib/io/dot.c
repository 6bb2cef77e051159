/*
 * A network as Graphviz DOT: nodes in the boxes of their states, a line for each style of relation between a pair, a
 * legend and a title. The order is that of nodes and edges, so that the same network gives the same bytes.
 *
 * O(relations + evidence log evidence) time, memory for the lines. Decides nothing about what is in the network.
 */
#include "dot_internal.h"

#include <stdlib.h>

#define NAME_WIDTH 18

/* ---- Nodes -------------------------------------------------------------------------------------------------------- */

/* The actor of a node; NULL without a graph. */
static const ent_actor *read_actor(ent_actor *read, const ent__diagram *diagram, uint32_t node) {
    ent_id actor = ent_network_actor(diagram->network, node);
    return diagram->graph && ent_graph_get_actor(read, diagram->graph, actor, NULL) == ENT_OK ? read : NULL;
}

/* The role by which a node belongs to its box; NULL if it has none. */
static const char *role_of(const ent__diagram *diagram, uint32_t node) {
    ent_relation relation = ENT_RELATION_INIT;
    ent_id affiliation = diagram->places[node].affiliation;
    bool has =
        affiliation != ENT_NONE && ent_graph_get_relation(&relation, diagram->graph, affiliation, NULL) == ENT_OK;
    return has ? relation.role : NULL;
}

/* All that the label has no room for. */
static void write_tooltip(ent__out *out, const ent__diagram *diagram, uint32_t node, const ent_actor *actor) {
    const char *role = role_of(diagram, node);
    ent__dot_escape(out, actor->name);
    ent__out_text(out, " (");
    ent__dot_escape(out, actor->type ? actor->type : ent_actor_kind_name(actor->kind));
    ent__out_text(out, ")");
    if (role) {
        ent__out_text(out, "\\n");
        ent__dot_escape(out, role);
    }
    if (actor->note) {
        ent__out_text(out, "\\n");
        ent__dot_escape(out, actor->note);
    }
}

static void write_node(ent__out *out, const ent__diagram *diagram, uint32_t node, const char *indent) {
    ent_actor read = ENT_ACTOR_INIT;
    const ent_actor *actor = read_actor(&read, diagram, node);
    const char *role = role_of(diagram, node);
    ent__out_text(out, indent);
    ent__dot_node_name(out, diagram, node);
    ent__out_text(out, " [");
    if (actor) {
        ent__out_text(out, "label=\"");
        ent__dot_wrap(out, actor->name, NAME_WIDTH);
        if (role) {
            ent__out_text(out, "\\n");
            ent__dot_wrap(out, role, NAME_WIDTH + 4);
        }
        if (diagram->options->notes && diagram->options->notes[node]) {
            ent__out_text(out, "\\n");
            ent__dot_escape(out, diagram->options->notes[node]);
        }
        ent__out_text(out, "\", tooltip=\"");
        write_tooltip(out, diagram, node, actor);
        ent__out_text(out, "\", ");
    }
    ent__dot_node_style(out, diagram, node, actor);
    if (actor) {
        ent__out_format(out, ", class=\"%s\"", ent_actor_kind_name(actor->kind));
    }
    ent__out_text(out, "];\n");
}

/* ---- Boxes -------------------------------------------------------------------------------------------------------- */

/* The box of a state that is a node too has no title: the node says it. */
static void open_box(ent__out *out, const ent__diagram *diagram, ent_id box) {
    ent_actor actor = ENT_ACTOR_INIT;
    if (ent_graph_get_actor(&actor, diagram->graph, box, NULL) != ENT_OK) {
        return;
    }
    ent__out_text(out, "  subgraph \"cluster_");
    ent__dot_actor_name(out, diagram->graph, box);
    ent__out_text(out, "\" {\n    label=\"");
    if (ent_network_node(diagram->network, box) == ENT_NONE) { /* else he is in it by name */
        ent__dot_wrap(out, actor.name, 2 * NAME_WIDTH);
    }
    ent__out_text(out, "\"; fontsize=14; tooltip=\"");
    ent__dot_escape(out, actor.name);
    ent__out_text(out, "\";\n    style=\"rounded,filled\"; fillcolor=\"#F7F7F7\"; color=\"#BBBBBB\";\n");
}

typedef struct boxed {
    bool is_side; /* of those that all else is ordered by */
    ent_id box;
    uint32_t node;
} boxed;

static int by_box(const void *left, const void *right) {
    const boxed *a = left, *b = right;
    if (a->is_side != b->is_side) {
        return a->is_side ? 1 : -1;
    }
    return a->box != b->box ? (a->box < b->box ? -1 : 1) : a->node < b->node ? -1 : a->node > b->node;
}

/* Nodes by box, those in none (ENT_NONE is the greatest of ids) after. The two sides come last: the layout starts from
 * the nodes in this order, and lines come out shorter if it meets those between and beyond the sides first. */
static void write_nodes(ent__out *out, const ent__diagram *diagram) {
    uint32_t count = ent_network_node_count(diagram->network);
    boxed *order = ent__calloc(count, sizeof *order);
    if (!order) {
        ent__out_status(out, ent__fail_memory(diagram->error));
        return;
    }
    for (uint32_t v = 0; v < count; v++) {
        const ent__place *place = &diagram->places[v];
        bool is_side = place->order == ENT__LEFT || place->order == ENT__RIGHT;
        order[v] = (boxed){is_side, diagram->options->no_clusters ? ENT_NONE : place->box, v};
    }
    if (count) {
        qsort(order, count, sizeof *order, by_box);
    }
    for (uint32_t i = 0; i < count; i++) {
        bool in_box = order[i].box != ENT_NONE;
        if (in_box && (i == 0 || order[i - 1].box != order[i].box)) {
            open_box(out, diagram, order[i].box);
        }
        write_node(out, diagram, order[i].node, in_box ? "    " : "  ");
        if (in_box && (i + 1 == count || order[i + 1].box != order[i].box)) {
            ent__out_text(out, "  }\n");
        }
    }
    free(order);
}

/* ---- The whole ---------------------------------------------------------------------------------------------------- */

/* The window is named unless the caller has a title of his own. */
static void write_title(ent__out *out, const ent__diagram *diagram) {
    const ent_view *view = ent_network_view(diagram->network);
    const char *title = diagram->options->title;
    char days[ENT__DAYS_TEXT];
    bool windowed = !title && (view->since != ENT_DATE_MIN || view->until != ENT_DATE_MAX);
    if (!title && diagram->graph) {
        title = ent_graph_title(diagram->graph);
    }
    bool compared = !diagram->options->title && diagram->sides[0];
    if (!title && !windowed && !compared) {
        return;
    }
    ent__out_text(out, "  label=\"");
    ent__dot_escape(out, title ? title : "");
    if (compared) {
        ent__out_text(out, title ? "\\n" : "");
        ent__dot_compared_title(out, diagram);
    } else if (windowed) {
        ent__dot_days(days, view->since, view->until, true);
        ent__out_format(out, "%s%s", title ? "\\n" : "", days);
    }
    ent__out_text(out, "\";\n");
}

static void write_all(ent__out *out, const ent__diagram *diagram) {
    ent__out_text(out, "digraph entente {\n"
                       "  graph [rankdir=LR, labelloc=t, fontname=\"Helvetica,Arial,sans-serif\", fontsize=16,\n"
                       "         nodesep=0.2, ranksep=0.28, pad=0.2, tooltip=\" \"];\n"
                       "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, color=\"#333333\",\n"
                       "        margin=\"0.12,0.06\", height=0.35];\n"
                       "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, arrowsize=0.8];\n");
    write_title(out, diagram);
    write_nodes(out, diagram);
    for (size_t l = 0; l < diagram->line_count; l++) {
        ent__dot_line(out, diagram, &diagram->lines[l]);
    }
    if (!diagram->options->no_legend) {
        ent__dot_legend(out, diagram);
    }
    ent__out_text(out, "}\n");
}

/* Lays the network before under the one that is drawn, if there is one. */
static ent_status compare(ent__diagram *diagram, ent_network **overlay) {
    const ent_dot_options *options = diagram->options;
    *overlay = NULL;
    if (!options->before) {
        return ENT_OK;
    }
    if (options->path) {
        return ent__fail(diagram->error, ENT_EINVAL, "a diagram shows either a path or what changed; both were asked");
    }
    if (options->notes) {
        return ent__fail(diagram->error, ENT_EINVAL, "notes are of one network, not of two compared; leave them NULL");
    }
    ent_status status = ent__dot_overlay(overlay, options->before, diagram->network, diagram->graph, diagram->error);
    diagram->sides[0] = options->before;
    diagram->sides[1] = diagram->network;
    diagram->network = *overlay;
    return status;
}

/* Everything is found before the first byte is written; after that only the sink can fail. */
ent_status ent_dot_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                         const ent_dot_options *options, const ent_run *run, ent_error *error) {
    ent_dot_options asked = ENT_DOT_OPTIONS_INIT;
    ent__diagram diagram = {.network = network, .graph = graph, .options = &asked, .error = error};
    ent_network *overlay = NULL;
    ent_status status = ent__options_read(&asked, sizeof asked, options, "ent_dot_options", error);
    if (status == ENT_OK) {
        status = ent__check_graph(network, graph, error);
    }
    if (status == ENT_OK) {
        status = compare(&diagram, &overlay);
    }
    if (status == ENT_OK) {
        status = ent__lines_collect(&diagram, run);
    }
    if (status == ENT_OK) {
        status = ent__places_find(&diagram);
    }
    if (status == ENT_OK) {
        ent__out out = {sink, error, ENT_OK};
        write_all(&out, &diagram);
        status = out.status;
    }
    free(diagram.items);
    free(diagram.lines);
    free(diagram.places);
    ent_network_free(overlay);
    return status;
}
