/*
 * entente resolve: which actor a name means, and how it fitted.
 */
#include "answer.h"
#include "complain.h"
#include "question.h"

#include <stdlib.h>
#include <string.h>

static const cli_option resolve_options[] = {
    {"name", 0, "NAME", "a name to resolve; then every operand is a FILE", NULL, false},
    {0},
};

static const cli_column columns[] = {
    {"text", "text", LOOK_PLAIN},
    {"id", "id", LOOK_PLAIN},
    {"kind", "kind", LOOK_PLAIN},
    {"name", "name", LOOK_NAME},
    {"matched", "matched", LOOK_FAINT},
    {"as", "as", LOOK_FAINT},
    {0},
};

/* Adds what a name means; EXIT_NO_ANSWER if it is nobody's. */
static int add_match(cJSON *list, const ent_graph *graph, const char *text) {
    ent_match match;
    ent_error error;
    ent_actor actor = ENT_ACTOR_INIT;
    ent_status status = ent_graph_find(&match, graph, text, &error);
    if (status == ENT_ENOTFOUND) {
        return no_answer("%s", error.message);
    }
    if (status != ENT_OK) {
        fail_error(NULL, &error);
    }
    ent_graph_get_actor(&actor, graph, match.actor, NULL);
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "text", text);
    cJSON_AddStringToObject(row, "id", actor.id);
    cJSON_AddStringToObject(row, "kind", ent_actor_kind_name(actor.kind));
    cJSON_AddStringToObject(row, "name", actor.name);
    cJSON_AddStringToObject(row, "matched", ent_match_kind_name(match.kind));
    cJSON_AddStringToObject(row, "as", match.text);
    cJSON_AddItemToArray(list, row);
    return EXIT_ANSWER;
}

static int resolve(const cli_arguments *arguments) {
    bool has_names = argument(arguments, "name") != NULL;
    cli_arguments of_files = *arguments;
    if (!has_names && arguments->operand_count < 2) {
        fail_usage(arguments->command, "resolve: no name; expected 'entente resolve FILE NAME...' or --name NAME");
    }
    of_files.operand_count = has_names ? arguments->operand_count : 1;
    cli_question question;
    question_read(&question, &of_files, ENT_KINDS_EVENTS, "unit");
    cJSON *answer = question_answer(&question), *actors = cJSON_AddArrayToObject(answer, "actors");
    int status = EXIT_ANSWER;
    for (size_t i = of_files.operand_count; i < arguments->operand_count; i++) {
        status |= add_match(actors, question.graph, arguments->operands[i]);
    }
    for (size_t i = 0; i < arguments->setting_count; i++) {
        if (strcmp(arguments->settings[i].option->name, "name") == 0) {
            status |= add_match(actors, question.graph, arguments->settings[i].values[0]);
        }
    }
    cli_section section = {NULL, columns, actors};
    answer_write(arguments, answer, &section, 1, &section);
    question_free(&question);
    return status;
}

const cli_command resolve_command = {
    .name = "resolve",
    .usage = "FILE NAME...",
    .summary = "which actor a name means",
    .details = "Finds actors by id, name, other names or codes (PAK, 770, cow:770), regardless of case, accents and\n"
               "punctuation. Exit status 1 if a name is nobody's: the nearest names are told.",
    .example = "entente resolve crisis.json Turkiye cow:770 'Antonio Guterres'",
    .options = resolve_options,
    .run = resolve,
};
