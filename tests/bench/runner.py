"""What the runners in Python share: the same as runner.h. A runner hands over {measure: function of the graph}."""
import re
import sys
import time

CANNOT = 77  # exit status: this peer has no such measure
PATHS = 10
PAIRS = 10
ENOUGH = 0.2  # seconds of calls after which a short one is not repeated again


def read_edges(path):
    """(number of nodes, [(from, to, length)])"""
    with open(path, encoding="ascii") as file:
        nodes = int(file.readline().split()[0])
        rows = map(str.split, file)
        return nodes, [(int(u), int(v), float(length)) for u, v, length in rows]


def pairs(nodes):
    return [((i + 1) * nodes // (PAIRS + 2), nodes - 1 - i % nodes) for i in range(PAIRS)]


def _status(name):
    with open("/proc/self/status", encoding="ascii") as file:
        return 1024 * int(re.search(name + r":\s+(\d+)", file.read()).group(1))


def run(measures, make_graph):
    """Reads the command line, times the call, prints seconds, memory and scores."""
    if sys.argv[2] not in measures:
        sys.exit(CANNOT)
    graph = make_graph(*read_edges(sys.argv[1]))
    call = measures[sys.argv[2]]
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")
    before = _status("VmRSS")
    times = []
    while not times or sum(times) < ENOUGH:
        start = time.perf_counter()
        scores = call(graph)
        times.append(time.perf_counter() - start)
        if len(times) == 1:
            memory = max(_status("VmHWM") - before, 0)
    print("seconds %.9f\nmemory %d" % (min(times), memory))
    print("\n".join("%.17g" % score for score in scores))
