/*
 * The store as columns of plain numbers, to be written to a file and read back. Private; for io/.
 *
 * Texts are all interned texts one after another, each with its NUL, and are named by their place in that order; ENT_NONE is no
 * text. Items have their numbers one after another without gaps, u32 where nothing else is said; those of two columns are records of
 * the store:
 *
 *     RELATIONS  f64 tone, f64 confidence, u32 from, u32 to (actors; with several on a side the first of each), i32 first, i32 last
 *                (days since 1970-01-01), u32 row of EXTRAS or ENT_NONE, u16 place in CODES + 1 or 0,
 *                u8 kind (bits 0-1 ent_kind, 2-3 ent_affiliation_kind, 4 several actors on a side: lists of EXTRAS, 5 mutual),
 *                u8 ent_mediation_status
 *     RUNS       u32 first relation, u32 how many, u32 row of EVENTS, LINES and PUBLISHERS of the first, u32 row of FILES
 *
 * Flags of FILES: 1 ids of events are texts, 2 can be read again, 4 quoted; separator is bits 0-7 of its number, newline 8-15.
 * What is big (relations, lists, the columns of origins) is the store's own memory, as it lies.
 */
#ifndef ENT_IMAGE_H
#define ENT_IMAGE_H

#include "graph_internal.h"

/* Every column: X(number, NAME, bytes an item, what an item is). The numbers are those of files: append only. */
#define ENT__COLUMN_MAP(X)                                                                                             \
    X(0, HEAD, 4, "texts: title, description")                                                                         \
    X(1, TEXTS, 1, "bytes of all texts")                                                                               \
    X(2, CODES, 1, "bytes of all event codes, in the order of their numbers")                                          \
    X(3, ACTORS, 28, "texts id, name, type, note; kind, and << 8 its flags; numbers of aliases and of codes")          \
    X(4, ACTOR_TEXTS, 4, "of each actor in turn: texts of its aliases, then scheme and value of its codes")            \
    X(5, SOURCES, 20, "texts id, title, publisher, url, date")                                                         \
    X(6, RELATIONS, 40, "ent__relation")                                                                               \
    X(7, EXTRAS, 48, "texts id, role, summary; numbers of from, to, sources; where each begins in LISTS (8 bytes)")    \
    X(8, LISTS, 4, "actors and sources")                                                                               \
    X(9, FILES, 32, "texts path, format; flags; separator and newline; size (8 bytes); number of marks (8 bytes)")     \
    X(10, MARKS, 16, "of each file in turn: byte offset, line")                                                        \
    X(11, RUNS, 16, "ent__origin_run")                                                                                 \
    X(12, EVENTS, 8, "id of the event of each relation in a run")                                                      \
    X(13, LINES, 4, "its line")                                                                                        \
    X(14, PUBLISHERS, 4, "its source")                                                                                 \
    X(15, WEIGHTS, 8, "weight of each relation up to the last that is not 1")
typedef enum ent__column_name {
#define ENT__COLUMN_ENUMERATOR(number, name, size, what) ENT__COLUMN_##name = (number),
    ENT__COLUMN_MAP(ENT__COLUMN_ENUMERATOR)
#undef ENT__COLUMN_ENUMERATOR
        ENT__COLUMN_COUNT
} ent__column_name;
_Static_assert(sizeof(ent__origin_run) == 16, "runs are written as they lie");
_Static_assert(offsetof(ent__relation, from) == 16 && offsetof(ent__relation, extra) == 32 &&
                   offsetof(ent__relation, code) == 36 && offsetof(ent__relation, status) == 39,
               "relations are written as they lie");
size_t ent__column_size(ent__column_name column);

typedef struct ent__column {
    void *items;
    size_t count;
    bool is_owned; /* freed with the image; else the store's or the mapping's */
} ent__column;
typedef struct ent__image {
    ent__column columns[ENT__COLUMN_COUNT];
    ent__mapping mapping; /* the file that columns lie in, if they do */
} ent__image;

/* The columns of a graph, borrowed from it where they are big. O(actors + texts + extras). */
ent_status ent__image_make(ent__image *image, const ent_graph *graph, ent_error *error);
void ent__image_free(ent__image *image);

/* A graph from columns that came from anywhere: everything is checked before it is believed. The mapping passes to the graph,
 * whose big arrays stay in it. ENT_EFORMAT names what is wrong. O(everything), on all threads where it is big. */
ent_status ent__image_adopt(ent_graph **graph, ent__image *image, const ent_run *run, ent_error *error);

#endif
