/*
 * Reads an entente document into a graph: sources and actors first, then affiliations, then relations, whatever their
 * order in the text, so that ids may be used before they are declared.
 *
 * What an actor or a relation must be, the store decides; here its refusals get the line and column of the object. The
 * graph is handed out only when all of it was read. O(length of the document).
 */
#include "../graph/graph_internal.h"
#include "input.h"
#include "json_value.h"

#include <entente/io.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A growing list of ids, texts or codes, used again for every relation or actor. */
typedef struct ids {
    ent_id *items;
    size_t count, capacity;
} ids;

typedef struct reader {
    ent__json json;
    ent_graph *graph;
    const ent_graph *const *known; /* what the document goes on from */
    size_t known_count;
    const ent_run *run;
    ids from, to, sources;
    const char **aliases;
    size_t alias_count, alias_capacity;
    ent_code *codes;
    size_t code_count, code_capacity;
} reader;

/* A table of keys for each object: enumerators and names from one list. */
#define KEY_ENUMERATOR(name, text) name,
#define KEY_TEXT(name, text) text,
#define SHAPE(shape, SHAPE, title, KEYS)                                                                               \
    enum { KEYS(KEY_ENUMERATOR) SHAPE##_KEY_COUNT };                                                                   \
    static const char *const shape##_keys[] = {KEYS(KEY_TEXT)};                                                        \
    static const ent__json_shape shape##_shape = {title, shape##_keys, SHAPE##_KEY_COUNT};

#define DOCUMENT_KEYS(X)                                                                                               \
    X(DOCUMENT_FORMAT, "format")                                                                                       \
    X(DOCUMENT_VERSION, "version")                                                                                     \
    X(DOCUMENT_TITLE, "title")                                                                                         \
    X(DOCUMENT_DESCRIPTION, "description")                                                                             \
    X(DOCUMENT_SOURCES, "sources")                                                                                     \
    X(DOCUMENT_ACTORS, "actors")                                                                                       \
    X(DOCUMENT_AFFILIATIONS, "affiliations")                                                                           \
    X(DOCUMENT_RELATIONS, "relations")
SHAPE(document, DOCUMENT, "a document", DOCUMENT_KEYS)

#define SOURCE_KEYS(X)                                                                                                 \
    X(SOURCE_ID, "id")                                                                                                 \
    X(SOURCE_TITLE, "title")                                                                                           \
    X(SOURCE_PUBLISHER, "publisher")                                                                                   \
    X(SOURCE_DATE, "date")                                                                                             \
    X(SOURCE_URL, "url")
SHAPE(source, SOURCE, "a source", SOURCE_KEYS)

#define ACTOR_KEYS(X)                                                                                                  \
    X(ACTOR_ID, "id")                                                                                                  \
    X(ACTOR_KIND, "kind")                                                                                              \
    X(ACTOR_NAME, "name")                                                                                              \
    X(ACTOR_TYPE, "type")                                                                                              \
    X(ACTOR_ALIASES, "aliases")                                                                                        \
    X(ACTOR_CODES, "codes")                                                                                            \
    X(ACTOR_NOTE, "note")                                                                                              \
    X(ACTOR_CATCH_ALL, "catch_all")
SHAPE(actor, ACTOR, "an actor", ACTOR_KEYS)

#define AFFILIATION_KEYS(X)                                                                                            \
    X(AFFILIATION_ID, "id")                                                                                            \
    X(AFFILIATION_WHO, "who")                                                                                          \
    X(AFFILIATION_KIND, "kind")                                                                                        \
    X(AFFILIATION_OF, "of")                                                                                            \
    X(AFFILIATION_ROLE, "role")                                                                                        \
    X(AFFILIATION_START, "start")                                                                                      \
    X(AFFILIATION_END, "end")                                                                                          \
    X(AFFILIATION_CODE, "code")                                                                                        \
    X(AFFILIATION_TONE, "tone")                                                                                        \
    X(AFFILIATION_CONFIDENCE, "confidence")                                                                            \
    X(AFFILIATION_SUMMARY, "summary")                                                                                  \
    X(AFFILIATION_SOURCES, "sources")
SHAPE(affiliation, AFFILIATION, "an affiliation", AFFILIATION_KEYS)

#define RELATION_KEYS(X)                                                                                               \
    X(RELATION_ID, "id")                                                                                               \
    X(RELATION_KIND, "kind")                                                                                           \
    X(RELATION_FROM, "from")                                                                                           \
    X(RELATION_TO, "to")                                                                                               \
    X(RELATION_MEDIATORS, "mediators")                                                                                 \
    X(RELATION_BETWEEN, "between")                                                                                     \
    X(RELATION_DATE, "date")                                                                                           \
    X(RELATION_CODE, "code")                                                                                           \
    X(RELATION_TONE, "tone")                                                                                           \
    X(RELATION_CONFIDENCE, "confidence")                                                                               \
    X(RELATION_WEIGHT, "weight")                                                                                       \
    X(RELATION_STATUS, "status")                                                                                       \
    X(RELATION_MUTUAL, "mutual")                                                                                       \
    X(RELATION_SUMMARY, "summary")                                                                                     \
    X(RELATION_SOURCES, "sources")                                                                                     \
    X(RELATION_ORIGIN, "origin")
SHAPE(relation, RELATION, "a relation", RELATION_KEYS)

#define ORIGIN_KEYS(X)                                                                                                 \
    X(ORIGIN_FILE, "file")                                                                                             \
    X(ORIGIN_FORMAT, "format")                                                                                         \
    X(ORIGIN_LINE, "line")                                                                                             \
    X(ORIGIN_EVENT, "event")
SHAPE(origin, ORIGIN, "an origin", ORIGIN_KEYS)

/* Stops the function on failure; what was allocated belongs to the reader. */
#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        ent_status try_status = (call);                                                                                \
        if (try_status != ENT_OK) {                                                                                    \
            return try_status;                                                                                         \
        }                                                                                                              \
    } while (0)

