/*
 * The components of a candidate's score, each with the relations it rests on, as tables and tabs show them.
 */
#ifndef COMPONENTS_H
#define COMPONENTS_H

#include "answer.h"
#include <entente/mediators.h>

/* Their names, by ent_component, ended by NULL. */
extern const char *const component_words[];
/* The component that an option (--by, --component) names; screen if it was not given. */
ent_component read_component(const cli_arguments *arguments, const char *option);

/* Candidates that a table has room for; tsv and JSON have all. */
enum { CANDIDATES_IN_FULL = 3 };

/* A row for each component, with a cell for each of the first candidates of an answer: its value, and how many relations it
 * rests on. `columns` gets the headings, borrowed from the candidates. cJSON_Delete() the rows. */
cJSON *component_table(cli_column columns[CANDIDATES_IN_FULL + 2], const cJSON *candidates);
/* Adds a row of tsv for each component of a candidate, with its relations. */
void add_component_rows(cJSON *flat, const cJSON *candidate);

#endif
