/*
 * Lists of paths, and the door to every method of finding them: options are checked and the ways made here, so that the
 * methods see two different nodes that may both be used. Reading a list is O(1).
 */
#include "paths_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT 1000u

/* ---- The list ----------------------------------------------------------------------------------------------------- */

ent_status ent__paths_new(ent_paths **paths, ent_error *error) {
    ent_paths *made = ent__calloc(1, sizeof *made);
    if (!made || !ENT__RESERVE(made->starts, made->start_capacity, 1)) {
        free(made);
        return ent__fail_memory(error);
    }
    made->starts[0] = 0;
    *paths = made;
    return ENT_OK;
}

void ent_paths_free(ent_paths *paths) {
    if (!paths) {
        return;
    }
    free(paths->starts);
    free(paths->costs);
    free(paths->nodes);
    free(paths->edges);
    free(paths->kinds);
    free(paths);
}

/* Room for one more path of so many nodes. */
static bool reserve(ent_paths *paths, size_t node_count) {
    size_t needed = paths->starts[paths->count] + node_count;
    return ENT__RESERVE(paths->starts, paths->start_capacity, (size_t)paths->count + 2) &&
           ENT__RESERVE(paths->costs, paths->cost_capacity, (size_t)paths->count + 1) &&
           ENT__RESERVE(paths->nodes, paths->node_capacity, needed) &&
           ENT__RESERVE(paths->edges, paths->edge_capacity, needed);
}

ent_status ent__paths_append(ent_paths *paths, const ent_path *path, ent_error *error) {
    if (!reserve(paths, (size_t)path->hops + 1)) {
        return ent__fail_memory(error);
    }
    size_t start = paths->starts[paths->count];
    memcpy(paths->nodes + start, path->nodes, ((size_t)path->hops + 1) * sizeof *paths->nodes);
    for (uint32_t i = 0; i < path->hops; i++) {
        paths->edges[start + i] = path->edges[i];
    }
    paths->costs[paths->count++] = path->cost;
    paths->starts[paths->count] = start + path->hops + 1;
    return ENT_OK;
}

ent_status ent__paths_add(ent_paths *paths, const ent__ways *ways, const uint32_t *nodes, uint32_t hops,
                          ent_error *error) {
    if (!reserve(paths, (size_t)hops + 1)) {
        return ent__fail_memory(error);
    }
    bool widest = ways->weight == ENT_WEIGHT_STRENGTH;
    size_t start = paths->starts[paths->count];
    double cost = widest ? INFINITY : 0.0, weight = 0.0;
    for (uint32_t i = 0; i < hops; i++) {
        uint32_t entry = ent__rows_entry(&ways->out, nodes[i], nodes[i + 1]);
        ent__way(ways, &ways->out, entry, &weight);
        cost = widest ? fmin(cost, weight) : cost + weight;
        paths->edges[start + i] = ways->out.edges[entry];
    }
    memcpy(paths->nodes + start, nodes, ((size_t)hops + 1) * sizeof *nodes);
    paths->costs[paths->count++] = cost;
    paths->starts[paths->count] = start + hops + 1;
    return ENT_OK;
}

uint32_t ent_paths_count(const ent_paths *paths) {
    return paths->count;
}

int ent_paths_is_cut(const ent_paths *paths) {
    return paths->is_cut;
}

ent_status ent_paths_get(ent_path *path, const ent_paths *paths, uint32_t index, ent_error *error) {
    if (index >= paths->count) {
        return ent__fail(error, ENT_EINVAL, "no path %u; the list has %u", index, paths->count);
    }
    ent_path read = ENT_PATH_INIT;
    size_t start = paths->starts[index];
    read.cost = paths->costs[index];
    read.hops = (uint32_t)(paths->starts[index + 1] - start - 1);
    read.nodes = paths->nodes + start;
    read.edges = paths->edges + start;
    read.kinds = paths->kinds;
    return ent__result_write(path, &read, sizeof read, "ent_path", error);
}

/* ---- The methods -------------------------------------------------------------------------------------------------- */

static bool is_disjoint(ent_path_method method) {
    return method == ENT_PATH_EDGE_DISJOINT || method == ENT_PATH_VERTEX_DISJOINT;
}

