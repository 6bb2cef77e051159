/*
 * How an index lies in memory. Private to the files index*.c.
 *
 * What one relation adds to one pair is an arc, as in view/arcs.h, of one day or of several; those of several, and those open
 * on a side, are spans. Arcs lie twice: ordered by (pair, day, relation), their days and relations; and by (day, pair), what they
 * add. Where pairs have many arcs there are rows as well: at some dates, what the arcs of every pair before it add up to. Then a
 * window is the difference of two rows, and the arcs between these and its own ends.
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
    uint64_t low[2], high[2]; /* by side */
    uint32_t kinds[ENT_KIND_COUNT];
} ent__sums;

/* Whom a pair joins: numbers in index->actors. */
typedef struct ent__ends {
    uint32_t from, to;
} ent__ends;

/* Where what belongs to a pair begins; its end is where the next begins. Loops are among the pairs, with from == to. */
typedef struct ent__dyad {
    uint32_t arcs, spans;
} ent__dyad;

/* What some arcs of a pair add up to, or those before a row; one line of a cache. Zeros: nothing. Days are counted so that more is
 * always further out. */
typedef struct ent__pick {
    ent__sums sums;
    uint32_t since; /* how far the first day lies before ENT_DATE_MAX; of a row that of the next arc */
    uint32_t until; /* how far the last day lies behind ENT_DATE_MIN; of a row that of the arc before */
    uint32_t end; /* the arc behind the last */
    uint32_t arcs; /* how many; of a row none are counted */
} ent__pick;

typedef struct ent__span {
    ent_date first, last;
    ent_id relation;
    uint32_t dyad;
    uint32_t amount;
} ent__span;

/* An arc as it lies among those by day. In one place: so a few arcs of each of many dates are read from one stretch of memory. */
typedef struct ent__day_arc {
    uint32_t pair;
    uint32_t amount; /* number in index->added of what it adds */
    uint32_t end; /* one more than its number among the arcs by pair */
} ent__day_arc;

typedef struct ent__days {
    ent_date first, last;
} ent__days;

#define ENT__MOST_RANGES 16u

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
    struct ent__pick *added; /* an arc of each of them; no days */
    size_t amount_count, amount_capacity;
    ent__dyad *dyads; /* by (from, to), and one more where all end */
    ent__ends *ends; /* of each of them */
    uint32_t dyad_count;
    uint32_t arc_count;
    ent_date *days; /* of each arc; its relation stands beside, as evidence */
    ent__shared *shared; /* the relations of the arcs, and the network of all days */
    ent__span *spans; /* by (pair, relation) */
    uint32_t span_count;
    ent_date *dates; /* days with arcs, rising */
    uint32_t date_count;
    uint32_t range_count,
        bounds[ENT__MOST_RANGES +
               1]; /* ranges of pairs that threads share: where they begin, 64 pairs or a multiple apart */
    uint32_t *
        starts; /* where those of a date and a range begin among the arcs by day: date * range_count + range; one more */
    ent__day_arc *by_day; /* arcs by (day, pair) */
    uint32_t row_count; /* 0: too few arcs a pair */
    uint32_t *row_dates; /* the row lies before this date */
    ent__pick *rows; /* row * dyad_count + pair */
    uint64_t *
        date_pairs; /* NULL, or bits of the pairs with arcs at each date, where that is less to look at: date * words + pair / 64 */
    uint64_t *date_actors; /* NULL, or bits of the actors that these join: date * actor words + actor / 64 */
    uint64_t *loops,
        *plain; /* bits of the pairs that are loops; of those that are none, have no spans, and relations that rise */
    uint64_t *blocks; /* bits of the pairs with arcs between a row and the next: row * words + pair / 64 */
    ent__extent extent; /* that holds the edges of any window */
    ent_date *selected_days; /* of relations of one day that the view selects, rising */
    ent__days *selected_spans; /* of the others */
    ent_date least_last, most_first; /* of all that are selected: a window that has both has all */
    size_t selected_day_count, selected_day_capacity, selected_span_count, selected_span_capacity;
};

static inline void ent__sums_add(ent__sums *sums, const ent__sums *more) {
    ent__sums sum = *sums;
    for (unsigned side = 0; side < 2; side++) {
        sum.low[side] += more->low[side];
        sum.high[side] += more->high[side];
    }
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        sum.kinds[kind] += more->kinds[kind];
    }
    *sums = sum;
}

/* What was added before is taken out again. */
static inline void ent__sums_remove(ent__sums *sums, const ent__sums *less) {
    ent__sums sum = *sums;
    for (unsigned side = 0; side < 2; side++) {
        sum.low[side] -= less->low[side];
        sum.high[side] -= less->high[side];
    }
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        sum.kinds[kind] -= less->kinds[kind];
    }
    *sums = sum;
}

