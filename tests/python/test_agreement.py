"""Python and the command give the same answers on how sure ranks are and on back channels."""
import json
import pathlib
import sys

import entente

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from command import CRISIS, CommandTest, main  # noqa: E402
from test_certainty import TWO  # noqa: E402


class Agreement(CommandTest):
    def test_certainty(self):
        rows = entente.Graph.read(CRISIS).certainty("betweenness", draws=300, seed=4, rollup=True, threads=2)
        answer = self.answer("rank", CRISIS, "--certainty", "300", "--seed", "4", "--rollup")
        self.assertEqual([(r.rank, r.rank_low, r.rank_high, r.id, r.score, r.present, r.flip_next) for r in rows],
                         [tuple(row[key] for key in ("rank", "rank_low", "rank_high", "id", "score", "present",
                                                     "flip_next")) for row in answer["actors"]])
        self.assertEqual((rows.unit, rows.source_count), ("relations", 1))
        self.assertEqual(answer["certainty"]["unit"], "relations")
        self.assertAlmostEqual(rows.sources[0].distance, answer["sources"][0]["distance"])
        before, equal, after = rows.pair("Pakistan", "India")
        self.assertAlmostEqual(before + equal + after, 1)
        self.assertEqual(rows.pair("India", "Pakistan"), (after, equal, before))

    def test_certainty_of_mediators(self):
        found = entente.Graph.read(CRISIS).mediators("Pakistan", "Iran", on="2024-01-29", by="predictive")
        sure = found.certainty(draws=200, seed=4, threads=2)
        answer = self.answer("mediators", CRISIS, "--between", "Pakistan", "Iran", "--on", "2024-01-29", "--by", "predictive",
                             "--certainty", "200", "--seed", "4", "--compare", "Turkey", "China")
        self.assertEqual([(row.id, row.rank, row.rank_low, row.rank_high, row.present, row.flip_next) for row in sure],
                         [tuple(row[key] for key in ("id", "rank", "rank_low", "rank_high", "present", "flip_next"))
                          for row in answer["candidates"]])
        self.assertEqual([(one.id, one.components["predictive"]) for one in found.candidates],
                         [(row.id, row.score) for row in sure])
        self.assertEqual(sure.pair("Turkey", "China"), tuple(answer["pairs"][0][key] for key in ("before", "equal", "after")))
        self.assertEqual(sure.sources[0].distance, answer["sources"][0]["distance"])

    def test_any_scores_of_a_network_rank(self):
        graph = entente.Graph.read(CRISIS)
        for name, scores in (("pn_index", lambda network: network.pn_index()),
                             ("signed_degree", lambda network: network.signed_degree()["net"])):
            one = graph.certainty(name, draws=50, seed=1, rollup=True, weight="tone")
            other = graph.certainty(scores, draws=50, seed=1, threads=2, rollup=True, weight="tone")
            self.assertEqual(one.rows, other.rows)
            network = graph.network(rollup=True, weight="tone")
            self.assertEqual({row.id: row.score for row in one}, dict(zip(network.actors, scores(network))))
        sure = graph.certainty("temporal_closeness", draws=20, options={"by": "arrival", "traversal": 1})
        contacts = graph.contacts(1)
        self.assertEqual([row.score for row in sure], sorted(contacts.closeness("arrival"), reverse=True))
        self.assertEqual(len(graph.certainty("temporal_betweenness", draws=5, rollup=True)), len(graph.network(rollup=True)))
        with self.assertRaisesRegex(ZeroDivisionError, "by zero"):
            graph.certainty(lambda network: [1 / 0], draws=5)
        with self.assertRaisesRegex(entente.InvalidError, "1 scores"):
            graph.certainty(lambda network: [1.0], draws=5)

    def test_back_channels(self):
        found = entente.Graph.read(CRISIS).network(rollup=True).back_channels("Pakistan", "Iran", shuttles=3)
        answer = self.answer("paths", CRISIS, "--from", "Pakistan", "--to", "Iran", "--back-channels", "--rollup",
                             "--kinds", "events")
        self.assertEqual([path.nodes for path in found.channels],
                         [[actor["id"] for actor in path["actors"]] for path in answer["paths"]])
        self.assertEqual([(shuttle.mediator, shuttle.walk.nodes) for shuttle in found.shuttles],
                         [(walk["mediator"]["id"], [actor["id"] for actor in walk["actors"]])
                          for walk in answer["shuttles"][:3]])
        self.assertEqual((found.critical, found.is_direct), ([], answer["direct"]))
        self.assertTrue(all(step.evidence for path in found.channels for step in path.steps))

    def test_a_diagram_has_the_interval_under_the_name(self):
        graph = entente.Graph.parse(json.dumps(TWO))
        sure = graph.certainty("degree", draws=2000, seed=1)
        self.assertIn(r'"D" [label="D\ndegree 2 (1–4)"', graph.network().to_dot(certainty=sure))
        with self.assertRaisesRegex(entente.InvalidError, "notes"):
            graph.network().to_dot(certainty=sure, before=graph.network())


if __name__ == "__main__":
    main()
