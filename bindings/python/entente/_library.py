"""The shared library: found, loaded, and every function and struct of its headers declared.

The declarations are checked against the headers by tests/python/test_signatures.py, so that the two cannot drift.
"""
import ctypes
import ctypes.util
import os
import pathlib
from ctypes import (POINTER, Structure, byref, c_char_p, c_double, c_int, c_int32, c_size_t, c_uint8, c_uint32, c_uint64,
                    c_void_p)

from ._certainty_library import (ActorCertainty, BackChannelOptions, BackChannelsFound, CertaintySummary, PairCertainty,
                                 SourceInfluence, declare_certainty)
from ._compare_library import Edit, RankChange, Reason, SeriesColumns, SourceReason, TieChange, declare
from ._events_library import EVENTS, EventColumns, EventsCounts, EventsOptions, Origin, RejectedRow
from ._ontology_library import (ONTOLOGY, ActorCodes, ActorSpec, Cameo, CodeRule, IcewsActor, Plover, State,
                                StateMatch)
from ._sized import Error, Progress, Run, Scorer, Sink, Sized

NONE = 0xFFFFFFFF
DATE_MIN, DATE_MAX = -2**31, 2**31 - 1
ACTOR_CATCH_ALL = 1

_u32s, _doubles, _dates, _strings = POINTER(c_uint32), POINTER(c_double), POINTER(c_int32), POINTER(c_char_p)


class Code(Structure):
    _fields_ = [("scheme", c_char_p), ("value", c_char_p)]


class Actor(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("name", c_char_p), ("kind", c_int), ("type", c_char_p),
                ("aliases", _strings), ("alias_count", c_size_t), ("codes", POINTER(Code)), ("code_count", c_size_t),
                ("note", c_char_p), ("flags", c_uint32), ("reserved", c_uint32)]


class Source(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("title", c_char_p), ("publisher", c_char_p), ("url", c_char_p),
                ("date", c_char_p)]


class Relation(Sized):
    _fields_ = [("size", c_size_t), ("id", c_char_p), ("kind", c_int), ("from_", _u32s), ("from_count", c_size_t),
                ("to", _u32s), ("to_count", c_size_t), ("first", c_int32), ("last", c_int32), ("code", c_char_p),
                ("tone", c_double), ("confidence", c_double), ("status", c_int), ("mutual", c_int32),
                ("affiliation", c_int), ("role", c_char_p), ("summary", c_char_p), ("sources", _u32s),
                ("source_count", c_size_t), ("weight", c_double)]


class Match(Structure):
    _fields_ = [("actor", c_uint32), ("kind", c_int), ("text", c_char_p)]


class Share(Structure):
    _fields_ = [("actor", c_uint32), ("share", c_double)]


class View(Sized):
    _fields_ = [("size", c_size_t), ("since", c_int32), ("until", c_int32), ("kinds", c_uint32),
                ("actor_kinds", c_uint32), ("statuses", c_uint32), ("rollup", c_int), ("scheme", c_int),
                ("direction", c_int), ("codes", _strings), ("code_count", c_size_t), ("tone_min", c_double),
                ("tone_max", c_double), ("confidence_min", c_double), ("half_life", c_double), ("reference", c_int32),
                ("exclude_flags", c_uint32), ("only", _u32s), ("only_count", c_size_t), ("exclude", _u32s),
                ("exclude_count", c_size_t)]


class EdgeList(Sized):
    _fields_ = [("size", c_size_t), ("node_count", c_uint32), ("directed", c_uint32), ("edge_count", c_size_t),
                ("from_", _u32s), ("to", _u32s), ("positive", _doubles), ("negative", _doubles), ("length", _doubles),
                ("kinds", POINTER(c_uint8))]


class Edges(Sized):
    _fields_ = [("size", c_size_t), ("count", c_uint32), ("reserved", c_uint32), ("from_", _u32s), ("to", _u32s),
                ("positive", _doubles), ("negative", _doubles), ("length", _doubles), ("relations", _u32s),
                ("first", _dates), ("last", _dates), ("kinds", _u32s)]


