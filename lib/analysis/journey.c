/*
 * One journey: first what the best achieves (its window, and its length where that is the aim), by sweeps; then the
 * journey itself, by trace.h. Cost: two sweeps and a trace.
 */
#include "journeys.h"
#include "trace.h"

#include <math.h>
#include <stdlib.h>

struct ent_journey {
    double value;
    ent__trace trace;
};

/* The first day by which the target can be reached; +inf: never. */
static ent_status find_arrival(double *arrival, const ent__sweep *sweep, bool mirrored, ent_error *error) {
    int32_t *best = ent__calloc(sweep->contacts->node_count, sizeof *best);
    *arrival = (double)INFINITY;
    if (!best) {
        return ent__fail_memory(error);
    }
    ent_status status = ent__sweep_arrivals(best, sweep, mirrored, error);
    int32_t reached = best[sweep->target];
    *arrival = reached == ENT__NEVER ? (double)INFINITY : (double)reached;
    free(best);
    return status;
}

/* The last day to set out, and the first arrival of those who do. */
static ent_status aim_at_departure(double *value, ent__goal *goal, const ent_run *run, ent_error *error) {
    ent__sweep back = {goal->contacts, goal->window, goal->target, goal->source, run};
    double mirrored;
    ent_status status = find_arrival(&mirrored, &back, true, error);
    if (status != ENT_OK || isinf(mirrored)) {
        *value = -INFINITY;
        return status;
    }
    goal->window.since = ~(ent_date)mirrored;
    *value = goal->window.since;
    ent__sweep forth = {goal->contacts, goal->window, goal->source, goal->target, run};
    double arrival;
    status = find_arrival(&arrival, &forth, false, error);
    if (status == ENT_OK) {
        goal->window.until = (ent_date)arrival;
    }
    return status;
}

/* Finds what the best journey achieves and narrows the goal to those that do. */
static ent_status aim(double *value, ent__goal *goal, ent_journey_objective objective, const ent_run *run,
                      ent_error *error) {
    ent__sweep sweep = {goal->contacts, goal->window, goal->source, goal->target, run};
    ent__best best;
    if (objective == ENT_LATEST_DEPARTURE) {
        return aim_at_departure(value, goal, run, error);
    }
    if (objective == ENT_EARLIEST_ARRIVAL) {
        ent_status status = find_arrival(value, &sweep, false, error);
        goal->window.until = status == ENT_OK && !isinf(*value) ? (ent_date)*value : goal->window.until;
        return status;
    }
    double *least = ent__calloc(goal->contacts->node_count, sizeof *least);
    if (!least) {
        return ent__fail_memory(error);
    }
    ent_status status = objective == ENT_FASTEST
                            ? ent__sweep_fastest(least, &best, &sweep, error)
                            : ent__sweep_least(least, &best, &sweep, objective == ENT_LEAST_LENGTH, error);
    if (status == ENT_OK) {
        *value = least[goal->target];
        goal->window.until = best.arrival;
        goal->by_length = objective == ENT_LEAST_LENGTH;
        goal->length = goal->by_length ? *value : 0.0;
        if (objective == ENT_FASTEST && !isinf(*value)) {
            goal->window.since = best.arrival - (ent_date)*value;
        }
    }
    free(least);
    return status;
}

static ent_status find(ent_journey *journey, ent__goal *goal, ent_journey_objective objective, const ent_run *run,
                       ent_error *error) {
    if (goal->source == goal->target) {
        double itself[] = {goal->window.since, goal->window.until, 0.0, 0.0, 0.0};
        journey->value = itself[objective];
    } else {
        ent_status status = aim(&journey->value, goal, objective, run, error);
        if (status != ENT_OK) {
            return status;
        }
        if (!isinf(journey->value)) {
            return ent__trace_find(&journey->trace, goal, run, error);
        }
    }
    journey->trace.certain = true;
    journey->trace.nodes = ent__calloc(1, sizeof *journey->trace.nodes);
    if (!journey->trace.nodes) {
        return ent__fail_memory(error);
    }
    journey->trace.nodes[0] = goal->source;
    return ENT_OK;
}

ent_status ent_journey_find(ent_journey **journey, const ent_contacts *contacts, uint32_t source, uint32_t target,
                            const ent_journey_options *options, const ent_run *run, ent_error *error) {
    *journey = NULL;
    ent_journey_options asked;
    ent_status status = ent__journey_options_read(&asked, options, error);
    if (status == ENT_OK) {
        status = ent__contacts_check_node(contacts, source, error);
    }
    if (status == ENT_OK) {
        status = ent__contacts_check_node(contacts, target, error);
    }
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_journey *made = ent__calloc(1, sizeof *made);
    if (!made) {
        return ent__fail_memory(error);
    }
    ent__window window = ent__contacts_window(contacts, asked.since, asked.until);
    ent__goal goal = {contacts, source, target, window, window, false, 0.0};
    status = find(made, &goal, asked.objective, run, error);
    if (status != ENT_OK) {
        ent_journey_free(made);
        return status;
    }
    *journey = made;
    return ENT_OK;
}

void ent_journey_free(ent_journey *journey) {
    if (journey) {
        ent__trace_free(&journey->trace);
        free(journey);
    }
}

ent_status ent_journey_get(ent_journey_view *view, const ent_journey *journey, ent_error *error) {
    const ent__trace *trace = &journey->trace;
    ent_journey_view read = {sizeof read,  journey->value, trace->hops,     trace->certain ? ENT_CERTAIN : ENT_POSSIBLE,
                             trace->nodes, trace->days,    trace->relations};
    return ent__result_write(view, &read, sizeof read, "ent_journey_view", error);
}
