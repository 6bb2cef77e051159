/*
 * A number of the network of a window that slides, where strengths have units (base/exact.h) and do not decay: the pairs tied in
 * the present window lie sorted with their sums, and a step adds the ties that come and takes away those that go, exactly, so that
 * each network is to the bit the one that ent_network_compile() makes. It has what an indicator reads: no evidence, kinds, days
 * or loops, and rows only where they are read. Ties are sorted by pair window by window, as few as lie in the cache. Threads have
 * a stretch of windows each, which starts from the ties alone.
 *
 * O(threads * ties) in all, and O(actors of the graph + pairs of the window) and the indicator a window; 28 bytes for a tie in every
 * stretch that it meets, and 130 for a pair of the largest window of each.
 */
#include "../base/exact.h"
#include "../base/parallel.h"
#include "../base/radix.h"
#include "../network/network_internal.h"
#include "series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A tie while it is in windows of a stretch. */
typedef struct visit {
    uint64_t pair;
    int64_t units; /* below 0: so many to the negative */
    uint32_t goes; /* the first window after it, from the stretch's first; as many as the stretch has: none */
} visit;

/* A pair of the present window. */
typedef struct standing {
    uint64_t pair;
    uint32_t ties;
    ent__wide units[2]; /* to the positive, to the negative */
} standing;

typedef struct standings {
    standing *items;
    size_t count, capacity;
} standings;

typedef struct sliding {
    ent_series *series;
    const ent__series_question *question;
    const ent__ties *ties;
    uint32_t stretch_count;
    ent_run inside; /* for the indicator */
    atomic_bool is_stopped; /* the caller says so, or a strength has no units */
    atomic_bool lacks_units;
} sliding;

/* Windows `start` to before `end`. */
typedef struct stretch {
    sliding *all;
    uint32_t start, end;
    visit *visits; /* those that come with window w: from comes[w] to before comes[w + 1] */
    size_t *comes;
    uint32_t *going; /* visits by the window that they go with; likewise */
    size_t *goes, *next; /* next: where one more that goes with a window is put */
    standings present, spare;
    size_t present_ties;
    uint32_t *pairs_of, *nodes; /* of each actor: present pairs, node */
    ent_network network;
    size_t edge_capacity;
    ent_error *error;
} stretch;

/* ---- Visits ------------------------------------------------------------------------------------------------------- */

/* From which window on to before which one a tie is there; false if that is nowhere in the stretch. */
static bool find_windows(uint32_t windows[2], const stretch *at, const ent__tie *tie, uint32_t *near) {
    const ent_series *series = at->all->series;
    int64_t comes = 0, goes = series->count;
    if (tie->first > series->last[0]) {
        comes =
            tie->first > series->last[series->count - 1] ? series->count : ent__series_place(series, tie->first, near);
    }
    if (tie->last < series->last[series->count - 1]) {
        goes = ent__series_place(series, tie->last, near) + at->all->question->options.span;
    }
    bool is_there = comes < goes && comes < at->end && goes > at->start;
    windows[0] = is_there && comes > at->start ? (uint32_t)comes - at->start : 0;
    windows[1] = is_there ? (uint32_t)(goes < at->end ? goes : at->end) - at->start : 0;
    return is_there;
}

/* Counts the ties of a piece by their windows, two places up from those they come with, one from those they go with. */
static void count_piece(stretch *at, const ent__piece *piece, uint32_t *near) {
    for (size_t i = 0; i < piece->count; i++) {
        uint32_t windows[2];
        if (find_windows(windows, at, &piece->ties[i], near)) {
            at->comes[windows[0] + 2]++;
            at->goes[windows[1] + 1]++;
        }
    }
}

/* Puts the ties of a piece where they come; false if a strength has no units. */
static bool place_piece(stretch *at, const ent__piece *piece, uint32_t *near) {
    bool have_units = true;
    for (size_t i = 0; i < piece->count && have_units; i++) {
        const ent__tie *tie = &piece->ties[i];
        uint32_t windows[2];
        if (find_windows(windows, at, tie, near)) {
            visit *made = &at->visits[at->comes[windows[0] + 1]++];
            have_units = ent__units(&made->units, fabs(tie->strength));
            made->units = tie->strength < 0.0 ? -made->units : made->units;
            made->pair = tie->pair;
            made->goes = windows[1];
        }
    }
    return have_units;
}

