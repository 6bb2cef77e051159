/*
 * entente paths --back-channels: how two actors are joined other than by their own tie, and what a mediator would walk.
 */
#include "answer.h"
#include "complain.h"
#include "evidence.h"
#include "paths.h"

#include <stdlib.h>

static const cli_column shuttle_columns[] = {
    {"mediator", "mediator", LOOK_NAME},
    {"hops", "steps", LOOK_PLAIN},
    {"walk", "walk", LOOK_PLAIN},
    {0},
};

/* Walks are in JSON and tsv with all they rest on; a table has a line for each. */
static void drop_shown(cli_search *search) {
    cJSON_Delete(search->shown);
    search->shown = cJSON_CreateArray();
}

/* A row for the table: the actors that a walk passes. */
static cJSON *walk_row(const cli_search *search, const ent_path *walk, uint32_t mediator) {
    const ent_graph *graph = search->question.graph;
    cJSON *row = cJSON_CreateObject(), *names = cJSON_AddArrayToObject(row, "walk");
    cJSON_AddStringToObject(row, "mediator", actor_name(graph, ent_network_actor(search->network, mediator)));
    cJSON_AddNumberToObject(row, "hops", walk->hops);
    for (uint32_t i = 0; i <= walk->hops; i++) {
        cJSON_AddItemToArray(names, actor_json(graph, ent_network_actor(search->network, walk->nodes[i])));
    }
    return row;
}

static void add_shuttles(cli_search *search, const ent_back_channels_found *found) {
    cJSON *paths = search->paths, *rows = cJSON_CreateArray();
    search->paths = cJSON_AddArrayToObject(search->answer, "shuttles");
    for (uint32_t i = 0; i < ent_paths_count(found->shuttles); i++) {
        ent_path walk = ENT_PATH_INIT;
        ent_paths_get(&walk, found->shuttles, i, NULL);
        cJSON *object = add_steps(search, &walk);
        ent_id mediator = ent_network_actor(search->network, found->mediators[i]);
        cJSON_AddItemToObject(object, "mediator", actor_json(search->question.graph, mediator));
        cJSON_AddItemToArray(rows, walk_row(search, &walk, found->mediators[i]));
        drop_shown(search);
    }
    search->paths = paths;
    cJSON_Delete(search->shown);
    search->shown = rows;
    add_section(search, format_text("Who could walk between the two"), shuttle_columns);
}

/* "; critical to all: A, B". Free it. */
static char *critical_text(const cli_search *search, const ent_back_channels_found *found) {
    char *text = format_text("%s", "");
    for (uint32_t i = 0; i < found->critical_count; i++) {
        ent_id actor = ent_network_actor(search->network, found->critical[i]);
        char *longer =
            format_text("%s%s%s", text, i ? ", " : "; critical to all: ", actor_name(search->question.graph, actor));
        free(text);
        text = longer;
    }
    return text;
}

static void add_channels(cli_search *search, const ent_back_channels_found *found) {
    uint32_t count = ent_paths_count(found->channels);
    char *critical = critical_text(search, found);
    for (uint32_t i = 0; i < count; i++) {
        ent_path path = ENT_PATH_INIT;
        ent_paths_get(&path, found->channels, i, NULL);
        add_steps(search, &path);
        add_section(search, format_text("Back channel %u of %u, %u steps%s", i + 1, count, path.hops, critical), NULL);
    }
    free(critical);
}

void find_back_channels(cli_search *search, uint32_t source, uint32_t target) {
    ent_back_channels *channels;
    ent_back_channels_found found = ENT_BACK_CHANNELS_FOUND_INIT;
    ent_error error;
    if (ent_back_channels_find(&channels, search->network, source, target, NULL, NULL, &error) != ENT_OK ||
        ent_back_channels_get(&found, channels, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    cJSON_AddBoolToObject(search->answer, "direct", found.is_direct != 0);
    cJSON *critical = cJSON_AddArrayToObject(search->answer, "critical");
    for (uint32_t i = 0; i < found.critical_count; i++) {
        ent_id actor = ent_network_actor(search->network, found.critical[i]);
        cJSON_AddItemToArray(critical, actor_json(search->question.graph, actor));
    }
    add_channels(search, &found);
    if (ent_paths_count(found.channels) > 0) {
        add_shuttles(search, &found);
    }
    ent_back_channels_free(channels);
}
