/*
 * Files of coded events, for every subcommand.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include <entente/entente.h>
#include <stddef.h>

/* Reads files of events into a graph (NULL: a new one), which it returns; ends the process where that fails. */
ent_graph *add_events(ent_graph *graph, const char *const *paths, size_t count, const ent_events_options *options,
                      ent_events_report **report);
/* Says on standard error how many rows were not kept, if any. */
void tell_of_rejected(const ent_events_report *report);

#endif
