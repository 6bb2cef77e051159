/*
 * The shortest walk whose relations follow a pattern of kinds, over every edge, whatever its sign. Nodes and edges may repeat
 * (simple paths under such a pattern are NP-hard to find: Mendelzon & Wood 1995).
 *
 * A place is a node and a position in the pattern. Dijkstra back from the target over all places gives what is still to go
 * from each; the walk is then found as in spur.c: tiers of the places that so many hops reach within the bound of ties, a
 * sweep back, and a walk forth through the smallest nodes, which carries every position that the nodes so far allow.
 * O(p (m + n log n)) time and O(p n) memory for p positions, 2 an item at most.
 */
#include "heap.h"
#include "paths_internal.h"

#include <math.h>
#include <stdlib.h>

#define MOST_POSITIONS 63u
#define PLACES_A_REPORT 4096u

/* A place at the least cost in a given number of hops. */
typedef struct tier_place {
    uint32_t place;
    double cost; /* from the source */
    double rest; /* to the target in the hops that are left */
} tier_place;

typedef struct finder {
    const ent_network *network;
    const ent_run *run;
    bool unit;
    uint32_t positions; /* in the pattern; the last is its end */
    /* Positions (as bits) after an edge with relations of these kinds, and before it. */
    uint64_t next[MOST_POSITIONS + 1][1u << ENT_KIND_COUNT], previous[MOST_POSITIONS + 1][1u << ENT_KIND_COUNT];
    uint64_t accepting; /* positions from which the rest of the pattern may be left out */
    double *to_go; /* of each place: the least cost to the target at the pattern's end */
    uint32_t *slots; /* where in `reached` a place was last put; means nothing unless that entry is of the place */
    tier_place *reached;
    size_t reached_count, reached_capacity;
    size_t *tiers; /* where each number of hops begins in `reached`; and the end */
    size_t tier_count, tier_capacity;
    ent__heap heap;
} finder;

/* ---- The pattern -------------------------------------------------------------------------------------------------- */

/* Items of a pattern with "at least once" spelt out: once, then any number. */
typedef struct automaton {
    uint32_t count;
    uint32_t kinds[MOST_POSITIONS];
    bool may_skip[MOST_POSITIONS], may_repeat[MOST_POSITIONS];
} automaton;

static void add_item(automaton *a, uint32_t kinds, bool may_skip, bool may_repeat) {
    a->kinds[a->count] = kinds;
    a->may_skip[a->count] = may_skip;
    a->may_repeat[a->count++] = may_repeat;
}

static ent_status read_pattern(automaton *a, const ent_kind_path_options *options, ent_error *error) {
    for (size_t i = 0; i < options->pattern_count; i++) {
        ent_kind_item item = options->pattern[i];
        if (item.kinds == 0 || (item.kinds & ~ENT_KINDS_ALL)) {
            return ent__fail(error, ENT_EINVAL, "item %zu of the pattern has kinds 0x%x; expected bits of the %d kinds",
                             i, item.kinds, ENT_KIND_COUNT);
        }
        if (item.quantifier < ENT_ONCE || item.quantifier > ENT_ONCE_OR_MORE) {
            return ent__fail(error, ENT_EINVAL, "item %zu of the pattern has quantifier %d; expected 0 to %d", i,
                             (int)item.quantifier, ENT_ONCE_OR_MORE);
        }
        bool is_two = item.quantifier == ENT_ONCE_OR_MORE, may_skip = item.quantifier != ENT_ONCE;
        if (a->count + 1 + is_two > MOST_POSITIONS) {
            return ent__fail(error, ENT_ELIMIT, "the pattern has %zu items; at most %u fit, each + counting for two",
                             options->pattern_count, MOST_POSITIONS);
        }
        if (is_two) {
            add_item(a, item.kinds, false, false);
        }
        add_item(a, item.kinds, may_skip, may_skip && item.quantifier != ENT_AT_MOST_ONCE);
    }
    return ENT_OK;
}

