/*
 * Measures, as several subcommands take them: see measure.h.
 */
#include "measure.h"

#include <string.h>

#define MEASURE_WORD(code, name, text) text,
const char *const measure_words[] = {ENT_MEASURE_MAP(MEASURE_WORD) NULL};
const char *const mode_words[] = {"out", "in", "all", NULL};

ent_measure read_measure(const cli_arguments *arguments, ent_measure otherwise) {
    ent_measure measure = otherwise;
    if (argument(arguments, "measure")) {
        ent_measure_find(&measure, argument(arguments, "measure"), NULL);
    }
    return measure;
}

ent_mode read_mode(const cli_arguments *arguments) {
    const char *mode = argument(arguments, "mode");
    unsigned found = ENT_OUT;
    while (mode && strcmp(mode, mode_words[found]) != 0) {
        found++;
    }
    return (ent_mode)found;
}

ent_measure_options measure_options(const cli_question *question, ent_measure measure) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    switch (measure) {
    case ENT_MEASURE_CLOSENESS:
    case ENT_MEASURE_HARMONIC:
    case ENT_MEASURE_ECCENTRICITY:
    case ENT_MEASURE_BETWEENNESS:
        options.weight = question->lengths;
        break;
    case ENT_MEASURE_DEGREE:
    case ENT_MEASURE_STRENGTH:
    case ENT_MEASURE_CORENESS:
    case ENT_MEASURE_CLUSTERING:
        break;
    default:
        options.weight = question->strengths;
    }
    options.mode = read_mode(question->arguments);
    return options;
}
