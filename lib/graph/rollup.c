/*
 * For whom an actor counts on a day: officials and agencies followed upward to a root, with shares.
 *
 * `serves` and `part_of` in tenure on the day are followed, `member_of` never, armed groups never. Every way upward is
 * walked, so that shares multiply along it and add up at its end; the list of those being followed finds cycles.
 * Cost O(affiliations on all ways upward), most often one. Nothing is cached: many threads may ask at once.
 */
#include "graph_internal.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* Longest chain of affiliations, and most steps on all ways together (a lattice of agencies has exponentially many ways). What
 * is beyond is refused, not cut. */
#define DEEPEST 32
#define MOST_STEPS 4096

typedef struct climber {
    const ent_graph *graph;
    ent_share *shares;
    size_t capacity, count;
    ent_date day;
    bool undated; /* both days open: only a sole employer counts */
    ent_id actor; /* where the walk started */
    ent_id above[DEEPEST];
    size_t depth, steps;
    ent_error *error;
} climber;

static bool never_rolls_up(const ent_actor *actor) {
    return actor->kind == ENT_ACTOR_STATE ||
           (actor->kind == ENT_ACTOR_ORGANISATION && actor->type &&
            (strcasecmp(actor->type, "armed group") == 0 || strcasecmp(actor->type, "rebels") == 0));
}

static ent_status fail_limit(climber *walk, const char *what, size_t limit) {
    return ent__fail(walk->error, ENT_ELIMIT, "actor \"%.100s\" %s; the limit is %zu",
                     walk->graph->actors[walk->actor].as_read.id, what, limit);
}

/* Adds a share to an actor of the result, kept by rising actor. */
static ent_status add_share(climber *walk, ent_id actor, double share) {
    size_t place = walk->count;
    while (place > 0 && walk->shares[place - 1].actor >= actor) {
        place--;
    }
    if (place < walk->count && walk->shares[place].actor == actor) {
        walk->shares[place].share = fmin(1.0, walk->shares[place].share + share);
        return ENT_OK;
    }
    if (walk->count == walk->capacity) {
        return fail_limit(walk, "counts for too many others on one day", walk->capacity);
    }
    memmove(walk->shares + place + 1, walk->shares + place, (walk->count - place) * sizeof *walk->shares);
    walk->shares[place] = (ent_share){actor, share};
    walk->count++;
    return ENT_OK;
}

/* The affiliations of an actor upward, and what of them matters on the day. */
typedef struct ladder {
    const ent_id *affiliations;
    uint32_t count;
    bool sole; /* all of them to one employer, however many terms */
} ladder;

static ladder ladder_of(const climber *walk, ent_id actor) {
    ladder steps = {.sole = true};
    ent__graph_employers(&steps.affiliations, &steps.count, walk->graph, actor);
    const ent__relation *relations = walk->graph->relations;
    for (uint32_t i = 1; i < steps.count; i++) {
        steps.sole = steps.sole && relations[steps.affiliations[i]].to == relations[steps.affiliations[0]].to;
    }
    return steps;
}

/* The day falls into the tenure of an affiliation. An event without a day fits any, if there ever was one employer only. */
static bool holds(const climber *walk, const ladder *steps, const ent__relation *affiliation) {
    return walk->undated ? steps->sole : affiliation->first <= walk->day && walk->day <= affiliation->last;
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
static ent_status climb_all(climber *walk, const ladder *steps, ent_id actor, double share, double total) {
    walk->above[walk->depth++] = actor;
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < steps->count && status == ENT_OK; i++) {
        const ent__relation *affiliation = &walk->graph->relations[steps->affiliations[i]];
        if (holds(walk, steps, affiliation)) {
            status = climb(walk, affiliation->to, share * (affiliation->confidence / total));
        }
    }
    walk->depth--;
    return status;
}

static ent_status climb(climber *walk, ent_id actor, double share) {
    if (++walk->steps > MOST_STEPS) {
        return fail_limit(walk, "has too many ways upward", MOST_STEPS);
    }
    if (is_above(walk, actor)) {
        return add_share(walk, smallest_of_cycle(walk, actor), share);
    }
    if (never_rolls_up(&walk->graph->actors[actor].as_read)) {
        return add_share(walk, actor, share);
    }
    ladder steps = ladder_of(walk, actor);
    double total = 0.0;
    for (uint32_t i = 0; i < steps.count; i++) {
        const ent__relation *affiliation = &walk->graph->relations[steps.affiliations[i]];
        total += holds(walk, &steps, affiliation) ? affiliation->confidence : 0.0;
    }
    if (total == 0.0) {
        return add_share(walk, actor, share);
    }
    if (walk->depth == DEEPEST) {
        return fail_limit(walk, "has too long a chain of actors above", DEEPEST);
    }
    return climb_all(walk, &steps, actor, share, total);
}

ent_status ent_graph_principals(ent_share *shares, size_t capacity, size_t *count, const ent_graph *graph, ent_id actor,
                                ent_date first, ent_date last, ent_error *error) {
    *count = 0;
    if (actor >= graph->actor_count) {
        return ent__fail(error, ENT_ENOTFOUND, "no actor %u; there are %zu", actor, graph->actor_count);
    }
    if (last < first) {
        return ent__fail(error, ENT_EINVAL, "the event ends (day %d) before it starts (day %d)", last, first);
    }
    bool open = first == ENT_DATE_MIN;
    climber walk = {.graph = graph,
                    .shares = shares,
                    .capacity = capacity,
                    .day = open ? last : first,
                    .undated = open && last == ENT_DATE_MAX,
                    .actor = actor,
                    .error = error};
    ent_status status = climb(&walk, actor, 1.0);
    *count = status == ENT_OK ? walk.count : 0;
    return status;
}
