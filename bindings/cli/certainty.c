/*
 * entente rank --certainty: every actor by a measure with the ranks that he takes when the record is drawn again, which of two
 * comes first how often, and what the ranking is without each source. What mediators --certainty shows of that is made here too.
 */
#include "certainty.h"
#include "complain.h"
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

/* By ent_draw_unit. */
const char *const draw_words[] = {"sources", "relations", NULL};

/* Sources that a table shows; tsv and JSON have all. */
enum { SOURCES_SHOWN = 5 };

static const cli_column actor_columns[] = {
    {"rank", "rank", LOOK_FAINT},
    {"rank_low", "best", LOOK_PLAIN},
    {"rank_high", "worst", LOOK_PLAIN},
    {"id", NULL, LOOK_PLAIN},
    {"name", "actor", LOOK_NAME},
    {"kind", "kind", LOOK_PLAIN},
    {"score", "score", LOOK_PLAIN},
    {"present", "present", LOOK_PLAIN},
    {"flip_next", "next is first", LOOK_PLAIN},
    {0},
};

static const cli_column source_columns[] = {
    {"title", "source", LOOK_NAME},           {"relations", "relations", LOOK_PLAIN},
    {"alone", "rest on it", LOOK_PLAIN},      {"distance", "order changed", LOOK_PLAIN},
    {"actor_name", "moves most", LOOK_PLAIN}, {"rank", "rank", LOOK_PLAIN},
    {"rank_without", "without", LOOK_PLAIN},  {0},
};

static const cli_column pair_columns[] = {
    {"first_name", "first", LOOK_NAME},       {"second_name", "second", LOOK_NAME},
    {"before", "first is first", LOOK_PLAIN}, {"equal", "equal", LOOK_PLAIN},
    {"after", "second is first", LOOK_PLAIN}, {0},
};

/* Of tsv: a row an actor, then one a source and the pair. */
static const cli_column flat_columns[] = {
    {"list", NULL, LOOK_PLAIN},      {"rank", NULL, LOOK_PLAIN},  {"rank_low", NULL, LOOK_PLAIN},
    {"rank_high", NULL, LOOK_PLAIN}, {"id", NULL, LOOK_PLAIN},    {"name", NULL, LOOK_PLAIN},
    {"kind", NULL, LOOK_PLAIN},      {"score", NULL, LOOK_PLAIN}, {"present", NULL, LOOK_PLAIN},
    {"flip_next", NULL, LOOK_PLAIN}, CERTAINTY_FLAT_COLUMNS,      {0},
};

ent_certainty_options read_draws(const cli_arguments *arguments, ent_run *run) {
    ent_certainty_options options = ENT_CERTAINTY_OPTIONS_INIT;
    const char *unit = argument(arguments, "draw");
    options.draws = argument_number(arguments, "certainty", 0);
    options.unit = unit && strcmp(unit, "relations") == 0 ? ENT_DRAW_RELATIONS : ENT_DRAW_SOURCES;
    *run = (ent_run)ENT_RUN_INIT;
    run->seed = argument_number(arguments, "seed", 1);
    return options;
}

