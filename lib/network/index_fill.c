/*
 * Filling an index: the view's arcs by a scan, sorted by day and by pair into columns, and by day alone (index_days.c).
 * O(arcs) a digit of days and pairs; 84 bytes an arc while it runs. Stops without an error, and with the index not serving, if a
 * strength has no units or there are 2^32 arcs.
 */
#include "index_internal.h"

#include "../base/map.h"
#include "../base/radix.h"
#include "../view/arcs.h"
#include <stdlib.h>

/* What filling needs at hand: arcs of one day, and spans, sorted. */
typedef struct filling {
    ent_index *index;
    ent__arcs arcs;
    uint32_t *nodes; /* number in index->actors of an actor */
    ent__map amounts[2][ENT_KIND_COUNT]; /* units -> number in index->amounts */
    ent__keyed *arcs_sorted, *spans_sorted; /* items are arcs */
    uint32_t *arc_amounts; /* what each arc of the index adds */
    uint32_t arc_count, span_count;
    size_t dyad_capacity, end_capacity;
    ent_error *error;
} filling;

static uint64_t key_of_day(ent_date day) {
    return (uint32_t)day ^ 0x80000000u;
}

/* Pairs in the order of (from, to); where direction is lost the smaller comes first. */
static uint64_t key_of_pair(const filling *all, const ent__arc *arc) {
    uint64_t from = all->nodes[arc->from], to = all->nodes[arc->to];
    bool turned = all->index->view.direction == ENT_UNDIRECTED && from > to;
    return (turned ? to : from) * all->index->actor_count + (turned ? from : to);
}

/* Whether all arcs can be kept as units, and numbered. */
static bool can_serve(const ent__arcs *arcs) {
    bool can = arcs->count < ENT_NONE;
    for (size_t i = 0; i < arcs->count && can; i++) {
        int64_t units;
        can = ent__units(&units, arcs->items[i].positive) && ent__units(&units, arcs->items[i].negative);
    }
    return can;
}

/* The number of what an arc adds; new ones are kept. */
static ent_status amount_of(uint32_t *number, filling *all, const ent__arc *arc) {
    ent_index *index = all->index;
    unsigned side = arc->negative > 0.0 ? ENT__NEGATIVE : ENT__POSITIVE;
    int64_t units = 0;
    ent__units(&units, side == ENT__NEGATIVE ? arc->negative : arc->positive);
    ent__map *known = &all->amounts[side][arc->kind];
    *number = ent__map_get(known, (uint64_t)units);
    if (*number != ENT_NONE) {
        return ENT_OK;
    }
    *number = (uint32_t)index->amount_count;
    if (!ENT__RESERVE(index->amounts, index->amount_capacity, index->amount_count + 1)) {
        return ent__fail_memory(all->error);
    }
    index->amounts[index->amount_count++] =
        (ent__amount){.units = (uint64_t)units, .side = (uint8_t)side, .kind = arc->kind};
    return ent__map_put(known, (uint64_t)units, *number, all->error);
}

/* ---- Sorting ------------------------------------------------------------------------------------------------------ */

static void sort_out(filling *all) {
    for (size_t i = 0; i < all->arcs.count; i++) {
        const ent__arc *arc = &all->arcs.items[i];
        if (arc->way_back) {
            continue;
        }
        if (arc->first == arc->last) {
            all->arcs_sorted[all->arc_count++] = (ent__keyed){key_of_day(arc->first), (uint32_t)i};
        } else {
            all->spans_sorted[all->span_count++] = (ent__keyed){key_of_pair(all, arc), (uint32_t)i};
        }
    }
}

