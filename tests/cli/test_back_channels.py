"""paths --back-channels: independent ways, who is critical and who could walk, against networkx."""
import json

import networkx

from command import CRISIS, DOCUMENT, CommandTest, dyads, main, run


def cooperative():
    """The cooperative ties of the reference case; what is only expected has not happened."""
    return networkx.Graph(pair for relation in DOCUMENT["relations"] for pair in dyads(relation)
                          if relation.get("tone", 0) >= 0 and relation.get("status") != "expected")


def document(*pairs):
    """A document of cooperative ties between states of one letter."""
    return json.dumps({"format": "entente-graph", "version": 1,
                       "actors": [{"id": name, "kind": "state", "name": name} for name in sorted(set("".join(pairs)))],
                       "relations": [{"kind": "diplomatic", "from": a, "to": b, "date": "2024-01-01", "tone": 3}
                                     for a, b in pairs]})


class BackChannels(CommandTest):
    def test_every_pair_of_the_case(self):
        graph = cooperative()
        reached = 0
        for a in graph:
            for b in ("PAK", "IRN", "fidan"):
                if a == b:
                    continue
                rest = graph.copy()
                rest.remove_edges_from([(a, b)])
                channels = networkx.node_connectivity(rest, a, b)
                arguments = ("paths", CRISIS, "--from", a, "--to", b, "--back-channels", "--kinds", "events")
                if channels == 0:
                    self.assertIn("no back channel", self.assert_fails(1, *arguments))
                    continue
                answer = self.answer(*arguments)
                reached += 1
                self.assertEqual((len(answer["paths"]), answer["direct"]), (channels, graph.has_edge(a, b)))
                without = {v for v in set(rest) - {a, b}
                           if not networkx.has_path(rest.subgraph(set(rest) - {v}), a, b)}
                self.assertEqual({actor["id"] for actor in answer["critical"]}, without)
        self.assertGreater(reached, 10)

    def test_each_step_has_its_evidence(self):
        answer = self.answer("paths", CRISIS, "--from", "Pakistan", "--to", "Iran", "--back-channels", "--rollup")
        for walk in answer["paths"] + answer["shuttles"]:
            self.assertEqual(len(walk["steps"]), walk["hops"])
            self.assertTrue(all(step["evidence"] for step in walk["steps"]))
            self.assertEqual((walk["actors"][0]["id"], walk["actors"][-1]["id"]), ("PAK", "IRN"))
        for walk in answer["shuttles"]:
            self.assertIn(walk["mediator"], walk["actors"])

    def test_who_is_critical(self):
        text = document("AB", "BC", "BD", "CE", "DE", "AE", "EF")
        answer = self.answer("paths", "-", "--from", "A", "--to", "E", "--back-channels", input=text)
        self.assertTrue(answer["direct"])
        self.assertEqual([actor["id"] for actor in answer["critical"]], ["B"])
        # F's walk would pass E on the way to him, which no walk does.
        self.assertEqual([walk["mediator"]["id"] for walk in answer["shuttles"]], ["B", "C", "D"])
        table = run("paths", "-", "--from", "A", "--to", "E", "--back-channels", input=text).stdout
        self.assertIn("Back channel 1 of 1, 3 steps; critical to all: B", table)
        self.assertIn("Who could walk between the two", table)

    def test_what_does_not_go_with_it(self):
        for more in (("-k", "2"), ("--respect-time",)):
            message = self.assert_fails(2, "paths", CRISIS, "--from", "PAK", "--to", "IRN", "--back-channels", *more)
            self.assertIn("--back-channels", message)
        self.assert_fails(2, "paths", CRISIS, "--from", "PAK", "--to", "Pakistan", "--back-channels")


if __name__ == "__main__":
    main()
