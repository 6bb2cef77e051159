/*
 * The table of measures: their names, the options each has a use for, and who computes them. Scores are given whole or not
 * at all (then 0 each). O(1) beside the measure itself.
 */
#include "measure.h"

#include <stdio.h>
#include <string.h>

/* What a measure has a use for. */
enum use {
    USES_LENGTH = 1, /* weight: unit, length, inverse */
    USES_STRENGTH = 2, /* weight: unit, strength */
    USES_MODE = 4,
    USES_LAYER = 8,
    USES_NORMALIZED = 16,
    IS_NORMALIZED = 32, /* by default */
    USES_DAMPING = 64 /* and personalisation */
};

static const struct {
    ent__scorer *score;
    unsigned uses;
} measures[ENT_MEASURE_COUNT] = {
#define ENTRY(measure, scorer, used) [ENT_MEASURE_##measure] = {scorer, used}
    ENTRY(DEGREE, ent__score_degree, USES_MODE | USES_LAYER),
    ENTRY(STRENGTH, ent__score_degree, USES_STRENGTH | USES_MODE | USES_LAYER),
    ENTRY(CLOSENESS, ent__score_distance, USES_LENGTH | USES_MODE | USES_NORMALIZED | IS_NORMALIZED),
    ENTRY(HARMONIC, ent__score_distance, USES_LENGTH | USES_MODE | USES_NORMALIZED | IS_NORMALIZED),
    ENTRY(ECCENTRICITY, ent__score_distance, USES_LENGTH | USES_MODE),
    ENTRY(BETWEENNESS, ent__score_betweenness, USES_LENGTH | USES_NORMALIZED),
    ENTRY(EIGENVECTOR, ent__score_eigenvector, USES_STRENGTH | USES_MODE),
    ENTRY(PAGERANK, ent__score_pagerank, USES_STRENGTH | USES_DAMPING),
    ENTRY(HUB, ent__score_hits, USES_STRENGTH),
    ENTRY(AUTHORITY, ent__score_hits, USES_STRENGTH),
    ENTRY(CORENESS, ent__score_coreness, USES_MODE),
    ENTRY(CONSTRAINT, ent__score_holes, USES_STRENGTH),
    ENTRY(EFFECTIVE_SIZE, ent__score_holes, USES_STRENGTH),
    ENTRY(EFFICIENCY, ent__score_holes, USES_STRENGTH),
    ENTRY(HIERARCHY, ent__score_holes, USES_STRENGTH),
    ENTRY(CLUSTERING, ent__score_clustering, 0),
#undef ENTRY
};

static const char *const names[] = {
#define NAME(code, name, text) [code] = (text),
    ENT_MEASURE_MAP(NAME)
#undef NAME
};

const char *ent_measure_name(ent_measure measure) {
    return (unsigned)measure < ENT_MEASURE_COUNT ? names[measure] : NULL;
}

/* Sixteen names: looking through them is as quick as any index. */
ent_status ent_measure_find(ent_measure *measure, const char *name, ent_error *error) {
    char known[256] = "";
    *measure = ENT_MEASURE_DEGREE;
    for (int i = 0; i < ENT_MEASURE_COUNT; i++) {
        if (name && strcmp(name, names[i]) == 0) {
            *measure = (ent_measure)i;
            return ENT_OK;
        }
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", names[i]);
    }
    return ent__fail(error, ENT_ENOTFOUND, "no measure \"%s\"; there are %s", name ? name : "", known);
}

/* ---- Options ------------------------------------------------------------------------------------------------------ */

static const char *const weight_names[] = {"unit", "length", "inverse", "strength"};

/* What an error calls a weight. */
static const char *weight_name(ent_weight weight) {
    return (unsigned)weight <= ENT_WEIGHT_STRENGTH ? weight_names[weight] : "out of range";
}

ent_status ent__check_length(ent_weight weight, const char *what, ent_error *error) {
    if ((unsigned)weight > ENT_WEIGHT_INVERSE) {
        return ent__fail(error, ENT_EINVAL, "weight of %s is %s; expected unit, length or inverse", what,
                         weight_name(weight));
    }
    return ENT_OK;
}

ent_status ent__check_strength(ent_weight weight, const char *what, ent_error *error) {
    if (weight != ENT_WEIGHT_UNIT && weight != ENT_WEIGHT_STRENGTH) {
        return ent__fail(error, ENT_EINVAL, "weight of %s is %s; expected unit or strength", what, weight_name(weight));
    }
    return ENT_OK;
}

