"""Journeys: paths through dated contacts that never use a later contact before an earlier one."""
import ctypes
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from . import _library as c
from ._calls import Handle, array, call, choice, days_text, pointer, run, taken, window

OBJECTIVES = ("earliest_arrival", "latest_departure", "fastest", "fewest_hops", "least_length")
CLOSENESS = {"hops": "fewest_hops", "arrival": "earliest_arrival", "duration": "fastest"}
OPTIMA = ("shortest", "shortest_foremost")
COUNTS = ("labelled", "routes")
CERTAINTIES = ("certain", "possible", "impossible")


@dataclass(frozen=True)
class JourneyStep:
    """One step: from, to, the day it is taken and the relation it rests on (its number)."""
    from_: object
    to: object
    day: int
    relation: int

    @property
    def date(self) -> str:
        return days_text(self.day, self.day)


@dataclass(frozen=True)
class Journey:
    """value: the objective's; certainty: whether dates of reduced precision leave the order of the steps open."""
    value: float
    certainty: str
    steps: List[JourneyStep]

    @property
    def nodes(self) -> list:
        return [self.steps[0].from_, *(step.to for step in self.steps)] if self.steps else []


class Contacts:
    """Dated contacts: compiled from a graph (`Graph.contacts`) or `Contacts.from_list`."""

    def __init__(self, handle, graph=None):
        self._handle, self._graph = handle, graph

    @classmethod
    def from_list(cls, n: int, contacts: Sequence[Tuple], directed: bool = True) -> "Contacts":
        """Contacts (u, v, first_day, last_day[, traversal[, length]]) between nodes 0..n-1; a relation is its position."""
        rows = [tuple(row) + (0, 1.0)[len(row) - 4:] for row in contacts]
        columns = list(zip(*rows)) if rows else [()] * 6
        kinds = (ctypes.c_uint32, ctypes.c_uint32, ctypes.c_int32, ctypes.c_int32, ctypes.c_int32, ctypes.c_double)
        u, v, first, last, traversal, length = (pointer(kind, column) for kind, column in zip(kinds, columns))
        made = c.ContactList(node_count=n, directed=int(directed), count=len(rows), from_=u, to=v, first=first, last=last,
                             traversal=traversal, length=length)
        return cls(Handle.made_by(c.lib.ent_contacts_free, "ent_contacts_from_list", ctypes.byref(made), plain=True))

    @property
    def node_count(self) -> int:
        return c.lib.ent_contacts_node_count(self._handle.pointer)

    def __len__(self):
        return c.lib.ent_contacts_count(self._handle.pointer)

    def _node(self, actor):
        if self._graph is None:
            return actor
        number = self._graph.number(actor)
        node = c.lib.ent_contacts_node(self._handle.pointer, number)
        if node == c.NONE:
            call("ent_graph_get_actor", ctypes.byref(c.Actor()), self._graph._pointer, number)
        return node

    def _name(self, node):
        if self._graph is None:
            return node
        return self._graph.actor(c.lib.ent_contacts_actor(self._handle.pointer, node)).id

    @staticmethod
    def _options(objective, since, until):
        first, last = window(since, until)
        return c.JourneyOptions(since=first, until=last, objective=choice(objective, OBJECTIVES, "objective"))

    def journeys_from(self, actor, objective: str = "earliest_arrival", since=None, until=None) -> List[float]:
        """One to all: a number for every node by the objective (for "latest_departure", `actor` is the target)."""
        values = (ctypes.c_double * self.node_count)()
        options = self._options(objective, since, until)
        run("ent_journeys_from", values, self._handle.pointer, self._node(actor), ctypes.byref(options))
        return list(values)

    def journey(self, source, target, objective: str = "earliest_arrival", since=None, until=None) -> Optional[Journey]:
        """One journey, best by the objective; None if there is none."""
        options = self._options(objective, since, until)
        handle = Handle.made_by(c.lib.ent_journey_free, "ent_journey_find", self._handle.pointer, self._node(source),
                                self._node(target), ctypes.byref(options))
        view = c.JourneyView()
        call("ent_journey_get", ctypes.byref(view), handle.pointer)
        if view.hops == 0 and self._node(source) != self._node(target):
            return None
        nodes = [self._name(node) for node in taken(view.nodes, 0, view.hops + 1)]
        steps = [JourneyStep(nodes[i], nodes[i + 1], view.days[i], view.relations[i]) for i in range(view.hops)]
        return Journey(view.value, CERTAINTIES[view.certainty], steps)

    def certainty(self, path: Sequence, since=None, until=None) -> str:
        """Whether a path (its actors in order) can be a journey: "certain", "possible" or "impossible"."""
        options, found = self._options("earliest_arrival", since, until), ctypes.c_int()
        nodes = array(ctypes.c_uint32, [self._node(actor) for actor in path])
        if not nodes:
            raise ValueError("a path without actors; expected at least one")
        call("ent_journey_check", ctypes.byref(found), self._handle.pointer, nodes, len(nodes) - 1, ctypes.byref(options))
        return CERTAINTIES[found.value]

    def reachable(self, actor, since=None, until=None, to: bool = False) -> list:
        """Whom `actor` can reach by a journey; `to`: who can reach him."""
        options = self._options("latest_departure" if to else "earliest_arrival", since, until)
        nodes, count = (ctypes.c_uint32 * self.node_count)(), ctypes.c_uint32()
        run("ent_contacts_reach", nodes, ctypes.byref(count), self._handle.pointer, self._node(actor),
            ctypes.byref(options))
        return [self._name(node) for node in nodes[:count.value]]

    def closeness(self, by: str = "hops", since=None, until=None) -> List[float]:
        """Temporal closeness of every node, by "hops", "arrival" or "duration"."""
        objective = tuple(CLOSENESS.values())[choice(by, tuple(CLOSENESS), "by")]
        options = self._options(objective, since, until)
        scores = (ctypes.c_double * self.node_count)()
        run("ent_contacts_closeness", scores, self._handle.pointer, ctypes.byref(options))
        return list(scores)

    def betweenness(self, optimal: str = "shortest", count: str = "labelled", normalized: bool = False, since=None,
                    until=None, max_contacts: int = 0) -> List[float]:
        """Temporal betweenness of every node, counting "shortest" or "shortest_foremost" journeys, "labelled" with their
        days or as "routes" without."""
        first, last = window(since, until)
        options = c.JourneyBetweenness(since=first, until=last, optimum=choice(optimal, OPTIMA, "optimal"),
                                       count=choice(count, COUNTS, "count"), normalized=int(normalized),
                                       max_contacts=max_contacts)
        scores = (ctypes.c_double * self.node_count)()
        run("ent_contacts_betweenness", scores, self._handle.pointer, ctypes.byref(options))
        return list(scores)
