/*
 * entente paths: how one actor reaches another, each step with what it rests on.
 *
 * What is avoided leaves the question before it is compiled, so that all kinds of path avoid alike. The one that respects
 * time is in journey.c, the one over kinds in order in kinds_in_order.c.
 */
#include "paths.h"
#include "answer.h"
#include "complain.h"
#include "evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By ent_path_method. */
static const char *const method_words[] = {"shortest",        "k_shortest", "all_shortest", "widest", "edge_disjoint",
                                           "vertex_disjoint", NULL};

static const cli_option paths_options[] = {
    {"from", 0, "ACTOR", "where to begin", NULL, false},
    {"to", 0, "ACTOR", "where to end", NULL, false},
    {"paths", 'k', "K", "the K shortest paths; 1 if not given", NULL, false},
    {"method", 0, "METHOD",
     "%s; k_shortest if not given. widest: the weakest tie is as strong as can be; disjoint: as many as share no tie, "
     "or "
     "no actor, with the fewest steps in all",
     method_words, false},
    {"kinds-in-order", 0, "KINDS",
     "the shortest over relations of these kinds in this order: diplomatic,mediation. kind/kind is either; after it ? "
     "is "
     "once or not, + once or more, * any number of times",
     NULL, true},
    {"respect-time", 0, NULL, "never use a later meeting before an earlier one: earliest arrival, one path", NULL,
     false},
    {"within", 0, "DAYS",
     "with --respect-time the quickest path instead, if it takes at most so many days, the first and the last counted "
     "in",
     NULL, false},
    {"back-channels", 0, NULL,
     "instead, how the two are joined other than by their own tie: independent ways, who is critical to all, whom a "
     "mediator would walk by",
     NULL, false},
    {"avoid", 0, "WHAT", "actors not to pass, and kinds of relation not to use; joined by commas", NULL, true},
    {0},
};

static const cli_column columns[] = {
    {"step", "step", LOOK_FAINT},
    {"from_name", "from", LOOK_NAME},
    {"to_name", "to", LOOK_NAME},
    {"date", "date", LOOK_PLAIN},
    {"kind", "kind", LOOK_WORD},
    {"told", "evidence", LOOK_PLAIN},
    {0},
};
static const cli_column timed_columns[] = {
    {"step", "step", LOOK_FAINT},     {"from_name", "from", LOOK_NAME},
    {"to_name", "to", LOOK_NAME},     {"day", "day", LOOK_PLAIN},
    {"date", "date", LOOK_FAINT},     {"kind", "kind", LOOK_WORD},
    {"told", "evidence", LOOK_PLAIN}, {0},
};
static const cli_column flat_columns[] = {
    {"path", NULL, LOOK_PLAIN},      {"step", NULL, LOOK_PLAIN}, {"from", NULL, LOOK_PLAIN},
    {"from_name", NULL, LOOK_PLAIN}, {"to", NULL, LOOK_PLAIN},   {"to_name", NULL, LOOK_PLAIN},
    {"day", NULL, LOOK_PLAIN},       RELATION_FLAT_COLUMNS,      {0},
};

/* ---- What is asked ------------------------------------------------------------------------------------------------ */

/* Takes out what --avoid names: kinds from the mask, actors by exclusion. */
static void read_avoided(cli_search *search) {
    cli_question *question = &search->question;
    cli_cursor cursor = {0};
    for (char *item; (item = argument_item(question->arguments, "avoid", &cursor)) != NULL; free(item)) {
        uint32_t bit = kind_bit(item);
        cJSON_AddItemToArray(search->avoided, cJSON_CreateString(item));
        if (bit) {
            question->view.kinds &= ~bit;
            continue;
        }
        ent_id actor = find_actor(question->graph, item);
        if (actor == search->from || actor == search->to) {
            fail_usage(question->arguments->command, "paths: --avoid has %s, an end of the path", item);
        }
        question->exclude = resize(question->exclude, question->view.exclude_count + 1, sizeof *question->exclude);
        question->exclude[question->view.exclude_count++] = actor;
        question->view.exclude = question->exclude;
    }
    if (question->view.kinds == 0) {
        fail_usage(question->arguments->command, "paths: --avoid leaves no kind of relation to go by");
    }
}

