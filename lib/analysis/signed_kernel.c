/*
 * Shrinking a signed graph without changing its line index.
 *
 * Heavy tie: if a tie of v weighs at least as much as all its others together, some best division keeps it. Twins: if v and w
 * have the same neighbours with proportional weights (all turned, for anti-twins), and no tie between them that speaks against
 * it, the same side is best for both, whatever the others do. Parallel ties of opposite sign cancel: the lighter is lost
 * either way. Rows stay sorted; a fold costs the degrees of the two nodes times a search in their neighbours' rows.
 */
#include "signed_kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Weights this near in proportion are proportional: they are sums of counts or of tones. */
#define SAME_RATIO 1e-12

/* The place where a node is, or would be, in a row. */
static size_t find_place(const ent__kernel_row *row, uint32_t node) {
    size_t low = 0, high = row->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (row->ties[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void remove_tie(ent__kernel_row *row, uint32_t node) {
    size_t place = find_place(row, node);
    memmove(&row->ties[place], &row->ties[place + 1], (row->count - place - 1) * sizeof *row->ties);
    row->count--;
}

/* Adds to the weight of one direction of a tie; what is left of it, into `left`. */
static bool add_weight(ent__kernel_row *row, uint32_t node, double weight, double *left) {
    size_t place = find_place(row, node);
    if (place < row->count && row->ties[place].node == node) {
        *left = row->ties[place].weight += weight;
        if (*left == 0.0) {
            remove_tie(row, node);
        }
        return true;
    }
    if (!ENT__RESERVE(row->ties, row->capacity, row->count + 1)) {
        return false;
    }
    memmove(&row->ties[place + 1], &row->ties[place], (row->count - place) * sizeof *row->ties);
    row->ties[place] = (ent__kernel_tie){node, weight};
    row->count++;
    *left = weight;
    return true;
}

static bool add_tie(ent__kernel *kernel, uint32_t u, uint32_t v, double weight) {
    double left;
    if (!add_weight(&kernel->rows[u], v, weight, &left) || !add_weight(&kernel->rows[v], u, weight, &left)) {
        return false;
    }
    double before = left - weight; /* of opposite sign: the lighter of the two is lost either way */
    kernel->settled += before * weight < 0.0 ? fmin(fabs(before), fabs(weight)) : 0.0;
    return true;
}

ent_status ent__kernel_make(ent__kernel *kernel, const ent__signed_layer *layer, ent_error *error) {
    *kernel = (ent__kernel){.node_count = layer->node_count};
    kernel->rows = ent__calloc(layer->node_count, sizeof *kernel->rows);
    kernel->folds = ent__calloc(layer->node_count, sizeof *kernel->folds);
    if (!kernel->rows || !kernel->folds) {
        ent__kernel_free(kernel);
        return ent__fail_memory(error);
    }
    for (uint32_t v = 0; v < layer->node_count; v++) {
        ent__kernel_row *row = &kernel->rows[v];
        uint32_t start = layer->offsets[v], count = layer->offsets[v + 1] - start;
        if (!ENT__RESERVE(row->ties, row->capacity, count)) {
            ent__kernel_free(kernel);
            return ent__fail_memory(error);
        }
        for (uint32_t i = start; i < start + count; i++) {
            row->ties[row->count++] = (ent__kernel_tie){layer->heads[i], layer->values[layer->ties[i]]};
        }
    }
    return ENT_OK;
}

void ent__kernel_free(ent__kernel *kernel) {
    for (uint32_t v = 0; kernel->rows && v < kernel->node_count; v++) {
        free(kernel->rows[v].ties);
    }
    free(kernel->rows);
    free(kernel->folds);
    *kernel = (ent__kernel){0};
}

/* ---- Folding ------------------------------------------------------------------------------------------------------ */

/* Nodes to look at again, each at most once. */
typedef struct worklist {
    uint32_t *nodes; /* a ring of node_count */
    uint8_t *is_in;
    uint32_t first, count, room;
} worklist;

/* A ring of n is enough: no node waits twice. */
static void put(worklist *list, uint32_t node) {
    if (!list->is_in[node]) {
        list->is_in[node] = 1;
        list->nodes[(list->first + list->count++) % list->room] = node;
    }
}

static uint32_t take(worklist *list) {
    uint32_t node = list->nodes[list->first];
    list->first = (list->first + 1) % list->room;
    list->count--;
    list->is_in[node] = 0;
    return node;
}

/* Gives v's ties to `into`, signs turned if its side is the other one; the neighbours are to be looked at again. */
static bool fold(ent__kernel *kernel, worklist *list, uint32_t v, uint32_t into, bool turned) {
    ent__kernel_row row = kernel->rows[v];
    kernel->rows[v] = (ent__kernel_row){0};
    kernel->folds[kernel->fold_count++] = (ent__kernel_fold){v, into, turned};
    bool good = true;
    for (size_t i = 0; i < row.count; i++) {
        uint32_t other = row.ties[i].node;
        double weight = turned ? -row.ties[i].weight : row.ties[i].weight;
        remove_tie(&kernel->rows[other], v);
        if (other == into) {
            kernel->settled += weight < 0.0 ? -weight : 0.0;
        } else {
            good = good && add_tie(kernel, into, other, weight);
        }
        put(list, other);
    }
    put(list, into);
    free(row.ties);
    return good;
}

/* The neighbour that a heavy tie binds v to, or ENT_NONE. */
static uint32_t heavy_neighbour(const ent__kernel_row *row, bool *turned) {
    double all = 0.0, most = 0.0;
    size_t heaviest = 0;
    for (size_t i = 0; i < row->count; i++) {
        double weight = fabs(row->ties[i].weight);
        all += weight;
        if (weight > most) {
            most = weight;
            heaviest = i;
        }
    }
    if (row->count == 0 || 2.0 * most < all) {
        return ENT_NONE;
    }
    *turned = row->ties[heaviest].weight < 0.0;
    return row->ties[heaviest].node;
}

static bool is_proportional(double a, double b, double a0, double b0) {
    double left = a * b0, right = b * a0;
    return fabs(left - right) <= SAME_RATIO * fmax(fabs(left), fabs(right));
}

/* Whether v and w have the same neighbours, one another aside, with proportional weights; `turned` if of opposite sign. */
static bool are_twins(const ent__kernel *kernel, uint32_t v, uint32_t w, bool *turned) {
    const ent__kernel_row *a = &kernel->rows[v], *b = &kernel->rows[w];
    double a0 = 0.0, b0 = 0.0, between = 0.0;
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
        if (i < a->count && a->ties[i].node == w) {
            between = a->ties[i++].weight;
        } else if (j < b->count && b->ties[j].node == v) {
            j++;
        } else if (i == a->count || j == b->count || a->ties[i].node != b->ties[j].node) {
            return false;
        } else {
            if (a0 == 0.0) {
                a0 = a->ties[i].weight;
                b0 = b->ties[j].weight;
            }
            if (!is_proportional(a->ties[i++].weight, b->ties[j++].weight, a0, b0)) {
                return false;
            }
        }
    }
    *turned = a0 * b0 < 0.0;
    return *turned ? between <= 0.0 : between >= 0.0;
}

/* A twin of v, or ENT_NONE. Twins are neighbours of each of its neighbours, so those of the least busy one are enough, and that
 * one itself. */
static uint32_t find_twin(const ent__kernel *kernel, uint32_t v, bool *turned) {
    const ent__kernel_row *row = &kernel->rows[v];
    uint32_t least = row->ties[0].node;
    for (size_t i = 1; i < row->count; i++) {
        least = kernel->rows[row->ties[i].node].count < kernel->rows[least].count ? row->ties[i].node : least;
    }
    if (are_twins(kernel, v, least, turned)) {
        return least;
    }
    const ent__kernel_row *near = &kernel->rows[least];
    for (size_t i = 0; i < near->count; i++) {
        if (near->ties[i].node != v && are_twins(kernel, v, near->ties[i].node, turned)) {
            return near->ties[i].node;
        }
    }
    return ENT_NONE;
}

/* The cheaper rule first; twins are looked for where no tie is heavy. */
static bool look_at(ent__kernel *kernel, worklist *list, uint32_t v) {
    bool turned;
    uint32_t into = heavy_neighbour(&kernel->rows[v], &turned);
    if (into == ENT_NONE && kernel->rows[v].count) {
        into = find_twin(kernel, v, &turned);
    }
    return into == ENT_NONE || fold(kernel, list, v, into, turned);
}

ent_status ent__kernel_shrink(ent__kernel *kernel, const ent_run *run, ent_error *error) {
    uint32_t n = kernel->node_count;
    worklist list = {.room = n};
    list.nodes = ent__calloc(n, sizeof *list.nodes);
    list.is_in = ent__calloc(n, sizeof *list.is_in);
    ent_status status = list.nodes && list.is_in ? ENT_OK : ent__fail_memory(error);
    for (uint32_t v = 0; status == ENT_OK && v < n; v++) {
        put(&list, v);
    }
    for (uint32_t looks = 0; status == ENT_OK && list.count; looks++) {
        if (!look_at(kernel, &list, take(&list))) {
            status = ent__fail_memory(error);
        } else if (looks % 256 == 0) {
            status = ent__progress(run, 0.0, error);
        }
    }
    free(list.nodes);
    free(list.is_in);
    return status;
}

/* Backwards: what a node was folded into may have been folded later. */
void ent__kernel_unfold(uint8_t *sides, const ent__kernel *kernel) {
    for (uint32_t i = kernel->fold_count; i > 0; i--) {
        const ent__kernel_fold *made = &kernel->folds[i - 1];
        sides[made->node] = made->turned ? 1 - sides[made->into] : sides[made->into];
    }
}
