/*
 * The network of a window, from what its pairs add up to. O(ties of the window + actors of the index), spans and evidence aside:
 * evidence is a run of what the index holds, and copied only of pairs with spans or whose relations do not come in the order of
 * their days. Rows are made when they are first asked for. A window with all that the index holds is its network of all days, lent.
 */
#include "index_internal.h"

#include "../base/parallel.h"
#include <stdlib.h>
#include <string.h>

/* A line of a cache, in bytes. */
#define LINE 64u

typedef struct answering {
    ent__answer answer;
    bool is_first; /* the network of all days, while it is made */
    uint32_t workers;
    ent__sheet *sheets; /* of each worker */
    ent_error *error;
} answering;

/* ---- Nodes -------------------------------------------------------------------------------------------------------- */

/* Numbers the actors that the batches have, and the edges of these. */
static ent_status number_nodes(answering *all, uint32_t *edges) {
    const ent_index *index = all->answer.index;
    all->answer.nodes = ent__calloc(index->actor_count, sizeof *all->answer.nodes);
    all->answer.made->actors = ent__calloc(index->actor_count, sizeof *all->answer.made->actors);
    if (!all->answer.nodes || !all->answer.made->actors) {
        return ent__fail_memory(all->error);
    }
    for (uint32_t actor = 0; actor < index->actor_count; actor++) {
        bool seen = false;
        for (uint32_t worker = 0; worker < all->answer.marks.workers; worker++) {
            seen = seen || all->answer.marks.seen[(size_t)worker * index->actor_count + actor];
        }
        if (seen) {
            all->answer.nodes[actor] = all->answer.made->node_count;
            all->answer.made->actors[all->answer.made->node_count++] = index->actors[actor];
        }
    }
    for (uint32_t i = 0; i < all->answer.marks.batch_count; i++) {
        all->answer.marks.batches[i].edge = *edges;
        *edges += all->answer.marks.batches[i].edges;
    }
    return ENT_OK;
}

/* ---- Edges -------------------------------------------------------------------------------------------------------- */

static ent_status answer_batch(void *context, uint32_t worker, size_t item, ent_error *error) {
    answering *all = context;
    const ent__answer *answer = &all->answer;
    ent__batch *batch = &all->answer.marks.batches[item];
    ent__index_add(&all->sheets[worker], answer->index, &answer->plan, &answer->marks, batch);
    return ent__index_write(answer, &all->sheets[worker], batch, error);
}

/* Room for each worker to add up any of the batches in. */
static ent_status allocate_sheets(answering *all) {
    size_t pairs = 0, marked = 0;
    for (uint32_t i = 0; i < all->answer.marks.batch_count; i++) {
        const ent__batch *batch = &all->answer.marks.batches[i];
        pairs = batch->end - batch->first > pairs ? batch->end - batch->first : pairs;
        marked = batch->pairs > marked ? batch->pairs : marked;
    }
    all->sheets = ent__calloc(all->answer.marks.workers, sizeof *all->sheets);
    bool complete = all->sheets != NULL;
    for (uint32_t i = 0; i < all->answer.marks.workers && complete; i++) {
        all->sheets[i].places = malloc((pairs + 1) * sizeof *all->sheets[i].places);
        all->sheets[i].pairs = malloc((marked + ENT__AT_ONCE) * sizeof *all->sheets[i].pairs);
        all->sheets[i].picks = aligned_alloc(LINE, (marked + ENT__AT_ONCE) * sizeof *all->sheets[i].picks);
        complete = all->sheets[i].places && all->sheets[i].pairs && all->sheets[i].picks;
    }
    return complete ? ENT_OK : ent__fail_memory(all->error);
}

static void free_sheets(answering *all) {
    for (uint32_t i = 0; i < all->answer.marks.workers && all->sheets; i++) {
        free(all->sheets[i].places);
        free(all->sheets[i].pairs);
        free(all->sheets[i].picks);
    }
    free(all->sheets);
}

static ent_status write_edges(answering *all) {
    ent_status status = allocate_sheets(all);
    if (status == ENT_OK) {
        status = ent__parallel(all->answer.marks.batch_count, all->answer.marks.workers, answer_batch, all, NULL,
                               all->error);
    }
    for (uint32_t i = 0; i < all->answer.marks.batch_count && status == ENT_OK; i++) {
        status = ent__index_write_odd(&all->answer, &all->answer.marks.batches[i], all->error);
    }
    free_sheets(all);
    return status;
}

/* ---- The whole ---------------------------------------------------------------------------------------------------- */

/* The last day, that is not open, of any relation that the view selects in the window. */
static ent_date last_day_of(const ent_index *index, ent__days window) {
    size_t low = 0, high = index->selected_day_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->selected_days[middle] <= window.last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    ent_date last = low && index->selected_days[low - 1] >= window.first ? index->selected_days[low - 1] : ENT_DATE_MIN;
    for (size_t i = 0; i < index->selected_span_count; i++) {
        const ent__days *span = &index->selected_spans[i];
        ent_date dated = span->last != ENT_DATE_MAX ? span->last : span->first;
        if (span->first <= window.last && span->last >= window.first && dated > last) {
            last = dated;
        }
    }
    return last;
}

static ent_status make(answering *all) {
    ent__extent extent = all->answer.index->extent;
    uint32_t edges = 0;
    ent_status status =
        ent__index_mark(&all->answer.marks, all->answer.index, &all->answer.plan, all->workers, all->error);
    if (status == ENT_OK) {
        status = number_nodes(all, &edges);
    }
    if (status == ENT_OK) {
        extent.edges = edges;
        status = ent__network_allocate(all->answer.made, &extent, all->error);
    }
    if (status == ENT_OK) {
        ent__packed_set(&all->answer.made->evidence_offsets, edges, 0); /* nobody reads it: relations are counted */
        status = write_edges(all);
    }
    if (status == ENT_OK) {
        status = !all->is_first ? ent__network_promise_rows(all->answer.made, all->error)
                                : ent__network_make_rows(all->answer.made, 1,
                                                         all->error); /* which is lent, and does not change any more */
    }
    free(all->answer.nodes);
    ent__marks_free(&all->answer.marks);
    return status;
}

/* A network whose columns are those of another. */
static void lend(ent_network *made, const ent_network *whole) {
    ent_network own = *made;
    *made = *whole;
    made->lent = true;
    made->view = own.view;
    made->named = own.named;
    made->named_only = own.named_only;
    made->named_excluded = own.named_excluded;
    made->shared = own.shared;
}

ent_status ent__index_answer(ent_network **network, const ent_index *index, const ent_view *view, const ent_run *run,
                             ent_error *error) {
    answering all = {.answer = {.index = index, .plan = ent__index_plan(index, (ent__days){view->since, view->until})},
                     .is_first = !index->shared->whole,
                     .workers = ent__threads(run),
                     .error = error};
    ent_network *made = all.answer.made = ent__calloc(1, sizeof *made);
    *network = NULL;
    if (!made) {
        return ent__fail_memory(error);
    }
    made->compiled = true;
    made->directed = view->direction == ENT_DIRECTED;
    made->last_day = last_day_of(index, all.answer.plan.window);
    made->shared = index->shared;
    atomic_fetch_add(&index->shared->owners, 1);
    ent_status status = ent__network_set_view(made, view, error);
    if (status == ENT_OK && !all.is_first && view->since <= index->least_last && view->until >= index->most_first) {
        lend(made, index->shared->whole);
    } else if (status == ENT_OK) {
        status = make(&all);
    }
    if (status != ENT_OK) {
        ent_network_free(made);
        return status;
    }
    *network = made;
    return ENT_OK;
}
