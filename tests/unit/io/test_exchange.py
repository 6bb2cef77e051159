"""Reads the files of test_exchange.c back with networkx and python-igraph, and draws them with Graphviz.

Usage: test_exchange.py [PROGRAM]; PROGRAM is the built test_exchange, by default that of $ENTENTE_BUILD.
"""
import inspect
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import igraph
import networkx

SOURCE = pathlib.Path(__file__).resolve().parents[3]
BUILD = pathlib.Path(os.environ.get("ENTENTE_BUILD", SOURCE / "build"))
PROGRAM = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD / "tests" / "test_exchange"
DOCUMENT = json.loads((SOURCE / "examples/data/pakistan-iran-2024.json").read_text(encoding="utf-8"))
STEMS = ("hostile", "dated", "crisis", "crisis-directed", "crisis-rolled-up")
FOLDER = None


def sides(relation):
    """Who acts and upon whom, as lists."""
    both = (relation.get("mediators", relation.get("from")), relation.get("between", relation.get("to")))
    return [[side] if isinstance(side, str) else side for side in both]


def node_link_graph(data):
    """networkx named the key of the edges otherwise before 3.4."""
    key = "edges" if "edges" in inspect.signature(networkx.node_link_graph).parameters else "link"
    return networkx.node_link_graph(data, **{key: "edges"})


def pairs(relations):
    """The unordered pairs of a list of relations, each with the ids of those that join it."""
    found = {}
    for relation in relations:
        for a in sides(relation)[0]:
            for b in sides(relation)[1]:
                found.setdefault(frozenset((a, b)), set()).add(relation["id"])
    return found


class GraphML(unittest.TestCase):
    def test_networkx_reads_the_reference_case(self):
        graph = networkx.read_graphml(FOLDER / "crisis.graphml")
        expected = pairs(DOCUMENT["relations"])
        self.assertFalse(graph.is_directed())
        self.assertEqual({frozenset((a, b)): set(d["evidence"].split()) for a, b, d in graph.edges(data=True)}, expected)
        names = {actor["id"]: actor["name"] for actor in DOCUMENT["actors"]}
        self.assertEqual(dict(graph.nodes(data="name")), {a: names[a] for pair in expected for a in pair})
        self.assertEqual(graph.nodes["munir"]["kind"], "official")
        self.assertEqual(graph.nodes["bla"]["type"], "armed group")
        edge = graph.edges["fidan", "jilani"]
        self.assertEqual((edge["interaction"], edge["first"], edge["last"]), ("mediation", "2024-01-18", "2024-01-29"))
        self.assertEqual((edge["positive"], type(edge["positive"]), edge["relations"], type(edge["relations"])),
                         (1.0, float, 1, int))

    def test_igraph_reads_it_alike(self):
        for stem in STEMS:
            ours = networkx.read_graphml(FOLDER / f"{stem}.graphml")
            graph = igraph.Graph.Read_GraphML(str(FOLDER / f"{stem}.graphml"))
            self.assertEqual(graph.is_directed(), ours.is_directed())
            graph.vs["id"] = [i.replace("&#38;", "&") for i in graph.vs["id"]]  # igraph leaves this one undecoded
            self.assertEqual(set(graph.vs["id"]), set(ours.nodes))
            self.assertEqual(graph.ecount(), ours.number_of_edges())
            for edge in graph.es:
                other = ours.edges[graph.vs[edge.source]["id"], graph.vs[edge.target]["id"]]
                self.assertEqual((edge["interaction"], edge["positive"], edge["evidence"]),
                                 (other["interaction"], other["positive"], other["evidence"]))

    def test_hostile_names_come_back(self):
        graph = networkx.read_graphml(FOLDER / "hostile.graphml")
        names = set(dict(graph.nodes(data="name")).values())
        self.assertEqual(len(graph), 20)
        for name in ('say "no"', "ends in \\", "<b>bold</b> & <br/>", "&amp; &lt;i&gt; &#65;", "]]> <!-- x --> <?y?>",
                     "two\nlines", "carriage\r\nreturn", "وزارة الخارجية", "control \ufffd\ufffd\ufffd characters"):
            self.assertIn(name, names)

    def test_direction(self):
        graph = networkx.read_graphml(FOLDER / "crisis-directed.graphml")
        self.assertTrue(graph.is_directed())
        self.assertTrue(graph.has_edge("munir", "PAK"))
        self.assertFalse(graph.has_edge("PAK", "munir"))
        self.assertEqual(graph.edges["munir", "PAK"]["interaction"], "affiliation")


