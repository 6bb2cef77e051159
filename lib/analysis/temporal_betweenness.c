/*
 * Temporal betweenness, in the manner of Brandes 2001: from every source first forwards, counting journeys hop by hop, then
 * backwards, handing shares down. O(n M) for M moves; by routes times the arrivals of a node. O(n + M)
 * memory a thread.
 *
 * h(v, t), the fewest hops by which v can be reached by t, falls as t grows. A journey is only of use if at each node and time
 * it has that few; so a move from v on day t is used with h(v, t) hops behind it and no other number, and a count per move
 * is enough. The times during which h(v, t) is k are one interval: a visit of v.
 */
#include "../base/parallel.h"
#include "journeys.h"
#include "moves.h"

#include <math.h>
#include <stdlib.h>

#define NEVER INT64_MAX
#define DEFAULT_LIMIT 10000000u
#define BLOCK 32 /* sources: a thread's turn, and one summand */

typedef struct visit {
    int64_t since, until; /* times of it, half-open */
    uint32_t node;
    uint32_t hops;
} visit;

/* The work of one source after the other; each thread has its own. */
typedef struct counter {
    const ent__moves *moves;
    const ent_journey_betweenness *options;
    ent__window window;
    uint32_t source;
    /* of nodes */
    int64_t *reached; /* by the hops counted so far, the earliest */
    int64_t *next; /* by one hop more, if earlier; else NEVER */
    uint32_t *hops; /* the fewest, ENT_NONE: not reached */
    double *totals; /* optimal journeys to it */
    uint32_t *touched; /* nodes with `next`, while a hop is counted */
    uint32_t touched_count;
    /* of moves */
    uint32_t *behind; /* hops up to and with it, 0: no use */
    double *paths; /* journeys from the source that end with it */
    double *shares; /* of each of these, in the optimal journeys to all nodes */
    uint32_t *used; /* moves of use, in order */
    uint32_t used_count;
    visit *visits; /* in order of hops */
    uint32_t visit_count;
} counter;

static const ent__move *move_at(const counter *all, size_t place) {
    return &all->moves->items[place];
}

