/* Walks by kinds of relations against every walk of up to so many hops on random small networks; and by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "every_path.h"

#define GRAPHS 20000
#define MOST_HOPS 5u
#define MOST_ITEMS 4u

/* ---- The reference ------------------------------------------------------------------------------------------------ */

typedef struct walk {
    double cost;
    uint32_t hops, nodes[MOST_HOPS + 1];
} walk;

typedef struct reference {
    const ent_kind_item *pattern;
    uint32_t items, node_count, target;
    uint32_t kinds[MOST_NODES][MOST_NODES]; /* masks; 0: no edge */
    double length[MOST_NODES][MOST_NODES];
    uint32_t bound_hop, bound_kinds; /* a hop that is of these kinds only, or ENT_NONE */
    walk best;
} reference;

/* Whether the steps of a walk from `hop` on fit the pattern from `item` on. */
static bool fits(const reference *r, const walk *w, uint32_t hop, uint32_t item) {
    if (item == r->items) {
        return hop == w->hops;
    }
    ent_quantifier times = r->pattern[item].quantifier;
    bool may_leave_out = times == ENT_AT_MOST_ONCE || times == ENT_ANY_NUMBER;
    if (may_leave_out && fits(r, w, hop, item + 1)) {
        return true;
    }
    uint32_t allowed = r->pattern[item].kinds & (hop == r->bound_hop ? r->bound_kinds : ENT_KINDS_ALL);
    if (hop == w->hops || !(r->kinds[w->nodes[hop]][w->nodes[hop + 1]] & allowed)) {
        return false;
    }
    bool may_repeat = times == ENT_ANY_NUMBER || times == ENT_ONCE_OR_MORE;
    return fits(r, w, hop + 1, item + 1) || (may_repeat && fits(r, w, hop + 1, item));
}

static bool is_better(const walk *a, const walk *b) {
    if (!ent__equal(a->cost, b->cost)) {
        return a->cost < b->cost;
    }
    for (uint32_t i = 0; a->hops == b->hops && i <= a->hops; i++) {
        if (a->nodes[i] != b->nodes[i]) {
            return a->nodes[i] < b->nodes[i];
        }
    }
    return a->hops < b->hops;
}

static void extend_walk(reference *r, const walk *w) {
    uint32_t last = w->nodes[w->hops];
    if (last == r->target && fits(r, w, 0, 0) && is_better(w, &r->best)) {
        r->best = *w;
    }
    for (uint32_t next = 0; w->hops < MOST_HOPS && next < r->node_count; next++) {
        if (r->kinds[last][next]) {
            walk longer = *w;
            longer.cost += r->length[last][next];
            longer.nodes[++longer.hops] = next;
            extend_walk(r, &longer);
        }
    }
}

static void collapse_kinds(reference *r, const sample *of, bool unit) {
    for (uint32_t u = 0; u < of->node_count; u++) {
        for (uint32_t v = 0; v < of->node_count; v++) {
            double least = INFINITY;
            r->kinds[u][v] = 0;
            for (size_t i = 0; i < of->count; i++) {
                bool forth = of->from[i] == u && of->to[i] == v, back = of->from[i] == v && of->to[i] == u;
                if (u != v && (forth || (back && !of->directed))) {
                    r->kinds[u][v] |= ENT_KIND_BIT(of->kinds[i]);
                    least = of->positive[i] > 0.0 ? fmin(least, of->length[i]) : least;
                }
            }
            r->length[u][v] = unit || isinf(least) ? 1.0 : least;
        }
    }
}

/* ---- The comparison ----------------------------------------------------------------------------------------------- */

static void random_pattern(ent_kind_item *pattern, ent_kind_path_options *options, uint64_t *stream) {
    options->pattern = pattern;
    options->pattern_count = below(stream, MOST_ITEMS + 1);
    for (uint32_t i = 0; i < options->pattern_count; i++) {
        pattern[i].kinds = 1 + below(stream, 15);
        pattern[i].quantifier = (ent_quantifier)below(stream, 4);
    }
}

/* The kinds of each step are those with which the walk fits still. */
static void compare_kinds(reference *r, const ent_path *path) {
    for (uint32_t hop = 0; hop < path->hops; hop++) {
        for (uint32_t kind = 0; kind < ENT_KIND_COUNT; kind++) {
            r->bound_hop = hop;
            r->bound_kinds = ENT_KIND_BIT(kind);
            assert_int_equal(fits(r, &r->best, 0, 0), path->kinds[hop] >> kind & 1u);
        }
    }
}

/* A path found is a walk that fits, and the best there is unless it has more hops than were tried. */
static void compare(reference *r, const ent_paths *paths, uint32_t source) {
    walk start = {.nodes = {source}};
    r->best = (walk){.cost = INFINITY, .hops = MOST_HOPS + 1};
    r->bound_hop = ENT_NONE;
    extend_walk(r, &start);
    ent_path path = ENT_PATH_INIT;
    if (ent_paths_count(paths) == 0) {
        assert_true(isinf(r->best.cost));
        return;
    }
    assert_int_equal(ent_paths_get(&path, paths, 0, NULL), ENT_OK);
    if (path.hops > MOST_HOPS) {
        assert_true(r->best.cost >= path.cost * (1 - 1e-9));
        return;
    }
    assert_int_equal(path.hops, r->best.hops);
    assert_close(path.cost, r->best.cost);
    assert_memory_equal(path.nodes, r->best.nodes, (path.hops + 1) * sizeof(uint32_t));
    compare_kinds(r, &path);
}

