/*
 * Writing a graph as an entente document: keys in a fixed order, what has its default left out, one actor or relation a
 * line, so that two versions compare well. The same graph gives the same bytes. O(size of the graph), no memory.
 *
 * Affiliations stand before the events in a document, so that is their order when it is read back. What a document
 * cannot say (a day outside of the years 1 to 9999, a text longer than is read back) is refused, never written askew.
 */
#include "../base/text.h"
#include "json_emit.h"
#include "json_scan.h"

#include <entente/io.h>
#include <string.h>

typedef struct writer {
    ent__json_out json;
    const ent_graph *graph;
    const ent_run *run;
} writer;

/* Remembers a failure unless there was one before. */
static void fail(writer *out, ent_status status) {
    if (out->json.status == ENT_OK) {
        out->json.status = status;
    }
}

/* Refuses a text that would not be read back. */
static void check_text(writer *out, const char *key, const char *text) {
    if (text && strlen(text) > ENT__JSON_STRING && out->json.status == ENT_OK) {
        fail(out, ent__fail(out->json.error, ENT_ELIMIT, "a text of %zu bytes under \"%s\"; a document has at most %zu",
                            strlen(text), key, ENT__JSON_STRING));
    }
}

static void write_text(writer *out, const char *key, const char *text) {
    check_text(out, key, text);
    ent__json_member(&out->json, key, text);
}

/* A text of a list that stands under a key. */
static void write_item(writer *out, const char *key, const char *text) {
    check_text(out, key, text);
    ent__json_string(&out->json, text);
}

static void write_source(writer *out, ent_id id) {
    ent_source source = ENT_SOURCE_INIT;
    fail(out, ent_graph_get_source(&source, out->graph, id, out->json.error));
    write_text(out, "id", source.id);
    write_text(out, "title", source.title);
    write_text(out, "publisher", source.publisher);
    write_text(out, "date", source.date);
    write_text(out, "url", source.url);
}

/* True if an earlier code has the same scheme. */
static bool is_repeated(const ent_actor *actor, size_t code) {
    size_t first = 0;
    while (strcmp(actor->codes[first].scheme, actor->codes[code].scheme) != 0) {
        first++;
    }
    return first < code;
}

/* Codes by scheme: one as a text, several of one scheme as a list. */
static void write_codes(writer *out, const ent_actor *actor) {
    ent__json_key(&out->json, "codes");
    ent__json_open(&out->json, '{');
    for (size_t i = 0; i < actor->code_count; i++) {
        if (is_repeated(actor, i)) {
            continue;
        }
        size_t same = 0;
        for (size_t j = i; j < actor->code_count; j++) {
            same += strcmp(actor->codes[j].scheme, actor->codes[i].scheme) == 0;
        }
        if (same == 1) {
            write_text(out, actor->codes[i].scheme, actor->codes[i].value);
            continue;
        }
        ent__json_key(&out->json, actor->codes[i].scheme);
        ent__json_open(&out->json, '[');
        for (size_t j = i; j < actor->code_count; j++) {
            if (strcmp(actor->codes[j].scheme, actor->codes[i].scheme) == 0) {
                write_item(out, "codes", actor->codes[j].value);
            }
        }
        ent__json_close(&out->json, ']');
    }
    ent__json_close(&out->json, '}');
}

static void write_actor(writer *out, ent_id id) {
    ent_actor actor = ENT_ACTOR_INIT;
    fail(out, ent_graph_get_actor(&actor, out->graph, id, out->json.error));
    write_text(out, "id", actor.id);
    write_text(out, "kind", ent_actor_kind_name(actor.kind));
    write_text(out, "name", actor.name);
    write_text(out, "type", actor.type);
    if (actor.alias_count) {
        ent__json_key(&out->json, "aliases");
        ent__json_open(&out->json, '[');
        for (size_t i = 0; i < actor.alias_count; i++) {
            write_item(out, "aliases", actor.aliases[i]);
        }
        ent__json_close(&out->json, ']');
    }
    if (actor.code_count) {
        write_codes(out, &actor);
    }
    write_text(out, "note", actor.note);
    if (actor.flags & ENT_ACTOR_CATCH_ALL) {
        ent__json_key(&out->json, "catch_all");
        ent__json_flag(&out->json, true);
    }
}

static const char *actor_id(writer *out, ent_id id) {
    ent_actor actor = ENT_ACTOR_INIT;
    fail(out, ent_graph_get_actor(&actor, out->graph, id, out->json.error));
    return actor.id;
}

