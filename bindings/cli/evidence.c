/*
 * What an answer rests on, in words: each relation with its days, and the sources that say so.
 */
#include "evidence.h"
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>

static ent_actor get_actor(const ent_graph *graph, ent_id id) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_graph_get_actor(&actor, graph, id, NULL);
    return actor;
}

const char *actor_name(const ent_graph *graph, ent_id actor) {
    return get_actor(graph, actor).name;
}

void add_actor(cJSON *object, const ent_graph *graph, ent_id id) {
    ent_actor actor = get_actor(graph, id);
    cJSON_AddStringToObject(object, "id", actor.id);
    cJSON_AddStringToObject(object, "name", actor.name);
}

cJSON *actor_json(const ent_graph *graph, ent_id id) {
    cJSON *object = cJSON_CreateObject();
    add_actor(object, graph, id);
    return object;
}

/* The days of a relation; null for what always holds. */
static void add_days(cJSON *object, const ent_relation *relation) {
    char days[ENT_DATE_TEXT];
    if (relation->first == ENT_DATE_MIN && relation->last == ENT_DATE_MAX) {
        cJSON_AddNullToObject(object, "date");
        return;
    }
    ent_date_format(days, relation->first, relation->last);
    cJSON_AddStringToObject(object, "date", days);
}

static void add_actors(cJSON *object, const char *key, const ent_graph *graph, const ent_id *actors, size_t count) {
    cJSON *list = cJSON_AddArrayToObject(object, key);
    for (size_t i = 0; i < count; i++) {
        cJSON_AddItemToArray(list, actor_json(graph, actors[i]));
    }
}

static void add_sources(cJSON *object, const ent_graph *graph, const ent_relation *relation) {
    cJSON *list = cJSON_AddArrayToObject(object, "sources");
    for (size_t i = 0; i < relation->source_count; i++) {
        ent_source source = ENT_SOURCE_INIT;
        cJSON *item = cJSON_CreateObject();
        ent_graph_get_source(&source, graph, relation->sources[i], NULL);
        json_add_text(item, "id", source.id);
        json_add_text(item, "title", source.title);
        json_add_text(item, "publisher", source.publisher);
        json_add_text(item, "date", source.date);
        json_add_text(item, "url", source.url);
        cJSON_AddItemToArray(list, item);
    }
}

static void add_id(cJSON *object, const char *key, const ent_relation *relation, ent_id number) {
    char text[16];
    snprintf(text, sizeof text, "#%u", number);
    cJSON_AddStringToObject(object, key, relation->id ? relation->id : text);
}

/* The id of an event in its file; "": it has none. */
static char *event_text(const ent_origin *origin) {
    return origin->event_text ? format_text("%s", origin->event_text)
           : origin->event    ? format_text("%llu", (unsigned long long)origin->event)
                              : format_text("%s", "");
}

/* File, line and event that a relation was read from, or nothing. */
static void add_origin(cJSON *object, const ent_graph *graph, ent_id number) {
    ent_origin origin = ENT_ORIGIN_INIT;
    if (ent_graph_relation_origin(&origin, graph, number, NULL) == ENT_OK) {
        cJSON *item = cJSON_AddObjectToObject(object, "origin");
        char *event = event_text(&origin);
        json_add_text(item, "file", origin.file);
        cJSON_AddNumberToObject(item, "line", origin.line);
        json_add_text(item, "event", event);
        free(event);
    }
}

/* "day.csv:12, event 7"; "": from no file of events. */
static char *origin_text(const ent_graph *graph, ent_id number) {
    ent_origin origin = ENT_ORIGIN_INIT;
    if (ent_graph_relation_origin(&origin, graph, number, NULL) != ENT_OK) {
        return format_text("%s", "");
    }
    char *event = event_text(&origin);
    char *text = format_text("%s:%u%s%s", origin.file, origin.line, *event ? ", event " : "", event);
    free(event);
    return text;
}

