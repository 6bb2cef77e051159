/*
 * How sure a ranking is: the options, the ranking of the view itself, the room of the workers who rank it again, and the answer.
 * O(arcs + actors of the graph) and a scoring each time. The draws are in certainty_draw.c, sources left out in source_influence.c.
 */
#include "certainty.h"
#include "measure.h"

#include <stdlib.h>

enum { DEFAULT_DRAWS = 1000, MOST_DRAWS = 1000000, DEFAULT_SOURCES = 1000, MOST_RANKS = 500000000 };

const char *ent_draw_unit_name(ent_draw_unit unit) {
    static const char *const names[] = {"sources", "relations"};
    return (unsigned)unit <= ENT_DRAW_RELATIONS ? names[unit] : NULL;
}

/* ---- Ranking ------------------------------------------------------------------------------------------------------ */

static int tell(void *context, double fraction) {
    ent__ranker *ranker = context;
    ranker->at = ranker->from + ranker->share * fraction;
    return ranker->run->progress(ranker->run->context, ranker->at);
}

/* Within an item only whether to go on is asked. */
static int tell_again(void *context, double fraction) {
    (void)fraction;
    const ent__ranker *ranker = context;
    return ranker->run->progress(ranker->run->context, ranker->at);
}

ent_status ent__ranker_share(ent__ranker *ranker, size_t items, ent__task *task, double from, double share,
                             ent_error *error) {
    ent_run run = ENT_RUN_INIT;
    ranker->from = ranker->at = from;
    ranker->share = share;
    run.progress = ranker->run && ranker->run->progress ? tell : NULL;
    run.context = ranker;
    return ent__parallel(items, ranker->workers, task, ranker, &run, error);
}

static bool open_bench(ent__bench *bench, const ent__record *record, uint32_t units, uint32_t n) {
    bench->times = ent__calloc(record->relation_count, sizeof *bench->times);
    bench->counts = ent__calloc(units, sizeof *bench->counts);
    bench->ranks = ent__calloc(n, sizeof *bench->ranks);
    bench->fenwick = ent__calloc(2 * ((size_t)n + 1), sizeof *bench->fenwick);
    bench->present = ent__calloc(n, sizeof *bench->present);
    bench->arcs.items = ent__calloc(record->arcs.count, sizeof *bench->arcs.items);
    return bench->times && bench->counts && bench->ranks && bench->fenwick && bench->present && bench->arcs.items;
}

static void close_benches(ent__ranker *ranker) {
    for (uint32_t i = 0; ranker->benches && i < ranker->workers; i++) {
        ent__bench *bench = &ranker->benches[i];
        free(bench->times);
        free(bench->counts);
        free(bench->ranks);
        free(bench->fenwick);
        free(bench->present);
        ent__arcs_free(&bench->arcs);
    }
    free(ranker->benches);
}

/* No more benches than items: draws, or sources that may be left out. */
static ent_status open_benches(ent__ranker *ranker, ent_error *error) {
    const ent_certainty_summary *summary = &ranker->certainty->summary;
    uint32_t items = summary->draws > summary->left_out ? summary->draws : summary->left_out;
    uint32_t threads = ent__threads(ranker->run);
    ranker->workers = threads < items ? threads : items;
    ranker->benches = ent__calloc(ranker->workers, sizeof *ranker->benches);
    if (!ranker->benches) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < ranker->workers; i++) {
        if (!open_bench(&ranker->benches[i], ranker->record, summary->units, summary->actors)) {
            return ent__fail_memory(error);
        }
    }
    return ENT_OK;
}

/* Ranks of a network's nodes into those of the certainty's, of which they are a part. */
static void spread(uint32_t *ranks, uint32_t *present, const ent_rank_certainty *certainty, const ent_network *network,
                   const uint32_t *found) {
    uint32_t next = 0, count = ent_network_node_count(network);
    for (uint32_t node = 0; node < certainty->summary.actors; node++) {
        bool is_in = next < count && ent_network_actor(network, next) == certainty->actors[node];
        ranks[node] = is_in ? found[next++] : count + 1;
        if (present) {
            present[node] += is_in;
        }
    }
}

