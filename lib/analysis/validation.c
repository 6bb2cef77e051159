/*
 * Predictive validation: what took place is asked for on its eve. Here the queries are listed, and the averages taken. One pass
 * over the relations for what they say, which is kept for all days; a day with queries costs as rankers.c says.
 *
 * Nothing of a query's own day is ever seen by what ranks its candidates.
 */
#include "../view/arcs.h"
#include "mediators_internal.h"
#include "validation_internal.h"

#include <math.h>
#include <stdlib.h>

bool ent__deed_joins(const ent__record *record, const ent__deed *deed, ent_id a, ent_id b) {
    bool has_a = false, has_b = false;
    for (uint32_t i = 0; i < deed->party_count; i++) {
        has_a = has_a || record->parties[deed->parties + i] == a;
        has_b = has_b || record->parties[deed->parties + i] == b;
    }
    return has_a && has_b;
}

/* An appeal or an expectation is no event that could be predicted, and a rejected mediation did not come about. */
static bool took_place(ent_mediation_status status) {
    return status == ENT_MEDIATION_CONDUCTED || status == ENT_MEDIATION_ACCEPTED || status == ENT_MEDIATION_OFFERED ||
           status == ENT_MEDIATION_UNSTATED;
}

/* Adds the deed of one mediator, whose arcs these are; none if the mediation did not take place or leads nowhere else. */
static ent_status add_deed(ent__record *record, size_t *party_count, const ent__arc *start, const ent__arc *end,
                           ent_error *error) {
    ent_relation relation = ENT_RELATION_INIT;
    ent_status status = ent_graph_get_relation(&relation, record->graph, start->relation, error);
    if (status != ENT_OK || relation.kind != ENT_KIND_MEDIATION || !took_place(relation.status)) {
        return status;
    }
    ent__deed *deed = &record->deeds[record->deed_count];
    double weight = relation.confidence * ent__experience_of(relation.status);
    *deed = (ent__deed){start->relation, start->from, start->first, start->last, weight, *party_count, 0};
    for (const ent__arc *arc = start; arc < end; arc++) {
        if (arc->to != arc->from) {
            record->parties[(*party_count)++] = arc->to;
            deed->party_count++;
        }
    }
    record->deed_count += deed->party_count > 0;
    return ENT_OK;
}

static ent_status fill_record(ent__record *record, ent_error *error) {
    const ent__arcs *arcs = &record->arcs;
    size_t mediations = 0, parties = 0;
    for (size_t i = 0; i < arcs->count; i++) {
        const ent__arc *arc = &arcs->items[i];
        mediations += arc->kind == ENT_KIND_MEDIATION;
        record->first_seen[arc->from] =
            arc->first < record->first_seen[arc->from] ? arc->first : record->first_seen[arc->from];
        record->first_seen[arc->to] =
            arc->first < record->first_seen[arc->to] ? arc->first : record->first_seen[arc->to];
    }
    record->deeds = ent__calloc(mediations, sizeof *record->deeds);
    record->parties = ent__calloc(mediations, sizeof *record->parties);
    ent_status status = record->deeds && record->parties ? ENT_OK : ent__fail_memory(error);
    for (size_t start = 0, end; start < arcs->count && status == ENT_OK; start = end) {
        const ent__arc *first = &arcs->items[start];
        for (end = start + 1; end < arcs->count && arcs->items[end].relation == first->relation &&
                              arcs->items[end].from == first->from;) {
            end++;
        }
        if (first->kind == ENT_KIND_MEDIATION) {
            status = add_deed(record, &parties, first, arcs->items + end, error);
        }
    }
    return status;
}

