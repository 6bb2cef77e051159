/*
 * Edges from what pairs add up to in a window, straight into the columns of a network. Chunks of edges go column by column, so that
 * what they are read from stays in a processor's nearest cache, and what is written is written in a row.
 */
#include "index_internal.h"

#include <stdlib.h>
#include <string.h>

/* Relations of an edge whose sums are all below 2^52: each has less than 2^32 of either part. */
#define MOST_SMALL (1u << 20)

/* An edge whose evidence is its own, or what lies inside of a node; left by threads, who cannot do it at once. */
typedef struct ent__odd {
    uint32_t dyad;
    uint32_t edge; /* or ENT_NONE */
    uint32_t start, end; /* arcs of the edge */
    ent_internal internal;
} odd_one;

/* Edges of a batch, and what is left of it. */
typedef struct writing {
    const ent__answer *all;
    ent__batch *batch;
    uint32_t edge; /* the next to be written */
    uint32_t *pairs, count; /* to be written next */
    ent__pick *picks; /* of these */
} writing;

/* ---- Columns ------------------------------------------------------------------------------------------------------ */

static void write_strengths(ent_network *made, uint32_t edge, const ent__pick *picks, uint32_t count) {
    for (uint32_t i = 0; i < count && made->positive; i++) {
        made->positive[edge + i] = ent__sums_value(&picks[i].sums, ENT__POSITIVE);
    }
    for (uint32_t i = 0; i < count && made->negative; i++) {
        made->negative[edge + i] = ent__sums_value(&picks[i].sums, ENT__NEGATIVE);
    }
    if (!made->negative) {
        ENT__PACKED_FILL(&made->hostile, edge, count, (uint64_t)ent__sums_value(&picks[i].sums, ENT__NEGATIVE));
    }
}

/* Of edges with so many relations. Days are counted from ENT_DATE_MIN in both forms. */
static void write_columns(writing *at, const ent__turned *turned, const uint32_t *relations, uint32_t count) {
    ent_network *made = at->all->made;
    uint32_t edge = at->edge;
    if (made->positive && made->negative && at->all->index->extent.relations <= MOST_SMALL) {
        ent__index_value(made->positive + edge, made->negative + edge, at->picks, count);
    } else {
        write_strengths(made, edge, at->picks, count);
    }
    ENT__PACKED_FILL(&made->relations, edge, count, relations[i]);
    ENT__PACKED_FILL(&made->first, edge, count, UINT32_MAX - turned->since[i]);
    ENT__PACKED_FILL(&made->duration, edge, count, turned->until[i] - (UINT32_MAX - turned->since[i]));
    for (unsigned kind = 0; kind < made->rest_kind; kind++) {
        ENT__PACKED_FILL(&made->kinds[kind], edge, count, turned->kinds[kind][i]);
    }
    ENT__PACKED_FILL(&made->evidence_offsets, edge, count, turned->end[i] - turned->arcs[i]);
}

/* ---- Pairs -------------------------------------------------------------------------------------------------------- */

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
static void add_spans(ent__pick *pick, const ent__answer *all, uint32_t pair) {
    const ent_index *index = all->index;
    for (uint32_t i = index->dyads[pair].spans; i < index->dyads[pair + 1].spans; i++) {
        const ent__span *span = &index->spans[i];
        if (ent__span_meets(span, all->plan.window)) {
            uint32_t since = ent__since_of(span->first), until = ent__until_of(span->last);
            ent__sums_add(&pick->sums, &index->added[span->amount].sums);
            pick->since = pick->since > since ? pick->since : since;
            pick->until = pick->until > until ? pick->until : until;
        }
    }
}

/* A pair of which more is to be done: days are looked up, spans added, and what threads cannot do at once is listed. */
static bool complete(writing *at, uint32_t pair, ent__pick *pick, uint32_t edge) {
    const ent_index *index = at->all->index;
    const ent__ends *ends = &index->ends[pair];
    ent__batch *batch = at->batch;
    uint32_t arcs = pick->arcs, start = pick->end - arcs;
    bool is_loop = ends->from == ends->to;
    find_days(pick, index, start);
    add_spans(pick, at->all, pair);
    ent_internal internal = {.relations = ent__sums_relations(&pick->sums),
                             .positive = ent__sums_value(&pick->sums, ENT__POSITIVE),
                             .negative = ent__sums_value(&pick->sums, ENT__NEGATIVE)};
    bool has_run = arcs == internal.relations &&
                   (ent__is_plain(index, pair) || ent__rises(index->shared->relations + start, arcs));
    if (has_run && !is_loop) {
        return true;
    }
    if (!ENT__RESERVE(batch->odd, batch->odd_capacity, batch->odd_count + 1)) {
        return false;
    }
    batch->odd[batch->odd_count++] = (odd_one){pair, is_loop ? ENT_NONE : edge, start, pick->end, internal};
    return true;
}

