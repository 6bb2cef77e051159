"""How well free text resolves to states: precision and recall over the country names that real files hold.

    python3 tests/bench/names/measure.py FOLDER [-v]

FOLDER holds the samples (see the README beside). The truth comes from elsewhere than the gazetteer's names: the numeric
or letter code that stands beside the name in the same row (COW, Gleditsch-Ward, FIPS), or for ICEWS, which has no codes,
the names of ISO 3166 (Debian's iso-codes) and truth.tsv, written by hand. Only names count, not demonyms or capitals.
A name with a code counts as one to find; of actors' names without one, all but the states' own must not be taken for one.
"""
import csv
import gzip
import json
import pathlib
import sys

import entente as ent

HERE = pathlib.Path(__file__).resolve().parent
ISO = pathlib.Path("/usr/share/iso-codes/json/iso_3166-1.json")


def resolved(name, on):
    """The state's id, as a reader asks: on the day, and if there was none, on an open one."""
    for day in ([on] if on else []) + [None]:
        try:
            return ent.find_state(name, on=day, words="name").id
        except ent.NotFoundError:
            continue
        except (ent.AmbiguousError, ent.InvalidError):
            return None
    return None


def by_code(scheme, code, on):
    state = ent.state_by_code(scheme, code, on=on)
    return state.id if state else None


def table(path, **how):
    with open(path, encoding="utf-8", errors="replace", newline=None) as file:
        yield from csv.DictReader(file, **how)


def cow_states(folder):
    for row in table(folder / "cow-states2016.csv"):
        on = f"{row['styear']}-{int(row['stmonth']):02}-{int(row['stday']):02}"
        yield row["statenme"], on, by_code("cow", row["ccode"], on)


def cow_wars(folder):
    for name, state, code, year in (("cow-Inter-StateWarData_v4.0.csv", "StateName", "ccode", "StartYear1"),
                                    ("cow-IntraStateWars_v5.1.csv", "SideA", "CcodeA", "StartYr1")):
        for row in table(folder / name):
            if row[code] and int(row[code]) > 0 and int(row[year]) > 0:
                on = f"{int(row[year]):04}-07-01"
                yield row[state], on, by_code("cow", row[code], on)


def ucdp(folder):
    for row in table(folder / "ucdp-ged-odd-years.csv"):
        on = row["date_start"][:10]
        yield row["country"], on, by_code("gw", row["country_id"], on)
        for side in "ab":
            if row["gwno" + side].isdigit():
                yield row["side_" + side], on, by_code("gw", row["gwno" + side], on)


def gdelt_places(folder):
    for path in sorted(folder.glob("gdelt2-20*.export.CSV")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            f = line.split("\t")
            for at in (35, 43, 51):
                if len(f) == 61 and f[at + 1] and f[at + 2]:
                    name = f[at + 1] if f[at] == "1" else f[at + 1].split(", ")[-1]
                    yield name, None, by_code("fips", f[at + 2], None)


def iso_names():
    """Names of states without a code beside: those of ISO, and by hand."""
    truth = {}
    for row in json.loads(ISO.read_text())["3166-1"]:
        for key in ("name", "official_name", "common_name"):
            if key in row:
                truth[row[key].casefold()] = row["alpha_3"]
    for line in (HERE / "truth.tsv").read_text(encoding="utf-8").splitlines():
        name, state = line.split("\t")
        truth[name.casefold()] = state or None
    return truth


def icews_countries(folder):
    truth = iso_names()
    for row in table(folder / "icews-events-2018-06-01.tab", delimiter="\t", quoting=csv.QUOTE_NONE):
        for column in ("Source Country", "Target Country", "Country"):
            if row.get(column) not in (None, "", "NA"):
                yield row[column], "2018-06-01", truth.get(row[column].casefold(), "?")


def actor_names(folder):
    """Every actor of three benchmarks: a state if the truth has it, else nothing to be taken for one."""
    truth, names = iso_names(), set()
    names.update(line.split("\t")[0].strip() for line in (folder / "tkg-icews18.entity2id.txt").open(encoding="utf-8"))
    for path, how in (("tkg-icews14-names.valid.txt", open), ("tkg-icews05-15-names.valid.txt.gz", gzip.open)):
        for line in how(folder / path, "rt", encoding="utf-8"):
            fields = line.split("\t")
            names.update((fields[0].strip(), fields[2].strip()))
    for name in sorted(names):
        yield name, None, truth.get(name.casefold())


def measure(label, pairs, verbose):
    """One line of figures over the distinct (name, truth) of a source, the earliest day of each."""
    distinct = {}
    for name, on, truth in pairs:
        distinct.setdefault((name.strip(), truth), on)
    found = {key: resolved(key[0], on) for key, on in distinct.items()}
    right = sum(1 for (_, truth), state in found.items() if state and state == truth)
    given = sum(1 for state in found.values() if state)
    wanted = sum(1 for (_, truth) in found if truth)
    if verbose:
        for (name, truth), state in sorted(found.items(), key=str):
            if state != truth:
                print(f"    {name!r}: {state}, expected {truth}")
    print(f"{label:18} {len(distinct):6} {wanted:6} {given:6} {right:6}   {right / given:9.4f} {right / wanted:7.4f}")
    return wanted, given, right


def main():
    folder, verbose = pathlib.Path(sys.argv[1]), "-v" in sys.argv[2:]
    print(f"{'source':18} {'names':>6} {'states':>6} {'found':>6} {'right':>6}   {'precision':>9} {'recall':>7}")
    sums = [measure(source.__name__, source(folder), verbose)
            for source in (cow_states, cow_wars, ucdp, gdelt_places, icews_countries, actor_names)]
    wanted, given, right = map(sum, zip(*sums))
    print(f"{'all':18} {'':6} {wanted:6} {given:6} {right:6}   {right / given:9.4f} {right / wanted:7.4f}")


if __name__ == "__main__":
    main()
