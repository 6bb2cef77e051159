"""Releases of a format that differ: other headers, other dates, other names of types, no header at all. Headers and spellings are
those of files in public; rows are made up in their layout."""
import csv
import pathlib
import sys
import unittest

import entente as ent

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from test_event_formats import DATA, Files, named, relations  # noqa: E402


def seen(graph):
    return [(r.from_[0], r.to[0], r.date, r.code, r.tone, r.mutual) for _, r in relations(graph)]


class Releases(Files):
    def read(self, text, form, **how):
        graph, report = ent.Graph.read_events(self.write(text), **how)
        self.assertEqual(report.files[0].format, form)
        self.assertEqual(report.counts["rows"], report.counts["kept"] + report.counts["rejected"])
        return graph, report

    def test_acled_before_2019(self):
        head = ("GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,"
                "ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,SOURCE,NOTES,FATALITIES\n")
        made = [("18/04/2001", "Violence against civilians", "Police Forces of Algeria (1999-)", "Civilians (Algeria)"),
                ("19/04/2001", "Riots/Protests", "Rioters (Algeria)", "Police Forces of Algeria (1999-)"),
                ("20/04/2001", "Riots/Protests", "Protesters (Algeria)", "Police Forces of Algeria (1999-)"),
                ("16-Feb-19", "Battle-No change of territory", "Military Forces of India (2014-)", "Military Forces of Pakistan (2018-)"),
                ("16-Feb-98", "Remote violence", "Military Forces of India (1998-)", "Military Forces of Pakistan (1993-)"),
                ("05-March-1997", "Strategic development", "Military Forces of India (1998-)", "Government of Pakistan (1993-)"),
                ("04/13/2001", "Remote violence", "Military Forces of India (1998-)", "Military Forces of Pakistan (1993-)"),
                ("14/04/2001", "Parade", "Military Forces of India (1998-)", "Military Forces of Pakistan (1993-)")]
        rows = [f"615,{n}RTA,,{day},x,1,{what},{who},,1,{whom},,7,17,x,AP,text,1" for n, (day, what, who, whom) in enumerate(made)]
        graph, report = self.read(head + "\n".join(rows), "acled")
        self.assertEqual(report.rejected, {"date": 1, "code": 1})
        self.assertEqual([(day, code, tone, mutual) for _, _, day, code, tone, mutual in seen(graph)],
                         [("2001-04-18", "180", -9.0, False), ("2001-04-19", "145", -7.5, True),
                          ("2001-04-20", "141", -6.5, True), ("2019-02-16", "190", -10.0, True),
                          ("1998-02-16", "190", -10.0, True), ("1997-03-05", None, 0.0, True)])
        self.assertEqual(seen(graph)[5][1], "PAK")

    def test_acled_since_2024_has_the_sorts_of_actors_in_words(self):
        head = "event_id_cnty;event_date;disorder_type;event_type;sub_event_type;actor1;inter1;actor2;inter2;timestamp\n"
        made = [("A", "State forces", "B", "Rebel group"), ("C", "Political militia", "D", "Identity militia"),
                ("E", "Rioters", "F", "External/Other forces")]
        rows = [f'X{n};"01 November 2024";"Political violence";Battles;"Armed clash";{";".join(row)};17\n' for n, row in enumerate(made)]
        graph, _ = self.read(head + "".join(rows), "acled")
        self.assertEqual([named(graph, f"acled:{name}").type for name in "ABCDEF"],
                         ["armed force", "armed group", "armed group", "armed group", "civilians", None])

    def test_ged_without_its_header_is_as_with_it(self):
        text = (DATA / "ucdp-ged-23.1.csv").read_bytes()
        known, _ = ent.Graph.read_events(DATA / "ucdp-ged-23.1.csv")
        bare, report = ent.Graph.read_events(self.write(text.split(b"\n", 1)[1]))
        self.assertEqual((report.files[0].format, seen(bare)), ("ucdp-ged", seen(known)))

    def test_phoenix_writes_dashes_for_a_country_that_it_does_not_know(self):
        head = ("eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,"
                "target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid,process\n")
        rows = [("01/01/1970", "---GOV", "TUR", "31", 3), ("01/02/1970", "RUSGOV", "---MIL", "040", 4),
                ("01/03/1970", "---", "TUR", "040", 4), ("01/04/1970", "AZEELI", "---", "040", 4)]
        text = head + "".join(f"FBIS{n},{day},1970,1,1,{who},,,,{whom},,,,{code},{root},1,1.0,,,,,,,,\n"
                              for n, (day, who, whom, code, root) in enumerate(rows))
        graph, report = self.read(text, "cline")
        self.assertEqual(report.rejected, {"code": 1, "no-source": 1, "no-target": 1})
        self.assertEqual(seen(graph), [("RUS", "MIL", "1970-01-02", "040", 1.0, False)])
        graph, report = self.read(text, "cline", repair_codes=True)
        self.assertEqual(seen(graph)[0], ("GOV", "TUR", "1970-01-01", "031", 1.0, False))

    def test_the_exchange_says_whether_there_is_one(self):
        rows = "2,40,1904,9,9,0,2006.1\n2,40,1935,3,3,1,2006.1\n2,54,1985,9,0,0,2006.1\n2,20,1950,9,9,1,2006.1\n"
        graph, report = self.read('"ccode1","ccode2","year","DR_at_1","DR_at_2","DE","version"\n' + rows, "cow-exchange")
        self.assertEqual(report.rejected, {"no-tie": 2})
        self.assertEqual(seen(graph), [("USA", "CUB", "1935", None, 4.5, True), ("USA", "CAN", "1950", None, 2.5, True)])

    def test_an_alliance_by_member(self):
        head = ("version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,ss_type,"
                "mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,defense,"
                "neutrality,nonaggression,entente,version\n")
        rows = ('7,300,"Austria-Hungary",-9,6,1879,,,,"Type I: Defense Pact",-9,6,1879,3,11,1918,0,0,1,0,0,0,4.1\n'
                '7,255,"Germany",-9,6,1879,,,,"Type I: Defense Pact",7,10,1879,,,,0,0,1,0,0,0,4.1\n'
                '300,2,"United States",1,1,1950,,,,"Type I: Defense Pact",7,10,1950,,,,0,0,1,0,0,0,4.1\n'
                '9,999,"Nowhere",-9,6,1879,,,,"Type I: Defense Pact",7,10,1879,,,,0,0,1,0,0,0,4.1\n')
        graph, report = self.read(head + rows, "cow-members")
        self.assertEqual(report.rejected, {"actor": 1})
        found = [(r.from_[0], r.affiliation, r.to[0], r.date) for _, r in relations(graph)]
        self.assertEqual(found, [("cow-300", "member_of", "cow-alliance:7", "1879-06-01/1918-11-03"),
                                 ("DEU", "member_of", "cow-alliance:7", "1879-10-07/"),
                                 ("USA", "member_of", "cow-alliance:300", "1950-10-07/")])
        self.assertEqual(named(graph, "cow-alliance:7").name, "Alliance 7: Type I: Defense Pact")

    def test_wars_with_two_sides_in_a_row(self):
        within = ("WarNum,WarName,V5RegionNum,WarType,CcodeA,SideA,SideB,Intnl,StartMo1,StartDy1,StartYr1,EndMo1,EndDy1,EndYr1\n"
                  "500,First,3,5,365,Russia,Caucasus Rebels,0,6,10,1818,11,-9,1822\n"
                  "1000,Last,3,5,-8,Houthi Rebels,AQAP,0,6,10,2014,-7,-7,-7\n")
        beyond = ("WarNum,WarName,WarType,ccode1,SideA,ccode2,SideB,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1\r"
                  "300,Algiers,3,210,Netherlands,-8,-8,8,26,1816,8,30,1816\r"
                  "300,Algiers,3,200,United Kingdom,-8,Algeria,8,26,1816,8,30,1816\r")
        without = ("WarNum,WarName,WarType,WhereFought,SideA1,SideA2,SideB1,SideB2,StartYear,StartMonth,StartDay,EndYear,EndMonth,EndDay\n"
                   "1502,Burma-Assam,8,7,Burma,-8,Assam,-8,1819,-9,-9,1822,-9,-9\n")
        graph, _ = self.read(within, "cow-wars")
        self.assertEqual(seen(graph), [("RUS", "cow-side:Caucasus Rebels", "1818-06-10/1822-11-30", "190", -10.0, True),
                                       ("cow-side:Houthi Rebels", "cow-side:AQAP", "2014-06-10/", "190", -10.0, True)])
        self.assertEqual(named(graph, "cow-side:AQAP").type, "armed group")
        graph, report = self.read(beyond, "cow-wars")
        self.assertEqual((report.rejected, [row[:3] for row in seen(graph)]),
                         ({"no-target": 1}, [("GBR", "cow-side:Algeria", "1816-08-26/1816-08-30")]))
        graph, _ = self.read(without, "cow-wars")
        self.assertEqual([row[:3] for row in seen(graph)], [("cow-side:Burma", "cow-side:Assam", "1819-01-01/1822-12-31")])

    def test_states_in_the_same_organisations_with_a_column_for_each(self):
        head = "dyadid,ccode1,country1,state1,ccode2,country2,state2,year,AALCO,ITU,UN,UPU\n"
        rows = ("2020,2,United States of America,usa,20,Canada,can,1990,0,1,1,1\n"
                "2020,2,United States of America,usa,20,Canada,can,1991,-1,-9,1,0\n"
                "2040,2,United States of America,usa,40,Cuba,cub,1991,0,0,-1,-9\n"
                "2999,2,United States of America,usa,999,Nowhere,now,1991,0,0,1,1\n")
        graph, report = self.read(head + rows, "cow-igo")
        self.assertEqual(report.rejected, {"no-tie": 1, "actor": 1})
        self.assertEqual(seen(graph), [("USA", "CAN", year, None, 0.0, True) for year in ("1990", "1991")])
        self.assertEqual([r.weight for r in graph.relations], [3.0, 1.0])

    def test_disputes_by_directed_dyad_and_year(self):
        head = ("dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,revstate1,revstate2,revtype11,revtype12,revtype21,revtype22,"
                "fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2,hiact,hostlev,mindur,maxdur,outcome,"
                "settle,fatality,fatalpre,stmon,endmon,recip,numa,numb,ongo2010,version\n")
        row = "9001,{0},{1},{2},1,1,1,0,1,1,1,1,-9,-9,0,0,0,0,7,0,{3},1,1,1,7,3,5,8,6,1,0,0,7,1,0,1,1,0,made\n"
        made = [(630, 770, 1999, 4), (630, 770, 2000, 2), (770, 630, 1999, 1), (770, 630, 1999, 1), (770, 630, 2000, -9)]
        graph, report = self.read(head + "".join(row.format(*one) for one in made), "cow-disputes")
        self.assertEqual(report.rejected, {"duplicate": 1, "code": 1})
        self.assertEqual(seen(graph), [("IRN", "PAK", "1999", "190", -9.0, False), ("IRN", "PAK", "2000", "138", -5.8, False),
                                       ("PAK", "IRN", "1999", None, 0.0, False)])

    def test_icews_without_its_header(self):
        rows = ("101\t2018-06-01\tForeign Affairs (Japan)\tForeign Ministry,Government\tJapan\tConsult\t040\t1.0\tVietnam\tNA\tVietnam\t"
                "7\t2\tDaily\tHanoi\t\t\tVietnam\t21.0\t105.8\n"
                "102\t2018-06-01\tJapan\tNA\tJapan\tConsult\t040\t1.0\t\t\t\t7\t2\tDaily\tHanoi\t\t\tVietnam\t21.0\t105.8\n")
        graph, report = self.read(rows, "icews")
        self.assertEqual((report.counts["rows"], report.rejected), (2, {"no-target": 1}))
        self.assertEqual(seen(graph), [("icews:Foreign Affairs:JPN", "VNM", "2018-06-01", "040", 1.0, False)])
        self.assertEqual([line for line, _ in relations(graph)], [1])

    def test_files_by_organisation_and_documents_say_what_to_do(self):
        for text, what in (("ccode,year,state,AAAID,AACB,UN\n2,1990,usa,0,-1,1\n", "a state a row.*who was with whom"),
                           ('"ioname","orgname","year","afghanistan"\n"UN","United Nations",1990,1\n', "an organisation a row"),
                           ('{"actors": [], "relations": []}', "is JSON.*give it as FILE")):
            with self.subTest(text[:20]), self.assertRaisesRegex(ent.DocumentError, what):
                ent.Graph.read_events(self.write(text))

    def test_files_by_participant_say_what_they_lack(self):
        for head in ("WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1\r",
                     "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,hiact,hostlev\n"):
            with self.assertRaisesRegex(ent.DocumentError, "who was against whom; take the release by dyad"):
                ent.Graph.read_events(self.write(head))

    def test_other_tables_of_gdelt_say_what_they_are(self):
        mention = "410412347\t20150218230000\t20150218230000\t1\tn.example\thttp://n.example/a\t3\t-1\t1055\t1112\t1\t50\t2400\t-3.5\t\t\n"
        head = "GlobalEventID\tEventTimeDate\tMentionTimeDate\tMentionType\tMentionSourceName\tMentionIdentifier\n"
        graph = "20150218230000-0\t20150218230000\t1\tn.example\thttp://n.example/a" + "\t" * 22 + "\n"
        first = "DATE\tNUMARTS\tCOUNTS\tTHEMES\tLOCATIONS\tPERSONS\tORGANIZATIONS\tTONE\tCAMEOEVENTIDS\tSOURCES\tSOURCEURLS\n"
        titles = "GKGRECORDID\tDATE\tSourceCollectionIdentifier\tSourceCommonName\tDocumentIdentifier\n"
        for text, what in ((mention, "mentions of events"), (head + mention, "mentions of events"), (graph, "what articles name"),
                           (first, "what articles name"), (titles + graph, "what articles name")):
            with self.subTest(text[:30]), self.assertRaisesRegex(ent.DocumentError, what + r".*\(\*.export.CSV\)"):
                ent.Graph.read_events(self.write(text))

    def test_ged_as_a_shapefile_names_its_columns(self):
        text = (DATA / "ucdp-ged-23.1.csv").read_text(encoding="utf-8")
        known, _ = ent.Graph.read_events(DATA / "ucdp-ged-23.1.csv")
        head, rows = text.split("\n", 1)
        head = ",".join(name.strip('"')[:10] for name in head.split(","))
        self.assertIn("type_of_vi", head)
        self.assertEqual(seen(self.read(head + "\n" + rows, "ucdp-ged")[0]), seen(known))

    def test_known_groups_have_one_id_whoever_names_them(self):
        text = "a,b,d\nUnited Nations,Hamas,2024\nThe Club,NATO,2024\n"
        graph, _ = self.read(text, "table", columns={"source": "a", "target": "b", "date": "d"})
        self.assertEqual([row[:2] for row in seen(graph)], [("UNO", "HMS"), ("The Club", "NAT")])
        head = "Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\tRecipient Name\tRecipient Country\n"
        graph, _ = self.read(head + "1\t2020-05-01\tCONSULT\tUnited Nations\tNone\tIran\tIRN\n", "polecat")
        self.assertEqual([row[:2] for row in seen(graph)], [("UNO", "IRN")])

    def test_states_in_the_same_organisations(self):
        graph, report = self.read("ccode1,ccode2,year,dyadigos\n2,20,2010,73\n2,31,2010,0\n2,40,2010,-1\n", "cow-igo")
        self.assertEqual(report.rejected, {"no-tie": 2})
        self.assertEqual(seen(graph), [("USA", "CAN", "2010", None, 0.0, True)])

    def test_a_row_weighs_what_its_column_says(self):
        text = "a,b,d,n\n630,770,2024,12\n630,770,2024-02,\n770,630,2025,0.5\n630,750,2024,0\n630,750,2024,-1\n630,750,2024,many\n"
        columns = {"source": "a", "target": "b", "date": "d", "actors": "cow", "weight": "n"}
        for size in (1, 30, 0):
            graph, report = self.read(text, "table", columns=columns, block_size=size)
            self.assertEqual(report.rejected, {"weight": 3})
            self.assertEqual((report.first["weight"].line, report.first["weight"].column), (5, 14))
            self.assertEqual([r.weight for _, r in relations(graph)], [12.0, 1.0, 0.5])
        edge = graph.network(weight="weight").edges[0]
        self.assertEqual((edge.positive, edge.relations), (13.5, 3))
        self.assertEqual(graph.network(weight="count").edges[0].positive, 3.0)
        copy = ent.Graph.parse(graph.to_document())
        self.assertEqual([r.weight for r in copy.relations], [12.0, 1.0, 0.5])
        self.assertEqual({graph.origin(number).event for number in range(3)}, {None})
        joined = ent.Graph.join(graph, graph)
        self.assertEqual([r.weight for r in joined.relations], [12.0, 1.0, 0.5] * 2)

    def test_deaths_and_shared_memberships_are_weights(self):
        rows = {line: int(row["best"]) for line, row in self.ged()}
        graph, _ = ent.Graph.read_events(DATA / "ucdp-ged-23.1.csv")
        self.assertEqual({line: r.weight for line, r in relations(graph)},
                         {line: max(rows[line], 1) for line, _ in relations(graph)})
        graph, _ = self.read("ccode1,ccode2,year,dyadigos\n2,20,2010,73\n", "cow-igo")
        self.assertEqual([r.weight for r in graph.relations], [73.0])

    @staticmethod
    def ged():
        with open(DATA / "ucdp-ged-23.1.csv", encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            line = 2
            for row in reader:
                yield line, row
                line = reader.line_num + 1

    def test_names_of_numbers_as_repositories_write_them(self):
        lists = {"names first": "Iran\t0\nCitizen_(India)\t1\n", "numbers first": "0\tIran\n1\tCitizen_(India)\n",
                 "their count on top": "2\nIran\t0\nCitizen_(India)\t1\n", "with spaces": "2\nIran 0\nCitizen (India) 1\n",
                 "more behind": "Iran\t0\t1913-##-##\t####\nCitizen (India)\t1\t\t\n", "CRLF": "Iran\t0\r\nCitizen_(India)\t1\r\n"}
        self.write("Make_statement\t0\n", "relation2id.txt")
        for what, names in lists.items():
            with self.subTest(what):
                self.write(names, "entity2id.txt")
                graph, report = self.read("0\t0\t1\t24\t-1\r\n", "tkg-ids", columns={"epoch": "2014-01-01", "steps_a_day": 24})
                self.assertEqual(seen(graph), [("IRN", "icews:Citizen:IND", "2014-01-02", "010", 0.0, False)])
        graph, report = self.read("0 0 1 24\n0 0 7 24\n0 0 1\n0 0 1 day\n", "tkg-ids", columns={"epoch": "2014-01-01", "steps_a_day": 24})
        self.assertEqual(report.rejected, {"no-target": 1, "columns": 1, "date": 1})
        self.assertEqual(seen(graph), [("IRN", "icews:Citizen:IND", "2014-01-02", "010", 0.0, False)])


if __name__ == "__main__":
    unittest.main(verbosity=2)
