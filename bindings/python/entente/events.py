"""Files of coded events, read into a graph; what became of every row."""
import ctypes
import os
from dataclasses import dataclass
from typing import Dict, Optional, Tuple

from . import _library as c
from ._calls import Handle, Running, call, choice, encoded, encoded_path, text, written_bytes
from .errors import InvalidError
from .ontology import code_rule_array

FORMATS = (None, "gdelt", "gdelt-table", "icews", "polecat", "acled", "ucdp-ged", "cline", "cow-disputes", "cow-alliances",
           "atop", "cow-exchange", "phoenix", "tkg", "tkg-ids", "table", "cow-members", "cow-wars", "cow-igo")
REASONS = ("columns", "nul", "bytes", "event-id", "date", "late", "code", "tone", "no-actors", "no-source", "no-target",
           "actor", "same-actor", "duplicate", "quote", "no-tie", "weight")
STRICT = (False, True, "all")
COUNTS = ("bytes", "rows", "kept", "rejected", "blank", "repaired_codes", "bad_bytes", "doubtful_dates", "filled_tones",
          "other_tones")


@dataclass(frozen=True)
class Rejected:
    """The first row that was rejected for a reason. `text` is cut after 4096 bytes, `length` is that of the row."""
    reason: str
    message: str
    broken: bool
    file: str
    line: int
    column: int
    text: bytes
    length: int


@dataclass(frozen=True)
class EventFile:
    """A file that was read: its path, the word of its format, and its counts (see `EventsReport.counts`)."""
    path: str
    format: Optional[str]
    counts: Dict[str, int]


@dataclass(frozen=True)
class Origin:
    """Where a relation was read from; `event` is the id of the event in that file, `source` that of its publisher."""
    file: str
    format: str
    line: int
    event: object
    source: Optional[str]


@dataclass(frozen=True)
class EventsReport:
    """What became of every row: counts["rows"] == counts["kept"] + counts["rejected"], always.

    rejected: rows by reason, those that occur. first: the first row of each of these. files: the counts of each file.
    """
    counts: Dict[str, int]
    rejected: Dict[str, int]
    first: Dict[str, Rejected]
    files: Tuple[EventFile, ...]


def _counts(struct):
    return {name: getattr(struct, name) for name in COUNTS}


def _path(data):
    return os.fsdecode(data)


def _first(report, reason):
    row = c.RejectedRow()
    call("ent_events_report_first", ctypes.byref(row), report, reason)
    return Rejected(REASONS[reason], text(c.lib.ent_reject_message(reason)), bool(c.lib.ent_reject_is_broken(reason)),
                    _path(row.file), row.line, row.column, ctypes.string_at(row.text, row.text_length), row.row_length)


def _file(report, index):
    path, form, counts = ctypes.c_char_p(), ctypes.c_int(), c.EventsCounts()
    call("ent_events_report_file", ctypes.byref(path), ctypes.byref(form), ctypes.byref(counts), report, index)
    return EventFile(_path(path.value), FORMATS[form.value], _counts(counts))


def _report(report):
    counts = c.EventsCounts()
    call("ent_events_report_counts", ctypes.byref(counts), report)
    number = {i: c.lib.ent_events_report_rejected(report, i) for i in range(len(REASONS))}
    found = [i for i in number if number[i]]
    files = tuple(_file(report, i) for i in range(c.lib.ent_events_report_file_count(report)))
    return EventsReport(_counts(counts), {REASONS[i]: number[i] for i in found},
                        {REASONS[i]: _first(report, i) for i in found}, files)


def _columns(columns):
    """The caller's columns as a struct: {"source": "Actor1", "target": "Actor2", "date": "Day", ...}; None: none."""
    if columns is None:
        return None
    unknown = set(columns) - {name for name, _ in c.EventColumns._fields_[1:]}
    if unknown:
        raise InvalidError(f"columns have no {sorted(unknown)[0]!r}", "ENT_EINVAL")
    return c.EventColumns(**{name: float(value) if name == "steps_a_day" else encoded(str(value))
                             for name, value in columns.items() if value is not None})


def add_events(graph, paths, format=None, strict=False, repair_codes=False, rules=None, rejects=None,
               split_government=False, block_size=0, columns=None, **run_options) -> EventsReport:
    """Reads files of events into a graph that is there; on failure it stays as it was. See `Graph.read_events`."""
    if isinstance(paths, (str, bytes)) or hasattr(paths, "__fspath__"):
        paths = [paths]
    names = [encoded_path(path) for path in paths]
    made = code_rule_array(rules)
    options = c.EventsOptions(format=choice(format, FORMATS, "format"), strict=choice(strict, STRICT, "strict"),
                              repair_codes=int(bool(repair_codes)), block_size=block_size,
                              split_government=int(bool(split_government)), rule_count=len(made),
                              rules=ctypes.cast(made, ctypes.POINTER(c.CodeRule)) if len(made) else None)
    mapped = _columns(columns)
    if mapped is not None:
        options.columns = ctypes.pointer(mapped)
    into = None
    if rejects is not None:
        into = Handle.made_by(c.lib.ent_file_free, "ent_file_create", encoded_path(rejects), plain=True)
        sink = c.lib.ent_file_sink(into.pointer)
        options.rejects = ctypes.pointer(sink)
    handle = Handle.made_by(c.lib.ent_events_report_free, "ent_events_read", graph._pointer,
                            (ctypes.c_char_p * len(names))(*names), len(names), ctypes.byref(options),
                            running=Running(**run_options))
    if into:
        call("ent_file_commit", into.pointer)
    return _report(handle.pointer)


def origin(graph, relation: int) -> Origin:
    """Where a relation was read from. NotFoundError: not from a file of events."""
    found = c.Origin()
    call("ent_graph_relation_origin", ctypes.byref(found), graph._pointer, relation)
    source = None if found.source == c.NONE else graph.source(found.source).id
    event = text(found.event_text) if found.event_text is not None else (found.event or None)
    return Origin(_path(found.file), text(found.format), found.line, event, source)


def row(graph, relation: int) -> bytes:
    """The row that a relation came from, read again from its file."""
    return written_bytes("ent_events_row", graph._pointer, relation)
