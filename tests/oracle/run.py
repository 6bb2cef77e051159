"""Runs every oracle case of a folder through the Python package: `run.py [DIR]`, by default the project's own cases.

A case is one JSON file: a network (nodes, edges), contacts, or events with actors, and calls with the values expected,
which come from papers, peers and brute force. Prints each failing call and `N passed, N failed`. A measure or an option
that is not known is a failure, and so is a file that is no case.
"""
import json
import math
import pathlib
import sys

import entente as ent
from entente.validation import random_numbers

EDGE_ATTRIBUTES = {"p", "n", "len", "kind"}
SURELY_PROVEN = 20  # nodes; of a larger network the line index may stay between two bounds


def number(value):
    """A number of a case: null is NaN, "inf" and "-inf" the infinities."""
    if value is None:
        return math.nan
    return float(value) if isinstance(value, str) else value


def same(found, expected, tolerance):
    """|found - expected| <= tolerance max(1, |expected|); exact at 0."""
    expected = number(expected)
    if math.isnan(expected) or math.isnan(found):
        return math.isnan(expected) and math.isnan(found)
    if math.isinf(expected) or math.isinf(found):
        return found == expected
    return abs(found - expected) <= tolerance * max(1, abs(expected))


def compare(found, expected, tolerance, where=""):
    """None, or where and how the two differ. Compares what `expected` has; lists in full."""
    if isinstance(expected, dict):
        if where.endswith(".internal") and set(found) - set(expected):
            return f"{where}: {sorted(set(found) - set(expected))} not expected"
        for key, value in expected.items():
            if key not in found:
                return f"{where}.{key} is missing"
            problem = compare(found[key], value, tolerance, f"{where}.{key}")
            if problem:
                return problem
        return None
    if isinstance(expected, list):
        if len(found) != len(expected):
            return f"{where}: {len(found)} items {found!r:.200}, expected {len(expected)} {expected!r:.200}"
        for i, (a, b) in enumerate(zip(found, expected)):
            problem = compare(a, b, tolerance, f"{where}[{i}]")
            if problem:
                return problem
        return None
    if expected is None and found is None:
        return None
    if isinstance(expected, str) and expected not in ("inf", "-inf") or isinstance(expected, bool):
        return None if found == expected else f"{where}: {found!r}, expected {expected!r}"
    return None if same(found, expected, tolerance) else f"{where}: {found!r}, expected {expected!r}"


class Plain:
    """A case without a network."""
    HAS = "no edges, contacts or events"

    def __init__(self, case):
        pass

    def method(self, name):
        """What answers a measure."""
        found = getattr(self, "do_" + name, None)
        if found is None:
            raise LookupError(f"a measure unknown where a case has {self.HAS}")
        return found

    def call(self, measure, options):
        return self.method(measure)(**options)

    def do_rank(self, values):
        return ent.rank([number(value) for value in values])

    def do_splitmix64(self, seed, n):
        return [str(number) for number in random_numbers(seed, n)]


