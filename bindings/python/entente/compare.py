"""What changed between two networks, what would be if, what an answer rests on, and numbers by period."""
import ctypes
from dataclasses import dataclass
from typing import List, Optional, Tuple

from . import _library as c
from ._calls import Handle, call, choice, days_text, encoded, pointer, taken
from .errors import NotFoundError

CHANGES = ("appeared", "vanished", "sign", "strength", "same")
PERIODS = ("day", "week", "month", "year")
INDICATORS = ("events", "score", "actors", "ties", "strong_balance", "weak_balance", "line_index", "walk_balance",
              "transitivity")
WEIGHTS = ("unit", "length", "inverse", "strength")
MODES = ("out", "in", "all")
LAYERS = ("positive", "negative", "any")


def measure_options(normalized=None, weight="unit", mode="out", layer="positive", damping=0.0):
    """The options of a measure, as the library takes them."""
    return c.MeasureOptions(weight=choice(weight, WEIGHTS, "weight"), mode=choice(mode, MODES, "mode"),
                            layer=choice(layer, LAYERS, "layer"), damping=damping,
                            normalized=0 if normalized is None else 1 if normalized else -1)


def measure_number(name):
    number = ctypes.c_int()
    call("ent_measure_find", ctypes.byref(number), encoded(name))
    return number


# ---- what changed

@dataclass(frozen=True)
class TieChange:
    """A tie in one or both networks; pairs are (before, after). evidence: numbers of relations, () without the tie."""
    change: str
    from_: object
    to: object
    signs: Tuple[int, int]
    positive: Tuple[float, float]
    negative: Tuple[float, float]
    evidence: Tuple[List[int], List[int]]


@dataclass(frozen=True)
class RankChange:
    """An actor in one or both networks; ranks are None where he is not."""
    id: object
    name: str
    ranks: Tuple[Optional[int], Optional[int]]
    scores: Tuple[float, float]

    @property
    def moved(self) -> bool:
        return self.ranks[0] != self.ranks[1]


class Diff:
    """Two networks side by side. `ties` by kind of change, `actors` by their rank after."""

    def __init__(self, before, after, measure="degree", **options):
        handle = Handle.made_by(c.lib.ent_diff_free, "ent_diff_compute", before._pointer, after._pointer,
                                measure_number(measure), ctypes.byref(measure_options(**options)))
        self.before, self.after, self.measure = before, after, measure
        self.ties: List[TieChange] = [self._tie(handle, i) for i in range(c.lib.ent_diff_tie_count(handle.pointer))]
        self.actors: List[RankChange] = [self._actor(handle, i)
                                         for i in range(c.lib.ent_diff_actor_count(handle.pointer))]

    def _named(self, number):
        """(id, name) of an actor; without a graph its number."""
        if self.after._graph is None:
            return number, str(number)
        actor = self.after._graph.actor(number)
        return actor.id, actor.name

    def _tie(self, handle, index):
        t = c.TieChange()
        call("ent_diff_tie", ctypes.byref(t), handle.pointer, index)
        evidence = tuple([] if edge == c.NONE else network.evidence(edge)
                         for network, edge in zip((self.before, self.after), t.edges))
        return TieChange(CHANGES[t.change], self._named(t.from_)[0], self._named(t.to)[0], tuple(t.signs),
                         tuple(t.positive), tuple(t.negative), evidence)

    def _actor(self, handle, index):
        a = c.RankChange()
        call("ent_diff_actor", ctypes.byref(a), handle.pointer, index)
        return RankChange(*self._named(a.actor), tuple(rank or None for rank in a.ranks), tuple(a.scores))

    def changed(self, *kinds: str) -> List[TieChange]:
        """The ties of some kinds of change; of all but "same" if none is named."""
        return [tie for tie in self.ties if (tie.change in kinds if kinds else tie.change != "same")]

    @property
    def moved(self) -> List[RankChange]:
        """The actors whose rank is another, or who are in one network only."""
        return [actor for actor in self.actors if actor.moved]

    def to_dot(self, **options) -> str:
        """One diagram of both for Graphviz: what is new, gone and as before."""
        return self.after.to_dot(before=self.before, **options)

    def render(self, path, **options) -> None:
        """Draws it with Graphviz into a file; its ending says the format."""
        self.after.render(path, before=self.before, **options)

    def __repr__(self):
        counts = ", ".join(f"{len(self.changed(kind))} {kind}" for kind in CHANGES)
        return f"<entente.Diff: ties {counts}; {len(self.moved)} actors moved by {self.measure}>"


