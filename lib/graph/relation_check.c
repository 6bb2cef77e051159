/*
 * What a relation must be before it enters the store: the whole of the rules of graph.h in one place, also for what graph
 * files and documents bring. Pure: reads the graph, changes nothing. O(actors of the relation), quadratic in them for repeated
 * ones, which is bounded by how few there are.
 *
 * Messages name the value that is wrong and what would be right; the first mistake is told, in the order of the fields.
 */
#include "graph_internal.h"

#include <float.h>

#include <string.h>

/* Most actors on one side: all states of the world five times, and few enough that arcs stay countable. */
#define WIDEST 1024

static const char *name_of(const ent_graph *graph, ent_id actor) {
    return graph->actors[actor].as_read.id;
}

/* Also of a relation that a graph file brings: numbers are looked at before anything is indexed by them. */
static ent_status check_side(const ent_graph *graph, const ent_id *side, size_t count, const char *what,
                             ent_error *error) {
    if (count == 0 || count > WIDEST) {
        return ent__fail(error, ENT_EINVAL, "a relation has %zu actors on its side `%s`; expected 1 to %d", count, what,
                         WIDEST);
    }
    if (!side) {
        return ent__fail(error, ENT_EINVAL, "a relation has %zu actors on its side `%s`, but the list is NULL", count,
                         what);
    }
    for (size_t i = 0; i < count; i++) {
        if (side[i] >= graph->actor_count) {
            return ent__fail(error, ENT_EINVAL, "`%s` names actor %u; there are %zu", what, side[i],
                             graph->actor_count);
        }
    }
    return ENT_OK;
}

/* No actor twice on one side, none on both. */
static ent_status check_repeats(const ent_graph *graph, const ent_relation *relation, ent_error *error) {
    size_t total = relation->from_count + relation->to_count;
    for (size_t i = 0; i < total; i++) {
        ent_id a = i < relation->from_count ? relation->from[i] : relation->to[i - relation->from_count];
        for (size_t j = i + 1; j < total; j++) {
            ent_id b = j < relation->from_count ? relation->from[j] : relation->to[j - relation->from_count];
            if (a == b) {
                return ent__fail(error, ENT_EINVAL, "actor \"%.100s\" stands twice in one relation; expected once",
                                 name_of(graph, a));
            }
        }
    }
    return ENT_OK;
}

