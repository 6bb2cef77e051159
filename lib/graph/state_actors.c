/*
 * States and actors of codes put into a graph: what the gazetteer and the readers of codes know, as actors, aliases and
 * affiliations of the store. What is there by its id is left as it is, so that adding is cheap to repeat; nothing is merged.
 * O(words of all states) for one that is new, O(1) for one that is there.
 *
 * An alias that could mean two states would make names ambiguous that are not: only words of one state become aliases.
 */
#include "ontology_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word is an alias only if it means this state and no other, as of now or, of a past state, of its last day. */
static bool is_alias(const ent__state_name *name, const ent_state *state, ent_date day) {
    const ent__state_name *found, *other;
    return strcmp(name->text, state->name) != 0 &&
           ent__state_choose(&found, &other, name->folded, name->word, day) == ENT_OK &&
           strcmp(found->id, state->id) == 0;
}

/* The day that a state's words are judged on. */
static ent_date day_of(const ent_state *state) {
    ent_date first, last, day = ENT_DATE_MIN;
    for (uint32_t i = 0; !ent__state_is_present(state) && ent_state_spell(&first, &last, state, i); i++) {
        day = last;
    }
    return day;
}

/* The words of a state as aliases; *aliases is allocated. */
static ent_status collect_aliases(const char ***aliases, size_t *count, const ent_state *state, ent_error *error) {
    size_t all;
    const ent__state_name *names = ent__state_names(&all);
    ent_date day = day_of(state);
    size_t capacity = 0;
    *aliases = NULL;
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if (strcmp(names[i].id, state->id) != 0 || !is_alias(&names[i], state, day)) {
            continue;
        }
        if (!ENT__RESERVE(*aliases, capacity, *count + 1)) {
            return ent__fail_memory(error);
        }
        (*aliases)[(*count)++] = names[i].text;
    }
    return ENT_OK;
}

/* The codes that are nobody else's, so that a graph finds a state by the bare code too. */
static size_t collect_codes(ent_code codes[4], const ent_state *state) {
    const ent_code all[] = {{"iso2", state->iso2}, {"iso3", state->iso3}, {"cow", state->cow}, {"cameo", state->cameo}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].value) {
            codes[count++] = all[i];
        }
    }
    return count;
}

ent_status ent_graph_add_state(ent_id *id, ent_graph *graph, const ent_state *state, ent_error *error) {
    ent_id number = ent_graph_actor_by_id(graph, state->id);
    ent_status status = ENT_OK;
    if (number == ENT_NONE) {
        const char **aliases;
        ent_code codes[4];
        ent_actor actor = ENT_ACTOR_INIT;
        status = collect_aliases(&aliases, &actor.alias_count, state, error);
        actor.id = state->id;
        actor.name = state->name;
        actor.aliases = aliases;
        actor.codes = codes;
        actor.code_count = collect_codes(codes, state);
        if (status == ENT_OK) {
            status = ent_graph_add_actor(&number, graph, &actor, error);
        }
        free((void *)aliases);
    }
    if (id) {
        *id = number;
    }
    return status;
}

/* The states of a day, present ones if it is open. */
ent_status ent_graph_add_states(ent_graph *graph, ent_date on, ent_error *error) {
    ent_date day = ent__is_open(on) ? ENT_DATE_MAX - 1 : on;
    ent_status status = ENT_OK;
    const ent_state *state;
    for (uint32_t i = 0; (state = ent_state_get(i)) && status == ENT_OK; i++) {
        if (state->in_system && ent_state_exists(state, day)) {
            status = ent_graph_add_state(NULL, graph, state, error);
        }
    }
    return status;
}

/* ---- Specs -------------------------------------------------------------------------------------------------------- */

/* What a reader of the graph should know of an actor that rolls up to nobody. */
static const char *note_of(char note[160], const ent_actor_spec *spec) {
    if (spec->flags & ENT_SPEC_NOBODY) {
        return "the source did not say who";
    }
    if (spec->flags & ENT_SPEC_CATCH_ALL) {
        return "not one actor: all that the source gives this code without a country";
    }
    if (spec->tie == ENT_TIE_LOCATED && spec->state) {
        snprintf(note, 160, "in %.150s", spec->state->name);
        return note;
    }
    return NULL;
}

/* Without days: codes say what an actor is of, never since when. */
static ent_status add_affiliation(ent_graph *graph, ent_id who, ent_id state, ent_tie tie, ent_error *error) {
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = ENT_KIND_AFFILIATION;
    relation.affiliation = tie == ENT_TIE_SERVES ? ENT_AFFILIATION_SERVES : ENT_AFFILIATION_PART_OF;
    relation.from = &who;
    relation.from_count = 1;
    relation.to = &state;
    relation.to_count = 1;
    return ent_graph_add_relation(NULL, graph, &relation, error);
}

/* The actor of a spec that is not a state, and if it belongs to one, that and the affiliation. */
static ent_status add_other(ent_id *number, ent_graph *graph, const ent_actor_spec *spec, ent_error *error) {
    char note[160];
    bool belongs = spec->state && (spec->tie == ENT_TIE_PART_OF || spec->tie == ENT_TIE_SERVES);
    ent_id state = ENT_NONE;
    ent_status status = belongs ? ent_graph_add_state(&state, graph, spec->state, error) : ENT_OK;
    if (status != ENT_OK) {
        return status;
    }
    const ent_code code = {"cameo", spec->code};
    ent_actor actor = ENT_ACTOR_INIT;
    actor.id = spec->id;
    actor.name = spec->name;
    actor.kind = spec->kind;
    actor.type = spec->type;
    actor.codes = &code;
    actor.code_count = spec->code ? 1 : 0;
    actor.note = note_of(note, spec);
    actor.flags = spec->flags & ENT_SPEC_CATCH_ALL ? ENT_ACTOR_CATCH_ALL : 0;
    status = ent_graph_add_actor(number, graph, &actor, error);
    return status == ENT_OK && belongs ? add_affiliation(graph, *number, state, spec->tie, error) : status;
}

/* A state's spec is the state; any other is an actor of its own, which may belong to one. */
ent_status ent_graph_add_spec(ent_id *id, ent_graph *graph, const ent_actor_spec *spec, ent_error *error) {
    ent_actor_spec given = ENT_ACTOR_SPEC_INIT;
    ent_id number = ENT_NONE;
    ent_status status = spec ? ent__options_read(&given, sizeof given, spec, "ent_actor_spec", error)
                             : ent__fail(error, ENT_EINVAL, "no spec of an actor to add (NULL)");
    if (status == ENT_OK && (!given.id || (given.tie == ENT_TIE_IS && !given.state))) {
        status = ent__fail(error, ENT_EINVAL, "the spec of an actor has no %s", given.id ? "state" : "id");
    }
    if (status == ENT_OK && given.tie == ENT_TIE_IS) {
        status = ent_graph_add_state(&number, graph, given.state, error);
    } else if (status == ENT_OK) {
        number = ent_graph_actor_by_id(graph, given.id);
        status = number == ENT_NONE ? add_other(&number, graph, &given, error) : ENT_OK;
    }
    if (id) {
        *id = number;
    }
    return status;
}
