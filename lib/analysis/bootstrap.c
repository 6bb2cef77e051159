/*
 * Paired bootstrap (Efron & Tibshirani 1993): how much of the difference between two rankers is luck of the queries. Both see
 * the same draws, so that only the difference of each query matters. O(resamples * queries) time, O(queries + resamples)
 * memory.
 *
 * One stream of random numbers, on one thread: a seed has one answer. Queries where either ranker has no number are left out
 * of both, never counted as 0.
 */
#include "validation_internal.h"

#include <math.h>
#include <stdlib.h>

/* The queries of one pair of parties lie together: differences[starts[i] .. starts[i + 1]). Without pairs, each by itself. */
typedef struct sample {
    double *ranker, *baseline; /* the metric of each query where it is defined */
    uint32_t *starts;
    uint32_t query_count, cluster_count;
} sample;

/* For callers who draw resamples of their own, in Python for one, by the generator of the library. */
uint64_t ent_random(uint64_t *state) {
    return ent__random(state);
}

/* Queries of one pair of parties hang together; drawing them as one keeps the interval from being too narrow. */
static int by_pair(const void *left, const void *right) {
    const ent__query *a = *(const ent__query *const *)left, *b = *(const ent__query *const *)right;
    if (a->party_a != b->party_a) {
        return a->party_a < b->party_a ? -1 : 1;
    }
    if (a->party_b != b->party_b) {
        return a->party_b < b->party_b ? -1 : 1;
    }
    return (a > b) - (a < b); /* in the order of the queries */
}

static bool same_pair(const ent__query *a, const ent__query *b) {
    return a->party_a == b->party_a && a->party_b == b->party_b;
}

/* Takes the queries where both metrics are defined, grouped if pairs are drawn. */
static void fill(sample *drawn, const ent__query **queries, const ent_validation *validation,
                 const ent_bootstrap_options *options) {
    for (size_t i = 0; i < validation->count; i++) {
        const ent__query *query = &validation->queries[i];
        if (!query->cold && !isnan(ent__metric_of(query, options->ranker, options->metric)) &&
            !isnan(ent__metric_of(query, options->baseline, options->metric))) {
            queries[drawn->query_count++] = query;
        }
    }
    if (options->by_pair && drawn->query_count) {
        qsort(queries, drawn->query_count, sizeof *queries, by_pair);
    }
    for (uint32_t i = 0; i < drawn->query_count; i++) {
        if (i == 0 || !options->by_pair || !same_pair(queries[i], queries[i - 1])) {
            drawn->starts[drawn->cluster_count++] = i;
        }
        drawn->ranker[i] = ent__metric_of(queries[i], options->ranker, options->metric);
        drawn->baseline[i] = ent__metric_of(queries[i], options->baseline, options->metric);
    }
    drawn->starts[drawn->cluster_count] = drawn->query_count;
}

static void free_sample(sample *drawn) {
    free(drawn->ranker);
    free(drawn->baseline);
    free(drawn->starts);
}

/* Both rankers are read once: a resample then is sums of numbers that lie side by side. free_sample() also on failure. */
static ent_status make_sample(sample *drawn, const ent_validation *validation, const ent_bootstrap_options *options,
                              ent_error *error) {
    const ent__query **queries = ent__calloc(validation->count, sizeof *queries);
    *drawn = (sample){0};
    drawn->ranker = ent__calloc(validation->count, sizeof *drawn->ranker);
    drawn->baseline = ent__calloc(validation->count, sizeof *drawn->baseline);
    drawn->starts = ent__calloc(validation->count + 1, sizeof *drawn->starts);
    ent_status status = queries && drawn->ranker && drawn->baseline && drawn->starts ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        fill(drawn, queries, validation, options);
    }
    free(queries);
    return status;
}

/* The difference of the means over one resample. */
static double resample(const sample *drawn, uint64_t *state) {
    double ranker = 0.0, baseline = 0.0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < drawn->cluster_count; i++) {
        uint32_t cluster = ent__random_below(state, drawn->cluster_count);
        for (uint32_t j = drawn->starts[cluster]; j < drawn->starts[cluster + 1]; j++, count++) {
            ranker += drawn->ranker[j];
            baseline += drawn->baseline[j];
        }
    }
    return ranker / count - baseline / count;
}

static int by_value(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The percentile of sorted values, linear between neighbours (type 7). */
static double percentile(const double *values, uint32_t count, double share) {
    double position = share * (count - 1);
    uint32_t below = (uint32_t)position;
    uint32_t above = below + 1 < count ? below + 1 : below;
    return values[below] + (position - below) * (values[above] - values[below]);
}

/* What the difference is, and between which percentiles the resamples have it: 95 % of them, whatever their distribution. */
static ent_status draw_all(ent_bootstrap *found, const sample *drawn, uint32_t resamples, const ent_run *run,
                           ent_error *error) {
    uint64_t state = run ? run->seed : 0;
    double *differences = ent__calloc(resamples, sizeof *differences), ranker = 0.0, baseline = 0.0;
    ent_status status = differences ? ENT_OK : ent__fail_memory(error);
    for (uint32_t i = 0; i < resamples && status == ENT_OK; i++) {
        differences[i] = resample(drawn, &state);
        status = i % 64 ? ENT_OK : ent__progress(run, (double)i / resamples, error);
    }
    if (status == ENT_OK) {
        for (uint32_t i = 0; i < drawn->query_count; i++) {
            ranker += drawn->ranker[i];
            baseline += drawn->baseline[i];
        }
        qsort(differences, resamples, sizeof *differences, by_value);
        found->difference = ranker / drawn->query_count - baseline / drawn->query_count;
        found->low = percentile(differences, resamples, 0.025);
        found->high = percentile(differences, resamples, 0.975);
    }
    free(differences);
    return status;
}

static ent_status check_options(const ent_bootstrap_options *options, ent_error *error) {
    if (!ent_ranker_name(options->ranker) || !ent_ranker_name(options->baseline) || !ent_metric_name(options->metric)) {
        return ent__fail(error, ENT_EINVAL, "ranker %d, baseline %d, metric %d; expected at most %d, %d, %d",
                         (int)options->ranker, (int)options->baseline, (int)options->metric, ENT_RANKER_COUNT - 1,
                         ENT_RANKER_COUNT - 1, ENT_METRIC_COUNT - 1);
    }
    return ENT_OK;
}

ent_status ent_validation_bootstrap(ent_bootstrap *result, const ent_validation *validation,
                                    const ent_bootstrap_options *options, const ent_run *run, ent_error *error) {
    ent_bootstrap_options read = ENT_BOOTSTRAP_OPTIONS_INIT;
    ent_bootstrap found = ENT_BOOTSTRAP_INIT;
    sample drawn;
    ent_status status = ent__options_read(&read, sizeof read, options, "ent_bootstrap_options", error);
    if (status == ENT_OK) {
        status = check_options(&read, error);
    }
    if (status == ENT_OK) {
        status = make_sample(&drawn, validation, &read, error);
    } else {
        return status;
    }
    found.queries = drawn.query_count;
    found.difference = found.low = found.high = NAN;
    if (status == ENT_OK && drawn.query_count) {
        status = draw_all(&found, &drawn, read.resamples ? read.resamples : 2000, run, error);
    }
    free_sample(&drawn);
    return status == ENT_OK ? ent__result_write(result, &found, sizeof found, "ent_bootstrap", error) : status;
}
