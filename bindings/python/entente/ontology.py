"""What the codes of event data mean: CAMEO and PLOVER, states by name or code on any day, actors from codes."""
import ctypes
import math
from dataclasses import dataclass, field
from typing import List, Optional, Sequence, Tuple

from . import _library as c
from ._calls import call, choice, days_text, encoded, interval, mask, text
from .errors import CLASSES
from .graph import ACTOR_KINDS, KINDS, STATUSES, Graph

REPAIRS = ("good", "done", "doubtful", "unknown")
SIDES = (None, "source", "target")
WORDS = ("name", "code", "demonym", "capital")
TIES = (None, "is", "part_of", "serves", "located")
FLAGS = ("catch_all", "guess", "unknown", "place", "nobody")


@dataclass(frozen=True)
class Cameo:
    """A code of CAMEO. `tone` is GDELT's Goldstein score, `tone_icews` that of ICEWS (None: none is published); quad and
    quad_cameo the classes of GDELT and of the literature; `mediator` which side of a row mediates."""
    code: str
    name: str
    root: str
    quad: int
    quad_cameo: int
    tone: Optional[float]
    tone_icews: Optional[float]
    kind: str
    status: str
    mediator: Optional[str]
    plover: Tuple[Optional[str], Optional[str], Optional[str]]
    note: Optional[str]


@dataclass(frozen=True)
class Plover:
    """An event type of PLOVER, or a mode of it. PLOVER is the Open Event Data Alliance's."""
    type: str
    mode: Optional[str]
    quad: int
    tone: Optional[float]
    kind: str
    cameo: Optional[str]


@dataclass(frozen=True)
class State:
    """A state or territory; `spells` are the days on which it was a member of the system of states."""
    id: str
    name: str
    iso2: Optional[str]
    iso3: Optional[str]
    iso_num: Optional[str]
    cow: Optional[str]
    cow_abb: Optional[str]
    gw: Optional[str]
    cameo: Optional[str]
    fips: Optional[str]
    capital: Optional[str]
    note: Optional[str]
    in_system: bool
    spells: Tuple[str, ...]
    _struct: object = field(repr=False, compare=False)

    def exists(self, on=None) -> bool:
        """Whether it was a state on a day."""
        return bool(c.lib.ent_state_exists(self._struct, interval(on)[0]))

    @property
    def words(self) -> List[Tuple[str, str]]:
        """What finds it: (text, "name", "demonym" or "capital")."""
        found, one, word = [], ctypes.c_char_p(), ctypes.c_int()
        while c.lib.ent_state_word_get(ctypes.byref(one), ctypes.byref(word), self._struct, len(found)):
            found.append((text(one.value), WORDS[word.value]))
        return found


@dataclass(frozen=True)
class ActorSpec:
    """The actor that codes stand for. `tie` says how it belongs to `state`: "is", "part_of", "serves" (these roll up),
    "located" (never does) or None; `flags` are of FLAGS."""
    id: str
    name: str
    kind: str
    type: Optional[str]
    tie: Optional[str]
    state: Optional[State]
    code: Optional[str]
    flags: Tuple[str, ...]


def _number(value):
    return None if math.isnan(value) else value


def code_rule_array(rules):
    """The user's rules as structs: (prefix, kind[, status[, mediator]])."""
    made = [c.CodeRule(encoded(prefix), choice(kind, KINDS, "kind"), choice(rest[0] if rest else "", STATUSES, "status"),
                       choice(rest[1] if len(rest) > 1 else ("source" if kind == "mediation" else None), SIDES, "mediator"))
            for prefix, kind, *rest in rules or ()]
    array = (c.CodeRule * len(made))(*made)
    call("ent_code_rules_check", array, len(made))
    return array


