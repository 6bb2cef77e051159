"""The Python package as its users use it, on the reference case and on graphs with published values."""
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom

import entente as ent
from entente import _library

SOURCE = pathlib.Path(os.environ["ENTENTE_SOURCE"])
CASE = SOURCE / "examples" / "data" / "pakistan-iran-2024.json"
# Krackhardt's kite (1990); published: degree Diane 6, betweenness Heather 14 of 36, closeness Fernando, Garth 9/14.
KITE = [(0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6), (4, 6), (5, 6),
        (5, 7), (6, 7), (7, 8), (8, 9)]


class FromEdges(unittest.TestCase):
    def setUp(self):
        self.kite = ent.Network.from_edges(10, KITE)

    def test_published_scores(self):
        self.assertEqual(max(self.kite.scores("degree")), 6)
        self.assertAlmostEqual(self.kite.scores("betweenness", normalized=True)[7], 14 / 36)
        self.assertAlmostEqual(self.kite.scores("closeness")[5], 9 / 14)
        self.assertEqual([r.id for r in self.kite.rank("closeness", top=2)], [5, 6])

    def test_equal_scores_share_a_rank(self):
        self.assertEqual([r.rank for r in self.kite.rank("closeness", top=3)], [1, 1, 3])

    def test_strength_length_and_direction(self):
        net = ent.Network.from_edges(3, [(0, 1), (1, 2), (0, 1)], strength=[1, 2, 3], length=[5, 1, 4], directed=True)
        self.assertEqual(net.scores("strength"), [4, 2, 0])
        self.assertEqual(net.distances(0, weight="length"), [0, 4, 5])
        self.assertEqual(net.distances(2, weight="length"), [math.inf, math.inf, 0])

    def test_undefined_is_nan(self):
        self.assertTrue(math.isnan(ent.Network.from_edges(1, []).scores("closeness")[0]))

    def test_structure(self):
        self.assertEqual(self.kite.articulation_points(), [7, 8])
        self.assertEqual(self.kite.bridges(), [(7, 8), (8, 9)])
        self.assertEqual(ent.Network.from_edges(4, [(2, 3)]).components(), [0, 1, 2, 2])

    def test_paths_carry_their_records(self):
        path, = self.kite.paths(4, 9)
        self.assertEqual((path.cost, path.nodes), (4, [4, 6, 7, 8, 9]))
        self.assertEqual(path.steps[-1].evidence, [KITE.index((8, 9))])

    def test_errors(self):
        with self.assertRaisesRegex(ent.NotFoundError, "betweenness"):
            self.kite.scores("betwenness")
        with self.assertRaises(ent.InvalidError):
            ent.Network.from_edges(2, [(0, 2)])
        with self.assertRaises(ent.InvalidError):
            ent.Network.from_edges(2, [(0, 1)], strength=[1, 2])
        with self.assertRaises(ValueError):
            self.kite.scores("closeness", weight="far")


