"""A slow and plain reader of event files that are tables, to check the fast one against. Written from the formats'
descriptions; records are taken apart by the csv module, actors and codes by the ontology, one row at a time."""
import csv
import datetime
import io
import re

import entente as ent
from entente import ontology

MONTHS = {datetime.date(2000, m, 1).strftime("%B").lower(): m for m in range(1, 13)}
ALLIANCE = {"defense": 8.0, "atop_defense": 8.0, "atop_offense": 8.0, "neutrality": 5.0, "atop_neutral": 5.0,
            "entente": 5.0, "atop_consul": 5.0, "nonaggression": 4.0, "atop_nonagg": 4.0}
DISPUTE = {"1": (None, 0.0), "2": ("138", -5.8), "3": ("150", -7.2), "4": ("190", -9.0), "5": ("190", -10.0)}
ACLED = {"Battles": ("190", -10.0), "Explosions/Remote violence": ("190", -10.0),
         "Violence against civilians": ("180", -9.0), "Riots": ("145", -7.5), "Protests": ("141", -6.5),
         "Strategic developments": (None, 0.0)}
EXCHANGE = {"1": 2.5, "2": 3.5, "3": 4.5, "9": 2.5}


class Reject(Exception):
    """The reason of a row that is not kept."""


def records(data, separator, quoted):
    """(line, fields) of every record, lines from 1."""
    text = data.decode("utf-8-sig")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator,
                        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    line = 1
    for row in reader:
        if row:
            yield line, [field.strip(" \t") for field in row]
        line = reader.line_num + 1


