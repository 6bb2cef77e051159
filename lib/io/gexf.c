/*
 * A network as GEXF for Gephi and networkx: attributes, and the days of every edge and node as spells.
 *
 * The spells of an edge are the days of its relations, those of a node the days of its edges, each sorted and without
 * overlap (Gephi refuses overlaps). An open end is left out; what was always there has no spell at all.
 * O(evidence log evidence); memory for the spells of one node at a time.
 */
#include "exchange.h"

#include <stdlib.h>

typedef struct spell {
    ent_date first, last;
} spell;

typedef struct writer {
    ent__out out;
    ent__exchange exchange;
    spell *spells; /* of the node or edge at hand */
    size_t spell_count, spell_capacity;
} writer;

/* ---- Spells ------------------------------------------------------------------------------------------------------- */

/* A failure is kept in the output's status, and ends the writing there. */
static void add_spell(writer *to, ent_date first, ent_date last) {
    if (!ENT__RESERVE(to->spells, to->spell_capacity, to->spell_count + 1)) {
        ent__out_status(&to->out, ent__fail_memory(to->out.error));
        return;
    }
    to->spells[to->spell_count++] = (spell){first, last};
}

/* The days of an edge's relations; without a graph from its first to its last. */
static void add_edge_spells(writer *to, uint32_t edge) {
    const ent__exchange *exchange = &to->exchange;
    const ent_id *evidence;
    uint32_t count;
    ent_network_evidence(&evidence, &count, exchange->network, edge);
    for (uint32_t i = 0; exchange->graph && i < count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        if (ent_graph_get_relation(&relation, exchange->graph, evidence[i], NULL) == ENT_OK) {
            add_spell(to, relation.first, relation.last);
        }
    }
    if (!exchange->graph) {
        add_spell(to, ent__edge_first(exchange->network, edge), ent__edge_last(exchange->network, edge));
    }
}

/* A node is there while any of its edges is, of either direction. */
static void add_node_spells(writer *to, uint32_t node) {
    int modes = ent_network_is_directed(to->exchange.network) ? 2 : 1;
    for (int mode = ENT_OUT; mode < modes; mode++) {
        const uint32_t *nodes, *edges;
        uint32_t count;
        ent_network_neighbours(&nodes, &edges, &count, to->exchange.network, node, (ent_mode)mode);
        for (uint32_t i = 0; i < count; i++) {
            add_edge_spells(to, edges[i]);
        }
    }
}

static int by_first(const void *left, const void *right) {
    const spell *a = left, *b = right;
    return a->first != b->first ? (a->first < b->first ? -1 : 1) : a->last < b->last ? -1 : a->last > b->last;
}

/* Sorts, and joins what overlaps or follows on the next day. */
static void join_spells(writer *to) {
    if (to->spell_count == 0) {
        return;
    }
    qsort(to->spells, to->spell_count, sizeof *to->spells, by_first);
    size_t kept = 0;
    for (size_t i = 1; i < to->spell_count; i++) {
        spell *last = &to->spells[kept], *next = &to->spells[i];
        if ((int64_t)next->first <= (int64_t)last->last + 1) {
            last->last = next->last > last->last ? next->last : last->last;
        } else {
            to->spells[++kept] = *next;
        }
    }
    to->spell_count = kept + 1;
}

static void write_spells(writer *to) {
    join_spells(to);
    bool always = to->spell_count == 0 || (to->spells[0].first == ENT_DATE_MIN && to->spells[0].last == ENT_DATE_MAX);
    if (!always) {
        ent__out_text(&to->out, "        <spells>\n");
    }
    for (size_t i = 0; !always && i < to->spell_count; i++) {
        ent__out_text(&to->out, "          <spell");
        if (to->spells[i].first != ENT_DATE_MIN) {
            ent__out_text(&to->out, " start=\"");
            ent__day_write(&to->out, to->spells[i].first);
            ent__out_text(&to->out, "\"");
        }
        if (to->spells[i].last != ENT_DATE_MAX) {
            ent__out_text(&to->out, " end=\"");
            ent__day_write(&to->out, to->spells[i].last);
            ent__out_text(&to->out, "\"");
        }
        ent__out_text(&to->out, "/>\n");
    }
    if (!always) {
        ent__out_text(&to->out, "        </spells>\n");
    }
    to->spell_count = 0;
}

/* ---- Nodes and edges ---------------------------------------------------------------------------------------------- */

static const char *const type_names[] = {"string", "double", "long", "string", "string"};

/* Names are given once; values refer to them by number. */
static void write_attribute(ent__out *out, uint32_t number, ent__column column) {
    ent__out_format(out, "      <attribute id=\"%u\" title=\"", number);
    ent__out_xml(out, column.name);
    ent__out_format(out, "\" type=\"%s\"/>\n", type_names[column.type]);
}

