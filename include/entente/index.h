/**
 * @file index.h
 * An index of the relations that a question selects: the network of any window of days, without a look at the others. Built
 * once, for graphs of millions of events of which many windows are asked; freely shared between threads.
 */
#ifndef ENTENTE_INDEX_H
#define ENTENTE_INDEX_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_index ent_index;

/**
 * Indexes what a view (NULL: ENT_VIEW_INIT) selects of a graph, which must outlive the index. A view that decays or asks for
 * ENT_MUTUAL, and strengths that are no multiples of 2^-59 below 16 (see ent_network_compile()) cannot be indexed: the index
 * is then empty, and every window a scan. Errors as ent_network_compile(). O(relations + arcs) time, a few times that of
 * compiling; 20 bytes an arc and about 70 a pair are kept, up to 16 more an arc where days have many, and up to 32 more where
 * pairs have; 84 more an arc are needed while it is built.
 */
ENT_API ent_status ent_index_new(ent_index **index, const ent_graph *graph, const ent_view *view, const ent_run *run,
                                 ent_error *error);
/** Frees an index; NULL is fine. Networks that it made live on. */
ENT_API void ent_index_free(ent_index *index);

/**
 * The network that ent_network_compile() makes of this view and the index's graph, to the last bit. `view` NULL: the
 * index's own. Costs as little as O(ties of the window) if ent_index_serves(), else as much as compiling; on the threads
 * of `run` where many pairs are looked at. Errors as ent_network_compile().
 */
ENT_API ent_status ent_index_compile(ent_network **network, const ent_index *index, const ent_view *view,
                                     const ent_run *run, ent_error *error);
/**
 * Non-zero if a view is answered without a scan: it asks what the index was built for (other days aside, which must lie
 * within its window), and the graph has had no relation added since. Zero for a view that is not valid.
 */
ENT_API int ent_index_serves(const ent_index *index, const ent_view *view);
/** Bytes of memory that the index holds. */
ENT_API size_t ent_index_memory(const ent_index *index);

#ifdef __cplusplus
}
#endif
#endif
