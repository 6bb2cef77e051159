"""Times us and the peers in turn; called by tests/bench/run. Exit status 1: answers differ, or something got slower."""
import argparse
import pathlib
import statistics
import subprocess
import sys

import generate
import measures
import report
import runners

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build" / "bench"
RECORDED = HERE / "recorded.tsv"
REPETITIONS = 3
SHORT = 5.0  # seconds above which one repetition does
STARTS = 240.0  # seconds in which a runner must have read a network
NETWORKX_EDGES = 2000  # it takes some hundred times as long, and is here for its answers
COUNTED = ["power_2k"]  # networks for counting instructions


def command_line():
    parser = argparse.ArgumentParser(description="Times entente and its peers on the same networks.")
    parser.add_argument("--networks", nargs="+", choices=list(generate.ALL), default=list(generate.ALL))
    parser.add_argument("--measures", nargs="+", choices=list(measures.COST), default=list(measures.COST))
    parser.add_argument("--bound", type=float, default=60.0,
                        help="seconds: a call expected to take longer, by a smaller network, is left out; one that does is stopped")
    parser.add_argument("--peers", nargs="+", help="only these, and entente")
    parser.add_argument("--record", action="store_true", help="writes tests/bench/recorded.tsv")
    parser.add_argument("others", nargs="*", metavar="PEER=command", default=[])
    return parser.parse_args()


def family(network):
    """Networks whose times tell of each other's: those of a kind in several sizes."""
    return network.split("_", 2)[2:] if network.startswith("power_") else None


def expected(peer, measure, network, rows):
    """Seconds, from the largest network of the family so far and what the measure costs; 0 if nothing is known."""
    name, nodes, edges = network
    known = [row for row in rows if (row["peer"], row["measure"]) == (peer, measure) and family(row["network"]) is not None
             and family(row["network"]) == family(name) and row["edges"] < edges]
    if not known:
        return 0.0
    last = max(known, key=lambda row: row["edges"])
    if not last["seconds"]:
        return last.get("at_least", 0.0)
    cost = measures.COST[measure]
    return last["seconds"] * cost(nodes, edges) / cost(last["nodes"], last["edges"])


def reason_to_leave_out(peer, measure, network, bound, rows):
    if peer == "networkx" and network[2] > NETWORKX_EDGES:
        return f"left out: over {NETWORKX_EDGES} edges"
    seconds = expected(peer, measure, network, rows)
    return f"left out: {seconds:.0f} s expected" if seconds > bound else None


def is_enough(found):
    return isinstance(found, str) or (found and found[-1].seconds > SHORT)


def ask(peers, wanted, path, repetitions, bound):
    """(measure, peer) -> answers, each a repetition, or a word. The peers take turns, a repetition each."""
    answers = {(measure, peer): [] for peer in peers for measure in wanted[peer]}
    for _ in range(repetitions):
        for peer, command in peers.items():
            left = [measure for measure in wanted[peer] if not is_enough(answers[measure, peer])]
            runner = runners.Runner(command, path, left)
            for measure in left:
                found = runner.next(STARTS, 3.0 * bound if peer == "entente" else 1.5 * bound)
                if isinstance(found, str):
                    answers[measure, peer] = found
                else:
                    answers[measure, peer].append(found)
            runner.stop()
    return answers


def row_of(measure, network, peer, answers, ours):
    row = {"measure": measure, "network": network[0], "nodes": network[1], "edges": network[2], "peer": peer,
           "seconds": "", "memory": "", "note": ""}
    if isinstance(answers, str):
        row["note"] = answers
        return row
    row["seconds"] = statistics.median(answer.seconds for answer in answers)
    row["memory"] = max(answer.memory for answer in answers)
    row["repetitions"] = len(answers)
    if peer != "entente" and isinstance(ours, list):
        row["difference"] = measures.difference(measure, ours[0].scores, answers[0].scores)
    return row


def least(note, bound):
    """Seconds that a peer without a time is known, or expected, to need at least."""
    words = note.split()
    if note.startswith("stopped after"):
        return float(words[2])
    return float(words[2]) if note.startswith("left out:") and note.endswith("expected") else 0.0


def measure_network(network, path, peers, asked, rows):
    """Adds a row each measure and peer."""
    applied = [measure for measure in asked.measures if measures.applies(measure, network[0])]
    reasons = {(measure, peer): reason_to_leave_out(peer, measure, network, asked.bound, rows)
               for measure in applied for peer in peers}
    wanted = {peer: [measure for measure in applied if not reasons[measure, peer]] for peer in peers}
    repetitions = 1 if network[0] in generate.SHAPES else REPETITIONS  # small shapes are here to agree
    answers = ask(peers, wanted, path, repetitions, asked.bound)
    for measure in applied:
        for peer in peers:
            found = reasons[measure, peer] or answers[measure, peer]
            row = row_of(measure, network, peer, found, answers.get((measure, "entente")))
            row["at_least"] = least(row["note"], asked.bound)
            if peer == "entente" and network[0] in COUNTED:
                row["instructions"] = runners.instructions(peers[peer], path, measure) or ""
            rows.append(row)
            text = row["note"] or "%.4g s, %.1f MB" % (row["seconds"], row["memory"] / 1e6)
            apart = row.get("difference", 0.0)
            print(f"{measure:21} {network[0]:19} {peer:11} {text}"
                  + (f"  differs by {apart:.2g}" if apart > measures.TOLERANCE else ""), flush=True)


def write_tables(rows, peers):
    """Written after each network, so that a run that is stopped has what it measured."""
    report.write_tsv(BUILD / "table.tsv", rows)
    (BUILD / "table.md").write_text(report.markdown(rows, list(peers)), encoding="ascii")
    (BUILD / "table.svg").write_text(report.svg(rows), encoding="ascii")


def append_growth():
    """Adds time and memory of every call against size to the table; a minute."""
    print("growth of every call of the library, a minute", flush=True)
    done = subprocess.run([str(BUILD / "tests" / "bench_growth")], capture_output=True, text=True, check=True)
    with open(BUILD / "table.md", "a", encoding="ascii") as file:
        file.write("\n## Growth of every call\n\n```\n" + done.stdout + "```\n")
    print(done.stdout)


def main():
    asked = command_line()
    BUILD.mkdir(parents=True, exist_ok=True)
    peers = runners.peers(BUILD, asked.others)
    if asked.peers:
        peers = {peer: command for peer, command in peers.items() if peer in ("entente", *asked.peers)}
    print(f"{len(asked.networks)} networks, {len(asked.measures)} measures, {', '.join(peers)}; all of them take about 40 minutes; "
          f"tables of what is done are in {BUILD}", flush=True)
    rows = []
    for name in asked.networks:
        path = BUILD / f"{name}.txt"
        measure_network((name, *generate.write(name, path)), path, peers, asked, rows)
        write_tables(rows, peers)
    print(report.markdown(rows, list(peers)))
    apart = [row for row in rows if row.get("difference", 0.0) > measures.TOLERANCE]
    slower = report.regressions(rows, report.read_tsv(RECORDED)) if RECORDED.exists() else []
    for row in apart:
        print(f"answers differ: {row['measure']} on {row['network']}, {row['peer']}: {row['difference']:.3g}")
    print("\n".join(["behind: " + sentence for sentence in report.behind(rows)] + ["regression: " + sentence for sentence in slower]))
    if asked.networks == list(generate.ALL) and asked.measures == list(measures.COST):
        append_growth()
    if asked.record:
        report.write_tsv(RECORDED, rows)
    return 1 if apart or slower else 0


if __name__ == "__main__":
    sys.exit(main())
