/*
 * entente's runner: `bench_measure EDGES MEASURE...`, see README.md; on one thread if BENCH_ONCE is set. The clock runs around the
 * call of the library alone; what is asked of a peer is asked here in the same units.
 */
#include <entente/entente.h>

#include "runner.h"

typedef struct question {
    const char *name;
    ent_measure measure;
    ent_weight weight;
    ent_mode mode;
    int32_t normalized;
} question;

static const question scores_known[] = {
    {"betweenness", ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_UNIT, ENT_OUT, -1},
    {"closeness", ENT_MEASURE_CLOSENESS, ENT_WEIGHT_UNIT, ENT_OUT, -1},
    {"harmonic", ENT_MEASURE_HARMONIC, ENT_WEIGHT_UNIT, ENT_OUT, -1},
    {"weighted_betweenness", ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_LENGTH, ENT_OUT, -1},
    {"weighted_closeness", ENT_MEASURE_CLOSENESS, ENT_WEIGHT_LENGTH, ENT_OUT, -1},
    {"weighted_harmonic", ENT_MEASURE_HARMONIC, ENT_WEIGHT_LENGTH, ENT_OUT, -1},
    {"pagerank", ENT_MEASURE_PAGERANK, ENT_WEIGHT_UNIT, ENT_OUT, 0},
    {"eigenvector", ENT_MEASURE_EIGENVECTOR, ENT_WEIGHT_UNIT, ENT_IN, 0},
    {"coreness", ENT_MEASURE_CORENESS, ENT_WEIGHT_UNIT, ENT_OUT, 0},
    {"clustering", ENT_MEASURE_CLUSTERING, ENT_WEIGHT_UNIT, ENT_OUT, 0},
};

/* What a timed call is about. */
typedef struct subject {
    const edge_list *edges;
    ent_network *network;
    ent_contacts *contacts; /* NULL until they are asked for */
    const question *question;
    ent_path_method method;
    ent_journey_objective objective;
    ent_run run;
} subject;

static void check(ent_status status, const ent_error *error) {
    if (status != ENT_OK) {
        stop("entente", error->message);
    }
}

static void score(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.weight = asked->question->weight;
    options.mode = asked->question->mode;
    options.normalized = asked->question->normalized;
    check(ent_network_score(scores, asked->network, asked->question->measure, &options, &asked->run, &error), &error);
    *count = ent_network_node_count(asked->network);
}

static void edge_betweenness(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    check(ent_edge_betweenness(scores, asked->network, NULL, &asked->run, &error), &error);
    *count = ent_network_edge_count(asked->network);
}

static void components(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    uint32_t found, n = ent_network_node_count(asked->network), *labels = allocate(n, sizeof *labels);
    check(ent_components(labels, &found, asked->network, 0, &asked->run, &error), &error);
    for (uint32_t v = 0; v < n; v++) {
        scores[v] = labels[v];
    }
    *count = n;
    free(labels);
}

/* 1 for an articulation point. */
static void articulation(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    uint32_t found, n = ent_network_node_count(asked->network), *nodes = allocate(n, sizeof *nodes);
    check(ent_articulation_points(nodes, &found, asked->network, &asked->run, &error), &error);
    for (uint32_t v = 0; v < n; v++) {
        scores[v] = 0.0;
    }
    for (uint32_t i = 0; i < found; i++) {
        scores[nodes[i]] = 1.0;
    }
    *count = n;
    free(nodes);
}

/* The ends of each. */
static void bridges(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    uint32_t n = ent_network_node_count(asked->network), *u = allocate(n, sizeof *u), *v = allocate(n, sizeof *v);
    check(ent_bridges(u, v, count, asked->network, &asked->run, &error), &error);
    for (uint32_t i = 0; i < *count; i++) {
        scores[i] = (double)u[i] * n + v[i];
    }
    free(u);
    free(v);
}

static void triad_census(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    uint64_t triads[ENT_TRIAD_TYPES];
    check(ent_triad_census(triads, asked->network, &asked->run, &error), &error);
    *count = ENT_TRIAD_TYPES;
    for (uint32_t type = 0; type < *count; type++) {
        scores[type] = (double)triads[type];
    }
}

static void transitivity(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    check(ent_transitivity(scores, asked->network, &asked->run, &error), &error);
    *count = 1;
}

static void distances(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    check(ent_distances(scores, asked->network, 0, &options, &asked->run, &error), &error);
    *count = ent_network_node_count(asked->network);
}

