/*
 * entente dot: the network as a diagram for Graphviz, with a path highlighted if one is asked for.
 */
#include "answer.h"
#include "certainty.h"
#include "complain.h"
#include "components.h"
#include "evidence.h"

#include <stdlib.h>

static const cli_option dot_options[] = {
    {"highlight", 0, "FROM TO", "highlight the shortest path between two actors", NULL, false},
    {"title", 0, "TEXT", "the title; that of the document if not given, none if empty", NULL, false},
    {"no-legend", 0, NULL, "without the legend", NULL, false},
    CERTAINTY_OPTIONS,
    {"measure", 'm', "MEASURE", "with --certainty, what to rank by; %s; betweenness if not given", score_words, false},
    {"between", 0, "A B", "with --certainty, rank who could mediate between two instead, as mediators does", NULL,
     false},
    {"by", 0, "COMPONENT", "with --between, what ranks them: %s; screen if not given", component_words, false},
    {"on", 0, "DAY", "with --between, as of this day; only what began before it is seen", NULL, false},
    {0},
};

/* Finds the path to highlight; EXIT_NO_ANSWER with a message if there is none. */
static int find_highlight(ent_paths **paths, const cli_question *question, const ent_network *network) {
    const cli_setting *ends = argument_setting(question->arguments, "highlight");
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    uint32_t nodes[2];
    ent_error error;
    options.weight = question->lengths;
    for (int i = 0; i < 2; i++) {
        ent_id actor = find_actor(question->graph, ends->values[i]);
        if (!find_node(&nodes[i], question, network, actor, &error)) {
            return no_answer("dot: %s", error.message);
        }
    }
    if (ent_paths_find(paths, network, nodes[0], nodes[1], &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return ent_paths_count(*paths)
               ? EXIT_ANSWER
               : no_answer("dot: no path from %s to %s to highlight", ends->values[0], ends->values[1]);
}

/* How sure it is who could mediate between two, in what the question leaves. */
static ent_rank_certainty *find_mediator_certainty(const cli_question *question, const cli_setting *between) {
    ent_graph *graph = question_select(question, NULL);
    ent_mediator_options asked = read_mediator_options(question);
    asked.by = read_component(question->arguments, "by");
    ent_mediators *mediators;
    ent_rank_certainty *certainty;
    ent_run run;
    ent_certainty_options options = read_draws(question->arguments, &run);
    ent_id a = find_actor(question->graph, between->values[0]), b = find_actor(question->graph, between->values[1]);
    ent_error error;
    if (ent_mediators_find(&mediators, graph, a, b, &asked, NULL, &error) != ENT_OK ||
        ent_mediators_certainty(&certainty, mediators, graph, &options, &run, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    ent_mediators_free(mediators);
    ent_graph_free(graph);
    return certainty;
}

/* For each node "betweenness 2 (1-4)": its rank and the interval of ranks, NULL if it is not ranked; free() the list and the texts. */
static char **rank_notes(const cli_question *question, const ent_network *network) {
    const cli_setting *between = argument_setting(question->arguments, "between");
    cli_score score = read_score(question);
    ent_rank_certainty *certainty =
        between ? find_mediator_certainty(question, between) : find_certainty(question, &score);
    const char *by = between ? component_words[read_component(question->arguments, "by")] : score.name;
    char **notes = allocate(ent_network_node_count(network), sizeof *notes);
    ent_actor_certainty found = ENT_ACTOR_CERTAINTY_INIT;
    for (uint32_t i = 0; ent_rank_certainty_actor(&found, certainty, i, NULL) == ENT_OK; i++) {
        uint32_t node = ent_network_node(network, found.actor);
        if (node != ENT_NONE) {
            notes[node] = format_text("%s %u (%u\u2013%u)", by, found.rank, found.rank_low, found.rank_high);
        }
    }
    ent_rank_certainty_free(certainty);
    return notes;
}

static void draw(const cli_question *question, const ent_network *network, const ent_path *path) {
    const cli_arguments *arguments = question->arguments;
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    cli_output output;
    ent_error error;
    options.title = argument(arguments, "title");
    options.no_legend = argument(arguments, "no-legend") != NULL;
    options.path = path;
    char **notes = argument(arguments, "certainty") ? rank_notes(question, network) : NULL;
    options.notes = (const char *const *)notes;
    output_open(&output, arguments);
    ent_status status = ent_dot_write(&output.sink, network, question->graph, &options, NULL, &error);
    output_close(&output, status, &error);
    for (uint32_t i = 0; notes && i < ent_network_node_count(network); i++) {
        free(notes[i]);
    }
    free(notes);
}

static int dot(const cli_arguments *arguments) {
    cli_question question;
    ent_paths *paths = NULL;
    ent_path path = ENT_PATH_INIT;
    expect_with(arguments, "seed", "certainty");
    expect_with(arguments, "draw", "certainty");
    expect_with(arguments, "measure", "certainty");
    expect_with(arguments, "between", "certainty");
    expect_with(arguments, "by", "between");
    expect_with(arguments, "on", "between");
    if (argument(arguments, "measure") && argument(arguments, "between")) {
        fail_usage(arguments->command, "dot: --measure does not go with --between, which ranks by --by; leave one out");
    }
    question_read(&question, arguments, ENT_KINDS_EVENTS, "unit");
    ent_network *network = question_compile(&question);
    bool is_highlighted = argument_setting(arguments, "highlight") != NULL;
    int status = ent_network_node_count(network) ? EXIT_ANSWER : no_answer("dot: the question leaves no tie to draw");
    if (status == EXIT_ANSWER && is_highlighted) {
        status = find_highlight(&paths, &question, network);
    }
    if (status == EXIT_ANSWER) {
        if (is_highlighted) {
            ent_paths_get(&path, paths, 0, NULL);
        }
        draw(&question, network, is_highlighted ? &path : NULL);
    }
    ent_paths_free(paths);
    ent_network_free(network);
    question_free(&question);
    return status;
}

const cli_command dot_command = {
    .name = "dot",
    .usage = "FILE... [-o FILE]",
    .summary = "draw a diagram for Graphviz",
    .details = "Draw it with Graphviz: entente dot crisis.json | dot -Tsvg -o crisis.svg",
    .example = "entente dot crisis.json --since 2024-01-16 --until 2024-01-18 --highlight PAK IRN -o crisis.dot",
    .options = dot_options,
    .has_no_format = true,
    .run = dot,
};
