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
