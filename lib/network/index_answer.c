/*
 * The network of a window, from the pairs that have relations in it. O(ties of the window + actors of the index), spans and
 * evidence aside: evidence is a run of what the index holds, and copied only of pairs with spans or whose relations do not come
 * in the order of their days. Rows are made when they are first asked for. A window with all that the index holds is its network
 * of all days, lent.
 */
#include "index_internal.h"

#include "../base/parallel.h"
#include <stdlib.h>
#include <string.h>

/* Pairs between one that is written and one that is asked for. */
#define AHEAD 12u
/* Edges that are written at once: as many as stay in a processor's nearest cache. */
#define EDGES_AT_ONCE 64u

/* What making a network needs at hand. */
typedef struct answering {
    const ent_index *index;
    const ent_network *whole; /* NULL while it is made */
    ent__days window;
    uint32_t workers;
    ent__cuts cuts;
    uint32_t *nodes; /* of each of the index's actors */
    ent_network *made;
    size_t evidence_capacity;
    ent_error *error;
} answering;

/* ---- Nodes -------------------------------------------------------------------------------------------------------- */

/* Numbers the actors that the batches have, and the edges of these. */
static ent_status number_nodes(answering *all, uint32_t *edges) {
    const ent_index *index = all->index;
    all->nodes = ent__calloc(index->actor_count, sizeof *all->nodes);
    all->made->actors = ent__calloc(index->actor_count, sizeof *all->made->actors);
    if (!all->nodes || !all->made->actors) {
        return ent__fail_memory(all->error);
    }
    for (uint32_t actor = 0; actor < index->actor_count; actor++) {
        bool seen = false;
        for (uint32_t worker = 0; worker < all->cuts.workers; worker++) {
            seen = seen || all->cuts.seen[(size_t)worker * index->actor_count + actor];
        }
        if (seen) {
            all->nodes[actor] = all->made->node_count;
            all->made->actors[all->made->node_count++] = index->actors[actor];
        }
    }
    for (uint32_t i = 0; i < all->cuts.batch_count; i++) {
        all->cuts.batches[i].edge = *edges;
        *edges += all->cuts.batches[i].edges;
    }
    return ENT_OK;
}

/* ---- Edges -------------------------------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

static bool rises(const ent_id *relations, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        if (relations[i - 1] > relations[i]) {
            return false;
        }
    }
    return true;
}

/* Evidence of an edge's own: what its arcs have, and the relations of spans behind it, in order. */
static ent_status write_evidence(answering *all, uint32_t edge, const ent__cut *cut) {
    const ent_index *index = all->index;
    const ent__dyad *dyad = &index->dyads[cut->dyad];
    ent_network *made = all->made;
    size_t start = made->evidence_count, count = ent__edge_relations(made, edge), arcs = cut->end - cut->start;
    if (!ENT__RESERVE(made->evidence, all->evidence_capacity, start + count)) {
        return ent__fail_memory(all->error);
    }
    ent__packed_set(&made->evidence_offsets, edge, index->shared->count + start);
    memcpy(made->evidence + start, index->shared->relations + cut->start, arcs * sizeof *made->evidence);
    start += arcs;
    for (uint32_t i = dyad->spans; i < dyad[1].spans; i++) {
        if (ent__span_meets(&index->spans[i], all->window)) {
            made->evidence[start++] = index->spans[i].relation;
        }
    }
    qsort(made->evidence + made->evidence_count, count, sizeof *made->evidence, by_number);
    made->evidence_count = start;
    return ENT_OK;
}

/* Adds the spans of the pair that meet the window. */
static void add_spans(const answering *all, ent__pick *pick, const ent__dyad *dyad) {
    const ent_index *index = all->index;
    for (uint32_t i = dyad->spans; i < dyad[1].spans; i++) {
        const ent__span *span = &index->spans[i];
        if (ent__span_meets(span, all->window)) {
            ent__sums_add(&pick->sums, &index->added[span->amount]);
            pick->first = span->first < pick->first ? span->first : pick->first;
            pick->last = span->last > pick->last ? span->last : pick->last;
        }
    }
}

