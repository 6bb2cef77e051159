/*
 * How sure the ranking of the actors of a view by a measure or a score is: compiles and scores it again for each draw. O(arcs + actors of the
 * graph) and a scoring each time.
 */
#include "certainty.h"
#include "measure.h"

#include <stdlib.h>

/* The scores of a record. */
typedef struct scored {
    const ent__basis *record;
    const ent_certainty_options *options;
    const ent_rank_certainty *certainty;
} scored;

static ent_status score(double *scores, const ent_network *network, const ent_certainty_options *options,
                        const ent_run *run, ent_error *error) {
    return options->scorer ? options->scorer(scores, network, options->context, run, error)
                           : ent_network_score(scores, network, options->measure, options->measure_options, run, error);
}

/* Ranks of a network's nodes into those of the certainty's, of which they are a part. */
static void spread(uint32_t *ranks, const ent_rank_certainty *certainty, const ent_network *network,
                   const uint32_t *found) {
    uint32_t next = 0, count = ent_network_node_count(network);
    for (uint32_t node = 0; node < certainty->summary.actors; node++) {
        if (next < count && ent_network_actor(network, next) == certainty->actors[node]) {
            ranks[node] = found[next++];
        }
    }
}

static ent_status rank_drawn(uint32_t *ranks, const void *subject, const double *times, ent__arcs *room,
                             const ent_run *run, ent_error *error) {
    const scored *all = subject;
    ent_network *network;
    ent_status status = ent__basis_compile(&network, all->record, times, room, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t count = ent_network_node_count(network);
    double *scores = ent__calloc(count, sizeof *scores);
    uint32_t *order = ent__calloc(count, sizeof *order), *found = ent__calloc(count, sizeof *found);
    status = scores && order && found ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = score(scores, network, all->options, run, error);
    }
    if (status == ENT_OK) {
        status = ent_rank(order, found, scores, count, error);
    }
    if (status == ENT_OK) {
        spread(ranks, all->certainty, network, found);
    }
    free(scores);
    free(order);
    free(found);
    ent_network_free(network);
    return status;
}

static ent_status check_measure(const ent_certainty_options *options, ent_error *error) {
    ent_measure_options read;
    if (options->scorer) {
        return ENT_OK;
    }
    if ((unsigned)options->measure >= ENT_MEASURE_COUNT) {
        return ent__fail(error, ENT_EINVAL, "measure %d; expected an ent_measure, 0 to %d", (int)options->measure,
                         ENT_MEASURE_COUNT - 1);
    }
    ent_status status = ent__measure_options(&read, options->measure, options->measure_options, error);
    if (status == ENT_OK && read.personalisation) {
        status = ent__fail(error, ENT_EINVAL, "a personalisation cannot fit every draw; leave it NULL");
    }
    return status;
}

/* Scores and ranks the view itself: every relation once. */
static ent_status rank_view(ent_rank_certainty *certainty, const ent__basis *record,
                            const ent_certainty_options *options, const ent_run *run, ent_error *error) {
    ent_network *network;
    ent_run quiet = ENT_RUN_INIT;
    quiet.threads = options->scorer ? 1 : run ? run->threads : 0;
    ent_status status = ent__network_of_arcs(&network, record->graph, &record->view, &record->arcs, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t n = ent_network_node_count(network);
    status = ent__certainty_open(certainty, n, options->draws, error);
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        certainty->actors[node] = ent_network_actor(network, node);
    }
    if (status == ENT_OK) {
        status = score(certainty->scores, network, options, &quiet, error);
    }
    ent_network_free(network);
    return status == ENT_OK ? ent_rank(certainty->order, certainty->ranks, certainty->scores, n, error) : status;
}

static ent_status compute(ent_rank_certainty *certainty, ent__basis *record, const ent_certainty_options *options,
                          const ent_run *run, ent_error *error) {
    ent__citations citations;
    scored all = {record, options, certainty};
    ent_status status = ent__citations_read(&citations, &record, 1, error);
    if (status != ENT_OK) {
        return status;
    }
    ent__ranking ranking = {&all, &citations, record->arcs.count, rank_drawn};
    status = rank_view(certainty, record, options, run, error);
    if (status == ENT_OK) {
        status = ent__certainty_fill(certainty, &ranking, options, run, error);
    }
    ent__citations_free(&citations);
    return status;
}

ent_status ent_rank_certainty_compute(ent_rank_certainty **certainty, const ent_graph *graph, const ent_view *view,
                                      const ent_certainty_options *options, const ent_run *run, ent_error *error) {
    *certainty = NULL;
    ent_certainty_options asked;
    ent__basis record;
    ent_status status = ent__certainty_options(&asked, options, error);
    if (status == ENT_OK) {
        status = check_measure(&asked, error);
    }
    if (status == ENT_OK) {
        status = ent__basis_read(&record, graph, view, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_rank_certainty *made = ent__calloc(1, sizeof *made);
    status = made ? compute(made, &record, &asked, run, error) : ent__fail_memory(error);
    ent__basis_free(&record);
    if (status != ENT_OK) {
        ent_rank_certainty_free(made);
        return status;
    }
    *certainty = made;
    return ENT_OK;
}
