/*
 * Fails every allocation on the whole way from document to diagram, once; see harness.h.
 */
#include "harness.h"

#include <entente/entente.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *text;
static size_t text_length;

static ent_status read_document(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    ent_graph *read = NULL;
    ent_status status = ent_document_parse(&read, text, text_length, NULL, error);
    ent_graph_free(read);
    return status;
}

static ent_status join(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    const ent_graph *const parts[] = {graph, graph};
    ent_graph *joined = NULL;
    ent_status status = ent_graph_join(&joined, NULL, parts, 2, error);
    ent_graph_free(joined);
    return status;
}

static ent_status compile(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.kinds = ENT_KINDS_ALL;
    ent_network *compiled = NULL;
    ent_edges edges = ENT_EDGES_INIT;
    ent_status status = ent_network_compile(&compiled, graph, &view, NULL, error);
    if (status == ENT_OK) {
        status = ent_network_edges(&edges, compiled, error);
    }
    ent_network_free(compiled);
    return status;
}

/* An index of everything, a window of it, and one that it does not serve. */
static ent_status index_windows(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    static const char *const codes[] = {"0", "1"};
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.kinds = ENT_KINDS_ALL;
    view.codes = codes;
    view.code_count = 2;
    ent_index *index = NULL;
    ent_network *compiled = NULL;
    ent_status status = ent_index_new(&index, graph, &view, NULL, error);
    for (int i = 0; i < 3 && status == ENT_OK; i++) {
        view.since = i ? 19738 : view.since; /* 2024-01-16 */
        view.half_life = i == 2 ? 7.0 : 0.0;
        status = ent_index_compile(&compiled, index, &view, NULL, error);
        ent_network_free(compiled);
    }
    ent_index_free(index);
    return status;
}

