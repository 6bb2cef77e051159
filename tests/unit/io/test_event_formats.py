"""Formats of events that are tables, against a slow reader (reference_tables.py), on slices of real files and on rows made up
in the layout of formats whose data may not be passed on; and the ways to a file: compressed, in folders, through a pipe.

ENTENTE_EVENT_SAMPLES names a folder of more files, read as they are where the reference knows their format.
"""
import bz2
import calendar
import csv
import gzip
import json
import io
import lzma
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import entente as ent
from entente.events import FORMATS

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import reference_tables  # noqa: E402

DATA = pathlib.Path(__file__).resolve().parents[2] / "data" / "events"
HOW = ({"threads": 1}, {"threads": 2, "block_size": 1}, {"threads": 2, "block_size": 700}, {"threads": 3, "block_size": 5000})

# Rows made up; headers as the formats have them.
ICEWS = """Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher
7\t2018-06-01\tForeign Affairs (Bangladesh)\tExecutive,Foreign Ministry,Government\tBangladesh\tConsult\t040\t1\tVietnam\t\tVietnam\t1\t2\tA Gazette
7\t2018-06-02\tRussia\tNA\tRussian Federation\tMediate\t045\t5\tUkraine\t\tUkraine\t1\t2\tA Gazette
7\t2018-06-02\tRussia\tNA\tRussian Federation\tMediate\t045\t5\tUkraine\t\tUkraine\t1\t2\tA Gazette
8\t6/3/2018\tUkraine\t\tUkraine\tReject mediation\t126\t-5\tTurkey\t"Government,Executive"\tTurkey\t1\t2\tA Gazette
9\t2018-06-31\tIran\t\tIran\tConsult\t040\t1\tIraq\t\tIraq\t1\t2\tX
10\t2018-06-30\tIran\t\tIran\tConsult\t40\t1\tIraq\t\tIraq\t1\t2\tX
11\t2018-06-30\tUnspecified Actor\t\t\tConsult\t040\t1\tIraq\t\tIraq\t1\t2\tX
12\t2018-06-30\tIran\t\tIran\tConsult\t040\t1\tIraq\t\tIraq\t1\t2
14\t2018-06-30\tIran\t\tIran\tDeny responsibility\t016\t\tIraq\t\tIraq\t1\t2\t
13\t2018-06-30\tIran\t\tIran\tConsult\t040\t\tIraq\t\tIraq\t1\t2\t
"""
DISPUTES = """disno,dyindex,statea,namea,stateb,nameb,strtday,strtmnth,strtyr,endday,endmnth,endyear,outcome,hihost,year
2,2.001,2,USA,200,UKG,-9,7,1902,24,1,1903,0,3,1902
2,2.001,2,USA,200,UKG,-9,7,1902,24,1,1903,6,3,1903
2,2.001,200,UKG,2,USA,-9,7,1902,24,1,1903,6,3,1902
3,3.001,300,AUH,345,YUG,2,5,1913,-9,-9,1913,6,5,1913
4,4.001,999,XXX,345,YUG,2,5,1913,25,10,1913,6,1,1913
5,5.001,255,GMY,365,RUS,31,2,1914,25,10,1914,6,4,1914
6,6.001,255,GMY,365,RUS,1,2,1914,25,10,1914,6,-9,1914
7,71.5,2,USA,20,CAN,1,2,1914,-9,10,1914,6,2,1914
77,1.5,2,USA,20,CAN,1,2,1914,-9,2,1916,6,2,1914
"""
ALLIANCES = """version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version
1,200,United Kingdom,235,Portugal,1,1,1816,15,2,1949,1,0,1,0,1,0,4.1
210,2,United States of America,200,United Kingdom,4,4,1949,,,,0,1,1,0,0,1,4.1
3,255,Germany,365,Russia,1,1,1816,15,2,1840,1,0,0,0,1,0,4.1
4,255,Germany,365,Russia,1,1,1816,15,2,1840,1,0,0,0,0,0,4.1
"""
EXCHANGE = """ccode1,ccode2,year,DR_at_1,DR_at_2,DE,version
2,200,1950,3,3,1,2006.1
2,365,1950,0,2,1,2006.1
2,710,1950,1,0,1,2006.1
2,731,1950,0,0,0,2006.1
"""
MADE = {"icews": ICEWS, "cow-disputes": DISPUTES, "cow-alliances": ALLIANCES, "cow-exchange": EXCHANGE}
ACLED = '''event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,source,notes,fatalities
MLI1,01 June 2018,2018,1,x,Battles,Armed clash,Military Forces of Mali (2013-2020),,1,JNIM: Group for Support,,2,Radio,"They said ""stop"",
and more, on two lines",3
MLI2,2018-06-02,2018,1,x,Violence against civilians,Attack,JNIM: Group for Support,,2,Civilians (Mali),,7,Radio,,1
MLI3,03-June-2018,2018,1,x,Strategic developments,Agreement,Government of Mali (2013-2020),,State Forces,Police Forces of Niger (2011-),,State Forces,Radio,,0
MLI4,03 June 2018,2018,1,x,Protests,Peaceful protest,Protesters (Mali),,6,,,0,Radio,,0
'''
POLECAT = """Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Name\tActor Country\tPrimary Actor Sector\tActor Title\tRecipient Name\tRecipient Country\tPrimary Recipient Sector\tRecipient Title\tSource
a-1\t2020-05-01\tconsult\tphone\t\tIran\tIRN\tGOV\tNone\tPakistan\tPAK\tGOV\tNone\tWire
a-2\t2020-05-02\tASSAULT\tNone\t-8.5\tBaloch Army\tPAK\tREB\tNone\tAsim Munir\tPAK\tMIL\tGeneral\tWire
a-3\t2020-05-02\tCOOPERATE\t\t\tIran\tIRN\tGOV\tNone\tNone\tNone\tNone\tNone\tWire
a-4\t2020-05-02\tHUG\t\t\tIran\tIRN\tGOV\tNone\tPakistan\tPAK\tGOV\tNone\tWire
"""
CLINE = """eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,target_others,code,root_code,quad_class,goldstein,aid
e1,12/31/1999,1999,12,31,PAKGOV,PAK,GOV,,INDMIL,IND,MIL,,190,19,4,-10,4711
e2,13/31/1999,1999,13,31,PAKGOV,PAK,GOV,,INDMIL,IND,MIL,,190,19,4,-10,4711
"""
PHOENIX = "".join("\t".join([f"{n}_v0.2.0", date, "2015", "01", "02", "PAKGOV", "PAK", "GOV", "", target, "IND", "", "", "040", "04",
                             "1", "1.0", "", "33.7", "73.1", "Islamabad", "", "PAK", "1", "http://www.example.org/a;http://b.org", "x"])
                  + "\n" for n, date, target in ((0, "20150102", "IND"), (0, "20150103", "IND"), (0, "20150103", "IND"),
                                                 (1, "20150103", "")))


