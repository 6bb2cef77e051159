"""Times us and the peers in turn; called by tests/bench/run. Exit status 1: answers differ, or something got slower."""
import argparse
import pathlib
import statistics
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
NETWORKX_EDGES = 2000  # it takes some hundred times as long, and is here for its answers
COUNTED = ["power_2k"]  # networks for counting instructions


def command_line():
    parser = argparse.ArgumentParser(description="Times entente and its peers on the same networks.")
    parser.add_argument("--networks", nargs="+", choices=generate.networks(), default=generate.networks())
    parser.add_argument("--measures", nargs="+", choices=list(measures.COST), default=list(measures.COST))
    parser.add_argument("--bound", type=float, default=150.0,
                        help="seconds: what is expected to take longer, by the network before, is left out")
    parser.add_argument("--peers", nargs="+", help="only these, and entente")
    parser.add_argument("--record", action="store_true", help="writes tests/bench/recorded.tsv")
    parser.add_argument("others", nargs="*", metavar="PEER=command", default=[])
    return parser.parse_args()


def expected(peer, measure, nodes, edges, rows):
    """Seconds, from the largest network so far and what the measure costs; 0 if nothing is known."""
    known = [row for row in rows if (row["peer"], row["measure"]) == (peer, measure) and row["network"].startswith("power_")]
    if not known:
        return 0.0
    last = max(known, key=lambda row: row["edges"])
    if not last["seconds"]:
        return float("inf") if last["note"].startswith("left out") and last["edges"] <= edges else 0.0
    cost = measures.COST[measure]
    return last["seconds"] * cost(nodes, edges) / cost(last["nodes"], last["edges"])


def repeat(commands, repetitions, path, measure, bound):
    """Peer -> answers, each a repetition, in turn; or a word."""
    answers = {peer: [] for peer in commands}
    for _ in range(repetitions):
        for peer, command in commands.items():
            known = answers[peer]
            if isinstance(known, str) or (known and known[-1].seconds > SHORT):
                continue
            found = runners.answer(command, path, measure, 3 * bound + 60)
            if isinstance(found, str):
                answers[peer] = found
            else:
                known.append(found)
    return answers


def row_of(measure, network, peer, answers, ours):
    row = {"measure": measure, "network": network[0], "nodes": network[1], "edges": network[2], "peer": peer,
           "seconds": "", "memory": "", "note": ""}
    if isinstance(answers, str):
        row["note"] = answers
        return row
    row["seconds"] = statistics.median(answer.seconds for answer in answers)
    row["memory"] = max(answer.memory for answer in answers)
    if peer != "entente" and isinstance(ours, list):
        row["difference"] = measures.difference(measure, ours[0].scores, answers[0].scores)
    return row


def measure_one(measure, network, path, peers, bound, rows):
    """Adds a row a peer."""
    commands, left_out = {}, {}
    for peer, command in peers.items():
        seconds = expected(peer, measure, *network[1:], rows)
        if peer == "networkx" and network[2] > NETWORKX_EDGES:
            left_out[peer] = f"left out: over {NETWORKX_EDGES} edges"
        elif seconds > bound:
            left_out[peer] = f"left out: over {bound:.0f} s"
        else:
            commands[peer] = command
    repetitions = 1 if network[0] in generate.SMALL else REPETITIONS  # small shapes are here to agree
    answers = {**repeat(commands, repetitions, path, measure, bound), **left_out}
    for peer in peers:
        row = row_of(measure, network, peer, answers[peer], answers["entente"])
        if peer == "entente" and network[0] in COUNTED and measure in measures.COST:
            row["instructions"] = runners.instructions(peers[peer], path, measure) or ""
        rows.append(row)
        text = row["note"] or "%.4g s, %.1f MB" % (row["seconds"], row["memory"] / 1e6)
        apart = row.get("difference", 0.0)
        print(f"{measure:21} {network[0]:16} {peer:11} {text}" + (f"  differs by {apart:.2g}" if apart > measures.TOLERANCE else ""),
              flush=True)


def main():
    asked = command_line()
    BUILD.mkdir(parents=True, exist_ok=True)
    peers = runners.peers(BUILD, asked.others)
    if asked.peers:
        peers = {peer: command for peer, command in peers.items() if peer in ("entente", *asked.peers)}
    rows = []
    for name in asked.networks:
        path = BUILD / f"{name}.txt"
        network = (name, *generate.write(name, path))
        for measure in asked.measures:
            if measures.applies(measure, name):
                measure_one(measure, network, path, peers, asked.bound, rows)
    report.write_tsv(BUILD / "table.tsv", rows)
    (BUILD / "table.md").write_text(report.markdown(rows, list(peers)), encoding="ascii")
    (BUILD / "table.svg").write_text(report.svg(rows), encoding="ascii")
    print(report.markdown(rows, list(peers)))
    apart = [row for row in rows if row.get("difference", 0.0) > measures.TOLERANCE]
    slower = report.regressions(rows, report.read_tsv(RECORDED)) if RECORDED.exists() else []
    for row in apart:
        print(f"answers differ: {row['measure']} on {row['network']}, {row['peer']}: {row['difference']:.3g}")
    print("\n".join("regression: " + sentence for sentence in slower))
    if asked.record:
        report.write_tsv(RECORDED, rows)
    return 1 if apart or slower else 0


if __name__ == "__main__":
    sys.exit(main())
