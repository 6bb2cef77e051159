/*
 * Reads the FILEs of a subcommand as one graph.
 */
#include "complain.h"
#include "question.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static ent_graph *read_file(const char *path) {
    ent_graph *graph = NULL;
    ent_error error;
    ent_status status;
    if (strcmp(path, "-") == 0) {
        size_t length;
        char *text = read_input(&length);
        status = ent_document_parse(&graph, text, length, NULL, &error);
        free(text);
    } else {
        status = ent_document_read(&graph, path, NULL, &error);
    }
    if (status != ENT_OK) {
        fail_error(path, &error);
    }
    return graph;
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

ent_graph *read_files(const cli_arguments *arguments, size_t count) {
    if (count == 0) {
        fail_usage(arguments->command, "%s: no file; expected an entente document, or - for standard input",
                   arguments->command->name);
    }
    ent_graph **graphs = allocate(count, sizeof(ent_graph *));
    bool has_input = false;
    for (size_t i = 0; i < count; i++) {
        bool is_input = strcmp(arguments->operands[i], "-") == 0;
        if (is_input && has_input) {
            fail_usage(arguments->command, "%s: - was given twice; standard input can be read once",
                       arguments->command->name);
        }
        has_input = has_input || is_input;
        graphs[i] = read_file(arguments->operands[i]);
    }
    ent_graph *joined = count == 1 ? graphs[0] : join_files(graphs, arguments->operands, count);
    for (size_t i = 0; count > 1 && i < count; i++) {
        ent_graph_free(graphs[i]);
    }
    free(graphs);
    return joined;
}
