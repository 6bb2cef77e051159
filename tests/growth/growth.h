/*
 * What the growth of time and of memory is measured on: networks and contacts of any size from a seed, the calls of the library
 * with what each should cost, and the peak of what is allocated. For test_memory.c and tests/bench/bench_growth.c.
 */
#ifndef ENT_GROWTH_H
#define ENT_GROWTH_H

#include <entente/entente.h>
#include <stddef.h>

/* A power law (exponent 2.5 of the degrees) of `n` nodes and at most 8 n edges, with as many dated contacts. */
typedef struct growth_subject {
    uint32_t n, m; /* m: edges of the undirected network */
    ent_network *plain, *directed, *with_signs; /* the same pairs */
    ent_contacts *contacts, *directed_contacts;
    ent_graph *graph; /* the contacts as relations between actors, of ten years, all kinds and ten sources */
    ent_network *early, *late; /* of its first and its last five years */
    ent_index *index; /* of the graph */
    double *numbers; /* room for what calls give: 4 (n + m) of each */
    uint32_t *labels;
    ent_run run; /* two threads */
} growth_subject;

/* The part of a subject that is made of relations (graph_calls.c); `warm` is 1 for those that cooperate. */
void growth_make_graph(growth_subject *it, const ent_edge_list *edges, const double *warm, const ent_date *days);
void growth_free_graph(growth_subject *it);

void growth_make(growth_subject *it, uint32_t n);
void growth_free(growth_subject *it);

/* A call, with the memory that it may take at its peak beside 32 KiB: bytes a node and bytes an edge (or contact). */
typedef struct growth_call {
    const char *name;
    void (*run)(growth_subject *it);
    double exponent; /* of time against size, n and m growing alike */
    uint32_t most; /* nodes that it is still quick for */
    uint32_t node_bytes, edge_bytes;
} growth_call;

/* All calls: on networks and contacts (calls.c), for groups and ways (group_calls.c), then on the graph (graph_calls.c). */
const growth_call *growth_call_at(size_t number);
size_t growth_call_count(void);
extern const growth_call growth_group_calls[];
extern const size_t growth_group_call_count;
extern const growth_call growth_graph_calls[];
extern const size_t growth_graph_call_count;

void growth_check(ent_status status, const ent_error *error);

/* Bytes allocated at the peak since the last growth_peak_start(), beyond those allocated then. */
void growth_peak_start(void);
size_t growth_peak(void);

#endif