class Static(Plain):
    """A case with `edges`."""
    HAS = "edges"

    def __init__(self, case):
        edges = case["edges"]
        attributes = [edge[2] if len(edge) > 2 else {} for edge in edges]
        unknown = {key for attribute in attributes for key in attribute} - EDGE_ATTRIBUTES
        if unknown:
            raise ValueError(f"edges with the unknown attributes {sorted(unknown)}; expected {sorted(EDGE_ATTRIBUTES)}")
        self.net = ent.Network.from_edges(
            len(case["nodes"]), [(edge[0], edge[1]) for edge in edges], strength=[a.get("p", 1) for a in attributes],
            negative=[a.get("n", 0) for a in attributes], length=[a.get("len", 1) for a in attributes],
            kinds=[a.get("kind", "diplomatic") for a in attributes], directed=case["directed"])

    def call(self, measure, options):
        plain = ("degree", "strength", "closeness", "harmonic", "eccentricity", "betweenness", "eigenvector", "pagerank",
                 "coreness", "constraint", "effective_size", "efficiency", "hierarchy", "clustering")
        if measure in plain:
            return self.net.scores(measure, **options)
        return super().call(measure, options)

    def do_hits(self, **options):
        return {"hub": self.net.scores("hub", **options), "authority": self.net.scores("authority", **options)}

    def do_edge_betweenness(self, edges, **options):
        place = {(e.from_, e.to): i for i, e in enumerate(self.net.edges)}
        values = self.net.edge_betweenness(**options)
        return [values[place[(u, v) if self.net.directed else (min(u, v), max(u, v))]] for u, v in edges]

    def do_mean_distance(self, **options):
        return self.net.mean_distance(**options)

    def do_transitivity(self):
        return self.net.transitivity()

    def do_articulation(self):
        return self.net.articulation_points()

    def do_bridges(self):
        return [list(pair) for pair in self.net.bridges()]

    def do_components(self, mode="weak"):
        return self.net.components(mode)

    def do_modularity(self, membership, weight="unit"):
        return self.net.modularity(membership, weight=weight)

    def do_communities(self, method="leiden", weight="unit"):
        labels, _ = self.net.communities(method=method, weight=weight, seed=1)
        return {"modularity": self.net.modularity(labels, weight=weight)}

    def do_distances(self, source, weight="unit"):
        return self.net.distances(source, weight=weight)

    def do_shortest_path(self, source, target, weight="unit"):
        paths = self.net.paths(source, target, method="shortest", weight=weight)
        return {"cost": paths[0].cost, "path": paths[0].nodes} if paths else {"cost": math.inf, "path": []}

    def do_k_shortest(self, source, target, k, weight="unit"):
        paths = self.net.paths(source, target, k=k, weight=weight)
        return {"costs": [p.cost for p in paths], "paths": [p.nodes for p in paths]}

    def do_widest(self, source, target):
        paths = self.net.paths(source, target, method="widest")
        return {"width": paths[0].cost, "path": paths[0].nodes} if paths else {"width": 0, "path": []}

    def do_disjoint_paths(self, source, target, kind):
        paths = self.net.paths(source, target, method=f"{kind}_disjoint")
        self.check_disjoint(paths, kind, source, target)
        return {"count": len(paths), "total_hops": sum(len(p.steps) for p in paths)}

    def do_pair_betweenness(self, source, target, weight="unit"):
        return self.net.pair_betweenness(source, target, weight=weight)

    def do_kind_path(self, source, target, pattern):
        path = self.net.kind_path(source, target, pattern)
        return path.nodes if path else []

    def do_resistance(self, source, target):
        return self.net.resistance(source, target)

    def do_current_flow_pair(self, source, target):
        return self.net.current_flow(source, target)

    def do_max_flow(self, source, target):
        return self.net.max_flow(source, target)

    def do_gould_fernandez(self, groups, null=None):
        roles = self.net.brokerage(groups, null or "bernoulli")
        return {"expected": roles.expected, "sd": roles.sd, "z": roles.z} if null else {"counts": roles.counts}

    def do_tie_value(self, kappa=1.0):
        return [[tie.u, tie.v, tie.value] for tie in self.net.signed_ties(kappa=kappa)]

    def do_signed_degree(self, mode="all"):
        return self.net.signed_degree(mode)

    def do_signed_triads(self):
        return self.net.signed_triads().counts

    def do_node_signed_triads(self):
        return self.net.signed_triads().nodes

    def do_strong_balance(self):
        return self.net.signed_triads().strong_balance

    def do_weak_balance(self):
        return self.net.signed_triads().weak_balance

    def do_is_balanced(self):
        return bool(self.checked_camps("balanced"))

    def do_is_clusterable(self):
        return bool(self.checked_camps("clusterable"))

    def checked_camps(self, rule):
        answer = self.net.camps(rule)
        signs = {frozenset((t.u, t.v)): t.sign for t in self.net.signed_ties() if t.sign}
        if answer:
            for pair, sign in signs.items():
                u, v = pair
                assert (answer.camps[u] == answer.camps[v]) == (sign > 0), f"the tie {u}-{v} contradicts the camps"
        else:
            cycle = answer.cycle
            negative = sum(signs[frozenset(pair)] < 0 for pair in zip(cycle, cycle[1:] + cycle[:1]))
            assert len(set(cycle)) == len(cycle) > 2 and (negative % 2 if rule == "balanced" else negative == 1), cycle
        return answer

    def do_walk_balance(self, value="sign"):
        graph, nodes = self.net.walk_balance(value)
        return {"graph": graph, "nodes": nodes}

    def do_frustration(self, weighted=False):
        found = self.net.frustration(weighted)
        assert found.lower <= found.upper and found.proven == (found.lower == found.upper), found
        pairs = [t for t in self.net.signed_ties() if t.sign]
        against = [t for t in pairs if (found.camps[t.u] == found.camps[t.v]) != (t.sign > 0)]
        cost = sum(abs(t.positive - t.negative) if weighted else 1 for t in against)
        assert math.isclose(cost, found.upper, abs_tol=1e-9), f"the camps contradict {cost}, not {found.upper}"
        assert found.proven or len(self.net) > SURELY_PROVEN, f"not proven: [{found.lower}, {found.upper}]"
        return {"line_index": found.upper, "balance": found.balance, "lower": found.lower, "proven": found.proven}

    def do_pn_index(self, mode="all"):
        return self.net.pn_index(mode)

    def do_signed_eigenvector(self):
        vector, eigenvalue = self.net.signed_eigenvector()
        return {"eigenvalue": eigenvalue, "vector": vector}

    def do_block_objective(self, membership, alpha=0.5):
        return self.net.block_objective(membership, alpha)

    def do_signed_blockmodel(self, k, alpha=0.5):
        labels, objective = self.net.signed_blockmodel(k, alpha, seed=1)
        assert len(set(labels)) <= k and abs(self.net.block_objective(labels, alpha) - objective) < 1e-9, labels
        return {"objective": objective}

    def do_signed_modularity(self, membership, weight="sign"):
        return self.net.signed_modularity(membership, weight)

    def do_signed_communities(self, weight="sign"):
        labels, modularity = self.net.signed_communities(weight, seed=1)
        assert abs(self.net.signed_modularity(labels, weight) - modularity) < 1e-9, labels
        return {"modularity": modularity}

    def check_disjoint(self, paths, kind, source, target):
        used = set()
        for path in paths:
            assert path.nodes[0] == source and path.nodes[-1] == target, f"{path.nodes} does not join the two"
            pairs = [(u, v) if self.net.directed else (min(u, v), max(u, v)) for u, v in zip(path.nodes, path.nodes[1:])]
            assert all(step.evidence for step in path.steps), f"{path.nodes} has a step that is no tie"
            for item in pairs if kind == "edge" else path.nodes[1:-1] + pairs:
                assert item not in used, f"{item} is used twice"
                used.add(item)


