/*
 * The arcs of an index by (day, pair), and where pairs have enough of them, rows of what those before some dates add up to.
 * O(arcs + rows * pairs); rows take at most half of a line of a cache an arc.
 */
#include "index_internal.h"

#include "../base/radix.h"
#include <stdlib.h>

/* Arcs of a date and range, in the mean, that are worth a range of their own. */
#define LEAST_RUN 16u
/* Words of bits that are looked at for as much as an arc. */
#define WORDS_AN_ARC 1u
/* Arcs of a row, for each of its pairs. */
#define ARCS_A_ROW 2u

/* ---- By day ------------------------------------------------------------------------------------------------------- */

static ent_status fill_dates(ent_index *index, const ent__keyed *sorted, ent_error *error) {
    for (uint32_t i = 0; i < index->arc_count; i++) {
        index->date_count += i == 0 || sorted[i].key != sorted[i - 1].key;
    }
    index->dates = ent__calloc(index->date_count, sizeof *index->dates);
    if (!index->dates) {
        return ent__fail_memory(error);
    }
    uint32_t date = 0;
    for (uint32_t i = 0; i < index->arc_count; i++) {
        if (i == 0 || sorted[i].key != sorted[i - 1].key) {
            index->dates[date++] = index->days[sorted[i].item];
        }
    }
    return ENT_OK;
}

/* The pair where a share of all arcs and pairs ends, which count alike; words of bits are not shared. */
static uint32_t bound_at(const ent_index *index, double share) {
    uint32_t low = 0, high = index->dyad_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        double of_arcs = index->dyads[middle].arcs / (index->arc_count + 1.0);
        if (of_arcs + (double)middle / index->dyad_count < 2.0 * share) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low / 64 * 64;
}

static void set_bounds(ent_index *index) {
    uint32_t worth = index->arc_count / LEAST_RUN / (index->date_count + 1) + 1;
    index->range_count = worth < ENT__MOST_RANGES ? worth : ENT__MOST_RANGES;
    for (uint32_t i = 1; i < index->range_count; i++) {
        index->bounds[i] = bound_at(index, (double)i / index->range_count);
    }
    index->bounds[index->range_count] = index->dyad_count;
}

/* Notes where the arcs of every date and range begin. */
static void fill_starts(ent_index *index) {
    uint32_t arc = 0;
    for (uint32_t date = 0; date < index->date_count; date++) {
        for (uint32_t range = 0; range < index->range_count; range++) {
            index->starts[(size_t)date * index->range_count + range] = arc;
            while (arc < index->arc_count && index->days[index->by_day[arc].end - 1] == index->dates[date] &&
                   index->by_day[arc].pair < index->bounds[range + 1]) {
                arc++;
            }
        }
    }
    index->starts[(size_t)index->date_count * index->range_count] = arc;
}

static void fill_by_day(ent_index *index, const ent__keyed *sorted, const uint32_t *amounts, uint32_t *dyad_of) {
    for (uint32_t dyad = 0; dyad < index->dyad_count; dyad++) {
        for (uint32_t i = index->dyads[dyad].arcs; i < index->dyads[dyad + 1].arcs; i++) {
            dyad_of[i] = dyad;
        }
    }
    for (uint32_t i = 0; i < index->arc_count; i++) {
        uint32_t arc = sorted[i].item;
        index->by_day[i] = (ent__day_arc){.pair = dyad_of[arc], .amount = amounts[arc], .end = arc + 1};
    }
}

static ent_status make_columns(ent_index *index, const ent__keyed *sorted, const uint32_t *amounts, ent_error *error) {
    set_bounds(index);
    index->by_day = ent__calloc(index->arc_count, sizeof *index->by_day);
    ent__prefer_huge_pages(index->by_day, index->arc_count * sizeof *index->by_day);
    index->starts = ent__calloc((size_t)index->date_count * index->range_count + 1, sizeof *index->starts);
    uint32_t *dyad_of = ent__calloc(index->arc_count, sizeof *dyad_of);
    bool complete = index->by_day && index->starts && dyad_of;
    if (complete) {
        fill_by_day(index, sorted, amounts, dyad_of);
        fill_starts(index);
    }
    free(dyad_of);
    return complete ? ENT_OK : ent__fail_memory(error);
}

ent_status ent__index_sort_days(ent_index *index, const uint32_t *amounts, ent_error *error) {
    ent__keyed *sorted = ent__calloc(index->arc_count, sizeof *sorted);
    if (!sorted) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < index->arc_count; i++) {
        sorted[i] = (ent__keyed){ent__until_of(index->days[i]), i};
    }
    ent_status status = ent__sort_keyed(&sorted, index->arc_count, error);
    if (status == ENT_OK) {
        status = fill_dates(index, sorted, error);
    }
    if (status == ENT_OK) {
        status = make_columns(index, sorted, amounts, error);
    }
    free(sorted);
    return status;
}

/* ---- Bits --------------------------------------------------------------------------------------------------------- */