static ent_status make_visits(stretch *at) {
    const ent__ties *ties = at->all->ties;
    size_t windows = at->end - at->start;
    uint32_t near = 0;
    for (size_t i = 0; i < ties->piece_count; i++) {
        count_piece(at, &ties->pieces[i], &near);
    }
    for (size_t w = 0; w < windows; w++) {
        at->comes[w + 2] += at->comes[w + 1];
        at->goes[w + 1] += at->goes[w];
        at->next[w] = at->goes[w];
    }
    size_t count = at->comes[windows + 1];
    if (count > UINT32_MAX) {
        return ent__fail(at->error, ENT_ELIMIT, "windows have room for %u ties; these are %zu", UINT32_MAX, count);
    }
    at->visits = ent__calloc(count, sizeof *at->visits);
    at->going = ent__calloc(count, sizeof *at->going);
    if (!at->visits || !at->going) {
        return ent__fail_memory(at->error);
    }
    ent__prefer_huge_pages(at->visits, count * sizeof *at->visits);
    for (size_t i = 0; i < ties->piece_count && !atomic_load(&at->all->is_stopped); i++) {
        if (!place_piece(at, &ties->pieces[i], &near)) {
            atomic_store(&at->all->lacks_units, true);
            atomic_store(&at->all->is_stopped, true);
        }
    }
    return ENT_OK;
}

/* Sorts visits that come together by pair. */
static ent_status sort_coming(visit *visits, size_t count, ent_error *error) {
    ent__keyed *keyed = ent__calloc(count, sizeof *keyed);
    visit *sorted = ent__calloc(count, sizeof *sorted);
    ent_status status = keyed && sorted ? ENT_OK : ent__fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        keyed[i] = (ent__keyed){visits[i].pair, (uint32_t)i};
    }
    if (status == ENT_OK) {
        status = ent__sort_keyed(&keyed, count, error);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        sorted[i] = visits[keyed[i].item];
    }
    if (status == ENT_OK && count > 0) {
        memcpy(visits, sorted, count * sizeof *visits);
    }
    free(keyed);
    free(sorted);
    return status;
}

/* Sorts visits that go together by pair, unless they are: those that came together are. */
static ent_status sort_going(uint32_t *items, size_t count, const visit *visits, ent_error *error) {
    bool is_rising = true;
    for (size_t i = 1; i < count && is_rising; i++) {
        is_rising = visits[items[i - 1]].pair <= visits[items[i]].pair;
    }
    if (is_rising) {
        return ENT_OK;
    }
    ent__keyed *keyed = ent__calloc(count, sizeof *keyed);
    if (!keyed) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        keyed[i] = (ent__keyed){visits[items[i]].pair, items[i]};
    }
    ent_status status = ent__sort_keyed(&keyed, count, error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        items[i] = keyed[i].item;
    }
    free(keyed);
    return status;
}

/* ---- A step ------------------------------------------------------------------------------------------------------- */

static void add_visit(standing *to, const visit *it) {
    to->units[it->units < 0] += (uint64_t)llabs(it->units);
    to->ties++;
}

static void take_visit(standing *from, const visit *it) {
    from->units[it->units < 0] -= (uint64_t)llabs(it->units);
    from->ties--;
}

static void count_pair(stretch *at, uint64_t pair, uint32_t change) {
    unsigned bits = at->all->ties->bits;
    at->pairs_of[pair >> bits] += change;
    at->pairs_of[pair & (((uint64_t)1 << bits) - 1)] += change;
}

