"""The structs and functions of compare.h, for _library, which loads them with all others."""
from ctypes import POINTER, c_char_p, c_double, c_int, c_int32, c_size_t, c_uint32, c_void_p

from ._sized import Error, Sized

_u32s, _doubles, _dates = POINTER(c_uint32), POINTER(c_double), POINTER(c_int32)


class TieChange(Sized):
    _fields_ = [("size", c_size_t), ("change", c_int), ("from_", c_uint32), ("to", c_uint32), ("edges", c_uint32 * 2),
                ("signs", c_int32 * 2), ("positive", c_double * 2), ("negative", c_double * 2)]


class RankChange(Sized):
    _fields_ = [("size", c_size_t), ("actor", c_uint32), ("ranks", c_uint32 * 2), ("scores", c_double * 2)]


class Edit(Sized):
    _fields_ = [("size", c_size_t), ("actors", _u32s), ("actor_count", c_size_t), ("cut", _u32s),
                ("cut_count", c_size_t), ("added", _u32s), ("added_count", c_size_t), ("strengths", _doubles)]


class Reason(Sized):
    _fields_ = [("size", c_size_t), ("relation", c_uint32), ("reserved", c_uint32), ("contribution", c_double),
                ("share", c_double)]


class SourceReason(Sized):
    _fields_ = [("size", c_size_t), ("source", c_uint32), ("relations", c_uint32), ("contribution", c_double),
                ("share", c_double)]


class SeriesColumns(Sized):
    _fields_ = [("size", c_size_t), ("count", c_uint32), ("undated", c_uint32), ("first", _dates), ("last", _dates),
                ("relations", _u32s), ("positive", _doubles), ("negative", _doubles), ("values", _doubles),
                ("indicator", c_int), ("period", c_int)]


def declare(measure_options, path, view, run, sink):
    """The struct that names another's options, and the table of functions: name -> (result, arguments)."""
    class SeriesOptions(Sized):
        _fields_ = [("size", c_size_t), ("period", c_int), ("span", c_uint32), ("actor", c_uint32),
                    ("other", c_uint32), ("indicator", c_int), ("measure", c_int),
                    ("measure_options", POINTER(measure_options))]

    h, u, d, s, out, err = c_void_p, c_uint32, c_double, c_char_p, POINTER(c_void_p), POINTER(Error)
    runs = POINTER(run)
    return SeriesOptions, {
        "ent_change_name": (s, [c_int]),
        "ent_diff_compute": (c_int, [out, h, h, c_int, POINTER(measure_options), runs, err]),
        "ent_diff_free": (None, [h]),
        "ent_diff_tie_count": (u, [h]),
        "ent_diff_tie": (c_int, [POINTER(TieChange), h, u, err]),
        "ent_diff_actor_count": (u, [h]),
        "ent_diff_actor": (c_int, [POINTER(RankChange), h, u, err]),
        "ent_network_edit": (c_int, [out, h, POINTER(Edit), runs, err]),
        "ent_explain_edge": (c_int, [out, h, h, u, err]),
        "ent_explain_path": (c_int, [out, h, h, POINTER(path), err]),
        "ent_explain_score": (c_int, [out, h, h, u, c_int, POINTER(measure_options), runs, err]),
        "ent_explain_mediator": (c_int, [out, h, h, u, c_int, err]),
        "ent_explanation_free": (None, [h]),
        "ent_explanation_value": (d, [h]),
        "ent_explanation_count": (u, [h]),
        "ent_explanation_get": (c_int, [POINTER(Reason), h, u, err]),
        "ent_explanation_source_count": (u, [h]),
        "ent_explanation_source": (c_int, [POINTER(SourceReason), h, u, err]),
        "ent_period_name": (s, [c_int]),
        "ent_period_of": (None, [_dates, _dates, c_int, c_int32]),
        "ent_period_format": (None, [s, c_int, c_int32]),
        "ent_indicator_name": (s, [c_int]),
        "ent_series_compute": (c_int, [out, h, POINTER(view), POINTER(SeriesOptions), runs, err]),
        "ent_series_free": (None, [h]),
        "ent_series_svg_write": (c_int, [POINTER(sink), h, s, s, err]),
        "ent_series_get": (c_int, [POINTER(SeriesColumns), h, err]),
    }
