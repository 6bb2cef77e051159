"""rank --certainty and dot --certainty: intervals around ranks, what single sources carry."""
import json

from command import CRISIS, CommandTest, main, run

#: Two sources: "paper" tells of two ties of B, "wire" of the one between D and E. Known by heart: see test_shares.
TWO = {"format": "entente-graph", "version": 1,
       "actors": [{"id": name, "kind": "state", "name": name} for name in "ABCDE"],
       "sources": [{"id": "paper", "title": "A paper"}, {"id": "wire"}],
       "relations": [{"id": f"r{i}", "kind": "diplomatic", "from": a, "to": b, "date": "2024-01-01", "tone": 3,
                      "sources": [source]} for i, (a, b, source) in enumerate(
                          (("A", "B", "paper"), ("B", "C", "paper"), ("D", "E", "wire")))]}

#: The paper tells of two ties of M with the parties A and B, the wire of weaker ones of N.
BETWEEN = {"format": "entente-graph", "version": 1,
           "actors": [{"id": name, "kind": "state", "name": name} for name in "ABMN"] +
                     [{"id": "envoy", "kind": "official", "name": "envoy"}],
           "sources": [{"id": "paper", "title": "A paper"}, {"id": "wire"}],
           "relations": [{"id": f"{who}-{party}", "kind": "diplomatic", "from": who, "to": party, "date": "2024-01-01",
                          "tone": tone, "sources": [source]}
                         for who, tone, source in (("M", 5, "paper"), ("N", 2, "wire")) for party in "AB"],
           "affiliations": [{"who": "envoy", "kind": "serves", "of": "N"}]}


