/*
 * What exchange formats say of nodes and edges: the same columns under the same names. Private to io/.
 */
#ifndef ENT_EXCHANGE_H
#define ENT_EXCHANGE_H

#include "../network/network_internal.h"
#include "out.h"

typedef enum ent__column_type {
    ENT__COLUMN_TEXT,
    ENT__COLUMN_NUMBER,
    ENT__COLUMN_COUNT,
    ENT__COLUMN_DAY, /* a text in the formats */
    ENT__COLUMN_EVIDENCE /* of an edge: a text or a list of texts */
} ent__column_type;

typedef struct ent__column {
    const char *name;
    ent__column_type type;
} ent__column;

typedef struct ent__exchange {
    const ent_network *network;
    const ent_graph *graph; /* NULL: none */
    ent_export_options options;
} ent__exchange;

/* Reads and checks what is to be written. ENT_EINVAL for scores without name or values, or a name used twice. */
ent_status ent__exchange_open(ent__exchange *exchange, const ent_network *network, const ent_graph *graph,
                              const ent_export_options *options, ent_error *error);

/* Columns are numbered from 0. One that is not in use has no value anywhere, and is not to be declared. */
uint32_t ent__node_column_count(const ent__exchange *exchange);
uint32_t ent__edge_column_count(void);
bool ent__node_column_in_use(const ent__exchange *exchange, uint32_t column);
bool ent__edge_column_in_use(const ent__exchange *exchange, uint32_t column);
ent__column ent__node_column(const ent__exchange *exchange, uint32_t column);
ent__column ent__edge_column(uint32_t column);

/* A value of a column; what holds it depends on the type. */
typedef struct ent__value {
    ent__column_type type;
    uint32_t count; /* of a count; of evidence, the edge */
    ent_date day;
    const char *text; /* borrowed from the graph or static */
    double number;
} ent__value;
/* True if there is a value. */
bool ent__node_value(ent__value *value, const ent__exchange *exchange, uint32_t column, uint32_t node);
bool ent__edge_value(ent__value *value, const ent__exchange *exchange, uint32_t column, uint32_t edge);
/* Writes a value as XML text. */
void ent__value_write_xml(ent__out *out, const ent__exchange *exchange, const ent__value *value);

/* The id of a node: that of its actor, or its number. */
void ent__node_id_write(ent__out *out, const ent__exchange *exchange, uint32_t node);
/* "2024-01-16". */
void ent__day_format(char text[ENT_DATE_TEXT], ent_date day);
void ent__day_write(ent__out *out, ent_date day);
/* The actor of a node; NULL without a graph. */
const ent_actor *ent__exchange_actor(ent_actor *read, const ent__exchange *exchange, uint32_t node);

#endif
