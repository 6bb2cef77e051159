/*
 * Ranking candidates, and reading an answer: who did, who could. Every getter is O(1); what it gives is borrowed for the
 * answer's life.
 */
#include "mediators_internal.h"

#include <math.h>
#include <stdlib.h>

/* What orders candidates, first things first; then the id. */
enum { KEYS = 3 };

/* Falling, undefined last. */
static int by_key(const void *left, const void *right) {
    const ent__candidate *a = left, *b = right;
    if (isnan(a->key) != isnan(b->key)) {
        return isnan(a->key) ? 1 : -1;
    }
    if (a->key != b->key && !isnan(a->key)) {
        return a->key > b->key ? -1 : 1;
    }
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static bool is_level(double value, double opener) {
    return isnan(opener) ? isnan(value) : ent__equal(value, opener);
}

/* Sorts candidates [start, end) by one key, and those equal in it, within the tolerance, by the next. */
static void rank_range(ent__candidate *candidates, size_t start, size_t end, const ent_component *keys, int key) {
    for (size_t i = start; i < end; i++) {
        candidates[i].key = key < KEYS ? candidates[i].values[keys[key]] : 0.0;
    }
    qsort(candidates + start, end - start, sizeof *candidates, by_key);
    if (key == KEYS) {
        for (size_t i = start; i < end; i++) {
            candidates[i].rank = (uint32_t)start + 1;
        }
        return;
    }
    for (size_t opener = start, next; opener < end; opener = next) {
        double value = candidates[opener].key;
        for (next = opener + 1; next < end && is_level(candidates[next].key, value);) {
            next++;
        }
        rank_range(candidates, opener, next, keys, key + 1);
    }
}

void ent__mediators_rank(ent_mediators *answer, ent_component by) {
    const ent_component keys[KEYS] = {by, ENT_COMPONENT_EXPERIENCE_DYAD, ENT_COMPONENT_EXPERIENCE};
    if (answer->candidate_count) {
        rank_range(answer->candidates, 0, answer->candidate_count, keys, 0);
    }
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
