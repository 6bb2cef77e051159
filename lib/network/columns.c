/*
 * The columns of a network's edges: room for no more than the edges are found to need, and on demand the columns that
 * ent_network_edges() promises, made in O(edges) when they are first asked for and kept. A network of a view that counts relations of
 * one kind has no column but ends, days and evidence: about 30 bytes an edge with its rows, where all columns take 76.
 */
#include "floors.h"

#include <stdatomic.h>
#include <stdlib.h>

/* So that the entries of undirected rows, two an edge, are counted in 32 bits. */
#define MOST_EDGES (UINT32_MAX / 2 - 1)

/* What ent_network_edges() gives and the network has in another form, or not at all; NULL where the network's own do. */
typedef struct columns {
    double *positive, *negative, *length;
    uint32_t *relations, *kinds;
    ent_date *first, *last;
} columns;

struct ent__filled {
    _Atomic(columns *) made; /* NULL: nobody asked */
};

/* ---- Room --------------------------------------------------------------------------------------------------------- */

void *ent__network_column(size_t count, size_t size) {
    if (count > SIZE_MAX / size) {
        return NULL;
    }
    void *items = malloc(count ? count * size : 1);
    ent__prefer_huge_pages(items, count * size);
    return items;
}

/* Room for numbers from `least` to `most`; false without memory. */
static bool pack(ent__packed *column, size_t count, uint64_t least, uint64_t most) {
    *column = (ent__packed){.least = least, .width = ent__packed_width(most - least)};
    if (column->width == 0) {
        return true;
    }
    column->items = ent__network_column(count, column->width);
    return column->items != NULL;
}

static bool allocate_numbers(ent_network *network, const ent__extent *extent) {
    size_t edges = extent->edges;
    bool has_negative = extent->has_weights && extent->has_negative;
    network->positive = extent->has_weights ? ent__network_column(edges, sizeof *network->positive) : NULL;
    network->negative = has_negative ? ent__network_column(edges, sizeof *network->negative) : NULL;
    network->length = extent->has_lengths ? ent__network_column(edges, sizeof *network->length) : NULL;
    return (network->positive || !extent->has_weights) && (network->negative || !has_negative) &&
           (network->length || !extent->has_lengths);
}

static uint64_t day_number(ent_date day) {
    return (uint64_t)((int64_t)day - ENT_DATE_MIN);
}

static bool allocate_counts(ent_network *network, const ent__extent *extent) {
    size_t edges = extent->edges;
    ent_date least = edges ? extent->first_least : 0, most = edges ? extent->first_most : 0;
    bool complete = pack(&network->first, edges, day_number(least), day_number(most)) &&
                    pack(&network->duration, edges, 0, extent->duration) &&
                    pack(&network->evidence_offsets, edges + 1, 0, extent->evidence_end);
    network->has_counts = extent->has_counts;
    if (network->has_counts) {
        complete = complete && pack(&network->relations, edges, 0, extent->relations);
    }
    if (extent->has_negative && !extent->has_weights) {
        complete = complete && pack(&network->hostile, edges, 0, extent->relations);
    }
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        network->rest_kind = extent->kinds & ENT_KIND_BIT(kind) ? (uint8_t)kind : network->rest_kind;
    }
    for (unsigned kind = 0; kind < network->rest_kind && complete; kind++) {
        complete = pack(&network->kinds[kind], edges, 0, extent->kinds & ENT_KIND_BIT(kind) ? extent->relations : 0);
    }
    return complete;
}

ent_status ent__network_allocate(ent_network *network, const ent__extent *extent, ent_error *error) {
    if (extent->edges > MOST_EDGES) {
        return ent__fail(error, ENT_ELIMIT, "a network has room for %u edges; these are %zu", MOST_EDGES,
                         extent->edges);
    }
    network->edge_count = (uint32_t)extent->edges;
    network->from = ent__network_column(extent->edges, sizeof *network->from);
    network->to = ent__network_column(extent->edges, sizeof *network->to);
    network->filled = ent__calloc(1, sizeof *network->filled);
    network->floors = ent__floors_new();
    if (!extent->has_counts) {
        network->evidence = ent__network_column(extent->evidence, sizeof *network->evidence);
    }
    bool complete =
        network->from && network->to && network->filled && network->floors && (network->evidence || extent->has_counts);
    complete = allocate_numbers(network, extent) && complete;
    complete = allocate_counts(network, extent) && complete;
    if (!complete) {
        return ent__fail_memory(error);
    }
    atomic_init(&network->filled->made, NULL);
    return ENT_OK;
}

/* ---- Edges -------------------------------------------------------------------------------------------------------- */

void ent__network_write(ent_network *network, uint32_t edge, const ent__edge *from) {
    if (network->positive) {
        network->positive[edge] = from->positive;
    }
    if (network->negative) {
        network->negative[edge] = from->negative;
    } else {
        ent__packed_set(&network->hostile, edge, (uint64_t)from->negative);
    }
    if (network->length) {
        network->length[edge] = from->length;
    }
    if (network->has_counts) {
        ent__packed_set(&network->relations, edge, from->relations);
    }
    ent__packed_set(&network->first, edge, day_number(from->first));
    ent__packed_set(&network->duration, edge, day_number(from->last) - day_number(from->first));
    for (unsigned kind = 0; kind < network->rest_kind; kind++) {
        ent__packed_set(&network->kinds[kind], edge, from->kinds[kind]);
    }
}

