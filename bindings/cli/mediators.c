/*
 * entente mediators: who mediated between two actors, and who could; two lists that are never mixed.
 *
 * The library's search takes a graph and a day; the rest of the question selects the relations of that graph beforehand.
 */
#include "answer.h"
#include "certainty.h"
#include "complain.h"
#include "components.h"
#include "evidence.h"
#include "question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const cli_option mediators_options[] = {
    {"between", 0, "A B", "the two parties", NULL, false},
    {"on", 0, "DAY", "as of this day; only what began before it is seen", NULL, false},
    {"by", 0, "COMPONENT", "what ranks the candidates: %s; screen if not given", component_words, false},
    {"groups", 0, "NAMES", "groups for the roles of brokers; names joined by commas, groups by semicolons", NULL,
     false},
    {"top", 'n', "N", "at most N candidates", NULL, false},
    CERTAINTY_OPTIONS,
    {"compare", 0, "A B", "with --certainty, which of two candidates comes first in how many draws", NULL, false},
    {0},
};

#define COMPONENT_COLUMN(code, name, text) {text, NULL, LOOK_PLAIN},
static const cli_column mediated_columns[] = {
    {"status", "status", LOOK_WORD}, {"name", "who", LOOK_NAME},       {"through", "through", LOOK_PLAIN},
    {"date", "date", LOOK_PLAIN},    {"told", "evidence", LOOK_PLAIN}, {0},
};
static const cli_column candidate_columns[] = {
    {"rank", "rank", LOOK_FAINT},
    {"name", "who", LOOK_NAME},
    {"screen", "score", LOOK_PLAIN},
    {"access", "access", LOOK_PLAIN},
    {"acceptability", "acceptable", LOOK_PLAIN},
    {"bias", "bias", LOOK_PLAIN},
    {"experience", "experience", LOOK_PLAIN},
    {"predictive", "predictive", LOOK_PLAIN},
    {"rests_on", "evidence", LOOK_FAINT},
    {0},
};
/* With --certainty. */
static const cli_column sure_columns[] = {
    {"rank", "rank", LOOK_FAINT},
    {"rank_low", "best", LOOK_PLAIN},
    {"rank_high", "worst", LOOK_PLAIN},
    {"name", "who", LOOK_NAME},
    {"score", "score", LOOK_PLAIN},
    {"present", "present", LOOK_PLAIN},
    {"flip_next", "next is first", LOOK_PLAIN},
    {"rests_on", "evidence", LOOK_FAINT},
    {0},
};
#define FLAT_COLUMNS                                                                                                   \
    {"list", NULL, LOOK_PLAIN}, {"rank", NULL, LOOK_PLAIN}, {"id", NULL, LOOK_PLAIN}, {"name", NULL, LOOK_PLAIN},      \
        {"status", NULL, LOOK_PLAIN}, {"role", NULL, LOOK_PLAIN},                                                      \
        ENT_COMPONENT_MAP(COMPONENT_COLUMN){"component", NULL, LOOK_PLAIN}, {"value", NULL, LOOK_PLAIN}, {             \
        "evidence", NULL, LOOK_PLAIN                                                                                   \
    }
static const cli_column flat_columns[] = {FLAT_COLUMNS, {0}};
static const cli_column sure_flat_columns[] = {
    FLAT_COLUMNS,
    {"rank_low", NULL, LOOK_PLAIN},
    {"rank_high", NULL, LOOK_PLAIN},
    {"present", NULL, LOOK_PLAIN},
    {"flip_next", NULL, LOOK_PLAIN},
    CERTAINTY_FLAT_COLUMNS,
    {0},
};

typedef struct cli_inquiry {
    cli_question question;
    ent_graph *graph; /* what the question leaves */
    ent_id *numbers; /* of its relations in the graph asked */
    ent_mediators *mediators;
    ent_rank_certainty *certainty; /* of --certainty; NULL without it */
    ent_id parties[2];
    uint32_t *groups; /* of --groups, an entry an actor; NULL without it */
    cJSON *answer, *mediated, *candidates; /* the answer and its lists */
    cJSON *mediated_rows, *candidate_rows, *flat;
    cJSON *shown; /* sources left out that a table shows */
} cli_inquiry;