static void compile_pattern(finder *f, const automaton *a) {
    f->positions = a->count + 1;
    f->accepting = 1ull << a->count;
    for (uint32_t i = a->count; i-- > 0 && a->may_skip[i];) {
        f->accepting |= 1ull << i;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t kinds = 1; kinds < 1u << ENT_KIND_COUNT; kinds++) {
            for (uint32_t at = i; at < a->count && (at == i || a->may_skip[at - 1]); at++) {
                if (a->kinds[at] & kinds) {
                    uint32_t after = a->may_repeat[at] ? at : at + 1;
                    f->next[i][kinds] |= 1ull << after;
                    f->previous[after][kinds] |= 1ull << i;
                }
            }
        }
    }
}

/* ---- Places ------------------------------------------------------------------------------------------------------- */

static uint32_t kinds_of(const ent_network *network, uint32_t edge) {
    uint32_t kinds = 0;
    for (uint32_t kind = 0; kind < ENT_KIND_COUNT; kind++) {
        kinds |= (ent__edge_of_kind(network, edge, kind) > 0) * ENT_KIND_BIT(kind);
    }
    return kinds;
}

/* A hostile edge has no length of its own: 1. */
static double length_of(const finder *f, uint32_t edge) {
    return f->unit || !(ent__edge_positive(f->network, edge) > 0.0) ? 1.0 : ent__edge_length(f->network, edge);
}

static uint32_t take_bit(uint64_t *bits) {
    uint32_t bit = 0;
    while (!(*bits >> bit & 1u)) {
        bit++;
    }
    *bits &= *bits - 1;
    return bit;
}

/* Offers a place a way to the target. */
static ent_status offer(finder *f, uint32_t place, double cost, ent_error *error) {
    if (!(cost < f->to_go[place])) {
        return ENT_OK;
    }
    f->to_go[place] = cost;
    return ent__heap_push(&f->heap, cost, place, error);
}

static ent_status settle(finder *f, uint32_t place, ent_error *error) {
    const ent__rows *in = ent__rows_of(f->network, ENT_IN);
    uint32_t node = place / f->positions, position = place % f->positions;
    for (uint32_t i = in->offsets[node]; i < in->offsets[node + 1]; i++) {
        uint64_t before = f->previous[position][kinds_of(f->network, in->edges[i])];
        while (before) {
            uint32_t from = in->nodes[i] * f->positions + take_bit(&before);
            ent_status status = offer(f, from, f->to_go[place] + length_of(f, in->edges[i]), error);
            if (status != ENT_OK) {
                return status;
            }
        }
    }
    return ENT_OK;
}

/* What is still to go from every place that is no farther than the source's first. */
static ent_status measure(finder *f, uint32_t source, uint32_t target, ent_error *error) {
    double bound = INFINITY;
    ent_status status = ENT_OK;
    uint64_t ends = f->accepting;
    for (size_t i = 0; i < (size_t)f->network->node_count * f->positions; i++) {
        f->to_go[i] = INFINITY;
    }
    while (status == ENT_OK && ends) {
        status = offer(f, target * f->positions + take_bit(&ends), 0.0, error);
    }
    for (uint32_t settled = 0; status == ENT_OK && f->heap.count > 0;) {
        ent__heap_item least = ent__heap_pop(&f->heap);
        if (least.key > f->to_go[least.item]) {
            continue;
        }
        if (least.key > bound) {
            break;
        }
        bound = least.item == source * f->positions ? ent__tie_bound(least.key) : bound;
        if (settled++ % PLACES_A_REPORT == 0) {
            status = ent__progress(f->run, settled / ((double)f->network->node_count * f->positions), error);
        }
        if (status == ENT_OK) {
            status = settle(f, least.item, error);
        }
    }
    return status;
}

/* ---- Tiers -------------------------------------------------------------------------------------------------------- */

static tier_place *find_reached(const finder *f, uint32_t place, size_t first) {
    size_t slot = f->slots[place];
    return slot >= first && slot < f->reached_count && f->reached[slot].place == place ? &f->reached[slot] : NULL;
}