static ent_id read_end(const cli_search *search, const char *name) {
    const cli_arguments *arguments = search->question.arguments;
    const char *text = argument(arguments, name);
    if (!text) {
        fail_usage(arguments->command, "paths: no --%s; expected --from ACTOR --to ACTOR", name);
    }
    return find_actor(search->question.graph, text);
}

/* ---- What is found ------------------------------------------------------------------------------------------------ */

cJSON *add_path(cli_search *search, const uint32_t *nodes, uint32_t hops) {
    const ent_graph *graph = search->question.graph;
    cJSON *path = cJSON_CreateObject();
    cJSON_AddItemToArray(search->paths, path);
    search->path_count++;
    cJSON_AddNumberToObject(path, "hops", hops);
    cJSON *actors = cJSON_AddArrayToObject(path, "actors");
    for (uint32_t i = 0; i <= hops; i++) {
        cJSON_AddItemToArray(actors, actor_json(graph, ent_network_actor(search->network, nodes[i])));
    }
    cJSON_AddArrayToObject(path, "steps");
    return path;
}

/* A row for one relation of a step; in a table, the ends stand in the first row of a step only. */
static cJSON *step_row(const cli_search *search, const cli_step *step, uint32_t shown) {
    const ent_graph *graph = search->question.graph;
    bool is_first = shown == 0 || shown == ENT_NONE;
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "path", search->path_count);
    if (!is_first) {
        cJSON_AddStringToObject(row, "step", "");
        cJSON_AddStringToObject(row, "from_name", "");
        cJSON_AddStringToObject(row, "to_name", "");
        return row;
    }
    ent_actor from = ENT_ACTOR_INIT, to = ENT_ACTOR_INIT;
    ent_graph_get_actor(&from, graph, step->from, NULL);
    ent_graph_get_actor(&to, graph, step->to, NULL);
    cJSON_AddNumberToObject(row, "step", step->number);
    cJSON_AddStringToObject(row, "from", from.id);
    cJSON_AddStringToObject(row, "from_name", from.name);
    cJSON_AddStringToObject(row, "to", to.id);
    cJSON_AddStringToObject(row, "to_name", to.name);
    if (step->day) {
        cJSON_AddStringToObject(row, "day", step->day);
    }
    return row;
}

void add_step(cli_search *search, cJSON *path, const cli_step *step) {
    const ent_graph *graph = search->question.graph;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "from", actor_json(graph, step->from));
    cJSON_AddItemToObject(object, "to", actor_json(graph, step->to));
    if (step->day) {
        cJSON_AddStringToObject(object, "day", step->day);
    }
    cJSON *evidence = cJSON_AddArrayToObject(object, "evidence");
    for (uint32_t i = 0; i < step->relation_count; i++) {
        cJSON *row = step_row(search, step, ENT_NONE);
        add_relation(row, graph, step->relations[i]);
        cJSON_AddItemToArray(search->flat, row);
        cJSON_AddItemToArray(evidence, relation_json(graph, step->relations[i]));
        if (i < EVIDENCE_SHOWN) {
            row = step_row(search, step, i);
            add_relation(row, graph, step->relations[i]);
            cJSON_AddItemToArray(search->shown, row);
        }
    }
    if (step->relation_count > EVIDENCE_SHOWN) {
        cJSON *row = step_row(search, step, EVIDENCE_SHOWN);
        add_more(row, step->relation_count);
        cJSON_AddItemToArray(search->shown, row);
    }
    cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(path, "steps"), object);
}

void add_section(cli_search *search, char *title, const cli_column *shown) {
    search->sections = resize(search->sections, search->section_count + 1, sizeof *search->sections);
    bool is_timed = argument(search->question.arguments, "respect-time") != NULL;
    shown = shown ? shown : is_timed ? timed_columns : columns;
    search->sections[search->section_count++] = (cli_section){title, shown, search->shown};
    cJSON_AddItemToArray(search->tables, search->shown);
    search->shown = cJSON_CreateArray();
}