static ent_status check_weight(const ent_measure_options *options, unsigned uses, const char *name, ent_error *error) {
    if (uses & USES_LENGTH) {
        return ent__check_length(options->weight, name, error);
    }
    if (uses & USES_STRENGTH) {
        return ent__check_strength(options->weight, name, error);
    }
    if (options->weight != ENT_WEIGHT_UNIT) {
        return ent__fail(error, ENT_EINVAL, "%s has no use for a weight; leave it unit", name);
    }
    return ENT_OK;
}

/* An option in its range, and at its default where it is not used. */
static ent_status check_choice(int value, int last, bool used, const char *option, const char *name, ent_error *error) {
    if (value < 0 || value > last) {
        return ent__fail(error, ENT_EINVAL, "%s of %s is %d; expected 0 to %d", option, name, value, last);
    }
    if (value != 0 && !used) {
        return ent__fail(error, ENT_EINVAL, "%s has no use for a %s; leave it at its default", name, option);
    }
    return ENT_OK;
}

/* Makes the default a choice: afterwards normalised is yes or no. */
static ent_status check_normalized(ent_measure_options *options, unsigned uses, const char *name, ent_error *error) {
    if (options->normalized < -1 || options->normalized > 1) {
        return ent__fail(error, ENT_EINVAL, "normalized of %s is %d; expected -1, 0 or 1", name, options->normalized);
    }
    if (options->normalized != 0 && !(uses & USES_NORMALIZED)) {
        return ent__fail(error, ENT_EINVAL, "%s has no use for normalized; leave it 0", name);
    }
    if (options->normalized == 0) {
        options->normalized = uses & IS_NORMALIZED ? 1 : -1;
    }
    return ENT_OK;
}

static ent_status check_damping(ent_measure_options *options, unsigned uses, const char *name, ent_error *error) {
    if (!(uses & USES_DAMPING)) {
        if (options->damping != 0.0 || options->personalisation) {
            return ent__fail(error, ENT_EINVAL, "%s has no use for damping and personalisation; leave them 0", name);
        }
        return ENT_OK;
    }
    if (options->damping == 0.0) {
        options->damping = 0.85;
    }
    if (!(options->damping > 0.0 && options->damping < 1.0)) {
        char text[32];
        ent__double_format(text, options->damping);
        return ent__fail(error, ENT_EINVAL, "damping of %s is %s; expected a number between 0 and 1", name, text);
    }
    return ENT_OK;
}

ent_status ent__measure_options(ent_measure_options *copy, ent_measure measure, const ent_measure_options *options,
                                ent_error *error) {
    *copy = (ent_measure_options)ENT_MEASURE_OPTIONS_INIT;
    unsigned uses = measures[measure].uses;
    const char *name = names[measure];
    ent_status status = ent__options_read(copy, sizeof *copy, options, "ent_measure_options", error);
    if (status == ENT_OK) {
        status = check_weight(copy, uses, name, error);
    }
    if (status == ENT_OK) {
        status = check_choice((int)copy->mode, ENT_ALL, uses & USES_MODE, "mode", name, error);
    }
    if (status == ENT_OK) {
        status = check_choice((int)copy->layer, ENT_LAYER_ANY, uses & USES_LAYER, "layer", name, error);
    }
    if (status == ENT_OK) {
        status = check_normalized(copy, uses, name, error);
    }
    return status == ENT_OK ? check_damping(copy, uses, name, error) : status;
}

/* ---- Scoring ------------------------------------------------------------------------------------------------------ */

ent_status ent__step(const ent_run *run, uint32_t i, uint32_t n, ent_error *error) {
    return i % 64 == 0 ? ent__progress(run, (double)i / n, error) : ENT_OK;
}

ent_status ent_network_score(double *scores, const ent_network *network, ent_measure measure,
                             const ent_measure_options *options, const ent_run *run, ent_error *error) {
    uint32_t n = ent_network_node_count(network);
    ent__call call = {.network = network, .measure = measure, .run = run};
    ent_status status = ENT_OK;
    if ((unsigned)measure >= ENT_MEASURE_COUNT) {
        status = ent__fail(error, ENT_EINVAL, "measure %d; expected an ent_measure, 0 to %d", (int)measure,
                           ENT_MEASURE_COUNT - 1);
    }
    if (status == ENT_OK) {
        status = ent__measure_options(&call.options, measure, options, error);
    }
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status == ENT_OK && n > 0) {
        status = measures[measure].score(scores, &call, error);
    }
    for (uint32_t node = 0; node < n && status != ENT_OK; node++) {
        scores[node] = 0.0;
    }
    return status;
}
