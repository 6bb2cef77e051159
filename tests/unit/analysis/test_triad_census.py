"""The triad census against networkx on random digraphs, and against the definition of each type. Prints `N passed, N failed`."""
import random
import sys

import entente as ent
import networkx

TYPES = {  # one digraph of each type: arcs among a, b, c; 111D is a <-> b <- c, 111U is a <-> b -> c
    "003": "", "012": "ab", "102": "ab ba", "021D": "ba bc", "021U": "ab cb", "021C": "ab bc", "111D": "ab ba cb",
    "111U": "ab ba bc", "030T": "ab bc ac", "030C": "ab bc ca", "201": "ab ba bc cb", "120D": "ba bc ac ca",
    "120U": "ab cb ac ca", "120C": "ab bc ac ca", "210": "ab bc cb ac ca", "300": "ab ba bc cb ac ca"}
passed = failed = 0


def check(found, expected, what):
    global passed, failed
    if found == expected:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}: {found}, expected {expected}")


for name, arcs in TYPES.items():
    pairs = [("abc".index(arc[0]), "abc".index(arc[1])) for arc in arcs.split()]
    census = ent.Network.from_edges(3, pairs, directed=True).triad_census()
    check({t: c for t, c in census.items() if c}, {name: 1}, name)

for seed in range(60):
    generator = random.Random(seed)
    n = generator.randint(1, 25)
    pairs = [(u, v) for u in range(n) for v in range(n) if u != v and generator.random() < seed / 100]
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(pairs)
    check(ent.Network.from_edges(n, pairs, directed=True).triad_census(), networkx.triadic_census(graph), f"seed {seed}")
    both = graph.to_undirected().to_directed()
    check(ent.Network.from_edges(n, [(u, v) for u, v in pairs if u < v or (v, u) not in pairs]).triad_census(),
          networkx.triadic_census(both), f"seed {seed}, undirected")

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
