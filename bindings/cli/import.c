/*
 * entente import: files of coded events as a graph, and what became of every row of them.
 */
#include "import.h"
#include "answer.h"
#include "complain.h"
#include "save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const event_formats[] = {
#define FORMAT_WORD(number, name, word, description) word,
    ENT_EVENT_FORMAT_MAP(FORMAT_WORD)
#undef FORMAT_WORD
        NULL};
static const char *const column_words[] = {
    "source=", "target=", "date=",      "end=",   "code=",  "tone=",        "weight=",
    "id=",     "actors=", "reference=", "dates=", "epoch=", "steps_a_day=", NULL};

static const cli_option import_options[] = {
    {"from-format", 0, "FORMAT", "of all FILEs; %s", event_formats, false},
    {"columns", 0, "COLUMNS",
     "of a table of no known format, by the names in its header or from 1; source=Actor1,target=Actor2,date=Day and "
     "end, "
     "code, tone, weight, id, reference; actors=name, cameo, iso3, cow or the like; dates=dmy or mdy; "
     "epoch=DAY,steps_a_day=24 "
     "for times that are steps",
     column_words, true},
    {"strict", 0, NULL, "stop at the first row that is not as its format says, with its file, line and text", NULL,
     false},
    {"repair-codes", 0, NULL, "give codes their leading zero back, where only one code can be meant", NULL, false},
    {"code-kinds", 0, "RULES",
     "what events of a code are, before the built-in table; 14=attack,036=diplomatic,045=mediation:offered: of all "
     "that "
     "begin so, the longest counts",
     NULL, true},
    {"rejects", 0, "FILE", "write the rows that were not kept to FILE, which appears whole or not at all", NULL, false},
    {0},
};

static const cli_column file_columns[] = {{"file", "file", LOOK_NAME},          {"format", "format", LOOK_WORD},
                                          {"rows", "rows", LOOK_PLAIN},         {"kept", "kept", LOOK_PLAIN},
                                          {"rejected", "not kept", LOOK_PLAIN}, {0}};
static const cli_column reject_columns[] = {{"reason", "reason", LOOK_WORD},
                                            {"rows", "rows", LOOK_PLAIN},
                                            {"message", "what it says", LOOK_PLAIN},
                                            {"file", "first in", LOOK_NAME},
                                            {"line", "line", LOOK_PLAIN},
                                            {"column", "column", LOOK_PLAIN},
                                            {"text", "there", LOOK_FAINT},
                                            {0}};

/* ---- Options ------------------------------------------------------------------------------------------------------ */

static ent_event_format read_format(const cli_arguments *arguments) {
    const char *given = argument(arguments, "from-format");
    int number = 0;
    while (given && strcmp(event_formats[number], given) != 0) {
        number++; /* it is one of them: that was checked */
    }
    return (ent_event_format)number;
}

/* Sets one "key=value"; `item` stays the columns' own. */
static void set_column(const cli_arguments *arguments, ent_event_columns *columns, char *item) {
    const struct {
        const char *key;
        const char **value;
    } keys[] = {{"source", &columns->source}, {"target", &columns->target},       {"date", &columns->date},
                {"end", &columns->end},       {"code", &columns->code},           {"tone", &columns->tone},
                {"id", &columns->id},         {"reference", &columns->reference}, {"actors", &columns->actors},
                {"dates", &columns->dates},   {"epoch", &columns->epoch},         {"weight", &columns->weight}};
    char *value = strchr(item, '='), *end;
    if (!value || !value[1]) {
        fail_usage(arguments->command, "import: --columns has \"%s\"; expected a part and its column, as source=Actor1",
                   item);
    }
    *value++ = '\0';
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(item, keys[i].key) == 0) {
            *keys[i].value = value;
            return;
        }
    }
    columns->steps_a_day = strtod(value, &end);
    if (strcmp(item, "steps_a_day") != 0 || *end) {
        fail_usage(arguments->command,
                   "import: --columns has \"%s=%s\"; expected source, target, date, end, code, tone, weight, id, "
                   "reference, actors, "
                   "dates, epoch or steps_a_day",
                   item, value);
    }
}

