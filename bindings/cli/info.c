/*
 * entente info: what a document holds, and what of it the question leaves.
 */
#include "answer.h"
#include "complain.h"
#include "question.h"

#include <stdlib.h>

static const cli_option info_options[] = {{0}};

static const cli_column columns[] = {
    {"fact", "what", LOOK_PLAIN}, {"all", "in all", LOOK_PLAIN}, {"asked", "in question", LOOK_PLAIN}, {0}};

/* What is counted, of everything and of what the question leaves. */
typedef struct cli_tally {
    double actors[3], kinds[ENT_KIND_COUNT];
    double actor_count, relation_count, ties;
    ent_date first, last; /* named by any relation that is no affiliation */
} cli_tally;

static void count_actor(cli_tally *tally, const ent_graph *graph, ent_id id) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_graph_get_actor(&actor, graph, id, NULL);
    tally->actors[actor.kind]++;
    tally->actor_count++;
}

static void count_relation(cli_tally *tally, const ent_graph *graph, ent_id id) {
    ent_relation relation = ENT_RELATION_INIT;
    ent_graph_get_relation(&relation, graph, id, NULL);
    tally->kinds[relation.kind]++;
    tally->relation_count++;
    if (relation.kind == ENT_KIND_AFFILIATION) {
        return;
    }
    const ent_date days[2] = {relation.first, relation.last};
    for (int i = 0; i < 2; i++) {
        bool is_open = days[i] == ENT_DATE_MIN || days[i] == ENT_DATE_MAX;
        tally->first = !is_open && days[i] < tally->first ? days[i] : tally->first;
        tally->last = !is_open && days[i] > tally->last ? days[i] : tally->last;
    }
}

static cli_tally count_all(const ent_graph *graph) {
    cli_tally made = {.first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
    for (ent_id i = 0; i < ent_graph_actor_count(graph); i++) {
        count_actor(&made, graph, i);
    }
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        count_relation(&made, graph, i);
    }
    return made;
}

static cli_tally count_asked(const cli_question *question) {
    cli_tally made = {.first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
    ent_network *network = question_compile(question);
    char *marks = question_mark(question, network);
    for (uint32_t node = 0; node < ent_network_node_count(network); node++) {
        count_actor(&made, question->graph, ent_network_actor(network, node));
    }
    for (ent_id i = 0; i < ent_graph_relation_count(question->graph); i++) {
        if (marks[i]) {
            count_relation(&made, question->graph, i);
        }
    }
    made.ties = ent_network_edge_count(network);
    free(marks);
    ent_network_free(network);
    return made;
}

static void add_count(cJSON *facts, const char *fact, double all, double asked) {
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "fact", fact);
    cJSON_AddNumberToObject(row, "all", all);
    cJSON_AddNumberToObject(row, "asked", asked);
    cJSON_AddItemToArray(facts, row);
}

static void add_date(cJSON *row, const char *key, ent_date day) {
    char text[ENT_DATE_TEXT];
    ent_date_format(text, day, day);
    if (day == ENT_DATE_MIN || day == ENT_DATE_MAX) {
        cJSON_AddNullToObject(row, key);
    } else {
        cJSON_AddStringToObject(row, key, text);
    }
}

static void add_days(cJSON *facts, const char *fact, ent_date all, ent_date asked) {
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "fact", fact);
    add_date(row, "all", all);
    add_date(row, "asked", asked);
    cJSON_AddItemToArray(facts, row);
}

static void add_facts(cJSON *facts, const cli_tally *all, const cli_tally *asked) {
    static const char *const actor_words[] = {"states", "officials", "organisations"};
    static const char *const kind_words[] = {"mediation", "attack", "diplomatic", "affiliation"};
    add_count(facts, "actors", all->actor_count, asked->actor_count);
    for (unsigned i = 0; i < 3; i++) {
        add_count(facts, actor_words[i], all->actors[i], asked->actors[i]);
    }
    add_count(facts, "relations", all->relation_count, asked->relation_count);
    for (unsigned i = 0; i < ENT_KIND_COUNT; i++) {
        add_count(facts, kind_words[i], all->kinds[i], asked->kinds[i]);
    }
    add_days(facts, "first day", all->first, asked->first);
    add_days(facts, "last day", all->last, asked->last);
}

static int info(const cli_arguments *arguments) {
    cli_question question;
    question_read(&question, arguments, ENT_KINDS_EVENTS, "unit");
    const ent_graph *graph = question.graph;
    cli_tally all = count_all(graph), asked = count_asked(&question);
    cJSON *answer = question_answer(&question);
    cJSON_AddStringToObject(answer, "title", ent_graph_title(graph) ? ent_graph_title(graph) : "");
    cJSON_AddStringToObject(answer, "description", ent_graph_description(graph) ? ent_graph_description(graph) : "");
    cJSON_AddNumberToObject(answer, "sources", ent_graph_source_count(graph));
    cJSON_AddNumberToObject(answer, "ties", asked.ties);
    cJSON *facts = cJSON_AddArrayToObject(answer, "facts");
    add_facts(facts, &all, &asked);
    const char *title = ent_graph_title(graph) ? ent_graph_title(graph) : arguments->operands[0];
    cli_section section = {format_text("%s: %u source%s; the question leaves %.0f tie%s", title,
                                       ent_graph_source_count(graph), ent_graph_source_count(graph) == 1 ? "" : "s",
                                       asked.ties, asked.ties == 1 ? "" : "s"),
                           columns, facts};
    answer_write(arguments, answer, &section, 1, &section);
    question_free(&question);
    return EXIT_ANSWER;
}

const cli_command info_command = {
    .name = "info",
    .usage = "FILE...",
    .summary = "what a document holds, and what of it a question leaves",
    .details = NULL,
    .example = "entente info crisis.json --since 2024-01-19 --until 2024-01-29",
    .options = info_options,
    .run = info,
};
