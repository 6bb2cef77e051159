/*
 * An index, made, asked and freed. It holds its question by value, and only borrows the graph, which is read again where it
 * cannot serve.
 */
#include "index_internal.h"

#include "../view/arcs.h"
#include <stdlib.h>
#include <string.h>

/* ---- The question ------------------------------------------------------------------------------------------------- */

static ent_status copy_codes(ent_index *index, const ent_view *view, ent_error *error) {
    index->codes = ent__calloc(view->code_count, sizeof *index->codes);
    if (!index->codes) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < view->code_count; i++) {
        size_t length = strlen(view->codes[i]) + 1;
        index->codes[i] = ent__calloc(length, 1);
        if (!index->codes[i]) {
            return ent__fail_memory(error);
        }
        index->view.code_count = i + 1;
        memcpy(index->codes[i], view->codes[i], length);
    }
    index->view.codes = (const char *const *)index->codes;
    return ENT_OK;
}

/* Copies the view with what it points to. */
static ent_status set_view(ent_index *index, const ent_view *view, ent_error *error) {
    index->view = *view;
    index->view.code_count = 0;
    index->named = ent__calloc(view->only_count + view->exclude_count, sizeof *index->named);
    if (!index->named) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < view->only_count; i++) {
        index->named[i] = view->only[i];
    }
    for (size_t i = 0; i < view->exclude_count; i++) {
        index->named[view->only_count + i] = view->exclude[i];
    }
    index->view.only = index->named;
    index->view.exclude = index->named + view->only_count;
    return copy_codes(index, view, error);
}

static bool are_same_actors(const ent_id *left, size_t left_count, const ent_id *right, size_t right_count) {
    return left_count == right_count && (left_count == 0 || memcmp(left, right, left_count * sizeof *left) == 0);
}

static bool are_same_codes(const ent_view *left, const ent_view *right) {
    bool same = left->code_count == right->code_count;
    for (size_t i = 0; i < left->code_count && same; i++) {
        same = strcmp(left->codes[i], right->codes[i]) == 0;
    }
    return same;
}

/* Whether two views, both read, select and weigh alike, days aside. */
static bool are_alike(const ent_view *left, const ent_view *right) {
    return left->kinds == right->kinds && left->actor_kinds == right->actor_kinds &&
           left->statuses == right->statuses && left->rollup == right->rollup && left->scheme == right->scheme &&
           left->direction == right->direction && left->tone_min == right->tone_min &&
           left->tone_max == right->tone_max && left->confidence_min == right->confidence_min &&
           left->half_life == right->half_life && left->exclude_flags == right->exclude_flags &&
           are_same_codes(left, right) &&
           are_same_actors(left->only, left->only_count, right->only, right->only_count) &&
           are_same_actors(left->exclude, left->exclude_count, right->exclude, right->exclude_count);
}

static bool serves(const ent_index *index, const ent_view *view) {
    return index->serves && index->relation_count == index->graph->relation_count && view->since >= index->view.since &&
           view->until <= index->view.until && are_alike(&index->view, view);
}

int ent_index_serves(const ent_index *index, const ent_view *view) {
    ent_view asked;
    return ent__view_read(&asked, view ? view : &index->view, index->graph, NULL) == ENT_OK && serves(index, &asked);
}

/* ---- The index ---------------------------------------------------------------------------------------------------- */

ent_status ent_index_new(ent_index **index, const ent_graph *graph, const ent_view *view, const ent_run *run,
                         ent_error *error) {
    *index = NULL;
    ent_view asked;
    ent_status status = ent__view_read(&asked, view, graph, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_index *made = ent__calloc(1, sizeof *made);
    if (!made) {
        return ent__fail_memory(error);
    }
    made->graph = graph;
    made->relation_count = graph->relation_count;
    status = set_view(made, &asked, error);
    if (status == ENT_OK && asked.half_life == 0.0 && asked.direction != ENT_MUTUAL) {
        status = ent__index_fill(made, run, error);
    }
    if (status != ENT_OK) {
        ent_index_free(made);
        return status;
    }
    *index = made;
    return ENT_OK;
}

void ent_index_free(ent_index *index) {
    if (!index) {
        return;
    }
    ent__shared_release(index->shared);
    for (size_t i = 0; i < index->view.code_count; i++) {
        free(index->codes[i]);
    }
    free(index->codes);
    free(index->named);
    free(index->actors);
    free(index->amounts);
    free(index->added);
    free(index->dyads);
    free(index->ends);
    free(index->days);
    free(index->spans);
    free(index->dates);
    free(index->starts);
    free(index->by_day);
    free(index->row_dates);
    free(index->rows);
    free(index->blocks);
    free(index->date_pairs);
    free(index->date_actors);
    free(index->loops);
    free(index->plain);
    free(index->selected_days);
    free(index->selected_spans);
    free(index);
}

size_t ent_index_memory(const ent_index *index) {
    size_t an_arc = sizeof *index->days + sizeof(ent_id) + sizeof *index->by_day;
    size_t a_row = sizeof *index->row_dates + index->dyad_count * sizeof *index->rows +
                   ent__index_words(index) * sizeof *index->blocks;
    size_t bytes = sizeof *index + (index->view.only_count + index->view.exclude_count) * sizeof(ent_id);
    for (size_t i = 0; i < index->view.code_count; i++) {
        bytes += sizeof *index->codes + strlen(index->codes[i]) + 1;
    }
    bytes += index->actor_count * sizeof *index->actors + index->amount_capacity * sizeof *index->amounts;
    bytes += index->amount_count * sizeof *index->added;
    bytes += ((size_t)index->dyad_count + 1) * (sizeof *index->dyads + sizeof *index->ends);
    bytes += index->span_count * sizeof *index->spans;
    bytes += index->arc_count * an_arc;
    bytes += index->date_count * (sizeof *index->dates + index->range_count * sizeof *index->starts);
    bytes += index->row_count * a_row;
    bytes += index->loops ? 2 * ent__index_words(index) * sizeof *index->loops : 0;
    bytes += index->date_pairs ? index->date_count * ent__index_words(index) * sizeof *index->date_pairs : 0;
    bytes += index->date_actors ? index->date_count * ent__index_actor_words(index) * sizeof *index->date_actors : 0;
    bytes += index->selected_day_capacity * sizeof *index->selected_days +
             index->selected_span_capacity * sizeof *index->selected_spans;
    return bytes + (index->serves ? ent_network_memory(index->shared->whole) : 0);
}

ent_status ent_index_compile(ent_network **network, const ent_index *index, const ent_view *view, const ent_run *run,
                             ent_error *error) {
    *network = NULL;
    ent_view asked;
    ent_status status = ent__view_read(&asked, view ? view : &index->view, index->graph, error);
    if (status != ENT_OK) {
        return status;
    }
    if (!serves(index, &asked)) {
        return ent_network_compile(network, index->graph, &asked, run, error);
    }
    status = ent__progress(run, 0.0, error);
    return status == ENT_OK ? ent__index_answer(network, index, &asked, run, error) : status;
}
