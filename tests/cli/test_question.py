"""The shared options, seen through what `export` leaves: the evidence of the edges."""
import json

from command import ANSWERED, CRISIS, DOCUMENT, CommandTest, dyads, main, run

KINDS = {actor["id"]: actor["kind"] for actor in DOCUMENT["actors"]}


def expected(keep):
    return {relation["id"] for relation in DOCUMENT["relations"] if keep(relation)}


class Question(CommandTest):
    def left(self, *arguments):
        done = run("export", CRISIS, "--to-format", "json", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return {i for edge in json.loads(done.stdout)["edges"] for i in edge["evidence"]}

    def test_kinds(self):
        for kind in ("attack", "mediation", "diplomatic"):
            self.assertEqual(self.left("--kinds", kind), expected(lambda r: r["kind"] == kind))
        both = expected(lambda r: r["kind"] in ("attack", "mediation"))
        self.assertEqual(self.left("--kinds", "attack,mediation"), both)
        self.assertEqual(self.left("--kinds", "attack", "--kinds", "mediation"), both)
        self.assertEqual(self.left("--kinds", "events"), expected(lambda r: True))
        self.assertEqual(self.left(), expected(lambda r: True))
        self.assertEqual(len(self.left("--kinds", "all")), len(DOCUMENT["relations"]) + len(DOCUMENT["affiliations"]))

    def test_the_spiral_and_the_repair(self):
        spiral, repair = self.left("--since", "2024-01-16", "--until", "2024-01-18"), self.left("--since", "2024-01-19")
        self.assertTrue({"iran-strikes-panjgur", "marg-bar-sarmachar", "ambassadors-recalled"} <= spiral)
        self.assertFalse({"ministers-talk", "minister-visits", "tipu-returns"} & spiral)
        self.assertTrue({"ministers-talk", "minister-visits", "tipu-returns", "liaison-officers-agreed"} <= repair)
        self.assertFalse({"iran-strikes-panjgur", "marg-bar-sarmachar"} & repair)

    def test_a_month_is_all_of_its_days(self):
        self.assertEqual(self.left("--since", "2024-01", "--until", "2024-01"),
                         self.left("--since", "2024-01-01", "--until", "2024-01-31"))

    def test_codes(self):
        self.assertEqual(self.left("--codes", "19"), expected(lambda r: r.get("code", "").startswith("19")))
        self.assertEqual(self.left("--codes", "05,111"), expected(lambda r: r.get("code", "").startswith(("05", "111"))))

    def test_actors_by_kind_and_by_name(self):
        self.assertEqual(self.left("--actors", "official"),
                         expected(lambda r: any(KINDS[a] == KINDS[b] == "official" for a, b in dyads(r))))
        self.assertEqual(self.left("--actors", "Pakistan,Tehran"),
                         expected(lambda r: any({a, b} == {"PAK", "IRN"} for a, b in dyads(r))))
        # After roll-up the ministers' talks are talks of the states.
        self.assertIn("ministers-talk", self.left("--actors", "Pakistan,Tehran", "--rollup"))
        self.assertIn("ministers-talk", self.left("--actors", "state", "--rollup"))
        self.assertNotIn("ministers-talk", self.left("--actors", "state"))

    def test_exclude(self):
        self.assertEqual(self.left("--exclude", "Iran", "--exclude", "Fidan,Jilani"),
                         expected(lambda r: any(not {a, b} & {"IRN", "fidan", "jilani"} for a, b in dyads(r))))

    def test_confidence(self):
        self.assertEqual(self.left("--min-confidence", "0.6"), expected(lambda r: r.get("confidence", 1) >= 0.6))

    def test_direction_and_weight(self):
        def edge(a, b, *arguments):
            edges = json.loads(run("export", CRISIS, "--to-format", "json", *arguments).stdout)["edges"]
            return [(e["positive"], e["negative"]) for e in edges if (e["source"], e["target"]) == (a, b)]
        # Between the ministers: talks and liaison officers, mutual both.
        self.assertEqual(edge("jilani", "amirabdollahian"), [(2, 0)])
        self.assertEqual(edge("jilani", "amirabdollahian", "--weight", "tone"), [(7 + 8, 0)])
        self.assertEqual(edge("amirabdollahian", "jilani", "--directed"), [(2, 0)])
        self.assertEqual(edge("yadhav", "PAK", "--directed", "--weight", "tone"), [(0, 3.5)])
        self.assertEqual(edge("PAK", "yadhav", "--directed"), [])

    def test_the_question_stands_in_the_answer(self):
        question = self.answer("rank", CRISIS, "--since", "2024-01", "--until", "2024-01-29", "--kinds", "attack,diplomatic",
                               "--actors", "state,Pakistan,Iran", "--codes", "19", "--rollup", "--weight", "tone",
                               "--min-confidence", "0.25", "--exclude", "Turkey", "--directed")["question"]
        self.assertEqual(question, {"files": [CRISIS], "since": "2024-01-01", "until": "2024-01-29",
                                    "kinds": ["attack", "diplomatic"], "actors": ["state", "PAK", "IRN"], "codes": ["19"],
                                    "rollup": True, "weight": "tone", "min_confidence": 0.25, "exclude": ["TUR"],
                                    "without_catch_alls": False, "directed": True})

    def test_every_subcommand_takes_every_option_of_it(self):
        options = ["--since", "2024-01-16", "--until", "2024-02", "--kinds", "all", "--actors",
                   "state,official,organisation", "--codes", "0,1,2", "--rollup", "--weight", "count", "--min-confidence",
                   "0.1", "--exclude", "USA", "--directed"]
        for name, arguments in ANSWERED.items():
            done = run(name, *arguments, *options)
            self.assertIn(done.returncode, (0, 1), (name, done.stderr))
            self.assertEqual(run(name, *arguments, *options[:6], *options[10:-1]).returncode, 0, name)

    def test_nothing_is_left(self):
        for name in ("rank", "communities", "dot", "export"):
            message = self.assert_fails(1, name, *ANSWERED[name], "--codes", "20")
            self.assertIn("the question leaves no tie", message)


if __name__ == "__main__":
    main()
