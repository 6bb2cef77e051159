/**
 * @file io.h
 * Documents in, documents and diagrams out. Writers put bytes into a sink (base.h: memory, a file that appears whole,
 * or your own) and compute nothing but layout attributes. Their output depends on what is written only: the same graph
 * gives the same bytes.
 */
#ifndef ENTENTE_IO_H
#define ENTENTE_IO_H

#include <entente/analysis.h>
#include <entente/compare.h>

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
/**
 * The same of a document that goes on where other graphs end: it may name actors and sources that it does not declare itself,
 * and need not declare any. What it names and lacks is copied into its graph from the first of `known` that has the id, so
 * that ent_graph_join() of all is the whole. `known` stay as they are.
 */
ENT_API ent_status ent_document_read_after(ent_graph **graph, const char *path, const ent_graph *const *known,
                                           size_t known_count, const ent_run *run, ent_error *error);
/** As ent_document_read_after(), of a text in memory, which need not end in NUL. */
ENT_API ent_status ent_document_parse_after(ent_graph **graph, const char *text, size_t length,
                                            const ent_graph *const *known, size_t known_count, const ent_run *run,
                                            ent_error *error);
/** Writes a graph as a document that reads back as the same graph. */
ENT_API ent_status ent_document_write(const ent_sink *sink, const ent_graph *graph, const ent_run *run,
                                      ent_error *error);
/** The same into a file, which appears whole or not at all. */
ENT_API ent_status ent_document_save(const char *path, const ent_graph *graph, const ent_run *run, ent_error *error);

/* ---- The graph file ----------------------------------------------------------------------------------------------- */

/** Writes a graph, with the origins of its events, as a binary file (described in lib/io/graph_file.c) that opens without
 *  parsing. The file appears whole or not at all; graphs open from an older one at this place keep that. For machines of the same byte order. O(size of the graph). */
ENT_API ent_status ent_graph_file_save(const char *path, const ent_graph *graph, const ent_run *run, ent_error *error);
/** Opens such a file as the same graph. Everything is checked first: a damaged, cut or foreign file, another version or byte
 *  order is ENT_EFORMAT, never a crash. Not from pipes (ENT_EIO). Relations and origins stay in the file, which is mapped until the
 *  graph is freed: it may be replaced or removed meanwhile, but must not be written to in place or cut short (no entente function
 *  does). O(size of the file), on all threads. */
ENT_API ent_status ent_graph_file_open(ent_graph **graph, const char *path, const ent_run *run, ent_error *error);

/* ---- Diagrams ----------------------------------------------------------------------------------------------------- */

/** How to draw. Set with ENT_DOT_OPTIONS_INIT. */
typedef struct ent_dot_options {
    size_t size; /**< sizeof(ent_dot_options) */
    const char *title; /**< NULL: that of the graph with the window; "": none */
    int32_t no_legend; /**< non-zero: without */
    int32_t no_clusters; /**< non-zero: officials and agencies are not boxed with their state */
    const ent_path *path; /**< a path of this network to highlight, read during the call only; NULL: none */
    const ent_network *before; /**< an earlier state of this network, to show what changed; NULL: none */
    const char *const
        *notes; /**< a line under the name of each node ("betweenness 2 (1-4)"), or NULL for one without; read
                                   during the call only, not with `before`; NULL: none */
} ent_dot_options;
#define ENT_DOT_OPTIONS_INIT                                                                                           \
    { sizeof(ent_dot_options), NULL, 0, 0, NULL, NULL, NULL }
/**
 * Writes a diagram in Graphviz's DOT, for its layout program `dot`.
 *
 * Actors: a state is a box, an official an ellipse, an organisation a rounded box, an armed group (type "armed group" or
 * "rebels") a dark octagon. Without roll-up, those who serve or are part of an actor within the view's window stand in
 * a box (cluster) with him, under their role; of several such affiliations the latest to begin counts, then the surest.
 *
 * Lines: one for each of these looks that occurs between a pair, in the colours of Okabe and Ito (2008):
 *
 *     attack                    vermillion   bold, filled arrow; each direction a line of its own
 *     diplomatic, tone < 0      purple       bar
 *     diplomatic, tone 0        grey         open arrow
 *     diplomatic, tone > 0      green        pointed arrow
 *     mediation                 blue         wide, filled diamond at the party (conducted, or no status)
 *     mediation offered         blue         open diamond (offered or accepted)
 *     appeal to settle          blue         dotted, open diamond
 *     mediation expected        sky blue     dashed, open diamond
 *     mediation rejected        blue         dashed, bar and open diamond
 *     affiliation               grey         dotted, open dot
 *
 * Heads show which way the relations ran, also in an undirected network; in a directed one each direction is a line of
 * its own. The width is 0.8 + 0.8 log2(1 + s) points, at most 5, where s is the line's part of the edge's P + N (shared
 * out by confidence, or confidence times |tone|); attacks, mediations and dotted or dashed lines are a little wider.
 * Labels say what, how often and when (with the year, if several are drawn) and a confidence below 1; tooltips hold the
 * first 12 relations with code, summary and sources. The legend explains what occurs.
 *
 * Layout: the two groups between whom most is mediated (without mediation: with most relations between them) are the
 * left and the right side, mediators and others who touch both stand between, the rest beyond. Nodes are named by the
 * id of their actor where it consists of letters, digits, '-', '_' and '.' (64 at most), else "actor 12" by its number.
 *
 * On a path the nodes are yellow, its lines (those with positive strength) wider, all others pale.
 *
 * Compared with `before` (of the same graph and direction), everything of either is drawn: what is new is wide and says so; what
 * is gone is a grey dotted line and says so; what stays is pale. A line is new if none of its relations was there before, and an
 * actor if he was not: so the strikes and the talks of one pair are told apart. Its width is of both strengths together. New actors
 * have a wide border, gone ones a dashed grey one. A tie that was put in and has no relation is an "assumed" line, positive or
 * negative. Where
 * it was put in beside others only ent_diff_compute() tells. Here lines have a second `class`: new, gone or same. Without a path (ENT_EINVAL).
 *
 * Stable from version to version: names of nodes and boxes ("cluster_" and the name), and the `class` of nodes (state,
 * official, organisation) and lines (attack, hostile, neutral, cooperative, mediation, offered, appeal, expected,
 * rejected, affiliation, positive, negative). Looks, words and order of attributes may change.
 *
 * Every text is shown as it is; control characters and what is no character become U+FFFD. Labels are never HTML.
 *
 * @param graph the graph that the network was compiled from; NULL: nodes are numbers, and what is diplomatic is drawn by
 *        sign (green: positive, vermillion and dashed: negative) and labelled with its strength unless that is 1.
 * @param options NULL: the defaults
 * @return ENT_EINVAL if the graph cannot be that of the network (it lacks an actor or a relation; a network from arrays
 *         has none), or a node of the path is none; what the sink returns; ENT_ECANCELLED.
 *
 * O(relations of the graph + evidence log evidence) time; 160 bytes a relation drawn and 24 a node of memory, at most.
 */