/* Whether nothing is still to be done of the pairs at hand: they are plain, and have arcs whose days are known, as all have that were added
 * up from nothing. */
static bool are_plain(const writing *at, const ent__turned *turned) {
    bool are = true;
    for (uint32_t i = 0; i < at->count && !at->batch->is_plain; i++) {
        are &= ent__is_plain(at->all->index, at->pairs[i]);
    }
    for (uint32_t i = 0; i < at->count && at->all->plan.has_rows; i++) {
        are &= (turned->arcs[i] > 0) & (turned->since[i] > 0) & (turned->until[i] > 0);
    }
    return are;
}

/* Does what is still to be done of the pairs at hand, and moves those that are no loops together. Returns these; UINT32_MAX: no memory. */
static uint32_t complete_all(writing *at, uint32_t *relations) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < at->count; i++) {
        const ent__ends *ends = &at->all->index->ends[at->pairs[i]];
        if (!complete(at, at->pairs[i], &at->picks[i], at->edge + kept)) {
            return UINT32_MAX;
        }
        if (ends->from != ends->to) {
            relations[kept] = ent__sums_relations(&at->picks[i].sums);
            at->pairs[kept] = at->pairs[i];
            if (kept != i) {
                at->picks[kept] = at->picks[i];
            }
            kept++;
        }
    }
    return kept;
}

static void write_ends(const writing *at, uint32_t count) {
    const ent_index *index = at->all->index;
    ent_network *made = at->all->made;
    const ent__ends *ends = index->ends;
    const uint32_t *nodes = at->all->nodes, *pairs = at->pairs;
    uint32_t *from = made->from + at->edge, *to = made->to + at->edge;
    if (made->node_count == index->actor_count) { /* each actor's number is its node */
        for (uint32_t i = 0; i < count; i++) {
            from[i] = ends[pairs[i]].from;
            to[i] = ends[pairs[i]].to;
        }
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        from[i] = nodes[ends[pairs[i]].from];
        to[i] = nodes[ends[pairs[i]].to];
    }
}

/* Writes the pairs at hand. */
static bool write_pairs(writing *at) {
    ent__turned turned;
    uint32_t completed[ENT__TURNED], *relations = turned.arcs, kept = at->count;
    ent__index_turn(&turned, at->picks, at->count);
    if (!are_plain(at, &turned)) {
        relations = completed; /* with spans there are more */
        kept = complete_all(at, relations);
        if (kept == UINT32_MAX) {
            return false;
        }
        ent__index_turn(&turned, at->picks, kept);
    }
    write_ends(at, kept);
    write_columns(at, &turned, relations, kept);
    at->edge += kept;
    at->pairs += at->count;
    at->picks += at->count;
    return true;
}

ent_status ent__index_write(const ent__answer *all, const ent__sheet *sheet, ent__batch *batch, ent_error *error) {
    writing at = {.all = all, .batch = batch, .edge = batch->edge, .pairs = sheet->pairs, .picks = sheet->picks};
    bool is_written = true;
    for (uint32_t left = batch->pairs; left && is_written; left -= at.count) {
        at.count = left < ENT__TURNED ? left : ENT__TURNED;
        is_written = write_pairs(&at);
    }
    return is_written ? ENT_OK : ent__fail_memory(error);
}

/* ---- What is left ------------------------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

/* Evidence of an edge's own: what its arcs have, and the relations of spans behind it, in order. */
static ent_status write_evidence(ent__answer *all, const odd_one *odd, ent_error *error) {
    const ent_index *index = all->index;
    const ent__dyad *dyad = &index->dyads[odd->dyad];
    ent_network *made = all->made;
    size_t start = made->evidence_count, count = ent__edge_relations(made, odd->edge), arcs = odd->end - odd->start;
    if (!ENT__RESERVE(made->evidence, all->evidence_capacity, start + count)) {
        return ent__fail_memory(error);
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

static ent_status write_internal(ent__answer *all, const odd_one *odd, ent_error *error) {
    ent_network *made = all->made;
    if (!made->internal) {
        made->internal = ent__calloc(made->node_count, sizeof *made->internal);
    }
    if (!made->internal) {
        return ent__fail_memory(error);
    }
    made->internal[all->nodes[all->index->ends[odd->dyad].from]] = odd->internal;
    return ENT_OK;
}

ent_status ent__index_write_odd(ent__answer *all, const ent__batch *batch, ent_error *error) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < batch->odd_count && status == ENT_OK; i++) {
        const odd_one *odd = &batch->odd[i];
        status = odd->edge == ENT_NONE ? write_internal(all, odd, error) : write_evidence(all, odd, error);
    }
    return status;
}