/* Never told as a mistake of the document. */
static ent_status out_of_memory(const reader *in) {
    return ent__fail_memory(in->json.error);
}

/* The member of an object that a reason of the store begins with ("tone 10.5; expected ..."); else the object. */
static const cJSON *blamed(const cJSON *object, const char *reason) {
    const cJSON *member;
    cJSON_ArrayForEach(member, object) {
        size_t length = strlen(member->string);
        if (strncmp(reason, member->string, length) == 0 && reason[length] == ' ') {
            return member;
        }
    }
    return object;
}

/* Hands on what the store refused, at the member it names or the object; an id that is taken, at the id. */
static ent_status refused(const reader *in, const cJSON *value, const cJSON *id, ent_status status,
                          const ent_error *reason) {
    if (status == ENT_OK || status == ENT_ENOMEM) {
        return status == ENT_OK ? status : out_of_memory(in);
    }
    ent_status told = status == ENT_ELIMIT ? status : ENT_EFORMAT;
    const cJSON *place = status == ENT_EEXISTS && id ? id : blamed(value, reason->message);
    return ent__json_fail_value(&in->json, place, told, "%s", reason->message);
}

/* ---- Sources and actors ------------------------------------------------------------------------------------------- */

/* An ISO 8601 date or interval; nothing if it is not there. */
static ent_status read_date(const reader *in, const cJSON *value, ent_date *first, ent_date *last) {
    const char *text = NULL;
    TRY(ent__json_text_of(&text, &in->json, value));
    ent_error reason;
    if (text && ent_date_parse(first, last, text, &reason) != ENT_OK) {
        return ent__json_fail_value(&in->json, value, ENT_EFORMAT, "%s", reason.message);
    }
    return ENT_OK;
}

/* A date must be one, but is kept as it is written. */
static ent_status read_source(reader *in, const cJSON *value) {
    const cJSON *fields[SOURCE_KEY_COUNT];
    ent_source source = ENT_SOURCE_INIT;
    const ent__json *json = &in->json;
    ent_date first, last;
    TRY(ent__json_fields(fields, json, value, &source_shape));
    TRY(ent__json_require(json, value, &source_shape, fields, SOURCE_ID));
    TRY(ent__json_text_of(&source.id, json, fields[SOURCE_ID]));
    TRY(ent__json_text_of(&source.title, json, fields[SOURCE_TITLE]));
    TRY(ent__json_text_of(&source.publisher, json, fields[SOURCE_PUBLISHER]));
    TRY(ent__json_text_of(&source.url, json, fields[SOURCE_URL]));
    TRY(ent__json_text_of(&source.date, json, fields[SOURCE_DATE]));
    TRY(read_date(in, fields[SOURCE_DATE], &first, &last));
    ent_error reason;
    ent_status status = ent_graph_add_source(NULL, in->graph, &source, &reason);
    return refused(in, value, fields[SOURCE_ID], status, &reason);
}

