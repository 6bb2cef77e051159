"""Graph files from Python: chosen by the ending, recognised by their bytes, damaged ones refused."""
import os
import tempfile
import unittest

import entente

ROOT = os.environ["ENTENTE_SOURCE"]


class GraphFiles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "x.entente")
        events = os.path.join(ROOT, "tests", "data", "events", "gdelt2-2018-01-01.csv")
        self.graph, _ = entente.Graph.read_events([events])
        self.graph.save(self.path)

    def tearDown(self):
        self.folder.cleanup()

    def test_it_reads_back_with_its_origins_under_any_name(self):
        other = os.path.join(self.folder.name, "x.json")
        os.rename(self.path, other)
        opened = entente.Graph.read(other)
        self.assertEqual(opened.to_document(), self.graph.to_document())
        self.assertEqual(opened.origin(0), self.graph.origin(0))
        self.assertEqual(opened.row(0), self.graph.row(0))

    def test_a_cut_file_is_refused_and_nothing_but_it_is_left_in_the_folder(self):
        self.assertEqual(os.listdir(self.folder.name), ["x.entente"])
        os.truncate(self.path, os.path.getsize(self.path) - 1)
        with self.assertRaises(entente.EntenteError):
            entente.Graph.read(self.path)


if __name__ == "__main__":
    unittest.main()
