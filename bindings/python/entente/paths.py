"""Paths of a network: shortest, disjoint, by kinds of relations; and how well a pair is joined by all paths together."""
import ctypes
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from . import _library as c
from ._calls import Handle, Running, call, choice, mask, pointer, run, taken

WEIGHTS = ("unit", "length", "inverse", "strength")
MODES = ("out", "in", "all")
METHODS = ("shortest", "k_shortest", "all_shortest", "widest", "edge_disjoint", "vertex_disjoint")
KINDS = ("mediation", "attack", "diplomatic", "affiliation")
QUANTIFIERS = ("1", "?", "*", "+")


@dataclass(frozen=True)
class Step:
    """One step of a path and the numbers of the relations it rests on. kinds: of a kind path those it may be of, else ()."""
    from_: object
    to: object
    evidence: List[int]
    kinds: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Path:
    """cost: sum of lengths (hops if unit); of a widest path its width. nodes: actor ids (numbers without a graph)."""
    cost: float
    nodes: list
    steps: List[Step]


class Paths:
    """Methods of a Network."""

    def _path_options(self, method, k, weight, mode, limit, avoid, avoid_kinds):
        avoided = [self.node(actor) for actor in avoid]
        return c.PathOptions(method=choice(method, METHODS, "method"), weight=choice(weight, WEIGHTS, "weight"),
                             mode=choice(mode, MODES, "mode"), k=k, limit=limit,
                             avoid_kinds=mask(avoid_kinds, KINDS, "kind"), avoid=pointer(ctypes.c_uint32, avoided),
                             avoid_count=len(avoided))

    def _found(self, source, target, options):
        return Handle.made_by(c.lib.ent_paths_free, "ent_paths_find", self._pointer, self.node(source),
                              self.node(target), ctypes.byref(options))

    def paths(self, source, target, k: int = 1, method: str = "k_shortest", weight: str = "unit", mode: str = "out",
              limit: int = 0, avoid=(), avoid_kinds=None) -> List[Path]:
        """Paths from one actor to another, best first, each step with its evidence; an empty list if there is none."""
        found = self._found(source, target, self._path_options(method, k, weight, mode, limit, avoid, avoid_kinds))
        return [self._path(self._get(found, i)) for i in range(c.lib.ent_paths_count(found.pointer))]

    @staticmethod
    def _get(found, index):
        path = c.Path()
        call("ent_paths_get", ctypes.byref(path), found.pointer, index)
        return path

    def _path(self, path):
        nodes = [self._name(node) for node in taken(path.nodes, 0, path.hops + 1)]
        masks = taken(path.kinds, 0, path.hops) if path.kinds else [0] * path.hops
        kinds = [tuple(kind for i, kind in enumerate(KINDS) if bits >> i & 1) for bits in masks]
        steps = [Step(nodes[i], nodes[i + 1], self._evidence_of(path.edges[i], kinds[i]), kinds[i]) for i in range(path.hops)]
        return Path(path.cost, nodes, steps)

    def _evidence_of(self, edge, kinds):
        """The relations of an edge; of some kinds if any is named and the graph knows them."""
        found = self.evidence(edge)
        return [r for r in found if self._graph.relation(r).kind in kinds] if kinds and self._graph else found

    def distances(self, source, weight: str = "unit", mode: str = "out", avoid=(), avoid_kinds=None) -> List[float]:
        """The distance to every actor; inf where there is no path."""
        values = (ctypes.c_double * len(self))()
        options = self._path_options("shortest", 1, weight, mode, 0, avoid, avoid_kinds)
        run("ent_distances", values, self._pointer, self.node(source), ctypes.byref(options))
        return list(values)

    def pair_betweenness(self, source, target, weight: str = "unit") -> List[float]:
        """Of every actor the share of the shortest paths between the two that pass it; nan if there is no path."""
        values = (ctypes.c_double * len(self))()
        call("ent_pair_betweenness", values, self._pointer, self.node(source), self.node(target),
             choice(weight, WEIGHTS, "weight"))
        return list(values)

    def max_flow(self, source, target, **run_options) -> float:
        """The most that can flow from one actor to another at once; strengths are capacities."""
        flow = ctypes.c_double()
        run("ent_max_flow", ctypes.byref(flow), self._pointer, self.node(source), self.node(target), **run_options)
        return flow.value

    def kind_path(self, source, target, pattern: Sequence[Tuple[object, str]], weight: str = "unit",
                  **run_options) -> Optional[Path]:
        """The shortest walk whose relations follow a pattern, a list of (kind or kinds, "1", "?", "*" or "+"); None: none.

            net.kind_path("Iran", "Pakistan", [("attack", "?"), (["mediation", "diplomatic"], "+")])
        """
        items = [c.KindItem(kinds=mask(kinds, KINDS, "kind"), quantifier=choice(times, QUANTIFIERS, "quantifier"))
                 for kinds, times in pattern]
        options = c.KindPathOptions(pattern=pointer(c.KindItem, items), pattern_count=len(items),
                                    weight=choice(weight, WEIGHTS, "weight"))
        found = Handle.made_by(c.lib.ent_paths_free, "ent_kind_path_find", self._pointer, self.node(source),
                               self.node(target), ctypes.byref(options), running=Running(**run_options))
        return self._path(self._get(found, 0)) if c.lib.ent_paths_count(found.pointer) else None

    def resistance(self, source, target, **run_options) -> float:
        """Resistance between two actors, strengths being conductances: small if many strong paths join them."""
        value = ctypes.c_double()
        run("ent_resistance", ctypes.byref(value), self._pointer, self.node(source), self.node(target), **run_options)
        return value.value

    def current_flow(self, source, target, **run_options) -> List[float]:
        """How much of a unit current between the two passes each actor; nan if they are not joined."""
        values = (ctypes.c_double * len(self))()
        run("ent_current_flow", values, self._pointer, self.node(source), self.node(target), **run_options)
        return list(values)
