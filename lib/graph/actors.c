/*
 * Actors and sources of the store: checked, copied in, read back. An addition that fails leaves the graph as it was
 * (but for texts that nothing refers to). Amortised O(length of the text).
 */
#include "graph_internal.h"

#include <stdlib.h>
#include <string.h>

/* What ids must be: there, and new in their map. */
static ent_status check_id(const ent_graph *graph, const ent__map *map, const char *id, const char *what,
                           ent_error *error) {
    if (!id || !*id) {
        return ent__fail(error, ENT_EINVAL, "%s without an id; expected text", what);
    }
    if (ent__map_get(map, ent__graph_text_number(graph, id)) != ENT_NONE) {
        return ent__fail(error, ENT_EEXISTS, "%s \"%.100s\" is there already; ids are unique", what, id);
    }
    return ENT_OK;
}

/* Schemes stand before a colon and are compared as they are, so they have one spelling. */
static bool is_scheme(const char *text) {
    return text && *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0';
}

/* Everything that can be wrong is told before anything is copied. */
static ent_status check_actor(const ent_graph *graph, const ent_actor *actor, ent_error *error) {
    ent_status status = check_id(graph, &graph->actor_ids, actor->id, "actor", error);
    if (status != ENT_OK) {
        return status;
    }
    if (!ent_actor_kind_name(actor->kind)) {
        return ent__fail(error, ENT_EINVAL, "actor \"%.100s\": kind %d; expected state, official or organisation",
                         actor->id, (int)actor->kind);
    }
    if (actor->flags & ~ENT_ACTOR_CATCH_ALL) {
        return ent__fail(error, ENT_EINVAL, "actor \"%.100s\": flags are %u; expected 0 or ENT_ACTOR_CATCH_ALL (%u)",
                         actor->id, actor->flags, ENT_ACTOR_CATCH_ALL);
    }
    if ((actor->alias_count && !actor->aliases) || (actor->code_count && !actor->codes)) {
        bool aliases = actor->alias_count && !actor->aliases;
        return ent__fail(error, ENT_EINVAL, "actor \"%.100s\": %zu %s, but the list is NULL", actor->id,
                         aliases ? actor->alias_count : actor->code_count, aliases ? "aliases" : "codes");
    }
    for (size_t i = 0; i < actor->alias_count; i++) {
        if (!actor->aliases[i] || !*actor->aliases[i]) {
            return ent__fail(error, ENT_EINVAL, "actor \"%.100s\": alias %zu is empty", actor->id, i);
        }
    }
    for (size_t i = 0; i < actor->code_count; i++) {
        if (!is_scheme(actor->codes[i].scheme) || !actor->codes[i].value || !*actor->codes[i].value) {
            return ent__fail(error, ENT_EINVAL,
                             "actor \"%.100s\": code %zu is \"%.40s\":\"%.40s\"; expected a scheme of lower case "
                             "letters, digits, '-' and '_', and a value",
                             actor->id, i, actor->codes[i].scheme ? actor->codes[i].scheme : "",
                             actor->codes[i].value ? actor->codes[i].value : "");
        }
    }
    return ENT_OK;
}

/* Interns an actor's own texts into `copy`; its lists are still the caller's. */
static ent_status copy_texts(ent_actor *copy, ent_graph *graph, const ent_actor *actor, ent_error *error) {
    const char *name = actor->name && *actor->name ? actor->name : actor->id;
    const char *type = actor->type && *actor->type ? actor->type : NULL;
    ent_status status = ent__graph_text(&copy->id, graph, actor->id, "an actor's id", error);
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->name, graph, name, "an actor's name", error);
    }
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->type, graph, type, "an actor's type", error);
    }
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->note, graph, actor->note, "an actor's note", error);
    }
    return status;
}

