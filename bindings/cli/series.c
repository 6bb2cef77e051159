/*
 * entente series: relations by day, week, month or year, or a number of the network of a window that slides; as a plot too.
 */
#include "answer.h"
#include "complain.h"
#include "evidence.h"
#include "measure.h"

#include <stdlib.h>
#include <string.h>

static const char *const period_words[] = {"day", "week", "month", "year", NULL};
static const char *const indicator_words[] = {"actors",     "ties",         "strong_balance", "weak_balance",
                                              "line_index", "walk_balance", "transitivity",   NULL};

static const cli_option series_options[] = {
    {"by", 0, "PERIOD", "%s; month if not given; weeks are those of ISO 8601", period_words, false},
    {"actor", 0, "ACTOR", "only relations of this actor", NULL, false},
    {"pair", 0, "A B", "only relations of A with B", NULL, false},
    {"measure", 'm', "MEASURE", "the score of --actor; %s", measure_words, false},
    {"indicator", 0, "NUMBER", "a number of the network; %s", indicator_words, false},
    {"window", 0, "N", "the network of the N periods that end with each; 1 if not given", NULL, false},
    {"plot", 0, "FILE", "also draw it as SVG into FILE", NULL, false},
    {0},
};

static const cli_column columns[] = {
    {"period", "period", LOOK_PLAIN},     {"relations", "relations", LOOK_PLAIN},
    {"positive", "positive", LOOK_PLAIN}, {"negative", "negative", LOOK_PLAIN},
    {"net", "net", LOOK_PLAIN},           {0},
};
static const cli_column value_columns[] = {
    {"period", "period", LOOK_PLAIN},
    {"relations", "relations", LOOK_PLAIN},
    {"value", "value", LOOK_PLAIN},
    {0},
};
static const cli_column flat_columns[] = {
    {"period", NULL, LOOK_PLAIN},    {"first", NULL, LOOK_PLAIN},    {"last", NULL, LOOK_PLAIN},
    {"relations", NULL, LOOK_PLAIN}, {"positive", NULL, LOOK_PLAIN}, {"negative", NULL, LOOK_PLAIN},
    {"net", NULL, LOOK_PLAIN},       {"value", NULL, LOOK_PLAIN},    {0},
};

typedef struct following {
    cli_question question;
    ent_measure_options measure_options;
    ent_series_options options;
    ent_series *series;
    char *who, *value; /* "Pakistan and Iran", "betweenness" */
} following;

/* ---- What is asked ------------------------------------------------------------------------------------------------ */

/* The actor that one counts as, after --rollup; himself where he has no tie, so that the series says so by zeros. */
static ent_id counted_actor(const following *it, const ent_network *network, const char *text) {
    uint32_t node;
    ent_error error;
    ent_id actor = find_actor(it->question.graph, text);
    return find_node(&node, &it->question, network, actor, &error) ? ent_network_actor(network, node) : actor;
}

static void read_actors(following *it) {
    const cli_arguments *arguments = it->question.arguments;
    const cli_setting *pair = argument_setting(arguments, "pair");
    const char *actor = argument(arguments, "actor");
    const ent_graph *graph = it->question.graph;
    if (pair && actor) {
        fail_usage(arguments->command, "series: --actor and --pair; expected one of them");
    }
    ent_network *network = question_compile(&it->question);
    if (pair) {
        it->options.actor = counted_actor(it, network, pair->values[0]);
        it->options.other = counted_actor(it, network, pair->values[1]);
        it->who = format_text("%s and %s", actor_name(graph, it->options.actor), actor_name(graph, it->options.other));
    } else if (actor) {
        it->options.actor = counted_actor(it, network, actor);
        it->who = format_text("%s", actor_name(graph, it->options.actor));
    } else {
        it->who = format_text("all actors");
    }
    ent_network_free(network);
}

static void read_number(following *it) {
    const cli_arguments *arguments = it->question.arguments;
    const char *measure = argument(arguments, "measure"), *indicator = argument(arguments, "indicator");
    if (measure && indicator) {
        fail_usage(arguments->command, "series: --measure and --indicator; expected one of them");
    }
    if (measure && !argument(arguments, "actor")) {
        fail_usage(arguments->command, "series: --measure needs --actor ACTOR");
    }
    if (argument(arguments, "window") && !measure && !indicator) {
        fail_usage(arguments->command, "series: --window is of --measure or --indicator; expected one of them");
    }
    if (measure) {
        it->options.indicator = ENT_INDICATOR_SCORE;
        it->options.measure = read_measure(arguments, ENT_MEASURE_BETWEENNESS);
        it->measure_options = measure_options(&it->question, it->options.measure);
        it->options.measure_options = &it->measure_options;
    }
    for (int i = 0; indicator && i < ENT_INDICATOR_COUNT; i++) {
        bool is_it = strcmp(indicator, ent_indicator_name((ent_indicator)i)) == 0;
        it->options.indicator = is_it ? (ent_indicator)i : it->options.indicator;
    }
    it->value = format_text("%s", measure ? measure : indicator ? indicator : "P, N and net");
}

