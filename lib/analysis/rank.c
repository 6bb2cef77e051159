/*
 * Ranking by falling score with ties. O(n log n) time, O(n) memory.
 */
#include "../base/base_internal.h"
#include <entente/analysis.h>

#include <math.h>
#include <stdlib.h>

typedef struct scored {
    double score;
    uint32_t node;
} scored;

/* Falling score, NaN last, then rising node. */
static int by_score(const void *a, const void *b) {
    const scored *x = a, *y = b;
    bool x_defined = !isnan(x->score), y_defined = !isnan(y->score);
    if (x_defined != y_defined) {
        return x_defined ? -1 : 1;
    }
    if (x_defined && x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return (x->node > y->node) - (x->node < y->node);
}

static int by_node(const void *a, const void *b) {
    const scored *x = a, *y = b;
    return (x->node > y->node) - (x->node < y->node);
}

/* Where the tie that opens at `start` ends. */
static uint32_t end_of_tie(const scored *items, uint32_t count, uint32_t start) {
    uint32_t end = start + 1;
    double opening = items[start].score;
    while (end < count && (ent__equal(opening, items[end].score) || (isnan(opening) && isnan(items[end].score)))) {
        end++;
    }
    return end;
}

ent_status ent_rank(uint32_t *order, uint32_t *ranks, const double *scores, uint32_t count, ent_error *error) {
    scored *items = ent__calloc(count, sizeof *items);
    for (uint32_t i = 0; i < count && !items; i++) {
        order[i] = 0;
        if (ranks) {
            ranks[i] = 0;
        }
    }
    if (!items) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < count; node++) {
        items[node] = (scored){scores[node], node};
    }
    qsort(items, count, sizeof *items, by_score);
    for (uint32_t start = 0, end; start < count; start = end) {
        end = end_of_tie(items, count, start);
        qsort(items + start, end - start, sizeof *items, by_node);
        for (uint32_t i = start; i < end; i++) {
            order[i] = items[i].node;
            if (ranks) {
                ranks[items[i].node] = start + 1;
            }
        }
    }
    free(items);
    return ENT_OK;
}
