/* The calls that begin at relations: what makes networks of them, and what asks the graph itself. */
#include "growth.h"

#include <stdio.h>

#define SOURCES 10u

/* ---- The graph ----------------------------------------------------------------------------------------------------- */

static void add_actors(ent_graph *graph, uint32_t n) {
    ent_error error;
    for (uint32_t i = 0; i < n; i++) {
        char id[16];
        ent_actor actor = ENT_ACTOR_INIT;
        snprintf(id, sizeof id, "a%u", i);
        actor.id = actor.name = id;
        actor.kind = ENT_ACTOR_STATE;
        growth_check(ent_graph_add_actor(NULL, graph, &actor, &error), &error);
    }
    for (uint32_t i = 0; i < SOURCES; i++) {
        char id[16];
        ent_source source = ENT_SOURCE_INIT;
        snprintf(id, sizeof id, "s%u", i);
        source.id = id;
        growth_check(ent_graph_add_source(NULL, graph, &source, &error), &error);
    }
}

static void add_relations(ent_graph *graph, const ent_edge_list *edges, const double *warm, const ent_date *days) {
    ent_error error;
    for (size_t i = 0; i < edges->edge_count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_id source = (ent_id)(i % SOURCES);
        if (edges->from[i] == edges->to[i]) {
            continue;
        }
        relation.kind = warm[i] < 0.5 ? ENT_KIND_ATTACK : i % 20 == 0 ? ENT_KIND_MEDIATION : ENT_KIND_DIPLOMATIC;
        relation.from = &edges->from[i];
        relation.to = &edges->to[i];
        relation.from_count = relation.to_count = 1;
        relation.first = relation.last = days[i];
        relation.tone = warm[i] < 0.5 ? -8.0 : 4.0;
        relation.sources = &source;
        relation.source_count = 1;
        growth_check(ent_graph_add_relation(NULL, graph, &relation, &error), &error);
    }
}

#define YEARS_END 3650
#define MIDDLE 1825

static ent_view view_of(ent_date since, ent_date until) {
    ent_view view = ENT_VIEW_INIT;
    view.since = since;
    view.until = until;
    return view;
}

void growth_make_graph(growth_subject *it, const ent_edge_list *edges, const double *warm, const ent_date *days) {
    ent_error error;
    ent_view early = view_of(0, MIDDLE), late = view_of(MIDDLE, YEARS_END), all = view_of(0, YEARS_END);
    growth_check(ent_graph_new(&it->graph, &error), &error);
    add_actors(it->graph, it->n);
    add_relations(it->graph, edges, warm, days);
    growth_check(ent_network_compile(&it->early, it->graph, &early, &it->run, &error), &error);
    growth_check(ent_network_compile(&it->late, it->graph, &late, &it->run, &error), &error);
    growth_check(ent_index_new(&it->index, it->graph, &all, &it->run, &error), &error);
}

void growth_free_graph(growth_subject *it) {
    ent_index_free(it->index);
    ent_network_free(it->early);
    ent_network_free(it->late);
    ent_graph_free(it->graph);
}

/* ---- Calls --------------------------------------------------------------------------------------------------------- */

static void compile_as(const growth_subject *it, int32_t direction) {
    ent_view view = view_of(0, YEARS_END);
    ent_network *network;
    ent_error error;
    view.direction = (ent_direction)direction;
    growth_check(ent_network_compile(&network, it->graph, &view, &it->run, &error), &error);
    ent_network_free(network);
}

static void compile(growth_subject *it) {
    compile_as(it, ENT_UNDIRECTED);
}

static void compile_directed(growth_subject *it) {
    compile_as(it, ENT_DIRECTED);
}

static void make_index(growth_subject *it) {
    ent_view view = view_of(0, YEARS_END);
    ent_index *index;
    ent_error error;
    growth_check(ent_index_new(&index, it->graph, &view, &it->run, &error), &error);
    ent_index_free(index);
}

static void ask_index(growth_subject *it) {
    ent_view view = view_of(1000, 1364);
    ent_network *network;
    ent_error error;
    growth_check(ent_index_compile(&network, it->index, &view, &it->run, &error), &error);
    ent_network_free(network);
}

static void follow(growth_subject *it, ent_indicator indicator) {
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    ent_view view = view_of(0, YEARS_END);
    ent_series *series;
    ent_error error;
    options.indicator = indicator;
    options.span = 12;
    growth_check(ent_series_compute(&series, it->graph, &view, &options, &it->run, &error), &error);
    ent_series_free(series);
}

static void series_of_events(growth_subject *it) {
    follow(it, ENT_INDICATOR_EVENTS);
}

static void series_of_balance(growth_subject *it) {
    follow(it, ENT_INDICATOR_STRONG_BALANCE);
}

