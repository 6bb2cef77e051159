/*
 * Graphs as files: a graph file, which opens at once, or an entente document.
 */
#ifndef SAVE_H
#define SAVE_H

#include "command.h"
#include <entente/entente.h>

/* Whether what is read of a path is gone: a look at its first bytes takes them from who reads it next. */
bool is_pipe(const char *path);
/* Whether bytes, or the file at a path, begin as a graph file. A pipe is not looked into. */
bool begins_as_graph_file(const char *bytes, size_t length);
bool is_graph_file(const char *path);

/* Writes to --output (standard output if it was not given): a graph file where the name ends in .entente, else a document. */
void save_graph(const cli_arguments *arguments, const ent_graph *graph);

#endif