static void walks_agree_with_every_walk(void **state) {
    (void)state;
    uint32_t found = 0;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        uint64_t stream = seed + 0x20000000u;
        sample of = random_sample(seed, 5);
        ent_network *network = network_of(&of);
        ent_kind_item pattern[MOST_ITEMS];
        ent_kind_path_options options = ENT_KIND_PATH_OPTIONS_INIT;
        static reference r;
        random_pattern(pattern, &options, &stream);
        options.weight = (ent_weight)below(&stream, 2);
        r.pattern = pattern;
        r.items = (uint32_t)options.pattern_count;
        r.node_count = of.node_count;
        r.target = below(&stream, of.node_count);
        collapse_kinds(&r, &of, options.weight == ENT_WEIGHT_UNIT);
        uint32_t source = below(&stream, of.node_count);
        ent_paths *paths;
        assert_int_equal(ent_kind_path_find(&paths, network, source, r.target, &options, NULL, NULL), ENT_OK);
        compare(&r, paths, source);
        found += ent_paths_count(paths);
        ent_paths_free(paths);
        ent_network_free(network);
    }
    assert_true(found > GRAPHS / 4);
}

/* ---- By hand ------------------------------------------------------------------------------------------------------ */

/* 0 attacks 1; 1 and 2 talk; 2 mediates to 3. */
static ent_network *build(void) {
    static const sample of = {.node_count = 4,
                              .directed = 1,
                              .count = 3,
                              .from = {0, 1, 2},
                              .to = {1, 2, 3},
                              .positive = {0, 1, 1},
                              .length = {5, 5, 5},
                              .kinds = {ENT_KIND_ATTACK, ENT_KIND_DIPLOMATIC, ENT_KIND_MEDIATION}};
    return network_of(&of);
}

static void an_attack_is_a_step_of_unit_length_with_its_edge(void **state) {
    (void)state;
    const ent_kind_item pattern[] = {{ENT_KIND_BIT(ENT_KIND_ATTACK), ENT_ONCE},
                                     {ENT_KIND_BIT(ENT_KIND_DIPLOMATIC), ENT_ONCE_OR_MORE}};
    ent_network *network = build();
    ent_kind_path_options options = ENT_KIND_PATH_OPTIONS_INIT;
    ent_path path = ENT_PATH_INIT;
    ent_paths *paths;
    options.pattern = pattern;
    options.pattern_count = 2;
    options.weight = ENT_WEIGHT_LENGTH;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 2, &options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_paths_get(&path, paths, 0, NULL), ENT_OK);
    assert_close(path.cost, 6.0);
    assert_int_equal(path.hops, 2);
    assert_int_equal(path.edges[0], ent_network_find_edge(network, 0, 1));
    assert_int_equal(path.edges[1], ent_network_find_edge(network, 1, 2));
    ent_paths_free(paths);
    ent_network_free(network);
}

static void no_pattern_fits_only_the_node_itself(void **state) {
    (void)state;
    ent_network *network = build();
    ent_paths *paths;
    assert_int_equal(ent_kind_path_find(&paths, network, 2, 2, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_paths_count(paths), 1);
    ent_paths_free(paths);
    assert_int_equal(ent_kind_path_find(&paths, network, 1, 2, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_paths_count(paths), 0);
    ent_paths_free(paths);
    ent_network_free(network);
}

static int stop(void *context, double fraction) {
    (void)context, (void)fraction;
    return 1;
}

static void patterns_that_mean_nothing_are_refused(void **state) {
    (void)state;
    ent_network *network = build();
    ent_kind_item pattern[64] = {{0, ENT_ONCE}};
    ent_kind_path_options options = ENT_KIND_PATH_OPTIONS_INIT;
    ent_paths *paths = (ent_paths *)network;
    options.pattern = pattern;
    options.pattern_count = 1;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 1, &options, NULL, NULL), ENT_EINVAL);
    assert_null(paths);
    pattern[0] = (ent_kind_item){1, (ent_quantifier)4};
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 1, &options, NULL, NULL), ENT_EINVAL);
    pattern[0] = (ent_kind_item){16, ENT_ONCE};
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 1, &options, NULL, NULL), ENT_EINVAL);
    for (int i = 0; i < 64; i++) {
        pattern[i] = (ent_kind_item){1, ENT_ANY_NUMBER};
    }
    options.pattern_count = 63;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 0, &options, NULL, NULL), ENT_OK);
    ent_paths_free(paths);
    options.pattern_count = 64;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 1, &options, NULL, NULL), ENT_ELIMIT);
    options.pattern_count = 1;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 4, &options, NULL, NULL), ENT_EINVAL);
    options.weight = ENT_WEIGHT_INVERSE;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 1, &options, NULL, NULL), ENT_EINVAL);
    options.weight = ENT_WEIGHT_UNIT;
    ent_run run = ENT_RUN_INIT;
    run.progress = stop;
    assert_int_equal(ent_kind_path_find(&paths, network, 0, 1, &options, &run, NULL), ENT_ECANCELLED);
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_agree_with_every_walk),
        cmocka_unit_test(an_attack_is_a_step_of_unit_length_with_its_edge),
        cmocka_unit_test(no_pattern_fits_only_the_node_itself),
        cmocka_unit_test(patterns_that_mean_nothing_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