ENT_API ent_status ent_dot_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                 const ent_dot_options *options, const ent_run *run, ent_error *error);

/* ---- Plots -------------------------------------------------------------------------------------------------------- */

/**
 * Draws a series as SVG 1.1, 720 by 320 units, with labelled axes. Events: P as bars upward, N as bars downward, their net as a line;
 * an indicator: its values as a line with points, and a gap where it is NaN. A period without events is empty.
 *
 * @param title above the plot; NULL: none. @param value what the numbers are ("betweenness of Iran"), at the axis; NULL: the
 *        indicator's name, for events "P, N and net". @return What the sink returns. O(periods).
 */
ENT_API ent_status ent_series_svg_write(const ent_sink *sink, const ent_series *series, const char *title,
                                        const char *value, ent_error *error);

/* ---- Exchange formats --------------------------------------------------------------------------------------------- */

/** What to export. Set with ENT_EXPORT_OPTIONS_INIT. */
typedef struct ent_export_options {
    size_t size; /**< sizeof(ent_export_options) */
    int32_t gexf_1_3; /**< non-zero: GEXF 1.3 instead of 1.2draft */
    uint32_t score_count; /**< attributes of nodes to add */
    const char *const *score_names; /**< their names, each one of its own and none of those below, nor "id" */
    const double *const *scores; /**< n numbers each, by node; NaN is left out. Read during the call only */
} ent_export_options;
#define ENT_EXPORT_OPTIONS_INIT                                                                                        \
    { sizeof(ent_export_options), 0, 0, NULL, NULL }
/**
 * Writes node-link JSON, which networkx reads (`node_link_graph(data, edges="edges")`, before networkx 3.4
 * `link="edges"`) and programs of the web draw: an object with `directed`, `multigraph` (false), `graph` (an object with
 * the `title`, if there is one), `nodes` and `edges`.
 *
 * A node has `id` (that of its actor, without a graph its number), an edge `source` and `target`; beside these they have
 * the attributes of GraphML under the same names. Numbers are numbers, `evidence` is a list, an infinite score is null. Errors as with ent_graphml_write(). O(nodes + evidence) time, no memory that grows with them.
 */
ENT_API ent_status ent_node_link_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                       const ent_export_options *options, const ent_run *run, ent_error *error);
/**
 * Writes GraphML, which networkx, igraph, Cytoscape and Gephi read. Keys are typed and named without prefix; these
 * names are stable, ids of keys are not:
 *
 * Nodes: `name`, `kind`, `type` (with a graph), and the scores. A node's id is that of its actor, without a graph its
 * number (an id with characters that XML cannot hold gets U+FFFD for each, and '#' and the actor's number at its end).
 *
 * Edges: `interaction` (the kind of most of its relations, the smallest ent_kind among equals; as Cytoscape names it),
 * `positive` and `negative` strength, `length` (of networks from arrays, where finite), `relations` and, of these,
 * `mediation`, `attack`, `diplomatic`, `affiliation` (counts), `first` and `last` day ("2024-01-16"; left out if open),
 * `evidence` (ids of the relations joined by spaces, "#12" for one without; positions of records without a graph).
 *
 * No value is written where nothing is known. Infinities are INF and -INF.
 *
 * @return ENT_EINVAL for a graph as with ent_dot_write(), or a score without name or values, or a name used twice; what
 *         the sink returns; ENT_ECANCELLED.
 * O(nodes + evidence) time, no memory that grows with them.
 */
ENT_API ent_status ent_graphml_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                     const ent_export_options *options, const ent_run *run, ent_error *error);
/**
 * Writes GEXF for Gephi: 1.2draft, which networkx reads too (and no other), or 1.3. The same attributes as GraphML;
 * the label of a node is its name, the weight of an edge P + N (attributes have both apart). The graph is dynamic: an
 * edge has a spell (closed, in days) for the days of its relations, a node for those of its edges, joined where they
 * overlap or follow each other; open ends are left out, and what was always there has no spell. Errors as above.
 * O(evidence log evidence) time; memory for the days of the relations of one node.
 */
ENT_API ent_status ent_gexf_write(const ent_sink *sink, const ent_network *network, const ent_graph *graph,
                                  const ent_export_options *options, const ent_run *run, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