/* The reader's list, used again for every actor: the store copies. */
static ent_status read_aliases(reader *in, const cJSON *list) {
    in->alias_count = 0;
    TRY(ent__json_expect_list(&in->json, list));
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        if (!ENT__RESERVE(in->aliases, in->alias_capacity, in->alias_count + 1)) {
            return out_of_memory(in);
        }
        TRY(ent__json_text_of(&in->aliases[in->alias_count++], &in->json, item));
    }
    return ENT_OK;
}

static ent_status add_code(reader *in, const char *scheme, const cJSON *value) {
    if (!ENT__RESERVE(in->codes, in->code_capacity, in->code_count + 1)) {
        return out_of_memory(in);
    }
    ent_code *code = &in->codes[in->code_count++];
    *code = (ent_code){scheme, NULL};
    return ent__json_text_of(&code->value, &in->json, value);
}

/* Codes by scheme; of one scheme a text, or a list of them. */
static ent_status read_codes(reader *in, const cJSON *codes) {
    in->code_count = 0;
    TRY(ent__json_expect_object(&in->json, codes, "codes by scheme"));
    const cJSON *member, *item;
    cJSON_ArrayForEach(member, codes) {
        if (!cJSON_IsArray(member)) {
            TRY(add_code(in, member->string, member));
            continue;
        }
        cJSON_ArrayForEach(item, member) {
            TRY(add_code(in, member->string, item));
        }
    }
    return ENT_OK;
}

/* What is wrong with its values is the store's to say, at the place of this object. */
static ent_status read_actor(reader *in, const cJSON *value) {
    static const char *const kinds[] = {"state", "official", "organisation"};
    const cJSON *fields[ACTOR_KEY_COUNT];
    const ent__json *json = &in->json;
    ent_actor actor = ENT_ACTOR_INIT;
    unsigned kind = 0;
    int32_t catch_all = 0;
    TRY(ent__json_fields(fields, json, value, &actor_shape));
    TRY(ent__json_require(json, value, &actor_shape, fields, ACTOR_ID));
    TRY(ent__json_require(json, value, &actor_shape, fields, ACTOR_KIND));
    TRY(ent__json_text_of(&actor.id, json, fields[ACTOR_ID]));
    TRY(ent__json_word_of(&kind, json, fields[ACTOR_KIND], kinds, 3));
    TRY(ent__json_text_of(&actor.name, json, fields[ACTOR_NAME]));
    TRY(ent__json_text_of(&actor.type, json, fields[ACTOR_TYPE]));
    TRY(ent__json_text_of(&actor.note, json, fields[ACTOR_NOTE]));
    TRY(ent__json_flag_of(&catch_all, json, fields[ACTOR_CATCH_ALL]));
    TRY(read_aliases(in, fields[ACTOR_ALIASES]));
    TRY(read_codes(in, fields[ACTOR_CODES]));
    actor.kind = (ent_actor_kind)kind;
    actor.flags = catch_all ? ENT_ACTOR_CATCH_ALL : 0;
    actor.aliases = in->aliases;
    actor.alias_count = in->alias_count;
    actor.codes = in->codes;
    actor.code_count = in->code_count;
    ent_error reason;
    ent_status status = ent_graph_add_actor(NULL, in->graph, &actor, &reason);
    return refused(in, value, fields[ACTOR_ID], status, &reason);
}

/* ---- Affiliations and relations ----------------------------------------------------------------------------------- */

/* Names the actor whose name or id is nearest to a text that is none. */
static ent_status fail_actor(const reader *in, const cJSON *value, const char *text) {
    char clipped[ENT__JSON_CLIP], near[ENT__JSON_CLIP];
    ent_match match;
    ent_actor actor = ENT_ACTOR_INIT;
    size_t count = 0;
    ent__json_clip(clipped, text, strlen(text));
    if (ent_graph_suggest(&match, 1, &count, in->graph, clipped, NULL) == ENT_OK && count == 1 &&
        ent_graph_get_actor(&actor, in->graph, match.actor, NULL) == ENT_OK) {
        return ent__json_fail_value(&in->json, value, ENT_EFORMAT, "no actor has the id \"%s\"; the nearest is \"%s\"",
                                    clipped, ent__json_clip(near, actor.id, strlen(actor.id)));
    }
    return ent__json_fail_value(&in->json, value, ENT_EFORMAT, "no actor has the id \"%s\"", clipped);
}

