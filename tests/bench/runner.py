"""What the runners in Python share: the same as runner.h. A runner hands over {measure: function of the graph}."""
import os
import re
import sys
import time

import numpy

PATHS = 10
PAIRS = 10
ENOUGH = 0.1  # seconds of calls after which a short one is not repeated again


def read_edges(path):
    """(number of nodes, ends as rows of two, lengths, whether directed)"""
    with open(path, encoding="ascii") as file:
        nodes, _, direction = file.readline().split()
        rows = numpy.fromfile(file, sep=" ").reshape(-1, 3)
    return int(nodes), rows[:, :2].astype(int), rows[:, 2].copy(), direction == "directed"


def pairs(nodes):
    return [((i + 1) * nodes // (PAIRS + 2), nodes - 1 - i % nodes) for i in range(PAIRS)]


def _status(name):
    with open("/proc/self/status", encoding="ascii") as file:
        return 1024 * int(re.search(name + r":\s+(\d+)", file.read()).group(1))


def _measure(call, graph):
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
    print("\n".join("%.17g" % score for score in scores), flush=True)


def _apart(call, graph):
    """In a process of its own, which finds the graph as it was read: nothing that a measure keeps helps the next."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            _measure(call, graph)
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1] != 0:
        print("failed")


def run(measures, make_graph):
    """Reads the command line; for each measure prints seconds, memory and scores."""
    graph = make_graph(*read_edges(sys.argv[1]))
    for name in sys.argv[2:]:
        print("measure", name, flush=True)
        if name in measures:
            _apart(measures[name], graph)
        else:
            print("none")
        print("end", flush=True)
