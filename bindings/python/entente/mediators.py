"""Who did and who could mediate: two lists that are never mixed."""
import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Dict, List

from . import _library as c
from ._calls import Handle, call, choice, taken
from .brokerage import ROLES
from .certainty import Certainty, Draws
from .compare import Explanation

STATUSES = ("", "expected", "appeal", "offered", "accepted", "conducted", "rejected")
COMPONENTS = ("screen", "access", "acceptability", "bias", "impartiality", "cross_pressure", "pair_dependency",
              "flow_share", "adamic_adar", "experience", "experience_dyad", "leverage", "availability", "common_neighbours",
              "predictive")


@dataclass(frozen=True)
class Mediated:
    """One who did mediate, offered, was asked or is expected to; evidence: numbers of relations."""
    id: str
    name: str
    status: str
    evidence: List[int]


@dataclass(frozen=True)
class Candidate:
    """One who could mediate: every component of the score, and the relations each rests on."""
    rank: int
    id: str
    name: str
    role: str
    components: Dict[str, float]
    evidence: Mapping


class Evidence(Mapping):
    """Component -> numbers of the relations it rests on, found when asked for."""

    def __init__(self, handle, index):
        self._handle, self._index = handle, index

    def __getitem__(self, component):
        if component not in COMPONENTS:
            raise KeyError(component)
        place, found = COMPONENTS.index(component), ctypes.c_size_t()
        call("ent_mediators_evidence", None, 0, ctypes.byref(found), self._handle.pointer, self._index, place)
        relations = (ctypes.c_uint32 * found.value)()
        call("ent_mediators_evidence", relations, found.value, ctypes.byref(found), self._handle.pointer, self._index, place)
        return list(relations)

    def __iter__(self):
        return iter(COMPONENTS)

    def __len__(self):
        return len(COMPONENTS)

    def __repr__(self):
        return repr(dict(self))


class Mediators:
    """`mediated`: who did, by status. `candidates`: who could, best first."""

    def __init__(self, handle, graph, by="screen"):
        self._handle, self._graph, self._by = handle, graph, by
        self.mediated: List[Mediated] = []
        self.candidates: List[Candidate] = []
        for index in range(c.lib.ent_mediators_mediated_count(handle.pointer)):
            m = c.Mediated()
            call("ent_mediators_mediated", ctypes.byref(m), handle.pointer, index)
            actor = graph.actor(m.actor)
            self.mediated.append(Mediated(actor.id, actor.name, STATUSES[m.status], taken(m.relations, 0, m.relation_count)))
        for index in range(c.lib.ent_mediators_candidate_count(handle.pointer)):
            m = c.Candidate()
            call("ent_mediators_candidate", ctypes.byref(m), handle.pointer, index)
            actor = graph.actor(m.actor)
            self.candidates.append(Candidate(m.rank, actor.id, actor.name, ROLES[m.role],
                                             dict(zip(COMPONENTS, m.components[:len(COMPONENTS)])),
                                             Evidence(handle, index)))

    def certainty(self, draws: int = 0, seed: int = 0, unit: str = "sources", level: float = 0.0, sources: int = 0,
                  threads: int = 0, progress=None) -> Certainty:
        """How sure the ranking of the candidates is, as `Graph.certainty` says it of actors: this question asked again of
        draws (0: 1000) of its sources or relations, and without each single source."""
        drawn = Draws(draws, seed, unit, level, sources, threads, progress)
        return Certainty(self._graph, self._by, drawn, "ent_mediators_certainty", self._handle.pointer,
                         self._graph._pointer)

    def explain(self, candidate, component: str = "screen"):
        """What a component of a candidate (or of one named) rests on, by relations and sources."""
        actor = candidate.id if isinstance(candidate, Candidate) else self._graph.resolve(candidate).actor.id
        index = next((i for i, one in enumerate(self.candidates) if one.id == actor), c.NONE)
        handle = Handle.made_by(c.lib.ent_explanation_free, "ent_explain_mediator", self._graph._pointer,
                                self._handle.pointer, index, choice(component, COMPONENTS, "component"), plain=True)
        return Explanation(handle, self._graph)

    def __repr__(self):
        return f"<entente.Mediators: {len(self.mediated)} mediated, {len(self.candidates)} candidates>"