/* The actor (or the source) of an id in the graph, to which it is copied if only one of the known graphs has it. */
static ent_status find_id(reader *in, ent_id *id, const char *text, bool is_source) {
    *id = is_source ? ent_graph_source_by_id(in->graph, text) : ent_graph_actor_by_id(in->graph, text);
    for (size_t i = 0; *id == ENT_NONE && i < in->known_count; i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_source source = ENT_SOURCE_INIT;
        ent_id there =
            is_source ? ent_graph_source_by_id(in->known[i], text) : ent_graph_actor_by_id(in->known[i], text);
        if (there != ENT_NONE && is_source) {
            TRY(ent_graph_get_source(&source, in->known[i], there, in->json.error));
            TRY(ent_graph_add_source(id, in->graph, &source, in->json.error));
        } else if (there != ENT_NONE) {
            TRY(ent_graph_get_actor(&actor, in->known[i], there, in->json.error));
            TRY(ent_graph_add_actor(id, in->graph, &actor, in->json.error));
        }
    }
    return ENT_OK;
}

/* Adds the actor (or the source) that a text names to a list. */
static ent_status add_id(reader *in, ids *list, const cJSON *value, bool is_source) {
    const char *text = NULL;
    TRY(ent__json_text_of(&text, &in->json, value));
    ent_id id;
    TRY(find_id(in, &id, text, is_source));
    if (id == ENT_NONE && is_source) {
        char clipped[ENT__JSON_CLIP];
        return ent__json_fail_value(&in->json, value, ENT_EFORMAT, "no source has the id \"%s\"",
                                    ent__json_clip(clipped, text, strlen(text)));
    }
    if (id == ENT_NONE) {
        return fail_actor(in, value, text);
    }
    if (!ENT__RESERVE(list->items, list->capacity, list->count + 1)) {
        return out_of_memory(in);
    }
    list->items[list->count++] = id;
    return ENT_OK;
}

/* One id or a list of them, of actors or of sources. */
static ent_status read_ids(reader *in, ids *list, const cJSON *value, bool is_source) {
    list->count = 0;
    if (!value || !cJSON_IsArray(value)) {
        return value ? add_id(in, list, value, is_source) : ENT_OK;
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, value) {
        TRY(add_id(in, list, item, is_source));
    }
    return list->count || is_source ? ENT_OK
                                    : ent__json_fail_value(&in->json, value, ENT_EFORMAT,
                                                           "expected the ids of one actor or more, found none");
}

/* Sets the sides and sources read, and adds the relation. */
static ent_status add_relation(reader *in, const cJSON *value, const cJSON *id, ent_relation *relation) {
    relation->from = in->from.items;
    relation->from_count = in->from.count;
    relation->to = in->to.items;
    relation->to_count = in->to.count;
    relation->sources = in->sources.items;
    relation->source_count = in->sources.count;
    ent_error reason;
    ent_status status = ent_graph_add_relation(NULL, in->graph, relation, &reason);
    return refused(in, value, id, status, &reason);
}

/* The first day of a day, month or year. */
static ent_status read_day(const reader *in, const cJSON *value, ent_date *day) {
    ent_date last = 0;
    TRY(read_date(in, value, day, &last));
    return value && strchr(value->valuestring, '/')
               ? ent__json_fail_value(&in->json, value, ENT_EFORMAT,
                                      "expected a day, a month or a year, found the interval \"%s\"",
                                      value->valuestring)
               : ENT_OK;
}

/* Tenure: the document says the first day no longer in office, the store the last day in it. */
static ent_status read_tenure(const reader *in, const cJSON *start, const cJSON *end, ent_relation *relation) {
    ent_date after = ENT_DATE_MAX;
    TRY(read_day(in, start, &relation->first));
    TRY(read_day(in, end, &after));
    if (end && after <= relation->first) {
        return ent__json_fail_value(&in->json, end, ENT_EFORMAT,
                                    "the end \"%s\" is not after the start; it is the first day no longer in office",
                                    end->valuestring);
    }
    relation->last = end ? after - 1 : ENT_DATE_MAX;
    return ENT_OK;
}

