"""entente: graphs of political actors. Who is central, who stands between whom, by which path, who could mediate.

    import entente as ent
    g = ent.Graph.read("pakistan-iran-2024.json")
    net = g.network(since="2024-01-16", rollup=True)
    net.rank("betweenness")
    g.mediators("Pakistan", "Iran", on="2024-01-29")
"""
from ._library import lib as _lib
from .back_channels import BackChannels, Shuttle
from .brokerage import BrokerageRoles
from .certainty import Certainty, Influence, Sure
from .compare import Diff, Explanation, Period, RankChange, Reason, Series, SourceReason, TieChange
from .errors import (AmbiguousError, CancelledError, DocumentError, EntenteError, FileError, InvalidError,
                     NotFoundError)
from .events import EventFile, EventsReport, Origin, Rejected
from .graph import Actor, Graph, Match, Relation, Source
from .index import Index
from .mediators import Candidate, Mediated, Mediators
from .network import Edge, Network, Path, Ranked, Step, rank
from .ontology import (ActorSpec, Cameo, Plover, State, actor_from_codes, actor_from_icews, add_spec, add_state,
                       add_states, cameo, cameo_codes, cameo_named, code_kind, code_rules, find_state, plover,
                       plover_codes, plover_contexts, repair_cameo, state_by_code, states)
from .signed import Camps, Frustration, SignedTie, Triads
from .time import Contacts, Journey, JourneyStep
from .validation import Difference, Query, Validation

__version__ = _lib.ent_version().decode()
__all__ = ["Actor", "ActorSpec", "AmbiguousError", "BackChannels", "BrokerageRoles", "Cameo", "Camps", "CancelledError",
           "Candidate", "Certainty", "Contacts", "Diff", "Difference", "DocumentError", "Edge", "EntenteError",
           "EventFile", "EventsReport", "Explanation", "FileError", "Frustration", "Graph", "Influence", "InvalidError", "Journey",
           "JourneyStep", "Match", "Mediated", "Mediators", "Network", "NotFoundError", "Origin", "Path",
           "Period", "Plover", "Query", "RankChange", "Ranked", "Reason", "Rejected", "Relation", "Series", "Shuttle",
           "SignedTie", "Source", "SourceReason", "State", "Step", "Sure", "TieChange", "Triads", "Validation",
           "actor_from_codes", "actor_from_icews", "add_spec", "add_state", "add_states", "cameo", "cameo_codes",
           "cameo_named", "code_kind", "code_rules", "find_state", "plover", "plover_codes", "plover_contexts", "rank",
           "repair_cameo", "state_by_code", "states"]
