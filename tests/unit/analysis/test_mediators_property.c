/*
 * Mediators on many random small event graphs against a reference that goes through the raw relations: strengths as sums into a
 * matrix, shortest paths by enumeration, flows as the least cut over all subsets, evidence by definition.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include "make_graph.h"
#include <entente/analysis.h>
#include <math.h>
#include <string.h>

#define STATES 7
#define ACTORS 10 /* the states, two officials of the first two, and an armed group that "is part of" the third */
#define MOST_EVENTS 40
#define ROUNDS 400
#define KAPPA 1.0

typedef struct event {
    ent_kind kind;
    ent_mediation_status status;
    uint32_t from[2], to[2];
    size_t from_count, to_count;
    ent_date first, last;
    double tone, confidence;
    ent_id id;
} event;

typedef struct world {
    ent_graph *graph;
    event events[MOST_EVENTS];
    size_t count;
    bool rollup;
    uint32_t a, b; /* after roll-up */
    ent_date day, horizon, experience_horizon;
    double half_life;
    uint32_t groups[ACTORS];
    ent_component by;
    double positive[ACTORS][ACTORS], negative[ACTORS][ACTORS];
} world;

static uint64_t seed;

static uint32_t below(uint32_t bound) {
    return (uint32_t)(ent__random(&seed) % bound);
}

static uint32_t principal(const world *w, uint32_t actor) {
    return w->rollup && (actor == STATES || actor == STATES + 1) ? actor - STATES : actor;
}

