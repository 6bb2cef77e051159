/*
 * Compilation against a plain reference on seeded random graphs and views: every relation against every ordered pair, in
 * matrices, from the public getters alone. Officials with overlapping terms, agencies in cycles, rebels, mutual relations,
 * several sources and targets, open days, decay, and every filter occur.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include "network/random_views.h"
#include <entente/network.h>
#include <string.h>

#define GRAPHS 300
#define VIEWS 4

/* ---- The reference ------------------------------------------------------------------------------------------------ */

/* What is expected of one ordered pair (of an unordered one: the smaller first). */
typedef struct pair {
    double positive, negative;
    uint32_t relations, kinds[ENT_KIND_COUNT];
    ent_date first, last;
    bool forth; /* an arc runs this way, whatever it adds */
    ent_id evidence[RELATIONS];
} pair;

static pair pairs[ACTORS][ACTORS];

static ent_relation relation_at(const ent_graph *graph, ent_id number) {
    ent_relation relation = ENT_RELATION_INIT;
    assert_int_equal(ent_graph_get_relation(&relation, graph, number, NULL), ENT_OK);
    return relation;
}

static bool goes_up(const ent_relation *relation, ent_id actor) {
    return relation->kind == ENT_KIND_AFFILIATION && relation->from[0] == actor &&
           relation->affiliation != ENT_AFFILIATION_MEMBER_OF;
}

/* The affiliations (a mask by relation) by which an actor counts for another in an event. */
static uint64_t holding(const ent_graph *graph, ent_id actor, const ent_relation *event) {
    uint64_t all = 0, held = 0;
    uint32_t employers = 0;
    ent_date day = event->first != ENT_DATE_MIN ? event->first : event->last;
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        ent_relation relation = relation_at(graph, i);
        if (goes_up(&relation, actor)) {
            all |= 1ull << i;
            held |= (uint64_t)(relation.first <= day && day <= relation.last) << i;
            employers |= 1u << relation.to[0];
        }
    }
    if (event->first == ENT_DATE_MIN && event->last == ENT_DATE_MAX) {
        return (employers & (employers - 1)) == 0 ? all : 0;
    }
    return held;
}

/* Adds the shares of an actor, reached along `path`, to `shares`. */
static void share_out(double *shares, const ent_graph *graph, const ent_relation *event, ent_id *path, uint32_t depth,
                      double share) {
    ent_id actor = path[depth];
    for (uint32_t i = 0; i < depth; i++) {
        if (path[i] == actor) {
            ent_id least = actor;
            for (uint32_t j = i; j < depth; j++) {
                least = path[j] < least ? path[j] : least;
            }
            shares[least] += share;
            return;
        }
    }
    uint64_t held = actor == 3 ? 0 : holding(graph, actor, event);
    double total = 0.0;
    for (ent_id i = 0; i < 64; i++) {
        total += held >> i & 1 ? relation_at(graph, i).confidence : 0.0;
    }
    if (!held) {
        shares[actor] += share;
    }
    for (ent_id i = 0; i < 64; i++) {
        if (held >> i & 1) {
            ent_relation relation = relation_at(graph, i);
            path[depth + 1] = relation.to[0];
            share_out(shares, graph, event, path, depth + 1, share * relation.confidence / total);
        }
    }
}

static bool is_among(const ent_id *actors, size_t count, ent_id actor) {
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || actors[i] == actor;
    }
    return found;
}

