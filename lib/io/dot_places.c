/*
 * Where nodes stand: in whose box, and how far to the left or right.
 *
 * Officials and agencies share a box with the state or organisation that they serve or are part of. The two groups that
 * most mediations run between (without any, those with most relations between them) become the left and the right side;
 * who is near to both stands between them, who is nearer to one, beyond it. Lines run from left to right, whatever way
 * their arrows point, which is how a layered layout learns of it. O(relations + lines x diameter).
 */
#include "dot_internal.h"

#include <stdlib.h>

/* Longest chain of affiliations followed; a longer one is a cycle. */
#define HIGHEST 32
/* Steps from a side that still matter, and parties of one mediation that are paired with each other. */
#define FARTHEST 64
#define MOST_PARTIES 64

/* ---- Boxes -------------------------------------------------------------------------------------------------------- */

static bool leads_upward(const ent_relation *relation, const ent_view *view) {
    return relation->kind == ENT_KIND_AFFILIATION && relation->first <= view->until && relation->last >= view->since &&
           (relation->affiliation == ENT_AFFILIATION_SERVES || relation->affiliation == ENT_AFFILIATION_PART_OF);
}

/* For each actor the affiliation to show him by: of those in the window the latest to begin, then the surest. */
static ent_status find_affiliations(ent_id *above, const ent__diagram *diagram) {
    const ent_view *view = ent_network_view(diagram->network);
    ent_status status = ENT_OK;
    for (ent_id i = 0; i < ent_graph_actor_count(diagram->graph); i++) {
        above[i] = ENT_NONE;
    }
    for (ent_id i = 0; status == ENT_OK && i < ent_graph_relation_count(diagram->graph); i++) {
        ent_relation relation = ENT_RELATION_INIT, shown = ENT_RELATION_INIT;
        status = ent_graph_get_relation(&relation, diagram->graph, i, diagram->error);
        if (status != ENT_OK || !leads_upward(&relation, view)) {
            continue;
        }
        ent_id *best = &above[relation.from[0]];
        if (*best != ENT_NONE) {
            status = ent_graph_get_relation(&shown, diagram->graph, *best, diagram->error);
        }
        if (*best == ENT_NONE || relation.first > shown.first ||
            (relation.first == shown.first && relation.confidence > shown.confidence)) {
            *best = i;
        }
    }
    return status;
}

/* The topmost actor above one; himself if nobody is, or if the way up does not end. */
static ent_id top_of(const ent_graph *graph, const ent_id *above, ent_id actor) {
    ent_id top = actor;
    for (int step = 0; above[top] != ENT_NONE; step++) {
        ent_relation relation = ENT_RELATION_INIT;
        if (step == HIGHEST || ent_graph_get_relation(&relation, graph, above[top], NULL) != ENT_OK) {
            return actor;
        }
        top = relation.to[0];
    }
    return top;
}

/* Boxes and numbers of groups. A box is drawn where at least one node belongs to another actor. */
static ent_status find_boxes(ent__diagram *diagram, ent_id *above, uint32_t *group_of) {
    uint32_t actors = ent_graph_actor_count(diagram->graph), nodes = ent_network_node_count(diagram->network);
    ent_status status = find_affiliations(above, diagram);
    for (ent_id i = 0; i < actors; i++) {
        group_of[i] = ENT_NONE;
    }
    for (uint32_t v = 0; status == ENT_OK && v < nodes; v++) {
        ent_id actor = ent_network_actor(diagram->network, v), top = top_of(diagram->graph, above, actor);
        ent__place *place = &diagram->places[v];
        place->affiliation = above[actor];
        if (group_of[top] == ENT_NONE) {
            group_of[top] = diagram->group_count++;
        }
        place->group = group_of[top];
        place->box = top;
    }
    for (ent_id i = 0; i < actors; i++) {
        group_of[i] = 0; /* from here on: nodes that belong to this actor and are not he */
    }
    for (uint32_t v = 0; v < nodes; v++) {
        group_of[diagram->places[v].box] += diagram->places[v].box != ent_network_actor(diagram->network, v);
    }
    for (uint32_t v = 0; v < nodes; v++) {
        diagram->places[v].box = group_of[diagram->places[v].box] ? diagram->places[v].box : ENT_NONE;
    }
    return status;
}

