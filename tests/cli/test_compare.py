"""diff, explain and series on the reference case, with what its text (the case's table of events) gives."""
import datetime
import pathlib
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

from command import CRISIS, DOCUMENT, CommandTest, dyads, main, run

WINDOWS = ("--before", "2024-01-16/2024-01-18", "--after", "2024-01-19/2024-01-29")


def ties(answer):
    """(change, pair) of every tie."""
    return {frozenset((tie["from"]["id"], tie["to"]["id"])): tie for tie in answer["ties"]}


class Diff(CommandTest):
    def test_attacks_vanish_and_meetings_appear(self):
        found = ties(self.answer("diff", CRISIS, *WINDOWS, "--rollup"))
        for group in ("bla", "blf"):
            self.assertEqual(found[frozenset(("PAK", group))]["change"], "vanished")
        self.assertEqual(found[frozenset(("IRN", "jaish-al-adl"))]["change"], "vanished")
        turned = found[frozenset(("PAK", "IRN"))]
        self.assertEqual((turned["change"], turned["before"]["sign"], turned["after"]["sign"]), ("sign", -1, 1))
        kinds = [{relation["kind"] for relation in turned[side]["evidence"]} for side in ("before", "after")]
        self.assertEqual(kinds, [{"attack", "diplomatic"}, {"diplomatic"}])

    def test_meetings_of_officials_appear(self):
        found = ties(self.answer("diff", CRISIS, *WINDOWS))
        for pair in (("amirabdollahian", "jilani"), ("amirabdollahian", "munir")):
            tie = found[frozenset(pair)]
            self.assertEqual((tie["change"], tie["before"]), ("appeared", None))
            self.assertTrue(all(relation["sources"] for relation in tie["after"]["evidence"]))

    def test_the_window_of_the_question_is_the_other_side(self):
        one = self.answer("diff", CRISIS, *WINDOWS)
        other = self.answer("diff", CRISIS, "--since", "2024-01-19", "--until", "2024-01-29", *WINDOWS[:2])
        self.assertEqual(one["ties"], other["ties"])

    def test_what_if(self):
        answer = self.answer("diff", CRISIS, "--rollup", "--without", "China", "--cut", "PAK", "TUR", "--add", "USA", "TUR")
        changed = {pair: tie["change"] for pair, tie in ties(answer).items() if tie["change"] != "same"}
        self.assertEqual(changed, {frozenset(("PAK", "CHN")): "vanished", frozenset(("IRN", "CHN")): "vanished",
                                   frozenset(("PAK", "TUR")): "vanished", frozenset(("USA", "TUR")): "appeared"})
        ranks = {row["id"]: (row["rank_before"], row["rank_after"]) for row in answer["actors"]}
        self.assertIsNone(ranks["CHN"][1])
        self.assertIn("assumed", run("diff", CRISIS, "--rollup", "--add", "USA", "TUR").stdout)

    def test_officials_count_as_whom_they_serve(self):
        one = self.answer("diff", CRISIS, "--rollup", "--without", "Fidan")
        other = self.answer("diff", CRISIS, "--rollup", "--without", "Turkey")
        self.assertEqual(one["ties"], other["ties"])

    def test_the_diagram_of_both(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "diff.dot"
            self.answer("diff", CRISIS, *WINDOWS, "--rollup", "--diagram", path)
            done = subprocess.run(["dot", "-Tsvg", path], capture_output=True, encoding="utf-8")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            for words in ("gone: attack", "new: cooperative", "from 16–18 Jan 2024 to 19–29 Jan 2024"):
                self.assertIn(words, done.stdout)

    def test_mistakes(self):
        self.assertIn("nothing to compare", self.assert_fails(2, "diff", CRISIS))
        self.assertIn("--before", self.assert_fails(2, "diff", CRISIS, "--before", "tomorrow"))
        self.assert_fails(1, "diff", CRISIS, "--before", "2025", "--after", "2026", "--kinds", "attack")


class Explain(CommandTest):
    def test_a_tie_is_shared_out_by_confidence(self):
        answer = self.answer("explain", CRISIS, "--tie", "Pakistan", "Iran")
        expected = {relation["id"]: relation.get("confidence", 1) for relation in DOCUMENT["relations"]
                    if {"PAK", "IRN"} in [set(pair) for pair in dyads(relation)] and "mediators" not in relation}
        self.assertEqual({r["id"]: r["contribution"] for r in answer["relations"]}, expected)
        self.assertAlmostEqual(answer["value"], sum(expected.values()))
        self.assertAlmostEqual(sum(s["contribution"] for s in answer["sources"]), answer["value"])

    def test_scores_and_their_parts(self):
        for measure in ("degree", "strength", "betweenness"):
            answer = self.answer("explain", CRISIS, "--rollup", "--actor", "Iran", "--measure", measure)
            parts = [relation["contribution"] for relation in answer["relations"]]
            self.assertAlmostEqual(sum(parts), answer["value"], msg=measure)
            self.assertEqual(parts, sorted(parts, reverse=True))
        self.assertEqual(len(self.answer("explain", CRISIS, "--rollup", "--actor", "IRN", "-n", "2")["relations"]), 2)
        self.answer("explain", CRISIS, "--rollup", "--actor", "IRN", "--measure", "closeness")

    def test_a_path(self):
        answer = self.answer("explain", CRISIS, "--path", "Munir", "Fidan")
        steps = self.answer("paths", CRISIS, "--kinds", "events", "--from", "Munir", "--to", "Fidan")["paths"][0]["steps"]
        self.assertEqual(answer["value"], len(steps))
        self.assertEqual({relation["id"] for relation in answer["relations"]},
                         {relation["id"] for step in steps for relation in step["evidence"]})

    def test_a_mediator(self):
        asked = ("--between", "Pakistan", "Iran", "--on", "2024-01-30")
        answer = self.answer("explain", CRISIS, "--mediator", "Turkey", "--component", "experience", *asked)
        found = self.answer("mediators", CRISIS, *asked)
        turkey = next(row for row in found["candidates"] if row["id"] == "TUR")
        self.assertAlmostEqual(answer["value"], turkey["components"]["experience"] if "components" in turkey
                               else turkey["experience"])
        self.assertAlmostEqual(sum(r["contribution"] for r in answer["relations"]), answer["value"])
        self.assertTrue(all(r["kind"] == "mediation" for r in answer["relations"]))
        self.assertAlmostEqual(self.answer("explain", CRISIS, "--mediator", "Turkey", *asked)["value"],
                               turkey["components"]["screen"])

    def test_mistakes(self):
        self.assertIn("expected one of", self.assert_fails(2, "explain", CRISIS))
        self.assertIn("expected one of", self.assert_fails(2, "explain", CRISIS, "--actor", "PAK", "--tie", "PAK", "IRN"))
        self.assertIn("--between", self.assert_fails(2, "explain", CRISIS, "--mediator", "Turkey"))
        for option, owner in (("--measure", "--actor"), ("--component", "--mediator"), ("--on", "--mediator")):
            value = {"--measure": "degree", "--component": "access", "--on": "2024-01-20"}[option]
            self.assertIn(owner, self.assert_fails(2, "explain", CRISIS, "--tie", "PAK", "IRN", option, value))
        self.assertIn("no tie", self.assert_fails(1, "explain", CRISIS, "--rollup", "--tie", "USA", "India"))
        self.assert_fails(1, "explain", CRISIS, "--mediator", "ISPR", "--between", "CHN", "USA")


def first_day(relation):
    """The first day of a relation, or None for one that is open on both sides; without a start its last."""
    date = relation.get("date")
    if not date:
        return None
    first, _, last = date.partition("/")
    return datetime.date.fromisoformat(first or last)


class Series(CommandTest):
    def test_weeks_are_those_of_the_calendar(self):
        expected = {}
        for relation in DOCUMENT["relations"]:
            day = first_day(relation)
            if day:
                year, week, _ = day.isocalendar()
                expected[f"{year}-W{week:02}"] = expected.get(f"{year}-W{week:02}", 0) + 1
        answer = self.answer("series", CRISIS, "--by", "week")
        self.assertEqual({row["period"]: row["relations"] for row in answer["periods"] if row["relations"]}, expected)
        self.assertEqual(answer["undated"], sum(first_day(relation) is None for relation in DOCUMENT["relations"]))

    def test_the_pair_turns_from_attack_to_repair(self):
        answer = self.answer("series", CRISIS, "--rollup", "--pair", "Islamabad", "Tehran", "--by", "day",
                             "--since", "2024-01-16", "--until", "2024-01-29")
        nets = [row["net"] for row in answer["periods"]]
        self.assertEqual(len(nets), 14)
        self.assertTrue(nets[0] < 0 and nets[2] < 0 and nets[3] > 0 and nets[-1] > 0)
        self.assertEqual((answer["periods"][0]["first"], answer["periods"][-1]["last"]), ("2024-01-16", "2024-01-29"))

    def test_a_measure_is_that_of_the_rank_in_the_window(self):
        for row in self.answer("series", CRISIS, "--actor", "Iran", "--rollup", "-m", "betweenness", "--by", "week",
                               "--since", "2024-01-08", "--until", "2024-01-28")["periods"]:
            ranked = self.answer("rank", CRISIS, "--rollup", "--weight", "count", "--since", row["first"], "--until", row["last"])
            scores = {actor["id"]: actor["score"] for actor in ranked["actors"]}
            self.assertAlmostEqual(row["value"] or 0, scores.get("IRN", 0))

    def test_balance_through_time(self):
        answer = self.answer("series", CRISIS, "--rollup", "--indicator", "line_index", "--by", "week", "--window", "2")
        self.assertTrue(all(row["value"] >= 0 for row in answer["periods"]))

    def test_the_plot_is_well_formed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "plot.svg"
            self.answer("series", CRISIS, "--rollup", "--pair", "PAK", "IRN", "--by", "week", "--plot", path)
            text = path.read_text(encoding="utf-8")
            xml.etree.ElementTree.fromstring(text)
            for words in ("Pakistan and Iran", "2024-W03", "net"):
                self.assertIn(words, text)

    def test_mistakes(self):
        for wrong in (["--actor", "PAK", "--pair", "PAK", "IRN"], ["--measure", "degree"], ["--window", "2"],
                      ["--actor", "PAK", "--measure", "degree", "--indicator", "ties"], ["--by", "hour"]):
            self.assert_fails(2, "series", CRISIS, *wrong)
        self.assert_fails(1, "series", CRISIS, "--pair", "USA", "BLA")


if __name__ == "__main__":
    unittest.TestCase.longMessage = True
    main()