class Gexf(unittest.TestCase):
    def test_networkx_reads_every_file(self):
        for stem in STEMS:
            graph = networkx.read_gexf(FOLDER / f"{stem}.gexf")
            other = networkx.read_graphml(FOLDER / f"{stem}.graphml")
            self.assertEqual(graph.is_directed(), other.is_directed())
            self.assertEqual(set(graph.nodes), set(other.nodes))
            for a, b, data in other.edges(data=True):
                for key in ("interaction", "positive", "negative", "relations", "evidence"):
                    self.assertEqual(graph.edges[a, b][key], data[key])
                self.assertEqual(graph.edges[a, b]["weight"], data["positive"] + data["negative"])

    def test_spells(self):
        graph = networkx.read_gexf(FOLDER / "dated.gexf")
        self.assertEqual(graph.edges["A", "B"]["spells"], [("2024-01-16", "2024-01-21"), ("2024-01-25", "None")])
        self.assertEqual(graph.nodes["A"]["label"], "Aland")

    def test_1_3_differs_in_its_head_only(self):
        old = (FOLDER / "crisis.gexf").read_text(encoding="utf-8").splitlines()
        new = (FOLDER / "crisis.1.3.gexf").read_text(encoding="utf-8").splitlines()
        self.assertEqual(len([1 for a, b in zip(old, new) if a != b]), 2)
        root = ElementTree.fromstring("\n".join(new))
        self.assertEqual((root.tag, root.get("version")), ("{http://gexf.net/1.3}gexf", "1.3"))


class NodeLink(unittest.TestCase):
    def test_networkx_reads_what_graphml_says(self):
        for stem in STEMS:
            data = json.loads((FOLDER / f"{stem}.json").read_text(encoding="utf-8"))
            graph, other = node_link_graph(data), networkx.read_graphml(FOLDER / f"{stem}.graphml")
            self.assertEqual(graph.is_directed(), other.is_directed())
            self.assertFalse(graph.is_multigraph())
            if stem != "hostile":  # XML cannot hold all characters
                self.assertEqual(dict(graph.nodes(data=True)), dict(other.nodes(data=True)))
                for a, b, attributes in other.edges(data=True):
                    attributes["evidence"] = attributes["evidence"].split()
                    self.assertEqual(graph.edges[a, b], attributes)

    def test_the_reference_case(self):
        data = json.loads((FOLDER / "crisis.json").read_text(encoding="utf-8"))
        graph = node_link_graph(data)
        self.assertEqual({frozenset((a, b)): set(d["evidence"]) for a, b, d in graph.edges(data=True)},
                         pairs(DOCUMENT["relations"]))
        self.assertEqual(graph.graph, {"title": DOCUMENT["title"]})
        self.assertEqual(graph.nodes["TUR"], {"name": "Türkiye", "kind": "state"})

    def test_igraph_takes_it_as_dictionaries(self):
        data = json.loads((FOLDER / "crisis-directed.json").read_text(encoding="utf-8"))
        graph = igraph.Graph.DictList(data["nodes"], data["edges"], directed=data["directed"],
                                      vertex_name_attr="id", edge_foreign_keys=("source", "target"))
        self.assertEqual((graph.vcount(), graph.ecount()), (len(data["nodes"]), len(data["edges"])))
        edge = graph.es[graph.get_eid(graph.vs.find(id="fidan").index, graph.vs.find(id="TUR").index)]
        self.assertEqual((edge["interaction"], edge["affiliation"]), ("affiliation", 1))

    def test_hostile_names_come_back_as_they_are(self):
        data = json.loads((FOLDER / "hostile.json").read_text(encoding="utf-8"))
        names = {node["name"] for node in data["nodes"]}
        for name in ("control \x01\x08\x1b characters", "\ufffe not a character", "ends in \\", "two\nlines"):
            self.assertIn(name, names)


class Dot(unittest.TestCase):
    def drawn(self, stem, kind="svg"):
        done = subprocess.run(["dot", f"-T{kind}", str(FOLDER / f"{stem}.dot")], capture_output=True, check=True)
        self.assertEqual(done.stderr, b"", stem)
        return done.stdout

    def test_graphviz_has_nothing_to_say(self):
        for stem in STEMS:
            ElementTree.fromstring(self.drawn(stem))

    def test_every_name_is_a_node(self):
        layout = json.loads(self.drawn("hostile", "json0"))
        nodes = [o for o in layout["objects"] if "nodes" not in o and not o["name"].startswith("legend")]
        self.assertEqual(len(nodes), 20)

    def test_names_are_shown_as_they_are(self):
        texts = {"".join(node.itertext()) for node in ElementTree.fromstring(self.drawn("hostile")).iter(
            "{http://www.w3.org/2000/svg}text")}
        for name in ('say "no"', "back\\slash", "ends in \\", "<b>bold</b> &", "&amp; &lt;i&gt; &#65;", "وزارة الخارجية",
                     "משרד החוץ"):
            self.assertIn(name, texts)

    def test_the_reference_case_in_boxes(self):
        layout = json.loads(self.drawn("crisis", "json0"))
        boxes = {o["name"]: o for o in layout["objects"] if "nodes" in o}
        names = [o["name"] for o in layout["objects"]]
        inside = {names[i] for i in boxes["cluster_TUR"]["nodes"]}
        self.assertEqual(inside, {"TUR", "fidan"})
        self.assertEqual({n for n in names if n.startswith("cluster_")},
                         {"cluster_PAK", "cluster_IRN", "cluster_CHN", "cluster_IND", "cluster_TUR", "cluster_UN",
                          "cluster_legend"})
        self.assertNotIn("cluster_PAK", (FOLDER / "crisis-rolled-up.dot").read_text(encoding="utf-8"))


def main():
    global FOLDER
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        subprocess.run([str(PROGRAM), folder], check=True)
        suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
        result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
