/*
 * How to add up a window. A narrow one goes through its arcs by day. A wide one takes the difference of the rows that are nearest
 * to its ends, and goes through the arcs between: adds them where a row lies inside of the window, removes them where outside.
 */
#include "index_internal.h"

/* What it takes to mark an arc's pair, to add an arc, and to look at the rows of a pair, in quarters of a nanosecond. */
#define COST_OF_MARKING 3u
#define COST_OF_ADDING 10u
#define COST_OF_ROWS 24u

/* The first of the dates that is not before `day`. */
static uint32_t dates_from(const ent_index *index, int64_t day) {
    uint32_t low = 0, high = index->date_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->dates[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first of the rows that is not before a date. */
static uint32_t rows_from(const ent_index *index, uint32_t date) {
    uint32_t low = 0, high = index->row_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->row_dates[middle] < date) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first arc of a date among those by day. */
static uint32_t start_of(const ent_index *index, uint32_t date) {
    return index->starts[(size_t)date * index->range_count];
}

static uint32_t arcs_of(const ent_index *index, ent__dates dates) {
    return start_of(index, dates.end) - start_of(index, dates.first);
}

/* The row with fewer arcs between it and a date: the last before, or the first behind. The last row of all lies behind every date. */
static uint32_t nearest_row(const ent_index *index, uint32_t date) {
    uint32_t behind = rows_from(index, date);
    if (behind == 0) {
        return behind;
    }
    ent__dates left = {index->row_dates[behind - 1], date}, right = {date, index->row_dates[behind]};
    return arcs_of(index, left) < arcs_of(index, right) ? behind - 1 : behind;
}

static ent__dates between(uint32_t first, uint32_t end) {
    return (ent__dates){first, first < end ? end : first};
}

/* Notes the blocks that are wholly in the window, and its dates outside of them. */
static void plan_marks(ent__plan *plan, const ent_index *index, ent__dates dates) {
    uint32_t first = rows_from(index, dates.first), end = rows_from(index, dates.end + 1);
    plan->marked[0] = dates;
    if (first + 1 < end) {
        plan->blocks[0] = first;
        plan->blocks[1] = end - 1;
        plan->marked[0] = between(dates.first, index->row_dates[first]);
        plan->marked[1] = between(index->row_dates[end - 1], dates.end);
    }
}

static ent__plan plan_rows(const ent_index *index, ent__days window, ent__dates dates) {
    ent__plan plan = {.window = window,
                      .dates = dates,
                      .has_rows = true,
                      .rows = {nearest_row(index, dates.first), nearest_row(index, dates.end)},
                      .pairs = index->dyad_count};
    uint32_t first = index->row_dates[plan.rows[0]], end = index->row_dates[plan.rows[1]];
    plan.added[0] = between(dates.first, first);
    plan.added[1] = between(end, dates.end);
    plan.removed[0] = between(first, dates.first);
    plan.removed[1] = between(dates.end, end);
    plan_marks(&plan, index, dates);
    return plan;
}

static uint64_t cost_of(ent__plan *plan, const ent_index *index) {
    uint64_t marked = 0, added = 0;
    for (unsigned side = 0; side < 2; side++) {
        marked += arcs_of(index, plan->marked[side]);
        added += arcs_of(index, plan->added[side]) + arcs_of(index, plan->removed[side]);
    }
    plan->arcs = marked + added;
    return COST_OF_MARKING * marked + COST_OF_ADDING * added + COST_OF_ROWS * plan->pairs;
}

ent__plan ent__index_plan(const ent_index *index, ent__days window) {
    ent__dates dates = {dates_from(index, window.first), dates_from(index, (int64_t)window.last + 1)};
    ent__plan plan = {.window = window, .dates = dates, .marked = {dates}, .added = {dates}};
    uint64_t cost = cost_of(&plan, index);
    if (index->row_count) {
        ent__plan wide = plan_rows(index, window, dates);
        if (wide.rows[0] < wide.rows[1] && cost_of(&wide, index) < cost) {
            plan = wide;
        }
    }
    return plan;
}
