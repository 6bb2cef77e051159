"""Graphs of actors and relations, and the questions that need their dates."""
import ctypes
import os
from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence, Tuple, Union

from . import _library as c
from ._calls import (Handle, call, choice, days_text, encoded, encoded_path, interval, mask, pointer, run, strings, taken,
                     text, window, written)
from .certainty import SIGNED, TEMPORAL, Certainty, Draws, by_measure, by_scores
from .compare import Series
from .errors import NotFoundError
from .index import Indexed
from .mediators import COMPONENTS, Mediators
from .network import Network
from .time import Contacts
from .validation import Validation

ACTOR_KINDS = ("state", "official", "organisation")
KINDS = ("mediation", "attack", "diplomatic", "affiliation")
AFFILIATIONS = ("", "serves", "part_of", "member_of")
STATUSES = ("", "expected", "appeal", "offered", "accepted", "conducted", "rejected")
MATCHES = ("id", "name", "alias", "code")
DIRECTIONS = (False, True, "mutual")
ROLLUPS = (False, True)
GRAPH_FILE = b"\x89ENT\r\n\x1a\n"


@dataclass(frozen=True)
class Actor:
    """A state, an official or an organisation."""
    id: str
    name: str
    kind: str
    type: Optional[str] = None
    aliases: Tuple[str, ...] = ()
    codes: Tuple[Tuple[str, str], ...] = ()
    note: Optional[str] = None
    catch_all: bool = False  # not one actor, but all to whom a source gives the same word: "Government"


@dataclass(frozen=True)
class Source:
    """What relations cite."""
    id: str
    title: Optional[str] = None
    publisher: Optional[str] = None
    url: Optional[str] = None
    date: Optional[str] = None


@dataclass(frozen=True)
class Relation:
    """One record of who did what to whom and when; `number` is its place in the graph, actors and sources are ids."""
    number: int
    id: Optional[str]
    kind: str
    from_: Tuple[str, ...]
    to: Tuple[str, ...]
    date: str
    code: Optional[str]
    tone: float
    confidence: float
    status: str
    mutual: bool
    affiliation: str
    role: Optional[str]
    summary: Optional[str]
    sources: Tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Match:
    """An actor that a text named, and what of it fitted."""
    actor: Actor
    matched: str
    text: str


def _pointers(graphs):
    return (ctypes.c_void_p * len(graphs))(*(graph._pointer for graph in graphs))


