/*
 * How sure a ranking is, as rank and dot show it.
 */
#ifndef CERTAINTY_H
#define CERTAINTY_H

#include "question.h"

extern const char *const draw_words[];

/* Those that say how to draw; they stand among the options of a subcommand. */
#define CERTAINTY_OPTIONS                                                                                              \
    {"certainty", 0,                                                                                                   \
     "DRAWS",     "how sure the ranks are, from so many draws of the sources, or of the relations of one",             \
     NULL,        false},                                                                                              \
        {"draw", 0, "UNIT", "with --certainty, what is drawn: %s; sources if not given", draw_words, false}, {         \
        "seed", 0, "N", "with --certainty, other draws; 1 if not given", NULL, false                                   \
    }

/* What --certainty finds; ent_rank_certainty_free() it. */
ent_rank_certainty *find_certainty(const cli_question *question, ent_measure measure);
/* Ends the process if an option that goes with --certainty only is given without it. */
void check_certainty_options(const cli_arguments *arguments, const char *option);
/* The answer of `rank --certainty`. */
int rank_with_certainty(const cli_question *question, ent_measure measure);

#endif
