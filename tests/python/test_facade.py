"""What the Python package promises beyond the library: exceptions, text and paths, Ctrl-C, notebooks, other libraries."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from unittest import mock

import jsonschema

import entente as ent

SOURCE = pathlib.Path(os.environ["ENTENTE_SOURCE"])
CASE = SOURCE / "examples" / "data" / "pakistan-iran-2024.json"


class Exceptions(unittest.TestCase):
    def test_a_mistake_in_a_file_is_told_with_file_line_and_column(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.json"
            path.write_text('{"format": "entente-graph",\n"version": 2, "actors": []}')
            with self.assertRaises(ent.EntenteError) as caught:
                ent.Graph.read(path)
        self.assertEqual((caught.exception.code, caught.exception.line, caught.exception.column, caught.exception.offset),
                         ("ENT_EUNSUPPORTED", 2, 12, 39))
        self.assertEqual(str(caught.exception), f"{path}:2:12: version 2; this library reads version 1")

    def test_each_error_is_also_what_python_calls_it(self):
        graph = ent.Graph.read(CASE)
        with self.assertRaises(LookupError):
            graph.resolve("nobody")
        with self.assertRaises(OSError):
            ent.Graph.read("/no/such.json")
        with self.assertRaises(OSError):
            graph.save("/no/such/folder/x.json")
        with self.assertRaises(ValueError):
            graph.add_relation("attack", "PAK", "PAK")
        with self.assertRaises(ValueError):
            ent.Graph.parse("{")
        with self.assertRaisesRegex(ValueError, "expected one of state, official"):
            graph.add_actor("x", kind="king")

    def test_what_fits_several_lists_them(self):
        graph = ent.Graph()
        graph.add_actor("GEO", name="Georgia")
        graph.add_actor("US-GA", name="State of Georgia", aliases=["Georgia"])
        with self.assertRaisesRegex(ent.AmbiguousError, r"Georgia \(GEO\), State of Georgia \(US-GA\)"):
            graph.resolve("georgia")

    def test_an_unknown_source_is_named(self):
        graph = ent.Graph.read(CASE)
        with self.assertRaisesRegex(ent.NotFoundError, "no source .*nowhere"):
            graph.add_relation("attack", "PAK", "IRN", sources=["nowhere"])


class Text(unittest.TestCase):
    def test_a_nul_is_refused_and_nothing_cut(self):
        graph = ent.Graph()
        with self.assertRaisesRegex(ent.InvalidError, "NUL"):
            graph.add_actor("a\0b")
        self.assertEqual(graph.actors, [])

    def test_a_path_of_any_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.fsencode(folder) + b"/caf\xe9.json"
            ent.Graph.read(CASE).save(os.fsdecode(path))
            self.assertTrue(os.path.exists(path))
            self.assertEqual(len(ent.Graph.read(os.fsdecode(path)).actors), 23)

    def test_what_is_written_validates(self):
        schema = json.loads((SOURCE / "lib" / "io" / "entente-graph.schema.json").read_text())
        jsonschema.validate(json.loads(ent.Graph.read(CASE).to_document()), schema, jsonschema.Draft7Validator)


class Interrupting(unittest.TestCase):
    def setUp(self):
        self.net = ent.Network.from_edges(3000, [(i, (i * 7 + k * k) % 3000) for i in range(3000) for k in range(1, 11)])

    def test_ctrl_c_stops_a_long_call(self):
        for delay in (0.02, 0.05, 0.1):
            timer = threading.Timer(delay, os.kill, (os.getpid(), signal.SIGINT))
            with self.assertRaises(KeyboardInterrupt):
                timer.start()  # in here: on a busy machine the signal may come before the loop
                for _ in range(100):
                    self.net.scores("betweenness")
            timer.join()
        self.assertEqual(len(self.net.scores("degree")), 3000)  # and all still works
        self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)

    def test_calls_from_other_threads_leave_signals_alone(self):
        answers = []
        thread = threading.Thread(target=lambda: answers.append(self.net.scores("degree")))
        thread.start()
        thread.join()
        self.assertEqual(answers, [self.net.scores("degree")])


class Showing(unittest.TestCase):
    def setUp(self):
        self.net = ent.Graph.read(CASE).network(rollup=True)

    def test_a_notebook_shows_a_diagram_and_without_graphviz_a_line(self):
        self.assertIn("<svg", self.net._repr_mimebundle_()["image/svg+xml"])
        with mock.patch.dict(os.environ, {"PATH": "/nowhere"}):
            shown = self.net._repr_mimebundle_()
        self.assertEqual(list(shown), ["text/plain"])
        self.assertIn("actors", shown["text/plain"])

    def test_other_libraries_get_actors_ties_and_their_attributes(self):
        tie = self.net.edges[0]
        graph = self.net.to_networkx()
        self.assertEqual(list(graph), self.net.actors)
        self.assertEqual(graph.nodes["PAK"]["name"], "Pakistan")
        self.assertEqual(graph.edges[tie.from_, tie.to]["positive"], tie.positive)
        other = self.net.to_igraph()
        self.assertEqual(other.vs["id"], self.net.actors)
        self.assertEqual(other.es["negative"], [e.negative for e in self.net.edges])
        frame = self.net.to_pandas()
        self.assertEqual(list(frame["from"]), [e.from_ for e in self.net.edges])
        self.assertEqual(list(frame["relations"]), [e.relations for e in self.net.edges])


class Mistakes(unittest.TestCase):
    def test_a_missing_file_is_named_once(self):
        with self.assertRaises(ent.FileError) as caught:
            ent.Graph.read("/no/such/file.json")
        self.assertEqual(str(caught.exception).count("/no/such/file.json"), 1)

    def test_a_number_of_nodes_is_none_below_zero(self):
        with self.assertRaisesRegex(ent.InvalidError, "n is -1; expected a number of nodes"):
            ent.Network.from_edges(-1, [])

    @unittest.skipUnless(shutil.which("dot"), "no Graphviz")
    def test_a_form_that_graphviz_does_not_know_is_named(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(ent.InvalidError, "cannot draw 'nonsense'"):
            ent.Network.from_edges(2, [(0, 1)]).render(os.path.join(folder, "x.nonsense"))


class Loading(unittest.TestCase):
    def load(self, library):
        return subprocess.run([sys.executable, "-c", "import entente"], capture_output=True, text=True,
                              env={**os.environ, "ENTENTE_LIBRARY": library})

    def test_the_library_named_is_the_one_loaded(self):
        self.assertEqual(self.load(os.environ["ENTENTE_LIBRARY"]).returncode, 0)

    def test_a_library_that_is_none_of_ours_is_an_import_error(self):
        for library in ("/no/such.so", "libm.so.6"):
            done = self.load(library)
            self.assertIn("ImportError", done.stderr.splitlines()[-1])
            self.assertIn(library, done.stderr)


if __name__ == "__main__":
    done = unittest.main(exit=False, verbosity=0).result
    bad = len(done.failures) + len(done.errors)
    print(f"{done.testsRun - bad} passed, {bad} failed")
    sys.exit(bool(bad))