ent_id *evidence_that(const cli_search *search, uint32_t edge, cli_keeps *keeps, uint32_t kinds, uint32_t *count) {
    const ent_id *relations;
    uint32_t all;
    ent_network_evidence(&relations, &all, search->network, edge);
    ent_id *kept = allocate(all, sizeof *kept);
    *count = 0;
    for (uint32_t i = 0; i < all; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_graph_get_relation(&relation, search->question.graph, relations[i], NULL);
        if (keeps(search, &relation, kinds)) {
            kept[(*count)++] = relations[i];
        }
    }
    return kept;
}

/* Whether a relation gives its edge positive strength: only by these is it a way. */
static bool is_cooperative(const cli_search *search, const ent_relation *relation, uint32_t kinds) {
    (void)kinds;
    bool is_tone = search->question.view.scheme == ENT_SCHEME_TONE && relation->kind != ENT_KIND_AFFILIATION;
    bool is_hostile = relation->kind != ENT_KIND_AFFILIATION && relation->tone < 0.0;
    return !is_hostile && !(is_tone && !(relation->tone > 0.0)) && relation->status != ENT_MEDIATION_EXPECTED;
}

cJSON *add_steps(cli_search *search, const ent_path *found) {
    cJSON *path = add_path(search, found->nodes, found->hops);
    cJSON_AddNumberToObject(path, "cost", found->cost);
    for (uint32_t i = 0; i < found->hops; i++) {
        cli_step step = {.number = i + 1,
                         .from = ent_network_actor(search->network, found->nodes[i]),
                         .to = ent_network_actor(search->network, found->nodes[i + 1])};
        ent_id *relations = evidence_that(search, found->edges[i], is_cooperative, 0, &step.relation_count);
        step.relations = relations;
        add_step(search, path, &step);
        free(relations);
    }
    return path;
}

static void add_found(cli_search *search, const ent_path *found, const ent_path_options *options) {
    char cost[48] = "";
    const char *order = order_of_steps(search, found);
    cJSON_AddStringToObject(add_steps(search, found), "certainty", order);
    if (options->method == ENT_PATH_WIDEST || options->weight != ENT_WEIGHT_UNIT) {
        snprintf(cost, sizeof cost, ", %s %.3g", options->method == ENT_PATH_WIDEST ? "width" : "length", found->cost);
    }
    const char *plural = found->hops == 1 ? "" : "s";
    add_section(
        search,
        format_text("Path %u, %u step%s%s; in this order: %s", search->path_count, found->hops, plural, cost, order),
        NULL);
}

static ent_path_method read_method(const cli_search *search) {
    const char *text = argument(search->question.arguments, "method");
    int method = ENT_PATH_K_SHORTEST;
    for (int i = 0; text && method_words[i]; i++) {
        method = strcmp(text, method_words[i]) == 0 ? i : method;
    }
    return (ent_path_method)method;
}

