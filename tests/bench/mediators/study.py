"""Do the rankings of mediators predict? Every mediation of some event data is asked for on its eve.

    study.py FILE... [--columns NAME=COLUMN,...] [--within DAYS] [--since DAY] [--until DAY] [--seed N]

FILEs are documents or files of events; --columns tells what the columns of a table are, or the day of the first step of
quadruples, as Graph.read_events() has it. Event data names two actors a row, so rows in which one actor mediates with several
parties on one day (--within DAYS: at most so many days after the first) are taken for one mediation between these parties,
officials and agencies counted as their state. A mediation that names several parties itself stands as it is. Each is then
asked for with nothing but what came before it, by our scores and by plain rules (ent_validation_run() says how); and our
scores are held against each rule with 2,000 paired resamples, of queries and of pairs of parties with all their queries.
--since and --until choose which mediations are asked for, so that a rule thought of on one period is measured on another;
what came before is known all the same. With --within above 0 the parties of a mediation are known from its first day on.
"""
import argparse

import entente as ent
from entente._calls import interval
from entente.validation import METRICS, RANKERS, SETS


def read(paths, columns):
    """One document, or files of events."""
    try:
        if len(paths) == 1:
            return ent.Graph.read(paths[0])
    except ent.DocumentError:
        pass
    return ent.Graph.read_events(paths, columns=columns)[0]


def columns_of(text):
    """{"source": "Actor1", ...} of "source=Actor1,..."."""
    for pair in text.split(",") if text else []:
        if "=" not in pair:
            raise ValueError(f'--columns has "{pair}"; expected part=column, joined by commas')
    found = dict(pair.split("=", 1) for pair in text.split(",")) if text else None
    if found and "steps_a_day" in found:
        found["steps_a_day"] = float(found["steps_a_day"])
    return found


def principal(graph, actor, date):
    """For whom an actor counts on a day; himself where he counts for several."""
    shares = graph.principals(actor, date)
    return shares[0][0] if len(shares) == 1 else actor


def first_day(relation):
    return interval(relation.date)[0]


def rows_of(graph, least, most):
    """The mediations that took place, with so many parties."""
    return [r for r in graph.relations if r.kind == "mediation" and least <= len(r.to) <= most
            and r.status not in ("expected", "appeal", "rejected")]


def joined_mediations(graph, within):
    """(mediator, parties, first relation) of each mediation that rows of one party each tell together."""
    open_since, found = {}, []
    for relation in sorted(rows_of(graph, 1, 1), key=first_day):
        mediator = principal(graph, relation.from_[0], relation.date)
        parties = {principal(graph, party, relation.date) for party in relation.to}
        group = open_since.get(mediator)
        if group is None or first_day(relation) - first_day(group[2]) > within:
            group = open_since[mediator] = (mediator, set(), relation)
            found.append(group)
        group[1].update(parties - {mediator})
    return [group for group in found if len(group[1]) > 1]


def prepare(graph, within):
    """The graph, and the mediations between two parties that its rows tell apart; and how many of these there are."""
    groups, whole = joined_mediations(graph, within), rows_of(graph, 2, len(graph.actors))
    for mediator, parties, relation in groups:
        graph.add_relation("mediation", mediator, sorted(parties), date=relation.date, code=relation.code,
                           confidence=relation.confidence, status=relation.status or "conducted")
    return len(groups) + len(whole)


def print_means(validation):
    for which in SETS:
        queries = [q for q in validation.queries if not q.cold and which in ("all", "known" if q.known else "new")]
        print(f"\n{which} pairs: {len(queries)} queries")
        print(f"{'':18}" + "".join(f"{metric:>9}" for metric in METRICS))
        for ranker in RANKERS if queries else ():
            print(f"{ranker:18}" + "".join(f"{validation.mean(ranker, metric, which):9.3f}" for metric in METRICS))


def print_differences(validation, seed):
    for ours in ("predictive", "screen"):
        print(f"\n{ours} less each rule, mean reciprocal rank, with the 95 % interval: drawing queries, drawing pairs")
        for rule in RANKERS:
            if rule != ours:
                drawn = [validation.bootstrap(ours, rule, "mrr", by_pair=pairs, seed=seed) for pairs in (False, True)]
                print(f"{rule:18}{drawn[0].difference:+9.3f}" + "".join(f"   [{d.low:+.3f}, {d.high:+.3f}]" for d in drawn))


def main():
    parser = argparse.ArgumentParser(description="How well mediators are predicted.")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--columns", help="what the columns of a table are: source=1,target=2,date=3,code=4,actors=cameo")
    parser.add_argument("--within", type=int, default=0, help="days between rows of one mediation")
    parser.add_argument("--since", help="ask for mediations from this day on")
    parser.add_argument("--until", help="ask for mediations to this day")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    try:
        graph = read(asked.files, columns_of(asked.columns))
        joined = prepare(graph, asked.within)
        validation = graph.validate_mediators(since=asked.since, until=asked.until)
    except (ent.EntenteError, ValueError) as problem:
        parser.error(str(problem))
    cold = sum(query.cold for query in validation.queries)
    print(f"{graph}: {joined} mediations between two or more parties, {len(validation)} queries, of which {cold} cold")
    print_means(validation)
    if len(validation) > cold:
        print_differences(validation, asked.seed)


if __name__ == "__main__":
    main()
