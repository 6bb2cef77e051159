"""The runner of graph-tool (threads: OMP_NUM_THREADS, by default all)."""
import graph_tool.all as gt
import numpy
import runner


def make_graph(nodes, ends, lengths, directed):
    graph = gt.Graph(directed=directed)
    graph.add_vertex(nodes)
    graph.add_edge_list(ends)
    graph.edge_properties["length"] = graph.new_edge_property("double", vals=lengths)
    return graph


def length_of(graph):
    return graph.edge_properties["length"]


def unless_nan(found):
    return numpy.nan_to_num(found.a)


def eigenvector(graph):
    found = gt.eigenvector(graph, epsilon=1e-12)[1].a
    return found / found.max()


def shortest_path(graph):
    costs = []
    for source, target in runner.pairs(graph.num_vertices()):
        distance = gt.shortest_distance(graph, source, target, weights=length_of(graph))
        costs += [distance] if numpy.isfinite(distance) else []
    return costs


runner.run({
    "betweenness": lambda g: gt.betweenness(g, norm=False)[0].a,
    "edge_betweenness": lambda g: gt.betweenness(g, norm=False)[1].a,
    "weighted_betweenness": lambda g: gt.betweenness(g, weight=length_of(g), norm=False)[0].a,
    "closeness": lambda g: unless_nan(gt.closeness(g)),
    "weighted_closeness": lambda g: unless_nan(gt.closeness(g, weight=length_of(g))),
    "harmonic": lambda g: unless_nan(gt.closeness(g, harmonic=True, norm=False)),
    "weighted_harmonic": lambda g: unless_nan(gt.closeness(g, weight=length_of(g), harmonic=True, norm=False)),
    "pagerank": lambda g: gt.pagerank(g, epsilon=1e-13).a,
    "eigenvector": eigenvector,
    "coreness": lambda g: gt.kcore_decomposition(g).a,
    "components": lambda g: gt.label_components(g)[0].a,
    "articulation": lambda g: gt.label_biconnected_components(g)[1].a,
    "clustering": lambda g: unless_nan(gt.local_clustering(g)),
    "transitivity": lambda g: [gt.global_clustering(g)[0]],
    "distances": lambda g: gt.shortest_distance(g, 0, weights=length_of(g)).a,
    "shortest_path": shortest_path,
}, make_graph)
