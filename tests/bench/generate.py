"""Networks to measure on, from a seed: the same on every machine. Only numpy's integers and cumulative sums are used.

power_law: ends drawn in proportion to falling weights (Chung & Lu 2002), exponent 2.5 of the degrees, pairs once, no loops.
Lengths: distinct, from (0, 1]; or tied (`..._tied` and the small shapes): 840 / strength with strengths 1 to 8, as counts of
relations are. These are whole numbers, whose sums are exact, so that peers that compare lengths bit by bit see the same ties.
`..._directed`: each edge in one of its directions, by lot; in `dag` from the smaller to the greater node.
"""
import numpy as np

EXPONENT = 2.5


class Draws:
    """SplitMix64, a block at a time."""

    def __init__(self, seed):
        self.state = np.uint64(seed)

    def uniform(self, count):
        """Numbers in (0, 1]."""
        with np.errstate(over="ignore"):
            steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
            z = self.state + steps
            self.state = z[-1]
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            z ^= z >> np.uint64(31)
        return ((z >> np.uint64(11)) + np.uint64(1)).astype(float) / 2.0 ** 53

    def integers(self, count, end):
        return np.minimum((self.uniform(count) * end).astype(np.int64), end - 1)


def power_law(nodes, edges, seed):
    draws = Draws(seed)
    weights = (np.arange(nodes) + nodes ** 0.25) ** (-1.0 / (EXPONENT - 1.0))
    bounds = np.cumsum(weights) / weights.sum()
    names = np.argsort(draws.uniform(nodes), kind="stable")  # so that numbers tell nothing of degrees
    codes = np.empty(0, np.int64)
    while len(codes) < edges:
        ends = np.minimum(np.searchsorted(bounds, draws.uniform(4 * edges)), nodes - 1).reshape(-1, 2)
        ends.sort(axis=1)
        ends = ends[ends[:, 0] < ends[:, 1]]
        codes = np.concatenate([codes, ends[:, 0] * nodes + ends[:, 1]])
        codes = codes[np.sort(np.unique(codes, return_index=True)[1])]
    codes = codes[:edges]
    return nodes, np.stack([names[codes // nodes], names[codes % nodes]], axis=1)


def grid(rows, columns):
    node = np.arange(rows * columns).reshape(rows, columns)
    across = np.stack([node[:, :-1].ravel(), node[:, 1:].ravel()], axis=1)
    down = np.stack([node[:-1].ravel(), node[1:].ravel()], axis=1)
    return rows * columns, np.concatenate([across, down])


def ring(nodes):
    node = np.arange(nodes)
    return nodes, np.stack([node, (node + 1) % nodes], axis=1)


def tree(nodes, seed):
    parents = (Draws(seed).uniform(nodes - 1) * np.arange(1, nodes)).astype(np.int64)
    return nodes, np.stack([np.minimum(parents, np.arange(nodes - 1)), np.arange(1, nodes)], axis=1)


def star(nodes):
    return nodes, np.stack([np.zeros(nodes - 1, np.int64), np.arange(1, nodes)], axis=1)


def many_small(parts, size):
    """Rings of `size` nodes, each with a chord."""
    first = np.repeat(np.arange(parts) * size, size + 1)
    step = np.tile(np.arange(size + 1), parts)
    u, v = np.where(step < size, step, 0), np.where(step < size, (step + 1) % size, size // 2)
    return parts * size, np.stack([first + u, first + v], axis=1)


def dense_core(core, leaves):
    u, v = np.triu_indices(core, 1)
    hang = np.stack([np.arange(leaves) % core, core + np.arange(leaves)], axis=1)
    return core + leaves, np.concatenate([np.stack([u, v], axis=1), hang])


def event_window(actors, events, seed):
    """What a window of event data leaves: events between actors drawn by Zipf's law, half of them from few partners of each;
    a pair's strength is its events, at most 8."""
    draws = Draws(seed)
    bounds = np.cumsum(1.0 / np.arange(1, actors + 1)) / np.sum(1.0 / np.arange(1, actors + 1))
    from_, to = (np.minimum(np.searchsorted(bounds, draws.uniform(events)), actors - 1) for _ in range(2))
    partner = (from_ * 7 + 1 + draws.integers(events, 6)) % actors
    to = np.where(draws.uniform(events) < 0.5, partner, to)
    codes = (np.minimum(from_, to) * actors + np.maximum(from_, to))[from_ != to]
    codes, counts = np.unique(codes, return_counts=True)
    used, ends = np.unique(np.stack([codes // actors, codes % actors], axis=1), return_inverse=True)
    return len(used), ends.reshape(-1, 2), np.minimum(counts, 8)


def by_lot(network):
    """Every second edge or so turned around."""
    nodes, ends = network
    turned = Draws(17).uniform(len(ends)) < 0.5
    return nodes, np.where(turned[:, None], ends[:, ::-1], ends)


SMALL = {  # shapes for agreement, and for what is slow where networks are long
    "grid": lambda: grid(30, 30),
    "long_grid": lambda: grid(4, 400),
    "path": lambda: grid(1, 1500),
    "ring": lambda: ring(1500),
    "tree": lambda: tree(800, 3),
    "star": lambda: star(500),
    "sparse": lambda: power_law(2_000, 2_000, 7),
    "many_small": lambda: many_small(120, 7),
    "dense_core": lambda: dense_core(90, 300),
}
SMALL_DIRECTED = {
    "ring_directed": lambda: ring(1500),
    "dag_directed": lambda: (2_000, np.sort(power_law(2_000, 8_000, 5)[1], axis=1)),
    "sparse_directed": lambda: by_lot(power_law(2_000, 3_000, 7)),
    "grid_directed": lambda: by_lot(grid(30, 30)),
}
EVENTS = {"event_window": lambda: event_window(5_000, 400_000, 1)}  # tied lengths by their nature
SIZES = {  # for times and growth
    "power_2k": lambda: power_law(2_000, 30_000, 1),
    "power_10k": lambda: power_law(10_000, 300_000, 1),
    "power_100k": lambda: power_law(100_000, 2_000_000, 1),
}
DIRECTED = {name + "_directed": lambda made=made: by_lot(made()) for name, made in SIZES.items()}
TIED = {name + "_tied": made for name, made in SIZES.items()}
SHAPES = {**SMALL, **SMALL_DIRECTED}
ALL = {**SHAPES, **EVENTS, **SIZES, **DIRECTED, **TIED}


def is_directed(name):
    return name.endswith("_directed")


def write(name, path):
    """Writes `nodes edges direction`, then a line `from to length` for each edge. Returns both counts."""
    nodes, edges, *strengths = ALL[name]()
    draws = Draws(99)
    if strengths:
        lengths = 840.0 / strengths[0]
    elif name in SHAPES or name in TIED:
        lengths = 840.0 / (1 + draws.integers(len(edges), 8))
    else:
        lengths = draws.uniform(len(edges))
    with open(path, "w", encoding="ascii") as file:
        file.write("%d %d %s\n" % (nodes, len(edges), "directed" if is_directed(name) else "undirected"))
        file.writelines("%d %d %.17g\n" % (*edge, length) for edge, length in zip(edges.tolist(), lengths.tolist()))
    return nodes, len(edges)
