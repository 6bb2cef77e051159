/*
 * The options of the question as a view, and the question as JSON.
 */
#include "question.h"
#include "complain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_words[] = {"mediation", "attack", "diplomatic", "affiliation", "events", "all", NULL};
static const char *const actor_kind_words[] = {"state", "official", "organisation", NULL};
static const char *const weight_words[] = {"unit", "count", "tone", "weight", NULL};

const cli_option question_options[] = {
    {"since", 0, "DAY", "from this day on: 2024-01-16, 2024-01 or 2024", NULL, false},
    {"until", 0, "DAY", "to this day; both days are counted in", NULL, false},
    {"kinds", 0, "KINDS", "only relations of these kinds; some of %s, joined by commas", kind_words, true},
    {"actors", 0, "ACTORS",
     "only relations between these; kinds (state, official, organisation) or names, joined by commas; kinds count "
     "after "
     "--rollup, names before or after",
     actor_kind_words, true},
    {"codes", 0, "CODES", "only relations whose event code begins so; 19 or 036,04", NULL, true},
    {"rollup", 0, NULL, "count officials and agencies as the state or organisation they act for on that day", NULL,
     false},
    {"weight", 0, "WEIGHT",
     "%s; unit: every tie the same; count: by the number of relations, each with its confidence; tone: by how "
     "cooperative they are; weight: by the weights that they have of their own",
     weight_words, false},
    {"min-confidence", 0, "NUMBER", "only relations with at least this confidence, 0 to 1", NULL, false},
    {"exclude", 0, "NAMES", "without these actors; names joined by commas", NULL, true},
    {"without-catch-alls", 0, NULL,
     "without what is not one actor, but all to whom a source gives the same word, as \"Government\"", NULL, false},
    {"directed", 0, NULL, "keep who acts and upon whom apart", NULL, false},
    {0},
};

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

bool read_days(ent_date *first, ent_date *last, const cli_arguments *arguments, const char *name) {
    const char *text = argument(arguments, name);
    ent_error error;
    if (text && ent_date_parse(first, last, text, &error) != ENT_OK) {
        fail_usage(arguments->command, "%s: --%s: %s", arguments->command->name, name, error.message);
    }
    return text != NULL;
}

static void read_window(cli_question *question) {
    ent_date other;
    const cli_arguments *arguments = question->arguments;
    read_days(&question->view.since, &other, arguments, "since");
    read_days(&other, &question->view.until, arguments, "until");
    if (question->view.since > question->view.until) {
        fail_usage(arguments->command, "%s: --since %s is after --until %s", arguments->command->name,
                   argument(arguments, "since"), argument(arguments, "until"));
    }
}

uint32_t kind_bit(const char *text) {
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        if (strcmp(text, kind_words[kind]) == 0) {
            return ENT_KIND_BIT(kind);
        }
    }
    return strcmp(text, "events") == 0 ? ENT_KINDS_EVENTS : strcmp(text, "all") == 0 ? ENT_KINDS_ALL : 0;
}

static void read_kinds(cli_question *question) {
    const cli_command *command = question->arguments->command;
    uint32_t kinds = 0;
    cli_cursor cursor = {0};
    for (char *item; (item = argument_item(question->arguments, "kinds", &cursor)) != NULL; free(item)) {
        uint32_t bit = kind_bit(item);
        const char *near = nearest_word(item, kind_words);
        if (!bit) {
            fail_usage(
                command,
                "%s: --kinds has \"%s\"%s%s; expected some of mediation, attack, diplomatic, affiliation, events, all",
                command->name, item, near ? ", near to " : "", near ? near : "");
        }
        kinds |= bit;
    }
    question->view.kinds = kinds ? kinds : question->view.kinds;
}

