/*
 * Preparing a view's questions to relations: its actors as marks, its codes as a table, so that no relation costs more than a
 * few comparisons. O(actors + codes).
 */
#include "selection.h"

#include <stdlib.h>
#include <string.h>

static ent_status mark_actors(ent__selection *all, ent_error *error) {
    const ent_graph *graph = all->graph;
    const ent_view *view = all->view;
    all->marks = ent__calloc(graph->actor_count, sizeof *all->marks);
    if (!all->marks) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; view->rollup != ENT_ROLLUP_NONE && i < graph->actor_count; i++) {
        all->marks[i] = graph->actors[i].employer_count ? ENT__MARK_CLIMBS : 0;
    }
    for (size_t i = 0; view->exclude_flags && i < graph->actor_count; i++) {
        all->marks[i] |= graph->actors[i].as_read.flags & view->exclude_flags ? ENT__MARK_EXCLUDED : 0;
    }
    for (size_t i = 0; i < view->only_count; i++) {
        all->marks[view->only[i]] |= ENT__MARK_ONLY;
    }
    for (size_t i = 0; i < view->exclude_count; i++) {
        all->marks[view->exclude[i]] |= ENT__MARK_EXCLUDED;
    }
    return ENT_OK;
}

static bool has_prefix(const ent_view *view, const char *code) {
    for (size_t i = 0; i < view->code_count; i++) {
        if (strncmp(code, view->codes[i], strlen(view->codes[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Number 0 is that of a relation without a code, which has no prefix. */
static ent_status mark_codes(ent__selection *all, ent_error *error) {
    const ent__strings *codes = &all->graph->codes;
    if (all->view->code_count == 0) {
        return ENT_OK;
    }
    all->codes = ent__calloc(codes->count + 1, sizeof *all->codes);
    if (!all->codes) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < codes->count; i++) {
        all->codes[i + 1] = has_prefix(all->view, ent__strings_get(codes, i));
    }
    return ENT_OK;
}

ent_status ent__selection_open(ent__selection *all, const ent_graph *graph, const ent_view *view, ent_error *error) {
    *all = (ent__selection){.graph = graph, .view = view, .reference = view->reference};
    if (all->reference == ENT_DATE_MAX) {
        all->reference = view->until;
    }
    ent_status status = mark_actors(all, error);
    if (status == ENT_OK) {
        status = mark_codes(all, error);
    }
    if (status != ENT_OK) {
        ent__selection_close(all);
    }
    return status;
}

void ent__selection_close(ent__selection *all) {
    free(all->marks);
    free(all->codes);
    all->marks = all->codes = NULL;
}

ent_date ent__selection_last_day(const ent__selection *all) {
    ent_date last = ENT_DATE_MIN;
    for (size_t i = 0; i < all->graph->relation_count; i++) {
        const ent__relation *relation = &all->graph->relations[i];
        if (ent__is_selected(all, relation) && ent__dated(relation) > last) {
            last = ent__dated(relation);
        }
    }
    return last;
}