static void read_parties(cli_inquiry *inquiry) {
    const cli_arguments *arguments = inquiry->question.arguments;
    const cli_setting *between = argument_setting(arguments, "between");
    if (!between) {
        fail_usage(arguments->command, "mediators: no --between; expected --between A B");
    }
    for (int i = 0; i < 2; i++) {
        inquiry->parties[i] = find_actor(inquiry->question.graph, between->values[i]);
    }
    if (inquiry->parties[0] == inquiry->parties[1]) {
        fail_usage(arguments->command, "mediators: --between %s %s is one actor twice", between->values[0],
                   between->values[1]);
    }
}

/* Gives the actors named between two separators a group. */
static void read_group(cli_inquiry *inquiry, char *names, uint32_t group) {
    for (char *name = names, *end; name; name = end) {
        end = strchr(name, ',');
        if (end) {
            *end++ = '\0';
        }
        inquiry->groups[find_actor(inquiry->question.graph, name)] = group;
    }
}

static void read_groups(cli_inquiry *inquiry) {
    const char *text = argument(inquiry->question.arguments, "groups");
    uint32_t actors = ent_graph_actor_count(inquiry->question.graph), group = 0;
    if (!text) {
        return;
    }
    inquiry->groups = allocate(actors, sizeof *inquiry->groups);
    for (uint32_t actor = 0; actor < actors; actor++) {
        inquiry->groups[actor] = ENT_NONE;
    }
    char *copy = format_text("%s", text);
    for (char *names = copy, *end; names; names = end) {
        end = strchr(names, ';');
        if (end) {
            *end++ = '\0';
        }
        read_group(inquiry, names, group++);
    }
    free(copy);
}

/* The day of --on; without it the day after --until, so that all of the question is seen. A window wider than the library's
 * year of evidence widens that. */
ent_mediator_options read_mediator_options(const cli_question *question) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    const ent_view *view = &question->view;
    ent_date last;
    if (!read_days(&options.day, &last, question->arguments, "on") && view->until < ENT_DATE_MAX) {
        options.day = view->until + 1;
    }
    if (view->since != ENT_DATE_MIN && options.day != ENT_DATE_MAX && options.day > view->since) {
        options.horizon = (uint32_t)((int64_t)options.day - view->since);
    }
    return options;
}

