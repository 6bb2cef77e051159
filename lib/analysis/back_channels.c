/*
 * Back channels of a pair, by searches for paths. The tie between the two, where there is one, is in every greatest set of disjoint
 * paths, for it shares no inner node with any; what is left of the set is one of the network without it. A few searches,
 * O(n) memory beside them.
 */
#include "paths_internal.h"
#include <entente/backchannel.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_SHUTTLES = 10 };

struct ent_back_channels {
    ent_back_channels_found found;
    ent_paths *channels, *shuttles;
    uint32_t *mediators, *critical;
};

typedef struct inquiry {
    const ent_network *network;
    uint32_t ends[2];
    const ent_run *run;
    ent_error *error;
} inquiry;

/* ---- Channels ----------------------------------------------------------------------------------------------------- */

/* Disjoint paths between the two that avoid a node (ENT_NONE: none). */
static ent_status find_disjoint(ent_paths **paths, const inquiry *all, uint32_t avoided) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.method = ENT_PATH_VERTEX_DISJOINT;
    options.mode = ENT_ALL;
    options.avoid = &avoided;
    options.avoid_count = avoided != ENT_NONE;
    return ent_paths_find(paths, all->network, all->ends[0], all->ends[1], &options, all->run, all->error);
}

/* All but the tie between the two, which is the only path of one hop and so the first. */
static ent_status find_channels(ent_back_channels *made, const inquiry *all) {
    ent_paths *paths;
    ent_status status = find_disjoint(&paths, all, ENT_NONE);
    if (status == ENT_OK) {
        status = ent__paths_new(&made->channels, all->error);
    }
    for (uint32_t i = 0; status == ENT_OK && i < paths->count; i++) {
        ent_path path = ENT_PATH_INIT;
        status = ent_paths_get(&path, paths, i, all->error);
        if (status == ENT_OK && path.hops == 1) {
            made->found.is_direct = 1;
        } else if (status == ENT_OK) {
            status = ent__paths_append(made->channels, &path, all->error);
        }
    }
    ent_paths_free(paths);
    return status;
}

/* Inner nodes of the only channel without which there is none. */
static ent_status find_critical(ent_back_channels *made, const inquiry *all) {
    ent_path path = ENT_PATH_INIT;
    ent_status status = made->channels->count == 1 ? ent_paths_get(&path, made->channels, 0, all->error) : ENT_OK;
    made->critical = ent__calloc(path.hops, sizeof *made->critical);
    if (!made->critical) {
        return ent__fail_memory(all->error);
    }
    for (uint32_t i = 1; status == ENT_OK && i < path.hops; i++) {
        ent_paths *rest;
        status = find_disjoint(&rest, all, path.nodes[i]);
        if (status == ENT_OK && rest->count == made->found.is_direct) {
            made->critical[made->found.critical_count++] = path.nodes[i];
        }
        ent_paths_free(rest);
    }
    return status;
}

/* ---- Shuttles ----------------------------------------------------------------------------------------------------- */

typedef struct candidate {
    double hops;
    double weaker; /* of the strengths to the two; 0 for who is not tied to both */
    uint32_t node;
} candidate;

/* Fewest hops first; where these are equal, who has the stronger of the weaker ties; then a fixed order, so that answers
 * never differ. */
static int by_walk(const void *left, const void *right) {
    const candidate *a = left, *b = right;
    if (a->hops != b->hops) {
        return a->hops < b->hops ? -1 : 1;
    }
    if (a->weaker != b->weaker) {
        return a->weaker > b->weaker ? -1 : 1;
    }
    return (a->node > b->node) - (a->node < b->node);
}

/* P of the undirected projection. */
static double strength_between(const ent_network *network, uint32_t u, uint32_t v) {
    uint32_t there = ent_network_find_edge(network, u, v);
    uint32_t back = network->directed ? ent_network_find_edge(network, v, u) : ENT_NONE;
    return (there != ENT_NONE ? ent__edge_positive(network, there) : 0.0) +
           (back != ENT_NONE ? ent__edge_positive(network, back) : 0.0);
}

/* Everybody whom both reach without the other, best first. `distances` has room for 2 n numbers. */
static ent_status find_candidates(candidate *candidates, uint32_t *count, double *distances, const inquiry *all) {
    uint32_t n = all->network->node_count;
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_status status = ENT_OK;
    options.mode = ENT_ALL;
    options.avoid_count = 1;
    for (int end = 0; end < 2 && status == ENT_OK; end++) {
        options.avoid = &all->ends[1 - end];
        status =
            ent_distances(distances + (size_t)end * n, all->network, all->ends[end], &options, all->run, all->error);
    }
    *count = 0;
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        double hops = distances[node] + distances[n + node];
        if (isfinite(hops) && node != all->ends[0] && node != all->ends[1]) {
            double weaker = hops > 2.0 ? 0.0
                                       : fmin(strength_between(all->network, all->ends[0], node),
                                              strength_between(all->network, node, all->ends[1]));
            candidates[(*count)++] = (candidate){hops, weaker, node};
        }
    }
    if (*count) {
        qsort(candidates, *count, sizeof *candidates, by_walk);
    }
    return status;
}