class Certainty(CommandTest):
    def two(self, *arguments):
        return self.answer("rank", "-", "--measure", "degree", "--certainty", "2000", *arguments, input=json.dumps(TWO))

    def test_shares(self):
        answer = self.two()
        self.assertEqual(answer["certainty"], {"draws": 2000, "seed": 1, "level": 0.95, "unit": "sources", "units": 2,
                                               "relations": 3, "unsourced": 0, "sources": 2})
        rows = {row["id"]: row for row in answer["actors"]}
        self.assertEqual([row["id"] for row in answer["actors"]], list("BACDE"))
        # Both sources are drawn in half of the draws, each alone in a quarter: then the others share rank 3 or 4.
        self.assertEqual([rows["B"][key] for key in ("rank", "rank_low", "rank_high")], [1, 1, 3])
        self.assertEqual([rows["D"][key] for key in ("rank", "rank_low", "rank_high")], [2, 1, 4])
        for row in rows.values():
            self.assertAlmostEqual(row["present"], 0.75, delta=0.05)
        self.assertEqual((rows["B"]["flip_next"], rows["A"]["flip_next"]), (0, None))

    def test_sources_left_out(self):
        first, second = self.two()["sources"]
        # Without the paper B, the first, is gone with A and C: his four pairs become two reversed and two equal; A and C,
        # equal to D and E, come behind these: four pairs equal in one ranking only.
        self.assertEqual({key: first[key] for key in ("source", "title", "relations", "alone")},
                         {"source": "paper", "title": "A paper", "relations": 2, "alone": 2})
        self.assertAlmostEqual(first["distance"], (2 + 2 / 2 + 4 / 2) / 10)
        # Without the wire only D and E are gone, behind A and C, to whom they were equal.
        self.assertEqual(second["source"], "wire")
        self.assertAlmostEqual(second["distance"], 4 / 2 / 10)
        self.assertEqual((second["actor"], second["rank"], second["rank_without"]), ("D", 2, 4))

    def test_relations_drawn_instead(self):
        answer = self.two("--draw", "relations")
        self.assertEqual((answer["certainty"]["unit"], answer["certainty"]["units"]), ("relations", 3))
        # C's one relation is among three drawn with replacement unless it is missed three times.
        row, = (row for row in answer["actors"] if row["id"] == "C")
        self.assertAlmostEqual(row["present"], 1 - (2 / 3) ** 3, delta=0.04)
        self.assertIn("--certainty", self.assert_fails(2, "rank", CRISIS, "--draw", "relations"))

    def test_two_actors_compared(self):
        self.assertEqual(self.two()["pairs"], [])
        pair, = self.two("--compare", "A", "D")["pairs"]
        # A and D are level where both sources are drawn, in half of the draws; else the one whose source it is comes first.
        self.assertEqual((pair["first"], pair["second"]), ("A", "D"))
        for share, expected in (("before", 0.25), ("equal", 0.5), ("after", 0.25)):
            self.assertAlmostEqual(pair[share], expected, delta=0.05)
        self.assertAlmostEqual(pair["before"] + pair["equal"] + pair["after"], 1)
        back, = self.two("--compare", "D", "A")["pairs"]
        self.assertEqual((back["before"], back["after"]), (pair["after"], pair["before"]))
        rolled = self.answer("rank", CRISIS, "--rollup", "--certainty", "5", "--compare", "Fidan", "Tehran")["pairs"][0]
        self.assertEqual((rolled["first"], rolled["second"]), ("TUR", "IRN"))
        self.assertIn("first is first", run("rank", CRISIS, "--certainty", "5", "--compare", "Iran", "Fidan").stdout)
        self.assertIn("Iran", self.assert_fails(1, "rank", CRISIS, "--certainty", "5", "--codes", "045", "--compare",
                                                  "Iran", "Yadhav"))

    def test_tabs_have_actors_sources_and_the_pair(self):
        done = run("rank", "-", "--measure", "degree", "--certainty", "2000", "--compare", "A", "D", "--format", "tsv",
                   input=json.dumps(TWO))
        keys, *rows = [line.split("\t") for line in done.stdout.splitlines()]
        rows = [dict(zip(keys, row)) for row in rows]
        self.assertEqual([row["list"] for row in rows], ["actors"] * 5 + ["sources"] * 2 + ["pairs"])
        answer = self.two("--compare", "A", "D")
        listed = answer["actors"] + answer["sources"] + answer["pairs"]
        for row, item in zip(rows, listed):
            for key, value in item.items():
                self.assertEqual(row[key], "" if value is None else value if isinstance(value, str) else row[key])
                self.assertTrue(not isinstance(value, (int, float)) or abs(float(row[key]) - value) < 1e-12)
        self.assertEqual((rows[5]["source"], rows[5]["title"], rows[5]["alone"]), ("paper", "A paper", "2"))

    def test_the_seed_says_which_draws(self):
        self.assertEqual(self.two("--seed", "5"), self.two("--seed", "5"))
        self.assertNotEqual(self.two("--seed", "5")["actors"], self.two("--seed", "6")["actors"])

    def test_ranks_and_scores_are_those_of_rank(self):
        sure = self.answer("rank", CRISIS, "--certainty", "20", "--top", "7")["actors"]
        plain = self.answer("rank", CRISIS, "--top", "7")["actors"]
        self.assertEqual([{key: row[key] for key in plain[0]} for row in sure], plain)

    def test_a_table_says_when_there_is_one_source(self):
        table = run("rank", CRISIS, "--certainty", "10").stdout
        self.assertIn("all cite one source", table)
        self.assertIn("Without a source", table)
        self.assertNotIn("all cite one", run("rank", "-", "--certainty", "10", input=json.dumps(TWO)).stdout)

    def test_diagrams_have_the_interval_under_the_name(self):
        drawn = run("dot", "-", "--certainty", "2000", "--measure", "degree", input=json.dumps(TWO)).stdout
        self.assertIn(r'"D" [label="D\ndegree 2 (1–4)"', drawn)

    def test_what_goes_with_certainty_only(self):
        self.assertIn("--certainty", self.assert_fails(2, "rank", CRISIS, "--seed", "3"))
        self.assertIn("--certainty", self.assert_fails(2, "rank", CRISIS, "--compare", "Iran", "Pakistan"))
        self.assertIn("--certainty", self.assert_fails(2, "dot", CRISIS, "--measure", "degree"))
        self.assertIn("1000001", self.assert_fails(2, "rank", CRISIS, "--certainty", "1000001"))

    def test_nothing_to_rank(self):
        self.assert_fails(1, "rank", CRISIS, "--certainty", "10", "--codes", "99")