/* Everything that any day's question needs, read once: arcs without decay, since each eve counts it to itself. */
static ent_status make_record(ent__record *record, ent_error *error) {
    ent_view view = ENT_VIEW_INIT;
    view.rollup = record->options.rollup;
    view.scheme = ENT_SCHEME_TONE;
    view.half_life = record->options.half_life;
    ent_status status = ent__view_read(&record->view, &view, record->graph, error);
    if (status == ENT_OK) {
        record->view.half_life = 0.0; /* decay counts to each eve */
        status = ent__arcs_collect(&record->arcs, record->graph, &record->view, NULL, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    record->actor_count = ent_graph_actor_count(record->graph);
    record->first_seen = ent__calloc(record->actor_count, sizeof *record->first_seen);
    for (uint32_t actor = 0; record->first_seen && actor < record->actor_count; actor++) {
        record->first_seen[actor] = ENT_DATE_MAX;
    }
    return record->first_seen ? fill_record(record, error) : ent__fail_memory(error);
}

static void free_record(ent__record *record) {
    free(record->deeds);
    free(record->parties);
    free(record->first_seen);
    ent__arcs_free(&record->arcs);
}

/* The queries of one deed: each pair of its parties. */
static ent_status add_queries(ent_validation *validation, const ent__record *record, const ent__deed *deed,
                              ent_error *error) {
    const ent_id *parties = record->parties + deed->parties;
    for (uint32_t i = 0; i < deed->party_count; i++) {
        for (uint32_t j = i + 1; j < deed->party_count; j++) {
            if (!ENT__RESERVE(validation->queries, validation->capacity, validation->count + 1)) {
                return ent__fail_memory(error);
            }
            validation->queries[validation->count++] = (ent__query){.day = deed->first,
                                                                    .relation = deed->relation,
                                                                    .party_a = parties[i],
                                                                    .party_b = parties[j],
                                                                    .mediator = deed->mediator};
        }
    }
    return ENT_OK;
}

/* Days together, since a day is compiled once; within it an order that does not depend on how the queries were found. */
static int by_day(const void *left, const void *right) {
    const ent__query *a = left, *b = right;
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    const ent_id x[] = {a->relation, a->party_a, a->party_b, a->mediator};
    const ent_id y[] = {b->relation, b->party_a, b->party_b, b->mediator};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        if (x[i] != y[i]) {
            return x[i] < y[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Lists the queries and ranks those of each day together. */
static ent_status run_queries(ent_validation *validation, const ent__record *record, const ent_run *run,
                              ent_error *error) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < record->deed_count && status == ENT_OK; i++) {
        ent_date day = record->deeds[i].first;
        bool is_asked = !ent__is_catch_all(record->graph, record->deeds[i].mediator); /* it is no answer */
        if (is_asked && day != ENT_DATE_MIN /* on no day */ && day >= record->options.since &&
            day <= record->options.until) {
            status = add_queries(validation, record, &record->deeds[i], error);
        }
    }
    if (status == ENT_OK && validation->count) {
        qsort(validation->queries, validation->count, sizeof *validation->queries, by_day);
    }
    for (size_t start = 0, end; start < validation->count && status == ENT_OK; start = end) {
        for (end = start + 1;
             end < validation->count && validation->queries[end].day == validation->queries[start].day;) {
            end++;
        }
        status = ent__progress(run, (double)start / (double)validation->count, error);
        if (status == ENT_OK) {
            status = ent__rank_queries(validation->queries + start, end - start, record, run, error);
        }
    }
    return status;
}

ent_status ent_validation_run(ent_validation **validation, const ent_graph *graph,
                              const ent_validation_options *options, const ent_run *run, ent_error *error) {
    *validation = NULL;
    ent__record record = {.graph = graph, .options = ENT_VALIDATION_OPTIONS_INIT};
    ent_validation *made = ent__calloc(1, sizeof *made);
    ent_status status =
        made ? ent__options_read(&record.options, sizeof record.options, options, "ent_validation_options", error)
             : ent__fail_memory(error);
    record.options.horizon = record.options.horizon ? record.options.horizon : ENT__HORIZON;
    record.options.experience_horizon =
        record.options.experience_horizon ? record.options.experience_horizon : ENT__EXPERIENCE_HORIZON;
    if (status == ENT_OK) {
        status = make_record(&record, error);
    }
    if (status == ENT_OK) {
        status = run_queries(made, &record, run, error);
    }
    free_record(&record);
    if (status != ENT_OK) {
        ent_validation_free(made);
        return status;
    }
    *validation = made;
    return ENT_OK;
}

void ent_validation_free(ent_validation *validation) {
    if (validation) {
        free(validation->queries);
        free(validation);
    }
}
