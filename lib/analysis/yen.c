/*
 * The first simple paths by cost, hops, nodes (Yen 1971; no path is found twice: Lawler 1972).
 *
 * The paths not yet listed lie in disjoint spaces: those that share a root with a listed path and leave it by another
 * head. Listing the best path of a space splits the rest of that space, a part for every node of the path. Paths come in tie
 * groups: the least cost that is left opens one, and while it is open every space is asked for its path of fewest hops
 * and smallest nodes within the group's bound, so that the order inside a group never needs the group in full, however
 * many paths tie (a grid has exponentially many). Spaces are searched only when it is their turn by what one glance at the
 * root's end promises, which leaves most of them unsearched: at most O(hops) searches a listed path, in practice one
 * or two.
 *
 * In a big network all this sees only a corridor: of ways hardly longer than the shortest. If that has too few paths, all begins again
 * with a wider one or with everything: what was done in vain is little beside it. The detours from the shortest path tell soon how
 * long a path may be at most to be among those asked for, and nothing longer is looked at.
 */
#include "spur.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDED_UP (1.0 + 1e-12)
/* By how much longer than the shortest the ways of the first corridor are; the widest that is tried; and the part of all nodes (1 in so
 * many) that is searched for a wide one, after which everything is hardly more. */
#define FIRST_EXCESS 0.03
#define MOST_FACTOR 1.5
#define WIDE 64
/* Nodes from which on corridors are of use: in 10 thousand one search through everything is a fifth quicker than two or three that
 * find a corridor, in 500 thousand 25 times slower. */
#define BIG 32768

typedef struct space {
    uint32_t parent; /* the listed path that the root begins; ENT_NONE: the root is the source alone */
    uint32_t depth; /* hops of the root */
    double cost; /* of the root */
    uint32_t *banned; /* heads of the listed paths with this root */
    size_t banned_count, banned_capacity;
    uint32_t *rest; /* after the root: the best path's nodes; of a space not searched, the smallest head */
    uint32_t rest_count;
    uint32_t hops; /* of the best path in the open group; not searched: at least so many */
    bool searched; /* for the open group's bound; among the spaces that wait: its least cost is known */
} space;

typedef struct yen {
    const ent__route *route;
    ent_paths *paths;
    ent__spur spur;
    space *spaces;
    size_t space_count, space_capacity;
    ent__heap waiting; /* spaces by least cost, of which no path is in the open group */
    uint32_t *group; /* heap of spaces by best path within the bound */
    size_t group_count, group_capacity;
    double bound; /* greatest cost of the open group */
    bool beyond; /* the next group lies where the searches do not see everything */
    double enough; /* cost that so many paths as are asked for keep within; +inf: not known */
    bool ties_only;
} yen;

/* ---- The order inside a group ------------------------------------------------------------------------------------- */

static const uint32_t *root_of(const yen *y, const space *s) {
    return s->parent == ENT_NONE ? &y->route->source : y->paths->nodes + y->paths->starts[s->parent];
}

static uint32_t node_at(const space *s, const uint32_t *root, uint32_t place) {
    return place <= s->depth ? root[place] : s->rest[place - s->depth - 1];
}

/* Fewer hops, then the smaller sequence; one not searched comes before those it may be the beginning of. */
static bool comes_before(const yen *y, const space *a, const space *b) {
    if (a->hops != b->hops) {
        return a->hops < b->hops;
    }
    const uint32_t *root_a = root_of(y, a), *root_b = root_of(y, b);
    uint32_t end_a = a->depth + 1 + a->rest_count, end_b = b->depth + 1 + b->rest_count;
    uint32_t place = a->parent != b->parent ? 0 : a->depth < b->depth ? a->depth : b->depth;
    for (; place < end_a && place < end_b; place++) {
        uint32_t node_a = node_at(a, root_a, place), node_b = node_at(b, root_b, place);
        if (node_a != node_b) {
            return node_a < node_b;
        }
    }
    return end_a < end_b;
}

static bool in_order(const yen *y, uint32_t a, uint32_t b) {
    return comes_before(y, &y->spaces[a], &y->spaces[b]);
}

