/*
 * entente diff: what changed between two windows, or would if actors or ties were not there, or others were.
 */
#include "answer.h"
#include "complain.h"
#include "evidence.h"
#include "measure.h"

#include <stdlib.h>
#include <string.h>

static const cli_option diff_options[] = {
    {"before", 0, "DAYS", "the first window; 2024-01-16/2024-01-18 or 2024-01; --since to --until if not given", NULL,
     false},
    {"after", 0, "DAYS", "the second window; --since to --until if not given", NULL, false},
    {"without", 0, "NAMES", "what if these actors were not there in the second; names joined by commas", NULL, true},
    {"cut", 0, "A B", "what if there were no tie between A and B in the second; may be repeated", NULL, false},
    {"add", 0, "A B", "what if there were a cooperative tie from A to B in the second; may be repeated", NULL, false},
    {"measure", 'm', "MEASURE", "what ranks the actors; %s; degree if not given", measure_words, false},
    {"diagram", 0, "FILE", "also draw both as one diagram for Graphviz into FILE", NULL, false},
    {0},
};

static const cli_column tie_columns[] = {
    {"change", "change", LOOK_WORD},    {"from_name", "from", LOOK_NAME},
    {"to_name", "to", LOOK_NAME},       {"net_before", "before", LOOK_PLAIN},
    {"net_after", "after", LOOK_PLAIN}, {"side", "in", LOOK_FAINT},
    {"date", "date", LOOK_PLAIN},       {"kind", "kind", LOOK_WORD},
    {"told", "evidence", LOOK_PLAIN},   {0},
};
static const cli_column actor_columns[] = {
    {"name", "actor", LOOK_NAME},         {"rank_before", "rank before", LOOK_PLAIN},
    {"rank_after", "after", LOOK_PLAIN},  {"score_before", "score before", LOOK_PLAIN},
    {"score_after", "after", LOOK_PLAIN}, {0},
};
static const cli_column flat_columns[] = {
    {"change", NULL, LOOK_PLAIN},
    {"from", NULL, LOOK_PLAIN},
    {"from_name", NULL, LOOK_PLAIN},
    {"to", NULL, LOOK_PLAIN},
    {"to_name", NULL, LOOK_PLAIN},
    {"positive_before", NULL, LOOK_PLAIN},
    {"negative_before", NULL, LOOK_PLAIN},
    {"positive_after", NULL, LOOK_PLAIN},
    {"negative_after", NULL, LOOK_PLAIN},
    {"side", NULL, LOOK_PLAIN},
    RELATION_FLAT_COLUMNS,
    {0},
};

typedef struct comparison {
    cli_question question;
    ent_network *sides[2];
    ent_measure measure;
    ent_diff *diff;
    cJSON *answer, *shown, *flat;
} comparison;

/* ---- Both sides --------------------------------------------------------------------------------------------------- */

static void add_window(cJSON *answer, const char *name, const ent_view *view) {
    char days[ENT_DATE_TEXT];
    ent_date_format(days, view->since, view->until);
    cJSON_AddStringToObject(answer, name, days);
}

static ent_network *compile_window(comparison *it, const char *name) {
    cli_question question = it->question;
    read_days(&question.view.since, &question.view.until, question.arguments, name);
    add_window(it->answer, name, &question.view);
    return question_compile(&question);
}

/* The actor that one named counts as in the second network; himself if he has no tie there. */
static ent_id counted_actor(const comparison *it, const char *text) {
    ent_error error;
    uint32_t node;
    ent_id actor = find_actor(it->question.graph, text);
    return find_node(&node, &it->question, it->sides[1], actor, &error) ? ent_network_actor(it->sides[1], node) : actor;
}