static ent_status rank(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    double scores[64];
    uint32_t order[64];
    for (ent_measure measure = 0; measure < ENT_MEASURE_COUNT; measure++) {
        ent_status status = ent_network_score(scores, network, measure, NULL, NULL, error);
        if (status == ENT_OK) {
            status = ent_rank(order, NULL, scores, ent_network_node_count(network), error);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static ent_status group(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    uint32_t labels[64], others[64], count;
    double modularity;
    ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
    ent_status status = ENT_OK;
    for (options.method = ENT_LEIDEN; status == ENT_OK && options.method <= ENT_LOUVAIN; options.method++) {
        status = ent_communities(labels, &count, &modularity, network, &options, NULL, error);
    }
    options.method = ENT_LEIDEN;
    status = status == ENT_OK ? ent_modularity(&modularity, network, labels, &options, error) : status;
    status = status == ENT_OK ? ent_articulation_points(labels, &count, network, NULL, error) : status;
    status = status == ENT_OK ? ent_bridges(labels, others, &count, network, NULL, error) : status;
    for (int strong = 0; status == ENT_OK && strong < 2; strong++) {
        status = ent_components(labels, &count, network, strong, NULL, error);
    }
    return status;
}

/* The numbers that are not scores of actors; weights of their own, so that every kind of search runs. */
static ent_status number(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    double scores[256], value;
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_INVERSE;
    ent_status status = ent_edge_betweenness(scores, network, &options, NULL, error);
    status = status == ENT_OK ? ent_mean_distance(&value, network, options.weight, NULL, error) : status;
    return status == ENT_OK ? ent_transitivity(&value, network, NULL, error) : status;
}

static ent_status find_paths(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    for (int method = ENT_PATH_SHORTEST; method <= ENT_PATH_VERTEX_DISJOINT; method++) {
        ent_path_options options = ENT_PATH_OPTIONS_INIT;
        options.method = (ent_path_method)method;
        options.k = 3;
        ent_paths *paths = NULL;
        ent_status status = ent_paths_find(&paths, network, 0, 3, &options, NULL, error);
        ent_paths_free(paths);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static ent_status travel(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_view view = ENT_VIEW_INIT;
    ent_contacts *contacts = NULL;
    ent_status status = ent_contacts_compile(&contacts, graph, &view, 0, NULL, error);
    for (int objective = ENT_EARLIEST_ARRIVAL; status == ENT_OK && objective <= ENT_LEAST_LENGTH; objective++) {
        ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
        options.objective = (ent_journey_objective)objective;
        ent_journey *journey = NULL;
        status = ent_journey_find(&journey, contacts, 0, 1, &options, NULL, error);
        ent_journey_free(journey);
    }
    ent_contacts_free(contacts);
    return status;
}

static ent_status rank_in_time(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    double scores[64];
    uint32_t nodes[64], count;
    ent_view view = ENT_VIEW_INIT;
    ent_contacts *contacts = NULL;
    ent_status status = ent_contacts_compile(&contacts, graph, &view, 0, NULL, error);
    if (status == ENT_OK) {
        status = ent_contacts_reach(nodes, &count, contacts, 0, NULL, NULL, error);
    }
    ent_run run = ENT_RUN_INIT;
    run.threads = 1; /* of several threads, allocations do not come in the same order twice */
    ent_journey_options closeness = ENT_JOURNEY_OPTIONS_INIT;
    closeness.objective = ENT_FASTEST;
    if (status == ENT_OK) {
        status = ent_contacts_closeness(scores, contacts, &closeness, &run, error);
    }
    ent_journey_betweenness betweenness = ENT_JOURNEY_BETWEENNESS_INIT;
    for (int routes = 0; status == ENT_OK && routes < 2; routes++) {
        betweenness.count = (ent_journey_count)routes;
        status = ent_contacts_betweenness(scores, contacts, &betweenness, &run, error);
    }
    ent_contacts_free(contacts);
    return status;
}

static ent_status mediate(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_match a, b;
    ent_status status = ent_graph_find(&a, graph, "Pakistan", error);
    if (status == ENT_OK) {
        status = ent_graph_find(&b, graph, "Iran", error);
    }
    ent_mediators *mediators = NULL;
    if (status == ENT_OK) {
        status = ent_mediators_find(&mediators, graph, a.actor, b.actor, NULL, NULL, error);
    }
    for (ent_component component = 0; component < ENT_COMPONENT_COUNT && status == ENT_OK; component++) {
        ent_id relations[64];
        size_t count;
        status = ent_mediators_evidence(relations, 64, &count, mediators, 0, component, error);
    }
    ent_mediators_free(mediators);
    return status;
}

static ent_status validate(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_validation *validation = NULL;
    ent_bootstrap result = ENT_BOOTSTRAP_INIT;
    ent_status status = ent_validation_run(&validation, graph, NULL, NULL, error);
    if (status == ENT_OK) {
        status = ent_validation_bootstrap(&result, validation, NULL, NULL, error);
    }
    ent_validation_free(validation);
    return status;
}

static ent_status join_pair(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    const ent_kind_item pattern[] = {{ENT_KINDS_EVENTS, ENT_ONCE_OR_MORE}};
    double flow, resistance, scores[64];
    ent_kind_path_options options = ENT_KIND_PATH_OPTIONS_INIT;
    options.pattern = pattern;
    options.pattern_count = 1;
    ent_paths *paths = NULL;
    ent_status status = ent_kind_path_find(&paths, network, 0, 5, &options, NULL, error);
    ent_paths_free(paths);
    if (status == ENT_OK) {
        status = ent_max_flow(&flow, network, 0, 5, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_resistance(&resistance, network, 0, 5, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_current_flow(scores, network, 0, 5, NULL, error);
    }
    return status == ENT_OK ? ent_pair_betweenness(scores, network, 0, 5, ENT_WEIGHT_INVERSE, error) : status;
}

static ent_status compare(const ent_graph *graph, const ent_network *network, ent_error *error) {
    const ent_id ends[] = {0, 1, 0, 5};
    ent_edit edit = ENT_EDIT_INIT;
    edit.actors = ends + 3;
    edit.cut = ends;
    edit.added = ends + 2;
    edit.actor_count = edit.cut_count = edit.added_count = 1;
    ent_network *edited = NULL;
    ent_diff *diff = NULL;
    ent_status status = ent_network_edit(&edited, network, &edit, NULL, error);
    if (status == ENT_OK) {
        status = ent_diff_compute(&diff, network, edited, ENT_MEASURE_DEGREE, NULL, NULL, error);
    }
    ent_buffer *buffer = NULL;
    if (status == ENT_OK) {
        status = ent_buffer_new(&buffer, error);
    }
    if (status == ENT_OK) {
        ent_sink sink = ent_buffer_sink(buffer);
        ent_dot_options options = ENT_DOT_OPTIONS_INIT;
        options.before = network;
        status = ent_dot_write(&sink, edited, graph, &options, NULL, error);
    }
    ent_buffer_free(buffer);
    ent_diff_free(diff);
    ent_network_free(edited);
    return status;
}

static ent_status explain(const ent_graph *graph, const ent_network *network, ent_error *error) {
    static const ent_measure measures[] = {ENT_MEASURE_STRENGTH, ENT_MEASURE_BETWEENNESS, ENT_MEASURE_HARMONIC};
    ent_explanation *why = NULL;
    ent_status status = ent_explain_edge(&why, graph, network, 0, error);
    ent_explanation_free(why);
    for (int i = 0; i < 3 && status == ENT_OK; i++) {
        status = ent_explain_score(&why, graph, network, 0, measures[i], NULL, NULL, error);
        ent_explanation_free(why);
    }
    ent_mediators *mediators = NULL;
    if (status == ENT_OK) {
        status = ent_mediators_find(&mediators, graph, 0, 1, NULL, NULL, error);
    }
    for (int part = ENT_COMPONENT_PAIR_DEPENDENCY; part <= ENT_COMPONENT_EXPERIENCE && status == ENT_OK; part++) {
        status = ent_explain_mediator(&why, graph, mediators, 0, (ent_component)part, error);
        ent_explanation_free(why);
    }
    ent_mediators_free(mediators);
    return status;
}

static ent_status follow(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_view view = ENT_VIEW_INIT;
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    options.period = ENT_PERIOD_WEEK;
    options.indicator = ENT_INDICATOR_STRONG_BALANCE;
    run.threads = 1;
    ent_status status = ENT_OK;
    for (view.direction = ENT_DIRECTED; view.direction <= ENT_MUTUAL && status == ENT_OK; view.direction++) {
        ent_series *series = NULL;
        status = ent_series_compute(&series, graph, &view, &options, &run, error);
        ent_series_free(series);
    }
    return status;
}

static ent_status make_sure(const ent_graph *graph, const ent_network *network, ent_error *error) {
    ent_view view = ENT_VIEW_INIT;
    ent_certainty_options options = ENT_CERTAINTY_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    view.direction = ENT_MUTUAL;
    options.draws = 1;
    run.threads = 1;
    ent_rank_certainty *certainty = NULL;
    ent_status status = ent_rank_certainty_compute(&certainty, graph, &view, &options, &run, error);
    ent_rank_certainty_free(certainty);
    ent_mediators *mediators = NULL;
    certainty = NULL;
    if (status == ENT_OK) {
        status = ent_mediators_find(&mediators, graph, 0, 1, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_mediators_certainty(&certainty, mediators, graph, &options, &run, error);
    }
    ent_rank_certainty_free(certainty);
    ent_mediators_free(mediators);
    ent_back_channels *channels = NULL;
    if (status == ENT_OK) {
        status = ent_back_channels_find(&channels, network, 0, 5, NULL, NULL, error);
    }
    ent_back_channels_free(channels);
    return status;
}

static ent_status write_all(const ent_graph *graph, const ent_network *network, ent_error *error) {
    ent_buffer *buffer = NULL;
    ent_status status = ent_buffer_new(&buffer, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_sink sink = ent_buffer_sink(buffer);
    status = ent_document_write(&sink, graph, NULL, error);
    if (status == ENT_OK) {
        status = ent_dot_write(&sink, network, graph, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_node_link_write(&sink, network, graph, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_graphml_write(&sink, network, graph, NULL, NULL, error);
    }
    if (status == ENT_OK) {
        status = ent_gexf_write(&sink, network, graph, NULL, NULL, error);
    }
    ent_buffer_free(buffer);
    return status;
}

static bool load(void) {
    FILE *file = fopen(ENT_EXAMPLES "/data/pakistan-iran-2024.json", "rb");
    if (!file) {
        return false;
    }
    text = malloc(1 << 20);
    text_length = text ? fread(text, 1, 1 << 20, file) : 0;
    fclose(file);
    return text_length > 0;
}

int main(void) {
    static const oom_step steps[] = {{"read", read_document}, {"join", join},
                                     {"compile", compile},    {"index", index_windows},
                                     {"rank", rank},          {"group", group},
                                     {"number", number},      {"paths", find_paths},
                                     {"travel", travel},      {"rank in time", rank_in_time},
                                     {"mediate", mediate},    {"validate", validate},
                                     {"pair", join_pair},     {"write", write_all},
                                     {"compare", compare},    {"explain", explain},
                                     {"follow", follow},      {"make sure", make_sure}};
    ent_graph *graph = NULL;
    ent_network *network = NULL;
    ent_view view = ENT_VIEW_INIT;
    ent_error error;
    if (!load() || ent_document_parse(&graph, text, text_length, NULL, &error) ||
        ent_network_compile(&network, graph, &view, NULL, &error)) {
        printf("the reference case cannot be read\n");
        return 1;
    }
    int failed = oom_run(steps, sizeof steps / sizeof *steps, graph, network);
    ent_network_free(network);
    ent_graph_free(graph);
    free(text);
    return failed != 0;
}