class MediatorCertainty(CommandTest):
    def ask(self, *arguments):
        return self.answer("mediators", "-", "--between", "A", "B", "--certainty", "2000", *arguments,
                           input=json.dumps(BETWEEN))

    def test_ranks_of_candidates(self):
        answer = self.ask()
        self.assertEqual(answer["certainty"], {"draws": 2000, "seed": 1, "level": 0.95, "unit": "sources", "units": 2,
                                               "relations": 4, "unsourced": 0, "sources": 2})
        first, second = answer["candidates"]
        # Each source is drawn alone in a quarter of the draws: then the other candidate is none, and last.
        self.assertEqual([first[key] for key in ("id", "rank", "rank_low", "rank_high")], ["M", 1, 1, 2])
        self.assertEqual([second[key] for key in ("id", "rank", "rank_low", "rank_high")], ["N", 2, 1, 2])
        self.assertAlmostEqual(first["present"], 0.75, delta=0.05)
        self.assertAlmostEqual(first["flip_next"], 0.25, delta=0.05)
        self.assertEqual([(s["source"], s["distance"]) for s in answer["sources"]], [("paper", 1), ("wire", 0)])
        self.assertEqual(answer["pairs"], [])
        plain = self.answer("mediators", "-", "--between", "A", "B", input=json.dumps(BETWEEN))["candidates"]
        self.assertEqual([{key: row[key] for key in plain[0]} for row in answer["candidates"]], plain)

    def test_two_candidates_compared(self):
        pair, = self.ask("--compare", "envoy", "M")["pairs"]
        self.assertEqual((pair["first"], pair["second"]), ("N", "M"))
        self.assertAlmostEqual(pair["before"], 0.25, delta=0.05)
        self.assertEqual(pair["equal"], 0)
        for other in ("A", "Z"):
            self.assertIn(other, self.assert_fails(1 if other == "A" else 2, "mediators", "-", "--between", "A", "B",
                                                   "--certainty", "5", "--compare", "M", other,
                                                   input=json.dumps(BETWEEN)))

    def test_tables_and_tabs(self):
        ask = ("mediators", "-", "--between", "A", "B", "--certainty", "50", "--compare", "M", "N")
        table = run(*ask, input=json.dumps(BETWEEN)).stdout
        for part in ("by screen, with the best and worst rank in 95 % of 50 draws of 2 sources", "next is first",
                     "first is first", "Without a source", "A paper"):
            self.assertIn(part, table)
        tabs = run(*ask, "--format", "tsv", input=json.dumps(BETWEEN)).stdout
        keys, *rows = [line.split("\t") for line in tabs.splitlines()]
        lists = [dict(zip(keys, row))["list"] for row in rows]
        self.assertEqual([name for name in lists if name in ("candidates", "sources", "pairs")],
                         ["candidates"] * 2 + ["sources"] * 2 + ["pairs"])

    def test_a_diagram_has_the_ranks_of_candidates(self):
        drawn = run("dot", "-", "--between", "A", "B", "--certainty", "2000", input=json.dumps(BETWEEN)).stdout
        self.assertIn(r'"M" [label="M\nscreen 1 (1–2)"', drawn)
        self.assertIn('"A" [label="A"', drawn)

    def test_a_diagram_ranks_candidates_as_mediators_does(self):
        for component in ("access", "experience"):
            ranks = {row["id"]: (row["rank"], row["rank_low"], row["rank_high"])
                     for row in self.ask("--by", component)["candidates"]}
            drawn = run("dot", "-", "--between", "A", "B", "--by", component, "--certainty", "2000",
                        input=json.dumps(BETWEEN)).stdout
            for actor, (rank, low, high) in ranks.items():
                self.assertIn(rf'"{actor}" [label="{actor}\n{component} {rank} ({low}–{high})"', drawn)
        self.assertIn("--between", self.assert_fails(2, "dot", CRISIS, "--by", "access"))
        self.assertIn("--by", self.assert_fails(2, "dot", CRISIS, "--certainty", "10", "--between", "Iran", "Pakistan",
                                                "--measure", "degree"))

    def test_what_goes_with_certainty_only(self):
        for option in (("--seed", "3"), ("--draw", "relations"), ("--compare", "M", "N")):
            self.assertIn("--certainty", self.assert_fails(2, "mediators", CRISIS, "--between", "Iran", "Pakistan", *option))


if __name__ == "__main__":
    main()
