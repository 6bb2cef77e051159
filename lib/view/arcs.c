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
#include <string.h>

/* What the collecting needs at hand. `marks` says of every actor whether the view names him. */
typedef struct collector {
    const ent_graph *graph;
    const ent_view *view;
    ent__arcs *arcs;
    uint8_t *marks;
    ent_date reference;
    ent_error *error;
} collector;
#define MARK_ONLY 1u
#define MARK_EXCLUDED 2u

static bool has_prefix(const ent_view *view, const char *code) {
    for (size_t i = 0; i < view->code_count; i++) {
        if (code && strncmp(code, view->codes[i], strlen(view->codes[i])) == 0) {
            return true;
        }
    }
    return view->code_count == 0;
}

bool ent__view_selects(const ent_graph *graph, const ent_view *view, const ent__relation *relation) {
    ent_kind kind = ent__relation_kind(relation);
    return relation->first <= view->until && relation->last >= view->since && (view->kinds & ENT_KIND_BIT(kind)) &&
           (kind != ENT_KIND_MEDIATION || (view->statuses & (1u << relation->status))) &&
           relation->tone >= view->tone_min && relation->tone <= view->tone_max &&
           relation->confidence >= view->confidence_min && has_prefix(view, ent__graph_code(graph, relation));
}

/* The last day of a relation that says when it was; ENT_DATE_MIN if it is open on both sides. */
static ent_date dated(const ent__relation *relation) {
    return relation->last != ENT_DATE_MAX ? relation->last : relation->first;
}

/* What a relation adds to a pair at full share, decayed by its age on the reference day (MEASURES 8.1). */
static void strengths(const collector *all, const ent__relation *relation, double *positive, double *negative) {
    *positive = *negative = 0.0;
    if (relation->status == ENT_MEDIATION_EXPECTED) {
        return; /* has not happened */
    }
    double weight = relation->confidence;
    if (all->view->half_life > 0.0) {
        ent_date last = relation->last < all->view->until ? relation->last : all->view->until;
        double age = last < all->reference ? (double)all->reference - (double)last : 0.0;
        weight *= exp2(-age / all->view->half_life);
    }
    double tone = relation->tone;
    if (ent__relation_kind(relation) == ENT_KIND_AFFILIATION) {
        *positive = weight;
    } else if (all->view->scheme == ENT_SCHEME_WEIGHT) {
        ent_id number = (ent_id)(relation - ent__graph_relations(all->graph));
        *(tone >= 0.0 ? positive : negative) = ent__graph_weight(all->graph, number) * weight;
    } else if (all->view->scheme == ENT_SCHEME_COUNT) {
        *(tone >= 0.0 ? positive : negative) = weight;
    } else if (tone != 0.0) {
        *(tone > 0.0 ? positive : negative) = fabs(tone) * weight;
    }
}

/* For whom an actor counts in this relation; himself without roll-up. */
static ent_status shares_of(const collector *all, const ent__relation *relation, ent_id actor, ent_share *shares,
                            size_t *count) {
    if (all->view->rollup == ENT_ROLLUP_NONE) {
        shares[0] = (ent_share){actor, 1.0};
        *count = 1;
        return ENT_OK;
    }
    return ent_graph_principals(shares, ENT__MOST_SHARES, count, all->graph, actor, relation->first, relation->last,
                                all->error);
}

