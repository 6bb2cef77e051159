"""Mediators, validation, and what joins one pair, as users of the package ask for them."""
import math
import os
import pathlib
import sys
import unittest

import entente as ent
from entente.validation import METRICS, RANKERS, random_numbers

CASE = pathlib.Path(os.environ["ENTENTE_SOURCE"]) / "examples" / "data" / "pakistan-iran-2024.json"


class Pair(unittest.TestCase):
    def setUp(self):
        self.square = ent.Network.from_edges(5, [(0, 1), (1, 3), (0, 2), (2, 3)], strength=[1, 2, 3, 4])

    def test_betweenness_of_one_pair(self):
        self.assertEqual(self.square.pair_betweenness(0, 3), [0, 0.5, 0.5, 0, 0])
        self.assertEqual(self.square.pair_betweenness(0, 3, weight="inverse"), [0, 0, 1, 0, 0])
        self.assertTrue(all(math.isnan(value) for value in self.square.pair_betweenness(0, 4)))

    def test_max_flow(self):
        self.assertEqual(self.square.max_flow(0, 3), 4)
        self.assertEqual(self.square.max_flow(0, 4), 0)
        with self.assertRaisesRegex(ent.InvalidError, "itself"):
            self.square.max_flow(3, 3)


class Mediators(unittest.TestCase):
    def setUp(self):
        self.graph = ent.Graph.read(CASE)

    def test_evidence_is_a_mapping_of_every_component(self):
        best = self.graph.mediators("Pakistan", "Iran", on="2024-01-29").candidates[0]
        self.assertEqual(best.id, "TUR")
        self.assertEqual(set(best.evidence), set(best.components))
        self.assertEqual([self.graph.relation(r).id for r in best.evidence["experience"]], ["fidan-mediates"])
        self.assertIn("experience", repr(best.evidence))
        with self.assertRaises(KeyError):
            best.evidence["sympathy"]

    def test_any_component_ranks(self):
        found = self.graph.mediators("Pakistan", "Iran", by="predictive").candidates
        self.assertEqual([m.id for m in found[:3]], ["TUR", "CHN", "UN"])
        self.assertAlmostEqual(found[0].components["predictive"], (1 + 2 / 3) / 3.5)  # one conducted, one offered, 2 to share
        why = self.graph.mediators("Pakistan", "Iran").explain("Ankara", "predictive")
        self.assertAlmostEqual(sum(reason.contribution for reason in why.relations), (1 + 2 / 3) / 3.5)
        with self.assertRaisesRegex(ent.InvalidError, "fame"):
            self.graph.mediators("Pakistan", "Iran", by="fame")

    def test_how_sure_the_ranking_is(self):
        graph = ent.Graph()
        for name in "ABMN":
            graph.add_actor(name, "state")
        for source in ("paper", "wire"):
            graph.add_source(source)
        for who, tone, source in (("M", 5, "paper"), ("N", 2, "wire")):
            for party in "AB":
                graph.add_relation("diplomatic", who, party, date="2024-01-01", tone=tone, sources=[source])
        found = graph.mediators("A", "B")
        sure = found.certainty(draws=2000, seed=1, threads=2)
        self.assertEqual([(row.id, row.rank, row.rank_low, row.rank_high) for row in sure], [("M", 1, 1, 2), ("N", 2, 1, 2)])
        self.assertAlmostEqual(sure[0].flip_next, 0.25, delta=0.05)  # the wire alone is drawn in a quarter of the draws
        self.assertEqual(sure.pair("M", "N")[2], sure[0].flip_next)
        self.assertEqual([(s.source, s.distance) for s in sure.sources], [("paper", 1), ("wire", 0)])
        self.assertEqual((sure.measure, sure.unit, sure.relations), ("screen", "sources", 4))
        self.assertEqual(sure.notes(graph.network())[2:], ["screen 1 (1\u20132)", "screen 2 (1\u20132)"])
        self.assertIn("screen 1", graph.network().to_dot(certainty=sure))
        self.assertEqual(graph.mediators("A", "B", by="bias").certainty(draws=1).measure, "bias")
        with self.assertRaisesRegex(ent.InvalidError, "votes"):
            found.certainty(unit="votes")

    def test_officials_count_for_their_states(self):
        by_state = self.graph.mediators("Pakistan", "Iran", on="2024-01-29")
        by_person = self.graph.mediators("Jilani", "Amir-Abdollahian", on="2024-01-29")
        self.assertEqual([(m.id, m.components) for m in by_person.candidates],
                         [(m.id, m.components) for m in by_state.candidates])
        with self.assertRaisesRegex(ent.InvalidError, "both parties count for \"PAK\""):
            self.graph.mediators("Munir", "Jilani")


class Validation(unittest.TestCase):
    def setUp(self):
        self.graph = ent.Graph()
        for name in "ABMN":
            self.graph.add_actor(name)
        self.graph.add_relation("diplomatic", "N", "A", date="2000-01-01", tone=1)
        for day in ("2000-01-02", "2000-01-05", "2000-02-01"):
            self.graph.add_relation("mediation", "M", ["A", "B"], date=day, tone=5, status="conducted")

    def test_queries_and_summary(self):
        found = self.graph.validate_mediators()
        self.assertEqual([(q.mediator, q.cold, q.known) for q in found.queries],
                         [("M", True, False), ("M", False, True), ("M", False, True)])
        table = found.summary()
        self.assertEqual((table["scored"], table["cold"]), (2, 1))
        self.assertEqual(set(table["all"]), set(RANKERS))
        self.assertEqual(set(table["known"]["screen"]), set(METRICS))
        self.assertEqual(table["all"]["screen"]["mrr"], 1)
        self.assertTrue(math.isnan(table["new"]["screen"]["mrr"]))

    def test_days_asked_for(self):
        found = self.graph.validate_mediators(since="2000-01-05", until="2000-01-31").queries
        self.assertEqual([(q.mediator, q.cold, q.known) for q in found], [("M", False, True)])

    def test_bootstrap_is_seeded(self):
        found = self.graph.validate_mediators()
        first, again = (found.bootstrap("screen", "adamic_adar", seed=3, resamples=100) for _ in range(2))
        self.assertEqual(first, again)
        self.assertEqual(first.queries, 2)
        with self.assertRaisesRegex(ent.InvalidError, "popularity"):
            found.bootstrap("luck")

    def test_the_stream_is_splitmix64(self):
        self.assertEqual(random_numbers(1234567, 2), [6457827717110365317, 3203168211198807973])

    def test_progress_cancels(self):
        with self.assertRaises(ent.CancelledError):
            self.graph.validate_mediators(progress=lambda share: True)


if __name__ == "__main__":
    done = unittest.main(exit=False, verbosity=0).result
    bad = len(done.failures) + len(done.errors)
    print(f"{done.testsRun - bad} passed, {bad} failed")
    sys.exit(bool(bad))