static void mediators(growth_subject *it) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    ent_mediators *found;
    ent_error error;
    options.day = YEARS_END;
    growth_check(ent_mediators_find(&found, it->graph, 1, it->n / 2, &options, &it->run, &error), &error);
    ent_mediators_free(found);
}

static void diff(growth_subject *it) {
    ent_diff *found;
    ent_error error;
    growth_check(ent_diff_compute(&found, it->early, it->late, ENT_MEASURE_DEGREE, NULL, &it->run, &error), &error);
    ent_diff_free(found);
}

static void certainty(growth_subject *it) {
    ent_certainty_options options = ENT_CERTAINTY_OPTIONS_INIT;
    ent_view view = view_of(0, YEARS_END);
    ent_rank_certainty *found;
    ent_error error;
    options.measure = ENT_MEASURE_STRENGTH;
    options.draws = 10;
    growth_check(ent_rank_certainty_compute(&found, it->graph, &view, &options, &it->run, &error), &error);
    ent_rank_certainty_free(found);
}

static void explain_tie(growth_subject *it) {
    ent_explanation *found;
    ent_error error;
    growth_check(ent_explain_edge(&found, it->graph, it->early, 0, &error), &error);
    ent_explanation_free(found);
}

static void sampled_betweenness(growth_subject *it) {
    ent_sample_options options = ENT_SAMPLE_OPTIONS_INIT;
    ent_error error;
    uint64_t samples;
    options.epsilon = 0.05;
    growth_check(ent_betweenness_sample(it->numbers, &samples, it->plain, &options, &it->run, &error), &error);
}

static ent_status swallow(void *context, const char *bytes, size_t length, ent_error *error) {
    (void)bytes;
    (void)error;
    *(size_t *)context += length;
    return ENT_OK;
}

static void write_document(growth_subject *it) {
    size_t written = 0;
    ent_sink sink = {swallow, &written};
    ent_error error;
    growth_check(ent_document_write(&sink, it->graph, &it->run, &error), &error);
}

static void write_dot(growth_subject *it) {
    size_t written = 0;
    ent_sink sink = {swallow, &written};
    ent_error error;
    growth_check(ent_dot_write(&sink, it->early, it->graph, NULL, &it->run, &error), &error);
}

static void write_graphml(growth_subject *it) {
    size_t written = 0;
    ent_sink sink = {swallow, &written};
    ent_error error;
    growth_check(ent_graphml_write(&sink, it->early, it->graph, NULL, &it->run, &error), &error);
}

static void write_gexf(growth_subject *it) {
    size_t written = 0;
    ent_sink sink = {swallow, &written};
    ent_error error;
    growth_check(ent_gexf_write(&sink, it->early, it->graph, NULL, &it->run, &error), &error);
}

static void write_node_link(growth_subject *it) {
    size_t written = 0;
    ent_sink sink = {swallow, &written};
    ent_error error;
    growth_check(ent_node_link_write(&sink, it->early, it->graph, NULL, &it->run, &error), &error);
}

static void join(growth_subject *it) {
    const ent_graph *part = it->graph;
    size_t conflict[2];
    ent_graph *joined;
    ent_error error;
    growth_check(ent_graph_join(&joined, conflict, &part, 1, &error), &error);
    ent_graph_free(joined);
}

const growth_call growth_graph_calls[] = {
    {"compile", compile, 1.0, 64000, 70, 70},
    {"compile_directed", compile_directed, 1.0, 64000, 70, 70},
    {"index", make_index, 1.0, 64000, 280, 280},
    {"index_year", ask_index, 1.0, 64000, 30, 30},
    {"series_of_events", series_of_events, 1.0, 64000, 33, 33},
    {"series_of_balance", series_of_balance, 1.33, 64000, 112, 112},
    {"mediators", mediators, 1.0, 64000, 38, 38},
    {"diff", diff, 1.0, 64000, 88, 88},
    {"certainty", certainty, 1.0, 64000, 400, 400},
    {"explain_tie", explain_tie, 1.0, 64000, 1, 1},
    {"sampled_betweenness", sampled_betweenness, 1.0, 64000, 52, 52},
    {"write_document", write_document, 1.0, 64000, 0, 0},
    {"write_dot", write_dot, 1.0, 16000, 24, 80},
    {"write_graphml", write_graphml, 1.0, 64000, 0, 0},
    {"write_gexf", write_gexf, 1.0, 64000, 0, 0},
    {"write_node_link", write_node_link, 1.0, 64000, 0, 0},
    {"join", join, 1.0, 64000, 225, 225},
};
const size_t growth_graph_call_count = sizeof growth_graph_calls / sizeof *growth_graph_calls;