/* Every node a group of its own. */
static void leave_alone(ent__diagram *diagram) {
    diagram->group_count = ent_network_node_count(diagram->network);
    for (uint32_t v = 0; v < diagram->group_count; v++) {
        diagram->places[v].box = diagram->places[v].affiliation = ENT_NONE;
        diagram->places[v].group = v;
    }
}

/* ---- Sides -------------------------------------------------------------------------------------------------------- */

/* A pair of groups, or for the parties of mediations a relation and a group. */
typedef struct pair {
    uint32_t a, b;
} pair;
typedef struct pairs {
    pair *list;
    size_t count, capacity;
} pairs;

static bool add_pair(pairs *to, uint32_t a, uint32_t b) {
    if (!ENT__RESERVE(to->list, to->capacity, to->count + 1)) {
        return false;
    }
    to->list[to->count++] = (pair){a, b};
    return true;
}

static int compare_pairs(const void *left, const void *right) {
    const pair *x = left, *y = right;
    return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b < y->b ? -1 : x->b > y->b;
}

static void sort_pairs(pairs *all) {
    if (all->count) {
        qsort(all->list, all->count, sizeof *all->list, compare_pairs);
    }
}

/* The pair that occurs most often, the first of equals. */
static pair most_frequent(pairs *all) {
    pair best = {0, 0};
    size_t most = 0;
    sort_pairs(all);
    for (size_t start = 0, end; start < all->count; start = end) {
        for (end = start + 1; end < all->count && compare_pairs(&all->list[start], &all->list[end]) == 0;) {
            end++;
        }
        if (end - start > most) {
            most = end - start;
            best = all->list[start];
        }
    }
    return best;
}

static bool is_mediation(uint8_t style) {
    return style >= ENT__STYLE_MEDIATION && style <= ENT__STYLE_REJECTED;
}

/* Of each relation that mediates, the groups at its receiving end; of the others, the groups that they join. */
static bool list_ends(const ent__diagram *diagram, pairs *parties, pairs *joined) {
    for (size_t l = 0; l < diagram->line_count; l++) {
        const ent__line *line = &diagram->lines[l];
        uint32_t u = diagram->places[line->u].group, v = diagram->places[line->v].group;
        for (size_t i = line->start; i < line->end && u != v; i++) {
            const ent__item *item = &diagram->items[i];
            bool added = is_mediation(line->style) && item->relation != ENT_NONE
                             ? add_pair(parties, item->relation, item->ways & ENT__BACK ? u : v)
                             : add_pair(joined, u < v ? u : v, u < v ? v : u);
            if (!added) {
                return false;
            }
        }
    }
    return true;
}

/* The two groups to be left and right. */
static ent_status find_sides(const ent__diagram *diagram, pair *sides) {
    pairs parties = {NULL, 0, 0}, joined = {NULL, 0, 0}, between = {NULL, 0, 0};
    bool complete = list_ends(diagram, &parties, &joined);
    sort_pairs(&parties);
    for (size_t i = 0; complete && i < parties.count; i++) {
        for (size_t j = i + 1; complete && j < parties.count && j - i < MOST_PARTIES; j++) {
            if (parties.list[i].a == parties.list[j].a && parties.list[i].b != parties.list[j].b) {
                complete = add_pair(&between, parties.list[i].b, parties.list[j].b);
            }
        }
    }
    *sides = most_frequent(between.count ? &between : &joined);
    free(parties.list);
    free(joined.list);
    free(between.list);
    return complete ? ENT_OK : ent__fail_memory(diagram->error);
}

