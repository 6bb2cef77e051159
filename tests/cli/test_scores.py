"""Rankings by scores that are no measures, of signed ties and in time, on a case small enough to work them out by hand."""
import json

import numpy
from command import CommandTest, main, run


def relation(kind, source, target, day):
    return {"id": f"{source}{target}{day}", "kind": kind, "from": source, "to": target, "date": f"2024-01-0{day}",
            "tone": -5 if kind == "attack" else 5}


#: A and B, then B and C meet on the 2nd, C and D the day before; D attacks A.
CASE = json.dumps({
    "format": "entente-graph", "version": 1,
    "actors": [{"id": name, "kind": "state", "name": name} for name in "ABCD"],
    "relations": [relation("diplomatic", "A", "B", 1), relation("diplomatic", "B", "C", 2),
                  relation("diplomatic", "C", "D", 1), relation("attack", "D", "A", 3)]})
SIGNS = numpy.array([[0, 1, 0, -1], [1, 0, 1, 0], [0, 1, 0, 1], [-1, 0, 1, 0]], dtype=float)
#: By the definitions of signed.h and journeys.h.
EXPECTED = {
    "signed_degree": SIGNS.sum(axis=1),
    "pn_index": numpy.linalg.inv(numpy.eye(4) - numpy.where(SIGNS < 0, -2.0, SIGNS) / 6) @ numpy.ones(4),
    "temporal_closeness": numpy.array([1 + 1 / 2, 2, 2, 1 + 1 / 2]) / 3,  # A to D and D to A would go back in time
    "temporal_betweenness": numpy.array([0, 1, 1, 0])}  # A to C by B, D to B by C


class Scores(CommandTest):
    def test_scores_are_those_worked_out(self):
        for name, expected in EXPECTED.items():
            answer = self.answer("rank", "-", "--measure", name, input=CASE)
            self.assertEqual(answer["measure"], name)
            found = {row["id"]: row["score"] for row in answer["actors"]}
            numpy.testing.assert_allclose([found[actor] for actor in "ABCD"], expected, atol=1e-9, err_msg=name)

    def test_the_signed_eigenvector_tells_camps(self):
        """A triangle of which C is the enemy of both others: in balance, so its signs are the camps."""
        case = json.loads(CASE)
        case["relations"] = [relation("diplomatic", "A", "B", 1), relation("attack", "C", "A", 2),
                             relation("attack", "C", "B", 3)]
        answer = self.answer("rank", "-", "--measure", "signed_eigenvector", input=json.dumps(case))
        found = {row["id"]: row["score"] for row in answer["actors"]}
        numpy.testing.assert_allclose([found[actor] for actor in "ABC"], [1, 1, -1], atol=1e-9)

    def test_a_direction_counts_where_one_is_asked(self):
        case = ("rank", "-", "--directed", "--measure", "signed_degree", "--mode")
        scores = {mode: {row["id"]: row["score"] for row in self.answer(*case, mode, input=CASE)["actors"]}
                  for mode in ("out", "in")}
        self.assertEqual(scores["out"], {"A": 1, "B": 1, "C": 1, "D": -1})
        self.assertEqual(scores["in"], {"A": -1, "B": 1, "C": 1, "D": 1})
        self.assertIn("--mode", self.assert_fails(2, "rank", "-", "--measure", "temporal_closeness", "--mode", "in",
                                                  input=CASE))

    def test_certainty_ranks_by_them_too(self):
        for name in (*EXPECTED, "signed_eigenvector"):
            plain = self.answer("rank", "-", "--measure", name, input=CASE)["actors"]
            drawn = self.answer("rank", "-", "--measure", name, "--certainty", "20", input=CASE)["actors"]
            self.assertEqual([(row["id"], row["rank"], row["score"]) for row in drawn],
                             [(row["id"], row["rank"], row["score"]) for row in plain], name)
            drawing = run("dot", "-", "--certainty", "20", "--measure", name, input=CASE).stdout
            self.assertIn(rf'\n{name} {plain[0]["rank"]} (', drawing)


if __name__ == "__main__":
    main()
