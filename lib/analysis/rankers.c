/*
 * Ranking the candidates of a query by the score and by simple rules, on what was known the day before. A day costs compiling
 * the evidence window and its betweenness; a query O(actors + mediations + ties of the parties' neighbours).
 */
#include "mediators_internal.h"
#include "validation_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What all queries of one day share, and room for the scores of one query: an entry an actor of the graph. */
typedef struct eve {
    const ent__record *record;
    ent_date day;
    ent_network *network; /* of the evidence window */
    ent__layer layer; /* its positive ties */
    double *betweenness; /* of each node */
    uint32_t *popularity; /* of each actor */
    uint8_t *is_candidate;
    double *scores[ENT_RANKER_COUNT];
} eve;

static ent_status compile_eve(eve *all, ent_error *error) {
    const ent_validation_options *options = &all->record->options;
    ent_view view = ENT_VIEW_INIT;
    view.since = ent__day_before(all->day, options->horizon);
    view.until = all->day - 1;
    view.rollup = options->rollup;
    view.scheme = ENT_SCHEME_TONE;
    view.half_life = options->half_life;
    ent_status status = ent_network_compile(&all->network, all->record->graph, &view, NULL, error);
    return status == ENT_OK ? ent__layer_make(&all->layer, all->network, ENT_ALL, ENT_WEIGHT_UNIT, error) : status;
}

static ent_status allocate(eve *all, ent_error *error) {
    size_t n = all->record->actor_count;
    bool complete = true;
    all->betweenness = ent__calloc(all->network->node_count, sizeof *all->betweenness);
    all->popularity = ent__calloc(n, sizeof *all->popularity);
    all->is_candidate = ent__calloc(n, sizeof *all->is_candidate);
    for (int ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        all->scores[ranker] = ent__calloc(n, sizeof **all->scores);
        complete = complete && all->scores[ranker];
    }
    return complete && all->betweenness && all->popularity && all->is_candidate ? ENT_OK : ent__fail_memory(error);
}

static ent_status make_eve(eve *all, const ent__record *record, ent_date day, const ent_run *run, ent_error *error) {
    *all = (eve){.record = record, .day = day};
    ent_status status = compile_eve(all, error);
    if (status == ENT_OK) {
        status = allocate(all, error);
    }
    ent_run quiet = ENT_RUN_INIT; /* the progress of a part would go back and forth */
    quiet.threads = run ? run->threads : 0;
    if (status == ENT_OK) {
        status = ent_network_score(all->betweenness, all->network, ENT_MEASURE_BETWEENNESS, NULL, &quiet, error);
    }
    ent_date since = ent__day_before(day, record->options.experience_horizon);
    for (size_t i = 0; i < record->deed_count && status == ENT_OK; i++) {
        const ent__deed *deed = &record->deeds[i];
        all->popularity[deed->mediator] += deed->first < day && deed->last >= since;
    }
    return status;
}

static void free_eve(eve *all) {
    ent_network_free(all->network);
    ent__layer_free(&all->layer);
    free(all->betweenness);
    free(all->popularity);
    free(all->is_candidate);
    for (int ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        free(all->scores[ranker]);
    }
}

/* Marks the candidates of a query: all actors seen, but the parties and whoever else mediates between them that day. */
static void mark_candidates(eve *all, ent__query *query) {
    const ent__record *record = all->record;
    for (ent_id actor = 0; actor < record->actor_count; actor++) {
        all->is_candidate[actor] = record->first_seen[actor] < query->day;
    }
    all->is_candidate[query->party_a] = all->is_candidate[query->party_b] = 0;
    for (size_t i = 0; i < record->deed_count; i++) {
        const ent__deed *deed = &record->deeds[i];
        if (deed->first == query->day && deed->mediator != query->mediator &&
            ent__deed_joins(record, deed, query->party_a, query->party_b)) {
            all->is_candidate[deed->mediator] = 0;
        }
    }
    query->cold = !all->is_candidate[query->mediator];
    for (ent_id actor = 0; actor < record->actor_count; actor++) {
        query->candidates += all->is_candidate[actor];
    }
}