static void set_bits(ent_index *index) {
    for (uint32_t date = 0; date < index->date_count; date++) {
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        for (uint32_t i = starts[0]; i < starts[index->range_count]; i++) {
            uint32_t pair = index->by_day[i].pair;
            if (index->date_pairs) {
                index->date_pairs[date * ent__index_words(index) + pair / 64] |= (uint64_t)1 << pair % 64;
            }
            for (unsigned end = 0; end < 2 && index->date_actors; end++) {
                uint32_t actor = end ? index->ends[pair].to : index->ends[pair].from;
                index->date_actors[date * ent__index_actor_words(index) + actor / 64] |= (uint64_t)1 << actor % 64;
            }
        }
    }
}

ent_status ent__index_make_bits(ent_index *index, ent_error *error) {
    size_t pair_words = ent__index_words(index), actor_words = ent__index_actor_words(index);
    bool has_pairs = pair_words <= index->arc_count / (index->date_count + 1) * WORDS_AN_ARC;
    bool has_actors = actor_words <= index->arc_count / (index->date_count + 1) * WORDS_AN_ARC;
    index->loops = ent__calloc(pair_words, sizeof *index->loops);
    index->plain = ent__calloc(pair_words, sizeof *index->plain);
    index->date_pairs = has_pairs ? ent__calloc(index->date_count * pair_words, sizeof *index->date_pairs) : NULL;
    index->date_actors = has_actors ? ent__calloc(index->date_count * actor_words, sizeof *index->date_actors) : NULL;
    if (!index->loops || !index->plain || (has_pairs && !index->date_pairs) || (has_actors && !index->date_actors)) {
        return ent__fail_memory(error);
    }
    for (uint32_t pair = 0; pair < index->dyad_count; pair++) {
        const ent__dyad *dyad = &index->dyads[pair];
        bool is_loop = index->ends[pair].from == index->ends[pair].to, has_spans = dyad->spans < dyad[1].spans;
        bool rises = ent__rises(index->shared->relations + dyad->arcs, dyad[1].arcs - dyad->arcs);
        bool is_plain = rises && !has_spans && !is_loop;
        index->loops[pair / 64] |= (uint64_t)is_loop << pair % 64;
        index->plain[pair / 64] |= (uint64_t)is_plain << pair % 64;
    }
    set_bits(index);
    return ENT_OK;
}

/* ---- Rows --------------------------------------------------------------------------------------------------------- */

/* Dates with as many arcs between one and the next, the first date and the end among them. */
static void set_row_dates(ent_index *index) {
    uint32_t date = 0;
    for (uint32_t row = 0; row < index->row_count; row++) {
        uint64_t arc = (uint64_t)index->arc_count * row / (index->row_count - 1);
        while (date < index->date_count && index->starts[(size_t)date * index->range_count] < arc) {
            date++;
        }
        index->row_dates[row] = date;
    }
}

/* The rows of a pair. */
static void fill_pair(ent_index *index, uint32_t pair, const uint32_t *amounts) {
    size_t words = ent__index_words(index);
    uint32_t arc = index->dyads[pair].arcs, end = index->dyads[pair + 1].arcs;
    ent__pick pick = {.end = arc};
    for (uint32_t row = 0; row < index->row_count; row++) {
        uint32_t date = index->row_dates[row], before = pick.end;
        bool is_last = date == index->date_count;
        for (; arc < end && (is_last || index->days[arc] < index->dates[date]); arc++) {
            ent__sums_add(&pick.sums, &index->added[amounts[arc]].sums);
            pick.until = ent__until_of(index->days[arc]);
        }
        pick.end = arc;
        pick.since = arc < end ? ent__since_of(index->days[arc]) : 0;
        index->rows[(size_t)row * index->dyad_count + pair] = pick;
        if (row > 0) {
            index->blocks[(row - 1) * words + pair / 64] |= (uint64_t)(before < arc) << pair % 64;
        }
    }
}

ent_status ent__index_make_rows(ent_index *index, const uint32_t *amounts, ent_error *error) {
    size_t count = index->dyad_count ? index->arc_count / index->dyad_count / ARCS_A_ROW : 0,
           words = ent__index_words(index);
    count = count < index->date_count + 1 ? count : index->date_count + 1;
    if (count < 2) {
        return ENT_OK;
    }
    size_t bytes = count * index->dyad_count * sizeof *index->rows;
    index->row_dates = ent__calloc(count, sizeof *index->row_dates);
    index->rows = aligned_alloc(sizeof *index->rows, bytes);
    index->blocks = ent__calloc(count * words, sizeof *index->blocks);
    if (!index->row_dates || !index->rows || !index->blocks) {
        return ent__fail_memory(error);
    }
    ent__prefer_huge_pages(index->rows, bytes);
    index->row_count = (uint32_t)count;
    set_row_dates(index);
    for (uint32_t pair = 0; pair < index->dyad_count; pair++) {
        fill_pair(index, pair, amounts);
    }
    return ENT_OK;
}
