/*
 * How the store lays out what it holds. Private; written by graph/, read by view/, which compiles it, and by nobody
 * downstream of that.
 *
 * A relation with one actor on each side and without text takes one 40-byte record. What few relations have (more
 * actors, an id, a summary, sources, a role) lies in a side record.
 */
#ifndef ENT_GRAPH_INTERNAL_H
#define ENT_GRAPH_INTERNAL_H

#include "../base/map.h"
#include "../base/text.h"
#include <entente/graph.h>

typedef struct ent__relation {
    double tone;
    double confidence;
    uint32_t from; /* the one actor; with ENT__MANY both sides lie in the side record */
    uint32_t to;
    ent_date first;
    ent_date last;
    uint32_t extra; /* side record, or ENT_NONE */
    uint16_t code; /* number in graph->codes + 1; 0: none */
    uint8_t kind; /* ent_kind, low 2 bits; ent_affiliation_kind, next 2 bits; ENT__MANY; ENT__MUTUAL */
    uint8_t status; /* ent_mediation_status */
} ent__relation;
_Static_assert(sizeof(ent__relation) == 40, "a plain relation is 40 bytes");
#define ENT__MANY 0x10u
#define ENT__MUTUAL 0x20u

static inline ent_kind ent__relation_kind(const ent__relation *relation) {
    return (ent_kind)(relation->kind & 3u);
}
static inline ent_affiliation_kind ent__relation_affiliation(const ent__relation *relation) {
    return (ent_affiliation_kind)(relation->kind >> 2 & 3u);
}

/* A run of numbers in graph->lists. */
typedef struct ent__list {
    size_t start;
    uint32_t count;
} ent__list;

/* What few relations have; texts are interned, NULL: none. */
typedef struct ent__extra {
    const char *id, *role, *summary;
    ent__list from, to; /* with ENT__MANY */
    ent__list sources;
} ent__extra;

/* An actor as it is read, its texts interned, its lists its own; and its way upward. */
typedef struct ent__actor {
    ent_actor as_read;
    ent_id *employers; /* the `serves` and `part_of` relations of which it is `from`, rising */
    size_t employer_count, employer_capacity;
} ent__actor;

/* One folded name that finds an actor. */
typedef struct ent__name {
    const char *text; /* as stored: what the match shows */
    uint32_t folded; /* number in graph->folded */
    uint32_t next; /* the next name with the same fold, or ENT_NONE */
    ent_id actor;
    ent_match_kind kind;
} ent__name;

/* A file of events that relations were read from. */
typedef struct ent__origin_file {
    const char *path, *format; /* interned */
    uint64_t size; /* in bytes, when it was read */
    bool text_ids; /* ids of events are numbers in graph->texts, of which 0 is the path of a file or before it */
    bool rereadable; /* its lines lie at the same place when it is opened again */
    bool quoted; /* a field may stand in double quotes and hold line ends */
    char separator;
    char newline; /* what ends a line: LF, or CR in files without LF */
    struct ent__origin_mark *marks; /* where some of its lines begin, rising */
    size_t mark_count, mark_capacity;
} ent__origin_file;

/* A line (from 0) and the byte at which it begins. */
typedef struct ent__origin_mark {
    uint64_t offset;
    uint32_t line;
} ent__origin_mark;

/* Relations in a row that came from one file; their columns begin at `column`. */
typedef struct ent__origin_run {
    uint32_t first, count;
    uint32_t column, file;
} ent__origin_run;

/* Where relations were read from: three columns for the relations of all runs, one run after the other. */
typedef struct ent__origins {
    ent__origin_file *files;
    size_t file_count, file_capacity;
    ent__origin_run *runs; /* rising by `first` and by `column` */
    size_t run_count, run_capacity;
    uint64_t *events; /* id of the event in its file; 0: none */
    uint32_t *lines; /* from 0 */
    uint32_t *publishers; /* a source, or ENT_NONE */
    size_t count, event_capacity, line_capacity, publisher_capacity;
} ent__origins;

/* An event as a reader appends it: the relation and its origin. */
typedef struct ent__event {
    ent__relation relation;
    uint64_t event;
    uint32_t line, publisher;
} ent__event;

/* A file in memory, never written to; bytes NULL: none. */
typedef struct ent__mapping {
    void *bytes;
    size_t length;
} ent__mapping;

/* Arrays of numbers may lie in the mapping of the file that the graph was opened from: their capacity is 0 then, and they are
 * grown by ENT__GROW alone. */
struct ent_graph {
    const char *title, *description;
    ent__mapping mapping;
    ent__strings texts, codes, folded;
    ent__map actor_ids, source_ids, relation_ids; /* number of the id's text -> actor, source, relation */
    ent__actor *actors;
    size_t actor_count, actor_capacity;
    ent_source *sources;
    size_t source_count, source_capacity;
    ent__relation *relations;
    size_t relation_count, relation_capacity;
    double *weights; /* of the relations before `weight_count`; that of all others is 1 */
    size_t weight_count, weight_capacity;
    ent__extra *extras;
    size_t extra_count, extra_capacity;
    uint32_t *lists;
    size_t list_count, list_capacity;
    ent__name *names;
    size_t name_count, name_capacity;
    uint32_t *name_heads; /* of each folded text, the newest name; as many as folded texts */
    size_t name_head_count, name_head_capacity;
    ent__origins origins;
};

