/*
 * From a file of events to a graph: seconds and memory. Also the yardstick: a scan of the same file
 * for line ends, as plain as can be, on as many threads.
 *
 *     bench_ingest FILE THREADS            reads; prints seconds, rows, kept, relations, actors, bytes of memory
 *     bench_ingest FILE THREADS network    reads, and makes the network of all dyads
 *     bench_ingest FILE THREADS scan       counts line ends; prints seconds and lines
 *     bench_ingest FILE THREADS dyads      prints source, target, kind and number of events of every dyad
 */
#include <entente/entente.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BLOCK 262144

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* ---- The yardstick ------------------------------------------------------------------------------------------------ */

typedef struct part {
    int file;
    off_t from, to;
    uint64_t lines;
} part;

/* Bytes are compared and summed in lanes of a byte, at most 128 before they are added up: the compiler makes it wide. */
__attribute__((optimize("O3"))) static uint64_t count_lines(const char *bytes, size_t length) {
    uint64_t lines = 0;
    size_t i = 0;
    for (; i + 128 <= length; i += 128) {
        uint8_t some = 0;
        for (size_t j = 0; j < 128; j++) {
            some = (uint8_t)(some + (bytes[i + j] == '\n'));
        }
        lines += some;
    }
    for (; i < length; i++) {
        lines += bytes[i] == '\n';
    }
    return lines;
}

static void *scan(void *argument) {
    part *own = argument;
    char *bytes = malloc(BLOCK);
    for (off_t at = own->from; bytes && at < own->to;) {
        off_t left = own->to - at;
        ssize_t length = pread(own->file, bytes, left < BLOCK ? (size_t)left : BLOCK, at);
        own->lines += length > 0 ? count_lines(bytes, (size_t)length) : 0;
        at += length > 0 ? length : left;
    }
    free(bytes);
    return NULL;
}

static int time_scan(const char *path, unsigned threads) {
    double start = now();
    int file = open(path, O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about) != 0 || threads == 0 || threads > 64) {
        return 1;
    }
    part parts[64];
    pthread_t ids[64];
    uint64_t lines = 0;
    for (unsigned i = 0; i < threads; i++) {
        parts[i] = (part){file, about.st_size * i / threads, about.st_size * (i + 1) / threads, 0};
        pthread_create(&ids[i], NULL, scan, &parts[i]);
    }
    for (unsigned i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        lines += parts[i].lines;
    }
    printf("%.4f %llu\n", now() - start, (unsigned long long)lines);
    return close(file);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

static int compare(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Every dyad and kind once, with how many events it has. */
static void print_dyads(const ent_graph *graph) {
    uint32_t count = ent_graph_relation_count(graph), kept = 0;
    uint64_t *keys = calloc(count, sizeof *keys);
    for (ent_id i = 0; i < count; i++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_origin origin = ENT_ORIGIN_INIT;
        if (ent_graph_relation_origin(&origin, graph, i, NULL) == ENT_OK &&
            ent_graph_get_relation(&relation, graph, i, NULL) == ENT_OK) {
            keys[kept++] = ((uint64_t)relation.from[0] << 32 | relation.to[0]) << 2 | (uint64_t)relation.kind;
        }
    }
    qsort(keys, kept, sizeof *keys, compare);
    for (uint32_t i = 0, next; i < kept; i = next) {
        for (next = i; next < kept && keys[next] == keys[i];) {
            next++;
        }
        ent_actor from = ENT_ACTOR_INIT, to = ENT_ACTOR_INIT;
        ent_graph_get_actor(&from, graph, (ent_id)(keys[i] >> 34), NULL);
        ent_graph_get_actor(&to, graph, (ent_id)(keys[i] >> 2), NULL);
        printf("%s\t%s\t%s\t%u\n", from.id, to.id, ent_kind_name((ent_kind)(keys[i] & 3)), next - i);
    }
    free(keys);
}

static ent_status read_graph(ent_graph **graph, ent_events_counts *counts, const char *path, const ent_run *run,
                             ent_error *error) {
    ent_events_report *report = NULL;
    ent_status status = ent_graph_new(graph, error);
    if (status == ENT_OK) {
        status = ent_events_read(&report, *graph, &path, 1, NULL, run, error);
    }
    if (status == ENT_OK) {
        status = ent_events_report_counts(counts, report, error);
    }
    ent_events_report_free(report);
    return status;
}

static void print_figures(const ent_graph *graph, const ent_events_counts *counts, double seconds) {
    printf("%.4f %llu %llu %u %u %zu\n", seconds, (unsigned long long)counts->rows, (unsigned long long)counts->kept,
           ent_graph_relation_count(graph), ent_graph_actor_count(graph), ent_graph_memory(graph));
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: bench_ingest FILE THREADS [network|scan|dyads]\n");
        return 2;
    }
    const char *what = count > 3 ? arguments[3] : "";
    ent_run run = ENT_RUN_INIT;
    run.threads = (uint32_t)strtoul(arguments[2], NULL, 10);
    if (strcmp(what, "scan") == 0) {
        return time_scan(arguments[1], run.threads);
    }
    ent_graph *graph = NULL;
    ent_network *network = NULL;
    ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
    ent_error error = {0};
    double start = now();
    ent_status status = read_graph(&graph, &counts, arguments[1], &run, &error);
    if (status == ENT_OK && strcmp(what, "network") == 0) {
        status = ent_network_compile(&network, graph, NULL, &run, &error);
    }
    double seconds = now() - start;
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", error.message);
    } else if (strcmp(what, "dyads") == 0) {
        print_dyads(graph);
    } else {
        print_figures(graph, &counts, seconds);
    }
    ent_network_free(network);
    ent_graph_free(graph);
    return status == ENT_OK ? 0 : 1;
}
