"""The fast reader of events against a slow one (reference_events.py): on slices of real files, and on the same files made
dirty at random. Every count, every first rejected row and every relation must be equal, for any threads and block size.

ENTENTE_EVENT_SAMPLES names a folder of more GDELT files (*gdelt*), read as they are.
"""
import json
import os
import pathlib
import random
import sys
import tempfile
import unittest

import entente as ent

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from reference_events import Reader  # noqa: E402

DATA = pathlib.Path(__file__).resolve().parents[2] / "data" / "events"
SAMPLES = sorted(DATA.glob("gdelt*"))
HOW = ({"threads": 1}, {"threads": 1, "block_size": 40}, {"threads": 2, "block_size": 900},
       {"threads": 3, "block_size": 4096})


# Every reason for which a row of GDELT can be rejected.
GDELT_REASONS = {"columns", "nul", "bytes", "event-id", "date", "late", "code", "tone", "no-actors", "no-source", "no-target",
                 "actor", "same-actor", "duplicate"}


def first_rows(report):
    return {reason: (row.file, row.line, row.column, row.text, row.length) for reason, row in report.first.items()}


def relations(graph):
    """Every relation that was read from a file, as the reference has it."""
    found = []
    for number in range(len(graph.relations)):
        try:
            origin = graph.origin(number)
        except ent.NotFoundError:
            continue
        r = graph.relation(number)
        found.append((origin.line, origin.event or 0, r.from_, r.to, r.date, r.code, r.tone, r.kind, r.status,
                      origin.source, r.sources, number))
    return found