static ent_status write_internal(answering *all, uint32_t node, const ent__pick *pick) {
    ent_network *made = all->made;
    if (!made->internal) {
        made->internal = ent__calloc(made->node_count, sizeof *made->internal);
    }
    if (!made->internal) {
        return ent__fail_memory(all->error);
    }
    made->internal[node] = (ent_internal){.relations = ent__sums_relations(&pick->sums),
                                          .positive = ent__sums_value(&pick->sums, ENT__POSITIVE),
                                          .negative = ent__sums_value(&pick->sums, ENT__NEGATIVE)};
    return ENT_OK;
}

/* What the relations of a pair in the window add up to; `room` is for what is not added up yet. To be asked for once: it adds spans. */
static const ent__pick *pick_of(ent__pick *room, const answering *all, uint32_t place) {
    const ent__cut *cut = &all->cuts.items[place];
    ent__pick *pick = room;
    if (all->cuts.picks) {
        pick = &all->cuts.picks[place];
    } else {
        *pick = ent__index_pick(all->index, cut);
    }
    if (cut->has_spans) {
        add_spans(all, pick, &all->index->dyads[cut->dyad]);
    }
    return pick;
}

/* The edge of a cut, which is odd if its evidence is still to be written. */
static void add_up_edge(ent__edge *edge, const answering *all, uint32_t place) {
    ent__cut *cut = &all->cuts.items[place];
    uint32_t arcs = cut->end - cut->start;
    ent__pick room;
    const ent__pick *pick = pick_of(&room, all, place);
    *edge = (ent__edge){.positive = ent__sums_value(&pick->sums, ENT__POSITIVE),
                        .negative = ent__sums_value(&pick->sums, ENT__NEGATIVE),
                        .length = 1.0,
                        .first = pick->first,
                        .last = pick->last,
                        .relations = ent__sums_relations(&pick->sums)};
    memcpy(edge->kinds, pick->sums.kinds, sizeof edge->kinds);
    cut->is_odd = arcs != edge->relations || !(cut->rises || rises(all->index->shared->relations + cut->start, arcs));
}

/* True if the pair has in the window what it has in all days, and its evidence is a run. */
static bool is_whole(const answering *all, const ent__cut *cut) {
    return all->whole && cut->is_all && !cut->has_spans && cut->rises;
}

/* Asks for what the edge of a cut is added up from. A macro: a compiler may find that a function with such a body does nothing. */
#define PREFETCH(index, cut)                                                                                           \
    do {                                                                                                               \
        const ent__running *before = &(index)->running[(cut)->start], *after = &(index)->running[(cut)->end];          \
        __builtin_prefetch(before);                                                                                    \
        __builtin_prefetch((const char *)(before + 1) - 1); /* it may lie on two lines */                              \
        __builtin_prefetch(after);                                                                                     \
        __builtin_prefetch((const char *)(after + 1) - 1);                                                             \
        __builtin_prefetch(&(index)->days[(cut)->start]);                                                              \
        __builtin_prefetch(&(index)->days[(cut)->end] - 1);                                                            \
    } while (0)

