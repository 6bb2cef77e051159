/*
 * Lengths in the order of rows, as floats that are not above them: what a search from one node to all asks of every arc is
 * mostly whether it could be of use, and a row of four-byte numbers says no many times as fast as the column of an edge that lies
 * anywhere. Only where it says yes is the length itself read, so that no answer depends on the rounding. Made in O(m) when a
 * search first asks, 4 bytes an arc, and kept; of threads that ask at once each may make them, the first's are kept.
 */
#include "floors.h"

#include <stdatomic.h>
#include <stdlib.h>

struct ent__floors {
    _Atomic(float *) made[2][2]; /* by length and inverse strength, out and in; NULL: nobody asked */
};

struct ent__floors *ent__floors_new(void) {
    struct ent__floors *floors = ent__calloc(1, sizeof *floors);
    for (int i = 0; floors && i < 4; i++) {
        atomic_init(&floors->made[i / 2][i % 2], NULL);
    }
    return floors;
}

void ent__floors_free(struct ent__floors *floors) {
    for (int i = 0; floors && i < 4; i++) {
        free(atomic_load(&floors->made[i / 2][i % 2]));
    }
    free(floors);
}

static size_t arc_count(const ent_network *network) {
    return (network->directed ? 1 : 2) * (size_t)network->edge_count;
}

size_t ent__floors_memory(const ent_network *network) {
    size_t bytes = sizeof *network->floors;
    for (int i = 0; i < 4; i++) {
        bool made = atomic_load_explicit(&network->floors->made[i / 2][i % 2], memory_order_acquire) != NULL;
        bytes += made ? arc_count(network) * sizeof(float) : 0;
    }
    return bytes;
}

static void fill(float *floors, const ent_network *network, ent_mode mode, ent_weight weight) {
    const ent__rows *rows = ent__rows_of(network, mode);
    size_t count = arc_count(network);
    for (size_t i = 0; i < count; i++) {
        uint32_t edge = rows->edges[i];
        double length = !ent__edge_is_positive(network, edge) ? INFINITY
                        : weight == ENT_WEIGHT_INVERSE        ? 1.0 / ent__edge_positive(network, edge)
                                                              : ent__edge_length(network, edge);
        floors[i] = ent__floor_of(length);
    }
}

static _Atomic(float *) *place_of(const ent_network *network, ent_mode mode, ent_weight weight) {
    return &network->floors->made[weight == ENT_WEIGHT_INVERSE][network->directed && mode == ENT_IN];
}

const float *ent__floors_kept(const ent_network *network, ent_mode mode, ent_weight weight) {
    return atomic_load_explicit(place_of(network, mode, weight), memory_order_acquire);
}

const float *ent__floors_of(const ent_network *network, ent_mode mode, ent_weight weight) {
    _Atomic(float *) *kept = place_of(network, mode, weight);
    float *known = atomic_load_explicit(kept, memory_order_acquire);
    if (known) {
        return known;
    }
    float *made = ent__network_column(arc_count(network), sizeof *made);
    if (!made) {
        return NULL;
    }
    fill(made, network, mode, weight);
    if (!atomic_compare_exchange_strong(kept, &known, made)) {
        free(made);
        return known;
    }
    return made;
}