def placeless(graph):
    """The document of a graph whatever the names of the files it was read from."""
    return re.sub(r'"file": "[^"]*"', '"file": ""', graph.to_document())


def relations(graph):
    found = []
    for number in range(len(graph.relations)):
        try:
            line = graph.origin(number).line
        except ent.NotFoundError:
            continue
        found.append((line, graph.relation(number)))
    return found


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, data, name="events"):
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path


class Formats(Files):
    def check(self, path, form, how):
        kept, rejected = reference_tables.read(path.read_bytes(), form)
        graph, report = ent.Graph.read_events(path, **how)
        self.assertEqual(report.files[0].format, form)
        self.assertEqual(report.counts["rows"], len(kept) + len(rejected))
        self.assertEqual(report.counts["kept"], len(kept))
        counted = {}
        for line, reason in rejected:
            counted[reason] = counted.get(reason, 0) + 1
            if counted[reason] == 1:
                self.assertEqual(report.first[reason].line, line)
        self.assertEqual(report.rejected, counted)
        found = [(line, r.from_[0], r.to[0], *window(r.date), r.code, r.tone, r.kind, r.mutual)
                 for line, r in relations(graph)]
        self.assertEqual(found, [row[:3] + tuple(str(day) if day else None for day in row[3:5]) + row[5:] for row in kept])

    def test_real_files_read_as_the_reference_reads_them(self):
        real = {"ucdp-ged-23.1.csv": "ucdp-ged", "rexport-gdelt1-2012-04.csv": "gdelt-table", "tkg-icews14.valid.txt": "tkg"}
        for name, form in real.items():
            for how in HOW:
                with self.subTest(name=name, **how):
                    self.check(DATA / name, form, how)

    def test_more_real_files_read_as_the_reference_reads_them(self):
        more = os.environ.get("ENTENTE_EVENT_SAMPLES")
        known = {"ucdp-ged": "ucdp-ged", "icews-events": "icews", "cow-dyadic_mid": "cow-disputes", "atop-alliance": "atop",
                 "tkg-icews14-names": "tkg", "tkg-icews05-15-names": "tkg", "gdelt1-rexport": "gdelt-table"}
        for path in sorted(pathlib.Path(more).iterdir()) if more else ():
            for start, form in known.items():
                if path.name.startswith(start):
                    with self.subTest(name=path.name):
                        data = path.read_bytes()
                        plain = self.write(gzip.decompress(data) if path.suffix == ".gz" else data, path.stem)
                        self.check(plain, form, {})

    def test_rows_in_the_layout_of_a_format_read_as_the_reference_reads_them(self):
        for form, text in MADE.items():
            for ends in ("\n", "\r\n", "\r"):
                for data in (text, "\ufeff" + text, text.rstrip("\n")):
                    with self.subTest(form=form, ends=ends):
                        path = self.folder / "made"
                        path.write_bytes(data.replace("\n", ends).encode())
                        self.check(path, form, HOW[len(data) % 4])

    def test_the_made_rows_are_rejected_for_what_is_wrong_with_them(self):
        expected = {"icews": {"duplicate": 1, "date": 1, "code": 1, "no-source": 1, "columns": 1},
                    "cow-disputes": {"duplicate": 1, "actor": 1, "date": 1, "code": 1}, "cow-alliances": {"no-tie": 1},
                    "cow-exchange": {"no-tie": 1}}
        for form, text in MADE.items():
            report = ent.Graph.read_events(self.write(text))[1]
            self.assertEqual(report.rejected, expected[form], form)

    def test_acled(self):
        graph, report = ent.Graph.read_events(self.write(ACLED))
        self.assertEqual((report.files[0].format, report.rejected), ("acled", {"no-target": 1}))
        self.assertEqual([(line, r.from_[0], r.to[0], r.date, r.kind, r.code, r.mutual) for line, r in relations(graph)],
                         [(2, "acled:Military Forces of Mali", "acled:JNIM: Group for Support", "2018-06-01", "attack", "190", True),
                          (4, "acled:JNIM: Group for Support", "acled:Civilians (Mali)", "2018-06-02", "attack", "180", False),
                          (5, "MLI", "acled:Police Forces of Niger", "2018-06-03", "diplomatic", "057", True)])
        army = named(graph, "acled:Military Forces of Mali")
        self.assertEqual((army.kind, army.type), ("organisation", "military"))
        self.assertEqual(graph.origin(relations_numbers(graph)[0]).event, "MLI1")
        self.assertIn(b"on two lines", graph.row(relations_numbers(graph)[0]))
        rejects = self.folder / "rejects"
        graph.add_events(self.folder / "events", rejects=rejects)
        self.assertEqual(rejects.read_text(), ACLED)  # rows whole, with their line ends, behind their header
        ties = {(r.from_[0], r.to[0]) for r in (graph.relation(i) for i in range(len(graph.relations)))
                if r.kind == "affiliation"}
        self.assertEqual(ties, {("acled:Military Forces of Mali", "MLI"), ("acled:Police Forces of Niger", "NER")})

    def test_polecat(self):
        graph, report = ent.Graph.read_events(self.write(POLECAT))
        self.assertEqual((report.files[0].format, report.rejected), ("polecat", {"no-target": 1, "code": 1}))
        self.assertEqual([(r.from_[0], r.to[0], r.code, r.tone, r.kind) for _, r in relations(graph)],
                         [("IRN", "PAK", "CONSULT", 1.5, "diplomatic"),
                          ("Baloch Army:PAK", "Asim Munir:PAK", "ASSAULT", -8.5, "attack")])
        self.assertEqual(named(graph, "Asim Munir:PAK").kind, "official")
        ties = {(r.from_[0], r.to[0]) for r in (graph.relation(i) for i in range(len(graph.relations)))
                if r.kind == "affiliation"}
        self.assertEqual(ties, {("Asim Munir:PAK", "PAK")})

    def test_cells_of_polecat_that_name_several_make_one_relation_of_several(self):
        head = ("Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\tPrimary Actor Sector\tRecipient Name\t"
                "Recipient Country\tPrimary Recipient Sector\tSource\n")
        rows = {  # actor, country, recipient, country, type: from, to, mutual; None: what the row is rejected for
            ("Emmanuel Macron; France", "FRA", "Ukraine; Belarus", "UKR;BLR", "CONSULT"):
                (["Emmanuel Macron:FRA", "FRA"], ["UKR", "BLR"], False),
            ("Iran;Pakistan;Turkey", "IRN;PAK;TUR", "None", "None", "AGREE"): (["IRN"], ["PAK", "TUR"], True),
            ("Iran; Pakistan", "IRN;PAK", "", "", "CONSULT"): (["IRN"], ["PAK"], True),
            ("Iran; Pakistan", "IRN;PAK", "", "", "ASSAULT"): "no-target",  # who attack are not each other's victims
            ("Russia; Ukraine", "RUS;UKR", "Ukraine", "UKR", "ASSAULT"): (["RUS"], ["UKR"], False),
            ("Iran", "IRN", "Iran; Iraq", "IRN;IRQ", "ASSAULT"): (["IRN"], ["IRQ"], False),
            ("European Union; Germany", "DEU", "Iran", "IRN", "CONSULT"): (["EEC", "DEU"], ["IRN"], False),
            ("Iran;; None", "IRN", "Iraq", "IRQ", "ASSAULT"): (["IRN"], ["IRQ"], False),
            ("Hamas leaders; None", "PSE", "Iraq", "IRQ", "ASSAULT"): (["Hamas leaders:PSE"], ["IRQ"], False),
            ("Group A; None; Group B", "IRN; USA; None", "Iraq", "IRQ", "ASSAULT"):
                (["Group A:IRN", "USA", "Group B"], ["IRQ"], False),  # cell by cell; whose name lacks is his country
            ("Iran; Iran", "IRN", "Iran", "IRN", "ASSAULT"): "same-actor",
            ("None; ", "", "Iran; Iraq", "IRN;IRQ", "ASSAULT"): "no-source",
            (";", "", "; ;", "", "ASSAULT"): "no-actors",
            ("; ".join(f"Group {i}" for i in range(65)), "", "Iran", "IRN", "ASSAULT"): "actor",
            ("; ".join(f"Group {i}" for i in range(64)), "", "Iran", "IRN", "ASSAULT"):
                ([f"Group {i}" for i in range(64)], ["IRN"], False)}
        text = head + "".join(f"{i}\t2020-05-01\t{kind}\t{actor}\t{country}\t{'GOV;GOV' if 'Macron' in actor else ''}\t{other}\t{its}\t\tWire\n"
                              for i, (actor, country, other, its, kind) in enumerate(rows))
        wanted = [(line, *made) for line, made in enumerate(rows.values(), 2) if not isinstance(made, str)]
        refused = {}
        for made in rows.values():
            if isinstance(made, str):
                refused[made] = refused.get(made, 0) + 1
        path = self.write(text)
        for how in HOW:
            with self.subTest(how=how):
                graph, report = ent.Graph.read_events(path, **how)
                self.assertEqual((report.counts["rows"], report.counts["kept"], report.rejected),
                                 (len(rows), len(wanted), refused))
                self.assertEqual([(line, list(r.from_), list(r.to), r.mutual) for line, r in relations(graph)], wanted)
                self.assertTrue(all(r.sources == ("Wire",) for _, r in relations(graph)))
        # One event of several officials of a state is one event of that state; and so it is in either file and when joined.
        document, kept = self.folder / "all.json", self.folder / "all.entente"
        graph.save(document)
        graph.save(kept)
        for again in (graph, ent.Graph.read(document), ent.Graph.read(kept), ent.Graph.join(graph, ent.Graph.read(document))):
            self.assertEqual([(line, list(r.from_), list(r.to), r.mutual) for line, r in relations(again)], wanted)
            ties = {frozenset((e.from_, e.to)): e.relations for e in again.network(rollup=True).edges}
            self.assertEqual((ties[frozenset(("IRN", "PAK"))], ties[frozenset(("FRA", "UKR"))]), (2, 1))

    def test_polecat_behind_a_header_of_too_many_names(self):
        names = ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
                 "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
                 "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
                 "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
                 "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
                 "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"]
        row = dict.fromkeys(names, "None")
        row.update({"Event ID": "x_1", "Event Date": "2023-05-01", "Event Type": "CONSULT", "Quad Code": "1", "Intensity": "2.5",
                    "Actor Name": "Iran", "Actor Country": "IRN", "Recipient Name": "Iraq", "Recipient Country": "IRQ",
                    "Source": "Wire"})
        line = "\t".join(row.values()) + "\n"
        for head, broken in ((names, 0), (None, 0), (names[:3] + ["Headline"] + names[3:], 1), (names + ["", ""], None)):
            with self.subTest(head=head):
                text = ("\t".join(head) + "\n" if head else "") + (line if broken is not None else line[:-1] + "\t\t\n")
                graph, report = ent.Graph.read_events(self.write(text))
                self.assertEqual((report.files[0].format, report.rejected), ("polecat", {"columns": 1} if broken else {}))
                self.assertEqual([(r.from_, r.to, r.code, r.tone, r.date, r.sources) for _, r in relations(graph)],
                                 [(("IRN",), ("IRQ",), "CONSULT", 2.5, "2023-05-01", ("Wire",))])

    def test_phoenix_of_both_houses(self):
        graph, report = ent.Graph.read_events(self.write(PHOENIX))
        self.assertEqual((report.files[0].format, report.counts["kept"], report.rejected),
                         ("phoenix", 2, {"duplicate": 1, "no-target": 1}))
        self.assertEqual([(r.from_[0], r.to[0], r.date, r.sources) for _, r in relations(graph)],
                         [("PAK", "IND", "2015-01-02", ("example.org",)), ("PAK", "IND", "2015-01-03", ("example.org",))])
        graph, report = ent.Graph.read_events(self.write(CLINE))
        self.assertEqual((report.files[0].format, report.rejected), ("cline", {"date": 1}))
        self.assertEqual([(r.from_[0], r.to[0], r.date, r.code, r.tone) for _, r in relations(graph)],
                         [("PAK", "INDMIL", "1999-12-31", "190", -10.0)])

    def test_quadruples_of_numbers_have_their_names_beside(self):
        self.write("Iran\t0\nPakistan\t1\nMilitary (Iran)\t3\n", "entity2id.txt")
        self.write("Consult\t0\nUse conventional military force\t1\n", "relation2id.txt")
        self.write("Iraq\t0\nIraq\t1\nIraq\t3\n", "a.entity2id.txt")
        self.write("Iraq\t0\nIraq\t1\nIraq\t3\n", "zz.entity2id.txt")
        (self.folder / "entity2id.txt").rename(self.folder / "val.entity2id.txt")  # whose name begins most alike
        path = self.write("0  \t0 \t1  \t24\t0\n3\t1\t1\t48\t0\n0\t0\t2\t48\t0\n0\t7\t1\t48\t0\n", "valid.txt")
        with self.assertRaisesRegex(ent.EntenteError, "epoch"):
            ent.Graph.read_events(path)
        graph, report = ent.Graph.read_events(path, columns={"epoch": "2018-01-01", "steps_a_day": 24})
        self.assertEqual((report.files[0].format, report.rejected), ("tkg-ids", {"no-target": 1, "code": 1}))
        self.assertEqual([(r.from_[0], r.to[0], r.date, r.code) for _, r in relations(graph)],
                         [("IRN", "PAK", "2018-01-02", "040"), ("icews:Military:IRN", "PAK", "2018-01-03", "190")])

    def test_readings_that_guess_an_actor_to_be_different_are_joined_as_one_reading(self):
        header = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t" \
                 "Target Name\tTarget Sectors\tTarget Country\n"
        files = [self.write(header + f"{i}\t2018-06-0{i}\tA. Person\t{sectors}\tIndia\tConsult\t040\t1\tIran\t\tIran\n", f"{i}.tab")
                 for i, sectors in enumerate(("Executive Office,Government", "Business", "Parties,Government"), 1)]
        parts = [ent.Graph.read_events(file)[0] for file in files]
        self.assertGreater(len({actor.kind for part in parts for actor in part.actors if actor.name == "A. Person"}), 1)
        for order in ((0, 1, 2), (2, 1, 0), (1, 0, 1)):
            joined = json.loads(ent.Graph.join(*(parts[i] for i in order)).to_document())
            once = json.loads(ent.Graph.read_events([files[i] for i in order])[0].to_document())
            for graph in (joined, once):  # a state that only a later part needed stays, with nothing tied to it
                graph["actors"] = [actor for actor in graph["actors"] if actor["id"] != "IND"]
            self.assertEqual(joined, once)
        written = [ent.Graph.parse(part.to_document()) for part in parts]  # which still knows that events were read
        self.assertEqual(ent.Graph.join(*written).to_document(), ent.Graph.join(*parts).to_document())
        documents = [ent.Graph.parse(re.sub(r', "origin": {[^}]*}', "", part.to_document())) for part in parts[:2]]
        for graphs in (documents, (documents[0], parts[1]), (parts[0], documents[1])):  # what a document says is no guess
            with self.assertRaisesRegex(ent.EntenteError, "differ in kind"):
                ent.Graph.join(*graphs)

    def test_quadruples_in_a_zip_have_their_names_in_it(self):
        lists = {"entity2id": {"Iran": 0, "Pakistan": 1}, "relation2id": {"Consult": 0}}
        lines = {f"{name}.txt": "".join(f"{k}\t{v}\n" for k, v in names.items()) for name, names in lists.items()}
        objects = {f"{name}.json": json.dumps(names) for name, names in lists.items()}
        wrong = {"ICEWS14/entity2id.txt": "Iraq\t0\nIraq\t1\n"}
        for names in (lines, objects, {**wrong, **lines}):
            members = {"set/train.txt": "0\t0\t1\t24\n", "set/test.txt": "1\t0\t0\t48\n", "set/stat.txt": "2\t1\n"}
            members.update({name if "/" in name else f"set/{name}": text for name, text in names.items()})
            for some in (members, {name: text for name, text in members.items() if name != "set/test.txt" and "14" not in name}):
                with zipfile.ZipFile(self.folder / "x.zip", "w") as made:
                    for name, text in some.items():
                        made.writestr(name, text)
                graph, report = ent.Graph.read_events(self.folder / "x.zip", columns={"epoch": "2018-01-01", "steps_a_day": 24})
                self.assertEqual({(r.from_[0], r.to[0], r.date) for _, r in relations(graph)},
                                 {("PAK", "IRN", "2018-01-03"), ("IRN", "PAK", "2018-01-02")} if some is members
                                 else {("IRN", "PAK", "2018-01-02")})
        self.write(objects["entity2id.json"], "entity2id.json")
        self.write('{"Consult": "0"}', "relation2id.json")
        with self.assertRaisesRegex(ent.EntenteError, "relation2id.json of .*plain.txt, line 1: .*number"):
            ent.Graph.read_events(self.write("0\t0\t1\t24\n", "plain.txt"), columns={"epoch": "2018-01-01"})

    def test_any_table_through_its_columns(self):
        text = "who;whom;when;what\nIran;Pakistan;16/01/2024;190\nThe Club;Iran;17/01/2024;Make statement\n"
        columns = {"source": "who", "target": "whom", "date": "when", "code": "what", "dates": "dmy"}
        for data, mapped in ((text, columns),
                             (text.split("\n", 1)[1], dict(columns, source=1, target=2, date=3, code=4))):
            graph, report = ent.Graph.read_events(self.write(data), columns=mapped)
            self.assertEqual((report.files[0].format, report.rejected), ("table", {}))
            self.assertEqual([(r.from_[0], r.to[0], r.date, r.code, r.kind) for _, r in relations(graph)],
                             [("IRN", "PAK", "2024-01-16", "190", "attack"), ("The Club", "IRN", "2024-01-17", "010", "diplomatic")])
        for wrong, message in (({"source": "who"}, "lack target"), (dict(columns, code="why"), "no column \"why\""),
                               (dict(columns, actors="x"), "actors are"), (dict(columns, dates="x"), "dates are"),
                               (dict(columns, colour="x"), "no 'colour'")):
            with self.assertRaisesRegex(ent.EntenteError, message):
                ent.Graph.read_events(self.write(text), columns=wrong)
        graph, _ = ent.Graph.read_events(self.write("a,b,d\n630,770,2024\n"), columns={
            "source": "a", "target": "b", "date": "d", "actors": "cow"}, rules=[("", "attack")])
        self.assertEqual([(r.from_[0], r.to[0], r.date, r.kind) for _, r in relations(graph)], [("IRN", "PAK", "2024", "attack")])


    def test_r_writes_a_column_that_its_header_does_not_name(self):
        header, *rows = (DATA / "rexport-gdelt1-2012-04.csv").read_text().splitlines(keepends=True)
        plain, _ = ent.Graph.read_events(DATA / "rexport-gdelt1-2012-04.csv")
        numbered = header + "".join(f'"{i}",{row}' for i, row in enumerate(rows))
        graph, report = ent.Graph.read_events(self.write(numbered))
        self.assertEqual(report.files[0].format, "gdelt-table")
        self.assertEqual(placeless(graph), placeless(plain))

    def test_a_number_is_that_of_the_state_that_bore_it_in_that_year(self):
        rows = "a,b,d\n678,2,1985-06-01\n678,2,1995-06-01\n678,2,1985-06-02\n"
        graph, _ = ent.Graph.read_events(self.write(rows), columns={"source": "a", "target": "b", "date": "d", "actors": "gw"})
        found = [r.from_[0] for _, r in relations(graph)]
        self.assertEqual([ent.ontology.state_by_code("gw", "678", f"{year}-01-01").id for year in (1985, 1995, 1985)], found)
        self.assertEqual(len(set(found)), 2)