static void write_attributes(writer *to) {
    ent__out_text(&to->out, "    <attributes class=\"node\">\n");
    for (uint32_t c = 0; c < ent__node_column_count(&to->exchange); c++) {
        if (ent__node_column_in_use(&to->exchange, c)) {
            write_attribute(&to->out, c, ent__node_column(&to->exchange, c));
        }
    }
    ent__out_text(&to->out, "    </attributes>\n    <attributes class=\"edge\">\n");
    for (uint32_t c = 0; c < ent__edge_column_count(); c++) {
        if (ent__edge_column_in_use(&to->exchange, c)) {
            write_attribute(&to->out, c, ent__edge_column(c));
        }
    }
    ent__out_text(&to->out, "    </attributes>\n");
}

static void write_node(writer *to, uint32_t node) {
    ent__out *out = &to->out;
    ent__value value;
    ent_actor read = ENT_ACTOR_INIT;
    const ent_actor *actor = ent__exchange_actor(&read, &to->exchange, node);
    ent__out_text(out, "      <node id=\"");
    ent__node_id_write(out, &to->exchange, node);
    ent__out_text(out, "\" label=\"");
    if (actor) {
        ent__out_xml(out, actor->name);
    } else {
        ent__node_id_write(out, &to->exchange, node);
    }
    ent__out_text(out, "\">\n        <attvalues>\n");
    for (uint32_t c = 0; c < ent__node_column_count(&to->exchange); c++) {
        if (ent__node_value(&value, &to->exchange, c, node)) {
            ent__out_format(out, "          <attvalue for=\"%u\" value=\"", c);
            ent__value_write_xml(out, &to->exchange, &value);
            ent__out_text(out, "\"/>\n");
        }
    }
    ent__out_text(out, "        </attvalues>\n");
    add_node_spells(to, node);
    write_spells(to);
    ent__out_text(out, "      </node>\n");
}

/* The weight is P + N: how much there is between the two, whatever its sign; the signs are attributes. */
static void write_edge(writer *to, uint32_t edge) {
    ent__out *out = &to->out;
    ent__value value;
    double weight = ent__edge_positive(to->exchange.network, edge) + ent__edge_negative(to->exchange.network, edge);
    ent__out_format(out, "      <edge id=\"%u\" source=\"", edge);
    ent__node_id_write(out, &to->exchange, to->exchange.network->from[edge]);
    ent__out_text(out, "\" target=\"");
    ent__node_id_write(out, &to->exchange, to->exchange.network->to[edge]);
    ent__out_text(out, "\" weight=\"");
    ent__out_xml_number(out, weight);
    ent__out_text(out, "\">\n        <attvalues>\n");
    for (uint32_t c = 0; c < ent__edge_column_count(); c++) {
        if (ent__edge_value(&value, &to->exchange, c, edge)) {
            ent__out_format(out, "          <attvalue for=\"%u\" value=\"", c);
            ent__value_write_xml(out, &to->exchange, &value);
            ent__out_text(out, "\"/>\n");
        }
    }
    ent__out_text(out, "        </attvalues>\n");
    add_edge_spells(to, edge);
    write_spells(to);
    ent__out_text(out, "      </edge>\n");
}

/* ---- The whole ---------------------------------------------------------------------------------------------------- */

static void write_head(writer *to) {
    const char *title = to->exchange.graph ? ent_graph_title(to->exchange.graph) : NULL;
    ent__out_text(&to->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ent__out_text(&to->out, to->exchange.options.gexf_1_3
                                ? "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                                : "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n");
    ent__out_text(&to->out, "  <meta>\n    <creator>entente</creator>\n");
    if (title) {
        ent__out_text(&to->out, "    <description>");
        ent__out_xml(&to->out, title);
        ent__out_text(&to->out, "</description>\n");
    }
    ent__out_format(&to->out, "  </meta>\n  <graph defaultedgetype=\"%s\" mode=\"dynamic\" timeformat=\"date\"%s>\n",
                    ent_network_is_directed(to->exchange.network) ? "directed" : "undirected",
                    to->exchange.options.gexf_1_3 ? " timerepresentation=\"interval\"" : "");
}

ent_status ent_gexf_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                          const ent_export_options *options, const ent_run *run, ent_error *error) {
    writer to = {.out = {sink, error, ENT_OK}};
    ent_status status = ent__exchange_open(&to.exchange, network, graph, options, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t edges = to.exchange.network->edge_count;
    write_head(&to);
    write_attributes(&to);
    ent__out_text(&to.out, "    <nodes>\n");
    for (uint32_t v = 0; v < ent_network_node_count(network) && to.out.status == ENT_OK; v++) {
        write_node(&to, v);
    }
    ent__out_text(&to.out, "    </nodes>\n    <edges>\n");
    for (uint32_t e = 0; e < edges && to.out.status == ENT_OK; e++) {
        ent__out_status(&to.out, (e & 0xFFFu) ? ENT_OK : ent__progress(run, (double)e / edges, error));
        write_edge(&to, e);
    }
    ent__out_text(&to.out, "    </edges>\n  </graph>\n</gexf>\n");
    free(to.spells);
    return to.out.status;
}
