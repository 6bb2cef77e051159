"""`entente paths` on the reference case: chains of people and institutions, avoidance, and the order of time."""
from command import CRISIS, CommandTest, main

MUNIR = ("--from", "Munir", "--to", "Fidan")


class Static(CommandTest):
    def paths(self, *arguments):
        return self.answer("paths", CRISIS, *arguments)["paths"]

    def routes(self, *arguments):
        return [[actor["id"] for actor in path["actors"]] for path in self.paths(*arguments)]

    def test_the_general_reaches_the_mediator(self):
        (path,) = self.paths(*MUNIR)
        self.assertEqual([actor["id"] for actor in path["actors"]], ["munir", "amirabdollahian", "fidan"])
        self.assertEqual((path["hops"], path["cost"]), (2, 2))
        evidence = [[relation["id"] for relation in step["evidence"]] for step in path["steps"]]
        self.assertEqual(evidence, [["minister-meets-munir"], ["fidan-mediates"]])
        first = path["steps"][0]["evidence"][0]
        self.assertEqual((first["date"], first["kind"]), ("2024-01-29", "diplomatic"))
        self.assertEqual(first["sources"][0]["title"], "Pakistan-Iran ties and regional mediation")

    def test_chains_of_people_and_institutions(self):
        for end in ("Guterres", "Mao Ning"):
            (path,) = self.paths("--from", "Munir", "--to", end)
            self.assertEqual(path["actors"][1]["id"], "PAK")  # whom he serves, and whom they address
            self.assertEqual(path["steps"][0]["evidence"][0]["role"], "Chief of Army Staff")
            self.assertTrue(all(step["evidence"] for step in path["steps"]))

    def test_k_paths_are_different_and_get_longer(self):
        routes = self.routes(*MUNIR, "-k", "4")
        self.assertEqual(len({tuple(route) for route in routes}), 4)
        self.assertEqual([len(route) for route in routes], sorted(len(route) for route in routes))
        self.assertEqual(routes, self.routes(*MUNIR, "-k4"))
        self.assertEqual(routes, self.routes(*MUNIR, "--paths=4"))

    def test_direction(self):
        # He mediates towards them, they not towards him.
        self.assertEqual(self.routes("--from", "Fidan", "--to", "Jilani", "--directed", "--kinds", "mediation"),
                         [["fidan", "jilani"]])
        self.assert_fails(1, "paths", CRISIS, "--from", "Jilani", "--to", "Fidan", "--directed", "--kinds", "mediation")

    def test_avoiding_an_actor(self):
        for route in self.routes(*MUNIR, "--avoid", "Amirabdollahian", "-k", "3"):
            self.assertNotIn("amirabdollahian", route)

    def test_avoiding_a_kind(self):
        for path in self.paths(*MUNIR, "--avoid", "mediation,Jilani", "-k", "3"):
            kinds = {relation["kind"] for step in path["steps"] for relation in step["evidence"]}
            self.assertNotIn("mediation", kinds)
            self.assertNotIn("jilani", [actor["id"] for actor in path["actors"]])

    def test_a_step_rests_on_what_is_cooperative(self):
        (path,) = self.paths("--from", "Pakistan", "--to", "Iran")
        self.assertEqual([relation["id"] for relation in path["steps"][0]["evidence"]], ["pakistan-gives-evidence"])
        (path,) = self.paths("--from", "India", "--to", "Iran")  # neutral contact is contact, but no warmth
        self.assertEqual([relation["id"] for relation in path["steps"][0]["evidence"]], ["india-restates-stance"])
        self.assert_fails(1, "paths", CRISIS, "--from", "India", "--to", "Iran", "--weight", "tone", "--kinds", "events")

    def test_an_end_cannot_be_avoided(self):
        self.assertIn("an end of the path", self.assert_fails(2, "paths", CRISIS, *MUNIR, "--avoid", "COAS"))

    def test_no_path(self):
        # Only Iran's strike ties the group to anyone, and hostile ties are no way.
        message = self.assert_fails(1, "paths", CRISIS, "--from", "Munir", "--to", "Jaish al-Adl")
        self.assertIn("no path from Syed Asim Munir to Jaish al-Adl", message)

    def test_no_tie_in_the_window(self):
        self.assertIn("Munir", self.assert_fails(1, "paths", CRISIS, *MUNIR, "--kinds", "attack"))

    def test_all_shortest_are_the_first_k_of_one_length(self):
        ends = ("--from", "Pakistan", "--to", "Fidan")
        every, more = self.paths(*ends, "--method", "all_shortest"), self.paths(*ends, "-k", "30")
        self.assertEqual(every, [path for path in more if path["cost"] == more[0]["cost"]])
        self.assertEqual(self.paths(*ends, "--method", "shortest"), every[:1])

    def test_disjoint_paths_share_no_actor_or_no_tie(self):
        routes = self.routes(*MUNIR, "--method", "vertex_disjoint")
        inner = [actor for route in routes for actor in route[1:-1]]
        self.assertEqual(len(inner), len(set(inner)))
        self.assertGreater(len(routes), 1)
        ties = [frozenset(pair) for route in self.routes(*MUNIR, "--method", "edge_disjoint")
                for pair in zip(route, route[1:])]
        self.assertEqual(len(ties), len(set(ties)))

    def test_the_widest_path_has_no_weaker_tie_than_any_other(self):
        ends = ("--from", "Munir", "--to", "Fidan", "--weight", "tone", "--kinds", "events")
        (widest,) = self.paths(*ends, "--method", "widest")
        self.assertEqual(len(widest["steps"]), widest["hops"])
        least = min(sum(max(r["tone"], 0.0) * r["confidence"] for r in step["evidence"]) for step in widest["steps"])
        self.assertAlmostEqual(widest["cost"], least)
        for path in self.paths(*ends, "-k", "20"):
            self.assertLessEqual(min(sum(max(r["tone"], 0.0) * r["confidence"] for r in step["evidence"])
                                     for step in path["steps"]), least + 1e-9)

    def test_kinds_in_order(self):
        (path,) = self.paths(*MUNIR, "--kinds-in-order", "diplomatic,mediation")
        self.assertEqual([step["evidence"][0]["kind"] for step in path["steps"]], ["diplomatic", "mediation"])
        for pattern in ("attack+,diplomatic/mediation*", "attack,affiliation?,mediation"):
            (path,) = self.paths("--from", "Jaish al-Adl", "--to", "Fidan", "--kinds-in-order", pattern)
            kinds = [{relation["kind"] for relation in step["evidence"]} for step in path["steps"]]
            self.assertIn("attack", kinds[0])  # the group is tied to others by strikes alone
        (path,) = self.paths("--from", "Iran", "--to", "Turkey", "--rollup", "--kinds-in-order", "attack+,mediation/diplomatic")
        kinds = [{relation["kind"] for relation in step["evidence"]} for step in path["steps"]]
        self.assertEqual(kinds, [{"attack"}, {"mediation", "diplomatic"}])  # not what else the two states have with each other
        self.assert_fails(1, "paths", CRISIS, "--from", "Jaish al-Adl", "--to", "Fidan", "--kinds-in-order", "mediation")

    def test_an_order_of_kinds_that_is_none(self):
        for pattern in ("peace", "attack,+", "diplomatic/,attack"):
            self.assertIn("--kinds-in-order has",
                          self.assert_fails(2, "paths", CRISIS, *MUNIR, "--kinds-in-order", pattern))

    def test_a_path_says_whether_its_order_can_be_that_of_time(self):
        (path,) = self.paths(*MUNIR)
        self.assertEqual(path["certainty"], "possible")  # the mediation may have lasted until the 29th
        (path,) = self.paths("--from", "Jilani", "--to", "Munir", "--kinds", "events", "--since", "2024-01-19")
        self.assertEqual((len(path["steps"]), path["certainty"]), (2, "certain"))  # on the 19th, then on the 29th
        # The ambassador went back on the 26th, the general met the minister on the 29th.
        (path,) = self.paths("--from", "Munir", "--to", "Tipu", "--kinds", "events", "--since", "2024-01-16")
        self.assertEqual(path["certainty"], "impossible")

    def test_least_confidence(self):
        for path in self.paths(*MUNIR, "-k", "5", "--min-confidence", "0.9"):
            for step in path["steps"]:
                self.assertTrue(all(relation["confidence"] >= 0.9 for relation in step["evidence"]))

    def test_options_that_do_not_go_together(self):
        for options in (("--method", "widest", "-k", "2"), ("--within", "3"), ("--method", "widest", "--respect-time"),
                        ("--kinds-in-order", "attack", "-k", "2"), ("--kinds-in-order", "attack", "--back-channels")):
            self.assert_fails(2, "paths", CRISIS, *MUNIR, *options)

    def test_rolled_up_an_official_counts_for_his_state(self):
        (path,) = self.paths(*MUNIR, "--rollup", "--kinds", "events")
        self.assertEqual([actor["id"] for actor in path["actors"]], ["PAK", "TUR"])


