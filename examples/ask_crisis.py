"""Who mediates between Pakistan and Iran, and by which path does a general reach a foreign minister? In Python.

    python3 examples/ask_crisis.py [examples/data/pakistan-iran-2024.json]
"""
import pathlib
import sys

import entente as ent

DATA = pathlib.Path(__file__).resolve().parent / "data" / "pakistan-iran-2024.json"


def main(path):
    graph = ent.Graph.read(path)
    answer = graph.mediators("Pakistan", "Iran", on="2024-01-29")
    print("Who mediated between Pakistan and Iran, as of 29 January 2024:")
    for mediator in answer.mediated:
        print(f"  {mediator.name}: {mediator.status}")
        for number in mediator.evidence:
            relation = graph.relation(number)
            print(f"    {relation.date}  {relation.summary}")

    people = graph.network(kinds="all")
    print("From Munir to Fidan:")
    for step in people.paths("Munir", "Fidan")[0].steps:
        evidence = ", ".join(graph.relation(number).id or f"relation {number}" for number in step.evidence)
        print(f"  {graph.resolve(step.from_).actor.name} - {graph.resolve(step.to).actor.name}  ({evidence})")

    print("Most between the others, officials counted as their states:")
    for row in graph.network(since="2024-01-16", rollup=True).rank("betweenness", top=3):
        print(f"  {row.rank}. {row.name} {row.score:g}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else DATA)