/* Reads the options and checks what only some methods take. */
static ent_status read_options(ent_path_options *read, const ent_path_options *options, ent_error *error) {
    ent_status status = ent__options_read(read, sizeof *read, options, "ent_path_options", error);
    if (status != ENT_OK) {
        return status;
    }
    if (read->method < ENT_PATH_SHORTEST || read->method > ENT_PATH_VERTEX_DISJOINT) {
        return ent__fail(error, ENT_EINVAL, "method is %d; expected 0 to %d", (int)read->method,
                         ENT_PATH_VERTEX_DISJOINT);
    }
    if (read->method >= ENT_PATH_WIDEST && read->weight != ENT_WEIGHT_UNIT) {
        return ent__fail(error, ENT_EINVAL, "weight is %d; widest and disjoint paths take no lengths, leave it 0",
                         (int)read->weight);
    }
    if (read->weight == ENT_WEIGHT_STRENGTH) {
        return ent__fail(error, ENT_EINVAL,
                         "weight is strength (3), which is no length; expected unit, length, inverse");
    }
    read->weight = read->method == ENT_PATH_WIDEST ? ENT_WEIGHT_STRENGTH : read->weight;
    return ENT_OK;
}

static ent_status check_ends(const ent__route *route, const ent_path_options *options, ent_error *error) {
    ent_status status = ent__ways_check_node(route->ways, route->source, "source", error);
    if (status == ENT_OK) {
        status = ent__ways_check_node(route->ways, route->target, "target", error);
    }
    if (status == ENT_OK && is_disjoint(options->method) && route->source == route->target) {
        return ent__fail(error, ENT_EINVAL, "source and target are both node %u; disjoint paths need two",
                         route->source);
    }
    return status;
}

static ent_status find_paths(ent_paths *paths, const ent__route *route, const ent_path_options *options,
                             ent_error *error) {
    if (route->source == route->target) {
        return ent__paths_add(paths, route->ways, &route->source, 0, error);
    }
    switch (options->method) {
    case ENT_PATH_SHORTEST:
        return ent__yen(paths, route, 1, false, error);
    case ENT_PATH_K_SHORTEST:
        return ent__yen(paths, route, options->k ? options->k : 1, false, error);
    case ENT_PATH_ALL_SHORTEST:
        return ent__yen(paths, route, options->limit ? options->limit : DEFAULT_LIMIT, true, error);
    case ENT_PATH_WIDEST:
        return ent__widest(paths, route, error);
    case ENT_PATH_EDGE_DISJOINT:
    case ENT_PATH_VERTEX_DISJOINT:
        break;
    }
    return ent__disjoint(paths, route, options->method == ENT_PATH_VERTEX_DISJOINT, error);
}

ent_status ent_paths_find(ent_paths **paths, const ent_network *network, uint32_t source, uint32_t target,
                          const ent_path_options *options, const ent_run *run, ent_error *error) {
    ent__ways ways = {0};
    ent__route route = {&ways, source, target};
    ent_path_options read = ENT_PATH_OPTIONS_INIT;
    ent_paths *found = NULL;
    *paths = NULL;
    ent_status status = read_options(&read, options, error);
    if (status == ENT_OK) {
        status = ent__ways_make(&ways, network, &read, run, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = check_ends(&route, &read, error);
    if (status == ENT_OK) {
        status = ent__paths_new(&found, error);
    }
    if (status == ENT_OK) {
        status = find_paths(found, &route, &read, error);
    }
    ent__ways_free(&ways);
    if (status != ENT_OK) {
        ent_paths_free(found);
        return status;
    }
    *paths = found;
    return ENT_OK;
}

ent_status ent_distances(double *distances, const ent_network *network, uint32_t source,
                         const ent_path_options *options, const ent_run *run, ent_error *error) {
    ent__ways ways;
    ent_path_options read = ENT_PATH_OPTIONS_INIT;
    ent_status status = read_options(&read, options, error);
    if (status == ENT_OK && read.method != ENT_PATH_SHORTEST) {
        status = ent__fail(error, ENT_EINVAL, "method is %d; distances are those of shortest paths, leave it 0",
                           (int)read.method);
    }
    if (status == ENT_OK) {
        status = ent__ways_make(&ways, network, &read, run, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent__ways_check_node(&ways, source, "source", error);
    if (status == ENT_OK) {
        status = ent__distances(distances, &ways, source, error);
    }
    ent__ways_free(&ways);
    return status;
}
