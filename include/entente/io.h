/**
 * @file io.h
 * Documents in, documents and diagrams out. Writers put bytes into a sink (base.h: memory, a file that appears whole,
 * or your own) and compute nothing but layout attributes. Their output depends on what is written only: the same graph
 * gives the same bytes.
 */
#ifndef ENTENTE_IO_H
#define ENTENTE_IO_H

#include <entente/analysis.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The entente document (JSON) ---------------------------------------------------------------------------------- */

/** Reads a document from a file ("-": standard input is the caller's business; use ent_document_parse). On a mistake
 *  error->line, column and offset point at it. Limits: 1 GiB a file, 1 MiB a string, 64 levels. */
ENT_API ent_status ent_document_read(ent_graph **graph, const char *path, const ent_run *run, ent_error *error);
/** The same from memory; `text` need not end in NUL. */
ENT_API ent_status ent_document_parse(ent_graph **graph, const char *text, size_t length, const ent_run *run,
                                      ent_error *error);
/** Writes a graph as a document that reads back as the same graph. */
ENT_API ent_status ent_document_write(const ent_sink *sink, const ent_graph *graph, const ent_run *run,
                                      ent_error *error);
/** The same into a file, which appears whole or not at all. */
ENT_API ent_status ent_document_save(const char *path, const ent_graph *graph, const ent_run *run, ent_error *error);

/* ---- Diagrams and exchange formats -------------------------------------------------------------------------------- */

/** How to draw. Set with ENT_DOT_OPTIONS_INIT. */
typedef struct ent_dot_options {
    size_t size; /**< sizeof(ent_dot_options) */
    const char *title; /**< NULL: that of the graph with the window */
    int32_t no_legend; /**< non-zero: without */
    int32_t no_clusters; /**< non-zero: officials and agencies are not boxed with their state */
    const ent_path *path; /**< a path to highlight; NULL: none */
} ent_dot_options;
#define ENT_DOT_OPTIONS_INIT                                                                                           \
    { sizeof(ent_dot_options), NULL, 0, 0, NULL }
/** Graphviz DOT. `graph` gives names and evidence; NULL: nodes are numbers. */
ENT_API ent_status ent_dot_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                 const ent_dot_options *options, const ent_run *run, ent_error *error);

/** What to export. Set with ENT_EXPORT_OPTIONS_INIT. */
typedef struct ent_export_options {
    size_t size; /**< sizeof(ent_export_options) */
    int32_t gexf_1_3; /**< non-zero: GEXF 1.3 instead of 1.2draft */
    uint32_t score_count;
    const char *const *score_names; /**< attributes of nodes to add, by name ... */
    const double *const *scores; /**< ... and n numbers each; NaN is left out */
} ent_export_options;
#define ENT_EXPORT_OPTIONS_INIT                                                                                        \
    { sizeof(ent_export_options), 0, 0, NULL, NULL }
/** Node-link JSON as networkx reads it (nodes by "id", "edges" by "source" and "target"). */
ENT_API ent_status ent_node_link_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                       const ent_export_options *options, const ent_run *run, ent_error *error);
/** GraphML with typed keys named without prefix, `interaction` on edges for Cytoscape. */
ENT_API ent_status ent_graphml_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                     const ent_export_options *options, const ent_run *run, ent_error *error);
/** GEXF with dates as spells, for Gephi. */
ENT_API ent_status ent_gexf_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                  const ent_export_options *options, const ent_run *run, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