static void add_event(world *w) {
    event *e = &w->events[w->count++];
    uint32_t order[ACTORS];
    for (uint32_t i = 0; i < ACTORS; i++) {
        uint32_t j = below(i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    e->kind = below(3) ? (below(2) ? ENT_KIND_DIPLOMATIC : ENT_KIND_ATTACK) : ENT_KIND_MEDIATION;
    e->status = e->kind == ENT_KIND_MEDIATION ? below(ENT_MEDIATION_STATUS_COUNT) : ENT_MEDIATION_UNSTATED;
    e->from_count = 1 + (below(4) == 0);
    e->to_count = 1 + below(2);
    memcpy(e->from, order, sizeof e->from);
    memcpy(e->to, order + 2, sizeof e->to);
    e->first = (ent_date)below(200);
    e->last = e->first + (below(3) ? 0 : (ent_date)below(60));
    e->tone = (double)below(11) - (below(3) ? 2.0 : 10.0);
    e->tone = e->tone > 8.0 ? 0.0 : e->tone;
    e->confidence = 0.25 * (1 + below(4));
    ent_relation relation = make_event(e->kind, e->first, e->last, e->tone);
    relation.confidence = e->confidence;
    relation.status = e->status;
    e->id = make_relation(w->graph, relation, e->from, e->from_count, e->to, e->to_count);
}

static bool happened(const event *e) {
    return e->status != ENT_MEDIATION_EXPECTED;
}
static bool in_window(const world *w, const event *e) {
    return e->first < w->day && e->last >= w->day - w->horizon;
}
static bool is_recent_mediation(const world *w, const event *e) {
    return e->kind == ENT_KIND_MEDIATION && e->first < w->day && e->last >= w->day - w->experience_horizon;
}

/* An arc of the event leads from x to y after roll-up. */
static bool leads(const world *w, const event *e, uint32_t x, uint32_t y) {
    bool from = false, to = false;
    for (size_t i = 0; i < e->from_count; i++) {
        from = from || principal(w, e->from[i]) == x;
    }
    for (size_t i = 0; i < e->to_count; i++) {
        to = to || principal(w, e->to[i]) == y;
    }
    return from && to;
}
static bool joins(const world *w, const event *e, uint32_t x, uint32_t y) {
    return x != y && (leads(w, e, x, y) || leads(w, e, y, x));
}
static bool takes_part(const world *w, const event *e, uint32_t x) {
    for (size_t i = 0; i < 2; i++) {
        if ((i < e->from_count && principal(w, e->from[i]) == x) || (i < e->to_count && principal(w, e->to[i]) == x)) {
            return true;
        }
    }
    return false;
}
static bool mediates(const world *w, const event *e, uint32_t m) {
    for (uint32_t x = 0; x < ACTORS; x++) {
        if (x != m && leads(w, e, m, x)) {
            return e->kind == ENT_KIND_MEDIATION;
        }
    }
    return false;
}
static bool mediates_both(const world *w, const event *e, uint32_t m) {
    return mediates(w, e, m) && m != w->a && m != w->b && leads(w, e, m, w->a) && leads(w, e, m, w->b);
}

static void sum_up(world *w) {
    memset(w->positive, 0, sizeof w->positive);
    memset(w->negative, 0, sizeof w->negative);
    for (size_t i = 0; i < w->count; i++) {
        const event *e = &w->events[i];
        ent_date day = e->last < w->day - 1 ? e->last : w->day - 1;
        double decay = w->half_life > 0 ? pow(2.0, -(double)(w->day - 1 - day) / w->half_life) : 1.0;
        for (uint32_t x = 0; x < ACTORS && in_window(w, e) && happened(e); x++) {
            for (uint32_t y = 0; y < ACTORS; y++) {
                if (joins(w, e, x, y)) {
                    w->positive[x][y] += fmax(e->tone, 0.0) * e->confidence * decay;
                    w->negative[x][y] += fmax(-e->tone, 0.0) * e->confidence * decay;
                }
            }
        }
    }
}

static void make_world(world *w, uint64_t round) {
    *w = (world){.graph = make_graph()};
    seed = 1000 + round;
    for (uint32_t i = 0; i < ACTORS; i++) {
        char id[] = {(char)('a' + i), '\0'};
        make_actor(w->graph, id,
                   i < STATES        ? ENT_ACTOR_STATE
                   : i == ACTORS - 1 ? ENT_ACTOR_ORGANISATION
                                     : ENT_ACTOR_OFFICIAL,
                   i == ACTORS - 1 ? "armed group" : NULL);
        w->groups[i] = below(5) ? below(3) : ENT_NONE;
    }
    make_affiliation(w->graph, ENT_AFFILIATION_SERVES, STATES, 0, MAKE_ALWAYS, 1);
    make_affiliation(w->graph, ENT_AFFILIATION_SERVES, STATES + 1, 1, MAKE_ALWAYS, 1);
    make_affiliation(w->graph, ENT_AFFILIATION_PART_OF, ACTORS - 1, 2, MAKE_ALWAYS, 1);
    w->rollup = below(2);
    w->day = 60 + (ent_date)below(180);
    w->horizon = 40 + (ent_date)below(100);
    w->experience_horizon = 30 + (ent_date)below(150);
    w->half_life = below(2) ? 0.0 : 25.0;
    w->by = below(2) ? ENT_COMPONENT_SCREEN : below(ENT_COMPONENT_COUNT);
    for (size_t events = 5 + below(MOST_EVENTS - 5); w->count < events;) {
        add_event(w);
    }
}

static ent_mediators *ask(world *w, ent_id a, ent_id b) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    ent_mediators *found;
    options.day = w->day;
    options.horizon = (uint32_t)w->horizon;
    options.experience_horizon = (uint32_t)w->experience_horizon;
    options.rollup = w->rollup ? ENT_ROLLUP_PRINCIPAL : ENT_ROLLUP_NONE;
    options.half_life = w->half_life;
    options.groups = w->groups;
    options.by = w->by;
    assert_int_equal(ent_mediators_find(&found, w->graph, a, b, &options, NULL, NULL), ENT_OK);
    w->a = principal(w, a);
    w->b = principal(w, b);
    sum_up(w);
    return found;
}

/* ---- The reference ------------------------------------------------------------------------------------------------ */

static double value(const world *w, uint32_t x, uint32_t y) {
    double p = w->positive[x][y], n = w->negative[x][y];
    return (p - n) / (p + n + KAPPA);
}

/* Positive strength between two on a way from a to b: the tie between these is no part of it. */
static double way(const world *w, uint32_t x, uint32_t y) {
    return (x == w->a && y == w->b) || (x == w->b && y == w->a) ? 0.0 : w->positive[x][y];
}

/* The least cut between a and b without m (ACTORS: with all), over all subsets. */
static double least_cut(const world *w, uint32_t m) {
    double least = INFINITY;
    for (uint32_t set = 0; set < 1u << ACTORS; set++) {
        if (!(set >> w->a & 1) || set >> w->b & 1) {
            continue;
        }
        double cut = 0.0;
        for (uint32_t x = 0; x < ACTORS; x++) {
            for (uint32_t y = 0; y < ACTORS && x != m && set >> x & 1; y++) {
                cut += y != m && !(set >> y & 1) ? way(w, x, y) : 0.0;
            }
        }
        least = fmin(least, cut);
    }
    return least;
}

/* Every shortest path from a to b, as a sequence of actors. */
typedef struct trails {
    uint32_t paths[2000][ACTORS];
    uint32_t count, hops;
} trails;

static void enumerate(trails *all, const world *w, uint32_t *path, uint32_t hops) {
    if (path[hops] == w->b) {
        all->count = hops < all->hops ? 0 : all->count;
        all->hops = hops;
        assert_true(all->count < 2000);
        memcpy(all->paths[all->count++], path, sizeof all->paths[0]);
        return;
    }
    for (uint32_t next = 0; next < ACTORS && hops < all->hops; next++) {
        bool seen = false;
        for (uint32_t i = 0; i <= hops; i++) {
            seen = seen || path[i] == next;
        }
        if (!seen && way(w, path[hops], next) > 0.0) {
            path[hops + 1] = next;
            enumerate(all, w, path, hops + 1);
        }
    }
}

static bool is_on(const trails *all, uint32_t path, uint32_t x) {
    for (uint32_t i = 0; i <= all->hops; i++) {
        if (all->paths[path][i] == x) {
            return true;
        }
    }
    return false;
}

static bool is_candidate(const world *w, uint32_t m) {
    for (size_t i = 0; i < w->count; i++) {
        const event *e = &w->events[i];
        if (m != w->a && m != w->b && takes_part(w, e, m) && (in_window(w, e) || is_recent_mediation(w, e))) {
            return true;
        }
    }
    return false;
}

static ent_broker_role role_of(const world *w, uint32_t m) {
    uint32_t a = w->groups[w->a], b = w->groups[w->b], own = w->groups[m];
    if (a == ENT_NONE || b == ENT_NONE || own == ENT_NONE) {
        return ENT_ROLE_NONE;
    }
    if (a == own && own == b) {
        return ENT_ROLE_COORDINATOR;
    }
    if (a == b) {
        return ENT_ROLE_CONSULTANT;
    }
    return own == b ? ENT_ROLE_GATEKEEPER : own == a ? ENT_ROLE_REPRESENTATIVE : ENT_ROLE_LIAISON;
}

static double experience(const world *w, uint32_t m, bool dyad) {
    static const double weights[] = {1.0, 0.0, 0.0, 0.5, 1.0, 1.0, 0.0}; /* by ent_mediation_status */
    double sum = 0.0;
    for (size_t i = 0; i < w->count; i++) {
        const event *e = &w->events[i];
        if (is_recent_mediation(w, e) && mediates(w, e, m) && (!dyad || mediates_both(w, e, m))) {
            sum += e->confidence * weights[e->status];
        }
    }
    return sum;
}

static double common_neighbours(const world *w, uint32_t m) {
    double count = 0;
    for (uint32_t z = 0; z < ACTORS; z++) {
        if (w->positive[m][z] > 0) {
            count += (w->positive[w->a][z] > 0) + (w->positive[w->b][z] > 0);
        }
    }
    return count;
}

/* The share expected of m, by the two formulas. */
static double predictive(const world *w, uint32_t m) {
    double neighbours = 0, all = 0, d = 0;
    for (uint32_t x = 0; x < ACTORS; x++) {
        if (x != w->a && x != w->b) {
            neighbours += common_neighbours(w, x);
            all += experience(w, x, true);
            d += experience(w, x, true) > 0;
        }
    }
    double q = neighbours > 0 ? common_neighbours(w, m) / neighbours : 0;
    return d > 0 ? (experience(w, m, true) + d * q) / (all + d) : q;
}

static void expect_experience(const world *w, uint32_t m, const double *found) {
    assert_close(found[ENT_COMPONENT_EXPERIENCE], experience(w, m, false));
    assert_close(found[ENT_COMPONENT_EXPERIENCE_DYAD], experience(w, m, true));
    assert_close(found[ENT_COMPONENT_COMMON_NEIGHBOURS], common_neighbours(w, m));
    assert_close(found[ENT_COMPONENT_PREDICTIVE], predictive(w, m));
}

static void expect_ties(const world *w, uint32_t m, const double *found) {
    double pa = w->positive[m][w->a], pb = w->positive[m][w->b];
    double va = value(w, m, w->a), vb = value(w, m, w->b);
    double access = sqrt(pa / (pa + KAPPA) * (pb / (pb + KAPPA)));
    double acceptability = fmin((1 + va) / 2, (1 + vb) / 2);
    double sums[2] = {0, 0}, p = 0, n = 0;
    int degree = 0;
    for (uint32_t y = 0; y < ACTORS; y++) {
        sums[0] += w->positive[y][w->a];
        sums[1] += w->positive[y][w->b];
        degree += w->positive[m][y] > 0;
        p += y != w->a && y != w->b ? w->positive[m][y] : 0;
        n += y != w->a && y != w->b ? w->negative[m][y] : 0;
    }
    assert_close(found[ENT_COMPONENT_ACCESS], access);
    assert_close(found[ENT_COMPONENT_ACCEPTABILITY], acceptability);
    assert_close(found[ENT_COMPONENT_SCREEN], sqrt(access * acceptability));
    assert_close(found[ENT_COMPONENT_BIAS], va - vb);
    assert_close(found[ENT_COMPONENT_IMPARTIALITY], 1 - fabs(va - vb) / 2);
    assert_close(found[ENT_COMPONENT_CROSS_PRESSURE], fmax(0, -value(w, w->a, w->b)) * fmax(0, fmin(va, vb)));
    assert_close(found[ENT_COMPONENT_ADAMIC_ADAR], pa > 0 && pb > 0 ? 1 / log(degree) : 0);
    assert_close(found[ENT_COMPONENT_LEVERAGE],
                 ((sums[0] > 0 ? pa / sums[0] : 0) + (sums[1] > 0 ? pb / sums[1] : 0)) / 2);
    assert_close(found[ENT_COMPONENT_AVAILABILITY], 1 - n / (p + n + KAPPA));
}

static void expect_ways(const world *w, uint32_t m, const double *found, const trails *paths) {
    double whole = least_cut(w, ACTORS);
    uint32_t through = 0;
    for (uint32_t i = 0; i < paths->count; i++) {
        through += is_on(paths, i, m);
    }
    assert_close(found[ENT_COMPONENT_PAIR_DEPENDENCY], paths->count ? (double)through / paths->count : NAN);
    double share = whole > 0 ? (whole - least_cut(w, m)) / whole : NAN;
    assert_true((isnan(share) && isnan(found[ENT_COMPONENT_FLOW_SHARE])) ||
                fabs(share - found[ENT_COMPONENT_FLOW_SHARE]) < 1e-9);
}

/* ---- Evidence ----------------------------------------------------------------------------------------------------- */

/* Two actors follow each other on a shortest path that passes m. */
static bool on_path(const trails *paths, uint32_t m, uint32_t x, uint32_t y) {
    for (uint32_t i = 0; i < paths->count; i++) {
        for (uint32_t j = 0; j < paths->hops && is_on(paths, i, m); j++) {
            uint32_t u = paths->paths[i][j], v = paths->paths[i][j + 1];
            if ((u == x && v == y) || (u == y && v == x)) {
                return true;
            }
        }
    }
    return false;
}

/* A cooperative tie of m, or of a party, with a neighbour that m has in common with that party. */
static bool is_in_common(const world *w, const event *e, uint32_t m) {
    const uint32_t parties[] = {w->a, w->b};
    for (size_t i = 0; i < 2; i++) {
        for (uint32_t z = 0; z < ACTORS; z++) {
            bool common = w->positive[m][z] > 0 && w->positive[parties[i]][z] > 0;
            if (common && (joins(w, e, m, z) || joins(w, e, parties[i], z))) {
                return e->tone > 0;
            }
        }
    }
    return false;
}

static bool rests_on(const world *w, const event *e, uint32_t m, ent_component component, const trails *paths) {
    bool seen = in_window(w, e) && happened(e);
    bool parties = seen && (joins(w, e, m, w->a) || joins(w, e, m, w->b)), found = false;
    switch (component) {
    case ENT_COMPONENT_ACCESS:
    case ENT_COMPONENT_LEVERAGE:
    case ENT_COMPONENT_ADAMIC_ADAR:
        return parties && e->tone > 0;
    case ENT_COMPONENT_CROSS_PRESSURE:
        return parties || (seen && joins(w, e, w->a, w->b));
    case ENT_COMPONENT_EXPERIENCE:
    case ENT_COMPONENT_EXPERIENCE_DYAD:
        return is_recent_mediation(w, e) && mediates(w, e, m) &&
               (component == ENT_COMPONENT_EXPERIENCE || mediates_both(w, e, m)) &&
               (e->status == ENT_MEDIATION_CONDUCTED || e->status == ENT_MEDIATION_ACCEPTED ||
                e->status == ENT_MEDIATION_OFFERED || e->status == ENT_MEDIATION_UNSTATED);
    case ENT_COMPONENT_COMMON_NEIGHBOURS:
        return seen && is_in_common(w, e, m);
    case ENT_COMPONENT_PREDICTIVE:
        return rests_on(w, e, m, ENT_COMPONENT_COMMON_NEIGHBOURS, paths) ||
               rests_on(w, e, m, ENT_COMPONENT_EXPERIENCE_DYAD, paths);
    case ENT_COMPONENT_AVAILABILITY:
        for (uint32_t y = 0; y < ACTORS; y++) {
            found = found || (seen && e->tone < 0 && y != w->a && y != w->b && joins(w, e, m, y));
        }
        return found;
    case ENT_COMPONENT_PAIR_DEPENDENCY:
        for (uint32_t x = 0; x < ACTORS; x++) {
            for (uint32_t y = 0; y < ACTORS; y++) {
                found = found || (seen && joins(w, e, x, y) && on_path(paths, m, x, y));
            }
        }
        return found;
    default:
        return parties;
    }
}

/* Of a flow only this is sure: it has evidence exactly if something passes, all of it from positive ties seen. */
static void expect_flow_evidence(const world *w, const ent_id *relations, size_t count, double share) {
    assert_true(!(share > 0) || count > 0);
    for (size_t i = 0; i < count; i++) {
        const event *e = &w->events[relations[i] - w->events[0].id];
        bool carries = false;
        for (uint32_t x = 0; x < ACTORS; x++) {
            for (uint32_t y = 0; y < ACTORS; y++) {
                carries = carries || (joins(w, e, x, y) && way(w, x, y) > 0);
            }
        }
        assert_true(carries && in_window(w, e) && happened(e));
    }
}

static void expect_evidence(const world *w, const ent_mediators *answer, uint32_t index, const trails *paths) {
    ent_candidate m = ENT_CANDIDATE_INIT;
    assert_int_equal(ent_mediators_candidate(&m, answer, index, NULL), ENT_OK);
    for (ent_component component = 0; component < ENT_COMPONENT_COUNT; component++) {
        ent_id relations[MOST_EVENTS];
        size_t count, expected = 0;
        assert_int_equal(ent_mediators_evidence(relations, MOST_EVENTS, &count, answer, index, component, NULL),
                         ENT_OK);
        if (component == ENT_COMPONENT_FLOW_SHARE) {
            expect_flow_evidence(w, relations, count, m.components[component]);
            continue;
        }
        for (size_t i = 0; i < w->count; i++) {
            if (rests_on(w, &w->events[i], m.actor, component, paths)) {
                assert_true(expected < count);
                assert_int_equal(relations[expected], w->events[i].id);
                expected++;
            }
        }
        assert_int_equal(count, expected);
    }
}

/* ---- Tests -------------------------------------------------------------------------------------------------------- */

static void expect_order(const double *before, const double *after, ent_component by) {
    const ent_component keys[] = {by, ENT_COMPONENT_EXPERIENCE_DYAD, ENT_COMPONENT_EXPERIENCE};
    for (size_t i = 0; i < 3; i++) {
        double x = before[keys[i]], y = after[keys[i]];
        x = isnan(x) ? -INFINITY : x;
        y = isnan(y) ? -INFINITY : y;
        if (x != y && !(fabs(x - y) <= 1e-9)) {
            assert_true(x > y);
            return;
        }
    }
}

static void expect_candidates(world *w, const ent_mediators *answer) {
    trails *paths = test_calloc(1, sizeof *paths);
    uint32_t path[ACTORS] = {w->a}, expected = 0;
    const double *before = NULL;
    paths->hops = ACTORS - 1;
    enumerate(paths, w, path, 0);
    for (uint32_t i = 0; i < ent_mediators_candidate_count(answer); i++) {
        ent_candidate m = ENT_CANDIDATE_INIT;
        assert_int_equal(ent_mediators_candidate(&m, answer, i, NULL), ENT_OK);
        assert_true(is_candidate(w, m.actor));
        assert_int_equal(m.role, role_of(w, m.actor));
        expect_ties(w, m.actor, m.components);
        expect_experience(w, m.actor, m.components);
        expect_ways(w, m.actor, m.components, paths);
        expect_evidence(w, answer, i, paths);
        if (before) {
            expect_order(before, m.components, w->by);
        }
        before = m.components;
    }
    for (uint32_t x = 0; x < ACTORS; x++) {
        expected += is_candidate(w, x);
    }
    assert_int_equal(ent_mediators_candidate_count(answer), expected);
    test_free(paths);
}

/* Who did: each entry's relations are exactly those that say so, and none is left out. */
static void expect_mediated(const world *w, const ent_mediators *answer) {
    size_t listed = 0, said = 0;
    for (uint32_t i = 0; i < ent_mediators_mediated_count(answer); i++) {
        ent_mediated m = ENT_MEDIATED_INIT;
        assert_int_equal(ent_mediators_mediated(&m, answer, i, NULL), ENT_OK);
        assert_true(m.relation_count > 0);
        for (uint32_t j = 0; j < m.relation_count; j++, listed++) {
            const event *e = &w->events[m.relations[j] - w->events[0].id];
            assert_true(e->first < w->day && mediates_both(w, e, m.actor) && e->status == m.status);
            assert_true(j == 0 || m.relations[j] > m.relations[j - 1]);
        }
    }
    for (size_t i = 0; i < w->count; i++) {
        for (uint32_t m = 0; m < ACTORS; m++) {
            said += w->events[i].first < w->day && mediates_both(w, &w->events[i], m);
        }
    }
    assert_int_equal(listed, said);
}

static void numbers_and_evidence_are_what_the_raw_relations_say(void **state) {
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        world w;
        make_world(&w, round);
        ent_id a = below(STATES), b = (a + 1 + below(STATES - 1)) % STATES;
        if (round % 4 == 0) { /* officials as parties: under roll-up their states */
            a = STATES;
            b = STATES + 1;
        }
        ent_mediators *answer = ask(&w, a, b);
        expect_candidates(&w, answer);
        expect_mediated(&w, answer);
        ent_mediators_free(answer);
        ent_graph_free(w.graph);
    }
}

