"""Who stands between groups: Gould and Fernandez' five roles, held against chance."""
import ctypes
from dataclasses import dataclass
from typing import Dict, List

from . import _library as c
from ._calls import choice, run
from .errors import InvalidError

ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison", "none")
COLUMNS = ROLES[:5] + ("total",)
NULLS = ("bernoulli", "labels")


@dataclass(frozen=True)
class BrokerageRoles:
    """Role -> a number an actor: open two-paths brokered, what the null gives, its standard deviation, and z."""
    counts: Dict[str, List[float]]
    expected: Dict[str, List[float]]
    sd: Dict[str, List[float]]
    z: Dict[str, List[float]]


class Brokerage:
    """Methods of a Network."""

    def brokerage(self, groups, null: str = "bernoulli") -> BrokerageRoles:
        """Roles of every actor between groups; groups: one an actor, None for none."""
        if len(groups) != len(self):
            raise InvalidError(f"groups has {len(groups)} entries; expected {len(self)}", "ENT_EINVAL")
        numbers = {group: i for i, group in enumerate(dict.fromkeys(g for g in groups if g is not None))}
        of = (ctypes.c_uint32 * len(self))(*(c.NONE if g is None else numbers[g] for g in groups))
        columns = [(ctypes.c_double * (len(COLUMNS) * len(self)))() for _ in range(4)]
        places = [ctypes.cast(column, ctypes.POINTER(ctypes.c_double)) for column in columns]
        into = c.Brokerage(counts=places[0], expected=places[1], deviation=places[2], z=places[3])
        run("ent_brokerage_count", ctypes.byref(into), self._pointer, of, choice(null, NULLS, "null"))
        return BrokerageRoles(*({role: column[i::len(COLUMNS)] for i, role in enumerate(COLUMNS)} for column in columns))
