/*
 * entente communities: which actors hang together.
 */
#include "answer.h"
#include "complain.h"
#include "evidence.h"
#include "question.h"

#include <stdlib.h>
#include <string.h>

static const char *const method_words[] = {"leiden", "louvain", NULL};
static const cli_option communities_options[] = {
    {"method", 0, "METHOD", "%s; leiden if not given", method_words, false},
    {0},
};

static const cli_column columns[] = {
    {"community", "community", LOOK_FAINT},
    {"size", "size", LOOK_PLAIN},
    {"actors", "actors", LOOK_NAME},
    {0},
};
static const cli_column flat_columns[] = {
    {"community", NULL, LOOK_PLAIN}, {"id", NULL, LOOK_PLAIN}, {"name", NULL, LOOK_PLAIN}, {0}};

static void add_communities(cJSON *list, cJSON *flat, const cli_question *question, const ent_network *network,
                            const uint32_t *labels, uint32_t count) {
    cJSON **members = allocate(count, sizeof(cJSON *));
    for (uint32_t i = 0; i < count; i++) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "community", i + 1);
        cJSON_AddNumberToObject(row, "size", 0);
        members[i] = cJSON_AddArrayToObject(row, "actors");
        cJSON_AddItemToArray(list, row);
    }
    for (uint32_t node = 0; node < ent_network_node_count(network); node++) {
        ent_id actor = ent_network_actor(network, node);
        cJSON_AddItemToArray(members[labels[node]], actor_json(question->graph, actor));
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "community", labels[node] + 1);
        add_actor(row, question->graph, actor);
        cJSON_AddItemToArray(flat, row);
    }
    cJSON *row;
    uint32_t i = 0;
    cJSON_ArrayForEach(row, list) {
        cJSON_SetNumberValue(cJSON_GetObjectItemCaseSensitive(row, "size"), cJSON_GetArraySize(members[i]));
        i++;
    }
    free(members);
}

static int communities(const cli_arguments *arguments) {
    cli_question question;
    ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
    const char *method = argument(arguments, "method");
    options.method = method && strcmp(method, "louvain") == 0 ? ENT_LOUVAIN : ENT_LEIDEN;
    question_read(&question, arguments, ENT_KINDS_EVENTS, "count");
    options.weight = question.strengths;
    ent_network *network = question_compile(&question);
    uint32_t nodes = ent_network_node_count(network), count, *labels = allocate(nodes, sizeof *labels);
    double modularity;
    ent_error error;
    if (ent_communities(labels, &count, &modularity, network, &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    cJSON *answer = question_answer(&question), *flat = cJSON_CreateArray();
    cJSON_AddStringToObject(answer, "method", method_words[options.method]);
    cJSON_AddNumberToObject(answer, "modularity", modularity);
    cJSON *list = cJSON_AddArrayToObject(answer, "communities");
    add_communities(list, flat, &question, network, labels, count);
    cli_section section = {format_text("%u communities, modularity %.3f", count, modularity), columns, list};
    answer_write(arguments, answer, &section, 1, &(cli_section){NULL, flat_columns, flat});
    cJSON_Delete(flat);
    free(labels);
    ent_network_free(network);
    question_free(&question);
    return nodes ? EXIT_ANSWER : no_answer("communities: the question leaves no tie");
}

const cli_command communities_command = {
    .name = "communities",
    .usage = "FILE...",
    .summary = "which actors hang together",
    .details =
        "Divides the actors so that cooperative ties lie within the communities as far as they can (modularity).\n"
        "Ties weigh by count unless --weight says otherwise; direction is ignored.",
    .example = "entente communities crisis.json --rollup --weight tone",
    .options = communities_options,
    .run = communities,
};