class Temporal(Plain):
    """A case with `contacts`."""
    HAS = "contacts"
    OBJECTIVES = {("shortest", "hops"): "fewest_hops", ("shortest", "length"): "least_length"}

    def __init__(self, case):
        self.case, self.made = case, {}

    def contacts(self, directed):
        if directed not in self.made:
            self.made[directed] = ent.Contacts.from_list(len(self.case["nodes"]), self.case["contacts"], directed)
        return self.made[directed]

    def call(self, measure, options):
        options = dict(options)
        contacts = self.contacts(options.pop("directed", self.case["directed"]))
        return self.method(measure.partition("temporal.")[2])(contacts, **options)

    def do_earliest_arrival(self, contacts, source, **window):
        return contacts.journeys_from(source, "earliest_arrival", **window)

    def do_latest_departure(self, contacts, target, **window):
        return contacts.journeys_from(target, "latest_departure", **window)

    def do_fastest(self, contacts, source, **window):
        return contacts.journeys_from(source, "fastest", **window)

    def do_shortest(self, contacts, source, by="hops", **window):
        return contacts.journeys_from(source, self.OBJECTIVES["shortest", by], **window)

    def do_path(self, contacts, source, target, objective, **window):
        objective = self.OBJECTIVES.get((objective, "hops"), objective)
        journey = contacts.journey(source, target, objective, **window)
        return {"nodes": journey.nodes, "days": [s.day for s in journey.steps]} if journey else {"nodes": [], "days": []}

    def do_reachability(self, contacts, source, **window):
        reach = contacts.reachable(source, **window)
        return {"reach": reach, "ratio": len(reach) / (contacts.node_count - 1) if contacts.node_count > 1 else math.nan}

    def do_closeness(self, contacts, by="hops", **window):
        return contacts.closeness(by=by, **window)

    def do_betweenness(self, contacts, **options):
        return contacts.betweenness(**options)


