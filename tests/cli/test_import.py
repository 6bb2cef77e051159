"""entente import: what became of every row, and files of events as FILE of every other subcommand."""
import gzip
import json
import os
import pathlib
import subprocess
import tempfile
import threading

from command import ANSWERED, CRISIS, SOURCE, CommandTest, main, run

DATA = SOURCE / "tests" / "data" / "events"
GED, GDELT = DATA / "ucdp-ged-23.1.csv", DATA / "gdelt2-2018-01-01.csv"
ROWS = "who,whom,day\nIran,Pakistan,2024-01-16\nIran,,2024-01-17\nIran,Iraq,2024-13-01\n"
COLUMNS = ("--columns", "source=who,target=whom,date=day")


class Import(CommandTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, text, name="rows.csv"):
        path = self.folder / name
        path.write_text(text)
        return path

    def piped(self, path):
        """What a file holds, as a pipe to read."""
        cat = subprocess.Popen(["cat", path], stdout=subprocess.PIPE)
        self.addCleanup(cat.wait)
        return cat.stdout

    def test_every_row_is_kept_or_has_a_reason(self):
        answer = self.answer("import", GED, GDELT)
        self.assertEqual([file["format"] for file in answer["files"]], ["ucdp-ged", "gdelt"])
        self.assertEqual(answer["rows"], answer["kept"] + answer["rejected"])
        self.assertEqual(answer["rejected"], sum(reason["rows"] for reason in answer["reasons"]))
        self.assertGreater(answer["rejected"], 0)
        lines = GDELT.read_bytes().split(b"\n")
        for reason in answer["reasons"]:
            self.assertEqual(reason["row"].split()[0], lines[reason["line"] - 1].split()[0].decode())
        table = run("import", GED, GDELT).stdout
        self.assertIn(f"{answer['kept']} of {answer['rows']} rows kept", table)

    def test_what_is_not_kept_is_shown_where_it_is_wrong(self):
        path, rejects = self.write(ROWS), self.folder / "rejects"
        lines = run("import", path, *COLUMNS, "--format", "tsv", "--rejects", rejects).stdout.splitlines()
        rows = [dict(zip(lines[0].split("\t"), line.split("\t"))) for line in lines[1:]]
        self.assertEqual([(row["reason"], row["rows"], row["line"], row["column"], row["text"]) for row in rows],
                         [("date", "1", "4", "11", "2024-13-01"), ("no-target", "1", "3", "6", ",2024-01-17")])
        self.assertEqual(rejects.read_text(), "who,whom,day\nIran,,2024-01-17\nIran,Iraq,2024-13-01\n")

    def test_strict_reading_stops_at_the_first_broken_row(self):
        message = self.assert_fails(2, "import", "--strict", self.write(ROWS), *COLUMNS)
        self.assertIn("rows.csv, line 4: no such date: \"2024-13-01\"", message)

    def test_the_graph_is_written_as_a_document(self):
        path = self.folder / "graph.json"
        run("import", "-", *COLUMNS, "-o", path, input=ROWS)
        document = json.loads(path.read_text())
        self.assertEqual([(r["from"], r["to"], r["date"]) for r in document["relations"]], [("IRN", "PAK", "2024-01-16")])
        self.assertIn("expected a file", self.assert_fails(2, "import", "-", *COLUMNS, "-o", "-", input=ROWS))

    def test_a_graph_file_is_no_file_of_events(self):
        path = self.folder / "graph.entente"
        run("import", GED, "-o", path)
        self.assertIn("is a graph file, no file of events", self.assert_fails(2, "import", path))

    def test_the_graph_is_written_as_a_graph_file_that_every_subcommand_takes(self):
        path, document = self.folder / "graph.entente", self.folder / "graph.json"
        for output in (path, document):
            self.assertEqual(run("import", GED, "-o", output).returncode, 0)
        self.assertEqual(path.read_bytes()[:4], b"\x89ENT")
        self.assertEqual(sorted(file.name for file in self.folder.iterdir()), ["graph.entente", "graph.json"])
        renamed = path.rename(self.folder / "by its bytes")
        for command in ("rank", "info", "series"):
            expected = run(command, document, "--format", "tsv")
            self.assertEqual(run(command, renamed, "--format", "tsv").stdout, expected.stdout)
        for files in ((CRISIS, GDELT), (GDELT,), (CRISIS,)):
            expected = run("rank", document, *files, "--format", "tsv")
            self.assertEqual(run("rank", renamed, *files, "--format", "tsv").stdout, expected.stdout)
        with renamed.open("rb") as opened:
            self.assertEqual(run("rank", "-", stdin=opened).stdout, run("rank", renamed).stdout)

    def test_a_pipe_by_its_name_gives_all_that_the_file_does(self):
        graph = self.folder / "graph.entente"
        run("import", GED, "-o", graph)
        for path in (GDELT, CRISIS, graph):
            with self.subTest(path=path):
                whole = run("rank", path, "--format", "tsv")
                with self.piped(path) as pipe:
                    piped = run("rank", "/dev/stdin", "--format", "tsv", stdin=pipe)
                self.assertEqual((piped.returncode, piped.stdout, piped.stderr), (0, whole.stdout, whole.stderr))
        pipes = []
        for name, path in (("rows", GDELT), ("document", CRISIS)):
            pipes.append(self.folder / name)
            os.mkfifo(pipes[-1])
            threading.Thread(target=lambda pipe=pipes[-1], path=path: pipe.write_bytes(pathlib.Path(path).read_bytes()), daemon=True).start()
        self.assertEqual(run("rank", *pipes, "--format", "tsv").stdout, run("rank", GDELT, CRISIS, "--format", "tsv").stdout)
        with self.piped(GDELT) as pipe:
            imported = json.loads(run("import", "/dev/stdin", "--format", "json", stdin=pipe).stdout)
        whole = json.loads(run("import", GDELT, "--format", "json").stdout)
        self.assertEqual([(file["rows"], file["kept"]) for file in imported["files"]],
                         [(file["rows"], file["kept"]) for file in whole["files"]])

    def test_a_damaged_graph_file_is_named(self):
        path = self.folder / "graph.entente"
        run("import", GED, "-o", path)
        whole = path.read_bytes()
        for damaged, said in ((whole[:-1], "is damaged"), (whole[:20], "too early"), (whole[:-9] + b"x" + whole[-8:], "is damaged"),
                              (whole[:8] + b"\x63" + whole[9:], "version 99; expected")):
            path.write_bytes(damaged)
            self.assertIn(said, self.assert_fails(2, "rank", path))
            self.assertIn("graph.entente", self.assert_fails(2, "rank", path))

    def test_bytes_that_are_not_utf8_are_told_of(self):
        path = self.folder / "polecat.txt"
        head = "Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n"
        path.write_bytes((head + "1\t2020-05-01\tCONSULT\tJosé Mujica\tURY\tIran\tIRN\n").encode("latin-1"))
        self.assertIn("1 of 1 rows kept, 2 actors; 1 rows with bytes that are not UTF-8, which are replaced",
                      run("import", path).stdout)

    def test_codes_are_repaired_on_request(self):
        path = self.write("a,b,d,c\nIran,Iraq,2024,43\n")
        columns = ("--columns", "source=a,target=b,date=d", "--columns", "code=c")
        self.assertIn("unknown event code", run("import", path, *columns).stdout)
        self.assertEqual(self.answer("import", path, *columns, "--repair-codes")["repaired_codes"], 1)

    def test_what_a_code_is_can_be_said_otherwise(self):
        rows = "Iran,Iraq,2024-01-01,141\nIran,Iraq,2024-01-02,145\nIran,Iraq,2024-01-03,036\nIran,Iraq,2024-01-04,190\n"
        read = ("import", self.write(rows), "--columns", "source=1,target=2,date=3,code=4", "-o", self.folder / "made.json")
        kinds = []
        for rules in ((), ("--code-kinds", "14=attack,141=diplomatic,036=mediation:offered,19=diplomatic")):
            self.assertEqual(run(*read, *rules).returncode, 0)
            made = json.loads((self.folder / "made.json").read_text())["relations"]
            kinds.append([(r["kind"], r.get("status"), r.get("mediators")) for r in made])
        self.assertEqual(kinds[0], [("diplomatic", None, None)] * 3 + [("attack", None, None)])
        self.assertEqual(kinds[1], [("diplomatic", None, None), ("attack", None, None), ("mediation", "offered", "IRN"),
                                    ("diplomatic", None, None)])
        for wrong, message in (("14", "expected a code and a kind"), ("14=war", 'the kind "war"'), ("14=attack:offered", "of a mediation"),
                               ("14=mediation:x", 'the status "x"'), ("14=affiliation", 'the kind "affiliation"')):
            self.assertIn(message, self.assert_fails(2, *read[:4], "--code-kinds", wrong))

    def test_nothing_kept_is_no_answer(self):
        done = run("import", self.write("a,b,d\nIran,,2024\n"), "--columns", "source=a,target=b,date=d")
        self.assertEqual((done.returncode, done.stderr), (1, "entente: import: no row was kept\n"))

    def test_wrong_options_say_what_would_be_right(self):
        path = self.write(ROWS)
        for arguments, said in (((), "no file"), ((path,), "no format of events known"), ((path, "--columns", "who"), "source=Actor1"),
                                ((path, "--columns", "colour=who"), "expected source, target"),
                                ((path, "--columns", "source=who"), "lack target"),
                                ((path, "--from-format", "gdlet"), "did you mean gdelt?"),
                                ((path, "--from-format", "table"), "expected columns"),
                                ((path, "--from-format", "icews"), "lacks columns of the format icews"),
                                (("/nonexistent/x",), "/nonexistent/x"), ((path, "--rejects", "/nonexistent/x", *COLUMNS), "/nonexistent/x")):
            with self.subTest(arguments=arguments):
                self.assertIn(said, self.assert_fails(2, "import", *arguments))

    def test_the_help_fits_a_terminal(self):
        done = run("import", "--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 110)
        self.assertNotIn("--since", done.stdout)


class Files(CommandTest):
    """Files of events where other subcommands take documents."""

    def test_every_subcommand_takes_them(self):
        arguments = {"resolve": ["Syria"], "paths": ["--from", "Syria", "--to", "Syrian insurgents"],
                     "mediators": ["--between", "Syria", "Syrian insurgents"], "explain": ["--tie", "Syria", "Syrian insurgents"],
                     "diff": ["--before", "2013", "--after", "2015"], "series": ["--by", "year"], "export": ["--to-format", "json"]}
        for name in ANSWERED:
            done = run(name, GED, *arguments.get(name, []))
            self.assertIn(done.returncode, (0, 1), (name, done.stderr))
            self.assertNotEqual(done.stdout + done.stderr, "")

    def test_they_are_what_import_makes_of_them(self):
        with tempfile.TemporaryDirectory() as folder:
            made, packed = pathlib.Path(folder) / "made.json", pathlib.Path(folder) / "x.gz"
            packed.write_bytes(gzip.compress(GED.read_bytes()))
            run("import", GED, "-o", made)
            expected = run("rank", made, "--format", "tsv").stdout
            self.assertGreater(len(expected), 100)
            for file in (GED, packed):
                self.assertEqual(run("rank", file, "--format", "tsv").stdout, expected)
            self.assertEqual(run("rank", "-", "--format", "tsv", input=GED.read_text()).stdout, expected)

    def test_several_of_them_and_folders_are_one_question(self):
        with tempfile.TemporaryDirectory() as folder:
            inner = pathlib.Path(folder) / "a" / "b"
            inner.mkdir(parents=True)
            (inner / "one.csv").write_bytes(GED.read_bytes())
            (inner.parent / "two.csv").write_bytes(GDELT.read_bytes())
            several = run("info", GED, GDELT, "--format", "tsv")
            self.assertEqual((several.returncode, several.stdout.count("attack")), (0, 1))
            for files in ((folder,), (inner, inner.parent / "two.csv")):
                self.assertEqual(run("info", *files, "--format", "tsv").stdout, several.stdout)

    def test_every_answer_names_the_row_that_it_rests_on(self):
        with tempfile.TemporaryDirectory() as folder:
            file, graph = pathlib.Path(folder) / "rows.csv", pathlib.Path(folder) / "rows.entente"
            file.write_text("id,who,whom,day\nE-7,Iran,Iraq,2024-01-16\nE-9,Iraq,Kuwait,2024-01-17\n")
            run("import", file, "--columns", "id=id,source=who,target=whom,date=day", "-o", graph)
            ends = ("--from", "Iran", "--to", "Kuwait")
            evidence = [step["evidence"][0] for step in self.answer("paths", graph, *ends)["paths"][0]["steps"]]
            self.assertEqual([found["origin"] for found in evidence],
                             [{"file": str(file), "line": 2, "event": "E-7"}, {"file": str(file), "line": 3, "event": "E-9"}])
            words = f"{file}:3, event E-9"
            self.assertIn(words, run("paths", graph, *ends).stdout)
            for command in (("paths", graph, *ends), ("explain", graph, "--tie", "Iraq", "Kuwait"),
                            ("diff", graph, "--before", "2024-01-16", "--after", "2024-01-17")):
                header, *rows = (line.split("\t") for line in run(*command, "--format", "tsv").stdout.splitlines())
                self.assertIn(words, [row[header.index("origin")] for row in rows], command)
            self.assertIn(words, run("dot", graph, "--kinds", "all").stdout)
        self.assertEqual(self.answer("paths", *ANSWERED["paths"])["paths"][0]["steps"][0]["evidence"][0].get("origin"), None)

    def test_standard_input_is_called_by_its_name(self):
        told = run("explain", "-", "--tie", "IRQ", "IS", input=GED.read_text(encoding="utf-8")).stdout
        self.assertRegex(told, r" -:\d+, event \d+")
        self.assertIn("entente: - begins with", self.assert_fails(2, "rank", "-", input="no,table\n1,2\n"))

    def test_they_go_into_the_graph_of_the_documents(self):
        alone = {fact["fact"]: fact["all"] for fact in self.answer("info", CRISIS)["facts"]}
        both = {fact["fact"]: fact["all"] for fact in self.answer("info", GED, CRISIS)["facts"]}
        self.assertEqual(both["attack"] - alone["attack"], self.answer("import", GED)["kept"])
        self.assertLess(both["states"], alone["states"] + {
            fact["fact"]: fact["all"] for fact in self.answer("info", GED)["facts"]}["states"])

    def test_without_catch_alls_nobody_is_left_whose_country_the_rows_do_not_say(self):
        rows = [line.split("\t") for line in GDELT.read_text(encoding="utf-8").splitlines()]
        sides = [row[at:at + 10] for row in rows for at in (5, 15)]  # code, name, country, group, ..., type
        nobody = {side[0] for side in sides if side[7] and not any(side[2:7])}
        self.assertTrue({"GOV", "CVL", "COP"} <= nobody)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for source in (pathlib.Path(folder.name) / "day.entente", pathlib.Path(folder.name) / "day.json"):
            run("import", GDELT, "--output", source)
            everybody, some = ({actor["id"] for actor in self.answer("rank", source, *more)["actors"]}
                               for more in ((), ("--without-catch-alls",)))
            self.assertTrue({"GOV", "CVL", "COP"} <= everybody)
            self.assertFalse(some & nobody)
            tied = {row[5] for row in rows if row[7] and row[17] and not row[12] and not row[22] and row[5] != row[15]}
            self.assertTrue(tied and tied <= some, tied - some)

    def test_rows_that_are_no_relation_are_told_of(self):
        done = run("info", GDELT)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r"^entente: \d+ of \d+ rows are no relation; entente import says why\n$")


if __name__ == "__main__":
    main()
