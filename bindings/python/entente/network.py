"""Networks: which ties a question leaves, and what can be asked of them."""
import ctypes
import pathlib
import subprocess
from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence, Tuple

from . import _library as c
from ._calls import Handle, call, choice, days_text, encoded, pointer, run, strings, taken, written
from .back_channels import Channelled
from .brokerage import Brokerage
from .compare import Comparable
from .errors import InvalidError
from .paths import KINDS, MODES, WEIGHTS, Path, Paths, Step
from .signed import Signed

MEASURES = ("degree", "strength", "closeness", "harmonic", "eccentricity", "betweenness", "eigenvector", "pagerank",
            "hub", "authority", "coreness", "constraint", "effective_size", "efficiency", "hierarchy", "clustering")
TRIADS = ("003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210",
          "300")
LAYERS = ("positive", "negative", "any")


@dataclass(frozen=True)
class Edge:
    """A tie: positive and negative strength, number of relations, dates, relations by kind, and their numbers."""
    from_: object
    to: object
    positive: float
    negative: float
    relations: int
    date: str
    kinds: Dict[str, int]
    evidence: List[int]


@dataclass(frozen=True)
class Ranked:
    rank: int
    id: object
    name: str
    score: float


def rank(scores: Sequence[float]) -> List[int]:
    """Positions by falling score: equal within a relative 1e-10, then by position; NaN last."""
    n = len(scores)
    order = (ctypes.c_uint32 * n)()
    call("ent_rank", order, None, (ctypes.c_double * n)(*scores), n)
    return list(order)