class ReferenceCase(unittest.TestCase):
    def setUp(self):
        self.graph = ent.Graph.read(CASE)

    def test_names(self):
        for name in ("turkiye", "TÜRKİYE", "Ankara", "640", "cow:640"):
            self.assertEqual(self.graph.resolve(name).actor.id, "TUR")
        with self.assertRaisesRegex(ent.NotFoundError, "Pakistan"):
            self.graph.resolve("Pakistn")

    def test_rollup_and_rank(self):
        net = self.graph.network(since="2024-01-16", rollup=True)
        self.assertNotIn("official", {self.graph.resolve(a).actor.kind for a in net.actors})
        self.assertEqual({r.id for r in net.rank("degree", top=2)}, {"PAK", "IRN"})
        self.assertEqual(net.paths("Munir", "Fidan")[0].nodes, ["PAK", "TUR"])

    def test_paths_have_evidence(self):
        net = self.graph.network(kinds="all")
        for target in ("Fidan", "Guterres", "Mao Ning"):
            paths = net.paths("Munir", target, k=3)
            self.assertEqual(len(paths), 3)
            for path in paths:
                self.assertTrue(all(step.evidence for step in path.steps))
                self.assertTrue(all(self.graph.relation(r) for step in path.steps for r in step.evidence))

    def test_mediators_by_status(self):
        answer = self.graph.mediators("Pakistan", "Iran", on="2024-01-29")
        self.assertEqual({m.id: m.status for m in answer.mediated},
                         {"TUR": "conducted", "CHN": "offered", "UN": "appeal", "OIC": "expected"})
        self.assertTrue(all(m.evidence for m in answer.mediated))
        self.assertTrue(all(set(m.components) == set(m.evidence) for m in answer.candidates))

    def test_journey_respects_time(self):
        journey = self.graph.contacts(kinds="all").journey("Munir", "Fidan", since="2024-01-16")
        self.assertIsNotNone(journey)
        days = [step.day for step in journey.steps]
        self.assertEqual(days, sorted(days))

    def test_document_round_trip(self):
        again = ent.Graph.parse(self.graph.to_document())
        self.assertEqual((again.actors, again.relations, again.sources),
                         (self.graph.actors, self.graph.relations, self.graph.sources))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "graph.json"
            self.graph.save(path)
            self.assertEqual(path.read_text(), self.graph.to_document())

    def test_mistakes_have_a_place(self):
        with self.assertRaises(ent.DocumentError) as caught:
            ent.Graph.parse('{"format":"entente-graph",\n "version":1,\n "actrs":[]}')
        self.assertEqual((caught.exception.line, caught.exception.column), (3, 2))

    def test_adding(self):
        graph = ent.Graph()
        graph.add_actor("A")
        graph.add_actor("B", name="Bee", codes={"iso3": "BEE"})
        graph.add_actor("m", kind="official")
        graph.add_source("s", title="A paper")
        graph.add_affiliation("m", "serves", "A", role="envoy", start="2024-01-01", end="2024-02-01")
        graph.add_relation("diplomatic", "m", "bee", date="2024-01-10", tone=3, sources="s", id="r")
        relation = graph.relations[1]
        self.assertEqual((relation.from_, relation.to, relation.date, relation.sources), (("m",), ("B",), "2024-01-10", ("s",)))
        self.assertEqual(graph.relations[0].date, "2024-01")
        self.assertEqual(graph.principals("m", "2024-01-31"), [("A", 1.0)])
        self.assertEqual(graph.principals("m", "2024-02-01"), [("m", 1.0)])
        self.assertEqual(graph.network(rollup=True).actors, ["A", "B"])

    def test_output(self):
        net = self.graph.network(until="2024-01-18")
        self.assertIn("digraph", net.to_dot())
        self.assertEqual({n["id"] for n in json.loads(net.to_json())["nodes"]}, set(net.actors))
        xml.dom.minidom.parseString(net.to_graphml())
        xml.dom.minidom.parseString(net.to_gexf())
        self.assertIn("<svg", net._repr_mimebundle_()["image/svg+xml"])
        with tempfile.TemporaryDirectory() as folder:
            net.render(pathlib.Path(folder) / "x.svg")
            self.assertIn("<svg", (pathlib.Path(folder) / "x.svg").read_text())

    def test_other_libraries(self):
        net = self.graph.network(rollup=True)
        for other in (net.to_networkx(), net.to_igraph()):
            nodes = other.number_of_nodes() if hasattr(other, "number_of_nodes") else other.vcount()
            edges = other.number_of_edges() if hasattr(other, "number_of_edges") else other.ecount()
            self.assertEqual((nodes, edges), (len(net), net.edge_count))
        self.assertEqual(len(net.to_pandas()), net.edge_count)


class Running(unittest.TestCase):
    def test_progress_cancels(self):
        net = ent.Network.from_edges(300, [(i, j) for i in range(300) for j in range(i)][::7])
        with self.assertRaises(ent.CancelledError):
            net.scores("betweenness", progress=lambda share: True)

    def test_interrupt_comes_through(self):
        net = ent.Network.from_edges(300, [(i, j) for i in range(300) for j in range(i)][::7])

        def interrupt(share):
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            net.scores("betweenness", progress=interrupt)

    def test_objects_free_themselves(self):
        handle = ent.Graph()._handle
        freed = []
        handle._free = freed.append
        pointer = handle.pointer
        del handle
        self.assertEqual(freed, [pointer])
        _library.lib.ent_graph_free(pointer)


class Installing(unittest.TestCase):
    def test_pip_install_offline(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([f"{folder}/bin/pip", "-q", "install", "--no-index", "--disable-pip-version-check",
                            str(SOURCE / "bindings" / "python")], check=True)
            environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
            done = subprocess.run([f"{folder}/bin/python", "-c", "import entente; print(entente.__version__, entente.__file__)"],
                                  check=True, capture_output=True, text=True, env=environment)
            self.assertIn(folder, done.stdout)


if __name__ == "__main__":
    done = unittest.main(exit=False, verbosity=0).result
    bad = len(done.failures) + len(done.errors)
    print(f"{done.testsRun - bad} passed, {bad} failed")
    sys.exit(bool(bad))
