/*
 * The columns of exchange formats: what is known of a node and of an edge, each value found when asked for. Nothing is
 * stored; O(1) a value but for the evidence, whose ids XML joins by spaces.
 */
#include "exchange.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum node_column { NODE_NAME, NODE_KIND, NODE_TYPE, NODE_SCORES };
static const ent__column node_columns[NODE_SCORES] = {
    {"name", ENT__COLUMN_TEXT},
    {"kind", ENT__COLUMN_TEXT},
    {"type", ENT__COLUMN_TEXT},
};

enum edge_column {
    EDGE_INTERACTION,
    EDGE_POSITIVE,
    EDGE_NEGATIVE,
    EDGE_LENGTH,
    EDGE_RELATIONS,
    EDGE_KINDS,
    EDGE_FIRST = EDGE_KINDS + ENT_KIND_COUNT,
    EDGE_LAST,
    EDGE_EVIDENCE,
    EDGE_COLUMNS
};
static const ent__column edge_columns[EDGE_COLUMNS] = {
    {"interaction", ENT__COLUMN_TEXT}, {"positive", ENT__COLUMN_NUMBER},  {"negative", ENT__COLUMN_NUMBER},
    {"length", ENT__COLUMN_NUMBER},    {"relations", ENT__COLUMN_COUNT},  {"mediation", ENT__COLUMN_COUNT},
    {"attack", ENT__COLUMN_COUNT},     {"diplomatic", ENT__COLUMN_COUNT}, {"affiliation", ENT__COLUMN_COUNT},
    {"first", ENT__COLUMN_DAY},        {"last", ENT__COLUMN_DAY},         {"evidence", ENT__COLUMN_EVIDENCE},
};

/* Names become columns, and two columns of one name would be one to whoever reads them. */
static ent_status check_scores(const ent__exchange *exchange, ent_error *error) {
    const ent_export_options *options = &exchange->options;
    if (options->score_count && (!options->score_names || !options->scores)) {
        return ent__fail(error, ENT_EINVAL, "score_names or scores is NULL, and score_count is %u",
                         options->score_count);
    }
    for (uint32_t i = 0; i < options->score_count; i++) {
        const char *name = options->score_names[i];
        if (!name || !*name || !options->scores[i]) {
            return ent__fail(error, ENT_EINVAL, "score %u has no name or no values", i);
        }
        bool is_taken = strcmp(name, "id") == 0; /* what formats call the node itself */
        for (uint32_t c = 0; c < NODE_SCORES + i; c++) {
            is_taken = is_taken || strcmp(name, ent__node_column(exchange, c).name) == 0;
        }
        if (is_taken) {
            return ent__fail(error, ENT_EINVAL, "score name \"%.100s\" is taken; each needs one of its own", name);
        }
    }
    return ENT_OK;
}

/* Everything that a format could stumble over is checked before its first byte. */
ent_status ent__exchange_open(ent__exchange *exchange, const ent_network *network, const ent_graph *graph,
                              const ent_export_options *options, ent_error *error) {
    ent_export_options asked = ENT_EXPORT_OPTIONS_INIT;
    ent_status status = ent__options_read(&asked, sizeof asked, options, "ent_export_options", error);
    if (status == ENT_OK) {
        status = ent__check_graph(network, graph, error);
    }
    *exchange = (ent__exchange){network, graph, asked};
    return status == ENT_OK ? check_scores(exchange, error) : status;
}

uint32_t ent__node_column_count(const ent__exchange *exchange) {
    return NODE_SCORES + exchange->options.score_count;
}

uint32_t ent__edge_column_count(void) {
    return EDGE_COLUMNS;
}

/* Without a graph nothing is known of a node but its scores. */
bool ent__node_column_in_use(const ent__exchange *exchange, uint32_t column) {
    return exchange->graph || column >= NODE_SCORES;
}

bool ent__edge_column_in_use(const ent__exchange *exchange, uint32_t column) {
    /* Lengths come with arrays only; in a compiled network all are 1. */
    return column != EDGE_LENGTH || !ent_network_is_compiled(exchange->network);
}

ent__column ent__node_column(const ent__exchange *exchange, uint32_t column) {
    if (column < NODE_SCORES) {
        return node_columns[column];
    }
    return (ent__column){exchange->options.score_names[column - NODE_SCORES], ENT__COLUMN_NUMBER};
}

ent__column ent__edge_column(uint32_t column) {
    return edge_columns[column];
}

const ent_actor *ent__exchange_actor(ent_actor *read, const ent__exchange *exchange, uint32_t node) {
    ent_id actor = ent_network_actor(exchange->network, node);
    return exchange->graph && ent_graph_get_actor(read, exchange->graph, actor, NULL) == ENT_OK ? read : NULL;
}

static const char *actor_text(const ent_actor *actor, uint32_t column) {
    return column == NODE_NAME ? actor->name : column == NODE_KIND ? ent_actor_kind_name(actor->kind) : actor->type;
}

