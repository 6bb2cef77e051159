/*
 * Betweenness by drawing paths, in rounds that each add half as many again; after each round it is asked whether all actors are
 * known well enough. Blocks of draws have a stream of random numbers each, and counts are whole, so that threads change nothing.
 */
#include "../base/parallel.h"
#include "measure.h"
#include "meeting.h"

#include <math.h>
#include <stdlib.h>

#define BLOCK 64
#define FIRST_BLOCKS 16
#define MOST_ROUNDS 64

typedef struct sampling {
    const ent__compact *compact;
    ent__meeting *meetings; /* one a worker */
    uint32_t **counts; /* of each worker: draws that each place lay inside */
    uint32_t workers;
    uint64_t seed;
    uint64_t first_block; /* of the round */
    double epsilon, delta; /* of the share of draws, and what each of the two ways to know may miss it by */
    uint64_t *totals; /* draws that each place lay inside, of all workers */
    uint64_t draws;
    uint32_t *depths; /* of each place in its component */
} sampling;

static void close_sampling(sampling *s) {
    for (uint32_t i = 0; i < s->workers; i++) {
        if (s->meetings) {
            ent__meeting_free(&s->meetings[i]);
        }
        if (s->counts) {
            free(s->counts[i]);
        }
    }
    free(s->meetings);
    free(s->counts);
    free(s->totals);
    free(s->depths);
}

static ent_status open_sampling(sampling *s, const ent__compact *compact, const ent_run *run, ent_error *error) {
    *s = (sampling){.compact = compact, .workers = ent__threads(run), .seed = run ? run->seed : 0};
    s->meetings = ent__calloc(s->workers, sizeof *s->meetings);
    s->counts = ent__calloc(s->workers, sizeof(uint32_t *));
    s->totals = ent__calloc(compact->node_count, sizeof *s->totals);
    s->depths = ent__calloc(compact->node_count, sizeof *s->depths);
    bool complete = s->meetings && s->counts && s->totals && s->depths;
    ent_status status = complete ? ENT_OK : ent__fail_memory(error);
    for (uint32_t i = 0; status == ENT_OK && i < s->workers; i++) {
        status = ent__meeting_make(&s->meetings[i], compact, error);
        s->counts[i] = ent__calloc(compact->node_count, sizeof *s->counts[i]);
        if (status == ENT_OK && !s->counts[i]) {
            status = ent__fail_memory(error);
        }
    }
    return status;
}

static ent_status draw_block(void *context, uint32_t worker, size_t item, ent_error *error) {
    const sampling *s = context;
    uint64_t stream = s->seed + (s->first_block + item), random = ent__random(&stream), n = s->compact->node_count;
    (void)error;
    for (int i = 0; i < BLOCK; i++) {
        uint32_t source = (uint32_t)(ent__random(&random) % n), target = (uint32_t)(ent__random(&random) % (n - 1));
        target += target >= source;
        ent__meeting_draw(&s->meetings[worker], s->counts[worker], source, target, &random);
    }
    return ENT_OK;
}

/* ---- When it is enough -------------------------------------------------------------------------------------------- */

/* Nodes on the longest shortest path of any component are at most one more than its two greatest distances from one node
 * together; the layout's sources list each component breadth first, its root first. */
static double longest_path(const ent__compact *compact, uint32_t *depths) {
    double longest = 1.0;
    uint32_t first = 0, second = 0; /* the greatest depths of the component at hand */
    for (uint32_t v = 0; v < compact->node_count; v++) {
        depths[v] = ENT_NONE;
    }
    for (uint32_t i = 0; i < compact->source_count; i++) {
        uint32_t v = compact->sources[i];
        if (depths[v] == ENT_NONE) { /* a root */
            depths[v] = 0;
            first = second = 0;
        } else {
            second = first;
            first = depths[v];
        }
        longest = fmax(longest, (double)first + second + 1.0);
        for (uint32_t e = compact->out.offsets[v]; e < compact->out.offsets[v + 1]; e++) {
            uint32_t w = compact->out.heads[e];
            depths[w] = depths[w] == ENT_NONE ? depths[v] + 1 : depths[w];
        }
    }
    return longest;
}

/* Draws that are enough whatever comes: undirected by the dimension of shortest paths, else by Hoeffding for all actors. */
static double draws_enough(const sampling *s, bool directed) {
    double epsilon = s->epsilon;
    if (directed) {
        return ceil(log(2.0 * s->compact->node_count / s->delta) / (2.0 * epsilon * epsilon));
    }
    double inside = longest_path(s->compact, s->depths) - 2.0;
    return ceil(0.5 / (epsilon * epsilon) * (floor(log2(fmax(inside, 1.0))) + 1.0 + log(1.0 / s->delta)));
}

