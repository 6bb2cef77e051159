/**
 * @file validation.h
 * Are the rankings any good? Every mediation asked for on its eve, by the score of mediators.h and by rules to beat.
 */
#ifndef ENTENTE_VALIDATION_H
#define ENTENTE_VALIDATION_H

#include <entente/mediators.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What can rank candidates: the score, and simple rules to beat; see ent_validation_run(). X(code, ENUMERATOR, name). */
#define ENT_RANKER_MAP(X)                                                                                              \
    X(0, SCREEN, "screen")                                                                                             \
    X(1, POPULARITY, "popularity")                                                                                     \
    X(2, RECURRENCE, "recurrence")                                                                                     \
    X(3, PERSISTENCE, "persistence")                                                                                   \
    X(4, DEGREE, "degree")                                                                                             \
    X(5, BETWEENNESS, "betweenness")                                                                                   \
    X(6, COMMON_NEIGHBOURS, "common_neighbours")                                                                       \
    X(7, ADAMIC_ADAR, "adamic_adar")                                                                                   \
    X(8, PREDICTIVE, "predictive")
typedef enum ent_ranker {
#define ENT_RANKER_ENUMERATOR(code, name, text) ENT_RANKER_##name = (code),
    ENT_RANKER_MAP(ENT_RANKER_ENUMERATOR)
#undef ENT_RANKER_ENUMERATOR
        ENT_RANKER_COUNT
} ent_ranker;
/** "popularity", ...; NULL if it is none. Static. */
ENT_API const char *ent_ranker_name(ent_ranker ranker);

/** How well a ranking does in one query, where the true mediator has g candidates strictly above it, e equal to it, w below, of
 *  c in all: X(code, ENUMERATOR, name). All are expectations over the order of the equal. */
#define ENT_METRIC_MAP(X)                                                                                              \
    X(0, MRR, "mrr") /* 1 / (1 + g + e / 2) */                                                                         \
    X(1, HITS_1, "hits@1") /* (k - g) / (e + 1), at least 0, at most 1 */                                              \
    X(2, HITS_5, "hits@5")                                                                                             \
    X(3, HITS_10, "hits@10")                                                                                           \
    X(4, AUC, "auc") /* (w + e / 2) / (c - 1); NaN without another candidate */
typedef enum ent_metric {
#define ENT_METRIC_ENUMERATOR(code, name, text) ENT_METRIC_##name = (code),
    ENT_METRIC_MAP(ENT_METRIC_ENUMERATOR)
#undef ENT_METRIC_ENUMERATOR
        ENT_METRIC_COUNT
} ent_metric;
/** "mrr", ...; NULL if it is none. Static. */
ENT_API const char *ent_metric_name(ent_metric metric);

/** How to ask; each as in ent_mediator_options. Set with ENT_VALIDATION_OPTIONS_INIT. */
typedef struct ent_validation_options {
    size_t size; /**< sizeof(ent_validation_options) */
    uint32_t horizon; /**< 0: 365 */
    uint32_t experience_horizon; /**< 0: 1825 */
    ent_rollup rollup;
    uint32_t reserved;
    double half_life;
    ent_date since; /**< only mediations of these days are asked for; what came before is known all the same */
    ent_date until;
} ent_validation_options;
#define ENT_VALIDATION_OPTIONS_INIT                                                                                    \
    { sizeof(ent_validation_options), 0, 0, ENT_ROLLUP_PRINCIPAL, 0, 0.0, ENT_DATE_MIN, ENT_DATE_MAX }

/** One question whose answer is known; borrowed for the validation's life. */
typedef struct ent_validation_query {
    size_t size; /**< sizeof(ent_validation_query) */
    ent_date day; /**< T: the first day of the relation */
    ent_id relation;
    ent_id party_a; /**< < party_b */
    ent_id party_b;
    ent_id mediator; /**< the true one */
    uint32_t candidates; /**< how many there are to rank, the true one among them unless cold */
    int32_t cold; /**< non-zero: nothing of the mediator was seen before T; not scored */
    int32_t known; /**< non-zero: somebody mediated between the two before T */
    const double
        *ranks; /**< ENT_RANKER_COUNT ranks of the true mediator, from 1, equals at their middle; NaN if cold */
} ent_validation_query;
#define ENT_VALIDATION_QUERY_INIT                                                                                      \
    { sizeof(ent_validation_query), 0, ENT_NONE, ENT_NONE, ENT_NONE, ENT_NONE, 0, 0, 0, NULL }

/** Which queries to average over. */
typedef enum ent_query_set {
    ENT_QUERIES_ALL = 0,
    ENT_QUERIES_KNOWN = 1, /**< of pairs that somebody mediated between before */
    ENT_QUERIES_NEW = 2 /**< of the others */
} ent_query_set;

