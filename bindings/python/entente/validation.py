"""Are the rankings of mediators any good? What took place is asked for on its eve."""
import ctypes
from dataclasses import dataclass
from typing import Dict, List

from . import _library as c
from ._calls import Handle, Running, call, choice, window

RANKERS = ("screen", "popularity", "recurrence", "persistence", "degree", "betweenness", "common_neighbours",
           "adamic_adar", "predictive")
METRICS = ("mrr", "hits@1", "hits@5", "hits@10", "auc")
SETS = ("all", "known", "new")


@dataclass(frozen=True)
class Query:
    """One mediation that took place, asked for on its eve; `ranks`: the rank of the true mediator by each ranker."""
    day: int
    relation: int
    party_a: str
    party_b: str
    mediator: str
    candidates: int
    cold: bool
    known: bool
    ranks: Dict[str, float]


@dataclass(frozen=True)
class Difference:
    """How much better a ranker is than a baseline, and the 95 % interval of it; over how many queries."""
    difference: float
    low: float
    high: float
    queries: int


class Validation:
    """The queries, their ranks, and what follows from them; made by `Graph.validate_mediators`."""

    def __init__(self, graph, horizon=0, experience_horizon=0, rollup=True, half_life=0.0, since=None,
                 until=None, **run_options):
        options = c.ValidationOptions(horizon=horizon, experience_horizon=experience_horizon, rollup=int(bool(rollup)),
                                      half_life=half_life, since=window(since, until)[0], until=window(since, until)[1])
        self._handle = Handle.made_by(c.lib.ent_validation_free, "ent_validation_run", graph._pointer,
                                      ctypes.byref(options), running=Running(**run_options))
        self.queries: List[Query] = [self._query(graph, i) for i in range(len(self))]

    def __len__(self):
        return c.lib.ent_validation_query_count(self._handle.pointer)

    def _query(self, graph, index):
        q = c.ValidationQuery()
        call("ent_validation_get_query", ctypes.byref(q), self._handle.pointer, index)
        names = [graph.actor(number).id for number in (q.party_a, q.party_b, q.mediator)]
        return Query(q.day, q.relation, *names, q.candidates, bool(q.cold), bool(q.known),
                     dict(zip(RANKERS, q.ranks[:len(RANKERS)])))

    def mean(self, ranker: str = "screen", metric: str = "mrr", queries: str = "all") -> float:
        """The mean of a metric over the scored queries: "all", or of "known" or "new" pairs."""
        mean, count = ctypes.c_double(), ctypes.c_uint32()
        call("ent_validation_mean", ctypes.byref(mean), ctypes.byref(count), self._handle.pointer,
             choice(ranker, RANKERS, "ranker"), choice(metric, METRICS, "metric"), choice(queries, SETS, "queries"))
        return mean.value

    def summary(self) -> dict:
        """{"scored", "cold", and for "all", "known" and "new" every metric of every ranker}."""
        cold = sum(query.cold for query in self.queries)
        table = {which: {ranker: {metric: self.mean(ranker, metric, which) for metric in METRICS} for ranker in RANKERS}
                 for which in SETS}
        return {"scored": len(self) - cold, "cold": cold, **table}

    def bootstrap(self, ranker: str = "screen", baseline: str = "popularity", metric: str = "mrr", resamples: int = 0,
                  by_pair: bool = False, seed: int = 0) -> Difference:
        """The paired bootstrap of the difference between two rankers; by_pair draws pairs of parties, not queries."""
        options = c.BootstrapOptions(ranker=choice(ranker, RANKERS, "ranker"),
                                     baseline=choice(baseline, RANKERS, "baseline"),
                                     metric=choice(metric, METRICS, "metric"), resamples=resamples,
                                     by_pair=int(bool(by_pair)))
        found = c.Bootstrap()
        Running(seed=seed).call("ent_validation_bootstrap", ctypes.byref(found), self._handle.pointer,
                                ctypes.byref(options))
        return Difference(found.difference, found.low, found.high, found.queries)

    def __repr__(self):
        return f"<entente.Validation: {len(self)} queries>"


def random_numbers(seed: int, count: int) -> List[int]:
    """The numbers that the library draws from a seed (SplitMix64)."""
    state = ctypes.c_uint64(seed)
    return [c.lib.ent_random(ctypes.byref(state)) for _ in range(count)]
