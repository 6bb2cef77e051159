/*
 * How sure the ranking of who could mediate is: asks the same question again of drawn relations. For each draw O(actors of the
 * graph + arcs) and the scores of the candidates; a flow for each that the first passes only where the share of flow ranks.
 */
#include "certainty.h"
#include "mediators_internal.h"

#include <stdlib.h>

/* A question, and what is seen. */
typedef struct inquiry {
    ent__mediator_question question;
    ent__basis window, mediations; /* of these, those within the experience horizon: no others make a rank */
    const ent_rank_certainty *certainty;
} inquiry;

/* Leaves out the mediations before the experience horizon. */
static void drop_old(ent__arcs *mediations, ent_date since) {
    size_t kept = 0;
    for (size_t i = 0; i < mediations->count; i++) {
        if (mediations->items[i].last >= since) {
            mediations->items[kept++] = mediations->items[i];
        }
    }
    mediations->count = kept;
}

/* The record is read once; draws go over its arcs and never over the graph's relations. */
static ent_status open_inquiry(inquiry *all, ent_error *error) {
    ent_view window = ent__mediators_window(&all->question), mediation = ent__mediations_view(&all->question);
    ent_status status = ent__basis_read(&all->window, all->question.graph, &window, error);
    if (status == ENT_OK) {
        status = ent__basis_read(&all->mediations, all->question.graph, &mediation, error);
    }
    if (status == ENT_OK) {
        drop_old(&all->mediations.arcs, all->question.experience_since);
    }
    return status;
}

static void close_inquiry(inquiry *all) {
    ent__basis_free(&all->window);
    ent__basis_free(&all->mediations);
}

/* The answer with a network that becomes its own, even if this fails. */
static ent_status answer_in(ent_mediators **answer, const inquiry *all, ent_network *network, const double *times,
                            const ent_run *run, ent_error *error) {
    ent_component by = all->question.options.by;
    bool with_ways = by == ENT_COMPONENT_PAIR_DEPENDENCY || by == ENT_COMPONENT_FLOW_SHARE;
    *answer = ent__calloc(1, sizeof **answer);
    if (!*answer) {
        ent_network_free(network);
        return ent__fail_memory(error);
    }
    (*answer)->network = network;
    ent__mediations_seen seen = {&all->mediations, times};
    return ent__mediators_answer(*answer, &all->question, seen, with_ways, run, error);
}

/* What ent__ranking asks: ranks by the places that the certainty gave the actors; who is no candidate in a draw keeps 0. */
static ent_status rank_drawn(uint32_t *ranks, const void *subject, const double *times, ent__arcs *room,
                             const ent_run *run, ent_error *error) {
    const inquiry *all = subject;
    ent_network *network;
    ent_mediators *answer;
    ent_status status = ent__basis_compile(&network, &all->window, times, room, error);
    if (status != ENT_OK) {
        return status;
    }
    status = answer_in(&answer, all, network, times, run, error);
    for (uint32_t i = 0; status == ENT_OK && i < answer->candidate_count; i++) {
        ranks[ent__certainty_node(all->certainty, answer->candidates[i].actor)] = answer->candidates[i].rank;
    }
    ent_mediators_free(answer);
    return status;
}

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

/* Takes the candidates, who are best first, over by rising actor. */
static ent_status take_candidates(ent_rank_certainty *certainty, const ent_mediators *answer, ent_component by,
                                  uint32_t draws, ent_error *error) {
    uint32_t n = answer->candidate_count;
    ent_status status = ent__certainty_open(certainty, n, draws, error);
    if (status != ENT_OK || n == 0) {
        return status;
    }
    for (uint32_t i = 0; i < n; i++) {
        certainty->actors[i] = answer->candidates[i].actor;
    }
    qsort(certainty->actors, n, sizeof *certainty->actors, by_number);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t node = ent__certainty_node(certainty, answer->candidates[i].actor);
        certainty->order[i] = node;
        certainty->ranks[node] = answer->candidates[i].rank;
        certainty->scores[node] = answer->candidates[i].values[by];
    }
    return ENT_OK;
}

/* Ranks what is seen as it is: every relation once. */
static ent_status rank_seen(ent_rank_certainty *certainty, const inquiry *all, uint32_t draws, ent_error *error) {
    ent_network *network;
    ent_mediators *answer;
    const ent__basis *window = &all->window;
    ent_status status = ent__network_of_arcs(&network, window->graph, &window->view, &window->arcs, error);
    if (status != ENT_OK) {
        return status;
    }
    status = answer_in(&answer, all, network, NULL, NULL, error);
    if (status == ENT_OK) {
        status = take_candidates(certainty, answer, all->question.options.by, draws, error);
    }
    ent_mediators_free(answer);
    return status;
}

/* Window and mediations may share relations, which are numbered once for both: a draw must take a relation for both or for
 * none. */
static ent_status compute(ent_rank_certainty *certainty, inquiry *all, const ent_certainty_options *options,
                          const ent_run *run, ent_error *error) {
    ent__citations citations;
    ent__basis *records[] = {&all->window, &all->mediations};
    ent_status status = ent__citations_read(&citations, records, 2, error);
    if (status != ENT_OK) {
        return status;
    }
    ent__ranking ranking = {all, &citations, all->window.arcs.count, rank_drawn};
    all->certainty = certainty;
    status = rank_seen(certainty, all, options->draws, error);
    if (status == ENT_OK) {
        status = ent__certainty_fill(certainty, &ranking, options, run, error);
    }
    ent__citations_free(&citations);
    return status;
}

ent_status ent_mediators_certainty(ent_rank_certainty **certainty, const ent_mediators *mediators,
                                   const ent_graph *graph, const ent_certainty_options *options, const ent_run *run,
                                   ent_error *error) {
    *certainty = NULL;
    ent_certainty_options asked;
    inquiry all = {.question = mediators->question};
    all.question.graph = graph;
    uint32_t actors = ent_graph_actor_count(graph);
    ent_status status = ent__certainty_options(&asked, options, error);
    if (status == ENT_OK && (mediators->parties[0] >= actors || mediators->parties[1] >= actors)) {
        status = ent__fail(error, ENT_EINVAL, "the mediators are of another graph; expected theirs");
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_rank_certainty *made = ent__calloc(1, sizeof *made);
    status = made ? open_inquiry(&all, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = compute(made, &all, &asked, run, error);
    }
    close_inquiry(&all);
    if (status != ENT_OK) {
        ent_rank_certainty_free(made);
        return status;
    }
    *certainty = made;
    return ENT_OK;
}
