/*
 * entente explain: the relations and sources that a tie, a path, a score or a mediator rests on.
 */
#include "answer.h"
#include "complain.h"
#include "components.h"
#include "evidence.h"
#include "measure.h"

#include <stdlib.h>

static const cli_option explain_options[] = {
    {"tie", 0, "A B", "the tie between two actors", NULL, false},
    {"path", 0, "FROM TO", "the shortest path from one actor to another", NULL, false},
    {"actor", 0, "ACTOR", "an actor's score by --measure", NULL, false},
    {"measure", 'm', "MEASURE", "of --actor; %s; betweenness if not given", measure_words, false},
    {"mediator", 0, "ACTOR", "one who could mediate --between two", NULL, false},
    {"between", 0, "A B", "the parties of --mediator", NULL, false},
    {"component", 0, "COMPONENT", "of --mediator; %s; screen if not given", component_words, false},
    {"on", 0, "DAY", "of --mediator: only what began before this day", NULL, false},
    {"top", 'n', "N", "only the first N relations", NULL, false},
    {0},
};

static const cli_column relation_columns[] = {
    {"contribution", "part", LOOK_PLAIN}, {"percent", "%", LOOK_FAINT},     {"date", "date", LOOK_PLAIN},
    {"kind", "kind", LOOK_WORD},          {"told", "evidence", LOOK_PLAIN}, {0},
};
static const cli_column source_columns[] = {
    {"contribution", "part", LOOK_PLAIN},
    {"percent", "%", LOOK_FAINT},
    {"relations", "relations", LOOK_PLAIN},
    {"title", "source", LOOK_NAME},
    {0},
};
static const cli_column flat_columns[] = {
    {"contribution", NULL, LOOK_PLAIN}, {"share", NULL, LOOK_PLAIN},   {"relation", NULL, LOOK_PLAIN},
    {"date", NULL, LOOK_PLAIN},         {"kind", NULL, LOOK_PLAIN},    {"source", NULL, LOOK_PLAIN},
    {"origin", NULL, LOOK_PLAIN},       {"summary", NULL, LOOK_PLAIN}, {0},
};

typedef struct explaining {
    cli_question question;
    ent_network *network;
    ent_explanation *why;
    char *what; /* "betweenness of Iran" */
    ent_graph *selected; /* of a mediator: the relations of the question, and their numbers in its graph; else NULL */
    ent_id *numbers;
} explaining;

/* ---- What is asked ------------------------------------------------------------------------------------------------ */

static bool find_ends(uint32_t nodes[2], const explaining *it, const char *name) {
    const cli_setting *ends = argument_setting(it->question.arguments, name);
    ent_error error;
    for (int i = 0; i < 2; i++) {
        ent_id actor = find_actor(it->question.graph, ends->values[i]);
        if (!find_node(&nodes[i], &it->question, it->network, actor, &error)) {
            no_answer("explain: %s", error.message);
            return false;
        }
    }
    return true;
}

static const char *node_name(const explaining *it, uint32_t node) {
    return actor_name(it->question.graph, ent_network_actor(it->network, node));
}

