"""Indexes from Python; what they answer is tested in C."""
import pathlib
import sys
import unittest

import entente as ent

CRISIS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data" / "pakistan-iran-2024.json"


class Index(unittest.TestCase):
    def setUp(self):
        self.graph = ent.Graph.read(CRISIS)

    def same(self, left, right):
        self.assertEqual(left.actors, right.actors)
        self.assertEqual(left.edges, right.edges)

    def test_windows(self):
        index = self.graph.index(rollup=True, weight="tone")
        for window in ({}, {"since": "2024-01-16"}, {"since": "2024-01-16", "until": "2024-01-18"}):
            self.assertTrue(index.serves(**window))
            self.same(index.network(**window), self.graph.network(rollup=True, weight="tone", **window))
        self.assertGreater(index.memory, 1000)
        self.assertIn("MB", repr(index))

    def test_other_questions(self):
        index = self.graph.index(since="2024-01-16", until="2024-01-20")
        for question in ({"since": "2024-01-01"}, {"kinds": "attack"}, {"half_life": 7.0}):
            self.assertFalse(index.serves(**question))
            asked = {"since": "2024-01-16", "until": "2024-01-20", **question}
            self.same(index.network(**question), self.graph.network(**asked))
        with self.assertRaises(ent.InvalidError):
            index.network(since="2024-01-20", until="2024-01-17")

    def test_relations_added_later(self):
        index = self.graph.index()
        before = index.network()
        self.graph.add_relation("diplomatic", "USA", "IRN", date="2024-01-25", tone=2.0)
        self.assertFalse(index.serves())
        self.same(index.network(), self.graph.network())
        self.assertNotEqual(before.edges, self.graph.network().edges)


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