class InTime(CommandTest):
    EVENTS = ("--kinds", "events", "--since", "2024-01-16", "--respect-time")

    def test_no_later_meeting_before_an_earlier_one(self):
        (path,) = self.answer("paths", CRISIS, "--from", "Jilani", "--to", "Munir", *self.EVENTS)["paths"]
        # The ministers talk on the 19th, Iran's meets the general on the 29th.
        self.assertEqual([actor["id"] for actor in path["actors"]], ["jilani", "amirabdollahian", "munir"])
        days = [step["day"] for step in path["steps"]]
        self.assertEqual(days, sorted(days))
        self.assertEqual(path["arrival"], "2024-01-29")

    def test_intervals_make_an_order_possible_only(self):
        # The mediation may have lasted until the general met the minister, on its last day.
        (path,) = self.answer("paths", CRISIS, *MUNIR, *self.EVENTS)["paths"]
        self.assertEqual(path["certainty"], "possible")
        self.assertEqual([step["day"] for step in path["steps"]], ["2024-01-29", "2024-01-29"])

    def test_time_cannot_be_turned_round(self):
        # The ambassador went back on the 26th; whom the general met on the 29th cannot pass it on to him.
        message = self.assert_fails(1, "paths", CRISIS, "--from", "Munir", "--to", "Tipu", *self.EVENTS)
        self.assertIn("respects time", message)

    def test_standing_ties_are_there_on_every_day(self):
        (path,) = self.answer("paths", CRISIS, *MUNIR, "--respect-time", "--since", "2024-01-20")["paths"]
        # He serves Pakistan, its bond with Türkiye stands, Fidan serves Türkiye: all on the first day.
        self.assertEqual([actor["id"] for actor in path["actors"]], ["munir", "PAK", "TUR", "fidan"])
        self.assertEqual({step["day"] for step in path["steps"]}, {"2024-01-20"})

    def test_without_a_first_day_time_begins_with_the_first_day_named(self):
        (path,) = self.answer("paths", CRISIS, *MUNIR, "--respect-time")["paths"]
        self.assertEqual(path["arrival"], "2024-01-15")  # where what happened "before 16 January" ends

    def test_at_most_so_many_days(self):
        # The ambassador went back on the 26th, the general met the minister on the 29th: four days, both counted in.
        ends = ("--from", "Tipu", "--to", "Munir")
        (path,) = self.answer("paths", CRISIS, *ends, *self.EVENTS, "--within", "4")["paths"]
        self.assertEqual((path["steps"][0]["day"], path["steps"][-1]["day"]), ("2024-01-26", "2024-01-29"))
        self.assertIn("no more days", self.assert_fails(1, "paths", CRISIS, *ends, *self.EVENTS, "--within", "3"))

    def test_the_quickest_may_arrive_later_than_the_first(self):
        # The ministers talked on the 19th already; on the 29th they met again, and one of them the general.
        ends = ("--from", "Jilani", "--to", "Munir")
        (path,) = self.answer("paths", CRISIS, *ends, *self.EVENTS, "--within", "1")["paths"]
        self.assertEqual([step["day"] for step in path["steps"]], ["2024-01-29", "2024-01-29"])

    def test_one_path_only(self):
        self.assertIn("-k", self.assert_fails(2, "paths", CRISIS, *MUNIR, "--respect-time", "-k", "2"))


if __name__ == "__main__":
    main()
