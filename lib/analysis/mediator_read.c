/*
 * Ranking candidates, and reading an answer: names, who did, who could. Every getter is O(1); what it gives is borrowed for the
 * answer's life.
 */
#include "mediators_internal.h"

#include <stdlib.h>

/* What ranks candidates, first things first; then the id. */
static const ent_component ranking[] = {ENT_COMPONENT_SCREEN, ENT_COMPONENT_EXPERIENCE_DYAD, ENT_COMPONENT_EXPERIENCE};
#define RANKING_COUNT (sizeof ranking / sizeof *ranking)

static int compare_at(size_t key, const ent__candidate *a, const ent__candidate *b) {
    double x = a->values[ranking[key]], y = b->values[ranking[key]];
    if (x != y) {
        return x > y ? -1 : 1;
    }
    return (a->actor > b->actor) - (a->actor < b->actor);
}
static int by_screen(const void *left, const void *right) {
    return compare_at(0, left, right);
}
static int by_experience_dyad(const void *left, const void *right) {
    return compare_at(1, left, right);
}
static int by_experience(const void *left, const void *right) {
    return compare_at(2, left, right);
}
static int by_actor(const void *left, const void *right) {
    const ent__candidate *a = left, *b = right;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

/* Sorts candidates [start, end) by one key, and those equal in it, within the tolerance, by the next. */
static void rank_range(ent__candidate *candidates, size_t start, size_t end, size_t key) {
    static int (*const orders[])(const void *, const void *) = {by_screen, by_experience_dyad, by_experience, by_actor};
    qsort(candidates + start, end - start, sizeof *candidates, orders[key]);
    if (key == RANKING_COUNT) {
        for (size_t i = start; i < end; i++) {
            candidates[i].rank = (uint32_t)start + 1;
        }
        return;
    }
    for (size_t opener = start, next; opener < end; opener = next) {
        double value = candidates[opener].values[ranking[key]];
        for (next = opener + 1; next < end && ent__equal(candidates[next].values[ranking[key]], value);) {
            next++;
        }
        rank_range(candidates, opener, next, key + 1);
    }
}

void ent__mediators_rank(ent_mediators *answer) {
    if (answer->candidate_count) {
        rank_range(answer->candidates, 0, answer->candidate_count, 0);
    }
}

const char *ent_component_name(ent_component component) {
    static const char *const names[] = {
#define NAME(code, name, text) [ENT_COMPONENT_##name] = text,
        ENT_COMPONENT_MAP(NAME)
#undef NAME
    };
    return (unsigned)component < ENT_COMPONENT_COUNT ? names[component] : NULL;
}

const char *ent_broker_role_name(ent_broker_role role) {
    static const char *const names[] = {"none", "coordinator", "consultant", "gatekeeper", "representative", "liaison"};
    return (unsigned)role < sizeof names / sizeof *names ? names[role] : NULL;
}

uint32_t ent_mediators_mediated_count(const ent_mediators *mediators) {
    return mediators->mediated_count;
}

ent_status ent_mediators_mediated(ent_mediated *mediated, const ent_mediators *mediators, uint32_t index,
                                  ent_error *error) {
    if (index >= mediators->mediated_count) {
        return ent__fail(error, ENT_EINVAL, "no mediator %u; there are %u", index, mediators->mediated_count);
    }
    return ent__result_write(mediated, &mediators->mediated[index], sizeof *mediators->mediated, "ent_mediated", error);
}

uint32_t ent_mediators_candidate_count(const ent_mediators *mediators) {
    return mediators->candidate_count;
}

ent_status ent_mediators_candidate(ent_candidate *candidate, const ent_mediators *mediators, uint32_t index,
                                   ent_error *error) {
    if (index >= mediators->candidate_count) {
        return ent__fail(error, ENT_EINVAL, "no candidate %u; there are %u", index, mediators->candidate_count);
    }
    const ent__candidate *found = &mediators->candidates[index];
    ent_candidate read = ENT_CANDIDATE_INIT;
    read.actor = found->actor;
    read.role = found->role;
    read.components = found->values;
    read.rank = found->rank;
    return ent__result_write(candidate, &read, sizeof read, "ent_candidate", error);
}
