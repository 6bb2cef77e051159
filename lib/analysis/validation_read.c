/*
 * Reading a validation: queries, and means of metrics over them. O(1), means O(queries).
 */
#include "validation_internal.h"

#include <math.h>

uint32_t ent_validation_query_count(const ent_validation *validation) {
    return (uint32_t)validation->count;
}

ent_status ent_validation_get_query(ent_validation_query *query, const ent_validation *validation, uint32_t index,
                                    ent_error *error) {
    if (index >= validation->count) {
        return ent__fail(error, ENT_EINVAL, "no query %u; there are %zu", index, validation->count);
    }
    const ent__query *found = &validation->queries[index];
    ent_validation_query read = ENT_VALIDATION_QUERY_INIT;
    read.day = found->day;
    read.relation = found->relation;
    read.party_a = found->party_a;
    read.party_b = found->party_b;
    read.mediator = found->mediator;
    read.candidates = found->candidates;
    read.cold = found->cold;
    read.known = found->known;
    read.ranks = found->ranks;
    return ent__result_write(query, &read, sizeof read, "ent_validation_query", error);
}

double ent__metric_of(const ent__query *query, ent_ranker ranker, ent_metric metric) {
    static const double hits[] = {[ENT_METRIC_HITS_1] = 1.0, [ENT_METRIC_HITS_5] = 5.0, [ENT_METRIC_HITS_10] = 10.0};
    double above = query->above[ranker], equal = query->equal[ranker], others = (double)query->candidates - 1.0;
    switch (metric) {
    case ENT_METRIC_MRR:
        return 1.0 / query->ranks[ranker];
    case ENT_METRIC_AUC:
        return others > 0.0 ? (others - above - equal / 2.0) / others : NAN;
    default:
        return fmin(1.0, fmax(0.0, (hits[metric] - above) / (equal + 1.0)));
    }
}

ent_status ent_validation_mean(double *mean, uint32_t *count, const ent_validation *validation, ent_ranker ranker,
                               ent_metric metric, ent_query_set set, ent_error *error) {
    *mean = NAN;
    *count = 0;
    if (!ent_ranker_name(ranker) || !ent_metric_name(metric) || (unsigned)set > ENT_QUERIES_NEW) {
        return ent__fail(error, ENT_EINVAL, "ranker %d, metric %d, set %d; expected at most %d, %d, %d", (int)ranker,
                         (int)metric, (int)set, ENT_RANKER_COUNT - 1, ENT_METRIC_COUNT - 1, ENT_QUERIES_NEW);
    }
    double sum = 0.0;
    for (size_t i = 0; i < validation->count; i++) {
        const ent__query *query = &validation->queries[i];
        bool wanted = set == ENT_QUERIES_ALL || query->known == (set == ENT_QUERIES_KNOWN);
        double value = query->cold || !wanted ? NAN : ent__metric_of(query, ranker, metric);
        if (!isnan(value)) {
            sum += value;
            (*count)++;
        }
    }
    *mean = *count ? sum / *count : NAN;
    return ENT_OK;
}