class Internal(Structure):
    _fields_ = [("relations", c_uint32), ("reserved", c_uint32), ("positive", c_double), ("negative", c_double)]


class MeasureOptions(Sized):
    _fields_ = [("size", c_size_t), ("weight", c_int), ("mode", c_int), ("layer", c_int), ("normalized", c_int32),
                ("damping", c_double), ("personalisation", _doubles)]


class SampleOptions(Sized):
    _fields_ = [("size", c_size_t), ("epsilon", c_double), ("delta", c_double)]


class CommunityOptions(Sized):
    _fields_ = [("size", c_size_t), ("method", c_int), ("weight", c_int), ("resolution", c_double)]


class SignedOptions(Sized):
    _fields_ = [("size", c_size_t), ("value", c_int), ("reserved", c_uint32), ("kappa", c_double),
                ("threshold", c_double)]


class SignedTie(Structure):
    _fields_ = [("u", c_uint32), ("v", c_uint32), ("sign", c_int32), ("reserved", c_uint32), ("value", c_double),
                ("positive", c_double), ("negative", c_double)]


class SignedTriadsResult(Sized):
    _fields_ = [("size", c_size_t), ("triads", c_uint64 * 4), ("strong_balance", c_double), ("weak_balance", c_double)]


class Frustration(Sized):
    _fields_ = [("size", c_size_t), ("lower", c_double), ("upper", c_double), ("proven", c_int32),
                ("reserved", c_uint32), ("balance", c_double)]


class Brokerage(Sized):
    _fields_ = [("size", c_size_t), ("counts", _doubles), ("expected", _doubles), ("deviation", _doubles),
                ("z", _doubles)]


class PathOptions(Sized):
    _fields_ = [("size", c_size_t), ("method", c_int), ("weight", c_int), ("mode", c_int), ("k", c_uint32),
                ("limit", c_uint32), ("avoid_kinds", c_uint32), ("avoid", _u32s), ("avoid_count", c_size_t)]


class Path(Sized):
    _fields_ = [("size", c_size_t), ("cost", c_double), ("hops", c_uint32), ("reserved", c_uint32), ("nodes", _u32s),
                ("edges", _u32s), ("kinds", POINTER(c_uint8))]


class KindItem(Structure):
    _fields_ = [("kinds", c_uint32), ("quantifier", c_int)]


class KindPathOptions(Sized):
    _fields_ = [("size", c_size_t), ("pattern", POINTER(KindItem)), ("pattern_count", c_size_t), ("weight", c_int),
                ("reserved", c_uint32)]


class ContactList(Sized):
    _fields_ = [("size", c_size_t), ("node_count", c_uint32), ("directed", c_uint32), ("count", c_size_t),
                ("from_", _u32s), ("to", _u32s), ("first", _dates), ("last", _dates), ("traversal", POINTER(c_int32)),
                ("length", _doubles)]


class JourneyOptions(Sized):
    _fields_ = [("size", c_size_t), ("since", c_int32), ("until", c_int32), ("objective", c_int),
                ("reserved", c_uint32)]


class JourneyBetweenness(Sized):
    _fields_ = [("size", c_size_t), ("since", c_int32), ("until", c_int32), ("optimum", c_int), ("count", c_int),
                ("normalized", c_int32), ("reserved", c_uint32), ("max_contacts", c_uint64)]


class JourneyView(Sized):
    _fields_ = [("size", c_size_t), ("value", c_double), ("hops", c_uint32), ("certainty", c_int), ("nodes", _u32s),
                ("days", _dates), ("relations", _u32s)]


class MediatorOptions(Sized):
    _fields_ = [("size", c_size_t), ("day", c_int32), ("horizon", c_uint32), ("experience_horizon", c_uint32),
                ("rollup", c_int), ("half_life", c_double), ("groups", _u32s), ("by", c_int), ("reserved", c_uint32)]


class Mediated(Sized):
    _fields_ = [("size", c_size_t), ("actor", c_uint32), ("status", c_int), ("relations", _u32s),
                ("relation_count", c_uint32), ("reserved", c_uint32)]


