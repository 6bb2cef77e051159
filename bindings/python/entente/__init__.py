"""entente: graphs of political actors. Who is central, who stands between whom, by which path, who could mediate.

    import entente as ent
    g = ent.Graph.read("pakistan-iran-2024.json")
    net = g.network(since="2024-01-16", rollup=True)
    net.rank("betweenness")
    g.mediators("Pakistan", "Iran", on="2024-01-29")
"""
from ._library import lib as _lib
from .brokerage import BrokerageRoles
from .errors import (AmbiguousError, CancelledError, DocumentError, EntenteError, InvalidError, NotFoundError,
                     OutputError)
from .graph import Actor, Graph, Match, Relation, Source
from .mediators import Candidate, Mediated, Mediators
from .network import Edge, Network, Path, Ranked, Step, rank
from .signed import Camps, Frustration, SignedTie, Triads
from .time import Contacts, Journey, JourneyStep
from .validation import Difference, Query, Validation

__version__ = _lib.ent_version().decode()
__all__ = ["Actor", "AmbiguousError", "BrokerageRoles", "Camps", "CancelledError", "Candidate", "Contacts",
           "Difference", "DocumentError", "Edge", "EntenteError", "Frustration", "Graph", "InvalidError", "Journey",
           "JourneyStep", "Match", "Mediated", "Mediators", "Network", "NotFoundError", "OutputError", "Path",
           "Query", "Ranked", "Relation", "SignedTie", "Source", "Step", "Triads", "Validation", "rank"]
