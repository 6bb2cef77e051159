"""Wrong usage and wrong input: exit codes, messages that say what would be right, places in documents, help."""
import json
import os
import pathlib
import shlex
import tempfile

from command import ANSWERED, CRISIS, DOCUMENT, CommandTest, main, run


class Usage(CommandTest):
    def test_mistyped_words_suggest_the_nearest(self):
        self.assertNotIn("did you mean", self.assert_fails(2, "foo", CRISIS))  # is near to nothing
        for arguments, near in ((("rnak", CRISIS), "did you mean rank?"),
                                (("rank", CRISIS, "--mesure", "degree"), "did you mean --measure?"),
                                (("rank", CRISIS, "--mesure=degree"), "did you mean --measure?"),
                                (("rank", CRISIS, "--measure", "betweeness"), "did you mean betweenness?"),
                                (("rank", CRISIS, "--kinds", "atack"), "near to attack"),
                                (("rank", CRISIS, "--format", "jsn"), "did you mean json?"),
                                (("paths", CRISIS, "--from", "Munir", "--to", "Fidan", "--respecttime"), "--respect-time?"),
                                (("export", CRISIS, "--to-format", "graphm"), "did you mean graphml?")):
            self.assertIn(near, self.assert_fails(2, *arguments))

    def test_what_is_missing_or_too_much(self):
        for arguments, expected in (((), "no command"),
                                    (("rank",), "no file"),
                                    (("rank", CRISIS, "--since"), "--since needs DAY"),
                                    (("rank", CRISIS, "--since", "--until", "2024"), "--since needs DAY"),
                                    (("rank", CRISIS, "--rollup=yes"), "--rollup takes no value"),
                                    (("rank", CRISIS, "-x"), "unknown option -x"),
                                    (("rank", CRISIS, "--top", "0"), "whole number"),
                                    (("rank", CRISIS, "--top", "-1"), "whole number"),
                                    (("rank", CRISIS, "--top", "3.5"), "whole number"),
                                    (("rank", CRISIS, "--min-confidence", "much"), "number from 0 to 1"),
                                    (("rank", CRISIS, "--min-confidence", "1.5"), "number from 0 to 1"),
                                    (("rank", CRISIS, "--min-confidence", "nan"), "number from 0 to 1"),
                                    (("rank", CRISIS, "--kinds", ""), "--kinds is empty"),
                                    (("rank", CRISIS, "--since", "2024-13-01"), "13"),
                                    (("rank", CRISIS, "--since", "2024-02", "--until", "2024-01"), "is after"),
                                    (("resolve", CRISIS), "no name"),
                                    (("paths", CRISIS, "--from", "Munir"), "no --to"),
                                    (("mediators", CRISIS), "no --between"),
                                    (("mediators", CRISIS, "--between", "Pakistan"), "--between needs A B"),
                                    (("mediators", CRISIS, "--between", "Pakistan", "PAK"), "one actor twice"),
                                    (("mediators", CRISIS, "--between", "Pakistan", "Iran", "--on", "soon"), "--on"),
                                    (("dot", CRISIS, "--highlight", "Pakistan"), "--highlight needs FROM TO"),
                                    (("dot", CRISIS, "--format", "json"), "unknown option --format"),
                                    (("export", CRISIS), "no format"),
                                    (("export", CRISIS, "-o", "x.png"), ".png")):
            message = self.assert_fails(2, *arguments)
            self.assertIn(expected, message)
            self.assertIn("--help", message)

    def test_names_that_are_nobodys_or_several_peoples(self):
        message = self.assert_fails(2, "paths", CRISIS, "--from", "Munirr", "--to", "Fidan")
        self.assertIn("munir", message)
        two = {**DOCUMENT, "actors": DOCUMENT["actors"] + [{"id": "other", "kind": "official", "name": "Jilani"}]}
        message = self.assert_fails(2, "paths", "-", "--from", "jilani!", "--to", "Fidan", input=json.dumps(two))
        self.assertIn("Jalil Abbas Jilani (jilani)", message)
        self.assertIn("Jilani (other)", message)
        for option in ("--exclude", "--actors", "--avoid"):
            self.assert_fails(2, "paths", CRISIS, "--from", "Munir", "--to", "Fidan", option, "Atlantis")

    def test_double_dash_ends_the_options(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "--odd.json"
            path.write_text(json.dumps(DOCUMENT), encoding="utf-8")
            self.assertEqual(run("info", "--", "--odd.json", cwd=folder).returncode, 0)


class Input(CommandTest):
    def test_standard_input(self):
        text = pathlib.Path(CRISIS).read_text(encoding="utf-8")
        self.assertEqual(self.answer("rank", "-", input=text)["actors"], self.answer("rank", CRISIS)["actors"])

    def test_a_mistake_is_told_at_its_place(self):
        cases = (('{"format": "entente-graph",\n "version": 1,\n "actors": [{"id": "A", "kind": "stat"}]}', "3:33"),
                 ('{"format": "entente-graph", "version": 1, "actors": []', "1:55"),
                 ("", "1:1"))
        with tempfile.TemporaryDirectory() as folder:
            for text, place in cases:
                path = pathlib.Path(folder) / "graph.json"
                path.write_text(text, encoding="utf-8")
                for name, arguments in ANSWERED.items():
                    message = self.assert_fails(2, name, path, *arguments[1:])
                    self.assertTrue(message.startswith(f"entente: {path}:{place}: "), message)
                self.assertTrue(self.assert_fails(2, "info", "-", input=text).startswith(f"entente: -:{place}: "))

    def test_files_that_cannot_be_read(self):
        message = self.assert_fails(2, "info", "/nonexistent/graph.json")
        self.assertIn("/nonexistent/graph.json: No such file or directory", message)
        self.assertEqual(message.count("/nonexistent"), 1)
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("no file lies in the folder", self.assert_fails(2, "info", folder))

    def documents(self, folder, *documents):
        paths = []
        for number, document in enumerate(documents):
            paths.append(pathlib.Path(folder) / f"part{number}.json")
            paths[-1].write_text(json.dumps({"format": "entente-graph", "version": 1, **document}), encoding="utf-8")
        return paths

    def test_several_files_are_one_question(self):
        half = len(DOCUMENT["relations"]) // 2
        common = {key: DOCUMENT[key] for key in ("title", "sources", "actors")}
        with tempfile.TemporaryDirectory() as folder:
            first, second = self.documents(
                folder, {**common, "affiliations": DOCUMENT["affiliations"], "relations": DOCUMENT["relations"][:half]},
                {**common, "relations": DOCUMENT["relations"][half:]})
            for name, arguments in ANSWERED.items():
                if name != "resolve":
                    whole, parts = run(name, *arguments), run(name, first, second, *arguments[1:])
                    self.assertEqual((parts.returncode, parts.stdout), (whole.returncode, whole.stdout), name)
            found = self.answer("resolve", first, second, "--name", "Turkey")["actors"]
            self.assertEqual([row["id"] for row in found], ["TUR"])
            piped = self.answer("rank", first, "-", input=second.read_text(encoding="utf-8"))
            self.assertEqual(piped["actors"], self.answer("rank", CRISIS)["actors"])
            self.assert_fails(2, "rank", "-", "-", input="")

    def test_a_document_goes_on_where_another_ends(self):
        halves = ({key: DOCUMENT[key] for key in ("title", "sources", "actors", "affiliations")},
                  {"relations": DOCUMENT["relations"]})
        with tempfile.TemporaryDirectory() as folder:
            first, second = self.documents(folder, *halves)
            for piped in (False, True):
                text = second.read_text(encoding="utf-8") if piped else None
                parts = run("rank", first, "-" if piped else second, "--format", "tsv", input=text)
                self.assertEqual((parts.returncode, parts.stdout), (0, run("rank", CRISIS, "--format", "tsv").stdout))
            self.assertIn('needs the key "actors"', self.assert_fails(2, "rank", second))
            stranger = self.documents(folder, {}, {}, {"relations": [{"kind": "attack", "from": "Nobody", "to": "IRN"}]})[2]
            first.write_text(json.dumps({"format": "entente-graph", "version": 1, **halves[0]}), encoding="utf-8")
            self.assertIn('no actor has the id "Nobody"', self.assert_fails(2, "rank", first, stranger))

    def test_files_that_contradict_each_other_are_both_named(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = self.documents(folder, {"actors": [{"id": "X", "kind": "state"}]},
                                   {"actors": [{"id": "A", "kind": "state"}]},
                                   {"actors": [{"id": "A", "kind": "official"}]})
            message = self.assert_fails(2, "info", *paths)
            self.assertTrue(message.startswith(f"entente: {paths[1]} and {paths[2]}: "), message)
            self.assertIn('"A"', message)


class Help(CommandTest):
    def test_of_all(self):
        texts = [run(*arguments) for arguments in (("--help",), ("-h",), ("help",))]
        for done in texts:
            self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", texts[0].stdout))
        for name in ANSWERED:
            self.assertIn(f"\n  {name} ", texts[0].stdout)
        self.assertIn("Example:", texts[0].stdout)

    def test_of_each(self):
        for name in ANSWERED:
            done = run(name, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(run("help", name).stdout, done.stdout)
            self.assertIn(f"Usage: entente {name} ", done.stdout)
            for option in ("since", "until", "kinds", "actors", "codes", "rollup", "weight", "min-confidence", "exclude",
                           "directed", "output"):
                self.assertIn(f"--{option} ", done.stdout)
            self.assertLessEqual(max(map(len, done.stdout.splitlines())), 110)

    def test_examples_work(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(CRISIS, pathlib.Path(folder) / "crisis.json")
            for name in ANSWERED:
                lines = run(name, "--help").stdout.splitlines()
                example = lines[lines.index("Example:") + 1].strip()
                self.assertTrue(example.startswith(f"entente {name} "))
                done = run(*shlex.split(example)[1:], cwd=folder)
                self.assertEqual((done.returncode, done.stderr), (0, ""), example)

    def test_version(self):
        self.assertRegex(run("--version").stdout, r"^entente \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    main()
