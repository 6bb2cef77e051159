/*
 * Journeys from one node to all (for the latest departure, from all to one): checks the question, sweeps, and says the
 * answer in doubles. Cost: see sweep.h.
 */
#include "journeys.h"

#include <math.h>
#include <stdlib.h>

ent_status ent__window_check(ent_date since, ent_date until, ent_error *error) {
    if (since <= until && since != ENT_DATE_MAX && until != ENT_DATE_MIN) {
        return ENT_OK;
    }
    char first[ENT_DATE_TEXT], last[ENT_DATE_TEXT];
    ent_date_format(first, since, since);
    ent_date_format(last, until, until);
    return ent__fail(error, ENT_EINVAL, "a window from %s to %s; expected a first day not after the last", first, last);
}

ent_status ent__journey_options_read(ent_journey_options *copy, const ent_journey_options *options, ent_error *error) {
    *copy = (ent_journey_options)ENT_JOURNEY_OPTIONS_INIT;
    ent_status status = ent__options_read(copy, sizeof *copy, options, "ent_journey_options", error);
    if (status == ENT_OK && (unsigned)copy->objective > ENT_LEAST_LENGTH) {
        status = ent__fail(error, ENT_EINVAL, "objective %d; expected an ent_journey_objective, 0 to %d",
                           (int)copy->objective, ENT_LEAST_LENGTH);
    }
    return status == ENT_OK ? ent__window_check(copy->since, copy->until, error) : status;
}

ent_status ent__contacts_check_node(const ent_contacts *contacts, uint32_t node, ent_error *error) {
    if (node < contacts->node_count) {
        return ENT_OK;
    }
    return ent__fail(error, ENT_EINVAL, "node %u; there are %u, numbered from 0", node, contacts->node_count);
}

static ent_status arrivals(double *values, const ent__sweep *sweep, bool mirrored, ent_error *error) {
    uint32_t n = sweep->contacts->node_count;
    int32_t *best = ent__calloc(n, sizeof *best);
    if (!best) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__sweep_arrivals(best, sweep, mirrored, error);
    for (uint32_t node = 0; status == ENT_OK && node < n; node++) {
        if (best[node] == ENT__NEVER) {
            values[node] = mirrored ? -INFINITY : INFINITY;
        } else {
            values[node] = mirrored ? ~best[node] : best[node];
        }
    }
    free(best);
    return status;
}

ent_status ent__journeys_sweep(double *values, const ent__sweep *sweep, ent_journey_objective objective,
                               ent_error *error) {
    switch (objective) {
    case ENT_EARLIEST_ARRIVAL:
    case ENT_LATEST_DEPARTURE:
        return arrivals(values, sweep, objective == ENT_LATEST_DEPARTURE, error);
    case ENT_FASTEST:
        return ent__sweep_fastest(values, NULL, sweep, error);
    case ENT_FEWEST_HOPS:
    case ENT_LEAST_LENGTH:
        break;
    }
    return ent__sweep_least(values, NULL, sweep, objective == ENT_LEAST_LENGTH, error);
}

ent_status ent_journeys_from(double *values, const ent_contacts *contacts, uint32_t node,
                             const ent_journey_options *options, const ent_run *run, ent_error *error) {
    ent_journey_options asked;
    ent_status status = ent__journey_options_read(&asked, options, error);
    if (status == ENT_OK) {
        status = ent__contacts_check_node(contacts, node, error);
    }
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status == ENT_OK) {
        ent__window window = ent__contacts_window(contacts, asked.since, asked.until);
        ent__sweep sweep = {contacts, window, node, ENT_NONE, run};
        status = ent__journeys_sweep(values, &sweep, asked.objective, error);
    }
    if (status != ENT_OK) {
        for (uint32_t i = 0; i < contacts->node_count; i++) {
            values[i] = 0.0;
        }
    }
    return status;
}

ent_status ent_contacts_reach(uint32_t *nodes, uint32_t *count, const ent_contacts *contacts, uint32_t node,
                              const ent_journey_options *options, const ent_run *run, ent_error *error) {
    *count = 0;
    ent_journey_options asked;
    ent_status status = ent__journey_options_read(&asked, options, error);
    double *days = ent__calloc(contacts->node_count, sizeof *days);
    if (status == ENT_OK && !days) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        bool backwards = asked.objective == ENT_LATEST_DEPARTURE;
        asked.objective = backwards ? ENT_LATEST_DEPARTURE : ENT_EARLIEST_ARRIVAL;
        status = ent_journeys_from(days, contacts, node, &asked, run, error);
    }
    for (uint32_t other = 0; status == ENT_OK && other < contacts->node_count; other++) {
        if (other != node && !isinf(days[other])) {
            nodes[(*count)++] = other;
        }
    }
    free(days);
    return status;
}
