"""Running a peer on a network: a process that answers one measure after the other with seconds, memory and scores."""
import dataclasses
import math
import os
import pathlib
import queue
import signal
import subprocess
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass
class Answer:
    seconds: float
    memory: float
    scores: list


def peers(build, others):
    """Name -> command. `others` are NAME=command from the command line."""
    known = {
        "entente": [str(build / "tests" / "bench_measure")],
        "igraph": [str(build / "tests" / "bench_igraph")],
        "graph-tool": ["/usr/bin/python3", str(HERE / "peer_graph_tool.py")],
        "networkx": ["/usr/bin/python3", str(HERE / "peer_networkx.py")],
    }
    for text in others:
        name, _, command = text.partition("=")
        known[name] = command.split()
    return known


def _read_answer(lines):
    """What a runner printed for one measure: an Answer, or a word."""
    seconds, memory, scores = math.nan, math.nan, []
    for line in lines:
        if line == "none":
            return "has none"
        if line == "failed":
            return "failed"
        if line.startswith("seconds "):
            seconds = float(line.split()[1])
        elif line.startswith("memory "):
            memory = float(line.split()[1])
        elif line:
            scores.append(float(line))
    return "failed: no seconds" if math.isnan(seconds) else Answer(seconds, memory, scores)


class Runner:
    """A peer at work on a network: it answers one measure after the other, and is started again where it was stopped."""

    def __init__(self, command, edges, measures):
        self.command, self.edges, self.left = command, edges, list(measures)
        self.process = None

    def _start(self):
        self.lines = queue.Queue()
        self.process = subprocess.Popen([*self.command, str(self.edges), *self.left], stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL, start_new_session=True,
                                        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
        threading.Thread(target=self._collect, args=(self.process, self.lines), daemon=True).start()

    @staticmethod
    def _collect(process, lines):
        for line in process.stdout:
            lines.put(line.rstrip("\n"))
        lines.put(None)

    def stop(self):
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)  # with the process that is measuring
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None

    def next(self, start_limit, limit):
        """The answer to the next measure: an Answer, or a word."""
        try:
            if not self.process:
                self._start()
            del self.left[0]
            if self.lines.get(timeout=start_limit) is None:
                self.stop()
                return "failed: the runner ended"
            said, end = [], time.monotonic() + limit
            while (line := self.lines.get(timeout=max(0.0, end - time.monotonic()))) != "end":
                if line is None:
                    self.stop()
                    return "failed: the runner ended"
                said.append(line)
            return _read_answer(said)
        except queue.Empty:
            self.stop()
            return f"stopped after {limit:.0f} s"
        except OSError as problem:
            del self.left[0]  # it could not be started
            return str(problem)


def instructions(command, edges, measure):
    """Instructions of one call on one thread, by callgrind; None without it."""
    try:
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                               "--toggle-collect=time_once", *command, str(edges), measure],
                              capture_output=True, text=True, check=False, env={**os.environ, "BENCH_ONCE": "1"})
    except OSError:
        return None
    for line in done.stderr.splitlines():
        if "Collected :" in line:
            return int(line.split(":")[1].split()[0])
    return None
