"""Forms of the answer: tables on a terminal and off, tabs, JSON, files that appear whole or not at all."""
import fcntl
import json
import os
import pathlib
import pty
import re
import struct
import subprocess
import tempfile
import termios
import unicodedata
import xml.etree.ElementTree as ElementTree

from command import ANSWERED, COMMAND, CRISIS, DOCUMENT, CommandTest, main, run

TABLED = [name for name in ANSWERED if name not in ("dot", "export")]


def on_terminal(*arguments, columns=100, environment=None):
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = subprocess.Popen([COMMAND, *map(str, arguments)], stdout=theirs, env={**clean, "TERM": "xterm", **(environment or {})})
    os.close(theirs)
    blocks = []
    while True:
        try:
            block = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not block:
            break
        blocks.append(block)
    os.close(ours)
    process.wait()
    return b"".join(blocks).decode("utf-8").replace("\r\n", "\n")


def width(text):
    """Columns that a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Table(CommandTest):
    def test_colour_on_a_terminal_only(self):
        for name in TABLED:
            self.assertNotIn("\033", run(name, *ANSWERED[name]).stdout)
            self.assertIn("\033[", on_terminal(name, *ANSWERED[name]))
            for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
                self.assertNotIn("\033", on_terminal(name, *ANSWERED[name], environment=environment))
        self.assertIn("\033[", on_terminal("rank", CRISIS, environment={"NO_COLOR": ""}))
        self.assertNotIn("\033", on_terminal("rank", CRISIS, "--format", "tsv"))

    def test_the_last_column_is_wrapped_to_the_terminal(self):
        text = on_terminal("paths", *ANSWERED["paths"], columns=130, environment={"NO_COLOR": "1"})
        self.assertLessEqual(max(map(width, text.splitlines())), 130)
        said = " ".join(text.split())
        self.assertIn("Iran's foreign minister", said)

    def test_columns_stand_below_each_other(self):
        wide = {"format": "entente-graph", "version": 1,
                "actors": [{"id": "a", "kind": "state", "name": "中华人民共和国"}, {"id": "b", "kind": "state", "name": "e\u0301a"},
                           {"id": "c", "kind": "state", "name": "plain"}],
                "relations": [{"kind": "diplomatic", "from": "a", "to": ["b", "c"]}]}
        lines = run("rank", "-", input=json.dumps(wide)).stdout.splitlines()
        self.assertEqual(len({width(line[:line.index("state")]) for line in lines[2:]}), 1)
        self.assertEqual(len({width(line) for line in lines[1:]}), 1)

    def test_control_characters_do_not_reach_the_terminal(self):
        hostile = {"format": "entente-graph", "version": 1, "title": "a\u001b[2Jb\nc",
                   "actors": [{"id": "a", "kind": "state", "name": "x\u001b[31my\nz\tw"}, {"id": "b", "kind": "state"}],
                   "relations": [{"kind": "diplomatic", "from": "a", "to": "b", "summary": "s\u001b]0;t\u0007"}]}
        text = json.dumps(hostile)
        for arguments in (("info", "-"), ("rank", "-"), ("rank", "-", "--format", "tsv"), ("paths", "-", "--from", "a", "--to", "b")):
            said = run(*arguments, input=text).stdout
            self.assertNotRegex(said.replace("\t", ""), r"[\x00-\x09\x0b-\x1f\x7f]")
        self.assertEqual(len(run("rank", "-", "--format", "tsv", input=text).stdout.splitlines()), 3)

    def test_numbers_are_rounded_for_reading_and_full_else(self):
        table = run("rank", CRISIS, "--measure", "pagerank").stdout
        full = [line.split("\t")[-1] for line in run("rank", CRISIS, "--measure", "pagerank", "--format", "tsv").stdout.splitlines()]
        scores = [row["score"] for row in self.answer("rank", CRISIS, "--measure", "pagerank")["actors"]]
        self.assertEqual([float(text) for text in full[1:]], scores)
        self.assertIn(f"{scores[0]:.4g}\n", table)
        self.assertGreater(len(full[1]), 8)


class Tsv(CommandTest):
    def test_one_head_and_as_many_columns_in_every_line(self):
        for name in TABLED:
            lines = run(name, *ANSWERED[name], "--format", "tsv").stdout.rstrip("\n").split("\n")
            head = lines[0].split("\t")
            self.assertEqual(len(set(head)), len(head))
            self.assertTrue(all(re.fullmatch("[a-z_]+", word) for word in head), head)
            self.assertEqual({line.count("\t") for line in lines}, {len(head) - 1}, name)
            self.assertGreater(len(lines), 1)

    def test_it_says_what_json_says(self):
        lines = run(*("mediators", *ANSWERED["mediators"]), "--format", "tsv").stdout.rstrip("\n").split("\n")
        rows = [dict(zip(lines[0].split("\t"), line.split("\t"))) for line in lines[1:]]
        answer = self.answer("mediators", *ANSWERED["mediators"])
        did, could = ([row for row in rows if row["list"] == name] for name in ("mediated", "candidates"))
        self.assertEqual([(row["id"], row["status"]) for row in did], [(m["id"], m["status"]) for m in answer["mediated"]])
        for row, candidate in zip(could, answer["candidates"]):
            self.assertEqual(row["id"], candidate["id"])
            self.assertEqual(row["evidence"].split(), [relation["id"] for relation in candidate["evidence"]])
            for component, value in candidate["components"].items():
                self.assertEqual(row[component], "" if value is None else row[component])
                if value is not None:
                    self.assertEqual(float(row[component]), value)

    def test_communities_are_a_line_an_actor(self):
        lines = run("communities", CRISIS, "--format", "tsv").stdout.splitlines()
        answer = self.answer("communities", CRISIS)
        self.assertEqual(len(lines) - 1, sum(community["size"] for community in answer["communities"]))


class Files(CommandTest):
    def test_each_ending_names_its_format(self):
        with tempfile.TemporaryDirectory() as folder:
            for ending in ("json", "graphml", "gexf", "dot", "gv"):
                path = pathlib.Path(folder) / f"x.{ending}"
                done = run("export", CRISIS, "-o", path)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
                word = {"gv": "dot"}.get(ending, ending)
                for option in ("--format", "--to-format"):
                    self.assertEqual(path.read_text(encoding="utf-8"), run("export", CRISIS, option, word).stdout)
            self.assertEqual(json.loads((pathlib.Path(folder) / "x.json").read_text())["directed"], False)
            self.assertIn("graphml", ElementTree.parse(pathlib.Path(folder) / "x.graphml").getroot().tag)
            self.assertIn("gexf", ElementTree.parse(pathlib.Path(folder) / "x.gexf").getroot().tag)
            self.assertEqual(len(os.listdir(folder)), 5)

    def test_the_ending_entente_is_of_a_graph_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.entente"
            question = ("--since", "2024-01-19", "--to-format", "entente")
            self.assertEqual(run("export", CRISIS, *question, "-o", path).returncode, 0)
            self.assertEqual(path.read_bytes()[:4], b"\x89ENT")
            self.assertEqual(run("export", path, "--to-format", "entente").stdout, run("export", CRISIS, *question).stdout)

    def test_the_document_that_is_left_answers_alike(self):
        kept = run("export", CRISIS, "--to-format", "entente", "--since", "2024-01-19", "--exclude", "USA").stdout
        document = json.loads(kept)
        self.assertEqual(len(document["actors"]), len(DOCUMENT["actors"]))
        self.assertEqual(len(document["affiliations"]), len(DOCUMENT["affiliations"]))
        asked = self.answer("rank", CRISIS, "--since", "2024-01-19", "--exclude", "USA")["actors"]
        self.assertEqual(self.answer("rank", "-", input=kept)["actors"], asked)
        whole = json.loads(run("export", CRISIS, "--to-format", "entente").stdout)
        self.assertEqual(whole["relations"], DOCUMENT["relations"])

    def test_graphviz_draws_and_the_path_is_highlighted(self):
        plain = run("dot", CRISIS).stdout
        marked = run("dot", CRISIS, "--highlight", "Munir", "Fidan").stdout
        self.assertNotEqual(plain, marked)
        for text in (plain, marked):
            drawn = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, encoding="utf-8")
            self.assertEqual((drawn.returncode, drawn.stderr), (0, ""))
        self.assertIn("a title of one's own", run("dot", CRISIS, "--title", "a title of one's own").stdout)
        self.assertLess(len(run("dot", CRISIS, "--no-legend").stdout), len(plain))
        self.assert_fails(1, "dot", CRISIS, "--highlight", "Munir", "Jaish al-Adl")

    def test_an_answer_into_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "answer"
            for form in ("table", "tsv", "json"):
                run("rank", CRISIS, "--format", form, "--output", path)
                self.assertEqual(path.read_text(encoding="utf-8"), run("rank", CRISIS, "--format", form).stdout)

    def test_a_failure_leaves_the_old_file_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.dot"
            path.write_text("old")
            for arguments in (("dot", CRISIS, "--codes", "20"), ("dot", CRISIS, "--exclude", "nobody"), ("dot", "/nonexistent"),
                              ("dot", CRISIS, "--highlight", "Munir", "BLA")):
                self.assertNotEqual(run(*arguments, "-o", path).returncode, 0)
                self.assertEqual(path.read_text(), "old")
                self.assertEqual(os.listdir(folder), ["x.dot"])
        message = self.assert_fails(2, "dot", CRISIS, "-o", "/nonexistent/x.dot")
        self.assertIn("/nonexistent/x.dot", message)

    def test_a_full_disk_is_told(self):
        for arguments in ([name, *ANSWERED[name]] for name in ANSWERED):
            with open("/dev/full", "w") as full:
                done = subprocess.run([COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("No space left on device", done.stderr)
        self.assertIn("No space left", self.assert_fails(2, "dot", CRISIS, "-o", "/dev/full"))
        for arguments in (["--help"], ["rank", "--help"], ["--version"]):
            with open("/dev/full", "w") as full:
                self.assertEqual(subprocess.run([COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE).returncode, 2)

    def test_a_reader_who_has_had_enough_is_no_error(self):
        for ignored in ("", "trap '' PIPE; "):
            done = subprocess.run(["bash", "-c", f"{ignored}{{ '{COMMAND}' dot '{CRISIS}'; echo $? >&2; }} | true"],
                                  capture_output=True, encoding="utf-8")
            self.assertIn(done.stderr, ("0\n", "141\n"))


if __name__ == "__main__":
    main()