static ent_status begin_tier(finder *f, ent_error *error) {
    if (!ENT__RESERVE(f->tiers, f->tier_capacity, f->tier_count + 1)) {
        return ent__fail_memory(error);
    }
    f->tiers[f->tier_count++] = f->reached_count;
    return ENT_OK;
}

/* Puts a place into the tier that begins at `first`, unless it was reached as cheaply in fewer hops. */
static ent_status enter_tier(finder *f, uint32_t place, double cost, size_t first, ent_error *error) {
    tier_place *known = find_reached(f, place, 0);
    if (known && known->cost <= cost) {
        return ENT_OK;
    }
    if (known && (size_t)(known - f->reached) >= first) {
        known->cost = cost;
        return ENT_OK;
    }
    if (f->reached_count >= UINT32_MAX || !ENT__RESERVE(f->reached, f->reached_capacity, f->reached_count + 1)) {
        return ent__fail_memory(error);
    }
    f->slots[place] = (uint32_t)f->reached_count;
    f->reached[f->reached_count++] = (tier_place){place, cost, INFINITY};
    return ENT_OK;
}

static ent_status leave(finder *f, tier_place from, double bound, size_t first, ent_error *error) {
    const ent__rows *out = ent__rows_of(f->network, ENT_OUT);
    uint32_t node = from.place / f->positions, position = from.place % f->positions;
    for (uint32_t i = out->offsets[node]; i < out->offsets[node + 1]; i++) {
        double cost = from.cost + length_of(f, out->edges[i]);
        uint64_t after = f->next[position][kinds_of(f->network, out->edges[i])];
        while (after) {
            uint32_t place = out->nodes[i] * f->positions + take_bit(&after);
            ent_status status = cost + f->to_go[place] <= bound ? enter_tier(f, place, cost, first, error) : ENT_OK;
            if (status != ENT_OK) {
                return status;
            }
        }
    }
    return ENT_OK;
}

/* Whether the tier that begins at `first` has the target at the end of the pattern. */
static bool has_end(const finder *f, uint32_t target, size_t first) {
    for (uint32_t position = 0; position < f->positions; position++) {
        if ((f->accepting >> position & 1u) && find_reached(f, target * f->positions + position, first)) {
            return true;
        }
    }
    return false;
}

/* Fills tiers up to the first that has the end, which there is. Gives its number, the hops of the walk. */
static ent_status fill_tiers(size_t *hops, finder *f, uint32_t source, uint32_t target, ent_error *error) {
    double bound = ent__tie_bound(f->to_go[source * f->positions]);
    ent_status status = begin_tier(f, error);
    if (status == ENT_OK) {
        status = enter_tier(f, source * f->positions, 0.0, 0, error);
    }
    for (*hops = 0; status == ENT_OK && !has_end(f, target, f->tiers[*hops]); ++*hops) {
        size_t next = f->tiers[*hops], first = f->reached_count;
        status = begin_tier(f, error);
        for (; status == ENT_OK && next < first; next++) {
            status = leave(f, f->reached[next], bound, first, error);
        }
    }
    return status == ENT_OK ? begin_tier(f, error) : status;
}

/* ---- The walk ----------------------------------------------------------------------------------------------------- */

/* Makes `slots` point into a tier; gives where it begins. */
static size_t open_tier(finder *f, size_t tier) {
    f->reached_count = f->tiers[tier + 1];
    for (size_t i = f->tiers[tier]; i < f->reached_count; i++) {
        f->slots[f->reached[i].place] = (uint32_t)i;
    }
    return f->tiers[tier];
}

/* Positions among `after` at which a node of the tier lies within the bound. */
static uint64_t within(const finder *f, uint32_t node, uint64_t after, double cost, double bound, size_t first) {
    uint64_t kept = 0;
    while (after) {
        uint32_t position = take_bit(&after);
        const tier_place *to = find_reached(f, node * f->positions + position, first);
        kept |= (uint64_t)(to && cost + to->rest <= bound) << position;
    }
    return kept;
}