/* A relation of the store with one actor a side and a tenure instead of a date. */
static ent_status read_affiliation(reader *in, const cJSON *value) {
    static const char *const kinds[] = {"serves", "part_of", "member_of"};
    const cJSON *fields[AFFILIATION_KEY_COUNT];
    const ent__json *json = &in->json;
    ent_relation relation = ENT_RELATION_INIT;
    unsigned kind = 0;
    TRY(ent__json_fields(fields, json, value, &affiliation_shape));
    TRY(ent__json_require(json, value, &affiliation_shape, fields, AFFILIATION_WHO));
    TRY(ent__json_require(json, value, &affiliation_shape, fields, AFFILIATION_KIND));
    TRY(ent__json_require(json, value, &affiliation_shape, fields, AFFILIATION_OF));
    TRY(ent__json_text_of(&relation.id, json, fields[AFFILIATION_ID]));
    TRY(ent__json_word_of(&kind, json, fields[AFFILIATION_KIND], kinds, 3));
    in->from.count = in->to.count = 0;
    TRY(add_id(in, &in->from, fields[AFFILIATION_WHO], false));
    TRY(add_id(in, &in->to, fields[AFFILIATION_OF], false));
    TRY(ent__json_text_of(&relation.role, json, fields[AFFILIATION_ROLE]));
    TRY(read_tenure(in, fields[AFFILIATION_START], fields[AFFILIATION_END], &relation));
    TRY(ent__json_text_of(&relation.code, json, fields[AFFILIATION_CODE]));
    TRY(ent__json_number_of(&relation.tone, json, fields[AFFILIATION_TONE]));
    TRY(ent__json_number_of(&relation.confidence, json, fields[AFFILIATION_CONFIDENCE]));
    TRY(ent__json_text_of(&relation.summary, json, fields[AFFILIATION_SUMMARY]));
    TRY(read_ids(in, &in->sources, fields[AFFILIATION_SOURCES], true));
    relation.kind = ENT_KIND_AFFILIATION;
    relation.affiliation = (ent_affiliation_kind)(ENT_AFFILIATION_SERVES + kind);
    return add_relation(in, value, fields[AFFILIATION_ID], &relation);
}

/* Who acts and to whom: a mediation names mediators and between whom, anything else from and to. */
static ent_status read_sides(reader *in, const cJSON *value, const cJSON *const *fields, bool mediation) {
    unsigned from = mediation ? RELATION_MEDIATORS : RELATION_FROM, to = mediation ? RELATION_BETWEEN : RELATION_TO;
    unsigned no_from = mediation ? RELATION_FROM : RELATION_MEDIATORS,
             no_to = mediation ? RELATION_TO : RELATION_BETWEEN;
    const cJSON *wrong = fields[no_from] ? fields[no_from] : fields[no_to];
    if (wrong) {
        return ent__json_fail_key(&in->json, wrong, ENT_EFORMAT, "%s has the keys \"%s\" and \"%s\", not \"%s\"",
                                  mediation ? "a mediation" : "a relation that is no mediation", relation_keys[from],
                                  relation_keys[to], wrong->string);
    }
    TRY(ent__json_require(&in->json, value, &relation_shape, fields, from));
    TRY(ent__json_require(&in->json, value, &relation_shape, fields, to));
    TRY(read_ids(in, &in->from, fields[from], false));
    return read_ids(in, &in->to, fields[to], false);
}

/* A whole number from 1 to a limit. */
static ent_status read_count(double *number, const ent__json *json, const cJSON *value, double most) {
    TRY(ent__json_number_of(number, json, value));
    if (!(*number >= 1.0 && *number <= most && floor(*number) == *number)) {
        return ent__json_fail_value(json, value, ENT_EFORMAT, "expected a whole number from 1 to %.0f", most);
    }
    return ENT_OK;
}