ent_rank_certainty *find_certainty(const cli_question *question, cli_score *score) {
    ent_run run;
    ent_certainty_options options = read_draws(question->arguments, &run);
    ent_rank_certainty *certainty;
    ent_error error;
    set_score(&options, score);
    if (ent_rank_certainty_compute(&certainty, question->graph, &question->view, &options, &run, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return certainty;
}

static void add_summary(cJSON *answer, const cli_question *question, const ent_certainty_summary *summary) {
    cJSON *object = cJSON_AddObjectToObject(answer, "certainty");
    cJSON_AddNumberToObject(object, "draws", summary->draws);
    cJSON_AddNumberToObject(object, "seed", argument_number(question->arguments, "seed", 1));
    cJSON_AddNumberToObject(object, "level", summary->level);
    cJSON_AddStringToObject(object, "unit", ent_draw_unit_name(summary->unit));
    cJSON_AddNumberToObject(object, "units", summary->units);
    cJSON_AddNumberToObject(object, "relations", summary->relations);
    cJSON_AddNumberToObject(object, "unsourced", summary->unsourced);
    cJSON_AddNumberToObject(object, "sources", summary->sources);
}

void add_interval(cJSON *row, const ent_actor_certainty *found) {
    cJSON_AddNumberToObject(row, "rank_low", found->rank_low);
    cJSON_AddNumberToObject(row, "rank_high", found->rank_high);
    cJSON_AddNumberToObject(row, "present", found->present);
    cJSON_AddNumberToObject(row, "flip_next", found->flip_next);
}

static void add_actors(cJSON *list, const cli_question *question, const ent_rank_certainty *certainty, uint32_t count) {
    unsigned top = argument_number(question->arguments, "top", ENT_NONE);
    for (uint32_t i = 0; i < count && i < top; i++) {
        ent_actor_certainty found = ENT_ACTOR_CERTAINTY_INIT;
        ent_actor actor = ENT_ACTOR_INIT;
        ent_rank_certainty_actor(&found, certainty, i, NULL);
        ent_graph_get_actor(&actor, question->graph, found.actor, NULL);
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "rank", found.rank);
        cJSON_AddStringToObject(row, "id", actor.id);
        cJSON_AddStringToObject(row, "name", actor.name);
        cJSON_AddStringToObject(row, "kind", ent_actor_kind_name(actor.kind));
        cJSON_AddNumberToObject(row, "score", found.score);
        add_interval(row, &found);
        cJSON_AddItemToArray(list, row);
    }
}

static cJSON *source_row(const cli_question *question, const ent_source_influence *found) {
    ent_source source = ENT_SOURCE_INIT;
    ent_graph_get_source(&source, question->graph, found->source, NULL);
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "source", source.id);
    cJSON_AddStringToObject(row, "title", source.title ? source.title : source.id);
    cJSON_AddNumberToObject(row, "relations", found->relations);
    cJSON_AddNumberToObject(row, "alone", found->alone);
    cJSON_AddNumberToObject(row, "distance", found->distance);
    if (found->actor != ENT_NONE) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_graph_get_actor(&actor, question->graph, found->actor, NULL);
        cJSON_AddStringToObject(row, "actor", actor.id);
        cJSON_AddStringToObject(row, "actor_name", actor.name);
        cJSON_AddNumberToObject(row, "rank", found->rank);
        cJSON_AddNumberToObject(row, "rank_without", found->rank_without);
    }
    return row;
}

/* Sources into a list of all, and of those that a table shows. */
static void add_sources(cJSON *list, cJSON *shown, const cli_question *question, const ent_rank_certainty *certainty,
                        uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        ent_source_influence found = ENT_SOURCE_INFLUENCE_INIT;
        ent_rank_certainty_source(&found, certainty, i, NULL);
        cJSON *row = source_row(question, &found);
        cJSON_AddItemToArray(list, row);
        if (i < SOURCES_SHOWN) {
            cJSON_AddItemToArray(shown, cJSON_Duplicate(row, 1));
        }
    }
}

/* The two of --compare, or those of the ranking for whom they count; both ENT_NONE without it. False if one is not ranked. */
static bool find_pair(ent_id pair[2], const cli_question *question, ent_error *error) {
    const cli_setting *compare = argument_setting(question->arguments, "compare");
    bool is_ranked = true;
    pair[0] = pair[1] = ENT_NONE;
    if (!compare) {
        return true;
    }
    ent_network *network = question_compile(question);
    for (int i = 0; i < 2 && is_ranked; i++) {
        uint32_t node;
        is_ranked = find_node(&node, question, network, find_actor(question->graph, compare->values[i]), error);
        pair[i] = is_ranked ? ent_network_actor(network, node) : ENT_NONE;
    }
    ent_network_free(network);
    return is_ranked;
}

static void add_end(cJSON *row, const cli_question *question, ent_id actor, const char *key, const char *name_key) {
    ent_actor read = ENT_ACTOR_INIT;
    ent_graph_get_actor(&read, question->graph, actor, NULL);
    cJSON_AddStringToObject(row, key, read.id);
    cJSON_AddStringToObject(row, name_key, read.name);
}

