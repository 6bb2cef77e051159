"""Every format against the same dirt: each kind of spoilt row is counted for its reason at its line, the rows beside it are kept,
and what is no file of events at all is an error that says so."""
import gzip
import io
import pathlib
import subprocess
import sys
import unittest
import zipfile

import entente as ent

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import test_event_formats as made  # noqa: E402

GDELT = made.DATA / "gdelt2-2018-01-01.csv"


def first_lines(path, count):
    return b"".join(path.read_bytes().splitlines(True)[:count]).decode()


class Format:
    """Rows of a format and where in them, from 0, the date, the code, the source and the target are; `joined` says in how many
    columns on, and `late` is a date that there is not."""

    def __init__(self, name, text, date, code, source, target, header=True, separator="\t", late="2018-02-30", wide=1, **how):
        lines = [line for line in text.split("\n") if line]
        self.name, self.separator, self.how = name, separator, how
        self.header = lines[0] + "\n" if header else ""
        self.row = lines[1 if header else 0].split(separator)
        self.date, self.code, self.source, self.target, self.late, self.wide = date, code, source, target, late, wide

    def line(self, **changes):
        row = list(self.row)
        for place, text in changes.items():
            row[getattr(self, place)] = text
        return self.separator.join(row)

    def without(self, *sides):
        row = list(self.row)
        for side in sides:
            at = getattr(self, side)
            row[at:at + self.wide] = [""] * self.wide
        return self.separator.join(row)


def gdelt_row():
    for line in GDELT.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[5] and fields[15] and fields[5][:3] != fields[15][:3]:
            return line
    raise AssertionError("no whole row in " + str(GDELT))


GED_HEAD = first_lines(made.DATA / "ucdp-ged-23.1.csv", 1).strip().replace('"', "")
GED_NAMES = GED_HEAD.split(",")
GED_ROW = {"id": "1", "type_of_violence": "1", "side_a": "Government of Syria", "side_b": "Rebels", "country": "Syria",
           "date_start": "2018-01-01", "date_end": "2018-01-01", "best": "1", "gwnoa": "652"}
GED = GED_HEAD + "\n" + ",".join(GED_ROW.get(name, "") for name in GED_NAMES)
TABLE = {"source": 1, "target": 2, "date": 3, "code": 4}
FORMATS = [
    Format("gdelt", gdelt_row(), 1, 26, 5, 15, header=False, late="20180230", wide=10),
    Format("icews", made.ICEWS, 1, 6, 2, 8, wide=3),
    Format("polecat", made.POLECAT, 1, 2, 5, 9, wide=4),
    Format("acled", made.ACLED.replace("Syria", "x").split("MLI1")[0] + "MLI3,03-June-2018,2018,1,x,Battles,Armed clash,Government of "
           "Mali (2013-2020),,1,JNIM: Group for Support,,2,Radio,text,0", 1, 5, 7, 10, separator=","),
    Format("ucdp-ged", GED, GED_NAMES.index("date_start"), GED_NAMES.index("type_of_violence"), GED_NAMES.index("side_a"),
           GED_NAMES.index("side_b"), separator=","),
    Format("cline", made.CLINE, 1, 13, 5, 9, separator=",", late="02/30/1999"),
    Format("phoenix", made.PHOENIX, 1, 13, 5, 9, header=False, late="20150230"),
    Format("tkg", "Iran\tConsult\tIraq\t2014-01-01", 3, 1, 0, 2, header=False, late="2014-02-30"),
    Format("cow-disputes", made.DISPUTES, 8, 13, 2, 4, separator=",", late="x"),
    Format("cow-exchange", made.EXCHANGE, 2, 3, 0, 1, separator=",", late="x"),
    Format("cow-alliances", made.ALLIANCES, 7, 13, 1, 3, separator=",", late="x"),
    Format("cow-igo", "ccode1,ccode2,year,dyadigos\n2,20,2010,73", 2, 3, 0, 1, separator=",", late="x"),
    Format("table", "Iran;Iraq;2014-01-01;043", 2, 3, 0, 1, header=False, separator=";", columns=TABLE),
]
# Formats without event codes: what the column holds is a level or a flag.
WITHOUT_CODES = {"cow-exchange", "cow-alliances", "cow-igo"}


