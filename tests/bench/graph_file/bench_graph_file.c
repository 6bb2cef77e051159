/*
 * Opening a graph file against reading the events it was made from: both in turn in one process, the graphs compared.
 *
 *     bench_graph_file EVENTS GRAPH THREADS REPETITIONS
 *
 * Reads EVENTS, writes GRAPH and opens it, as often as asked; prints "what seconds bytes" a line: read, save, open, then the
 * relations and whether what was opened is what was read.
 */
#include <entente/entente.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void print(const char *what, double seconds, const char *path) {
    struct stat about;
    printf("%s %.5f %lld\n", what, seconds, stat(path, &about) == 0 ? (long long)about.st_size : -1);
}

static ent_status read_events(ent_graph **graph, const char *path, const ent_run *run, ent_error *error) {
    ent_events_report *report = NULL;
    ent_status status = ent_graph_new(graph, error);
    if (status == ENT_OK) {
        status = ent_events_read(&report, *graph, &path, 1, NULL, run, error);
    }
    ent_events_report_free(report);
    return status;
}

/* ---- Equality: every field of every relation, and where it came from ---------------------------------------------- */

static bool is_same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_same_relation(const ent_graph *a, const ent_graph *b, ent_id number) {
    ent_relation x = ENT_RELATION_INIT, y = ENT_RELATION_INIT;
    ent_origin from = ENT_ORIGIN_INIT, other = ENT_ORIGIN_INIT;
    ent_graph_get_relation(&x, a, number, NULL);
    ent_graph_get_relation(&y, b, number, NULL);
    ent_status status = ent_graph_relation_origin(&from, a, number, NULL);
    return x.kind == y.kind && x.from[0] == y.from[0] && x.to[0] == y.to[0] && x.from_count == y.from_count &&
           x.to_count == y.to_count && x.first == y.first && x.last == y.last && x.tone == y.tone &&
           x.confidence == y.confidence && x.status == y.status && is_same_text(x.code, y.code) &&
           status == ent_graph_relation_origin(&other, b, number, NULL) && from.line == other.line &&
           from.event == other.event && from.source == other.source && is_same_text(from.file, other.file);
}

static bool is_same_actor(const ent_graph *a, const ent_graph *b, ent_id number) {
    ent_actor x = ENT_ACTOR_INIT, y = ENT_ACTOR_INIT;
    ent_graph_get_actor(&x, a, number, NULL);
    ent_graph_get_actor(&y, b, number, NULL);
    return x.kind == y.kind && is_same_text(x.id, y.id) && is_same_text(x.name, y.name);
}

static bool is_same(const ent_graph *a, const ent_graph *b) {
    uint32_t actors = ent_graph_actor_count(a), relations = ent_graph_relation_count(a);
    bool same = actors == ent_graph_actor_count(b) && relations == ent_graph_relation_count(b);
    for (ent_id i = 0; same && i < actors; i++) {
        same = is_same_actor(a, b, i);
    }
    for (ent_id i = 0; same && i < relations; i++) {
        same = is_same_relation(a, b, i);
    }
    return same;
}

static ent_status run_once(char **paths, const ent_run *run, ent_error *error) {
    ent_graph *graph = NULL, *opened = NULL;
    double start = now();
    ent_status status = read_events(&graph, paths[0], run, error);
    print("read", now() - start, paths[0]);
    start = now();
    if (status == ENT_OK) {
        status = ent_graph_file_save(paths[1], graph, run, error);
        print("save", now() - start, paths[1]);
    }
    for (int i = 0; status == ENT_OK && i < 2; i++) {
        ent_graph_free(opened);
        start = now();
        status = ent_graph_file_open(&opened, paths[1], run, error);
        print("open", now() - start, paths[1]);
    }
    if (status == ENT_OK) {
        printf("relations %u %s\n", ent_graph_relation_count(graph), is_same(graph, opened) ? "same" : "DIFFERENT");
    }
    ent_graph_free(graph);
    ent_graph_free(opened);
    return status;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "usage: bench_graph_file EVENTS GRAPH THREADS REPETITIONS\n");
        return 2;
    }
    ent_run run = ENT_RUN_INIT;
    ent_error error = {0};
    ent_status status = ENT_OK;
    run.threads = (uint32_t)strtoul(arguments[3], NULL, 10);
    for (long i = strtol(arguments[4], NULL, 10); status == ENT_OK && i > 0; i--) {
        status = run_once(arguments + 1, &run, &error);
    }
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
    }
    return status != ENT_OK;
}
