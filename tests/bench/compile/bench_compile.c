/*
 * Compiling a view against one radix sort of the arcs that pass: seeded events between actors drawn by a power law, the
 * whole of them compiled on one and on two threads, and in the same run, in turn, a plain sort of (pair, relation) by the bits
 * in use, which is the least that any collapse must do. Then windows that slide: a series against compiling each anew.
 *
 *     bench_compile [EVENTS [ACTORS [REPETITIONS]]]
 */
#include <entente/entente.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_REPETITIONS 15
#define DAYS 3650u

static void stop(const char *what, const ent_error *error) {
    fprintf(stderr, "%s: %s\n", what, error ? error->message : "");
    exit(1);
}

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

static int by_value(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, by_value);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2.0;
}

/* ---- Events ------------------------------------------------------------------------------------------------------- */

static uint64_t stream = 6;

static double chance(void) {
    return (double)(ent_random(&stream) >> 11) * 0x1p-53;
}

/* A power law: the actor of rank r is drawn in proportion to 1 / (r + 1); ranks lie anywhere among the actors. */
static ent_id draw(uint32_t actors) {
    uint64_t rank = (uint64_t)(exp(chance() * log((double)actors + 1.0)) - 1.0);
    return (ent_id)(rank * 2654435761u % actors);
}

static void add_event(ent_graph *graph, uint32_t actors, uint32_t number, uint32_t events) {
    static const double tones[] = {3.4, -5.0, 1.0, -10.0, 4.0, 7.0, -2.0, 0.0};
    ent_id from = draw(actors), to = draw(actors);
    ent_relation relation = ENT_RELATION_INIT;
    ent_error error;
    to = to == from ? (to + 1) % actors : to;
    relation.kind = ent_random(&stream) % 4 ? ENT_KIND_DIPLOMATIC : ENT_KIND_ATTACK;
    relation.from = &from;
    relation.to = &to;
    relation.from_count = relation.to_count = 1;
    relation.first = relation.last = (ent_date)((uint64_t)number * DAYS / events);
    relation.tone = tones[ent_random(&stream) % 8];
    if (ent_graph_add_relation(NULL, graph, &relation, &error) != ENT_OK) {
        stop("adding a relation", &error);
    }
}

static ent_graph *make_events(uint32_t actors, uint32_t events) {
    ent_graph *graph;
    ent_error error;
    if (ent_graph_new(&graph, &error) != ENT_OK) {
        stop("making a graph", &error);
    }
    for (uint32_t i = 0; i < actors; i++) {
        char id[16];
        ent_actor actor = ENT_ACTOR_INIT;
        snprintf(id, sizeof id, "a%u", i);
        actor.id = id;
        if (ent_graph_add_actor(NULL, graph, &actor, &error) != ENT_OK) {
            stop("adding an actor", &error);
        }
    }
    for (uint32_t i = 0; i < events; i++) {
        add_event(graph, actors, i, events);
    }
    return graph;
}

/* ---- The sort to be measured by ----------------------------------------------------------------------------------- */

typedef struct item {
    uint64_t pair;
    uint64_t relation;
} item;

static unsigned bits_below(uint32_t count) {
    unsigned bits = 0;
    while (count > 1u << bits) {
        bits++;
    }
    return bits;
}

/* The arcs that pass, by relation. */
static item *make_items(const ent_graph *graph, uint32_t events, unsigned bits) {
    item *items = malloc((events + (size_t)1) * sizeof *items);
    for (uint32_t i = 0; items && i < events; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_graph_get_relation(&relation, graph, i, NULL);
        uint64_t u = relation.from[0], v = relation.to[0];
        items[i] = (item){u < v ? u << bits | v : v << bits | u, i};
    }
    return items;
}

/* LSD radix sort on one thread by digits of at most 11 bits; `items` is only read. The result is to be freed. */
static item *radix_sort(const item *items, size_t count, unsigned bits) {
    unsigned passes = (bits + 10) / 11, width = (bits + passes - 1) / passes, digits = 1u << width;
    item *to = malloc(count * sizeof *to), *spare = malloc(count * sizeof *spare);
    size_t *places = malloc(digits * sizeof *places);
    const item *from = items;
    if (!to || !spare || !places) {
        stop("out of memory", NULL);
    }
    for (unsigned shift = 0; shift < bits; shift += width) {
        size_t place = 0;
        memset(places, 0, digits * sizeof *places);
        for (size_t i = 0; i < count; i++) {
            places[from[i].pair >> shift & (digits - 1)]++;
        }
        for (unsigned digit = 0; digit < digits; digit++) {
            size_t here = places[digit];
            places[digit] = place;
            place += here;
        }
        for (size_t i = 0; i < count; i++) {
            to[places[from[i].pair >> shift & (digits - 1)]++] = from[i];
        }
        item *done = to;
        to = spare;
        spare = done;
        from = done;
    }
    free(to);
    free(places);
    return spare;
}

