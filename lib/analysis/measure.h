/*
 * One call of a measure, and the measures that score.c hands calls to. Private.
 */
#ifndef ENT_MEASURE_H
#define ENT_MEASURE_H

#include "../network/layer.h"
#include <entente/analysis.h>

/* What a measure is asked: its options are checked, the default of `normalized` is resolved to 1 or -1. */
typedef struct ent__call {
    const ent_network *network;
    ent_measure measure;
    ent_measure_options options;
    const ent_run *run;
} ent__call;

/* Fills n scores. */
typedef ent_status ent__scorer(double *scores, const ent__call *call, ent_error *error);

ent__scorer ent__score_degree; /* and strength */
ent__scorer ent__score_distance; /* closeness, harmonic, eccentricity */
ent__scorer ent__score_betweenness;
ent__scorer ent__score_eigenvector;
ent__scorer ent__score_hits; /* hub or authority */
ent__scorer ent__score_pagerank;
ent__scorer ent__score_coreness;
ent__scorer ent__score_holes; /* constraint, effective size, efficiency, hierarchy */
ent__scorer ent__score_clustering;

/* Checks the options of a measure: `copy` gets them with defaults filled in. */
ent_status ent__measure_options(ent_measure_options *copy, ent_measure measure, const ent_measure_options *options,
                                ent_error *error);
/* ENT_EINVAL unless `weight` gives lengths (unit, length, inverse). */
ent_status ent__check_length(ent_weight weight, const char *what, ent_error *error);
/* ENT_EINVAL unless `weight` gives strengths (unit, strength). */
ent_status ent__check_strength(ent_weight weight, const char *what, ent_error *error);

/* Progress of step i of n, reported every 64 steps. */
ent_status ent__step(const ent_run *run, uint32_t i, uint32_t n, ent_error *error);

#endif