def day(text):
    """One day, however it is written."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)([ T].*)?$", text) or re.match(r"(\d{4})(\d\d)(\d\d)$", text)
    try:
        if found:
            return datetime.date(*(int(part) for part in found.groups()[:3]))
        found = re.match(r"(\d\d?)/(\d\d?)/(\d{4})$", text)
        if found:
            return datetime.date(int(found[3]), int(found[1]), int(found[2]))
        found = re.match(r"(\d\d?)[ -]([A-Za-z]+)[ -](\d{4})$", text)
        if found and found[2].lower() in MONTHS:
            return datetime.date(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
    except ValueError:
        pass
    raise Reject("date")


def days(year, month, date):
    """A date in three columns, below 1 unknown."""
    year, month, date = (int(part) if re.fullmatch(r"-?\d+", part) else 0 for part in (year, month, date))
    try:
        if month < 1:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if date < 1:
            first = datetime.date(year, month, 1)
            return first, (first + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(days=1)
        return (datetime.date(year, month, date),) * 2
    except ValueError:
        raise Reject("date") from None


def by_code(scheme, code, first):
    """The id of a state by its number in the year of the event, else by what bears it now."""
    on = f"{first.year:04}-01-01"
    found = ontology.state_by_code(scheme, code, on)
    found = found if found and found.exists(on) else ontology.state_by_code(scheme, code) or found
    if not found:
        raise Reject("actor")
    return found.id


def by_name(text, first):
    for on in (f"{first.year:04}-01-01", None):
        try:
            return ontology.find_state(text, on, words=["name"]).id
        except (ent.NotFoundError, ent.AmbiguousError):
            continue
    return None


def spec_id(make):
    try:
        spec = make()
    except ent.NotFoundError:
        return None
    return None if "nobody" in spec.flags else spec.id


def icews(name, sectors, country, first):
    if not name:
        return None
    return spec_id(lambda: ontology.actor_from_icews(name, sectors or None, country or None, f"{first.year:04}-01-01"))


def clean(text, *missing):
    return "" if text in missing else text


def cameo(code):
    try:
        return ontology.cameo(code)
    except ent.NotFoundError:
        raise Reject("code") from None


# Each takes a row by name (or fields) and gives (id, first, last, from, to, code, tone, kind, mutual).

def read_icews(row):
    get = lambda name: clean(row[name], "NA", "NULL")  # noqa: E731
    on = day(get("Event Date"))
    code = cameo(get("CAMEO Code"))
    tone = float(get("Intensity")) if get("Intensity") else code.tone_icews
    sides = [icews(get(f"{side} Name"), get(f"{side} Sectors"), get(f"{side} Country"), on) for side in ("Source", "Target")]
    return (get("Event ID"), on), on, on, *(sides[::-1] if code.mediator == "target" else sides), code.code, tone, code.kind, False


def read_ucdp(row):
    first, last = day(row["date_start"]), day(row["date_end"])
    kind = row["type_of_violence"]
    code, tone = {"1": ("190", -10.0), "2": ("190", -10.0), "3": ("180", -9.0)}[kind]
    sides = []
    for side, number in (("a", "gwnoa"), ("b", "gwnob")):
        name, gw = row[f"side_{side}"], clean(row[number], "NA")
        home = by_name(row["country"], first) if name == "Civilians" else None
        if name.startswith("Government of "):
            sides.append(by_code("gw", gw, first) if gw else by_name(name[14:], first))
        else:
            sides.append(f"ucdp:{name}" + (f":{home}" if home else ""))
    return row["id"], first, last, *sides, code, tone, "attack", kind != "3"


def read_dispute(row):
    first, _ = days(row["strtyr"], row["strtmnth"], row["strtday"])
    last = days(row["endyear"], row["endmnth"], row["endday"])[1] if int(row["endyear"]) > 0 else None
    if row["hihost"] not in DISPUTE:
        raise Reject("code")
    code, tone = DISPUTE[row["hihost"]]
    key = tuple(row[name] for name in ("disno", "dyindex", "statea", "stateb"))
    kind = ontology.code_kind(code)[0] if code else "diplomatic"
    return key, first, last, by_code("cow", row["statea"], first), by_code("cow", row["stateb"], first), code, tone, kind, False


def read_alliance(row):
    if "dyad_st_year" in row:
        first = days(row["dyad_st_year"], row["dyad_st_month"], row["dyad_st_day"])[0]
        last = days(row["dyad_end_year"], row["dyad_end_month"], row["dyad_end_day"])[1] if row["dyad_end_year"] else None
        key = tuple(row[name] for name in ("version4id", "ccode1", "ccode2", "dyad_st_year"))
    else:
        (first, last), key = days(row["year"], "", ""), None
    tones = [tone for name, tone in ALLIANCE.items() if row.get(name) not in (None, "", "0", "NA", "-9")]
    if not tones:
        raise Reject("no-tie")
    sides = [by_code("cow", row[f"ccode{i}"], first) for i in (1, 2)]
    return key, first, last, *sides, None, max(tones), "diplomatic", "asymmetric" in row


def read_exchange(row):
    first, last = days(row["year"], "", "")
    at_1, at_2 = EXCHANGE.get(row["DR_at_1"]), EXCHANGE.get(row["DR_at_2"])
    if at_1 is None and at_2 is None:
        raise Reject("no-tie")
    sides = [by_code("cow", row[f"ccode{i}"], first) for i in (1, 2)]
    tone = min(tone for tone in (at_1, at_2) if tone is not None)
    return None, first, last, *(sides if at_2 else sides[::-1]), None, tone, "diplomatic", bool(at_1 and at_2)


def read_gdelt(row):
    get = lambda name: clean(row[name], "NA", "NULL", "nan")  # noqa: E731
    on, added = day(get("SQLDATE")), day(get("DATEADDED"))
    if on > added:
        raise Reject("late")
    code = cameo(get("EventCode"))
    sides = []
    for n in "12":
        part = [get(f"Actor{n}{name}") for name in ("Code", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
                                                    "Religion2Code", "Type1Code", "Type2Code", "Type3Code")]
        sides.append(spec_id(lambda p=part: ontology.actor_from_codes(p[0], p[1], p[2], p[3], p[4:6], p[6:]))
                     if any(part) else None)
    tone = float(get("GoldsteinScale")) if get("GoldsteinScale") else code.tone
    return get("GLOBALEVENTID"), on, on, *(sides[::-1] if code.mediator == "target" else sides), code.code, tone, code.kind, False


def read_quadruple(fields):
    on = day(fields[3])
    try:
        code = ontology.cameo_named(fields[1])
    except ent.NotFoundError:
        raise Reject("code") from None
    sides = [icews(fields[i], None, None, on) for i in (0, 2)]
    return None, on, on, *(sides[::-1] if code.mediator == "target" else sides), code.code, code.tone, code.kind, False


FORMATS = {"icews": ("\t", True, read_icews), "ucdp-ged": (",", True, read_ucdp), "cow-disputes": (",", True, read_dispute),
           "atop": (",", True, read_alliance), "cow-alliances": (",", True, read_alliance),
           "cow-exchange": (",", True, read_exchange), "gdelt-table": (",", True, read_gdelt),
           "tkg": ("\t", False, read_quadruple)}


def read(data, form):
    """(kept, rejected): tuples of line and what was read, by line; rejected rows with their reason."""
    separator, has_header, read_row = FORMATS[form]
    header, kept, rejected, seen = None, [], [], set()
    for line, fields in records(data, separator, has_header):
        if has_header and header is None:
            header = fields
            continue
        if fields == header:
            continue
        try:
            if len(fields) != (len(header) if header else 4):
                raise Reject("columns")
            key, first, last, source, target, *rest = read_row(dict(zip(header, fields)) if header else fields)
            if source is None or target is None:
                swapped = rest[0] and ontology.cameo(rest[0]).mediator == "target"
                missing = (source is None, target is None)
                missing = missing[::-1] if swapped else missing
                raise Reject("no-actors" if all(missing) else "no-source" if missing[0] else "no-target")
            if source == target:
                raise Reject("same-actor")
            if key is not None and key in seen:
                raise Reject("duplicate")
            seen.add(key)
            kept.append((line, source, target, first, last, *rest))
        except Reject as reason:
            rejected.append((line, str(reason)))
    return kept, rejected