ent__edge ent__network_read(const ent_network *network, uint32_t edge) {
    ent__edge read = {.positive = ent__edge_positive(network, edge),
                      .negative = ent__edge_negative(network, edge),
                      .length = ent__edge_length(network, edge),
                      .first = ent__edge_first(network, edge),
                      .last = ent__edge_last(network, edge),
                      .relations = ent__edge_relations(network, edge)};
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        read.kinds[kind] = ent__edge_of_kind(network, edge, kind);
    }
    return read;
}

/* ---- Columns asked for ------------------------------------------------------------------------------------------------ */

static void free_columns(columns *all) {
    if (all) {
        free(all->positive);
        free(all->negative);
        free(all->length);
        free(all->relations);
        free(all->kinds);
        free(all->first);
        free(all->last);
        free(all);
    }
}

/* Room for all that a network does not have as it is asked for, or NULL. */
static columns *new_columns(const ent_network *network) {
    size_t m = network->edge_count;
    columns *all = ent__calloc(1, sizeof *all);
    if (!all) {
        return NULL;
    }
    all->positive = network->positive ? NULL : ent__network_column(m, sizeof *all->positive);
    all->negative = network->negative ? NULL : ent__network_column(m, sizeof *all->negative);
    all->length = network->length ? NULL : ent__network_column(m, sizeof *all->length);
    all->relations = ent__network_column(m, sizeof *all->relations);
    all->kinds = ent__network_column(m, ENT_KIND_COUNT * sizeof *all->kinds);
    all->first = ent__network_column(m, sizeof *all->first);
    all->last = ent__network_column(m, sizeof *all->last);
    if ((all->positive || network->positive) && (all->negative || network->negative) &&
        (all->length || network->length) && all->relations && all->kinds && all->first && all->last) {
        return all;
    }
    free_columns(all);
    return NULL;
}

static void fill_columns(columns *all, const ent_network *network) {
    for (uint32_t e = 0; e < network->edge_count; e++) {
        ent__edge edge = ent__network_read(network, e);
        if (all->positive) {
            all->positive[e] = edge.positive;
        }
        if (all->negative) {
            all->negative[e] = edge.negative;
        }
        if (all->length) {
            all->length[e] = edge.length;
        }
        all->relations[e] = edge.relations;
        all->first[e] = edge.first;
        all->last[e] = edge.last;
        for (size_t kind = 0; kind < ENT_KIND_COUNT; kind++) {
            all->kinds[ENT_KIND_COUNT * (size_t)e + kind] = edge.kinds[kind];
        }
    }
}

/* The columns of a network, or NULL without memory. Of threads that ask at once each may make them; the first's are kept. */
static const columns *columns_of(const ent_network *network) {
    struct ent__filled *kept = network->filled;
    columns *known = atomic_load_explicit(&kept->made, memory_order_acquire);
    if (known) {
        return known;
    }
    columns *made = new_columns(network);
    if (!made) {
        return NULL;
    }
    fill_columns(made, network);
    if (!atomic_compare_exchange_strong(&kept->made, &known, made)) {
        free_columns(made);
        return known;
    }
    return made;
}

ent_status ent_network_edges(ent_edges *edges, const ent_network *network, ent_error *error) {
    const columns *all = columns_of(network);
    if (!all) {
        return ent__fail_memory(error);
    }
    ent_edges read = ENT_EDGES_INIT;
    read.count = network->edge_count;
    read.from = network->from;
    read.to = network->to;
    read.positive = network->positive ? network->positive : all->positive;
    read.negative = network->negative ? network->negative : all->negative;
    read.length = network->length ? network->length : all->length;
    read.relations = all->relations;
    read.first = all->first;
    read.last = all->last;
    read.kinds = all->kinds;
    return ent__result_write(edges, &read, sizeof read, "ent_edges", error);
}

/* ---- All of them -------------------------------------------------------------------------------------------------- */

/* Bytes of an edge in the network's own columns. */
static size_t bytes_an_edge(const ent_network *network) {
    size_t bytes = 2 * sizeof(uint32_t) + network->relations.width + network->hostile.width + network->first.width +
                   network->duration.width + network->evidence_offsets.width;
    bytes += network->positive ? sizeof *network->positive : 0;
    bytes += network->negative ? sizeof *network->negative : 0;
    bytes += network->length ? sizeof *network->length : 0;
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        bytes += network->kinds[kind].width;
    }
    return bytes;
}

/* Bytes of an edge in what ent_network_edges() made. */
static size_t bytes_made(const ent_network *network) {
    size_t bytes = (1 + ENT_KIND_COUNT) * sizeof(uint32_t) + 2 * sizeof(ent_date);
    bytes += network->positive ? 0 : sizeof *network->positive;
    bytes += network->negative ? 0 : sizeof *network->negative;
    return bytes + (network->length ? 0 : sizeof *network->length);
}

size_t ent__network_columns_memory(const ent_network *network) {
    size_t bytes = sizeof *network->filled + ent__floors_memory(network) +
                   network->edge_count * bytes_an_edge(network) + network->evidence_offsets.width +
                   network->evidence_count * sizeof *network->evidence;
    if (atomic_load_explicit(&network->filled->made, memory_order_acquire)) {
        bytes += sizeof(columns) + network->edge_count * bytes_made(network);
    }
    return bytes;
}

void ent__network_columns_free(ent_network *network) {
    free(network->from);
    free(network->to);
    free(network->positive);
    free(network->negative);
    free(network->length);
    free(network->relations.items);
    free(network->hostile.items);
    free(network->first.items);
    free(network->duration.items);
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        free(network->kinds[kind].items);
    }
    free(network->evidence_offsets.items);
    free(network->evidence);
    if (network->filled) {
        free_columns(atomic_load(&network->filled->made));
    }
    free(network->filled);
    ent__floors_free(network->floors);
}
