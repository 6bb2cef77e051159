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

#define SAMPLES 256u /* places that a directed layer is judged by, at most, */
#define DIRECTED                                                                                                       \
    3.0 /* how many times more crowded a directed layer's levels must be than a component's not to be long */
#define GOLDEN 2654435769u /* by 2^32 / the golden ratio apart, which spreads any number of them evenly */

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

typedef enum kind { ALONE, SMALL_ONE, LONG_ONE, OTHER } kind;

/* What walks went over. */
typedef struct extent {
    double nodes, levels, arcs;
    double crowd; /* over all arcs, the nodes in the level of its tail */
} extent;

typedef struct walks {
    uint32_t *met; /* by which walk each place was met */
    uint32_t *queue; /* places as they were met, walk after walk */
    uint32_t *starts; /* of each walk in the queue, and where the last one ends */
    uint8_t *kinds; /* of each walk */
    uint32_t count;
} walks;

/* A component is long if there are less nodes in the level of a usual arc than `narrow`, and than there are levels. So a few
 * crowded levels that hold most arcs count for more than many with hardly any. */
static kind kind_of(const extent *found, uint32_t narrow) {
    double least = narrow < found->levels ? narrow : found->levels;
    if (found->nodes <= ENT__SMALL) {
        return found->arcs == 0.0 ? ALONE : SMALL_ONE;
    }
    return found->crowd < least * found->arcs ? LONG_ONE : OTHER;
}

/* Breadth first from a place, along the arcs, to all places not met by `walk`; how many are in the queue then. */
static uint32_t walk_from(extent *found, uint32_t *queue, uint32_t *met, uint32_t walk, uint32_t root,
                          const ent__compact_rows *out) {
    uint32_t head = 0, tail = 1;
    met[root] = walk;
    queue[0] = root;
    while (head < tail) {
        uint32_t start = head, arcs = 0;
        for (uint32_t end = tail; head < end; head++) {
            uint32_t v = queue[head];
            arcs += out->offsets[v + 1] - out->offsets[v];
            for (uint32_t e = out->offsets[v]; e < out->offsets[v + 1]; e++) {
                queue[tail] = out->heads[e];
                tail += met[out->heads[e]] != walk;
                met[out->heads[e]] = walk;
            }
        }
        found->levels += 1.0;
        found->arcs += arcs;
        found->crowd += (double)arcs * (head - start);
    }
    found->nodes += tail;
    return tail;
}

/* Components of an undirected layer. */
static void walk_all(walks *all, ent__compact *compact, uint32_t narrow) {
    for (uint32_t root = 0; root < compact->node_count; root++) {
        if (all->met[root] == 0) {
            extent found = {0};
            uint32_t start = all->starts[all->count];
            uint32_t size = walk_from(&found, all->queue + start, all->met, 1, root, &compact->out);
            all->kinds[all->count] = (uint8_t)kind_of(&found, narrow);
            compact->arcs_met += all->kinds[all->count] > SMALL_ONE ? found.arcs * size : 0.0;
            all->starts[++all->count] = start + size;
        }
    }
}

/* Of a directed layer, where what a walk meets is no component, all places are of one kind, by what is met from some of them: levels
 * must be more crowded there for searches at once to have much in common. */
static void walk_some(walks *all, ent__compact *compact, uint32_t narrow) {
    uint32_t n = compact->node_count;
    extent found = {0}, order = {0};
    double enough = 8.0 * compact->arc_count;
    uint32_t walk = 0;
    while (walk < SAMPLES && walk < n && found.arcs <= enough) {
        uint32_t root = (uint32_t)((uint64_t)(++walk * GOLDEN) * n >> 32);
        walk_from(&found, all->queue, all->met, walk, root, &compact->out);
    }
    kind all_of = found.crowd <= DIRECTED * narrow * found.arcs ? LONG_ONE : OTHER;
    compact->arcs_met = walk > 0 ? found.arcs / walk * n : 0.0;
    memset(all->met, 0, n * sizeof *all->met);
    for (uint32_t root = 0; root < n; root++) {
        if (all->met[root] == 0) {
            uint32_t start = all->starts[all->count];
            all->kinds[all->count++] = (uint8_t)all_of;
            all->starts[all->count] = start + walk_from(&order, all->queue + start, all->met, 1, root, &compact->out);
        }
    }
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
    walks all = {.met = ent__calloc(n, sizeof *all.met), .kinds = ent__calloc(n, 1)};
    all.queue = ent__calloc(n + 1, sizeof *all.queue);
    all.starts = ent__calloc(n + 1, sizeof *all.starts);
    compact->sources = ent__calloc(n, sizeof *compact->sources);
    compact->starts = ent__calloc(n / 2 + 1, sizeof *compact->starts); /* small ones have two places or more */
    bool complete = all.met && all.kinds && all.queue && all.starts && compact->sources && compact->starts;
    if (complete && directed) {
        walk_some(&all, compact, narrow);
    } else if (complete) {
        walk_all(&all, compact, narrow);
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
