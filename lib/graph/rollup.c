/*
 * For whom an actor counts on a day: officials and agencies followed upward to a root, with shares.
 *
 * MEASURES of roll-up: `serves` and `part_of` in tenure on the day are followed, `member_of` never, armed groups never.
 * Cost O(affiliations followed); depth is bounded by a list of those being followed, which also finds cycles.
 */
#include "graph_internal.h"

#include <string.h>

/* Longest chain of affiliations; a longer one is refused, not cut. */
#define DEEPEST 32

typedef struct climber {
    const ent_graph *graph;
    ent_share *shares;
    size_t capacity, count;
    ent_date day;
    bool undated; /* both days open: only a sole employer counts */
    ent_id above[DEEPEST];
    size_t depth;
    ent_error *error;
} climber;

static bool never_rolls_up(const ent_actor *actor) {
    return actor->kind == ENT_ACTOR_STATE ||
           (actor->kind == ENT_ACTOR_ORGANISATION && actor->type &&
            (strcmp(actor->type, "armed group") == 0 || strcmp(actor->type, "rebels") == 0));
}

/* Adds a share to an actor of the result, kept by rising actor. */
static ent_status add_share(climber *walk, ent_id actor, double share) {
    size_t place = walk->count;
    while (place > 0 && walk->shares[place - 1].actor >= actor) {
        place--;
    }
    if (place < walk->count && walk->shares[place].actor == actor) {
        walk->shares[place].share += share;
        return ENT_OK;
    }
    if (walk->count == walk->capacity) {
        return ent__fail(walk->error, ENT_ELIMIT, "actor counts for more than %zu others on one day", walk->capacity);
    }
    memmove(walk->shares + place + 1, walk->shares + place, (walk->count - place) * sizeof *walk->shares);
    walk->shares[place] = (ent_share){actor, share};
    walk->count++;
    return ENT_OK;
}

/* The day falls into the tenure of an affiliation. An undated event fits any, if it is the only one there ever was. */
static bool holds(const climber *walk, const ent__relation *affiliation, uint32_t employers) {
    return walk->undated ? employers == 1 : affiliation->first <= walk->day && walk->day <= affiliation->last;
}

/* The smallest actor of the cycle that ends at `actor`, where the walk stops. */
static ent_id smallest_of_cycle(const climber *walk, ent_id actor) {
    ent_id least = actor;
    for (size_t i = walk->depth; i-- > 0 && walk->above[i] != actor;) {
        least = walk->above[i] < least ? walk->above[i] : least;
    }
    return least;
}

static bool is_above(const climber *walk, ent_id actor) {
    for (size_t i = 0; i < walk->depth; i++) {
        if (walk->above[i] == actor) {
            return true;
        }
    }
    return false;
}

static ent_status climb(climber *walk, ent_id actor, double share);

/* Follows every affiliation that holds, each with its part of the share by confidence. */
static ent_status climb_employers(climber *walk, ent_id actor, double share, double total) {
    const ent_id *employers;
    uint32_t count;
    ent__graph_employers(&employers, &count, walk->graph, actor);
    walk->above[walk->depth++] = actor;
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < count && status == ENT_OK; i++) {
        const ent__relation *affiliation = &walk->graph->relations[employers[i]];
        if (holds(walk, affiliation, count)) {
            status = climb(walk, affiliation->to, share * (affiliation->confidence / total));
        }
    }
    walk->depth--;
    return status;
}

static ent_status climb(climber *walk, ent_id actor, double share) {
    if (is_above(walk, actor)) {
        return add_share(walk, smallest_of_cycle(walk, actor), share);
    }
    if (never_rolls_up(&walk->graph->actors[actor].as_read)) {
        return add_share(walk, actor, share);
    }
    const ent_id *employers;
    uint32_t count;
    ent__graph_employers(&employers, &count, walk->graph, actor);
    double total = 0.0;
    for (uint32_t i = 0; i < count; i++) {
        const ent__relation *affiliation = &walk->graph->relations[employers[i]];
        total += holds(walk, affiliation, count) ? affiliation->confidence : 0.0;
    }
    if (total == 0.0) {
        return add_share(walk, actor, share);
    }
    if (walk->depth == DEEPEST) {
        return ent__fail(walk->error, ENT_ELIMIT, "actor \"%.100s\" has more than %d actors above it",
                         walk->graph->actors[walk->above[0]].as_read.id, DEEPEST);
    }
    return climb_employers(walk, actor, share, total);
}

ent_status ent_graph_principals(ent_share *shares, size_t capacity, size_t *count, const ent_graph *graph, ent_id actor,
                                ent_date first, ent_date last, ent_error *error) {
    *count = 0;
    if (actor >= graph->actor_count) {
        return ent__fail(error, ENT_ENOTFOUND, "no actor %u; there are %zu", actor, graph->actor_count);
    }
    bool open = first == ENT_DATE_MIN;
    climber walk = {.graph = graph,
                    .shares = shares,
                    .capacity = capacity,
                    .day = open ? last : first,
                    .undated = open && last == ENT_DATE_MAX,
                    .error = error};
    ent_status status = climb(&walk, actor, 1.0);
    *count = status == ENT_OK ? walk.count : 0;
    return status;
}
