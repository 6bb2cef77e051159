"""The structs and functions of certainty.h and backchannel.h, for _library, which loads them with all others."""
from ctypes import POINTER, c_char_p, c_double, c_int, c_size_t, c_uint32, c_void_p

from ._sized import Error, Run, Scorer, Sized


class CertaintySummary(Sized):
    _fields_ = [("size", c_size_t), ("unit", c_int), ("units", c_uint32), ("draws", c_uint32), ("actors", c_uint32),
                ("relations", c_uint32), ("unsourced", c_uint32), ("sources", c_uint32), ("left_out", c_uint32),
                ("level", c_double)]


class ActorCertainty(Sized):
    _fields_ = [("size", c_size_t), ("actor", c_uint32), ("rank", c_uint32), ("rank_low", c_uint32),
                ("rank_high", c_uint32), ("score", c_double), ("present", c_double), ("flip_next", c_double)]


class PairCertainty(Sized):
    _fields_ = [("size", c_size_t), ("before", c_double), ("equal", c_double), ("after", c_double)]


class SourceInfluence(Sized):
    _fields_ = [("size", c_size_t), ("source", c_uint32), ("relations", c_uint32), ("alone", c_uint32),
                ("actor", c_uint32), ("rank", c_uint32), ("rank_without", c_uint32), ("distance", c_double)]


class BackChannelOptions(Sized):
    _fields_ = [("size", c_size_t), ("shuttles", c_uint32), ("reserved", c_uint32)]


class BackChannelsFound(Sized):
    _fields_ = [("size", c_size_t), ("channels", c_void_p), ("shuttles", c_void_p), ("mediators", POINTER(c_uint32)),
                ("critical", POINTER(c_uint32)), ("critical_count", c_uint32), ("is_direct", c_uint32)]


def declare_certainty(measure_options, view):
    """The struct that names another's options, and the table of functions: name -> (result, arguments)."""
    class CertaintyOptions(Sized):
        _fields_ = [("size", c_size_t), ("measure", c_int), ("unit", c_int),
                    ("measure_options", POINTER(measure_options)), ("draws", c_uint32), ("sources", c_uint32),
                    ("level", c_double), ("scorer", Scorer), ("context", c_void_p),
                    ("contacts_scorer", Scorer), ("traversal", c_uint32), ("reserved", c_uint32)]

    h, u, out, err = c_void_p, c_uint32, POINTER(c_void_p), POINTER(Error)
    return CertaintyOptions, {
        "ent_back_channels_find": (c_int, [out, h, u, u, POINTER(BackChannelOptions), POINTER(Run), err]),
        "ent_back_channels_free": (None, [h]),
        "ent_back_channels_get": (c_int, [POINTER(BackChannelsFound), h, err]),
        "ent_draw_unit_name": (c_char_p, [c_int]),
        "ent_mediators_certainty": (c_int, [out, h, h, POINTER(CertaintyOptions), POINTER(Run), err]),
        "ent_rank_certainty_compute": (c_int, [out, h, POINTER(view), POINTER(CertaintyOptions), POINTER(Run), err]),
        "ent_rank_certainty_free": (None, [h]),
        "ent_rank_certainty_summary": (c_int, [POINTER(CertaintySummary), h, err]),
        "ent_rank_certainty_actor": (c_int, [POINTER(ActorCertainty), h, u, err]),
        "ent_rank_certainty_pair": (c_int, [POINTER(PairCertainty), h, u, u, err]),
        "ent_rank_certainty_source": (c_int, [POINTER(SourceInfluence), h, u, err]),
    }
