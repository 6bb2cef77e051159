"""Unloading the library ends the threads that it kept. Prints `N passed, N failed`."""
import _ctypes
import ctypes
import os
import sys

import entente as ent
from entente import _library

passed = failed = 0


def check(holds, what):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}")


def threads():
    return len(os.listdir("/proc/self/task"))


def is_loaded():
    with open("/proc/self/maps") as maps:
        return "libentente" in maps.read()


before = threads()
network = ent.Network.from_edges(600, [(i, (7 * i + 1) % 600) for i in range(600)] + [(i, (i + 1) % 600) for i in range(600)],
                                 directed=True)
network.rank("betweenness")
check(threads() > before or os.cpu_count() == 1, "threads are kept")
del network
path, handle = _library.lib._name, _library.lib._handle
_ctypes.dlclose(handle)
check(not is_loaded(), "the library is unloaded")
check(threads() == before, "no thread of it is left")
again = ctypes.CDLL(path)
check(again.ent_version is not None and threads() == before, "it can be loaded again")
print(f"{passed} passed, {failed} failed")
sys.stdout.flush()
os._exit(1 if failed else 0)  # the bindings still know the first handle
