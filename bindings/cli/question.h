/*
 * The question that every subcommand asks alike: which files, and by the shared options, which relations of them.
 */
#ifndef QUESTION_H
#define QUESTION_H

#include "command.h"
#include "json.h"
#include <entente/entente.h>

typedef struct cli_question {
    const cli_arguments *arguments;
    ent_graph *graph;
    ent_view view; /* points into the lists below */
    ent_weight lengths; /* what --weight means to paths and the measures built on them */
    ent_weight strengths; /* and to the others */
    const char *weight; /* "unit", "count" or "tone" */
    char **codes;
    ent_id *only, *exclude;
} cli_question;

/* Reads files and options; ends the process with a message where something is wrong. `kinds` are those asked if --kinds is not
 * given. Free with question_free(). */
void question_read(cli_question *question, const cli_arguments *arguments, uint32_t kinds, const char *weight);
void question_free(cli_question *question);
/* The network that the question leaves; ent_network_free() it. */
ent_network *question_compile(const cli_question *question);
/* A byte for each relation of the graph, 1 if a tie of the network rests on it; free() it. */
char *question_mark(const cli_question *question, const ent_network *network);
/* The graph with only those relations that the question leaves, all actors and all affiliations. `numbers` (may be NULL) gets for
 * each of its relations the number in the graph asked; free() it. ent_graph_free() the graph. */
ent_graph *question_select(const cli_question *question, ent_id **numbers);
/* As of when to look for mediators: --on, else the day after --until. */
ent_mediator_options read_mediator_options(const cli_question *question);
/* An answer to fill: an object with the question under "question". */
cJSON *question_answer(const cli_question *question);

/* The graph of the first `count` operands; `-` is standard input. */
ent_graph *read_files(const cli_arguments *arguments, size_t count);
/* The actor that a text names; ends the process if none or several do. */
ent_id find_actor(const ent_graph *graph, const char *text);
/* The node he counts as in a network; false, with `error` filled, if he has no tie there. */
bool find_node(uint32_t *node, const cli_question *question, const ent_network *network, ent_id actor,
               ent_error *error);
/* The days of a date option; ends the process if they are none. False if it was not given. */
bool read_days(ent_date *first, ent_date *last, const cli_arguments *arguments, const char *name);
/* The bit of a kind of relation ("attack"); 0 if the text is none. */
uint32_t kind_bit(const char *text);

#endif