/* Who mediated between the two before: recurrence, persistence, and whether anybody did. */
static void score_history(eve *all, ent__query *query) {
    double *recurrence = all->scores[ENT_RANKER_RECURRENCE], *persistence = all->scores[ENT_RANKER_PERSISTENCE];
    for (size_t i = 0; i < all->record->deed_count; i++) {
        const ent__deed *deed = &all->record->deeds[i];
        if (deed->first < query->day && ent__deed_joins(all->record, deed, query->party_a, query->party_b)) {
            ent_date last = deed->last < query->day ? deed->last : query->day - 1;
            query->known = true;
            recurrence[deed->mediator]++;
            persistence[deed->mediator] =
                fmax(persistence[deed->mediator], 1.0 / (1.0 + (double)query->day - (double)last));
        }
    }
}

/* For all who have a neighbour in common with a party: how many, and weighed by how few ties each has. */
static void score_neighbours(eve *all, uint32_t party) {
    const ent__layer *layer = &all->layer;
    if (party == ENT_NONE) {
        return;
    }
    for (uint32_t i = layer->offsets[party]; i < layer->offsets[party + 1]; i++) {
        uint32_t between = layer->heads[i], start = layer->offsets[between], end = layer->offsets[between + 1];
        for (uint32_t j = start; j < end; j++) {
            ent_id actor = ent_network_actor(all->network, layer->heads[j]);
            all->scores[ENT_RANKER_COMMON_NEIGHBOURS][actor]++;
            all->scores[ENT_RANKER_ADAMIC_ADAR][actor] += end - start > 1 ? 1.0 / log(end - start) : 0.0;
        }
    }
}

/* What rests on the window's network. An actor without a tie there has nothing. */
static void score_ties(eve *all, const ent__query *query) {
    const ent_network *network = all->network;
    uint32_t a = ent_network_node(network, query->party_a), b = ent_network_node(network, query->party_b);
    for (uint32_t node = 0; node < network->node_count; node++) {
        ent_id actor = ent_network_actor(network, node);
        all->scores[ENT_RANKER_SCREEN][actor] =
            ent__standing_of(ent__tie_between(network, node, a), ent__tie_between(network, node, b)).screen;
        all->scores[ENT_RANKER_DEGREE][actor] = all->layer.offsets[node + 1] - all->layer.offsets[node];
        all->scores[ENT_RANKER_BETWEENNESS][actor] = all->betweenness[node];
    }
    score_neighbours(all, a);
    score_neighbours(all, b);
}

/* Places the true mediator among the candidates. */
static void place(ent__query *query, const eve *all, ent_ranker ranker) {
    const double *scores = all->scores[ranker];
    for (ent_id actor = 0; actor < all->record->actor_count; actor++) {
        if (all->is_candidate[actor] && actor != query->mediator) {
            bool equal = ent__equal(scores[actor], scores[query->mediator]);
            query->equal[ranker] += equal;
            query->above[ranker] += !equal && scores[actor] > scores[query->mediator];
        }
    }
    query->ranks[ranker] = query->cold ? NAN : 1.0 + query->above[ranker] + query->equal[ranker] / 2.0;
}

static void rank_query(ent__query *query, eve *all) {
    size_t n = all->record->actor_count;
    for (int ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        memset(all->scores[ranker], 0, n * sizeof **all->scores);
    }
    for (ent_id actor = 0; actor < n; actor++) {
        all->scores[ENT_RANKER_POPULARITY][actor] = all->popularity[actor];
    }
    mark_candidates(all, query);
    score_history(all, query);
    score_ties(all, query);
    for (ent_ranker ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        place(query, all, ranker);
    }
}

ent_status ent__rank_queries(ent__query *queries, size_t count, const ent__record *record, const ent_run *run,
                             ent_error *error) {
    eve all;
    ent_status status = make_eve(&all, record, queries[0].day, run, error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        rank_query(&queries[i], &all);
    }
    free_eve(&all);
    return status;
}
