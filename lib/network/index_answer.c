/*
 * The network of a window, from what its pairs add up to. O(ties of the window + actors of the index), spans and evidence aside:
 * evidence is a run of what the index holds, and copied only of pairs with spans or whose relations do not come in the order of
 * their days. Rows are made when they are first asked for. A window with all that the index holds is its network of all days, lent.
 */
#include "index_internal.h"

#include "../base/parallel.h"
#include <stdlib.h>
#include <string.h>

/* Edges that are written at once: as many as stay in a processor's nearest cache. */
#define EDGES_AT_ONCE 64u
/* A line of a cache, in bytes. */
#define LINE 64u

/* An edge whose evidence is its own, or what lies inside of a node; left by threads, who cannot do it at once. */
typedef struct ent__odd {
    uint32_t dyad;
    uint32_t edge; /* or ENT_NONE */
    uint32_t start, end; /* arcs of the edge */
    ent_internal internal;
} odd_one;

/* What making a network needs at hand. */
typedef struct answering {
    const ent_index *index;
    const ent_network *whole; /* NULL while it is made */
    ent__plan plan;
    uint32_t workers;
    ent__marks marks;
    ent__sheet *sheets; /* of each worker */
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
        for (uint32_t worker = 0; worker < all->marks.workers; worker++) {
            seen = seen || all->marks.seen[(size_t)worker * index->actor_count + actor];
        }
        if (seen) {
            all->nodes[actor] = all->made->node_count;
            all->made->actors[all->made->node_count++] = index->actors[actor];
        }
    }
    for (uint32_t i = 0; i < all->marks.batch_count; i++) {
        all->marks.batches[i].edge = *edges;
        *edges += all->marks.batches[i].edges;
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
static ent_status write_evidence(answering *all, const odd_one *odd) {
    const ent_index *index = all->index;
    const ent__dyad *dyad = &index->dyads[odd->dyad];
    ent_network *made = all->made;
    size_t start = made->evidence_count, count = ent__edge_relations(made, odd->edge), arcs = odd->end - odd->start;
    if (!ENT__RESERVE(made->evidence, all->evidence_capacity, start + count)) {
        return ent__fail_memory(all->error);
    }
    ent__packed_set(&made->evidence_offsets, odd->edge, index->shared->count + start);
    memcpy(made->evidence + start, index->shared->relations + odd->start, arcs * sizeof *made->evidence);
    start += arcs;
    for (uint32_t i = dyad->spans; i < dyad[1].spans; i++) {
        if (ent__span_meets(&index->spans[i], all->plan.window)) {
            made->evidence[start++] = index->spans[i].relation;
        }
    }
    qsort(made->evidence + made->evidence_count, count, sizeof *made->evidence, by_number);
    made->evidence_count = start;
    return ENT_OK;
}

static ent_status write_internal(answering *all, const odd_one *odd) {
    ent_network *made = all->made;
    if (!made->internal) {
        made->internal = ent__calloc(made->node_count, sizeof *made->internal);
    }
    if (!made->internal) {
        return ent__fail_memory(all->error);
    }
    made->internal[all->nodes[all->index->ends[odd->dyad].from]] = odd->internal;
    return ENT_OK;
}

/* Looks up the days of a pick whose arcs, from `start` on, are fewer than those of its rows. */
static void find_days(ent__pick *pick, const ent_index *index, uint32_t start) {
    if (start == pick->end) {
        pick->since = pick->until = 0;
        return;
    }
    pick->since = pick->since ? pick->since : ent__since_of(index->days[start]);
    pick->until = pick->until ? pick->until : ent__until_of(index->days[pick->end - 1]);
}

/* Adds the spans of the pair that meet the window. */
static void add_spans(ent__pick *pick, const answering *all, uint32_t pair) {
    const ent_index *index = all->index;
    for (uint32_t i = index->dyads[pair].spans; i < index->dyads[pair + 1].spans; i++) {
        const ent__span *span = &index->spans[i];
        if (ent__span_meets(span, all->plan.window)) {
            uint32_t since = ent__since_of(span->first), until = ent__until_of(span->last);
            ent__sums_add(&pick->sums, &index->added[span->amount]);
            pick->since = pick->since > since ? pick->since : since;
            pick->until = pick->until > until ? pick->until : until;
        }
    }
}

static void set_edge(ent__edge *edge, const ent__pick *pick) {
    edge->positive = ent__sums_value(&pick->sums, ENT__POSITIVE);
    edge->negative = ent__sums_value(&pick->sums, ENT__NEGATIVE);
    edge->length = 1.0;
    edge->first = (ent_date)((int64_t)ENT_DATE_MAX - pick->since);
    edge->last = (ent_date)((int64_t)ENT_DATE_MIN + pick->until);
    edge->relations = ent__sums_relations(&pick->sums);
    memcpy(edge->kinds, pick->sums.kinds, sizeof edge->kinds);
}

/* Edges of a batch that are not written yet. */
typedef struct writing {
    const answering *all;
    ent__batch *batch;
    uint32_t edge; /* the first of them */
    uint32_t kept;
    ent__edge edges[EDGES_AT_ONCE];
} writing;

static void write_kept(writing *at) {
    ent__network_write(at->all->made, at->edge, at->edges, at->kept);
    at->edge += at->kept;
    at->kept = 0;
}

/* Keeps the edge of a pair whose evidence begins at `start`. */
static inline void keep(writing *at, const ent__ends *ends, const ent__pick *pick, uint32_t start) {
    ent_network *made = at->all->made;
    uint32_t edge = at->edge + at->kept;
    made->from[edge] = at->all->nodes[ends->from];
    made->to[edge] = at->all->nodes[ends->to];
    ent__packed_set(&made->evidence_offsets, edge, start);
    set_edge(&at->edges[at->kept++], pick);
}

/* A pair of which more is to be done: its days are looked up, spans added, and what threads cannot do at once is listed. */
static bool keep_odd(writing *at, uint32_t pair, ent__pick *pick) {
    const ent_index *index = at->all->index;
    const ent__ends *ends = &index->ends[pair];
    uint32_t arcs = ent__sums_relations(&pick->sums), start = pick->end - arcs;
    odd_one odd = {.dyad = pair, .edge = at->edge + at->kept, .start = start, .end = pick->end};
    find_days(pick, index, start);
    add_spans(pick, at->all, pair);
    uint32_t relations = ent__sums_relations(&pick->sums);
    if (ends->from == ends->to) {
        odd.edge = ENT_NONE;
        odd.internal = (ent_internal){.relations = relations,
                                      .positive = ent__sums_value(&pick->sums, ENT__POSITIVE),
                                      .negative = ent__sums_value(&pick->sums, ENT__NEGATIVE)};
    } else {
        keep(at, ends, pick, start);
        if (arcs == relations && (ends->rises || rises(index->shared->relations + start, arcs))) {
            return true;
        }
    }
    ent__batch *batch = at->batch;
    if (!ENT__RESERVE(batch->odd, batch->odd_capacity, batch->odd_count + 1)) {
        return false;
    }
    batch->odd[batch->odd_count++] = odd;
    return true;
}

/* Writes the edges of a batch whose picks are there; what is left is listed. */
static ent_status write_batch(const answering *all, ent__pick *pick, ent__batch *batch, ent_error *error) {
    writing at = {.all = all, .batch = batch, .edge = batch->edge};
    for (uint32_t word = batch->first / 64; word < (batch->end + 63) / 64; word++) {
        for (uint64_t left = all->marks.words[word]; left; left &= left - 1, pick++) {
            uint32_t pair = word * 64 + (uint32_t)__builtin_ctzll(left), arcs = ent__sums_relations(&pick->sums);
            const ent__ends *ends = &all->index->ends[pair];
            bool is_plain = ends->rises & !ends->has_spans & (ends->from != ends->to);
            if (is_plain & (arcs > 0) & (pick->since > 0) & (pick->until > 0)) {
                keep(&at, ends, pick, pick->end - arcs);
            } else if (!keep_odd(&at, pair, pick)) {
                return ent__fail_memory(error);
            }
            if (at.kept == EDGES_AT_ONCE) {
                write_kept(&at);
            }
        }
    }
    write_kept(&at);
    return ENT_OK;
}

static ent_status answer_batch(void *context, uint32_t worker, size_t item, ent_error *error) {
    answering *all = context;
    ent__batch *batch = &all->marks.batches[item];
    ent__index_add(&all->sheets[worker], all->index, &all->plan, &all->marks, batch);
    return write_batch(all, all->sheets[worker].picks, batch, error);
}

/* What threads cannot do at once: loops, and evidence of an edge's own. */
static ent_status write_odd(answering *all, const ent__batch *batch) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < batch->odd_count && status == ENT_OK; i++) {
        const odd_one *odd = &batch->odd[i];
        status = odd->edge == ENT_NONE ? write_internal(all, odd) : write_evidence(all, odd);
    }
    return status;
}

