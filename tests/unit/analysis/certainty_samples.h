/*
 * Graphs of which single sources tell, the same without a source, and what tests read of a ranking's certainty. Include after
 * cmocka.h.
 */
#ifndef ENT_TEST_CERTAINTY_SAMPLES_H
#define ENT_TEST_CERTAINTY_SAMPLES_H

#include "assert_close.h"
#include "random_graph.h"

#define DRAWS 4000u
#define FAR (2.5 / sqrt(DRAWS)) /* five standard deviations of a share over DRAWS */

/* A graph of n actors a0, a1, ... and of sources. */
static inline ent_graph *start_graph(uint32_t actors, uint32_t sources) {
    ent_graph *graph = make_graph();
    char id[16];
    for (uint32_t i = 0; i < actors; i++) {
        snprintf(id, sizeof id, "a%u", i);
        make_state(graph, id);
    }
    for (uint32_t i = 0; i < sources; i++) {
        ent_source source = ENT_SOURCE_INIT;
        snprintf(id, sizeof id, "s%u", i);
        source.id = id;
        assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    }
    return graph;
}

/* A friendly tie that some sources tell of. */
static inline void tell(ent_graph *graph, ent_id from, ent_id to, double confidence, const ent_id *sources,
                        size_t count) {
    ent_relation relation = make_event(ENT_KIND_DIPLOMATIC, 19700, 19700, 1.0);
    relation.confidence = confidence;
    relation.sources = sources;
    relation.source_count = count;
    make_relation(graph, relation, &from, 1, &to, 1);
}

/* The graph without the relations that cite one source alone; all sources and affiliations that cite none stay. */
static inline ent_graph *graph_without(const ent_graph *graph, ent_id source) {
    ent_graph *copy = start_graph(0, RANDOM_SOURCES);
    ent_actor actor = ENT_ACTOR_INIT;
    for (ent_id i = 0; i < ent_graph_actor_count(graph); i++) {
        assert_int_equal(ent_graph_get_actor(&actor, graph, i, NULL), ENT_OK);
        assert_int_equal(ent_graph_add_actor(NULL, copy, &actor, NULL), ENT_OK);
    }
    ent_relation relation = ENT_RELATION_INIT;
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        assert_int_equal(ent_graph_get_relation(&relation, graph, i, NULL), ENT_OK);
        if (relation.source_count != 1 || relation.sources[0] != source) {
            assert_int_equal(ent_graph_add_relation(NULL, copy, &relation, NULL), ENT_OK);
        }
    }
    return copy;
}

/* The share of pairs whose order two rankings reverse, tied in one only half. */
static inline double distance_of(const uint32_t *a, const uint32_t *b, uint32_t n) {
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            int x = (a[i] > a[j]) - (a[i] < a[j]), y = (b[i] > b[j]) - (b[i] < b[j]);
            sum += x * y == -1 ? 1.0 : (x == 0) != (y == 0) ? 0.5 : 0.0;
        }
    }
    return n < 2 ? 0.0 : sum / (n * (n - 1) / 2.0);
}

static inline ent_certainty_summary summary_of(const ent_rank_certainty *certainty) {
    ent_certainty_summary summary = ENT_CERTAINTY_SUMMARY_INIT;
    assert_int_equal(ent_rank_certainty_summary(&summary, certainty, NULL), ENT_OK);
    return summary;
}

/* In which share of DRAWS the first of two actors stands before the second, and beside him. */
static inline void assert_pair(const ent_rank_certainty *certainty, ent_id first, ent_id second, double before,
                               double equal) {
    ent_pair_certainty pair = ENT_PAIR_CERTAINTY_INIT;
    assert_int_equal(ent_rank_certainty_pair(&pair, certainty, first, second, NULL), ENT_OK);
    assert_true(fabs(pair.before - before) < FAR);
    assert_true(fabs(pair.equal - equal) < FAR);
    assert_close(pair.before + pair.equal + pair.after, 1.0);
}

#endif