class Events(Plain):
    """A case with `events`, and maybe actors and affiliations."""
    HAS = "events"

    def __init__(self, case):
        self.graph = ent.Graph()
        self.names = [actor["id"] for actor in case["actors"]] if "actors" in case else case["nodes"]
        for actor in case.get("actors", [{"id": name, "kind": "state"} for name in self.names]):
            self.graph.add_actor(actor["id"], kind=actor["kind"], type=actor.get("type"))
        for a in case.get("affiliations", []):
            self.graph.add_affiliation(self.name(a["who"]), a["role"], self.name(a["of"]), start=a["start"], end=a["end"],
                                       confidence=a.get("confidence", 1.0))
        for event in case["events"]:
            ends = [list(dict.fromkeys(self.name(arc[i]) for arc in event["arcs"])) for i in (0, 1)]
            if len(ends[0]) * len(ends[1]) != len({tuple(arc) for arc in event["arcs"]}):
                raise ValueError(f"the arcs of {event['id']} do not join every source to every target")
            self.graph.add_relation(event["kind"], *ends, date=(event["first_day"], event["last_day"]), id=event["id"],
                                    tone=event["tone"], confidence=event["confidence"], status=event["status"] or "")

    def name(self, end):
        return self.names[end] if isinstance(end, int) else end

    def call(self, measure, options):
        return self.method(measure.replace(".", "_"))(**options)

    def do_mediators(self, party_a, party_b, day, groups=None, **options):
        groups = groups and {name: group for name, group in zip(self.names, groups) if group is not None}
        answer = self.graph.mediators(self.name(party_a), self.name(party_b), on=day, groups=groups, **options)
        return [{"actor": self.names.index(m.id), "role": None if m.role == "none" else m.role, **m.components,
                 "evidence": {component: [self.graph.relation(r).id for r in relations]
                              for component, relations in m.evidence.items()}} for m in answer.candidates]

    def do_validate_queries(self):
        return [{"day": q.day, "relation": self.graph.relation(q.relation).id, "party_a": self.names.index(q.party_a),
                 "party_b": self.names.index(q.party_b), "mediator": self.names.index(q.mediator), "cold": q.cold,
                 "known": q.known, "candidates": q.candidates, "rank": q.ranks}
                for q in self.graph.validate_mediators().queries]

    def do_validate_summary(self):
        return self.graph.validate_mediators().summary()

    def do_validate_bootstrap(self, method, baseline, metric, resamples=0, seed=0, cluster=None):
        found = self.graph.validate_mediators().bootstrap(method, baseline, metric, resamples, cluster == "pair", seed)
        return {"difference": found.difference, "low": found.low, "high": found.high}

    def do_view_compile(self, since=None, until=None, scheme="tone", half_life=None, ref=None, rollup=True, kinds=None):
        net = self.graph.network(since=since, until=until, weight=scheme, half_life=half_life or 0, reference=ref,
                                 rollup=rollup, kinds=kinds, directed=True)
        columns = net._columns()
        edges = [[e.from_, e.to, {"p": e.positive, "n": e.negative, "count": e.relations, "first": columns.first[i],
                                  "last": columns.last[i], "relations": sorted(self.graph.relation(r).id for r in e.evidence)}]
                 for i, e in enumerate(net.edges)]
        inside = {actor: net.internal(actor) for actor in net.actors}
        return {"edges": sorted(edges, key=lambda e: (e[0], e[1])),
                "internal": {a: {"count": n, "p": p, "n": m} for a, (n, p, m) in inside.items() if n}}


def bounded(found, expected, tolerance):
    """None, or which bound is missed: `x_min` and `x_max` bound the `x` that was found."""
    for key, bound in expected.items():
        name, _, end = key.rpartition("_")
        if (bound - found[name] if end == "min" else found[name] - bound) > tolerance:
            return f"{name} {found[name]}, expected {expected}"
    return None


def problem_of(subject, call):
    """None, or what is wrong with one call."""
    try:
        found = subject.call(call["measure"], call.get("options") or {})
        expected = call["expect"]
        if isinstance(expected, dict) and all(key.endswith(("_min", "_max")) for key in expected):
            return bounded(found, expected, call["tolerance"])
        if call["measure"] == "frustration" and not found["proven"]:  # no claim but that of the bounds
            index = expected["line_index"]
            return None if found["lower"] <= index <= found["line_index"] else f"{found}, expected {expected}"
        if call["measure"] == "tie_value":  # pairs in any order
            return compare(found, sorted(expected), call["tolerance"])
        return compare(found, expected, call["tolerance"])
    except Exception as problem:  # whatever it is, the call failed
        return f"{type(problem).__name__}: {problem}"


def subject_of(case):
    for key, kind in (("edges", Static), ("contacts", Temporal), ("events", Events)):
        if key in case:
            return kind(case)
    return Plain(case)


def problems_of(path):
    """For each call of a file None or what is wrong; a file that is no case has one problem."""
    try:
        case = json.loads(path.read_text(encoding="utf-8"))
        subject, calls = subject_of(case), list(case["calls"])
    except Exception as problem:
        return [f"{path.name}: no case: {type(problem).__name__}: {problem}"[:500]]
    problems = []
    for index, call in enumerate(calls):
        problem = problem_of(subject, call)
        asked = (call.get("measure"), json.dumps(call.get("options"))[:160]) if isinstance(call, dict) else (call, "")
        problems.append(problem and f"{path.name} call {index} {asked[0]} {asked[1]}: {problem[:400]}")
    return problems


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent / "cases"
    paths = sorted(folder.glob("*.json"))
    if not paths:
        print(f"{folder}: no folder with cases (*.json)")
    problems = [problem for path in paths for problem in problems_of(path)]
    failed = [problem for problem in problems if problem]
    print("".join(problem + "\n" for problem in failed), end="")
    print(f"{len(problems) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not problems else 0


if __name__ == "__main__":
    sys.exit(main())