/* How two actors stand; nothing if they are ENT_NONE. */
static void add_pair(cJSON *list, const cli_question *question, const ent_rank_certainty *certainty,
                     const ent_id pair[2]) {
    ent_pair_certainty found = ENT_PAIR_CERTAINTY_INIT;
    if (pair[0] == ENT_NONE) {
        return;
    }
    ent_rank_certainty_pair(&found, certainty, pair[0], pair[1], NULL);
    cJSON *row = cJSON_CreateObject();
    add_end(row, question, pair[0], "first", "first_name");
    add_end(row, question, pair[1], "second", "second_name");
    cJSON_AddNumberToObject(row, "before", found.before);
    cJSON_AddNumberToObject(row, "equal", found.equal);
    cJSON_AddNumberToObject(row, "after", found.after);
    cJSON_AddItemToArray(list, row);
}

void add_certainty(cJSON *answer, cJSON *shown, const cli_question *question, const ent_rank_certainty *certainty,
                   const ent_id pair[2]) {
    ent_certainty_summary summary = ENT_CERTAINTY_SUMMARY_INIT;
    ent_rank_certainty_summary(&summary, certainty, NULL);
    add_summary(answer, question, &summary);
    add_sources(cJSON_AddArrayToObject(answer, "sources"), shown, question, certainty, summary.left_out);
    add_pair(cJSON_AddArrayToObject(answer, "pairs"), question, certainty, pair);
}

size_t certainty_sections(cli_section *sections, const cJSON *answer, const cJSON *shown) {
    const cJSON *pairs = cJSON_GetObjectItemCaseSensitive(answer, "pairs");
    size_t count = 0;
    if (cJSON_GetArraySize(pairs)) {
        sections[count++] = (cli_section){format_text("Share of draws in which"), pair_columns, pairs};
    }
    if (cJSON_GetArraySize(shown)) {
        char *title = format_text("Without a source: the share of pairs whose order changes");
        sections[count++] = (cli_section){title, source_columns, shown};
    }
    return count;
}

void flatten(cJSON *flat, const cJSON *answer, const char *name) {
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(answer, name)) {
        cJSON *copy = cJSON_Duplicate(row, true);
        cJSON_AddStringToObject(copy, "list", name);
        cJSON_AddItemToArray(flat, copy);
    }
}

char *draws_text(const ent_rank_certainty *certainty) {
    ent_certainty_summary summary = ENT_CERTAINTY_SUMMARY_INIT;
    ent_rank_certainty_summary(&summary, certainty, NULL);
    const char *why = "";
    if (summary.sources == 1 && summary.unit == ENT_DRAW_RELATIONS) {
        why = "; all cite one source, so this tells nothing of its errors";
    }
    return format_text("in %g %% of %u draws of %u %s%s", summary.level * 100.0, summary.draws, summary.units,
                       ent_draw_unit_name(summary.unit), why);
}

int rank_with_certainty(const cli_question *question, cli_score *score) {
    ent_id pair[2];
    ent_error error;
    if (!find_pair(pair, question, &error)) {
        return no_answer("rank: %s", error.message);
    }
    ent_rank_certainty *certainty = find_certainty(question, score);
    ent_certainty_summary summary = ENT_CERTAINTY_SUMMARY_INIT;
    ent_rank_certainty_summary(&summary, certainty, NULL);
    cJSON *answer = question_answer(question), *shown = cJSON_CreateArray(), *flat = cJSON_CreateArray();
    cJSON_AddStringToObject(answer, "measure", score->name);
    cJSON *actors = cJSON_AddArrayToObject(answer, "actors");
    add_actors(actors, question, certainty, summary.actors);
    add_certainty(answer, shown, question, certainty, pair);
    flatten(flat, answer, "actors");
    flatten(flat, answer, "sources");
    flatten(flat, answer, "pairs");
    char *draws = draws_text(certainty);
    char *title = format_text("Actors by %s, with the best and worst rank %s", score->name, draws);
    cli_section sections[3] = {{title, actor_columns, actors}};
    size_t count = 1 + certainty_sections(sections + 1, answer, shown);
    answer_write(question->arguments, answer, sections, count, &(cli_section){NULL, flat_columns, flat});
    free(draws);
    cJSON_Delete(shown);
    cJSON_Delete(flat);
    ent_rank_certainty_free(certainty);
    return summary.actors ? EXIT_ANSWER : no_answer("rank: the question leaves no tie");
}
