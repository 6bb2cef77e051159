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

    def test_one_path_only(self):
        self.assertIn("-k", self.assert_fails(2, "paths", CRISIS, *MUNIR, "--respect-time", "-k", "2"))


if __name__ == "__main__":
    main()
