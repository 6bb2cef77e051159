/*
 * Measures, as several subcommands take them.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include "question.h"

/* Their names, ended by NULL. */
extern const char *const measure_words[];
/* Those of --mode, by ent_mode, ended by NULL. */
extern const char *const mode_words[];
/* The measure that --measure names; `otherwise` if it was not given. */
ent_measure read_measure(const cli_arguments *arguments, ent_measure otherwise);
/* The mode that --mode names; out if it was not given. */
ent_mode read_mode(const cli_arguments *arguments);
/* What --weight and --mode mean to a measure; one it has no use for stays at its default. */
ent_measure_options measure_options(const cli_question *question, ent_measure measure);

#endif