def _is_graph_file(path) -> bool:
    """Looks at files only: what a pipe gives up is gone. What cannot be read is the reader's to complain about."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            return file.read(len(GRAPH_FILE)) == GRAPH_FILE
    except OSError:
        return False


class Graph(Indexed):
    """A graph of political actors. `Graph.read(path)` opens a document; `Graph()` is empty."""

    def __init__(self, handle: Optional[Handle] = None):
        self._handle = handle or Handle.made_by(c.lib.ent_graph_free, "ent_graph_new", plain=True)

    @property
    def _pointer(self):
        return self._handle.pointer

    # ---- documents

    @classmethod
    def read(cls, path, *known: "Graph") -> "Graph":
        """Reads a document or a graph file, by its first bytes; a mistake in it raises DocumentError with line and column.

        A document may name actors and sources of `known` graphs that it does not declare: its graph gets copies of them, and
        `Graph.join` of all is the whole.
        """
        if _is_graph_file(path):
            return cls(Handle.made_by(c.lib.ent_graph_free, "ent_graph_file_open", encoded_path(path), file=os.fsdecode(path)))
        return cls(Handle.made_by(c.lib.ent_graph_free, "ent_document_read_after", encoded_path(path), _pointers(known),
                                  len(known), file=os.fsdecode(path)))

    @classmethod
    def parse(cls, document: Union[str, bytes], *known: "Graph") -> "Graph":
        """Reads a document out of a text; `known` as in `read`."""
        data = document.encode("utf-8") if isinstance(document, str) else document
        return cls(Handle.made_by(c.lib.ent_graph_free, "ent_document_parse_after", data, len(data), _pointers(known),
                                  len(known)))

    # ---- events

    @classmethod
    def read_events(cls, paths, **options) -> tuple:
        """(graph, EventsReport) of one or several files of coded events.

        format: a word of `events.FORMATS`, or None: each file by its content. columns: of any other table, as
        {"source": "Actor1", "target": "Actor2", "date": "Day"}, with "end", "code", "tone", "weight", "id", "reference", "actors",
        "dates", "epoch", "steps_a_day" as ent_event_columns says. strict: True stops at the first broken row, "all" at the
        first that is not kept. repair_codes: gives codes their leading zero back where that is certain. rules: as
        `code_kind`. rejects: a path for the rows that were not kept. split_government: a country's GOV is an
        organisation of its own. progress, threads: of the run.
        """
        graph = cls()
        return graph, graph.add_events(paths, **options)

    def add_events(self, paths, **options):
        """The same into this graph, which stays as it was on failure; events that it has are not kept twice."""
        from .events import add_events  # which needs what this module has
        return add_events(self, paths, **options)

    def origin(self, relation: int):
        """The file, line and event that a relation was read from; NotFoundError if it is from no file of events."""
        from .events import origin
        return origin(self, relation)

    def row(self, relation: int) -> bytes:
        """The row that a relation was read from, read again from its file."""
        from .events import row
        return row(self, relation)

    @classmethod
    def join(cls, *graphs: "Graph") -> "Graph":
        """One new graph of several; what has the same id must say the same in each."""
        return cls(Handle.made_by(c.lib.ent_graph_free, "ent_graph_join", None, _pointers(graphs), len(graphs), plain=True))

    def save(self, path) -> None:
        """Writes a graph file if the name ends in ".entente", else the document; it appears whole or not at all."""
        is_graph_file = os.fsdecode(path).endswith(".entente")
        run("ent_graph_file_save" if is_graph_file else "ent_document_save", encoded_path(path), self._pointer)

    def to_document(self) -> str:
        """The graph as an entente document, a text of JSON."""
        return written("ent_document_write", self._pointer)

    # ---- what it holds

    @property
    def title(self) -> Optional[str]:
        """The title, which diagrams show; None: none. May be set."""
        return text(c.lib.ent_graph_title(self._pointer))

    @title.setter
    def title(self, value):
        call("ent_graph_set_title", self._pointer, encoded(value))

    @property
    def description(self) -> Optional[str]:
        """What the graph is about; None: nothing is said. May be set."""
        return text(c.lib.ent_graph_description(self._pointer))

    @description.setter
    def description(self, value):
        call("ent_graph_set_description", self._pointer, encoded(value))

    def actor(self, number: int) -> Actor:
        """The actor of a number."""
        a = c.Actor()
        call("ent_graph_get_actor", ctypes.byref(a), self._pointer, number)
        return Actor(text(a.id), text(a.name), ACTOR_KINDS[a.kind], text(a.type),
                     tuple(text(a.aliases[i]) for i in range(a.alias_count)),
                     tuple((text(a.codes[i].scheme), text(a.codes[i].value)) for i in range(a.code_count)), text(a.note),
                     bool(a.flags & c.ACTOR_CATCH_ALL))

    def source(self, number: int) -> Source:
        """The source of a number."""
        s = c.Source()
        call("ent_graph_get_source", ctypes.byref(s), self._pointer, number)
        return Source(text(s.id), text(s.title), text(s.publisher), text(s.url), text(s.date))

    def relation(self, number: int) -> Relation:
        """The relation of a number, as evidence lists name it."""
        r = c.Relation()
        call("ent_graph_get_relation", ctypes.byref(r), self._pointer, number)
        # Copied before the next call: what the struct points to is borrowed.
        ends = [taken(r.from_, 0, r.from_count), taken(r.to, 0, r.to_count)]
        sources = taken(r.sources, 0, r.source_count)
        return Relation(number, text(r.id), KINDS[r.kind], *(tuple(self.actor(a).id for a in end) for end in ends),
                        days_text(r.first, r.last), text(r.code), r.tone, r.confidence, STATUSES[r.status],
                        bool(r.mutual), AFFILIATIONS[r.affiliation], text(r.role), text(r.summary),
                        tuple(self.source(s).id for s in sources), r.weight)

    @property
    def actors(self) -> List[Actor]:
        """Every actor, by number."""
        return [self.actor(i) for i in range(c.lib.ent_graph_actor_count(self._pointer))]

    @property
    def sources(self) -> List[Source]:
        """Every source, by number."""
        return [self.source(i) for i in range(c.lib.ent_graph_source_count(self._pointer))]

    @property
    def relations(self) -> List[Relation]:
        """Every relation, affiliations among them."""
        return [self.relation(i) for i in range(c.lib.ent_graph_relation_count(self._pointer))]

    def __repr__(self):
        return (f"<entente.Graph: {c.lib.ent_graph_actor_count(self._pointer)} actors, "
                f"{c.lib.ent_graph_relation_count(self._pointer)} relations>")

    @property
    def memory(self) -> int:
        """Bytes that the library holds for it."""
        return c.lib.ent_graph_memory(self._pointer)

    # ---- adding

    def add_actor(self, id: str, name: Optional[str] = None, kind: str = "state", type: Optional[str] = None,
                  aliases: Sequence[str] = (), codes: Optional[Dict[str, str]] = None,
                  note: Optional[str] = None, catch_all: bool = False) -> int:
        """Adds an actor and gives its number."""
        pairs = [c.Code(encoded(scheme), encoded(value)) for scheme, value in (codes or {}).items()]
        actor = c.Actor(id=encoded(id), name=encoded(name), kind=choice(kind, ACTOR_KINDS, "kind"), type=encoded(type),
                        aliases=strings(aliases), alias_count=len(aliases), codes=pointer(c.Code, pairs),
                        code_count=len(pairs), note=encoded(note), flags=c.ACTOR_CATCH_ALL if catch_all else 0)
        number = ctypes.c_uint32()
        call("ent_graph_add_actor", ctypes.byref(number), self._pointer, ctypes.byref(actor))
        return number.value

    def add_source(self, id: str, title=None, publisher=None, url=None, date=None) -> int:
        """Adds what relations can cite (`sources` of add_relation) and gives its number. date: ISO, of its publication."""
        source = c.Source(id=encoded(id), title=encoded(title), publisher=encoded(publisher), url=encoded(url),
                          date=encoded(date))
        number = ctypes.c_uint32()
        call("ent_graph_add_source", ctypes.byref(number), self._pointer, ctypes.byref(source))
        return number.value

    def add_relation(self, kind: str, from_, to, date=None, id=None, code=None, tone: float = 0.0,
                     confidence: float = 1.0, status: str = "", mutual: bool = False, summary=None, sources=(),
                     affiliation: str = "", role=None, weight: float = 1.0) -> int:
        """Adds a relation between actors (names or ids, one or several a side); of a mediation `from_` are the mediators."""
        first, last = interval(date)
        ends = [[self.number(a) for a in ([side] if isinstance(side, (str, int)) else side)] for side in (from_, to)]
        cited = [self._source_number(s) for s in ([sources] if isinstance(sources, str) else sources)]
        relation = c.Relation(id=encoded(id), kind=choice(kind, KINDS, "kind"), from_=pointer(ctypes.c_uint32, ends[0]),
                              from_count=len(ends[0]), to=pointer(ctypes.c_uint32, ends[1]), to_count=len(ends[1]),
                              first=first, last=last, code=encoded(code), tone=tone, confidence=confidence,
                              status=choice(status or "", STATUSES, "status"), mutual=int(mutual),
                              affiliation=choice(affiliation, AFFILIATIONS, "affiliation"), role=encoded(role),
                              summary=encoded(summary), sources=pointer(ctypes.c_uint32, cited),
                              source_count=len(cited), weight=weight)
        number = ctypes.c_uint32()
        call("ent_graph_add_relation", ctypes.byref(number), self._pointer, ctypes.byref(relation))
        return number.value

    def add_affiliation(self, who, kind: str, of, role=None, start=None, end=None, confidence: float = 1.0,
                        id=None, sources=()) -> int:
        """`who` serves, is part_of or member_of `of`, from the day `start` until before the day `end`."""
        days = window(start, None)[0], c.DATE_MAX if end is None else interval(end)[0] - 1
        return self.add_relation("affiliation", who, of, date=days, id=id, confidence=confidence, sources=sources,
                                 affiliation=kind, role=role)

    def _source_number(self, source):
        if isinstance(source, int):
            return source
        number = c.lib.ent_graph_source_by_id(self._pointer, encoded(source))
        if number == c.NONE:
            raise NotFoundError(f"no source has the id {source!r}; add it first", "ENT_ENOTFOUND")
        return number

    # ---- names

    def resolve(self, name: str) -> Match:
        """The actor that a text names: id, name, alias or code, whatever the case, accents and punctuation."""
        match = c.Match()
        call("ent_graph_find", ctypes.byref(match), self._pointer, encoded(name))
        return Match(self.actor(match.actor), MATCHES[match.kind], text(match.text))

    def number(self, actor) -> int:
        """The number of an actor given by number, name or Actor."""
        if isinstance(actor, int):
            return actor
        match = c.Match()
        call("ent_graph_find", ctypes.byref(match), self._pointer, encoded(actor.id if isinstance(actor, Actor) else actor))
        return match.actor

    def suggest(self, name: str, count: int = 3) -> List[Match]:
        """The nearest actors to a text."""
        found, matches = ctypes.c_size_t(), (c.Match * count)()
        call("ent_graph_suggest", matches, count, ctypes.byref(found), self._pointer, encoded(name))
        return [Match(self.actor(m.actor), MATCHES[m.kind], text(m.text)) for m in matches[:found.value]]

    def principals(self, actor, date=None) -> List[Tuple[str, float]]:
        """For whom an actor counts on a day, and with what share."""
        first, last = interval(date)
        found, shares = ctypes.c_size_t(), (c.Share * 64)()
        call("ent_graph_principals", shares, 64, ctypes.byref(found), self._pointer, self.number(actor), first, last)
        return [(self.actor(s.actor).id, s.share) for s in shares[:found.value]]

    # ---- questions

    def view(self, since=None, until=None, kinds=None, actors=None, actor_kinds=None, codes=None,
             tone: Tuple[float, float] = (-10.0, 10.0), min_confidence: float = 0.0, statuses=None,
             rollup: bool = False, weight: str = "count", half_life: float = 0.0, reference=None, directed=False,
             exclude=None, catch_alls: bool = True) -> c.View:
        """The question, as the library takes it; see `network` for the meaning of each."""
        first, last = window(since, until)
        only = None if actors is None else [self.number(a) for a in actors]
        without = None if exclude is None else [self.number(a) for a in exclude]
        codes = [codes] if isinstance(codes, str) else codes
        return c.View(since=first, until=last, kinds=mask(kinds, KINDS, "kind"),
                      actor_kinds=mask(actor_kinds, ACTOR_KINDS, "actor kind"),
                      statuses=mask(statuses, STATUSES, "status"), rollup=choice(bool(rollup), ROLLUPS, "rollup"),
                      scheme=choice(weight, ("count", "tone", "weight"), "weight"),
                      direction=choice(directed, DIRECTIONS, "directed"), codes=strings(codes),
                      code_count=len(codes or ()), tone_min=tone[0], tone_max=tone[1], confidence_min=min_confidence,
                      half_life=half_life, exclude_flags=0 if catch_alls else c.ACTOR_CATCH_ALL,
                      reference=c.DATE_MAX if reference is None else interval(reference)[1],
                      only=pointer(ctypes.c_uint32, only), only_count=len(only or ()),
                      exclude=pointer(ctypes.c_uint32, without), exclude_count=len(without or ()))

    def network(self, **view) -> Network:
        """The network that a question leaves.

        since, until: closed window (ISO dates). kinds: of relations ("mediation", "attack", "diplomatic", "affiliation";
        default the first three). actors, exclude: names. catch_alls: False leaves out what is not one actor, but all to
        whom a source gives the same word ("Government"). actor_kinds, codes (prefixes), tone (range), min_confidence,
        statuses: filters. rollup: officials and agencies count as what they serve or are part of. weight: "count",
        "tone" or "weight" (each relation as often as its own weight says); half_life in days. directed: False, True or "mutual".
        """
        asked = self.view(**view)
        handle = Handle.made_by(c.lib.ent_network_free, "ent_network_compile", self._pointer, ctypes.byref(asked))
        return Network(handle, self)

    def contacts(self, traversal: int = 0, **view) -> Contacts:
        """The dated contacts of a question, for journeys that respect time; takes what `network` takes."""
        asked = self.view(**view)
        handle = Handle.made_by(c.lib.ent_contacts_free, "ent_contacts_compile", self._pointer, ctypes.byref(asked),
                                traversal)
        return Contacts(handle, self)

    def series(self, actor=None, other=None, by: str = "month", span: int = 0, indicator: Optional[str] = None,
               measure: Optional[str] = None, options: Optional[dict] = None, **view) -> Series:
        """Relations, P, N and their net by day, week, month or year: of all, of one actor, or of two with each other.

        indicator: a number of the network of the `span` periods that end with each: "actors", "ties", "strong_balance",
        "weak_balance", "line_index", "walk_balance", "transitivity". measure: the actor's score instead, with the
        `options` that `Network.scores` takes. Takes what `network` takes.
        """
        asked = self.view(**view)
        who = [None if name is None else self._counted(name, view) for name in (actor, other)]
        what = indicator or ("score" if measure else "events")
        return Series(self, asked, by, span, *who, what, measure or "degree", **(options or {}))

    def certainty(self, measure="betweenness", draws: int = 0, seed: int = 0, options: Optional[dict] = None,
                  unit: str = "sources", level: float = 0.0, sources: int = 0, threads: int = 0, progress=None,
                  **view) -> Certainty:
        """How sure the ranking of a question is: rank intervals over draws (0: 1000) of its sources or relations, each
        relation true with the probability of its confidence, and the ranking without each single source.

        measure: also "signed_degree" (net), "pn_index", "signed_eigenvector", or any function that gives a network's
        scores: `lambda net: net.pn_index()`. options: as `Network.scores` or the function takes them.
        level: of the intervals (0: 0.95). sources: most to leave out (0: 1000).
        Takes what `network` takes; the meaning of a draw: certainty.h.
        In time, with a `traversal` among the options: "temporal_closeness", "temporal_betweenness".
        """
        drawn, asked = Draws(draws, seed, unit, level, sources, threads, progress), self.view(**view)
        if callable(measure) or measure in SIGNED:
            return by_scores(self, asked, measure, drawn, lambda lent: Network(lent, self), **(options or {}))
        if measure in TEMPORAL:
            return by_scores(self, asked, measure, drawn, lambda lent: Contacts(lent, self), **(options or {}))
        return by_measure(self, asked, measure, drawn, **(options or {}))

    def _counted(self, name, view):
        """The number of the actor that one counts as in a view."""
        number = self.number(name)
        if not view.get("rollup"):
            return number
        return self.number(self.network(**view)._located(number))

    def mediators(self, a, b, on=None, horizon: int = 0, experience_horizon: int = 0, rollup: bool = True,
                  half_life: float = 0.0, groups=None, by: str = "screen") -> Mediators:
        """Who did and who could mediate between two actors, from events strictly before the day `on`.

        horizon: days of evidence (0: 365), experience_horizon: days of mediation experience (0: 1825). groups: actor
        (name) -> group number, for brokerage roles. by: the component that ranks who could; "predictive" is who will
        most likely, as far as experience with the pair and shared contacts tell.
        """
        numbers = None
        if groups is not None:
            numbers = [c.NONE] * c.lib.ent_graph_actor_count(self._pointer)
            for actor, group in groups.items():
                numbers[self.number(actor)] = group
        options = c.MediatorOptions(day=c.DATE_MAX if on is None else interval(on)[0], horizon=horizon,
                                    experience_horizon=experience_horizon, rollup=int(bool(rollup)),
                                    half_life=half_life, groups=pointer(ctypes.c_uint32, numbers),
                                    by=choice(by, COMPONENTS, "by"))
        handle = Handle.made_by(c.lib.ent_mediators_free, "ent_mediators_find", self._pointer, self.number(a),
                                self.number(b), ctypes.byref(options))
        return Mediators(handle, self, by)

    def validate_mediators(self, **options) -> Validation:
        """How well the ranking of mediators, and simpler ones, would have named those who did, on the eve of each mediation.

        horizon, experience_horizon, rollup, half_life: as in `mediators`. since, until: the days of the
        mediations asked for; what came before is known all the same. progress, threads: of the run.
        """
        return Validation(self, **options)