static ent_status sort_arcs(filling *all) {
    size_t spans = 0;
    for (size_t i = 0; i < all->arcs.count; i++) {
        spans += all->arcs.items[i].first != all->arcs.items[i].last;
    }
    all->arcs_sorted = ent__calloc(all->arcs.count - spans, sizeof *all->arcs_sorted);
    all->spans_sorted = ent__calloc(spans, sizeof *all->spans_sorted);
    if (!all->arcs_sorted || !all->spans_sorted) {
        return ent__fail_memory(all->error);
    }
    sort_out(all);
    ent_status status = ent__sort_keyed(&all->spans_sorted, all->span_count, all->error);
    if (status == ENT_OK) {
        status = ent__sort_keyed(&all->arcs_sorted, all->arc_count, all->error);
    }
    for (uint32_t i = 0; i < all->arc_count; i++) {
        all->arcs_sorted[i].key = key_of_pair(all, &all->arcs.items[all->arcs_sorted[i].item]);
    }
    return status == ENT_OK ? ent__sort_keyed(&all->arcs_sorted, all->arc_count, all->error) : status;
}

/* ---- Columns ------------------------------------------------------------------------------------------------------ */

static ent_status allocate(filling *all) {
    ent_index *index = all->index;
    index->days = ent__calloc(all->arc_count, sizeof *index->days);
    all->arc_amounts = ent__calloc(all->arc_count, sizeof *all->arc_amounts);
    index->spans = ent__calloc(all->span_count, sizeof *index->spans);
    index->shared = ent__calloc(sizeof *index->shared + all->arc_count * sizeof *index->shared->relations, 1);
    if (!index->shared) {
        return ent__fail_memory(all->error);
    }
    atomic_init(&index->shared->owners, 1);
    index->shared->count = all->arc_count;
    ent__prefer_huge_pages(index->days, all->arc_count * sizeof *index->days); /* they are read far apart */
    bool complete = index->days && index->spans && all->arc_amounts;
    return complete ? ENT_OK : ent__fail_memory(all->error);
}

/* Puts an arc into the columns, after those before it. */
static ent_status fill_arc(filling *all) {
    ent_index *index = all->index;
    uint32_t i = index->arc_count;
    const ent__arc *arc = &all->arcs.items[all->arcs_sorted[i].item];
    ent_status status = amount_of(&all->arc_amounts[i], all, arc);
    if (status != ENT_OK) {
        return status;
    }
    index->days[i] = arc->first;
    index->shared->relations[i] = arc->relation;
    index->arc_count++;
    return ENT_OK;
}

static ent_status fill_span(filling *all) {
    ent_index *index = all->index;
    const ent__arc *arc = &all->arcs.items[all->spans_sorted[index->span_count].item];
    ent__span *span = &index->spans[index->span_count++];
    *span = (ent__span){.first = arc->first, .last = arc->last, .relation = arc->relation, .dyad = index->dyad_count};
    return amount_of(&span->amount, all, arc);
}

static uint64_t key_at(const ent__keyed *items, uint32_t count, uint32_t place) {
    return place < count ? items[place].key : UINT64_MAX;
}

/* The next pair of arcs and spans, side by side. */
static ent_status fill_dyad(filling *all, ent__ends *ends) {
    ent_index *index = all->index;
    uint64_t of_arc = key_at(all->arcs_sorted, all->arc_count, index->arc_count);
    uint64_t of_span = key_at(all->spans_sorted, all->span_count, index->span_count);
    uint64_t key = of_arc < of_span ? of_arc : of_span;
    ent_status status = ENT_OK;
    *ends = (ent__ends){(uint32_t)(key / index->actor_count), (uint32_t)(key % index->actor_count)};
    while (status == ENT_OK && key_at(all->arcs_sorted, all->arc_count, index->arc_count) == key) {
        status = fill_arc(all);
    }
    while (status == ENT_OK && key_at(all->spans_sorted, all->span_count, index->span_count) == key) {
        status = fill_span(all);
    }
    return status;
}

static ent_status fill_dyads(filling *all) {
    ent_index *index = all->index;
    ent_status status = ENT_OK;
    while (status == ENT_OK) {
        if (!ENT__RESERVE(index->dyads, all->dyad_capacity, (size_t)index->dyad_count + 1) ||
            !ENT__RESERVE(index->ends, all->end_capacity, (size_t)index->dyad_count + 1)) {
            return ent__fail_memory(all->error);
        }
        ent__dyad *dyad = &index->dyads[index->dyad_count];
        *dyad = (ent__dyad){.arcs = index->arc_count, .spans = index->span_count};
        if (index->arc_count == all->arc_count && index->span_count == all->span_count) {
            break;
        }
        status = fill_dyad(all, &index->ends[index->dyad_count]);
        index->dyad_count++;
    }
    return status;
}

