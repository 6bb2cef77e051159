/*
 * A network as node-link JSON, which networkx and programs of the web read: the columns of GraphML, with
 * numbers as numbers and evidence as a list. O(nodes + evidence), no memory.
 *
 * Written here rather than by a tree of the whole, and never with a word that JSON does not have: what is infinite is
 * null, what is not known is left out.
 */
#include "exchange.h"
#include "json_emit.h"

#include <stdio.h>

typedef struct writer {
    ent__json_out json;
    ent__exchange exchange;
} writer;

/* Ids with a graph, numbers of nodes without: the same in nodes and edges, which is all that links them. */
static void write_id(writer *to, uint32_t node) {
    ent_actor read = ENT_ACTOR_INIT;
    const ent_actor *actor = ent__exchange_actor(&read, &to->exchange, node);
    if (actor) {
        ent__json_string(&to->json, actor->id);
    } else {
        ent__json_number(&to->json, node);
    }
}

/* The ids of the relations, "#12" for one without; positions of records without a graph. */
static void write_evidence(writer *to, uint32_t edge) {
    const ent_graph *graph = to->exchange.graph;
    const ent_id *evidence;
    uint32_t count;
    ent_network_evidence(&evidence, &count, to->exchange.network, edge);
    ent__json_open(&to->json, '[');
    for (uint32_t i = 0; i < count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        char number[16];
        if (!graph || ent_graph_get_relation(&relation, graph, evidence[i], NULL) != ENT_OK) {
            ent__json_number(&to->json, evidence[i]);
            continue;
        }
        snprintf(number, sizeof number, "#%u", evidence[i]);
        ent__json_string(&to->json, relation.id ? relation.id : number);
    }
    ent__json_close(&to->json, ']');
}

/* Days as ISO 8601, what is open as in documents. */
static void write_value(writer *to, const char *name, const ent__value *value) {
    char day[ENT_DATE_TEXT];
    ent__json_key(&to->json, name);
    switch (value->type) {
    case ENT__COLUMN_TEXT:
        ent__json_string(&to->json, value->text);
        break;
    case ENT__COLUMN_NUMBER:
        ent__json_number(&to->json, value->number);
        break;
    case ENT__COLUMN_COUNT:
        ent__json_number(&to->json, value->count);
        break;
    case ENT__COLUMN_DAY:
        ent__day_format(day, value->day);
        ent__json_string(&to->json, day);
        break;
    case ENT__COLUMN_EVIDENCE:
        write_evidence(to, value->count);
        break;
    }
}

/* A value that is not known has no key. */
static void write_node(writer *to, uint32_t node) {
    ent__value value;
    ent__json_line(&to->json, 2);
    ent__json_open(&to->json, '{');
    ent__json_key(&to->json, "id");
    write_id(to, node);
    for (uint32_t c = 0; c < ent__node_column_count(&to->exchange); c++) {
        if (ent__node_value(&value, &to->exchange, c, node)) {
            write_value(to, ent__node_column(&to->exchange, c).name, &value);
        }
    }
    ent__json_close(&to->json, '}');
}

static void write_edge(writer *to, uint32_t edge) {
    ent__value value;
    ent__json_line(&to->json, 2);
    ent__json_open(&to->json, '{');
    ent__json_key(&to->json, "source");
    write_id(to, to->exchange.network->from[edge]);
    ent__json_key(&to->json, "target");
    write_id(to, to->exchange.network->to[edge]);
    for (uint32_t c = 0; c < ent__edge_column_count(); c++) {
        if (ent__edge_value(&value, &to->exchange, c, edge)) {
            write_value(to, ent__edge_column(c).name, &value);
        }
    }
    ent__json_close(&to->json, '}');
}

/* The keys that networkx reads: whether directed, and that pairs are joined once. */
static void write_head(writer *to) {
    const ent_graph *graph = to->exchange.graph;
    ent__json_open(&to->json, '{');
    ent__json_key(&to->json, "directed");
    ent__json_flag(&to->json, ent_network_is_directed(to->exchange.network) != 0);
    ent__json_key(&to->json, "multigraph");
    ent__json_flag(&to->json, false);
    ent__json_key(&to->json, "graph");
    ent__json_open(&to->json, '{');
    ent__json_member(&to->json, "title", graph ? ent_graph_title(graph) : NULL);
    ent__json_close(&to->json, '}');
}

ent_status ent_node_link_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                               const ent_export_options *options, const ent_run *run, ent_error *error) {
    writer to = {.json = {sink, error, ENT_OK, false}};
    ent_status status = ent__exchange_open(&to.exchange, network, graph, options, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t nodes = ent_network_node_count(network), edges = to.exchange.network->edge_count;
    write_head(&to);
    ent__json_key(&to.json, "nodes");
    ent__json_open(&to.json, '[');
    for (uint32_t v = 0; v < nodes && to.json.status == ENT_OK; v++) {
        write_node(&to, v);
    }
    ent__json_close(&to.json, ']');
    ent__json_key(&to.json, "edges");
    ent__json_open(&to.json, '[');
    for (uint32_t e = 0; e < edges && to.json.status == ENT_OK; e++) {
        if ((e & 0xFFFu) == 0) {
            to.json.status = ent__progress(run, (double)e / edges, error);
        }
        write_edge(&to, e);
    }
    ent__json_close(&to.json, ']');
    ent__json_close(&to.json, '}');
    return to.json.status == ENT_OK ? ent__puts(sink, error, "\n") : to.json.status;
}