/* The columns that were given; their texts are in `items`, which grows. */
static void read_columns(const cli_arguments *arguments, ent_event_columns *columns, char ***items, size_t *count) {
    cli_cursor cursor = {0};
    for (char *item; (item = argument_item(arguments, "columns", &cursor)) != NULL;) {
        *items = resize(*items, *count + 1, sizeof **items);
        (*items)[(*count)++] = item;
        set_column(arguments, columns, item);
    }
}

/* ---- Rules -------------------------------------------------------------------------------------------------------- */

/* The number of a word among `count` that `name_of` gives; `count`: there is none. */
static unsigned number_of(const char *word, unsigned count, const char *(*name_of)(unsigned)) {
    unsigned number = 0;
    while (number < count && strcmp(name_of(number), word) != 0) {
        number++;
    }
    return number;
}

static const char *kind_word(unsigned kind) {
    return ent_kind_name((ent_kind)kind);
}

static const char *status_word(unsigned status) {
    return ent_mediation_status_name((ent_mediation_status)status);
}

/* "045=mediation:offered"; `item` stays the rule's own. */
static ent_code_rule read_rule(const cli_arguments *arguments, char *item) {
    char *word = strchr(item, '='), *status = word ? strchr(word, ':') : NULL;
    ent_code_rule rule = {.prefix = item};
    if (!word) {
        fail_usage(arguments->command, "import: --code-kinds has \"%s\"; expected a code and a kind, as 14=attack",
                   item);
    }
    *word++ = '\0';
    if (status) {
        *status++ = '\0';
    }
    unsigned kind = number_of(word, ENT_KIND_AFFILIATION, kind_word);
    unsigned stated = status ? number_of(status, ENT_MEDIATION_STATUS_COUNT, status_word) : ENT_MEDIATION_UNSTATED;
    if (kind == ENT_KIND_AFFILIATION) {
        fail_usage(arguments->command,
                   "import: --code-kinds has the kind \"%s\"; expected mediation, attack or diplomatic", word);
    }
    if (stated == ENT_MEDIATION_STATUS_COUNT || (status && kind != ENT_KIND_MEDIATION)) {
        fail_usage(
            arguments->command,
            "import: --code-kinds has the status \"%s\"; expected of a mediation expected, appeal, offered, accepted, "
            "conducted or rejected",
            status);
    }
    rule.kind = (ent_kind)kind;
    rule.status = (ent_mediation_status)stated;
    rule.mediator = kind == ENT_KIND_MEDIATION ? ENT_MEDIATOR_SOURCE : ENT_MEDIATOR_NONE;
    return rule;
}

