/*
 * The runner of igraph's C library: `bench_igraph EDGES MEASURE...`, see README.md. One thread, as igraph is.
 */
#include <igraph/igraph.h>

#include "runner.h"

typedef struct subject {
    igraph_t graph;
    igraph_vector_t length;
    const char *name;
} subject;

static bool is_weighted(const subject *asked) {
    return strncmp(asked->name, "weighted_", 9) == 0;
}

static void hand_over(igraph_vector_t *found, double *scores, uint32_t *count) {
    *count = (uint32_t)igraph_vector_size(found);
    memcpy(scores, VECTOR(*found), *count * sizeof *scores);
    igraph_vector_destroy(found);
}

static void betweenness(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_betweenness(&asked->graph, &found, igraph_vss_all(), IGRAPH_DIRECTED,
                       is_weighted(asked) ? &asked->length : NULL);
    hand_over(&found, scores, count);
}

static void edge_betweenness(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_edge_betweenness(&asked->graph, &found, IGRAPH_DIRECTED, NULL);
    hand_over(&found, scores, count);
}

static void closeness(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_closeness(&asked->graph, &found, NULL, NULL, igraph_vss_all(), IGRAPH_OUT,
                     is_weighted(asked) ? &asked->length : NULL, true);
    hand_over(&found, scores, count);
}

static void harmonic(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_harmonic_centrality(&asked->graph, &found, igraph_vss_all(), IGRAPH_OUT,
                               is_weighted(asked) ? &asked->length : NULL, false);
    hand_over(&found, scores, count);
}

static void pagerank(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_pagerank(&asked->graph, IGRAPH_PAGERANK_ALGO_PRPACK, &found, NULL, igraph_vss_all(), IGRAPH_DIRECTED, 0.85,
                    NULL, NULL);
    hand_over(&found, scores, count);
}

static void eigenvector(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    igraph_vector_init(&found, 0);
    igraph_eigenvector_centrality(&asked->graph, &found, NULL, IGRAPH_DIRECTED, true, NULL, &options);
    hand_over(&found, scores, count);
}

static void hand_over_integers(igraph_vector_int_t *found, double *scores, uint32_t *count) {
    *count = (uint32_t)igraph_vector_int_size(found);
    for (uint32_t i = 0; i < *count; i++) {
        scores[i] = (double)VECTOR(*found)[i];
    }
    igraph_vector_int_destroy(found);
}

static void coreness(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_int_t found;
    igraph_vector_int_init(&found, 0);
    igraph_coreness(&asked->graph, &found, IGRAPH_OUT);
    hand_over_integers(&found, scores, count);
}

static void components(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_int_t found;
    igraph_vector_int_init(&found, 0);
    igraph_connected_components(&asked->graph, &found, NULL, NULL, IGRAPH_WEAK);
    hand_over_integers(&found, scores, count);
}

static void articulation(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_int_t found;
    igraph_vector_int_init(&found, 0);
    igraph_articulation_points(&asked->graph, &found);
    *count = (uint32_t)igraph_vcount(&asked->graph);
    memset(scores, 0, *count * sizeof *scores);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&found); i++) {
        scores[VECTOR(found)[i]] = 1.0;
    }
    igraph_vector_int_destroy(&found);
}

/* The ends of each, as smaller * nodes + greater, in an order of igraph's own. */
static void bridges(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_int_t found;
    igraph_vector_int_init(&found, 0);
    igraph_bridges(&asked->graph, &found);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&found); i++) {
        igraph_integer_t u = IGRAPH_FROM(&asked->graph, VECTOR(found)[i]);
        igraph_integer_t v = IGRAPH_TO(&asked->graph, VECTOR(found)[i]);
        VECTOR(found)[i] = (u < v ? u : v) * igraph_vcount(&asked->graph) + (u < v ? v : u);
    }
    hand_over_integers(&found, scores, count);
}

static void clustering(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_transitivity_local_undirected(&asked->graph, &found, igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN);
    hand_over(&found, scores, count);
}

static void transitivity(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_transitivity_undirected(&asked->graph, scores, IGRAPH_TRANSITIVITY_NAN);
    *count = 1;
}

static void triad_census(void *context, double *scores, uint32_t *count) {
    /* igraph's order is 003 012 102 021D 021U 021C 111D 111U 030T 030C 201 120D 120U 120C 210 300, as ours. */
    subject *asked = context;
    igraph_vector_t found;
    igraph_vector_init(&found, 0);
    igraph_triad_census(&asked->graph, &found);
    hand_over(&found, scores, count);
}