static void find_mediators(cli_inquiry *inquiry) {
    ent_mediator_options options = read_mediator_options(&inquiry->question);
    options.by = read_component(inquiry->question.arguments, "by");
    options.groups = inquiry->groups;
    ent_error error;
    char day[ENT_DATE_TEXT];
    if (ent_mediators_find(&inquiry->mediators, inquiry->graph, inquiry->parties[0], inquiry->parties[1], &options,
                           NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    if (options.day == ENT_DATE_MAX) {
        cJSON_AddNullToObject(inquiry->answer, "on");
    } else {
        ent_date_format(day, options.day, options.day);
        cJSON_AddStringToObject(inquiry->answer, "on", day);
    }
    cJSON_AddStringToObject(inquiry->answer, "by", component_words[options.by]);
}

/* Adds relations in full to a list, and their ids to another (NULL: none). */
static void add_evidence(const cli_inquiry *inquiry, cJSON *list, const ent_id *relations, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        cJSON_AddItemToArray(list, relation_json(inquiry->question.graph, inquiry->numbers[relations[i]]));
    }
}

/* Who acted: the officials through whom a state or organisation mediated; himself is not said again. */
static void add_through(cJSON *row, const cli_inquiry *inquiry, ent_id relation, ent_id actor) {
    ent_relation read = ENT_RELATION_INIT;
    cJSON *through = cJSON_AddArrayToObject(row, "through");
    ent_graph_get_relation(&read, inquiry->graph, relation, NULL);
    for (size_t i = 0; i < read.from_count; i++) {
        ent_share shares[8];
        size_t count = 0;
        ent_graph_principals(shares, 8, &count, inquiry->graph, read.from[i], read.first, read.last, NULL);
        for (size_t j = 0; j < count && read.from[i] != actor; j++) {
            if (shares[j].actor == actor) {
                cJSON_AddItemToArray(through, cJSON_CreateString(actor_name(inquiry->graph, read.from[i])));
            }
        }
    }
}

static void add_mediated(cli_inquiry *inquiry, uint32_t index) {
    ent_mediated found = ENT_MEDIATED_INIT;
    ent_mediators_mediated(&found, inquiry->mediators, index, NULL);
    const ent_graph *graph = inquiry->question.graph;
    const char *status = ent_mediation_status_name(found.status);
    cJSON *object = actor_json(graph, found.actor);
    cJSON_AddStringToObject(object, "status", *status ? status : "unstated");
    cJSON *evidence = cJSON_AddArrayToObject(object, "evidence");
    add_evidence(inquiry, evidence, found.relations, found.relation_count);
    cJSON_AddItemToArray(inquiry->mediated, object);
    for (uint32_t i = 0; i < found.relation_count; i++) {
        cJSON *row = actor_json(graph, found.actor);
        cJSON_AddStringToObject(row, "status", *status ? status : "unstated");
        add_through(row, inquiry, found.relations[i], found.actor);
        add_relation(row, graph, inquiry->numbers[found.relations[i]]);
        cJSON_AddItemToArray(inquiry->mediated_rows, row);
    }
    cJSON *flat = cJSON_Duplicate(object, true);
    cJSON_AddStringToObject(flat, "list", "mediated");
    cJSON_AddItemToArray(inquiry->flat, flat);
}

/* The relations that a component of a candidate rests on; free() them. */
static ent_id *component_evidence(const cli_inquiry *inquiry, uint32_t index, unsigned component, size_t *count) {
    ent_error error;
    ent_id *relations = NULL;
    size_t room;
    do {
        room = relations ? *count : 16;
        relations = resize(relations, room ? room : 1, sizeof *relations);
        if (ent_mediators_evidence(relations, room, count, inquiry->mediators, index, (ent_component)component,
                                   &error) != ENT_OK) {
            fail_error(NULL, &error);
        }
    } while (*count > room);
    return relations;
}

/* What a candidate's score rests on: `all` gets every relation once and in full, and each component has in `by_component` the ids
 * of its own. */
static void add_candidate_evidence(const cli_inquiry *inquiry, uint32_t index, cJSON *all, cJSON *by_component) {
    char *is_known = allocate(ent_graph_relation_count(inquiry->graph), 1);
    for (unsigned c = 0; c < ENT_COMPONENT_COUNT; c++) {
        size_t count;
        ent_id *relations = component_evidence(inquiry, index, c, &count);
        cJSON *list = cJSON_AddArrayToObject(by_component, ent_component_name((ent_component)c));
        for (size_t i = 0; i < count; i++) {
            cJSON *relation = relation_json(inquiry->question.graph, inquiry->numbers[relations[i]]);
            const char *id = cJSON_GetObjectItemCaseSensitive(relation, "id")->valuestring;
            cJSON_AddItemToArray(list, cJSON_CreateString(id));
            if (is_known[relations[i]]) {
                cJSON_Delete(relation);
            } else {
                cJSON_AddItemToArray(all, relation);
            }
            is_known[relations[i]] = 1;
        }
        free(relations);
    }
    free(is_known);
}

/* What --certainty knows of a candidate: the rows of the two answers are in the same order. */
static void add_sure(cJSON *object, const cli_inquiry *inquiry, uint32_t index) {
    ent_actor_certainty found = ENT_ACTOR_CERTAINTY_INIT;
    if (inquiry->certainty) {
        ent_rank_certainty_actor(&found, inquiry->certainty, index, NULL);
        add_interval(object, &found);
    }
}

static void add_candidate(cli_inquiry *inquiry, uint32_t index) {
    ent_candidate found = ENT_CANDIDATE_INIT;
    ent_mediators_candidate(&found, inquiry->mediators, index, NULL);
    cJSON *object = actor_json(inquiry->question.graph, found.actor);
    cJSON_AddNumberToObject(object, "rank", found.rank);
    add_sure(object, inquiry, index);
    if (inquiry->groups) {
        cJSON_AddStringToObject(object, "role", ent_broker_role_name(found.role));
    }
    cJSON *row = cJSON_Duplicate(object, true), *components = cJSON_AddObjectToObject(object, "components");
    for (unsigned c = 0; c < ENT_COMPONENT_COUNT; c++) {
        cJSON_AddNumberToObject(components, ent_component_name((ent_component)c), found.components[c]);
        cJSON_AddNumberToObject(row, ent_component_name((ent_component)c), found.components[c]);
    }
    cJSON *evidence = cJSON_AddArrayToObject(object, "evidence");
    add_candidate_evidence(inquiry, index, evidence, cJSON_AddObjectToObject(object, "rests_on"));
    cJSON_AddNumberToObject(row, "rests_on", cJSON_GetArraySize(evidence));
    cJSON_AddNumberToObject(row, "score", found.components[read_component(inquiry->question.arguments, "by")]);
    cJSON *flat = cJSON_Duplicate(row, true);
    cJSON_AddStringToObject(flat, "list", "candidates");
    cJSON_AddItemToObject(flat, "evidence", cJSON_Duplicate(evidence, true));
    cJSON_AddItemToArray(inquiry->candidates, object);
    cJSON_AddItemToArray(inquiry->candidate_rows, row);
    cJSON_AddItemToArray(inquiry->flat, flat);
    add_component_rows(inquiry->flat, object);
}

/* The candidate whom a name of --compare means, or for whom he counts; ENT_NONE: none. */
static ent_id find_candidate(const cli_inquiry *inquiry, const char *name) {
    ent_id actor = find_actor(inquiry->question.graph, name);
    ent_pair_certainty pair = ENT_PAIR_CERTAINTY_INIT;
    ent_share shares[8];
    size_t count = 0;
    ent_graph_principals(shares, 8, &count, inquiry->graph, actor, ENT_DATE_MIN, ENT_DATE_MAX, NULL);
    for (size_t i = 0; i < count && i < 8; i++) {
        if (ent_rank_certainty_pair(&pair, inquiry->certainty, shares[i].actor, shares[i].actor, NULL) == ENT_OK) {
            return shares[i].actor;
        }
    }
    return ENT_NONE;
}

/* Finds how sure the ranking is, if that is asked. False if somebody to compare is no candidate: a message says so. */
static bool find_sure(cli_inquiry *inquiry) {
    const cli_arguments *arguments = inquiry->question.arguments;
    const cli_setting *compare = argument_setting(arguments, "compare");
    ent_id pair[2] = {ENT_NONE, ENT_NONE};
    ent_run run;
    ent_certainty_options options = read_draws(arguments, &run);
    ent_error error;
    if (!argument(arguments, "certainty")) {
        return true;
    }
    if (ent_mediators_certainty(&inquiry->certainty, inquiry->mediators, inquiry->graph, &options, &run, &error) !=
        ENT_OK) {
        fail_error(NULL, &error);
    }
    for (int i = 0; compare && i < 2; i++) {
        pair[i] = find_candidate(inquiry, compare->values[i]);
        if (pair[i] == ENT_NONE) {
            no_answer("mediators: %s is no candidate", compare->values[i]);
            return false;
        }
    }
    add_certainty(inquiry->answer, inquiry->shown, &inquiry->question, inquiry->certainty, pair);
    return true;
}

static void inquiry_open(cli_inquiry *inquiry, const cli_arguments *arguments) {
    *inquiry = (cli_inquiry){.mediated_rows = cJSON_CreateArray(),
                             .candidate_rows = cJSON_CreateArray(),
                             .flat = cJSON_CreateArray(),
                             .shown = cJSON_CreateArray()};
    expect_with(arguments, "seed", "certainty");
    expect_with(arguments, "draw", "certainty");
    expect_with(arguments, "compare", "certainty");
    question_read(&inquiry->question, arguments, ENT_KINDS_EVENTS, "tone");
    cli_question *question = &inquiry->question;
    question->view.rollup = ENT_ROLLUP_PRINCIPAL; /* mediators are found after roll-up only */
    read_parties(inquiry);
    read_groups(inquiry);
    inquiry->graph = question_select(question, &inquiry->numbers);
    inquiry->answer = question_answer(question);
    cJSON *between = cJSON_AddArrayToObject(inquiry->answer, "between");
    for (int i = 0; i < 2; i++) {
        cJSON_AddItemToArray(between, actor_json(question->graph, inquiry->parties[i]));
    }
    find_mediators(inquiry);
    inquiry->mediated = cJSON_AddArrayToObject(inquiry->answer, "mediated");
    inquiry->candidates = cJSON_AddArrayToObject(inquiry->answer, "candidates");
}

static void inquiry_close(cli_inquiry *inquiry) {
    cJSON_Delete(inquiry->mediated_rows);
    cJSON_Delete(inquiry->candidate_rows);
    cJSON_Delete(inquiry->flat);
    cJSON_Delete(inquiry->shown);
    ent_rank_certainty_free(inquiry->certainty);
    ent_mediators_free(inquiry->mediators);
    ent_graph_free(inquiry->graph);
    free(inquiry->numbers);
    free(inquiry->groups);
    question_free(&inquiry->question);
}

static char *candidates_title(const cli_inquiry *inquiry) {
    const char *by = component_words[read_component(inquiry->question.arguments, "by")];
    if (!ent_mediators_candidate_count(inquiry->mediators)) {
        return format_text("Who could mediate: nobody");
    }
    if (!inquiry->certainty) {
        return format_text("Who could mediate, by %s", by);
    }
    char *draws = draws_text(inquiry->certainty);
    char *title = format_text("Who could mediate, by %s, with the best and worst rank %s", by, draws);
    free(draws);
    return title;
}

static void write_inquiry(cli_inquiry *inquiry) {
    const ent_graph *graph = inquiry->question.graph;
    bool is_sure = inquiry->certainty, has_mediated = ent_mediators_mediated_count(inquiry->mediators) > 0;
    cli_column component_columns[CANDIDATES_IN_FULL + 2];
    cJSON *components = component_table(component_columns, inquiry->candidates);
    cli_section sections[5] = {
        {format_text("Who mediated between %s and %s%s", actor_name(graph, inquiry->parties[0]),
                     actor_name(graph, inquiry->parties[1]), has_mediated ? "" : ": nobody"),
         mediated_columns, inquiry->mediated_rows},
        {candidates_title(inquiry), is_sure ? sure_columns : candidate_columns, inquiry->candidate_rows},
    };
    size_t count = 2;
    if (is_sure) {
        count += certainty_sections(sections + count, inquiry->answer, inquiry->shown);
        flatten(inquiry->flat, inquiry->answer, "sources");
        flatten(inquiry->flat, inquiry->answer, "pairs");
    }
    if (cJSON_GetArraySize(components)) {
        sections[count++] =
            (cli_section){format_text("Components of the first, with the number of relations that each rests on"),
                          component_columns, components};
    }
    answer_write(inquiry->question.arguments, inquiry->answer, sections, count,
                 &(cli_section){NULL, is_sure ? sure_flat_columns : flat_columns, inquiry->flat});
    cJSON_Delete(components);
}

static int answer_inquiry(cli_inquiry *inquiry) {
    uint32_t mediated = ent_mediators_mediated_count(inquiry->mediators);
    uint32_t candidates = ent_mediators_candidate_count(inquiry->mediators);
    uint32_t shown = argument_number(inquiry->question.arguments, "top", ENT_NONE);
    for (uint32_t i = 0; i < mediated; i++) {
        add_mediated(inquiry, i);
    }
    for (uint32_t i = 0; i < candidates && i < shown; i++) {
        add_candidate(inquiry, i);
    }
    write_inquiry(inquiry);
    const ent_graph *graph = inquiry->question.graph;
    return mediated || candidates
               ? EXIT_ANSWER
               : no_answer("mediators: nobody between %s and %s in this question",
                           actor_name(graph, inquiry->parties[0]), actor_name(graph, inquiry->parties[1]));
}

static int mediators(const cli_arguments *arguments) {
    cli_inquiry inquiry;
    inquiry_open(&inquiry, arguments);
    int status = EXIT_NO_ANSWER;
    if (find_sure(&inquiry)) {
        status = answer_inquiry(&inquiry);
    } else {
        cJSON_Delete(inquiry.answer);
    }
    inquiry_close(&inquiry);
    return status;
}

const cli_command mediators_command = {
    .name = "mediators",
    .usage = "FILE... --between A B [--on DAY] [--by COMPONENT]",
    .summary = "who mediated between two actors, and who could",
    .details =
        "Tells those who mediated, offered, appealed or are expected to, by status, from candidates, by a score of\n"
        "access to and acceptability for both, or --by another component; predictive is the share of mediations to\n"
        "come that experience with the pair and shared contacts make expected. Always after roll-up, undirected and\n"
        "weighed by tone, over the year before --on, or from --since. With --certainty the ranks are found again in "
        "so\n"
        "many draws of the record, and without each of its sources; see rank.",
    .example = "entente mediators crisis.json --between Pakistan Iran --on 2024-01-29",
    .options = mediators_options,
    .run = mediators,
};