def code_kind(code: Optional[str], rules: Sequence[tuple] = None) -> Tuple[str, str, Optional[str]]:
    """(kind, status, which side mediates) of an event code, by the longest prefix. `rules`, (prefix, kind[, status[,
    mediator]]) each, come before the built-in ones."""
    array = code_rule_array(rules)
    rule = c.lib.ent_code_rule_find(encoded(code), array, len(array)).contents
    return KINDS[rule.kind], STATUSES[rule.status], SIDES[rule.mediator]


def code_rules() -> List[Tuple[str, str, str, Optional[str]]]:
    """The built-in rules: (prefix, kind, status, mediator)."""
    count = ctypes.c_size_t()
    rules = c.lib.ent_code_rules(ctypes.byref(count))
    return [(text(r.prefix), KINDS[r.kind], STATUSES[r.status], SIDES[r.mediator]) for r in rules[:count.value]]


def _cameo(struct, rules):
    s = struct.contents
    return Cameo(text(s.code), text(s.name), text(s.root), s.quad, s.quad_cameo, _number(s.goldstein),
                 _number(s.goldstein_icews), *code_kind(text(s.code), rules),
                 (text(s.plover_type), text(s.plover_mode), text(s.plover_context)), text(s.note))


def _missing(message):
    return CLASSES["ENT_ENOTFOUND"](message, "ENT_ENOTFOUND")


def cameo(code: str, rules: Sequence[tuple] = None) -> Cameo:
    """The code of CAMEO with exactly this text."""
    found = c.lib.ent_cameo_find(encoded(code), len(encoded(code)))
    if not found:
        raise _missing(f'there is no CAMEO code "{code}"')
    return _cameo(found, rules)


def cameo_named(name: str, rules: Sequence[tuple] = None) -> Cameo:
    """The code of CAMEO that is called so."""
    found = c.lib.ent_cameo_find_name(encoded(name), len(encoded(name)))
    if not found:
        raise _missing(f'no CAMEO code is called "{name}"')
    return _cameo(found, rules)


def cameo_codes(rules: Sequence[tuple] = None) -> List[Cameo]:
    """All codes of CAMEO."""
    return [_cameo(c.lib.ent_cameo_get(i), rules) for i in range(c.lib.ent_cameo_count())]


def repair_cameo(code: str, root: Optional[str] = None, quad: int = 0) -> Tuple[Optional[str], str]:
    """A code that may have lost its leading zero: (the code or None, what was done of REPAIRS)."""
    outcome = ctypes.c_int()
    found = c.lib.ent_cameo_repair(encoded(code), len(encoded(code)), encoded(root), quad, ctypes.byref(outcome))
    return (text(found.contents.code) if found else None), REPAIRS[outcome.value]


def _plover(struct):
    s = struct.contents
    return Plover(text(s.type), text(s.mode), s.quad, _number(s.score), code_kind(text(s.type))[0], text(s.cameo))


def plover(type: str, mode: Optional[str] = None) -> Plover:
    """An event type of PLOVER, or a mode of it, regardless of case."""
    found = c.lib.ent_plover_find(encoded(type), encoded(mode))
    if not found:
        raise _missing(f'PLOVER has no "{type}"' + (f' with mode "{mode}"' if mode else ""))
    return _plover(found)


def plover_codes() -> List[Plover]:
    """All types and modes of PLOVER."""
    return [_plover(c.lib.ent_plover_get(i)) for i in range(c.lib.ent_plover_count())]


def plover_contexts() -> List[str]:
    """The contexts of PLOVER."""
    found = []
    while c.lib.ent_plover_context(len(found)) is not None:
        found.append(text(c.lib.ent_plover_context(len(found))))
    return found


def _state(struct):
    if not struct:
        return None
    s, spells, first, last = struct.contents, [], ctypes.c_int32(), ctypes.c_int32()
    while c.lib.ent_state_spell(ctypes.byref(first), ctypes.byref(last), struct, len(spells)):
        spells.append(days_text(first.value, last.value))
    return State(*(text(getattr(s, name)) for name in ("id", "name", "iso2", "iso3", "iso_num", "cow", "cow_abb", "gw",
                                                       "cameo", "fips", "capital", "note")),
                 bool(s.in_system), tuple(spells), struct)