/* The first move to a node that arrives not before a time, a place in moves.arriving. */
static size_t in_from(const counter *all, uint32_t node, int64_t time) {
    size_t low = all->moves->into[node], high = all->moves->into[node + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (move_at(all, all->moves->arriving[middle])->arrival < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first move on or after a time among the places [low, high), which are in order of days. */
static size_t out_from(const counter *all, size_t low, size_t high, int64_t time) {
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (move_at(all, middle)->day < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- Forwards ----------------------------------------------------------------------------------------------------- */

/* More journeys end with a move; of no use if its head is reached by then with fewer hops. */
static void add_paths(counter *all, size_t place, double paths, uint32_t hops) {
    const ent__move *move = move_at(all, place);
    if (move->arrival >= all->reached[move->to]) {
        return;
    }
    if (all->behind[place] == 0) {
        all->behind[place] = hops;
        all->used[all->used_count++] = (uint32_t)place;
        if (all->next[move->to] == NEVER) {
            all->touched[all->touched_count++] = move->to;
        }
        all->next[move->to] = move->arrival < all->next[move->to] ? move->arrival : all->next[move->to];
    }
    all->paths[place] += paths;
}

/* Labelled: every move of the visit goes on from all journeys that have arrived by its day. */
static void go_on_by_days(counter *all, const visit *at) {
    const ent__moves *moves = all->moves;
    size_t i = in_from(all, at->node, at->since), end = in_from(all, at->node, at->until);
    size_t row_end = moves->out[at->node + 1];
    double paths = at->hops == 0 ? 1.0 : 0.0;
    for (size_t out = out_from(all, moves->out[at->node], row_end, at->since); out < row_end; out++) {
        int64_t day = move_at(all, out)->day;
        if (day >= at->until) {
            break;
        }
        for (; i < end && move_at(all, moves->arriving[i])->arrival <= day; i++) {
            uint32_t before = moves->arriving[i];
            paths += all->behind[before] == at->hops ? all->paths[before] : 0.0;
        }
        add_paths(all, out, paths, at->hops + 1);
    }
}

/* Where the moves to the same node end that begin at a place. */
static size_t pair_end(const counter *all, size_t start, size_t row_end) {
    size_t end = start;
    while (end < row_end && move_at(all, end)->to == move_at(all, start)->to) {
        end++;
    }
    return end;
}

/* By routes: from one arrival to each neighbour as early as can be. */
static void go_on_from(counter *all, const visit *at, int64_t arrival, double paths) {
    size_t row_end = all->moves->out[at->node + 1];
    for (size_t start = all->moves->out[at->node], end; start < row_end; start = end) {
        end = pair_end(all, start, row_end);
        size_t place = out_from(all, start, end, arrival);
        if (place < end) {
            add_paths(all, place, paths, at->hops + 1);
        }
    }
}

static void go_on_by_routes(counter *all, const visit *at) {
    if (at->hops == 0) {
        go_on_from(all, at, at->since, 1.0);
        return;
    }
    size_t end = in_from(all, at->node, at->until);
    for (size_t i = in_from(all, at->node, at->since); i < end; i++) {
        uint32_t before = all->moves->arriving[i];
        if (all->behind[before] == at->hops) {
            go_on_from(all, at, move_at(all, before)->arrival, all->paths[before]);
        }
    }
}

/* Makes visits of the nodes that one hop more has reached earlier. */
static void add_visits(counter *all, uint32_t hops) {
    for (uint32_t i = 0; i < all->touched_count; i++) {
        uint32_t node = all->touched[i];
        all->visits[all->visit_count++] = (visit){all->next[node], all->reached[node], node, hops};
        all->hops[node] = all->hops[node] == ENT_NONE ? hops : all->hops[node];
        all->reached[node] = all->next[node];
        all->next[node] = NEVER;
    }
    all->touched_count = 0;
}

static void count_paths(counter *all) {
    all->reached[all->source] = all->window.since;
    all->visits[all->visit_count++] = (visit){all->window.since, NEVER, all->source, 0};
    uint32_t start = 0;
    for (uint32_t hops = 0; start < all->visit_count; hops++) {
        uint32_t end = all->visit_count;
        for (; start < end; start++) {
            if (all->options->count == ENT_COUNT_ROUTES) {
                go_on_by_routes(all, &all->visits[start]);
            } else {
                go_on_by_days(all, &all->visits[start]);
            }
        }
        add_visits(all, hops + 1);
    }
}

/* ---- Backwards ---------------------------------------------------------------------------------------------------- */

/* Whether the journeys that end with a move are the optimal ones to its head. */
static bool is_optimal(const counter *all, uint32_t place) {
    const ent__move *move = move_at(all, place);
    if (all->options->optimum == ENT_OPTIMUM_SHORTEST) {
        return all->behind[place] == all->hops[move->to];
    }
    return move->arrival == all->reached[move->to];
}

/* Adds up what is handed back to a journey that arrives with a move: its share as an optimal one, and `passing` on. */
static void take_share(counter *all, double *scores, uint32_t place, double passing) {
    uint32_t node = move_at(all, place)->to;
    all->shares[place] = passing + (is_optimal(all, place) ? 1.0 / all->totals[node] : 0.0);
    scores[node] += all->paths[place] * passing;
}

static void hand_back_by_days(counter *all, double *scores, const visit *at) {
    const ent__moves *moves = all->moves;
    size_t start = in_from(all, at->node, at->since), row = moves->out[at->node];
    size_t out = out_from(all, row, moves->out[at->node + 1], at->until);
    double passing = 0.0;
    for (size_t i = in_from(all, at->node, at->until); i-- > start;) {
        uint32_t place = moves->arriving[i];
        if (all->behind[place] != at->hops) {
            continue;
        }
        for (; out > row && move_at(all, out - 1)->day >= move_at(all, place)->arrival; out--) {
            passing += all->behind[out - 1] == at->hops + 1 ? all->shares[out - 1] : 0.0;
        }
        take_share(all, scores, place, passing);
    }
}

/* What all journeys that go on from one arrival hand back to it. */
static double shares_after(const counter *all, const visit *at, int64_t arrival) {
    double passing = 0.0;
    size_t row_end = all->moves->out[at->node + 1];
    for (size_t start = all->moves->out[at->node], end; start < row_end; start = end) {
        end = pair_end(all, start, row_end);
        size_t place = out_from(all, start, end, arrival);
        passing += place < end && all->behind[place] == at->hops + 1 ? all->shares[place] : 0.0;
    }
    return passing;
}

static void hand_back_by_routes(counter *all, double *scores, const visit *at) {
    size_t end = in_from(all, at->node, at->until);
    for (size_t i = in_from(all, at->node, at->since); i < end; i++) {
        uint32_t place = all->moves->arriving[i];
        if (all->behind[place] == at->hops) {
            take_share(all, scores, place, shares_after(all, at, move_at(all, place)->arrival));
        }
    }
}

static void hand_back(counter *all, double *scores) {
    for (uint32_t i = 0; i < all->used_count; i++) {
        uint32_t place = all->used[i];
        all->totals[move_at(all, place)->to] += is_optimal(all, place) ? all->paths[place] : 0.0;
    }
    for (uint32_t i = all->visit_count; i-- > 1;) {
        if (all->options->count == ENT_COUNT_ROUTES) {
            hand_back_by_routes(all, scores, &all->visits[i]);
        } else {
            hand_back_by_days(all, scores, &all->visits[i]);
        }
    }
}

/* Makes ready for the next source. */
static void clear(counter *all) {
    for (uint32_t i = 0; i < all->used_count; i++) {
        all->behind[all->used[i]] = 0;
        all->paths[all->used[i]] = 0.0;
    }
    for (uint32_t i = 0; i < all->visit_count; i++) {
        uint32_t node = all->visits[i].node;
        all->reached[node] = NEVER;
        all->hops[node] = ENT_NONE;
        all->totals[node] = 0.0;
    }
    all->used_count = all->visit_count = 0;
}

/* ---- All sources -------------------------------------------------------------------------------------------------- */

static void free_counter(counter *all) {
    free(all->reached);
    free(all->next);
    free(all->hops);
    free(all->totals);
    free(all->touched);
    free(all->behind);
    free(all->paths);
    free(all->shares);
    free(all->used);
    free(all->visits);
}

static ent_status make_counter(counter *all, ent_error *error) {
    size_t n = all->moves->node_count, m = all->moves->count;
    all->reached = ent__calloc(n, sizeof *all->reached);
    all->next = ent__calloc(n, sizeof *all->next);
    all->hops = ent__calloc(n, sizeof *all->hops);
    all->totals = ent__calloc(n, sizeof *all->totals);
    all->touched = ent__calloc(n, sizeof *all->touched);
    all->behind = ent__calloc(m, sizeof *all->behind);
    all->paths = ent__calloc(m, sizeof *all->paths);
    all->shares = ent__calloc(m, sizeof *all->shares);
    all->used = ent__calloc(m, sizeof *all->used);
    all->visits = ent__calloc(m + 1, sizeof *all->visits); /* each but the source's begins with a move of use */
    if (!all->reached || !all->next || !all->hops || !all->totals || !all->touched || !all->behind || !all->paths ||
        !all->shares || !all->used || !all->visits) {
        return ent__fail_memory(error);
    }
    for (size_t node = 0; node < n; node++) {
        all->reached[node] = all->next[node] = NEVER;
        all->hops[node] = ENT_NONE;
    }
    return ENT_OK;
}

/* The sources of one block, in their order, added to what is then summed block by block. */
static ent_status sum_block(void *context, uint32_t worker, size_t block, double *scores, ent_error *error) {
    (void)error;
    counter *all = (counter *)context + worker;
    uint32_t n = all->moves->node_count, start = (uint32_t)block * BLOCK;
    for (all->source = start; all->source < n && all->source - start < BLOCK; all->source++) {
        count_paths(all);
        hand_back(all, scores);
        clear(all);
    }
    return ENT_OK;
}

static ent_status sum_sources(double *scores, const counter *like, const ent_run *run, ent_error *error) {
    uint32_t n = like->moves->node_count, blocks = n / BLOCK + (n % BLOCK != 0);
    uint32_t workers = ent__threads(run) < blocks ? ent__threads(run) : blocks;
    counter *all = ent__calloc(workers, sizeof *all);
    ent_status status = all ? ENT_OK : ent__fail_memory(error);
    for (uint32_t i = 0; i < workers && status == ENT_OK; i++) {
        all[i] = *like;
        status = make_counter(&all[i], error);
    }
    if (status == ENT_OK) {
        status = ent__parallel_sum(scores, n, blocks, workers, sum_block, all, run, error);
    }
    for (uint32_t i = 0; all && i < workers; i++) {
        free_counter(&all[i]);
    }
    free(all);
    double pairs = ((double)n - 1.0) * ((double)n - 2.0);
    for (uint32_t node = 0; like->options->normalized && node < n; node++) {
        scores[node] = n < 3 ? NAN : scores[node] / pairs;
    }
    return status;
}

static ent_status read_options(ent_journey_betweenness *copy, const ent_journey_betweenness *options,
                               ent_error *error) {
    *copy = (ent_journey_betweenness)ENT_JOURNEY_BETWEENNESS_INIT;
    ent_status status = ent__options_read(copy, sizeof *copy, options, "ent_journey_betweenness", error);
    if (status == ENT_OK && (unsigned)copy->optimum > ENT_OPTIMUM_SHORTEST_FOREMOST) {
        status =
            ent__fail(error, ENT_EINVAL, "optimum %d; expected an ent_journey_optimum, 0 or 1", (int)copy->optimum);
    }
    if (status == ENT_OK && (unsigned)copy->count > ENT_COUNT_ROUTES) {
        status = ent__fail(error, ENT_EINVAL, "count %d; expected an ent_journey_count, 0 or 1", (int)copy->count);
    }
    copy->max_contacts = copy->max_contacts ? copy->max_contacts : DEFAULT_LIMIT;
    return status == ENT_OK ? ent__window_check(copy->since, copy->until, error) : status;
}

ent_status ent_contacts_betweenness(double *scores, const ent_contacts *contacts,
                                    const ent_journey_betweenness *options, const ent_run *run, ent_error *error) {
    ent_journey_betweenness asked;
    ent__moves moves = {0};
    ent_status status = read_options(&asked, options, error);
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status == ENT_OK) {
        counter like = {.moves = &moves, .options = &asked};
        like.window = ent__contacts_window(contacts, asked.since, asked.until);
        bool by_routes = asked.count == ENT_COUNT_ROUTES;
        status = ent__moves_make(&moves, contacts, like.window, by_routes, asked.max_contacts, error);
        if (status == ENT_OK) {
            status = sum_sources(scores, &like, run, error);
        }
    }
    for (uint32_t node = 0; status != ENT_OK && node < contacts->node_count; node++) {
        scores[node] = 0.0;
    }
    ent__moves_free(&moves);
    return status;
}
