/*
 * How sure a ranking is, whatever ranks: the options, the room of the workers who rank again, and the answer. One ranking each
 * time. The draws are in certainty_draw.c, sources left out in source_influence.c; what ranks is not known here.
 */
#include "certainty.h"

#include <stdlib.h>
#include <string.h>

enum { DEFAULT_DRAWS = 1000, MOST_DRAWS = 1000000, DEFAULT_SOURCES = 1000, MOST_RANKS = 500000000 };

const char *ent_draw_unit_name(ent_draw_unit unit) {
    static const char *const names[] = {"sources", "relations"};
    return (unsigned)unit <= ENT_DRAW_RELATIONS ? names[unit] : NULL;
}

/* ---- Ranking ------------------------------------------------------------------------------------------------------ */

/* Progress of one part of the whole as a fraction of the whole; remembered for what happens within an item. */
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

/* Draws first, sources left out after: each part reports from where the one before ended, so that the caller's fraction
 * never falls. */
ent_status ent__ranker_share(ent__ranker *ranker, size_t items, ent__task *task, double from, double share,
                             ent_error *error) {
    ent_run run = ENT_RUN_INIT;
    ranker->from = ranker->at = from;
    ranker->share = share;
    run.progress = ranker->run && ranker->run->progress ? tell : NULL;
    run.context = ranker;
    return ent__parallel(items, ranker->workers, task, ranker, &run, error);
}

/* All that a worker needs, made before the first draw: nothing is allocated between draws but by what ranks. */
static bool open_bench(ent__bench *bench, const ent__ranking *ranking, uint32_t units, uint32_t n) {
    bench->times = ent__calloc(ranking->citations->relation_count, sizeof *bench->times);
    bench->counts = ent__calloc(units, sizeof *bench->counts);
    bench->ranks = ent__calloc(n, sizeof *bench->ranks);
    bench->fenwick = ent__calloc(2 * ((size_t)n + 1), sizeof *bench->fenwick);
    bench->present = ent__calloc(n, sizeof *bench->present);
    bench->arcs.items = ent__calloc(ranking->arcs, sizeof *bench->arcs.items);
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
        if (!open_bench(&ranker->benches[i], ranker->ranking, summary->units, summary->actors)) {
            return ent__fail_memory(error);
        }
    }
    return ENT_OK;
}

/* Puts those that are not in the ranking behind all that are, and counts these. */
static void place_absent(uint32_t *ranks, uint32_t *present, uint32_t n) {
    uint32_t last = 1;
    for (uint32_t node = 0; node < n; node++) {
        last += ranks[node] > 0;
    }
    for (uint32_t node = 0; node < n; node++) {
        if (present) {
            present[node] += ranks[node] > 0;
        }
        ranks[node] = ranks[node] ? ranks[node] : last;
    }
}

/* One ranking on one thread: the workers already are all threads there are. Only worker 0 asks whether to go on, which is
 * the caller's thread. */
ent_status ent__ranker_rank(uint32_t *ranks, uint32_t *present, ent__ranker *ranker, uint32_t worker,
                            ent_error *error) {
    ent__bench *bench = &ranker->benches[worker];
    const ent__ranking *ranking = ranker->ranking;
    uint32_t n = ranker->certainty->summary.actors;
    ent_run run = ENT_RUN_INIT;
    run.threads = 1;
    run.progress = worker == 0 && ranker->run && ranker->run->progress ? tell_again : NULL;
    run.context = ranker;
    memset(ranks, 0, n * sizeof *ranks);
    ent_status status = ranking->rank(ranks, ranking->subject, bench->times, &bench->arcs, &run, error);
    if (status == ENT_OK) {
        place_absent(ranks, present, n);
    }
    return status;
}

/* ---- The answer --------------------------------------------------------------------------------------------------- */

/* Reads the options and puts the defaults in, so that no one after has to know them. */
ent_status ent__certainty_options(ent_certainty_options *copy, const ent_certainty_options *options, ent_error *error) {
    char text[32];
    *copy = (ent_certainty_options)ENT_CERTAINTY_OPTIONS_INIT;
    ent_status status = ent__options_read(copy, sizeof *copy, options, "ent_certainty_options", error);
    if (status != ENT_OK) {
        return status;
    }
    copy->draws = copy->draws ? copy->draws : DEFAULT_DRAWS;
    copy->sources = copy->sources ? copy->sources : DEFAULT_SOURCES;
    copy->level = copy->level == 0.0 ? 0.95 : copy->level;
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
    return ENT_OK;
}

/* Room for n actors, and a limit on draws times actors: all ranks are kept, for the comparison of any two. */
ent_status ent__certainty_open(ent_rank_certainty *certainty, uint32_t n, uint32_t draws, ent_error *error) {
    certainty->summary.actors = n;
    certainty->actors = ent__calloc(n, sizeof *certainty->actors);
    certainty->scores = ent__calloc(n, sizeof *certainty->scores);
    certainty->ranks = ent__calloc(n, sizeof *certainty->ranks);
    certainty->order = ent__calloc(n, sizeof *certainty->order);
    if (!certainty->actors || !certainty->scores || !certainty->ranks || !certainty->order) {
        return ent__fail_memory(error);
    }
    if ((uint64_t)n * draws > MOST_RANKS) {
        return ent__fail(error, ENT_ELIMIT, "%u draws of %u actors are more than %d ranks; expected fewer draws", draws,
                         n, MOST_RANKS);
    }
    return ENT_OK;
}

/* What can be drawn: one source that everything cites would give the same record each time, and so relations are drawn
 * instead. */
static void summarise(ent_certainty_summary *summary, const ent__citations *citations,
                      const ent_certainty_options *options) {
    bool has_sources = citations->source_count > 1 || (citations->source_count == 1 && citations->unsourced > 0);
    summary->size = sizeof *summary;
    summary->unit = has_sources ? options->unit : ENT_DRAW_RELATIONS;
    summary->units =
        summary->unit == ENT_DRAW_SOURCES ? citations->source_count + citations->unsourced : citations->relation_count;
    summary->draws = options->draws;
    summary->relations = citations->relation_count;
    summary->unsourced = citations->unsourced;
    summary->sources = citations->source_count;
    summary->left_out = citations->source_count < options->sources ? citations->source_count : options->sources;
    summary->level = options->level;
}

ent_status ent__certainty_fill(ent_rank_certainty *certainty, const ent__ranking *ranking,
                               const ent_certainty_options *options, const ent_run *run, ent_error *error) {
    summarise(&certainty->summary, ranking->citations, options);
    ent__ranker ranker = {.ranking = ranking, .certainty = certainty, .run = run};
    ent_status status = open_benches(&ranker, error);
    if (status == ENT_OK) {
        status = ent__certainty_draw(&ranker, error);
    }
    if (status == ENT_OK) {
        status = ent__certainty_leave_out(&ranker, error);
    }
    close_benches(&ranker);
    return status;
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

/* Actors rise, as nodes of a network do. */
uint32_t ent__certainty_node(const ent_rank_certainty *certainty, ent_id actor) {
    uint32_t n = certainty->summary.actors;
    const ent_id *found = n ? bsearch(&actor, certainty->actors, n, sizeof actor, by_actor) : NULL;
    return found ? (uint32_t)(found - certainty->actors) : ENT_NONE;
}

static ent_status find_node(uint32_t *node, const ent_rank_certainty *certainty, ent_id actor, ent_error *error) {
    *node = ent__certainty_node(certainty, actor);
    return *node != ENT_NONE ? ENT_OK : ent__fail(error, ENT_ENOTFOUND, "actor %u is not in this ranking", actor);
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