def expected(event):
    return (event.line, event.event, (event.from_,), (event.to,), event.date, event.code, event.tone, event.kind,
            event.status, event.source, (event.source,) if event.source else ())


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, data, name="events.csv"):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(data)
        return path

    def check(self, path, data, how, **options):
        """One reading of one file against the reference."""
        reader = Reader(repair=options.get("repair_codes", False), rules=options.get("rules"))
        reader.read(data, str(path))
        rejects = pathlib.Path(self.folder.name) / "rejects"
        graph, report = ent.Graph.read_events(path, format="gdelt", rejects=rejects, **how, **options)
        counts = {name: report.counts[name] for name in reader.counts}
        self.assertEqual(counts, reader.counts)
        self.assertEqual(report.counts["rows"], report.counts["kept"] + report.counts["rejected"])
        self.assertEqual(report.counts["rejected"], sum(report.rejected.values()))
        self.assertEqual(report.rejected, reader.rejected)
        self.assertEqual(first_rows(report), reader.first)
        self.assertEqual(rejects.read_bytes(), b"".join(row + b"\n" for row in reader.rejects))
        found = relations(graph)
        self.assertEqual([row[:-1] for row in found], [expected(event) for event in reader.events])
        return graph, found

    def test_real_files_read_as_the_reference_reads_them(self):
        more = os.environ.get("ENTENTE_EVENT_SAMPLES")
        paths = SAMPLES + [path for path in sorted(pathlib.Path(more).glob("gdelt[12]*")) if more
                           and path.name.lower().endswith(".csv") and "mentions" not in path.name] if more else SAMPLES
        self.assertGreaterEqual(len(paths), 3)
        for path in paths:
            for how in HOW:
                with self.subTest(path=path.name, **how):
                    self.check(path, path.read_bytes(), how)

    def test_every_row_can_be_read_again(self):
        for path in SAMPLES:
            lines = path.read_bytes().split(b"\n")
            graph, found = self.check(path, path.read_bytes(), {"block_size": 5000})
            for line, *_, number in found:
                self.assertEqual(graph.row(number), lines[line - 1])

    def test_blocks_may_be_of_a_byte(self):
        data = b"\xef\xbb\xbf" + b"".join(SAMPLES[2].read_bytes().splitlines(keepends=True)[:20])
        for block_size in (1, 2, 3, 5):
            self.check(self.write(data), data, {"threads": 2, "block_size": block_size})

    def test_dirty_files_lose_no_row(self):
        seen = set()
        for seed in range(40):
            dice = random.Random(seed)
            data = dirty(dice, dice.choice(SAMPLES).read_bytes())
            path = self.write(data)
            how = dict(dice.choice(HOW))
            with self.subTest(seed=seed, **how):
                graph, found = self.check(path, data, how, repair_codes=dice.random() < 0.5)
                self.rows_again(graph, found, data)
                seen |= set(ent.Graph.read_events(path, format="gdelt")[1].rejected)
        self.assertEqual(seen, GDELT_REASONS)  # the dirt is dirty enough

    def rows_again(self, graph, found, data):
        only_cr = b"\n" not in data[:65536] and b"\r" in data[:65536]
        text = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
        lines = text.split(b"\r" if only_cr else b"\n")
        for line, *_, number in found[::7]:
            row = lines[line - 1]
            self.assertEqual(graph.row(number), row if only_cr or not row.endswith(b"\r") else row[:-1])

    def rows(self, changes):
        """A file of one row per change of the fields of a good row, each with an id of its own."""
        good = next(row for row in SAMPLES[1].read_bytes().splitlines() if b"\tUSAGOV\t" in row).split(b"\t")
        rows = []
        for number, change in enumerate(changes, 1):
            fields = list(good)
            fields[0], fields[5:25] = b"%d" % number, b"PAK\t\tPAK\t\t\t\t\t\t\t\tIRN\t\tIRN\t\t\t\t\t\t\t".split(b"\t")
            for place, value in change.items():
                fields[place] = value
            rows.append(b"\t".join(fields) + b"\n")
        return b"".join(rows)

    def test_a_date_is_doubtful_from_three_days_before_the_adding(self):
        data = self.rows({1: day, 59: b"20180101000000"} for day in (b"20180101", b"20171230", b"20171229", b"20180102"))
        _, found = self.check(self.write(data), data, {})
        report = ent.Graph.read_events(self.write(data))[1]
        self.assertEqual((len(found), report.counts["doubtful_dates"], report.rejected), (3, 1, {"late": 1}))

    def test_texts_that_are_alike_stay_apart(self):
        hosts = [b"http://" + b"h" * i + end for i in (5, 15, 31, 32, 40, 46, 47, 48, 49) for end in (b"a/x", b"b/x")]
        plain = [b"BBC", b"http://BBC/", b"bbc", b"http://www.BBC:80/a", b"h" * 31 + b"a", b"h" * 48 + b"b"]
        types = [{22: first, 23: second} for first in (b"", b"GOV", b"MIL", b"REB") for second in (b"", b"MIL", b"REB")]
        long = [{17: b"IRN", 21: b"MOS", 22: last, 15: b"IRN" + b"MOS" * 4 + b"GOV" * i} for last in (b"GOV", b"MIL") for i in (0, 1, 6)]
        data = self.rows([{60: address} for address in hosts + plain] + types + long)
        for how in HOW:
            self.check(self.write(data), data, how)

    def test_rules_of_the_user_decide_on_kinds(self):
        path = SAMPLES[1]
        self.check(path, path.read_bytes(), {}, rules=[("04", "attack"), ("05", "mediation", "offered", "target")])

    def test_actors_and_affiliations_do_not_depend_on_threads(self):
        data = b"".join(path.read_bytes() for path in SAMPLES)
        path = self.write(data)
        documents = {ent.Graph.read_events(path, **how)[0].to_document() for how in HOW}
        self.assertEqual(len(documents), 1)

    def test_events_read_twice_are_kept_once(self):
        path = SAMPLES[1]
        _, once = ent.Graph.read_events(path)
        graph, twice = ent.Graph.read_events([path, path], threads=2, block_size=3000)
        self.assertEqual(twice.counts["kept"], once.counts["kept"])
        self.assertEqual(twice.rejected["duplicate"], once.counts["kept"])
        self.assertEqual([file.counts["kept"] for file in twice.files], [once.counts["kept"], 0])
        again = graph.add_events(path)
        self.assertEqual((again.counts["kept"], again.rejected["duplicate"]), (0, once.counts["kept"]))

    def test_ids_in_any_order_are_told_apart(self):
        rows = SAMPLES[1].read_bytes().splitlines(keepends=True)
        rows += rows[::3]
        random.Random(5).shuffle(rows)
        data = b"".join(rows)
        for how in HOW:
            self.check(self.write(data), data, how)

    def test_several_files_are_read_in_order(self):
        graph, report = ent.Graph.read_events(SAMPLES, threads=3, block_size=2000)
        reader, kept = Reader(), []
        for path in SAMPLES:
            reader.read(path.read_bytes(), str(path))
            kept.append(reader.counts["kept"])
        self.assertEqual(report.counts["kept"], reader.counts["kept"])
        self.assertEqual([file.path for file in report.files], [str(path) for path in SAMPLES])
        self.assertEqual([sum(file.counts["kept"] for file in report.files[:i + 1]) for i in range(len(SAMPLES))], kept)
        self.assertEqual([row[:-1] for row in relations(graph)], [expected(event) for event in reader.events])
        self.assertEqual(first_rows(report), reader.first)

    def test_a_pipe_reads_as_a_file(self):
        for path in SAMPLES:
            pipe = pathlib.Path(self.folder.name) / "pipe"
            os.mkfifo(pipe)
            if os.fork() == 0:
                pipe.write_bytes(path.read_bytes() + b"\nbroken")
                os._exit(0)
            piped, report = ent.Graph.read_events(pipe, block_size=5000)
            os.wait()
            pipe.unlink()
            plain, _ = ent.Graph.read_events(path)
            self.assertEqual(piped.to_document().replace(json.dumps(str(pipe)), json.dumps(str(path))), plain.to_document())
            self.assertEqual((report.rejected["columns"], report.counts["blank"]), (1, 1))
            with self.assertRaises(ent.EntenteError) as caught:
                piped.row(relations(piped)[0][-1])
            self.assertEqual(caught.exception.code, "ENT_EUNSUPPORTED")