def states(on=None) -> List[State]:
    """All states and territories, past and present; `on`: the states (no territories) of a day."""
    every = [_state(c.lib.ent_state_get(i)) for i in range(c.lib.ent_state_count())]
    return every if on is None else [state for state in every if state.in_system and state.exists(on)]


def find_state(name: str, on=None, words=None) -> State:
    """The state that a text names on a day; `words` of WORDS says which to accept."""
    match = c.StateMatch()
    call("ent_state_find", ctypes.byref(match), encoded(name), interval(on)[0], mask(words, WORDS, "words"))
    return _state(match.state)


def state_by_code(scheme: str, value, on=None) -> Optional[State]:
    """The state with a code of a scheme (iso2, iso3, isonum, cow, cowabb, gw, cameo, fips), or None."""
    return _state(c.lib.ent_state_by_code(encoded(scheme), encoded(value), interval(on)[0]))


def _spec(name, size, *arguments):
    made, buffer = c.ActorSpec(), ctypes.create_string_buffer(512 + 4 * size)
    call(name, ctypes.byref(made), buffer, len(buffer), *arguments)
    flags = tuple(flag for i, flag in enumerate(FLAGS) if made.flags >> i & 1)
    return ActorSpec(text(made.id), text(made.name), ACTOR_KINDS[made.kind], text(made.type), TIES[made.tie],
                     _state(made.state), text(made.code), flags)


def actor_from_codes(chain=None, country=None, group=None, ethnic=None, religions=(), types=(),
                     split_government: bool = False) -> ActorSpec:
    """The actor that CAMEO codes stand for: GDELT's columns, or a chain alone ("PAKGOVMIL")."""
    columns = [encoded(column) for column in (chain, country, group, ethnic)]
    faiths, roles = [encoded(r) for r in religions], [encoded(t) for t in types]
    codes = c.ActorCodes(chain=columns[0], country=columns[1], group=columns[2], ethnic=columns[3],
                         religions=(ctypes.c_char_p * 2)(*faiths), types=(ctypes.c_char_p * 3)(*roles),
                         split_government=int(split_government))
    return _spec("ent_actor_from_codes", sum(len(column or b"") for column in columns + faiths + roles),
                 ctypes.byref(codes))


def actor_from_icews(name: str, sectors: Optional[str] = None, country: Optional[str] = None, on=None) -> ActorSpec:
    """The actor that a name of ICEWS stands for, with its sectors and country where they are known."""
    actor = c.IcewsActor(name=encoded(name), sectors=encoded(sectors), country=encoded(country), on=interval(on)[0])
    return _spec("ent_actor_from_icews", sum(len(encoded(t) or b"") for t in (name, sectors, country)),
                 ctypes.byref(actor))


def add_state(graph: Graph, state: State) -> int:
    """Adds a state to a graph with all its names and codes, unless it is there; its number."""
    number = ctypes.c_uint32()
    call("ent_graph_add_state", ctypes.byref(number), graph._pointer, state._struct)
    return number.value


def add_states(graph: Graph, on=None) -> None:
    """Adds every state of a day (by default of today) to a graph."""
    call("ent_graph_add_states", graph._pointer, interval(on)[0])


def add_spec(graph: Graph, spec: ActorSpec) -> int:
    """Adds the actor of a spec, its state and the affiliation to it, unless it is there; its number."""
    number = ctypes.c_uint32()
    made = c.ActorSpec(id=encoded(spec.id), name=encoded(spec.name), kind=choice(spec.kind, ACTOR_KINDS, "kind"),
                       tie=choice(spec.tie, TIES, "tie"), type=encoded(spec.type), code=encoded(spec.code),
                       state=spec.state._struct if spec.state else None, flags=mask(spec.flags, FLAGS, "flags"))
    call("ent_graph_add_spec", ctypes.byref(number), graph._pointer, ctypes.byref(made))
    return number.value
