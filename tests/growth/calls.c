/* The subjects that calls are measured on, and the calls. */
#include "growth.h"

#include <stdio.h>
#include <stdlib.h>

void growth_check(ent_status status, const ent_error *error) {
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
}

/* ---- Subjects ------------------------------------------------------------------------------------------------------ */

/* SplitMix64, as a share of 1. */
static double draw(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

/* Ends with a density that falls as node^(-2/3), under names that tell nothing of it. */
static uint32_t draw_node(uint64_t *state, uint32_t n) {
    double x = draw(state);
    return (uint32_t)((uint64_t)(x * x * x * n) * 2654435761u % n);
}

static void make_contacts(growth_subject *it, const ent_edge_list *edges, const ent_date *days) {
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    ent_error error;
    list.node_count = it->n;
    list.count = edges->edge_count;
    list.from = edges->from;
    list.to = edges->to;
    list.first = list.last = days;
    growth_check(ent_contacts_from_list(&it->contacts, &list, &error), &error);
    list.directed = 1;
    growth_check(ent_contacts_from_list(&it->directed_contacts, &list, &error), &error);
}

void growth_make(growth_subject *it, uint32_t n) {
    uint64_t state = 20 + n;
    size_t records = (size_t)n * 8;
    uint32_t *from = malloc(records * sizeof *from), *to = malloc(records * sizeof *to);
    double *warm = malloc(records * sizeof *warm), *cold = malloc(records * sizeof *cold),
           *length = malloc(records * sizeof *length);
    ent_date *days = malloc(records * sizeof *days);
    ent_error error;
    *it = (growth_subject){.n = n, .run = ENT_RUN_INIT};
    it->run.threads = 2;
    for (size_t i = 0; i < records; i++) {
        from[i] = draw_node(&state, n);
        to[i] = draw_node(&state, n);
        warm[i] = draw(&state) < 0.7 ? 1.0 : 0.0;
        cold[i] = 1.0 - warm[i];
        length[i] = 0.1 + draw(&state);
        days[i] = (ent_date)(draw(&state) * 3650.0);
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.edge_count = records;
    list.from = from;
    list.to = to;
    list.length = length;
    growth_check(ent_network_from_edges(&it->plain, &list, NULL, &error), &error);
    make_contacts(it, &list, days);
    list.directed = 1;
    growth_check(ent_network_from_edges(&it->directed, &list, NULL, &error), &error);
    list.directed = 0;
    list.positive = warm;
    list.negative = cold;
    growth_check(ent_network_from_edges(&it->with_signs, &list, NULL, &error), &error);
    it->m = ent_network_edge_count(it->plain);
    growth_make_graph(it, &list, warm, days);
    it->numbers = malloc(((size_t)n + records) * 4 * sizeof *it->numbers);
    it->labels = malloc(((size_t)n + records) * 4 * sizeof *it->labels);
    for (uint32_t node = 0; node < n; node++) {
        it->labels[node] = node % 10;
    }
    free(from);
    free(to);
    free(warm);
    free(cold);
    free(length);
    free(days);
}

void growth_free(growth_subject *it) {
    growth_free_graph(it);
    ent_network_free(it->plain);
    ent_network_free(it->directed);
    ent_network_free(it->with_signs);
    ent_contacts_free(it->contacts);
    ent_contacts_free(it->directed_contacts);
    free(it->numbers);
    free(it->labels);
}

/* ---- Calls --------------------------------------------------------------------------------------------------------- */

static void score(growth_subject *it, const ent_network *network, ent_measure measure, ent_weight weight) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_error error;
    options.weight = weight;
    growth_check(ent_network_score(it->numbers, network, measure, &options, &it->run, &error), &error);
}

static void find_paths(growth_subject *it, ent_path_method method, ent_weight weight) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_paths *paths;
    ent_error error;
    options.method = method;
    options.weight = weight;
    options.k = method == ENT_PATH_K_SHORTEST ? 10 : 0;
    growth_check(ent_paths_find(&paths, it->plain, it->n / 2, it->n / 3, &options, &it->run, &error), &error);
    ent_paths_free(paths);
}