static inline double ent__sums_value(const ent__sums *sums, unsigned side) {
    uint64_t low = sums->low[side], high = sums->high[side];
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

/* Whether relations come in their order. */
static inline bool ent__rises(const ent_id *relations, size_t count) {
    for (size_t i = 1; i < count; i++) {
        if (relations[i - 1] > relations[i]) {
            return false;
        }
    }
    return true;
}

static inline bool ent__is_plain(const ent_index *index, uint32_t pair) {
    return index->plain[pair / 64] >> pair % 64 & 1;
}

/* Words of as many bits as there are pairs. */
static inline size_t ent__index_words(const ent_index *index) {
    return (size_t)index->dyad_count / 64 + 1;
}

static inline size_t ent__index_actor_words(const ent_index *index) {
    return (size_t)index->actor_count / 64 + 1;
}

static inline uint32_t ent__until_of(ent_date day) {
    return (uint32_t)((int64_t)day - ENT_DATE_MIN);
}

static inline uint32_t ent__since_of(ent_date day) {
    return (uint32_t)((int64_t)ENT_DATE_MAX - day);
}

/* Dates of the index, the second excluded. */
typedef struct ent__dates {
    uint32_t first, end;
} ent__dates;

/* How a window is to be added up: from the difference of two rows, or from nothing. */
typedef struct ent__plan {
    ent__days window;
    ent__dates dates; /* in it */
    bool has_rows;
    uint32_t rows[2];
    uint32_t blocks[2]; /* those wholly in the window */
    ent__dates marked[2]; /* dates of the window outside of these */
    ent__dates added[2], removed[2]; /* before, and behind: what the window has more than the rows, and less */
    uint64_t arcs; /* that are looked at */
    uint64_t pairs; /* whose rows are */
} ent__plan;

/* Finds the cheapest way. O(log dates + rows). */
ent__plan ent__index_plan(const ent_index *index, ent__days window);

/* A range of pairs that one thread looks after at a time. */
typedef struct ent__batch {
    uint32_t ranges[2]; /* of the index, the second excluded */
    uint32_t first, end; /* their pairs */
    uint32_t pairs; /* with relations in the window */
    uint32_t edges; /* that these make */
    uint32_t edge; /* the first of these */
    bool is_plain; /* all the marked pairs are */
    struct ent__odd *odd; /* what is left to be done for its edges */
    size_t odd_count, odd_capacity;
} ent__batch;

/* The pairs with relations in a window. */
typedef struct ent__marks {
    uint64_t *words; /* a bit for each of the index's pairs */
    uint8_t *seen; /* for each worker, whether it saw each of the index's actors */
    ent__batch batches[ENT__MOST_RANGES];
    uint32_t batch_count;
    uint32_t workers; /* that are worth while */
} ent__marks;

/* Marks the pairs on at most `workers` threads. O(arcs of the plan + pairs / 64 * blocks + spans). To be freed also on failure. */
ent_status ent__index_mark(ent__marks *marks, const ent_index *index, const ent__plan *plan, uint32_t workers,
                           ent_error *error);
void ent__marks_free(ent__marks *marks);

/* Pairs that are listed at once, whether there are so many or not. */
#define ENT__AT_ONCE 8u
/* Bits that are set. Plain C: without asking for a processor's own way compilers call a function for it. */
static inline uint32_t ent__count_bits(uint64_t word) {
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    word += word >> 8;
    word += word >> 16;
    return (uint32_t)(word + (word >> 32)) & 127;
}

/* What a thread adds up in. */
typedef struct ent__sheet {
    uint32_t *places; /* of a batch's pairs that are marked, in `picks`; those of others are never read, nor written */
    uint32_t *pairs; /* that are marked, rising; behind them is room for ENT__AT_ONCE more */
    ent__pick *picks; /* of each of these, and room for ENT__AT_ONCE more */
} ent__sheet;

/* Lists a batch's marked pairs, and adds up the arcs of each. */
void ent__index_add(ent__sheet *sheet, const ent_index *index, const ent__plan *plan, const ent__marks *marks,
                    const ent__batch *batch);

/* Picks of which columns are made at a time; they stay in a processor's nearest cache. */
#define ENT__TURNED 64u
/* What some picks say, column by column. */
typedef struct ent__turned {
    uint32_t kinds[ENT_KIND_COUNT][ENT__TURNED];
    uint32_t since[ENT__TURNED], until[ENT__TURNED], end[ENT__TURNED], arcs[ENT__TURNED];
} ent__turned;

/* Turns `count` picks, at most ENT__TURNED; there is room behind them for ENT__AT_ONCE more, which may be read. */
void ent__index_turn(ent__turned *turned, const ent__pick *picks, uint32_t count);
/* The strengths of picks, as ent__sums_value() has them, where no sum reaches 2^52. */
void ent__index_value(double *positive, double *negative, const ent__pick *picks, uint32_t count);

/* Set by a test only: no instructions but those that every processor has. */
extern bool ent__index_is_plain;

/* What making a network needs at hand. */
typedef struct ent__answer {
    const ent_index *index;
    ent__plan plan;
    ent__marks marks;
    uint32_t *nodes; /* of each of the index's actors */
    ent_network *made;
    size_t evidence_capacity;
} ent__answer;

/* Writes the edges of a batch from what its marked pairs add up to; threads may write different batches at once. What they cannot do
 * at once is left in the batch, for the second function to do. */
ent_status ent__index_write(const ent__answer *all, const ent__sheet *sheet, ent__batch *batch, ent_error *error);
ent_status ent__index_write_odd(ent__answer *all, const ent__batch *batch, ent_error *error);

/* Sorts the index's arcs by day, where the pair of each is dyads', and what it adds amounts'. */
ent_status ent__index_sort_days(ent_index *index, const uint32_t *amounts, ent_error *error);
/* Makes the bits of an index that has its arcs by day, but for those of blocks. */
ent_status ent__index_make_bits(ent_index *index, ent_error *error);
/* Makes the rows of an index that has all else. */
ent_status ent__index_make_rows(ent_index *index, const uint32_t *amounts, ent_error *error);
/* Fills an index that has its graph and view. */
ent_status ent__index_fill(ent_index *index, const ent_run *run, ent_error *error);
/* The network of a window (view.since to view.until) that the index serves. */
ent_status ent__index_answer(ent_network **network, const ent_index *index, const ent_view *view, const ent_run *run,
                             ent_error *error);

static inline bool ent__span_meets(const ent__span *span, ent__days window) {
    return span->first <= window.last && span->last >= window.first;
}

#endif