class Dirt(made.Files):
    def check(self, form, dirty, reasons, **how):
        """A good row, the dirty one, a good row of another day: what became of the middle one."""
        good = form.line()
        data = form.header.encode() + good.encode() + b"\n" + dirty + b"\n"
        graph, report = ent.Graph.read_events(self.write(data), **form.how, **how)
        self.assertEqual(report.counts["rows"], report.counts["kept"] + report.counts["rejected"])
        self.assertEqual(report.counts["rows"], 2)
        self.assertEqual(len(made.relations(graph)), report.counts["kept"])
        found = dict(report.rejected)
        found.pop("duplicate", None)  # of a row that is whole: it has the id of the first
        self.assertIn(tuple(found), reasons)
        for reason, first in report.first.items():
            self.assertEqual((first.line, first.text), (2 + bool(form.header), dirty[:4096]), reason)

    def test_every_format_counts_every_kind_of_dirt(self):
        for form in FORMATS:
            separator = form.separator.encode()
            row = form.line().encode()
            dirt = {
                "a column more": (row + separator + b"x", [("columns",)]),
                "a column less": (row.rsplit(separator, 1)[0], [("columns",)]),
                "one word": (b"word", [("columns",)]),
                "NUL": (row[:3] + b"\0" + row[3:], [("nul",)]),
                "a date that there is not": (form.line(date=form.late).encode(), [("date",)]),
                "a date far away": (form.line(date="99999999").encode(), [("date",)]),
                "not UTF-8 in a date": (form.line(date="#").encode().replace(b"#", b"\xff\xfe"), [("bytes",)]),
                "neither actor": (form.without("source", "target").encode(), [("no-actors",)]),
                "no source": (form.without("source").encode(), [("no-source",)]),
                "no target": (form.without("target").encode(), [("no-target",)]),
            }
            if form.name not in WITHOUT_CODES:
                dirt["unknown code"] = (form.line(code="HUG").encode(), [("code",)])
            else:
                dirt["no tie"] = (form.line(code="0").encode(), [("no-tie",), ()])
            for what, (dirty, reasons) in dirt.items():
                for block_size in (0, 1, 50):
                    with self.subTest(format=form.name, dirt=what, block_size=block_size):
                        self.check(form, dirty, reasons, block_size=block_size)

    def test_a_field_of_100_kilobytes_spoils_nothing(self):
        for form in FORMATS:
            for place in ("date", "code", "source", "target"):
                with self.subTest(format=form.name, place=place):
                    text = form.header + form.line() + "\n" + form.line(**{place: "x" * 100000}) + "\n" + form.line() + "\n"
                    _, report = ent.Graph.read_events(self.write(text), **form.how)
                    self.assertEqual(report.counts["rows"], 3)
                    self.assertEqual(report.counts["kept"] + report.counts["rejected"], 3)
                    self.assertGreaterEqual(report.counts["kept"], 1)

    def test_line_ends_marks_and_blank_lines_are_none_of_the_rows(self):
        for form in FORMATS:
            lines = [line.encode() for line in (form.header.strip("\n"), form.line(), form.line()) if line]
            same = set()
            for data in (b"\n".join(lines) + b"\n", b"\n".join(lines), b"\r\n".join(lines), b"\r".join(lines) + b"\r",
                         b"\xef\xbb\xbf" + b"\n".join(lines), b"\r\n\n".join(lines) + b"\n\n", lines[0] + b"\r\n" + b"\n".join(lines[1:])):
                with self.subTest(format=form.name, data=data[:40]):
                    _, report = ent.Graph.read_events(self.write(data), **form.how)
                    same.add((report.files[0].format, report.counts["rows"], report.counts["kept"], tuple(report.rejected)))
            self.assertEqual(len(same), 1, (form.name, same))

    def test_strict_reading_names_file_line_and_column(self):
        for form in FORMATS:
            with self.subTest(form.name):
                path = self.write(form.header + form.line() + "\n" + form.line(date="99999999") + "\n")
                with self.assertRaisesRegex(ent.DocumentError, f"{path}, line {2 + bool(form.header)}: no such date") as caught:
                    ent.Graph.read_events(path, strict=True, **form.how)
                self.assertEqual(caught.exception.line, 2 + bool(form.header))

    def test_a_header_by_itself_is_no_row(self):
        for form in FORMATS:
            if form.header:
                for text in (form.header, form.header.strip()):
                    _, report = ent.Graph.read_events(self.write(text), **form.how)
                    self.assertEqual((report.files[0].format, report.counts["rows"]), (form.name, 0))
        self.assertEqual(ent.Graph.read_events(self.write(""))[1].counts["rows"], 0)

    def test_another_delimiter_is_found_or_an_error(self):
        for form in FORMATS:
            other = ";" if form.separator != ";" else "|"
            text = (form.header + form.line() + "\n").replace(form.separator, other)
            with self.subTest(form.name):
                if form.header or form.name == "table":
                    self.assertEqual(ent.Graph.read_events(self.write(text), **form.how)[1].counts["kept"], 1)
                else:
                    with self.assertRaisesRegex(ent.DocumentError, "begins with .*no format of events known"):
                        ent.Graph.read_events(self.write(text))


