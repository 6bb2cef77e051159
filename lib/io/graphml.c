/*
 * A network as GraphML: keys with types, named without prefix, so that networkx, igraph, Gephi and Cytoscape show the
 * attributes by name. Cytoscape takes the kind of an edge from `interaction`.
 *
 * O(nodes + evidence), no memory. What is not known is left out, never written as an empty value.
 */
#include "exchange.h"

static const char *const type_names[] = {"string", "double", "long", "string", "string"};

static void write_key(ent__out *out, const char *domain, uint32_t number, ent__column column) {
    ent__out_format(out, "  <key id=\"%c%u\" for=\"%s\" attr.name=\"", domain[0], number, domain);
    ent__out_xml(out, column.name);
    ent__out_format(out, "\" attr.type=\"%s\"/>\n", type_names[column.type]);
}

static void write_keys(ent__out *out, const ent__exchange *exchange) {
    for (uint32_t c = 0; c < ent__node_column_count(exchange); c++) {
        if (ent__node_column_in_use(exchange, c)) {
            write_key(out, "node", c, ent__node_column(exchange, c));
        }
    }
    for (uint32_t c = 0; c < ent__edge_column_count(); c++) {
        if (ent__edge_column_in_use(exchange, c)) {
            write_key(out, "edge", c, ent__edge_column(c));
        }
    }
}

static void write_node(ent__out *out, const ent__exchange *exchange, uint32_t node) {
    ent__value value;
    ent__out_text(out, "    <node id=\"");
    ent__node_id_write(out, exchange, node);
    ent__out_text(out, "\">\n");
    for (uint32_t c = 0; c < ent__node_column_count(exchange); c++) {
        if (ent__node_value(&value, exchange, c, node)) {
            ent__out_format(out, "      <data key=\"n%u\">", c);
            ent__value_write_xml(out, exchange, &value);
            ent__out_text(out, "</data>\n");
        }
    }
    ent__out_text(out, "    </node>\n");
}

static void write_edge(ent__out *out, const ent__exchange *exchange, uint32_t edge) {
    ent__value value;
    ent__out_text(out, "    <edge source=\"");
    ent__node_id_write(out, exchange, exchange->network->from[edge]);
    ent__out_text(out, "\" target=\"");
    ent__node_id_write(out, exchange, exchange->network->to[edge]);
    ent__out_text(out, "\">\n");
    for (uint32_t c = 0; c < ent__edge_column_count(); c++) {
        if (ent__edge_value(&value, exchange, c, edge)) {
            ent__out_format(out, "      <data key=\"e%u\">", c);
            ent__value_write_xml(out, exchange, &value);
            ent__out_text(out, "</data>\n");
        }
    }
    ent__out_text(out, "    </edge>\n");
}

ent_status ent_graphml_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                             const ent_export_options *options, const ent_run *run, ent_error *error) {
    ent__exchange exchange;
    ent_status status = ent__exchange_open(&exchange, network, graph, options, error);
    if (status != ENT_OK) {
        return status;
    }
    ent__out out = {sink, error, ENT_OK};
    ent__out_text(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    write_keys(&out, &exchange);
    ent__out_format(&out, "  <graph id=\"entente\" edgedefault=\"%s\">\n",
                    ent_network_is_directed(network) ? "directed" : "undirected");
    for (uint32_t v = 0; v < ent_network_node_count(network); v++) {
        write_node(&out, &exchange, v);
    }
    for (uint32_t e = 0; e < exchange.network->edge_count && out.status == ENT_OK; e++) {
        ent__out_status(&out,
                        (e & 0xFFFu) ? ENT_OK : ent__progress(run, (double)e / exchange.network->edge_count, error));
        write_edge(&out, &exchange, e);
    }
    ent__out_text(&out, "  </graph>\n</graphml>\n");
    return out.status;
}
