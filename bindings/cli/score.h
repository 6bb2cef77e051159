/*
 * What a ranking goes by: a measure, or a score that is none, of signed ties or of contacts in time. rank and the diagram of its
 * certainty take both by name.
 */
#ifndef SCORE_H
#define SCORE_H

#include "measure.h"

/* The names of all, ended by NULL. */
extern const char *const score_words[];

typedef struct cli_score {
    const char *name;
    ent_measure measure; /* if there is no scorer */
    ent_measure_options options; /* of the measure; a scorer reads the mode */
    ent_scorer *scorer; /* of a network; its context is this struct */
    ent_contacts_scorer *contacts_scorer; /* of the contacts of the question, likewise */
} cli_score;

/* What --measure names, with --weight and --mode as they apply; betweenness if it was not given. */
cli_score read_score(const cli_question *question);
/* A number for each node of the network of the question; free() them. */
double *find_scores(const cli_question *question, const ent_network *network, cli_score *score);
/* Makes the score what draws are ranked by; it must outlive the options. */
void set_score(ent_certainty_options *options, cli_score *score);

#endif
