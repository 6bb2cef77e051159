"""An index over the relations of a graph: the network of any window of days in a moment."""
import ctypes

from . import _library as c
from ._calls import Handle
from .network import Network


class Index:
    """Made by `Graph.index`. Never changes: when relations are added to the graph, it gives right answers, but slowly."""

    def __init__(self, graph, view):
        self._graph, self._view = graph, view
        asked = graph.view(**view)
        self._handle = Handle.made_by(c.lib.ent_index_free, "ent_index_new", graph._pointer, ctypes.byref(asked))

    def _asked(self, view):
        return self._graph.view(**{**self._view, **view})

    def network(self, **view) -> Network:
        """The network that `Graph.network` gives. What is not said is as the index was asked for: most often one says `since`
        and `until`. Another question than the index's own is answered by a scan."""
        asked = self._asked(view)
        handle = Handle.made_by(c.lib.ent_network_free, "ent_index_compile", self._handle.pointer, ctypes.byref(asked))
        return Network(handle, self._graph)

    def serves(self, **view) -> bool:
        """Whether `network` answers this without a scan."""
        return bool(c.lib.ent_index_serves(self._handle.pointer, ctypes.byref(self._asked(view))))

    @property
    def memory(self) -> int:
        """Bytes that it holds."""
        return c.lib.ent_index_memory(self._handle.pointer)

    def __repr__(self):
        return f"<entente.Index: {self.memory / 1e6:.1f} MB>"


class Indexed:
    """What a graph can do with indexes."""

    def index(self, **view) -> Index:
        """An index for many windows of one question, which is what `network` takes; worth its while from some ten windows
        of a million events."""
        return Index(self, view)