static void swapping_the_parties_turns_the_bias_and_nothing_else(void **state) {
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        world w;
        make_world(&w, round);
        w.by = w.by == ENT_COMPONENT_BIAS ? ENT_COMPONENT_SCREEN : w.by; /* which orders them the other way around */
        ent_mediators *forth = ask(&w, 2, 3), *back = ask(&w, 3, 2);
        assert_int_equal(ent_mediators_candidate_count(forth), ent_mediators_candidate_count(back));
        for (uint32_t i = 0; i < ent_mediators_candidate_count(forth); i++) {
            ent_candidate m = ENT_CANDIDATE_INIT, n = ENT_CANDIDATE_INIT;
            ent_mediators_candidate(&m, forth, i, NULL);
            ent_mediators_candidate(&n, back, i, NULL);
            assert_int_equal(m.actor, n.actor);
            assert_int_equal(m.rank, n.rank);
            for (ent_component c = 0; c < ENT_COMPONENT_COUNT; c++) {
                ent_id m_relations[MOST_EVENTS], n_relations[MOST_EVENTS];
                size_t m_count, n_count;
                ent_mediators_evidence(m_relations, MOST_EVENTS, &m_count, forth, i, c, NULL);
                ent_mediators_evidence(n_relations, MOST_EVENTS, &n_count, back, i, c, NULL);
                assert_int_equal(m_count, n_count);
                assert_memory_equal(m_relations, n_relations, m_count * sizeof *m_relations);
                assert_close(n.components[c], c == ENT_COMPONENT_BIAS ? -m.components[c] : m.components[c]);
            }
        }
        ent_mediators_free(forth);
        ent_mediators_free(back);
        ent_graph_free(w.graph);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_evidence_are_what_the_raw_relations_say),
        cmocka_unit_test(swapping_the_parties_turns_the_bias_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
