/*
 * Who did mediate: mediation relations, rolled up, as rows of mediator and relation, and those of both parties by status. One
 * pass over the relations, then O(k log k) for k rows.
 *
 * Here the score is not known: what happened is never ranked by what could have.
 */
#include "../view/arcs.h"
#include "mediators_internal.h"

#include <stdlib.h>

/* An appeal or an expectation is no experience yet, and a rejected mediation got nowhere. */
double ent__experience_of(ent_mediation_status status) {
    static const double weights[ENT_MEDIATION_STATUS_COUNT] = {
        [ENT_MEDIATION_UNSTATED] = 1.0,
        [ENT_MEDIATION_OFFERED] = 0.5,
        [ENT_MEDIATION_ACCEPTED] = 1.0,
        [ENT_MEDIATION_CONDUCTED] = 1.0,
    };
    return weights[status];
}

/* The place of a status in the list of who did. */
static const uint8_t place_of[ENT_MEDIATION_STATUS_COUNT] = {
    [ENT_MEDIATION_CONDUCTED] = 0, [ENT_MEDIATION_ACCEPTED] = 1, [ENT_MEDIATION_UNSTATED] = 2,
    [ENT_MEDIATION_OFFERED] = 3,   [ENT_MEDIATION_APPEALED] = 4, [ENT_MEDIATION_EXPECTED] = 5,
    [ENT_MEDIATION_REJECTED] = 6,
};

static int by_actor_then_relation(const void *left, const void *right) {
    const ent__mediation *a = left, *b = right;
    if (a->actor != b->actor) {
        return a->actor < b->actor ? -1 : 1;
    }
    return (a->relation > b->relation) - (a->relation < b->relation);
}

/* The row of one mediator: arcs [start, end) lead from it to the parties of one relation, by rising party. False if it counts as
 * the only party, so that nobody is mediated with. */
static bool make_row(ent__mediation *row, const ent_mediators *answer, const ent__arc *start, const ent__arc *end) {
    bool to_a = false, to_b = false, to_others = false;
    for (const ent__arc *arc = start; arc < end; arc++) {
        to_a = to_a || arc->to == answer->parties[0];
        to_b = to_b || arc->to == answer->parties[1];
        to_others = to_others || arc->to != arc->from;
    }
    bool is_party = start->from == answer->parties[0] || start->from == answer->parties[1];
    *row = (ent__mediation){.actor = start->from, .relation = start->relation, .both = to_a && to_b && !is_party};
    return to_others;
}

/* What the relation itself says. */
static ent_status fill_row(ent__mediation *row, const ent__mediator_question *question, ent_error *error) {
    ent_relation relation = ENT_RELATION_INIT;
    ent_status status = ent_graph_get_relation(&relation, question->graph, row->relation, error);
    row->status = relation.status;
    row->recent = relation.last >= question->experience_since;
    row->weight = relation.confidence * ent__experience_of(relation.status);
    return status;
}

/* A draw may give a relation several times or not at all (`times`): its row weighs so much, and one that is gone makes no
 * candidate. */
ent_status ent__mediations_read(ent_mediators *answer, uint8_t *is_candidate, const ent__mediator_question *question,
                                ent__mediations_seen seen, ent_error *error) {
    const ent__arcs *arcs = &seen.record->arcs;
    answer->mediations = ent__calloc(arcs->count, sizeof *answer->mediations);
    ent_status status = answer->mediations ? ENT_OK : ent__fail_memory(error);
    for (size_t start = 0, end; start < arcs->count && status == ENT_OK; start = end) {
        const ent__arc *first = &arcs->items[start];
        for (end = start + 1; end < arcs->count && arcs->items[end].relation == first->relation &&
                              arcs->items[end].from == first->from;) {
            end++;
        }
        double factor = seen.times ? seen.times[seen.record->rows[start]] : 1.0;
        if (factor == 0.0) {
            continue;
        }
        ent__mediation *row = &answer->mediations[answer->mediation_count];
        bool mediates = make_row(row, answer, first, arcs->items + end);
        status = fill_row(row, question, error);
        row->weight *= factor;
        for (size_t i = start; i < end && row->recent; i++) {
            is_candidate[arcs->items[i].from] = is_candidate[arcs->items[i].to] = 1;
        }
        answer->mediation_count += mediates;
    }
    if (status == ENT_OK && answer->mediation_count) {
        qsort(answer->mediations, answer->mediation_count, sizeof *answer->mediations, by_actor_then_relation);
    }
    return status;
}

/* By status in the order of place_of: what was conducted first, what was rejected last. */
static int by_status_then_actor(const void *left, const void *right) {
    const ent__mediation *a = *(const ent__mediation *const *)left, *b = *(const ent__mediation *const *)right;
    if (a->status != b->status) {
        return place_of[a->status] < place_of[b->status] ? -1 : 1;
    }
    return by_actor_then_relation(a, b);
}

/* Status, then the number of relations, then the actor: the order in which who did is told. */
static int by_place(const void *left, const void *right) {
    const ent_mediated *a = left, *b = right;
    if (a->status != b->status) {
        return place_of[a->status] < place_of[b->status] ? -1 : 1;
    }
    if (a->relation_count != b->relation_count) {
        return a->relation_count > b->relation_count ? -1 : 1;
    }
    return (a->actor > b->actor) - (a->actor < b->actor);
}

/* Groups rows, which are sorted, by actor and status. */
static void group_rows(ent_mediators *answer, const ent__mediation *const *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ent_mediated *last = &answer->mediated[answer->mediated_count];
        if (i == 0 || rows[i]->actor != rows[i - 1]->actor || rows[i]->status != rows[i - 1]->status) {
            last = &answer->mediated[answer->mediated_count++];
            *last = (ent_mediated)ENT_MEDIATED_INIT;
            last->actor = rows[i]->actor;
            last->status = rows[i]->status;
            last->relations = answer->mediated_relations + i;
        } else {
            last--;
        }
        last->relation_count++;
        answer->mediated_relations[i] = rows[i]->relation;
    }
}

/* Who did, by status and then by how many relations say so: pointers are sorted, the rows stay in the order in which
 * candidates find theirs. */
ent_status ent__mediations_list(ent_mediators *answer, ent_error *error) {
    const ent__mediation **rows = ent__calloc(answer->mediation_count, sizeof *rows);
    if (!rows) {
        return ent__fail_memory(error);
    }
    size_t count = 0;
    for (size_t i = 0; i < answer->mediation_count; i++) {
        if (answer->mediations[i].both) {
            rows[count++] = &answer->mediations[i];
        }
    }
    answer->mediated = ent__calloc(count, sizeof *answer->mediated);
    answer->mediated_relations = ent__calloc(count, sizeof *answer->mediated_relations);
    ent_status status = answer->mediated && answer->mediated_relations ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK && count) {
        qsort(rows, count, sizeof *rows, by_status_then_actor);
        group_rows(answer, rows, count);
        qsort(answer->mediated, answer->mediated_count, sizeof *answer->mediated, by_place);
    }
    free(rows);
    return status;
}

ent_view ent__mediations_view(const ent__mediator_question *question) {
    ent_view view = ENT_VIEW_INIT;
    view.until = question->last_seen;
    view.kinds = ENT_KIND_BIT(ENT_KIND_MEDIATION);
    view.rollup = question->options.rollup;
    return view;
}