/* ---- Compiling ---------------------------------------------------------------------------------------------------- */

static ent_network *compile(const ent_graph *graph, ent_direction direction, uint32_t threads) {
    ent_view view = ENT_VIEW_INIT;
    ent_run run = ENT_RUN_INIT;
    ent_network *network;
    ent_error error;
    view.direction = direction;
    run.threads = threads;
    if (ent_network_compile(&network, graph, &view, &run, &error) != ENT_OK) {
        stop("compiling", &error);
    }
    return network;
}

/* The edges and their evidence are the runs of the sorted items. */
static void check(const ent_network *network, const item *sorted, size_t count) {
    uint32_t edge = 0;
    for (size_t start = 0, end; start < count; start = end, edge++) {
        const ent_id *evidence;
        uint32_t relations;
        for (end = start + 1; end < count && sorted[end].pair == sorted[start].pair; end++) {
        }
        ent_network_evidence(&evidence, &relations, network, edge);
        int same = relations == end - start;
        for (size_t i = start; same && i < end; i++) {
            same = evidence[i - start] == sorted[i].relation;
        }
        if (!same) {
            stop("the network and the sort do not agree", NULL);
        }
    }
    if (edge != ent_network_edge_count(network)) {
        stop("the network has another number of edges", NULL);
    }
}

static void report_memory(const ent_network *network, uint32_t events, const char *what) {
    double edges = ent_network_edge_count(network), all = (double)ent_network_memory(network);
    printf(
        "  %s: %.0f nodes, %.0f edges, %.1f relations an edge; %.1f bytes an edge without their numbers, %.1f with\n",
        what, (double)ent_network_node_count(network), edges, events / edges, (all - 4.0 * events) / edges,
        all / edges);
}

static void compare_with_sort(const ent_graph *graph, uint32_t events, uint32_t actors, size_t repetitions) {
    unsigned bits = bits_below(actors);
    item *items = make_items(graph, events, bits);
    double sort[MOST_REPETITIONS], one[MOST_REPETITIONS], two[MOST_REPETITIONS], directed[MOST_REPETITIONS];
    for (size_t i = 0; i < repetitions; i++) {
        double start = now();
        item *sorted = radix_sort(items, events, 2 * bits);
        sort[i] = now() - start;
        start = now();
        ent_network *network = compile(graph, ENT_UNDIRECTED, 1);
        one[i] = now() - start;
        check(network, sorted, events);
        ent_network_free(network);
        start = now();
        network = compile(graph, ENT_UNDIRECTED, 2);
        two[i] = now() - start;
        check(network, sorted, events);
        if (i == 0) {
            report_memory(network, events, "undirected");
        }
        ent_network_free(network);
        free(sorted);
        start = now();
        network = compile(graph, ENT_DIRECTED, 2);
        directed[i] = now() - start;
        if (i == 0) {
            report_memory(network, events, "directed");
        }
        ent_network_free(network);
    }
    double base = median(sort, repetitions);
    printf("  %-34s %9s %9s\n", "", "seconds", "of a sort");
    printf("  %-34s %9.4f %9.2f\n", "one radix sort of the arcs", base, 1.0);
    printf("  %-34s %9.4f %9.2f\n", "compile, one thread", median(one, repetitions), median(one, repetitions) / base);
    printf("  %-34s %9.4f %9.2f\n", "compile, two threads", median(two, repetitions), median(two, repetitions) / base);
    printf("  %-34s %9.4f %9.2f\n", "compile directed, two threads", median(directed, repetitions),
           median(directed, repetitions) / base);
    free(items);
}

/* ---- Windows that slide -------------------------------------------------------------------------------------------- */

/* Windows of `span` months, the strength of one actor in each, on so many threads. */
typedef struct question {
    const ent_graph *graph;
    ent_id actor;
    uint32_t span, threads;
} question;

typedef struct seconds {
    double wall, user;
} seconds;