def zipped(*members):
    made_of = io.BytesIO()
    with zipfile.ZipFile(made_of, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made_of.getvalue()


class Broken(made.Files):
    """Files that are no file of events, or not a whole one."""

    def refuse(self, data, message, name="events"):
        with self.assertRaisesRegex(ent.EntenteError, message):
            ent.Graph.read_events(self.write(data, name))

    def test_a_compressed_file_that_is_cut(self):
        packed = gzip.compress(GDELT.read_bytes())
        for length in (20, len(packed) // 2, len(packed) - 8, len(packed) - 1):
            self.refuse(packed[:length], "cannot read .*events: (truncated|it ends too early)")
        packed = zipped(("a.csv", GDELT.read_bytes()))
        self.refuse(packed[:len(packed) // 2], "cannot read .*events: ")

    def test_archives_of_what_is_no_file_of_events(self):
        self.refuse(zipped(("b.zip", zipped(("a.csv", GDELT.read_bytes())))), "no format of events")
        self.refuse(zipped(), "no format of events")
        plain = self.write(GDELT.read_bytes(), "plain.csv")
        if subprocess.run(["sh", "-c", "command -v zip"], capture_output=True).returncode == 0:
            subprocess.run(["zip", "-q", "-j", "-P", "secret", self.folder / "locked.zip", plain], check=True)
            self.refuse((self.folder / "locked.zip").read_bytes(), "cannot read .*events: .*[Pp]assphrase")

    def test_members_and_folders_of_an_archive_are_read_one_after_another(self):
        once = ent.Graph.read_events(GDELT)[1].counts
        data = GDELT.read_bytes()
        _, report = ent.Graph.read_events(self.write(zipped(("d/", b""), ("d/a.csv", data), ("__MACOSX/d/._a.csv", b"\0\1"))))
        self.assertEqual({k: report.counts[k] for k in ("rows", "kept")}, {k: once[k] for k in ("rows", "kept")})
        text = (made.DATA / "ucdp-ged-23.1.csv").read_bytes()
        _, report = ent.Graph.read_events(self.write(zipped(("a.csv", text), ("b.csv", text))))
        self.assertEqual(report.rejected, {"duplicate": report.counts["kept"]})

    def test_members_of_an_archive_are_files_of_their_own(self):
        gdelt, ged = GDELT.read_bytes(), (made.DATA / "ucdp-ged-23.1.csv").read_bytes()
        path = self.write(zipped(("b/ged.csv", ged), ("a.csv", gdelt), ("README.md", b"words"), ("b/.hidden", b"x")), "x.zip")
        graph, report = ent.Graph.read_events(path)
        plain, expected = ent.Graph.read_events([GDELT, made.DATA / "ucdp-ged-23.1.csv"])
        self.assertEqual([(file.path, file.format) for file in report.files],
                         [(f"{path}/a.csv", "gdelt"), (f"{path}/b/ged.csv", "ucdp-ged")])
        self.assertEqual((report.counts, report.rejected), (expected.counts, expected.rejected))
        self.assertEqual(made.placeless(graph), made.placeless(plain))
        for number in range(0, len(graph.relations), 7):
            if graph.relation(number).kind != "affiliation":
                self.assertEqual(graph.origin(number).line, plain.origin(number).line)
                self.assertEqual(graph.row(number), plain.row(number))
        alone, _ = ent.Graph.read_events(f"{path}/a.csv")
        self.assertEqual(made.placeless(alone), made.placeless(ent.Graph.read_events(GDELT)[0]))
        for none in ("c.csv", "b", "a.csv/d"):
            with self.assertRaisesRegex(ent.EntenteError, "cannot read .*no such member"):
                ent.Graph.read_events(f"{path}/{none}")
        named = ent.Graph.read_events(self.write(zipped(("été.csv", gdelt), ("b.csv", ged)), "named.zip"))[1]
        self.assertEqual((named.counts["rows"], named.counts["kept"]), (expected.counts["rows"], expected.counts["kept"]))
        path = self.write(zipped(("a.csv", gdelt), ("a.csv", gdelt)), "twice.zip")  # not to be told apart: one text
        self.assertEqual(len(ent.Graph.read_events(path)[1].files), 1)

    def test_text_that_is_not_utf8(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            data = GDELT.read_text(encoding="utf-8")[:5000].encode(encoding)
            self.refuse(data, "is UTF-16; expected UTF-8" if encoding == "utf-16" else "no format of events")
        self.refuse(bytes(range(256)) * 10, "no format of events")

    def test_folders_and_names(self):
        (self.folder / "empty.csv").mkdir()
        with self.assertRaisesRegex(ent.EntenteError, "no file lies in the folder"):
            ent.Graph.read_events(self.folder / "empty.csv")
        with self.assertRaisesRegex(ent.EntenteError, "cannot read .*nothing.csv: No such file"):
            ent.Graph.read_events(self.folder / "nothing.csv")


if __name__ == "__main__":
    unittest.main(verbosity=1)