/* The file, line and event that a relation was read from before the document was written. */
static ent_status read_origin(reader *in, ent_origin *origin, const cJSON *value) {
    const cJSON *fields[ORIGIN_KEY_COUNT];
    const ent__json *json = &in->json;
    double line = 1.0, event = 1.0;
    TRY(ent__json_fields(fields, json, value, &origin_shape));
    for (size_t key = ORIGIN_FILE; key <= ORIGIN_LINE; key++) {
        TRY(ent__json_require(json, value, &origin_shape, fields, key));
    }
    TRY(ent__json_text_of(&origin->file, json, fields[ORIGIN_FILE]));
    TRY(ent__json_text_of(&origin->format, json, fields[ORIGIN_FORMAT]));
    TRY(read_count(&line, json, fields[ORIGIN_LINE], ENT_NONE - 1.0));
    origin->line = (uint32_t)line;
    if (cJSON_IsString(fields[ORIGIN_EVENT])) {
        return ent__json_text_of(&origin->event_text, json, fields[ORIGIN_EVENT]);
    }
    if (fields[ORIGIN_EVENT]) {
        TRY(read_count(&event, json, fields[ORIGIN_EVENT], 9007199254740992.0));
        origin->event = (uint64_t)event;
    }
    return ENT_OK;
}

/* Adds a relation with its origin. The one source of an event is its publisher, as where it was read first. */
static ent_status add_event(reader *in, const cJSON *value, const cJSON *id, const cJSON *from,
                            ent_relation *relation) {
    ent_origin origin = ENT_ORIGIN_INIT;
    TRY(read_origin(in, &origin, from));
    if (in->sources.count == 1) {
        origin.source = in->sources.items[0];
        in->sources.count = 0;
    }
    TRY(add_relation(in, value, id, relation));
    return ent__graph_note_origin(in->graph, &origin, in->json.error);
}

/* Words and sides first: what else a relation must be depends on its kind. */
static ent_status read_relation(reader *in, const cJSON *value) {
    static const char *const kinds[] = {"mediation", "attack", "diplomatic"};
    static const char *const statuses[] = {"expected", "appeal", "offered", "accepted", "conducted", "rejected"};
    const cJSON *fields[RELATION_KEY_COUNT];
    const ent__json *json = &in->json;
    ent_relation relation = ENT_RELATION_INIT;
    unsigned kind = 0, status = 0;
    TRY(ent__json_fields(fields, json, value, &relation_shape));
    TRY(ent__json_require(json, value, &relation_shape, fields, RELATION_KIND));
    TRY(ent__json_text_of(&relation.id, json, fields[RELATION_ID]));
    TRY(ent__json_word_of(&kind, json, fields[RELATION_KIND], kinds, 3));
    TRY(read_sides(in, value, fields, kind == ENT_KIND_MEDIATION));
    TRY(read_date(in, fields[RELATION_DATE], &relation.first, &relation.last));
    TRY(ent__json_text_of(&relation.code, json, fields[RELATION_CODE]));
    TRY(ent__json_number_of(&relation.tone, json, fields[RELATION_TONE]));
    TRY(ent__json_number_of(&relation.confidence, json, fields[RELATION_CONFIDENCE]));
    TRY(ent__json_number_of(&relation.weight, json, fields[RELATION_WEIGHT]));
    TRY(ent__json_word_of(&status, json, fields[RELATION_STATUS], statuses, 6));
    TRY(ent__json_flag_of(&relation.mutual, json, fields[RELATION_MUTUAL]));
    TRY(ent__json_text_of(&relation.summary, json, fields[RELATION_SUMMARY]));
    TRY(read_ids(in, &in->sources, fields[RELATION_SOURCES], true));
    relation.kind = (ent_kind)kind;
    if (fields[RELATION_STATUS]) {
        relation.status = (ent_mediation_status)(ENT_MEDIATION_EXPECTED + status);
    }
    return fields[RELATION_ORIGIN] ? add_event(in, value, fields[RELATION_ID], fields[RELATION_ORIGIN], &relation)
                                   : add_relation(in, value, fields[RELATION_ID], &relation);
}

/* ---- The document ------------------------------------------------------------------------------------------------- */

/* Format and version come before all else, so that a document of another kind is not blamed for its keys. */
static ent_status check_format(const ent__json *json) {
    const cJSON *format = cJSON_GetObjectItemCaseSensitive(json->root, "format");
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(json->root, "version");
    static const char *const formats[] = {"entente-graph"};
    unsigned word;
    double number = 1;
    if (!cJSON_IsObject(json->root) || !format || !version) {
        return ent__json_fail_value(json, json->root, ENT_EFORMAT,
                                    "expected an object with \"format\": \"entente-graph\" and \"version\": 1");
    }
    TRY(ent__json_word_of(&word, json, format, formats, 1));
    TRY(ent__json_number_of(&number, json, version));
    if (number != 1) {
        char text[32];
        ent__double_format(text, number);
        return ent__json_fail_value(json, version, ENT_EUNSUPPORTED, "version %s; this library reads version 1", text);
    }
    return ENT_OK;
}

