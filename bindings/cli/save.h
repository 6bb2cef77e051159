/*
 * Graphs as files: a graph file, which opens at once, or an entente document.
 */
#ifndef SAVE_H
#define SAVE_H

#include "command.h"
#include <entente/entente.h>

/* Whether bytes, or the file at a path, begin as a graph file. */
bool begins_as_graph_file(const char *bytes, size_t length);
bool is_graph_file(const char *path);

/* Writes to --output (standard output if it was not given): a graph file where the name ends in .entente, else a document. */
void save_graph(const cli_arguments *arguments, const ent_graph *graph);

#endif