class Candidate(Sized):
    _fields_ = [("size", c_size_t), ("actor", c_uint32), ("role", c_int), ("components", _doubles),
                ("rank", c_uint32), ("reserved", c_uint32)]


class ValidationOptions(Sized):
    _fields_ = [("size", c_size_t), ("horizon", c_uint32), ("experience_horizon", c_uint32), ("rollup", c_int),
                ("reserved", c_uint32), ("half_life", c_double), ("since", c_int32), ("until", c_int32)]


class ValidationQuery(Sized):
    _fields_ = [("size", c_size_t), ("day", c_int32), ("relation", c_uint32), ("party_a", c_uint32),
                ("party_b", c_uint32), ("mediator", c_uint32), ("candidates", c_uint32), ("cold", c_int32),
                ("known", c_int32), ("ranks", _doubles)]


class BootstrapOptions(Sized):
    _fields_ = [("size", c_size_t), ("ranker", c_int), ("baseline", c_int), ("metric", c_int), ("resamples", c_uint32),
                ("by_pair", c_int32), ("reserved", c_uint32)]


class Bootstrap(Sized):
    _fields_ = [("size", c_size_t), ("difference", c_double), ("low", c_double), ("high", c_double),
                ("queries", c_uint32), ("reserved", c_uint32)]


class DotOptions(Sized):
    _fields_ = [("size", c_size_t), ("title", c_char_p), ("no_legend", c_int32), ("no_clusters", c_int32),
                ("path", POINTER(Path)), ("before", c_void_p), ("notes", _strings)]


class ExportOptions(Sized):
    _fields_ = [("size", c_size_t), ("gexf_1_3", c_int32), ("score_count", c_uint32), ("score_names", _strings),
                ("scores", POINTER(_doubles))]


# Short names of the types in the table below: an opaque handle, an output, a pointer to a struct.
_h, _i, _u, _z, _s, _d = c_void_p, c_int, c_uint32, c_size_t, c_char_p, c_double
_out, _run, _err = POINTER(c_void_p), POINTER(Run), POINTER(Error)
_p = POINTER

