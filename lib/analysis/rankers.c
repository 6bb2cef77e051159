/*
 * Ranking the candidates of a query by the scores and by simple rules, on what was known the day before. A day costs O(arcs of the
 * history) for those of its window, whose relations were read once for all days, and the betweenness of its network; a query
 * O(actors + mediations + ties of the parties' neighbours).
 */
#include "../network/compile.h"
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
    double *common, *weighed; /* of each node: neighbours in common with the parties of the query */
    uint32_t *popularity; /* of each actor */
    double *dyad; /* of each actor: experience with the parties of the query */
    uint8_t *is_candidate;
    double *scores[ENT_RANKER_COUNT];
} eve;

/* What is left of the strengths of an arc by the eve. */
static ent__arc decayed(const ent__arc *arc, double half_life, ent_date until) {
    ent__arc left = *arc;
    ent_date last = arc->last < until ? arc->last : until;
    double share = half_life > 0.0 ? exp2(-((double)until - (double)last) / half_life) : 1.0;
    left.positive *= share;
    left.negative *= share;
    return left;
}

/* The arcs of the history that meet the window of the eve. */
static ent_status take_window(ent__arcs *window, const ent__record *record, const ent_view *view, ent_error *error) {
    const ent__arcs *arcs = &record->arcs;
    *window = (ent__arcs){ent__calloc(arcs->count, sizeof *window->items), 0, arcs->count, view->until};
    if (!window->items) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < arcs->count; i++) {
        if (arcs->items[i].first <= view->until && arcs->items[i].last >= view->since) {
            window->items[window->count++] = decayed(&arcs->items[i], view->half_life, view->until);
        }
    }
    return ENT_OK;
}

static ent_status compile_eve(eve *all, ent_error *error) {
    ent_view view = all->record->view;
    ent__arcs window;
    view.since = ent__day_before(all->day, all->record->options.horizon);
    view.until = all->day - 1;
    view.half_life = all->record->options.half_life;
    ent_status status = take_window(&window, all->record, &view, error);
    if (status == ENT_OK) {
        status = ent__network_of_arcs(&all->network, all->record->graph, &view, &window, error);
        ent__arcs_free(&window);
    }
    return status == ENT_OK ? ent__layer_make(&all->layer, all->network, ENT_ALL, ENT_WEIGHT_UNIT, error) : status;
}

static ent_status allocate(eve *all, ent_error *error) {
    size_t n = all->record->actor_count, nodes = all->network->node_count;
    all->betweenness = ent__calloc(nodes, sizeof *all->betweenness);
    all->common = ent__calloc(nodes, sizeof *all->common);
    all->weighed = ent__calloc(nodes, sizeof *all->weighed);
    all->popularity = ent__calloc(n, sizeof *all->popularity);
    all->dyad = ent__calloc(n, sizeof *all->dyad);
    all->is_candidate = ent__calloc(n, sizeof *all->is_candidate);
    bool complete =
        all->betweenness && all->common && all->weighed && all->popularity && all->dyad && all->is_candidate;
    for (int ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        all->scores[ranker] = ent__calloc(n, sizeof **all->scores);
        complete = complete && all->scores[ranker];
    }
    return complete ? ENT_OK : ent__fail_memory(error);
}

/* True if a deed is experience on the eve. */
static bool is_recent(const eve *all, const ent__deed *deed) {
    return deed->first < all->day && deed->last >= ent__day_before(all->day, all->record->options.experience_horizon);
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
    for (size_t i = 0; i < record->deed_count && status == ENT_OK; i++) {
        const ent__deed *deed = &record->deeds[i];
        all->popularity[deed->mediator] += is_recent(all, deed);
    }
    return status;
}

static void free_eve(eve *all) {
    ent_network_free(all->network);
    ent__layer_free(&all->layer);
    free(all->betweenness);
    free(all->common);
    free(all->weighed);
    free(all->popularity);
    free(all->dyad);
    free(all->is_candidate);
    for (int ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        free(all->scores[ranker]);
    }
}

/* Marks the candidates of a query: all actors seen, but catch-alls, the parties and whoever else mediates between them that day. */
static void mark_candidates(eve *all, ent__query *query) {
    const ent__record *record = all->record;
    for (ent_id actor = 0; actor < record->actor_count; actor++) {
        all->is_candidate[actor] = record->first_seen[actor] < query->day && !ent__is_catch_all(record->graph, actor);
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
            all->dyad[deed->mediator] += is_recent(all, deed) ? deed->weight : 0.0;
        }
    }
}

/* What rests on the window's network. An actor without a tie there has nothing. */
static void score_ties(eve *all, const ent__query *query) {
    const ent_network *network = all->network;
    uint32_t a = ent_network_node(network, query->party_a), b = ent_network_node(network, query->party_b);
    memset(all->common, 0, network->node_count * sizeof *all->common);
    memset(all->weighed, 0, network->node_count * sizeof *all->weighed);
    ent__common_neighbours(all->common, all->weighed, &all->layer, a);
    ent__common_neighbours(all->common, all->weighed, &all->layer, b);
    for (uint32_t node = 0; node < network->node_count; node++) {
        ent_id actor = ent_network_actor(network, node);
        all->scores[ENT_RANKER_SCREEN][actor] =
            ent__standing_of(ent__tie_between(network, node, a), ent__tie_between(network, node, b)).screen;
        all->scores[ENT_RANKER_DEGREE][actor] = all->layer.offsets[node + 1] - all->layer.offsets[node];
        all->scores[ENT_RANKER_BETWEENNESS][actor] = all->betweenness[node];
        all->scores[ENT_RANKER_COMMON_NEIGHBOURS][actor] = all->common[node];
        all->scores[ENT_RANKER_ADAMIC_ADAR][actor] = all->weighed[node];
    }
}

/* The share that is expected of each; neither the parties nor catch-alls are among those who share. */
static void score_expectation(eve *all, const ent__query *query) {
    const double *common = all->scores[ENT_RANKER_COMMON_NEIGHBOURS];
    ent__backoff backoff = {0};
    for (ent_id actor = 0; actor < all->record->actor_count; actor++) {
        if (actor != query->party_a && actor != query->party_b && !ent__is_catch_all(all->record->graph, actor)) {
            ent__backoff_add(&backoff, common[actor], all->dyad[actor]);
        }
    }
    for (ent_id actor = 0; actor < all->record->actor_count; actor++) {
        all->scores[ENT_RANKER_PREDICTIVE][actor] = ent__backoff_share(&backoff, common[actor], all->dyad[actor]);
    }
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
    memset(all->dyad, 0, n * sizeof *all->dyad);
    for (ent_id actor = 0; actor < n; actor++) {
        all->scores[ENT_RANKER_POPULARITY][actor] = all->popularity[actor];
    }
    mark_candidates(all, query);
    score_history(all, query);
    score_ties(all, query);
    score_expectation(all, query);
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
