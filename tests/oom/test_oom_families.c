/*
 * Fails every allocation of the functions that do not lie on the way of test_oom.c: names, files, arrays, structure, signed
 * networks, brokers, states and codes; see harness.h.
 */
#include "harness.h"
#include "scratch.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM 1024 /* nodes, edges and labels: more than the reference case has */

/* Stops the step on failure; for steps that hold nothing yet. */
#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        ent_status try_status = (call);                                                                                \
        if (try_status != ENT_OK) {                                                                                    \
            return try_status;                                                                                         \
        }                                                                                                              \
    } while (0)

static ent_run one_thread(void) {
    ent_run run = ENT_RUN_INIT;
    run.threads = 1;
    return run;
}

static ent_status find_names(const ent_graph *graph, const ent_network *network, ent_error *error) {
    ent_match matches[5];
    size_t count;
    uint32_t node;
    TRY(ent_graph_find(matches, graph, "TÜRKİYE", error));
    TRY(ent_graph_suggest(matches, 5, &count, graph, "Pakistn", error));
    TRY(ent_network_locate(&node, network, graph, 0, error));
    /* A miss looks for what is near, which takes memory too. */
    ent_status status = ent_graph_find(matches, graph, "nobody", error);
    return status == ENT_ENOTFOUND ? ENT_OK : status;
}

/* A graph made by hand, thrown away whole on the first failure. */
static ent_status fill(ent_graph *graph, ent_error *error) {
    static const char *const aliases[] = {"Ankara", "Turkey"};
    static const ent_code codes[] = {{"cow", "640"}, {"iso3", "TUR"}};
    static const ent_id from[] = {0}, to[] = {1, 2}, sources[] = {0};
    ent_actor actor = ENT_ACTOR_INIT;
    ent_source source = ENT_SOURCE_INIT;
    ent_relation relation = ENT_RELATION_INIT;
    actor.id = "TUR";
    actor.aliases = aliases;
    actor.alias_count = 2;
    actor.codes = codes;
    actor.code_count = 2;
    TRY(ent_graph_add_actor(NULL, graph, &actor, error));
    actor = (ent_actor)ENT_ACTOR_INIT;
    for (int i = 0; i < 20; i++) {
        char id[] = {'a', (char)('a' + i), '\0'};
        actor.id = id;
        TRY(ent_graph_add_actor(NULL, graph, &actor, error));
    }
    source.id = "s";
    TRY(ent_graph_add_source(NULL, graph, &source, error));
    relation.id = "r";
    relation.code = "042";
    relation.summary = "They meet.";
    relation.from = from;
    relation.from_count = 1;
    relation.to = to;
    relation.to_count = 2;
    relation.sources = sources;
    relation.source_count = 1;
    TRY(ent_graph_add_relation(NULL, graph, &relation, error));
    TRY(ent_graph_set_description(graph, "made by hand", error));
    return ent_graph_set_title(graph, "by hand", error);
}

static ent_status fill_graph(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    ent_graph *made = NULL;
    TRY(ent_graph_new(&made, error));
    ent_status status = fill(made, error);
    ent_graph_free(made);
    return status;
}

static ent_status roll_up(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_share shares[64];
    size_t count;
    for (ent_id actor = 0; actor < ent_graph_actor_count(graph); actor++) {
        TRY(ent_graph_principals(shares, 64, &count, graph, actor, ENT_DATE_MIN, ENT_DATE_MAX, error));
    }
    return ENT_OK;
}

static const char *path;

static ent_status save_and_read(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)network;
    ent_graph *read = NULL;
    TRY(ent_document_save(path, graph, NULL, error));
    TRY(ent_document_save(path, graph, NULL, error)); /* over a file that is there */
    ent_status status = ent_document_read(&read, path, NULL, error);
    ent_graph_free(read);
    return status;
}

static ent_status save_graph_file(const ent_graph *graph, const ent_network *network, ent_error *error) {
    ent_run run = one_thread();
    (void)network;
    return ent_graph_file_save("/dev/null", graph, &run, error);
}

static const char *graph_file;

static ent_status open_graph_file(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    static const ent_id from[] = {0}, to[] = {1};
    ent_graph *opened = NULL;
    ent_run run = one_thread();
    ent_relation relation = ENT_RELATION_INIT;
    relation.from = from;
    relation.to = to;
    relation.from_count = relation.to_count = 1;
    TRY(ent_graph_file_open(&opened, graph_file, &run, error));
    ent_status status = ent_graph_add_relation(NULL, opened, &relation, error); /* moves out of the file */
    ent_graph_free(opened);
    return status;
}

