"""The structs and functions of ontology.h, for _library, which loads them with all others."""
from ctypes import POINTER, Structure, c_char_p, c_double, c_int, c_int32, c_size_t, c_uint32, c_void_p

from ._sized import Error, Sized


class Cameo(Sized):
    _fields_ = [("size", c_size_t), ("code", c_char_p), ("name", c_char_p), ("root", c_char_p), ("level", c_uint32),
                ("quad", c_uint32), ("quad_cameo", c_uint32), ("reserved", c_uint32), ("goldstein", c_double),
                ("goldstein_icews", c_double), ("plover_type", c_char_p), ("plover_mode", c_char_p),
                ("plover_context", c_char_p), ("note", c_char_p)]


class CodeRule(Structure):
    _fields_ = [("prefix", c_char_p), ("kind", c_int), ("status", c_int), ("mediator", c_int)]


class Plover(Sized):
    _fields_ = [("size", c_size_t), ("type", c_char_p), ("mode", c_char_p), ("quad", c_uint32), ("reserved", c_uint32),
                ("score", c_double), ("cameo", c_char_p)]


class State(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("name", c_char_p), ("iso2", c_char_p), ("iso3", c_char_p),
                ("iso_num", c_char_p), ("cow", c_char_p), ("cow_abb", c_char_p), ("gw", c_char_p), ("cameo", c_char_p),
                ("fips", c_char_p), ("capital", c_char_p), ("note", c_char_p), ("in_system", c_uint32),
                ("reserved", c_uint32)]


class StateMatch(Sized):
    _fields_ = [("size", c_size_t), ("state", POINTER(State)), ("text", c_char_p), ("word", c_int),
                ("reserved", c_uint32)]


class ActorSpec(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("name", c_char_p), ("kind", c_int), ("tie", c_int),
                ("type", c_char_p), ("state", POINTER(State)), ("code", c_char_p), ("flags", c_uint32),
                ("reserved", c_uint32)]


class ActorCodes(Sized):
    _fields_ = [("size", c_size_t), ("chain", c_char_p), ("country", c_char_p), ("group", c_char_p),
                ("ethnic", c_char_p), ("religions", c_char_p * 2), ("types", c_char_p * 3),
                ("split_government", c_uint32), ("reserved", c_uint32)]


class IcewsActor(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("sectors", c_char_p), ("country", c_char_p), ("on", c_int32),
                ("reserved", c_uint32)]


_h, _i, _u, _z, _s = c_void_p, c_int, c_uint32, c_size_t, c_char_p
_p, _day, _err = POINTER, c_int32, POINTER(Error)

# name -> (what it returns, what it takes), as in _library.
ONTOLOGY = {
    "ent_cameo_count": (_u, []),
    "ent_cameo_get": (_p(Cameo), [_u]),
    "ent_cameo_find": (_p(Cameo), [_s, _z]),
    "ent_cameo_find_name": (_p(Cameo), [_s, _z]),
    "ent_cameo_repair": (_p(Cameo), [_s, _z, _s, _u, _p(_i)]),
    "ent_code_rule_find": (_p(CodeRule), [_s, _p(CodeRule), _z]),
    "ent_code_rules_check": (_i, [_p(CodeRule), _z, _err]),
    "ent_code_rules": (_p(CodeRule), [_p(_z)]),
    "ent_plover_count": (_u, []),
    "ent_plover_get": (_p(Plover), [_u]),
    "ent_plover_find": (_p(Plover), [_s, _s]),
    "ent_plover_context": (_s, [_u]),
    "ent_state_count": (_u, []),
    "ent_state_get": (_p(State), [_u]),
    "ent_state_by_id": (_p(State), [_s]),
    "ent_state_spell": (_i, [_p(_day), _p(_day), _p(State), _u]),
    "ent_state_exists": (_i, [_p(State), _day]),
    "ent_state_by_code": (_p(State), [_s, _s, _day]),
    "ent_state_word_name": (_s, [_i]),
    "ent_state_find": (_i, [_p(StateMatch), _s, _day, _u, _err]),
    "ent_state_word_get": (_i, [_p(_s), _p(_i), _p(State), _u]),
    "ent_graph_add_state": (_i, [_p(_u), _h, _p(State), _err]),
    "ent_graph_add_states": (_i, [_h, _day, _err]),
    "ent_actor_from_codes": (_i, [_p(ActorSpec), _s, _z, _p(ActorCodes), _err]),
    "ent_actor_from_icews": (_i, [_p(ActorSpec), _s, _z, _p(IcewsActor), _err]),
    "ent_graph_add_spec": (_i, [_p(_u), _h, _p(ActorSpec), _err]),
}