/* The rules that were given; free() them and their prefixes. */
static ent_code_rule *read_rules(const cli_arguments *arguments, uint32_t *count) {
    ent_code_rule *rules = NULL;
    cli_cursor cursor = {0};
    *count = 0;
    for (char *item; (item = argument_item(arguments, "code-kinds", &cursor)) != NULL;) {
        rules = resize(rules, *count + 1u, sizeof *rules);
        rules[(*count)++] = read_rule(arguments, item);
    }
    return rules;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

void tell_of_rejected(const ent_events_report *report) {
    ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
    ent_events_report_counts(&counts, report, NULL);
    if (counts.rejected) {
        fprintf(stderr, "entente: %.0f of %.0f rows are no relation; entente import says why\n",
                (double)counts.rejected, (double)counts.rows);
    }
}

ent_graph *add_events(ent_graph *graph, const char *const *paths, size_t count, const ent_events_options *options,
                      ent_events_report **report) {
    ent_error error;
    ent_status status = graph ? ENT_OK : ent_graph_new(&graph, &error);
    if (status == ENT_OK) {
        status = ent_events_read(report, graph, paths, count, options, NULL, &error);
    }
    if (status != ENT_OK) {
        error.line = 0; /* the message names file and line */
        fail_error(NULL, &error);
    }
    return graph;
}

static ent_graph *read_asked(const cli_arguments *arguments, ent_events_report **report) {
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    ent_event_columns columns = ENT_EVENT_COLUMNS_INIT;
    const char *rejects = argument(arguments, "rejects");
    char **items = NULL;
    size_t item_count = 0;
    ent_file *file = NULL;
    ent_sink sink;
    ent_error error;
    options.format = read_format(arguments);
    options.strict = argument(arguments, "strict") ? ENT_STRICT : ENT_LENIENT;
    options.repair_codes = argument(arguments, "repair-codes") != NULL;
    read_columns(arguments, &columns, &items, &item_count);
    options.columns = item_count ? &columns : NULL;
    ent_code_rule *rules = read_rules(arguments, &options.rule_count);
    options.rules = rules;
    if (rejects && ent_file_create(&file, rejects, &error) != ENT_OK) {
        fail_error(rejects, &error);
    }
    if (file) {
        sink = ent_file_sink(file);
        options.rejects = &sink;
    }
    ent_graph *graph = add_events(NULL, arguments->operands, arguments->operand_count, &options, report);
    if (file && ent_file_commit(file, &error) != ENT_OK) {
        fail_error(rejects, &error);
    }
    ent_file_free(file);
    for (uint32_t i = 0; i < options.rule_count; i++) {
        free((char *)rules[i].prefix);
    }
    free(rules);
    for (size_t i = 0; i < item_count; i++) {
        free(items[i]);
    }
    free(items);
    return graph;
}

/* ---- The report ---------------------------------------------------------------------------------------------------- */

static void add_counts(cJSON *object, const ent_events_counts *counts) {
    const struct {
        const char *key;
        uint64_t number;
    } all[] = {{"bytes", counts->bytes},
               {"rows", counts->rows},
               {"kept", counts->kept},
               {"rejected", counts->rejected},
               {"blank", counts->blank},
               {"repaired_codes", counts->repaired_codes},
               {"bad_bytes", counts->bad_bytes},
               {"doubtful_dates", counts->doubtful_dates},
               {"filled_tones", counts->filled_tones},
               {"other_tones", counts->other_tones}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        cJSON_AddNumberToObject(object, all[i].key, (double)all[i].number);
    }
}

static void add_files(cJSON *answer, const ent_events_report *report) {
    cJSON *list = cJSON_AddArrayToObject(answer, "files");
    for (uint32_t i = 0; i < ent_events_report_file_count(report); i++) {
        ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
        ent_event_format format;
        const char *path;
        cJSON *row = cJSON_CreateObject();
        ent_events_report_file(&path, &format, &counts, report, i, NULL);
        cJSON_AddStringToObject(row, "file", path);
        cJSON_AddStringToObject(row, "format", ent_event_format_name(format));
        add_counts(row, &counts);
        cJSON_AddItemToArray(list, row);
    }
}

/* Bytes of a row as text: what is no printable ASCII becomes a question mark, but for tabs, which become spaces. */
static void add_text(cJSON *row, const char *key, const char *bytes, size_t length) {
    char *text = copy_text(bytes, length);
    for (size_t i = 0; i < length; i++) {
        text[i] = bytes[i] == '\t' ? ' ' : bytes[i] < 32 || bytes[i] > 126 ? '?' : bytes[i];
    }
    cJSON_AddStringToObject(row, key, text);
    free(text);
}

/* What of a row the table shows, from the mistake on. */
#define SHOWN 40u

static cJSON *add_rejected(cJSON *answer, const ent_events_report *report) {
    cJSON *list = cJSON_AddArrayToObject(answer, "reasons");
    for (unsigned i = 0; i < ENT_REJECT_COUNT; i++) {
        ent_reject reason = (ent_reject)i;
        ent_rejected_row first = ENT_REJECTED_ROW_INIT;
        if (ent_events_report_first(&first, report, reason, NULL) != ENT_OK) {
            continue;
        }
        cJSON *row = cJSON_CreateObject();
        size_t from = first.column - 1 < first.text_length ? first.column - 1 : first.text_length;
        size_t shown = first.text_length - from < SHOWN ? first.text_length - from : SHOWN;
        cJSON_AddStringToObject(row, "reason", ent_reject_name(reason));
        cJSON_AddNumberToObject(row, "rows", (double)ent_events_report_rejected(report, reason));
        cJSON_AddStringToObject(row, "message", ent_reject_message(reason));
        cJSON_AddBoolToObject(row, "broken", ent_reject_is_broken(reason));
        cJSON_AddStringToObject(row, "file", first.file);
        cJSON_AddNumberToObject(row, "line", first.line);
        cJSON_AddNumberToObject(row, "column", first.column);
        add_text(row, "text", first.text + from, shown);
        add_text(row, "row", first.text, first.text_length);
        cJSON_AddItemToArray(list, row);
    }
    return list;
}

/* ---- The command --------------------------------------------------------------------------------------------------- */

static void write_graph(const cli_arguments *arguments, const ent_graph *graph) {
    const char *path = argument(arguments, "output");
    if (!path) {
        return;
    }
    if (strcmp(path, "-") == 0) {
        fail_usage(arguments->command, "import: --output is -; standard output has the report, expected a file");
    }
    save_graph(arguments, graph);
}

static char *title_of(const ent_events_counts *counts, uint32_t actors) {
    const char *plain = "%.0f of %.0f rows kept, %u actors";
    const char *odd = "%.0f of %.0f rows kept, %u actors; %.0f rows with bytes that are not UTF-8, which are replaced";
    return format_text(counts->bad_bytes ? odd : plain, (double)counts->kept, (double)counts->rows, actors,
                       (double)counts->bad_bytes);
}

static int import(const cli_arguments *arguments) {
    ent_events_report *report;
    ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
    if (arguments->operand_count == 0) {
        fail_usage(arguments->command, "import: no file; expected files of events, folders, or - for standard input");
    }
    for (size_t i = 0; i < arguments->operand_count; i++) {
        if (is_graph_file(arguments->operands[i])) {
            fail_usage(arguments->command,
                       "import: %s is a graph file, no file of events; every command takes it as it is, and "
                       "entente export writes it as another, alone or joined with more",
                       arguments->operands[i]);
        }
    }
    ent_graph *graph = read_asked(arguments, &report);
    ent_events_report_counts(&counts, report, NULL);
    write_graph(arguments, graph);
    cJSON *answer = cJSON_CreateObject();
    add_counts(answer, &counts);
    cJSON_AddNumberToObject(answer, "actors", ent_graph_actor_count(graph));
    add_files(answer, report);
    cJSON *reasons = add_rejected(answer, report);
    cli_section sections[] = {
        {title_of(&counts, ent_graph_actor_count(graph)), file_columns,
         cJSON_GetObjectItemCaseSensitive(answer, "files")},
        {format_text("%.0f rows not kept", (double)counts.rejected), reject_columns, reasons},
    };
    answer_print(arguments, answer, sections, 2, &sections[1]);
    ent_events_report_free(report);
    ent_graph_free(graph);
    return counts.kept ? EXIT_ANSWER : no_answer("import: no row was kept");
}

const cli_command import_command = {
    .name = "import",
    .usage = "FILE... [-o FILE]",
    .summary = "read files of coded events, and say what became of every row",
    .details =
        "FILE is a file of events (also compressed: gz, zip, zst, bz2, xz), a folder or zip of such files, or - for\n"
        "standard input; its format is found out from what is in it. With -o the graph is written: if the name ends\n"
        "in .entente as a graph file, which opens at once and knows the row of every relation, else as a document.",
    .example = "entente import 20240129.export.CSV.zip -o day.entente",
    .options = import_options,
    .has_no_question = true,
    .run = import,
};