static void find_paths(cli_search *search, uint32_t source, uint32_t target) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_paths *paths;
    ent_error error;
    options.method = read_method(search);
    options.weight = options.method < ENT_PATH_WIDEST ? search->question.lengths : ENT_WEIGHT_UNIT;
    options.k = argument_number(search->question.arguments, "paths", 1);
    if (ent_paths_find(&paths, search->network, source, target, &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    for (uint32_t i = 0; i < ent_paths_count(paths); i++) {
        ent_path path = ENT_PATH_INIT;
        ent_paths_get(&path, paths, i, NULL);
        add_found(search, &path, &options);
    }
    cJSON_AddBoolToObject(search->answer, "cut", ent_paths_is_cut(paths));
    ent_paths_free(paths);
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

/* Ends the process if an option is given with another that it does not go with. */
static void check_together(const cli_arguments *arguments) {
    static const char *const apart[][2] = {
        {"respect-time", "paths"},         {"respect-time", "method"},          {"respect-time", "kinds-in-order"},
        {"back-channels", "respect-time"}, {"back-channels", "paths"},          {"back-channels", "method"},
        {"back-channels", "within"},       {"back-channels", "kinds-in-order"}, {"kinds-in-order", "paths"},
        {"kinds-in-order", "method"},
    };
    const char *method = argument(arguments, "method");
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        if (argument(arguments, apart[i][0]) && argument(arguments, apart[i][1])) {
            fail_usage(arguments->command, "paths: --%s does not go with %s%s; leave one of them out", apart[i][0],
                       strcmp(apart[i][1], "paths") == 0 ? "-k or --" : "--", apart[i][1]);
        }
    }
    if (argument(arguments, "paths") && method && strcmp(method, "k_shortest") != 0) {
        fail_usage(arguments->command, "paths: -k is of --method k_shortest, not of %s; leave one of them out", method);
    }
    if (argument(arguments, "within") && !argument(arguments, "respect-time")) {
        fail_usage(arguments->command, "paths: --within is of --respect-time; add that");
    }
}

static void search_open(cli_search *search, const cli_arguments *arguments) {
    *search = (cli_search){.flat = cJSON_CreateArray(), .shown = cJSON_CreateArray(), .tables = cJSON_CreateArray()};
    cli_question *question = &search->question;
    check_together(arguments);
    question_read(question, arguments, ENT_KINDS_ALL, "unit");
    search->from = read_end(search, "from");
    search->to = read_end(search, "to");
    search->answer = question_answer(question);
    cJSON_AddItemToObject(search->answer, "from", actor_json(question->graph, search->from));
    cJSON_AddItemToObject(search->answer, "to", actor_json(question->graph, search->to));
    cJSON_AddBoolToObject(search->answer, "respect_time", argument(arguments, "respect-time") != NULL);
    search->avoided = cJSON_AddArrayToObject(search->answer, "avoid");
    search->paths = cJSON_AddArrayToObject(search->answer, "paths");
    read_avoided(search);
    search->network = question_compile(question);
}

static void search_close(cli_search *search) {
    cJSON_Delete(search->flat);
    cJSON_Delete(search->shown);
    cJSON_Delete(search->tables);
    free(search->sections);
    ent_contacts_free(search->contacts);
    ent_network_free(search->network);
    question_free(&search->question);
}

/* What was asked of a path that there is none of. */
static const char *what_of_paths(const cli_arguments *arguments) {
    return argument(arguments, "within")           ? " respects time and takes no more days"
           : argument(arguments, "respect-time")   ? " respects time"
           : argument(arguments, "kinds-in-order") ? " goes over these kinds in this order"
                                                   : "";
}

static int paths(const cli_arguments *arguments) {
    cli_search search;
    ent_error error = {.message = ""};
    uint32_t source, target;
    search_open(&search, arguments);
    const ent_graph *graph = search.question.graph;
    bool has_ends = find_node(&source, &search.question, search.network, search.from, &error) &&
                    find_node(&target, &search.question, search.network, search.to, &error);
    if (has_ends && argument(arguments, "respect-time")) {
        find_journey(&search, source, target);
    } else if (has_ends && argument(arguments, "back-channels")) {
        find_back_channels(&search, source, target);
    } else if (has_ends && argument(arguments, "kinds-in-order")) {
        find_kinds_in_order(&search, source, target);
    } else if (has_ends) {
        find_paths(&search, source, target);
    }
    answer_write(arguments, search.answer, search.sections, search.section_count,
                 &(cli_section){NULL, flat_columns, search.flat});
    int status = EXIT_ANSWER;
    if (!has_ends) {
        status = no_answer("paths: %s", error.message);
    } else if (search.path_count == 0) {
        status = no_answer("paths: no %s from %s to %s in this question%s",
                           argument(arguments, "back-channels") ? "back channel" : "path",
                           actor_name(graph, search.from), actor_name(graph, search.to), what_of_paths(arguments));
    }
    search_close(&search);
    return status;
}

const cli_command paths_command = {
    .name = "paths",
    .usage = "FILE... --from ACTOR --to ACTOR",
    .summary = "how one actor reaches another, with the evidence of each step",
    .details =
        "Goes over cooperative ties, and over affiliations unless --kinds says otherwise. With --weight count or\n"
        "tone, a tie is the shorter the stronger it is. With --respect-time a step never comes before the one it\n"
        "follows; where dates are intervals, the answer says whether the order is certain or possible; of paths\n"
        "found without regard to time it says whether that order is certain, possible or impossible.\n"
        "--min-confidence leaves out relations that are told with less. --kinds-in-order goes over hostile ties too\n"
        "if attack is named, and may come to an actor twice.\n"
        "With --back-channels the two may well be hostile: what counts is whom both can talk to.",
    .example = "entente paths crisis.json --from Munir --to Fidan -k 2",
    .options = paths_options,
    .run = paths,
};
