/*
 * Networks of windows from an index, over seeded synthetic events: ten years in the order of their days, actors by Zipf's law
 * (exponent 1), tones of tenths.
 *
 *     bench_window events ROWS ACTORS                     prints the events: day, source, target, tone
 *     bench_window time ROWS ACTORS WINDOWS REPETITIONS   prints what it took, in lines "entente NAME MILLISECONDS"
 *     bench_window ties ROWS ACTORS SINCE UNTIL           prints every tie of a window: source, target, events, P and N in tenths
 *
 * WINDOWS is a file of lines "NAME SINCE UNTIL", days from 0.
 */
#include <entente/entente.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAYS 3650

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* SplitMix64, a number in [0, 1). */
static double draw(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* ---- Events ------------------------------------------------------------------------------------------------------- */

typedef struct event {
    ent_date day;
    uint32_t source, target;
    int tenths; /* of tone */
} event;

typedef struct stream {
    uint64_t state, row, rows;
    uint32_t actors;
    double *shares; /* of the actors up to each */
} stream;

static stream start(uint64_t rows, uint32_t actors) {
    stream all = {.state = 1, .rows = rows, .actors = actors, .shares = calloc(actors, sizeof(double))};
    double total = 0.0;
    for (uint32_t i = 0; i < actors; i++) {
        total += 1.0 / (i + 1);
        all.shares[i] = total;
    }
    return all;
}

static uint32_t draw_actor(stream *all) {
    double value = draw(&all->state) * all->shares[all->actors - 1];
    uint32_t low = 0, high = all->actors - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all->shares[middle] <= value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static event next(stream *all) {
    event made = {.day = (ent_date)(all->row++ * DAYS / all->rows), .source = draw_actor(all)};
    do {
        made.target = draw_actor(all);
    } while (made.target == made.source);
    made.tenths = (int)(draw(&all->state) * 201) - 100;
    return made;
}

static int print_events(stream all) {
    while (all.row < all.rows) {
        event one = next(&all);
        printf("%d,%u,%u,%.1f\n", one.day, one.source, one.target, one.tenths / 10.0);
    }
    return 0;
}

static ent_graph *make_graph(stream all) {
    ent_graph *graph = NULL;
    ent_graph_new(&graph, NULL);
    for (uint32_t i = 0; i < all.actors; i++) {
        char id[16];
        snprintf(id, sizeof id, "a%u", i);
        ent_actor actor = ENT_ACTOR_INIT;
        ent_id number;
        actor.id = id;
        ent_graph_add_actor(&number, graph, &actor, NULL);
    }
    while (all.row < all.rows) {
        event one = next(&all);
        ent_relation relation = ENT_RELATION_INIT;
        ent_id number;
        relation.kind = one.tenths < -50 ? ENT_KIND_ATTACK : ENT_KIND_DIPLOMATIC;
        relation.first = relation.last = one.day;
        relation.tone = one.tenths / 10.0;
        relation.from = &one.source;
        relation.to = &one.target;
        relation.from_count = relation.to_count = 1;
        if (ent_graph_add_relation(&number, graph, &relation, NULL) != ENT_OK) {
            exit(1);
        }
    }
    return graph;
}

/* ---- Windows ------------------------------------------------------------------------------------------------------ */

static ent_view view_of(ent_date since, ent_date until) {
    ent_view view = ENT_VIEW_INIT;
    view.direction = ENT_DIRECTED;
    view.scheme = ENT_SCHEME_TONE;
    view.since = since;
    view.until = until;
    return view;
}

static ent_index *make_index(const ent_graph *graph) {
    ent_index *index = NULL;
    ent_view view = view_of(ENT_DATE_MIN, ENT_DATE_MAX);
    return ent_index_new(&index, graph, &view, NULL, NULL) == ENT_OK ? index : NULL;
}

/* Milliseconds to a network, which is freed outside of them. */
static double time_index(const ent_index *index, const ent_view *view, double *checksum) {
    ent_network *network = NULL;
    ent_edges edges = ENT_EDGES_INIT;
    double begin = now();
    if (ent_index_compile(&network, index, view, NULL, NULL) != ENT_OK) {
        exit(1);
    }
    double seconds = now() - begin;
    ent_network_edges(&edges, network, NULL);
    *checksum += edges.count ? edges.positive[edges.count - 1] : 0.0;
    ent_network_free(network);
    return 1e3 * seconds;
}

static double time_scan(const ent_graph *graph, const ent_view *view) {
    ent_network *network = NULL;
    double begin = now();
    if (ent_network_compile(&network, graph, view, NULL, NULL) != ENT_OK) {
        exit(1);
    }
    double seconds = now() - begin;
    ent_network_free(network);
    return 1e3 * seconds;
}

static int time_windows(stream all, const char *path, int repetitions) {
    ent_graph *graph = make_graph(all);
    double begin = now(), checksum = 0.0;
    ent_index *index = make_index(graph);
    FILE *windows = fopen(path, "r");
    if (!index || !windows) {
        return 1;
    }
    printf("entente build %.3f\n", 1e3 * (now() - begin));
    printf("entente bytes %.2f\n", (double)ent_index_memory(index) / (double)all.rows);
    char name[32], before[32] = "";
    int since, until;
    while (fscanf(windows, "%31s %d %d", name, &since, &until) == 3) {
        ent_view view = view_of(since, until);
        for (int i = 0; i < repetitions; i++) {
            printf("entente %s %.6f\n", name, time_index(index, &view, &checksum));
        }
        if (strcmp(name, before) != 0) {
            printf("scan %s %.6f\n", name, time_scan(graph, &view));
        }
        strcpy(before, name);
    }
    fclose(windows);
    ent_index_free(index);
    ent_graph_free(graph);
    return !(checksum >= 0.0);
}

static int print_ties(stream all, ent_date since, ent_date until) {
    ent_graph *graph = make_graph(all);
    ent_index *index = make_index(graph);
    ent_view view = view_of(since, until);
    ent_network *network = NULL;
    ent_edges edges = ENT_EDGES_INIT;
    if (!index || ent_index_compile(&network, index, &view, NULL, NULL) != ENT_OK ||
        ent_network_edges(&edges, network, NULL) != ENT_OK) {
        return 1;
    }
    for (uint32_t e = 0; e < edges.count; e++) {
        printf("%u\t%u\t%u\t%.0f\t%.0f\n", ent_network_actor(network, edges.from[e]),
               ent_network_actor(network, edges.to[e]), edges.relations[e], round(10.0 * edges.positive[e]),
               round(10.0 * edges.negative[e]));
    }
    ent_network_free(network);
    ent_index_free(index);
    ent_graph_free(graph);
    return 0;
}

int main(int count, char **arguments) {
    const char *what = count > 3 ? arguments[1] : "";
    stream all =
        count > 3 ? start(strtoull(arguments[2], NULL, 10), (uint32_t)strtoul(arguments[3], NULL, 10)) : (stream){0};
    int result = 2;
    if (strcmp(what, "events") == 0) {
        result = print_events(all);
    } else if (count == 6 && strcmp(what, "time") == 0) {
        result = time_windows(all, arguments[4], atoi(arguments[5]));
    } else if (count == 6 && strcmp(what, "ties") == 0) {
        result = print_ties(all, atoi(arguments[4]), atoi(arguments[5]));
    } else {
        fprintf(stderr, "usage: bench_window events|time|ties ROWS ACTORS ...\n");
    }
    free(all.shares);
    return result;
}