/* What an arc of each amount adds. */
static ent_status fill_added(ent_index *index, ent_error *error) {
    index->added = ent__calloc(index->amount_count, sizeof *index->added);
    if (!index->added) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < index->amount_count; i++) {
        const ent__amount *amount = &index->amounts[i];
        index->added[i].sums.low[amount->side] = (uint32_t)amount->units;
        index->added[i].sums.high[amount->side] = amount->units >> 32;
        index->added[i].sums.kinds[amount->kind] = 1;
    }
    return ENT_OK;
}

/* ---- Days of what was selected ------------------------------------------------------------------------------------ */

static int by_date(const void *left, const void *right) {
    ent_date a = *(const ent_date *)left, b = *(const ent_date *)right;
    return (a > b) - (a < b);
}

static bool note_days(ent_index *index, const ent__relation *relation) {
    if (relation->first != relation->last) {
        if (!ENT__RESERVE(index->selected_spans, index->selected_span_capacity, index->selected_span_count + 1)) {
            return false;
        }
        index->selected_spans[index->selected_span_count++] = (ent__days){relation->first, relation->last};
        return true;
    }
    size_t count = index->selected_day_count;
    if (count && index->selected_days[count - 1] == relation->first) {
        return true; /* as most are: files come in the order of their days */
    }
    if (!ENT__RESERVE(index->selected_days, index->selected_day_capacity, count + 1)) {
        return false;
    }
    index->selected_days[index->selected_day_count++] = relation->first;
    return true;
}

static ent_status fill_selected(ent_index *index, ent_error *error) {
    ent__selection asked;
    ent_status status = ent__selection_open(&asked, index->graph, &index->view, error);
    index->least_last = ENT_DATE_MAX;
    index->most_first = ENT_DATE_MIN;
    for (size_t i = 0; i < index->graph->relation_count && status == ENT_OK; i++) {
        const ent__relation *relation = &index->graph->relations[i];
        if (!ent__is_selected(&asked, relation)) {
            continue;
        }
        status = note_days(index, relation) ? ENT_OK : ent__fail_memory(error);
        index->least_last = relation->last < index->least_last ? relation->last : index->least_last;
        index->most_first = relation->first > index->most_first ? relation->first : index->most_first;
    }
    ent__selection_close(&asked);
    if (status != ENT_OK) {
        return status;
    }
    if (index->selected_day_count) {
        qsort(index->selected_days, index->selected_day_count, sizeof *index->selected_days, by_date);
    }
    size_t kept = 0;
    for (size_t i = 0; i < index->selected_day_count; i++) {
        if (kept == 0 || index->selected_days[kept - 1] != index->selected_days[i]) {
            index->selected_days[kept++] = index->selected_days[i];
        }
    }
    index->selected_day_count = kept;
    return ENT_OK;
}

/* ---- All of it ---------------------------------------------------------------------------------------------------- */

static ent_date earlier(ent_date a, ent_date b) {
    return a < b ? a : b;
}

static ent_date later(ent_date a, ent_date b) {
    return a > b ? a : b;
}