static ent_status push_group(yen *y, uint32_t pushed, ent_error *error) {
    if (!ENT__RESERVE(y->group, y->group_capacity, y->group_count + 1)) {
        return ent__fail_memory(error);
    }
    size_t place = y->group_count++;
    while (place > 0 && in_order(y, pushed, y->group[(place - 1) / 2])) {
        y->group[place] = y->group[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    y->group[place] = pushed;
    return ENT_OK;
}

static uint32_t pop_group(yen *y) {
    uint32_t first = y->group[0], moved = y->group[--y->group_count];
    size_t place = 0, child = 1;
    while (child < y->group_count) {
        child += child + 1 < y->group_count && in_order(y, y->group[child + 1], y->group[child]);
        if (!in_order(y, y->group[child], moved)) {
            break;
        }
        y->group[place] = y->group[child];
        place = child;
        child = 2 * place + 1;
    }
    y->group[place] = moved;
    return first;
}

/* ---- Searching a space -------------------------------------------------------------------------------------------- */

/* Closes (or opens again) the nodes of a space's root and says where its rests begin. */
static ent__root set_root(yen *y, const space *s, bool closed) {
    const uint32_t *nodes = root_of(y, s);
    for (uint32_t i = 0; i <= s->depth; i++) {
        y->spur.closed[nodes[i]] = closed;
    }
    return (ent__root){nodes[s->depth], s->cost, s->banned, (uint32_t)s->banned_count};
}

static ent_status set_rest(space *s, const uint32_t *nodes, uint32_t count, ent_error *error) {
    uint32_t *rest = ent__calloc(count, sizeof *rest);
    if (!rest) {
        return ent__fail_memory(error);
    }
    memcpy(rest, nodes, count * sizeof *rest);
    free(s->rest);
    s->rest = rest;
    s->rest_count = count;
    return ENT_OK;
}

/* Lets a space wait until a group opens that may have a path of it. */
static ent_status put_off(yen *y, uint32_t number, double cost, bool known, ent_error *error) {
    if (isinf(cost) || (y->ties_only && y->paths->count > 0)) {
        return ENT_OK; /* empty, or beyond the only group asked for */
    }
    y->spaces[number].searched = known;
    return ent__heap_push(&y->waiting, cost, number, error);
}

/* Puts a space by what a glance promises: into the open group, with at least so many hops, or off. Its root is closed. */
static ent_status place(yen *y, uint32_t number, const ent__root *root, uint32_t hops, ent_error *error) {
    double cost;
    space *s = &y->spaces[number];
    uint32_t head = ent__spur_glance(&cost, &y->spur, root, y->bound);
    if (head == ENT_NONE) {
        return put_off(y, number, cost, false, error);
    }
    s->searched = false;
    s->hops = hops;
    ent_status status = set_rest(s, &head, 1, error);
    return status == ENT_OK ? push_group(y, number, error) : status;
}

/* Finds the best path of a space in the open group and puts the space back in its place; without one, off. */
static ent_status search(yen *y, uint32_t number, ent_error *error) {
    uint32_t hops;
    space *s = &y->spaces[number];
    ent__root root = set_root(y, s, true);
    ent_status status = ent__spur_path(&hops, &y->spur, &root, y->bound, error);
    set_root(y, s, false);
    if (status != ENT_OK || hops == 0) {
        return status == ENT_OK ? put_off(y, number, y->bound, false, error) : status;
    }
    s->searched = true;
    s->hops = s->depth + hops;
    status = set_rest(s, y->spur.path, hops, error);
    return status == ENT_OK ? push_group(y, number, error) : status;
}

/* ---- Groups ------------------------------------------------------------------------------------------------------- */

/* Moves a space from those that wait into the group just opened. */
static ent_status join(yen *y, ent__heap_item waiting, ent_error *error) {
    const space *s = &y->spaces[waiting.item];
    uint32_t hops = s->depth + 1;
    if (y->route->ways->weight == ENT_WEIGHT_UNIT) {
        hops = (uint32_t)waiting.key;
    }
    ent__root root = set_root(y, s, true);
    ent_status status = place(y, waiting.item, &root, hops, error);
    set_root(y, s, false);
    return status;
}

/* Learns the least cost of the spaces in turn until the first is sure, which opens a group. */
static ent_status open_group(yen *y, ent_error *error) {
    ent_status status = ENT_OK;
    while (status == ENT_OK && y->waiting.count > 0 && !y->spaces[y->waiting.items[0].item].searched) {
        uint32_t number = ent__heap_pop(&y->waiting).item;
        const space *s = &y->spaces[number];
        double cost;
        ent__root root = set_root(y, s, true);
        status = ent__spur_cost(&cost, &y->spur, &root, error);
        set_root(y, s, false);
        if (status == ENT_OK) {
            status = put_off(y, number, cost, true, error);
        }
    }
    if (status == ENT_OK && y->waiting.count > 0) {
        y->bound = ent__tie_bound(y->waiting.items[0].key);
        y->beyond = y->bound * ROUNDED_UP > y->spur.corridor.limit;
    }
    while (!y->beyond && status == ENT_OK && y->waiting.count > 0 && y->waiting.items[0].key <= y->bound) {
        status = join(y, ent__heap_pop(&y->waiting), error);
    }
    return status;
}

/* The space whose best path comes next, or ENT_NONE. */
static ent_status next_space(uint32_t *number, yen *y, ent_error *error) {
    ent_status status = ENT_OK;
    *number = ENT_NONE;
    while (status == ENT_OK && *number == ENT_NONE && !y->beyond && y->group_count + y->waiting.count > 0) {
        if (y->group_count == 0) {
            status = open_group(y, error);
            continue;
        }
        uint32_t first = pop_group(y);
        if (y->spaces[first].searched) {
            *number = first;
        } else {
            status = search(y, first, error);
        }
    }
    return status;
}

/* ---- Listing and splitting ---------------------------------------------------------------------------------------- */

static ent_status list(yen *y, const space *s, ent_error *error) {
    uint32_t *nodes = ent__calloc((size_t)s->hops + 1, sizeof *nodes);
    if (!nodes) {
        return ent__fail_memory(error);
    }
    memcpy(nodes, root_of(y, s), ((size_t)s->depth + 1) * sizeof *nodes);
    memcpy(nodes + s->depth + 1, s->rest, s->rest_count * sizeof *nodes);
    ent_status status = ent__paths_add(y->paths, y->route->ways, nodes, s->hops, error);
    free(nodes);
    return status;
}

static ent_status add_space(yen *y, const space *s, ent_error *error) {
    if (y->space_count >= ENT_NONE || !ENT__RESERVE(y->spaces, y->space_capacity, y->space_count + 1)) {
        return ent__fail_memory(error);
    }
    y->spaces[y->space_count++] = *s;
    return ENT_OK;
}

/* Bans the head of the path just listed from a space with its root, and puts the space. */
static ent_status split_off(yen *y, uint32_t number, uint32_t head, const ent__root *at, ent_error *error) {
    space *s = &y->spaces[number];
    if (!ENT__RESERVE(s->banned, s->banned_capacity, s->banned_count + 1)) {
        return ent__fail_memory(error);
    }
    s->banned[s->banned_count++] = head;
    ent__root root = {at->end, at->cost, s->banned, (uint32_t)s->banned_count};
    return place(y, number, &root, s->hops, error);
}

/* Splits a space whose best path was just listed: the space itself keeps its root, every later node of the path roots another. */
static ent_status split(yen *y, uint32_t number, ent_error *error) {
    uint32_t path = y->paths->count - 1, depth = y->spaces[number].depth, hops = y->spaces[number].hops;
    const uint32_t *nodes = y->paths->nodes + y->paths->starts[path];
    double cost = y->spaces[number].cost, length = 0.0;
    set_root(y, &y->spaces[number], true);
    ent_status status = ENT_OK;
    for (uint32_t i = depth; status == ENT_OK && i < hops; i++) {
        y->spur.closed[nodes[i]] = true;
        if (i > depth) {
            space part = {.parent = path, .depth = i, .cost = cost, .hops = hops};
            number = (uint32_t)y->space_count;
            status = add_space(y, &part, error);
        }
        if (status == ENT_OK) {
            status = split_off(y, number, nodes[i + 1], &(ent__root){nodes[i], cost, NULL, 0}, error);
        }
        ent__way(y->route->ways, &y->route->ways->out, ent__rows_entry(&y->route->ways->out, nodes[i], nodes[i + 1]),
                 &length);
        cost += length;
    }
    for (uint32_t i = 0; i < hops; i++) {
        y->spur.closed[nodes[i]] = false;
    }
    return status;
}

/* The space of every path: its least cost is the distance. */
static ent_status begin(yen *y, ent_error *error) {
    space whole = {.parent = ENT_NONE};
    ent_status status = add_space(y, &whole, error);
    return status == ENT_OK ? put_off(y, 0, y->spur.corridor.to_target[y->route->source], true, error) : status;
}

/* Once the shortest path is listed: how much is enough for all, so that nothing dearer is looked at. */
static ent_status find_enough(yen *y, uint32_t count, ent_error *error) {
    uint32_t hops = (uint32_t)(y->paths->starts[1] - 1);
    ent_status status = ent__spur_enough(&y->enough, &y->spur, y->paths->nodes, hops, count, error);
    double limit = ent__corridor_limit(y->enough);
    y->spur.corridor.limit = limit < y->spur.corridor.limit ? limit : y->spur.corridor.limit;
    return status;
}

static ent_status list_paths(yen *y, uint32_t count, ent_error *error) {
    const ent_run *run = y->route->ways->run;
    uint32_t next;
    ent_status status = begin(y, error);
    while (status == ENT_OK && (y->paths->count < count || y->ties_only)) {
        status = next_space(&next, y, error);
        if (status != ENT_OK || next == ENT_NONE) {
            break;
        }
        if (y->paths->count == count) {
            y->paths->is_cut = true;
            break;
        }
        status = list(y, &y->spaces[next], error);
        if (status == ENT_OK && y->paths->count == 1 && count > 1 && !y->ties_only) {
            status = find_enough(y, count, error);
        }
        if (status == ENT_OK && (y->paths->count < count || y->ties_only)) {
            status = split(y, next, error);
        }
        if (status == ENT_OK) {
            status = ent__progress(run, (double)y->paths->count / count, error);
        }
    }
    return status;
}

static void free_yen(yen *y) {
    ent__spur_free(&y->spur);
    for (size_t i = 0; i < y->space_count; i++) {
        free(y->spaces[i].banned);
        free(y->spaces[i].rest);
    }
    free(y->spaces);
    free(y->group);
    ent__heap_free(&y->waiting);
}

/* By which factor longer than the shortest the ways should be when too few paths keep within one: what is enough, or twice the excess;
 * all, if so much was searched that everything is hardly more. */
static double wider(const yen *y, double factor) {
    double enough = y->enough / y->paths->costs[0], twice = 2.0 * factor - 1.0;
    double next = enough < twice ? enough : twice;
    bool is_wide = y->spur.corridor.settled > y->route->ways->network->node_count / WIDE;
    return is_wide || next > MOST_FACTOR ? (double)INFINITY : next;
}

/* Lists the paths that are asked for as far as they lie in the corridor of a factor; *next: that of the one to look at then, 0: all
 * are listed. */
static ent_status list_within(double *next, yen *y, uint32_t count, double factor, ent_error *error) {
    ent_status status = ent__spur_make(&y->spur, y->route, factor, error);
    if (status == ENT_OK) {
        status = list_paths(y, count, error);
    }
    bool wants_more = !y->ties_only && y->paths->count > 0 && y->paths->count < count;
    *next = wants_more && !isinf(y->spur.corridor.limit) ? wider(y, factor) : 0.0;
    free_yen(y);
    return status;
}

ent_status ent__yen(ent_paths *paths, const ent__route *route, uint32_t count, bool ties_only, ent_error *error) {
    bool is_big = route->ways->network->node_count >= BIG;
    double next = ties_only || count == 1 ? 1.0 : is_big ? 1.0 + FIRST_EXCESS : (double)INFINITY;
    ent_status status = ENT_OK;
    while (status == ENT_OK && next > 0.0) {
        yen y = {.route = route, .paths = paths, .ties_only = ties_only, .enough = INFINITY};
        paths->count = 0;
        status = list_within(&next, &y, count, next, error);
    }
    return status;
}