typedef struct walk {
    uint32_t *nodes, *edges; /* a walk passes a node twice at most */
    uint32_t hops;
} walk;

/* Adds a half of a walk: a shortest path that does not pass the other of the two. */
static ent_status add_half(walk *made, const inquiry *all, uint32_t from, uint32_t to, uint32_t avoided) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_path half = ENT_PATH_INIT;
    ent_paths *paths;
    options.mode = ENT_ALL;
    options.avoid = &avoided;
    options.avoid_count = 1;
    ent_status status = ent_paths_find(&paths, all->network, from, to, &options, all->run, all->error);
    if (status == ENT_OK) {
        status = ent_paths_get(&half, paths, 0, all->error);
    }
    if (status == ENT_OK) {
        memcpy(made->nodes + made->hops, half.nodes, ((size_t)half.hops + 1) * sizeof *half.nodes);
        memcpy(made->edges + made->hops, half.edges, half.hops * sizeof *half.edges);
        made->hops += half.hops;
    }
    ent_paths_free(paths);
    return status;
}

static ent_status add_shuttle(ent_back_channels *made, const inquiry *all, uint32_t mediator, walk *room) {
    room->hops = 0;
    ent_status status = add_half(room, all, all->ends[0], mediator, all->ends[1]);
    if (status == ENT_OK) {
        status = add_half(room, all, mediator, all->ends[1], all->ends[0]);
    }
    ent_path path = ENT_PATH_INIT;
    path.nodes = room->nodes;
    path.edges = room->edges;
    path.hops = room->hops;
    path.cost = room->hops;
    return status == ENT_OK ? ent__paths_append(made->shuttles, &path, all->error) : status;
}

static ent_status find_shuttles(ent_back_channels *made, const inquiry *all, uint32_t most) {
    uint32_t n = all->network->node_count, count = 0;
    candidate *candidates = ent__calloc(n, sizeof *candidates);
    double *distances = ent__calloc(2 * (size_t)n, sizeof *distances);
    walk room = {ent__calloc(2 * (size_t)n, sizeof *room.nodes), ent__calloc(2 * (size_t)n, sizeof *room.edges), 0};
    made->mediators = ent__calloc(n < most ? n : most, sizeof *made->mediators);
    bool has_room = candidates && distances && room.nodes && room.edges && made->mediators;
    ent_status status = has_room ? ent__paths_new(&made->shuttles, all->error) : ent__fail_memory(all->error);
    if (status == ENT_OK) {
        status = find_candidates(candidates, &count, distances, all);
    }
    for (uint32_t i = 0; i < count && i < most && status == ENT_OK; i++) {
        made->mediators[i] = candidates[i].node;
        status = add_shuttle(made, all, candidates[i].node, &room);
    }
    free(candidates);
    free(distances);
    free(room.nodes);
    free(room.edges);
    return status;
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

ent_status ent_back_channels_find(ent_back_channels **channels, const ent_network *network, uint32_t first,
                                  uint32_t second, const ent_back_channel_options *options, const ent_run *run,
                                  ent_error *error) {
    ent_back_channel_options asked = ENT_BACK_CHANNEL_OPTIONS_INIT;
    inquiry all = {network, {first, second}, run, error};
    *channels = NULL;
    ent_status status = ent__options_read(&asked, sizeof asked, options, "ent_back_channel_options", error);
    if (status != ENT_OK) {
        return status;
    }
    ent_back_channels *made = ent__calloc(1, sizeof *made);
    status = made ? find_channels(made, &all) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = find_critical(made, &all);
    }
    if (status == ENT_OK) {
        status = find_shuttles(made, &all, asked.shuttles ? asked.shuttles : DEFAULT_SHUTTLES);
    }
    if (status != ENT_OK) {
        ent_back_channels_free(made);
        return status;
    }
    made->found.size = sizeof made->found;
    made->found.channels = made->channels;
    made->found.shuttles = made->shuttles;
    made->found.mediators = made->mediators;
    made->found.critical = made->critical;
    *channels = made;
    return ENT_OK;
}

void ent_back_channels_free(ent_back_channels *channels) {
    if (channels) {
        ent_paths_free(channels->channels);
        ent_paths_free(channels->shuttles);
        free(channels->mediators);
        free(channels->critical);
        free(channels);
    }
}

ent_status ent_back_channels_get(ent_back_channels_found *found, const ent_back_channels *channels, ent_error *error) {
    return ent__result_write(found, &channels->found, sizeof *found, "ent_back_channels_found", error);
}
