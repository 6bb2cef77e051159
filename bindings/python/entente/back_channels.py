"""How two actors are joined other than by their own tie: independent channels, who is critical, what a mediator would walk."""
import ctypes
from dataclasses import dataclass
from typing import List

from . import _library as c
from ._calls import Handle, Running, call, taken
from .paths import Path


@dataclass(frozen=True)
class Shuttle:
    """The walk of a mediator (his id) from the first actor to himself and on to the second."""
    mediator: object
    walk: Path


@dataclass(frozen=True)
class BackChannels:
    """channels: as many paths as share no actor between the two. critical: ids of those who are on all ways. is_direct:
    the two are tied themselves, which is no back channel."""
    channels: List[Path]
    critical: list
    shuttles: List[Shuttle]
    is_direct: bool


class Channelled:
    """Methods of a Network."""

    def back_channels(self, first, second, shuttles: int = 0, **run_options) -> BackChannels:
        """The back channels between two actors over cooperative ties in either direction; at most so many shuttles (0: 10)."""
        handle = Handle.made_by(c.lib.ent_back_channels_free, "ent_back_channels_find", self._pointer, self.node(first),
                                self.node(second), ctypes.byref(c.BackChannelOptions(shuttles=shuttles)),
                                running=Running(**run_options))
        found = c.BackChannelsFound()
        call("ent_back_channels_get", ctypes.byref(found), handle.pointer)
        channels, walks = (self._all_of(ctypes.c_void_p(paths)) for paths in (found.channels, found.shuttles))
        mediators = [self._name(node) for node in taken(found.mediators, 0, len(walks))]
        return BackChannels(channels, [self._name(node) for node in taken(found.critical, 0, found.critical_count)],
                            [Shuttle(*pair) for pair in zip(mediators, walks)], bool(found.is_direct))

    def _all_of(self, paths):
        return [self._path(self._get_of(paths, i)) for i in range(c.lib.ent_paths_count(paths))]

    @staticmethod
    def _get_of(paths, index):
        path = c.Path()
        call("ent_paths_get", ctypes.byref(path), paths, index)
        return path
