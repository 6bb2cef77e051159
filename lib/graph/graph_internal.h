/*
 * How the store lays out what it holds. Private; read by view/, which compiles it, and by nobody downstream of that.
 *
 * A relation with one actor on each side and without text takes one 40-byte record. What few relations have (more
 * actors, an id, a summary, sources, a role) lies in a side record.
 */
#ifndef ENT_GRAPH_INTERNAL_H
#define ENT_GRAPH_INTERNAL_H

#include "../base/text.h"
#include <entente/graph.h>

typedef struct ent__relation {
    double tone;
    double confidence;
    uint32_t from; /* the one actor, or with ENT__MANY the first of `extra`'s actors */
    uint32_t to;
    ent_date first;
    ent_date last;
    uint32_t extra; /* side record, or ENT_NONE */
    uint16_t code; /* number in graph->codes + 1; 0: none */
    uint8_t kind; /* ent_kind, low 2 bits; ent_affiliation_kind, next 2 bits; ENT__MANY; ENT__MUTUAL */
    uint8_t status; /* ent_mediation_status */
} ent__relation;
_Static_assert(sizeof(ent__relation) == 40, "a plain relation is 40 bytes");
#define ENT__MANY 0x10u
#define ENT__MUTUAL 0x20u

static inline ent_kind ent__relation_kind(const ent__relation *relation) {
    return (ent_kind)(relation->kind & 3u);
}
static inline ent_affiliation_kind ent__relation_affiliation(const ent__relation *relation) {
    return (ent_affiliation_kind)(relation->kind >> 2 & 3u);
}

/* The arcs of a relation: its actors on both sides, borrowed until the next addition. */
typedef struct ent__sides {
    const ent_id *from, *to;
    uint32_t from_count, to_count;
} ent__sides;
ent__sides ent__graph_sides(const ent_graph *graph, const ent__relation *relation);

/* Relations as records, and the text of a record's code (NULL: none). */
const ent__relation *ent__graph_relations(const ent_graph *graph);
const char *ent__graph_code(const ent_graph *graph, const ent__relation *relation);

/* Affiliations `serves` and `part_of` of an actor upward, as relation numbers; count 0 for most. For roll-up. */
void ent__graph_employers(const ent_id **relations, uint32_t *count, const ent_graph *graph, ent_id actor);

#endif