cJSON *relation_json(const ent_graph *graph, ent_id number) {
    ent_relation relation = ENT_RELATION_INIT;
    ent_graph_get_relation(&relation, graph, number, NULL);
    cJSON *object = cJSON_CreateObject();
    add_id(object, "id", &relation, number);
    cJSON_AddStringToObject(object, "kind", ent_kind_name(relation.kind));
    json_add_text(object, "status", ent_mediation_status_name(relation.status));
    json_add_text(object, "affiliation", ent_affiliation_kind_name(relation.affiliation));
    json_add_text(object, "role", relation.role);
    add_actors(object, "from", graph, relation.from, relation.from_count);
    add_actors(object, "to", graph, relation.to, relation.to_count);
    add_days(object, &relation);
    json_add_text(object, "code", relation.code);
    cJSON_AddNumberToObject(object, "tone", relation.tone);
    cJSON_AddNumberToObject(object, "confidence", relation.confidence);
    if (relation.weight < 1.0 || relation.weight > 1.0) {
        cJSON_AddNumberToObject(object, "weight", relation.weight);
    }
    json_add_text(object, "summary", relation.summary);
    add_sources(object, graph, &relation);
    add_origin(object, graph, number);
    return object;
}

/* "attack", "mediation, offered", "serves". */
static char *kind_text(const ent_relation *relation) {
    if (relation->kind == ENT_KIND_AFFILIATION) {
        return format_text("%s", ent_affiliation_kind_name(relation->affiliation));
    }
    const char *status = ent_mediation_status_name(relation->status);
    return format_text("%s%s%s", ent_kind_name(relation->kind), *status ? ", " : "", status);
}

/* What happened: the summary, else who is what ("Mao Ning: spokesperson, China"), and a doubt where there is one. */
static char *summary_text(const ent_graph *graph, const ent_relation *relation) {
    char doubt[40] = "";
    if (relation->confidence < 1.0) {
        snprintf(doubt, sizeof doubt, "(confidence %.2g) ", relation->confidence);
    }
    if (relation->summary) {
        return format_text("%s%s", doubt, relation->summary);
    }
    if (relation->kind == ENT_KIND_AFFILIATION) {
        const char *who = actor_name(graph, relation->from[0]), *of = actor_name(graph, relation->to[0]);
        return relation->role ? format_text("%s%s: %s, %s", doubt, who, relation->role, of)
                              : format_text("%s%s %s %s", doubt, who,
                                            relation->affiliation == ENT_AFFILIATION_SERVES    ? "serves"
                                            : relation->affiliation == ENT_AFFILIATION_PART_OF ? "is part of"
                                                                                               : "is a member of",
                                            of);
    }
    return format_text("%s%s%s", doubt, relation->code ? "code " : "", relation->code ? relation->code : "");
}

/* Frees a text and gives a longer one. */
static char *append(char *text, const char *between, const char *more) {
    char *longer = format_text("%s%s%s", text, between, more);
    free(text);
    return longer;
}

void add_relation(cJSON *row, const ent_graph *graph, ent_id number) {
    ent_relation relation = ENT_RELATION_INIT;
    ent_graph_get_relation(&relation, graph, number, NULL);
    add_days(row, &relation);
    json_add_owned(row, "kind", kind_text(&relation));
    add_id(row, "relation", &relation, number);
    char *told = summary_text(graph, &relation);
    cJSON_AddStringToObject(row, "summary", told);
    cJSON *sources = cJSON_AddArrayToObject(row, "source");
    for (size_t i = 0; i < relation.source_count; i++) {
        ent_source source = ENT_SOURCE_INIT;
        ent_graph_get_source(&source, graph, relation.sources[i], NULL);
        const char *title = source.title ? source.title : source.id;
        cJSON_AddItemToArray(sources, cJSON_CreateString(title));
        told = append(told, i ? "; " : " [", title);
    }
    told = append(told, relation.source_count ? "]" : "", "");
    char *origin = origin_text(graph, number);
    json_add_owned(row, "told", append(told, *origin ? " " : "", origin));
    json_add_owned(row, "origin", origin);
}

void add_more(cJSON *row, uint32_t count) {
    static const char *const keys[] = {"day", "side", "date", "kind"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        cJSON_AddStringToObject(row, keys[i], "");
    }
    json_add_owned(row, "told", format_text("and %u more", count - EVIDENCE_SHOWN));
}