static void distances(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_matrix_t found;
    igraph_matrix_init(&found, 0, 0);
    igraph_distances_dijkstra(&asked->graph, &found, igraph_vss_1(0), igraph_vss_all(), &asked->length, IGRAPH_OUT);
    *count = (uint32_t)igraph_matrix_ncol(&found);
    for (uint32_t i = 0; i < *count; i++) {
        scores[i] = MATRIX(found, 0, i);
    }
    igraph_matrix_destroy(&found);
}

static double cost_of(const subject *asked, const igraph_vector_int_t *path) {
    double cost = 0.0;
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(path); i++) {
        cost += VECTOR(asked->length)[VECTOR(*path)[i]];
    }
    return cost;
}

static void shortest_path(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_int_t path;
    igraph_vector_int_init(&path, 0);
    *count = 0;
    for (uint32_t i = 0; i < RUNNER_PAIRS; i++) {
        uint32_t source, target;
        ends_of_pair(&source, &target, (uint32_t)igraph_vcount(&asked->graph), i);
        igraph_get_shortest_path_dijkstra(&asked->graph, NULL, &path, source, target, &asked->length, IGRAPH_OUT);
        if (igraph_vector_int_size(&path) || source == target) {
            scores[(*count)++] = cost_of(asked, &path);
        }
    }
    igraph_vector_int_destroy(&path);
}

static void k_shortest(void *context, double *scores, uint32_t *count) {
    subject *asked = context;
    igraph_vector_int_list_t paths;
    igraph_vector_int_list_init(&paths, 0);
    *count = 0;
    for (uint32_t i = 0; i < RUNNER_PAIRS; i++) {
        uint32_t source, target;
        ends_of_pair(&source, &target, (uint32_t)igraph_vcount(&asked->graph), i);
        igraph_get_k_shortest_paths(&asked->graph, &asked->length, NULL, &paths, RUNNER_PATHS, source, target,
                                    IGRAPH_OUT);
        for (igraph_integer_t j = 0; j < igraph_vector_int_list_size(&paths); j++) {
            scores[(*count)++] = cost_of(asked, igraph_vector_int_list_get_ptr(&paths, j));
        }
    }
    igraph_vector_int_list_destroy(&paths);
}

static timed *find(void *subject_, const char *name) {
    subject *asked = subject_;
    static const struct {
        const char *name;
        timed *call;
    } known[] = {
        {"betweenness", betweenness},
        {"weighted_betweenness", betweenness},
        {"edge_betweenness", edge_betweenness},
        {"closeness", closeness},
        {"weighted_closeness", closeness},
        {"harmonic", harmonic},
        {"weighted_harmonic", harmonic},
        {"pagerank", pagerank},
        {"eigenvector", eigenvector},
        {"coreness", coreness},
        {"components", components},
        {"articulation", articulation},
        {"bridges", bridges},
        {"clustering", clustering},
        {"transitivity", transitivity},
        {"triad_census", triad_census},
        {"distances", distances},
        {"shortest_path", shortest_path},
        {"k_shortest", k_shortest},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) == 0) {
            asked->name = name;
            return known[i].call;
        }
    }
    return NULL;
}

static void make_graph(subject *asked, const edge_list *edges) {
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, 2 * (igraph_integer_t)edges->edge_count);
    igraph_vector_init_array(&asked->length, edges->length, (igraph_integer_t)edges->edge_count);
    for (uint32_t i = 0; i < edges->edge_count; i++) {
        VECTOR(ends)[2 * i] = edges->from[i];
        VECTOR(ends)[2 * i + 1] = edges->to[i];
    }
    igraph_create(&asked->graph, &ends, edges->node_count, edges->directed);
    igraph_vector_int_destroy(&ends);
}

int main(int count, char **arguments) {
    edge_list edges;
    subject asked;
    if (count < 3) {
        stop("usage", "bench_igraph EDGES MEASURE...");
    }
    read_edges(&edges, arguments[1]);
    make_graph(&asked, &edges);
    run_measures(find, &asked, &edges, arguments + 2, count - 2);
    igraph_vector_destroy(&asked.length);
    igraph_destroy(&asked.graph);
    return 0;
}