/* The pairs of all settings of an option; free() them. */
static ent_id *read_pairs(const comparison *it, const char *name, size_t *count) {
    const cli_arguments *arguments = it->question.arguments;
    ent_id *pairs = NULL;
    *count = 0;
    for (size_t i = 0; i < arguments->setting_count; i++) {
        if (strcmp(arguments->settings[i].option->name, name) == 0) {
            pairs = resize(pairs, 2 * *count + 2, sizeof *pairs);
            for (int end = 0; end < 2; end++) {
                pairs[2 * *count + (size_t)end] = counted_actor(it, arguments->settings[i].values[end]);
            }
            ++*count;
        }
    }
    return pairs;
}

/* Changes the second side as --without, --cut and --add say. */
static void change_second(comparison *it) {
    ent_edit edit = ENT_EDIT_INIT;
    ent_network *edited;
    ent_error error;
    cli_cursor cursor = {0};
    ent_id *actors = NULL, *cut = read_pairs(it, "cut", &edit.cut_count);
    ent_id *added = read_pairs(it, "add", &edit.added_count);
    for (char *item; (item = argument_item(it->question.arguments, "without", &cursor)) != NULL; free(item)) {
        actors = resize(actors, edit.actor_count + 1, sizeof *actors);
        actors[edit.actor_count++] = counted_actor(it, item);
    }
    edit.actors = actors;
    edit.cut = cut;
    edit.added = added;
    if (ent_network_edit(&edited, it->sides[1], &edit, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    ent_network_free(it->sides[1]);
    it->sides[1] = edited;
    free(actors);
    free(cut);
    free(added);
}

static void compare(comparison *it) {
    const cli_arguments *arguments = it->question.arguments;
    static const char *const names[] = {"before", "after", "without", "cut", "add", NULL};
    bool is_asked = false;
    for (unsigned i = 0; names[i]; i++) {
        is_asked = is_asked || argument(arguments, names[i]);
    }
    if (!is_asked) {
        fail_usage(arguments->command,
                   "diff: nothing to compare; expected --before and --after, or --without, --cut or --add");
    }
    ent_error error;
    ent_measure_options options = measure_options(&it->question, it->measure);
    it->sides[0] = compile_window(it, "before");
    it->sides[1] = compile_window(it, "after");
    change_second(it);
    if (ent_diff_compute(&it->diff, it->sides[0], it->sides[1], it->measure, &options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
}

/* ---- Ties --------------------------------------------------------------------------------------------------------- */

/* What a row says of the tie; in a table only the first row of a tie does. */
static cJSON *tie_row(const comparison *it, const ent_tie_change *tie, bool is_first) {
    const ent_graph *graph = it->question.graph;
    static const char *const keys[] = {"change", "from_name", "to_name", "net_before", "net_after", NULL};
    cJSON *row = cJSON_CreateObject();
    if (!is_first) {
        for (unsigned i = 0; keys[i]; i++) {
            cJSON_AddStringToObject(row, keys[i], "");
        }
        return row;
    }
    ent_actor ends[2] = {ENT_ACTOR_INIT, ENT_ACTOR_INIT};
    ent_graph_get_actor(&ends[0], graph, tie->from, NULL);
    ent_graph_get_actor(&ends[1], graph, tie->to, NULL);
    cJSON_AddStringToObject(row, "change", ent_change_name(tie->change));
    cJSON_AddStringToObject(row, "from", ends[0].id);
    cJSON_AddStringToObject(row, "from_name", ends[0].name);
    cJSON_AddStringToObject(row, "to", ends[1].id);
    cJSON_AddStringToObject(row, "to_name", ends[1].name);
    for (int side = 0; side < 2; side++) {
        if (tie->edges[side] != ENT_NONE) {
            cJSON_AddNumberToObject(row, side ? "net_after" : "net_before", tie->positive[side] - tie->negative[side]);
        }
        cJSON_AddNumberToObject(row, side ? "positive_after" : "positive_before", tie->positive[side]);
        cJSON_AddNumberToObject(row, side ? "negative_after" : "negative_before", tie->negative[side]);
    }
    return row;
}

static cJSON *side_json(const comparison *it, const ent_tie_change *tie, int side) {
    if (tie->edges[side] == ENT_NONE) {
        return cJSON_CreateNull();
    }
    cJSON *object = cJSON_CreateObject();
    const ent_id *relations;
    uint32_t count;
    cJSON_AddNumberToObject(object, "positive", tie->positive[side]);
    cJSON_AddNumberToObject(object, "negative", tie->negative[side]);
    cJSON_AddNumberToObject(object, "sign", tie->signs[side]);
    cJSON *evidence = cJSON_AddArrayToObject(object, "evidence");
    ent_network_evidence(&relations, &count, it->sides[side], tie->edges[side]);
    for (uint32_t i = 0; i < count; i++) {
        cJSON_AddItemToArray(evidence, relation_json(it->question.graph, relations[i]));
    }
    return object;
}

/* Adds the rows of one side's relations; gives whether the table has a row of the tie. */
static bool add_side_rows(comparison *it, const ent_tie_change *tie, int side, bool has_row) {
    const ent_id *relations;
    uint32_t count;
    ent_network_evidence(&relations, &count, it->sides[side], tie->edges[side]);
    for (uint32_t i = 0; i < count; i++) {
        cJSON *row = tie_row(it, tie, true);
        cJSON_AddStringToObject(row, "side", side ? "after" : "before");
        add_relation(row, it->question.graph, relations[i]);
        cJSON_AddItemToArray(it->flat, row);
        if (i < EVIDENCE_SHOWN) {
            row = tie_row(it, tie, !has_row);
            cJSON_AddStringToObject(row, "side", side ? "after" : "before");
            add_relation(row, it->question.graph, relations[i]);
            cJSON_AddItemToArray(it->shown, row);
            has_row = true;
        }
    }
    if (count > EVIDENCE_SHOWN) {
        cJSON *row = tie_row(it, tie, false);
        add_more(row, count);
        cJSON_AddItemToArray(it->shown, row);
    }
    return has_row;
}

static void add_tie(comparison *it, cJSON *ties, const ent_tie_change *tie) {
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "change", ent_change_name(tie->change));
    cJSON_AddItemToObject(object, "from", actor_json(it->question.graph, tie->from));
    cJSON_AddItemToObject(object, "to", actor_json(it->question.graph, tie->to));
    cJSON_AddItemToObject(object, "before", side_json(it, tie, 0));
    cJSON_AddItemToObject(object, "after", side_json(it, tie, 1));
    cJSON_AddItemToArray(ties, object);
    bool has_row = tie->change == ENT_TIE_SAME; /* of what stays the same a table says nothing */
    for (int side = 0; side < 2 && tie->change != ENT_TIE_SAME; side++) {
        has_row = add_side_rows(it, tie, side, has_row);
    }
    if (!has_row) { /* no relation says so: a tie that was added */
        cJSON *row = tie_row(it, tie, true);
        cJSON_AddStringToObject(row, "side", "after");
        cJSON_AddStringToObject(row, "told", "assumed");
        cJSON_AddItemToArray(it->shown, row);
        cJSON_AddItemToArray(it->flat, cJSON_Duplicate(row, true));
    }
}

/* Adds every tie; gives how many changed. */
static uint32_t add_ties(comparison *it) {
    cJSON *ties = cJSON_AddArrayToObject(it->answer, "ties");
    uint32_t changed = 0;
    for (uint32_t i = 0; i < ent_diff_tie_count(it->diff); i++) {
        ent_tie_change tie = ENT_TIE_CHANGE_INIT;
        ent_diff_tie(&tie, it->diff, i, NULL);
        add_tie(it, ties, &tie);
        changed += tie.change != ENT_TIE_SAME;
    }
    return changed;
}

/* ---- Actors ------------------------------------------------------------------------------------------------------- */

/* Adds every actor to the answer, and those whose rank moved to `moved`. */
static void add_actors_moved(comparison *it, cJSON *moved) {
    static const char *const ranks[2] = {"rank_before", "rank_after"}, *const scores[2] = {"score_before",
                                                                                           "score_after"};
    cJSON *actors = cJSON_AddArrayToObject(it->answer, "actors");
    for (uint32_t i = 0; i < ent_diff_actor_count(it->diff); i++) {
        ent_rank_change change = ENT_RANK_CHANGE_INIT;
        ent_diff_actor(&change, it->diff, i, NULL);
        cJSON *row = cJSON_CreateObject();
        add_actor(row, it->question.graph, change.actor);
        for (int side = 0; side < 2; side++) {
            if (change.ranks[side]) {
                cJSON_AddNumberToObject(row, ranks[side], change.ranks[side]);
                cJSON_AddNumberToObject(row, scores[side], change.scores[side]);
            } else {
                cJSON_AddNullToObject(row, ranks[side]);
                cJSON_AddNullToObject(row, scores[side]);
            }
        }
        cJSON_AddItemToArray(actors, row);
        if (change.ranks[0] != change.ranks[1]) {
            cJSON_AddItemToArray(moved, cJSON_Duplicate(row, true));
        }
    }
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

static void draw(const comparison *it) {
    const char *path = argument(it->question.arguments, "diagram");
    ent_dot_options options = ENT_DOT_OPTIONS_INIT;
    ent_file *file;
    ent_error error;
    options.before = it->sides[0];
    if (!path) {
        return;
    }
    if (ent_file_create(&file, path, &error) != ENT_OK) {
        fail_error(path, &error);
    }
    ent_sink sink = ent_file_sink(file);
    ent_status status = ent_dot_write(&sink, it->sides[1], it->question.graph, &options, NULL, &error);
    status = status == ENT_OK ? ent_file_commit(file, &error) : status;
    ent_file_free(file);
    if (status != ENT_OK) {
        fail_error(path, &error);
    }
}

static int diff(const cli_arguments *arguments) {
    comparison it = {.shown = cJSON_CreateArray(), .flat = cJSON_CreateArray()};
    cJSON *moved = cJSON_CreateArray();
    question_read(&it.question, arguments, ENT_KINDS_EVENTS, "unit");
    it.measure = read_measure(arguments, ENT_MEASURE_DEGREE);
    it.answer = question_answer(&it.question);
    compare(&it);
    cJSON_AddStringToObject(it.answer, "measure", ent_measure_name(it.measure));
    uint32_t changed = add_ties(&it);
    add_actors_moved(&it, moved);
    draw(&it);
    cli_section sections[2] = {
        {format_text("Ties that changed: %u of %u", changed, ent_diff_tie_count(it.diff)), tie_columns, it.shown},
        {format_text("Actors whose rank moved, by %s", ent_measure_name(it.measure)), actor_columns, moved}};
    int status = ent_diff_tie_count(it.diff) ? EXIT_ANSWER : EXIT_NO_ANSWER;
    answer_write(arguments, it.answer, sections, 2, &(cli_section){NULL, flat_columns, it.flat});
    if (status == EXIT_NO_ANSWER) {
        no_answer("diff: the question leaves no tie in either");
    }
    cJSON_Delete(moved);
    cJSON_Delete(it.shown);
    cJSON_Delete(it.flat);
    ent_diff_free(it.diff);
    ent_network_free(it.sides[0]);
    ent_network_free(it.sides[1]);
    question_free(&it.question);
    return status;
}

const cli_command diff_command = {
    .name = "diff",
    .usage = "FILE... --before DAYS --after DAYS",
    .summary = "what changed between two windows, or what would if",
    .details =
        "Ties that appeared, vanished, changed sign or strength, each with its relations on both sides, and actors\n"
        "whose rank moved. With --without, --cut and --add the second side is what would be if.",
    .example = "entente diff crisis.json --rollup --before 2024-01-16/2024-01-18 --after 2024-01-19/2024-01-29",
    .options = diff_options,
    .run = diff,
};