static void journeys(growth_subject *it, const ent_contacts *contacts, ent_journey_objective objective) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    ent_error error;
    options.objective = objective;
    growth_check(ent_journeys_from(it->numbers, contacts, 0, &options, &it->run, &error), &error);
}

static void degree(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_DEGREE, ENT_WEIGHT_UNIT);
}

static void strength(growth_subject *it) {
    score(it, it->directed, ENT_MEASURE_STRENGTH, ENT_WEIGHT_STRENGTH);
}

static void closeness(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_CLOSENESS, ENT_WEIGHT_UNIT);
}

static void harmonic(growth_subject *it) {
    score(it, it->directed, ENT_MEASURE_HARMONIC, ENT_WEIGHT_UNIT);
}

static void weighted_closeness(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_CLOSENESS, ENT_WEIGHT_LENGTH);
}

static void eccentricity(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_ECCENTRICITY, ENT_WEIGHT_UNIT);
}

static void betweenness(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_UNIT);
}

static void directed_betweenness(growth_subject *it) {
    score(it, it->directed, ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_UNIT);
}

static void weighted_betweenness(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_LENGTH);
}

static void eigenvector(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_EIGENVECTOR, ENT_WEIGHT_UNIT);
}

static void directed_eigenvector(growth_subject *it) {
    score(it, it->directed, ENT_MEASURE_EIGENVECTOR, ENT_WEIGHT_UNIT);
}

static void pagerank(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_PAGERANK, ENT_WEIGHT_UNIT);
}

static void pagerank_by_strength(growth_subject *it) {
    score(it, it->directed, ENT_MEASURE_PAGERANK, ENT_WEIGHT_STRENGTH);
}

static void hub(growth_subject *it) {
    score(it, it->directed, ENT_MEASURE_HUB, ENT_WEIGHT_UNIT);
}

static void coreness(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_CORENESS, ENT_WEIGHT_UNIT);
}

static void constraint(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_CONSTRAINT, ENT_WEIGHT_UNIT);
}

static void effective_size(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_EFFECTIVE_SIZE, ENT_WEIGHT_UNIT);
}

static void clustering(growth_subject *it) {
    score(it, it->plain, ENT_MEASURE_CLUSTERING, ENT_WEIGHT_UNIT);
}

static void edge_betweenness(growth_subject *it) {
    ent_error error;
    growth_check(ent_edge_betweenness(it->numbers, it->plain, NULL, &it->run, &error), &error);
}

static void components(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_components(it->labels, &count, it->plain, 0, &it->run, &error), &error);
}

static void strong_components(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_components(it->labels, &count, it->directed, 1, &it->run, &error), &error);
}

static void weak_components(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_components(it->labels, &count, it->directed, 0, &it->run, &error), &error);
}

static void articulation_points(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_articulation_points(it->labels, &count, it->plain, &it->run, &error), &error);
}

static void bridges(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_bridges(it->labels, it->labels + it->n, &count, it->plain, &it->run, &error), &error);
}

static void transitivity(growth_subject *it) {
    ent_error error;
    growth_check(ent_transitivity(it->numbers, it->plain, &it->run, &error), &error);
}

static void triad_census(growth_subject *it) {
    ent_error error;
    uint64_t counts[ENT_TRIAD_TYPES];
    growth_check(ent_triad_census(counts, it->directed, &it->run, &error), &error);
}

static void communities(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_communities(it->labels, &count, it->numbers, it->plain, NULL, &it->run, &error), &error);
}

static void distances_unit(growth_subject *it) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_error error;
    options.weight = ENT_WEIGHT_UNIT;
    growth_check(ent_distances(it->numbers, it->plain, 0, &options, &it->run, &error), &error);
}

static void distances_length(growth_subject *it) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_error error;
    options.weight = ENT_WEIGHT_LENGTH;
    growth_check(ent_distances(it->numbers, it->plain, 0, &options, &it->run, &error), &error);
}