class Network(Brokerage, Channelled, Comparable, Paths, Signed):
    """An immutable network, made by `Graph.network` or `Network.from_edges`. Actors are named as the graph names them."""

    def __init__(self, handle, graph=None):
        self._handle, self._graph = handle, graph

    @classmethod
    def from_edges(cls, n: int, edges: Sequence[Tuple[int, int]], strength=None, length=None, directed: bool = False,
                   negative=None, kinds=None) -> "Network":
        """A network of one's own: nodes 0..n-1, `edges` pairs of them. strength, negative, length: a number an edge."""
        if not 0 <= n < 2**32:
            raise InvalidError(f"n is {n}; expected a number of nodes, 0 to {2**32 - 1}", "ENT_EINVAL")
        edges = list(edges)
        for what, values in (("strength", strength), ("length", length), ("negative", negative), ("kinds", kinds)):
            if values is not None and len(values) != len(edges):
                raise InvalidError(f"{what} has {len(values)} entries; expected one an edge, {len(edges)}", "ENT_EINVAL")
        numbers = None if kinds is None else [choice(kind, KINDS, "kind") for kind in kinds]
        made = c.EdgeList(node_count=n, directed=int(bool(directed)), edge_count=len(edges),
                          from_=pointer(ctypes.c_uint32, [u for u, _ in edges]),
                          to=pointer(ctypes.c_uint32, [v for _, v in edges]), positive=pointer(ctypes.c_double, strength),
                          negative=pointer(ctypes.c_double, negative), length=pointer(ctypes.c_double, length),
                          kinds=pointer(ctypes.c_uint8, numbers))
        return cls(Handle.made_by(c.lib.ent_network_free, "ent_network_from_edges", ctypes.byref(made)))

    # ---- what it holds

    @property
    def _pointer(self):
        return self._handle.pointer

    def __len__(self):
        return c.lib.ent_network_node_count(self._pointer)

    @property
    def edge_count(self) -> int:
        return c.lib.ent_network_edge_count(self._pointer)

    @property
    def directed(self) -> bool:
        return bool(c.lib.ent_network_is_directed(self._pointer))

    def __repr__(self):
        return f"<entente.Network: {len(self)} actors, {self.edge_count} ties, {'' if self.directed else 'un'}directed>"

    def _actor(self, node):
        """The graph's actor at a node, or None without a graph."""
        return None if self._graph is None else self._graph.actor(c.lib.ent_network_actor(self._pointer, node))

    def _name(self, node):
        actor = self._actor(node)
        return node if actor is None else actor.id

    @property
    def actors(self) -> list:
        """The id of every node, in the order of all scores (numbers without a graph)."""
        return [self._name(node) for node in range(len(self))]

    def node(self, actor) -> int:
        """The node of an actor given by any name; under roll-up that of whom he counts for."""
        if self._graph is None:
            if not 0 <= actor < len(self):
                raise InvalidError(f"no node {actor}; nodes are 0 to {len(self) - 1}", "ENT_EINVAL")
            return actor
        node = ctypes.c_uint32()
        call("ent_network_locate", ctypes.byref(node), self._pointer, self._graph._pointer, self._graph.number(actor))
        return node.value

    def _located(self, actor):
        """The id of the actor that one counts as here."""
        return self._name(self.node(actor))

    def _columns(self):
        edges = c.Edges()
        call("ent_network_edges", ctypes.byref(edges), self._pointer)
        return edges

    def evidence(self, edge: int) -> List[int]:
        """The numbers of the relations that an edge stands for."""
        relations, count = ctypes.POINTER(ctypes.c_uint32)(), ctypes.c_uint32()
        c.lib.ent_network_evidence(ctypes.byref(relations), ctypes.byref(count), self._pointer, edge)
        return taken(relations, 0, count.value)

    def edge(self, u, v) -> Optional[Edge]:
        """The tie from u to v (between them, if undirected); None if there is none."""
        index = c.lib.ent_network_find_edge(self._pointer, self.node(u), self.node(v))
        return None if index == c.NONE else self._edge(self._columns(), index)

    def _edge(self, e, i):
        return Edge(self._name(e.from_[i]), self._name(e.to[i]), e.positive[i], e.negative[i], e.relations[i],
                    days_text(e.first[i], e.last[i]),
                    {kind: e.kinds[4 * i + j] for j, kind in enumerate(KINDS) if e.kinds[4 * i + j]}, self.evidence(i))

    @property
    def edges(self) -> List[Edge]:
        columns = self._columns()
        return [self._edge(columns, i) for i in range(columns.count)]

    def internal(self, actor) -> Tuple[int, float, float]:
        """(relations, positive, negative) that after roll-up lie inside one actor: no tie."""
        inside = c.Internal()
        c.lib.ent_network_internal(ctypes.byref(inside), self._pointer, self.node(actor))
        return inside.relations, inside.positive, inside.negative

    @property
    def memory(self) -> int:
        """Bytes that the library holds for it."""
        return c.lib.ent_network_memory(self._pointer)

    # ---- scores

    def scores(self, measure: str, normalized: Optional[bool] = None, weight: str = "unit", mode: str = "out",
               layer: str = "positive", damping: float = 0.0, personalisation=None, **run_options) -> List[float]:
        """A number for every actor, in the order of `actors`; NaN where it is undefined."""
        number = ctypes.c_int()
        call("ent_measure_find", ctypes.byref(number), encoded(measure))
        if personalisation is not None and len(personalisation) != len(self):
            raise InvalidError(f"personalisation has {len(personalisation)} entries; expected {len(self)}", "ENT_EINVAL")
        options = c.MeasureOptions(weight=choice(weight, WEIGHTS, "weight"), mode=choice(mode, MODES, "mode"),
                                   layer=choice(layer, LAYERS, "layer"),
                                   normalized=0 if normalized is None else 1 if normalized else -1, damping=damping,
                                   personalisation=pointer(ctypes.c_double, personalisation))
        values = (ctypes.c_double * len(self))()
        run("ent_network_score", values, self._pointer, number, ctypes.byref(options), **run_options)
        return list(values)

    def rank(self, measure: str, top: Optional[int] = None, **options) -> List[Ranked]:
        """The actors by falling score; equal scores share a rank."""
        scores = self.scores(measure, **options)
        n = len(scores)
        order, ranks = (ctypes.c_uint32 * n)(), (ctypes.c_uint32 * n)()
        call("ent_rank", order, ranks, (ctypes.c_double * n)(*scores), n)
        answer = []
        for node in order[:top]:
            actor = self._actor(node)
            answer.append(Ranked(ranks[node], node if actor is None else actor.id,
                                 str(node) if actor is None else actor.name, scores[node]))
        return answer

    def betweenness_sample(self, epsilon: float = 0.01, delta: float = 0.1, seed: int = 0) -> List[float]:
        """Normalised betweenness, estimated: with probability 1 - delta no value is off by more than epsilon."""
        values, options = (ctypes.c_double * len(self))(), c.SampleOptions(epsilon=epsilon, delta=delta)
        run("ent_betweenness_sample", values, None, self._pointer, ctypes.byref(options), seed=seed)
        return list(values)

    def edge_betweenness(self, normalized: bool = False, weight: str = "unit") -> List[float]:
        """The betweenness of every tie, in the order of `edges`."""
        options = c.MeasureOptions(weight=choice(weight, WEIGHTS, "weight"), normalized=1 if normalized else -1)
        values = (ctypes.c_double * self.edge_count)()
        run("ent_edge_betweenness", values, self._pointer, ctypes.byref(options))
        return list(values)

    def mean_distance(self, weight: str = "unit") -> float:
        """The mean length of the shortest paths between actors that reach each other; NaN if none do."""
        value = ctypes.c_double()
        run("ent_mean_distance", ctypes.byref(value), self._pointer, choice(weight, WEIGHTS, "weight"))
        return value.value

    def transitivity(self) -> float:
        """3 * triangles / connected triples; NaN without triples."""
        value = ctypes.c_double()
        run("ent_transitivity", ctypes.byref(value), self._pointer)
        return value.value

    # ---- structure

    def _nodes(self, name):
        nodes, count = (ctypes.c_uint32 * len(self))(), ctypes.c_uint32()
        run(name, nodes, ctypes.byref(count), self._pointer)
        return [self._name(node) for node in nodes[:count.value]]

    def articulation_points(self) -> list:
        """Actors whose removal disconnects others."""
        return self._nodes("ent_articulation_points")

    def bridges(self) -> List[tuple]:
        """Ties whose removal disconnects others."""
        u, v, count = (ctypes.c_uint32 * len(self))(), (ctypes.c_uint32 * len(self))(), ctypes.c_uint32()
        run("ent_bridges", u, v, ctypes.byref(count), self._pointer)
        return [(self._name(a), self._name(b)) for a, b in zip(u[:count.value], v[:count.value])]

    def triad_census(self) -> Dict[str, int]:
        """How many triples of actors are of each of the 16 types of triads ("003" to "300")."""
        counts = (ctypes.c_uint64 * len(TRIADS))()
        run("ent_triad_census", counts, self._pointer)
        return dict(zip(TRIADS, counts))

    def components(self, mode: str = "weak") -> List[int]:
        """The component of every actor, numbered in the order of the smallest node contained."""
        labels, count = (ctypes.c_uint32 * len(self))(), ctypes.c_uint32()
        run("ent_components", labels, ctypes.byref(count), self._pointer, choice(mode, ("weak", "strong"), "mode"))
        return list(labels)

    @staticmethod
    def _community_options(method, weight, resolution):
        return c.CommunityOptions(method=choice(method, ("leiden", "louvain"), "method"),
                                  weight=choice(weight, WEIGHTS, "weight"), resolution=resolution)

    def communities(self, method: str = "leiden", weight: str = "strength", resolution: float = 0.0, seed: int = 0):
        """(labels, modularity): the community of every actor, and how good the division is."""
        labels, count, modularity = (ctypes.c_uint32 * len(self))(), ctypes.c_uint32(), ctypes.c_double()
        options = self._community_options(method, weight, resolution)
        run("ent_communities", labels, ctypes.byref(count), ctypes.byref(modularity), self._pointer,
            ctypes.byref(options), seed=seed)
        return list(labels), modularity.value

    def modularity(self, labels, weight: str = "strength", resolution: float = 0.0) -> float:
        """The modularity of given labels."""
        if len(labels) != len(self):
            raise InvalidError(f"labels has {len(labels)} entries; expected {len(self)}", "ENT_EINVAL")
        value, options = ctypes.c_double(), self._community_options("leiden", weight, resolution)
        call("ent_modularity", ctypes.byref(value), self._pointer, (ctypes.c_uint32 * len(labels))(*labels),
             ctypes.byref(options))
        return value.value

    # ---- output

    def _graph_pointer(self):
        return None if self._graph is None else self._graph._pointer

    def to_dot(self, title: Optional[str] = None, legend: bool = True, clusters: bool = True,
               path: Optional[Tuple] = None, before: Optional["Network"] = None,
               certainty=None) -> str:
        """Graphviz DOT; `path` (source, target) is highlighted; or what changed since the network `before` is shown.

        certainty: of `Graph.certainty` for the same question: ranks and their intervals stand under the names.
        """
        shown, found = ctypes.POINTER(c.Path)(), None
        if path is not None:
            found = self._found(*path, self._path_options("shortest", 1, "unit", "out", 0, (), None))
            if c.lib.ent_paths_count(found.pointer):
                shown = ctypes.pointer(self._get(found, 0))
        options = c.DotOptions(title=encoded(title), no_legend=int(not legend), no_clusters=int(not clusters), path=shown,
                               before=None if before is None else before._pointer,
                               notes=strings(certainty and certainty.notes(self)))
        return written("ent_dot_write", self._pointer, self._graph_pointer(), ctypes.byref(options))

    def _export(self, name, scores, **more):
        scores = scores or {}
        columns = [(ctypes.c_double * len(self))(*values) for values in scores.values()]
        options = c.ExportOptions(score_count=len(columns), score_names=strings(list(scores)),
                                  scores=pointer(ctypes.POINTER(ctypes.c_double), [
                                      ctypes.cast(column, ctypes.POINTER(ctypes.c_double)) for column in columns]), **more)
        return written(name, self._pointer, self._graph_pointer(), ctypes.byref(options))

    def to_json(self, scores: Optional[Dict[str, Sequence[float]]] = None) -> str:
        """Node-link JSON, as networkx reads it; `scores` adds attributes of the nodes."""
        return self._export("ent_node_link_write", scores)

    def to_graphml(self, scores=None) -> str:
        return self._export("ent_graphml_write", scores)

    def to_gexf(self, scores=None, version: str = "1.2draft") -> str:
        return self._export("ent_gexf_write", scores, gexf_1_3=choice(version, ("1.2draft", "1.3"), "version"))

    def _drawn(self, kind, **options):
        try:
            done = subprocess.run(["dot", f"-T{kind}"], input=self.to_dot(**options).encode(), capture_output=True,
                                  check=True)
        except FileNotFoundError:
            raise InvalidError("Graphviz is not installed: no program `dot`", "ENT_EUNSUPPORTED") from None
        except subprocess.CalledProcessError as wrong:
            said = wrong.stderr.decode(errors="replace").strip()
            raise InvalidError(f"Graphviz cannot draw {kind!r}: {said}", "ENT_EUNSUPPORTED") from None
        return done.stdout

    def render(self, path, **options) -> None:
        """Draws the network with Graphviz into a file; its ending says the format (svg, png, pdf, ...)."""
        target = pathlib.Path(path)
        data = self._drawn(target.suffix.lstrip(".") or "svg", **options)
        temporary = target.with_name(target.name + ".part")
        temporary.write_bytes(data)
        temporary.replace(target)

    def _repr_mimebundle_(self, include=None, exclude=None):
        """What a notebook shows: the diagram, or without Graphviz a line of text."""
        try:
            return {"image/svg+xml": self._drawn("svg").decode(), "text/plain": repr(self)}
        except InvalidError:
            return {"text/plain": repr(self)}

    def _edge_attributes(self):
        for edge in self.edges:
            yield edge.from_, edge.to, {"positive": edge.positive, "negative": edge.negative,
                                        "relations": edge.relations, "date": edge.date, **edge.kinds}

    def _node_attributes(self):
        for node in range(len(self)):
            actor = self._actor(node)
            yield (node, {}) if actor is None else (actor.id, {"name": actor.name, "kind": actor.kind,
                                                               "type": actor.type or ""})

    def to_networkx(self):
        """A networkx Graph or DiGraph with the attributes of actors and ties."""
        import networkx
        graph = networkx.DiGraph() if self.directed else networkx.Graph()
        graph.add_nodes_from(self._node_attributes())
        graph.add_edges_from(self._edge_attributes())
        return graph

    def to_igraph(self):
        """A python-igraph Graph; vertex attribute `id` names the actors."""
        import igraph
        nodes, edges = list(self._node_attributes()), list(self._edge_attributes())
        index = {name: i for i, (name, _) in enumerate(nodes)}
        graph = igraph.Graph(n=len(nodes), edges=[(index[u], index[v]) for u, v, _ in edges], directed=self.directed)
        graph.vs["id"] = [name for name, _ in nodes]
        for key in {key for _, values in nodes for key in values}:
            graph.vs[key] = [values.get(key) for _, values in nodes]
        for key in {key for _, _, values in edges for key in values}:
            graph.es[key] = [values.get(key, 0) for _, _, values in edges]
        return graph

    def to_pandas(self):
        """A DataFrame, a row a tie."""
        import pandas
        return pandas.DataFrame([{"from": u, "to": v, **values} for u, v, values in self._edge_attributes()])