static void sweep_back(finder *f, uint32_t target, size_t hops) {
    const ent__rows *out = ent__rows_of(f->network, ENT_OUT);
    for (size_t i = f->tiers[hops]; i < f->tiers[hops + 1]; i++) {
        bool is_end =
            f->reached[i].place / f->positions == target && (f->accepting >> f->reached[i].place % f->positions & 1u);
        f->reached[i].rest = is_end ? 0.0 : INFINITY;
    }
    for (size_t tier = hops; tier-- > 0;) {
        size_t first = open_tier(f, tier + 1);
        for (size_t at = f->tiers[tier]; at < first; at++) {
            tier_place *from = &f->reached[at];
            uint32_t node = from->place / f->positions, position = from->place % f->positions;
            for (uint32_t i = out->offsets[node]; i < out->offsets[node + 1]; i++) {
                uint64_t after = f->next[position][kinds_of(f->network, out->edges[i])];
                while (after) {
                    const tier_place *to = find_reached(f, out->nodes[i] * f->positions + take_bit(&after), first);
                    from->rest = to ? fmin(from->rest, length_of(f, out->edges[i]) + to->rest) : from->rest;
                }
            }
        }
    }
}

/* Takes the smallest node at which some position lies within the bound; *positions are all of these. Gives the entry. */
static uint32_t step_forth(uint64_t *positions, const finder *f, uint32_t node, double cost, double bound,
                           size_t first) {
    const ent__rows *out = ent__rows_of(f->network, ENT_OUT);
    for (uint32_t i = out->offsets[node]; i < out->offsets[node + 1]; i++) {
        uint32_t kinds = kinds_of(f->network, out->edges[i]);
        uint64_t from = *positions, after = 0;
        while (from) {
            after |= f->next[take_bit(&from)][kinds];
        }
        after = within(f, out->nodes[i], after, cost + length_of(f, out->edges[i]), bound, first);
        if (after) {
            *positions = after;
            return i;
        }
    }
    return ENT_NONE;
}

/* The kinds that an edge may stand for from a position to any of some others. */
static uint32_t kinds_between(const finder *f, uint32_t edge, uint32_t position, uint64_t after) {
    uint32_t kinds = 0, there = kinds_of(f->network, edge);
    for (uint32_t kind = 0; kind < ENT_KIND_COUNT; kind++) {
        uint32_t bit = there & ENT_KIND_BIT(kind);
        kinds |= bit && (f->next[position][bit] & after) ? bit : 0;
    }
    return kinds;
}

/* Back over the edges of the walk, the positions before each hop that lead to the pattern's end: kinds of such steps only. */
static void name_kinds(uint8_t *kinds, const finder *f, const uint32_t *edges, const uint64_t *before, size_t hops) {
    uint64_t ends = before[hops] & f->accepting;
    for (size_t hop = hops; hop-- > 0;) {
        uint64_t from = before[hop], kept = 0;
        while (from) {
            uint32_t position = take_bit(&from), found = kinds_between(f, edges[hop], position, ends);
            kinds[hop] |= (uint8_t)found;
            kept |= (uint64_t)(found != 0) << position;
        }
        ends = kept;
    }
}