/* The arcs of a relation: its actors on both sides, borrowed until the next addition. */
typedef struct ent__sides {
    const ent_id *from, *to;
    uint32_t from_count, to_count;
} ent__sides;
ent__sides ent__graph_sides(const ent_graph *graph, const ent__relation *relation);
/* Keeps the sides of a relation with several actors on one of them, for its record with ENT__MANY to point to. */
ent_status ent__graph_put_sides(uint32_t *extra, ent_graph *graph, ent__sides sides, ent_error *error);

/* Relations as records, and the text of a record's code (NULL: none). */
const ent__relation *ent__graph_relations(const ent_graph *graph);
const char *ent__graph_code(const ent_graph *graph, const ent__relation *relation);

static inline double ent__graph_weight(const ent_graph *graph, ent_id relation) {
    return relation < graph->weight_count ? graph->weights[relation] : 1.0;
}

/* Whether an actor is none, but all to whom a source gives the same word. */
static inline bool ent__is_catch_all(const ent_graph *graph, ent_id actor) {
    return graph->actors[actor].as_read.flags & ENT_ACTOR_CATCH_ALL;
}

/* Affiliations `serves` and `part_of` of an actor upward, as relation numbers; count 0 for most. For roll-up. */
void ent__graph_employers(const ent_id **relations, uint32_t *count, const ent_graph *graph, ent_id actor);

/* ---- For readers of events ---------------------------------------------------------------------------------------- */

/* Notes a file; its number goes with the events of it. `path` and `format` are interned. */
ent_status ent__graph_add_file(uint32_t *file, ent_graph *graph, const char *path, const char *format,
                               ent_error *error);
/* Notes where a line begins; lines must rise. */
ent_status ent__graph_mark_line(ent_graph *graph, uint32_t file, ent__origin_mark mark, ent_error *error);
/* Appends events (at least one) of one file as they are, without a look at them: one actor a side, there and different; a code of
 * ent__graph_code_number(); tone, days and status as ent_relation says; no extra. `weights` are theirs, NULL: 1 each. On failure
 * nothing was appended. */
ent_status ent__graph_append_events(ent_graph *graph, uint32_t file, const ent__event *events, const double *weights,
                                    size_t count, ent_error *error);
/* Makes room for that many events more, all of which are expected. Best effort: without it appending makes room as it goes. */
void ent__graph_expect_events(ent_graph *graph, size_t count);
/* The number of a code as records have it. */
ent_status ent__graph_code_number(uint16_t *number, ent_graph *graph, const char *code, ent_error *error);
/* The run that a relation is in, or NULL. O(log runs). */
const ent__origin_run *ent__graph_origin_run(const ent_graph *graph, ent_id relation);
/* Notes where the relation added last was read from: file, format, line, event and source of `origin`. The file cannot be read
 * again. On failure the relation has no origin. */
ent_status ent__graph_note_origin(ent_graph *graph, const ent_origin *origin, ent_error *error);
/* The run that a column of the origins is in: the last that begins at it or before; there is one. */
const ent__origin_run *ent__origins_run_at(const ent__origins *origins, size_t column);
/* Gives back the memory that growing took beyond what is used. */
void ent__graph_trim(ent_graph *graph);

/* How much the graph holds, to go back to. */
typedef struct ent__graph_extent {
    size_t actors, sources, relations, extras, lists, names, files, runs, origins;
} ent__graph_extent;
ent__graph_extent ent__graph_extent_of(const ent_graph *graph);
/* Takes back all actors, sources, relations (these without an id) and files that were added since. Never fails. */
void ent__graph_back_to(ent_graph *graph, const ent__graph_extent *extent);

/* ---- Within graph/ ------------------------------------------------------------------------------------------------ */

/* ent__reserve() for arrays that may lie in the graph's mapping: they move out of it, all they have with them. */
bool ent__grow(void **items, size_t *capacity, size_t count, size_t needed, size_t item_size);
#define ENT__GROW(items, capacity, count, needed)                                                                      \
    ent__grow((void **)&(items), &(capacity), (count), (needed), sizeof *(items))
/* Frees an array unless it lies in the graph's mapping. */
void ent__array_free(void *items, size_t capacity);
void ent__mapping_free(ent__mapping *mapping);
/* Interns a text that may be NULL. `what` names the field in the error for text that is not UTF-8. */
ent_status ent__graph_text(const char **stored, ent_graph *graph, const char *text, const char *what, ent_error *error);
/* The number that an id's text has in graph->texts, ENT_NONE if it has none. */
uint32_t ent__graph_text_number(const ent_graph *graph, const char *text);
/* Adds a name that an actor is found by. */
ent_status ent__names_add(ent_graph *graph, ent_id actor, const char *text, ent_match_kind kind, ent_error *error);
/* Takes back the names added since there were `count`. */
void ent__names_cut(ent_graph *graph, size_t count);
/* Frees what the origins hold, and how much that is. */
void ent__origins_free(ent__origins *origins);
size_t ent__origins_memory(const ent__origins *origins);
/* Room for the weights of `count` relations more, of which the last may be other than 1; false on exhaustion. */
bool ent__weights_reserve(ent_graph *graph, size_t count);
/* Sets the weight of a relation that is behind all with one, for which there is room. */
void ent__weights_put(ent_graph *graph, size_t relation, double weight);
/* ENT_EINVAL (or ENT_EEXISTS) if a relation breaks a rule. */
ent_status ent__relation_check(const ent_graph *graph, const ent_relation *relation, ent_error *error);

#endif