ent_id find_actor(const ent_graph *graph, const char *text) {
    ent_match match;
    ent_error error;
    if (ent_graph_find(&match, graph, text, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return match.actor;
}

/* Adds the actors that a list option names. Words of kinds are not names where `kinds` is not NULL: they set bits there. */
static size_t read_actors(ent_id **list, uint32_t *kinds, const cli_question *question, const char *name) {
    size_t count = 0;
    cli_cursor cursor = {0};
    for (char *item; (item = argument_item(question->arguments, name, &cursor)) != NULL; free(item)) {
        uint32_t bit = 0;
        for (unsigned kind = 0; kinds && actor_kind_words[kind]; kind++) {
            bit |= strcmp(item, actor_kind_words[kind]) == 0 ? 1u << kind : 0u;
        }
        if (bit) {
            *kinds |= bit;
            continue;
        }
        *list = resize(*list, count + 1, sizeof **list);
        (*list)[count++] = find_actor(question->graph, item);
    }
    return count;
}

static void read_codes(cli_question *question) {
    size_t count = 0;
    cli_cursor cursor = {0};
    for (char *item; (item = argument_item(question->arguments, "codes", &cursor)) != NULL;) {
        question->codes = resize(question->codes, count + 1, sizeof *question->codes);
        question->codes[count++] = item;
    }
    question->view.codes = (const char *const *)question->codes;
    question->view.code_count = count;
}

static void read_confidence(cli_question *question) {
    const cli_arguments *arguments = question->arguments;
    const char *text = argument(arguments, "min-confidence");
    char *end = NULL;
    double number = text ? strtod(text, &end) : 0.0;
    if (text && (!*text || *end || !(number >= 0.0 && number <= 1.0))) {
        fail_usage(arguments->command, "%s: --min-confidence is \"%s\"; expected a number from 0 to 1",
                   arguments->command->name, text);
    }
    question->view.confidence_min = number;
}

void question_read(cli_question *question, const cli_arguments *arguments, uint32_t kinds, const char *weight) {
    *question = (cli_question){.arguments = arguments, .view = ENT_VIEW_INIT};
    ent_view *view = &question->view;
    view->kinds = kinds;
    question->weight = argument(arguments, "weight") ? argument(arguments, "weight") : weight;
    bool is_unit = strcmp(question->weight, "unit") == 0;
    question->lengths = is_unit ? ENT_WEIGHT_UNIT : ENT_WEIGHT_INVERSE;
    question->strengths = is_unit ? ENT_WEIGHT_UNIT : ENT_WEIGHT_STRENGTH;
    view->scheme = strcmp(question->weight, "tone") == 0     ? ENT_SCHEME_TONE
                   : strcmp(question->weight, "weight") == 0 ? ENT_SCHEME_WEIGHT
                                                             : ENT_SCHEME_COUNT;
    view->rollup = argument(arguments, "rollup") ? ENT_ROLLUP_PRINCIPAL : ENT_ROLLUP_NONE;
    view->direction = argument(arguments, "directed") ? ENT_DIRECTED : ENT_UNDIRECTED;
    read_window(question);
    read_kinds(question);
    read_codes(question);
    read_confidence(question);
    question->graph = read_files(arguments, arguments->operand_count);
    view->only_count = read_actors(&question->only, &view->actor_kinds, question, "actors");
    view->exclude_count = read_actors(&question->exclude, NULL, question, "exclude");
    view->only = question->only;
    view->exclude = question->exclude;
    view->exclude_flags = argument(arguments, "without-catch-alls") ? ENT_ACTOR_CATCH_ALL : 0;
    ent_error error;
    if (ent_view_check(view, question->graph, &error) != ENT_OK) {
        fail_usage(arguments->command, "%s: %s", arguments->command->name, error.message);
    }
}

void question_free(cli_question *question) {
    for (size_t i = 0; i < question->view.code_count; i++) {
        free(question->codes[i]);
    }
    free(question->codes);
    free(question->only);
    free(question->exclude);
    ent_graph_free(question->graph);
}

/* ---- Asking ------------------------------------------------------------------------------------------------------- */

ent_network *question_compile(const cli_question *question) {
    ent_network *network;
    ent_error error;
    if (ent_network_compile(&network, question->graph, &question->view, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    return network;
}

bool find_node(uint32_t *node, const cli_question *question, const ent_network *network, ent_id actor,
               ent_error *error) {
    ent_status status = ent_network_locate(node, network, question->graph, actor, error);
    if (status != ENT_OK && status != ENT_ENOTFOUND) {
        fail_error(NULL, error);
    }
    return status == ENT_OK;
}

char *question_mark(const cli_question *question, const ent_network *network) {
    char *marks = allocate(ent_graph_relation_count(question->graph), 1);
    for (uint32_t edge = 0; edge < ent_network_edge_count(network); edge++) {
        const ent_id *relations;
        uint32_t count;
        ent_network_evidence(&relations, &count, network, edge);
        for (uint32_t i = 0; i < count; i++) {
            marks[relations[i]] = 1;
        }
    }
    return marks;
}

static void copy_actors(ent_graph *to, const ent_graph *from) {
    ent_error error;
    ent_status status = ent_graph_set_title(to, ent_graph_title(from), &error);
    if (status == ENT_OK) {
        status = ent_graph_set_description(to, ent_graph_description(from), &error);
    }
    for (ent_id i = 0; status == ENT_OK && i < ent_graph_source_count(from); i++) {
        ent_source source = ENT_SOURCE_INIT;
        ent_graph_get_source(&source, from, i, NULL);
        status = ent_graph_add_source(NULL, to, &source, &error);
    }
    for (ent_id i = 0; status == ENT_OK && i < ent_graph_actor_count(from); i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_graph_get_actor(&actor, from, i, NULL);
        status = ent_graph_add_actor(NULL, to, &actor, &error);
    }
    if (status != ENT_OK) {
        fail_error(NULL, &error);
    }
}

ent_graph *question_select(const cli_question *question, ent_id **numbers) {
    const ent_graph *from = question->graph;
    ent_graph *to;
    ent_error error;
    ent_network *network = question_compile(question);
    char *marks = question_mark(question, network);
    ent_network_free(network);
    ent_id *places = allocate(ent_graph_relation_count(from), sizeof *places);
    if (ent_graph_new(&to, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    copy_actors(to, from);
    for (ent_id i = 0, place = 0; i < ent_graph_relation_count(from); i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_graph_get_relation(&relation, from, i, NULL);
        if (!marks[i] && relation.kind != ENT_KIND_AFFILIATION) {
            continue;
        }
        if (ent_graph_add_relation(&place, to, &relation, &error) != ENT_OK) {
            fail_error(NULL, &error);
        }
        places[place] = i;
    }
    free(marks);
    if (numbers) {
        *numbers = places;
    } else {
        free(places);
    }
    return to;
}

/* ---- The question as JSON ----------------------------------------------------------------------------------------- */

static void add_day(cJSON *object, const char *key, ent_date day) {
    char text[ENT_DATE_TEXT];
    if (day == ENT_DATE_MIN || day == ENT_DATE_MAX) {
        cJSON_AddNullToObject(object, key);
        return;
    }
    ent_date_format(text, day, day);
    cJSON_AddStringToObject(object, key, text);
}

/* Adds the words of a mask's bits to a list. */
static void add_words(cJSON *list, uint32_t mask, const char *const *words) {
    for (unsigned i = 0; mask >> i; i++) {
        if (mask >> i & 1u) {
            cJSON_AddItemToArray(list, cJSON_CreateString(words[i]));
        }
    }
}

static void add_ids(cJSON *list, const ent_graph *graph, const ent_id *actors, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        ent_graph_get_actor(&actor, graph, actors[i], NULL);
        cJSON_AddItemToArray(list, cJSON_CreateString(actor.id));
    }
}

cJSON *question_answer(const cli_question *question) {
    const ent_view *view = &question->view;
    const cli_arguments *arguments = question->arguments;
    cJSON *answer = cJSON_CreateObject(), *object = cJSON_AddObjectToObject(answer, "question");
    cJSON *files = cJSON_AddArrayToObject(object, "files");
    for (size_t i = 0; i < arguments->operand_count; i++) {
        cJSON_AddItemToArray(files, cJSON_CreateString(arguments->operands[i]));
    }
    add_day(object, "since", view->since);
    add_day(object, "until", view->until);
    add_words(cJSON_AddArrayToObject(object, "kinds"), view->kinds, kind_words);
    cJSON *actors = cJSON_AddArrayToObject(object, "actors");
    add_words(actors, view->actor_kinds, actor_kind_words);
    add_ids(actors, question->graph, view->only, view->only_count);
    cJSON *codes = cJSON_AddArrayToObject(object, "codes");
    for (size_t i = 0; i < view->code_count; i++) {
        cJSON_AddItemToArray(codes, cJSON_CreateString(view->codes[i]));
    }
    cJSON_AddBoolToObject(object, "rollup", view->rollup == ENT_ROLLUP_PRINCIPAL);
    cJSON_AddStringToObject(object, "weight", question->weight);
    cJSON_AddNumberToObject(object, "min_confidence", view->confidence_min);
    add_ids(cJSON_AddArrayToObject(object, "exclude"), question->graph, view->exclude, view->exclude_count);
    cJSON_AddBoolToObject(object, "without_catch_alls", view->exclude_flags != 0);
    cJSON_AddBoolToObject(object, "directed", view->direction == ENT_DIRECTED);
    return answer;
}