static seconds time_now(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (seconds){now(), (double)at.tv_sec + 1e-9 * (double)at.tv_nsec};
}

static seconds since(seconds start) {
    seconds end = time_now();
    return (seconds){end.wall - start.wall, end.user - start.user};
}

/* By a series. */
static ent_series *follow(const question *asked) {
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    ent_series *series;
    ent_error error;
    options.period = ENT_PERIOD_MONTH;
    options.span = asked->span;
    options.actor = asked->actor;
    options.indicator = ENT_INDICATOR_SCORE;
    options.measure = ENT_MEASURE_STRENGTH;
    run.threads = asked->threads;
    if (ent_series_compute(&series, asked->graph, NULL, &options, &run, &error) != ENT_OK) {
        stop("following a series", &error);
    }
    return series;
}

/* The same of one window, compiled anew. */
static double score_anew(const question *asked, ent_date first, ent_date last) {
    ent_view view = ENT_VIEW_INIT;
    ent_run run = ENT_RUN_INIT;
    ent_network *network;
    ent_error error;
    view.since = first;
    view.until = last;
    run.threads = asked->threads;
    if (ent_network_compile(&network, asked->graph, &view, &run, &error) != ENT_OK) {
        stop("compiling a window", &error);
    }
    uint32_t node = ent_network_node(network, asked->actor);
    double score = NAN, *scores = calloc(ent_network_node_count(network) + (size_t)1, sizeof *scores);
    if (node != ENT_NONE && scores &&
        ent_network_score(scores, network, ENT_MEASURE_STRENGTH, NULL, &run, &error) == ENT_OK) {
        score = scores[node];
    }
    free(scores);
    ent_network_free(network);
    return score;
}

static void check_anew(const question *asked, const ent_series_columns *columns) {
    for (uint32_t i = 0; i < columns->count; i++) {
        double score = score_anew(asked, columns->first[i < asked->span ? 0 : i - asked->span + 1], columns->last[i]);
        if (!(score == columns->values[i] || (isnan(score) && isnan(columns->values[i])))) {
            stop("the series and a window compiled anew do not agree to the last bit", NULL);
        }
    }
}

static void compare_windows(const question *asked, size_t repetitions) {
    double wall[2][MOST_REPETITIONS], user[2][MOST_REPETITIONS];
    uint32_t windows = 0;
    for (size_t i = 0; i < repetitions; i++) {
        ent_series_columns columns = ENT_SERIES_COLUMNS_INIT;
        seconds start = time_now();
        ent_series *series = follow(asked);
        seconds followed = since(start);
        ent_series_get(&columns, series, NULL);
        windows = columns.count;
        start = time_now();
        check_anew(asked, &columns);
        seconds anew = since(start);
        wall[0][i] = followed.wall, wall[1][i] = anew.wall;
        user[0][i] = followed.user, user[1][i] = anew.user;
        ent_series_free(series);
    }
    double all[4] = {median(wall[0], repetitions), median(wall[1], repetitions), median(user[0], repetitions),
                     median(user[1], repetitions)};
    printf(
        "  %3u windows of %2u months, %u threads: wall %.4f, anew %.4f, %4.1f times; processor %.4f, anew %.4f, %4.1f "
        "times\n",
        windows, asked->span, asked->threads, all[0], all[1], all[1] / all[0], all[2], all[3], all[3] / all[2]);
}

static void compare_spans(const ent_graph *graph, size_t repetitions) {
    static const uint32_t spans[] = {1, 3, 12};
    printf("  the strength of one actor in windows that slide by a month, by a series and compiled anew\n");
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        for (uint32_t threads = 1; threads <= 2; threads++) {
            compare_windows(&(question){graph, 1, spans[i], threads}, repetitions);
        }
    }
}

int main(int argc, char **argv) {
    uint32_t events = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 2000000;
    uint32_t actors = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 10000;
    size_t repetitions = argc > 3 ? strtoul(argv[3], NULL, 10) : 5;
    repetitions = repetitions < 1 ? 1 : repetitions > MOST_REPETITIONS ? MOST_REPETITIONS : repetitions;
    printf("%u events between %u actors\n", events, actors);
    ent_graph *graph = make_events(actors, events);
    compare_with_sort(graph, events, actors, repetitions);
    if (events <= 2000000) {
        compare_spans(graph, repetitions);
    }
    ent_graph_free(graph);
    return 0;
}