# Every function of the headers: name -> (what it returns, what it takes).
SIGNATURES = {
    "ent_version": (_s, []),
    "ent_status_name": (_s, [_i]),
    "ent_status_message": (_s, [_i]),
    "ent_date_parse": (_i, [_dates, _dates, _s, _err]),
    "ent_date_format": (None, [_s, c_int32, c_int32]),
    "ent_date_from_ymd": (_i, [_dates, c_int32, c_int32, c_int32, _err]),
    "ent_date_to_ymd": (None, [c_int32, _dates, _dates, _dates]),
    "ent_buffer_new": (_i, [_out, _err]),
    "ent_buffer_free": (None, [_h]),
    "ent_buffer_sink": (Sink, [_h]),
    "ent_buffer_data": (_h, [_h]),
    "ent_buffer_size": (_z, [_h]),
    "ent_file_create": (_i, [_out, _s, _err]),
    "ent_file_sink": (Sink, [_h]),
    "ent_file_commit": (_i, [_h, _err]),
    "ent_file_free": (None, [_h]),
    "ent_actor_kind_name": (_s, [_i]),
    "ent_kind_name": (_s, [_i]),
    "ent_affiliation_kind_name": (_s, [_i]),
    "ent_mediation_status_name": (_s, [_i]),
    "ent_graph_new": (_i, [_out, _err]),
    "ent_graph_free": (None, [_h]),
    "ent_graph_set_title": (_i, [_h, _s, _err]),
    "ent_graph_set_description": (_i, [_h, _s, _err]),
    "ent_graph_title": (_s, [_h]),
    "ent_graph_description": (_s, [_h]),
    "ent_graph_add_actor": (_i, [_u32s, _h, _p(Actor), _err]),
    "ent_graph_add_source": (_i, [_u32s, _h, _p(Source), _err]),
    "ent_graph_add_relation": (_i, [_u32s, _h, _p(Relation), _err]),
    "ent_graph_actor_count": (_u, [_h]),
    "ent_graph_source_count": (_u, [_h]),
    "ent_graph_relation_count": (_u, [_h]),
    "ent_graph_get_actor": (_i, [_p(Actor), _h, _u, _err]),
    "ent_graph_get_source": (_i, [_p(Source), _h, _u, _err]),
    "ent_graph_get_relation": (_i, [_p(Relation), _h, _u, _err]),
    "ent_graph_actor_by_id": (_u, [_h, _s]),
    "ent_graph_source_by_id": (_u, [_h, _s]),
    "ent_graph_relation_by_id": (_u, [_h, _s]),
    "ent_graph_memory": (_z, [_h]),
    "ent_match_kind_name": (_s, [_i]),
    "ent_graph_join": (_i, [_out, _p(_z), _out, _z, _err]),
    "ent_graph_find": (_i, [_p(Match), _h, _s, _err]),
    "ent_graph_suggest": (_i, [_p(Match), _z, _p(_z), _h, _s, _err]),
    "ent_graph_principals": (_i, [_p(Share), _z, _p(_z), _h, _u, c_int32, c_int32, _err]),
    "ent_view_check": (_i, [_p(View), _h, _err]),
    "ent_network_compile": (_i, [_out, _h, _p(View), _run, _err]),
    "ent_index_new": (_i, [_out, _h, _p(View), _run, _err]),
    "ent_index_free": (None, [_h]),
    "ent_index_compile": (_i, [_out, _h, _p(View), _run, _err]),
    "ent_index_serves": (_i, [_h, _p(View)]),
    "ent_index_memory": (_z, [_h]),
    "ent_network_from_edges": (_i, [_out, _p(EdgeList), _run, _err]),
    "ent_network_free": (None, [_h]),
    "ent_network_node_count": (_u, [_h]),
    "ent_network_edge_count": (_u, [_h]),
    "ent_network_is_directed": (_i, [_h]),
    "ent_network_is_compiled": (_i, [_h]),
    "ent_network_view": (_p(View), [_h]),
    "ent_network_actor": (_u, [_h, _u]),
    "ent_network_node": (_u, [_h, _u]),
    "ent_network_memory": (_z, [_h]),
    "ent_network_edges": (_i, [_p(Edges), _h, _err]),
    "ent_network_neighbours": (None, [_p(_u32s), _p(_u32s), _u32s, _h, _u, _i]),
    "ent_network_find_edge": (_u, [_h, _u, _u]),
    "ent_network_evidence": (None, [_p(_u32s), _u32s, _h, _u]),
    "ent_network_internal": (None, [_p(Internal), _h, _u]),
    "ent_network_locate": (_i, [_u32s, _h, _h, _u, _err]),
    "ent_measure_name": (_s, [_i]),
    "ent_measure_find": (_i, [_p(_i), _s, _err]),
    "ent_network_score": (_i, [_doubles, _h, _i, _p(MeasureOptions), _run, _err]),
    "ent_triad_name": (_s, [_i]),
    "ent_triad_census": (_i, [_p(c_uint64), _h, _run, _err]),
    "ent_betweenness_sample": (_i, [_doubles, _p(c_uint64), _h, _p(SampleOptions), _run, _err]),
    "ent_edge_betweenness": (_i, [_doubles, _h, _p(MeasureOptions), _run, _err]),
    "ent_mean_distance": (_i, [_doubles, _h, _i, _run, _err]),
    "ent_transitivity": (_i, [_doubles, _h, _run, _err]),
    "ent_rank": (_i, [_u32s, _u32s, _doubles, _u, _err]),
    "ent_articulation_points": (_i, [_u32s, _u32s, _h, _run, _err]),
    "ent_bridges": (_i, [_u32s, _u32s, _u32s, _h, _run, _err]),
    "ent_components": (_i, [_u32s, _u32s, _h, _i, _run, _err]),
    "ent_communities": (_i, [_u32s, _u32s, _doubles, _h, _p(CommunityOptions), _run, _err]),
    "ent_signed_ties": (_i, [_p(SignedTie), _u32s, _h, _p(SignedOptions), _err]),
    "ent_signed_degree": (_i, [_u32s, _u32s, _h, _i, _p(SignedOptions), _err]),
    "ent_pn_index": (_i, [_doubles, _h, _i, _p(SignedOptions), _run, _err]),
    "ent_signed_eigenvector": (_i, [_doubles, _doubles, _h, _p(SignedOptions), _run, _err]),
    "ent_signed_triads": (_i, [_p(SignedTriadsResult), _p(c_uint64), _h, _p(SignedOptions), _run, _err]),
    "ent_signed_camps": (_i, [_u32s, _u32s, _u32s, _h, _i, _p(SignedOptions), _err]),
    "ent_walk_balance": (_i, [_doubles, _doubles, _h, _p(SignedOptions), _run, _err]),
    "ent_broker_role_name": (_s, [_i]),
    "ent_brokerage_count": (_i, [_p(Brokerage), _h, _u32s, _i, _run, _err]),
    "ent_frustration_index": (_i, [_p(Frustration), _u32s, _h, _p(SignedOptions), _run, _err]),
    "ent_block_objective": (_i, [_doubles, _h, _u32s, _d, _p(SignedOptions), _err]),
    "ent_signed_blockmodel": (_i, [_u32s, _doubles, _h, _u, _d, _p(SignedOptions), _run, _err]),
    "ent_signed_modularity": (_i, [_doubles, _h, _u32s, _p(SignedOptions), _err]),
    "ent_signed_communities": (_i, [_u32s, _u32s, _doubles, _h, _p(SignedOptions), _run, _err]),
    "ent_modularity": (_i, [_doubles, _h, _u32s, _p(CommunityOptions), _err]),
    "ent_paths_find": (_i, [_out, _h, _u, _u, _p(PathOptions), _run, _err]),
    "ent_paths_free": (None, [_h]),
    "ent_paths_count": (_u, [_h]),
    "ent_paths_is_cut": (_i, [_h]),
    "ent_paths_get": (_i, [_p(Path), _h, _u, _err]),
    "ent_distances": (_i, [_doubles, _h, _u, _p(PathOptions), _run, _err]),
    "ent_kind_path_find": (_i, [_out, _h, _u, _u, _p(KindPathOptions), _run, _err]),
    "ent_resistance": (_i, [_doubles, _h, _u, _u, _run, _err]),
    "ent_current_flow": (_i, [_doubles, _h, _u, _u, _run, _err]),
    "ent_pair_betweenness": (_i, [_doubles, _h, _u, _u, _i, _err]),
    "ent_max_flow": (_i, [_doubles, _h, _u, _u, _run, _err]),
    "ent_contacts_compile": (_i, [_out, _h, _p(View), _u, _run, _err]),
    "ent_contacts_from_list": (_i, [_out, _p(ContactList), _err]),
    "ent_contacts_free": (None, [_h]),
    "ent_contacts_node_count": (_u, [_h]),
    "ent_contacts_count": (_z, [_h]),
    "ent_contacts_actor": (_u, [_h, _u]),
    "ent_contacts_node": (_u, [_h, _u]),
    "ent_journeys_from": (_i, [_doubles, _h, _u, _p(JourneyOptions), _run, _err]),
    "ent_journey_find": (_i, [_out, _h, _u, _u, _p(JourneyOptions), _run, _err]),
    "ent_journey_free": (None, [_h]),
    "ent_journey_get": (_i, [_p(JourneyView), _h, _err]),
    "ent_journey_check": (_i, [_p(_i), _h, _u32s, _u, _p(JourneyOptions), _err]),
    "ent_contacts_reach": (_i, [_u32s, _u32s, _h, _u, _p(JourneyOptions), _run, _err]),
    "ent_contacts_closeness": (_i, [_doubles, _h, _p(JourneyOptions), _run, _err]),
    "ent_contacts_betweenness": (_i, [_doubles, _h, _p(JourneyBetweenness), _run, _err]),
    "ent_component_name": (_s, [_i]),
    "ent_mediators_find": (_i, [_out, _h, _u, _u, _p(MediatorOptions), _run, _err]),
    "ent_mediators_free": (None, [_h]),
    "ent_mediators_mediated_count": (_u, [_h]),
    "ent_mediators_mediated": (_i, [_p(Mediated), _h, _u, _err]),
    "ent_mediators_candidate_count": (_u, [_h]),
    "ent_mediators_candidate": (_i, [_p(Candidate), _h, _u, _err]),
    "ent_mediators_evidence": (_i, [_u32s, _z, _p(_z), _h, _u, _i, _err]),
    "ent_ranker_name": (_s, [_i]),
    "ent_metric_name": (_s, [_i]),
    "ent_validation_run": (_i, [_out, _h, _p(ValidationOptions), _run, _err]),
    "ent_validation_free": (None, [_h]),
    "ent_validation_query_count": (_u, [_h]),
    "ent_validation_get_query": (_i, [_p(ValidationQuery), _h, _u, _err]),
    "ent_validation_mean": (_i, [_doubles, _u32s, _h, _i, _i, _i, _err]),
    "ent_validation_bootstrap": (_i, [_p(Bootstrap), _h, _p(BootstrapOptions), _run, _err]),
    "ent_random": (c_uint64, [_p(c_uint64)]),
    "ent_document_read": (_i, [_out, _s, _run, _err]),
    "ent_document_parse": (_i, [_out, _s, _z, _run, _err]),
    "ent_document_read_after": (_i, [_out, _s, _p(_h), _z, _run, _err]),
    "ent_document_parse_after": (_i, [_out, _s, _z, _p(_h), _z, _run, _err]),
    "ent_document_write": (_i, [_p(Sink), _h, _run, _err]),
    "ent_document_save": (_i, [_s, _h, _run, _err]),
    "ent_graph_file_save": (_i, [_s, _h, _run, _err]),
    "ent_graph_file_open": (_i, [_out, _s, _run, _err]),
    "ent_dot_write": (_i, [_p(Sink), _h, _h, _p(DotOptions), _run, _err]),
    "ent_node_link_write": (_i, [_p(Sink), _h, _h, _p(ExportOptions), _run, _err]),
    "ent_graphml_write": (_i, [_p(Sink), _h, _h, _p(ExportOptions), _run, _err]),
    "ent_gexf_write": (_i, [_p(Sink), _h, _h, _p(ExportOptions), _run, _err]),
}
SeriesOptions, _COMPARE = declare(MeasureOptions, Path, View, Run, Sink)
CertaintyOptions, _CERTAINTY = declare_certainty(MeasureOptions, View)
SIGNATURES.update(ONTOLOGY)
SIGNATURES.update(EVENTS)
SIGNATURES.update(_COMPARE)
SIGNATURES.update(_CERTAINTY)


def _places():
    """Where the library may be, best first: named, built beside this package, installed."""
    if os.environ.get("ENTENTE_LIBRARY"):
        yield os.environ["ENTENTE_LIBRARY"]
        return
    build = pathlib.Path(__file__).resolve().parents[3] / "build"
    yield from map(str, sorted([*build.glob("libentente.so"), *build.glob("gcc/libentente.so")]))
    yield from ("libentente.so.0", ctypes.util.find_library("entente") or "libentente.so",
                "/usr/local/lib/libentente.so.0")


def _load():
    problems = []
    for place in _places():
        try:
            library = ctypes.CDLL(place)
        except OSError as problem:
            problems.append(str(problem))
            continue
        missing = [name for name in SIGNATURES if not hasattr(library, name)]
        if missing:
            problems.append(f"{place} is another version: it has no {missing[0]}")
            continue
        for name, (result, arguments) in SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        return library
    raise ImportError("libentente was not found; build or install it, or name it in ENTENTE_LIBRARY: " + "; ".join(problems))


lib = _load()