static void shortest_path(growth_subject *it) {
    find_paths(it, ENT_PATH_SHORTEST, ENT_WEIGHT_UNIT);
}

static void shortest_path_by_length(growth_subject *it) {
    find_paths(it, ENT_PATH_SHORTEST, ENT_WEIGHT_LENGTH);
}

static void k_shortest(growth_subject *it) {
    find_paths(it, ENT_PATH_K_SHORTEST, ENT_WEIGHT_LENGTH);
}

static void widest(growth_subject *it) {
    find_paths(it, ENT_PATH_WIDEST, ENT_WEIGHT_UNIT);
}

static void edge_disjoint(growth_subject *it) {
    find_paths(it, ENT_PATH_EDGE_DISJOINT, ENT_WEIGHT_UNIT);
}

static void vertex_disjoint(growth_subject *it) {
    find_paths(it, ENT_PATH_VERTEX_DISJOINT, ENT_WEIGHT_UNIT);
}

static void pair_betweenness(growth_subject *it) {
    ent_error error;
    growth_check(ent_pair_betweenness(it->numbers, it->plain, 1, it->n / 2, ENT_WEIGHT_LENGTH, &error), &error);
}

static void max_flow(growth_subject *it) {
    ent_error error;
    growth_check(ent_max_flow(it->numbers, it->plain, 1, it->n / 2, &it->run, &error), &error);
}

static void resistance(growth_subject *it) {
    ent_error error;
    growth_check(ent_resistance(it->numbers, it->plain, 1, it->n / 2, &it->run, &error), &error);
}

static void earliest_arrival(growth_subject *it) {
    journeys(it, it->contacts, ENT_EARLIEST_ARRIVAL);
}

static void latest_departure(growth_subject *it) {
    journeys(it, it->directed_contacts, ENT_LATEST_DEPARTURE);
}

static void fastest(growth_subject *it) {
    journeys(it, it->contacts, ENT_FASTEST);
}

static void fewest_hops(growth_subject *it) {
    journeys(it, it->contacts, ENT_FEWEST_HOPS);
}

static void temporal_closeness(growth_subject *it) {
    ent_error error;
    growth_check(ent_contacts_closeness(it->numbers, it->contacts, NULL, &it->run, &error), &error);
}

static void temporal_betweenness(growth_subject *it) {
    ent_error error;
    growth_check(ent_contacts_betweenness(it->numbers, it->directed_contacts, NULL, &it->run, &error), &error);
}

static void signed_degree(growth_subject *it) {
    ent_error error;
    growth_check(ent_signed_degree(it->labels, it->labels + it->n, it->with_signs, ENT_ALL, NULL, &error), &error);
}

static void signed_triads(growth_subject *it) {
    ent_signed_triads_result result = ENT_SIGNED_TRIADS_INIT;
    ent_error error;
    growth_check(ent_signed_triads(&result, NULL, it->with_signs, NULL, &it->run, &error), &error);
}

static void signed_communities(growth_subject *it) {
    ent_error error;
    uint32_t count;
    growth_check(ent_signed_communities(it->labels, &count, it->numbers, it->with_signs, NULL, &it->run, &error),
                 &error);
}

static void pn_index(growth_subject *it) {
    ent_error error;
    growth_check(ent_pn_index(it->numbers, it->with_signs, ENT_ALL, NULL, &it->run, &error), &error);
}

static void signed_eigenvector(growth_subject *it) {
    ent_error error;
    growth_check(ent_signed_eigenvector(it->numbers, NULL, it->with_signs, NULL, &it->run, &error), &error);
}