static void read_options(following *it) {
    const char *by = argument(it->question.arguments, "by");
    for (int i = 0; by && period_words[i]; i++) {
        it->options.period = strcmp(by, period_words[i]) == 0 ? (ent_period)i : it->options.period;
    }
    it->options.span = argument_number(it->question.arguments, "window", 1);
    read_number(it);
    read_actors(it);
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

static void add_day(cJSON *row, const char *key, ent_date day) {
    char text[ENT_DATE_TEXT];
    ent_date_format(text, day, day);
    cJSON_AddStringToObject(row, key, text);
}

static void add_periods(cJSON *list, const ent_series_columns *all) {
    for (uint32_t i = 0; i < all->count; i++) {
        char text[ENT_DATE_TEXT];
        cJSON *row = cJSON_CreateObject();
        ent_period_format(text, all->period, all->first[i]);
        cJSON_AddStringToObject(row, "period", text);
        add_day(row, "first", all->first[i]);
        add_day(row, "last", all->last[i]);
        cJSON_AddNumberToObject(row, "relations", all->relations[i]);
        cJSON_AddNumberToObject(row, "positive", all->positive[i]);
        cJSON_AddNumberToObject(row, "negative", all->negative[i]);
        cJSON_AddNumberToObject(row, "net", all->positive[i] - all->negative[i]);
        if (all->values) {
            cJSON_AddNumberToObject(row, "value", all->values[i]);
        }
        cJSON_AddItemToArray(list, row);
    }
}

static void plot(const following *it) {
    const char *path = argument(it->question.arguments, "plot");
    ent_file *file;
    ent_error error;
    if (!path) {
        return;
    }
    if (ent_file_create(&file, path, &error) != ENT_OK) {
        fail_error(path, &error);
    }
    ent_sink sink = ent_file_sink(file);
    ent_status status = ent_series_svg_write(&sink, it->series, it->who, it->value, &error);
    status = status == ENT_OK ? ent_file_commit(file, &error) : status;
    ent_file_free(file);
    if (status != ENT_OK) {
        fail_error(path, &error);
    }
}

static int series(const cli_arguments *arguments) {
    following it = {.options = ENT_SERIES_OPTIONS_INIT};
    ent_series_columns all = ENT_SERIES_COLUMNS_INIT;
    ent_error error;
    question_read(&it.question, arguments, ENT_KINDS_EVENTS, "count");
    read_options(&it);
    if (ent_series_compute(&it.series, it.question.graph, &it.question.view, &it.options, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error);
    }
    ent_series_get(&all, it.series, NULL);
    cJSON *answer = question_answer(&it.question);
    cJSON_AddStringToObject(answer, "of", it.who);
    cJSON_AddStringToObject(answer, "by", ent_period_name(all.period));
    cJSON_AddStringToObject(answer, "value", it.value);
    cJSON_AddNumberToObject(answer, "undated", all.undated);
    cJSON *periods = cJSON_AddArrayToObject(answer, "periods");
    add_periods(periods, &all);
    plot(&it);
    cli_section section = {format_text("%s by %s, of %s", it.value, ent_period_name(all.period), it.who),
                           all.values ? value_columns : columns, periods};
    answer_write(arguments, answer, &section, 1, &(cli_section){NULL, flat_columns, periods});
    int status = all.count ? EXIT_ANSWER : no_answer("series: the question leaves no relation with a day");
    free(it.who);
    free(it.value);
    ent_series_free(it.series);
    question_free(&it.question);
    return status;
}

const cli_command series_command = {
    .name = "series",
    .usage = "FILE... [--by PERIOD]",
    .summary = "how it went, by day, week, month or year",
    .details =
        "Relations of each period and what they add to the positive and the negative strength, and their net. A\n"
        "relation counts in the period of its first day. With --measure or --indicator, a number of the network of\n"
        "each window.",
    .example = "entente series crisis.json --rollup --pair Pakistan Iran --by week --weight tone --plot tone.svg",
    .options = series_options,
    .run = series,
};