/* The shares that an end of a relation has in every actor, those the view does not want left out. */
static void shares_of(double *shares, const ent_graph *graph, const ent_view *view, const ent_relation *event,
                      ent_id end) {
    ent_id path[RELATIONS] = {end};
    memset(shares, 0, ACTORS * sizeof *shares);
    if (view->rollup == ENT_ROLLUP_NONE) {
        shares[end] = 1.0;
    } else {
        share_out(shares, graph, event, path, 0, 1.0);
    }
    for (ent_id actor = 0; actor < ACTORS; actor++) {
        uint32_t kind = actor < 3 ? 0 : actor < 8 ? 2 : 1;
        bool only = view->only_count == 0 || is_among(view->only, view->only_count, actor) ||
                    is_among(view->only, view->only_count, end);
        bool excluded =
            is_among(view->exclude, view->exclude_count, actor) || is_among(view->exclude, view->exclude_count, end);
        excluded = excluded || (view->exclude_flags && (actor == 5 || actor == 9 || end == 5 || end == 9));
        if (!only || excluded || (view->actor_kinds && !(view->actor_kinds >> kind & 1))) {
            shares[actor] = 0.0;
        }
    }
}

static bool is_selected(const ent_view *view, const ent_relation *event) {
    uint32_t kinds = view->kinds ? view->kinds : 7;
    bool code = view->code_count == 0;
    for (size_t i = 0; i < view->code_count; i++) {
        code = code || (event->code && strncmp(event->code, view->codes[i], 2) == 0);
    }
    return code && event->last >= view->since && event->first <= view->until && (kinds >> event->kind & 1) &&
           (event->kind != ENT_KIND_MEDIATION || !view->statuses || (view->statuses >> event->status & 1)) &&
           event->tone >= view->tone_min && event->tone <= view->tone_max && event->confidence >= view->confidence_min;
}

static ent_date reference_day(const ent_graph *graph, const ent_view *view) {
    if (view->reference != ENT_DATE_MAX || view->until != ENT_DATE_MAX) {
        return view->reference != ENT_DATE_MAX ? view->reference : view->until;
    }
    ent_date day = ENT_DATE_MIN;
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        ent_relation event = relation_at(graph, i);
        ent_date seen = event.last != ENT_DATE_MAX ? event.last : event.first;
        day = is_selected(view, &event) && seen > day ? seen : day;
    }
    return day;
}

/* The sign and size of what a relation adds at full share. */
static double signed_weight(const ent_view *view, const ent_relation *event, ent_date reference) {
    double size = view->scheme == ENT_SCHEME_TONE ? event->tone : event->tone < 0.0 ? -1.0 : 1.0;
    size *= view->scheme == ENT_SCHEME_WEIGHT ? event->weight : 1.0;
    size = event->kind == ENT_KIND_AFFILIATION ? 1.0 : size;
    size *= event->status == ENT_MEDIATION_EXPECTED ? 0.0 : event->confidence;
    ent_date last = event->last < view->until ? event->last : view->until;
    return view->half_life > 0.0 && last < reference ? size * pow(0.5, (reference - last) / view->half_life) : size;
}

static void add_to_pair(pair *to, const ent_relation *event, ent_id number, double weight) {
    to->positive += weight > 0.0 ? weight : 0.0;
    to->negative += weight < 0.0 ? -weight : 0.0;
    to->first = to->relations == 0 || event->first < to->first ? event->first : to->first;
    to->last = to->relations == 0 || event->last > to->last ? event->last : to->last;
    to->kinds[event->kind]++;
    to->evidence[to->relations++] = number;
}

/* Adds one relation to every pair that it joins. */
static void add_relation(const ent_graph *graph, const ent_view *view, ent_id number, ent_date reference) {
    ent_relation event = relation_at(graph, number);
    double arcs[ACTORS][ACTORS] = {{0}}, sources[ACTORS], targets[ACTORS];
    double weight = signed_weight(view, &event, reference);
    for (size_t i = 0; i < event.from_count * event.to_count; i++) {
        shares_of(sources, graph, view, &event, event.from[i / event.to_count]);
        shares_of(targets, graph, view, &event, event.to[i % event.to_count]);
        for (ent_id u = 0; u < ACTORS; u++) {
            for (ent_id v = 0; v < ACTORS; v++) {
                arcs[u][v] += sources[u] * targets[v];
            }
        }
    }
    for (ent_id u = 0; u < ACTORS; u++) {
        for (ent_id v = 0; v < ACTORS; v++) {
            bool forth = arcs[u][v] > 0.0 || (event.mutual && arcs[v][u] > 0.0);
            bool both = u != v && (view->direction != ENT_DIRECTED || event.mutual);
            double share = fmin(1.0, arcs[u][v] + (both ? arcs[v][u] : 0.0));
            pairs[u][v].forth = pairs[u][v].forth || forth;
            if (share > 0.0 && (view->direction == ENT_DIRECTED || u <= v)) {
                add_to_pair(&pairs[u][v], &event, number, weight * share);
            }
        }
    }
}