/* Merges the present pairs with the visits of a window that come, and those of `going` to before `end`; only what came can go. */
static ent_status merge(stretch *at, uint32_t window, const uint32_t *going, const uint32_t *end) {
    const visit *visits = at->visits, *coming = visits + at->comes[window], *last = visits + at->comes[window + 1];
    const standing *old = at->present.items, *old_end = at->present.count ? old + at->present.count : old;
    if (!ENT__RESERVE(at->spare.items, at->spare.capacity, at->present.count + (size_t)(last - coming) + 1)) {
        return ent__fail_memory(at->error);
    }
    standing *kept = at->spare.items;
    while (old < old_end || coming < last) {
        uint64_t comes = coming < last ? coming->pair : UINT64_MAX;
        bool was = old < old_end && old->pair <= comes;
        uint64_t pair = was ? old->pair : comes;
        *kept = was ? *old++ : (standing){.pair = comes};
        for (; coming < last && coming->pair == pair; coming++) {
            add_visit(kept, coming);
        }
        for (; going < end && visits[*going].pair == pair; going++) {
            take_visit(kept, &visits[*going]);
        }
        if (was != (kept->ties > 0)) {
            count_pair(at, pair, was ? UINT32_MAX : 1); /* one less, or more */
        }
        kept += kept->ties > 0;
    }
    standings before = at->present;
    at->present = at->spare;
    at->present.count = (size_t)(kept - at->present.items);
    at->spare = before;
    return ENT_OK;
}

/* Notes with which windows the visits of one go, in the order of their pairs. */
static void plan_going(stretch *at, uint32_t window) {
    for (size_t i = at->comes[window]; i < at->comes[window + 1]; i++) {
        uint32_t goes = at->visits[i].goes;
        if (goes < at->end - at->start) {
            at->going[at->next[goes]++] = (uint32_t)i;
        }
    }
}

/* Lets the visits of a window come, and those go that end before it. */
static ent_status move_to(stretch *at, uint32_t window) {
    uint32_t *going = at->going + at->goes[window], *end = at->going + at->goes[window + 1];
    size_t comes = at->comes[window + 1] - at->comes[window], goes = (size_t)(end - going);
    ent_status status = sort_coming(at->visits + at->comes[window], comes, at->error);
    if (status != ENT_OK) {
        return status;
    }
    plan_going(at, window);
    if (goes == at->present_ties) { /* windows that share nothing: half the work */
        memset(at->pairs_of, 0, ent_graph_actor_count(at->all->question->graph) * sizeof *at->pairs_of);
        at->present.count = at->present_ties = goes = 0;
        going = end;
    }
    at->present_ties += comes - goes;
    status = sort_going(going, goes, at->visits, at->error);
    return status == ENT_OK ? merge(at, window, going, end) : status;
}

/* ---- The network -------------------------------------------------------------------------------------------------- */

/* Room for the edges of the present window. */
static ent_status make_room(stretch *at) {
    ent_network *network = &at->network;
    size_t capacities[4], needed = at->present.count + 1;
    for (size_t i = 0; i < 4; i++) {
        capacities[i] = at->edge_capacity;
    }
    if (!ENT__RESERVE(network->from, capacities[0], needed) || !ENT__RESERVE(network->to, capacities[1], needed) ||
        !ENT__RESERVE(network->positive, capacities[2], needed) ||
        !ENT__RESERVE(network->negative, capacities[3], needed)) {
        return ent__fail_memory(at->error);
    }
    at->edge_capacity = capacities[0];
    return ENT_OK;
}

static void number_nodes(stretch *at) {
    ent_network *network = &at->network;
    uint32_t actors = ent_graph_actor_count(at->all->question->graph);
    network->node_count = 0;
    for (uint32_t actor = 0; actor < actors; actor++) {
        if (at->pairs_of[actor]) {
            at->nodes[actor] = network->node_count;
            network->actors[network->node_count++] = actor;
        }
    }
}

static void write_edges(stretch *at) {
    ent_network *network = &at->network;
    unsigned bits = at->all->ties->bits;
    uint32_t edge = 0;
    for (size_t i = 0; i < at->present.count; i++) {
        const standing *it = &at->present.items[i];
        uint64_t from = it->pair >> bits, to = it->pair & (((uint64_t)1 << bits) - 1);
        network->from[edge] = at->nodes[from];
        network->to[edge] = at->nodes[to];
        network->positive[edge] = ent__units_value(it->units[0]);
        network->negative[edge] = ent__units_value(it->units[1]);
        edge += from != to;
    }
    network->edge_count = edge;
}