static ent_status walk_forth(ent_paths *paths, finder *f, uint32_t source, size_t hops, ent_error *error) {
    ent_path walk = ENT_PATH_INIT;
    double bound = ent__tie_bound(f->to_go[source * f->positions]) * (1.0 + 1e-13); /* sums taken in another order */
    uint32_t *nodes = ent__calloc(hops + 1, sizeof *nodes), *edges = ent__calloc(hops, sizeof *edges);
    uint64_t *positions = ent__calloc(hops + 1, sizeof *positions);
    paths->kinds = ent__calloc(hops + 1, sizeof *paths->kinds);
    ent_status status = nodes && edges && positions && paths->kinds ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        nodes[0] = source;
        positions[0] = 1;
    }
    for (size_t hop = 0; status == ENT_OK && hop < hops; hop++) {
        size_t first = open_tier(f, hop + 1);
        positions[hop + 1] = positions[hop];
        uint32_t entry = step_forth(&positions[hop + 1], f, nodes[hop], walk.cost, bound, first);
        if (entry == ENT_NONE) {
            status = ent__fail(error, ENT_EINTERNAL, "lengths too unlike to add up; use unit lengths");
            break;
        }
        edges[hop] = ent__rows_of(f->network, ENT_OUT)->edges[entry];
        nodes[hop + 1] = ent__rows_of(f->network, ENT_OUT)->nodes[entry];
        walk.cost += length_of(f, edges[hop]);
    }
    walk.hops = (uint32_t)hops;
    walk.nodes = nodes;
    walk.edges = edges;
    if (status == ENT_OK) {
        name_kinds(paths->kinds, f, edges, positions, hops);
        status = ent__paths_append(paths, &walk, error);
    }
    free(nodes);
    free(edges);
    free(positions);
    return status;
}

/* ---- The question ------------------------------------------------------------------------------------------------- */

static ent_status find_walk(ent_paths *paths, finder *f, uint32_t source, uint32_t target, ent_error *error) {
    size_t places = (size_t)f->network->node_count * f->positions, hops;
    if (places >= ENT_NONE) {
        return ent__fail(error, ENT_ELIMIT, "%u nodes times %u positions of the pattern; at most %u fit",
                         f->network->node_count, f->positions, ENT_NONE);
    }
    f->to_go = ent__calloc(places, sizeof *f->to_go);
    f->slots = ent__calloc(places, sizeof *f->slots);
    ent_status status = f->to_go && f->slots ? measure(f, source, target, error) : ent__fail_memory(error);
    if (status != ENT_OK || isinf(f->to_go[source * f->positions])) {
        return status;
    }
    status = fill_tiers(&hops, f, source, target, error);
    if (status == ENT_OK) {
        sweep_back(f, target, hops);
        status = walk_forth(paths, f, source, hops, error);
    }
    return status;
}

static ent_status check(const ent_network *network, uint32_t source, uint32_t target,
                        const ent_kind_path_options *options, ent_error *error) {
    ent__ways ways = {.network = network};
    ent_status status = ent__ways_check_node(&ways, source, "source", error);
    if (status == ENT_OK) {
        status = ent__ways_check_node(&ways, target, "target", error);
    }
    if (status == ENT_OK && options->weight != ENT_WEIGHT_UNIT && options->weight != ENT_WEIGHT_LENGTH) {
        return ent__fail(error, ENT_EINVAL, "weight is %d; expected unit (0) or length (1)", (int)options->weight);
    }
    return status;
}

ent_status ent_kind_path_find(ent_paths **paths, const ent_network *network, uint32_t source, uint32_t target,
                              const ent_kind_path_options *options, const ent_run *run, ent_error *error) {
    ent_kind_path_options read = ENT_KIND_PATH_OPTIONS_INIT;
    automaton pattern = {0};
    ent_paths *found = NULL;
    *paths = NULL;
    ent_status status = ent__options_read(&read, sizeof read, options, "ent_kind_path_options", error);
    if (status == ENT_OK) {
        status = check(network, source, target, &read, error);
    }
    if (status == ENT_OK) {
        status = read_pattern(&pattern, &read, error);
    }
    if (status == ENT_OK) {
        status = ent__paths_new(&found, error);
    }
    finder *f = status == ENT_OK ? ent__calloc(1, sizeof *f) : NULL;
    if (status == ENT_OK && !f) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        f->network = network;
        f->run = run;
        f->unit = read.weight == ENT_WEIGHT_UNIT;
        compile_pattern(f, &pattern);
        status = find_walk(found, f, source, target, error);
        free(f->to_go);
        free(f->slots);
        free(f->reached);
        free(f->tiers);
        ent__heap_free(&f->heap);
    }
    free(f);
    if (status != ENT_OK) {
        ent_paths_free(found);
        return status;
    }
    *paths = found;
    return ENT_OK;
}
