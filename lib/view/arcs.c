/*
 * Selecting relations, rolling their actors up, and sharing them out: one pass over the relations for the last day, which
 * decay may count from, and one for the arcs. O(relations + arcs); a mutual view also sorts its arcs.
 *
 * The order is fixed: select, roll up, drop excluded actors, split by share, merge the arcs of one relation that join the
 * same pair. Only then come the strengths, so that a relation never adds more than once to a pair. Loops are handed on,
 * never dropped: the caller counts them.
 */
#include "arcs.h"

#include <math.h>
#include <stdlib.h>

/* What the collecting needs at hand. */
typedef struct collector {
    const ent__selection *asked;
    ent__arcs *arcs;
    ent_error *error;
} collector;

/* For whom an actor counts in this relation; himself without roll-up. */
static ent_status shares_of(const collector *all, const ent__relation *relation, ent_id actor, ent_share *shares,
                            size_t *count) {
    if (all->asked->view->rollup == ENT_ROLLUP_NONE) {
        shares[0] = (ent_share){actor, 1.0};
        *count = 1;
        return ENT_OK;
    }
    return ent_graph_principals(shares, ENT__MOST_SHARES, count, all->asked->graph, actor, relation->first,
                                relation->last, all->error);
}

/* Appends an arc whose positive strength holds its share for now. */
static ent_status append(collector *all, ent_id from, ent_id to, double share) {
    ent__arcs *arcs = all->arcs;
    if (!ENT__RESERVE(arcs->items, arcs->capacity, arcs->count + 1)) {
        return ent__fail_memory(all->error);
    }
    arcs->items[arcs->count++] = (ent__arc){.from = from, .to = to, .positive = share};
    return ENT_OK;
}

/* Appends an arc and, of a mutual relation, the way back. Where direction is lost the way back has no share, as it is the same
 * contact; it is needed there only to tell who has arcs in both directions. */
static ent_status append_both(collector *all, ent__arc arc, bool mutual) {
    ent_status status = append(all, arc.from, arc.to, arc.positive);
    if (status != ENT_OK || !mutual || arc.from == arc.to || all->asked->view->direction == ENT_UNDIRECTED) {
        return status;
    }
    return append(all, arc.to, arc.from, all->asked->view->direction == ENT_DIRECTED ? arc.positive : 0.0);
}

/* All pairs of principals of one stored pair. */
static ent_status append_pair(collector *all, const ent__relation *relation, ent_id from, ent_id to) {
    ent_share sources[ENT__MOST_SHARES], targets[ENT__MOST_SHARES];
    size_t source_count, target_count;
    ent_status status = shares_of(all, relation, from, sources, &source_count);
    if (status == ENT_OK) {
        status = shares_of(all, relation, to, targets, &target_count);
    }
    for (size_t i = 0; status == ENT_OK && i < source_count; i++) {
        for (size_t j = 0; status == ENT_OK && j < target_count; j++) {
            ent__arc arc = {
                .from = sources[i].actor, .to = targets[j].actor, .positive = sources[i].share * targets[j].share};
            if (ent__is_wanted(all->asked, from, arc.from) && ent__is_wanted(all->asked, to, arc.to)) {
                status = append_both(all, arc, relation->kind & ENT__MUTUAL);
            }
        }
    }
    return status;
}

static int by_pair(const void *left, const void *right) {
    const ent__arc *a = left, *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return (a->to > b->to) - (a->to < b->to);
}

/* Merges the arcs of one relation that join the same ordered pair: share = min(1, sum). */
static void merge(ent__arcs *arcs, size_t start) {
    if (arcs->count - start > 1) {
        qsort(arcs->items + start, arcs->count - start, sizeof *arcs->items, by_pair);
    }
    size_t kept = start;
    for (size_t i = start; i < arcs->count; i++) {
        ent__arc *last = kept > start ? &arcs->items[kept - 1] : NULL;
        if (last && by_pair(last, &arcs->items[i]) == 0) {
            last->positive = fmin(1.0, last->positive + arcs->items[i].positive);
        } else {
            arcs->items[kept++] = arcs->items[i];
        }
    }
    arcs->count = kept;
}

/* Where direction is lost, a pair that one relation joins both ways has its share once, on the arc from the smaller
 * actor; the way back is kept as a mark. Arcs are merged before. */
static void merge_ways_back(ent__arcs *arcs, size_t start) {
    ent__arc *items = arcs->items + start;
    size_t count = arcs->count - start;
    for (size_t i = 0; i < count; i++) {
        if (items[i].from <= items[i].to) {
            continue;
        }
        ent__arc turned = {.from = items[i].to, .to = items[i].from};
        ent__arc *forth = bsearch(&turned, items, count, sizeof turned, by_pair);
        if (forth) {
            forth->positive = fmin(1.0, forth->positive + items[i].positive);
            items[i].positive = 0.0;
            items[i].way_back = true;
        }
    }
}

