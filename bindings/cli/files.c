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

/* All that a stream gives; free() it. */
static char *read_stream(size_t *length, FILE *stream, const char *name) {
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    do {
        capacity = capacity ? capacity + capacity / 2 : 65536;
        text = resize(text, capacity, 1);
        *length += fread(text + *length, 1, capacity - *length, stream);
    } while (*length == capacity);
    if (ferror(stream)) {
        fail("cannot read %s: %s", name, strerror(errno));
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

/* What a stream gave and is no document, in a file that is gone with the command. */
typedef struct cli_kept {
    FILE *file;
    char path[32];
} cli_kept;

/* What the operands are: graphs of documents and graph files, and paths of files of events. */
typedef struct cli_inputs {
    ent_graph **graphs;
    const char **names; /* of the documents */
    const char **events;
    cli_kept *kept;
    size_t graph_count, event_count, kept_count;
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

static void take_document_text(cli_inputs *inputs, const char *text, size_t length, const char *name) {
    ent_graph **graph = &inputs->graphs[inputs->graph_count];
    const ent_graph *const *known = (const ent_graph *const *)inputs->graphs;
    ent_error error;
    if (ent_document_parse_after(graph, text, length, known, inputs->graph_count, NULL, &error) != ENT_OK) {
        fail_error(name, &error);
    }
    inputs->names[inputs->graph_count++] = name;
}

static void take_graph_file(cli_inputs *inputs, const char *path, const char *name) {
    ent_error error;
    if (ent_graph_file_open(&inputs->graphs[inputs->graph_count], path, NULL, &error) != ENT_OK) {
        fail_error(NULL, &error); /* the message names the file */
    }
    inputs->names[inputs->graph_count++] = name;
}

static const cli_kept *keep(cli_inputs *inputs, const char *text, size_t length) {
    cli_kept *kept = &inputs->kept[inputs->kept_count++];
    kept->file = tmpfile();
    if (!kept->file || fwrite(text, 1, length, kept->file) != length || fflush(kept->file) != 0 ||
        lseek(fileno(kept->file), 0, SEEK_SET) != 0) {
        fail("cannot keep what was read: %s", strerror(errno));
    }
    snprintf(kept->path, sizeof kept->path, "/dev/fd/%d", fileno(kept->file));
    return kept;
}

/*
 * Standard input or a pipe, whatever it gives. It can be read once only, and what it is shows in its first bytes: each look
 * at it by its name would take bytes away from the next, and rows would be lost in silence.
 */
static void take_stream(cli_inputs *inputs, FILE *stream, const char *name) {
    size_t length;
    bool is_input = stream == stdin;
    char *text = read_stream(&length, stream, is_input ? "standard input" : name);
    if (begins_as_document(text, length)) {
        take_document_text(inputs, text, length, name);
    } else {
        const cli_kept *kept = keep(inputs, text, length);
        if (begins_as_graph_file(text, length)) {
            take_graph_file(inputs, kept->path, name);
        } else if (!is_input) {
            inputs->events[inputs->event_count++] = kept->path;
        } else if (dup2(fileno(kept->file), STDIN_FILENO) == STDIN_FILENO) {
            inputs->events[inputs->event_count++] =
                name; /* to be read again, and to be named so where a row is named */
        } else {
            fail("cannot keep standard input: %s", strerror(errno));
        }
    }
    free(text);
}

static void take_pipe(cli_inputs *inputs, const char *path) {
    FILE *pipe = fopen(path, "rb");
    if (!pipe) {
        fail("cannot read %s: %s", path, strerror(errno));
    }
    take_stream(inputs, pipe, path);
    fclose(pipe);
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
            take_stream(inputs, stdin, path);
        } else if (is_pipe(path)) {
            take_pipe(inputs, path);
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
                         .events = allocate(count, sizeof *inputs.events),
                         .kept = allocate(count, sizeof *inputs.kept)};
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
    while (inputs.kept_count) {
        fclose(inputs.kept[--inputs.kept_count].file);
    }
    free(inputs.graphs);
    free(inputs.names);
    free(inputs.events);
    free(inputs.kept);
    return graph;
}
