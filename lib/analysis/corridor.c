/*
 * Bidirectional search (Pohl 1971): one of Dijkstra's from the source and one from the target, the one with less before it next,
 * until what is least in both together exceeds the limit, that is until every node of a way within it is settled by one of
 * them. Then only the search from the target goes on, and only through nodes by which the limit can still be kept: those that the
 * other has settled. So every node of such a way ends with its exact distance to the target. In a network without far ends that
 * looks at about the square root of its arcs.
 *
 * A distance that no way within the limit can have is not even noted. Lengths of 1 all lie in one bucket of the heap, which then is
 * a queue: breadth first needs no search of its own. O(n) to begin with, O((n + m) log n) at worst.
 */
#include "corridor.h"
#include "../network/floors.h"
#include "monotone.h"

#include <math.h>
#include <stdlib.h>

#define NODES_A_REPORT 4096u

/* A search from one end. */
typedef struct side {
    const ent__rows *rows;
    const float *floors; /* of the rows; NULL: not made */
    double *distances;
    uint32_t *next; /* of the search from the target, NULL of the other */
    double top; /* nothing that is not settled is nearer; +inf: all is */
    ent__monotone heap;
} side;

typedef struct search {
    const ent__ways *ways;
    side forth, back;
    double least, factor; /* the shortest way found so far */
    double limit;
    uint32_t settled;
} search;

/* Whether a way within the limit can pass a node at a distance from one end; +inf of both is none. */
static inline bool is_of_use(const search *s, const side *other, uint32_t node, double distance) {
    double least = other->distances[node] < other->top ? other->distances[node] : other->top;
    return isinf(s->limit) || distance + least <= s->limit;
}

static inline void reach(search *s, side *it, const side *other, uint32_t node, uint32_t through, double distance) {
    it->distances[node] = distance;
    if (it->next) {
        it->next[node] = through;
    }
    ent__monotone_push(&it->heap, distance, node);
    if (distance + other->distances[node] < s->least) {
        s->least = distance + other->distances[node];
        s->limit = ent__corridor_limit(s->least * s->factor);
    }
}

static void relax(search *s, side *it, const side *other, uint32_t u) {
    const ent__rows *rows = it->rows;
    double here = it->distances[u], length;
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        uint32_t v = rows->nodes[i];
        double floor = it->floors ? (double)it->floors[i] : 0.0;
        if (here + floor < it->distances[v] && ent__way(s->ways, rows, i, &length) &&
            here + length < it->distances[v] && is_of_use(s, other, v, here + length) && !ent__is_avoided(s->ways, v)) {
            reach(s, it, other, v, u, here + length);
        }
    }
}

/* Makes the least of a side known; false if everything that it can reach is settled. */
static bool look_ahead(side *it) {
    bool any = ent__monotone_deal(&it->heap, it->distances);
    it->top = any ? ent__monotone_least(&it->heap) : INFINITY;
    return any;
}

static void settle_one(search *s, side *it, const side *other) {
    uint32_t u = ent__monotone_take(&it->heap);
    if (is_of_use(s, other, u, it->distances[u])) {
        relax(s, it, other, u);
    }
}

/* `meets`: both sides search; else only the one from the target, through all that it can reach. */
static ent_status run(search *s, bool meets, ent_error *error) {
    ent_status status = ENT_OK;
    for (; status == ENT_OK && look_ahead(&s->back); s->settled++) {
        if (meets && !look_ahead(&s->forth) && isinf(s->least)) {
            break; /* the target cannot be reached */
        }
        meets = meets && s->forth.top + s->back.top <= s->limit;
        if (meets && s->forth.heap.count <= s->back.heap.count) {
            settle_one(s, &s->forth, &s->back);
        } else {
            settle_one(s, &s->back, &s->forth);
        }
        if (s->settled % NODES_A_REPORT == NODES_A_REPORT - 1) {
            status = ent__progress(s->ways->run, fmin(1.0, (double)s->settled / s->ways->network->node_count), error);
        }
    }
    bool failed = s->forth.heap.failed || s->back.heap.failed;
    return status == ENT_OK && failed ? ent__fail_memory(error) : status;
}

/* Distances, none of which is known; NULL without memory. */
static double *new_distances(uint32_t node_count) {
    double *distances = ent__calloc(node_count, sizeof *distances);
    for (uint32_t node = 0; distances && node < node_count; node++) {
        distances[node] = INFINITY;
    }
    return distances;
}

/* The floors of the rows out, or in: made for a search through everything (NULL without memory: it is slower then), else those that
 * such a one has left. */
static const float *floors_of(const search *s, bool in) {
    const ent__ways *ways = s->ways;
    ent_mode mode = in != (ways->mode == ENT_IN) ? ENT_IN : ENT_OUT;
    if (ways->projection.weights || ways->weight == ENT_WEIGHT_UNIT) {
        return NULL;
    }
    return isinf(s->factor) ? ent__floors_of(ways->network, mode, ways->weight)
                            : ent__floors_kept(ways->network, mode, ways->weight);
}

static ent_status search_from_ends(search *s, const ent__route *route, ent_error *error) {
    bool meets = !isinf(s->factor);
    s->back.distances[route->target] = 0.0;
    ent__monotone_push(&s->back.heap, 0.0, route->target);
    if (meets) {
        s->forth.distances[route->source] = 0.0;
        ent__monotone_push(&s->forth.heap, 0.0, route->source);
    }
    return run(s, meets, error);
}

ent_status ent__corridor_find(ent__corridor *corridor, const ent__route *route, double factor, ent_error *error) {
    const ent__ways *ways = route->ways;
    uint32_t node_count = ways->network->node_count;
    search s = {.ways = ways, .least = INFINITY, .limit = INFINITY, .factor = factor};
    s.forth = (side){.rows = &ways->out, .floors = floors_of(&s, false), .distances = new_distances(node_count)};
    s.back = (side){.rows = &ways->in,
                    .floors = floors_of(&s, true),
                    .distances = new_distances(node_count),
                    .next = ent__calloc(node_count, sizeof *s.back.next)};
    bool made = s.forth.distances && s.back.distances && s.back.next;
    ent_status status = made ? search_from_ends(&s, route, error) : ent__fail_memory(error);
    free(s.forth.distances);
    ent__monotone_free(&s.forth.heap);
    ent__monotone_free(&s.back.heap);
    *corridor = (ent__corridor){s.settled, s.limit, s.back.distances, s.back.next};
    if (status != ENT_OK) {
        ent__corridor_free(corridor);
    }
    return status;
}

void ent__corridor_free(ent__corridor *corridor) {
    free(corridor->to_target);
    free(corridor->next);
    *corridor = (ent__corridor){0};
}