def dirty(dice, data):
    """The file with a mistake in every second row or so, and dirty as a whole."""
    rows = data.split(b"\n")[:-1]
    rows = [dirty_row(dice, row) if dice.random() < 0.5 else row for row in rows]
    ends = dice.choice([(b"\n",), (b"\r\n",), (b"\n", b"\r\n"), (b"\r",), (b"\n", b"\n\n", b"\n   \n", b"\r\n\r\n")])
    data = b"".join(row + dice.choice(ends) for row in rows)
    data = data.rstrip(b"\r\n") if dice.random() < 0.3 else data
    return b"\xef\xbb\xbf" + data if dice.random() < 0.3 else data


def dirty_row(dice, row):
    fields = row.split(b"\t")
    mistake = dice.randrange(14)
    if mistake == 0:  # columns
        return b"\t".join(dice.choice([fields[:-1], fields + [b"x"], fields + [b"y"] * 9, fields[:3], [b"\xff"]]))
    if mistake == 1:
        return row[:dice.randrange(len(row))]
    if mistake == 2:  # any byte anywhere
        at = dice.randrange(len(row) + 1)
        return row[:at] + dice.choice([b"\0", b"\xff", b"\xc3\xa9", b"\xed\xa0\x80", b"\r", b" ", b"\"", b"\xe2\x82"]) + row[at:]
    column = dice.choice([0, 1, 5, 7, 12, 15, 17, 22, 26, 28, 29, 30, len(fields) - 2, len(fields) - 1])
    if mistake == 3:
        fields[column] = b""
    elif mistake == 4:
        fields[column] = b" " + fields[column] + b"  "
    elif mistake == 5:
        fields[dice.choice([6, 36, column])] = dice.choice([b"x", b"\xc3\xa4"]) * 100000
    elif mistake == 6:
        fields[1] = dice.choice([b"20180230", b"20181301", b"00000101", b"99991231", b"2018-1-1", b"2018010", b"20160229"])
    elif mistake == 7:
        fields[-2] = dice.choice([b"20180101246000", b"20180101", b"20171301000000", b"20180101000060", b"19000101"])
    elif mistake == 8:
        fields[26] = dice.choice([b"43", b"10", b"1", b"999", b"21", b"---", b"0251", b"251", b"19", b"0190", b"038", b"126",
                                  b"00", b"000", b"0000", b"155"])
    elif mistake == 9:
        fields[30] = dice.choice([b"10.1", b"-10", b"nan", b"-", b"1e0", b"+3", b"4.", b".5", b"3.14159", b"000.5", b"--1",
                                  b"0x1", b"-0.0", b"5.55", b""])
        fields[26] = dice.choice([fields[26], b"155"])
    elif mistake == 10:  # no actor on one side or both
        for first in dice.choice([(5,), (15,), (5, 15)]):
            fields[first:first + 10] = [dice.choice([b"", b" "])] * 10
    elif mistake == 11:
        fields[dice.choice([5, 7, 15])] = dice.choice([b"XXXXXX", b"usa", b"U S", b"PAKGOVMIL", b"A" * 90, b"A" * 40, b"USA;"])
    elif mistake == 12:
        fields[-1] = dice.choice([b"http://user:pw@WWW.Example.org:80/x", b"https://a", b"http://", b"BBC Monitoring", b"http:///x",
                                  b"https://" + b"h" * 300 + b"/y", b"a" * 48, b"https://" + b"h" * 48, b"www.example.org",
                                  b"example.org", b"http://example.org?q@r", b"http://www.", b"http://\xff/"])
    else:
        fields[0] = dice.choice([b"0", b"12x", b"-1", b"99999999999999999999", b"9999999999999999999", b"000000719025221"])
    return b"\t".join(fields)


if __name__ == "__main__":
    unittest.main()
