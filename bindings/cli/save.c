/*
 * Graph files are known by their first bytes when they are read, and by the ending of the name when they are written.
 */
#include "save.h"
#include "answer.h"
#include "complain.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char first_bytes[8] = {'\x89', 'E', 'N', 'T', '\r', '\n', '\x1A', '\n'};

bool begins_as_graph_file(const char *bytes, size_t length) {
    return length >= sizeof first_bytes && memcmp(bytes, first_bytes, sizeof first_bytes) == 0;
}

bool is_pipe(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode));
}

bool is_graph_file(const char *path) {
    char bytes[sizeof first_bytes];
    FILE *file = is_pipe(path) ? NULL : fopen(path, "rb");
    size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file) {
        fclose(file);
    }
    return begins_as_graph_file(bytes, length);
}

static bool names_graph_file(const char *path) {
    const char *ending = path ? strrchr(path, '.') : NULL;
    return ending && strcmp(ending, ".entente") == 0;
}

void save_graph(const cli_arguments *arguments, const ent_graph *graph) {
    const char *path = argument(arguments, "output");
    cli_output output;
    ent_error error;
    if (!names_graph_file(path)) {
        output_open(&output, arguments);
        output_close(&output, ent_document_write(&output.sink, graph, NULL, &error), &error);
    } else if (ent_graph_file_save(path, graph, NULL, &error) != ENT_OK) {
        fail_error(path, &error);
    }
}
