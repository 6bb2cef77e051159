/*
 * Expanding contacts into days, dropping what is the same or never needed, and naming what is left; see moves.h. O(days log
 * days) time, 32 bytes a day and direction at most.
 *
 * Standing contacts are what makes days many: they are counted before anything is allocated, and more than the limit is
 * refused rather than begun.
 */
#include "moves.h"

#include "steps.h"
#include <stdlib.h>

/* The days on which a contact can be used, as a step from one of its ends. */
static bool days_of(ent__step *step, const ent_contacts *contacts, const ent__contact_table *table, uint32_t i,
                    ent__window window) {
    *step = (ent__step){.node = table->to[i],
                        .first = table->first[i],
                        .last = table->last[i],
                        .traversal = ent__traversal(contacts, table, i)};
    return ent__step_clip(step, window);
}

/* Before any memory is asked for: an affiliation without end is a contact of every day of the window. */
static ent_status count_days(uint64_t *count, const ent_contacts *contacts, ent__window window, uint64_t limit,
                             ent_error *error) {
    const ent__contact_table *tables[] = {&contacts->points, &contacts->spells};
    *count = 0;
    for (size_t t = 0; t < 2; t++) {
        for (uint32_t i = 0; i < tables[t]->count; i++) {
            ent__step step;
            *count += days_of(&step, contacts, tables[t], i, window) ? (uint64_t)(step.last - step.first) + 1 : 0;
        }
    }
    if (*count > limit || *count > UINT32_MAX / 2 - 1) {
        return ent__fail(error, ENT_ELIMIT, "%llu contacts by days; expected at most %llu: narrow the window",
                         (unsigned long long)*count, (unsigned long long)limit);
    }
    return ENT_OK;
}

static void append(ent__moves *moves, uint32_t from, uint32_t to, const ent__step *step) {
    for (int64_t day = step->first; day <= step->last; day++) {
        moves->items[moves->count++] = (ent__move){from, to, (int32_t)day, (int32_t)(day + step->traversal)};
    }
}

static void expand(ent__moves *moves, const ent_contacts *contacts, ent__window window) {
    const ent__contact_table *tables[] = {&contacts->points, &contacts->spells};
    for (size_t t = 0; t < 2; t++) {
        for (uint32_t i = 0; i < tables[t]->count; i++) {
            ent__step step;
            if (!days_of(&step, contacts, tables[t], i, window)) {
                continue;
            }
            append(moves, tables[t]->from[i], tables[t]->to[i], &step);
            if (!contacts->directed) {
                append(moves, tables[t]->to[i], tables[t]->from[i], &step);
            }
        }
    }
}

static int compare(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* Moves from a node in the order of days, the first to arrive first. */
static int by_day(const void *left, const void *right) {
    const ent__move *a = left, *b = right;
    int order = compare(a->from, b->from);
    order = order ? order : compare(a->day, b->day);
    order = order ? order : compare(a->to, b->to);
    return order ? order : compare(a->arrival, b->arrival);
}

/* Moves of a pair side by side, in the order of days. */
static int by_pair(const void *left, const void *right) {
    const ent__move *a = left, *b = right;
    int order = compare(a->from, b->from);
    order = order ? order : compare(a->to, b->to);
    order = order ? order : compare(a->day, b->day);
    return order ? order : compare(a->arrival, b->arrival);
}

/* One move a day and pair, the first to arrive. */
static void keep_days(ent__moves *moves) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < moves->count; i++) {
        const ent__move *last = kept ? &moves->items[kept - 1] : NULL, *next = &moves->items[i];
        if (!last || last->from != next->from || last->day != next->day || last->to != next->to) {
            moves->items[kept++] = *next;
        }
    }
    moves->count = kept;
}

/* Of each pair the moves that all later ones arrive after: read from the last on, kept at the end, then moved up. */
static void keep_needed(ent__moves *moves) {
    uint32_t kept = moves->count;
    for (uint32_t i = moves->count; i-- > 0;) {
        const ent__move *later = kept < moves->count ? &moves->items[kept] : NULL, *next = &moves->items[i];
        bool same_pair = later && later->from == next->from && later->to == next->to;
        if (same_pair && later->day == next->day && next->arrival < later->arrival) {
            moves->items[kept] = *next; /* the same day, and arrives first */
        } else if (!same_pair || next->arrival < later->arrival) {
            moves->items[--kept] = *next;
        }
    }
    for (uint32_t i = kept; i < moves->count; i++) {
        moves->items[i - kept] = moves->items[i];
    }
    moves->count -= kept;
}

/* A move on its way into the order of arrival. */
typedef struct arriving {
    uint32_t to;
    int32_t arrival;
    uint32_t place;
} arriving;

static int by_arrival(const void *left, const void *right) {
    const arriving *a = left, *b = right;
    int order = compare(a->to, b->to);
    order = order ? order : compare(a->arrival, b->arrival);
    return order ? order : compare(a->place, b->place);
}

/* Rows of moves that leave a node and, by arrival, of those that reach it: what the counting goes forth and back by. */
static ent_status name_moves(ent__moves *moves, ent_error *error) {
    uint32_t n = moves->node_count;
    arriving *order = ent__calloc(moves->count, sizeof *order);
    moves->out = ent__calloc((size_t)n + 1, sizeof *moves->out);
    moves->into = ent__calloc((size_t)n + 1, sizeof *moves->into);
    moves->arriving = ent__calloc(moves->count, sizeof *moves->arriving);
    if (!order || !moves->out || !moves->into || !moves->arriving) {
        free(order);
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < moves->count; i++) {
        order[i] = (arriving){moves->items[i].to, moves->items[i].arrival, i};
        moves->out[moves->items[i].from + 1]++;
        moves->into[moves->items[i].to + 1]++;
    }
    for (uint32_t node = 0; node < n; node++) {
        moves->out[node + 1] += moves->out[node];
        moves->into[node + 1] += moves->into[node];
    }
    qsort(order, moves->count, sizeof *order, by_arrival);
    for (uint32_t i = 0; i < moves->count; i++) {
        moves->arriving[i] = order[i].place;
    }
    free(order);
    return ENT_OK;
}

ent_status ent__moves_make(ent__moves *moves, const ent_contacts *contacts, ent__window window, bool by_routes,
                           uint64_t limit, ent_error *error) {
    *moves = (ent__moves){.node_count = contacts->node_count};
    uint64_t days;
    ent_status status = count_days(&days, contacts, window, limit, error);
    if (status != ENT_OK) {
        return status;
    }
    moves->items = ent__calloc((size_t)days * (contacts->directed ? 1 : 2), sizeof *moves->items);
    if (!moves->items) {
        return ent__fail_memory(error);
    }
    expand(moves, contacts, window);
    qsort(moves->items, moves->count, sizeof *moves->items, by_routes ? by_pair : by_day);
    if (by_routes) {
        keep_needed(moves);
    } else {
        keep_days(moves);
    }
    status = name_moves(moves, error);
    if (status != ENT_OK) {
        ent__moves_free(moves);
    }
    return status;
}

void ent__moves_free(ent__moves *moves) {
    free(moves->items);
    free(moves->out);
    free(moves->into);
    free(moves->arriving);
    *moves = (ent__moves){0};
}