/* Steps from one group to every other; INT32_MAX / 4 where there is no way, or only a very long one. */
static void measure_steps(const ent__diagram *diagram, uint32_t from, int32_t *steps) {
    for (uint32_t g = 0; g < diagram->group_count; g++) {
        steps[g] = INT32_MAX / 4;
    }
    steps[from] = 0;
    bool changed = true;
    for (int pass = 0; changed && pass < FARTHEST; pass++) {
        changed = false;
        for (size_t l = 0; l < diagram->line_count; l++) {
            int32_t *u = &steps[diagram->places[diagram->lines[l].u].group];
            int32_t *v = &steps[diagram->places[diagram->lines[l].v].group];
            if (*u > *v + 1 || *v > *u + 1) {
                *(*u > *v ? u : v) = (*u > *v ? *v : *u) + 1;
                changed = true;
            }
        }
    }
}

/* From left to right: beyond the left side, that side, between, the right side, beyond it. */
static int32_t order_of(int32_t from_left, int32_t from_right) {
    if (from_left == from_right) {
        return (ENT__LEFT + ENT__RIGHT) / 2;
    }
    return from_left < from_right ? ENT__LEFT - from_left : ENT__RIGHT + from_right;
}

static ent_status find_order(ent__diagram *diagram) {
    pair sides;
    ent_status status = find_sides(diagram, &sides);
    if (status != ENT_OK) {
        return status;
    }
    int32_t *left = ent__calloc(diagram->group_count, sizeof *left);
    int32_t *right = ent__calloc(diagram->group_count, sizeof *right);
    if (left && right && diagram->group_count) {
        measure_steps(diagram, sides.a, left);
        measure_steps(diagram, sides.b, right);
        for (uint32_t v = 0; v < ent_network_node_count(diagram->network); v++) {
            uint32_t group = diagram->places[v].group;
            diagram->places[v].order = order_of(left[group], right[group]);
        }
    } else if (!left || !right) {
        status = ent__fail_memory(diagram->error);
    }
    free(left);
    free(right);
    return status;
}

/* ---- The path ----------------------------------------------------------------------------------------------------- */

/* Marks the nodes of the path and, of the lines along it, those that it may rest on. */
static ent_status mark_path(ent__diagram *diagram) {
    const ent_path *path = diagram->options->path;
    uint32_t nodes = ent_network_node_count(diagram->network);
    if (!path || !path->nodes) {
        return ENT_OK;
    }
    for (uint32_t i = 0; i <= path->hops; i++) {
        if (path->nodes[i] >= nodes) {
            return ent__fail(diagram->error, ENT_EINVAL, "node %u of the path: the network has only %u", path->nodes[i],
                             nodes);
        }
        diagram->places[path->nodes[i]].step = i + 1;
    }
    diagram->highlights = true;
    for (size_t l = 0; l < diagram->line_count; l++) {
        ent__line *line = &diagram->lines[l];
        uint32_t a = diagram->places[line->u].step, b = diagram->places[line->v].step;
        line->on_path = line->positive && a && b && (a == b + 1 || b == a + 1);
    }
    return ENT_OK;
}

ent_status ent__places_find(ent__diagram *diagram) {
    uint32_t nodes = ent_network_node_count(diagram->network);
    diagram->places = ent__calloc(nodes, sizeof *diagram->places);
    if (!diagram->places) {
        return ent__fail_memory(diagram->error);
    }
    leave_alone(diagram);
    ent_status status = ENT_OK;
    if (diagram->graph && ent_network_view(diagram->network)->rollup == ENT_ROLLUP_NONE) {
        uint32_t actors = ent_graph_actor_count(diagram->graph);
        ent_id *above = ent__calloc(actors, sizeof *above);
        uint32_t *group_of = ent__calloc(actors, sizeof *group_of);
        diagram->group_count = 0;
        status = above && group_of ? find_boxes(diagram, above, group_of) : ent__fail_memory(diagram->error);
        free(above);
        free(group_of);
    }
    if (status == ENT_OK) {
        status = find_order(diagram);
    }
    return status == ENT_OK ? mark_path(diagram) : status;
}