/* Written so that NaN is out of every range. */
static ent_status check_numbers(const ent_relation *relation, ent_error *error) {
    char text[32];
    if (relation->last < relation->first) {
        char first[ENT_DATE_TEXT], last[ENT_DATE_TEXT];
        ent_date_format(first, relation->first, relation->first);
        ent_date_format(last, relation->last, relation->last);
        return ent__fail(error, ENT_EINVAL, "a relation ends (%s) before it starts (%s)", last, first);
    }
    if (!(relation->tone >= -10.0 && relation->tone <= 10.0)) {
        ent__double_format(text, relation->tone);
        return ent__fail(error, ENT_EINVAL, "tone %s; expected -10 to +10", text);
    }
    if (!(relation->confidence > 0.0 && relation->confidence <= 1.0)) {
        ent__double_format(text, relation->confidence);
        return ent__fail(error, ENT_EINVAL, "confidence %s; expected more than 0, at most 1", text);
    }
    if (!(relation->weight > 0.0 && relation->weight <= DBL_MAX)) {
        ent__double_format(text, relation->weight);
        return ent__fail(error, ENT_EINVAL, "weight %s; expected a number above 0", text);
    }
    if (relation->kind == ENT_KIND_AFFILIATION && (relation->weight < 1.0 || relation->weight > 1.0)) {
        ent__double_format(text, relation->weight);
        return ent__fail(error, ENT_EINVAL, "weight %s of an affiliation; expected 1: only events have weights", text);
    }
    if (relation->code) {
        size_t length = strlen(relation->code);
        if (length == 0 || length > 16 ||
            strspn(relation->code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != length) {
            return ent__fail(error, ENT_EINVAL, "code \"%.40s\"; expected one to 16 digits or letters", relation->code);
        }
    }
    return ENT_OK;
}

/* Who may be affiliated with whom: an official serves, an organisation is part of, anybody is a member of. */
static ent_status check_affiliation(const ent_graph *graph, const ent_relation *relation, ent_error *error) {
    if (relation->from_count != 1 || relation->to_count != 1 || relation->mutual) {
        return ent__fail(error, ENT_EINVAL, "an affiliation joins one actor to one other, in one direction");
    }
    const ent_actor *who = &graph->actors[relation->from[0]].as_read;
    const ent_actor *whom = &graph->actors[relation->to[0]].as_read;
    bool fits = false;
    switch (relation->affiliation) {
    case ENT_AFFILIATION_SERVES:
        fits = who->kind == ENT_ACTOR_OFFICIAL && whom->kind != ENT_ACTOR_OFFICIAL;
        break;
    case ENT_AFFILIATION_PART_OF:
        fits = who->kind == ENT_ACTOR_ORGANISATION && whom->kind != ENT_ACTOR_OFFICIAL;
        break;
    case ENT_AFFILIATION_MEMBER_OF:
        fits = whom->kind == ENT_ACTOR_ORGANISATION;
        break;
    case ENT_AFFILIATION_NONE:
        break;
    }
    const char *kind = ent_affiliation_kind_name(relation->affiliation);
    if (!kind || !*kind) {
        return ent__fail(error, ENT_EINVAL, "an affiliation of kind %d; expected serves, part_of or member_of",
                         (int)relation->affiliation);
    }
    if (!fits) {
        return ent__fail(error, ENT_EINVAL,
                         "%s \"%.80s\" cannot be `%s` %s \"%.80s\"; an official serves a state or an organisation, an "
                         "organisation is part_of one, anybody is member_of an organisation",
                         ent_actor_kind_name(who->kind), who->id, kind, ent_actor_kind_name(whom->kind), whom->id);
    }
    return ENT_OK;
}

/* What only one kind of relation may have. */
static ent_status check_kind(const ent_relation *relation, ent_error *error) {
    if (!ent_kind_name(relation->kind)) {
        return ent__fail(error, ENT_EINVAL, "kind %d; expected mediation, attack, diplomatic or affiliation",
                         (int)relation->kind);
    }
    if (!ent_mediation_status_name(relation->status)) {
        return ent__fail(error, ENT_EINVAL, "status %d is none", (int)relation->status);
    }
    if (relation->status != ENT_MEDIATION_UNSTATED && relation->kind != ENT_KIND_MEDIATION) {
        return ent__fail(error, ENT_EINVAL, "status \"%s\" on a relation of kind %s; only a mediation has one",
                         ent_mediation_status_name(relation->status), ent_kind_name(relation->kind));
    }
    if (relation->kind == ENT_KIND_AFFILIATION) {
        return ENT_OK;
    }
    if (relation->role) {
        return ent__fail(error, ENT_EINVAL, "a relation of kind %s has a role; only an affiliation has one",
                         ent_kind_name(relation->kind));
    }
    if (relation->affiliation != ENT_AFFILIATION_NONE) {
        const char *name = ent_affiliation_kind_name(relation->affiliation);
        return ent__fail(error, ENT_EINVAL, "a relation of kind %s is `%s`; only an affiliation is of such a kind",
                         ent_kind_name(relation->kind), name ? name : "?");
    }
    return ENT_OK;
}

/* Ids must be new and sources there; what they say is not judged. */
static ent_status check_references(const ent_graph *graph, const ent_relation *relation, ent_error *error) {
    if (relation->id && !*relation->id) {
        return ent__fail(error, ENT_EINVAL, "a relation's id is empty; expected text or none");
    }
    if (relation->id && ent_graph_relation_by_id(graph, relation->id) != ENT_NONE) {
        return ent__fail(error, ENT_EEXISTS, "relation \"%.100s\" is there already; ids are unique", relation->id);
    }
    if (relation->source_count && !relation->sources) {
        return ent__fail(error, ENT_EINVAL, "a relation cites %zu sources, but the list is NULL",
                         relation->source_count);
    }
    for (size_t i = 0; i < relation->source_count; i++) {
        if (relation->sources[i] >= graph->source_count) {
            return ent__fail(error, ENT_EINVAL, "a relation cites source %u; there are %zu", relation->sources[i],
                             graph->source_count);
        }
    }
    return ENT_OK;
}

/* Kind first: what else must be depends on it. */
ent_status ent__relation_check(const ent_graph *graph, const ent_relation *relation, ent_error *error) {
    ent_status status = check_kind(relation, error);
    if (status == ENT_OK) {
        status = check_side(graph, relation->from, relation->from_count, "from", error);
    }
    if (status == ENT_OK) {
        status = check_side(graph, relation->to, relation->to_count, "to", error);
    }
    if (status == ENT_OK) {
        status = check_repeats(graph, relation, error);
    }
    if (status == ENT_OK) {
        status = check_numbers(relation, error);
    }
    if (status == ENT_OK && relation->kind == ENT_KIND_AFFILIATION) {
        status = check_affiliation(graph, relation, error);
    }
    return status == ENT_OK ? check_references(graph, relation, error) : status;
}
