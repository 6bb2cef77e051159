/*
 * Actors and relations as JSON, and as rows of a table.
 */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "json.h"
#include <entente/entente.h>

/* Adds "id" and "name" of an actor to an object. */
void add_actor(cJSON *object, const ent_graph *graph, ent_id actor);
/* The same as an object of its own. */
cJSON *actor_json(const ent_graph *graph, ent_id actor);
const char *actor_name(const ent_graph *graph, ent_id actor);
/* A relation in full: id ("#12" for one without), kind, who, days (null: always), code, tone, confidence, summary, sources,
 * and the file, line and event that it was read from. */
cJSON *relation_json(const ent_graph *graph, ent_id relation);
/* Adds to a row what a table shows of a relation: "date", "kind" (with status or affiliation), "relation", "summary", "source",
 * "origin" ("day.csv:12, event 7"), and "told", these three in one. */
void add_relation(cJSON *row, const ent_graph *graph, ent_id relation);
/* Of these, the columns of tsv. */
#define RELATION_FLAT_COLUMNS                                                                                          \
    {"date", NULL, LOOK_PLAIN}, {"kind", NULL, LOOK_PLAIN}, {"relation", NULL, LOOK_PLAIN},                            \
        {"source", NULL, LOOK_PLAIN}, {"origin", NULL, LOOK_PLAIN}, {                                                  \
        "summary", NULL, LOOK_PLAIN                                                                                    \
    }

/* Relations of one tie that a table shows; tsv and JSON have all. */
enum { EVIDENCE_SHOWN = 5 };
/* Fills the row after these: "and 7 more" of `count` relations. */
void add_more(cJSON *row, uint32_t count);

#endif
