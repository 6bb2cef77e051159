"""What is measured: what each measure costs in theory, and how answers of several peers are compared."""
import math

# Each with the operations that n nodes and m edges should take, up to a factor; growth is held against it.
ALL_SOURCES = {  # a search from every node
    "betweenness": lambda n, m: n * m,
    "edge_betweenness": lambda n, m: n * m,
    "closeness": lambda n, m: n * m,
    "harmonic": lambda n, m: n * m,
    "weighted_betweenness": lambda n, m: n * (m + n * math.log2(n)),
    "weighted_closeness": lambda n, m: n * (m + n * math.log2(n)),
    "weighted_harmonic": lambda n, m: n * (m + n * math.log2(n)),
}
ONCE = {
    "pagerank": lambda n, m: n + m,
    "eigenvector": lambda n, m: n + m,
    "coreness": lambda n, m: n + m,
    "components": lambda n, m: n + m,
    "articulation": lambda n, m: n + m,
    "bridges": lambda n, m: n + m,
    "clustering": lambda n, m: m ** 1.5,
    "transitivity": lambda n, m: m ** 1.5,
    "triad_census": lambda n, m: m ** 1.5,
    "distances": lambda n, m: m + n * math.log2(n),
    "shortest_path": lambda n, m: m + n * math.log2(n),
    "k_shortest": lambda n, m: m + n * math.log2(n),
    "earliest_arrival": lambda n, m: n + m,
    "latest_departure": lambda n, m: n + m,
    "fastest": lambda n, m: n + m,
    "fewest_hops": lambda n, m: n + m,
}
COST = {**ALL_SOURCES, **ONCE}
WEIGHTED = {"weighted_betweenness", "weighted_closeness", "weighted_harmonic", "distances", "shortest_path", "k_shortest"}
UNDIRECTED = {"eigenvector", "coreness", "components", "articulation", "bridges", "clustering", "transitivity"}
TOLERANCE = 1e-9


def applies(measure, network):
    """Tied lengths are for measures that look at lengths; an answer that is not unique is not compared."""
    if measure == "eigenvector" and network == "many_small":
        return False  # equal parts: any mixture of theirs is one
    if network.endswith("_directed") and measure in UNDIRECTED:
        return False  # of directed networks peers mean different things by it, or nothing
    return measure in WEIGHTED or not network.endswith("_tied")


def _canonical(measure, scores):
    """Labels in the order they first occur; scores of edges, which peers number each their own way, sorted; NaN as 0, which
    peers differ on for actors that reach nobody."""
    if measure == "components":
        seen = {}
        return [seen.setdefault(label, len(seen)) for label in scores]
    scores = [0.0 if math.isnan(score) else score for score in scores]
    return sorted(scores) if measure in ("edge_betweenness", "bridges") else scores


def difference(measure, ours, theirs):
    """The greatest difference, relative to the greatest score; inf if there are not as many."""
    ours, theirs = _canonical(measure, ours), _canonical(measure, theirs)
    if len(ours) != len(theirs):
        return math.inf
    scale = max([1e-300, *(abs(x) for x in ours if math.isfinite(x))])
    # `x == y` for infinities
    return max([0.0, *(0.0 if x == y else abs(x - y) / scale for x, y in zip(ours, theirs))])
