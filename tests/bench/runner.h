/*
 * What the runners in C share: reading a list of edges, timing a call of each measure asked for and the memory it took, and
 * printing the answers in the form that tests/bench/README.md describes. For one source file each.
 */
#ifndef BENCH_RUNNER_H
#define BENCH_RUNNER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNNER_PATHS 10 /* shortest paths of a pair */
#define RUNNER_PAIRS 10 /* pairs that the measures of pairs go over */
#define RUNNER_ENOUGH 0.1 /* seconds of calls after which a short one is not repeated again */

typedef struct edge_list {
    uint32_t node_count;
    uint32_t edge_count;
    bool directed;
    uint32_t *from, *to;
    double *length;
} edge_list;

/* A call under measurement, and what it fills: `count` numbers. */
typedef void timed(void *subject, double *scores, uint32_t *count);

/* The call that a measure's name asks for, with the subject made ready for it; NULL: there is none. */
typedef timed *finder(void *subject, const char *name);

static void stop(const char *message, const char *subject) {
    fprintf(stderr, "%s: %s\n", message, subject);
    exit(1);
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count ? count : 1, size);
    if (!memory) {
        stop("out of memory", "list of edges");
    }
    return memory;
}

static void read_edges(edge_list *edges, const char *path) {
    char direction[16];
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%u %u %15s", &edges->node_count, &edges->edge_count, direction) != 3) {
        stop("no list of edges", path);
    }
    edges->directed = strcmp(direction, "directed") == 0;
    edges->from = allocate(edges->edge_count, sizeof *edges->from);
    edges->to = allocate(edges->edge_count, sizeof *edges->to);
    edges->length = allocate(edges->edge_count, sizeof *edges->length);
    for (uint32_t i = 0; i < edges->edge_count; i++) {
        if (fscanf(file, "%u %u %lf", &edges->from[i], &edges->to[i], &edges->length[i]) != 3) {
            stop("a line that is no edge", path);
        }
    }
    fclose(file);
}

/* The ends of pair i of those that the measures of pairs go over. */
static void ends_of_pair(uint32_t *source, uint32_t *target, uint32_t node_count, uint32_t i) {
    *source = (uint32_t)((uint64_t)(i + 1) * node_count / (RUNNER_PAIRS + 2));
    *target = node_count - 1 - i % node_count;
}

/* A line of /proc/self/status in bytes. */
static double status_of(const char *name) {
    char line[256];
    double kilobytes = 0.0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, name, strlen(name)) == 0) {
            kilobytes = strtod(line + strlen(name), NULL);
        }
    }
    if (file) {
        fclose(file);
    }
    return kilobytes * 1024.0;
}

/* The peak of memory is what is in use now. */
static void forget_peak(void) {
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (file) {
        fputs("5", file);
        fclose(file);
    }
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Not inlined: callgrind counts what happens in here. */
__attribute__((noinline)) static double time_once(timed *call, void *subject, double *scores, uint32_t *count) {
    double start = seconds_now();
    call(subject, scores, count);
    return seconds_now() - start;
}

/* The quickest of as many calls as fit into RUNNER_ENOUGH, one at least; the memory is the first one's. */
static void measure(timed *call, void *subject, double *scores, bool once) {
    uint32_t count = 0;
    forget_peak();
    double before = status_of("VmRSS:"), best = time_once(call, subject, scores, &count), all = best;
    double memory = status_of("VmHWM:") - before;
    while (!once && all < RUNNER_ENOUGH) {
        double seconds = time_once(call, subject, scores, &count);
        all += seconds;
        best = seconds < best ? seconds : best;
    }
    printf("seconds %.9f\nmemory %.0f\n", best, memory > 0.0 ? memory : 0.0);
    for (uint32_t i = 0; i < count; i++) {
        printf("%.17g\n", scores[i]);
    }
}

/* Each measure in a process of its own, which finds the graph as it was read: nothing that a measure keeps helps the next. */
static void measure_apart(timed *call, void *subject, double *scores) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        measure(call, subject, scores, false);
        fflush(stdout);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0) {
        printf("failed\n");
    }
}

/* All measures named, in turn. With BENCH_ONCE in the environment each is called once and in this process: to count instructions. */
static void run_measures(finder *find, void *subject, const edge_list *edges, char **names, int count) {
    double *scores =
        allocate((size_t)edges->node_count + edges->edge_count + RUNNER_PAIRS * RUNNER_PATHS, sizeof *scores);
    for (int i = 0; i < count; i++) {
        timed *call = find(subject, names[i]);
        printf("measure %s\n", names[i]);
        fflush(stdout);
        if (!call) {
            printf("none\n");
        } else if (getenv("BENCH_ONCE")) {
            measure(call, subject, scores, true);
        } else {
            measure_apart(call, subject, scores);
        }
        printf("end\n");
        fflush(stdout);
    }
    free(scores);
}

#endif
