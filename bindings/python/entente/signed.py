"""What the signs of ties say of a network: balance, camps, blocs, and centrality that minds the sign."""
import ctypes
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

from . import _library as c
from ._calls import call, choice, run, taken
from .errors import InvalidError

VALUES = ("sign", "tie", "net")
RULES = ("balanced", "clusterable")
TRIADS = ("+++", "++-", "+--", "---")
MODES = ("out", "in", "all")


@dataclass(frozen=True)
class SignedTie:
    """A pair of actors, both directions together: value is (P - N) / (P + N + kappa), in (-1, 1)."""
    u: object
    v: object
    sign: int
    value: float
    positive: float
    negative: float


@dataclass(frozen=True)
class Triads:
    """The signed triad census: triangles by their negative ties, of the whole and of each actor."""
    counts: Dict[str, int]
    nodes: Dict[str, List[int]]
    strong_balance: float
    weak_balance: float


@dataclass(frozen=True)
class Camps:
    """camps: the camp of every actor, or None where `cycle` (actors) forbids that there are any."""
    camps: Optional[List[int]]
    cycle: list

    def __bool__(self):
        return self.camps is not None


@dataclass(frozen=True)
class Frustration:
    """The line index of balance lies in [lower, upper]; proven: it is upper. camps contradict `upper`."""
    lower: float
    upper: float
    proven: bool
    balance: float
    camps: List[int]


def _options(value="sign", kappa=0.0, threshold=0.0):
    return ctypes.byref(c.SignedOptions(value=choice(value, VALUES, "value"), kappa=kappa, threshold=threshold))


class Signed:
    """Methods of a Network. Options of each: kappa (1) and threshold (0) of the sign of a tie."""

    def _labels(self, labels):
        if len(labels) != len(self):
            raise InvalidError(f"labels has {len(labels)} entries; expected {len(self)}", "ENT_EINVAL")
        return (ctypes.c_uint32 * len(labels))(*labels)

    def signed_ties(self, **options) -> List[SignedTie]:
        """Every pair that has a tie, with its sign."""
        ties, count = (c.SignedTie * self.edge_count)(), ctypes.c_uint32()
        call("ent_signed_ties", ties, ctypes.byref(count), self._pointer, _options(**options))
        return [SignedTie(self._name(t.u), self._name(t.v), t.sign, t.value, t.positive, t.negative)
                for t in ties[:count.value]]

    def signed_degree(self, mode: str = "all", **options) -> Dict[str, list]:
        """pos and neg: numbers of friendly and hostile neighbours; net: pos - neg; ratio: pos / (pos + neg)."""
        pos, neg = (ctypes.c_uint32 * len(self))(), (ctypes.c_uint32 * len(self))()
        call("ent_signed_degree", pos, neg, self._pointer, choice(mode, MODES, "mode"), _options(**options))
        return {"pos": list(pos), "neg": list(neg), "net": [p - n for p, n in zip(pos, neg)],
                "ratio": [p / (p + n) if p + n else float("nan") for p, n in zip(pos, neg)]}

    def pn_index(self, mode: str = "all", **options) -> List[float]:
        """PN index (Everett & Borgatti 2014): friendly ties raise it, hostile ties lower it."""
        scores = (ctypes.c_double * len(self))()
        run("ent_pn_index", scores, self._pointer, choice(mode, MODES, "mode"), _options(**options))
        return list(scores)

    def signed_eigenvector(self, **options) -> Tuple[List[float], float]:
        """(scores, eigenvalue): eigenvector of the signs (Bonacich & Lloyd 2004); NaN where it is not the only one."""
        scores, eigenvalue = (ctypes.c_double * len(self))(), ctypes.c_double()
        run("ent_signed_eigenvector", scores, ctypes.byref(eigenvalue), self._pointer, _options(**options))
        return list(scores), eigenvalue.value

    def signed_triads(self, **options) -> Triads:
        """How many triangles are balanced."""
        result, by_node = c.SignedTriadsResult(), (ctypes.c_uint64 * (4 * len(self)))()
        run("ent_signed_triads", ctypes.byref(result), by_node, self._pointer, _options(**options))
        return Triads(dict(zip(TRIADS, result.triads)), {name: by_node[i::4] for i, name in enumerate(TRIADS)},
                      result.strong_balance, result.weak_balance)

    def camps(self, rule: str = "balanced", **options) -> Camps:
        """Camps that no tie contradicts: two ("balanced") or any number ("clusterable"); true if there are any."""
        camps, cycle, length = (ctypes.c_uint32 * len(self))(), (ctypes.c_uint32 * len(self))(), ctypes.c_uint32()
        call("ent_signed_camps", camps, cycle, ctypes.byref(length), self._pointer, choice(rule, RULES, "rule"),
             _options(**options))
        return Camps(None if length.value else list(camps), [self._name(node) for node in taken(cycle, 0, length.value)])

    def walk_balance(self, value: str = "sign", **options) -> Tuple[float, List[float]]:
        """(graph, nodes): walk balance (Estrada & Benzi 2014), 1 if balanced."""
        balance, nodes = ctypes.c_double(), (ctypes.c_double * len(self))()
        run("ent_walk_balance", ctypes.byref(balance), nodes, self._pointer, _options(value, **options))
        return balance.value, list(nodes)

    def frustration(self, weighted: bool = False, seed: int = 0, **options) -> Frustration:
        """Line index of balance: the least number (weighted: sum of |P - N|) of ties that two camps contradict."""
        result, camps = c.Frustration(), (ctypes.c_uint32 * len(self))()
        run("ent_frustration_index", ctypes.byref(result), camps, self._pointer,
            _options("net" if weighted else "sign", **options), seed=seed)
        return Frustration(result.lower, result.upper, bool(result.proven), result.balance, list(camps))

    def block_objective(self, labels, alpha: float = 0.5, value: str = "sign", **options) -> float:
        """Inconsistency of given groups: alpha times negative ties inside, 1 - alpha times positive ties between."""
        objective = ctypes.c_double()
        call("ent_block_objective", ctypes.byref(objective), self._pointer, self._labels(labels), alpha,
             _options(value, **options))
        return objective.value

    def signed_blockmodel(self, k: int, alpha: float = 0.5, value: str = "sign", seed: int = 0,
                          **options) -> Tuple[List[int], float]:
        """(labels, objective): at most k blocs of least inconsistency found (Doreian & Mrvar 1996)."""
        labels, objective = (ctypes.c_uint32 * len(self))(), ctypes.c_double()
        run("ent_signed_blockmodel", labels, ctypes.byref(objective), self._pointer, k, alpha, _options(value, **options),
            seed=seed)
        return list(labels), objective.value

    def signed_modularity(self, labels, weight: str = "sign", **options) -> float:
        """Signed modularity of given groups (Gomez, Jensen & Arenas 2009); weight: "sign" or "net"."""
        modularity = ctypes.c_double()
        call("ent_signed_modularity", ctypes.byref(modularity), self._pointer, self._labels(labels),
             _options(weight, **options))
        return modularity.value

    def signed_communities(self, weight: str = "sign", seed: int = 0, **options) -> Tuple[List[int], float]:
        """(labels, modularity): communities of high signed modularity."""
        labels, count, modularity = (ctypes.c_uint32 * len(self))(), ctypes.c_uint32(), ctypes.c_double()
        run("ent_signed_communities", labels, ctypes.byref(count), ctypes.byref(modularity), self._pointer,
            _options(weight, **options), seed=seed)
        return list(labels), modularity.value