static ent_status build_from_arrays(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    static const uint32_t from[] = {0, 1, 2, 0, 1}, to[] = {1, 2, 0, 1, 1};
    static const int32_t days[] = {1, 2, 3, 4, 5};
    ent_edge_list edges = ENT_EDGE_LIST_INIT;
    ent_contact_list contacts = ENT_CONTACT_LIST_INIT;
    ent_network *built = NULL;
    ent_contacts *made = NULL;
    edges.node_count = contacts.node_count = 3;
    edges.edge_count = contacts.count = 5;
    edges.from = contacts.from = from;
    edges.to = contacts.to = to;
    contacts.first = contacts.last = days;
    ent_status status = ent_network_from_edges(&built, &edges, NULL, error);
    if (status == ENT_OK) {
        contacts.count = 4; /* a contact is between two */
        status = ent_contacts_from_list(&made, &contacts, error);
    }
    ent_contacts_free(made);
    ent_network_free(built);
    return status;
}

static ent_status structure(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    static uint32_t u[ROOM], v[ROOM];
    static double scores[ROOM];
    uint32_t count;
    double value;
    ent_run run = one_thread();
    ent_community_options louvain = ENT_COMMUNITY_OPTIONS_INIT;
    louvain.method = ENT_LOUVAIN;
    TRY(ent_bridges(u, v, &count, network, &run, error));
    TRY(ent_components(u, &count, network, 0, &run, error));
    TRY(ent_components(u, &count, network, 1, &run, error));
    TRY(ent_communities(u, &count, &value, network, &louvain, &run, error));
    TRY(ent_modularity(&value, network, u, &louvain, error));
    TRY(ent_edge_betweenness(scores, network, NULL, &run, error));
    TRY(ent_mean_distance(&value, network, ENT_WEIGHT_UNIT, &run, error));
    TRY(ent_transitivity(&value, network, &run, error));
    return ent_distances(scores, network, 0, NULL, &run, error);
}

static ent_status signed_scores(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    static ent_signed_tie ties[ROOM];
    static uint32_t positive[ROOM], negative[ROOM];
    static uint64_t triads[ROOM * ENT_TRIAD_COUNT];
    static double scores[ROOM];
    uint32_t count;
    double value;
    ent_run run = one_thread();
    ent_signed_triads_result census = ENT_SIGNED_TRIADS_INIT;
    TRY(ent_signed_ties(ties, &count, network, NULL, error));
    TRY(ent_signed_degree(positive, negative, network, ENT_ALL, NULL, error));
    TRY(ent_pn_index(scores, network, ENT_ALL, NULL, &run, error));
    TRY(ent_signed_eigenvector(scores, &value, network, NULL, &run, error));
    TRY(ent_signed_triads(&census, triads, network, NULL, &run, error));
    TRY(ent_signed_camps(positive, negative, &count, network, ENT_CAMPS_BALANCED, NULL, error));
    TRY(ent_signed_camps(positive, negative, &count, network, ENT_CAMPS_CLUSTERABLE, NULL, error));
    return ent_walk_balance(&value, scores, network, NULL, &run, error);
}

static ent_status signed_groups(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    static uint32_t labels[ROOM];
    uint32_t count;
    double value;
    ent_run run = one_thread();
    ent_frustration frustration = ENT_FRUSTRATION_INIT;
    TRY(ent_frustration_index(&frustration, labels, network, NULL, &run, error));
    TRY(ent_signed_blockmodel(labels, &value, network, 3, 0.5, NULL, &run, error));
    TRY(ent_block_objective(&value, network, labels, 0.5, NULL, error));
    TRY(ent_signed_communities(labels, &count, &value, network, NULL, &run, error));
    return ent_signed_modularity(&value, network, labels, NULL, error);
}

static ent_status brokers(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph;
    static double counts[ROOM * ENT_BROKERAGE_COLUMNS], expected[ROOM * ENT_BROKERAGE_COLUMNS];
    static uint32_t groups[ROOM];
    ent_brokerage answer = ENT_BROKERAGE_INIT;
    ent_run run = one_thread();
    answer.counts = counts;
    answer.expected = expected;
    for (uint32_t node = 0; node < ent_network_node_count(network); node++) {
        groups[node] = node % 3;
    }
    return ent_brokerage_count(&answer, network, groups, ENT_BROKERAGE_LABELS, &run, error);
}