ent_status ent__arcs_share(ent__arcs *arcs, const ent__selection *asked, ent_id number, ent_error *error) {
    collector all = {asked, arcs, error};
    const ent__relation *relation = &asked->graph->relations[number];
    ent__sides sides = ent__graph_sides(asked->graph, relation);
    size_t start = arcs->count;
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < sides.from_count && status == ENT_OK; i++) {
        for (uint32_t j = 0; j < sides.to_count && status == ENT_OK; j++) {
            status = append_pair(&all, relation, sides.from[i], sides.to[j]);
        }
    }
    if (status == ENT_OK) {
        merge(arcs, start);
        if (asked->view->direction != ENT_DIRECTED && arcs->count - start > 1) {
            merge_ways_back(arcs, start);
        }
    }
    return status;
}

/* All arcs of one relation. */
static ent_status collect_relation(ent__arcs *arcs, const ent__selection *asked, ent_id number, ent_error *error) {
    const ent__relation *relation = &asked->graph->relations[number];
    size_t start = arcs->count;
    ent_status status = ent__arcs_share(arcs, asked, number, error);
    double positive, negative;
    ent__weigh(asked, relation, &positive, &negative);
    for (size_t i = start; i < arcs->count; i++) {
        ent__arc *arc = &arcs->items[i];
        double share = arc->positive;
        arc->relation = number;
        arc->first = relation->first;
        arc->last = relation->last;
        arc->kind = (uint8_t)ent__relation_kind(relation);
        arc->positive = positive * share;
        arc->negative = negative * share;
    }
    return status;
}

static ent_status collect_all(ent__arcs *arcs, const ent__selection *asked, const ent_run *run, ent_error *error) {
    const ent_graph *graph = asked->graph;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < graph->relation_count && status == ENT_OK; i++) {
        if ((i & 0xFFFFu) == 0) {
            status = ent__progress(run, (double)i / (double)graph->relation_count, error);
        }
        if (status == ENT_OK && ent__is_selected(asked, &graph->relations[i])) {
            status = collect_relation(arcs, asked, (ent_id)i, error);
        }
    }
    return status;
}

ent_status ent__arcs_collect(ent__arcs *arcs, const ent_graph *graph, const ent_view *view, const ent_run *run,
                             ent_error *error) {
    *arcs = (ent__arcs){NULL, 0, 0, ENT_DATE_MIN};
    ent__selection asked;
    ent_status status = ent__selection_open(&asked, graph, view, error);
    if (status != ENT_OK) {
        return status;
    }
    arcs->last_day = ent__selection_last_day(&asked);
    asked.reference = asked.reference == ENT_DATE_MAX ? arcs->last_day : asked.reference;
    status = collect_all(arcs, &asked, run, error);
    if (status == ENT_OK && view->direction == ENT_MUTUAL) {
        status = ent__arcs_keep_mutual(arcs, error);
    }
    ent__selection_close(&asked);
    if (status != ENT_OK) {
        ent__arcs_free(arcs);
    }
    return status;
}

ent_status ent__arcs_of(ent__arcs *arcs, const ent_graph *graph, const ent_view *view, const ent_id *relations,
                        size_t count, ent_date last_day, ent_error *error) {
    *arcs = (ent__arcs){NULL, 0, 0, last_day};
    ent__selection asked;
    ent_status status = ent__selection_open(&asked, graph, view, error);
    if (status != ENT_OK) {
        return status;
    }
    asked.reference = asked.reference == ENT_DATE_MAX ? last_day : asked.reference;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = collect_relation(arcs, &asked, relations[i], error);
    }
    ent__selection_close(&asked);
    if (status != ENT_OK) {
        ent__arcs_free(arcs);
    }
    return status;
}

ent_status ent__number_actors(ent_id **actors, uint32_t *count, uint32_t *nodes, size_t actor_count, ent_error *error) {
    *count = 0;
    for (size_t actor = 0; actor < actor_count; actor++) {
        nodes[actor] = nodes[actor] ? (*count)++ : ENT_NONE;
    }
    *actors = ent__calloc(*count, sizeof **actors);
    if (!*actors) {
        return ent__fail_memory(error);
    }
    for (size_t actor = 0; actor < actor_count; actor++) {
        if (nodes[actor] != ENT_NONE) {
            (*actors)[nodes[actor]] = (ent_id)actor;
        }
    }
    return ENT_OK;
}

ent_status ent__arcs_number(ent_id **actors, uint32_t *count, uint32_t *nodes, size_t actor_count,
                            const ent__arcs *arcs, ent_error *error) {
    for (size_t i = 0; i < arcs->count; i++) {
        nodes[arcs->items[i].from] = 1;
        nodes[arcs->items[i].to] = 1;
    }
    return ent__number_actors(actors, count, nodes, actor_count, error);
}

void ent__arcs_free(ent__arcs *arcs) {
    free(arcs->items);
    *arcs = (ent__arcs){NULL, 0, 0, ENT_DATE_MIN};
}