ent_status ent__ranker_rank(uint32_t *ranks, uint32_t *present, ent__ranker *ranker, uint32_t worker,
                            ent_error *error) {
    ent__bench *bench = &ranker->benches[worker];
    ent_run run = ENT_RUN_INIT;
    run.threads = 1;
    run.progress = worker == 0 && ranker->run && ranker->run->progress ? tell_again : NULL;
    run.context = ranker;
    ent_network *network;
    ent_status status = ent__record_compile(&network, ranker->record, bench->times, &bench->arcs, error);
    if (status != ENT_OK) {
        return status;
    }
    uint32_t count = ent_network_node_count(network);
    double *scores = ent__calloc(count, sizeof *scores);
    uint32_t *order = ent__calloc(count, sizeof *order), *found = ent__calloc(count, sizeof *found);
    status = scores && order && found ? ENT_OK : ent__fail_memory(error);
    if (status == ENT_OK) {
        status =
            ent_network_score(scores, network, ranker->options->measure, ranker->options->measure_options, &run, error);
    }
    if (status == ENT_OK) {
        status = ent_rank(order, found, scores, count, error);
    }
    if (status == ENT_OK) {
        spread(ranks, present, ranker->certainty, network, found);
    }
    free(scores);
    free(order);
    free(found);
    ent_network_free(network);
    return status;
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

static ent_status read_options(ent_certainty_options *copy, const ent_certainty_options *options, ent_error *error) {
    ent_measure_options measure;
    char text[32];
    *copy = (ent_certainty_options)ENT_CERTAINTY_OPTIONS_INIT;
    ent_status status = ent__options_read(copy, sizeof *copy, options, "ent_certainty_options", error);
    if (status != ENT_OK) {
        return status;
    }
    copy->draws = copy->draws ? copy->draws : DEFAULT_DRAWS;
    copy->sources = copy->sources ? copy->sources : DEFAULT_SOURCES;
    copy->level = copy->level == 0.0 ? 0.95 : copy->level;
    if ((unsigned)copy->measure >= ENT_MEASURE_COUNT) {
        return ent__fail(error, ENT_EINVAL, "measure %d; expected an ent_measure, 0 to %d", (int)copy->measure,
                         ENT_MEASURE_COUNT - 1);
    }
    if ((unsigned)copy->unit > ENT_DRAW_RELATIONS) {
        return ent__fail(error, ENT_EINVAL, "unit %d; expected an ent_draw_unit, 0 or 1", (int)copy->unit);
    }
    if (copy->draws > MOST_DRAWS) {
        return ent__fail(error, ENT_EINVAL, "%u draws; expected at most %d", copy->draws, MOST_DRAWS);
    }
    if (!(copy->level > 0.0 && copy->level < 1.0)) {
        ent__double_format(text, copy->level);
        return ent__fail(error, ENT_EINVAL, "level %s; expected a number between 0 and 1", text);
    }
    status = ent__measure_options(&measure, copy->measure, copy->measure_options, error);
    if (status == ENT_OK && measure.personalisation) {
        status = ent__fail(error, ENT_EINVAL, "a personalisation cannot fit every draw; leave it NULL");
    }
    return status;
}

/* Scores and ranks the view itself. */
static ent_status rank_view(ent_rank_certainty *certainty, ent_network *network, const ent_certainty_options *options,
                            const ent_run *run, ent_error *error) {
    uint32_t n = ent_network_node_count(network);
    ent_run quiet = ENT_RUN_INIT;
    quiet.threads = run ? run->threads : 0;
    certainty->summary.actors = n;
    certainty->actors = ent__calloc(n, sizeof *certainty->actors);
    certainty->scores = ent__calloc(n, sizeof *certainty->scores);
    certainty->ranks = ent__calloc(n, sizeof *certainty->ranks);
    certainty->order = ent__calloc(n, sizeof *certainty->order);
    if (!certainty->actors || !certainty->scores || !certainty->ranks || !certainty->order) {
        return ent__fail_memory(error);
    }
    if ((uint64_t)n * options->draws > MOST_RANKS) {
        return ent__fail(error, ENT_ELIMIT, "%u draws of %u actors are more than %d ranks; expected fewer draws",
                         options->draws, n, MOST_RANKS);
    }
    for (uint32_t node = 0; node < n; node++) {
        certainty->actors[node] = ent_network_actor(network, node);
    }
    ent_status status =
        ent_network_score(certainty->scores, network, options->measure, options->measure_options, &quiet, error);
    return status == ENT_OK ? ent_rank(certainty->order, certainty->ranks, certainty->scores, n, error) : status;
}

static void summarise(ent_certainty_summary *summary, const ent__record *record, const ent_certainty_options *options) {
    bool has_sources = record->source_count > 1 || (record->source_count == 1 && record->unsourced > 0);
    summary->size = sizeof *summary;
    summary->unit = has_sources ? options->unit : ENT_DRAW_RELATIONS;
    summary->units =
        summary->unit == ENT_DRAW_SOURCES ? record->source_count + record->unsourced : record->relation_count;
    summary->draws = options->draws;
    summary->relations = record->relation_count;
    summary->unsourced = record->unsourced;
    summary->sources = record->source_count;
    summary->left_out = record->source_count < options->sources ? record->source_count : options->sources;
    summary->level = options->level;
}

/* The view's own network: every relation once. */
static ent_status compile_whole(ent_network **network, const ent__record *record, ent_error *error) {
    return ent__network_of_arcs(network, record->graph, &record->view, &record->arcs, error);
}

static ent_status compute(ent_rank_certainty *certainty, const ent__record *record,
                          const ent_certainty_options *options, const ent_run *run, ent_error *error) {
    ent_network *network;
    summarise(&certainty->summary, record, options);
    ent_status status = compile_whole(&network, record, error);
    if (status == ENT_OK) {
        status = rank_view(certainty, network, options, run, error);
        ent_network_free(network);
    }
    ent__ranker ranker = {.record = record, .options = options, .certainty = certainty, .run = run};
    if (status == ENT_OK) {
        status = open_benches(&ranker, error);
    }
    if (status == ENT_OK) {
        status = ent__certainty_draw(&ranker, error);
    }
    if (status == ENT_OK) {
        status = ent__certainty_leave_out(&ranker, error);
    }
    close_benches(&ranker);
    return status;
}

ent_status ent_rank_certainty_compute(ent_rank_certainty **certainty, const ent_graph *graph, const ent_view *view,
                                      const ent_certainty_options *options, const ent_run *run, ent_error *error) {
    *certainty = NULL;
    ent_certainty_options asked;
    ent__record record;
    ent_status status = read_options(&asked, options, error);
    if (status == ENT_OK) {
        status = ent__record_read(&record, graph, view, NULL, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_rank_certainty *made = ent__calloc(1, sizeof *made);
    status = made ? compute(made, &record, &asked, run, error) : ent__fail_memory(error);
    ent__record_free(&record);
    if (status != ENT_OK) {
        ent_rank_certainty_free(made);
        return status;
    }
    *certainty = made;
    return ENT_OK;
}

void ent_rank_certainty_free(ent_rank_certainty *certainty) {
    if (certainty) {
        free(certainty->actors);
        free(certainty->scores);
        free(certainty->ranks);
        free(certainty->order);
        free(certainty->rows);
        free(certainty->drawn);
        free(certainty->present);
        free(certainty->sources);
        free(certainty);
    }
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

ent_status ent_rank_certainty_summary(ent_certainty_summary *summary, const ent_rank_certainty *certainty,
                                      ent_error *error) {
    return ent__result_write(summary, &certainty->summary, sizeof *summary, "ent_certainty_summary", error);
}

ent_status ent_rank_certainty_actor(ent_actor_certainty *actor, const ent_rank_certainty *certainty, uint32_t index,
                                    ent_error *error) {
    if (index >= certainty->summary.actors) {
        return ent__fail(error, ENT_EINVAL, "no actor %u; there are %u", index, certainty->summary.actors);
    }
    return ent__result_write(actor, &certainty->rows[index], sizeof *actor, "ent_actor_certainty", error);
}

static int by_actor(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

static ent_status find_node(uint32_t *node, const ent_rank_certainty *certainty, ent_id actor, ent_error *error) {
    uint32_t n = certainty->summary.actors;
    const ent_id *found = n ? bsearch(&actor, certainty->actors, n, sizeof actor, by_actor) : NULL;
    *node = found ? (uint32_t)(found - certainty->actors) : ENT_NONE;
    return found ? ENT_OK : ent__fail(error, ENT_ENOTFOUND, "actor %u is not in this ranking", actor);
}

ent_status ent_rank_certainty_pair(ent_pair_certainty *pair, const ent_rank_certainty *certainty, ent_id first,
                                   ent_id second, ent_error *error) {
    uint32_t a, b;
    ent_status status = find_node(&a, certainty, first, error);
    if (status == ENT_OK) {
        status = find_node(&b, certainty, second, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_pair_certainty found = ent__certainty_compare(certainty, a, b);
    return ent__result_write(pair, &found, sizeof *pair, "ent_pair_certainty", error);
}

ent_status ent_rank_certainty_source(ent_source_influence *source, const ent_rank_certainty *certainty, uint32_t index,
                                     ent_error *error) {
    if (index >= certainty->summary.left_out) {
        return ent__fail(error, ENT_EINVAL, "no source %u; %u were left out", index, certainty->summary.left_out);
    }
    return ent__result_write(source, &certainty->sources[index], sizeof *source, "ent_source_influence", error);
}
