"""The runner of NetworkX."""
import itertools

import networkx as nx
import runner


def make_graph(nodes, ends, lengths, directed):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_weighted_edges_from(zip(*ends.T.tolist(), lengths.tolist()), weight="length")
    return graph


def in_order(found):
    return [found[node] for node in range(len(found))]


def components(graph):
    find = nx.weakly_connected_components if graph.is_directed() else nx.connected_components
    label = {node: i for i, part in enumerate(find(graph)) for node in part}
    return in_order(label)


def distances(graph):
    found = nx.single_source_dijkstra_path_length(graph, 0, weight="length")
    return [found.get(node, float("inf")) for node in range(len(graph))]


def against(graph):
    """NetworkX takes distances to an actor, the others those from it."""
    return graph.reverse(copy=False) if graph.is_directed() else graph


def paths(graph, count):
    costs = []
    for source, target in runner.pairs(len(graph)):
        try:
            found = list(itertools.islice(nx.shortest_simple_paths(graph, source, target, "length"), count))
        except nx.NetworkXNoPath:
            continue
        costs += [nx.path_weight(graph, path, "length") for path in found]
    return costs


runner.run({
    "betweenness": lambda g: in_order(nx.betweenness_centrality(g, normalized=False)),
    "weighted_betweenness": lambda g: in_order(nx.betweenness_centrality(g, normalized=False, weight="length")),
    "closeness": lambda g: in_order(nx.closeness_centrality(against(g), wf_improved=False)),
    "weighted_closeness": lambda g: in_order(nx.closeness_centrality(against(g), distance="length", wf_improved=False)),
    "harmonic": lambda g: in_order(nx.harmonic_centrality(against(g))),
    "weighted_harmonic": lambda g: in_order(nx.harmonic_centrality(against(g), distance="length")),
    "coreness": lambda g: in_order(nx.core_number(g)),
    "components": components,
    "transitivity": lambda g: [nx.transitivity(g)],
    "distances": distances,
    "shortest_path": lambda g: paths(g, 1),
    "k_shortest": lambda g: paths(g, runner.PATHS),
}, make_graph)