static const growth_call calls[] = {
    {"degree", degree, 1.0, 64000, 0, 0},
    {"strength", strength, 1.0, 64000, 0, 0},
    {"closeness", closeness, 2.0, 16000, 120, 120},
    {"harmonic", harmonic, 2.0, 16000, 120, 120},
    {"weighted_closeness", weighted_closeness, 2.0, 4000, 120, 120},
    {"eccentricity", eccentricity, 2.0, 16000, 120, 120},
    {"betweenness", betweenness, 2.0, 16000, 120, 120},
    {"directed_betweenness", directed_betweenness, 2.0, 4000, 120, 120},
    {"weighted_betweenness", weighted_betweenness, 2.0, 4000, 120, 120},
    {"eigenvector", eigenvector, 1.0, 64000, 370, 0},
    {"directed_eigenvector", directed_eigenvector, 1.0, 64000, 100, 47},
    {"pagerank", pagerank, 1.0, 64000, 66, 0},
    {"pagerank_by_strength", pagerank_by_strength, 1.0, 64000, 50, 17},
    {"hub", hub, 1.0, 64000, 740, 8},
    {"coreness", coreness, 1.0, 64000, 13, 0},
    {"constraint", constraint, 1.33, 16000, 83, 28},
    {"effective_size", effective_size, 1.33, 16000, 83, 28},
    {"clustering", clustering, 1.33, 64000, 42, 5},
    {"edge_betweenness", edge_betweenness, 2.0, 4000, 190, 190},
    {"components", components, 1.0, 64000, 1, 0},
    {"strong_components", strong_components, 1.0, 64000, 21, 0},
    {"weak_components", weak_components, 1.0, 64000, 1, 0},
    {"articulation_points", articulation_points, 1.0, 64000, 19, 0},
    {"bridges", bridges, 1.0, 64000, 19, 0},
    {"transitivity", transitivity, 1.33, 64000, 18, 5},
    {"triad_census", triad_census, 1.33, 64000, 18, 6},
    {"communities", communities, 1.0, 16000, 100, 83},
    {"distances_unit", distances_unit, 1.0, 64000, 5, 0},
    {"distances_length", distances_length, 1.0, 64000, 35, 8},
    {"shortest_path", shortest_path, 1.0, 64000, 18, 0},
    {"shortest_path_by_length", shortest_path_by_length, 1.0, 64000, 48, 0},
    {"k_shortest", k_shortest, 1.0, 64000, 70, 8},
    {"widest", widest, 1.0, 64000, 32, 0},
    {"edge_disjoint", edge_disjoint, 1.0, 64000, 74, 1},
    {"vertex_disjoint", vertex_disjoint, 1.0, 64000, 74, 1},
    {"pair_betweenness", pair_betweenness, 1.0, 64000, 91, 30},
    {"max_flow", max_flow, 1.0, 64000, 100, 58},
    {"resistance", resistance, 1.0, 64000, 90, 29},
    {"earliest_arrival", earliest_arrival, 1.0, 64000, 9, 0},
    {"latest_departure", latest_departure, 1.0, 64000, 9, 0},
    {"fastest", fastest, 1.0, 64000, 9, 0},
    {"fewest_hops", fewest_hops, 1.0, 64000, 1, 0},
    {"temporal_closeness", temporal_closeness, 2.0, 4000, 34, 0},
    {"temporal_betweenness", temporal_betweenness, 2.0, 1000, 100, 144},
    {"signed_degree", signed_degree, 1.0, 64000, 75, 25},
    {"signed_triads", signed_triads, 1.33, 64000, 88, 29},
    {"signed_communities", signed_communities, 1.2, 4000, 100, 59},
    {"pn_index", pn_index, 1.0, 16000, 85, 28},
    {"signed_eigenvector", signed_eigenvector, 1.0, 16000, 450, 0},
};
#define CALLS (sizeof calls / sizeof *calls)

const growth_call *growth_call_at(size_t number) {
    if (number < CALLS) {
        return &calls[number];
    }
    number -= CALLS;
    return number < growth_group_call_count ? &growth_group_calls[number]
                                            : &growth_graph_calls[number - growth_group_call_count];
}

size_t growth_call_count(void) {
    return CALLS + growth_group_call_count + growth_graph_call_count;
}
