"""What the tests of the command share: running it, the reference case, and ties computed from its document by hand."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("ENTENTE_COMMAND", str(SOURCE / "build" / "entente"))
CRISIS = str(SOURCE / "examples" / "data" / "pakistan-iran-2024.json")
DOCUMENT = json.loads(pathlib.Path(CRISIS).read_text(encoding="utf-8"))
#: For each subcommand, arguments that give an answer on the reference case.
ANSWERED = {
    "info": [CRISIS],
    "resolve": [CRISIS, "Turkey"],
    "rank": [CRISIS],
    "paths": [CRISIS, "--from", "Munir", "--to", "Fidan"],
    "mediators": [CRISIS, "--between", "Pakistan", "Iran"],
    "communities": [CRISIS],
    "diff": [CRISIS, "--before", "2024-01-16/2024-01-18", "--after", "2024-01-19/2024-01-29"],
    "explain": [CRISIS, "--tie", "Pakistan", "Iran"],
    "series": [CRISIS, "--by", "week"],
    "dot": [CRISIS],
    "export": [CRISIS, "--to-format", "json"],
}


def run(*arguments, input=None, environment=None, **more):
    """Runs the command; the result has returncode, stdout and stderr as text."""
    return subprocess.run([COMMAND, *map(str, arguments)], input=input, capture_output=True, encoding="utf-8",
                          env={**os.environ, **(environment or {})}, timeout=60, **more)


def sides(relation):
    """Who acts and upon whom, as lists."""
    both = relation.get("mediators", relation.get("from")), relation.get("between", relation.get("to"))
    return [[side] if isinstance(side, str) else side for side in both]


def dyads(relation):
    """The pairs that a relation joins."""
    return [(a, b) for a in sides(relation)[0] for b in sides(relation)[1]]


class CommandTest(unittest.TestCase):
    maxDiff = None

    def answer(self, *arguments, **more):
        """The answer in JSON, which must be one object."""
        done = run(*arguments, "--format", "json", **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return json.loads(done.stdout)

    def assert_fails(self, code, *arguments, **more):
        """It ends with the code and a message, and prints no answer when it is wrong usage; gives the message."""
        done = run(*arguments, **more)
        self.assertEqual(done.returncode, code, (arguments, done.stderr))
        self.assertTrue(done.stderr.startswith("entente: "), done.stderr)
        if code == 2:
            self.assertEqual(done.stdout, "")
        return done.stderr


def main():
    result = unittest.main(module="__main__", exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