# ---- why

@dataclass(frozen=True)
class Reason:
    """A relation (its number) that an answer rests on; share: of all |contribution|."""
    relation: int
    contribution: float
    share: float


@dataclass(frozen=True)
class SourceReason:
    """A source (its id; None: relations that cite none) and how many of the relations cite it."""
    source: Optional[str]
    relations: int
    contribution: float
    share: float


class Explanation:
    """What an answer rests on: `relations` and `sources`, both by falling |contribution|. `value`: the number explained."""

    def __init__(self, handle, graph):
        self.value: float = c.lib.ent_explanation_value(handle.pointer)
        self.relations: List[Reason] = []
        self.sources: List[SourceReason] = []
        for index in range(c.lib.ent_explanation_count(handle.pointer)):
            r = c.Reason()
            call("ent_explanation_get", ctypes.byref(r), handle.pointer, index)
            self.relations.append(Reason(r.relation, r.contribution, r.share))
        for index in range(c.lib.ent_explanation_source_count(handle.pointer)):
            s = c.SourceReason()
            call("ent_explanation_source", ctypes.byref(s), handle.pointer, index)
            self.sources.append(SourceReason(None if s.source == c.NONE else graph.source(s.source).id, s.relations,
                                             s.contribution, s.share))

    def __repr__(self):
        return f"<entente.Explanation: {self.value:g} by {len(self.relations)} relations of {len(self.sources)} sources>"


