"""How sure a ranking is: rank intervals over draws of the record, and which single source it rests on most."""
import ctypes
from dataclasses import dataclass
from typing import Callable, List, NamedTuple, Optional

from . import _library as c
from ._calls import Handle, Running, call, choice
from .compare import measure_number, measure_options
from .errors import InvalidError

UNITS = ("sources", "relations")
CANCELLED = 10  # ENT_ECANCELLED

#: Scores by name that are no measures.
SIGNED = {"signed_degree": lambda network, **options: network.signed_degree(**options)["net"],
          "pn_index": lambda network, **options: network.pn_index(**options),
          "signed_eigenvector": lambda network, **options: network.signed_eigenvector(**options)[0]}

#: Scores in time by name: functions of the contacts.
TEMPORAL = {"temporal_closeness": lambda contacts, **options: contacts.closeness(**options),
            "temporal_betweenness": lambda contacts, **options: contacts.betweenness(**options)}


@dataclass(frozen=True)
class Sure:
    """An actor's rank and the interval that it falls in over the draws.

    present: share of draws that he is in. flip_next: share in which the next row comes before this one; None if the two
    are equal, or it is the last.
    """
    rank: int
    id: str
    name: str
    score: float
    rank_low: int
    rank_high: int
    present: float
    flip_next: Optional[float]


@dataclass(frozen=True)
class Influence:
    """What the ranking is without a source (its id). alone: relations that cite no other; distance: of the two rankings,
    0 the same, 1 the reverse; actor (his id) moves by the most ranks, from rank to rank_without (None: nobody moves)."""
    source: str
    relations: int
    alone: int
    distance: float
    actor: Optional[str]
    rank: Optional[int]
    rank_without: Optional[int]


class Draws(NamedTuple):
    """How to draw; 0: the library's default."""
    draws: int
    seed: int
    unit: str
    level: float
    sources: int
    threads: int
    progress: Optional[Callable]

    def running(self):
        return Running(seed=self.seed, threads=self.threads, progress=self.progress)


def by_measure(graph, view, measure, drawn, **options):
    """The certainty of a measure's ranking of the actors of a view."""
    chosen = measure_options(**options)
    return Certainty(graph, measure, drawn, "ent_rank_certainty_compute", graph._pointer, ctypes.byref(view),
                     measure=measure_number(measure), measure_options=ctypes.pointer(chosen))


def by_scores(graph, view, measure, drawn, wrap, traversal=0, **options):
    """The certainty of a ranking by scores, a function or its name; `wrap` makes a network, or contacts, of one lent."""
    scores, running = TEMPORAL.get(measure) or SIGNED.get(measure, measure), drawn.running()
    counter = c.lib.ent_contacts_node_count if measure in TEMPORAL else c.lib.ent_network_node_count
    name = measure if isinstance(measure, str) else getattr(measure, "__name__", "score")

    def fill(to, lent, _context, _run, _error):
        try:
            found = list(scores(wrap(Handle(ctypes.c_void_p(lent), lambda pointer: None)), **options))
            count = counter(lent)
            if len(found) != count:
                raise InvalidError(f"{len(found)} scores of {count} actors; expected one an actor", "ENT_EINVAL")
            for node, score in enumerate(found):
                to[node] = score
            return 0
        except BaseException as problem:  # handed on after the library has returned
            running.problem = running.problem or problem
            return CANCELLED

    return Certainty(graph, name, drawn, "ent_rank_certainty_compute", graph._pointer, ctypes.byref(view), running=running,
                     traversal=traversal, **{"contacts_scorer" if measure in TEMPORAL else "scorer": c.Scorer(fill)})


class Certainty:
    """Rows by rank, a list of Sure; `sources`: Influence of each source left out, the greatest first.

    unit: what was drawn, "relations" also where the record has a single source, with nothing to draw from; units: of how
    many. relations, unsourced (of these, without a source), source_count: that the ranking rests on.
    measure: what ranks, a measure or a component of mediators.
    """

    def __init__(self, graph, by, drawn, name, *arguments, running=None, **options):
        asked = c.CertaintyOptions(unit=choice(drawn.unit, UNITS, "unit"), draws=drawn.draws, sources=drawn.sources,
                                   level=drawn.level, **options)
        self._graph = graph
        self._handle = Handle.made_by(c.lib.ent_rank_certainty_free, name, *arguments, ctypes.byref(asked),
                                      running=running or drawn.running())
        summary = c.CertaintySummary()
        call("ent_rank_certainty_summary", ctypes.byref(summary), self._handle.pointer)
        self.measure, self.unit, self.units, self.draws = by, UNITS[summary.unit], summary.units, summary.draws
        self.level, self.relations, self.unsourced = summary.level, summary.relations, summary.unsourced
        self.source_count = summary.sources
        self.rows: List[Sure] = [self._row(i) for i in range(summary.actors)]
        self.sources: List[Influence] = [self._source(i) for i in range(summary.left_out)]

    def _row(self, index):
        a = c.ActorCertainty()
        call("ent_rank_certainty_actor", ctypes.byref(a), self._handle.pointer, index)
        actor = self._graph.actor(a.actor)
        return Sure(a.rank, actor.id, actor.name, a.score, a.rank_low, a.rank_high, a.present,
                    None if a.flip_next != a.flip_next else a.flip_next)

    def _source(self, index):
        s = c.SourceInfluence()
        call("ent_rank_certainty_source", ctypes.byref(s), self._handle.pointer, index)
        moved = (None, None, None) if s.actor == c.NONE else (self._graph.actor(s.actor).id, s.rank, s.rank_without)
        return Influence(self._graph.source(s.source).id, s.relations, s.alone, s.distance, *moved)

    def pair(self, first, second):
        """Shares of draws in which the first of two actors (names) comes before the second, is equal, comes after."""
        p = c.PairCertainty()
        call("ent_rank_certainty_pair", ctypes.byref(p), self._handle.pointer, self._graph.number(first),
             self._graph.number(second))
        return p.before, p.equal, p.after

    def notes(self, network):
        """A text for each actor of a network, for its diagram: "betweenness 2 (1–4)"."""
        by_id = {row.id: f"{self.measure} {row.rank} ({row.rank_low}\u2013{row.rank_high})" for row in self.rows}
        return [by_id.get(actor) for actor in network.actors]

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return iter(self.rows)

    def __getitem__(self, index):
        return self.rows[index]

    def __repr__(self):
        return f"<entente.Certainty: {len(self)} actors by {self.measure}, {self.draws} draws of {self.units} {self.unit}>"
