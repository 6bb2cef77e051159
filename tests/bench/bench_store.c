/*
 * The memory of the store: a million relations of one actor to one other, without text, in bytes a relation; as the graph
 * says it (ent_graph_memory) and as the system sees it (growth of the resident set). `bench_store [RELATIONS]`.
 */
#include <entente/graph.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define ACTORS 1000u

/* Bytes of memory that the process has in use. */
static double resident(void) {
    unsigned long pages = 0, in_use = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%lu %lu", &pages, &in_use) != 2) {
        in_use = 0;
    }
    if (file) {
        fclose(file);
    }
    return (double)in_use * (double)sysconf(_SC_PAGESIZE);
}

static void stop(const ent_error *error) {
    fprintf(stderr, "%s\n", error->message);
    exit(1);
}

static ent_graph *with_actors(void) {
    ent_graph *graph;
    ent_error error;
    if (ent_graph_new(&graph, &error) != ENT_OK) {
        stop(&error);
    }
    for (unsigned i = 0; i < ACTORS; i++) {
        char id[16];
        ent_actor actor = ENT_ACTOR_INIT;
        snprintf(id, sizeof id, "%u", i);
        actor.id = id;
        if (ent_graph_add_actor(NULL, graph, &actor, &error) != ENT_OK) {
            stop(&error);
        }
    }
    return graph;
}

static void add(ent_graph *graph, uint32_t number) {
    static const char *const codes[] = {"010", "042", "112", "190"};
    ent_id from = number % ACTORS, to = (number + 1 + number / ACTORS % (ACTORS - 1)) % ACTORS;
    ent_relation relation = ENT_RELATION_INIT;
    ent_error error;
    relation.kind = (ent_kind)(number % 3);
    relation.from = &from;
    relation.to = &to;
    relation.from_count = relation.to_count = 1;
    relation.first = relation.last = (ent_date)(number / 100);
    relation.code = codes[number % 4];
    relation.tone = number % 21 - 10.0;
    if (ent_graph_add_relation(NULL, graph, &relation, &error) != ENT_OK) {
        stop(&error);
    }
}

int main(int argc, char **argv) {
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
    ent_graph *graph = with_actors();
    double before = resident(), held = (double)ent_graph_memory(graph);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (uint32_t i = 0; i < count; i++) {
        add(graph, i);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double told = ((double)ent_graph_memory(graph) - held) / count, seen = (resident() - before) / count;
    double seconds = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
    printf("%u relations in %.2f s: the graph holds %.1f bytes a relation, the process grew by %.1f\n", count, seconds,
           told, seen);
    ent_graph_free(graph);
    return told <= 64.0 && seen <= 64.0 ? 0 : 1;
}