/* Copies aliases and codes; what it allocated is in `copy` even on failure. */
static ent_status copy_lists(ent_actor *copy, ent_graph *graph, const ent_actor *actor, ent_error *error) {
    const char **aliases = actor->alias_count ? ent__calloc(actor->alias_count, sizeof *aliases) : NULL;
    ent_code *codes = actor->code_count ? ent__calloc(actor->code_count, sizeof *codes) : NULL;
    copy->aliases = aliases;
    copy->codes = codes;
    if ((actor->alias_count && !aliases) || (actor->code_count && !codes)) {
        return ent__fail_memory(error);
    }
    ent_status status = ENT_OK;
    for (size_t i = 0; i < actor->alias_count && status == ENT_OK; i++) {
        status = ent__graph_text(&aliases[i], graph, actor->aliases[i], "an actor's alias", error);
    }
    for (size_t i = 0; i < actor->code_count && status == ENT_OK; i++) {
        status = ent__graph_text(&codes[i].scheme, graph, actor->codes[i].scheme, "a code's scheme", error);
        if (status == ENT_OK) {
            status = ent__graph_text(&codes[i].value, graph, actor->codes[i].value, "a code", error);
        }
    }
    return status;
}

/* "scheme:value", as codes are shown and may be asked for. */
static ent_status name_code(ent_graph *graph, ent_id actor, const ent_code *code, ent_error *error) {
    size_t room = strlen(code->scheme) + strlen(code->value) + 2;
    char *full = ent__calloc(room, 1);
    if (!full) {
        return ent__fail_memory(error);
    }
    strcat(strcat(strcpy(full, code->scheme), ":"), code->value);
    const char *stored;
    ent_status status = ent__graph_text(&stored, graph, full, "a code", error);
    free(full);
    if (status == ENT_OK) {
        status = ent__names_add(graph, actor, stored, ENT_MATCH_CODE, error);
    }
    return status == ENT_OK ? ent__names_add(graph, actor, code->value, ENT_MATCH_CODE, error) : status;
}

/* Every word by which the actor can be found, told apart by how good a match it is. */
static ent_status name_actor(ent_graph *graph, ent_id actor, const ent_actor *copy, ent_error *error) {
    ent_status status = ent__names_add(graph, actor, copy->id, ENT_MATCH_ID, error);
    if (status == ENT_OK) {
        status = ent__names_add(graph, actor, copy->name, ENT_MATCH_NAME, error);
    }
    for (size_t i = 0; i < copy->alias_count && status == ENT_OK; i++) {
        status = ent__names_add(graph, actor, copy->aliases[i], ENT_MATCH_ALIAS, error);
    }
    for (size_t i = 0; i < copy->code_count && status == ENT_OK; i++) {
        status = name_code(graph, actor, &copy->codes[i], error);
    }
    return status;
}

/* The number is the actor's place: it is counted in last, when nothing can fail any more. */
ent_status ent_graph_add_actor(ent_id *id, ent_graph *graph, const ent_actor *actor, ent_error *error) {
    if (id) {
        *id = ENT_NONE;
    }
    ent_actor given = ENT_ACTOR_INIT;
    ent_status status = actor ? ent__options_read(&given, sizeof given, actor, "ent_actor", error)
                              : ent__fail(error, ENT_EINVAL, "no actor to add (NULL)");
    if (status == ENT_OK) {
        status = check_actor(graph, &given, error);
    }
    if (status == ENT_OK && graph->actor_count >= ENT_NONE - 1) {
        status = ent__fail(error, ENT_ELIMIT, "a graph has room for %u actors", ENT_NONE - 1);
    }
    if (status == ENT_OK && !ENT__RESERVE(graph->actors, graph->actor_capacity, graph->actor_count + 1)) {
        status = ent__fail_memory(error);
    }
    if (status != ENT_OK) {
        return status;
    }
    size_t names = graph->name_count;
    ent_id number = (ent_id)graph->actor_count;
    ent_actor copy = given;
    copy.aliases = NULL;
    copy.codes = NULL;
    status = copy_texts(&copy, graph, &given, error);
    if (status == ENT_OK) {
        status = copy_lists(&copy, graph, &given, error);
    }
    if (status == ENT_OK) {
        status = name_actor(graph, number, &copy, error);
    }
    if (status == ENT_OK) {
        status = ent__map_put(&graph->actor_ids, ent__graph_text_number(graph, copy.id), number, error);
    }
    if (status != ENT_OK) {
        ent__names_cut(graph, names);
        free((void *)copy.aliases);
        free((void *)copy.codes);
        return status;
    }
    graph->actors[graph->actor_count++] = (ent__actor){copy, NULL, 0, 0};
    if (id) {
        *id = number;
    }
    return ENT_OK;
}