static bool is_wanted(const collector *all, ent_id stored, ent_id counted) {
    unsigned marks = (unsigned)all->marks[stored] | all->marks[counted];
    ent_actor_kind kind = all->graph->actors[counted].as_read.kind;
    return !(marks & MARK_EXCLUDED) && (all->view->only_count == 0 || (marks & MARK_ONLY)) &&
           (all->view->actor_kinds & (1u << (unsigned)kind));
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
    if (status != ENT_OK || !mutual || arc.from == arc.to || all->view->direction == ENT_UNDIRECTED) {
        return status;
    }
    return append(all, arc.to, arc.from, all->view->direction == ENT_DIRECTED ? arc.positive : 0.0);
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
            if (is_wanted(all, from, arc.from) && is_wanted(all, to, arc.to)) {
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

/* All arcs of one relation. */
static ent_status collect_relation(collector *all, ent_id number) {
    const ent__relation *relation = &all->graph->relations[number];
    ent__sides sides = ent__graph_sides(all->graph, relation);
    size_t start = all->arcs->count;
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < sides.from_count && status == ENT_OK; i++) {
        for (uint32_t j = 0; j < sides.to_count && status == ENT_OK; j++) {
            status = append_pair(all, relation, sides.from[i], sides.to[j]);
        }
    }
    if (status != ENT_OK) {
        return status;
    }
    merge(all->arcs, start);
    if (all->view->direction != ENT_DIRECTED && all->arcs->count - start > 1) {
        merge_ways_back(all->arcs, start);
    }
    double positive, negative;
    strengths(all, relation, &positive, &negative);
    for (size_t i = start; i < all->arcs->count; i++) {
        ent__arc *arc = &all->arcs->items[i];
        double share = arc->positive;
        arc->relation = number;
        arc->first = relation->first;
        arc->last = relation->last;
        arc->kind = (uint8_t)ent__relation_kind(relation);
        arc->positive = positive * share;
        arc->negative = negative * share;
    }
    return ENT_OK;
}

/* The last dated day of any relation selected. */
static ent_date last_day_of(const ent_graph *graph, const ent_view *view) {
    ent_date last = ENT_DATE_MIN;
    for (size_t i = 0; i < graph->relation_count; i++) {
        const ent__relation *relation = &graph->relations[i];
        if (ent__view_selects(graph, view, relation) && dated(relation) > last) {
            last = dated(relation);
        }
    }
    return last;
}

static ent_status collect_all(collector *all, const ent_run *run) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < all->graph->relation_count && status == ENT_OK; i++) {
        if ((i & 0xFFFFu) == 0) {
            status = ent__progress(run, (double)i / (double)all->graph->relation_count, all->error);
        }
        if (status == ENT_OK && ent__view_selects(all->graph, all->view, &all->graph->relations[i])) {
            status = collect_relation(all, (ent_id)i);
        }
    }
    return status;
}

/* Marks the actors that the view names, and finds the day that decay counts from. Free all->marks. */
static ent_status start(collector *all, const ent_view *view) {
    all->marks = ent__calloc(all->graph->actor_count, 1);
    if (!all->marks) {
        return ent__fail_memory(all->error);
    }
    for (size_t i = 0; i < view->only_count; i++) {
        all->marks[view->only[i]] |= MARK_ONLY;
    }
    for (size_t i = 0; i < view->exclude_count; i++) {
        all->marks[view->exclude[i]] |= MARK_EXCLUDED;
    }
    if (all->reference == ENT_DATE_MAX) {
        all->reference = view->until != ENT_DATE_MAX ? view->until : all->arcs->last_day;
    }
    return ENT_OK;
}

ent_status ent__arcs_collect(ent__arcs *arcs, const ent_graph *graph, const ent_view *view, const ent_run *run,
                             ent_error *error) {
    *arcs = (ent__arcs){NULL, 0, 0, last_day_of(graph, view)};
    collector all = {graph, view, arcs, NULL, view->reference, error};
    ent_status status = start(&all, view);
    if (status == ENT_OK) {
        status = collect_all(&all, run);
    }
    if (status == ENT_OK && view->direction == ENT_MUTUAL) {
        status = ent__arcs_keep_mutual(arcs, error);
    }
    free(all.marks);
    if (status != ENT_OK) {
        ent__arcs_free(arcs);
    }
    return status;
}

ent_status ent__arcs_of(ent__arcs *arcs, const ent_graph *graph, const ent_view *view, const ent_id *relations,
                        size_t count, ent_date last_day, ent_error *error) {
    *arcs = (ent__arcs){NULL, 0, 0, last_day};
    collector all = {graph, view, arcs, NULL, view->reference, error};
    ent_status status = start(&all, view);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = collect_relation(&all, relations[i]);
    }
    free(all.marks);
    if (status != ENT_OK) {
        ent__arcs_free(arcs);
    }
    return status;
}

ent_status ent__arcs_number(ent_id **actors, uint32_t *count, uint32_t *nodes, size_t actor_count,
                            const ent__arcs *arcs, ent_error *error) {
    for (size_t i = 0; i < arcs->count; i++) {
        nodes[arcs->items[i].from] = 1;
        nodes[arcs->items[i].to] = 1;
    }
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

void ent__arcs_free(ent__arcs *arcs) {
    free(arcs->items);
    *arcs = (ent__arcs){NULL, 0, 0, ENT_DATE_MIN};
}
