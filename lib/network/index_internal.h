/*
 * How an index lies in memory. Private to the files index*.c.
 *
 * What one relation adds to one pair is an arc, as in view/arcs.h, of one day or of several; those of several, and those open
 * on a side, are spans. Arcs are columns ordered by (pair, day, relation), with running sums; and by (day, pair) as well.
 * Strengths are whole units (base/exact.h), so that every way to add them up gives the same bits.
 */
#ifndef ENT_INDEX_INTERNAL_H
#define ENT_INDEX_INTERNAL_H

#include "../base/exact.h"
#include "network_internal.h"
#include <entente/index.h>

/* What an arc adds: units to the sum `side`, and one relation of a kind. */
typedef struct ent__amount {
    uint64_t units;
    uint8_t side; /* ENT__POSITIVE or ENT__NEGATIVE */
    uint8_t kind;
} ent__amount;
#define ENT__POSITIVE 0u
#define ENT__NEGATIVE 1u

/* What some arcs of a pair add up to: of units the lower 32 bits apart from the higher, so that 2^32 arcs are added without carries, and
 * whatever an arc is like by the same few additions side by side. */
typedef struct ent__sums {
    struct {
        uint64_t low, high;
    } sides[2];
    uint32_t kinds[ENT_KIND_COUNT];
} ent__sums;

/* Whom a pair joins, apart from what else is known of it: this is all that a narrow window looks at, far apart. */
typedef struct ent__ends {
    uint32_t from, to; /* numbers in index->actors */
    bool rises; /* relations of the arcs rise */
    bool has_spans;
} ent__ends;

/* A pair that arcs or spans join; its own end is where the next begins. Loops are among them, with from == to. */
typedef struct ent__dyad {
    uint32_t arcs, spans; /* the first of each */
    ent_date first, last; /* days of the arcs; ENT_DATE_MAX, ENT_DATE_MIN: none */
    uint32_t edge; /* its edge in the network of all days, or ENT_NONE */
} ent__dyad;

/* What arcs add up to, as it lies between them: units in 96 bits, which hold those of 2^32 arcs. */
typedef struct ent__running {
    uint64_t low[2];
    uint32_t high[2];
    uint32_t kinds[ENT_KIND_COUNT];
} ent__running;

typedef struct ent__span {
    ent_date first, last;
    ent_id relation;
    uint32_t dyad;
    uint32_t amount;
} ent__span;

typedef struct ent__days {
    ent_date first, last;
} ent__days;

struct ent_index {
    const ent_graph *graph;
    size_t relation_count; /* of the graph when it was indexed */
    ent_view view; /* defaults filled in; its arrays are the index's own */
    ent_id *named; /* `only`, then `exclude` */
    char **codes;
    bool serves; /* false: the view or the strengths cannot be indexed, and there are no columns */
    ent_id *actors; /* of each number, rising */
    uint32_t actor_count;
    ent__amount *amounts; /* each once */
    ent__sums *added; /* an arc of each of them */
    size_t amount_count, amount_capacity;
    ent__dyad *dyads; /* by (from, to), and one more where all end */
    ent__ends *ends; /* of each of them */
    uint32_t dyad_count;
    uint32_t arc_count;
    ent_date *days; /* of each arc; its relation stands beside, as evidence */
    ent__running *running; /* of all arcs before each, and of all: what a run adds up to is one subtraction */
    ent__shared *shared; /* the relations of the arcs, and the network of all days */
    ent__span *spans; /* by (pair, relation) */
    uint32_t span_count;
    ent_date *dates; /* days with arcs, rising */
    uint32_t *date_starts; /* the first of each among those by day, and one more */
    uint32_t date_count;
    uint32_t *by_day, *by_day_dyads, *by_day_amounts; /* arcs, their pairs and what they add, by (day, pair) */
    ent__extent extent; /* that holds the edges of any window */
    ent_date *selected_days; /* of relations of one day that the view selects, rising */
    ent__days *selected_spans; /* of the others */
    ent_date least_last, most_first; /* of all that are selected: a window that has both has all */
    size_t selected_day_count, selected_day_capacity, selected_span_count, selected_span_capacity;
};

static inline void ent__sums_add(ent__sums *sums, const ent__sums *more) {
    ent__sums sum = *sums;
    for (unsigned side = 0; side < 2; side++) {
        sum.sides[side].low += more->sides[side].low;
        sum.sides[side].high += more->sides[side].high;
    }
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        sum.kinds[kind] += more->kinds[kind];
    }
    *sums = sum;
}

static inline double ent__sums_value(const ent__sums *sums, unsigned side) {
    uint64_t low = sums->sides[side].low, high = sums->sides[side].high;
    if ((low | high) >> 53 == 0) { /* below 2^21 arcs: both are doubles, whose sum is rounded once */
        return ((double)(int64_t)high * 0x1p32 + (double)(int64_t)low) * 0x1p-59;
    }
    return ent__units_value(((ent__wide)high << 32) + low);
}

static inline uint32_t ent__sums_relations(const ent__sums *sums) {
    uint32_t count = 0;
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        count += sums->kinds[kind];
    }
    return count;
}

/* A pair with relations in a window, and where its arcs there begin and end; both the same if it only has spans. */
typedef struct ent__cut {
    uint32_t dyad, start, end;
    uint32_t from, to; /* the pair's ends, and what else it says, so that nobody need look it up again */
    bool has_spans, rises;
    bool is_all; /* these are known to be all arcs of the pair */
    bool is_odd; /* has evidence of its own, or is a loop */
} ent__cut;
/* What the arcs of a cut add up to; spans are still to be added. */
typedef struct ent__pick {
    ent__sums sums;
    ent_date first, last;
    uint32_t end; /* as the cut has it */
} ent__pick;

/* Cuts that one thread looks after. */
typedef struct ent__batch {
    uint32_t start, count; /* of the cuts */
    uint32_t edges; /* that they make */
    uint32_t edge; /* the first of these */
    bool has_odd;
} ent__batch;

/* The cuts of a window, batch by batch, pairs rising. */
typedef struct ent__cuts {
    ent__cut *items;
    ent__pick *picks; /* of each cut; NULL: not added up yet */
    ent__batch *batches;
    uint32_t batch_count;
    uint8_t *seen; /* for each thread, whether it saw each of the index's actors */
    uint32_t workers; /* that are worth while */
} ent__cuts;

/* Fills an index that has its graph and view. */
ent_status ent__index_fill(ent_index *index, const ent_run *run, ent_error *error);
/* Finds the pairs with relations in a window on at most `workers` threads. O(relations of the window + pairs / 64) or O(pairs log
 * relations), whichever is less, + spans. To be freed also on failure. */
ent_status ent__index_cut(ent__cuts *cuts, const ent_index *index, ent__days window, uint32_t workers,
                          ent_error *error);
void ent__cuts_free(ent__cuts *cuts);
/* Adds up a cut by running sums. */
ent__pick ent__index_pick(const ent_index *index, const ent__cut *cut);
/* The network of a window (view.since to view.until) that the index serves. */
ent_status ent__index_answer(ent_network **network, const ent_index *index, const ent_view *view, const ent_run *run,
                             ent_error *error);

static inline bool ent__span_meets(const ent__span *span, ent__days window) {
    return span->first <= window.last && span->last >= window.first;
}

#endif
