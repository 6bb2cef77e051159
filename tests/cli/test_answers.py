"""Each subcommand on the reference case, with the answers that its text (the case's table of events) gives."""
import networkx

from command import CRISIS, DOCUMENT, CommandTest, dyads, main, run

ACTORS = {actor["id"]: actor for actor in DOCUMENT["actors"]}


def positive_network(relations, value):
    """The cooperative ties by hand, weighed by `value` of a relation; what is only expected has not happened."""
    graph = networkx.Graph()
    for relation in relations:
        for a, b in dyads(relation):
            graph.add_nodes_from((a, b))
            weight = 0 if relation.get("status") == "expected" else value(relation)
            if weight > 0:
                graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0})["weight"] + weight)
    return graph


def by_count(relation):
    return relation.get("confidence", 1) if relation.get("tone", 0) >= 0 else 0


def by_tone(relation):
    return relation.get("confidence", 1) * max(relation.get("tone", 0), 0)


class Info(CommandTest):
    def test_counts(self):
        answer = self.answer("info", CRISIS)
        facts = {fact["fact"]: (fact["all"], fact["asked"]) for fact in answer["facts"]}
        kinds = [relation["kind"] for relation in DOCUMENT["relations"]]
        self.assertEqual(answer["title"], DOCUMENT["title"])
        self.assertEqual(facts["actors"][0], 23)
        self.assertEqual([facts[word][0] for word in ("states", "officials", "organisations")], [6, 10, 7])
        for kind in ("mediation", "attack", "diplomatic"):
            self.assertEqual(facts[kind], (kinds.count(kind),) * 2)
        self.assertEqual(facts["affiliation"], (len(DOCUMENT["affiliations"]), 0))
        self.assertEqual((facts["first day"][0], facts["last day"][0]), ("2024-01-15", "2024-01-29"))
        self.assertEqual(answer["ties"], len({frozenset(d) for r in DOCUMENT["relations"] for d in dyads(r)}))


class Resolve(CommandTest):
    def test_every_name_of_the_case(self):
        names = {"Islamabad": "PAK", "PK": "PAK", "cow:770": "PAK", "Tehran": "IRN", "Washington": "USA", "U.S.": "USA",
                 "Turkey": "TUR", "Turkiye": "TUR", "Türkiye": "TUR", "Ankara": "TUR", "COAS": "munir",
                 "Amir-Abdollahian": "amirabdollahian", "Antonio Guterres": "guterres", "Stephen Dujarric": "dujarric",
                 "Kulbhushan Jadhav": "yadhav", "Army of Justice": "jaish-al-adl",
                 "organization of islamic cooperation": "OIC"}
        found = self.answer("resolve", CRISIS, *names)["actors"]
        self.assertEqual({row["text"]: row["id"] for row in found}, names)
        for row in found:
            self.assertEqual((row["kind"], row["name"]), (ACTORS[row["id"]]["kind"], ACTORS[row["id"]]["name"]))

    def test_how_it_matched(self):
        found = self.answer("resolve", CRISIS, "PAK", "pakistan", "Islamabad", "cow:770")["actors"]
        self.assertEqual([row["matched"] for row in found], ["id", "name", "alias", "code"])

    def test_names_as_options(self):
        found = self.answer("resolve", "--name", "Jilani", CRISIS, "--name", "BLA")["actors"]
        self.assertEqual([row["id"] for row in found], ["jilani", "bla"])

    def test_nobody_of_that_name(self):
        self.assertIn("Pakistan (PAK)", self.assert_fails(1, "resolve", CRISIS, "Pakistann"))