static bool is_edge(const ent_view *view, ent_id u, ent_id v) {
    return u != v && pairs[u][v].relations > 0 &&
           (view->direction != ENT_MUTUAL || (pairs[u][v].forth && pairs[v][u].forth));
}

/* ---- The comparison ----------------------------------------------------------------------------------------------- */

static void expect_edge(const ent_network *network, uint32_t e, const pair *expected) {
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    assert_close(edges.positive[e], expected->positive);
    assert_close(edges.negative[e], expected->negative);
    assert_close(edges.length[e], 1.0);
    assert_int_equal(edges.relations[e], expected->relations);
    assert_int_equal(edges.first[e], expected->first);
    assert_int_equal(edges.last[e], expected->last);
    assert_memory_equal(edges.kinds + 4 * (size_t)e, expected->kinds, sizeof expected->kinds);
    const ent_id *evidence;
    uint32_t count;
    ent_network_evidence(&evidence, &count, network, e);
    assert_int_equal(count, expected->relations);
    assert_memory_equal(evidence, expected->evidence, count * sizeof *evidence);
}

static void expect_network(const ent_network *network, const ent_view *view) {
    uint32_t edge = 0, node_count = 0;
    for (ent_id u = 0; u < ACTORS; u++) {
        bool has_tie = pairs[u][u].relations > 0;
        for (ent_id v = 0; v < ACTORS; v++) {
            has_tie = has_tie || is_edge(view, u, v) || is_edge(view, v, u);
            if (is_edge(view, u, v)) {
                uint32_t from = ent_network_node(network, u), to = ent_network_node(network, v);
                assert_int_equal(ent_network_find_edge(network, from, to), edge);
                expect_edge(network, edge++, &pairs[u][v]);
            }
        }
        assert_int_equal(ent_network_node(network, u), has_tie ? node_count : ENT_NONE);
        ent_internal inside;
        ent_network_internal(&inside, network, ent_network_node(network, u));
        assert_int_equal(inside.relations, pairs[u][u].relations);
        assert_close(inside.positive, pairs[u][u].positive);
        assert_close(inside.negative, pairs[u][u].negative);
        node_count += has_tie;
    }
    assert_int_equal(ent_network_edge_count(network), edge);
    assert_int_equal(ent_network_node_count(network), node_count);
}

static void compile_agrees_with_the_reference(void **state) {
    (void)state;
    static const ent_id some[] = {0, 1, 3, 5, 8, 9, 2, 10};
    uint32_t edges = 0;
    for (int trial = 0; trial < GRAPHS; trial++) {
        stream = (uint64_t)trial;
        ent_graph *graph = random_graph();
        for (int i = 0; i < VIEWS; i++) {
            ent_view view = random_view(some);
            ent_date reference = reference_day(graph, &view);
            memset(pairs, 0, sizeof pairs);
            for (ent_id number = 0; number < ent_graph_relation_count(graph); number++) {
                ent_relation event = relation_at(graph, number);
                if (is_selected(&view, &event)) {
                    add_relation(graph, &view, number, reference);
                }
            }
            ent_network *network;
            assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
            expect_network(network, &view);
            edges += ent_network_edge_count(network);
            ent_network_free(network);
        }
        ent_graph_free(graph);
    }
    assert_true(edges > 10000); /* the views are not all empty */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compile_agrees_with_the_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
