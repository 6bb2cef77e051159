/*
 * Renumbering a layer by falling degree (out and in together), the smaller node first among equals; rows rise. What is busy
 * then lies together, and a search meets it in few lines of cache. O(n + m) time; the layer is read only.
 *
 * Beside it the order in which sources are best searched from: small components by themselves, long thin ones, and the rest.
 * It changes how fast searches are, never what they find.
 */
#include "compact.h"

#include <stdlib.h>
#include <string.h>

/* Degrees of all nodes, in and out, and of them the greatest. */
static uint32_t count_degrees(uint32_t *degrees, const ent__layer *layer) {
    uint32_t most = 0;
    for (uint32_t v = 0; v < layer->node_count; v++) {
        for (uint32_t e = layer->offsets[v]; e < layer->offsets[v + 1]; e++) {
            degrees[v]++;
            degrees[layer->heads[e]]++;
        }
    }
    for (uint32_t v = 0; v < layer->node_count; v++) {
        most = degrees[v] > most ? degrees[v] : most;
    }
    return most;
}

/* Counting sort by falling degree: node_of, and the place of each node. */
static ent_status number_places(ent__compact *compact, uint32_t *place_of, const ent__layer *layer, ent_error *error) {
    uint32_t n = layer->node_count;
    uint32_t *degrees = ent__calloc(n, sizeof *degrees);
    if (!degrees) {
        return ent__fail_memory(error);
    }
    uint32_t most = count_degrees(degrees, layer);
    uint32_t *starts = ent__calloc((size_t)most + 2, sizeof *starts);
    if (!starts) {
        free(degrees);
        return ent__fail_memory(error);
    }
    for (uint32_t v = 0; v < n; v++) {
        starts[most - degrees[v] + 1]++;
    }
    for (uint32_t d = 0; d < most; d++) {
        starts[d + 1] += starts[d];
    }
    for (uint32_t v = 0; v < n; v++) {
        uint32_t place = starts[most - degrees[v]]++;
        compact->node_of[place] = v;
        place_of[v] = place;
    }
    free(degrees);
    free(starts);
    return ENT_OK;
}

static ent_status open_rows(ent__compact_rows *rows, const ent__compact *compact, ent_error *error) {
    rows->offsets = ent__calloc((size_t)compact->node_count + 2, sizeof *rows->offsets);
    rows->heads = ent__calloc(compact->arc_count, sizeof *rows->heads);
    return rows->offsets && rows->heads ? ENT_OK : ent__fail_memory(error);
}

/* Where each row starts, counted two places up: appending moves the offset one place up to where it belongs. */
static void start_rows(ent__compact_rows *rows, uint32_t n) {
    for (uint32_t v = 0; v < n; v++) {
        rows->offsets[v + 2] += rows->offsets[v + 1];
    }
}

static void append(ent__compact_rows *rows, uint32_t row, uint32_t head) {
    rows->heads[rows->offsets[row + 1]++] = head;
}

/* The rows against the arcs, filled by rising tail so that they rise. */
static ent_status make_in(ent__compact *compact, const uint32_t *place_of, const ent__layer *layer, ent_error *error) {
    ent__compact_rows *in = &compact->in;
    ent_status status = open_rows(in, compact, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < layer->arc_count; e++) {
        in->offsets[place_of[layer->heads[e]] + 2]++;
    }
    start_rows(in, compact->node_count);
    for (uint32_t place = 0; place < compact->node_count; place++) {
        uint32_t v = compact->node_of[place];
        for (uint32_t e = layer->offsets[v]; e < layer->offsets[v + 1]; e++) {
            append(in, place_of[layer->heads[e]], place);
        }
    }
    return ENT_OK;
}

/* The rows along the arcs: those against them turned round. */
static ent_status make_out(ent__compact *compact, ent_error *error) {
    const ent__compact_rows *in = &compact->in;
    ent__compact_rows *out = &compact->out;
    ent_status status = open_rows(out, compact, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < compact->arc_count; e++) {
        out->offsets[in->heads[e] + 2]++;
    }
    start_rows(out, compact->node_count);
    for (uint32_t v = 0; v < compact->node_count; v++) {
        for (uint32_t e = in->offsets[v]; e < in->offsets[v + 1]; e++) {
            append(out, in->heads[e], v);
        }
    }
    return ENT_OK;
}

/* ---- The order of sources ----------------------------------------------------------------------------------------- */

/* What one walk found, a component if the layer is undirected. */
typedef enum kind { ALONE, SMALL_ONE, LONG_ONE, OTHER } kind;

typedef struct walks {
    uint8_t *met; /* of each place */
    uint32_t *queue; /* places as they were met, walk after walk */
    uint32_t *starts; /* of each walk in the queue, and where the last one ends */
    uint8_t *kinds; /* of each walk */
    uint32_t count;
} walks;