/* One actor as a text, several as a list. */
static void write_actors(writer *out, const char *key, const ent_id *actors, size_t count) {
    ent__json_key(&out->json, key);
    if (count == 1) {
        ent__json_string(&out->json, actor_id(out, actors[0]));
        return;
    }
    ent__json_open(&out->json, '[');
    for (size_t i = 0; i < count; i++) {
        ent__json_string(&out->json, actor_id(out, actors[i]));
    }
    ent__json_close(&out->json, ']');
}

/* Refuses a day that a document has no text for; open ends are fine. */
static void check_day(writer *out, ent_date day) {
    int32_t year = 1, month, date;
    if (day != ENT_DATE_MIN && day != ENT_DATE_MAX) {
        ent_date_to_ymd(day, &year, &month, &date);
    }
    if ((year < 1 || year > 9999) && out->json.status == ENT_OK) {
        fail(out, ent__fail(out->json.error, ENT_EINVAL, "a date in the year %d; a document has the years 1 to 9999",
                            (int)year));
    }
}

static void write_date(writer *out, const char *key, ent_date first, ent_date last) {
    char text[ENT_DATE_TEXT];
    check_day(out, first);
    check_day(out, last);
    if (out->json.status == ENT_OK && (first != ENT_DATE_MIN || last != ENT_DATE_MAX)) {
        ent_date_format(text, first, last);
        ent__json_member(&out->json, key, text);
    }
}

/* What affiliations and other relations have in common. */
static void write_evidence(writer *out, const ent_relation *relation) {
    write_text(out, "code", relation->code);
    if (relation->tone != 0.0) {
        ent__json_key(&out->json, "tone");
        ent__json_number(&out->json, relation->tone);
    }
    if (relation->confidence != 1.0) {
        ent__json_key(&out->json, "confidence");
        ent__json_number(&out->json, relation->confidence);
    }
    if (relation->weight != 1.0) {
        ent__json_key(&out->json, "weight");
        ent__json_number(&out->json, relation->weight);
    }
    if (relation->status != ENT_MEDIATION_UNSTATED) {
        write_text(out, "status", ent_mediation_status_name(relation->status));
    }
    if (relation->mutual) {
        ent__json_key(&out->json, "mutual");
        ent__json_flag(&out->json, true);
    }
    write_text(out, "summary", relation->summary);
    if (relation->source_count == 0) {
        return;
    }
    ent__json_key(&out->json, "sources");
    ent__json_open(&out->json, '[');
    for (size_t i = 0; i < relation->source_count; i++) {
        ent_source source = ENT_SOURCE_INIT;
        fail(out, ent_graph_get_source(&source, out->graph, relation->sources[i], out->json.error));
        ent__json_string(&out->json, source.id);
    }
    ent__json_close(&out->json, ']');
}

/* A path is whatever bytes the system takes; a document is UTF-8. */
static void write_path(writer *out, const char *path) {
    enum { LONGEST_PATH = 4096 };
    char shown[LONGEST_PATH + 1];
    size_t length = strnlen(path, LONGEST_PATH), bad;
    memcpy(shown, path, length);
    shown[length] = '\0';
    while (!ent__utf8_valid(shown, length, &bad)) {
        shown[bad] = '?';
    }
    write_text(out, "file", shown);
}

/* Where an event was read from, so that what is written still names its rows. */
static void write_origin(writer *out, ent_id id) {
    ent_origin origin = ENT_ORIGIN_INIT;
    if (ent_graph_relation_origin(&origin, out->graph, id, NULL) != ENT_OK) {
        return;
    }
    ent__json_key(&out->json, "origin");
    ent__json_open(&out->json, '{');
    write_path(out, origin.file);
    write_text(out, "format", origin.format);
    ent__json_key(&out->json, "line");
    ent__json_number(&out->json, origin.line);
    if (origin.event_text) {
        write_text(out, "event", origin.event_text);
    } else if (origin.event) {
        ent__json_key(&out->json, "event");
        ent__json_number(&out->json, (double)origin.event);
    }
    ent__json_close(&out->json, '}');
}