class Comparable:
    """Methods of a Network."""

    def diff(self, after, measure: str = "degree", **options) -> Diff:
        """What changed from this network to another of the same graph; actors are ranked by `measure` in both."""
        return Diff(self, after, measure, **options)

    def _actors(self, names):
        """Numbers of actors in the graph, of those they count for here."""
        if self._graph is None:
            return list(names)
        numbers = []
        for name in names:
            try:
                numbers.append(c.lib.ent_network_actor(self._pointer, self.node(name)))
            except NotFoundError:  # he has no tie here
                numbers.append(self._graph.number(name))
        return numbers

    def _edited(self, **fields):
        handle = Handle.made_by(c.lib.ent_network_free, "ent_network_edit", self._pointer,
                                ctypes.byref(c.Edit(**fields)))
        return type(self)(handle, self._graph)

    def without(self, actors=(), ties=()):
        """The network without some actors (names) and ties (pairs of names): what would be if."""
        out = self._actors(actors)
        cut = self._actors([end for pair in ties for end in pair])
        return self._edited(actors=pointer(ctypes.c_uint32, out), actor_count=len(out),
                            cut=pointer(ctypes.c_uint32, cut), cut_count=len(cut) // 2)

    def with_ties(self, ties):
        """The network with ties put in: (from, to) or (from, to, strength); below 0 a hostile one."""
        ties = [tuple(tie) for tie in ties]
        ends = self._actors([end for tie in ties for end in tie[:2]])
        strengths = [tie[2] if len(tie) > 2 else 1.0 for tie in ties]
        return self._edited(added=pointer(ctypes.c_uint32, ends), added_count=len(ties),
                            strengths=pointer(ctypes.c_double, strengths))

    def explain(self, what, other=None, measure: Optional[str] = None, **options) -> Explanation:
        """What an answer rests on, by relations and sources.

        explain(a, b): the tie between two actors. explain(path): a path of this network. explain(a, measure="betweenness",
        ...): an actor's score, with the options of `scores`. The meaning of each part: compare.h.
        """
        graph = self._graph_pointer()
        if measure is not None:
            handle = Handle.made_by(c.lib.ent_explanation_free, "ent_explain_score", graph, self._pointer,
                                    self.node(what), measure_number(measure), ctypes.byref(measure_options(**options)))
        elif other is not None:
            edge = c.lib.ent_network_find_edge(self._pointer, self.node(what), self.node(other))
            handle = Handle.made_by(c.lib.ent_explanation_free, "ent_explain_edge", graph, self._pointer, edge,
                                    plain=True)
        elif not hasattr(what, "nodes"):
            raise TypeError(f"explain({what!r}): expected a path, two actors for their tie, or an actor and a measure, as "
                            f'explain({what!r}, measure="betweenness")')
        else:
            nodes = [self.node(actor) for actor in what.nodes]
            edges = [self._open_edge(u, v) for u, v in zip(nodes, nodes[1:])]
            path = c.Path(hops=len(edges), nodes=pointer(ctypes.c_uint32, nodes), edges=pointer(ctypes.c_uint32, edges))
            handle = Handle.made_by(c.lib.ent_explanation_free, "ent_explain_path", graph, self._pointer,
                                    ctypes.byref(path), plain=True)
        return Explanation(handle, self._graph)

    def _open_edge(self, u, v):
        """The edge that a step of a path takes: u -> v, or v -> u where that has no positive strength."""
        edges = [c.lib.ent_network_find_edge(self._pointer, *pair) for pair in ((u, v), (v, u))]
        columns = self._columns()
        return next((edge for edge in edges if edge != c.NONE and columns.positive[edge] > 0), edges[0])


# ---- how it went

@dataclass(frozen=True)
class Period:
    """One period of a series ("2024-W03"), its days and numbers. net: positive - negative; value: of an indicator."""
    period: str
    date: str
    relations: int
    positive: float
    negative: float
    net: float
    value: Optional[float]


class Series:
    """Numbers by period, oldest first; a list of Period. undated: relations without any day, in no period."""

    def __init__(self, graph, view, by="month", span=0, actor=None, other=None, indicator="events",
                 measure="degree", **options):
        chosen = measure_options(**options)
        asked = c.SeriesOptions(period=choice(by, PERIODS, "by"), span=span, actor=c.NONE if actor is None else actor,
                                other=c.NONE if other is None else other, measure=measure_number(measure),
                                indicator=choice(indicator, INDICATORS, "indicator"),
                                measure_options=ctypes.pointer(chosen))
        self._handle = Handle.made_by(c.lib.ent_series_free, "ent_series_compute", graph._pointer, ctypes.byref(view),
                                      ctypes.byref(asked))
        columns = c.SeriesColumns()
        call("ent_series_get", ctypes.byref(columns), self._handle.pointer)
        n = self._count = columns.count
        rows = zip(taken(columns.first, 0, n), taken(columns.last, 0, n), taken(columns.relations, 0, n),
                   taken(columns.positive, 0, n), taken(columns.negative, 0, n),
                   taken(columns.values, 0, n) if columns.values else [None] * n)
        self.periods: List[Period] = [Period(self._label(first, by), days_text(first, last), relations, positive,
                                             negative, positive - negative, value)
                                      for first, last, relations, positive, negative, value in rows]
        self.undated: int = columns.undated

    @staticmethod
    def _label(day, by):
        text = ctypes.create_string_buffer(32)
        c.lib.ent_period_format(text, PERIODS.index(by), day)
        return text.value.decode()

    def __len__(self):
        return self._count

    def __iter__(self):
        return iter(self.periods)

    def __getitem__(self, index):
        return self.periods[index]

    def to_svg(self, title: Optional[str] = None, value: Optional[str] = None) -> str:
        """A plot; `value` says at the axis what the numbers are."""
        buffer = Handle.made_by(c.lib.ent_buffer_free, "ent_buffer_new", plain=True)
        sink = c.lib.ent_buffer_sink(buffer.pointer)
        call("ent_series_svg_write", ctypes.byref(sink), self._handle.pointer, encoded(title), encoded(value))
        size = c.lib.ent_buffer_size(buffer.pointer)
        return ctypes.string_at(c.lib.ent_buffer_data(buffer.pointer), size).decode("utf-8")

    def _repr_svg_(self):
        return self.to_svg()

    def __repr__(self):
        span = f" from {self.periods[0].date} to {self.periods[-1].date}" if self.periods else ""
        return f"<entente.Series: {len(self)} periods{span}>"