/* Widens an extent to the edge of a pair in any window: of some of its arcs and spans, and so no longer than all, nor of more. */
static void extend(ent__extent *extent, const ent_index *index, const ent__dyad *dyad) {
    bool has_arcs = dyad->arcs < dyad[1].arcs;
    ent_date first = has_arcs ? index->days[dyad->arcs] : ENT_DATE_MAX;
    ent_date last = has_arcs ? index->days[dyad[1].arcs - 1] : ENT_DATE_MIN, latest = last;
    for (uint32_t i = dyad->spans; i < dyad[1].spans; i++) {
        first = earlier(first, index->spans[i].first);
        latest = later(latest, index->spans[i].first);
        last = later(last, index->spans[i].last);
    }
    uint32_t relations = dyad[1].arcs - dyad->arcs + (dyad[1].spans - dyad->spans);
    uint32_t duration = (uint32_t)last - (uint32_t)first;
    extent->first_least = earlier(extent->first_least, first);
    extent->first_most = later(extent->first_most, latest);
    extent->duration = duration > extent->duration ? duration : extent->duration;
    extent->relations = relations > extent->relations ? relations : extent->relations;
}

/* What the edges of any window need room for. */
static void fill_extent(ent_index *index) {
    ent__extent extent = ENT__EXTENT_INIT;
    extent.has_counts = true;
    extent.evidence_end = 2 * (size_t)index->arc_count + index->span_count; /* all shared, and all again as its own */
    for (size_t i = 0; i < index->amount_count; i++) {
        const ent__amount *amount = &index->amounts[i];
        extent.kinds |= ENT_KIND_BIT(amount->kind);
        extent.has_negative |= amount->side == ENT__NEGATIVE;
        extent.has_weights |= ent__units_value(amount->units) != 1.0;
    }
    for (uint32_t dyad = 0; dyad < index->dyad_count; dyad++) {
        extend(&extent, index, &index->dyads[dyad]);
    }
    index->extent = extent;
}

/* The network of all days. */
static ent_status fill_whole(ent_index *index, const ent_run *run, ent_error *error) {
    ent_network *whole;
    fill_extent(index);
    ent_status status = ent__index_answer(&whole, index, &index->view, run, error);
    if (status != ENT_OK) {
        return status;
    }
    atomic_fetch_sub(&index->shared->owners, 1); /* what is shared owns it, not the reverse */
    index->shared->whole = whole;
    return ENT_OK;
}

static ent_status fill(filling *all, const ent_run *run) {
    ent_index *index = all->index;
    size_t actors = index->graph->actor_count;
    all->nodes = ent__calloc(actors, sizeof *all->nodes);
    ent_status status =
        all->nodes ? ent__arcs_number(&index->actors, &index->actor_count, all->nodes, actors, &all->arcs, all->error)
                   : ent__fail_memory(all->error);
    if (status == ENT_OK) {
        status = sort_arcs(all);
    }
    if (status == ENT_OK) {
        status = allocate(all);
    }
    if (status == ENT_OK) {
        status = fill_dyads(all);
    }
    if (status == ENT_OK) {
        status = fill_added(index, all->error);
    }
    free(all->arcs_sorted); /* before as much is needed again */
    all->arcs_sorted = NULL;
    if (status == ENT_OK) {
        status = ent__index_sort_days(index, all->arc_amounts, all->error);
    }
    if (status == ENT_OK) {
        status = ent__index_make_bits(index, all->error);
    }
    if (status == ENT_OK) {
        status = ent__index_make_rows(index, all->arc_amounts, all->error);
    }
    if (status == ENT_OK) {
        status = fill_selected(index, all->error);
    }
    return status == ENT_OK ? fill_whole(index, run, all->error) : status;
}

ent_status ent__index_fill(ent_index *index, const ent_run *run, ent_error *error) {
    filling all = {.index = index, .error = error};
    ent_status status = ent__arcs_collect(&all.arcs, index->graph, &index->view, run, error);
    if (status != ENT_OK) {
        return status;
    }
    index->serves = can_serve(&all.arcs);
    if (index->serves) {
        status = fill(&all, run);
    }
    for (int kind = 0; kind < ENT_KIND_COUNT; kind++) {
        ent__map_free(&all.amounts[ENT__POSITIVE][kind]);
        ent__map_free(&all.amounts[ENT__NEGATIVE][kind]);
    }
    free(all.nodes);
    free(all.arc_amounts);
    free(all.arcs_sorted);
    free(all.spans_sorted);
    ent__arcs_free(&all.arcs);
    return status;
}