/* Whether the empirical Bernstein bound holds for the actor who is known least, the one nearest to one half. */
static bool is_enough(const sampling *s) {
    uint32_t n = s->compact->node_count;
    double draws = (double)s->draws, spread = 0.0, log_term = log(4.0 * n * MOST_ROUNDS / s->delta);
    for (uint32_t v = 0; v < n; v++) {
        double share = (double)s->totals[v] / draws;
        spread = fmax(spread, share * (1.0 - share));
    }
    spread *= draws / (draws - 1.0);
    return sqrt(2.0 * spread * log_term / draws) + 7.0 * log_term / (3.0 * (draws - 1.0)) <= s->epsilon;
}

static void add_counts(sampling *s) {
    for (uint32_t v = 0; v < s->compact->node_count; v++) {
        s->totals[v] = 0;
        for (uint32_t i = 0; i < s->workers; i++) {
            s->totals[v] += s->counts[i][v];
        }
    }
}

/* Rounds until it is enough, after `most` draws at the latest. */
static ent_status draw_rounds(sampling *s, double most, const ent_run *run, ent_error *error) {
    ent_status status = ENT_OK;
    uint64_t blocks = FIRST_BLOCKS, limit = (uint64_t)ceil(most / BLOCK);
    for (int round = 0; status == ENT_OK && round < MOST_ROUNDS; round++) {
        blocks = blocks < limit ? blocks : limit;
        status = ent__parallel(blocks - s->first_block, s->workers, draw_block, s, run, error);
        s->first_block = blocks;
        s->draws = blocks * BLOCK;
        add_counts(s);
        if (blocks == limit || is_enough(s)) {
            break;
        }
        blocks += blocks / 2;
    }
    return status;
}

/* A draw is any ordered pair; n / (n - 2) turns the share of all into the share of those that do not begin or end at an actor. Half
 * of delta goes to each of the two ways to know that it is enough. */
static ent_status sample(double *scores, uint64_t *draws, const ent__layer *layer, const ent_sample_options *options,
                         const ent_run *run, ent_error *error) {
    ent__compact compact;
    sampling s = {0};
    double n = layer->node_count, scale = n / (n - 2.0);
    ent_status status = ent__compact_make(&compact, layer, 0, error);
    if (status != ENT_OK) {
        return status;
    }
    status = open_sampling(&s, &compact, run, error);
    if (status == ENT_OK) {
        s.epsilon = options->epsilon / scale;
        s.delta = options->delta / 2.0;
        status = draw_rounds(&s, draws_enough(&s, layer->directed), run, error);
    }
    for (uint32_t place = 0; status == ENT_OK && place < compact.node_count; place++) {
        scores[compact.node_of[place]] = scale * (double)s.totals[place] / (double)s.draws;
    }
    *draws = s.draws;
    close_sampling(&s);
    ent__compact_free(&compact);
    return status;
}

static ent_status check_options(ent_sample_options *read, const ent_sample_options *options, ent_error *error) {
    *read = (ent_sample_options)ENT_SAMPLE_OPTIONS_INIT;
    ent_status status = ent__options_read(read, sizeof *read, options, "ent_sample_options", error);
    if (status != ENT_OK) {
        return status;
    }
    read->epsilon = read->epsilon == 0.0 ? 0.01 : read->epsilon;
    read->delta = read->delta == 0.0 ? 0.1 : read->delta;
    if (!(read->epsilon > 0.0 && read->epsilon < 1.0 && read->delta > 0.0 && read->delta < 1.0)) {
        char epsilon[32], delta[32];
        ent__double_format(epsilon, read->epsilon);
        ent__double_format(delta, read->delta);
        return ent__fail(error, ENT_EINVAL, "epsilon %s and delta %s; expected both between 0 and 1", epsilon, delta);
    }
    return ENT_OK;
}

ent_status ent_betweenness_sample(double *scores, uint64_t *samples, const ent_network *network,
                                  const ent_sample_options *options, const ent_run *run, ent_error *error) {
    ent_sample_options read;
    ent__layer layer;
    uint64_t draws = 0;
    ent_status status = check_options(&read, options, error);
    for (uint32_t node = 0; node < network->node_count; node++) {
        scores[node] = status == ENT_OK && network->node_count < 3 ? NAN : 0.0;
    }
    if (samples) {
        *samples = 0;
    }
    if (status != ENT_OK || network->node_count < 3) {
        return status;
    }
    status = ent__layer_make(&layer, network, ENT_OUT, ENT_WEIGHT_UNIT, error);
    if (status != ENT_OK) {
        return status;
    }
    status = sample(scores, &draws, &layer, &read, run, error);
    ent__layer_free(&layer);
    if (samples && status == ENT_OK) {
        *samples = draws;
    }
    return status;
}