/* Long: fewer nodes a level than `narrow`, and than there are levels: a frontier this thin fills no row of lanes. */
static kind kind_of(uint32_t size, uint32_t levels, uint32_t narrow) {
    if (size <= ENT__SMALL) {
        return size == 1 ? ALONE : SMALL_ONE;
    }
    uint32_t least = narrow < levels ? narrow : levels;
    return size / levels < least ? LONG_ONE : OTHER;
}

/* Breadth first from a place that has not been met, along the arcs. */
static void walk_from(walks *all, uint32_t root, uint32_t narrow, const ent__compact_rows *out) {
    uint32_t start = all->starts[all->count], head = start, tail = start, levels = 0;
    all->met[root] = 1;
    all->queue[tail++] = root;
    while (head < tail) {
        levels++;
        for (uint32_t end = tail; head < end; head++) {
            uint32_t v = all->queue[head];
            for (uint32_t e = out->offsets[v]; e < out->offsets[v + 1]; e++) {
                if (!all->met[out->heads[e]]) {
                    all->met[out->heads[e]] = 1;
                    all->queue[tail++] = out->heads[e];
                }
            }
        }
    }
    all->kinds[all->count++] = (uint8_t)kind_of(tail - start, levels, narrow);
    all->starts[all->count] = tail;
}

/* All walks are of the kind of the one that met most, and none is small: what a walk along arcs meets is no component. */
static void make_one_kind(walks *all) {
    uint32_t most = 0;
    kind found = OTHER;
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t size = all->starts[i + 1] - all->starts[i];
        if (size > most) {
            most = size;
            found = all->kinds[i] == LONG_ONE ? LONG_ONE : OTHER;
        }
    }
    memset(all->kinds, (int)found, all->count);
}

/* Adds the places of all walks of a kind to the sources, walk after walk: neighbours in time are neighbours in the network. */
static void take_kind(ent__compact *compact, kind taken, const walks *all) {
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t size = all->starts[i + 1] - all->starts[i];
        if (all->kinds[i] != taken) {
            continue;
        }
        memcpy(compact->sources + compact->source_count, all->queue + all->starts[i], size * sizeof *all->queue);
        compact->source_count += size;
        if (taken == SMALL_ONE) {
            compact->starts[++compact->small_count] = compact->source_count;
        }
    }
}

/* Undirected, a walk is a component; directed, it only tells how deep the network is, and all are of one kind. */
static ent_status order_sources(ent__compact *compact, bool directed, uint32_t narrow, ent_error *error) {
    size_t n = compact->node_count;
    walks all = {.met = ent__calloc(n, 1), .kinds = ent__calloc(n, 1)};
    all.queue = ent__calloc(n, sizeof *all.queue);
    all.starts = ent__calloc(n + 1, sizeof *all.starts);
    compact->sources = ent__calloc(n, sizeof *compact->sources);
    compact->starts = ent__calloc(n / 2 + 1, sizeof *compact->starts); /* small ones have two places or more */
    bool complete = all.met && all.kinds && all.queue && all.starts && compact->sources && compact->starts;
    for (uint32_t root = 0; complete && root < n; root++) {
        if (!all.met[root]) {
            walk_from(&all, root, narrow, &compact->out);
        }
    }
    if (complete && directed) {
        make_one_kind(&all);
    }
    if (complete) {
        take_kind(compact, SMALL_ONE, &all);
        compact->small_end = compact->source_count;
        take_kind(compact, LONG_ONE, &all);
        compact->long_end = compact->source_count;
        take_kind(compact, OTHER, &all);
    }
    free(all.met);
    free(all.kinds);
    free(all.queue);
    free(all.starts);
    return complete ? ENT_OK : ent__fail_memory(error);
}

ent_status ent__compact_make(ent__compact *compact, const ent__layer *layer, uint32_t narrow, ent_error *error) {
    uint32_t n = layer->node_count;
    *compact = (ent__compact){.node_count = n, .arc_count = layer->arc_count};
    compact->node_of = ent__calloc(n, sizeof *compact->node_of);
    uint32_t *place_of = ent__calloc(n, sizeof *place_of);
    bool complete = compact->node_of && place_of;
    ent_status status = complete ? number_places(compact, place_of, layer, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = make_in(compact, place_of, layer, error);
    }
    free(place_of);
    if (layer->directed && status == ENT_OK) {
        status = make_out(compact, error);
    } else if (status == ENT_OK) {
        compact->out = compact->in;
    }
    if (status == ENT_OK) {
        status = order_sources(compact, layer->directed, narrow, error);
    }
    if (status != ENT_OK) {
        ent__compact_free(compact);
    }
    return status;
}

void ent__compact_free(ent__compact *compact) {
    if (compact->in.offsets != compact->out.offsets) {
        free(compact->in.offsets);
        free(compact->in.heads);
    }
    free(compact->out.offsets);
    free(compact->out.heads);
    free(compact->node_of);
    free(compact->sources);
    free(compact->starts);
    *compact = (ent__compact){0};
}