static void write_affiliation(writer *out, const ent_relation *relation) {
    write_actors(out, "who", relation->from, 1);
    write_text(out, "kind", ent_affiliation_kind_name(relation->affiliation));
    write_actors(out, "of", relation->to, 1);
    write_text(out, "role", relation->role);
    if (relation->first != ENT_DATE_MIN) {
        write_date(out, "start", relation->first, relation->first);
    }
    check_day(out, relation->last);
    if (relation->last != ENT_DATE_MAX && out->json.status == ENT_OK) {
        write_date(out, "end", relation->last + 1, relation->last + 1); /* the first day no longer in office */
    }
    write_evidence(out, relation);
}

static void write_event(writer *out, const ent_relation *relation) {
    bool mediation = relation->kind == ENT_KIND_MEDIATION;
    write_text(out, "kind", ent_kind_name(relation->kind));
    write_actors(out, mediation ? "mediators" : "from", relation->from, relation->from_count);
    write_actors(out, mediation ? "between" : "to", relation->to, relation->to_count);
    write_date(out, "date", relation->first, relation->last);
    write_evidence(out, relation);
}

/* The affiliations, or everything else, in the order of the graph. */
static void write_relations(writer *out, const char *key, bool affiliations) {
    uint32_t count = ent_graph_relation_count(out->graph);
    ent__json_line(&out->json, 2);
    ent__json_key(&out->json, key);
    ent__json_open(&out->json, '[');
    for (ent_id id = 0; id < count && out->json.status == ENT_OK; id++) {
        ent_relation relation = ENT_RELATION_INIT;
        fail(out, ent_graph_get_relation(&relation, out->graph, id, out->json.error));
        if (id % 1024 == 0) {
            fail(out, ent__progress(out->run, (affiliations ? 0.0 : 0.5) + 0.5 * id / count, out->json.error));
        }
        if ((relation.kind == ENT_KIND_AFFILIATION) != affiliations) {
            continue;
        }
        ent__json_line(&out->json, 4);
        ent__json_open(&out->json, '{');
        write_text(out, "id", relation.id);
        if (affiliations) {
            write_affiliation(out, &relation);
        } else {
            write_event(out, &relation);
            write_origin(out, id);
        }
        ent__json_close(&out->json, '}');
    }
    out->json.comma = false;
    ent__json_line(&out->json, 2);
    ent__json_close(&out->json, ']');
}

static void write_items(writer *out, const char *key, uint32_t count, void (*write)(writer *, ent_id)) {
    ent__json_line(&out->json, 2);
    ent__json_key(&out->json, key);
    ent__json_open(&out->json, '[');
    for (ent_id id = 0; id < count && out->json.status == ENT_OK; id++) {
        ent__json_line(&out->json, 4);
        ent__json_open(&out->json, '{');
        write(out, id);
        ent__json_close(&out->json, '}');
    }
    out->json.comma = false;
    ent__json_line(&out->json, 2);
    ent__json_close(&out->json, ']');
}

ent_status ent_document_write(const ent_sink *sink, const ent_graph *graph, const ent_run *run, ent_error *error) {
    writer out = {{sink, error, ENT_OK, false}, graph, run};
    fail(&out, ent__progress(run, 0.0, error));
    ent__json_open(&out.json, '{');
    ent__json_line(&out.json, 2);
    write_text(&out, "format", "entente-graph");
    ent__json_line(&out.json, 2);
    ent__json_key(&out.json, "version");
    ent__json_number(&out.json, 1);
    if (ent_graph_title(graph)) {
        ent__json_line(&out.json, 2);
        write_text(&out, "title", ent_graph_title(graph));
    }
    if (ent_graph_description(graph)) {
        ent__json_line(&out.json, 2);
        write_text(&out, "description", ent_graph_description(graph));
    }
    write_items(&out, "sources", ent_graph_source_count(graph), write_source);
    write_items(&out, "actors", ent_graph_actor_count(graph), write_actor);
    write_relations(&out, "affiliations", true);
    write_relations(&out, "relations", false);
    out.json.comma = false;
    ent__json_line(&out.json, 0);
    ent__json_close(&out.json, '}');
    out.json.comma = false;
    ent__json_line(&out.json, 0);
    return out.json.status;
}

ent_status ent_document_save(const char *path, const ent_graph *graph, const ent_run *run, ent_error *error) {
    ent_file *file = NULL;
    ent_status status = ent_file_create(&file, path, error);
    if (status == ENT_OK) {
        ent_sink sink = ent_file_sink(file);
        status = ent_document_write(&sink, graph, run, error);
    }
    if (status == ENT_OK) {
        status = ent_file_commit(file, error);
    }
    ent_file_free(file);
    return status;
}
