"""Who did and who could mediate: two lists that are never mixed."""
import ctypes
from dataclasses import dataclass
from typing import Dict, List

from . import _library as c
from ._calls import call, taken

STATUSES = ("", "expected", "appeal", "offered", "accepted", "conducted", "rejected")
ROLES = ("none", "coordinator", "consultant", "gatekeeper", "representative", "liaison")
COMPONENTS = ("screen", "access", "acceptability", "bias", "impartiality", "cross_pressure", "pair_dependency",
              "flow_share", "adamic_adar", "experience", "experience_dyad", "leverage", "availability")


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
    evidence: Dict[str, List[int]]


def _evidence(handle, index, component):
    relations, count = ctypes.POINTER(ctypes.c_uint32)(), ctypes.c_uint32()
    c.lib.ent_mediators_evidence(ctypes.byref(relations), ctypes.byref(count), handle.pointer, index, component)
    return taken(relations, 0, count.value)


class Mediators:
    """`mediated`: who did, by status. `candidates`: who could, best first."""

    def __init__(self, handle, graph):
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
                                             {name: _evidence(handle, index, i) for i, name in enumerate(COMPONENTS)}))

    def __repr__(self):
        return f"<entente.Mediators: {len(self.mediated)} mediated, {len(self.candidates)} candidates>"
