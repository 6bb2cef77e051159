"""Running a peer on a network: a process for each repetition, which prints seconds, memory and scores."""
import dataclasses
import math
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
CANNOT = 77


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


def answer(command, edges, measure, limit):
    """An Answer; a word if there is none."""
    try:
        done = subprocess.run([*command, str(edges), measure], capture_output=True, text=True, timeout=limit,
                              check=False, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
    except subprocess.TimeoutExpired:
        return f"over {limit:.0f} s"
    except OSError as problem:
        return str(problem)
    if done.returncode == CANNOT:
        return "has none"
    if done.returncode != 0:
        return "failed: " + (done.stderr.strip().splitlines() or ["no message"])[-1]
    seconds, memory, scores = math.nan, math.nan, []
    for line in done.stdout.splitlines():
        if line.startswith("seconds "):
            seconds = float(line.split()[1])
        elif line.startswith("memory "):
            memory = float(line.split()[1])
        elif line:
            scores.append(float(line))
    return Answer(seconds, memory, scores)


def instructions(command, edges, measure):
    """Instructions of one call on one thread, by callgrind; None without it."""
    try:
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                               "--toggle-collect=time_once", *command, str(edges), measure, "1"],
                              capture_output=True, text=True, check=False)
    except OSError:
        return None
    for line in done.stderr.splitlines():
        if "Collected :" in line:
            return int(line.split(":")[1].split()[0])
    return None