class Quotes(Files):
    """Records in quotes, whole and broken, against Python's csv where it is defined what they are."""
    COLUMNS = {"source": "a", "target": "b", "date": "d", "reference": "r"}

    def read(self, text, **how):
        return ent.Graph.read_events(self.write(text), columns=self.COLUMNS, **how)

    def test_random_tables_are_taken_apart_as_csv_does(self):
        pieces = ["x", "é", ",", "\n", '"', " ", "\r\n", "word", ""]
        for seed in range(60):
            dice = random.Random(seed)
            rows = [["".join(dice.choices(pieces, k=dice.randrange(6))) for _ in range(2)] for _ in range(40)]
            out = io.StringIO(newline="")
            writer = csv.writer(out, lineterminator=dice.choice(["\n", "\r\n"]), quoting=dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
            writer.writerow(["a", "b", "d", "r", "note"])
            for reference, note in rows:
                writer.writerow(["Iran", "Iraq", "2024-01-01", reference.strip() or "none", note])
            graph, report = self.read(out.getvalue(), block_size=dice.choice([1, 50, 4096]), threads=dice.choice([1, 3]))
            self.assertEqual((report.counts["kept"], report.rejected), (40, {}))
            sources = [r.sources[0] for _, r in relations(graph)]
            self.assertEqual(sources, [row[0].strip() or "none" for row in rows])

    def test_a_lone_quote_spoils_one_line(self):
        good = "Iran,Iraq,2024-01-01,x\n"
        for bad in ('"Iran,Iraq,2024-01-01,x\n', 'Iran,Iraq,2024-01-01,"x\n', '"Iran" ,Iraq,2024-01-01,x\n'):
            for block_size in (1, 40, 0):
                _, report = self.read("a,b,d,r\n" + 3 * good + bad + 200 * good, block_size=block_size)
                self.assertEqual((report.counts["rows"], report.rejected), (204, {"quote": 1}))
                self.assertEqual((report.first["quote"].line, report.first["quote"].text), (5, bad.encode().rstrip(b"\n")))

    def test_a_quote_within_a_field_is_itself(self):
        graph, report = self.read('a,b,d,r\nIran,Iraq,2024-01-01,the "Times"\n')
        self.assertEqual(report.rejected, {})
        self.assertEqual(graph.source(0).publisher, 'the "Times"')

    def test_dirty_rows_are_counted(self):
        rows = ["Iran,Iraq,2024-01-01,x", "Iran,Iraq,2024-01-01", "Iran,Iraq,2024-02-30,x", "Iran,Iraq,2024-01-01,x,y", ",,2024,x",
                "Iran,,2024,x", ",Iran,2024,x", "Iran,Persia,2024,x", "I\0ran,Iraq,2024,x", "", "Iran,Iraq,,x"]
        _, report = self.read("a,b,d,r\n" + "\n".join(rows))
        self.assertEqual(report.rejected, {"columns": 2, "date": 2, "no-actors": 1, "no-target": 1, "no-source": 1,
                                           "same-actor": 1, "nul": 1})
        self.assertEqual((report.counts["rows"], report.counts["kept"], report.counts["blank"]), (10, 1, 1))
        graph, report = ent.Graph.read_events(self.write(b"a,b,d\nThe Cl\xffub,Iraq,2024\nIran,Iraq,2024\xff\n" +
                                                         b"x" * 100000 + b",Iraq,2024\nIran,Iraq,2024," + b"y" * 100000),
                                              columns={"source": "a", "target": "b", "date": "d"})
        self.assertEqual((report.rejected, report.counts["bad_bytes"]), ({"bytes": 1, "actor": 1, "columns": 1}, 1))
        self.assertEqual([r.from_ for _, r in relations(graph)], [("The Cl\ufffdub",)])

    def test_strict_stops_at_the_first_broken_row(self):
        text = "a,b,d,r\nIran,,2024,x\nIran,Iraq,2024,x\nIran,Iraq,2024-13,x\n"
        with self.assertRaises(ent.EntenteError) as caught:
            self.read(text, strict=True)
        self.assertEqual((caught.exception.line, caught.exception.column), (4, 11))
        with self.assertRaises(ent.EntenteError) as caught:
            self.read(text, strict="all")
        self.assertEqual(caught.exception.line, 2)


class Ways(Files):
    """The ways to a file: all give what reading the plain file gives."""
    PLAIN = DATA / "ucdp-ged-23.1.csv"

    def same(self, path, **how):
        graph, report = ent.Graph.read_events(path, **how)
        plain, counts = ent.Graph.read_events(self.PLAIN)
        self.assertEqual((report.counts, report.rejected), (counts.counts, counts.rejected))
        self.assertEqual(placeless(graph), placeless(plain))
        return graph, plain

    def compressed(self):
        data = self.PLAIN.read_bytes()
        yield "gz", self.write(gzip.compress(data), "x.gz")
        yield "bz2", self.write(bz2.compress(data), "x.bz2")
        yield "xz", self.write(lzma.compress(data), "x.csv")  # by content, not by name
        with zipfile.ZipFile(self.folder / "x.zip", "w", zipfile.ZIP_DEFLATED) as made:
            made.write(self.PLAIN, "folder/x.csv")
        yield "zip", self.folder / "x.zip"
        if shutil.which("zstd"):
            subprocess.run(["zstd", "-q", self.PLAIN, "-o", self.folder / "x.zst"], check=True)
            yield "zst", self.folder / "x.zst"

    def test_compressed_files_are_read_as_plain_ones(self):
        for name, path in self.compressed():
            for how in HOW:
                with self.subTest(name=name, **how):
                    graph, plain = self.same(path, **how)
            for number in relations_numbers(graph)[::9]:
                self.assertEqual(graph.row(number), plain.row(number))

    def test_a_compressed_file_that_is_cut_is_an_error(self):
        for name, path in self.compressed():
            data = path.read_bytes()
            cut = self.write(data[:len(data) // 2], "cut")
            with self.subTest(name=name), self.assertRaisesRegex(ent.EntenteError, "cut"):
                ent.Graph.read_events(cut)

    def test_members_of_a_zip_follow_one_another(self):
        with zipfile.ZipFile(self.folder / "two.zip", "w") as made:
            made.writestr("a.csv", "a,b,d\nIran,Iraq,2024")
            made.writestr("b.csv", "a,b,d\nIraq,Iran,2024\n")
        _, report = ent.Graph.read_events(self.folder / "two.zip", columns={"source": "a", "target": "b", "date": "d"})
        self.assertEqual((report.counts["rows"], report.counts["kept"]), (2, 2))

    def test_a_folder_is_its_files(self):
        inner = self.folder / "in" / "b"
        inner.mkdir(parents=True)
        names = [self.folder / "in" / "c.csv", inner / "d.tab", self.folder / "in" / "a.txt"]
        for path, text in zip(names, (ACLED, ICEWS, DISPUTES)):
            path.write_text(text)
        (self.folder / "in" / ".hidden").write_text("nothing")
        graph, report = ent.Graph.read_events(self.folder / "in")
        self.assertEqual([file.path for file in report.files], [str(names[2]), str(names[1]), str(names[0])])
        again, _ = ent.Graph.read_events([names[2], names[1], names[0]])
        self.assertEqual(placeless(graph), placeless(again))
        empty = self.folder / "empty"
        empty.mkdir()
        with self.assertRaisesRegex(ent.EntenteError, "no file"):
            ent.Graph.read_events(empty)

    def test_standard_input_is_a_file(self):
        code = "import sys, entente; sys.stdout.write(entente.Graph.read_events('-')[0].to_document())"
        plain = ent.Graph.read_events(self.PLAIN)[0].to_document().replace(json.dumps(str(self.PLAIN)), '"-"')
        for path in (self.PLAIN, self.write(gzip.compress(self.PLAIN.read_bytes()), "x.gz")):
            for pipe in (False, True):
                with open(path, "rb") as stream:
                    said = (subprocess.run([sys.executable, "-c", code], input=stream.read(), stdout=subprocess.PIPE, check=True)
                            if pipe else subprocess.run([sys.executable, "-c", code], stdin=stream, stdout=subprocess.PIPE, check=True))
                self.assertEqual(said.stdout.decode(), plain)


class Detection(Files):
    def test_no_format_is_taken_for_another(self):
        made = dict(MADE, acled=ACLED, polecat=POLECAT, cline=CLINE, phoenix=PHOENIX)
        files = {form: self.write(text, form) for form, text in made.items()}
        files.update({"ucdp-ged": DATA / "ucdp-ged-23.1.csv", "gdelt-table": DATA / "rexport-gdelt1-2012-04.csv",
                      "tkg": DATA / "tkg-icews14.valid.txt", "gdelt": DATA / "gdelt2-2018-01-01.csv"})
        for form, path in files.items():
            self.assertEqual(ent.Graph.read_events(path)[1].files[0].format, form)
            for other in FORMATS[1:-1]:
                if other not in (form, "gdelt"):  # rows of anything can be called GDELT's, and are rejected one by one
                    with self.subTest(form=form, other=other), self.assertRaises(ent.EntenteError):
                        ent.Graph.read_events(path, format=other)

    def test_rejected_rows_are_a_file_of_their_format(self):
        made = dict(MADE, acled=ACLED, polecat=POLECAT, cline=CLINE, phoenix=PHOENIX)
        for form, text in made.items():
            with self.subTest(form=form):
                rejects = self.folder / "rejects"
                _, report = ent.Graph.read_events([self.write(text, "a"), self.write(text, "b")], rejects=rejects)
                self.assertGreater(report.counts["rejected"], 0)
                again = ent.Graph.read_events(rejects)[1]
                self.assertEqual((again.files[0].format, again.counts["rows"]), (form, report.counts["rejected"]))
                still = {reason: rows for reason, rows in report.rejected.items() if reason != "duplicate"}
                self.assertEqual({reason: again.rejected.get(reason, 0) for reason in still}, still)

    def test_other_files_are_no_events(self):
        for text in ("stateabb,ccode,styear\nUSA,2,1898\n", "EGYPT\t0\nIMAM\t1\n", "a,b,sign\n1,2,1\n", "7691\t240\t0\n"):
            with self.subTest(text=text), self.assertRaisesRegex(ent.EntenteError, "no format of events"):
                ent.Graph.read_events(self.write(text))

    def test_a_header_that_comes_again_is_no_row(self):
        _, report = ent.Graph.read_events(self.write(EXCHANGE + EXCHANGE), block_size=30)
        self.assertEqual((report.counts["rows"], report.counts["rejected"]), (8, 2))


def named(graph, name):
    return next(actor for actor in graph.actors if actor.id == name)


def relations_numbers(graph):
    return [number for number in range(len(graph.relations)) if graph.relation(number).kind != "affiliation"]


def window(text):
    """First and last day of what `Relation.date` says; None: open."""
    ends = text.split("/") if "/" in text else [text, text]
    if ends[0] == ends[1] and "/" not in text:
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            return f"{parts[0]:04}-01-01", f"{parts[0]:04}-12-31"
        if len(parts) == 2:
            return f"{text}-01", f"{text}-{calendar.monthrange(*parts)[1]:02}"
        return text, text
    low = window(ends[0])[0] if ends[0] else None
    return low, window(ends[1])[1] if ends[1] else None


if __name__ == "__main__":
    unittest.main()