/* Whether an indicator reads more than the edges. */
static bool reads_rows(const ent_series_options *options) {
    bool is_counted = options->indicator == ENT_INDICATOR_ACTORS || options->indicator == ENT_INDICATOR_TIES;
    bool is_degree = options->measure == ENT_MEASURE_DEGREE || options->measure == ENT_MEASURE_STRENGTH;
    return !is_counted && !(options->indicator == ENT_INDICATOR_SCORE && is_degree);
}

static ent_status answer_window(stretch *at, uint32_t window) {
    const ent__series_question *question = at->all->question;
    ent_status status = move_to(at, window);
    if (status == ENT_OK) {
        status = make_room(at);
    }
    if (status == ENT_OK) {
        number_nodes(at);
        write_edges(at);
        status = reads_rows(&question->options) ? ent__network_make_rows(&at->network, 1, at->error) : ENT_OK;
    }
    if (status == ENT_OK) {
        status = ent__indicator_value(&at->all->series->values[at->start + window], &at->network, &question->options,
                                      &at->all->inside, at->error);
    }
    ent__network_free_rows(&at->network);
    return status;
}

/* ---- Stretches ---------------------------------------------------------------------------------------------------- */

static ent_status open_stretch(stretch *at) {
    size_t windows = at->end - at->start, actors = ent_graph_actor_count(at->all->question->graph);
    at->network.directed = at->all->question->view.direction == ENT_DIRECTED;
    at->network.compiled = true;
    at->network.actors = ent__calloc(actors, sizeof *at->network.actors);
    at->pairs_of = ent__calloc(actors, sizeof *at->pairs_of);
    at->nodes = ent__calloc(actors, sizeof *at->nodes);
    at->comes = ent__calloc(windows + 2, sizeof *at->comes);
    at->goes = ent__calloc(windows + 2, sizeof *at->goes);
    at->next = ent__calloc(windows, sizeof *at->next);
    bool complete = at->network.actors && at->pairs_of && at->nodes && at->comes && at->goes && at->next;
    return complete ? make_visits(at) : ent__fail_memory(at->error);
}

static void close_stretch(stretch *at) {
    free(at->visits);
    free(at->comes);
    free(at->going);
    free(at->goes);
    free(at->next);
    free(at->present.items);
    free(at->spare.items);
    free(at->pairs_of);
    free(at->nodes);
    free(at->network.actors);
    free(at->network.from);
    free(at->network.to);
    free(at->network.positive);
    free(at->network.negative);
}

/* Only worker 0 is the caller's thread, which may be told to stop; the others see that between windows. */
static ent_status answer_stretch(void *context, uint32_t worker, size_t item, ent_error *error) {
    sliding *all = context;
    uint64_t count = all->series->count;
    stretch at = {.all = all,
                  .start = (uint32_t)(count * item / all->stretch_count),
                  .end = (uint32_t)(count * (item + 1) / all->stretch_count),
                  .error = error};
    uint32_t windows = at.end - at.start;
    ent_status status = open_stretch(&at);
    for (uint32_t i = 0; i < windows && status == ENT_OK && !atomic_load(&all->is_stopped); i++) {
        if (worker == 0) {
            status = ent__progress(all->question->run, (double)i / windows, error);
        }
        if (status == ENT_OK) {
            status = answer_window(&at, i);
        } else {
            atomic_store(&all->is_stopped, true);
        }
    }
    close_stretch(&at);
    return status;
}

ent_status ent__windows_slide(bool *is_done, ent_series *series, const ent__series_question *question,
                              const ent__ties *ties, ent_error *error) {
    uint32_t threads = ent__threads(question->run);
    sliding all = {.series = series,
                   .question = question,
                   .ties = ties,
                   .stretch_count = series->count < threads ? series->count : threads,
                   .inside = ENT_RUN_INIT};
    *is_done = true;
    if (series->count == 0) {
        return ENT_OK;
    }
    all.inside.seed = question->run ? question->run->seed : 0;
    all.inside.threads = threads / all.stretch_count;
    ent_status status = ent__parallel(all.stretch_count, all.stretch_count, answer_stretch, &all, NULL, error);
    *is_done = status != ENT_OK || !atomic_load(&all.lacks_units);
    return status;
}
