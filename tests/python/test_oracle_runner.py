"""The runner of oracle cases: what it must not pass over in silence."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

RUNNER = pathlib.Path(__file__).resolve().parents[1] / "oracle" / "run.py"
PAIR = {"name": "pair", "directed": False, "nodes": ["a", "b"], "edges": [[0, 1, {"p": 2}]]}


def call(measure, expect, **options):
    return {"measure": measure, "options": options, "expect": expect, "tolerance": 0}


class Runner(unittest.TestCase):
    def run_on(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                pathlib.Path(folder, name + ".json").write_text(text if isinstance(text, str) else json.dumps(text))
            done = subprocess.run([sys.executable, RUNNER, folder], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout.splitlines()

    def test_passes(self):
        self.assertEqual(self.run_on(pair={**PAIR, "calls": [call("degree", [1, 1]), call("resistance", 0.5, source=0, target=1)]}),
                         (0, ["2 passed, 0 failed"]))

    def test_unknown_measures_and_options_and_wrong_values_fail(self):
        for wrong in (call("fame", [1, 1]), call("degree", [1, 1], colour="red"), call("transitivity", None, mode="in"),
                      call("degree", [1, 2]), call("temporal.fastest", [0, 0], source=0), {"measure": "degree"}, 5):
            status, lines = self.run_on(pair={**PAIR, "calls": [wrong, call("degree", [1, 1])]})
            self.assertEqual((status, len(lines), lines[-1]), (1, 2, "1 passed, 1 failed"), wrong)

    def test_files_that_are_no_cases_fail_and_the_others_run(self):
        for wrong in ("{", [1], {**PAIR, "edges": [[0, 7]], "calls": []}, {**PAIR, "edges": [[0, 1, {"weight": 2}]], "calls": []}, PAIR):
            status, lines = self.run_on(a=wrong, b={**PAIR, "calls": [call("degree", [1, 1])]})
            self.assertEqual((status, lines[-1]), (1, "1 passed, 1 failed"), wrong)
            self.assertIn("a.json: no case", lines[0])

    def test_nothing_to_run_fails(self):
        self.assertEqual(self.run_on()[0], 1)


if __name__ == "__main__":
    unittest.main()