/* The costs of the paths of each pair. */
static void pairs(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.method = asked->method;
    options.weight = ENT_WEIGHT_LENGTH;
    options.k = asked->method == ENT_PATH_K_SHORTEST ? RUNNER_PATHS : 0;
    *count = 0;
    for (uint32_t i = 0; i < RUNNER_PAIRS; i++) {
        ent_error error;
        ent_paths *paths;
        uint32_t source, target;
        ends_of_pair(&source, &target, ent_network_node_count(asked->network), i);
        check(ent_paths_find(&paths, asked->network, source, target, &options, &asked->run, &error), &error);
        for (uint32_t j = 0; j < ent_paths_count(paths); j++) {
            ent_path path = ENT_PATH_INIT;
            check(ent_paths_get(&path, paths, j, &error), &error);
            scores[(*count)++] = path.cost;
        }
        ent_paths_free(paths);
    }
}

static void journeys(void *context, double *scores, uint32_t *count) {
    const subject *asked = context;
    ent_error error;
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    options.objective = asked->objective;
    check(ent_journeys_from(scores, asked->contacts, 0, &options, &asked->run, &error), &error);
    *count = ent_contacts_node_count(asked->contacts);
}

/* Edges as contacts, each on one day, in an order that has nothing to do with their place in the list. */
static ent_contacts *contacts_of(const edge_list *edges) {
    ent_error error;
    ent_contacts *contacts;
    ent_date *days = allocate(edges->edge_count, sizeof *days);
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    for (uint32_t i = 0; i < edges->edge_count; i++) {
        days[i] = (ent_date)(i * 2654435761u % 36500u);
    }
    list.node_count = edges->node_count;
    list.count = edges->edge_count;
    list.from = edges->from;
    list.to = edges->to;
    list.first = list.last = days;
    list.directed = edges->directed;
    check(ent_contacts_from_list(&contacts, &list, &error), &error);
    free(days);
    return contacts;
}

static ent_network *network_of(const edge_list *edges) {
    ent_error error;
    ent_network *network;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = edges->node_count;
    list.edge_count = edges->edge_count;
    list.from = edges->from;
    list.to = edges->to;
    list.length = edges->length;
    list.directed = edges->directed;
    check(ent_network_from_edges(&network, &list, NULL, &error), &error);
    return network;
}

/* What is asked for by name, but for scores. */
static const struct {
    const char *name;
    timed *call;
    ent_path_method method;
    ent_journey_objective objective;
} others_known[] = {
    {"edge_betweenness", edge_betweenness, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"components", components, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"articulation", articulation, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"bridges", bridges, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"transitivity", transitivity, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"triad_census", triad_census, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"distances", distances, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"shortest_path", pairs, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"k_shortest", pairs, ENT_PATH_K_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"earliest_arrival", journeys, ENT_PATH_SHORTEST, ENT_EARLIEST_ARRIVAL},
    {"latest_departure", journeys, ENT_PATH_SHORTEST, ENT_LATEST_DEPARTURE},
    {"fastest", journeys, ENT_PATH_SHORTEST, ENT_FASTEST},
    {"fewest_hops", journeys, ENT_PATH_SHORTEST, ENT_FEWEST_HOPS},
};

static timed *find(void *subject_, const char *name) {
    subject *asked = subject_;
    for (size_t i = 0; i < sizeof scores_known / sizeof *scores_known; i++) {
        if (strcmp(scores_known[i].name, name) == 0) {
            asked->question = &scores_known[i];
            return score;
        }
    }
    for (size_t i = 0; i < sizeof others_known / sizeof *others_known; i++) {
        if (strcmp(others_known[i].name, name) == 0) {
            asked->method = others_known[i].method;
            asked->objective = others_known[i].objective;
            if (others_known[i].call == journeys && !asked->contacts) {
                asked->contacts = contacts_of(asked->edges);
            }
            return others_known[i].call;
        }
    }
    return NULL;
}

int main(int count, char **arguments) {
    subject asked = {.run = ENT_RUN_INIT};
    edge_list edges;
    if (count < 3) {
        stop("usage", "bench_measure EDGES MEASURE...");
    }
    asked.run.threads = getenv("BENCH_ONCE") ? 1 : 0;
    read_edges(&edges, arguments[1]);
    asked.edges = &edges;
    asked.network = network_of(&edges);
    run_measures(find, &asked, &edges, arguments + 2, count - 2);
    ent_contacts_free(asked.contacts);
    ent_network_free(asked.network);
    return 0;
}
