/*
 * The same store in SQLite: how long until all relations and their origins lie in the graph's own arrays, which is what opening a
 * graph file ends with. A table of relations with the columns of graph/image.h as numbers, in the order of their ids, one of
 * actors, one of sources; written in one transaction, read by one SELECT over each. Nothing is checked, no index is made and no text
 * is folded, so that SQLite does less than we do.
 *
 *     bench_sqlite GRAPH DATABASE REPETITIONS
 *
 * Opens GRAPH, writes DATABASE, then reads it as often as asked; prints "what seconds bytes" a line.
 */
#include "../../../lib/graph/graph_internal.h"
#include <entente/entente.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CHECK(call)                                                                                                    \
    do {                                                                                                               \
        int result = (call);                                                                                           \
        if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) {                                    \
            fprintf(stderr, "%s: %s\n", #call, sqlite3_errstr(result));                                                \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void print(const char *what, double seconds, const char *path) {
    struct stat about;
    printf("%s %.5f %lld\n", what, seconds, stat(path, &about) == 0 ? (long long)about.st_size : -1);
}

/* The origin of each relation that has one; of others zeroes. */
static ent__event event_of(const ent_graph *graph, ent_id number) {
    const ent__origin_run *run = ent__graph_origin_run(graph, number);
    ent__event event = {.relation = graph->relations[number]};
    if (run) {
        size_t at = run->column + (number - run->first);
        event.event = graph->origins.events[at];
        event.line = graph->origins.lines[at];
        event.publisher = graph->origins.publishers[at];
    }
    return event;
}

static void write_texts(sqlite3 *database, const char *insert, const char *const *texts, size_t stride, size_t count) {
    sqlite3_stmt *statement;
    CHECK(sqlite3_prepare_v2(database, insert, -1, &statement, NULL));
    for (size_t i = 0; i < count; i++) {
        const char *text = *(const char *const *)((const char *)texts + i * stride);
        CHECK(sqlite3_bind_int64(statement, 1, (sqlite3_int64)i));
        CHECK(sqlite3_bind_text(statement, 2, text, -1, SQLITE_STATIC));
        CHECK(sqlite3_step(statement));
        CHECK(sqlite3_reset(statement));
    }
    CHECK(sqlite3_finalize(statement));
}

static void write_relations(sqlite3 *database, const ent_graph *graph) {
    sqlite3_stmt *statement;
    CHECK(
        sqlite3_prepare_v2(database, "INSERT INTO relations VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &statement, NULL));
    for (ent_id i = 0; i < graph->relation_count; i++) {
        const ent__event event = event_of(graph, i);
        const ent__relation *relation = &event.relation;
        const sqlite3_int64 numbers[10] = {relation->from,  relation->to,   relation->first, relation->last,
                                           relation->extra, relation->code, relation->kind,  relation->status,
                                           event.line,      event.publisher};
        CHECK(sqlite3_bind_int64(statement, 1, i));
        for (int j = 0; j < 10; j++) {
            CHECK(sqlite3_bind_int64(statement, j + 2, numbers[j]));
        }
        CHECK(sqlite3_bind_int64(statement, 12, (sqlite3_int64)event.event));
        CHECK(sqlite3_bind_double(statement, 13, relation->tone));
        CHECK(sqlite3_step(statement));
        CHECK(sqlite3_reset(statement));
    }
    CHECK(sqlite3_finalize(statement));
}

static void write_database(const char *path, const ent_graph *graph) {
    sqlite3 *database;
    unlink(path);
    CHECK(sqlite3_open(path, &database));
    CHECK(sqlite3_exec(
        database,
        "PRAGMA page_size=65536; BEGIN; CREATE TABLE actors (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE relations (id INTEGER PRIMARY KEY, a INT, b INT, first INT, last INT, extra INT, code INT,"
        " kind INT, status INT, line INT, publisher INT, event INT, tone REAL);",
        NULL, NULL, NULL));
    write_texts(database, "INSERT INTO actors VALUES (?,?)", &graph->actors->as_read.id, sizeof *graph->actors,
                graph->actor_count);
    write_texts(database, "INSERT INTO sources VALUES (?,?)", &graph->sources->id, sizeof *graph->sources,
                graph->source_count);
    write_relations(database, graph);
    CHECK(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL));
    CHECK(sqlite3_close(database));
}

static void read_relations(sqlite3 *database, ent__event *events, size_t count) {
    sqlite3_stmt *statement;
    CHECK(sqlite3_prepare_v2(database, "SELECT * FROM relations", -1, &statement, NULL));
    for (size_t i = 0; i < count && sqlite3_step(statement) == SQLITE_ROW; i++) {
        uint32_t numbers[10];
        for (int j = 0; j < 10; j++) {
            numbers[j] = (uint32_t)sqlite3_column_int64(statement, j + 1);
        }
        events[i].relation = (ent__relation){.from = numbers[0],
                                             .to = numbers[1],
                                             .first = (ent_date)numbers[2],
                                             .last = (ent_date)numbers[3],
                                             .extra = numbers[4],
                                             .code = (uint16_t)numbers[5],
                                             .kind = (uint8_t)numbers[6],
                                             .status = (uint8_t)numbers[7],
                                             .tone = sqlite3_column_double(statement, 12)};
        events[i].line = numbers[8];
        events[i].publisher = numbers[9];
        events[i].event = (uint64_t)sqlite3_column_int64(statement, 11);
    }
    CHECK(sqlite3_finalize(statement));
}

/* How many of what was read differ from the graph. */
static size_t differences(const ent__event *events, const ent_graph *graph) {
    size_t different = 0;
    for (ent_id i = 0; i < graph->relation_count; i++) {
        ent__event event = event_of(graph, i);
        different += event.relation.from != events[i].relation.from || event.relation.to != events[i].relation.to ||
                     event.relation.first != events[i].relation.first || event.event != events[i].event ||
                     event.line != events[i].line || event.publisher != events[i].publisher;
    }
    return different;
}

static size_t read_once(const char *path, const ent_graph *graph) {
    sqlite3 *database;
    double start = now();
    ent__event *events = malloc(graph->relation_count * sizeof *events);
    CHECK(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL));
    CHECK(sqlite3_exec(database, "PRAGMA mmap_size=17179869184", NULL, NULL, NULL));
    read_relations(database, events, graph->relation_count);
    CHECK(sqlite3_close(database));
    print("sqlite-read", now() - start, path);
    size_t different = differences(events, graph);
    free(events);
    return different;
}

int main(int count, char **arguments) {
    ent_graph *graph;
    ent_error error;
    if (count != 4 || ent_graph_file_open(&graph, arguments[1], NULL, &error) != ENT_OK) {
        fprintf(stderr, "%s\n", count != 4 ? "usage: bench_sqlite GRAPH DATABASE REPETITIONS" : error.message);
        return 2;
    }
    double start = now();
    write_database(arguments[2], graph);
    print("sqlite-write", now() - start, arguments[2]);
    size_t different = 0;
    for (long i = strtol(arguments[3], NULL, 10); i > 0; i--) {
        different += read_once(arguments[2], graph);
    }
    printf("sqlite-relations %zu %s\n", graph->relation_count, different ? "DIFFERENT" : "same");
    ent_graph_free(graph);
    return different != 0;
}
