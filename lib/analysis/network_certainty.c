/*
 * How sure the ranking of the actors of a view by a measure or a score is: compiles and scores it again for each draw. O(arcs +
 * actors of the graph) and a scoring each time.
 */
#include "certainty.h"
#include "contacts.h"
#include "measure.h"

#include <stdlib.h>

/* The scores of a record. */
typedef struct scored {
    const ent__basis *record;
    const ent_certainty_options *options;
    const ent_rank_certainty *certainty;
} scored;

/* What a draw is scored in: a network, or contacts where a score in time ranks; the other is NULL. */
typedef struct scene {
    ent_network *network;
    ent_contacts *contacts;
} scene;

static uint32_t scene_count(const scene *all) {
    return all->contacts ? ent_contacts_node_count(all->contacts) : ent_network_node_count(all->network);
}

static ent_id scene_actor(const scene *all, uint32_t node) {
    return all->contacts ? ent_contacts_actor(all->contacts, node) : ent_network_actor(all->network, node);
}

static void close_scene(scene *all) {
    ent_network_free(all->network);
    ent_contacts_free(all->contacts);
}

/* Compiles arcs of a record, which may lose some. */
static ent_status open_scene(scene *all, const ent__basis *record, ent__arcs *arcs,
                             const ent_certainty_options *options, ent_error *error) {
    *all = (scene){NULL, NULL};
    return options->contacts_scorer
               ? ent__contacts_of_arcs(&all->contacts, record->graph, &record->view, arcs, options->traversal, error)
               : ent__network_of_arcs(&all->network, record->graph, &record->view, arcs, error);
}

/* By the caller's function if there is one, else by the measure. */
static ent_status score(double *scores, const scene *all, const ent_certainty_options *options, const ent_run *run,
                        ent_error *error) {
    if (options->contacts_scorer) {
        return options->contacts_scorer(scores, all->contacts, options->context, run, error);
    }
    if (options->scorer) {
        return options->scorer(scores, all->network, options->context, run, error);
    }
    return ent_network_score(scores, all->network, options->measure, options->measure_options, run, error);
}

/* Ranks of a scene's nodes into those of the certainty's, of which they are a part. */
static void spread(uint32_t *ranks, const ent_rank_certainty *certainty, const scene *drawn, const uint32_t *found) {
    uint32_t next = 0, count = scene_count(drawn);
    for (uint32_t node = 0; node < certainty->summary.actors; node++) {
        if (next < count && scene_actor(drawn, next) == certainty->actors[node]) {
            ranks[node] = found[next++];
        }
    }
}

/* Ranks are those of ent_rank(): equal scores share one, undefined ones come last. */
static ent_status rank_scene(uint32_t *ranks, const scored *all, const scene *drawn, const ent_run *run,
                             ent_error *error) {
    uint32_t count = scene_count(drawn);
    double *scores = ent__calloc(count, sizeof *scores);
    uint32_t *order = ent__calloc(count, sizeof *order), *found = ent__calloc(count, sizeof *found);
    ent_status status = scores && order && found ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = score(scores, drawn, all->options, run, error);
    }
    if (status == ENT_OK) {
        status = ent_rank(order, found, scores, count, error);
    }
    if (status == ENT_OK) {
        spread(ranks, all->certainty, drawn, found);
    }
    free(scores);
    free(order);
    free(found);
    return status;
}

static ent_status rank_drawn(uint32_t *ranks, const void *subject, const double *times, ent__arcs *room,
                             const ent_run *run, ent_error *error) {
    const scored *all = subject;
    scene drawn;
    ent_status status = ent__basis_draw(room, all->record, times, error);
    if (status == ENT_OK) {
        status = open_scene(&drawn, all->record, room, all->options, error);
    }
    if (status == ENT_OK) {
        status = rank_scene(ranks, all, &drawn, run, error);
        close_scene(&drawn);
    }
    return status;
}

/* What every draw would fail by is refused before the first one. */
static ent_status check_measure(const ent_certainty_options *options, ent_error *error) {
    ent_measure_options read;
    if (options->scorer || options->contacts_scorer) {
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

/* The record as it is: every relation once. Contacts of it are made of a copy, as they drop arcs. */
static ent_status open_whole(scene *all, const ent__basis *record, const ent_certainty_options *options,
                             ent_error *error) {
    ent__arcs copy = record->arcs;
    copy.items = ent__calloc(copy.count, sizeof *copy.items);
    *all = (scene){NULL, NULL};
    if (!copy.items) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < copy.count; i++) {
        copy.items[i] = record->arcs.items[i];
    }
    ent_status status = open_scene(all, record, &copy, options, error);
    ent__arcs_free(&copy);
    return status;
}

/* Scores and ranks the view itself. */
static ent_status rank_view(ent_rank_certainty *certainty, const ent__basis *record,
                            const ent_certainty_options *options, const ent_run *run, ent_error *error) {
    scene whole;
    ent_run quiet = ENT_RUN_INIT;
    quiet.threads = options->scorer || options->contacts_scorer ? 1 : run ? run->threads : 0;
    ent_status status = open_whole(&whole, record, options, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t n = scene_count(&whole);
    status = ent__certainty_open(certainty, n, options->draws, error);
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        certainty->actors[node] = scene_actor(&whole, node);
    }
    if (status == ENT_OK) {
        status = score(certainty->scores, &whole, options, &quiet, error);
    }
    close_scene(&whole);
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