/* Hands every item of a list to its reader; reports progress from `done` of all on. */
static ent_status read_list(reader *in, const cJSON *list, double done, double all,
                            ent_status (*read)(reader *, const cJSON *)) {
    enum { ITEMS_BETWEEN_REPORTS = 1024 };
    size_t count = 0;
    TRY(ent__json_expect_list(&in->json, list));
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        if (count++ % ITEMS_BETWEEN_REPORTS == 0) {
            TRY(ent__progress(in->run, (done + (double)count) / all, in->json.error));
        }
        TRY(read(in, item));
    }
    return ENT_OK;
}

/* Lists in the order in which they refer to one another, whatever the order in the text. */
static ent_status read_document(reader *in) {
    const cJSON *fields[DOCUMENT_KEY_COUNT];
    const ent__json *json = &in->json;
    const char *title = NULL, *description = NULL;
    TRY(check_format(json));
    TRY(ent__json_fields(fields, json, json->root, &document_shape));
    if (in->known_count == 0) {
        TRY(ent__json_require(json, json->root, &document_shape, fields, DOCUMENT_ACTORS));
    }
    TRY(ent__json_text_of(&title, json, fields[DOCUMENT_TITLE]));
    TRY(ent__json_text_of(&description, json, fields[DOCUMENT_DESCRIPTION]));
    TRY(ent_graph_set_title(in->graph, title, json->error));
    TRY(ent_graph_set_description(in->graph, description, json->error));
    const struct {
        unsigned key;
        ent_status (*read)(reader *, const cJSON *);
    } lists[] = {{DOCUMENT_SOURCES, read_source},
                 {DOCUMENT_ACTORS, read_actor},
                 {DOCUMENT_AFFILIATIONS, read_affiliation},
                 {DOCUMENT_RELATIONS, read_relation}};
    double all = 1, done = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        all += cJSON_GetArraySize(fields[lists[i].key]);
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        TRY(read_list(in, fields[lists[i].key], done, all, lists[i].read));
        done += cJSON_GetArraySize(fields[lists[i].key]);
    }
    return ENT_OK;
}

ent_status ent_document_parse_after(ent_graph **graph, const char *text, size_t length, const ent_graph *const *known,
                                    size_t known_count, const ent_run *run, ent_error *error) {
    *graph = NULL;
    if (!text) {
        return ent__fail(error, ENT_EINVAL, "the text of a document is NULL");
    }
    reader in = {.run = run, .known = known, .known_count = known ? known_count : 0};
    ent_status status = ent__progress(run, 0.0, error);
    if (status == ENT_OK) {
        status = ent__json_parse(&in.json, (ent__json_text){text, length}, error);
    }
    if (status == ENT_OK) {
        status = ent_graph_new(&in.graph, error);
    }
    if (status == ENT_OK) {
        status = read_document(&in);
    }
    if (status == ENT_OK) {
        *graph = in.graph;
    } else {
        ent_graph_free(in.graph);
    }
    ent__json_free(&in.json);
    free(in.from.items);
    free(in.to.items);
    free(in.sources.items);
    free(in.aliases);
    free(in.codes);
    return status;
}

ent_status ent_document_parse(ent_graph **graph, const char *text, size_t length, const ent_run *run,
                              ent_error *error) {
    return ent_document_parse_after(graph, text, length, NULL, 0, run, error);
}

ent_status ent_document_read_after(ent_graph **graph, const char *path, const ent_graph *const *known,
                                   size_t known_count, const ent_run *run, ent_error *error) {
    *graph = NULL;
    char *text = NULL;
    size_t length = 0;
    ent_status status = ent__file_read(&text, &length, path, ENT__JSON_BYTES, error);
    if (status == ENT_OK) {
        status = ent_document_parse_after(graph, text, length, known, known_count, run, error);
    }
    free(text);
    return status;
}

ent_status ent_document_read(ent_graph **graph, const char *path, const ent_run *run, ent_error *error) {
    return ent_document_read_after(graph, path, NULL, 0, run, error);
}
