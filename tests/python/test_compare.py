"""Comparing, editing, explaining and following, from Python; the numbers themselves are tested in C."""
import pathlib
import sys
import unittest
import xml.etree.ElementTree

import entente as ent

CRISIS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data" / "pakistan-iran-2024.json"


class Compare(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.graph = ent.Graph.read(CRISIS)
        cls.before = cls.graph.network(since="2024-01-16", until="2024-01-18", rollup=True)
        cls.after = cls.graph.network(since="2024-01-19", until="2024-01-29", rollup=True)

    def test_diff(self):
        diff = self.before.diff(self.after, measure="strength")
        turned, = diff.changed("sign")
        self.assertEqual(({turned.from_, turned.to}, turned.signs), ({"PAK", "IRN"}, (-1, 1)))
        self.assertEqual([len(side) for side in turned.evidence],
                         [self.before.edge("PAK", "IRN").relations, self.after.edge("PAK", "IRN").relations])
        self.assertEqual({tie.to for tie in diff.changed("vanished")} | {tie.from_ for tie in diff.changed("vanished")},
                         {"PAK", "IRN", "bla", "blf", "jaish-al-adl"})
        self.assertEqual({actor.id: actor.ranks[1] for actor in diff.actors if actor.ranks[1]},
                         {actor.id: actor.rank for actor in self.after.rank("strength")})
        self.assertIn("1 sign", repr(diff))
        self.assertIn("gone: attack", diff.to_dot())
        with self.assertRaises(ent.InvalidError):
            self.before.diff(self.graph.network(directed=True))

    def test_what_if(self):
        without = self.after.without(["Beijing"], [("Islamabad", "Ankara")])
        self.assertEqual(set(self.after.actors) - set(without.actors), {"CHN"})
        self.assertIsNone(without.edge("PAK", "TUR"))
        self.assertNotIn("TUR", self.after.without(["Fidan"]).actors)  # he counts as Türkiye here
        self.assertEqual(self.after.without(["bla"]).edges, self.after.edges)  # it has no tie then
        with self.assertRaises(ent.NotFoundError):
            self.after.without(["Atlantis"])
        added = self.after.with_ties([("USA", "TUR"), ("IND", "CHN", -2.5)])
        self.assertEqual((added.edge("USA", "TUR").positive, added.edge("IND", "CHN").negative), (1.0, 2.5))
        self.assertEqual(added.edge("USA", "TUR").evidence, [])
        self.assertEqual(added.edge("PAK", "IRN"), self.after.edge("PAK", "IRN"))
        net = ent.Network.from_edges(3, [(0, 1), (1, 2)])
        self.assertEqual((len(net.without([2])), net.without([2]).edge_count), (3, 1))
        self.assertEqual([tie.change for tie in net.diff(net.without([2])).ties], ["vanished", "same"])

    def test_explain(self):
        tie = self.after.explain("PAK", "IRN")
        edge = self.after.edge("PAK", "IRN")
        self.assertAlmostEqual(tie.value, edge.positive + edge.negative)
        self.assertEqual({reason.relation for reason in tie.relations}, set(edge.evidence))
        self.assertAlmostEqual(sum(source.contribution for source in tie.sources), tie.value)
        score = self.after.explain("IRN", measure="betweenness", normalized=True)
        scores = dict(zip(self.after.actors, self.after.scores("betweenness", normalized=True)))
        self.assertAlmostEqual(score.value, scores["IRN"])
        self.assertAlmostEqual(sum(reason.contribution for reason in score.relations), score.value)
        path = self.after.paths("TUR", "CHN")[0]
        self.assertEqual(self.after.explain(path).value, len(path.steps))
        with self.assertRaises(ent.InvalidError):
            self.after.explain("USA", "IND")
        with self.assertRaises(ent.InvalidError):
            ent.Network.from_edges(2, [(0, 1)]).explain(0, 1)

    def test_explain_says_what_it_takes(self):
        with self.assertRaisesRegex(TypeError, r"explain\('IRN'\): expected a path, two actors .* measure=\"betweenness\""):
            self.after.explain("IRN")

    def test_explain_a_mediator(self):
        found = self.graph.mediators("PAK", "IRN")
        turkey = next(candidate for candidate in found.candidates if candidate.id == "TUR")
        why = found.explain(turkey, "experience")
        self.assertAlmostEqual(why.value, turkey.components["experience"])
        self.assertEqual({reason.relation for reason in why.relations}, set(turkey.evidence["experience"]))
        self.assertEqual(found.explain("Ankara", "access").value, turkey.components["access"])

    def test_series(self):
        series = self.graph.series("Munir", by="week", rollup=True)  # he counts as Pakistan
        self.assertEqual([period.period for period in series], ["2024-W03", "2024-W04", "2024-W05"])
        self.assertEqual([p.net for p in series], [p.positive - p.negative for p in series])
        self.assertEqual(list(series), list(self.graph.series("Pakistan", by="week", rollup=True)))
        xml.etree.ElementTree.fromstring(series.to_svg("Pakistan", "count"))
        scored = self.graph.series("PAK", by="year", rollup=True, measure="betweenness", options={"normalized": True})
        whole = self.graph.network(since="2024-01-01", until="2024-01-29", rollup=True)
        self.assertAlmostEqual(scored[0].value, dict(zip(whole.actors, whole.scores("betweenness", normalized=True)))["PAK"])
        with self.assertRaises(ent.InvalidError):
            self.graph.series(by="hour")


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