static ent_status write_batch(void *context, uint32_t worker, size_t item, ent_error *error) {
    const answering *all = context;
    ent__batch *batch = &all->cuts.batches[item];
    ent_network *made = all->made;
    ent__edge edges[EDGES_AT_ONCE];
    uint32_t end = batch->start + batch->count, edge = batch->edge, kept = 0; /* edges that are not written yet */
    bool has_odd = false; /* other threads' batches lie beside this one: it is written to once */
    for (uint32_t i = batch->start; i < end; i++) {
        ent__cut *cut = &all->cuts.items[i];
        if (!all->cuts.picks && i + AHEAD < end && !cut[AHEAD].is_all) {
            PREFETCH(all->index, cut + AHEAD);
        }
        if (cut->from == cut->to) {
            cut->is_odd = true;
        } else {
            if (is_whole(all,
                         cut)) { /* every arc is in the window, and there are no spans: its edge is that of all days */
                edges[kept] = ent__network_read(all->whole, all->index->dyads[cut->dyad].edge);
            } else {
                add_up_edge(&edges[kept], all, i);
            }
            made->from[edge + kept] = all->nodes[cut->from];
            made->to[edge + kept] = all->nodes[cut->to];
            ent__packed_set(&made->evidence_offsets, edge + kept++, cut->start);
        }
        has_odd |= cut->is_odd;
        if (kept == EDGES_AT_ONCE || i + 1 == end) {
            ent__network_write(made, edge, edges, kept);
            edge += kept;
            kept = 0;
        }
    }
    batch->has_odd = has_odd;
    (void)worker, (void)error;
    return ENT_OK;
}

/* What threads cannot do at once: loops, and evidence of an edge's own. */
static ent_status write_odd(answering *all, const ent__batch *batch) {
    ent_status status = ENT_OK;
    uint32_t edge = batch->edge;
    for (uint32_t i = batch->start; i < batch->start + batch->count && status == ENT_OK; i++) {
        const ent__cut *cut = &all->cuts.items[i];
        bool is_loop = cut->from == cut->to;
        if (is_loop) {
            ent__pick room;
            status = write_internal(all, all->nodes[cut->from], pick_of(&room, all, i));
        } else if (cut->is_odd) {
            status = write_evidence(all, edge, cut);
        }
        edge += !is_loop;
    }
    return status;
}

static ent_status write_edges(answering *all) {
    ent_status status = ent__parallel(all->cuts.batch_count, all->cuts.workers, write_batch, all, NULL, all->error);
    for (uint32_t i = 0; i < all->cuts.batch_count && status == ENT_OK; i++) {
        if (all->cuts.batches[i].has_odd) {
            status = write_odd(all, &all->cuts.batches[i]);
        }
    }
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
    ent__extent extent = all->index->extent;
    uint32_t edges = 0;
    ent_status status = ent__index_cut(&all->cuts, all->index, all->window, all->workers, all->error);
    if (status == ENT_OK) {
        status = number_nodes(all, &edges);
    }
    if (status == ENT_OK) {
        extent.edges = edges;
        status = ent__network_allocate(all->made, &extent, all->error);
    }
    if (status == ENT_OK) {
        ent__packed_set(&all->made->evidence_offsets, edges, 0); /* nobody reads it: relations are counted */
        status = write_edges(all);
    }
    if (status == ENT_OK) {
        status = all->whole
                     ? ent__network_promise_rows(all->made, all->error)
                     : ent__network_make_rows(all->made, all->error); /* which is lent, and does not change any more */
    }
    free(all->nodes);
    ent__cuts_free(&all->cuts);
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
    answering all = {.index = index,
                     .whole = index->shared->whole,
                     .window = {view->since, view->until},
                     .workers = ent__threads(run),
                     .made = ent__calloc(1, sizeof *all.made),
                     .error = error};
    *network = NULL;
    if (!all.made) {
        return ent__fail_memory(error);
    }
    all.made->compiled = true;
    all.made->directed = view->direction == ENT_DIRECTED;
    all.made->last_day = last_day_of(index, all.window);
    all.made->shared = index->shared;
    atomic_fetch_add(&index->shared->owners, 1);
    ent_status status = ent__network_set_view(all.made, view, error);
    if (status == ENT_OK && all.whole && view->since <= index->least_last && view->until >= index->most_first) {
        lend(all.made, all.whole);
    } else if (status == ENT_OK) {
        status = make(&all);
    }
    if (status != ENT_OK) {
        ent_network_free(all.made);
        return status;
    }
    *network = all.made;
    return ENT_OK;
}
