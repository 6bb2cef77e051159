"""The structs and functions of events.h, for _library, which loads them with all others."""
from ctypes import POINTER, c_char_p, c_double, c_int, c_int32, c_size_t, c_uint32, c_uint64, c_void_p

from ._ontology_library import CodeRule
from ._sized import Error, Run, Sink, Sized


class EventColumns(Sized):
    _fields_ = [("size", c_size_t)] + [(name, c_char_p) for name in (
        "source", "target", "date", "end", "code", "tone", "weight", "id", "reference", "actors", "dates", "epoch")] + [
            ("steps_a_day", c_double)]


class EventsOptions(Sized):
    _fields_ = [("size", c_size_t), ("format", c_int), ("strict", c_int), ("repair_codes", c_int32),
                ("block_size", c_uint32), ("split_government", c_int32), ("rule_count", c_uint32),
                ("rules", POINTER(CodeRule)), ("rejects", POINTER(Sink)), ("columns", POINTER(EventColumns))]


class EventsCounts(Sized):
    _fields_ = [("size", c_size_t), ("bytes", c_uint64), ("rows", c_uint64), ("kept", c_uint64), ("rejected", c_uint64),
                ("blank", c_uint64), ("repaired_codes", c_uint64), ("bad_bytes", c_uint64),
                ("doubtful_dates", c_uint64), ("filled_tones", c_uint64), ("other_tones", c_uint64)]


class RejectedRow(Sized):
    _fields_ = [("size", c_size_t), ("file", c_char_p), ("text", c_void_p), ("text_length", c_size_t),
                ("row_length", c_uint64), ("line", c_uint32), ("column", c_uint32)]


class Origin(Sized):
    _fields_ = [("size", c_size_t), ("file", c_char_p), ("format", c_char_p), ("event_text", c_char_p),
                ("event", c_uint64), ("line", c_uint32), ("source", c_uint32)]


_h, _i, _u, _z, _s = c_void_p, c_int, c_uint32, c_size_t, c_char_p
_p, _err = POINTER, POINTER(Error)

# name -> (what it returns, what it takes), as in _library.
EVENTS = {
    "ent_event_format_name": (_s, [_i]),
    "ent_event_format_description": (_s, [_i]),
    "ent_reject_name": (_s, [_i]),
    "ent_reject_message": (_s, [_i]),
    "ent_reject_is_broken": (_i, [_i]),
    "ent_events_read": (_i, [_p(_h), _h, _p(_s), _z, _p(EventsOptions), _p(Run), _err]),
    "ent_events_row": (_i, [_p(Sink), _h, _u, _err]),
    "ent_events_report_counts": (_i, [_p(EventsCounts), _h, _err]),
    "ent_events_report_rejected": (c_uint64, [_h, _i]),
    "ent_events_report_first": (_i, [_p(RejectedRow), _h, _i, _err]),
    "ent_events_report_file_count": (_u, [_h]),
    "ent_events_report_file": (_i, [_p(_s), _p(_i), _p(EventsCounts), _h, _u, _err]),
    "ent_events_report_free": (None, [_h]),
    "ent_graph_relation_origin": (_i, [_p(Origin), _h, _u, _err]),
}