/* Room for each worker to add up any of the batches in. */
static ent_status allocate_sheets(answering *all) {
    size_t pairs = 0, marked = 0;
    for (uint32_t i = 0; i < all->marks.batch_count; i++) {
        const ent__batch *batch = &all->marks.batches[i];
        pairs = batch->end - batch->first > pairs ? batch->end - batch->first : pairs;
        marked = batch->pairs > marked ? batch->pairs : marked;
    }
    all->sheets = ent__calloc(all->marks.workers, sizeof *all->sheets);
    bool complete = all->sheets != NULL;
    for (uint32_t i = 0; i < all->marks.workers && complete; i++) {
        all->sheets[i].places = malloc((pairs + 1) * sizeof *all->sheets[i].places);
        all->sheets[i].picks = aligned_alloc(LINE, (marked + 1) * sizeof *all->sheets[i].picks);
        complete = all->sheets[i].places && all->sheets[i].picks;
    }
    return complete ? ENT_OK : ent__fail_memory(all->error);
}

static void free_sheets(answering *all) {
    for (uint32_t i = 0; i < all->marks.workers && all->sheets; i++) {
        free(all->sheets[i].places);
        free(all->sheets[i].picks);
    }
    free(all->sheets);
}

static ent_status write_edges(answering *all) {
    ent_status status = allocate_sheets(all);
    if (status == ENT_OK) {
        status = ent__parallel(all->marks.batch_count, all->marks.workers, answer_batch, all, NULL, all->error);
    }
    for (uint32_t i = 0; i < all->marks.batch_count && status == ENT_OK; i++) {
        status = write_odd(all, &all->marks.batches[i]);
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
    ent__extent extent = all->index->extent;
    uint32_t edges = 0;
    ent_status status = ent__index_mark(&all->marks, all->index, &all->plan, all->workers, all->error);
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
    ent__marks_free(&all->marks);
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
                     .plan = ent__index_plan(index, (ent__days){view->since, view->until}),
                     .workers = ent__threads(run),
                     .made = ent__calloc(1, sizeof *all.made),
                     .error = error};
    *network = NULL;
    if (!all.made) {
        return ent__fail_memory(error);
    }
    all.made->compiled = true;
    all.made->directed = view->direction == ENT_DIRECTED;
    all.made->last_day = last_day_of(index, all.plan.window);
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