static int explain_tie(explaining *it) {
    uint32_t nodes[2];
    ent_error error;
    if (!find_ends(nodes, it, "tie")) {
        return EXIT_NO_ANSWER;
    }
    uint32_t edge = ent_network_find_edge(it->network, nodes[0], nodes[1]);
    if (edge == ENT_NONE) {
        return no_answer("explain: %s and %s have no tie in this question", node_name(it, nodes[0]),
                         node_name(it, nodes[1]));
    }
    if (ent_explain_edge(&it->why, it->question.graph, it->network, edge, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    it->what = format_text("strength of %s and %s", node_name(it, nodes[0]), node_name(it, nodes[1]));
    return EXIT_ANSWER;
}

static int explain_path(explaining *it) {
    uint32_t nodes[2];
    ent_error error;
    ent_paths *paths;
    ent_path path = ENT_PATH_INIT;
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = it->question.lengths;
    if (!find_ends(nodes, it, "path")) {
        return EXIT_NO_ANSWER;
    }
    if (ent_paths_find(&paths, it->network, nodes[0], nodes[1], &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    int status = ent_paths_count(paths) ? EXIT_ANSWER
                                        : no_answer("explain: no path from %s to %s in this question",
                                                    node_name(it, nodes[0]), node_name(it, nodes[1]));
    if (status == EXIT_ANSWER) {
        ent_paths_get(&path, paths, 0, NULL);
        if (ent_explain_path(&it->why, it->question.graph, it->network, &path, &error) != ENT_OK) {
            fail_error(NULL, &error);
        }
        it->what = format_text("path from %s to %s", node_name(it, nodes[0]), node_name(it, nodes[1]));
    }
    ent_paths_free(paths);
    return status;
}

static int explain_score(explaining *it) {
    uint32_t node;
    ent_error error;
    ent_measure measure = read_measure(it->question.arguments, ENT_MEASURE_BETWEENNESS);
    ent_measure_options options = measure_options(&it->question, measure);
    ent_id actor = find_actor(it->question.graph, argument(it->question.arguments, "actor"));
    if (!find_node(&node, &it->question, it->network, actor, &error)) {
        return no_answer("explain: %s", error.message);
    }
    if (ent_explain_score(&it->why, it->question.graph, it->network, node, measure, &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    it->what = format_text("%s of %s", ent_measure_name(measure), node_name(it, node));
    return EXIT_ANSWER;
}

/* The place of an actor among the candidates; ENT_NONE if he is none. */
static uint32_t find_candidate(const ent_mediators *mediators, ent_id actor) {
    for (uint32_t i = 0; i < ent_mediators_candidate_count(mediators); i++) {
        ent_candidate candidate = ENT_CANDIDATE_INIT;
        ent_mediators_candidate(&candidate, mediators, i, NULL);
        if (candidate.actor == actor) {
            return i;
        }
    }
    return ENT_NONE;
}

static int explain_mediator(explaining *it) {
    const cli_arguments *arguments = it->question.arguments;
    const cli_setting *between = argument_setting(arguments, "between");
    ent_component part = read_component(arguments, "component");
    ent_mediator_options options = read_mediator_options(&it->question);
    ent_mediators *mediators;
    ent_error error;
    if (!between) {
        fail_usage(arguments->command, "explain: --mediator needs --between A B");
    }
    ent_id actor = find_actor(it->question.graph, argument(arguments, "mediator"));
    ent_id parties[2] = {find_actor(it->question.graph, between->values[0]),
                         find_actor(it->question.graph, between->values[1])};
    it->selected = question_select(&it->question, &it->numbers);
    if (ent_mediators_find(&mediators, it->selected, parties[0], parties[1], &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    uint32_t place = find_candidate(mediators, actor);
    int status = place != ENT_NONE
                     ? EXIT_ANSWER
                     : no_answer("explain: %s is no candidate between %s and %s", actor_name(it->question.graph, actor),
                                 between->values[0], between->values[1]);
    if (status == EXIT_ANSWER &&
        ent_explain_mediator(&it->why, it->selected, mediators, place, part, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    it->what =
        format_text("%s of %s between %s and %s", ent_component_name(part), actor_name(it->question.graph, actor),
                    actor_name(it->question.graph, parties[0]), actor_name(it->question.graph, parties[1]));
    ent_mediators_free(mediators);
    return status;
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

static void add_reasons(const explaining *it, cJSON *relations, cJSON *rows) {
    unsigned top = argument_number(it->question.arguments, "top", ENT_NONE);
    for (uint32_t i = 0; i < ent_explanation_count(it->why) && i < top; i++) {
        ent_reason reason = ENT_REASON_INIT;
        ent_explanation_get(&reason, it->why, i, NULL);
        reason.relation = it->numbers ? it->numbers[reason.relation] : reason.relation;
        cJSON *row = cJSON_CreateObject(), *full = relation_json(it->question.graph, reason.relation);
        cJSON_AddNumberToObject(row, "contribution", reason.contribution);
        cJSON_AddNumberToObject(row, "percent", 100.0 * reason.share);
        cJSON_AddNumberToObject(row, "share", reason.share);
        add_relation(row, it->question.graph, reason.relation);
        cJSON_AddItemToArray(rows, row);
        cJSON_AddNumberToObject(full, "contribution", reason.contribution);
        cJSON_AddNumberToObject(full, "share", reason.share);
        cJSON_AddItemToArray(relations, full);
    }
}

static void add_sources(const explaining *it, cJSON *sources) {
    for (uint32_t i = 0; i < ent_explanation_source_count(it->why); i++) {
        ent_source_reason reason = ENT_SOURCE_REASON_INIT;
        ent_source source = ENT_SOURCE_INIT;
        ent_explanation_source(&reason, it->why, i, NULL);
        cJSON *row = cJSON_CreateObject();
        if (reason.source == ENT_NONE) {
            cJSON_AddNullToObject(row, "id");
            cJSON_AddStringToObject(row, "title", "(no source given)");
        } else {
            ent_graph_get_source(&source, it->question.graph, reason.source, NULL);
            cJSON_AddStringToObject(row, "id", source.id);
            cJSON_AddStringToObject(row, "title", source.title ? source.title : source.id);
        }
        cJSON_AddNumberToObject(row, "relations", reason.relations);
        cJSON_AddNumberToObject(row, "contribution", reason.contribution);
        cJSON_AddNumberToObject(row, "share", reason.share);
        cJSON_AddNumberToObject(row, "percent", 100.0 * reason.share);
        cJSON_AddItemToArray(sources, row);
    }
}

static void write_answer(const explaining *it) {
    cJSON *answer = question_answer(&it->question), *rows = cJSON_CreateArray();
    cJSON_AddStringToObject(answer, "explained", it->what);
    cJSON_AddNumberToObject(answer, "value", ent_explanation_value(it->why));
    cJSON *relations = cJSON_AddArrayToObject(answer, "relations");
    cJSON *sources = cJSON_AddArrayToObject(answer, "sources");
    add_reasons(it, relations, rows);
    add_sources(it, sources);
    cli_section sections[2] = {
        {format_text("What the %s, %.4g, rests on", it->what, ent_explanation_value(it->why)), relation_columns, rows},
        {format_text("Sources"), source_columns, sources}};
    answer_write(it->question.arguments, answer, sections, 2, &(cli_section){NULL, flat_columns, rows});
    cJSON_Delete(rows);
}

static int explain(const cli_arguments *arguments) {
    static const struct {
        const char *name;
        int (*explain)(explaining *it);
    } ways[4] = {
        {"tie", explain_tie}, {"path", explain_path}, {"actor", explain_score}, {"mediator", explain_mediator}};
    explaining it = {.why = NULL, .selected = NULL};
    int asked = 0, way = 0;
    for (int i = 0; i < 4; i++) {
        if (argument_setting(arguments, ways[i].name)) {
            asked++;
            way = i;
        }
    }
    if (asked != 1) {
        fail_usage(arguments->command,
                   "explain: expected one of --tie A B, --path FROM TO, --actor ACTOR, --mediator ACTOR");
    }
    expect_with(arguments, "measure", "actor");
    expect_with(arguments, "between", "mediator");
    expect_with(arguments, "component", "mediator");
    expect_with(arguments, "on", "mediator");
    question_read(&it.question, arguments, ENT_KINDS_EVENTS, "unit");
    it.network = question_compile(&it.question);
    int status = ways[way].explain(&it);
    if (status == EXIT_ANSWER) {
        write_answer(&it);
    }
    free(it.what);
    free(it.numbers);
    ent_graph_free(it.selected);
    ent_explanation_free(it.why);
    ent_network_free(it.network);
    question_free(&it.question);
    return status;
}

const cli_command explain_command = {
    .name = "explain",
    .usage = "FILE... --tie A B | --path FROM TO | --actor ACTOR | --mediator ACTOR",
    .summary = "which relations and sources an answer rests on",
    .details =
        "Orders the relations, and the sources that they cite, by what they contribute. Strengths, degree and\n"
        "betweenness are shared out exactly; of other measures a tie contributes what the score would lose without it.",
    .example = "entente explain crisis.json --rollup --actor Pakistan --measure betweenness",
    .options = explain_options,
    .run = explain,
};
