/*
 * Temporal closeness: one sweep from every node, each score from its own sweep alone, so that threads cannot change
 * it. n sweeps; memory O(n) a thread.
 */
#include "../base/parallel.h"
#include "journeys.h"

#include <math.h>
#include <stdlib.h>

static ent_status check(const ent_journey_options *asked, ent_error *error) {
    if (asked->objective == ENT_FEWEST_HOPS || asked->objective == ENT_EARLIEST_ARRIVAL ||
        asked->objective == ENT_FASTEST) {
        return ENT_OK;
    }
    return ent__fail(error, ENT_EINVAL,
                     "objective %d; closeness is by fewest hops (%d), earliest arrival (%d) or fastest (%d)",
                     (int)asked->objective, ENT_FEWEST_HOPS, ENT_EARLIEST_ARRIVAL, ENT_FASTEST);
}

/* The share of a node that is `value` away by the objective; 0 if it cannot be reached. */
static double share(double value, ent_journey_objective objective, ent_date since) {
    switch (objective) {
    case ENT_EARLIEST_ARRIVAL:
        return 1.0 / (1.0 + value - since);
    case ENT_FASTEST:
        return 1.0 / (1.0 + value);
    default:
        return 1.0 / value;
    }
}

static double score_of(const double *values, const ent__sweep *sweep, ent_journey_objective objective) {
    uint32_t n = sweep->contacts->node_count;
    double sum = 0.0;
    for (uint32_t node = 0; node < n; node++) {
        sum += node == sweep->node ? 0.0 : share(values[node], objective, sweep->window.since);
    }
    return sum / ((double)n - 1.0); /* n = 1: 0/0, undefined */
}

/* What the threads share; `values` has a row of n numbers for each. */
typedef struct bench {
    const ent_contacts *contacts;
    const ent_journey_options *asked;
    ent__window window;
    double *values;
    double *scores;
} bench;

static ent_status score_node(void *context, uint32_t worker, size_t node, ent_error *error) {
    const bench *at = context;
    ent__sweep sweep = {at->contacts, at->window, (uint32_t)node, ENT_NONE, NULL};
    double *values = at->values + (size_t)worker * at->contacts->node_count;
    ent_status status = ent__journeys_sweep(values, &sweep, at->asked->objective, error);
    if (status == ENT_OK) {
        at->scores[node] = score_of(values, &sweep, at->asked->objective);
    }
    return status;
}

ent_status ent_contacts_closeness(double *scores, const ent_contacts *contacts, const ent_journey_options *options,
                                  const ent_run *run, ent_error *error) {
    ent_journey_options asked;
    ent_status status = ent__journey_options_read(&asked, options, error);
    if (status == ENT_OK) {
        status = check(&asked, error);
    }
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error); /* here, as other threads may take all the work */
    }
    uint32_t n = contacts->node_count, workers = ent__threads(run) < n ? ent__threads(run) : n;
    bench at = {contacts, &asked, ent__contacts_window(contacts, asked.since, asked.until), NULL, scores};
    if (status == ENT_OK) {
        at.values = ent__calloc((size_t)n * workers, sizeof *at.values);
        status = at.values ? ent__parallel(n, workers, score_node, &at, run, error) : ent__fail_memory(error);
    }
    for (uint32_t node = 0; status != ENT_OK && node < n; node++) {
        scores[node] = 0.0;
    }
    free(at.values);
    return status;
}