static ent_status states_and_codes(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    ent_graph *made = NULL;
    ent_actor_codes codes = ENT_ACTOR_CODES_INIT;
    ent_actor_spec spec = ENT_ACTOR_SPEC_INIT;
    char buffer[2 * ENT_SPEC_TEXT];
    codes.chain = "PAKGOVMIL";
    TRY(ent_graph_new(&made, error));
    ent_status status = ent_graph_add_state(NULL, made, ent_state_by_id("PAK"), error);
    if (status == ENT_OK) {
        status = ent_actor_from_codes(&spec, buffer, sizeof buffer, &codes, error);
    }
    if (status == ENT_OK) {
        status = ent_graph_add_spec(NULL, made, &spec, error);
    }
    ent_graph_free(made);
    return status;
}

/* Events read twice, the second time with ids that do not rise, and a row read again. */
static ent_status events(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    static const char *const files[] = {ENT_TESTS "/data/events/gdelt2-mixed-dates.csv",
                                        ENT_TESTS "/data/events/gdelt1-57-and-58-columns.csv"};
    ent_run run = one_thread();
    ent_graph *made = NULL;
    ent_events_report *report = NULL;
    ent_buffer *rejected = NULL;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    TRY(ent_graph_new(&made, error));
    ent_status status = ent_buffer_new(&rejected, error);
    if (status == ENT_OK) {
        ent_sink sink = ent_buffer_sink(rejected);
        options.rejects = &sink;
        options.block_size = 10000;
        status = ent_events_read(&report, made, files, 2, &options, &run, error);
        bool is_undone = !report && ent_graph_relation_count(made) == 0 && ent_graph_actor_count(made) == 0;
        status = status != ENT_OK && !is_undone ? ENT_EINTERNAL : status;
        if (status == ENT_OK) {
            status = ent_events_row(&sink, made, ent_graph_relation_count(made) - 1, error);
        }
    }
    ent_events_report_free(report);
    ent_buffer_free(rejected);
    ent_graph_free(made);
    return status;
}

/* A table: with a header, quoted; a row read again. Not compressed: libarchive ends the process itself where
 * it wants for memory. */
static ent_status tables(const ent_graph *graph, const ent_network *network, ent_error *error) {
    (void)graph, (void)network;
    static const char *const files[] = {ENT_TESTS "/data/events/ucdp-ged-23.1.csv"};
    ent_run run = one_thread();
    ent_graph *made = NULL;
    ent_buffer *rows = NULL;
    TRY(ent_graph_new(&made, error));
    ent_status status = ent_buffer_new(&rows, error);
    for (size_t i = 0; i < sizeof files / sizeof *files && status == ENT_OK; i++) {
        ent_id before = ent_graph_relation_count(made);
        ent_sink sink = ent_buffer_sink(rows);
        status = ent_events_read(NULL, made, &files[i], 1, NULL, &run, error);
        status = status != ENT_OK && ent_graph_relation_count(made) != before ? ENT_EINTERNAL : status;
        if (status == ENT_OK) {
            const ent_graph *const parts[] = {made, made};
            ent_graph *joined = NULL;
            status = ent_graph_join(&joined, NULL, parts, 2, error);
            ent_graph_free(joined);
        }
        if (status == ENT_OK) {
            status = ent_events_row(&sink, made, ent_graph_relation_count(made) - 1, error);
        }
    }
    ent_buffer_free(rows);
    ent_graph_free(made);
    return status;
}

int main(void) {
    static const oom_step steps[] = {{"names", find_names},
                                     {"adding", fill_graph},
                                     {"roll-up", roll_up},
                                     {"files", save_and_read},
                                     {"graph file written", save_graph_file},
                                     {"graph file opened", open_graph_file},
                                     {"arrays", build_from_arrays},
                                     {"structure", structure},
                                     {"signed scores", signed_scores},
                                     {"signed groups", signed_groups},
                                     {"brokers", brokers},
                                     {"states", states_and_codes},
                                     {"events", events},
                                     {"tables", tables}};
    ent_graph *graph = NULL;
    ent_network *network = NULL;
    ent_error error;
    if (scratch_make(NULL) != 0 ||
        ent_document_read(&graph, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, &error) != ENT_OK ||
        ent_network_compile(&network, graph, NULL, NULL, &error) != ENT_OK) {
        printf("the reference case cannot be read\n");
        return 1;
    }
    path = scratch_path("graph.json");
    graph_file = scratch_path("graph.entente");
    if (ent_graph_file_save(graph_file, graph, NULL, &error) != ENT_OK) {
        printf("%s\n", error.message);
        return 1;
    }
    int failed = oom_run(steps, sizeof steps / sizeof *steps, graph, network);
    failed += scratch_count() != 2; /* no temporary file is left */
    failed += scratch_remove(NULL) != 0;
    ent_network_free(network);
    ent_graph_free(graph);
    return failed != 0;
}
