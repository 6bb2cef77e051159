/*
 * What the runners in C share: reading a list of edges, timing one call and the memory it took, and printing the answer in
 * the form that tests/bench/README.md describes. For one source file each.
 */
#ifndef BENCH_RUNNER_H
#define BENCH_RUNNER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNNER_CANNOT 77 /* exit status: this peer has no such measure */
#define RUNNER_PATHS 10 /* shortest paths of a pair */
#define RUNNER_PAIRS 10 /* pairs that the measures of pairs go over */
#define RUNNER_ENOUGH 0.2 /* seconds of calls after which a short one is not repeated again */

typedef struct edge_list {
    uint32_t node_count;
    uint32_t edge_count;
    uint32_t *from, *to;
    double *length;
} edge_list;

/* A call under measurement, and what it fills: `count` numbers. */
typedef void timed(void *subject, double *scores, uint32_t *count);

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
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%u %u", &edges->node_count, &edges->edge_count) != 2) {
        stop("no list of edges", path);
    }
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
static void measure(timed *call, void *subject, double *scores, uint32_t *count, bool once) {
    forget_peak();
    double before = status_of("VmRSS:"), best = time_once(call, subject, scores, count), all = best;
    double memory = status_of("VmHWM:") - before;
    while (!once && all < RUNNER_ENOUGH) {
        double seconds = time_once(call, subject, scores, count);
        all += seconds;
        best = seconds < best ? seconds : best;
    }
    printf("seconds %.9f\nmemory %.0f\n", best, memory > 0.0 ? memory : 0.0);
    for (uint32_t i = 0; i < *count; i++) {
        printf("%.17g\n", scores[i]);
    }
}

#endif