/** Queries and ranks. Immutable, freely shared; keeps no pointer into the graph. */
typedef struct ent_validation ent_validation;
/**
 * Asks who will mediate on the eve of every mediation that took place, and ranks the one who did.
 *
 * A query is each mediator m (no catch-all) of a mediation relation of status conducted, accepted, offered or unstated, and each pair of its
 * parties other than m, after roll-up, on its first day T (a relation open at its start is none). Only relations with first < T
 * are seen. Candidates are all actors with any relation seen, however old, but catch-alls, the two parties and the other true mediators
 * of the same pair on the same day. Queries are ordered by day, relation, parties, mediator.
 *
 * Rankers: screen and predictive, as in ent_mediators_find(). Of mediation relations of the statuses above: popularity, how many m mediated
 * in the experience horizon; recurrence, how many of this pair, ever; persistence, 1 / (1 + days from the last day of the
 * latest of these, T - 1 at most, to T), 0 without one. On the positive ties of the evidence window: degree; betweenness, unit and
 * not normalised; common_neighbours of m with A plus with B; adamic_adar, the same with each weighed 1 / ln of its degree.
 *
 * ENT_EINVAL for the options, ENT_ECANCELLED. O(relations) once, then for each day with a query O(arcs) and the
 * betweenness of its window, which is most of it.
 */
ENT_API ent_status ent_validation_run(ent_validation **validation, const ent_graph *graph,
                                      const ent_validation_options *options, const ent_run *run, ent_error *error);
/** Frees a validation; NULL is fine. */
ENT_API void ent_validation_free(ent_validation *validation);
/** Number of queries asked, scored or not. */
ENT_API uint32_t ent_validation_query_count(const ent_validation *validation);
/** ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_validation_get_query(ent_validation_query *query, const ent_validation *validation,
                                            uint32_t index, ent_error *error);
/** The mean of a metric over the scored queries of a set, and how many these are: queries where it is NaN do not count. NaN
 *  over none. ENT_EINVAL: no such ranker, metric or set. O(queries). */
ENT_API ent_status ent_validation_mean(double *mean, uint32_t *count, const ent_validation *validation,
                                       ent_ranker ranker, ent_metric metric, ent_query_set set, ent_error *error);

/** What to compare. Set with ENT_BOOTSTRAP_OPTIONS_INIT. */
typedef struct ent_bootstrap_options {
    size_t size; /**< sizeof(ent_bootstrap_options) */
    ent_ranker ranker;
    ent_ranker baseline;
    ent_metric metric;
    uint32_t resamples; /**< 0: 2000 */
    int32_t by_pair; /**< non-zero: draws pairs of parties with all their queries, as these are not independent */
    uint32_t reserved;
} ent_bootstrap_options;
#define ENT_BOOTSTRAP_OPTIONS_INIT                                                                                     \
    { sizeof(ent_bootstrap_options), ENT_RANKER_SCREEN, ENT_RANKER_POPULARITY, ENT_METRIC_MRR, 0, 0, 0 }
/** How much better a ranker is than a baseline. Set with ENT_BOOTSTRAP_INIT. */
typedef struct ent_bootstrap {
    size_t size; /**< sizeof(ent_bootstrap) */
    double difference; /**< mean of the ranker - mean of the baseline, over all scored queries */
    double low,
        high; /**< 2.5 and 97.5 percentile over the resamples: the better one is not by chance if 0 lies outside */
    uint32_t queries; /**< scored, with the metric defined */
    uint32_t reserved;
} ent_bootstrap;
#define ENT_BOOTSTRAP_INIT                                                                                             \
    { sizeof(ent_bootstrap), 0.0, 0.0, 0.0, 0, 0 }
/**
 * Paired bootstrap (Efron & Tibshirani 1993): many times draws as many queries as there are, with replacement, the same for both.
 * Draws come from ent_random() seeded with run->seed: index = high 64 bits of (number * queries), resample by resample.
 * Percentiles are linear between order statistics (type 7). All NaN without queries. ENT_EINVAL for the options;
 * ENT_ECANCELLED. O(resamples * queries).
 */
ENT_API ent_status ent_validation_bootstrap(ent_bootstrap *result, const ent_validation *validation,
                                            const ent_bootstrap_options *options, const ent_run *run, ent_error *error);
/** The next number of the stream that the library draws from (SplitMix64; Steele, Lea & Flood 2014), so that a drawing can be
 *  repeated elsewhere: `state` starts as the seed. */
ENT_API uint64_t ent_random(uint64_t *state);

#ifdef __cplusplus
}
#endif
#endif