/* False where there is no value: formats then write nothing, which all of them read as missing. */
bool ent__node_value(ent__value *value, const ent__exchange *exchange, uint32_t column, uint32_t node) {
    *value = (ent__value){.type = ent__node_column(exchange, column).type};
    if (column >= NODE_SCORES) {
        value->number = exchange->options.scores[column - NODE_SCORES][node];
        return !isnan(value->number);
    }
    ent_actor read = ENT_ACTOR_INIT;
    const ent_actor *actor = ent__exchange_actor(&read, exchange, node);
    value->text = actor ? actor_text(actor, column) : NULL;
    return value->text != NULL;
}

/* The kind that most of the relations are of, the first of equals. */
static ent_kind main_kind(const ent_network *network, uint32_t edge) {
    unsigned most = 0;
    for (unsigned kind = 1; kind < ENT_KIND_COUNT; kind++) {
        most = ent__edge_of_kind(network, edge, kind) > ent__edge_of_kind(network, edge, most) ? kind : most;
    }
    return (ent_kind)most;
}

/* The same of an edge. Open ends and lengths that are not finite are no values. */
bool ent__edge_value(ent__value *value, const ent__exchange *exchange, uint32_t column, uint32_t edge) {
    const ent_network *network = exchange->network;
    *value = (ent__value){.type = edge_columns[column].type};
    switch (column) {
    case EDGE_INTERACTION:
        value->text = ent_kind_name(main_kind(network, edge));
        return true;
    case EDGE_POSITIVE:
        value->number = ent__edge_positive(network, edge);
        return true;
    case EDGE_NEGATIVE:
        value->number = ent__edge_negative(network, edge);
        return true;
    case EDGE_LENGTH:
        value->number = ent__edge_length(network, edge);
        return ent__edge_column_in_use(exchange, column) && isfinite(value->number);
    case EDGE_RELATIONS:
        value->count = ent__edge_relations(network, edge);
        return true;
    case EDGE_FIRST:
        value->day = ent__edge_first(network, edge);
        return value->day != ENT_DATE_MIN;
    case EDGE_LAST:
        value->day = ent__edge_last(network, edge);
        return value->day != ENT_DATE_MAX;
    case EDGE_EVIDENCE:
        value->count = edge;
        return true;
    default:
        value->count = ent__edge_of_kind(network, edge, column - EDGE_KINDS);
        return true;
    }
}

/* Ids where relations have one, "#12" else, as every answer of ours names them. */
static void write_evidence(ent__out *out, const ent__exchange *exchange, uint32_t edge) {
    const ent_id *evidence;
    uint32_t count;
    ent_network_evidence(&evidence, &count, exchange->network, edge);
    for (uint32_t i = 0; i < count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent__out_text(out, i ? " " : "");
        bool is_known =
            exchange->graph && ent_graph_get_relation(&relation, exchange->graph, evidence[i], NULL) == ENT_OK;
        if (is_known && relation.id) {
            ent__out_xml(out, relation.id);
        } else {
            ent__out_format(out, "%s%u", is_known ? "#" : "", evidence[i]);
        }
    }
}

void ent__value_write_xml(ent__out *out, const ent__exchange *exchange, const ent__value *value) {
    switch (value->type) {
    case ENT__COLUMN_TEXT:
        ent__out_xml(out, value->text);
        break;
    case ENT__COLUMN_NUMBER:
        ent__out_xml_number(out, value->number);
        break;
    case ENT__COLUMN_COUNT:
        ent__out_format(out, "%u", value->count);
        break;
    case ENT__COLUMN_DAY:
        ent__day_write(out, value->day);
        break;
    case ENT__COLUMN_EVIDENCE:
        write_evidence(out, exchange, value->count);
        break;
    }
}

/* True if every character of the id can be written, so that two ids stay two. */
static bool is_writable(const char *id) {
    for (uint32_t c; (c = ent__next_character(&id)) != 0;) {
        if (c == 0xFFFD) {
            return false;
        }
    }
    return true;
}

/* An id that loses a character gets the number of its actor behind it, so that no two nodes become one. */
void ent__node_id_write(ent__out *out, const ent__exchange *exchange, uint32_t node) {
    ent_actor read = ENT_ACTOR_INIT;
    const ent_actor *actor = ent__exchange_actor(&read, exchange, node);
    if (actor) {
        ent__out_xml(out, actor->id);
    }
    if (!actor || !is_writable(actor->id)) {
        ent__out_format(out, "%s%u", actor ? "#" : "", ent_network_actor(exchange->network, node));
    }
}

void ent__day_format(char text[ENT_DATE_TEXT], ent_date day) {
    int32_t year, month, of_month;
    ent_date_to_ymd(day, &year, &month, &of_month);
    snprintf(text, ENT_DATE_TEXT, "%04d-%02d-%02d", (int)year, (int)month, (int)of_month);
}

void ent__day_write(ent__out *out, ent_date day) {
    char text[ENT_DATE_TEXT];
    ent__day_format(text, day);
    ent__out_text(out, text);
}