ent_status ent_graph_get_actor(ent_actor *actor, const ent_graph *graph, ent_id id, ent_error *error) {
    if (id >= graph->actor_count) {
        return ent__fail(error, ENT_ENOTFOUND, "no actor %u; there are %zu", id, graph->actor_count);
    }
    return ent__result_write(actor, &graph->actors[id].as_read, sizeof *actor, "ent_actor", error);
}

ent_id ent_graph_actor_by_id(const ent_graph *graph, const char *id) {
    return id ? ent__map_get(&graph->actor_ids, ent__graph_text_number(graph, id)) : ENT_NONE;
}

/* Relations by which the actor is rolled up, in the order of their addition; borrowed until the next one. */
void ent__graph_employers(const ent_id **relations, uint32_t *count, const ent_graph *graph, ent_id actor) {
    *relations = graph->actors[actor].employers;
    *count = (uint32_t)graph->actors[actor].employer_count;
}

/* ---- Sources ------------------------------------------------------------------------------------------------------ */

/* Interned, like all texts: many sources share publisher and date. */
static ent_status copy_source(ent_source *copy, ent_graph *graph, const ent_source *source, ent_error *error) {
    ent_status status = ent__graph_text(&copy->id, graph, source->id, "a source's id", error);
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->title, graph, source->title, "a source's title", error);
    }
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->publisher, graph, source->publisher, "a source's publisher", error);
    }
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->url, graph, source->url, "a source's url", error);
    }
    if (status == ENT_OK) {
        status = ent__graph_text(&copy->date, graph, source->date, "a source's date", error);
    }
    return status;
}

/* A date must be one that can be read, but is kept as it was written. */
ent_status ent_graph_add_source(ent_id *id, ent_graph *graph, const ent_source *source, ent_error *error) {
    if (id) {
        *id = ENT_NONE;
    }
    ent_source given = ENT_SOURCE_INIT, copy = ENT_SOURCE_INIT;
    ent_date first, last;
    ent_status status = source ? ent__options_read(&given, sizeof given, source, "ent_source", error)
                               : ent__fail(error, ENT_EINVAL, "no source to add (NULL)");
    if (status == ENT_OK) {
        status = check_id(graph, &graph->source_ids, given.id, "source", error);
    }
    if (status == ENT_OK && given.date) {
        status = ent_date_parse(&first, &last, given.date, error);
    }
    if (status == ENT_OK && !ENT__RESERVE(graph->sources, graph->source_capacity, graph->source_count + 1)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = copy_source(&copy, graph, &given, error);
    }
    ent_id number = (ent_id)graph->source_count;
    if (status == ENT_OK) {
        status = ent__map_put(&graph->source_ids, ent__graph_text_number(graph, copy.id), number, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    graph->sources[graph->source_count++] = copy;
    if (id) {
        *id = number;
    }
    return ENT_OK;
}

ent_status ent_graph_get_source(ent_source *source, const ent_graph *graph, ent_id id, ent_error *error) {
    if (id >= graph->source_count) {
        return ent__fail(error, ENT_ENOTFOUND, "no source %u; there are %zu", id, graph->source_count);
    }
    return ent__result_write(source, &graph->sources[id], sizeof *source, "ent_source", error);
}

ent_id ent_graph_source_by_id(const ent_graph *graph, const char *id) {
    return id ? ent__map_get(&graph->source_ids, ent__graph_text_number(graph, id)) : ENT_NONE;
}
