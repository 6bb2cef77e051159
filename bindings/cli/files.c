/*
 * Reads the FILEs of a subcommand as one graph.
 */
#include "complain.h"
#include "import.h"
#include "question.h"
#include "save.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* All of standard input; free() it. */
static char *read_input(size_t *length) {
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    do {
        capacity = capacity ? capacity + capacity / 2 : 65536;
        text = resize(text, capacity, 1);
        *length += fread(text + *length, 1, capacity - *length, stdin);
    } while (*length == capacity);
    if (ferror(stdin)) {
        fail("cannot read standard input: %s", strerror(errno));
    }
    return text;
}

/* ---- Documents or events ------------------------------------------------------------------------------------------ */

/* Whether bytes may be a document: they begin with a brace or bracket, or are none. Anything else may be rows of events. */
static bool begins_as_document(const char *bytes, size_t length) {
    size_t at = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && strchr(" \t\r\n", bytes[at]) && bytes[at]) {
        at++;
    }
    return at == length || bytes[at] == '{' || bytes[at] == '[';
}

/* A folder is of events. A file that cannot be looked at is left to the reader of documents, to say so. */
static bool is_document(const char *path) {
    char bytes[512];
    struct stat about;
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
        return false;
    }
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file) {
        fclose(file);
    }
    return begins_as_document(bytes, length);
}

/* What the operands are: graphs of documents and graph files, and paths of files of events. */
typedef struct cli_inputs {
    ent_graph **graphs;
    const char **names; /* of the documents */
    const char **events;
    size_t graph_count, event_count;
    FILE *kept; /* standard input, if it is rows */
    char kept_path[32];
} cli_inputs;

/* A document may go on where those before it end. */
static void take_document(cli_inputs *inputs, const char *path) {
    ent_graph **graph = &inputs->graphs[inputs->graph_count];
    const ent_graph *const *known = (const ent_graph *const *)inputs->graphs;
    ent_error error;
    if (ent_document_read_after(graph, path, known, inputs->graph_count, NULL, &error) != ENT_OK) {
        fail_error(path, &error);
    }
    inputs->names[inputs->graph_count++] = path;
}

static void take_document_text(cli_inputs *inputs, const char *text, size_t length) {
    ent_graph **graph = &inputs->graphs[inputs->graph_count];
    const ent_graph *const *known = (const ent_graph *const *)inputs->graphs;
    ent_error error;
    if (ent_document_parse_after(graph, text, length, known, inputs->graph_count, NULL, &error) != ENT_OK) {
        fail_error("-", &error);
    }
    inputs->names[inputs->graph_count++] = "-";
}

static void take_graph_file(cli_inputs *inputs, const char *path, const char *name) {
    ent_error error;
    if (ent_graph_file_open(&inputs->graphs[inputs->graph_count], path, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error); /* the message names the file */
    }
    inputs->names[inputs->graph_count++] = name;
}

/* Standard input, whatever it is: what is no document is kept in a file until it is read. */
static void take_standard_input(cli_inputs *inputs) {
    size_t length;
    char *text = read_input(&length);
    if (begins_as_document(text, length)) {
        take_document_text(inputs, text, length);
    } else {
        inputs->kept = tmpfile();
        if (!inputs->kept || fwrite(text, 1, length, inputs->kept) != length || fflush(inputs->kept) != 0) {
            fail("cannot keep standard input: %s", strerror(errno));
        }
        snprintf(inputs->kept_path, sizeof inputs->kept_path, "/dev/fd/%d", fileno(inputs->kept));
        if (begins_as_graph_file(text, length)) {
            take_graph_file(inputs, inputs->kept_path, "-");
        } else if (lseek(fileno(inputs->kept), 0, SEEK_SET) == 0 &&
                   dup2(fileno(inputs->kept), STDIN_FILENO) == STDIN_FILENO) {
            inputs->events[inputs->event_count++] = "-"; /* to be read again, and to be named so where a row is named */
        } else {
            fail("cannot keep standard input: %s", strerror(errno));
        }
    }
    free(text);
}

static ent_graph *join_files(ent_graph **graphs, char const *const *paths, size_t count) {
    ent_graph *joined;
    ent_error error;
    size_t conflict[2] = {0, 0};
    ent_status status = ent_graph_join(&joined, conflict, (const ent_graph *const *)graphs, count, &error);
    if (status == ENT_EEXISTS) {
        fail("%s and %s: %s", paths[conflict[0]], paths[conflict[1]], error.message);
    }
    if (status != ENT_OK) {
        fail_error(NULL, &error);
    }
    return joined;
}

static void take_operands(cli_inputs *inputs, const cli_arguments *arguments, size_t count) {
    bool has_input = false;
    for (size_t i = 0; i < count; i++) {
        const char *path = arguments->operands[i];
        bool is_input = strcmp(path, "-") == 0;
        if (is_input && has_input) {
            fail_usage(arguments->command, "%s: - was given twice; standard input can be read once",
                       arguments->command->name);
        }
        has_input = has_input || is_input;
        if (is_input) {
            take_standard_input(inputs);
        } else if (is_graph_file(path)) {
            take_graph_file(inputs, path, path);
        } else if (is_document(path)) {
            take_document(inputs, path);
        } else {
            inputs->events[inputs->event_count++] = path;
        }
    }
}

/* Events go into the graph of the documents, whose actors stay as they are said to be there. */
ent_graph *read_files(const cli_arguments *arguments, size_t count) {
    if (count == 0) {
        fail_usage(arguments->command,
                   "%s: no file; expected an entente document, a graph file, files of events, or - for standard input",
                   arguments->command->name);
    }
    cli_inputs inputs = {.graphs = allocate(count, sizeof *inputs.graphs),
                         .names = allocate(count, sizeof *inputs.names),
                         .events = allocate(count, sizeof *inputs.events)};
    take_operands(&inputs, arguments, count);
    size_t made = inputs.graph_count;
    ent_graph *graph = made == 0 ? NULL : made == 1 ? inputs.graphs[0] : join_files(inputs.graphs, inputs.names, made);
    for (size_t i = 0; made > 1 && i < made; i++) {
        ent_graph_free(inputs.graphs[i]);
    }
    if (inputs.event_count) {
        ent_events_report *report;
        graph = add_events(graph, inputs.events, inputs.event_count, NULL, &report);
        tell_of_rejected(report);
        ent_events_report_free(report);
    }
    if (inputs.kept) {
        fclose(inputs.kept);
    }
    free(inputs.graphs);
    free(inputs.names);
    free(inputs.events);
    return graph;
}
