/*
 * How sure a ranking is, as rank, mediators and dot show it.
 */
#ifndef CERTAINTY_H
#define CERTAINTY_H

#include "answer.h"
#include "score.h"

extern const char *const draw_words[];

/* Those that say how to draw; they stand among the options of a subcommand. */
#define CERTAINTY_OPTIONS                                                                                              \
    {"certainty", 0,                                                                                                   \
     "DRAWS",     "how sure the ranks are, from so many draws of the sources, or of the relations of one",             \
     NULL,        false},                                                                                              \
        {"draw", 0, "UNIT", "with --certainty, what is drawn: %s; sources if not given", draw_words, false}, {         \
        "seed", 0, "N", "with --certainty, other draws; 1 if not given", NULL, false                                   \
    }

/* Columns of tsv for sources left out and pairs of actors: rows that flatten() makes. */
#define CERTAINTY_FLAT_COLUMNS                                                                                         \
    {"source", NULL, LOOK_PLAIN}, {"title", NULL, LOOK_PLAIN}, {"relations", NULL, LOOK_PLAIN},                        \
        {"alone", NULL, LOOK_PLAIN}, {"distance", NULL, LOOK_PLAIN}, {"actor", NULL, LOOK_PLAIN},                      \
        {"actor_name", NULL, LOOK_PLAIN}, {"rank_without", NULL, LOOK_PLAIN}, {"first", NULL, LOOK_PLAIN},             \
        {"first_name", NULL, LOOK_PLAIN}, {"second", NULL, LOOK_PLAIN}, {"second_name", NULL, LOOK_PLAIN},             \
        {"before", NULL, LOOK_PLAIN}, {"equal", NULL, LOOK_PLAIN}, {                                                   \
        "after", NULL, LOOK_PLAIN                                                                                      \
    }

/* How to draw, as the options say; the run gets the seed. */
ent_certainty_options read_draws(const cli_arguments *arguments, ent_run *run);
/* Adds to a row what is known of the rank of an actor: the interval, `present`, `flip_next`. */
void add_interval(cJSON *row, const ent_actor_certainty *found);
/* Adds to an answer what holds of the ranking as a whole: `certainty`, `sources`, and in `pairs` how two actors stand unless they
 * are ENT_NONE. `shown` gets the sources that a table shows. */
void add_certainty(cJSON *answer, cJSON *shown, const cli_question *question, const ent_rank_certainty *certainty,
                   const ent_id pair[2]);
/* Tables of that, at most two; how many. */
size_t certainty_sections(cli_section *sections, const cJSON *answer, const cJSON *shown);
/* "in 95 % of 1000 draws of 5 sources"; free() it. */
char *draws_text(const ent_rank_certainty *certainty);
/* Copies the rows of a list of an answer into the one table of tsv, told apart by the list. */
void flatten(cJSON *flat, const cJSON *answer, const char *name);

/* What --certainty finds; ent_rank_certainty_free() it. */
ent_rank_certainty *find_certainty(const cli_question *question, cli_score *score);
/* The answer of `rank --certainty`. */
int rank_with_certainty(const cli_question *question, cli_score *score);

#endif