class Rank(CommandTest):
    def test_betweenness_as_networkx_has_it(self):
        expected = networkx.betweenness_centrality(positive_network(DOCUMENT["relations"], by_count), normalized=False)
        answer = self.answer("rank", CRISIS)
        self.assertEqual(answer["measure"], "betweenness")
        self.assertEqual({row["id"] for row in answer["actors"]}, set(expected))
        for row in answer["actors"]:
            self.assertAlmostEqual(row["score"], expected[row["id"]], msg=row["id"])
        scores = [row["score"] for row in answer["actors"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for row in answer["actors"]:
            self.assertEqual(row["rank"], 1 + sum(score > row["score"] + 1e-9 for score in scores))

    def test_lengths_are_the_inverse_of_strength(self):
        graph = positive_network(DOCUMENT["relations"], by_tone)
        for _, _, data in graph.edges(data=True):
            data["length"] = 1 / data["weight"]
        expected = networkx.harmonic_centrality(graph, distance="length")
        for row in self.answer("rank", CRISIS, "--measure", "harmonic", "--weight", "tone")["actors"]:
            self.assertAlmostEqual(row["score"] * (len(graph) - 1), expected[row["id"]], msg=row["id"])

    def test_strengths_weigh_constraint(self):
        expected = networkx.constraint(positive_network(DOCUMENT["relations"], by_tone), weight="weight")
        for row in self.answer("rank", CRISIS, "--measure", "constraint", "--weight", "tone")["actors"]:
            if row["score"] is None:
                self.assertNotEqual(expected[row["id"]], expected[row["id"]])  # alone: undefined
            else:
                self.assertAlmostEqual(row["score"], expected[row["id"]], msg=row["id"])

    def test_direction(self):
        def scores(*more):
            answer = self.answer("rank", CRISIS, "--measure", "degree", "--directed", *more)
            return {row["id"]: row["score"] for row in answer["actors"]}
        self.assertEqual((scores()["fidan"], scores("--mode", "in")["fidan"]), (2, 0))  # engages both counterparts
        self.assertEqual(scores("--mode", "all")["mao-ning"], 2)  # offers to both parties

    def test_every_measure_answers(self):
        for measure in ("degree", "strength", "closeness", "harmonic", "eccentricity", "betweenness", "eigenvector",
                        "pagerank", "hub", "authority", "coreness", "constraint", "effective_size", "efficiency",
                        "hierarchy", "clustering"):
            for weight in ("unit", "count", "tone"):
                self.assertEqual(self.answer("rank", CRISIS, "--measure", measure, "--weight", weight)["measure"], measure)

    def test_top(self):
        self.assertEqual(len(self.answer("rank", CRISIS, "--top", 3)["actors"]), 3)

    def test_rolled_up_no_official_is_left(self):
        answer = self.answer("rank", CRISIS, "--rollup", "--measure", "degree")
        self.assertEqual({row["id"] for row in answer["actors"]},
                         {"PAK", "IRN", "CHN", "USA", "IND", "TUR", "UN", "OIC", "jaish-al-adl", "bla", "blf"})


class Mediators(CommandTest):
    ASKED = ("mediators", CRISIS, "--between", "Pakistan", "Iran")

    def test_who_did_told_apart_by_status(self):
        answer = self.answer(*self.ASKED, "--on", "2024-01-29")
        self.assertEqual([(row["id"], row["status"]) for row in answer["mediated"]],
                         [("TUR", "conducted"), ("CHN", "offered"), ("UN", "appeal"), ("OIC", "expected")])
        evidence = {row["id"]: [relation["id"] for relation in row["evidence"]] for row in answer["mediated"]}
        self.assertEqual(evidence, {"TUR": ["fidan-mediates"], "CHN": ["china-offers"], "UN": ["un-appeals"],
                                    "OIC": ["oic-expected"]})
        self.assertEqual([party["id"] for party in answer["between"]], ["PAK", "IRN"])
        self.assertEqual(answer["on"], "2024-01-29")

    def test_candidates_have_components_and_evidence(self):
        answer = self.answer(*self.ASKED)
        ids = [row["id"] for row in answer["candidates"]]
        self.assertIn("TUR", ids)
        self.assertNotIn("PAK", ids)
        for row in answer["candidates"]:
            self.assertIn("screen", row["components"])
            known = {relation["id"] for relation in row["evidence"]}
            self.assertEqual(known, {i for ids in row["rests_on"].values() for i in ids})
            self.assertEqual(len(known), len(row["evidence"]))

    def test_every_component_has_its_relations_in_each_form(self):
        answer = self.answer(*self.ASKED)["candidates"]
        keys, *rows = [line.split("\t") for line in run(*self.ASKED, "--format", "tsv").stdout.splitlines()]
        rows = [dict(zip(keys, row)) for row in rows]
        found = {(row["id"], row["component"]): row for row in rows if row["list"] == "components"}
        self.assertEqual(len(found), sum(len(row["components"]) for row in answer))
        table = run(*self.ASKED).stdout.split("Components of the first")[1].splitlines()[2:]
        for candidate in answer:
            for component, value in candidate["components"].items():
                row = found[candidate["id"], component]
                self.assertEqual(row["evidence"].split(), candidate["rests_on"][component])
                self.assertTrue(row["value"] == "" if value is None else abs(float(row["value"]) - value) < 1e-12)
        self.assertEqual([line.split()[0] for line in table], list(answer[0]["components"]))
        self.assertEqual(table[1].split()[1:], ["0.8635", "[2]", "0.8333", "[1]", "0.8", "[1]"])
        self.assertNotIn("Components", run(*self.ASKED, "--codes", "20").stdout)

    def test_roles_go_by_the_groups_given(self):
        asked = (*self.ASKED, "--groups", "Pakistan,Ankara;Tehran,UN;CHN")
        roles = {row["id"]: row["role"] for row in self.answer(*asked)["candidates"]}
        self.assertEqual({name: roles[name] for name in ("TUR", "UN", "CHN", "IND")},
                         {"TUR": "representative", "UN": "gatekeeper", "CHN": "liaison", "IND": "none"})
        self.assertRegex(run(*asked).stdout, r"role +representative +liaison +gatekeeper")
        self.assertNotIn("role", self.answer(*self.ASKED)["candidates"][0])
        self.assertIn("Atlantis", self.assert_fails(2, *self.ASKED, "--groups", "Pakistan;Atlantis"))

    def test_any_component_ranks(self):
        answer = self.answer(*self.ASKED, "--by", "availability")
        found = [row["components"]["availability"] for row in answer["candidates"]]
        self.assertEqual((answer["by"], found), ("availability", sorted(found, reverse=True)))
        expected = self.answer(*self.ASKED, "--by", "predictive")["candidates"]
        self.assertEqual([row["id"] for row in expected[:3]], ["TUR", "CHN", "UN"])
        # Türkiye conducted one mediation, China offered one; the three have the same shared contacts: 1.5 seen and 2 to share.
        for row, share in zip(expected, (1 + 2 / 3, 0.5 + 2 / 3, 2 / 3)):
            self.assertAlmostEqual(row["components"]["predictive"], share / 3.5)
        self.assertIn("predictive", self.assert_fails(2, *self.ASKED, "--by", "fame"))

    def test_what_began_later_is_not_seen(self):
        self.assertNotIn("TUR", [row["id"] for row in self.answer(*self.ASKED, "--on", "2024-01-18")["mediated"]])
        self.assertIn("TUR", [row["id"] for row in self.answer(*self.ASKED, "--on", "2024-01-19")["mediated"]])

    def test_the_question_selects(self):
        def did(*more):
            return [row["id"] for row in self.answer(*self.ASKED, *more)["mediated"]]
        self.assertEqual(did("--exclude", "Türkiye,China"), ["UN", "OIC"])
        self.assertEqual(did("--min-confidence", "0.8"), ["TUR", "CHN", "UN"])
        self.assertEqual(did("--until", "2024-01-17"), ["CHN", "UN", "OIC"])
        self.assertEqual(did("--codes", "04"), ["TUR"])
        self.assertEqual(did("--actors", "state"), ["TUR", "CHN"])

    def test_a_wide_window_widens_the_evidence(self):
        wide = self.answer(*self.ASKED, "--on", "2026-01-01", "--since", "2024-01-01")["candidates"]
        self.assertIn("TUR", [row["id"] for row in wide if row["components"]["screen"] > 0])
        narrow = self.answer(*self.ASKED, "--on", "2026-01-01")["candidates"]  # a year back there is nothing
        self.assertEqual([row["id"] for row in narrow if row["components"]["screen"] > 0], [])

    def test_nobody(self):
        self.assertIn("nobody", self.assert_fails(1, *self.ASKED, "--codes", "20"))

    def test_top(self):
        self.assertEqual(len(self.answer(*self.ASKED, "--top", 2)["candidates"]), 2)


class Communities(CommandTest):
    def test_they_are_a_partition_of_connected_parts(self):
        answer = self.answer("communities", CRISIS)
        graph = positive_network(DOCUMENT["relations"], by_count)
        parts = [{actor["id"] for actor in community["actors"]} for community in answer["communities"]]
        self.assertEqual(sorted(i for part in parts for i in part), sorted(graph.nodes))
        for part, community in zip(parts, answer["communities"]):
            self.assertTrue(networkx.is_connected(graph.subgraph(part)))
            self.assertEqual(community["size"], len(part))
        self.assertAlmostEqual(answer["modularity"], networkx.algorithms.community.modularity(graph, parts))

    def test_methods(self):
        self.assertEqual(self.answer("communities", CRISIS, "--method", "louvain")["method"], "louvain")


if __name__ == "__main__":
    main()
